//! The one module that speaks HTTP. One function per route of [`contract::routes`].
//!
//! A read is aborted when the reactive owner that asked for it is cleaned up (the person went to another page). A
//! write is not: aborting it would leave us not knowing whether it happened.

pub mod correcties;
pub mod verzoeken;

use crate::browser::pagina::in_query;
use crate::browser::stroom::{Bericht, Stroom};
use crate::browser::verzoek::Afbreker;
use contract::gegevensregister::Gegevensregister;
use contract::inzage::{Blad, Bronlog, EVENT_BRONLOG, Gebruik, Verloop};
use contract::klantbeeld::{Begin, Bronbeeld, EVENT_BEGIN, EVENT_BRONBEELD, EVENT_EINDE, Einde};
use contract::sessie::{Sessie, Uitgelogd};
use contract::verwerkingsactiviteiten::Verwerkingsactiviteiten;
use contract::{Problem, ProblemType, Taal, routes};
use gloo_net::http::{Method, RequestBuilder};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

/// Why a call gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiFout {
    /// The gateway says what is wrong.
    Problem(Box<Problem>),
    /// No connection, or no answer in time.
    Netwerk,
    /// An answer that is not what the contract says.
    Onleesbaar,
    /// We stopped waiting because nobody needs the answer any more.
    Afgebroken,
}

impl ApiFout {
    /// The kind of problem, when the gateway named one of ours.
    pub fn soort(&self) -> Option<ProblemType> {
        match self {
            ApiFout::Problem(problem) => ProblemType::van_urn(&problem.soort),
            _ => None,
        }
    }
}

/// What comes out of a stream of answers, in this order: one `Begin`, an answer of each, and one `Einde` or one `Gebroken`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gebeurtenis<T> {
    Begin(Begin),
    Antwoord(T),
    Einde(Einde),
    /// Nothing follows. Asking again is up to the person: it is a new use of every registry.
    Gebroken(ApiFout),
}

