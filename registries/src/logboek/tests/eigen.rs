//! What a registration writes down itself.

use super::*;
use crate::standins::{STANDINS, router};
use axum::http::StatusCode;

const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN: &str = "00f067aa0ba902b7";

impl Proef {
    /// A stand-in with its log around it.
    async fn registratie(&self, id: &str) -> Router {
        let standin = STANDINS.iter().find(|standin| standin.id == id).unwrap();
        let klok: Klok = Arc::new(|| NU);
        let (gemaakt, _) = router(standin, self.map.pad(), klok, None, SLEUTEL.into()).await.unwrap();
        self.logboeken.rond(id, gemaakt)
    }

    /// The lines with the trace of the test.
    async fn eigen(&self, registratie: &str) -> Vec<Regel> {
        let alle = alle(self.logboek(registratie)).await.into_iter();
        alle.filter(|regel| regel.trace == TRACE).collect()
    }
}

fn met_spoor(pad: &str, sleutel: &str) -> axum::http::request::Builder {
    verzoek(pad)
        .header("x-api-key", sleutel)
        .header("content-type", "application/json")
        .header("traceparent", format!("00-{TRACE}-{SPAN}-01"))
}

fn vraag_brk(bsn: &str, sleutel: &str) -> Request<Body> {
    let verzoek = met_spoor("/esd-eto-apikey/bevragen/v2/kadastraalonroerendezaken", sleutel).method("POST");
    verzoek.body(Body::from(format!(r#"{{"burgerservicenummer":"{bsn}"}}"#))).unwrap()
}

#[tokio::test]
async fn a_question_about_a_person_is_a_line_with_the_trace_of_who_asked() {
    let proef = Proef::nieuw().await;
    let brk = proef.registratie("brk").await;
    let antwoord = stuur(&brk, vraag_brk(&bsn("gezin"), SLEUTEL)).await;
    assert_eq!(antwoord.status, StatusCode::OK, "{}", antwoord.inhoud);
    let regels = proef.eigen("brk").await;
    assert_eq!(regels.len(), 1);
    let regel = &regels[0];
    assert_eq!((regel.bsn.as_str(), regel.ouder.as_deref()), (bsn("gezin").as_str(), Some(SPAN)));
    assert_eq!((regel.status.as_str(), regel.begonnen_op), ("Ok", opslag::milliseconden(NU)));
    assert_ne!(regel.span, SPAN, "its own step in the same trace");
    // Twice is two uses.
    stuur(&brk, vraag_brk(&bsn("gezin"), SLEUTEL)).await;
    assert_eq!(proef.eigen("brk").await.len(), 2);
}

#[tokio::test]
async fn what_was_refused_or_is_about_nobody_is_no_line() {
    let proef = Proef::nieuw().await;
    let brk = proef.registratie("brk").await;
    assert_eq!(stuur(&brk, vraag_brk(&bsn("gezin"), "anders")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stuur(&brk, vraag_brk("x", SLEUTEL)).await.status, StatusCode::BAD_REQUEST);
    let zaak = met_spoor("/esd-eto-apikey/bevragen/v2/kadastraalonroerendezaken/76110402170013", SLEUTEL);
    stuur(&brk, zaak.body(Body::empty()).unwrap()).await;
    assert_eq!(proef.eigen("brk").await, []);
}

/// The WOZ is asked by address; whom it tells about stands in its answer.
#[tokio::test]
async fn the_woz_writes_down_whom_its_answer_names() {
    let proef = Proef::nieuw().await;
    let woz = proef.registratie("woz").await;
    let pad = "/lvwoz/api/v1/wozobjecten?adresseerbaarObjectIdentificatie=0518010000990101";
    let antwoord = stuur(&woz, met_spoor(pad, SLEUTEL).body(Body::empty()).unwrap()).await;
    assert!(antwoord.inhoud.to_string().contains(&bsn("gezin")), "the answer is whole: {}", antwoord.inhoud);
    let over: Vec<String> = proef.eigen("woz").await.into_iter().map(|regel| regel.bsn).collect();
    assert_eq!(over, [bsn("gezin")], "once, though owner and user");
}

#[tokio::test]
async fn a_trace_that_is_none_is_left_alone() {
    let proef = Proef::nieuw().await;
    let brk = proef.registratie("brk").await;
    let eerst = alle(proef.logboek("brk")).await.len();
    let fout = [
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-999920108-00f067aa0ba902b7-01",
    ];
    for traceparent in fout {
        let mut verzoek = vraag_brk(&bsn("gezin"), SLEUTEL);
        verzoek.headers_mut().insert("traceparent", traceparent.parse().unwrap());
        assert_eq!(stuur(&brk, verzoek).await.status, StatusCode::OK);
    }
    let regels = alle(proef.logboek("brk")).await;
    assert_eq!(regels.len(), eerst + fout.len());
    let nieuwste = &regels[..fout.len()];
    assert!(nieuwste.iter().all(|regel| regel.ouder.is_none() && regel.trace != TRACE));
}

#[tokio::test]
async fn no_answer_without_its_line() {
    let proef = Proef::nieuw().await;
    let brk = proef.registratie("brk").await;
    proef.logboek("brk").sluit().await;
    let antwoord = stuur(&brk, vraag_brk(&bsn("gezin"), SLEUTEL)).await;
    assert_eq!(antwoord.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!antwoord.inhoud.to_string().contains("76110402170013"));
}
