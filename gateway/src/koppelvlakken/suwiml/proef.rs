//! What the tests of Suwinet share: the standard's own files and the tools that judge by them. Where they are not,
//! a test says that it skips.

use super::dienst::Dienst;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub(super) const BSN: &str = "999920108";

pub(super) fn brv() -> Dienst {
    Dienst::van("brv").unwrap().unwrap()
}

/// The WSDLs and XSDs of all diensten, unpacked.
pub(super) struct Standaard(TempDir);

impl Standaard {
    pub(super) fn open() -> Option<Self> {
        let archief =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers/suwinet/wsdls.tar.gz");
        if !archief.is_file() {
            eprintln!("skipped: wsdls.tar.gz is not here");
            return None;
        }
        let map = tempfile::tempdir().unwrap();
        let uitgepakt = Command::new("tar").arg("xzf").arg(&archief).arg("-C").arg(map.path()).status();
        assert!(uitgepakt.unwrap().success(), "tar unpacks {}", archief.display());
        Some(Self(map))
    }

    /// The folder of one dienst, whatever its build number.
    pub(super) fn map(&self, dienst: &str, versie: &str) -> PathBuf {
        let begin = format!("{dienst}-{versie}-");
        let mappen = std::fs::read_dir(self.0.path().join("wsdls")).unwrap();
        let mut mappen = mappen.map(|map| map.unwrap());
        let gevonden = mappen.find(|map| map.file_name().to_string_lossy().starts_with(&begin));
        gevonden.unwrap_or_else(|| panic!("{begin} is one of the diensten")).path()
    }
}

/// Every file below a folder with this name.
pub(super) fn bestanden(map: &Path, past: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut uit = Vec::new();
    for item in std::fs::read_dir(map).unwrap().map(|item| item.unwrap()) {
        if item.path().is_dir() {
            uit.extend(bestanden(&item.path(), past));
        } else if past(&item.file_name().to_string_lossy()) {
            uit.push(item.path());
        }
    }
    uit
}

/// What a tool of the system makes of it; `None` when it is not installed.
pub(super) fn gereedschap(naam: &str, argumenten: &[&str]) -> Option<Output> {
    match Command::new(naam).args(argumenten).output() {
        Ok(uitvoer) => Some(uitvoer),
        Err(fout) if fout.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: {naam} is not installed");
            None
        }
        Err(fout) => panic!("{naam}: {fout}"),
    }
}
