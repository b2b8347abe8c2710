//! Everything together, as the demo starts it.

use super::*;
use crate::testhulp::Map;
use time::macros::datetime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

fn opties(map: &Map) -> Opties {
    let klok: Klok = Arc::new(|| datetime!(2026-03-01 12:00 UTC));
    Opties { data: map.pad().into(), klok, brp_testset: None, api_sleutel: "sleutel".into() }
}

/// The answer to a POST, head and body in one.
async fn post(url: &Url, koppen: &str, lichaam: &str) -> String {
    let mut lijn = TcpStream::connect((url.host_str().unwrap(), url.port().unwrap())).await.unwrap();
    let (pad, lengte) = (url.path(), lichaam.len());
    let verzoek = format!(
        "POST {pad} HTTP/1.1\r\nhost: x\r\nconnection: close\r\naccept: application/json\r\n\
         content-type: application/json\r\ncontent-length: {lengte}\r\n{koppen}\r\n{lichaam}"
    );
    lijn.write_all(verzoek.as_bytes()).await.unwrap();
    let mut antwoord = String::new();
    lijn.read_to_string(&mut antwoord).await.unwrap();
    antwoord
}

#[tokio::test]
async fn serves_what_it_promises_and_keeps_it_after_a_restart() {
    let map = Map::nieuw();
    let gestart = start(opties(&map)).await.unwrap();
    let personen = format!("{}/personen", gestart.adressen["brp"]).parse().unwrap();
    let vraag = format!(
        r#"{{"type":"RaadpleegMetBurgerservicenummer","burgerservicenummer":["{}"],"fields":["burgerservicenummer"]}}"#,
        gestart.personen[0].bsn
    );
    assert!(post(&personen, "", &vraag).await.starts_with("HTTP/1.1 401"));
    for (registratie, url) in &gestart.logboeken {
        let lezen = format!("{url}/processing-activities").parse().unwrap();
        let verwacht = if *registratie == "woz" { "HTTP/1.1 404" } else { "HTTP/1.1 401" };
        assert!(post(&lezen, "", "{}").await.starts_with(verwacht), "{registratie}");
    }
    let melding = r#"{"soort":"proef","opgetredenOp":"2026-03-01T12:00:00Z"}"#;
    let sleutel = "idempotency-key: k1\r\n";
    assert!(post(&gestart.meldpunt_url, sleutel, melding).await.starts_with("HTTP/1.1 201"));
    let zout = gestart.zout;
    gestart.stop().await;

    let weer = start(opties(&map)).await.unwrap();
    assert_eq!(weer.zout, zout);
    assert!(post(&weer.meldpunt_url, sleutel, melding).await.starts_with("HTTP/1.1 200"));
    weer.stop().await;
}

#[tokio::test]
async fn mounts_the_identity_provider_and_demo_control() {
    let map = Map::nieuw();
    let gestart = start(opties(&map)).await.unwrap();
    let issuer: Url = "http://127.0.0.1:1/demo/identiteit".parse().unwrap();
    let client = Client {
        client_id: "klantbeeld".into(),
        client_secret: "geheim".into(),
        redirect_uris: vec!["http://127.0.0.1:1/auth/terug".parse().unwrap()],
        post_logout_redirect_uris: Vec::new(),
    };
    let demo = Router::new()
        .nest("/demo/identiteit", gestart.identiteit(issuer, vec![client]).unwrap())
        .merge(gestart.bediening(Arc::new(|_| {}), BTreeMap::new()));
    let server = Server::start(demo).await.unwrap();
    let op = |pad: &str| Url::parse(&format!("http://{}{pad}", server.adres())).unwrap();
    let gedrag = post(&op("/demo/v1/registraties/meldpunt/gedrag"), "", r#"{"gedrag":"overbelast"}"#).await;
    assert!(gedrag.starts_with("HTTP/1.1 204"), "{gedrag}");
    assert!(post(&gestart.meldpunt_url, "", "{}").await.starts_with("HTTP/1.1 429"));
    assert!(post(&op("/demo/identiteit/token"), "", "{}").await.starts_with("HTTP/1.1 400"));
    server.stop().await;
    gestart.stop().await;
}

#[tokio::test]
async fn holders_are_reached_and_can_be_made_to_fail() {
    let map = Map::nieuw();
    let gestart = start(opties(&map)).await.unwrap();
    assert_eq!(gestart.terugmelden.len(), 10);
    let adres = Url::parse(&format!("{}/terugmelding", gestart.terugmelden["kvk"])).unwrap();
    // As large as a terugmelding with files; other stand-ins take no more than one megabyte.
    let groot = " ".repeat(2 * 1024 * 1024);
    assert!(post(&adres, "", &groot).await.starts_with("HTTP/1.1 401"));
    assert!(post(&adres, "x-api-key: sleutel\r\n", &groot).await.starts_with("HTTP/1.1 400"));
    assert!(post(&gestart.kennisgevingen_url, "", "{}").await.starts_with("HTTP/1.1 401"));
    let zaken = Url::parse(&format!("{}/zaken", gestart.behandeling_url)).unwrap();
    assert!(post(&zaken, "", "").await.starts_with("HTTP/1.1 405"));

    let demo = gestart.houder(BTreeMap::new()).merge(gestart.bediening(Arc::new(|_| {}), BTreeMap::new()));
    let server = Server::start(demo).await.unwrap();
    let op = |pad: &str| Url::parse(&format!("http://{}{pad}", server.adres())).unwrap();
    for (id, adres) in [("terugmelden", &adres), ("kennisgevingen", &gestart.kennisgevingen_url)] {
        let pad = format!("/demo/v1/registraties/{id}/gedrag");
        assert!(post(&op(&pad), "", r#"{"gedrag":"overbelast"}"#).await.starts_with("HTTP/1.1 204"), "{id}");
        assert!(post(adres, "", "{}").await.starts_with("HTTP/1.1 429"), "{id}");
        assert!(
            post(&op(&pad), "", r#"{"gedrag":"anderepersoon"}"#).await.starts_with("HTTP/1.1 400"),
            "{id}"
        );
    }
    assert!(post(&op("/demo/houder"), "", "").await.starts_with("HTTP/1.1 405"));
    server.stop().await;
    gestart.stop().await;
}

#[tokio::test]
async fn names_the_file_that_is_not_there() {
    let map = Map::nieuw();
    let testset = Some(map.pad().join("weg.json"));
    let fout = start(Opties { brp_testset: testset, ..opties(&map) }).await.err().unwrap();
    assert!(fout.to_string().contains("weg.json"), "{fout}");
}