thread_local! {
    static BIJ_NIET_INGELOGD: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Sets who is told when a call finds that there is no session (any more). The session does this, once.
pub fn bij_niet_ingelogd(bij: impl Fn() + 'static) {
    BIJ_NIET_INGELOGD.set(Some(Rc::new(bij)));
}

fn meld_niet_ingelogd() {
    if let Some(bij) = BIJ_NIET_INGELOGD.with_borrow(Clone::clone) {
        bij();
    }
}

/// Whether this browser is logged in. Does not count as activity.
pub fn sessie() -> impl Future<Output = Result<Sessie, ApiFout>> {
    lees(routes::SESSIE.to_owned())
}

/// Extends the session.
pub fn verleng() -> impl Future<Output = Result<Sessie, ApiFout>> {
    doe(routes::SESSIE_VERLENGINGEN)
}

/// Ends the session; the browser must then go to the URL in the answer.
pub fn log_uit() -> impl Future<Output = Result<Uitgelogd, ApiFout>> {
    doe(routes::AUTH_UIT)
}

/// What every gegeven is called and means.
pub fn gegevensregister(taal: Taal) -> impl Future<Output = Result<Gegevensregister, ApiFout>> {
    lees(format!("{}?taal={}", routes::GEGEVENSREGISTER, taal.code()))
}

/// For what purposes organisations use personal data.
pub fn verwerkingsactiviteiten(taal: Taal) -> impl Future<Output = Result<Verwerkingsactiviteiten, ApiFout>> {
    lees(format!("{}?taal={}", routes::VERWERKINGSACTIVITEITEN, taal.code()))
}

/// One registration again. `registratie` is an id of the gegevensregister, such as `brp`.
pub fn bronbeeld(registratie: &str) -> impl Future<Output = Result<Bronbeeld, ApiFout>> + use<> {
    lees(routes::bronbeeld(registratie))
}

/// Where a person goes to log in: a navigation, not a call. `terug` is the path to come back to.
pub fn start_url(terug: &str, taal: Taal) -> String {
    let terug = in_query(terug);
    format!("{}?terug={terug}&taal={}", routes::AUTH_START, taal.code())
}

/// A page of who used the person's data. `filter` is a query without its question mark; `voor` is where the page before ended.
pub fn gebruik(filter: &str, voor: Option<&str>) -> impl Future<Output = Result<Blad, ApiFout>> + use<> {
    let voor = voor.map(|voor| ["voor=", &in_query(voor)].concat());
    lees(met_query(routes::INZAGE, &[filter, voor.as_deref().unwrap_or_default()]))
}

/// One use of the portal's own log with every gegeven.
pub fn een_gebruik(id: &str) -> impl Future<Output = Result<Gebruik, ApiFout>> + use<> {
    lees(routes::gebruik(&in_query(id)))
}

/// How use by others went over the months, narrowed down as [`gebruik`].
pub fn verloop(filter: &str) -> impl Future<Output = Result<Verloop, ApiFout>> + use<> {
    lees(met_query(routes::INZAGE_VERLOOP, &[filter]))
}

/// Opens the stream of the klantbeeld. It closes by itself at the end and when the answer is dropped.
pub fn volg_klantbeeld(bij: impl Fn(Gebeurtenis<Bronbeeld>) + 'static) -> Option<Stroom> {
    volg(routes::KLANTBEELD, EVENT_BRONBEELD, bij)
}

/// Opens the stream of what the registrations wrote down themselves, narrowed down as [`gebruik`]; it closes as that of the
/// klantbeeld.
pub fn volg_bronlogs(filter: &str, bij: impl Fn(Gebeurtenis<Bronlog>) + 'static) -> Option<Stroom> {
    volg(&met_query(routes::INZAGE_BRONNEN, &[filter]), EVENT_BRONLOG, bij)
}

fn met_query(pad: &str, delen: &[&str]) -> String {
    let delen: Vec<&str> = delen.iter().copied().filter(|deel| !deel.is_empty()).collect();
    if delen.is_empty() { pad.to_owned() } else { [pad, "?", &delen.join("&")].concat() }
}

fn volg<T: DeserializeOwned>(
    url: &str,
    naam: &'static str,
    bij: impl Fn(Gebeurtenis<T>) + 'static,
) -> Option<Stroom> {
    let namen = [EVENT_BEGIN, naam, EVENT_EINDE];
    Stroom::open(url, &namen, move |bericht| {
        let gebeurtenis = match bericht {
            Bericht::Gebeurtenis(EVENT_BEGIN, data) => ontleed(Ok(data)).map(Gebeurtenis::Begin),
            Bericht::Gebeurtenis(EVENT_EINDE, data) => ontleed(Ok(data)).map(Gebeurtenis::Einde),
            Bericht::Gebeurtenis(_, data) => match ontleed(Ok(data)) {
                Ok(antwoord) => Ok(Gebeurtenis::Antwoord(antwoord)),
                // One source that we cannot read must not end the others: it counts as not received.
                Err(_) => return ControlFlow::Continue(()),
            },
            Bericht::Gebroken => {
                // The browser hides the status of a stream that was refused; the session may be the reason.
                meld_niet_ingelogd();
                Err(ApiFout::Netwerk)
            }
        };
        let laatste = !matches!(gebeurtenis, Ok(Gebeurtenis::Begin(_) | Gebeurtenis::Antwoord(_)));
        bij(gebeurtenis.unwrap_or_else(Gebeurtenis::Gebroken));
        if laatste { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })
}

fn lees<T: DeserializeOwned>(url: String) -> impl Future<Output = Result<T, ApiFout>> {
    let afbreker = Afbreker::nieuw().map(Rc::new);
    if Owner::current().is_some()
        && let Some(afbreker) = &afbreker
    {
        // The owner drops what it stores when it is cleaned up.
        StoredValue::new_local(afbreker.bij_opruimen());
    }
    async move { ontleed(zend(Method::GET, &url, Inhoud::default(), afbreker.as_deref()).await) }
}

async fn doe<T: DeserializeOwned>(url: &'static str) -> Result<T, ApiFout> {
    ontleed(stuur(Method::POST, url, Inhoud::default()).await)
}

/// A write, and the text of its answer.
async fn stuur(methode: Method, url: &str, inhoud: Inhoud<'_>) -> Result<String, ApiFout> {
    let afbreker = Afbreker::nieuw();
    zend(methode, url, inhoud, afbreker.as_ref()).await
}

/// What goes along with a write.
#[derive(Clone, Copy, Default)]
struct Inhoud<'a> {
    /// JSON.
    json: Option<&'a str>,
    /// Names this write, so that sending it again does not do it twice.
    sleutel: Option<&'a str>,
}

fn ontleed<T: DeserializeOwned>(antwoord: Result<String, ApiFout>) -> Result<T, ApiFout> {
    serde_json::from_str(&antwoord?).map_err(|_| ApiFout::Onleesbaar)
}

/// Sends a request and gives the text of a successful answer.
async fn zend(
    methode: Method,
    url: &str,
    inhoud: Inhoud<'_>,
    afbreker: Option<&Afbreker>,
) -> Result<String, ApiFout> {
    let signaal = afbreker.map(Afbreker::signaal);
    let mut verzoek = RequestBuilder::new(url).abort_signal(signaal.as_ref());
    if methode != Method::GET {
        verzoek = verzoek.header(routes::CSRF_HEADER, routes::CSRF_WAARDE);
    }
    let fout = |_| match afbreker {
        Some(afbreker) if afbreker.niet_meer_nodig() => ApiFout::Afgebroken,
        _ => ApiFout::Netwerk,
    };
    if let Some(sleutel) = inhoud.sleutel {
        verzoek = verzoek.header(routes::IDEMPOTENCY_KEY, sleutel);
    }
    verzoek = verzoek.method(methode);
    let antwoord = match inhoud.json {
        Some(json) => {
            let verzoek = verzoek.header("content-type", "application/json").body(json).map_err(fout)?;
            verzoek.send().await
        }
        None => verzoek.send().await,
    };
    let antwoord = antwoord.map_err(fout)?;
    let tekst = antwoord.text().await.map_err(fout)?;
    if antwoord.ok() {
        return Ok(tekst);
    }
    // The session itself is always there to ask; if not, asking it again on that ground would never end.
    if antwoord.status() == ProblemType::NietIngelogd.status() && url != routes::SESSIE {
        meld_niet_ingelogd();
    }
    Err(serde_json::from_str(&tekst)
        .map_or(ApiFout::Onleesbaar, |problem| ApiFout::Problem(Box::new(problem))))
}
