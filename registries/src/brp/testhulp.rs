//! What the tests of the registry share.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::{Value, json};
use time::macros::datetime;
use tower::ServiceExt;

use super::BrpRegister;
use super::probleem::PAD;
use crate::Klok;

pub(super) const SLEUTEL: &str = "proefsleutel";
pub(super) const TESTSET: &str = "brp/personen-mock-test-data_2024-06-11.json";

/// A file of the folder with the standards beside the repository. Says so when it is not here.
pub(super) fn shared(bestand: &str) -> Option<String> {
    let pad = format!("{}/../../shared/registers/{bestand}", env!("CARGO_MANIFEST_DIR"));
    let tekst = std::fs::read_to_string(pad).ok();
    if tekst.is_none() {
        eprintln!("skipped: {bestand} is not here");
    }
    tekst
}

/// A folder of its own, gone when it is dropped.
pub(super) struct Map(pub(super) std::path::PathBuf);

impl Map {
    pub(super) fn nieuw(naam: &str) -> Self {
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
pub(super) fn klok() -> Klok {
    Arc::new(|| datetime!(2026-06-11 10:00 UTC))
}

/// A register with these records, in a folder of its own.
pub(super) async fn register(naam: &str, records: Vec<Value>) -> (Map, BrpRegister) {
    let map = Map::nieuw(naam);
    let register = BrpRegister::open(&map.0.join("brp.sqlite")).await.unwrap();
    let verslag = register.neem_op(records).await.unwrap();
    assert!(verslag.meldingen.is_empty(), "{:?}", verslag.meldingen);
    (map, register)
}

pub(super) fn koppen() -> Vec<(&'static str, &'static str)> {
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

pub(super) async fn stuur(
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

/// Asks for people, which must succeed.
pub(super) async fn vraag(router: &Router, verzoek: &Value) -> Vec<Value> {
    let (status, _, antwoord) = stuur(router, "POST", PAD, &koppen(), verzoek.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{antwoord}");
    assert_eq!(antwoord["type"], verzoek["type"]);
    antwoord["personen"].as_array().unwrap().clone()
}

/// Asks for one person by BSN.
pub(super) async fn raadpleeg(router: &Router, bsn: &str, velden: &[&str]) -> Value {
    let verzoek =
        json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [bsn], "fields": velden});
    vraag(router, &verzoek).await.remove(0)
}

/// Every group of fields: together, all there is.
pub(super) const ALLES: &[&str] = &[
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
