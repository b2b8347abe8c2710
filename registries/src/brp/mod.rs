//! The BRP stand-in: BRP API Personen 2.7.0 of RvIG over a database of its own.
//!
//! Persons are held in raw form (by GBA category and element, dates as `yyyymmdd`); the answer of the standard,
//! with all that is derived, is made on request. Source of the rules: the standard's OpenAPI file and the
//! feature descriptions published with it.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use serde_json::Value;
use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::Klok;
use crate::personen::DemoPersoon;

mod aanschrijving;
pub(crate) mod adres;
pub(crate) mod antwoord;
mod correctie;
pub(crate) mod datum;
mod http;
mod invoer;
pub(crate) mod lijst;
pub(crate) mod naam;
pub(crate) mod onderzoek;
mod opslag;
mod relaties;
#[cfg(test)]
pub(crate) mod testhulp;
#[cfg(test)]
mod testset;
pub(crate) mod velden;
pub(crate) mod verzoek;
pub(crate) mod zuster;

pub(crate) use correctie::plek::{Plek, leesbare_datum, ruwe_datum};
pub(crate) use correctie::{Elementen, met_gevolgen, waarom_niet};
pub use invoer::Melding;

use invoer::Invoer;
use lijst::{Persoonslijst, Tabellen};
use verzoek::Zoek;

static MIGRATIES: Migrator = sqlx::migrate!("src/brp/migraties");

/// Where the API begins; the resource `personen` comes behind it.
pub const PAD: &str = "/haalcentraal/api/brp";

/// What can go wrong in the registry. No text of it holds a BSN.
#[derive(Debug, thiserror::Error)]
pub enum BrpFout {
    #[error("the BRP database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the BRP database could not be brought up to date: {0}")]
    Migratie(#[from] sqlx::migrate::MigrateError),
    #[error("the file could not be read: {0}")]
    Lezen(#[from] std::io::Error),
    #[error("this is not the expected JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the time could not be written: {0}")]
    Tijd(#[from] time::error::Format),
}

/// What an import did, and everything in the source that was not as expected.
#[derive(Clone, Debug, Default)]
pub struct Importverslag {
    pub personen: usize,
    /// Records that could not be taken in.
    pub overgeslagen: usize,
    /// Rows that were added; the others were there already.
    pub nieuwe_voorkomens: usize,
    pub meldingen: Vec<Melding>,
}

/// The registry: a database with persons. Cheap to clone.
#[derive(Clone)]
pub struct BrpRegister {
    db: SqlitePool,
    tabellen: Arc<RwLock<Arc<Tabellen>>>,
}

impl BrpRegister {
    /// Opens the SQLite file, makes it when it is not there, and brings it up to date.
    pub async fn open(pad: &Path) -> Result<Self, BrpFout> {
        let opties = SqliteConnectOptions::new()
            .filename(pad)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let db = SqlitePoolOptions::new().max_connections(8).connect_with(opties).await?;
        MIGRATIES.run(&db).await?;
        let tabellen = opslag::tabellen(&db).await?;
        Ok(Self { db, tabellen: Arc::new(RwLock::new(Arc::new(tabellen))) })
    }

    /// Takes in the demo persons and the relatives that come with them. Doing it again changes nothing.
    pub async fn laad_demopersonen(&self, personen: &[DemoPersoon]) -> Result<Importverslag, BrpFout> {
        let records = personen.iter().flat_map(|p| std::iter::once(&p.gegevens).chain(&p.verwanten));
        self.neem_op(records.cloned().collect()).await
    }

    /// Takes in the RvIG test set (`personen-mock-test-data_*.json`): a JSON list of persons in raw form.
    pub async fn importeer_testset(&self, pad: &Path) -> Result<Importverslag, BrpFout> {
        let tekst = tokio::fs::read(pad).await?;
        self.neem_op(serde_json::from_slice(&tekst)?).await
    }

    async fn neem_op(&self, records: Vec<Value>) -> Result<Importverslag, BrpFout> {
        let mut invoer = Invoer::default();
        let mut verslag = Importverslag::default();
        let mut tx = self.db.begin().await?;
        for (nummer, record) in records.into_iter().enumerate() {
            if let Some((bsn, voorkomens)) = invoer.lees(nummer, record) {
                verslag.personen += 1;
                verslag.nieuwe_voorkomens += opslag::schrijf(&mut tx, &bsn, &voorkomens).await?;
            } else {
                verslag.overgeslagen += 1;
            }
        }
        opslag::schrijf_tabellen(&mut tx, &invoer.tabellen).await?;
        tx.commit().await?;
        verslag.meldingen = invoer.meldingen();
        let tabellen = Arc::new(opslag::tabellen(&self.db).await?);
        *self.tabellen.write().unwrap_or_else(PoisonError::into_inner) = tabellen;
        Ok(verslag)
    }

    /// The BSNs of everybody in the registry, in order.
    pub async fn bsns(&self) -> Result<Vec<String>, BrpFout> {
        opslag::bsns(&self.db).await
    }

    /// What the registry holds on a person.
    pub(crate) async fn persoonslijst(&self, bsn: &str) -> Result<Option<Persoonslijst>, BrpFout> {
        opslag::persoonslijst(&self.db, bsn).await
    }

    /// Who is registered at this home.
    pub(crate) async fn op_object(&self, identificatie: &str) -> Result<Vec<String>, BrpFout> {
        let zoek = Zoek::Object { element: "1180", identificatie: identificatie.to_owned() };
        opslag::gevonden(&self.db, &zoek).await
    }

    /// Whether the registry holds this person.
    pub async fn bestaat(&self, bsn: &str) -> Result<bool, BrpFout> {
        opslag::bestaat(&self.db, bsn).await
    }

    /// The HTTP interface. `vandaag` is the clock that ages and end dates go by; a question without the right
    /// `api_sleutel` in `x-api-key` is refused.
    pub fn router(&self, vandaag: Klok, api_sleutel: impl Into<String>) -> Router {
        http::router(self.clone(), vandaag, api_sleutel.into())
    }

    fn tabellen(&self) -> Arc<Tabellen> {
        self.tabellen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The national tables, as every registry of the family has them.
async fn landelijke_tabellen() -> Result<Tabellen, BrpFout> {
    let opties = SqliteConnectOptions::new().in_memory(true);
    let db = SqlitePoolOptions::new().max_connections(1).connect_with(opties).await?;
    MIGRATIES.run(&db).await?;
    opslag::tabellen(&db).await
}
