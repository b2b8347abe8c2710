//! The stand-in over HTTP, held against the standard's own description where that is at hand.

use super::*;
use crate::Klok;
use crate::personen::demopersonen;
use crate::testhulp::Map;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use time::macros::datetime;
use tower::ServiceExt as _;

const KOPPEN: [(&str, &str); 3] =
    [("x-api-key", "sleutel"), ("accept", "application/hal+json"), ("accept-crs", "epsg:28992")];

async fn standin(map: &Map) -> Router {
    let klok: Klok = Arc::new(|| datetime!(2026-03-01 12:00 UTC));
    let voorraad = Voorraad::open(&map.pad().join("bag.db"), klok.clone()).await.unwrap();
    router(Omgeving { voorraad, brp: None, klok, api_sleutel: "sleutel".into() }).await.unwrap()
}

async fn stuur(
    router: &Router,
    methode: &str,
    pad: &str,
    koppen: &[(&str, &str)],
) -> (StatusCode, HeaderMap, Value) {
    let verzoek =
        Request::builder().method(methode).uri(format!("{PAD}{pad}")).header("host", "bag.voorbeeld");
    let verzoek = koppen.iter().fold(verzoek, |verzoek, (naam, waarde)| verzoek.header(*naam, *waarde));
    let antwoord = router.clone().oneshot(verzoek.body(Body::empty()).unwrap()).await.unwrap();
    let (delen, lichaam) = antwoord.into_parts();
    let lichaam = axum::body::to_bytes(lichaam, usize::MAX).await.unwrap();
    (delen.status, delen.headers, serde_json::from_slice(&lichaam).unwrap())
}

async fn vraag(router: &Router, pad: &str) -> (StatusCode, Value) {
    let (status, koppen, lichaam) = stuur(router, "GET", pad, &KOPPEN).await;
    assert_eq!(koppen["api-version"], "2.0.0");
    let soort = if status.is_success() { "application/hal+json" } else { "application/problem+json" };
    assert_eq!(koppen["content-type"], soort);
    (status, lichaam)
}

/// Checks against a schema of the specification, when that is at hand.
struct Standaard(Option<Value>);

impl Standaard {
    fn lees() -> Self {
        let bestand = "bag-individuele-bevragingen-openapi-2.0.0_archief.yaml";
        let pad = format!("{}/../../shared/registers/bag/{bestand}", env!("CARGO_MANIFEST_DIR"));
        let Ok(tekst) = std::fs::read(pad) else {
            eprintln!("skipped: {bestand} is not here");
            return Self(None);
        };
        // Three bytes of it are no UTF-8, in a description.
        let mut specificatie: Value = serde_saphyr::from_str(&String::from_utf8_lossy(&tekst)).unwrap();
        // `Adres` demands a member `kortNaam` that it does not define: it means `korteNaam`.
        let verplicht = specificatie.pointer_mut("/components/schemas/Adres/required").unwrap();
        for lid in verplicht.as_array_mut().unwrap().iter_mut().filter(|lid| **lid == "kortNaam") {
            *lid = json!("korteNaam");
        }
        Self(Some(specificatie))
    }

    fn keur(&self, schema: &str, lichaam: &Value) {
        let Some(specificatie) = &self.0 else { return };
        let schema = json!({
            "$ref": format!("#/components/schemas/{schema}"), "components": specificatie["components"],
        });
        let fouten: Vec<String> = jsonschema::validator_for(&schema)
            .unwrap()
            .iter_errors(lichaam)
            .map(|fout| fout.to_string())
            .collect();
        assert_eq!(fouten, Vec::<String>::new(), "{lichaam}");
    }
}

#[tokio::test]
async fn every_answer_is_as_the_standard_says() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let standaard = Standaard::lees();
    for adres in demo::lees().unwrap().adres {
        let (nummer, object, pand) = (adres.id("20"), adres.id("01"), adres.id("10"));
        let (status, uitgebreid) = vraag(&router, &format!("/adressenuitgebreid/{nummer}")).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(uitgebreid["nummeraanduidingIdentificatie"], *nummer);
        standaard.keur("AdresUitgebreidHal", &uitgebreid);
        let (_, kort) = vraag(&router, &format!("/adressen/{nummer}")).await;
        assert_eq!((&kort["oppervlakte"], &kort["inonderzoek"]), (&Value::Null, &Value::Null));
        standaard.keur("AdresIOHal", &kort);
        let (_, antwoord) = vraag(&router, &format!("/adresseerbareobjecten/{object}")).await;
        assert_eq!(antwoord["verblijfsobject"]["verblijfsobject"]["maaktDeelUitVan"], json!([pand]));
        standaard.keur("AdresseerbaarObjectIOHal", &antwoord);
        let (_, antwoord) = vraag(&router, &format!("/panden/{pand}")).await;
        assert_eq!(antwoord["pand"]["identificatie"], *pand);
        standaard.keur("PandIOHal", &antwoord);
        let (_, antwoord) = vraag(&router, &format!("/adressen?pandIdentificatie={pand}")).await;
        assert_eq!(antwoord["_embedded"]["adressen"][0]["huisnummer"], uitgebreid["huisnummer"]);
        standaard.keur("AdresIOHalCollection", &antwoord);
    }
}

