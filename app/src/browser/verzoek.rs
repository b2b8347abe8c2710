//! Giving up on a request: because nobody needs the answer any more, or because it takes too long.

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use web_sys::{AbortController, AbortSignal};

/// Longer than the gateway gives a registry, so that its answer "too late" comes before ours.
const TERMIJN: Duration = Duration::from_secs(30);

/// Belongs to one request and gives up on it after [`TERMIJN`].
pub struct Afbreker {
    stop: AbortController,
    opgeruimd: Rc<Cell<bool>>,
    wekker: Option<TimeoutHandle>,
}

/// Aborts the request when it is dropped.
pub struct BijOpruimen {
    stop: AbortController,
    opgeruimd: Rc<Cell<bool>>,
}

impl Afbreker {
    /// `None` only in a browser that is older than the wasm of this app needs.
    pub fn nieuw() -> Option<Self> {
        let stop = AbortController::new().ok()?;
        let te_laat = stop.clone();
        let wekker = set_timeout_with_handle(move || te_laat.abort(), TERMIJN).ok();
        Some(Afbreker { stop, opgeruimd: Rc::default(), wekker })
    }

    pub fn signaal(&self) -> AbortSignal {
        self.stop.signal()
    }

    /// Something to drop when the answer is not needed any more. Dropping it later does no harm.
    pub fn bij_opruimen(&self) -> BijOpruimen {
        BijOpruimen { stop: self.stop.clone(), opgeruimd: Rc::clone(&self.opgeruimd) }
    }

    /// Whether it was aborted by [`BijOpruimen`].
    pub fn niet_meer_nodig(&self) -> bool {
        self.opgeruimd.get()
    }
}

impl Drop for Afbreker {
    fn drop(&mut self) {
        if let Some(wekker) = self.wekker.take() {
            wekker.clear();
        }
    }
}

impl Drop for BijOpruimen {
    fn drop(&mut self) {
        self.opgeruimd.set(true);
        self.stop.abort();
    }
}
