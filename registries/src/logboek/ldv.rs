//! Logboek Dataverwerkingen, extension lezen 1.1.0: `POST /processing-activities`.
//!
//! At least one of trace, activity and data subject must be asked, or it is a 400. The newest lines come first, and no
//! more than [`MEESTE`]: the standard has no pages yet. Beside the attributes of the core stand those of our profile,
//! `dpl.klantbeeld.*` (`docs/logboek-profiel.md`). The standard leaves open who may ask: here, whoever has the key.

use super::Soort;
use super::ids::{als_uuid, uit_uuid};
use super::opslag::{Filter, Logboek, Regel};
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, post};
use contract::Bsn;
use serde_json::{Map, Value, json};
use std::sync::Arc;

const VERSIE: &str = "1.1.0";
/// The most lines of one answer.
pub(super) const MEESTE: u32 = 1000;
/// The largest question that is read, in bytes.
const VRAAG_MAX: usize = 10_000;

const ACTIVITEIT: &str = "dpl.core.processing_activity_id";
const BETROKKENE: &str = "dpl.core.data_subject_id";
const BETROKKENE_TYPE: &str = "dpl.core.data_subject_id_type";
const PROCESSOR: &str = "dpl.core.foreign_operation.processor";

struct Staat {
    soort: &'static Soort,
    logboek: Logboek,
    sleutel: String,
}

pub(super) fn router(soort: &'static Soort, logboek: Logboek, sleutel: String) -> Router {
    let niet_gevonden = async || probleem(StatusCode::NOT_FOUND, "Dit pad bestaat niet.", &[]);
    let methode = async || probleem(StatusCode::METHOD_NOT_ALLOWED, "Stel de vraag met POST.", &[]);
    Router::new()
        .route(&format!("{}/processing-activities", soort.pad), post(lijst).fallback(methode))
        .route(&format!("{}/{{*rest}}", soort.pad), any(niet_gevonden))
        .layer(DefaultBodyLimit::max(VRAAG_MAX))
        .with_state(Arc::new(Staat { soort, logboek, sleutel }))
}

async fn lijst(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    vraag: Result<Bytes, BytesRejection>,
) -> Response {
    let kop = |naam: &str| koppen.get(naam).and_then(|kop| kop.to_str().ok()).unwrap_or_default();
    if kop("x-api-key") != staat.sleutel {
        return probleem(StatusCode::UNAUTHORIZED, "Geef een geldige sleutel in de header x-api-key.", &[]);
    }
    if !kop("content-type").starts_with("application/json") {
        let detail = "De vraag moet application/json zijn.";
        return probleem(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail, &[]);
    }
    let Ok(vraag) = vraag else {
        return probleem(StatusCode::PAYLOAD_TOO_LARGE, "De vraag is te groot.", &[]);
    };
    let filter = match filter(&vraag) {
        Ok(filter) => filter,
        Err(fouten) => {
            return probleem(StatusCode::BAD_REQUEST, "De vraag is niet goed.", &fouten);
        }
    };
    match staat.logboek.lees(&filter, MEESTE, 0).await {
        Ok(regels) => {
            let regels: Vec<Value> = regels.iter().map(|een| regel(staat.soort, een)).collect();
            let inhoud = json!({ "processingActivities": regels });
            antwoord(StatusCode::OK, "application/json", &inhoud)
        }
        Err(fout) => {
            tracing::error!(%fout, log = staat.soort.id, "a use log could not be read");
            probleem(StatusCode::INTERNAL_SERVER_ERROR, "Het logboek kan niet worden gelezen.", &[])
        }
    }
}

