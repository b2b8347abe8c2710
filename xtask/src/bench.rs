//! `cargo xtask bench`: the budget table of the design, for what exists. Medians and ratios: a shared machine makes
//! single figures worth little.

#![expect(clippy::cast_precision_loss, reason = "figures for people; none comes near 2^52")]

mod gateway;
mod load;
mod page;
mod use_log;

use crate::args::Args;
use crate::budget;
use crate::server::Server;
use crate::test::Workbench;
use anyhow::{Context, Result};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

const STARTS: usize = 5;
/// In the use log that is measured.
const LINES: u32 = 10_000_000;
/// Fewer leave pages without lines.
const LINES_LEAST: u32 = 100_000;

pub(crate) fn bench(mut args: Args) -> Result<ExitCode> {
    let bench = Workbench::new(args.flag("--no-build"));
    let (only_gateway, only_use_log) = (args.flag("--gateway"), args.flag("--use-log"));
    let lines =
        args.value("--lines")?.map_or(Ok(LINES), |text| text.parse()).context("--lines asks for a number")?;
    args.end()?;
    anyhow::ensure!(lines >= LINES_LEAST, "--lines: at least {LINES_LEAST}");
    let (dist, program) = (bench.dist()?, bench.server()?);
    let mut rows = Vec::new();
    let all = !only_gateway && !only_use_log;
    if all {
        rows.extend(first_route(&dist)?);
        rows.push(cold_start(&program, &dist)?);
    }
    if all || only_gateway {
        rows.extend(gateway::rows(&program, &dist)?);
    }
    if all || only_use_log {
        rows.extend(use_log::rows(&program, &dist, lines)?);
    }
    if all {
        rows.extend(page::rows(&bench)?);
    }
    println!("\n{:<76} {:>12} {:>10} {:>7}", "what", "measured", "budget", "ratio");
    for Row { what, measured, budget, ratio } in rows {
        let ratio = ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.2}"));
        println!("{what:<76} {measured:>12} {budget:>10} {ratio:>7}");
    }
    Ok(ExitCode::SUCCESS)
}

/// A line of the table.
struct Row {
    what: String,
    measured: String,
    budget: String,
    /// Above 1 is over the budget.
    ratio: Option<f64>,
}

impl Row {
    /// A size in bytes, which must stay below a number of kilobytes.
    fn size(what: impl Into<String>, bytes: u64, most_kb: u32) -> Self {
        let kb = |bytes: f64| format!("{:.1} kB", bytes / 1e3);
        let most = f64::from(most_kb) * 1e3;
        Self {
            what: what.into(),
            measured: kb(bytes as f64),
            budget: format!("{most_kb} kB"),
            ratio: Some(bytes as f64 / most),
        }
    }

    /// A time, which must stay below a number of milliseconds when there is a budget.
    fn time(what: impl Into<String>, time: Duration, most_ms: Option<u32>) -> Self {
        Self {
            what: what.into(),
            measured: format!("{:.1} ms", time.as_secs_f64() * 1e3),
            budget: most_ms.map_or_else(|| "-".into(), |most| format!("{most} ms")),
            ratio: most_ms.map(|most| time.as_secs_f64() * 1e3 / f64::from(most)),
        }
    }

    /// How many fit in a second, which must be at least so many when there is a budget.
    fn rate(what: impl Into<String>, rate: f64, least: Option<u32>) -> Self {
        Self {
            what: what.into(),
            measured: format!("{rate:.0}"),
            budget: least.map_or_else(|| "-".into(), |least| least.to_string()),
            ratio: least.map(|least| f64::from(least) / rate),
        }
    }
}

fn first_route(dist: &Path) -> Result<[Row; 2]> {
    let route = budget::first_route(dist)?;
    print!("{}", route.table());
    let (all, css) = (route.all() as u64, route.css() as u64);
    Ok([Row::size("first route, brotli", all, 250), Row::size("CSS, brotli", css, 15)])
}

fn cold_start(program: &Path, dist: &Path) -> Result<Row> {
    let starts = (0..STARTS).map(|_| Ok(Server::start(program, dist, "bench-start", &[])?.cold_start));
    let starts = load::Times::of(starts.collect::<Result<_>>()?);
    Ok(Row::time(format!("cold start, median of {STARTS}"), starts.percentile(50), Some(1000)))
}
