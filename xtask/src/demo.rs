//! `cargo xtask demo`: from a fresh checkout to the portal on one address.

use crate::args::Args;
use crate::{bundle, paths, run};
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::ExitCode;

const PORT: u16 = 8080;

pub(crate) fn demo(mut args: Args) -> Result<ExitCode> {
    let port = args.number("--port")?.unwrap_or(PORT).to_string();
    let data = args.value("--data")?.map_or_else(|| paths::target().join("demo"), |folder| here(&folder));
    let testset = args.value("--brp-testset")?.map(|file| here(&file));
    let clock = args.value("--klok")?;
    args.end()?;
    if let Some(file) = &testset {
        // Told now, not after ten minutes of building.
        std::fs::metadata(file).with_context(|| format!("cannot read the test set {}", file.display()))?;
    }

    let dist = bundle::app()?;
    let mut server = run::command(bundle::server()?);
    server.args(["demo", "--port", &port, "--data"]).arg(data).arg("--dist").arg(dist);
    if let Some(file) = testset {
        server.arg("--brp-testset").arg(file);
    }
    if let Some(moment) = clock {
        server.args(["--klok", &moment]);
    }
    // The server takes our place, so Ctrl-C and signals reach it without a detour.
    Err(server.exec()).context("cannot start the server")
}

/// A path as the caller means it; the server itself runs in the root of the workspace.
fn here(path: &str) -> std::path::PathBuf {
    std::env::current_dir().map_or_else(|_| path.into(), |folder| folder.join(Path::new(path)))
}