/// What is wrong with one member of the question: its name and a sentence.
type Fout = (String, &'static str);

/// What is asked; everything that is wrong with it at once.
fn filter(vraag: &[u8]) -> Result<Filter, Vec<Fout>> {
    let vraag: Map<String, Value> =
        serde_json::from_slice(vraag).map_err(|_| vec![(String::new(), "De vraag is geen JSON-object.")])?;
    let mut fouten = Vec::new();
    let mut filter = Filter::default();
    for (naam, waarde) in &vraag {
        if let Err(zin) = zet(&mut filter, naam, waarde) {
            fouten.push((naam.clone(), zin));
        }
    }
    if filter.begonnen_vanaf.zip(filter.geeindigd_tot).is_some_and(|(van, tot)| tot < van) {
        fouten.push(("endTime".into(), "Het einde ligt voor het begin."));
    }
    if fouten.is_empty() && filter.bsn.is_none() && filter.trace.is_none() && filter.activiteit.is_none() {
        let zin = "Geef ten minste traceId, dpl.core.processing_activity_id of dpl.core.data_subject_id.";
        fouten.push((String::new(), zin));
    }
    if fouten.is_empty() { Ok(filter) } else { Err(fouten) }
}

/// Takes one member of the question; the sentence that says what is wrong with it. A member that we do not know is
/// refused: who misspells a filter would get more than they asked for.
fn zet(filter: &mut Filter, naam: &str, waarde: &Value) -> Result<(), &'static str> {
    let tekst = waarde.as_str().filter(|tekst| !tekst.is_empty()).map(str::to_owned);
    let uri = |tekst: Option<String>| {
        tekst.filter(|uri| url::Url::parse(uri).is_ok()).ok_or("Dit is geen URI.").map(Some)
    };
    let getal = || {
        let getal = waarde.as_i64().filter(|getal| *getal >= 0);
        getal.ok_or("Dit is geen tijdstip in milliseconden sinds 1970.").map(Some)
    };
    match naam {
        "traceId" => filter.trace = Some(tekst.as_deref().and_then(uit_uuid).ok_or("Dit is geen uuid.")?),
        "startTime" => filter.begonnen_vanaf = getal()?,
        "endTime" => filter.geeindigd_tot = getal()?,
        ACTIVITEIT => filter.activiteit = uri(tekst)?,
        PROCESSOR => filter.processor = uri(tekst)?,
        BETROKKENE => {
            let bsn = tekst.filter(|bsn| bsn.len() == 9 && bsn.parse::<Bsn>().is_ok());
            filter.bsn = Some(bsn.ok_or("Dit is geen burgerservicenummer.")?);
        }
        BETROKKENE_TYPE if tekst.as_deref() == Some("BSN") => {}
        BETROKKENE_TYPE => return Err("Dit logboek kent alleen BSN."),
        _ => return Err("Dit filter bestaat niet."),
    }
    Ok(())
}

fn regel(soort: &Soort, regel: &Regel) -> Value {
    let mut attributen = json!({
        ACTIVITEIT: regel.activiteit,
        BETROKKENE: regel.bsn,
        BETROKKENE_TYPE: "BSN",
    });
    let soms = [
        (PROCESSOR, &regel.processor),
        ("dpl.klantbeeld.functie", &regel.functie),
        ("dpl.klantbeeld.betrokkenheid", &regel.betrokkenheid),
    ];
    for (naam, waarde) in soms {
        if let Some(waarde) = waarde {
            attributen[naam] = json!(waarde);
        }
    }
    if !regel.gegevens.is_empty() {
        attributen["dpl.klantbeeld.gegevens"] = json!(regel.gegevens);
    }
    let mut uit = json!({
        "traceId": als_uuid(&regel.trace),
        "spanId": regel.span,
        "status": regel.status,
        "name": regel.naam,
        "startTime": regel.begonnen_op,
        "endTime": regel.geeindigd_op,
        "resource": { "attributes": { "service.name": soort.registratie } },
        "attributes": attributen,
    });
    if let Some(ouder) = &regel.ouder {
        uit["parentSpanId"] = json!(ouder);
    }
    uit
}

/// A problem by RFC 9457 and the NL GOV REST API Design Rules, with every member that is wrong; never with its value,
/// which may be a BSN.
fn probleem(status: StatusCode, detail: &str, fouten: &[Fout]) -> Response {
    let mut inhoud = json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": detail,
    });
    if !fouten.is_empty() {
        let fout = |(naam, zin): &Fout| json!({ "in": "body", "location": { "name": naam }, "detail": zin });
        inhoud["errors"] = fouten.iter().map(fout).collect();
    }
    antwoord(status, "application/problem+json", &inhoud)
}

fn antwoord(status: StatusCode, soort: &'static str, inhoud: &Value) -> Response {
    let mut antwoord = (status, inhoud.to_string()).into_response();
    let koppen = antwoord.headers_mut();
    koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static(soort));
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    koppen.insert("api-version", HeaderValue::from_static(VERSIE));
    antwoord
}
