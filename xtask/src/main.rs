//! `cargo xtask demo | dev | test | bench`: build, run and check the portal with one command each.
//!
//! Every tool that is not there yet is fetched once into a cache of the user ([`tools`]); nothing needs to be
//! installed by hand but Rust (by rustup) and Node 20 or newer.

mod args;
mod bench;
mod budget;
mod bundle;
mod checks;
mod demo;
mod dev;
mod http;
mod login;
mod paths;
mod playwright;
mod postgres;
mod precompress;
mod run;
mod server;
mod split;
mod system;
mod test;
mod tidy;
mod tools;

use anyhow::{Result, bail};
use args::Args;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask demo   build everything and serve the portal with its stand-ins on one address
    --port N             the port (8080)
    --brp-testset FILE   also import the RvIG test persons
    --data DIR           where the databases stand (target/demo)
    --klok RFC3339       the moment at which the clock starts
cargo xtask dev    serve the app on port 8080 with live reload, the gateway behind it
cargo xtask test   check everything
    --only a,b           these steps only
    --skip a,b           all but these steps
    --keep-going         do not stop at the first step that fails
    --no-build           use the app and the server that were built before
    --list               name the steps
cargo xtask bench  print the budget table
    --gateway            only what the gateway costs
    --use-log            only the use log with many lines, on PostgreSQL
    --lines N            how many (10000000)
    --no-build           as above
cargo xtask tools  only fetch the tools, for a machine that will be without a network
";

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let args = Args::new(arguments);
    match command.as_str() {
        "demo" => demo::demo(args),
        "dev" => dev::dev(args),
        "test" => test::test(args),
        "bench" => bench::bench(args),
        "tools" => {
            args.end()?;
            tools::all()?;
            Ok(ExitCode::SUCCESS)
        }
        "" | "help" | "--help" | "-h" => {
            args.end()?;
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no command '{other}'\n\n{HELP}"),
    }
}
