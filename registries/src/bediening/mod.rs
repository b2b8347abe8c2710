//! Demo control: makes the stand-ins slow, broken or wrong on purpose, and moves the clock.
//!
//! It exists in the demo and in tests only; the production server never mounts it.

mod gedrag;
mod herinnering;
mod klok;
mod laag;
mod logfouten;
mod pagina;
mod problem;
#[cfg(test)]
mod tests;
mod verbinding;
mod vermink;

use crate::Klok;
use crate::identiteit::Inlogpersoon;
use crate::logboek::LOGBOEKEN;
use crate::standins::STANDINS;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
pub use gedrag::{Gedrag, Gedragstabel, Regel};
pub use klok::{KlokZetter, Klokverzet};
pub(crate) use laag::bsns;
pub use laag::{met_gedrag, met_gedrag_tot};
use std::collections::BTreeMap;
use std::sync::Arc;
pub use verbinding::{Knip, KnipbareLuisteraar};

/// The stand-ins whose behaviour can be set.
pub fn registraties() -> impl Iterator<Item = &'static str> {
    let standins = ["brp"].into_iter().chain(STANDINS.iter().map(|standin| standin.id));
    standins.chain(LOGBOEKEN.iter().map(|soort| soort.id)).chain([
        "terugmelden",
        "kennisgevingen",
        "meldpunt",
    ])
}

/// Whether this is a use log.
fn is_logboek(id: &str) -> bool {
    LOGBOEKEN.iter().any(|soort| soort.id == id)
}

/// Whether a question to this stand-in names a person.
pub fn kent_bsn(registratie: &str) -> bool {
    registratie == "brp"
        || is_logboek(registratie)
        || STANDINS.iter().any(|standin| standin.id == registratie && standin.kent_bsn)
}

/// No request to demo control is larger, in bytes.
const VERZOEK_MAX: usize = 16 * 1024;

/// What demo control works on.
pub struct Opties {
    pub tabel: Gedragstabel,
    pub klok: Klok,
    pub klok_zetter: KlokZetter,
    /// For the page with buttons.
    pub personen: Vec<Inlogpersoon>,
    /// What people call a registration, by its id.
    pub namen: BTreeMap<String, String>,
}

impl Opties {
    /// A registration as the page names it: in words, or by its id when there are none.
    fn naam(&self, registratie: &str) -> String {
        let naam = |id: &str| self.namen.get(id).map_or_else(|| id.to_owned(), String::clone);
        match registratie {
            "meldpunt" => return "Meldpunt voor incidenten".into(),
            "terugmelden" => return "Terugmeldingen aan registratiehouders".into(),
            "kennisgevingen" => return "Kennisgevingen aan organisaties".into(),
            _ => {}
        }
        match LOGBOEKEN.iter().find(|soort| soort.id == registratie) {
            Some(soort) => format!("Gebruikslog van {}", naam(soort.registratie)),
            None => naam(registratie),
        }
    }
}

/// `/demo` (a page) and `/demo/v1/…` (the API of the tests).
pub fn router(opties: Opties) -> Router {
    Router::new()
        .route("/demo", get(pagina::toon).post(pagina::verwerk))
        .route("/demo/stijl.css", get(pagina::stijl))
        .route("/demo/v1/registraties", get(gedrag::overzicht))
        .route("/demo/v1/registraties/{id}/gedrag", post(gedrag::zet))
        .route("/demo/v1/klok", get(klok::toon).post(klok::zet))
        .layer(DefaultBodyLimit::max(VERZOEK_MAX))
        .with_state(Arc::new(opties))
}
