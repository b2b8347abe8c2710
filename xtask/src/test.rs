//! `cargo xtask test`: every check in order, a heading and a duration for each, and one closing line.

use crate::args::Args;
use crate::{bundle, checks, paths, playwright, system, tidy};
use anyhow::{Context as _, Result, bail};
use std::cell::OnceCell;
use std::ops::AddAssign;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How many tests passed and failed. A step that runs no test runner counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) const ONE: Tally = Tally { passed: 1, failed: 0 };
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What steps share: the app and the server are built once, when the first step asks.
pub(crate) struct Workbench {
    no_build: bool,
    dist: OnceCell<PathBuf>,
    server: OnceCell<PathBuf>,
}

impl Workbench {
    pub(crate) fn new(no_build: bool) -> Self {
        Self { no_build, dist: OnceCell::new(), server: OnceCell::new() }
    }

    /// The app, built in release and compressed.
    pub(crate) fn dist(&self) -> Result<PathBuf> {
        let built =
            || paths::dist().join("index.html").is_file().then(paths::dist).context("no app was built yet");
        get_or_try(&self.dist, || if self.no_build { built() } else { bundle::app() })
    }

    /// The release server.
    pub(crate) fn server(&self) -> Result<PathBuf> {
        let program = paths::target().join("release/klantbeeld");
        let built = || program.is_file().then_some(program.clone()).context("no server was built yet");
        get_or_try(&self.server, || if self.no_build { built() } else { bundle::server() })
    }
}

/// `OnceCell::get_or_try_init` is not stable yet.
fn get_or_try(cell: &OnceCell<PathBuf>, make: impl FnOnce() -> Result<PathBuf>) -> Result<PathBuf> {
    if let Some(path) = cell.get() {
        return Ok(path.clone());
    }
    let path = make()?;
    Ok(cell.get_or_init(|| path).clone())
}

struct Step {
    name: &'static str,
    about: &'static str,
    run: fn(&Workbench) -> Result<Tally>,
}

/// Cheap checks come first: a slip in the format is told in seconds.
const STEPS: [Step; 12] = [
    Step { name: "fmt", about: "the format of the Rust code", run: checks::fmt },
    Step { name: "tidy", about: "this project's own rules", run: tidy::tidy },
    Step { name: "clippy", about: "lints, for the host", run: checks::clippy },
    Step { name: "clippy-app", about: "lints, for the browser", run: checks::clippy_app },
    Step { name: "doc", about: "the documentation builds and its links resolve", run: checks::doc },
    Step { name: "rust", about: "Rust tests, on SQLite and PostgreSQL", run: checks::rust },
    Step { name: "app", about: "the app builds for the browser", run: checks::app },
    Step { name: "budget", about: "the size of the first route", run: checks::budget },
    Step { name: "server", about: "the server builds in release", run: checks::server },
    Step { name: "openapi", about: "the API follows the NL API Design Rules", run: checks::openapi },
    Step {
        name: "schemathesis",
        about: "the API keeps to its own description under bad input",
        run: checks::schemathesis,
    },
    Step { name: "e2e", about: "the portal in a browser, with axe", run: playwright::e2e },
];

pub(crate) fn test(mut args: Args) -> Result<ExitCode> {
    let list = args.flag("--list");
    let keep_going = args.flag("--keep-going");
    let bench = Workbench::new(args.flag("--no-build"));
    let only = args.list("--only")?;
    let skip = args.list("--skip")?;
    args.end()?;
    if let Some(unknown) = only.iter().chain(&skip).find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("there is no step '{unknown}'; --list names them");
    }
    if list {
        for step in &STEPS {
            println!("{:<13} {}", step.name, step.about);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = |step: &&Step| {
        (only.is_empty() || only.iter().any(|name| name == step.name))
            && !skip.iter().any(|name| name == step.name)
    };
    Ok(run_steps(STEPS.iter().filter(wanted), &bench, keep_going))
}

fn run_steps<'a>(steps: impl Iterator<Item = &'a Step>, bench: &Workbench, keep_going: bool) -> ExitCode {
    let mut total = Tally::default();
    let mut times: Vec<(&str, Duration, bool)> = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.about);
        let started = Instant::now();
        let tally = (step.run)(bench).unwrap_or_else(|error| {
            println!("{error:#}");
            Tally { passed: 0, failed: 1 }
        });
        total += tally;
        let good = tally.failed == 0;
        println!(
            "-- {}: {} in {}",
            step.name,
            if good { "good" } else { "FAILED" },
            seconds(started.elapsed())
        );
        times.push((step.name, started.elapsed(), good));
        if !good && !keep_going {
            break;
        }
    }
    println!();
    for (name, time, good) in &times {
        println!("{name:<13} {:>8}{}", seconds(*time), if *good { "" } else { "  FAILED" });
    }
    if system::in_ci() && total == Tally::default() {
        println!("no test ran");
        return ExitCode::FAILURE;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
