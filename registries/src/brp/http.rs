//! `POST /haalcentraal/api/brp/personen`.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Map, Value, json};

use super::antwoord;
use super::datum::vandaag_in_nederland;
use super::lijst::{Context, Persoonslijst, Voorkomen};
use super::opslag::{self, Doel};
use super::relaties::in_gezag;
use super::verzoek::Verzoek;
use super::{BrpFout, BrpRegister};
use crate::Klok;
use crate::haalcentraal::Probleem;

/// The path of the only resource of the API Personen.
pub(super) const PAD: &str = "/haalcentraal/api/brp/personen";
/// The largest question that is read, in bytes.
pub(super) const GROOTSTE_VRAAG: usize = 1_000_000;

struct Staat {
    register: BrpRegister,
    klok: Klok,
    sleutel: String,
}

pub(super) fn router(register: BrpRegister, klok: Klok, sleutel: String) -> Router {
    Router::new()
        .route(PAD, post(personen).fallback(async || Probleem::Methode.antwoord(PAD)))
        .fallback(async || Probleem::NietGevonden.antwoord(PAD))
        .layer(DefaultBodyLimit::max(GROOTSTE_VRAAG))
        .with_state(Arc::new(Staat { register, klok, sleutel }))
}

async fn personen(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    vraag: Result<Bytes, BytesRejection>,
) -> Response {
    let antwoord = antwoord_op(&staat, &koppen, vraag).await;
    antwoord.map_or_else(|probleem| probleem.antwoord(PAD), |boom| json_antwoord(&boom))
}

async fn antwoord_op(
    staat: &Staat,
    koppen: &HeaderMap,
    vraag: Result<Bytes, BytesRejection>,
) -> Result<Value, Probleem> {
    let (doel, invoer) = lees_vraag(koppen, vraag, &staat.sleutel)?;
    let verzoek = Verzoek::lees(&invoer).map_err(Probleem::Parameters)?;
    beantwoord(staat, &verzoek, &doel).await.map_err(|fout| {
        tracing::error!(%fout, "the BRP stand-in could not answer");
        Probleem::Intern
    })
}

/// Lets a question in: who asks, and the JSON object that is the question.
pub(super) fn lees_vraag(
    koppen: &HeaderMap,
    vraag: Result<Bytes, BytesRejection>,
    sleutel: &str,
) -> Result<(Doel, Map<String, Value>), Probleem> {
    let doel = toegang(koppen, sleutel)?;
    let vraag = vraag.map_err(|_| Probleem::TeGroot)?;
    let invoer = serde_json::from_slice(&vraag).map_err(|_| Probleem::Onleesbaar)?;
    Ok((doel, invoer))
}

pub(super) fn json_antwoord(boom: &Value) -> Response {
    let mut antwoord = boom.to_string().into_response();
    let soort = HeaderValue::from_static("application/json; charset=utf-8");
    antwoord.headers_mut().insert(header::CONTENT_TYPE, soort);
    antwoord.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    antwoord
}

/// The key, the purpose and the media types; the purpose is kept for the protocol.
fn toegang(koppen: &HeaderMap, sleutel: &str) -> Result<Doel, Probleem> {
    let kop = |naam: HeaderName| koppen.get(naam).and_then(|waarde| waarde.to_str().ok()).unwrap_or_default();
    if !zelfde(kop(HeaderName::from_static("x-api-key")), sleutel) {
        return Err(Probleem::Sleutel);
    }
    let doelkop = |naam| {
        let waarde = kop(HeaderName::from_static(naam)).trim();
        if waarde.is_empty() { Err(Probleem::Doel) } else { Ok(waarde.to_owned()) }
    };
    let doel = Doel {
        doelbinding: doelkop("x-doelbinding")?,
        verwerking: doelkop("x-verwerking")?,
        gebruiker: doelkop("x-gebruiker")?,
        oin: doelkop("x-origin-oin")?,
    };
    if koppen.contains_key(header::ACCEPT) && !kop(header::ACCEPT).split(',').any(wil_json) {
        return Err(Probleem::Accept);
    }
    if !is_json(kop(header::CONTENT_TYPE)) {
        return Err(Probleem::ContentType);
    }
    Ok(doel)
}

/// Compares without telling by the time it takes how much was right.
fn zelfde(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |verschil, (a, b)| verschil | (a ^ b)) == 0
}

/// Whether one entry of an Accept header allows JSON.
fn wil_json(soort: &str) -> bool {
    let mut delen = soort.split(';').map(str::trim);
    let soort = delen.next().unwrap_or_default();
    let geweigerd = delen.any(|deel| matches!(deel, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
    !geweigerd
        && ["*/*", "application/*", "application/json"].iter().any(|json| soort.eq_ignore_ascii_case(json))
}

/// Whether a Content-Type is JSON in UTF-8.
fn is_json(soort: &str) -> bool {
    let mut delen = soort.split(';').map(str::trim);
    let json = delen.next().is_some_and(|soort| soort.eq_ignore_ascii_case("application/json"));
    json && delen.all(|deel| match deel.split_once('=') {
        Some((naam, waarde)) if naam.eq_ignore_ascii_case("charset") => {
            waarde.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    })
}

async fn beantwoord(staat: &Staat, verzoek: &Verzoek, doel: &Doel) -> Result<Value, BrpFout> {
    let db = &staat.register.db;
    let tabellen = staat.register.tabellen();
    let nu = (staat.klok)();
    let (mut personen, mut bsns) = (vec![], vec![]);
    for bsn in opslag::gevonden(db, &verzoek.zoek).await? {
        let Some(pl) = opslag::persoonslijst(db, &bsn).await?.filter(|pl| levert(pl, verzoek)) else {
            continue;
        };
        let anderen = anderen(&staat.register, &pl, verzoek).await?;
        let ctx = Context { tabellen: &tabellen, vandaag: vandaag_in_nederland(nu), anderen: &anderen };
        personen.push(verzoek.gevraagd.lever(&pl, antwoord::persoon(&pl, &ctx)));
        bsns.push(bsn);
    }
    // No answer without its line in the protocol.
    opslag::protocolleer(db, nu, &bsns, (verzoek.soort, &verzoek.velden), doel).await?;
    Ok(json!({"type": verzoek.soort, "personen": personen}))
}

/// Whether a list that was found is delivered. Lists that were a mistake (F) or are to be wiped (W) never are.
fn levert(pl: &Persoonslijst, verzoek: &Verzoek) -> bool {
    let gemeente = pl.een("08").and_then(|v| v.ruw("0910"));
    !matches!(pl.opschorting(), Some("F" | "W"))
        && (verzoek.met_overledenen || !pl.overleden())
        && verzoek.gemeente.as_deref().is_none_or(|gevraagd| gemeente == Some(gevraagd))
}

/// Everybody that the authority relations of this person name, when those are asked.
async fn anderen(
    register: &BrpRegister,
    pl: &Persoonslijst,
    verzoek: &Verzoek,
) -> Result<HashMap<String, Voorkomen>, BrpFout> {
    let mut anderen = HashMap::new();
    if !verzoek.gevraagd.0.contains("gezag") {
        return Ok(anderen);
    }
    for bsn in pl.alle("gezag").iter().flat_map(in_gezag).chain(pl.bsn()) {
        if !anderen.contains_key(bsn)
            && let Some(ander) = opslag::persoonscategorie(&register.db, bsn).await?
        {
            anderen.insert(bsn.to_owned(), ander);
        }
    }
    Ok(anderen)
}

#[cfg(test)]
mod tests;
