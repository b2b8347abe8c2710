//! `cargo xtask dev`: trunk rebuilds the app on every change, with the gateway behind it.

use crate::args::Args;
use crate::server::interrupt;
use crate::{bundle, paths, run};
use anyhow::{Context, Result};
use std::process::{Child, ExitCode};
use std::thread::sleep;
use std::time::Duration;

/// As in Trunk.toml, which says where trunk passes on what the gateway answers.
const PORT: u16 = 8080;
const GATEWAY_PORT: u16 = 8081;

pub(crate) fn dev(args: Args) -> Result<ExitCode> {
    args.end()?;
    let address = format!("http://127.0.0.1:{PORT}");
    // The gateway wants a built app; in this loop trunk serves it, so one build is enough to begin with.
    let dist = paths::target().join("dev-dist");
    println!("Building the app and the gateway for editing (the first time some minutes) …");
    run::run(bundle::trunk()?.arg("build").arg("--dist").arg(&dist))?;
    run::run(run::cargo().args(["build", "--package", "gateway", "--bin", "klantbeeld"]))?;

    let mut gateway = run::command(paths::target().join("debug/klantbeeld"));
    gateway.args(["demo", "--port", &GATEWAY_PORT.to_string(), "--publieke-url", &address]);
    gateway.arg("--data").arg(paths::target().join("dev")).arg("--dist").arg(&dist);
    let gateway = gateway.spawn().context("cannot start the gateway")?;

    let mut serve = bundle::trunk()?;
    serve.args(["serve", "--port", &PORT.to_string(), "--dist"]).arg(&dist);
    println!(
        "\nThe app, with live reload: {address}\n\
         A change in app/, contract/ or style/ reloads the page. After one in the gateway: Ctrl-C, and start again.\n"
    );
    let serve = serve.spawn().context("cannot start trunk")?;
    Ok(until_one_ends([gateway, serve]))
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
