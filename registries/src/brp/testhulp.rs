//! What the tests of the registry share.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use futures::future::BoxFuture;
use jsonschema::Validator;
use serde_json::{Map as Velden, Value, json};
use time::macros::datetime;
use tower::ServiceExt;

use super::BrpRegister;
use super::http::PAD;
use crate::Klok;
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};

pub(crate) const SLEUTEL: &str = "proefsleutel";
pub(crate) const TESTSET: &str = "brp/personen-mock-test-data_2024-06-11.json";

/// A file of the folder with the standards beside the repository. Says so when it is not here.
pub(crate) fn shared(bestand: &str) -> Option<String> {
    let pad = format!("{}/../../shared/registers/{bestand}", env!("CARGO_MANIFEST_DIR"));
    let tekst = std::fs::read_to_string(pad).ok();
    if tekst.is_none() {
        eprintln!("skipped: {bestand} is not here");
    }
    tekst
}

/// A folder of its own, gone when it is dropped.
pub(crate) struct Map(pub(crate) std::path::PathBuf);

impl Map {
    pub(crate) fn nieuw(naam: &str) -> Self {
        let pad = std::env::temp_dir().join(format!("klantbeeld-brp-{naam}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&pad);
        std::fs::create_dir_all(&pad).unwrap();
        Self(pad)
    }
}

impl Drop for Map {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// 11 June 2026, noon in the Netherlands.
pub(crate) fn klok() -> Klok {
    Arc::new(|| datetime!(2026-06-11 10:00 UTC))
}

/// A register with these records, in a folder of its own.
pub(crate) async fn register(naam: &str, records: Vec<Value>) -> (Map, BrpRegister) {
    let map = Map::nieuw(naam);
    let register = BrpRegister::open(&map.0.join("brp.sqlite")).await.unwrap();
    let verslag = register.neem_op(records).await.unwrap();
    assert!(verslag.meldingen.is_empty(), "{:?}", verslag.meldingen);
    (map, register)
}

/// A stand-in of the BRP's family on a database of its own, with the demo's data.
pub(crate) async fn zuster(
    maak: fn(Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>>,
) -> (crate::testhulp::Map, Router) {
    let map = crate::testhulp::Map::nieuw();
    let voorraad = Voorraad::open(&map.pad().join("proef.db"), klok()).await.unwrap();
    let omgeving = Omgeving { voorraad, brp: None, klok: klok(), api_sleutel: SLEUTEL.into() };
    (map, maak(omgeving).await.unwrap())
}

pub(crate) fn koppen() -> Vec<(&'static str, &'static str)> {
    vec![
        ("x-api-key", SLEUTEL),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("x-doelbinding", "BRPACT-Inzage"),
        ("x-verwerking", "Inzage eigen gegevens"),
        ("x-gebruiker", "BurgerZelf"),
        ("x-origin-oin", "00000099000000001000"),
    ]
}

pub(crate) async fn stuur(
    router: &Router,
    methode: &str,
    pad: &str,
    koppen: &[(&str, &str)],
    lichaam: impl Into<Body>,
) -> (StatusCode, HeaderMap, Value) {
    let mut verzoek = Request::builder().method(methode).uri(pad);
    for (naam, waarde) in koppen {
        verzoek = verzoek.header(*naam, *waarde);
    }
    let antwoord = router.clone().oneshot(verzoek.body(lichaam.into()).unwrap()).await.unwrap();
    let (delen, lichaam) = antwoord.into_parts();
    let lichaam = axum::body::to_bytes(lichaam, usize::MAX).await.unwrap();
    (delen.status, delen.headers, serde_json::from_slice(&lichaam).unwrap_or_default())
}

/// The wrong parameters that a refusal names, as "code name".
pub(crate) fn fouten(antwoord: &Value) -> Vec<String> {
    let fouten = antwoord["invalidParams"].as_array().unwrap().iter();
    fouten.map(|f| format!("{} {}", f["code"].as_str().unwrap(), f["name"].as_str().unwrap())).collect()
}

/// Asks for people, which must succeed.
pub(crate) async fn vraag(router: &Router, verzoek: &Value) -> Vec<Value> {
    let (status, _, antwoord) = stuur(router, "POST", PAD, &koppen(), verzoek.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{antwoord}");
    assert_eq!(antwoord["type"], verzoek["type"]);
    antwoord["personen"].as_array().unwrap().clone()
}

/// Asks for one person by BSN.
pub(crate) async fn raadpleeg(router: &Router, bsn: &str, velden: &[&str]) -> Value {
    let verzoek =
        json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [bsn], "fields": velden});
    vraag(router, &verzoek).await.remove(0)
}

/// Every group of fields: together, all there is.
pub(crate) const ALLES: &[&str] = &[
    "aNummer",
    "adressering",
    "burgerservicenummer",
    "datumEersteInschrijvingGBA",
    "datumInschrijvingInGemeente",
    "europeesKiesrecht",
    "geboorte",
    "gemeenteVanInschrijving",
    "geslacht",
    "gezag",
    "immigratie",
    "indicatieCurateleRegister",
    "indicatieGezagMinderjarige",
    "kinderen",
    "leeftijd",
    "naam",
    "nationaliteiten",
    "ouders",
    "overlijden",
    "partners",
    "uitsluitingKiesrecht",
    "verblijfplaats",
    "verblijfstitel",
];

/// The schema of an answer: closed (no field it does not know), and with every `type` held to its own shape.
///
/// `te_nauw` are the patterns that the standard's own tables do not meet, by place, with wider ones.
pub(crate) fn schema(bestand: &str, antwoord: &str, te_nauw: &[(&str, &str)]) -> Option<Validator> {
    let mut spec: Value = serde_saphyr::from_str(&shared(bestand)?).unwrap();
    for (plek, ruimer) in te_nauw {
        let patroon = spec["components"]["schemas"].pointer_mut(plek).unwrap();
        assert!(patroon.is_string(), "{plek}");
        *patroon = json!(ruimer);
    }
    let bron = spec["components"]["schemas"].as_object().unwrap();
    let mut schemas = Velden::new();
    for (naam, schema) in bron {
        let mut schema = schema.clone();
        gebruik(&mut schema, bron, false);
        schemas.insert(naam.clone(), schema);
        // The closed form, for where an object is used and not extended.
        let soorten: Vec<_> =
            bron[naam]["discriminator"]["mapping"].as_object().into_iter().flatten().collect();
        let dan = |(soort, doel): (&String, &Value)| {
            json!({
                "if": {"properties": {"type": {"const": soort}}, "required": ["type"]},
                "then": {"$ref": doel},
            })
        };
        let mut keuzes: Vec<_> = soorten.iter().copied().map(dan).collect();
        if !soorten.is_empty() {
            let namen: Vec<_> = soorten.iter().map(|(soort, _)| soort).collect();
            keuzes.push(json!({"properties": {"type": {"enum": namen}}}));
        }
        keuzes.push(json!({"$ref": format!("#/components/schemas/{naam}")}));
        let mut dicht = json!({"allOf": keuzes});
        if bron[naam].get("type").is_none_or(|soort| soort == "object") {
            dicht["unevaluatedProperties"] = json!(false);
        }
        schemas.insert(format!("{naam}.dicht"), dicht);
    }
    let wortel = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{antwoord}.dicht"),
        "components": {"schemas": schemas},
    });
    Some(jsonschema::options().should_validate_formats(true).build(&wortel).unwrap())
}

/// Points every use of a schema at its closed form; `allOf` extends, so there the open form stays.
fn gebruik(schema: &mut Value, bron: &Velden<String, Value>, in_all_of: bool) {
    match schema {
        Value::Object(velden) => {
            if let Some(Value::String(doel)) = velden.get_mut("$ref")
                && !in_all_of
                && let Some(naam) = doel.rsplit('/').next()
                && bron.contains_key(naam)
            {
                *doel = format!("#/components/schemas/{naam}.dicht");
            }
            for (veld, waarde) in velden.iter_mut() {
                match waarde {
                    _ if veld == "discriminator" => {}
                    Value::Array(delen) if veld == "allOf" => {
                        for deel in delen {
                            gebruik(deel, bron, true);
                        }
                    }
                    _ => gebruik(waarde, bron, false),
                }
            }
        }
        Value::Array(leden) => leden.iter_mut().for_each(|lid| gebruik(lid, bron, false)),
        _ => {}
    }
}
