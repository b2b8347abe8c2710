//! The paths of the standard that a question about a person needs.

use super::links::{collectie, met_links, segment, zaakpad};
use super::{BESLAGEN, HYPOTHEKEN, PAD, PRIVAAT, PUBLIEK, RECHTEN, ZAKEN};
use crate::haalcentraal::{FouteParameter, Hal, Probleem, Velden, kies, onbekend, verkeerde_methode};
use crate::voorraad::Voorraad;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// With more than this many found, the provider answers that it is too much.
pub(super) const MEESTE_ZAKEN: usize = 100;

struct Staat {
    voorraad: Voorraad,
    velden: Velden,
}

type Parameters = BTreeMap<String, String>;
type Uitkomst = Result<Response, Probleem>;

pub(super) fn routes(voorraad: Voorraad, velden: Velden) -> Router {
    let zaken = segment(ZAKEN);
    let mut router = Router::new()
        .route(&format!("{PAD}/{zaken}"), post(zoek_met_bsn).fallback(verkeerde_methode))
        .route(&format!("{PAD}/{zaken}/{{zaak}}"), get(een_zaak).fallback(verkeerde_methode))
        .route(&format!("{PAD}/{}", segment(PUBLIEK)), get(publiek).fallback(verkeerde_methode));
    for lijst in [RECHTEN, HYPOTHEKEN, BESLAGEN, PRIVAAT] {
        let alle = move |staat: State<Arc<Staat>>, zaak: Path<String>, zoek: Query<Parameters>| {
            onder_zaak(lijst, staat, zaak, zoek)
        };
        let een = move |staat: State<Arc<Staat>>, ids: Path<(String, String)>, zoek: Query<Parameters>| {
            een_onder_zaak(lijst, staat, ids, zoek)
        };
        let pad = format!("{PAD}/{zaken}/{{zaak}}/{}", segment(lijst));
        router = router
            .route(&format!("{pad}/{{id}}"), get(een).fallback(verkeerde_methode))
            .route(&pad, get(alle).fallback(verkeerde_methode));
    }
    router
        .route(&format!("{PAD}/{{*rest}}"), get(onbekend).fallback(onbekend))
        .with_state(Arc::new(Staat { voorraad, velden }))
}

async fn zoek_met_bsn(State(staat): State<Arc<Staat>>, vraag: Result<Bytes, BytesRejection>) -> Uitkomst {
    let vraag = vraag.map_err(|_| Probleem::Onleesbaar)?;
    let vraag: Map<String, Value> = serde_json::from_slice(&vraag).map_err(|_| Probleem::Onleesbaar)?;
    let (bsn, velden) = lees_vraag(&vraag, &staat.velden).map_err(Probleem::Parameters)?;
    let gevonden = staat.voorraad.zoek(ZAKEN, "bsn", &bsn).await?;
    if gevonden.len() > MEESTE_ZAKEN {
        return Err(Probleem::TeveelResultaten);
    }
    let zaken = gevonden.into_iter().map(|zaak| {
        let id = identificatie(&zaak);
        kies(met_links(ZAKEN, &id, zaak), &velden)
    });
    let zelf = format!("{PAD}/{}", segment(ZAKEN));
    Ok(met_crs(collectie(ZAKEN, &zelf, zaken.collect())))
}

fn lees_vraag(
    vraag: &Map<String, Value>,
    velden: &Velden,
) -> Result<(String, Vec<String>), Vec<FouteParameter>> {
    let mut fouten: Vec<FouteParameter> = vraag
        .keys()
        .filter(|naam| !["burgerservicenummer", "fields"].contains(&naam.as_str()))
        .map(|naam| FouteParameter::nieuw(naam, "unknownParam", "Parameter is niet verwacht."))
        .collect();
    let bsn = vraag.get("burgerservicenummer").and_then(Value::as_str);
    let bsn = match bsn {
        None => Err(("required", "Parameter is verplicht.")),
        Some(bsn) if bsn.len() > 9 => Err(("maxLength", "Waarde is langer dan maximale lengte 9.")),
        Some(bsn) if bsn.len() < 9 || !bsn.bytes().all(|teken| teken.is_ascii_digit()) => {
            Err(("bsn", "Waarde is geen geldig burgerservicenummer."))
        }
        Some(bsn) => Ok(bsn.to_owned()),
    };
    let bsn = bsn.map_err(|(code, reden)| {
        fouten.push(FouteParameter::nieuw("burgerservicenummer", code, reden));
    });
    let gevraagd = match vraag.get("fields") {
        None => Ok(Vec::new()),
        Some(Value::String(fields)) => velden.gevraagd(ZAKEN, Some(fields)),
        Some(_) => Err(FouteParameter::nieuw("fields", "fields", "Waarde is geen tekst.")),
    };
    let gevraagd = gevraagd.map_err(|fout| fouten.push(fout));
    match (bsn, gevraagd) {
        (Ok(bsn), Ok(velden)) if fouten.is_empty() => Ok((bsn, met_vaste(ZAKEN, velden))),
        _ => Err(fouten),
    }
}

