//! Citizens who ask for their klantbeeld, and how long each of them waits.

use crate::{http, login};
use anyhow::{Result, anyhow, ensure};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// What was measured, in order.
pub(super) struct Times(Vec<Duration>);

impl Times {
    pub(super) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    pub(super) fn percentile(&self, percent: usize) -> Duration {
        self.0.get(self.0.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
    }
}

/// A session for everybody whom the demo knows. Cheap to clone.
#[derive(Clone)]
pub(super) struct Citizens(Arc<Vec<String>>);

impl Citizens {
    pub(super) fn log_in(port: u16) -> Result<Self> {
        let people = login::people(port)?;
        Ok(Self(Arc::new(people.iter().map(|person| login::log_in(port, person)).collect::<Result<_>>()?)))
    }

    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Clients who each ask for so many, one after the other, all clients at once.
    pub(super) fn at_once(&self, port: u16, clients: usize, each: usize) -> Result<Times> {
        let asking = (0..clients).map(|client| {
            let citizens = self.clone();
            let ask = move || (0..each).map(|number| citizens.fetch(port, client + number)).collect();
            thread::spawn(ask)
        });
        collected(asking.collect())
    }

    /// So many, begun one after the other at an even pace, whatever becomes of those before: each is timed from the
    /// moment it should have begun.
    pub(super) fn evenly(&self, port: u16, count: u32, pause: Duration) -> Result<Times> {
        let start = Instant::now();
        let asking = (0..count).map(|number| {
            let moment = start + pause * number;
            thread::sleep(moment.saturating_duration_since(Instant::now()));
            let citizens = self.clone();
            thread::spawn(move || {
                citizens.fetch(port, number as usize)?;
                Ok(vec![moment.elapsed()])
            })
        });
        collected(asking.collect())
    }

    /// One whole klantbeeld; anything but a loaded one is an error, or the figures would flatter.
    fn fetch(&self, port: u16, number: usize) -> Result<Duration> {
        let started = Instant::now();
        let text = self.text(port, number)?;
        ensure!(text.contains(r#""soort":"geladen""#), "a klantbeeld did not load: {text}");
        ensure!(!text.contains(r#""soort":"nietBeschikbaar""#), "a registration did not load: {text}");
        Ok(started.elapsed())
    }

    /// As many at once while a registry's answer is refused as too large.
    pub(super) fn refused(&self, port: u16, clients: usize) -> Result<Times> {
        let asking = (0..clients).map(|client| {
            let citizens = self.clone();
            thread::spawn(move || {
                let started = Instant::now();
                let text = citizens.text(port, client)?;
                ensure!(text.contains("onleesbaar"), "10 MB was not refused: {text}");
                Ok(vec![started.elapsed()])
            })
        });
        collected(asking.collect())
    }

    fn text(&self, port: u16, number: usize) -> Result<String> {
        let cookie = &self.0[number % self.0.len()];
        let answer = http::get(port, contract::routes::KLANTBEELD, &[("cookie", cookie)])?;
        ensure!(answer.status == 200, "no klantbeeld ({}): {}", answer.status, answer.text());
        Ok(answer.text())
    }
}

fn collected(asking: Vec<JoinHandle<Result<Vec<Duration>>>>) -> Result<Times> {
    let mut times = Vec::new();
    for thread in asking {
        times.extend(thread.join().map_err(|_| anyhow!("a client of the load run panicked"))??);
    }
    Ok(Times::of(times))
}
