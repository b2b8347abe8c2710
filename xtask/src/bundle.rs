//! The two things we ship: the app (`dist/`, by trunk) and the server (`klantbeeld`, by cargo).

use crate::{paths, precompress, run, split, system, tools};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Trunk, with the tool it calls first on its PATH.
pub(crate) fn trunk() -> Result<Command> {
    system::node()?;
    tools::wasm_target()?;
    let mut trunk = run::command(tools::trunk()?);
    let bindgen = tools::wasm_bindgen()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folder = bindgen.parent().map(Path::to_path_buf).into_iter();
    trunk.env("PATH", std::env::join_paths(folder.chain(std::env::split_paths(&path)))?);
    trunk.env("CARGO_TARGET_DIR", paths::target_wasm());
    // Trunk takes NO_COLOR=1, which other programs set, for a wrong value of its own option.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// Builds the app in release, in parts, with a `.br` and a `.gz` next to each of its files.
pub(crate) fn app() -> Result<PathBuf> {
    println!("Building the app (the first time about 4 minutes on 2 cores) …");
    // Beside its place until all is done: a build that stopped halfway must not be served.
    let dist = paths::dist();
    let half_done = dist.with_file_name("dist-new");
    run::run(trunk()?.args(["build", "--release", "--features", "split", "--dist"]).arg(&half_done))?;
    split::app(&half_done)?;
    precompress::folder(&half_done)?;
    if dist.exists() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot remove {}", dist.display()))?;
    }
    fs::rename(&half_done, &dist).with_context(|| format!("cannot make {}", dist.display()))?;
    Ok(dist)
}

/// Builds the server in release.
pub(crate) fn server() -> Result<PathBuf> {
    println!("Building the server (the first time about 6 minutes on 2 cores) …");
    run::run(run::cargo().args(["build", "--release", "--package", "gateway", "--bin", "klantbeeld"]))?;
    let program = paths::target().join("release/klantbeeld");
    program.is_file().then_some(program).context("cargo made no target/release/klantbeeld")
}
