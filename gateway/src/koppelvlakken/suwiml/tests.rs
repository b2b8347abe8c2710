//! The client against the stand-in, over HTTP and over mutual TLS.

mod tls;

use super::*;
use crate::config::{Config, Registratie};
use crate::koppelvlakken::proef::{dien, instellingen, maak, standin, vraag};
use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use proef::BSN;
use serde_json::json;

fn suwiml(instellingen: &(Config, Registratie)) -> Result<Suwiml, String> {
    maak("brv", instellingen, |bouw| Suwiml::nieuw(bouw, proef::brv()))
}

#[tokio::test]
async fn the_stand_in_answers() {
    let (_map, url) = standin(registries::suwiml::brv, registries::suwiml::BRV_PAD).await;
    let client = suwiml(&instellingen(&url)).unwrap();
    let boom = vraag(&client, BSN, &[]).await.unwrap().unwrap();
    assert_eq!(
        boom,
        json!({"ClientSuwi": [{
            "Burgerservicenr": BSN,
            "Aansprakelijke": [{"Voertuig": {"CdSrtVoertuig": "P", "KentekenVoertuig": "K572ZB"}}],
        }]})
    );
    assert_eq!(vraag(&client, "999943194", &[]).await, Ok(None), "nobody's vehicle");
}

/// An answer of one's own to whatever is asked.
async fn met_antwoord(status: StatusCode, lichaam: &'static str) -> Result<Option<Value>, BronFout> {
    let url = dien(Router::new().route("/", post(async move || (status, lichaam)))).await;
    vraag(&suwiml(&instellingen(&format!("{url}/?oin=00000099000000002000"))).unwrap(), BSN, &[]).await
}

#[tokio::test]
async fn a_broken_registry_is_a_fault_of_its_own() {
    assert_eq!(met_antwoord(StatusCode::INTERNAL_SERVER_ERROR, "{}").await, Err(BronFout::Stuk(500)));
    assert_eq!(met_antwoord(StatusCode::NOT_IMPLEMENTED, "").await, Err(BronFout::Stuk(501)));
    assert_eq!(met_antwoord(StatusCode::SERVICE_UNAVAILABLE, "").await, Err(BronFout::Overbelast));
    assert!(matches!(met_antwoord(StatusCode::OK, "\u{1}").await, Err(BronFout::Onleesbaar(_))));
    let fault = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><detail>\
        <f:Fout xmlns:f=\"http://bkwi.nl/SuwiML/FWI/v0205\"><Code>X1</Code></f:Fout></detail></s:Fault></s:Body>\
        </s:Envelope>";
    let afgewezen = BronFout::Afgewezen { status: 500, code: "X1".into() };
    assert_eq!(met_antwoord(StatusCode::INTERNAL_SERVER_ERROR, fault).await, Err(afgewezen));
}

#[test]
fn a_mistake_in_the_address_is_named_at_start() {
    let fout = suwiml(&instellingen("https://broker.example/RDW")).err().unwrap();
    assert!(fout.starts_with("registraties.brv.url must end in ?oin="), "{fout}");
}
