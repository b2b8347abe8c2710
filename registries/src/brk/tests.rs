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

const SANNE: &str = "999920108";
const ZAAK: &str = "76110402170013";

async fn voorraad(map: &Folder) -> Voorraad {
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    Voorraad::open(&map.pad().join("brk.db"), klok).await.unwrap()
}

async fn brk(map: &Folder) -> Router {
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    router(Omgeving { voorraad: voorraad(map).await, brp: None, klok, api_sleutel: SLEUTEL.into() })
        .await
        .unwrap()
}

async fn zoek(router: &Router, vraag: &Value) -> Antwoord {
    let verzoek = verzoek(&format!("{PAD}/kadastraalonroerendezaken"))
        .method("POST")
        .header("content-type", "application/json");
    stuur(router, verzoek.body(Body::from(vraag.to_string())).unwrap()).await
}

async fn zaken_van(router: &Router, bsn: &str) -> Vec<String> {
    let antwoord = zoek(router, &json!({"burgerservicenummer": bsn, "fields": "identificatie"})).await;
    assert_eq!(antwoord.status, StatusCode::OK);
    let zaken = antwoord.inhoud["_embedded"]["kadastraalOnroerendeZaken"].as_array().unwrap();
    zaken.iter().map(|zaak| zaak["identificatie"].as_str().unwrap().to_owned()).collect()
}

async fn onder(router: &Router, lijst: &str) -> Vec<Value> {
    let pad = format!("{PAD}/kadastraalonroerendezaken/{ZAAK}/{}", lijst.to_lowercase());
    let antwoord = haal(router, &pad).await;
    assert_eq!(antwoord.status, StatusCode::OK, "{pad}");
    antwoord.inhoud["_embedded"][lijst].as_array().unwrap().clone()
}

#[tokio::test]
async fn finds_the_property_of_a_person() {
    let map = Folder::nieuw();
    let router = brk(&map).await;
    assert_eq!(zaken_van(&router, SANNE).await, [ZAAK, "76110402170092"]);
    assert_eq!(zaken_van(&router, "999921563").await, [ZAAK, "76110402170092"], "her husband");
    assert_eq!(zaken_van(&router, "999924667").await, Vec::<String>::new(), "a tenant");
    assert_eq!(zaken_van(&router, "857000014").await, Vec::<String>::new(), "a RSIN is no BSN");
    assert_eq!(onder(&router, RECHTEN).await.len(), 2);
    assert_eq!(onder(&router, HYPOTHEKEN).await.len(), 1);
    assert_eq!(onder(&router, BESLAGEN).await, Vec::<Value>::new());
}

#[tokio::test]
async fn gives_only_the_fields_that_were_asked() {
    let map = Folder::nieuw();
    let router = brk(&map).await;
    let vraag = json!({"burgerservicenummer": SANNE, "fields": "adressen.adresregel1"});
    let antwoord = zoek(&router, &vraag).await.inhoud;
    let mut zaak = antwoord["_embedded"]["kadastraalOnroerendeZaken"][0].clone();
    let links = zaak.as_object_mut().unwrap().remove("_links").unwrap();
    assert_eq!(links, json!({"self": {"href": format!("{PAD}/kadastraalonroerendezaken/{ZAAK}")}}));
    assert_eq!(
        zaak,
        json!({
            "identificatie": ZAAK,
            "type": "appartementsrecht",
            "adressen": [{"adresregel1": "Turfmarkt 912"}],
        })
    );
    let pad = format!("{PAD}/kadastraalonroerendezaken/{ZAAK}/zakelijkgerechtigden?type=erfpachter");
    assert_eq!(haal(&router, &pad).await.inhoud["_embedded"][RECHTEN], json!([]));
}

