use super::*;
use crate::Klok;
use crate::haalcentraal::toets::{Antwoord, SLEUTEL, Standaard, haal, stuur, verzoek};
use crate::testhulp::Map as Folder;
use axum::body::Body;
use axum::http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use time::macros::datetime;

const SPECIFICATIE: &str = "woz/woz-bevragen-openapi-1.0.0.yaml";
const TURFMARKT: &str = "adresseerbaarObjectIdentificatie=0518010000990101";

async fn voorraad(map: &Folder) -> Voorraad {
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    Voorraad::open(&map.pad().join("woz.db"), klok).await.unwrap()
}

async fn woz(map: &Folder) -> Router {
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    router(Omgeving { voorraad: voorraad(map).await, brp: None, klok, api_sleutel: SLEUTEL.into() })
        .await
        .unwrap()
}

async fn zoek(router: &Router, vraag: &str) -> Antwoord {
    haal(router, &format!("{PAD}/wozobjecten?{vraag}")).await
}

fn ids(antwoord: &Antwoord) -> Vec<&str> {
    assert_eq!(antwoord.status, StatusCode::OK);
    let objecten = antwoord.inhoud["_embedded"][OBJECTEN].as_array().unwrap();
    objecten.iter().map(|object| object["identificatie"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn finds_objects_in_every_way_of_the_standard() {
    let map = Folder::nieuw();
    let router = woz(&map).await;
    for (vraag, verwacht) in [
        (TURFMARKT, vec!["051800990101"]),
        ("nummeraanduidingIdentificatie=0518200000990101", vec!["051800990101"]),
        ("rsin=857000026", vec!["059900990202"]),
        ("kvkNummer=90009101", vec!["059900990202"]),
        ("postcode=3037BK&huisnummer=211", vec!["059900990202"]),
        ("postcode=3037BK&huisnummer=211&huisletter=b", vec!["059900990202"]),
        ("postcode=3511LK&huisnummer=21&huisnummertoevoeging=BIS", vec!["034400990607"]),
        ("postcode=3037BK&huisnummer=211&huisletter=c", vec![]),
        ("adresseerbaarObjectIdentificatie=0518010000000000", vec![]),
    ] {
        assert_eq!(ids(&zoek(&router, vraag).await), verwacht, "{vraag}");
    }
}

#[tokio::test]
async fn gives_pages_and_the_fields_that_were_asked() {
    let map = Folder::nieuw();
    let router = woz(&map).await;
    let voorraad = voorraad(&map).await;
    for nummer in 0..3 {
        let id = format!("19990000000{nummer}");
        let term = ("rsin", "857999999");
        voorraad.zet(OBJECTEN, &id, &json!({"identificatie": id}), &[term]).await.unwrap();
    }
    let eerste = zoek(&router, "rsin=857999999&pageSize=2&fields=identificatie").await;
    assert_eq!(ids(&eerste), ["199900000000", "199900000001"]);
    assert_eq!(eerste.koppen["x-pagination-page"], "1");
    assert_eq!(eerste.koppen["x-pagination-limit"], "2");
    let volgende = eerste.inhoud["_links"]["next"]["href"].as_str().unwrap();
    let tweede = haal(&router, volgende).await;
    assert_eq!(ids(&tweede), ["199900000002"]);
    assert!(tweede.inhoud["_links"].get("next").is_none());
    assert!(tweede.inhoud["_links"]["previous"]["href"].is_string());

    let een = haal(&router, &format!("{PAD}/wozobjecten/051800990101?fields=grondoppervlakte")).await;
    let namen: Vec<&String> = een.inhoud.as_object().unwrap().keys().collect();
    assert_eq!(namen, ["_links", "grondoppervlakte"]);
}

#[tokio::test]
async fn every_answer_is_as_the_standard_says() {
    let Some(standaard) = Standaard::lees(SPECIFICATIE) else { return };
    let map = Folder::nieuw();
    let router = woz(&map).await;
    for (id, object) in voorraad(&map).await.alle(OBJECTEN).await.unwrap() {
        let een = haal(&router, &format!("{PAD}/wozobjecten/{id}")).await;
        assert_eq!(een.soort, "application/hal+json");
        assert_eq!(een.koppen["api-version"], "1.0.0");
        standaard.toets("WozObjectHal", &een.inhoud);
        assert!(!een.inhoud["_links"].to_string().contains("burgerservicenummer"));
        let ao = object["adresseerbaarObjectIdentificaties"][0].as_str().unwrap();
        let gevonden = zoek(&router, &format!("adresseerbaarObjectIdentificatie={ao}")).await;
        standaard.toets("WozObjectHalCollectie", &gevonden.inhoud);
        assert_eq!(gevonden.inhoud["_embedded"][OBJECTEN][0], een.inhoud);
    }
}

#[tokio::test]
async fn refuses_as_the_standard_says() {
    let standaard = Standaard::lees(SPECIFICATIE);
    let map = Folder::nieuw();
    let router = woz(&map).await;
    let toets = |antwoord: Antwoord, status: u16, code: &str| {
        assert_eq!((antwoord.status.as_u16(), &antwoord.inhoud["code"]), (status, &json!(code)));
        assert_eq!(antwoord.soort, "application/problem+json");
        if let Some(standaard) = &standaard {
            let schema = if status == 400 { "BadRequestFoutbericht" } else { "Foutbericht" };
            standaard.toets(schema, &antwoord.inhoud);
        }
        antwoord.inhoud
    };
    for (vraag, naam, code) in [
        ("adresseerbaarObjectIdentificatie=1", "adresseerbaarObjectIdentificatie", "pattern"),
        ("burgerservicenummer=999920108", "burgerservicenummer", "unknownParam"),
        ("postcode=0511LK&huisnummer=21", "postcode", "pattern"),
        ("postcode=3511LK&huisnummer=nul", "huisnummer", "integer"),
        ("postcode=3511LK&huisnummer=0", "huisnummer", "minimum"),
        ("rsin=857000026&pageSize=101", "pageSize", "maximum"),
        ("rsin=857000026&fields=eigenaar", "fields", "fields"),
    ] {
        let fout = toets(zoek(&router, vraag).await, 400, "paramsValidation");
        assert_eq!(
            (&fout["invalidParams"][0]["name"], &fout["invalidParams"][0]["code"]),
            (&json!(naam), &json!(code))
        );
    }
    toets(zoek(&router, "").await, 400, "paramsRequired");
    toets(zoek(&router, "pageSize=5").await, 400, "paramsRequired");
    toets(zoek(&router, &format!("rsin=857000026&{TURFMARKT}")).await, 400, "unsupportedCombi");
    toets(zoek(&router, "postcode=3511LK").await, 400, "paramsCombination");
    for (pad, status, code) in [
        ("/wozobjecten/000000000000", 404, "notFound"),
        ("/wozobjecten/1", 400, "paramsValidation"),
        ("/wozobjecten/051800990101/waarden", 404, "notFound"),
    ] {
        toets(haal(&router, &format!("{PAD}{pad}")).await, status, code);
    }
    for (kop, waarde, status, code) in
        [("x-api-key", "een andere", 401, "authentication"), ("accept", "text/html", 406, "notAcceptable")]
    {
        let pad = format!("{PAD}/wozobjecten?{TURFMARKT}");
        let mut verzoek = verzoek(&pad).body(Body::empty()).unwrap();
        verzoek.headers_mut().insert(kop, waarde.parse().unwrap());
        toets(stuur(&router, verzoek).await, status, code);
    }
}

/// What the standard says of `indicatieBezwaarBeroep`.
#[tokio::test]
async fn the_demo_says_where_an_objection_is_pending() {
    let map = Folder::nieuw();
    drop(woz(&map).await);
    let lopend =
        ["bezwaar_ingediend", "beroep_aangetekend", "hoger_beroep_aangetekend", "cassatie_ingesteld"];
    for (id, object) in voorraad(&map).await.alle(OBJECTEN).await.unwrap() {
        let waarden = object["waarden"].as_array().unwrap();
        assert_eq!(waarden.len(), 5, "{id}");
        for waarde in waarden {
            let statussen = waarde["beschikkingsStatussen"].as_array().unwrap();
            let loopt = statussen.iter().any(|status| lopend.contains(&status.as_str().unwrap()));
            assert_eq!(waarde["indicatieBezwaarBeroep"], loopt, "{id}");
        }
    }
}

#[test]
fn the_fields_are_those_of_the_standard() {
    let Some(standaard) = Standaard::lees(SPECIFICATIE) else { return };
    let velden: BTreeMap<String, Vec<String>> = serde_json::from_str(VELDEN).unwrap();
    assert_eq!(velden[OBJECTEN], standaard.velden("WozObject"));
}
