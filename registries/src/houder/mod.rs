//! The case system of the holders of registrations: takes in terugmeldingen, is where employees decide on them, and has
//! the registrations changed.
//!
//! The Terugmelden-API (`docs/terugmelden-profiel.md`) is what the portal speaks; the worklist API and the page are for
//! employees, who see the cases of their own organisation only.

mod behandeling;
mod besluit;
mod bijlage;
mod bron;
mod medewerkers;
mod melding;
mod opslag;
mod pagina;
mod probleem;
mod registraties;
mod stand;
mod terugmelden;
#[cfg(test)]
mod tests;
mod werklijst;

pub use bron::Bronnen;
pub(crate) use bron::{Bronfout, Correctie};
pub use medewerkers::demotoken;
pub(crate) use melding::{Aard, Deel, Kenmerk, Keuring};
pub(crate) use probleem::Probleem;
pub(crate) use registraties::REGISTRATIES;
pub(crate) use terugmelden::{BERICHT_MAX, heeft_sleutel, json_lichaam, vingerafdruk};

use crate::Klok;
use crate::brp::datum::vandaag_in_nederland;
use axum::Router;
use opslag::Opslag;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration};
use tokio::sync::{Mutex, MutexGuard};

/// Where the terugmeldvoorziening of a registration is.
pub fn pad(registratie: &str) -> String {
    format!("/terugmelden/{registratie}/v0")
}

/// Where the worklist API is.
pub const BEHANDELING: &str = "/terugmelden/behandeling/v1";

/// The case system.
#[derive(Clone)]
pub struct Houder {
    opslag: Opslag,
    bronnen: Bronnen,
    klok: Klok,
    /// One change at a time: a step looks at the case, changes a registration, and is written.
    beurt: Arc<Mutex<()>>,
}

impl Houder {
    /// Opens the file, or makes it.
    pub async fn open(bestand: &Path, klok: Klok, bronnen: Bronnen) -> Result<Self, sqlx::Error> {
        Ok(Self { opslag: Opslag::open(bestand).await?, bronnen, klok, beurt: Arc::default() })
    }

    /// The Terugmelden-API of every registration, and the worklist API.
    pub fn router(&self, api_sleutel: &str) -> Router {
        terugmelden::router(self.clone(), api_sleutel.to_owned()).merge(werklijst::router(self.clone()))
    }

    /// The page for employees, `/demo/houder`. `namen`: what people call a registration, a group or a gegeven, by its id.
    pub fn pagina(&self, namen: BTreeMap<String, String>) -> Router {
        pagina::router(self.clone(), namen)
    }

    pub async fn sluit(&self) {
        self.opslag.sluit().await;
    }

    async fn beurt(&self) -> MutexGuard<'_, ()> {
        self.beurt.lock().await
    }

    /// Now, as steps are written.
    fn nu(&self) -> String {
        let nu = (self.klok)().to_offset(time::UtcOffset::UTC);
        nu.replace_nanosecond(0).unwrap_or(nu).format(&Rfc3339).unwrap_or_default()
    }

    fn vandaag(&self) -> Date {
        vandaag_in_nederland((self.klok)())
    }

    fn over_dagen(&self, dagen: i64) -> Date {
        self.vandaag().checked_add(Duration::days(dagen)).unwrap_or(Date::MAX)
    }
}
