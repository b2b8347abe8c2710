//! The stand-in over HTTP, held against what OGC API Features demands.

use super::*;
use crate::Klok;
use crate::testhulp::Map;
use crate::voorraad::Voorraad;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use time::macros::datetime;
use tower::ServiceExt as _;

const PANDEN: &str = "/kadaster/bag/ogc/v2/collections/pand/items";
const PERCELEN: &str = "/kadaster/brk-kadastrale-kaart/ogc/v1/collections/perceel/items";
const BGT: &str = "/lv/bgt/ogc/v1";
const CRS_RD: &str = "crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F28992";

async fn standin(map: &Map) -> Router {
    let klok: Klok = Arc::new(|| datetime!(2026-03-01 12:00 UTC));
    let voorraad = Voorraad::open(&map.pad().join("kaart.db"), klok.clone()).await.unwrap();
    router(Omgeving { voorraad, brp: None, klok, api_sleutel: "sleutel".into() }).await.unwrap()
}

async fn stuur(router: &Router, methode: &str, pad: &str) -> (StatusCode, HeaderMap, Value) {
    let verzoek =
        Request::builder().method(methode).uri(format!("{PAD}{pad}")).header("host", "kaart.voorbeeld");
    let antwoord = router.clone().oneshot(verzoek.body(Body::empty()).unwrap()).await.unwrap();
    let (delen, lichaam) = antwoord.into_parts();
    let lichaam = axum::body::to_bytes(lichaam, usize::MAX).await.unwrap();
    (delen.status, delen.headers, serde_json::from_slice(&lichaam).unwrap())
}

async fn goed(router: &Router, pad: &str) -> Value {
    let (status, koppen, lichaam) = stuur(router, "GET", pad).await;
    assert_eq!(status, StatusCode::OK, "{pad}: {lichaam}");
    if pad.contains("/items") {
        assert_eq!(koppen["content-type"], "application/geo+json");
    }
    lichaam
}

fn href<'a>(lichaam: &'a Value, rel: &str) -> Option<&'a str> {
    let links = lichaam["links"].as_array()?;
    let link = links.iter().find(|link| link["rel"] == rel)?["href"].as_str()?;
    link.strip_prefix("http://kaart.voorbeeld")?.strip_prefix(PAD)
}

fn ring(feature: &Value) -> Vec<[f64; 2]> {
    serde_json::from_value(feature["geometry"]["coordinates"][0].clone()).unwrap()
}

#[tokio::test]
async fn every_page_of_the_standard_is_found_from_the_landing_page() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    for dienst in ["/kadaster/bag/ogc/v2", "/kadaster/brk-kadastrale-kaart/ogc/v1", BGT] {
        let welkom = goed(&router, dienst).await;
        let openapi = goed(&router, href(&welkom, "service-desc").unwrap()).await;
        assert_eq!(openapi["openapi"], "3.0.3");
        let conformiteit = goed(&router, href(&welkom, "conformance").unwrap()).await;
        assert!(conformiteit["conformsTo"].as_array().unwrap().len() > 2);
        let collecties = goed(&router, href(&welkom, "data").unwrap()).await;
        for collectie in collecties["collections"].as_array().unwrap() {
            let zelf = href(collectie, "self").unwrap();
            assert_eq!(goed(&router, zelf).await, *collectie);
            assert!(openapi["paths"].get(zelf.strip_prefix(dienst).unwrap()).is_some());
            let items = goed(&router, &format!("{}?limit=1", href(collectie, "items").unwrap())).await;
            assert_eq!((&items["type"], &items["numberReturned"]), (&json!("FeatureCollection"), &json!(1)));
            assert_eq!(items["timeStamp"], "2026-03-01T12:00:00Z");
            let id = items["features"][0]["id"].as_str().unwrap();
            let een = goed(&router, &format!("{}/{id}", href(collectie, "items").unwrap())).await;
            assert_eq!(een["geometry"], items["features"][0]["geometry"]);
        }
    }
}

