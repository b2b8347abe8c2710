//! When the session ends, by the clock of this device. Pure.

/// A second has a thousand milliseconds; the device's clock counts in them.
const SECONDE_MS: f64 = 1000.0;

/// The two ends of a session, in milliseconds of the device's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Termijn {
    /// The end when nothing happens any more.
    stil_ms: f64,
    /// The end whatever happens.
    uiterst_ms: f64,
}

impl Termijn {
    /// From the seconds that the gateway says are left.
    pub fn vanaf(nu_ms: f64, resterende_seconden: u32, uiterste_seconden: u32) -> Self {
        let na = |seconden: u32| nu_ms + f64::from(seconden) * SECONDE_MS;
        Termijn { stil_ms: na(resterende_seconden), uiterst_ms: na(uiterste_seconden) }
    }

    /// Whole seconds until the session ends when nothing happens; 0 when it is over.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` keeps it within u32")]
    pub fn rest_seconden(self, nu_ms: f64) -> u32 {
        ((self.stil_ms.min(self.uiterst_ms) - nu_ms) / SECONDE_MS).ceil() as u32
    }

    /// Whether going on would move the end.
    pub fn verlengbaar(self) -> bool {
        self.uiterst_ms - self.stil_ms >= SECONDE_MS
    }
}

/// The moments at which a screen reader hears how long is left, in seconds: often enough to act, rarely enough to
/// do something in between.
const MIJLPALEN: [u32; 4] = [120, 60, 30, 10];

/// The last moment that has passed, to announce: the value changes only at a moment.
pub fn mijlpaal(rest_seconden: u32) -> u32 {
    MIJLPALEN.into_iter().rfind(|mijlpaal| rest_seconden <= *mijlpaal).unwrap_or(MIJLPALEN[0])
}

/// Minutes and seconds as on a clock: "1:05".
pub fn als_klok(rest_seconden: u32) -> String {
    format!("{}:{:02}", rest_seconden / 60, rest_seconden % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_down_to_the_first_of_the_two_ends() {
        let termijn = Termijn::vanaf(1_000.0, 900, 7200);
        assert_eq!(termijn.rest_seconden(1_000.0), 900);
        assert_eq!(termijn.rest_seconden(1_001.0), 900);
        assert_eq!(termijn.rest_seconden(900_000.0), 1);
        assert_eq!(termijn.rest_seconden(901_000.0), 0);
        assert_eq!(Termijn::vanaf(0.0, 900, 60).rest_seconden(0.0), 60);
    }

    #[test]
    fn a_device_that_slept_past_the_end_is_over_and_not_far_in_the_future() {
        assert_eq!(Termijn::vanaf(0.0, 900, 7200).rest_seconden(86_400_000.0), 0);
    }

    #[test]
    fn going_on_helps_only_before_the_utmost_end() {
        assert!(Termijn::vanaf(0.0, 100, 7200).verlengbaar());
        assert!(!Termijn::vanaf(0.0, 100, 100).verlengbaar());
        assert!(!Termijn::vanaf(0.0, 900, 100).verlengbaar());
    }

    #[test]
    fn announces_four_times_only() {
        assert_eq!(
            (1..=120).rev().map(mijlpaal).collect::<std::collections::BTreeSet<_>>(),
            MIJLPALEN.into()
        );
        assert_eq!(mijlpaal(120), 120);
        assert_eq!(mijlpaal(61), 120);
        assert_eq!(mijlpaal(60), 60);
        assert_eq!(mijlpaal(10), 10);
        assert_eq!(mijlpaal(1), 10);
    }

    #[test]
    fn reads_as_a_clock() {
        assert_eq!(als_klok(120), "2:00");
        assert_eq!(als_klok(65), "1:05");
        assert_eq!(als_klok(9), "0:09");
    }
}
