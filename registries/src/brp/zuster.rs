//! What the APIs beside the BRP (reisdocumenten, bewoning, verblijfplaatshistorie) have in common: one POST each, the
//! same headers and problems, the same national tables, and the same persons. Each has a database of its own.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;
use futures::future::BoxFuture;
use serde_json::{Map, Value};

use super::datum::vandaag_in_nederland;
use super::http::{GROOTSTE_VRAAG, json_antwoord, lees_vraag};
use super::invoer::Invoer;
use super::landelijke_tabellen;
use super::lijst::{Context, Persoonslijst, Tabellen, Voorkomen};
use crate::Klok;
use crate::haalcentraal::Probleem;
use crate::personen::demopersonen;
use crate::voorraad::{Voorraad, VoorraadFout};

/// The kind of document that a persoonslijst is; its key is the BSN.
const PERSOON: &str = "persoon";
/// What persons are found by: the homes they are, or were, registered at.
const OBJECT: &str = "adresseerbaarObject";
/// Who somebody is, how they are registered, and where they live: the rest is the business of the BRP alone.
const CATEGORIEEN: [&str; 4] = ["01", "07", "08", "rni"];

/// What a sister API answers from.
pub(crate) struct Bron {
    pub(crate) voorraad: Voorraad,
    klok: Klok,
    tabellen: Tabellen,
}

impl Bron {
    /// Takes in the demo persons and their relatives, and `meer` records of the same form. Of several records with one
    /// BSN, the later ones add occurrences to the first.
    pub(crate) async fn open(voorraad: Voorraad, klok: Klok, meer: Vec<Value>) -> Result<Self, VoorraadFout> {
        let tabellen = landelijke_tabellen().await;
        let tabellen = tabellen.map_err(|fout| VoorraadFout::Gegevens(fout.to_string()))?;
        let (lijsten, tabellen) = lijsten(tabellen, meer)?;
        let bron = Self { voorraad, klok, tabellen };
        for (bsn, lijst) in &lijsten {
            let objecten = lijst.alle("08").iter().filter_map(|v| Some((OBJECT, v.tekst("1180")?)));
            let objecten: Vec<_> = objecten.collect();
            bron.voorraad.zet(PERSOON, bsn, &serde_json::to_value(lijst)?, &objecten).await?;
        }
        Ok(bron)
    }

    pub(crate) async fn persoonslijst(&self, bsn: &str) -> Result<Option<Persoonslijst>, VoorraadFout> {
        let stuk = self.voorraad.haal(PERSOON, bsn).await?;
        Ok(stuk.map(serde_json::from_value).transpose()?)
    }

    /// Everybody who is, or was, registered at this home.
    pub(crate) async fn op_object(&self, identificatie: &str) -> Result<Vec<Persoonslijst>, VoorraadFout> {
        let stukken = self.voorraad.zoek(PERSOON, OBJECT, identificatie).await?;
        stukken.into_iter().map(|stuk| Ok(serde_json::from_value(stuk)?)).collect()
    }

    /// Hands over what an answer is made with.
    pub(crate) fn met_context<T>(&self, maak: impl FnOnce(&Context<'_>) -> T) -> T {
        let anderen = HashMap::new();
        maak(&Context {
            tabellen: &self.tabellen,
            vandaag: vandaag_in_nederland((self.klok)()),
            anderen: &anderen,
        })
    }
}

/// Everybody by BSN, and the national tables with what the records add to them.
fn lijsten(
    tabellen: Tabellen,
    meer: Vec<Value>,
) -> Result<(BTreeMap<String, Persoonslijst>, Tabellen), VoorraadFout> {
    let mut invoer = Invoer::default();
    invoer.tabellen = tabellen;
    let demo = demopersonen().into_iter().flat_map(|p| std::iter::once(p.gegevens).chain(p.verwanten));
    let mut lijsten: BTreeMap<String, Persoonslijst> = BTreeMap::new();
    for (nummer, record) in demo.chain(meer).enumerate() {
        let Some((bsn, voorkomens)) = invoer.lees(nummer, record) else { continue };
        let lijst = lijsten.entry(bsn).or_default();
        for nieuw in voorkomens.into_iter().filter(|v| CATEGORIEEN.contains(&v.categorie.as_str())) {
            lijst.0.entry(nieuw.categorie).or_default().push(Voorkomen(nieuw.inhoud));
        }
    }
    let tabellen = std::mem::take(&mut invoer.tabellen);
    match invoer.meldingen().first() {
        Some(melding) => Err(VoorraadFout::Gegevens(format!("{}: {}", melding.pad, melding.wat))),
        None => Ok((lijsten, tabellen)),
    }
}

/// Answers a question that was let in.
pub(crate) type Beantwoord =
    for<'a> fn(&'a Bron, &'a Map<String, Value>) -> BoxFuture<'a, Result<Value, Probleem>>;

struct Staat {
    bron: Bron,
    sleutel: String,
    pad: &'static str,
    beantwoord: Beantwoord,
}

/// The one resource of a sister API, at its whole path.
pub(crate) fn router(pad: &'static str, bron: Bron, sleutel: String, beantwoord: Beantwoord) -> Router {
    Router::new()
        .route(pad, post(ontvang).fallback(async move || Probleem::Methode.antwoord(pad)))
        .layer(DefaultBodyLimit::max(GROOTSTE_VRAAG))
        .with_state(Arc::new(Staat { bron, sleutel, pad, beantwoord }))
}

async fn ontvang(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    vraag: Result<Bytes, BytesRejection>,
) -> Response {
    let antwoord = async {
        let (_, invoer) = lees_vraag(&koppen, vraag, &staat.sleutel)?;
        (staat.beantwoord)(&staat.bron, &invoer).await
    };
    antwoord.await.map_or_else(|probleem| probleem.antwoord(staat.pad), |boom| json_antwoord(&boom))
}