#[tokio::test]
async fn has_every_address_of_the_demo_persons_as_the_brp_has_it() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let personen = demopersonen();
    let gegevens = personen.iter().flat_map(|persoon| persoon.verwanten.iter().chain([&persoon.gegevens]));
    let mut aantal = 0;
    for brp in gegevens.map(|gegevens| &gegevens["verblijfplaats"]) {
        let Some(nummer) = brp["nummeraanduidingIdentificatie"].as_str() else { continue };
        let (_, bag) = vraag(&router, &format!("/adressenuitgebreid/{nummer}")).await;
        let tekst = |lid: &str| bag[lid].as_str().unwrap_or_default().to_owned();
        assert_eq!(tekst("openbareRuimteNaam"), brp["straat"]);
        assert_eq!(bag["huisnummer"].to_string(), brp["huisnummer"].as_str().unwrap());
        for lid in ["postcode", "huisletter", "huisnummertoevoeging", "adresseerbaarObjectIdentificatie"] {
            assert_eq!(bag[lid], brp[lid], "{nummer} {lid}");
        }
        assert_eq!(tekst("woonplaatsNaam"), brp["woonplaats"]);
        aantal += 1;
    }
    assert!(aantal > 10, "{aantal}");
}

#[tokio::test]
async fn says_what_is_under_investigation() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let (_, adres) = vraag(&router, "/adressenuitgebreid/0344200000990405").await;
    assert_eq!(
        (&adres["inonderzoek"]["oppervlakte"], &adres["inonderzoek"]["postcode"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(adres["inonderzoek"]["toelichting"].as_array().unwrap().len(), 2);
    let (_, object) = vraag(&router, "/adresseerbareobjecten/0344010000990405").await;
    let kenmerken: Vec<&Value> = object["verblijfsobject"]["inonderzoek"]
        .as_array()
        .unwrap()
        .iter()
        .map(|regel| &regel["kenmerk"])
        .collect();
    assert_eq!(kenmerken, ["gebruiksdoel", "oppervlakte"]);
    let (_, pand) = vraag(&router, "/panden/0344100000990607").await;
    assert_eq!(pand["inonderzoek"][0]["kenmerk"], "oorspronkelijk bouwjaar");
}

#[tokio::test]
async fn finds_addresses_by_postcode_and_house_number() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let aantal = async |vraag_: &str| {
        let (status, antwoord) = vraag(&router, &format!("/adressen?{vraag_}")).await;
        assert_eq!(status, StatusCode::OK, "{antwoord}");
        antwoord["_embedded"]["adressen"].as_array().unwrap().len()
    };
    assert_eq!(aantal("postcode=9712hd&huisnummer=57").await, 1);
    assert_eq!(
        aantal("postcode=9712HD&huisnummer=57&huisletter=a&huisnummertoevoeging=12&exacteMatch=true").await,
        1
    );
    assert_eq!(aantal("postcode=9712HD&huisnummer=57&exacteMatch=true").await, 0);
    assert_eq!(aantal("postcode=9712HD&huisnummer=57&huisletter=B").await, 0);
    assert_eq!(aantal("postcode=9712HD&huisnummer=58").await, 0);
    assert_eq!(aantal("adresseerbaarObjectIdentificatie=0014010000990708").await, 1);
    assert_eq!(aantal("adresseerbaarObjectIdentificatie=0014010000990708&page=2").await, 0);
}

#[tokio::test]
async fn refuses_with_the_codes_of_its_own_table() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let standaard = Standaard::lees();
    for (pad, status, code) in [
        ("/adressenuitgebreid/0518200000000001", 404, "notFound"),
        ("/adressenuitgebreid/0518100000990101", 400, "paramsValidation"),
        ("/adressenuitgebreid/0518200000990101?kleur=rood", 400, "paramsValidation"),
        ("/panden/12", 400, "paramsValidation"),
        ("/panden/12345678901234567", 400, "paramsValidation"),
        ("/adressen", 400, "paramsRequired"),
        ("/adressen?postcode=2511CA", 400, "paramsCombination"),
        ("/adressen?postcode=2511CA&pandIdentificatie=0518100000990101", 400, "unsupportedCombination"),
        ("/adressen?postcode=0511CA&huisnummer=0&pageSize=5", 400, "paramsValidation"),
        ("/ligplaatsen/0518020000990101", 404, "notFound"),
    ] {
        let (gekregen, lichaam) = vraag(&router, pad).await;
        assert_eq!((gekregen.as_u16(), &lichaam["code"]), (status, &json!(code)), "{pad}");
        standaard.keur("Error", &lichaam);
    }
    let (_, lichaam) = vraag(&router, "/adressen?postcode=0511CA&huisnummer=0&pageSize=5").await;
    let codes: Vec<&Value> =
        lichaam["invalid-params"].as_array().unwrap().iter().map(|fout| &fout["code"]).collect();
    assert_eq!(codes, ["pattern", "minimum", "minimum"]);
}