/// Every document of the demo, at every path.
#[tokio::test]
async fn every_answer_is_as_the_standard_says() {
    let Some(standaard) = Standaard::lees("brk/brk-bevragen-openapi-2.0.0.yaml") else { return };
    let map = Folder::nieuw();
    let router = brk(&map).await;
    for bsn in [SANNE, "999932524", "999935434", "999940478", "999924667"] {
        let antwoord = zoek(&router, &json!({"burgerservicenummer": bsn})).await;
        standaard.toets("KadastraalOnroerendeZaakHalCollectie", &antwoord.inhoud);
        assert_eq!(antwoord.soort, "application/hal+json");
        assert_eq!(antwoord.koppen["api-version"], "2.0.0");
        assert_eq!(antwoord.koppen["content-crs"], "epsg:28992");
    }
    for (id, _) in voorraad(&map).await.alle(ZAKEN).await.unwrap() {
        let zaak = format!("{PAD}/kadastraalonroerendezaken/{id}");
        let publiek =
            format!("{PAD}/publiekrechtelijkebeperkingen?kadastraalOnroerendeZaakIdentificatie={id}");
        for (pad, schema) in [
            (zaak.clone(), "KadastraalOnroerendeZaakHal"),
            (format!("{zaak}/zakelijkgerechtigden"), "ZakelijkGerechtigdeHalCollectie"),
            (format!("{zaak}/hypotheken"), "HypotheekHalCollectie"),
            (format!("{zaak}/beslagen"), "BeslagHalCollectie"),
            (format!("{zaak}/privaatrechtelijkebeperkingen"), "PrivaatrechtelijkeBeperkingHalCollectie"),
            (publiek, "PubliekrechtelijkeBeperkingHalCollectie"),
        ] {
            let antwoord = haal(&router, &pad).await;
            assert_eq!(antwoord.status, StatusCode::OK, "{pad}");
            standaard.toets(schema, &antwoord.inhoud);
        }
    }
}

#[tokio::test]
async fn links_lead_somewhere_and_hold_no_bsn() {
    let map = Folder::nieuw();
    let router = brk(&map).await;
    let zaken = zoek(&router, &json!({"burgerservicenummer": SANNE})).await.inhoud;
    let links = &zaken["_embedded"]["kadastraalOnroerendeZaken"][0]["_links"];
    for lijst in [RECHTEN, HYPOTHEKEN, BESLAGEN, PRIVAAT] {
        let antwoord = haal(&router, links[lijst][0]["href"].as_str().unwrap()).await;
        assert_eq!(antwoord.status, StatusCode::OK, "{lijst}");
        assert!(!antwoord.inhoud["_links"].to_string().contains("9999"));
        for stuk in antwoord.inhoud["_embedded"][lijst].as_array().unwrap() {
            let zelf = stuk["_links"]["self"]["href"].as_str().unwrap();
            assert_eq!(haal(&router, zelf).await.inhoud, *stuk);
        }
    }
}

