//! What the machine must have of its own: Node, a browser, PostgreSQL, Python. Installed where that is possible
//! (Debian, as root), else named in one line.

use crate::run;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

/// The first program of these names on the PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

pub(crate) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !value.is_empty() && value != "false")
}

pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// Installs Debian packages. `Ok(false)` when this is not Debian or we are not root.
fn debian_install(packages: &[&str]) -> Result<bool> {
    static UPDATE: Once = Once::new();
    if !Path::new("/etc/debian_version").exists() || !is_root() {
        return Ok(false);
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    println!("Installing {} with apt-get (a minute or two) …", packages.join(", "));
    // A stale list of packages still installs most of the time, so this may fail.
    UPDATE.call_once(|| drop(run::quietly(apt().args(["-q", "update"]))));
    run::quietly(apt().args(["-q", "install", "-y", "--no-install-recommends"]).args(packages))?;
    Ok(true)
}

/// Node and npm, 20 or newer.
pub(crate) fn node() -> Result<()> {
    const WANTED: u32 = 20;
    let advice = "install Node 20 or newer (nodejs.org, or your system's package manager)";
    let version =
        Command::new("node").arg("--version").output().with_context(|| format!("no Node: {advice}"))?;
    let text = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = text.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < WANTED) {
        bail!("Node {text} is too old: {advice}");
    }
    on_path(&["npm"]).with_context(|| format!("no npm: {advice}"))?;
    Ok(())
}

/// A Chromium for Playwright: `Some(path)`, or `None` when Playwright must use the one it downloaded itself.
pub(crate) fn chromium() -> Result<Option<PathBuf>> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    for variable in ["KLANTBEELD_CHROMIUM", "CHROMIUM"] {
        if let Some(path) = std::env::var_os(variable).filter(|value| !value.is_empty()) {
            return Ok(Some(path.into()));
        }
    }
    if let Some(path) = on_path(&NAMES) {
        return Ok(Some(path));
    }
    if debian_install(&["chromium"])? {
        return Ok(on_path(&NAMES));
    }
    println!("Fetching Playwright's Chromium …");
    let fetched = run::quietly(
        Command::new("npx").args(["playwright", "install", "chromium"]).current_dir(crate::paths::e2e()),
    );
    match fetched {
        Ok(_) => Ok(None),
        Err(_) => bail!("no browser: install Chromium, or name one in the variable CHROMIUM"),
    }
}

/// The folder with PostgreSQL's server programs; `None` when there is no PostgreSQL and none can be installed.
pub(crate) fn postgres() -> Result<Option<PathBuf>> {
    if let Some(folder) = postgres_here() {
        return Ok(Some(folder));
    }
    if debian_install(&["postgresql"])? {
        return Ok(postgres_here());
    }
    Ok(None)
}

fn postgres_here() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file());
    let asked =
        Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success());
    let told = asked.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    let beside =
        on_path(&["initdb"]).and_then(|file| Some(file.canonicalize().ok()?.parent()?.to_path_buf()));
    // Debian keeps one folder per version, off the PATH; the newest comes last.
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    told.into_iter().chain(beside).chain(versions.into_iter().rev()).find(complete)
}

/// Python 3 that can make virtual environments.
pub(crate) fn python() -> Result<PathBuf> {
    let works = |python: &Path| {
        Command::new(python)
            .args(["-c", "import venv, ensurepip"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    if let Some(python) = on_path(&["python3"]).filter(|python| works(python)) {
        return Ok(python);
    }
    debian_install(&["python3", "python3-venv"])?;
    on_path(&["python3"])
        .filter(|python| works(python))
        .context("no Python: install Python 3 with its venv module")
}
