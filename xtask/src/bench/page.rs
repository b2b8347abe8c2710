//! What somebody waits for in the browser: the middle one of some rounds of `tests/e2e/metingen`.

use super::Row;
use crate::playwright;
use crate::test::Workbench;
use anyhow::{Context, Result};
use serde_json::Value;
use std::time::Duration;

const ROUNDS: usize = 5;
/// Registrations behind the page on the slow phone, all copies of the BRP.
const SOURCES: usize = 20;

pub(super) fn rows(bench: &Workbench) -> Result<Vec<Row>> {
    let mut rows = long_tasks(&playwright::measure(bench, "pagina", ROUNDS, &[])?)?;
    let copies = ["--kopieen", &SOURCES.to_string()];
    rows.extend(phone(&playwright::measure(bench, "telefoonprofiel", ROUNDS, &copies)?)?);
    Ok(rows)
}

/// The longest task of the browser's main thread on the page of the fullest person: the thread's own time, and in brackets
/// the time on the clock, which grows with what else the machine does.
fn long_tasks(rounds: &[Value]) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for screen in ["telefoon", "bureau"] {
        let rounds: Vec<_> = rounds.iter().filter(|round| round["scherm"] == screen).collect();
        let values = rounds.first().map_or(&Value::Null, |round| &round["waarden"]);
        for (what, key) in [("opening", "openen"), ("opening all", "allesOpen"), ("scrolling", "scrollen")] {
            let time = |time: &str| middle(rounds.iter().map(|round| &round[key][time]));
            let (own, clock) = (time("eigen")?, time("klok")?);
            rows.push(Row {
                what: format!("longest task (on the clock), {screen}, {values} values, {what}"),
                measured: format!("{own:.0} ms ({clock:.0})"),
                budget: "50 ms".into(),
                ratio: Some(own / 50.0),
            });
        }
    }
    Ok(rows)
}

/// A phone of which the processor is four times slower, on a slow network, with nothing in its cache.
fn phone(rounds: &[Value]) -> Result<Vec<Row>> {
    [("first values", "inhoud", 1700), ("all in", "alles", 2400), ("blocked until then", "geblokkeerd", 50)]
        .into_iter()
        .map(|(what, key, most)| {
            let time = middle(rounds.iter().map(|round| &round[key]))?.max(0.0);
            let what = format!("slow phone, {SOURCES} sources of 200 ms: {what}");
            Ok(Row::time(what, Duration::from_secs_f64(time / 1e3), Some(most)))
        })
        .collect()
}

fn middle<'a>(times: impl Iterator<Item = &'a Value>) -> Result<f64> {
    let mut times: Vec<f64> = times.filter_map(Value::as_f64).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("a figure was not written")
}
