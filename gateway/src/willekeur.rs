//! Randomness is handed around, like time: tests seed it, production draws the seed from the operating system.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use std::sync::{Mutex, PoisonError};

/// A cryptographically secure source that many tasks share.
pub struct Willekeur(Mutex<StdRng>);

impl Willekeur {
    /// Seeded by the operating system.
    pub fn systeem() -> Self {
        Self(Mutex::new(rand::make_rng()))
    }

    /// The same row every time; for tests.
    pub fn vast(zaad: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(zaad)))
    }

    pub fn met<T>(&self, gebruik: impl FnOnce(&mut StdRng) -> T) -> T {
        gebruik(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// 256 random bits, base64url without padding (43 characters): a cookie, a state, a PKCE verifier.
    pub fn token(&self) -> String {
        let mut bytes = [0_u8; 32];
        self.met(|rng| rng.fill_bytes(&mut bytes));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub fn u64(&self) -> u64 {
        self.met(rand::Rng::next_u64)
    }
}
