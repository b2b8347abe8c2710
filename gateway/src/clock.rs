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
        let verschil = (nu - Systeemklok.nu()).whole_milliseconds();
        self.verschil_ms.store(i64::try_from(verschil).unwrap_or(0), Ordering::Relaxed);
    }
}

impl Clock for Verzetbareklok {
    fn nu(&self) -> OffsetDateTime {
        let verschil = Duration::milliseconds(self.verschil_ms.load(Ordering::Relaxed));
        Systeemklok.nu().checked_add(verschil).unwrap_or_else(|| Systeemklok.nu())
    }
}
