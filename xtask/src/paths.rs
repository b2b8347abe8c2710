//! Where things stand.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    // Cargo sets it to xtask's own folder, whatever the folder we were called from.
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    own.parent().map_or(own.clone(), Path::to_path_buf)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Cargo's target folder for the app: its own, so that trunk and cargo do not wait for each other's lock.
pub(crate) fn target_wasm() -> PathBuf {
    target().join("wasm")
}

/// The app as trunk built it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

pub(crate) fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// The OpenID provider that nobody here wrote.
pub(crate) fn openid() -> PathBuf {
    root().join("tests/it/openid")
}

/// The Dutch standards that some checks use. They are no part of this repository and may be absent.
pub(crate) fn registers() -> Option<PathBuf> {
    let folder = root().parent()?.join("shared/registers");
    folder.is_dir().then_some(folder)
}

/// A new, empty folder under `target/tmp` that only this process uses.
pub(crate) fn scratch(name: &str) -> Result<PathBuf> {
    let folder = target().join("tmp").join(format!("{name}-{}", std::process::id()));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// A port that nobody listens on at this moment.
pub(crate) fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
