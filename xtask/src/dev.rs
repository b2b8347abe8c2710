//! `cargo xtask dev`: trunk rebuilds the app on every change, with the gateway behind it.

use crate::args::Args;
use crate::server::interrupt;
use crate::{bundle, paths, run};
use anyhow::{Context, Result};
use std::process::{Child, ExitCode};
use std::thread::sleep;
use std::time::Duration;

const PORT: u16 = 8080;

pub(crate) fn dev(mut args: Args) -> Result<ExitCode> {
    let port = args.number("--port")?.unwrap_or(PORT);
    args.end()?;
    let gateway_port = port.checked_add(1).context("the gateway takes the port after it")?;
    let backend = format!("http://127.0.0.1:{gateway_port}");
    // The gateway wants a built app; in this loop trunk serves it, so one build is enough to begin with.
    let dist = paths::target().join("dev-dist");
    let mut build = bundle::trunk()?;
    run::run(build.arg("build").arg("--dist").arg(&dist))?;

    run::run(run::cargo().args(["build", "--package", "gateway", "--bin", "klantbeeld"]))?;
    let mut gateway = run::command(paths::target().join("debug/klantbeeld"));
    gateway.args(["demo", "--port", &gateway_port.to_string(), "--data"]).arg(paths::target().join("dev"));
    gateway.arg("--dist").arg(&dist);
    let gateway = gateway.spawn().context("cannot start the gateway")?;

    let mut trunk = bundle::trunk()?;
    trunk.args(["serve", "--port", &port.to_string(), "--address", "127.0.0.1", "--dist"]).arg(&dist);
    // Type names are erased in this loop only: it builds faster, and the release build would grow by it.
    trunk.env("RUSTFLAGS", "--cfg erase_components");
    println!(
        "\nThe app, with live reload:  http://127.0.0.1:{port}\n\
         The gateway behind it:      {backend}\n\
         A change in app/, contract/ or style/ reloads the page; after one in the gateway, stop (Ctrl-C) and start again.\n"
    );
    let trunk = trunk.spawn().context("cannot start trunk")?;
    Ok(until_one_ends([gateway, trunk]))
}

/// Waits for the first of the two to end, then ends the other. Ctrl-C reaches all three of us.
fn until_one_ends(mut children: [Child; 2]) -> ExitCode {
    let ended = |child: &mut Child| !matches!(child.try_wait(), Ok(None));
    while !children.iter_mut().any(ended) {
        sleep(Duration::from_millis(200));
    }
    for child in &mut children {
        interrupt(child);
    }
    ExitCode::SUCCESS
}
