//! The paths of the BAG.

use super::onderzoek::met_merken;
use super::probleem::{Fout, Parameterfout};
use super::zoeken::{self, Zoekvraag};
use super::{ADRES, PAD, PAND, VERBLIJFSOBJECT};
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};
use serde_json::{Value, json};
use std::sync::Arc;

/// On every answer, the refusals too.
pub(super) const API_VERSIE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("api-version"), HeaderValue::from_static("2.0.0"));
const CRS: &str = "epsg:28992";
/// Members of an address, and marks of investigation on them, that only the extended one has.
const UITGEBREID: [&str; 9] = [
    "typeAdresseerbaarObject",
    "adresseerbaarObjectGeometrie",
    "adresseerbaarObjectStatus",
    "adresseerbaarObjectheeftAlsHoofdadres",
    "adresseerbaarObjectheeftAlsNevenadres",
    "gebruiksdoelen",
    "maaktDeelUitVan",
    "oppervlakte",
    "oorspronkelijkBouwjaar",
];

/// The same of what was established on the spot.
const GECONSTATEERD_UITGEBREID: [&str; 2] = ["verblijfsobject", "pand"];

pub(super) struct Staat {
    pub(super) voorraad: Voorraad,
    sleutel: String,
}

type Gedeeld = State<Arc<Staat>>;

pub(super) fn router(voorraad: Voorraad, sleutel: String) -> Router {
    let staat = Arc::new(Staat { voorraad, sleutel });
    let alleen_get =
        |route: MethodRouter<Arc<Staat>>| route.fallback(async |uri: Uri| Fout::Methode.antwoord(&uri));
    Router::new()
        .route(&format!("{PAD}/adressenuitgebreid/{{id}}"), alleen_get(get(adres_uitgebreid)))
        .route(&format!("{PAD}/adressen"), alleen_get(get(adressen)))
        .route(&format!("{PAD}/adressen/{{id}}"), alleen_get(get(adres)))
        .route(&format!("{PAD}/panden/{{id}}"), alleen_get(get(pand)))
        .route(&format!("{PAD}/adresseerbareobjecten/{{id}}"), alleen_get(get(object)))
        .route(&format!("{PAD}/{{*rest}}"), any(async |uri: Uri| Fout::NietGevonden.antwoord(&uri)))
        .with_state(staat)
}

async fn adres_uitgebreid(
    State(staat): Gedeeld,
    Path(id): Path<String>,
    uri: Uri,
    koppen: HeaderMap,
) -> Response {
    let antwoord = async {
        toegang(&staat, &uri, &koppen, true)?;
        let mut stuk = haal(&staat, ADRES, &id, "nummeraanduidingIdentificatie", &["20"]).await?;
        stuk["_links"] = links(&koppen, "adressenuitgebreid", &stuk);
        Ok(stuk)
    };
    verpak(&uri, antwoord.await)
}

async fn adres(State(staat): Gedeeld, Path(id): Path<String>, uri: Uri, koppen: HeaderMap) -> Response {
    let antwoord = async {
        toegang(&staat, &uri, &koppen, false)?;
        let stuk = haal(&staat, ADRES, &id, "nummeraanduidingIdentificatie", &["20"]).await?;
        Ok(kort(stuk, &koppen))
    };
    verpak(&uri, antwoord.await)
}

async fn adressen(State(staat): Gedeeld, uri: Uri, koppen: HeaderMap) -> Response {
    let (lichaam, vraag) = match gevonden(&staat, &uri, &koppen).await {
        Ok(gevonden) => gevonden,
        Err(fout) => return fout.antwoord(&uri),
    };
    let mut antwoord = verpak(&uri, Ok(lichaam));
    for (naam, getal) in [("x-pagination-page", vraag.pagina), ("x-pagination-limit", vraag.per_pagina)] {
        antwoord.headers_mut().insert(naam, HeaderValue::from(getal));
    }
    antwoord
}

async fn gevonden(staat: &Staat, uri: &Uri, koppen: &HeaderMap) -> Result<(Value, Zoekvraag), Fout> {
    toegang(staat, &Uri::from_static("/"), koppen, false)?;
    let vraag = zoeken::lees(uri.query().unwrap_or_default())?;
    let gevonden = zoeken::zoek(&staat.voorraad, &vraag).await.map_err(intern)?;
    let pagina = gevonden.into_iter().skip(vraag.overslaan()).take(vraag.per_pagina);
    let pagina: Vec<Value> = pagina.map(|stuk| kort(stuk, koppen)).collect();
    let zelf = adres_van(koppen, &uri.to_string());
    Ok((json!({"_embedded": {"adressen": pagina}, "_links": {"self": {"href": zelf}}}), vraag))
}

async fn pand(State(staat): Gedeeld, Path(id): Path<String>, uri: Uri, koppen: HeaderMap) -> Response {
    let antwoord = async {
        toegang(&staat, &uri, &koppen, true)?;
        let mut stuk = haal(&staat, PAND, &id, "identificatie", &["10"]).await?;
        stuk["_links"] = json!({"self": link(&koppen, "panden", &id)});
        Ok(stuk)
    };
    verpak(&uri, antwoord.await)
}

