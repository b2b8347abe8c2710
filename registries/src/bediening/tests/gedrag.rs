//! The layer around a stand-in, over real TCP: only there can a connection break.

use super::*;
use crate::bediening::gedrag::{Gedrag, Regel};
use crate::bediening::met_gedrag;
use crate::server::Server;
use axum::routing::post;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A stand-in that answers with what it was asked, behind the layer.
async fn dienst(tabel: &Gedragstabel) -> Server {
    let echo = Router::new()
        .route("/vraag", post(async |lichaam: String| ([("content-type", "application/json")], lichaam)));
    Server::start(met_gedrag(echo, "brp", tabel.clone(), vec![BSN.into(), ANDER.into()])).await.unwrap()
}

/// Head and body as they came over the line until it closed.
async fn vraag(server: &Server, bsn: &str) -> (String, Vec<u8>) {
    let lichaam =
        json!({ "type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [bsn] }).to_string();
    let mut lijn = TcpStream::connect(server.adres()).await.unwrap();
    let verzoek = format!(
        "POST /vraag HTTP/1.1\r\nhost: brp\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{lichaam}",
        lichaam.len()
    );
    lijn.write_all(verzoek.as_bytes()).await.unwrap();
    let mut alles = Vec::new();
    // A reset instead of a clean end is just as well a broken line; what came before it counts.
    let _ = lijn.read_to_end(&mut alles).await;
    let einde = alles.windows(4).position(|vier| vier == b"\r\n\r\n").map_or(alles.len(), |plek| plek + 4);
    let rest = alles.split_off(einde);
    (String::from_utf8(alles).unwrap(), rest)
}

fn zet(tabel: &Gedragstabel, bsn: Option<&str>, gedrag: Gedrag, keren: Option<u32>) {
    assert!(tabel.zet("brp", bsn.map(Into::into), Regel { gedrag, vertraging: Duration::ZERO, keren }));
}

fn over_wie(lichaam: &[u8]) -> Value {
    serde_json::from_slice::<Value>(lichaam).unwrap()["burgerservicenummer"][0].clone()
}

#[tokio::test]
async fn does_what_the_table_says() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    assert_eq!(over_wie(&vraag(&server, BSN).await.1), BSN);

    zet(&tabel, None, Gedrag::Storing, None);
    let (kop, lichaam) = vraag(&server, BSN).await;
    assert!(kop.starts_with("HTTP/1.1 500") && kop.contains("application/problem+json"), "{kop}");
    assert_eq!(serde_json::from_slice::<Value>(&lichaam).unwrap()["code"], "serverError");

    zet(&tabel, None, Gedrag::Overbelast, None);
    let (kop, _) = vraag(&server, BSN).await;
    assert!(kop.starts_with("HTTP/1.1 429") && kop.contains("retry-after: 2"), "{kop}");

    zet(&tabel, None, Gedrag::Onleesbaar, None);
    let (kop, lichaam) = vraag(&server, BSN).await;
    assert!(kop.starts_with("HTTP/1.1 200") && kop.contains("application/json"), "{kop}");
    assert!(serde_json::from_slice::<Value>(&lichaam).is_err());

    zet(&tabel, None, Gedrag::Anderepersoon, None);
    assert_eq!(over_wie(&vraag(&server, BSN).await.1), ANDER);
    assert_eq!(over_wie(&vraag(&server, ANDER).await.1), BSN);
    server.stop().await;
}

#[tokio::test]
async fn unreachable_is_a_line_that_closes_without_a_byte() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    zet(&tabel, None, Gedrag::Onbereikbaar, None);
    assert_eq!(vraag(&server, BSN).await, (String::new(), Vec::new()));
    zet(&tabel, None, Gedrag::Normaal, None);
    assert_eq!(over_wie(&vraag(&server, BSN).await.1), BSN);
    server.stop().await;
}

#[tokio::test]
async fn half_breaks_off_under_the_length_of_the_whole() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    let (_, heel) = vraag(&server, BSN).await;
    zet(&tabel, None, Gedrag::Half, None);
    let (kop, lichaam) = vraag(&server, BSN).await;
    assert!(kop.contains(&format!("content-length: {}", heel.len())), "{kop}");
    assert_eq!(lichaam, heel[..heel.len() / 2]);
    server.stop().await;
}

#[tokio::test]
async fn too_much_is_ten_megabytes_of_json() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    zet(&tabel, None, Gedrag::Teveel, None);
    let (kop, lichaam) = vraag(&server, BSN).await;
    assert!(kop.starts_with("HTTP/1.1 200") && kop.contains("chunked"), "{kop}");
    assert!(lichaam.len() > 10_000_000 && lichaam.ends_with(b"0\r\n\r\n"));
    server.stop().await;
}

#[tokio::test]
async fn too_much_is_valid_json() {
    let lichaam = to_bytes(crate::bediening::laag::teveel(), usize::MAX).await.unwrap();
    let gelezen: Value = serde_json::from_slice(&lichaam).unwrap();
    assert!(gelezen["personen"].as_array().unwrap().len() > 200_000);
}

