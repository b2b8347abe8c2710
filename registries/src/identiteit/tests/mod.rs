//! The issuer as a client sees it: over HTTP, without a network.

mod authorize;
mod login;
mod token;
mod uitloggen;

use super::{Client, Inlogpersoon, Opties, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use time::OffsetDateTime;
use tower::ServiceExt as _;
use url::Url;

const TERUG: &str = "http://portaal.example:8000/auth/terug";
const UITGELOGD: &str = "http://portaal.example:8000/uitgelogd";
/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const BSN: &str = "999970124";
const ANDER: &str = "999970008";
/// In no list and no register, but a valid BSN.
const ONBEKEND: &str = "999990019";

/// An issuer with a clock of its own.
struct Proef {
    router: Router,
    klok: Arc<AtomicI64>,
}

/// An answer, read to its end.
struct Antwoord {
    status: StatusCode,
    koppen: HeaderMap,
    tekst: String,
}

type Velden<'a> = Vec<(&'a str, &'a str)>;

impl Proef {
    fn nieuw() -> Self {
        let klok = Arc::new(AtomicI64::new(1_772_366_400));
        let wijzer = Arc::clone(&klok);
        let client = |id: &str, terug: &str| Client {
            client_id: id.into(),
            client_secret: format!("geheim van {id}"),
            redirect_uris: vec![terug.parse().unwrap()],
            post_logout_redirect_uris: vec![UITGELOGD.parse().unwrap()],
        };
        let persoon = |id: &str, bsn: &str| Inlogpersoon {
            id: id.into(),
            naam: format!("P. <{id}>"),
            bsn: bsn.into(),
            situatie_nl: "Een gezin".into(),
            situatie_en: "A family".into(),
        };
        let opties = Opties {
            issuer: "http://portaal.example:8000/demo/identiteit".parse().unwrap(),
            clients: vec![client("klantbeeld", TERUG), client("ander", "http://ander.example/terug")],
            klok: Arc::new(move || {
                OffsetDateTime::from_unix_timestamp(wijzer.load(Ordering::Relaxed)).unwrap()
            }),
            zout: [7; 32],
            personen: vec![persoon("gezin", BSN), persoon("student", ANDER)],
            kent_bsn: Arc::new(|bsn| Box::pin(async move { Some(bsn != ONBEKEND) })),
        };
        Self { router: router(opties).unwrap(), klok }
    }

    fn vooruit(&self, seconden: i64) {
        self.klok.fetch_add(seconden, Ordering::Relaxed);
    }

    async fn doe(&self, verzoek: Request<Body>) -> Antwoord {
        let antwoord = self.router.clone().oneshot(verzoek).await.unwrap();
        let (kop, lichaam) = antwoord.into_parts();
        let tekst = String::from_utf8(to_bytes(lichaam, usize::MAX).await.unwrap().to_vec()).unwrap();
        Antwoord { status: kop.status, koppen: kop.headers, tekst }
    }

    async fn haal(&self, pad: &str) -> Antwoord {
        self.doe(Request::get(pad).body(Body::empty()).unwrap()).await
    }

    async fn vraag(&self, pad: &str, velden: &[(&str, &str)]) -> Antwoord {
        self.haal(&format!("{pad}?{}", als_formulier(velden))).await
    }

    async fn post(&self, pad: &str, velden: &[(&str, &str)]) -> Antwoord {
        let verzoek = Request::post(pad).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.doe(verzoek.body(Body::from(als_formulier(velden))).unwrap()).await
    }

    /// Opens the login page and returns its transaction.
    async fn transactie(&self, velden: &[(&str, &str)]) -> String {
        let pagina = self.vraag("/authorize", velden).await;
        assert_eq!(pagina.status, StatusCode::OK, "{}", pagina.tekst);
        let (_, rest) = pagina.tekst.split_once("name=\"transactie\" value=\"").unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    /// Logs in with these fields of the page and returns the code.
    async fn code(&self, keuze: &[(&str, &str)]) -> String {
        let transactie = self.transactie(&aanvraag()).await;
        let velden: Velden =
            [("transactie", transactie.as_str())].into_iter().chain(keuze.iter().copied()).collect();
        self.post("/login", &velden).await.terug()["code"].clone()
    }

    /// The claims of userinfo.
    async fn userinfo(&self, toegang: &str) -> Antwoord {
        let verzoek = Request::get("/userinfo").header(header::AUTHORIZATION, format!("Bearer {toegang}"));
        self.doe(verzoek.body(Body::empty()).unwrap()).await
    }
}

impl Antwoord {
    fn json(&self) -> Value {
        serde_json::from_str(&self.tekst).unwrap()
    }

    fn kop(&self, naam: header::HeaderName) -> &str {
        self.koppen.get(naam).map(|waarde| waarde.to_str().unwrap()).unwrap_or_default()
    }

    /// Parameters of the redirect to the client.
    fn terug(&self) -> HashMap<String, String> {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.tekst);
        let adres: Url = self.kop(header::LOCATION).parse().unwrap();
        assert!(adres.as_str().starts_with(TERUG), "{adres}");
        adres.query_pairs().into_owned().collect()
    }
}

fn als_formulier(velden: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(velden).finish()
}

/// A good authorization request.
fn aanvraag() -> Velden<'static> {
    vec![
        ("client_id", "klantbeeld"),
        ("redirect_uri", TERUG),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "staat & meer"),
        ("nonce", "eenmalig"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("acr_values", "http://eidas.europa.eu/LoA/substantial"),
    ]
}

/// The same with one field set, or left out when `None`.
fn met<'a>(velden: Velden<'a>, naam: &'a str, waarde: Option<&'a str>) -> Velden<'a> {
    velden.into_iter().filter(|(dit, _)| *dit != naam).chain(waarde.map(|waarde| (naam, waarde))).collect()
}