#[tokio::test]
async fn wants_a_key_a_media_type_and_a_coordinate_system() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let pad = "/panden/0518100000990101";
    for (koppen, status, code) in [
        (vec![("accept-crs", "epsg:28992")], 401, "authentication"),
        (vec![("x-api-key", "anders"), ("accept-crs", "epsg:28992")], 401, "authentication"),
        (vec![("x-api-key", "sleutel")], 412, "acceptCrsMissing"),
        (vec![("x-api-key", "sleutel"), ("accept-crs", "epsg:4326")], 406, "crsNotAcceptable"),
        (vec![("x-api-key", "sleutel"), ("accept", "text/html")], 406, "notAcceptable"),
    ] {
        let (gekregen, _, lichaam) = stuur(&router, "GET", pad, &koppen).await;
        assert_eq!((gekregen.as_u16(), &lichaam["code"]), (status, &json!(code)));
    }
    let (status, _, lichaam) = stuur(&router, "POST", pad, &KOPPEN).await;
    assert_eq!((status.as_u16(), &lichaam["code"]), (405, &json!("methodNotAllowed")));
}

#[tokio::test]
async fn a_mark_beside_what_the_demo_says_itself_is_as_the_standard_says() {
    let map = Map::nieuw();
    let router = standin(&map).await;
    let standaard = Standaard::lees();
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    let voorraad = Voorraad::open(&map.pad().join("bag.db"), klok).await.unwrap();
    let (nummer, object, pand) = ("0344200000990405", "0344010000990405", "0344100000990405");
    for (soort, sleutel, deel) in [
        (ADRES, nummer, "postcode"),
        (ADRES, nummer, "oppervlakte"),
        (VERBLIJFSOBJECT, object, "oppervlakte"),
        (PAND, pand, "oorspronkelijk bouwjaar"),
    ] {
        let delen = [deel.to_owned()].into();
        voorraad.begin_onderzoek(deel, (soort, sleutel), &delen, "2026-11-22").await.unwrap();
    }
    let (_, uitgebreid) = vraag(&router, &format!("/adressenuitgebreid/{nummer}")).await;
    standaard.keur("AdresUitgebreidHal", &uitgebreid);
    let merken = uitgebreid["inonderzoek"].as_object().unwrap();
    let velden: Vec<&str> = merken.keys().map(String::as_str).collect();
    assert_eq!(velden, ["gebruiksdoelen", "oppervlakte", "postcode", "toelichting"]);
    assert_eq!(merken["toelichting"].as_array().unwrap().len(), 3, "two of the demo's, and ours");
    let (_, kort) = vraag(&router, &format!("/adressen/{nummer}")).await;
    standaard.keur("AdresIOHal", &kort);
    assert_eq!(
        (&kort["inonderzoek"]["postcode"], kort["inonderzoek"].get("oppervlakte")),
        (&json!(true), None)
    );
    let (_, gevonden) = vraag(&router, "/adressen?postcode=3553EX&huisnummer=640").await;
    assert_eq!(gevonden["_embedded"]["adressen"][0]["inonderzoek"]["postcode"], true);
    let (_, woning) = vraag(&router, &format!("/adresseerbareobjecten/{object}")).await;
    standaard.keur("AdresseerbaarObjectIOHal", &woning);
    let merken = woning["verblijfsobject"]["inonderzoek"].as_array().unwrap();
    assert_eq!(merken.len(), 2, "what is in doubt already is so once");
    let (_, gebouw) = vraag(&router, &format!("/panden/{pand}")).await;
    standaard.keur("PandIOHal", &gebouw);
    assert_eq!(gebouw["inonderzoek"][0]["documentdatum"], "2026-11-22");
}