#[tokio::test]
async fn counts_down_and_keeps_people_apart() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    zet(&tabel, Some(BSN), Gedrag::Storing, Some(2));
    for status in ["500", "500", "200"] {
        let (kop, _) = vraag(&server, BSN).await;
        assert!(kop.starts_with(&format!("HTTP/1.1 {status}")), "{kop}");
        let (ander, _) = vraag(&server, ANDER).await;
        assert!(ander.starts_with("HTTP/1.1 200"), "{ander}");
    }
    zet(&tabel, None, Gedrag::Overbelast, None);
    zet(&tabel, Some(BSN), Gedrag::Onleesbaar, Some(1));
    assert!(vraag(&server, BSN).await.0.starts_with("HTTP/1.1 200"));
    assert!(vraag(&server, BSN).await.0.starts_with("HTTP/1.1 429"));
    server.stop().await;
}

#[tokio::test(start_paused = true)]
async fn slow_waits_as_long_as_it_was_told() {
    let tabel = Gedragstabel::default();
    let regel = Regel { gedrag: Gedrag::Traag, vertraging: Duration::from_mins(1), keren: None };
    tabel.zet("brp", None, regel);
    let echo = Router::new().route("/vraag", post(async |lichaam: String| lichaam));
    let router = met_gedrag(echo, "brp", tabel, Vec::new());
    let begin = tokio::time::Instant::now();
    let antwoord = router.oneshot(Request::post("/vraag").body(Body::from("{}")).unwrap()).await.unwrap();
    assert_eq!((antwoord.status(), begin.elapsed()), (StatusCode::OK, Duration::from_mins(1)));
}

/// A SOAP service that is broken does not answer with JSON.
#[tokio::test]
async fn breaks_as_a_soap_service_does() {
    let tabel = Gedragstabel::default();
    let echo = Router::new().route("/vraag", post(async || ([("content-type", "text/xml")], "<a>1</a>")));
    let router = met_gedrag(echo, "brp", tabel.clone(), Vec::new());
    let vraag = async |gedrag| {
        zet(&tabel, None, gedrag, None);
        let verzoek = Request::post("/vraag").header("content-type", "text/xml; charset=utf-8");
        let verzoek = verzoek.body(Body::from("<a/>")).unwrap();
        let (kop, lichaam) = router.clone().oneshot(verzoek).await.unwrap().into_parts();
        let lichaam = to_bytes(lichaam, usize::MAX).await.unwrap();
        let soort = kop.headers["content-type"].to_str().unwrap().to_owned();
        (kop.status.as_u16(), soort, String::from_utf8(lichaam.to_vec()).unwrap())
    };
    let (status, soort, lichaam) = vraag(Gedrag::Storing).await;
    assert_eq!((status, soort.as_str()), (500, "text/xml; charset=utf-8"));
    assert!(lichaam.contains("<soap:Fault>"));
    for (gedrag, verwacht) in [(Gedrag::Onleesbaar, 200), (Gedrag::Overbelast, 503)] {
        let (status, soort, lichaam) = vraag(gedrag).await;
        assert_eq!((status, soort.as_str()), (verwacht, "text/html; charset=utf-8"));
        assert!(lichaam.starts_with("<!doctype html>"));
    }
    assert_eq!(vraag(Gedrag::Schema).await.2, "<a><Anders>1</Anders></a>");
}

/// The real answer, spoilt: the length in front goes with it.
#[tokio::test]
async fn spoils_the_real_answer_and_leaves_errors_alone() {
    let tabel = Gedragstabel::default();
    let server = dienst(&tabel).await;
    zet(&tabel, None, Gedrag::Schema, None);
    let (kop, lichaam) = vraag(&server, BSN).await;
    assert!(kop.starts_with("HTTP/1.1 200") && kop.contains(&format!("content-length: {}", lichaam.len())));
    let gelezen: Value = serde_json::from_slice(&lichaam).unwrap();
    assert_eq!(gelezen["burgerservicenummer"], json!({ "0": 9 }));

    let fout = Router::new().route("/vraag", post(async || (StatusCode::NOT_FOUND, r#"{"code":"A1"}"#)));
    let router = met_gedrag(fout, "brp", tabel.clone(), Vec::new());
    let verzoek = Request::post("/vraag").body(Body::from("{}")).unwrap();
    let lichaam = to_bytes(router.oneshot(verzoek).await.unwrap().into_body(), usize::MAX).await.unwrap();
    assert_eq!(lichaam, r#"{"code":"A1"}"#);
    server.stop().await;
}

#[tokio::test]
async fn repeats_the_first_answer_to_the_same_question_until_it_answers_afresh() {
    let gevraagd = Arc::new(AtomicU32::new(0));
    let tel = async move || (gevraagd.fetch_add(1, Ordering::SeqCst) + 1).to_string();
    let tabel = Gedragstabel::default();
    let router = met_gedrag(Router::new().route("/vraag", post(tel)), "brp", tabel.clone(), Vec::new());
    let vraag = async |lichaam: &'static str| {
        let verzoek = Request::post("/vraag").body(Body::from(lichaam)).unwrap();
        let antwoord = router.clone().oneshot(verzoek).await.unwrap();
        to_bytes(antwoord.into_body(), usize::MAX).await.unwrap()
    };
    zet(&tabel, None, Gedrag::Herhaal, None);
    assert_eq!(
        (vraag("een").await, vraag("ander").await, vraag("een").await),
        ("1".into(), "2".into(), "1".into())
    );
    zet(&tabel, None, Gedrag::Normaal, None);
    assert_eq!(vraag("een").await, "3");
    zet(&tabel, None, Gedrag::Herhaal, None);
    assert_eq!((vraag("een").await, vraag("een").await), ("4".into(), "4".into()));
}
