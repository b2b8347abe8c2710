//! Terugmeldingen that are not right: each is refused, with what is wrong and without what it said.

use super::*;

/// Where, what stands there instead.
fn fouten() -> Vec<(&'static str, Value)> {
    vec![
        ("/terugMeldingHeader", Value::Null),
        ("/terugMeldingBody", json!([])),
        ("/terugMeldingHeader/registratie/code", json!("kvk")),
        ("/terugMeldingHeader/registratie/houder", json!("kadaster")),
        ("/terugMeldingHeader/registratie/basisRegistratieCode", json!("BAG")),
        ("/terugMeldingHeader/registratie/naam", json!("")),
        ("/terugMeldingHeader/melder/naam", json!(" ")),
        ("/terugMeldingHeader/melder/bedrijf", json!(1)),
        ("/terugMeldingHeader/datumMelding", json!("22-11-2026")),
        ("/terugMeldingHeader/peilmoment", json!("vandaag")),
        ("/terugMeldingHeader/referentiekenmerk", json!("KB 1")),
        ("/terugMeldingHeader/referentiekenmerk", json!("K".repeat(65))),
        ("/terugMeldingHeader/meldingBron", json!("")),
        ("/terugMeldingBody/objectIdentificatie", json!([])),
        ("/terugMeldingBody/objectIdentificatie/0/objectType", json!("pand")),
        ("/terugMeldingBody/objectIdentificatie/0/attribuutUrn", json!("urn:brp:persoon:anummer")),
        ("/terugMeldingBody/objectIdentificatie/0/idWaarde", json!("999920109")),
        ("/terugMeldingBody/objectIdentificatie/0/idWaarde", json!("999 920 108")),
        ("/terugMeldingBody/terugMeldingGegevens", json!([])),
        ("/terugMeldingBody/terugMeldingGegevens/0/objectType", json!("kvk.onderneming")),
        ("/terugMeldingBody/terugMeldingGegevens/1/objectType", json!("brp.naam")),
        ("/terugMeldingBody/terugMeldingGegevens/0/attribuutUrn", json!("urn:kvk:onderneming:naam")),
        ("/terugMeldingBody/terugMeldingGegevens/0/attribuutUrn", json!("urn:brp:")),
        ("/terugMeldingBody/terugMeldingGegevens/0/attribuutUrn", json!(VOORNAMEN)),
        ("/terugMeldingBody/terugMeldingGegevens/0/voorgesteldeWaarde", json!("2013-06-05")),
        ("/terugMeldingBody/terugMeldingGegevens/0/voorgesteldeWaarde", json!("")),
        ("/terugMeldingBody/terugMeldingGegevens/0/voorgesteldeWaarde", json!("a\u{0}b")),
        ("/terugMeldingBody/terugMeldingGegevens/0/voorgesteldeWaarde", json!("x".repeat(1001))),
        ("/terugMeldingBody/terugMeldingGegevens/0/eigenvelden/klantbeeld/aard", json!("zomaar")),
        ("/terugMeldingBody/terugMeldingGegevens/0/eigenvelden/klantbeeld/vierOgen", json!("ja")),
        ("/terugMeldingBody/terugMeldingGegevens/0/eigenvelden/klantbeeld/vierOgen", json!(false)),
        ("/terugMeldingBody/terugMeldingGegevens/0/eigenvelden/klantbeeld/toelichting", json!("")),
        (
            "/terugMeldingBody/terugMeldingGegevens/0/eigenvelden/klantbeeld/voorkomen/0/attribuutUrn",
            json!("naam"),
        ),
        (
            "/terugMeldingBody/terugMeldingGegevens/1/bijlages",
            json!([bijlage("b.pdf", "application/pdf", PDF)]),
        ),
        ("/terugMeldingBody/terugMeldingGegevens/0/bijlages/0/mimeType", json!("image/svg+xml")),
        ("/terugMeldingBody/terugMeldingGegevens/0/bijlages/0/mimeType", json!("image/png")),
        ("/terugMeldingBody/terugMeldingGegevens/0/bijlages/0/bestandsnaam", json!("../akte.pdf")),
        ("/terugMeldingBody/terugMeldingGegevens/0/bijlages/0/bijlageData", json!("geen base64!")),
        (
            "/terugMeldingBody/terugMeldingGegevens/0/bijlages",
            json!(vec![bijlage("b.pdf", "application/pdf", PDF); 6]),
        ),
    ]
}

/// Puts a value at a place, also one that was not there.
fn met(plek: &str, waarde: Value) -> Value {
    let mut melding = melding("KB-1");
    let (boven, naam) = plek.rsplit_once('/').unwrap();
    melding.pointer_mut(boven).unwrap()[naam] = waarde;
    melding
}

#[tokio::test]
async fn every_mistake_is_refused_and_named() {
    let proef = Proef::nieuw().await;
    let pad = format!("{}/terugmelding", pad("brp"));
    for (plek, waarde) in fouten() {
        let lichaam = met_lijst(plek, waarde).to_string();
        let (status, antwoord) = proef.portaal(Method::POST, &pad, &lichaam).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{plek}: {antwoord}");
        assert!(!antwoord["fouten"].as_array().unwrap().is_empty(), "{plek}");
        assert!(!antwoord.to_string().contains("99992010"), "{plek}: no BSN in a refusal");
    }
    for lichaam in ["", "geen json", "[]", "{}", "null"] {
        let (status, _) = proef.portaal(Method::POST, &pad, lichaam).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{lichaam}");
    }
    let lijst = proef.werk("fatima", Method::GET, "zaken", &Value::Null).await.1;
    assert_eq!(lijst, json!({ "zaken": [] }), "nothing of it was kept");
    proef.zaak(&melding("KB-1")).await;
}

/// As [`met`], where a number names a member of a list.
fn met_lijst(plek: &str, waarde: Value) -> Value {
    let mut melding = melding("KB-1");
    if let Some(hier) = melding.pointer_mut(plek) {
        *hier = waarde;
        return melding;
    }
    met(plek, waarde)
}

#[tokio::test]
async fn what_is_missing_must_be_given_and_what_is_not_mine_must_stand_there() {
    let proef = Proef::nieuw().await;
    let soort = |aard: &str, oud: Option<&str>, nieuw: Option<&str>| {
        let mut melding = melding(&format!("KB-{aard}"));
        let gegevens = melding["terugMeldingBody"]["terugMeldingGegevens"].as_array_mut().unwrap();
        for gegeven in gegevens {
            gegeven["eigenvelden"]["klantbeeld"]["aard"] = json!(aard);
            for (naam, waarde) in [("betwijfeldeWaarde", oud), ("voorgesteldeWaarde", nieuw)] {
                gegeven.as_object_mut().unwrap().remove(naam);
                if let Some(waarde) = waarde {
                    gegeven[naam] = json!(waarde);
                }
            }
        }
        melding
    };
    for (melding, status) in [
        (soort("ontbreekt", None, None), 400),
        (soort("ontbreekt", None, Some("a")), 200),
        (soort("hoortNietBijMij", None, None), 400),
        (soort("hoortNietBijMij", Some("a"), Some("b")), 400),
        (soort("hoortNietBijMij", Some("a"), None), 200),
        (soort("kloptNiet", None, None), 400),
        (soort("kloptNiet", Some("a"), None), 200),
    ] {
        assert_eq!(proef.meld(&melding).await.0, status, "{melding}");
    }
}
