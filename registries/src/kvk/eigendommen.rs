//! `POST /eigendommen`: which registrations somebody has a function in, by BSN. Of our own design, after the NL GOV REST
//! API Design Rules: the KVK has no such question.
//!
//! The answer repeats the BSN, so that who asked can see that it is about the one who was asked.

use super::{INSCHRIJVING, Staat, lijst};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Bsn;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;

const VERSIE: &str = "1.0.0";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vraag {
    burgerservicenummer: String,
}

pub(super) async fn vraag(State(staat): State<Arc<Staat>>, koppen: HeaderMap, lichaam: Bytes) -> Response {
    if koppen.get("x-api-key").is_none_or(|sleutel| sleutel.as_bytes() != staat.sleutel.as_bytes()) {
        return probleem(&staat, 401, "Niet aangemeld", "Er is geen of een onjuiste x-api-key.");
    }
    let soort = koppen.get(header::CONTENT_TYPE).and_then(|soort| soort.to_str().ok()).unwrap_or_default();
    if !soort.starts_with("application/json") {
        return probleem(&staat, 415, "Verkeerde vorm", "De vraag moet application/json zijn.");
    }
    let bsn = serde_json::from_slice::<Vraag>(&lichaam).ok();
    let Some(bsn) = bsn.and_then(|vraag| vraag.burgerservicenummer.parse::<Bsn>().ok()) else {
        return probleem(&staat, 400, "Ongeldige vraag", "Geef alleen een geldig burgerservicenummer.");
    };
    match staat.voorraad.zoek(INSCHRIJVING, "bsn", bsn.cijfers()).await {
        Ok(inschrijvingen) => met_koppen(StatusCode::OK, "application/json", antwoord(&bsn, &inschrijvingen)),
        Err(fout) => {
            tracing::error!(%fout, "the question by BSN could not be answered");
            probleem(&staat, 500, "Interne fout", "De vraag kon niet worden beantwoord.")
        }
    }
}

fn antwoord(bsn: &Bsn, inschrijvingen: &[Value]) -> Value {
    let van = |inschrijving: &Value| -> Vec<Value> {
        let functies = lijst(&inschrijving["functionarissen"]).iter();
        let eigen = functies.filter(|een| een["bsn"] == bsn.cijfers());
        eigen
            .map(
                |een| json!({ "kvkNummer": inschrijving["profiel"]["kvkNummer"], "functie": een["functie"] }),
            )
            .collect()
    };
    json!({
        "burgerservicenummer": bsn.cijfers(),
        "eigendommen": inschrijvingen.iter().flat_map(van).collect::<Vec<_>>(),
    })
}

fn probleem(staat: &Staat, status: u16, titel: &str, detail: &str) -> Response {
    let lichaam = json!({
        "type": "about:blank",
        "title": titel,
        "status": status,
        "detail": detail,
        "timestamp": (staat.klok)().format(&Rfc3339).unwrap_or_default(),
    });
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    met_koppen(status, "application/problem+json", lichaam)
}

fn met_koppen(status: StatusCode, soort: &'static str, lichaam: Value) -> Response {
    let mut antwoord = (status, Json(lichaam)).into_response();
    let koppen = antwoord.headers_mut();
    koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static(soort));
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    koppen.insert("api-version", HeaderValue::from_static(VERSIE));
    antwoord
}