#[tokio::test]
async fn draws_every_building_of_the_bag_on_its_own_plot() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    for pand in crate::bag::panden().unwrap() {
        let gevonden = goed(&router, &format!("{PANDEN}?identificatie={}&{CRS_RD}", pand.id)).await;
        assert_eq!(gevonden["numberMatched"], 1, "{}", pand.id);
        assert_eq!(ring(&gevonden["features"][0]), pand.ring());
        let [x, y] = pand.plaats.midden;
        let bbox = format!("bbox={x},{y},{x},{y}&{}", CRS_RD.replacen("crs", "bbox-crs", 1));
        let percelen = goed(&router, &format!("{PERCELEN}?{bbox}")).await;
        assert_eq!(percelen["numberMatched"], 1, "{}", pand.id);
        let ruim = format!(
            "bbox={},{},{},{}&{}",
            x - 40.0,
            y - 40.0,
            x + 40.0,
            y + 40.0,
            CRS_RD.replacen("crs", "bbox-crs", 1)
        );
        let wegen = goed(&router, &format!("{BGT}/collections/wegdeel/items?{ruim}")).await;
        assert!(wegen["numberMatched"].as_u64().unwrap() >= 2);
    }
}

#[tokio::test]
async fn answers_in_the_system_that_is_asked() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let pad = format!("{PANDEN}?identificatie=0014100000990708");
    let (_, koppen, zonder) = stuur(&router, "GET", &pad).await;
    assert_eq!(koppen["content-crs"], "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
    let [lengte, breedte] = ring(&zonder["features"][0])[0];
    assert!((lengte - 6.567).abs() < 0.01 && (breedte - 53.223).abs() < 0.01, "{lengte} {breedte}");
    let (_, koppen, _) = stuur(&router, "GET", &format!("{pad}&{CRS_RD}")).await;
    assert_eq!(koppen["content-crs"], "<http://www.opengis.net/def/crs/EPSG/0/28992>");
    let bbox =
        format!("bbox={},{},{},{}", lengte - 0.0001, breedte - 0.0001, lengte + 0.0001, breedte + 0.0001);
    assert!(goed(&router, &format!("{PANDEN}?{bbox}")).await["numberMatched"].as_u64().unwrap() >= 1);
}

#[tokio::test]
async fn next_links_lead_to_every_feature_once() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let (mut pad, mut ids) = (format!("{PANDEN}?limit=7&{CRS_RD}"), Vec::new());
    let matched = loop {
        let pagina = goed(&router, &pad).await;
        let features = pagina["features"].as_array().unwrap();
        assert_eq!(pagina["numberReturned"], features.len());
        ids.extend(features.iter().map(|feature| feature["id"].to_string()));
        match href(&pagina, "next") {
            Some(volgende) => pad = volgende.to_owned(),
            None => break pagina["numberMatched"].clone(),
        }
    };
    assert_eq!(matched, ids.len());
    assert!(ids.len() > 14);
    ids.dedup();
    assert_eq!(matched, ids.len());
}

#[tokio::test]
async fn refuses_what_the_standard_wants_refused() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    for (pad, status) in [
        (format!("{PANDEN}?limit=0"), 400),
        (format!("{PANDEN}?limit=veel"), 400),
        (format!("{PANDEN}?bbox=1,2,3"), 400),
        (format!("{PANDEN}?bbox=3,2,1,4"), 400),
        (format!("{PANDEN}?crs=http://www.opengis.net/def/crs/EPSG/0/4326"), 400),
        (format!("{PANDEN}?kleur=rood"), 400),
        (format!("{PANDEN}?f=html"), 400),
        (format!("{BGT}/collections?kleur=rood"), 400),
        (format!("{BGT}/collections/wegdeel/items?identificatie=1"), 400),
        (format!("{PANDEN}/pand.weg"), 404),
        (format!("{BGT}/collections/spoor/items"), 404),
        (format!("{BGT}/collections/pand"), 404),
        (format!("{BGT}x"), 404),
        ("/weg".to_owned(), 404),
    ] {
        let (gekregen, koppen, lichaam) = stuur(&router, "GET", &pad).await;
        assert_eq!((gekregen.as_u16(), &lichaam["status"]), (status, &json!(status)), "{pad}");
        assert_eq!(koppen["content-type"], "application/problem+json");
    }
    assert_eq!(stuur(&router, "POST", PANDEN).await.0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(goed(&router, &format!("{PANDEN}?limit=100000")).await["links"].as_array().unwrap().len(), 1);
}
