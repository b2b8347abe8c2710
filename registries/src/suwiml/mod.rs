//! Suwinet: the broker that answers for a family of registries, one SOAP dienst each (SuwiML Transactiestandaard 4.0).
//!
//! A dienst is a line in a table (`Dienst`), the form of its answer (`vorm::Veld`) and its own database. What the
//! broker does with every message is the same for all.

mod antwoord;
mod brv;
mod correctie;
#[cfg(test)]
mod tests;
mod verzoek;
mod vorm;

pub use brv::{PAD as BRV_PAD, router as brv};
pub(crate) use correctie::BRV_TABEL;

use crate::Klok;
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use antwoord::Fout;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use serde_json::{Map, Value};
use std::sync::Arc;
use verzoek::Verzoek;
use vorm::Veld;

/// The kind of document: what one person's answer holds, by BSN.
const SOORT: &str = "persoon";
/// The largest question that is read, in bytes.
const GROOTSTE_VRAAG: usize = 100_000;

/// One dienst of the broker.
struct Dienst {
    /// As in its namespace.
    naam: &'static str,
    versie: &'static str,
    /// Element of the question, and the last part of its action.
    vraag: &'static str,
    /// Where it is reached.
    pad: &'static str,
    /// What stands in `<vraag>Response`, in the order of the XSD.
    vorm: &'static [Veld],
    /// The demo's persons: tables with a `bsn` and what their answer holds.
    gegevens: &'static str,
}

impl Dienst {
    fn ruimte(&self) -> String {
        format!("http://bkwi.nl/SuwiML/Diensten/{}/{}", self.naam, self.versie)
    }

    fn actie(&self, laatste: &str) -> String {
        format!("http://bkwi.nl/SuwiML/Diensten/{}-{}/{laatste}", self.naam, self.versie)
    }
}

#[derive(Clone)]
struct Staat {
    dienst: &'static Dienst,
    voorraad: Voorraad,
    klok: Klok,
}

/// Takes in the demo's persons and gives the route of the dienst.
async fn router(dienst: &'static Dienst, omgeving: Omgeving) -> Result<Router, VoorraadFout> {
    let Omgeving { voorraad, klok, .. } = omgeving;
    for (bsn, inhoud) in personen(dienst)? {
        voorraad.neem_op(SOORT, &bsn, &inhoud, &[]).await?;
    }
    Ok(Router::new()
        .route(dienst.pad, post(beantwoord))
        .layer(DefaultBodyLimit::max(GROOTSTE_VRAAG))
        .with_state(Arc::new(Staat { dienst, voorraad, klok })))
}

/// The demo's persons by BSN, each checked: an element that the standard does not have would never be seen.
fn personen(dienst: &Dienst) -> Result<Vec<(String, Value)>, VoorraadFout> {
    let onjuist = |fout: String| VoorraadFout::Gegevens(format!("{}: {fout}", dienst.naam));
    let mut bestand: Map<String, Value> =
        toml::from_str(dienst.gegevens).map_err(|fout| onjuist(fout.message().to_owned()))?;
    let Some(Value::Array(personen)) = bestand.remove("persoon") else {
        return Err(onjuist("there is no [[persoon]]".into()));
    };
    let mut uit = Vec::new();
    for mut persoon in personen {
        let Some(Value::String(bsn)) = persoon.as_object_mut().and_then(|leden| leden.remove("bsn")) else {
            return Err(onjuist("a person without a bsn".into()));
        };
        vorm::keur(dienst.vorm, &persoon).map_err(onjuist)?;
        uit.push((bsn, persoon));
    }
    Ok(uit)
}

async fn beantwoord(State(staat): State<Arc<Staat>>, koppen: HeaderMap, vraag: Bytes) -> Response {
    let gelezen = if koppen.contains_key("soapaction") {
        Verzoek::lees(&vraag, staat.dienst)
    } else {
        Err(Fout::Soapaction)
    };
    let uitkomst = match &gelezen {
        Ok(verzoek) if is_xml(&koppen) => antwoord_op(&staat, verzoek).await,
        Ok(_) => Err(Fout::Inhoudstype),
        Err(fout) => Err(*fout),
    };
    let brief = antwoord::Brief {
        dienst: staat.dienst,
        verzoek: gelezen.as_ref().ok(),
        nummer: (staat.klok)().unix_timestamp_nanos(),
    };
    match uitkomst {
        Ok(inhoud) => xml(StatusCode::OK, brief.antwoord(&inhoud)),
        Err(fout) => xml(StatusCode::INTERNAL_SERVER_ERROR, brief.fout(fout)),
    }
}

/// What stands in the element of the answer.
async fn antwoord_op(staat: &Staat, verzoek: &Verzoek) -> Result<String, Fout> {
    let gevonden = staat.voorraad.haal(SOORT, &verzoek.bsn).await.map_err(|fout| {
        tracing::error!(%fout, "the Suwinet stand-in could not answer");
        Fout::Intern
    })?;
    Ok(match gevonden {
        Some(persoon) => vorm::schrijf(staat.dienst.vorm, &persoon, &verzoek.bsn),
        None => antwoord::niets_gevonden(),
    })
}

/// SOAP 1.1 goes as `text/xml`.
fn is_xml(koppen: &HeaderMap) -> bool {
    let soort = koppen.get(header::CONTENT_TYPE).and_then(|soort| soort.to_str().ok()).unwrap_or_default();
    soort.split(';').next().is_some_and(|soort| soort.trim().eq_ignore_ascii_case("text/xml"))
}

fn xml(status: StatusCode, tekst: String) -> Response {
    let mut antwoord = (status, tekst).into_response();
    let koppen = antwoord.headers_mut();
    koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    antwoord
}
