//! How long to wait before the next attempt.

/// Exponential back-off with a ceiling and jitter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Afkoeling {
    /// After the first failure, in milliseconds; doubled after each next one.
    pub eerste_ms: i64,
    /// Never longer than this, in milliseconds.
    pub hoogste_ms: i64,
}

impl Default for Afkoeling {
    /// From five seconds to an hour: a registry that is down for a weekend is not hammered, and one that hiccups is
    /// asked again before the citizen notices.
    fn default() -> Self {
        Self { eerste_ms: 5_000, hoogste_ms: 3_600_000 }
    }
}

impl Afkoeling {
    /// Milliseconds to wait after attempt `poging` (the first is 1) failed: between half and all of the doubled time,
    /// by `worp`, any random number. Messages that failed together thus do not come back together.
    pub fn wachttijd_ms(self, poging: i64, worp: u64) -> i64 {
        let verdubbelingen = u32::try_from(poging.saturating_sub(1).clamp(0, 62)).unwrap_or(0);
        let vol = self.eerste_ms.max(0).saturating_mul(1 << verdubbelingen).min(self.hoogste_ms.max(0));
        let half = vol / 2;
        let speling = (vol - half).unsigned_abs() + 1;
        half + i64::try_from(worp % speling).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn doubles_up_to_the_ceiling() {
        let afkoeling = Afkoeling { eerste_ms: 1_000, hoogste_ms: 10_000 };
        let langste = |poging| (0..20_000).map(|worp| afkoeling.wachttijd_ms(poging, worp)).max();
        let kortste = |poging| (0..20_000).map(|worp| afkoeling.wachttijd_ms(poging, worp)).min();
        for (poging, ms) in [(1, 1_000), (2, 2_000), (3, 4_000), (4, 8_000), (5, 10_000), (500, 10_000)] {
            assert_eq!((kortste(poging), langste(poging)), (Some(ms / 2), Some(ms)), "attempt {poging}");
        }
    }

    proptest! {
        #[test]
        fn stays_within_its_bounds(
            poging in any::<i64>(), worp in any::<u64>(), eerste in 0..i64::MAX, hoogste in 0..i64::MAX,
        ) {
            let wacht = Afkoeling { eerste_ms: eerste, hoogste_ms: hoogste }.wachttijd_ms(poging, worp);
            prop_assert!(wacht >= eerste.min(hoogste) / 2);
            prop_assert!(wacht <= hoogste);
        }

        #[test]
        fn the_shortest_wait_never_gets_shorter(poging in 1..100_i64) {
            let afkoeling = Afkoeling::default();
            prop_assert!(afkoeling.wachttijd_ms(poging + 1, 0) >= afkoeling.wachttijd_ms(poging, 0));
        }
    }
}
