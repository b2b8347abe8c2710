//! The one place that reads the time. Everything else is handed a [`Clock`], so that deadlines, sessions and
//! dates can be tested without waiting.

use std::sync::atomic::{AtomicI64, Ordering};
use time::{Duration, OffsetDateTime};

/// Tells the time, in UTC.
pub trait Clock: Send + Sync {
    fn nu(&self) -> OffsetDateTime;

    /// Milliseconds since the epoch: how the store keeps time.
    fn nu_ms(&self) -> i64 {
        i64::try_from(self.nu().unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct Systeemklok;

impl Clock for Systeemklok {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else asks")]
    fn nu(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// The machine's clock with an offset that the demo and the tests can move.
#[derive(Debug, Default)]
pub struct Verzetbareklok {
    verschil_ms: AtomicI64,
}

impl Verzetbareklok {
    /// A clock that shows `begin` now and ticks on from there.
    pub fn vanaf(begin: OffsetDateTime) -> Self {
        let klok = Self::default();
        klok.zet(begin);
        klok
    }

    pub fn vooruit(&self, duur: Duration) {
        let erbij = i64::try_from(duur.whole_milliseconds()).unwrap_or(0);
        self.verschil_ms.fetch_add(erbij, Ordering::Relaxed);
    }

    pub fn zet(&self, nu: OffsetDateTime) {
        let verschil = nu - Systeemklok.nu();
        // Up to the next whole one: it must not show a moment before the one that it was set to.
        let deel = i128::from(verschil.subsec_nanoseconds() % 1_000_000 > 0);
        let verschil_ms = i64::try_from(verschil.whole_milliseconds() + deel).unwrap_or(0);
        self.verschil_ms.store(verschil_ms, Ordering::Relaxed);
    }
}

impl Clock for Verzetbareklok {
    fn nu(&self) -> OffsetDateTime {
        let verschil = Duration::milliseconds(self.verschil_ms.load(Ordering::Relaxed));
        Systeemklok.nu().checked_add(verschil).unwrap_or_else(|| Systeemklok.nu())
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock as _, Verzetbareklok};
    use time::macros::datetime;

    #[test]
    fn shows_what_it_was_set_to_and_nothing_before_it() {
        let klok = Verzetbareklok::default();
        for moment in [datetime!(1999-12-31 23:00 UTC), datetime!(2199-12-31 23:00 UTC)] {
            for _ in 0..1_000 {
                klok.zet(moment);
                assert!(klok.nu() >= moment, "{}", klok.nu());
            }
        }
    }
}
