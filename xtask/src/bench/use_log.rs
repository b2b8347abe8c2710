//! The use log when it is large: ten million lines on PostgreSQL, a hundred thousand of them of the person who reads.
//!
//! The pages are asked over HTTP from a gateway with a session, so all that a citizen waits for is in it but the network. How fast
//! lines are written is another program (`gateway/examples/logboek_schrijven.rs`): many citizens at once who each wait until their
//! lines are durable, as a look must.

use super::Row;
use super::load::Times;
use crate::postgres::Postgres;
use crate::server::Server;
use crate::{http, login, run};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Of the person who reads, one in a hundred.
const MINE: u32 = 100;
const ROUNDS: u64 = 200;
const BUDGET_MS: u32 = 50;
/// The lines lie this far back.
const YEARS: u64 = 3;
const YEAR_MS: u64 = 365 * 24 * 3600 * 1000;
/// How long is written.
const SECONDS: u32 = 10;
/// How many write at once.
const CLIENTS: u32 = 200;

pub(super) fn rows(program: &Path, dist: &Path, lines: u32) -> Result<Vec<Row>> {
    let Some(postgres) = Postgres::start_durable()? else {
        println!("There is no PostgreSQL here; the use log is not measured.");
        return Ok(Vec::new());
    };
    let database = ["--database", &postgres.url()];
    let gateway = Server::start(program, dist, "bench-use-log", &database)?;
    let person = login::people(gateway.port)?.into_iter().next().context("the demo knows nobody")?;
    let reader = Reader { port: gateway.port, cookie: login::log_in(gateway.port, &person)? };
    // Leaves the first lines, which say which registrations and gegevens there are.
    reader.ask(contract::routes::KLANTBEELD)?;
    fill(&postgres, lines)?;
    let mut rows = reader.rows(lines)?;
    rows.extend(written(&postgres, lines)?);
    Ok(rows)
}

fn fill(postgres: &Postgres, lines: u32) -> Result<()> {
    println!("Filling the logboek with {lines} lines …");
    let started = Instant::now();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bench/use_log.sql");
    let (lines, mine) = (format!("lines={lines}"), format!("mine={}", lines / MINE));
    let text = run::quietly(postgres.psql().args(["-v", &lines, "-v", &mine, "-f", script]))?;
    ensure!(text.contains("filled"), "the logboek was not filled: {text}");
    println!("Filled in {:.0} s.", started.elapsed().as_secs_f64());
    Ok(())
}

/// Who reads their own log.
struct Reader {
    port: u16,
    cookie: String,
}

impl Reader {
    #[expect(clippy::disallowed_methods, reason = "the gateway that is measured has the machine's clock too")]
    fn rows(&self, lines: u32) -> Result<Vec<Row>> {
        let log = contract::routes::INZAGE;
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() * 1000;
        // A page of a list goes on where a cursor says: here moments all over the years.
        let far =
            |round: u64| format!("{:x}-0000000000000001", now - YEARS * YEAR_MS * (round + 1) / (ROUNDS + 1));
        let mut rows = Vec::new();
        let mut measure = |what: &str, at: &dyn Fn(u64) -> String| {
            let times = (0..ROUNDS).map(|round| self.ask(&at(round)));
            let times = Times::of(times.collect::<Result<_>>()?);
            for (percent, budget) in [(50, None), (95, Some(BUDGET_MS))] {
                let what = format!("use log of {lines} lines, {what}, p{percent} of {ROUNDS}");
                let row = Row::time(what, times.percentile(percent), budget);
                // The rest takes minutes.
                println!("{}: {}", row.what, row.measured);
                rows.push(row);
            }
            anyhow::Ok(())
        };
        measure("first page", &|_| log.to_owned())?;
        measure("first page of one organisation", &|_| format!("{log}?organisatie=cjib"))?;
        measure("first page of one gegeven", &|_| {
            format!("{log}?gegeven=brp.naam.voornamen&zonderEigen=true")
        })?;
        measure("search", &|_| format!("{log}?zoek=parkeervergunning"))?;
        measure("far cursor", &|round| format!("{log}?voor={}", far(round)))?;
        measure("far cursor of one organisation", &|round| {
            format!("{log}?organisatie=duo&voor={}", far(round))
        })?;
        measure("the picture over time", &|_| contract::routes::INZAGE_VERLOOP.to_owned())?;
        Ok(rows)
    }

    fn ask(&self, target: &str) -> Result<Duration> {
        let started = Instant::now();
        let answer = http::get(self.port, target, &[("cookie", &self.cookie)])?;
        let took = started.elapsed();
        ensure!(answer.status == 200, "{target} answered {}: {}", answer.status, answer.text());
        if target.starts_with(contract::routes::INZAGE) && !target.contains("voor=") {
            let page: Value = serde_json::from_slice(&answer.body)?;
            let uses = page["gebruik"].as_array().context("no page of uses")?;
            ensure!(!uses.is_empty(), "{target}: a page without lines measures nothing");
        }
        Ok(took)
    }
}

/// Lines per second, each durable before who wrote it goes on.
fn written(postgres: &Postgres, lines: u32) -> Result<[Row; 1]> {
    let mut example = run::cargo();
    example.args(["run", "--release", "--quiet", "-p", "gateway", "--example", "logboek_schrijven", "--"]);
    example.args([&postgres.url(), &SECONDS.to_string(), &CLIENTS.to_string()]);
    let text = run::quietly(&mut example)?;
    let rate: f64 = text.trim().parse().with_context(|| format!("no number of lines: {text}"))?;
    let what = format!("use log of {lines} lines: durable lines per second, {CLIENTS} at once");
    Ok([Row::rate(what, rate, None)])
}
