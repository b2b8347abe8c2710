//! What a klantbeeld costs the gateway by itself (docs/decisions/0006-own-cost.md).
//!
//! A demo is one process of a gateway and all stand-ins. Here the gateway that is measured is a second process beside
//! it, on the same database and stand-ins; the stand-ins repeat their first answers, so that they leave the machine to
//! the gateway. Two things are told apart:
//!
//! - The **CPU time** per klantbeeld, as the system counts it for that process. What neighbours, clients and stand-ins use
//!   is not in it, so it is the figure to compare.
//! - The **waiting**: how much later than the slowest registry a klantbeeld is whole. Those who all ask in the same
//!   instant wait for each other: the last of 200 on two cores waits for a hundred times the CPU time of one, whatever
//!   that is. So the budget is held against 200 under way who came evenly, and the burst stands beside it.

use super::Row;
use super::load::{Citizens, Times};
use crate::http;
use crate::server::Server;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

const ROUNDS: usize = 7;
/// Klantbeelden under way at once.
const AT_ONCE: usize = 200;
const EACH_AT_ONCE: usize = 10;
/// How long the slowest registry takes.
const SLOW: Duration = Duration::from_millis(200);
/// How long it takes when citizens come evenly: in that time as many come as must be under way, one every 15 ms. Long
/// enough that even a busy machine keeps up, and well within the deadline of a registration.
const SLOW_EVENLY: Duration = Duration::from_secs(3);
const EVENLY: u32 = 1000;
/// One that nobody waits for, and one that half of the others wait for.
const LEAF: &str = "reisdocumenten";
const ROOT: &str = "brp";
/// Registrations in the run with many, all copies of the BRP.
const MANY: usize = 20;
const MANY_ROUNDS: usize = 15;
/// Klantbeelden under way at once while a registry answers 10 MB each time.
const TOO_LARGE: usize = 50;

pub(super) fn rows(program: &Path, dist: &Path) -> Result<Vec<Row>> {
    let demo = Server::start(program, dist, "bench-registries", &[])?;
    let citizens = Citizens::log_in(demo.port)?;
    let bench = Bench { demo, citizens };
    let beside = |extra: &[&str]| bench.demo.gateway_beside(program, dist, "bench-gateway", extra);
    let mut rows = bench.load(&beside(&[])?)?;
    rows.extend(bench.many(&beside(&["--kopieen", &MANY.to_string()])?)?);
    rows.extend(bench.too_large(&beside(&[])?)?);
    Ok(rows)
}

/// The stand-ins, and who asks.
struct Bench {
    demo: Server,
    citizens: Citizens,
}

impl Bench {
    fn load(&self, gateway: &Server) -> Result<Vec<Row>> {
        self.warm_up(gateway)?;
        // One of the stand-ins is no registration: it takes the incidents.
        let all = self.demo_registrations()?.len() - 1;
        let mut rows = cost(&format!("all {all} registrations"), gateway, Some(250), || {
            self.citizens.at_once(gateway.port, 4, 50)
        })?;
        for (registration, how) in [(LEAF, "nobody waits for"), (ROOT, "others wait for")] {
            let pause = SLOW_EVENLY / u32::try_from(AT_ONCE)?;
            let times = self.while_slow(registration, SLOW_EVENLY, || {
                self.citizens.evenly(gateway.port, EVENLY, pause)
            })?;
            let what = format!("over a slowest that {how}, {AT_ONCE} under way, come evenly");
            rows.extend(waiting(&what, &times, SLOW_EVENLY, Some(5)));
        }
        let times =
            self.while_slow(ROOT, SLOW, || self.citizens.at_once(gateway.port, AT_ONCE, EACH_AT_ONCE))?;
        rows.extend(waiting(&format!("over the slowest, {AT_ONCE} at the same instant"), &times, SLOW, None));
        rows.extend(memory(gateway, "the runs above"));
        Ok(rows)
    }