async fn object(State(staat): Gedeeld, Path(id): Path<String>, uri: Uri, koppen: HeaderMap) -> Response {
    let antwoord = async {
        toegang(&staat, &uri, &koppen, true)?;
        let naam = "adresseerbaarObjectIdentificatie";
        let mut stuk = haal(&staat, VERBLIJFSOBJECT, &id, naam, &["01", "02", "03"]).await?;
        let object = &stuk["verblijfsobject"];
        let panden = object["maaktDeelUitVan"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let panden: Vec<Value> = panden.map(|id| link(&koppen, "panden", id)).collect();
        let hoofdadres = object["heeftAlsHoofdAdres"].as_str().unwrap_or_default();
        let zelf = link(&koppen, "adresseerbareobjecten", &id);
        let links = json!({
            "self": zelf,
            "heeftAlsHoofdAdres": link(&koppen, "nummeraanduidingen", hoofdadres),
            "maaktDeelUitVan": panden,
        });
        stuk["_links"] = links;
        Ok(json!({"verblijfsobject": stuk, "_links": {"self": zelf}}))
    };
    verpak(&uri, antwoord.await)
}

/// The document with an id of the right form.
async fn haal(staat: &Staat, soort: &str, id: &str, naam: &str, codes: &[&str]) -> Result<Value, Fout> {
    zoeken::is_id(naam, id, codes).map_err(|fout| Fout::Parameters(vec![fout]))?;
    let stuk = staat.voorraad.haal(soort, id).await.map_err(intern)?.ok_or(Fout::NietGevonden)?;
    gemerkt(&staat.voorraad, soort, id, stuk).await.map_err(intern)
}

/// A document with what is in onderzoek of it.
pub(super) async fn gemerkt(
    voorraad: &Voorraad,
    soort: &str,
    id: &str,
    stuk: Value,
) -> Result<Value, VoorraadFout> {
    Ok(match voorraad.onderzoek(soort, id).await? {
        Some(onderzoek) => met_merken(soort, stuk, &onderzoek),
        None => stuk,
    })
}

/// The key, the media type and, when the answer has geometry, the coordinate system. `uri` may have no parameters.
fn toegang(staat: &Staat, uri: &Uri, koppen: &HeaderMap, geometrie: bool) -> Result<(), Fout> {
    let kop = |naam: &str| koppen.get(naam).map(|waarde| waarde.to_str().unwrap_or_default());
    if kop("x-api-key") != Some(staat.sleutel.as_str()) {
        return Err(Fout::Sleutel);
    }
    let past = |soort: &str| {
        let soort = soort.split(';').next().unwrap_or_default().trim();
        ["*/*", "application/*", "application/hal+json", "application/json"].contains(&soort)
    };
    if kop("accept").is_some_and(|soorten| !soorten.split(',').any(past)) {
        return Err(Fout::Accept);
    }
    match kop("accept-crs") {
        Some(crs) if !crs.eq_ignore_ascii_case(CRS) => return Err(Fout::AnderCrs),
        None if geometrie => return Err(Fout::GeenCrs),
        _ => {}
    }
    let onverwacht = zoeken::parameters(uri.query().unwrap_or_default());
    let fouten: Vec<Parameterfout> = onverwacht.map(|(naam, _)| zoeken::onverwacht(naam)).collect();
    if fouten.is_empty() { Ok(()) } else { Err(Fout::Parameters(fouten)) }
}

/// The plain address, from the extended one.
fn kort(mut stuk: Value, koppen: &HeaderMap) -> Value {
    stuk["_links"] = links(koppen, "adressen", &stuk);
    let Some(leden) = stuk.as_object_mut() else { return stuk };
    leden.retain(|naam, _| !UITGEBREID.contains(&naam.as_str()));
    if let Some(vlaggen) = leden.get_mut("inonderzoek").and_then(Value::as_object_mut) {
        vlaggen.retain(|naam, _| !UITGEBREID.contains(&naam.as_str()));
        if vlaggen.keys().all(|naam| naam == "toelichting") {
            leden.remove("inonderzoek");
        }
    }
    if let Some(vlaggen) = leden.get_mut("geconstateerd").and_then(Value::as_object_mut) {
        vlaggen.retain(|naam, _| !GECONSTATEERD_UITGEBREID.contains(&naam.as_str()));
    }
    stuk
}

fn links(koppen: &HeaderMap, zelf: &str, stuk: &Value) -> Value {
    let id = |lid: &str| stuk[lid].as_str().unwrap_or_default();
    let nummeraanduiding = id("nummeraanduidingIdentificatie");
    let panden = stuk["pandIdentificaties"].as_array().into_iter().flatten().filter_map(Value::as_str);
    json!({
        "self": link(koppen, zelf, nummeraanduiding),
        "openbareRuimte": link(koppen, "openbareruimten", id("openbareRuimteIdentificatie")),
        "nummeraanduiding": link(koppen, "nummeraanduidingen", nummeraanduiding),
        "woonplaats": link(koppen, "woonplaatsen", id("woonplaatsIdentificatie")),
        "adresseerbaarObject":
            link(koppen, "adresseerbareobjecten", id("adresseerbaarObjectIdentificatie")),
        "panden": panden.map(|id| link(koppen, "panden", id)).collect::<Vec<_>>(),
    })
}

fn link(koppen: &HeaderMap, soort: &str, id: &str) -> Value {
    json!({"href": adres_van(koppen, &format!("{PAD}/{soort}/{id}"))})
}

fn adres_van(koppen: &HeaderMap, pad: &str) -> String {
    let host = koppen.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}{pad}")
}

fn intern(fout: VoorraadFout) -> Fout {
    tracing::error!(%fout, "the BAG stand-in could not answer");
    Fout::Intern
}

fn verpak(uri: &Uri, antwoord: Result<Value, Fout>) -> Response {
    match antwoord {
        Err(fout) => fout.antwoord(uri),
        Ok(lichaam) => {
            let soort = HeaderValue::from_static("application/hal+json");
            ([(header::CONTENT_TYPE, soort), (API_VERSIE.0, API_VERSIE.1)], lichaam.to_string())
                .into_response()
        }
    }
}
