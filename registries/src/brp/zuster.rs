//! What the APIs beside the BRP (reisdocumenten, bewoning, verblijfplaatshistorie) have in common: one POST each, the
//! same headers and problems, the same national tables, and the same persons. Each has a database of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};
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
use super::lijst::{Context, Persoonslijst, Tabellen, Voorkomen};
use super::onderzoek::met_merk;
use super::{BrpFout, BrpRegister, landelijke_tabellen};
use crate::Klok;
use crate::haalcentraal::Probleem;
use crate::personen::demopersonen;
use crate::standins::Omgeving;
use crate::voorraad::{Termen, Voorraad, VoorraadFout};

/// The kind of document that a persoonslijst is; its key is the BSN.
pub(crate) const PERSOON: &str = "persoon";
/// What persons are found by: the homes they are, or were, registered at.
const OBJECT: &str = "adresseerbaarObject";
/// Who somebody is, how they are registered, and where they live: the rest is the business of the BRP alone.
const CATEGORIEEN: [&str; 4] = ["01", "07", NU, "rni"];
/// Where somebody lives, and where they lived before. The BRP has the first of everybody; what is in the second, the sisters keep.
pub(crate) const NU: &str = "08";
pub(crate) const EERDER: &str = "58";

/// What a sister API answers from.
pub(crate) struct Bron {
    pub(crate) voorraad: Voorraad,
    brp: Option<BrpRegister>,
    klok: Klok,
    tabellen: Tabellen,
}

/// What a sister has beside the demo persons and their relatives, as records of the same form.
#[derive(Default)]
pub(crate) struct Erbij {
    /// Where they lived before.
    pub(crate) eerder: Vec<Value>,
    /// Others.
    pub(crate) anderen: Vec<Value>,
}

impl Bron {
    /// Takes in the demo persons and their relatives, and what is beside them.
    pub(crate) async fn open(omgeving: Omgeving, erbij: Erbij) -> Result<Self, VoorraadFout> {
        let Omgeving { voorraad, brp, klok, .. } = omgeving;
        let tabellen = landelijke_tabellen().await;
        let tabellen = tabellen.map_err(|fout| VoorraadFout::Gegevens(fout.to_string()))?;
        let (lijsten, tabellen) = lijsten(tabellen, erbij)?;
        let bron = Self { voorraad, brp, klok, tabellen };
        for (bsn, lijst) in &lijsten {
            let objecten = objecten(lijst);
            let objecten: Vec<_> = objecten.iter().map(|(term, object)| (*term, object.as_str())).collect();
            bron.voorraad.neem_op(PERSOON, bsn, &serde_json::to_value(lijst)?, &objecten).await?;
        }
        Ok(bron)
    }

    pub(crate) async fn persoonslijst(&self, bsn: &str) -> Result<Option<Persoonslijst>, VoorraadFout> {
        samen(&self.voorraad, self.brp.as_ref(), bsn).await
    }

    /// Everybody who is, or was, registered at this home.
    pub(crate) async fn op_object(&self, identificatie: &str) -> Result<Vec<Persoonslijst>, VoorraadFout> {
        let eigen = self.voorraad.zoek_met_sleutel(PERSOON, OBJECT, identificatie).await?;
        let mut bsns: BTreeSet<String> = eigen.into_iter().map(|(bsn, _)| bsn).collect();
        if let Some(brp) = &self.brp {
            bsns.extend(brp.op_object(identificatie).await.map_err(niet_gelezen)?);
        }
        let mut uit = Vec::new();
        for bsn in bsns {
            uit.extend(self.persoonslijst(&bsn).await?);
        }
        Ok(uit)
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

/// A person as the BRP holds them now, with where they lived before; what is in onderzoek of that is marked. Of whom a sister has
/// not heard yet, it knows nothing, whatever the BRP has.
pub(crate) async fn samen(
    voorraad: &Voorraad,
    brp: Option<&BrpRegister>,
    bsn: &str,
) -> Result<Option<Persoonslijst>, VoorraadFout> {
    let Some(mut lijst) = eigen(voorraad, bsn).await? else { return Ok(None) };
    if let Some(mut nu) = match brp {
        Some(brp) => brp.persoonslijst(bsn).await.map_err(niet_gelezen)?,
        None => None,
    } {
        for categorie in CATEGORIEEN {
            lijst.0.remove(categorie);
            lijst.0.extend(nu.0.remove_entry(categorie));
        }
    }
    if let Some(onderzoek) = voorraad.onderzoek(PERSOON, bsn).await? {
        let eerder = lijst.0.get_mut(EERDER).into_iter().flatten();
        for (nummer, verblijf) in eerder.enumerate() {
            let begin = format!("{nummer}/");
            let delen = onderzoek.delen.iter().filter_map(|deel| deel.strip_prefix(&begin));
            met_merk(verblijf, NU, delen, &onderzoek.ingang);
        }
    }
    Ok(Some(lijst))
}

/// What a sister keeps of a person itself.
pub(crate) async fn eigen(voorraad: &Voorraad, bsn: &str) -> Result<Option<Persoonslijst>, VoorraadFout> {
    let stuk = voorraad.haal(PERSOON, bsn).await?;
    Ok(stuk.map(serde_json::from_value).transpose()?)
}

/// The homes that somebody is found by.
pub(crate) fn objecten(lijst: &Persoonslijst) -> Termen {
    let verblijven = lijst.alle(NU).iter().chain(lijst.alle(EERDER));
    verblijven.filter_map(|v| Some((OBJECT, v.tekst("1180")?.to_owned()))).collect()
}

fn niet_gelezen(fout: BrpFout) -> VoorraadFout {
    VoorraadFout::Gegevens(fout.to_string())
}

/// Everybody by BSN, and the national tables with what the records add to them.
fn lijsten(
    tabellen: Tabellen,
    erbij: Erbij,
) -> Result<(BTreeMap<String, Persoonslijst>, Tabellen), VoorraadFout> {
    let mut invoer = Invoer::default();
    invoer.tabellen = tabellen;
    let demo = demopersonen().into_iter().flat_map(|p| std::iter::once(p.gegevens).chain(p.verwanten));
    let mut lijsten: BTreeMap<String, Persoonslijst> = BTreeMap::new();
    let nu = demo.chain(erbij.anderen).map(|record| (record, NU));
    let records = nu.chain(erbij.eerder.into_iter().map(|record| (record, EERDER)));
    for (nummer, (record, verblijf)) in records.enumerate() {
        let Some((bsn, voorkomens)) = invoer.lees(nummer, record) else { continue };
        let lijst = lijsten.entry(bsn).or_default();
        for nieuw in voorkomens.into_iter().filter(|v| CATEGORIEEN.contains(&v.categorie.as_str())) {
            let categorie = if nieuw.categorie == NU { verblijf.to_owned() } else { nieuw.categorie };
            lijst.0.entry(categorie).or_default().push(Voorkomen(nieuw.inhoud));
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