async fn een_zaak(
    State(staat): State<Arc<Staat>>,
    Path(id): Path<String>,
    Query(zoek): Query<Parameters>,
) -> Uitkomst {
    let velden = velden(&staat, ZAKEN, &zoek, &["fields"])?;
    let zaak = staat.voorraad.haal(ZAKEN, &id).await?.ok_or(Probleem::NietGevonden)?;
    Ok(met_crs(kies(met_links(ZAKEN, &id, zaak), &velden)))
}

async fn onder_zaak(
    lijst: &'static str,
    State(staat): State<Arc<Staat>>,
    Path(zaak): Path<String>,
    Query(zoek): Query<Parameters>,
) -> Uitkomst {
    let bekend: &[&str] = if lijst == RECHTEN { &["fields", "type"] } else { &["fields"] };
    let velden = velden(&staat, lijst, &zoek, bekend)?;
    staat.voorraad.haal(ZAKEN, &zaak).await?.ok_or(Probleem::NietGevonden)?;
    let mut stukken = staat.voorraad.zoek(lijst, "zaak", &zaak).await?;
    if let Some(soort) = zoek.get("type") {
        stukken.retain(|stuk| stuk.get("type").and_then(Value::as_str) == Some(soort));
    }
    let stukken = stukken.into_iter().map(|stuk| kies(met_links(lijst, &zaak, stuk), &velden)).collect();
    let zelf = format!("{}/{}", zaakpad(&zaak), segment(lijst));
    Ok(Hal(collectie(lijst, &zelf, stukken)).into_response())
}

async fn een_onder_zaak(
    lijst: &'static str,
    State(staat): State<Arc<Staat>>,
    Path((zaak, id)): Path<(String, String)>,
    Query(zoek): Query<Parameters>,
) -> Uitkomst {
    let velden = velden(&staat, lijst, &zoek, &["fields"])?;
    let stukken = staat.voorraad.zoek(lijst, "zaak", &zaak).await?;
    let stuk = stukken.into_iter().find(|stuk| identificatie(stuk) == id).ok_or(Probleem::NietGevonden)?;
    Ok(Hal(kies(met_links(lijst, &zaak, stuk), &velden)).into_response())
}

async fn publiek(State(staat): State<Arc<Staat>>, Query(zoek): Query<Parameters>) -> Uitkomst {
    const ZAAK: &str = "kadastraalOnroerendeZaakIdentificatie";
    let velden = velden(&staat, PUBLIEK, &zoek, &["fields", ZAAK])?;
    let Some(zaak) = zoek.get(ZAAK) else {
        let fout = FouteParameter::nieuw(ZAAK, "required", "Parameter is verplicht.");
        return Err(Probleem::Parameters(vec![fout]));
    };
    let stukken = staat.voorraad.zoek(PUBLIEK, "zaak", zaak).await?;
    let stukken = stukken.into_iter().map(|stuk| kies(met_links(PUBLIEK, zaak, stuk), &velden)).collect();
    let zelf = format!("{PAD}/{}?{ZAAK}={zaak}", segment(PUBLIEK));
    Ok(Hal(collectie(PUBLIEK, &zelf, stukken)).into_response())
}

/// The `fields` of a question, when it has no parameter that the path does not know.
fn velden(staat: &Staat, lijst: &str, zoek: &Parameters, bekend: &[&str]) -> Result<Vec<String>, Probleem> {
    let onbekend = zoek.keys().filter(|naam| !bekend.contains(&naam.as_str()));
    let mut fouten: Vec<FouteParameter> = onbekend
        .map(|naam| FouteParameter::nieuw(naam, "unknownParam", "Parameter is niet verwacht."))
        .collect();
    match staat.velden.gevraagd(lijst, zoek.get("fields").map(String::as_str)) {
        Ok(velden) if fouten.is_empty() => return Ok(met_vaste(lijst, velden)),
        Ok(_) => {}
        Err(fout) => fouten.push(fout),
    }
    Err(Probleem::Parameters(fouten))
}

/// The standard gives these two of a zaak whatever was asked.
fn met_vaste(lijst: &str, mut velden: Vec<String>) -> Vec<String> {
    if lijst == ZAKEN && !velden.is_empty() {
        velden.extend(["identificatie", "type"].map(str::to_owned));
    }
    velden
}

fn identificatie(stuk: &Value) -> String {
    stuk.get("identificatie").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What may hold coordinates says in which system.
fn met_crs(inhoud: Value) -> Response {
    ([(HeaderName::from_static("content-crs"), "epsg:28992")], Hal(inhoud)).into_response()
}
