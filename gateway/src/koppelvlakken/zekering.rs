//! A circuit breaker: a registry that keeps failing is left alone for a moment.
//!
//! Without it, a registry that hangs costs every citizen the whole deadline, and gets all the load of retries while it
//! tries to come up again.

use super::BronFout;
use crate::config;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Failures are counted over this long.
const VENSTER: Duration = Duration::from_secs(10);

/// One for each registration.
pub(crate) struct Zekering {
    /// It opens at so many failures within the window, when they are at least half of the answers.
    fouten_max: u32,
    rust: Duration,
    stand: Mutex<Stand>,
}

struct Stand {
    /// When the window began.
    sinds: Instant,
    goed: u32,
    fout: u32,
    /// Until when nothing is asked; after that one question is let through to see how it goes.
    rust_tot: Option<Instant>,
}

impl Stand {
    fn leeg() -> Self {
        Self { sinds: Instant::now(), goed: 0, fout: 0, rust_tot: None }
    }
}

impl Zekering {
    pub(crate) fn nieuw(instellingen: &config::Zekering) -> Self {
        let config::Zekering { fouten_max, rust_ms } = *instellingen;
        Self { fouten_max, rust: Duration::from_millis(rust_ms), stand: Mutex::new(Stand::leeg()) }
    }

    /// Whether the registry may be asked now.
    pub(crate) fn mag(&self) -> bool {
        let mut stand = self.open();
        match stand.rust_tot {
            None => true,
            Some(tot) if Instant::now() < tot => false,
            Some(_) => {
                // This one tries; the others wait for how it goes.
                stand.rust_tot = Some(Instant::now() + self.rust);
                true
            }
        }
    }

    /// Counts how a question ended.
    pub(crate) fn meld<T>(&self, uitkomst: &Result<T, BronFout>) {
        let mis = uitkomst.as_ref().is_err_and(telt);
        let mut stand = self.open();
        if !mis && stand.rust_tot.is_some() {
            *stand = Stand::leeg();
        }
        if stand.sinds.elapsed() > VENSTER {
            (stand.sinds, stand.goed, stand.fout) = (Instant::now(), 0, 0);
        }
        let teller = if mis { &mut stand.fout } else { &mut stand.goed };
        *teller = teller.saturating_add(1);
        if stand.fout >= self.fouten_max && stand.fout >= stand.goed {
            stand.rust_tot = Some(Instant::now() + self.rust);
        }
    }

    /// No code under the lock leaves it half changed, so a poisoned lock is still good.
    fn open(&self) -> MutexGuard<'_, Stand> {
        self.stand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a failure says that the registry is in trouble; a refusal or a strange answer to one question does not.
fn telt(fout: &BronFout) -> bool {
    matches!(fout, BronFout::Onbereikbaar | BronFout::TeLaat | BronFout::Overbelast | BronFout::Stuk(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOED: Result<(), BronFout> = Ok(());
    const MIS: Result<(), BronFout> = Err(BronFout::TeLaat);

    fn zekering() -> Zekering {
        Zekering::nieuw(&config::Zekering { fouten_max: 3, rust_ms: 5_000 })
    }

    #[tokio::test(start_paused = true)]
    async fn opens_after_failures_and_lets_one_try_after_a_rest() {
        let zekering = zekering();
        zekering.meld(&MIS);
        zekering.meld(&MIS);
        assert!(zekering.mag());
        zekering.meld(&MIS);
        assert!(!zekering.mag());
        tokio::time::advance(Duration::from_millis(5_001)).await;
        assert!(zekering.mag(), "one tries");
        assert!(!zekering.mag(), "the others wait");
        zekering.meld(&GOED);
        assert!(zekering.mag() && zekering.mag());
    }

    #[tokio::test(start_paused = true)]
    async fn a_try_that_fails_rests_again() {
        let zekering = zekering();
        for _ in 0..3 {
            zekering.meld(&MIS);
        }
        tokio::time::advance(Duration::from_millis(5_001)).await;
        assert!(zekering.mag());
        zekering.meld(&MIS);
        tokio::time::advance(Duration::from_secs(4)).await;
        assert!(!zekering.mag());
    }

    #[tokio::test(start_paused = true)]
    async fn stays_closed_when_most_goes_well_or_failures_are_far_apart() {
        let zekering = zekering();
        for _ in 0..9 {
            zekering.meld(&GOED);
        }
        for _ in 0..8 {
            zekering.meld(&MIS);
        }
        assert!(zekering.mag());
        tokio::time::advance(Duration::from_secs(11)).await;
        for _ in 0..2 {
            zekering.meld(&MIS);
        }
        assert!(zekering.mag());
    }

    #[tokio::test(start_paused = true)]
    async fn one_strange_answer_is_no_trouble() {
        let zekering = zekering();
        for _ in 0..9 {
            zekering.meld(&Err::<(), _>(BronFout::Onleesbaar("proef")));
        }
        assert!(zekering.mag());
    }
}
