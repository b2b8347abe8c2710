//! Aborting requests.

use web_sys::{AbortController, AbortSignal};

/// Aborts its request when dropped.
pub struct Afbreker(AbortController);

impl Afbreker {
    /// `None` only in a browser that is older than the wasm of this app needs.
    pub fn nieuw() -> Option<Self> {
        AbortController::new().ok().map(Afbreker)
    }

    pub fn signaal(&self) -> AbortSignal {
        self.0.signal()
    }
}

impl Drop for Afbreker {
    fn drop(&mut self) {
        self.0.abort();
    }
}
