//! What a use log can do wrong beside what any registry can: it changes one line of the real answer. An answer without
//! lines stays as it is.

use super::gedrag::Gedrag;
use super::laag::ANTWOORD_MAX;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::{Value, json};

/// Where the lines stand: Logboek Dataverwerkingen, and VNG verwerkingenlogging.
const LIJSTEN: [&str; 2] = ["processingActivities", "results"];
/// No clock runs so far ahead; so it is in the future, whenever the line was written. Ten years, in milliseconds.
const VOORUIT_MS: i64 = 10 * 365 * 86_400_000;

/// Changes the first line. `bsns`: who was asked; `ander`: somebody else.
pub(super) async fn verstoor(
    gedrag: Gedrag,
    antwoord: Response,
    bsns: &[String],
    ander: Option<&str>,
) -> Response {
    if !antwoord.status().is_success() {
        return antwoord;
    }
    let (mut kop, lichaam) = antwoord.into_parts();
    let bytes = to_bytes(lichaam, ANTWOORD_MAX).await.unwrap_or_default();
    let mut inhoud: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    for lijst in LIJSTEN {
        let Some(Value::Array(regels)) = inhoud.get_mut(lijst) else { continue };
        let Some(eerste) = regels.first_mut() else { continue };
        match gedrag {
            Gedrag::Vreemderegel => vervang(eerste, bsns, ander.unwrap_or("999970124")),
            Gedrag::Klokvoor => zet_vooruit(eerste),
            Gedrag::Ontbreekt => laat_weg(eerste),
            _ => {
                let nog_eens = eerste.clone();
                regels.push(nog_eens);
            }
        }
    }
    let nieuw = inhoud.to_string();
    kop.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(nieuw.len()));
    Response::from_parts(kop, Body::from(nieuw))
}

fn vervang(waarde: &mut Value, bsns: &[String], ander: &str) {
    match waarde {
        Value::String(tekst) if bsns.contains(tekst) => ander.clone_into(tekst),
        Value::Array(items) => items.iter_mut().for_each(|item| vervang(item, bsns, ander)),
        Value::Object(leden) => leden.values_mut().for_each(|lid| vervang(lid, bsns, ander)),
        _ => {}
    }
}

fn zet_vooruit(regel: &mut Value) {
    for naam in ["startTime", "endTime"] {
        if let Some(moment) = regel.get(naam).and_then(Value::as_i64) {
            regel[naam] = json!(moment + VOORUIT_MS);
        }
    }
    // The year is what a text begins with.
    if let Some(Value::String(moment)) = regel.pointer_mut("/verwerkingsactie/tijdstip")
        && let Some(jaar) = moment.get(..4).and_then(|jaar| jaar.parse::<i32>().ok())
    {
        moment.replace_range(..4, &format!("{:04}", jaar + 10));
    }
}

fn laat_weg(regel: &mut Value) {
    if let Some(regel) = regel.as_object_mut() {
        regel.remove("startTime");
    }
    if let Some(Value::Object(actie)) = regel.get_mut("verwerkingsactie") {
        actie.remove("tijdstip");
    }
}
