//! The paths of OGC API Features, the same below each service.

use super::PAD;
use super::collectie::{Collectie, DIENSTEN, Dienst, link};
use super::crs::Crs;
use super::vraag::Vraag;
use crate::Klok;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use serde_json::{Value, json};
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;

const JSON: &str = "application/json";
const GEOJSON: &str = "application/geo+json";

struct Staat {
    voorraad: Voorraad,
    klok: Klok,
}

/// A refusal: the status, and what the caller may know of it.
struct Fout(StatusCode, String);

/// An answer: its body, its media type, and the system of its coordinates when it has any.
struct Goed(Value, &'static str, Option<Crs>);

pub(super) fn router(voorraad: Voorraad, klok: Klok) -> Router {
    Router::new()
        .route(&format!("{PAD}/{{*rest}}"), any(beantwoord))
        .with_state(Arc::new(Staat { voorraad, klok }))
}

async fn beantwoord(
    State(staat): State<Arc<Staat>>,
    methode: Method,
    uri: Uri,
    koppen: HeaderMap,
) -> Response {
    let host = koppen.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let antwoord = match methode {
        Method::GET | Method::HEAD => zoek_op(&staat, &uri, &format!("http://{host}")).await,
        _ => Err(Fout(StatusCode::METHOD_NOT_ALLOWED, "Only GET is possible.".into())),
    };
    match antwoord {
        Ok(Goed(lichaam, soort, crs)) => {
            let mut antwoord = ([(header::CONTENT_TYPE, soort)], lichaam.to_string()).into_response();
            let crs = crs.and_then(|crs| HeaderValue::from_str(&format!("<{}>", crs.uri())).ok());
            if let Some(crs) = crs {
                antwoord.headers_mut().insert(HeaderName::from_static("content-crs"), crs);
            }
            antwoord
        }
        Err(Fout(status, detail)) => {
            let titel = status.canonical_reason().unwrap_or_default();
            let lichaam = json!({
                "title": titel, "status": status.as_u16(), "detail": detail, "timeStamp": nu(&staat),
            });
            (status, [(header::CONTENT_TYPE, "application/problem+json")], lichaam.to_string())
                .into_response()
        }
    }
}

async fn zoek_op(staat: &Staat, uri: &Uri, wortel: &str) -> Result<Goed, Fout> {
    let pad = uri.path().strip_prefix(PAD).unwrap_or_default();
    let onder = |dienst: &Dienst| {
        pad.strip_prefix(dienst.pad).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let dienst = DIENSTEN.iter().find_map(|dienst| Some((dienst, onder(dienst)?)));
    let (dienst, rest) = dienst.ok_or_else(niet_gevonden)?;
    let basis = format!("{wortel}{PAD}{}", dienst.pad);
    let stappen: Vec<&str> = rest.split('/').skip(1).filter(|stap| !stap.is_empty()).collect();
    let query = uri.query().unwrap_or_default();
    match stappen[..] {
        ["collections", id, "items"] => items(staat, &basis, collectie(dienst, id)?, query).await,
        ["collections", id, "items", feature] => {
            een(staat, &basis, collectie(dienst, id)?, feature, query).await
        }
        _ => alleen_f(query).and_then(|()| beschrijving(dienst, &basis, &stappen)),
    }
}

fn beschrijving(dienst: &Dienst, basis: &str, stappen: &[&str]) -> Result<Goed, Fout> {
    let lichaam = match stappen {
        [] => dienst.welkom(basis),
        ["api"] => {
            return Ok(Goed(dienst.openapi(basis), "application/vnd.oai.openapi+json;version=3.0", None));
        }
        ["conformance"] => Dienst::conformiteit(),
        ["collections"] => dienst.alle_collecties(basis),
        ["collections", id] => collectie(dienst, id)?.json(basis),
        _ => return Err(niet_gevonden()),
    };
    Ok(Goed(lichaam, JSON, None))
}

async fn items(staat: &Staat, basis: &str, collectie: &Collectie, query: &str) -> Result<Goed, Fout> {
    let vraag = Vraag::lees(query, collectie).map_err(|naam| foute_parameter(&naam))?;
    let alle = staat.voorraad.alle(collectie.id).await.map_err(intern)?;
    let gekozen: Vec<Value> =
        alle.into_iter().map(|(_, feature)| feature).filter(|feature| vraag.kiest(feature)).collect();
    let aantal = gekozen.len();
    let pagina = gekozen.into_iter().skip(vraag.vanaf).take(vraag.limiet);
    let pagina: Vec<Value> = pagina.map(|feature| vraag.crs.feature(feature)).collect();
    let pad = format!("{basis}/collections/{}/items", collectie.id);
    let mut links = vec![link(&met_query(&pad, query), "self", GEOJSON)];
    let volgende = vraag.vanaf.saturating_add(pagina.len());
    if volgende < aantal && !pagina.is_empty() {
        links.push(link(&met_query(&pad, &met_cursor(query, volgende)), "next", GEOJSON));
    }
    let lichaam = json!({
        "type": "FeatureCollection",
        "timeStamp": nu(staat),
        "numberMatched": aantal,
        "numberReturned": pagina.len(),
        "links": links,
        "features": pagina,
    });
    Ok(Goed(lichaam, GEOJSON, Some(vraag.crs)))
}

async fn een(staat: &Staat, basis: &str, collectie: &Collectie, id: &str, query: &str) -> Result<Goed, Fout> {
    let mut crs = Crs::Crs84;
    for (naam, waarde) in url::form_urlencoded::parse(query.as_bytes()) {
        match (naam.as_ref(), Crs::lees(&waarde)) {
            ("crs", Some(gevraagd)) => crs = gevraagd,
            ("f", _) if waarde == "json" => {}
            _ => return Err(foute_parameter(&naam)),
        }
    }
    let gevonden = staat.voorraad.haal(collectie.id, id).await.map_err(intern)?;
    let mut feature = crs.feature(gevonden.ok_or_else(niet_gevonden)?);
    let pad = format!("{basis}/collections/{}", collectie.id);
    feature["links"] =
        json!([link(&format!("{pad}/items/{id}"), "self", GEOJSON), link(&pad, "collection", JSON)]);
    Ok(Goed(feature, GEOJSON, Some(crs)))
}

fn collectie<'d>(dienst: &'d Dienst, id: &str) -> Result<&'d Collectie, Fout> {
    dienst.collectie(id).ok_or_else(niet_gevonden)
}