#[tokio::test]
async fn refuses_as_the_standard_says() {
    let standaard = Standaard::lees("brk/brk-bevragen-openapi-2.0.0.yaml");
    let map = Folder::nieuw();
    let router = brk(&map).await;
    let toets = |antwoord: Antwoord, status: u16, code: &str| {
        assert_eq!((antwoord.status.as_u16(), &antwoord.inhoud["code"]), (status, &json!(code)));
        assert_eq!(antwoord.soort, "application/problem+json");
        assert_eq!(antwoord.koppen["api-version"], "2.0.0");
        assert!(!antwoord.inhoud.to_string().contains(SANNE), "a BSN in an error");
        if let Some(standaard) = &standaard {
            let schema = if status == 400 { "BadRequestFoutbericht" } else { "Foutbericht" };
            standaard.toets(schema, &antwoord.inhoud);
        }
        antwoord.inhoud
    };
    for (vraag, naam, code) in [
        (json!({}), "burgerservicenummer", "required"),
        (json!({"burgerservicenummer": [SANNE]}), "burgerservicenummer", "required"),
        (json!({"burgerservicenummer": "9999201081"}), "burgerservicenummer", "maxLength"),
        (json!({"burgerservicenummer": "99992010x"}), "burgerservicenummer", "bsn"),
        (json!({"burgerservicenummer": SANNE, "fields": "naam"}), "fields", "fields"),
        (json!({"burgerservicenummer": SANNE, "fields": ["type"]}), "fields", "fields"),
        (json!({"burgerservicenummer": SANNE, "bsn": 1}), "bsn", "unknownParam"),
    ] {
        let fout = toets(zoek(&router, &vraag).await, 400, "paramsValidation");
        assert_eq!(fout["invalidParams"][0]["name"], naam);
        assert_eq!(fout["invalidParams"][0]["code"], code);
    }
    toets(zoek(&router, &json!([SANNE])).await, 400, "paramsValidation");
    for (pad, status, code) in [
        ("/kadastraalonroerendezaken/1", 404, "notFound"),
        ("/kadastraalonroerendezaken/1/hypotheken", 404, "notFound"),
        ("/kadastraalonroerendezaken/76110402170013/hypotheken/1", 404, "notFound"),
        ("/iets/anders", 404, "notFound"),
        ("/kadastraalonroerendezaken", 405, "methodNotAllowed"),
        ("/publiekrechtelijkebeperkingen", 400, "paramsValidation"),
        ("/kadastraalonroerendezaken/76110402170013/hypotheken?fields=x", 400, "paramsValidation"),
    ] {
        toets(haal(&router, &format!("{PAD}{pad}")).await, status, code);
    }
    let pad = format!("{PAD}/kadastraalonroerendezaken/{ZAAK}");
    for (kop, waarde, status, code) in [
        ("x-api-key", "een andere", 401, "authentication"),
        ("accept", "text/html", 406, "notAcceptable"),
        ("accept-crs", "epsg:4326", 406, "crsNotAcceptable"),
    ] {
        let mut verzoek = verzoek(&pad).body(Body::empty()).unwrap();
        verzoek.headers_mut().insert(kop, waarde.parse().unwrap());
        toets(stuur(&router, verzoek).await, status, code);
    }
}

#[tokio::test]
async fn too_much_is_refused_and_not_cut_off() {
    let map = Folder::nieuw();
    let router = brk(&map).await;
    let voorraad = voorraad(&map).await;
    for nummer in 0..=http::MEESTE_ZAKEN {
        let id = format!("9{nummer:013}");
        voorraad.zet(ZAKEN, &id, &json!({"identificatie": id}), &[("bsn", "999943194")]).await.unwrap();
    }
    let antwoord = zoek(&router, &json!({"burgerservicenummer": "999943194"})).await;
    assert_eq!((antwoord.status.as_u16(), &antwoord.inhoud["code"]), (400, &json!("tooManyResults")));
}

#[tokio::test]
async fn a_correction_outlives_a_restart() {
    let map = Folder::nieuw();
    drop(brk(&map).await);
    let nieuw =
        json!({"identificatie": ZAAK, "type": "appartementsrecht", "kadastraleAanduiding": "Anders A 1"});
    voorraad(&map).await.zet(ZAKEN, ZAAK, &nieuw, &[("bsn", SANNE)]).await.unwrap();
    let router = brk(&map).await;
    let zaak = haal(&router, &format!("{PAD}/kadastraalonroerendezaken/{ZAAK}")).await.inhoud;
    assert_eq!(zaak["kadastraleAanduiding"], "Anders A 1");
    assert_eq!(zaken_van(&router, SANNE).await.len(), 2);
}

#[test]
fn the_fields_are_those_of_the_standard() {
    let Some(standaard) = Standaard::lees("brk/brk-bevragen-openapi-2.0.0.yaml") else { return };
    let velden: BTreeMap<String, Vec<String>> = serde_json::from_str(VELDEN).unwrap();
    for (lijst, schema) in [
        (ZAKEN, "KadastraalOnroerendeZaak"),
        (RECHTEN, "ZakelijkGerechtigde"),
        (HYPOTHEKEN, "Hypotheek"),
        (BESLAGEN, "Beslag"),
        (PRIVAAT, "Aantekening"),
        (PUBLIEK, "PubliekrechtelijkeBeperking"),
    ] {
        assert_eq!(velden[lijst], standaard.velden(schema), "{lijst}");
    }
}
