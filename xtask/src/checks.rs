//! The steps of `cargo xtask test` that call other programs.

use crate::postgres::Postgres;
use crate::server::Server;
use crate::test::{Tally, Workbench};
use crate::{budget as size, http, login, paths, playwright, run, system, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;

pub(crate) fn fmt(_: &Workbench) -> Result<Tally> {
    run::run(run::cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Tally::ONE)
}

pub(crate) fn clippy(_: &Workbench) -> Result<Tally> {
    let mut cargo = run::cargo();
    run::run(cargo.args([
        "clippy",
        "--workspace",
        "--exclude",
        "app",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    Ok(Tally::ONE)
}

pub(crate) fn clippy_app(_: &Workbench) -> Result<Tally> {
    tools::wasm_target()?;
    // As trunk serves it while editing, and as it is released.
    for features in ["", "split"] {
        let mut cargo = run::cargo();
        cargo.args(["clippy", "--package", "app", "--target", "wasm32-unknown-unknown"]);
        cargo.args(["--features", features, "--", "-D", "warnings"]);
        run::run(cargo.env("CARGO_TARGET_DIR", paths::target_wasm()))?;
    }
    Ok(Tally::ONE)
}

pub(crate) fn doc(_: &Workbench) -> Result<Tally> {
    let mut cargo = run::cargo();
    cargo.args([
        "doc",
        "--workspace",
        "--exclude",
        "app",
        "--no-deps",
        "--document-private-items",
        "--quiet",
    ]);
    run::run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Tally::ONE)
}

pub(crate) fn rust(_: &Workbench) -> Result<Tally> {
    let postgres = Postgres::start()?;
    if postgres.is_none() {
        let missing =
            "no PostgreSQL: install it (on Debian: apt-get install postgresql) to test on both engines";
        if system::in_ci() {
            bail!("{missing}");
        }
        println!("{missing}; going on with SQLite alone");
    }
    // The OpenID provider that the login is held against.
    playwright::npm_ci(&paths::openid())?;
    let mut cargo = run::cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast"]);
    if let Some(postgres) = &postgres {
        cargo.env("KLANTBEELD_TEST_POSTGRES", postgres.url());
    }
    let mut tally = Tally::default();
    let status = run::watched(&mut cargo, |line| tally += libtest_result(line))?;
    if !status.success() && tally.failed == 0 {
        bail!("cargo test failed ({status})");
    }
    Ok(tally)
}

/// Reads `test result: ok. 3 passed; 0 failed; …`.
fn libtest_result(line: &str) -> Tally {
    let Some((_, counts)) = line.split_once("test result: ") else { return Tally::default() };
    let before = |word: &str| {
        let (start, _) = counts.split_once(word)?;
        start.split_whitespace().last()?.parse().ok()
    };
    Tally { passed: before(" passed").unwrap_or(0), failed: before(" failed").unwrap_or(0) }
}

pub(crate) fn app(bench: &Workbench) -> Result<Tally> {
    bench.dist()?;
    Ok(Tally::ONE)
}

pub(crate) fn server(bench: &Workbench) -> Result<Tally> {
    bench.server()?;
    Ok(Tally::ONE)
}

pub(crate) fn budget(bench: &Workbench) -> Result<Tally> {
    let route = size::first_route(&bench.dist()?)?;
    print!("{}", route.table());
    route.keep()?;
    Ok(Tally::ONE)
}

pub(crate) fn openapi(bench: &Workbench) -> Result<Tally> {
    let Some(rules) = paths::registers().map(|folder| folder.join("adr/linter-ruleset.yaml")) else {
        println!("SKIPPED: the ruleset (../shared/registers/adr/linter-ruleset.yaml) is not here");
        return Ok(Tally::default());
    };
    let server = Server::start(&bench.server()?, &bench.dist()?, "openapi", &[])?;
    let answer = http::get(server.port, "/openapi.json", &[])?;
    if answer.status != 200 {
        bail!("/openapi.json answered {}", answer.status);
    }
    let file = paths::target().join("openapi.json");
    std::fs::write(&file, answer.body)?;
    let mut lint = run::command(tools::spectral()?);
    lint.arg("lint").arg(&file).arg("--ruleset").arg(rules).args(["--fail-severity", "error"]);
    run::run(&mut lint)?;
    Ok(Tally::ONE)
}

pub(crate) fn schemathesis(bench: &Workbench) -> Result<Tally> {
    let python = tools::schemathesis()?;
    let server = Server::start(&bench.server()?, &bench.dist()?, "schemathesis", &[])?;
    let cookie = login::log_in(server.port, "gezin")?;
    let mut fuzz = Command::new(python);
    fuzz.args(["-m", "schemathesis.cli", "--config-file"]).arg(paths::root().join("tests/schemathesis.toml"));
    fuzz.arg("run").arg(format!("{}/openapi.json", server.address()));
    fuzz.args(["--header", &format!("cookie: {cookie}"), "--header", "x-klantbeeld: 1"]);
    // Bounded, and the same requests each time.
    fuzz.args(["--max-examples", "50", "--seed", "1", "--workers", "1", "--no-color"]);
    fuzz.args(["--generation-database", "none"]).current_dir(paths::scratch("schemathesis-reports")?);
    run::run(&mut fuzz).with_context(|| format!("the server said:\n{}", tail(&server.log(), 20)))?;
    Ok(Tally::ONE)
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_the_test_runner_says() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(libtest_result(line), Tally { passed: 12, failed: 3 });
        assert_eq!(libtest_result("test store::passed ... ok"), Tally::default());
    }

    #[test]
    fn keeps_the_last_lines() {
        assert_eq!(tail("a\nb\nc", 2), "b\nc");
        assert_eq!(tail("a", 2), "a");
    }
}
