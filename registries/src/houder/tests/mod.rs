//! The case system over its routers, on the demo's own BRP.

mod bronnen;
mod kwaad;
mod pagina;
mod terugmelden;
mod werklijst;

use super::*;
use crate::brp::BrpRegister;
use crate::brp::testhulp::{koppen, stuur};
use crate::personen::demopersonen;
use crate::testhulp::Map;
use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::sync::Mutex as Slot;
use time::OffsetDateTime;
use time::macros::datetime;

const SLEUTEL: &str = "proefsleutel";
const SANNE: &str = "999920108";
const NU: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);
const GEBOORTE: &str = "urn:brp:kinderen:geboorte:datum";
const VOORNAMEN: &str = "urn:brp:kinderen:naam:voornamen";
const PDF: &[u8] = b"%PDF-1.7 een akte";

/// The case system with its registrations.
struct Proef {
    houder: Houder,
    router: Router,
    brp: Router,
    klok: Arc<Slot<OffsetDateTime>>,
    map: Map,
}

impl Proef {
    async fn nieuw() -> Self {
        Self::op(Map::nieuw()).await
    }

    /// Starts on what an earlier one left, as a restart of the demo does.
    async fn op(map: Map) -> Self {
        let nu = Arc::new(Slot::new(NU));
        let van = Arc::clone(&nu);
        let klok: Klok = Arc::new(move || *van.lock().unwrap());
        let brp = BrpRegister::open(&map.pad().join("brp.db")).await.unwrap();
        brp.laad_demopersonen(&demopersonen()).await.unwrap();
        let bronnen = Bronnen::nieuw(brp.clone(), BTreeMap::new());
        let houder = Houder::open(&map.pad().join("houder.db"), klok.clone(), bronnen).await.unwrap();
        let router = houder.router(SLEUTEL);
        Self { router, brp: brp.router(klok, SLEUTEL), houder, klok: nu, map }
    }

    async fn portaal(&self, methode: Method, pad: &str, lichaam: &str) -> (StatusCode, Value) {
        let koppen = [("x-api-key", SLEUTEL), ("content-type", "application/json")];
        let (status, _, boom) = stuur(&self.router, methode.as_str(), pad, &koppen, lichaam.to_owned()).await;
        (status, boom)
    }

    async fn meld(&self, melding: &Value) -> (StatusCode, Value) {
        let registratie = melding["terugMeldingHeader"]["registratie"]["code"].as_str().unwrap();
        self.portaal(Method::POST, &format!("{}/terugmelding", pad(registratie)), &melding.to_string()).await
    }

    /// The reference of a new case.
    async fn zaak(&self, melding: &Value) -> String {
        let (status, antwoord) = self.meld(melding).await;
        assert_eq!(status, StatusCode::OK, "{antwoord}");
        antwoord["terugMeldingReferentie"].as_str().unwrap().to_owned()
    }

    /// What the portal reads back.
    async fn stand(&self, referentie: &str) -> Value {
        let pad = format!("{}/terugmelding?terugMeldingReferentie={referentie}", pad("brp"));
        let (status, antwoord) = self.portaal(Method::GET, &pad, "").await;
        assert_eq!(status, StatusCode::OK, "{antwoord}");
        antwoord
    }

    async fn vul_aan(&self, referentie: &str, aanvulling: &Value) -> (StatusCode, Value) {
        let pad = format!("{}/terugmelding/{referentie}/aanvullingen", pad("brp"));
        self.portaal(Method::POST, &pad, &aanvulling.to_string()).await
    }

    async fn trek_in(&self, referentie: &str) -> (StatusCode, Value) {
        let pad = format!("{}/terugmelding/{referentie}/intrekking", pad("brp"));
        self.portaal(Method::POST, &pad, "").await
    }

    async fn werk(&self, wie: &str, methode: Method, pad: &str, lichaam: &Value) -> (StatusCode, Value) {
        let token = format!("Bearer {}", demotoken(wie));
        let koppen = [("authorization", token.as_str()), ("content-type", "application/json")];
        let pad = format!("{BEHANDELING}/{pad}");
        let (status, _, boom) =
            stuur(&self.router, methode.as_str(), &pad, &koppen, lichaam.to_string()).await;
        (status, boom)
    }

