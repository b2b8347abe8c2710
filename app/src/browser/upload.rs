//! Files that somebody chose, and sending them: with `XMLHttpRequest`, for `fetch` does not tell how far it is.

use contract::routes;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, HtmlInputElement, ProgressEvent, XmlHttpRequest};

/// Nobody waits longer for one file: 20 MB over a slow phone takes a few minutes.
const TERMIJN_MS: u32 = 10 * 60 * 1000;

/// A file on the device of the citizen. Only what it is called and how large it is, until it is sent.
#[derive(Clone)]
pub struct Lokaal(File);

impl Lokaal {
    pub fn naam(&self) -> String {
        self.0.name()
    }

    /// Bytes.
    pub fn grootte(&self) -> f64 {
        self.0.size()
    }
}

/// The files that were chosen in this field. The field forgets them, so that the same file can be chosen again.
pub fn gekozen(gebeurtenis: &web_sys::Event) -> Vec<Lokaal> {
    let veld = gebeurtenis.target().and_then(|doel| doel.dyn_into::<HtmlInputElement>().ok());
    let Some(veld) = veld else { return Vec::new() };
    let lijst = veld.files();
    let bestanden = lijst.iter().flat_map(|lijst| (0..lijst.length()).filter_map(|nummer| lijst.get(nummer)));
    let bestanden = bestanden.map(Lokaal).collect();
    veld.set_value("");
    bestanden
}

/// Status and text of an answer; `None` without one.
type Antwoord = Option<(u16, String)>;

/// How it ended, and who waits for that.
#[derive(Default)]
struct Afloop {
    klaar: bool,
    antwoord: Antwoord,
    wacht: Option<Waker>,
}

/// Sends a file; `voortgang` hears the per cents.
pub async fn stuur(url: &str, bestand: &Lokaal, voortgang: impl Fn(u8) + 'static) -> Antwoord {
    let verzoek = XmlHttpRequest::new().ok()?;
    verzoek.open_with_async("POST", url, true).ok()?;
    verzoek.set_timeout(TERMIJN_MS);
    verzoek.set_request_header(routes::CSRF_HEADER, routes::CSRF_WAARDE).ok()?;
    // The gateway looks at what is in it; what the browser thinks that it is says nothing.
    verzoek.set_request_header("content-type", "application/octet-stream").ok()?;
    let bij_voortgang = Closure::<dyn FnMut(ProgressEvent)>::new(move |gebeurtenis: ProgressEvent| {
        if gebeurtenis.length_computable() && gebeurtenis.total() > 0.0 {
            voortgang(procent(gebeurtenis.loaded(), gebeurtenis.total()));
        }
    });
    if let Ok(upload) = verzoek.upload() {
        upload.set_onprogress(Some(bij_voortgang.as_ref().unchecked_ref()));
    }
    let afloop = Rc::new(RefCell::new(Afloop::default()));
    let klaar = {
        let (verzoek, afloop) = (verzoek.clone(), Rc::clone(&afloop));
        // After an answer, an error and giving up alike.
        Closure::<dyn FnMut()>::new(move || {
            let status = verzoek.status().unwrap_or_default();
            let tekst = verzoek.response_text().ok().flatten().unwrap_or_default();
            let mut afloop = afloop.borrow_mut();
            afloop.klaar = true;
            afloop.antwoord = (status != 0).then_some((status, tekst));
            if let Some(wacht) = afloop.wacht.take() {
                wacht.wake();
            }
        })
    };
    verzoek.set_onloadend(Some(klaar.as_ref().unchecked_ref()));
    verzoek.send_with_opt_blob(Some(&bestand.0)).ok()?;
    poll_fn(|taak| {
        let mut afloop = afloop.borrow_mut();
        if afloop.klaar {
            return Poll::Ready(afloop.antwoord.take());
        }
        afloop.wacht = Some(taak.waker().clone());
        Poll::Pending
    })
    .await
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` keeps it within u8")]
fn procent(gestuurd: f64, totaal: f64) -> u8 {
    (gestuurd * 100.0 / totaal).floor().min(100.0) as u8
}
