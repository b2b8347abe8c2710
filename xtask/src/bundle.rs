//! The two things we ship: the app (`dist/`, by trunk) and the server (`klantbeeld`, by cargo).

use crate::{paths, precompress, run, system, tools};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Trunk, with the tools it calls first on its PATH.
pub(crate) fn trunk() -> Result<Command> {
    system::node()?;
    tools::wasm_target()?;
    let mut trunk = run::command(tools::trunk()?);
    let helpers = [tools::wasm_bindgen()?, tools::wasm_opt()?];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = helpers.iter().filter_map(|tool| tool.parent().map(Path::to_path_buf));
    trunk.env("PATH", std::env::join_paths(folders.chain(std::env::split_paths(&path)))?);
    trunk.env("CARGO_TARGET_DIR", paths::target_wasm());
    // Trunk takes NO_COLOR=1, which other programs set, for a wrong value of its own option.
    trunk.env_remove("NO_COLOR");
    Ok(trunk)
}

/// Builds the app in release and writes a `.br` and a `.gz` next to each of its files.
pub(crate) fn app() -> Result<PathBuf> {
    println!("Building the app (the first time about 4 minutes on 2 cores) …");
    run::run(trunk()?.args(["build", "--release"]))?;
    let dist = paths::dist();
    precompress::folder(&dist)?;
    Ok(dist)
}

/// Builds the server in release.
pub(crate) fn server() -> Result<PathBuf> {
    println!("Building the server (the first time about 6 minutes on 2 cores) …");
    run::run(run::cargo().args(["build", "--release", "--package", "gateway", "--bin", "klantbeeld"]))?;
    let program = paths::target().join("release/klantbeeld");
    program.is_file().then_some(program).context("cargo made no target/release/klantbeeld")
}