    /// One klantbeeld over many registrations that each take their time: how long until all of it is in.
    fn many(&self, gateway: &Server) -> Result<Vec<Row>> {
        self.warm_up(gateway)?;
        let mut rows = cost(&format!("{MANY} registrations"), gateway, None, || {
            self.citizens.at_once(gateway.port, 4, 25)
        })?;
        let times = self.while_slow(ROOT, SLOW, || self.citizens.at_once(gateway.port, 1, MANY_ROUNDS))?;
        let what = format!("{MANY} registrations of {} ms all in, median of {MANY_ROUNDS}", SLOW.as_millis());
        rows.push(Row::time(what, times.percentile(50), Some(300)));
        self.while_slow(ROOT, SLOW, || self.citizens.at_once(gateway.port, AT_ONCE, 1))?;
        rows.extend(memory(gateway, &format!("{MANY} registrations, {AT_ONCE} at the same instant")));
        Ok(rows)
    }

    /// A registry that answers 10 MB is refused; what matters is the memory that takes.
    fn too_large(&self, gateway: &Server) -> Result<Vec<Row>> {
        self.warm_up(gateway)?;
        self.behave(ROOT, "teveel", Duration::ZERO)?;
        self.citizens.refused(gateway.port, TOO_LARGE)?;
        self.behave(ROOT, "herhaal", Duration::ZERO)?;
        Ok(memory(gateway, &format!("{TOO_LARGE} at once while a registry answers 10 MB"))
            .into_iter()
            .collect())
    }

    /// Everybody once: connections are made and the stand-ins know what to repeat.
    fn warm_up(&self, gateway: &Server) -> Result<()> {
        for registration in self.demo_registrations()? {
            self.behave(&registration, "herhaal", Duration::ZERO)?;
        }
        self.citizens.at_once(gateway.port, 2, self.citizens.count()).map(drop)
    }

    fn while_slow(
        &self,
        registration: &str,
        delay: Duration,
        run: impl FnOnce() -> Result<Times>,
    ) -> Result<Times> {
        self.behave(registration, "herhaal", delay)?;
        let times = run();
        self.behave(registration, "herhaal", Duration::ZERO)?;
        times
    }

    /// How a stand-in behaves from now on.
    fn behave(&self, registration: &str, behaviour: &str, delay: Duration) -> Result<()> {
        let body = format!(r#"{{"gedrag":"{behaviour}","vertragingMs":{}}}"#, delay.as_millis());
        let target = format!("/demo/v1/registraties/{registration}/gedrag");
        let headers = [("content-type", "application/json")];
        let answer = http::send(self.demo.port, "POST", &target, &headers, &body)?;
        ensure!(answer.status == 204, "the stand-in did not take the behaviour: {}", answer.status);
        Ok(())
    }

    /// Every stand-in whose behaviour can be set: the registrations, and the one that takes incidents.
    fn demo_registrations(&self) -> Result<Vec<String>> {
        let answer = http::get(self.demo.port, "/demo/v1/registraties", &[])?;
        let list: Value = serde_json::from_slice(&answer.body)?;
        let ids = list.as_array().context("no list of stand-ins")?.iter();
        ids.map(|one| one["id"].as_str().map(str::to_owned).context("a stand-in without an id")).collect()
    }
}

/// What the gateway's process used by klantbeeld, in the quietest of some rounds: neighbours who share the caches of a
/// core only ever add.
fn cost(
    what: &str,
    gateway: &Server,
    least: Option<u32>,
    round: impl Fn() -> Result<Times>,
) -> Result<Vec<Row>> {
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let before = gateway.cpu_time();
        let klantbeelden = u32::try_from(round()?.count())?;
        let (Some(before), Some(after)) = (before, gateway.cpu_time()) else { return Ok(Vec::new()) };
        rounds.push(after.saturating_sub(before) / klantbeelden);
    }
    let each = Times::of(rounds).percentile(0);
    let cpu_time = format!("gateway alone: CPU time of a klantbeeld, {what}");
    let rate = format!("gateway alone: klantbeelden per second of one core, {what}");
    Ok(vec![
        Row::time(cpu_time, each, least.map(|least| 1000 / least)),
        Row::rate(rate, 1.0 / each.as_secs_f64(), least),
    ])
}

fn waiting(what: &str, times: &Times, registry: Duration, p99_most: Option<u32>) -> [Row; 2] {
    let own = |percent| times.percentile(percent).saturating_sub(registry);
    [Row::time(format!("{what}, p50"), own(50), None), Row::time(format!("{what}, p99"), own(99), p99_most)]
}

fn memory(gateway: &Server, when: &str) -> Option<Row> {
    let bytes = gateway.memory_peak()?;
    Some(Row::size(format!("gateway alone: memory at its highest, {when}"), bytes, 150_000))
}