fn alleen_f(query: &str) -> Result<(), Fout> {
    let mut anders = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(naam, waarde)| (naam.as_ref(), waarde.as_ref()) != ("f", "json"));
    anders.next().map_or(Ok(()), |(naam, _)| Err(foute_parameter(&naam)))
}

fn met_cursor(query: &str, cursor: usize) -> String {
    let andere = url::form_urlencoded::parse(query.as_bytes()).filter(|(naam, _)| naam != "cursor");
    let mut uit = url::form_urlencoded::Serializer::new(String::new());
    uit.extend_pairs(andere).append_pair("cursor", &cursor.to_string()).finish()
}

fn met_query(pad: &str, query: &str) -> String {
    if query.is_empty() { pad.to_owned() } else { format!("{pad}?{query}") }
}

fn nu(staat: &Staat) -> String {
    (staat.klok)().format(&Rfc3339).unwrap_or_default()
}

fn niet_gevonden() -> Fout {
    Fout(StatusCode::NOT_FOUND, "There is nothing here.".into())
}

/// The name is the caller's own; the value is not repeated.
fn foute_parameter(naam: &str) -> Fout {
    Fout(StatusCode::BAD_REQUEST, format!("The parameter '{naam}' is not known, or its value is not right."))
}

fn intern(fout: VoorraadFout) -> Fout {
    tracing::error!(%fout, "the map stand-in could not answer");
    Fout(StatusCode::INTERNAL_SERVER_ERROR, "The server could not answer.".into())
}
