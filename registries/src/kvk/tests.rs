//! The stand-in over its router. Its answers are held against the elements of the standard, as `gegevensregister` has
//! written them down from the KVK's own description.

use super::*;
use crate::testhulp::Map;
use axum::body::{Body, to_bytes};
use axum::http::{Request as Verzoek, StatusCode};
use serde_json::json;
use time::macros::datetime;
use tower::ServiceExt as _;

const ELEMENTEN: &str =
    include_str!("../../../gegevensregister/tests/antwoorden/kvk_basisprofiel_1.5.0.json");
const YUSUF: &str = "999932524";

struct Proef {
    router: Router,
    _map: Map,
}

impl Proef {
    async fn nieuw() -> Self {
        let map = Map::nieuw();
        let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
        let voorraad = Voorraad::open(&map.pad().join("kvk.db"), klok.clone()).await.unwrap();
        let router =
            router(Omgeving { voorraad, brp: None, klok, api_sleutel: "sleutel".into() }).await.unwrap();
        Self { router, _map: map }
    }

    async fn doe(&self, verzoek: Verzoek<Body>) -> (StatusCode, HeaderMap, Value) {
        let (kop, lichaam) = self.router.clone().oneshot(verzoek).await.unwrap().into_parts();
        let bytes = to_bytes(lichaam, usize::MAX).await.unwrap();
        (kop.status, kop.headers, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn haal(&self, pad: &str) -> (StatusCode, HeaderMap, Value) {
        let verzoek = Verzoek::get(format!("{PAD}{pad}")).header("apikey", "sleutel").header("host", "kvk:1");
        self.doe(verzoek.header("accept", "application/hal+json").body(Body::empty()).unwrap()).await
    }

    /// A good answer, of this schema of the standard.
    async fn goed(&self, pad: &str, schema: &str) -> Value {
        let (status, koppen, inhoud) = self.haal(pad).await;
        assert_eq!(status, StatusCode::OK, "{pad}: {inhoud}");
        assert_eq!(koppen[header::CONTENT_TYPE], "application/hal+json");
        assert!(koppen.contains_key("api-version"));
        houd_tegen(schema, &inhoud, pad);
        inhoud
    }

    async fn fout(&self, pad: &str) -> (u16, String) {
        let (status, _, inhoud) = self.haal(pad).await;
        houd_tegen("Fouten", &inhoud, pad);
        (status.as_u16(), inhoud["fout"][0]["code"].as_str().unwrap_or_default().to_owned())
    }

    async fn vraag(&self, sleutel: &str, soort: &str, lichaam: &str) -> (StatusCode, HeaderMap, Value) {
        let verzoek = Verzoek::post(format!("{PAD_EIGENDOMMEN}/eigendommen"));
        let verzoek = verzoek.header("x-api-key", sleutel).header("content-type", soort);
        self.doe(verzoek.body(Body::from(lichaam.to_owned())).unwrap()).await
    }
}

/// Every member is one that the standard knows, and of its type.
fn houd_tegen(schema: &str, waarde: &Value, waar: &str) {
    let elementen: Value = serde_json::from_str(ELEMENTEN).unwrap();
    past(&elementen, &json!(schema), waarde, waar);
}

fn past(elementen: &Value, soort: &Value, waarde: &Value, waar: &str) {
    match (soort, waarde) {
        (Value::Array(van), Value::Array(items)) => {
            for item in items {
                past(elementen, &van[0], item, waar);
            }
        }
        (Value::String(naam), Value::Object(leden)) => {
            for (lid, waarde) in leden {
                let soort = &elementen[naam.as_str()][lid.as_str()];
                assert!(!soort.is_null(), "{waar}: {naam} has no {lid}");
                past(elementen, soort, waarde, &format!("{waar} {lid}"));
            }
        }
        (Value::String(naam), Value::String(_)) => assert_eq!(naam, "string", "{waar}"),
        (Value::String(naam), Value::Number(_)) => assert_eq!(naam, "integer", "{waar}"),
        _ => panic!("{waar}: {waarde} is no {soort}"),
    }
}

#[tokio::test]
async fn tells_what_somebody_owns_and_only_that() {
    let proef = Proef::nieuw().await;
    let vraag = |bsn: &str| json!({ "burgerservicenummer": bsn }).to_string();
    let (status, koppen, inhoud) = proef.vraag("sleutel", "application/json", &vraag(YUSUF)).await;
    assert_eq!((status, &koppen["cache-control"]), (StatusCode::OK, &HeaderValue::from_static("no-store")));
    assert_eq!(
        inhoud,
        json!({ "burgerservicenummer": YUSUF, "eigendommen": [
            { "kvkNummer": "90009911", "functie": { "code": "EIG", "omschrijving": "Eigenaar" } },
            { "kvkNummer": "90009922", "functie": { "code": "VEN", "omschrijving": "Vennoot" } },
        ]})
    );
    let (_, _, niemand) = proef.vraag("sleutel", "application/json", &vraag("999920108")).await;
    assert_eq!(niemand, json!({ "burgerservicenummer": "999920108", "eigendommen": [] }));
    for (sleutel, soort, lichaam, status) in [
        ("anders", "application/json", vraag(YUSUF), 401),
        ("sleutel", "text/plain", vraag(YUSUF), 415),
        ("sleutel", "application/json", vraag("999932525"), 400),
        ("sleutel", "application/json", "{}".into(), 400),
        ("sleutel", "application/json", r#"{"burgerservicenummer":["999932524"]}"#.into(), 400),
    ] {
        let (antwoord, koppen, inhoud) = proef.vraag(sleutel, soort, &lichaam).await;
        assert_eq!((antwoord.as_u16(), &inhoud["status"]), (status, &json!(status)), "{lichaam}");
        assert_eq!(koppen[header::CONTENT_TYPE], "application/problem+json");
        assert!(!inhoud.to_string().contains("9999325"), "a BSN came back");
    }
}

#[tokio::test]
async fn gives_profiles_as_the_standard_has_them() {
    let proef = Proef::nieuw().await;
    let fietsen = proef.goed("/v1/basisprofielen/90009911", "Basisprofiel").await;
    assert_eq!(fietsen["naam"], "Çelik Fietsen");
    assert_eq!(fietsen["_embedded"]["eigenaar"]["rechtsvorm"], "Eenmanszaak");
    let hoofd = &fietsen["_embedded"]["hoofdvestiging"];
    assert_eq!(hoofd["adressen"][0]["straatnaam"], "Pretoriusstraat");
    assert!(hoofd.get("handelsnamen").is_none() && hoofd["adressen"][0].get("geoData").is_none());
    assert_eq!(
        fietsen["links"][0],
        json!({ "rel": "self", "href": "http://kvk:1/kvk/api/v1/basisprofielen/90009911" })
    );

    let met_geo = proef.goed("/v1/basisprofielen/90009911/hoofdvestiging?geoData=true", "Vestiging").await;
    assert_eq!(met_geo["adressen"][0]["geoData"]["addresseerbaarObjectId"], "0363010000990304");
    assert_eq!(met_geo["sbiActiviteiten"][0]["sbiCode"], "47641");

    let opgeheven = proef.goed("/v1/basisprofielen/90009922", "Basisprofiel").await;
    assert_eq!(opgeheven["materieleRegistratie"]["datumEinde"], "20141231");
    assert_eq!(proef.fout("/v1/basisprofielen/90009922/hoofdvestiging").await, (404, "IPD0005".into()));

    let bv = proef.goed("/v1/basisprofielen/90009933/eigenaar", "Eigenaar").await;
    assert_eq!(bv["adressen"][0]["plaats"], "Rotterdam");
    let lijst = proef.goed("/v1/basisprofielen/90009933/vestigingen", "VestigingList").await;
    assert_eq!(lijst["totaalAantalVestigingen"], 2);
    assert!(lijst["vestigingen"][1].get("volledigAdres").is_none(), "a shielded address");
    let neven = proef.goed("/v1/vestigingsprofielen/000090009944", "Vestiging").await;
    assert_eq!((&neven["kvkNummer"], &neven["indHoofdvestiging"]), (&json!("90009933"), &json!("Nee")));
    assert_eq!(neven["adressen"][0], json!({ "type": "bezoekadres", "indAfgeschermd": "Ja" }));
}

#[tokio::test]
async fn finds_what_fits() {
    let proef = Proef::nieuw().await;
    let nummers = async |vraag: &str| {
        let gevonden = proef.goed(&format!("/v2/zoeken?{vraag}"), "Resultaat").await;
        let items = lijst(&gevonden["resultaten"]).iter();
        items
            .map(|item| format!("{} {}", tekst(&item["kvkNummer"]), tekst(&item["type"])))
            .collect::<Vec<_>>()
    };
    assert_eq!(nummers("kvkNummer=90009911").await, ["90009911 hoofdvestiging"]);
    assert_eq!(
        nummers("naam=WIEK").await,
        ["90009933 nevenvestiging"],
        "a name is found by a part of it, in any case"
    );
    assert_eq!(
        nummers("rsin=999000226").await,
        ["90009933 hoofdvestiging", "90009933 nevenvestiging", "90009933 rechtspersoon"]
    );
    assert_eq!(nummers("rsin=999000226&type=nevenvestiging&type=rechtspersoon").await.len(), 2);
    assert_eq!(nummers("postcode=1092ex&huisnummer=17").await, ["90009911 hoofdvestiging"]);
    assert_eq!(
        nummers("kvkNummer=90009922&inclusiefInactieveRegistraties=true").await,
        ["90009922 rechtspersoon"]
    );
    assert_eq!(proef.fout("/v2/zoeken?kvkNummer=90009922").await, (404, "IPD5200".into()), "dissolved");
    assert_eq!(proef.fout("/v2/zoeken?straatnaam=Havenkade").await, (404, "IPD5200".into()), "shielded");
}

#[tokio::test]
async fn gives_pages() {
    let proef = Proef::nieuw().await;
    let vraag = "/v2/zoeken?rsin=999000226&resultatenPerPagina=2";
    let een = proef.goed(vraag, "Resultaat").await;
    assert_eq!((lijst(&een["resultaten"]).len(), &een["totaal"]), (2, &json!(3)));
    assert!(een.get("vorige").is_none());
    let volgende = een["volgende"].as_str().unwrap().strip_prefix("http://kvk:1/kvk/api").unwrap();
    let twee = proef.goed(volgende, "Resultaat").await;
    assert_eq!((lijst(&twee["resultaten"]).len(), &twee["pagina"]), (1, &json!(2)));
    assert!(twee.get("volgende").is_none() && twee["vorige"].is_string());
}

#[tokio::test]
async fn says_what_is_wrong_in_the_words_of_the_kvk() {
    let proef = Proef::nieuw().await;
    for (pad, status, code) in [
        ("/v1/basisprofielen/12345678", 404, "IPD0005"),
        ("/v1/basisprofielen/1234567", 400, "IPD0004"),
        ("/v1/basisprofielen/90009911?geoData=misschien", 400, "IPD1999"),
        ("/v1/vestigingsprofielen/12345678", 400, "IPD0006"),
        ("/v1/vestigingsprofielen/000000000000", 404, "IPD0007"),
        ("/v1/naamgevingen/kvknummer/90009911", 404, "IPD0001"),
        ("/v2/zoeken", 400, "IPD1998"),
        ("/v2/zoeken?postcode=1092EX", 400, "IPD1998"),
        ("/v2/zoeken?huisnummer=17", 400, "IPD1998"),
        ("/v2/zoeken?postcode=1092EX&huisnummer=17&huisletter=12", 400, "IPD1999"),
        ("/v2/zoeken?postcode=1092%C3%89X&huisnummer=17", 400, "IPD1999"),
        ("/v2/zoeken?kvkNummer=1", 400, "IPD0004"),
        ("/v2/zoeken?rsin=1", 400, "IPD0010"),
        ("/v2/zoeken?naam=x&type=kiosk", 400, "IPD1999"),
        ("/v2/zoeken?naam=x&pagina=0", 400, "IPD1999"),
        ("/v2/zoeken?naam=x&resultatenPerPagina=101", 400, "IPD1999"),
    ] {
        assert_eq!(proef.fout(pad).await, (status, code.into()), "{pad}");
    }
    let zonder = Verzoek::get(format!("{PAD}/v1/basisprofielen/90009911")).body(Body::empty()).unwrap();
    assert_eq!(proef.doe(zonder).await.0, StatusCode::UNAUTHORIZED);
    let html = Verzoek::get(format!("{PAD}/v1/basisprofielen/90009911")).header("apikey", "sleutel");
    let html = html.header("accept", "text/html").body(Body::empty()).unwrap();
    assert_eq!(proef.doe(html).await.0, StatusCode::NOT_ACCEPTABLE);
}
