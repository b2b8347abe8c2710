//! The two paths of the standard.

use super::links::{bladzijde, met_links};
use super::zoekvraag::{Parameters, Zoekvraag};
use super::{OBJECTEN, PAD};
use crate::haalcentraal::{FouteParameter, Hal, Probleem, Velden, kies, onbekend, verkeerde_methode};
use crate::voorraad::Voorraad;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderName;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;

struct Staat {
    voorraad: Voorraad,
    velden: Velden,
}

pub(super) fn routes(voorraad: Voorraad, velden: Velden) -> Router {
    Router::new()
        .route(&format!("{PAD}/wozobjecten"), get(zoek).fallback(verkeerde_methode))
        .route(&format!("{PAD}/wozobjecten/{{id}}"), get(een).fallback(verkeerde_methode))
        .route(&format!("{PAD}/{{*rest}}"), get(onbekend).fallback(onbekend))
        .with_state(Arc::new(Staat { voorraad, velden }))
}

async fn zoek(
    State(staat): State<Arc<Staat>>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Probleem> {
    let vraag = Zoekvraag::lees(&parameters)?;
    let velden = velden(&staat, &parameters)?;
    let (term, waarde) = &vraag.term;
    let gevonden = staat.voorraad.zoek(OBJECTEN, term, waarde).await?;
    let begin = vraag.per_pagina.saturating_mul(vraag.pagina - 1);
    let meer = gevonden.len() > begin.saturating_add(vraag.per_pagina);
    let deze = gevonden.into_iter().skip(begin).take(vraag.per_pagina);
    let objecten = deze.map(|object| kies(met_links(object), &velden)).collect();
    let koppen = [
        (HeaderName::from_static("x-pagination-page"), vraag.pagina.to_string()),
        (HeaderName::from_static("x-pagination-limit"), vraag.per_pagina.to_string()),
    ];
    let antwoord = bladzijde(&vraag, &zoekdeel(&parameters), objecten, meer);
    Ok((koppen, Hal(antwoord)).into_response())
}

/// The question again, without its page. Values were checked: none needs to be escaped.
fn zoekdeel(parameters: &Parameters) -> String {
    let delen = parameters.iter().filter(|(naam, _)| !["page", "pageSize"].contains(&naam.as_str()));
    delen.map(|(naam, waarde)| format!("{naam}={waarde}")).collect::<Vec<_>>().join("&")
}

async fn een(
    State(staat): State<Arc<Staat>>,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Probleem> {
    let onbekend = parameters.keys().filter(|naam| *naam != "fields");
    let mut fouten: Vec<FouteParameter> = onbekend
        .map(|naam| FouteParameter::nieuw(naam, "unknownParam", "Parameter is niet verwacht."))
        .collect();
    if id.len() != 12 || !id.bytes().all(|teken| teken.is_ascii_digit()) {
        let reden = "Waarde voldoet niet aan patroon ^[0-9]{12}$.";
        fouten.push(FouteParameter::nieuw("identificatie", "pattern", reden));
    }
    if !fouten.is_empty() {
        return Err(Probleem::Parameters(fouten));
    }
    let velden = velden(&staat, &parameters)?;
    let object = staat.voorraad.haal(OBJECTEN, &id).await?.ok_or(Probleem::NietGevonden)?;
    Ok(Hal(kies(met_links(object), &velden)).into_response())
}

fn velden(staat: &Staat, parameters: &Parameters) -> Result<Vec<String>, Probleem> {
    let velden = staat.velden.gevraagd(OBJECTEN, parameters.get("fields").map(String::as_str));
    velden.map_err(|fout| Probleem::Parameters(vec![fout]))
}
