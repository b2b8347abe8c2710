//! Values that can be fetched with an unguessable key until they expire: logins under way, codes, access tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use time::{Duration, OffsetDateTime};

/// Nobody can fill the memory: beyond this the value that expires first makes room.
const INHOUD_MAX: usize = 10_000;

/// 256 random bits, base64url (43 characters).
pub(crate) fn willekeurig() -> String {
    let mut bytes = [0_u8; 32];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system has randomness, or nothing here is safe");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A store in memory in which every value has its own key and lives equally long.
pub(crate) struct Kluis<T> {
    houdbaar: Duration,
    inhoud: Mutex<Inhoud<T>>,
}

struct Inhoud<T> {
    vakken: HashMap<String, Vak<T>>,
    /// When what has expired is thrown out: as often as values live, so that each is gone after twice its time.
    opruimen_op: OffsetDateTime,
}

struct Vak<T> {
    tot: OffsetDateTime,
    waarde: T,
}

impl<T> Kluis<T> {
    pub(crate) fn nieuw(houdbaar: Duration) -> Self {
        let inhoud = Inhoud { vakken: HashMap::new(), opruimen_op: OffsetDateTime::UNIX_EPOCH };
        Self { houdbaar, inhoud: Mutex::new(inhoud) }
    }

    /// Puts a value away and returns its key.
    pub(crate) fn leg(&self, nu: OffsetDateTime, waarde: T) -> String {
        let sleutel = willekeurig();
        let mut inhoud = self.open();
        let vol = inhoud.vakken.len() >= INHOUD_MAX;
        if vol || nu >= inhoud.opruimen_op {
            inhoud.vakken.retain(|_, vak| vak.tot > nu);
            inhoud.opruimen_op = nu + self.houdbaar;
        }
        if inhoud.vakken.len() >= INHOUD_MAX {
            let eerste =
                inhoud.vakken.iter().min_by_key(|(_, vak)| vak.tot).map(|(sleutel, _)| sleutel.clone());
            eerste.and_then(|eerste| inhoud.vakken.remove(&eerste));
        }
        inhoud.vakken.insert(sleutel.clone(), Vak { tot: nu + self.houdbaar, waarde });
        sleutel
    }

    /// Takes the value out; a second time there is nothing.
    pub(crate) fn neem(&self, nu: OffsetDateTime, sleutel: &str) -> Option<T> {
        self.open().vakken.remove(sleutel).filter(|vak| vak.tot > nu).map(|vak| vak.waarde)
    }

    /// Works on the value where it lies, while nobody else can.
    pub(crate) fn met<R>(
        &self,
        nu: OffsetDateTime,
        sleutel: &str,
        doe: impl FnOnce(&mut T) -> R,
    ) -> Option<R> {
        self.open().vakken.get_mut(sleutel).filter(|vak| vak.tot > nu).map(|vak| doe(&mut vak.waarde))
    }

    /// No code under the lock leaves the map half changed, so a poisoned lock is still good.
    fn open(&self) -> MutexGuard<'_, Inhoud<T>> {
        self.inhoud.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NU: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    #[test]
    fn gives_a_value_once_and_not_after_its_time() {
        let kluis = Kluis::nieuw(Duration::seconds(60));
        let (een, twee) = (kluis.leg(NU, 1), kluis.leg(NU, 2));
        assert_eq!(kluis.met(NU, &een, |waarde| *waarde), Some(1));
        assert_eq!(kluis.neem(NU + Duration::seconds(59), &een), Some(1));
        assert_eq!(kluis.neem(NU, &een), None);
        assert_eq!(kluis.neem(NU + Duration::seconds(60), &twee), None);
    }

    #[test]
    fn stays_within_its_limit_and_drops_the_oldest() {
        let kluis = Kluis::nieuw(Duration::hours(1));
        let eerste = kluis.leg(NU, 0);
        for nummer in 1..=INHOUD_MAX {
            kluis.leg(NU + Duration::seconds(1), nummer);
        }
        assert_eq!(kluis.open().vakken.len(), INHOUD_MAX);
        assert_eq!(kluis.neem(NU, &eerste), None);
    }
}
