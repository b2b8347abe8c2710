//! What the tests of the stand-ins share.

use std::path::{Path, PathBuf};

/// A folder of its own that is gone afterwards.
pub(crate) struct Map(PathBuf);

impl Map {
    pub(crate) fn nieuw() -> Self {
        let mut naam = [0_u8; 8];
        aws_lc_rs::rand::fill(&mut naam).unwrap();
        let map =
            std::env::temp_dir().join(format!("klantbeeld-registraties-{:016x}", u64::from_ne_bytes(naam)));
        std::fs::create_dir_all(&map).unwrap();
        Self(map)
    }

    pub(crate) fn pad(&self) -> &Path {
        &self.0
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
