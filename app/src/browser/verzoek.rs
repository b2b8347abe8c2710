//! What a request does beside being sent: it is given up, because nobody needs the answer any more or because it takes too long; or it
//! goes on when its page goes.

use js_sys::{Object, Reflect};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal, RequestInit};

/// Longer than the gateway gives a registry, so that its answer "too late" comes before ours.
const TERMIJN: Duration = Duration::from_secs(30);

/// A browser lets so many bytes go on after a page (64 KiB, of all its requests together); what is larger is sent as any other.
const NA_DE_PAGINA_MAX: usize = 60 * 1024;

/// Sends a write that goes on when its page goes, also when that is because the tab is closed. Nobody hears how it went.
pub fn stuur_nog(methode: &str, url: &str, koppen: &[(&str, &str)], inhoud: &str) {
    let opties = RequestInit::new();
    opties.set_method(methode);
    opties.set_body(&inhoud.into());
    let namen = Object::new();
    // Setting a member of a plain object cannot fail.
    for (naam, waarde) in koppen {
        let _ = Reflect::set(&namen, &(*naam).into(), &(*waarde).into());
    }
    opties.set_headers(&namen);
    let _ = Reflect::set(&opties, &"keepalive".into(), &JsValue::from(inhoud.len() <= NA_DE_PAGINA_MAX));
    let belofte = leptos::prelude::window().fetch_with_str_and_init(url, &opties);
    // Somebody takes the answer, or a browser tells everybody when there is none.
    leptos::task::spawn_local(async move { drop(belofte.await) });
}

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
