//! Writes a line for every request of the portal that is about a person, before its answer leaves: the trace is that of
//! the caller, whose span is the parent, so the same use stands in both logs.

use super::ids::Ids;
use super::opslag::{Logboek, Regel};
use super::{OverWie, Soort};
use crate::bediening::bsns;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use contract::Bsn;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whoever has the key: the registrations have one client, and know its application and its number.
const PROCESSOR: &str = "https://gemeente.example/klantbeeld";
const OIN: &str = "00000099000000001000";
/// The registration's own purpose: to let a citizen see what it holds.
const ACTIVITEIT: &str = "https://rvva.example/gemeente/inzage-burger/versions/1";
const NAAM: &str = "Inzage door de burger via een portaal";
/// No question to a registration is larger, in bytes.
const VRAAG_MAX: usize = 1024 * 1024;
/// No answer of a stand-in is larger, in bytes.
const ANTWOORD_MAX: usize = 10_000_000;

struct Laag {
    soort: &'static Soort,
    logboek: Logboek,
}

/// Puts the writing around a stand-in.
pub(crate) fn met_logboek(router: Router, soort: &'static Soort, logboek: Logboek) -> Router {
    router.layer(from_fn_with_state(Arc::new(Laag { soort, logboek }), laag))
}

async fn laag(State(laag): State<Arc<Laag>>, verzoek: Request, verder: Next) -> Response {
    let (kop, lichaam) = verzoek.into_parts();
    let Ok(vraag) = to_bytes(lichaam, VRAAG_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let spoor = Spoor::lees(&kop.headers);
    let genoemd = bsns(&kop.uri, &vraag);
    let begonnen_op = laag.logboek.nu_ms();
    let mut antwoord = verder.run(Request::from_parts(kop, vraag.into())).await;
    if antwoord.status().is_client_error() {
        // It was refused: nobody's data was used.
        return antwoord;
    }
    let over = match laag.soort.over_wie {
        OverWie::Vraag => genoemd,
        OverWie::Antwoord => {
            let (kop, lichaam) = antwoord.into_parts();
            let lichaam = to_bytes(lichaam, ANTWOORD_MAX).await.unwrap_or_default();
            let over = in_antwoord(&lichaam);
            antwoord = Response::from_parts(kop, Body::from(lichaam));
            over
        }
    };
    let over: BTreeSet<String> = over.into_iter().filter(|bsn| bsn.parse::<Bsn>().is_ok()).collect();
    if over.is_empty() {
        return antwoord;
    }
    let status = if antwoord.status().is_success() { "Ok" } else { "Error" };
    let geeindigd_op = laag.logboek.nu_ms();
    let maak = |bsn| regel(bsn, spoor.as_ref(), status, begonnen_op, geeindigd_op);
    let Some(regels) = over.into_iter().map(maak).collect::<Option<Vec<_>>>() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match laag.logboek.schrijf(&regels).await {
        Ok(()) => antwoord,
        // No answer without its line.
        Err(fout) => {
            tracing::error!(%fout, log = laag.soort.id, "a registration could not write its log");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// `None`: no random numbers.
fn regel(
    bsn: String,
    spoor: Option<&Spoor>,
    status: &str,
    begonnen_op: i64,
    geeindigd_op: i64,
) -> Option<Regel> {
    let ids = Ids::nieuw()?;
    Some(Regel {
        sleutel: ids.uuid,
        trace: spoor.map_or(ids.trace, |spoor| spoor.trace.clone()),
        span: ids.span,
        ouder: spoor.map(|spoor| spoor.ouder.clone()),
        status: status.into(),
        naam: NAAM.into(),
        begonnen_op,
        geeindigd_op,
        activiteit: ACTIVITEIT.into(),
        activiteit_id: Ids::van(ACTIVITEIT).uuid,
        bsn,
        processor: Some(PROCESSOR.into()),
        oin: Some(OIN.into()),
        functie: None,
        betrokkenheid: None,
        gegevens: Vec::new(),
        vertrouwelijk_tot: None,
    })
}

/// Everybody whose number stands in the answer of a stand-in, wherever in it.
fn in_antwoord(lichaam: &Bytes) -> Vec<String> {
    fn verzamel(waarde: &Value, uit: &mut Vec<String>) {
        match waarde {
            Value::Array(items) => items.iter().for_each(|item| verzamel(item, uit)),
            Value::Object(leden) => {
                let bsn = leden.get("burgerservicenummer").and_then(Value::as_str);
                uit.extend(bsn.map(str::to_owned));
                leden.values().for_each(|lid| verzamel(lid, uit));
            }
            _ => {}
        }
    }
    let mut uit = Vec::new();
    verzamel(&serde_json::from_slice(lichaam).unwrap_or_default(), &mut uit);
    uit
}

/// Where a request comes from (W3C Trace Context).
struct Spoor {
    trace: String,
    ouder: String,
}

impl Spoor {
    /// `None` when there is no header, or it is not of version 00.
    fn lees(koppen: &HeaderMap) -> Option<Self> {
        let mut delen = koppen.get("traceparent")?.to_str().ok()?.split('-');
        let mut deel = |lengte: usize| {
            let hex = |teken: u8| matches!(teken, b'0'..=b'9' | b'a'..=b'f');
            delen.next().filter(|deel| deel.len() == lengte && deel.bytes().all(hex)).map(str::to_owned)
        };
        let (versie, trace, ouder, _vlaggen) = (deel(2)?, deel(32)?, deel(16)?, deel(2)?);
        let leeg = |id: &str| id.bytes().all(|teken| teken == b'0');
        (versie == "00" && !leeg(&trace) && !leeg(&ouder)).then_some(Self { trace, ouder })
    }
}
