//! The portal in a real browser: `tests/e2e`, run against a release server of our own.

use crate::server::Server;
use crate::test::{Tally, Workbench};
use crate::{paths, run, system};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

/// When the clock of the server starts, so that ages and dates on the pages are the same every day.
const CLOCK: &str = "2026-09-01T08:00:00Z";

pub(crate) fn e2e(bench: &Workbench) -> Result<Tally> {
    packages()?;
    let mut types = npx("tsc");
    run::run(types.args(["--noEmit", "--project", "."]))?;

    let (program, dist) = (bench.server()?, bench.dist()?);
    let server = Server::start(&program, &dist, "e2e", &["--klok", CLOCK])?;
    let report = paths::target().join("playwright.json");
    drop(fs::remove_file(&report));
    let mut playwright = npx("playwright");
    playwright.args(["test", "--reporter", "list,json"]).env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    playwright.env("KLANTBEELD_ADRES", server.address());
    // For tests that start a server of their own.
    playwright.env("KLANTBEELD_SERVER", &program).env("KLANTBEELD_DIST", &dist);
    if let Some(chromium) = system::chromium()? {
        playwright.env("KLANTBEELD_CHROMIUM", chromium);
    }
    let status = playwright.status().context("cannot start playwright")?;
    let tally = read_report(&fs::read_to_string(&report).context("playwright left no report")?)?;
    if !status.success() && tally.failed == 0 {
        bail!("playwright failed ({status})");
    }
    Ok(tally)
}

/// Runs one file of `tests/e2e/metingen` so many times, against a server with these arguments: the figures that it wrote,
/// a line of JSON each.
pub(crate) fn measure(bench: &Workbench, file: &str, rounds: usize, server: &[&str]) -> Result<Vec<Value>> {
    packages()?;
    let (program, dist) = (bench.server()?, bench.dist()?);
    let arguments: Vec<&str> = ["--klok", CLOCK].into_iter().chain(server.iter().copied()).collect();
    let server = Server::start(&program, &dist, "bench-page", &arguments)?;
    let figures = paths::target().join("metingen.jsonl");
    drop(fs::remove_file(&figures));
    let mut playwright = npx("playwright");
    playwright.args(["test", file, "--project", "metingen", "--workers", "1", "--reporter", "line"]);
    playwright.args(["--repeat-each", &rounds.to_string()]);
    playwright.env("KLANTBEELD_ADRES", server.address()).env("KLANTBEELD_METING", &figures);
    playwright.env("KLANTBEELD_SERVER", &program).env("KLANTBEELD_DIST", &dist);
    if let Some(chromium) = system::chromium()? {
        playwright.env("KLANTBEELD_CHROMIUM", chromium);
    }
    run::run(&mut playwright)?;
    let lines = fs::read_to_string(&figures).context("the measuring left no figures")?;
    lines.lines().map(|line| serde_json::from_str(line).context("a figure is no JSON")).collect()
}

/// The npm packages of the browser tests.
pub(crate) fn packages() -> Result<()> {
    npm_ci(&paths::e2e())
}

/// `npm ci`, when what is installed is not what the lock file says.
pub(crate) fn npm_ci(folder: &Path) -> Result<()> {
    system::node()?;
    let lock_file = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.klantbeeld-lock");
    let lock = fs::read(&lock_file).with_context(|| format!("no {}", lock_file.display()))?;
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Ok(());
    }
    println!("Installing the npm packages of {} …", folder.display());
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::run(npm.current_dir(folder))?;
    fs::write(installed, lock)?;
    Ok(())
}

/// A program of `tests/e2e/node_modules`.
fn npx(program: &str) -> Command {
    let mut command = Command::new(paths::e2e().join("node_modules/.bin").join(program));
    command.current_dir(paths::e2e());
    command
}

/// Playwright's JSON report. A flaky test is a failed one; so is a run without tests.
fn read_report(text: &str) -> Result<Tally> {
    let report: Value = serde_json::from_str(text).context("playwright's report is no JSON")?;
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    let errors = report["errors"].as_array().map_or(0, Vec::len) as u64;
    let tally = Tally { passed: count("expected"), failed: count("unexpected") + count("flaky") + errors };
    if tally == Tally::default() {
        bail!("playwright ran no test");
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_report() {
        let report = r#"{"errors":[],"stats":{"expected":40,"unexpected":1,"flaky":1,"skipped":3}}"#;
        assert_eq!(read_report(report).unwrap(), Tally { passed: 40, failed: 2 });
        assert!(read_report(r#"{"errors":[],"stats":{"expected":0,"unexpected":0}}"#).is_err());
        assert_eq!(read_report(r#"{"errors":[{}],"stats":{}}"#).unwrap(), Tally { passed: 0, failed: 1 });
    }
}