    async fn doe(&self, wie: &str, referentie: &str, handeling: &str, lichaam: Value) -> (StatusCode, Value) {
        self.werk(wie, Method::POST, &format!("zaken/{referentie}/{handeling}"), &lichaam).await
    }

    /// A step that must succeed.
    async fn goed(&self, wie: &str, referentie: &str, handeling: &str, lichaam: Value) -> Value {
        let (status, antwoord) = self.doe(wie, referentie, handeling, lichaam).await;
        assert_eq!(status, StatusCode::OK, "{handeling}: {antwoord}");
        antwoord
    }

    /// What the BRP says of Sanne's son, over its own standard.
    async fn tobias(&self) -> Value {
        let vraag = json!({
            "type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [SANNE], "fields": ["kinderen"],
        });
        let pad = "/haalcentraal/api/brp/personen";
        let (status, _, antwoord) = stuur(&self.brp, "POST", pad, &koppen(), vraag.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{antwoord}");
        let kinderen = antwoord["personen"][0]["kinderen"].as_array().unwrap();
        kinderen
            .iter()
            .find(|kind| kind["naam"]["voornamen"].as_str().unwrap().starts_with("Tobias"))
            .unwrap()
            .clone()
    }
}

/// A parent says that her child's date of birth is wrong, and his first name.
fn melding(kenmerk: &str) -> Value {
    let eigen = json!({ "klantbeeld": {
        "aard": "kloptNiet",
        "voorkomen": [
            { "attribuutUrn": VOORNAMEN, "waarde": "Tobias Chidi" },
            { "attribuutUrn": "urn:brp:kinderen:naam:geslachtsnaam", "waarde": "Okafor" },
            { "attribuutUrn": GEBOORTE, "waarde": "2013-06-05" },
        ],
        "toelichting": "In de akte staat 6 mei.\nZie de bijlage.",
        "vierOgen": true,
    } });
    json!({
        "terugMeldingHeader": {
            "registratie": { "naam": "Basisregistratie Personen", "code": "brp", "houder": "gemeente", "basisRegistratieCode": "BRP" },
            "melder": { "naam": "Klantbeeld", "bedrijf": "Gemeente Voorbeeld" },
            "datumMelding": "2026-11-22",
            "peilmoment": "2026-11-22T11:58:00Z",
            "referentiekenmerk": kenmerk,
            "meldingBron": "website",
        },
        "terugMeldingBody": {
            "objectIdentificatie": [{ "objectType": "persoon", "attribuutUrn": "urn:brp:persoon:bsn", "idWaarde": SANNE }],
            "terugMeldingGegevens": [
                {
                    "objectType": "brp.kinderen", "attribuutUrn": GEBOORTE,
                    "betwijfeldeWaarde": "2013-06-05", "voorgesteldeWaarde": "2013-05-06", "eigenvelden": eigen,
                    "bijlages": [bijlage("akte.pdf", "application/pdf", PDF)],
                },
                {
                    "objectType": "brp.kinderen", "attribuutUrn": VOORNAMEN,
                    "betwijfeldeWaarde": "Tobias Chidi", "voorgesteldeWaarde": "Tobias Chidu", "eigenvelden": eigen,
                },
            ],
        },
    })
}

fn bijlage(naam: &str, soort: &str, inhoud: &[u8]) -> Value {
    json!({ "bestandsnaam": naam, "mimeType": soort, "bijlageData": STANDARD.encode(inhoud) })
}

/// A decision on both values.
fn besluit(geboorte: bool, voornamen: bool) -> Value {
    let deel = |urn: &str, ja: bool| {
        let reden = if ja { "" } else { "De akte zegt iets anders." };
        json!({ "attribuutUrn": urn, "toegewezen": ja, "reden": reden })
    };
    let mut besluit = json!({
        "delen": [deel(GEBOORTE, geboorte), deel(VOORNAMEN, voornamen)],
        "toelichting": "Wij hebben de akte bekeken.",
    });
    if !(geboorte && voornamen) {
        besluit["bezwaar"] = json!({
            "tekst": "Schrijf ons een brief.", "adres": ["Postbus 1", "1000 AA Voorbeeld"], "totEnMet": "2027-01-03",
        });
    }
    besluit
}

fn wat(antwoord: &Value) -> Vec<&str> {
    antwoord["verloop"].as_array().unwrap().iter().map(|stap| stap["wat"].as_str().unwrap()).collect()
}
