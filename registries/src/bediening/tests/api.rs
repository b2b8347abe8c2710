use super::*;
use crate::standins::STANDINS;
use serde_json::{Value, json};
use time::Duration;

const GEDRAG: &str = "/demo/v1/registraties/brp/gedrag";
const KLOK: &str = "/demo/v1/klok";

#[tokio::test]
async fn sets_and_lists_what_holds() {
    let proef = Proef::nieuw();
    let zet = async |lichaam: &str| {
        assert_eq!(proef.json(GEDRAG, lichaam).await.0, StatusCode::NO_CONTENT, "{lichaam}");
    };
    let regels = async || {
        let lijst: Value = serde_json::from_str(&proef.haal("/demo/v1/registraties").await).unwrap();
        let ids: Vec<&str> =
            lijst.as_array().unwrap().iter().map(|een| een["id"].as_str().unwrap()).collect();
        assert_eq!((ids.first(), ids.last()), (Some(&"brp"), Some(&"meldpunt")));
        assert!(STANDINS.iter().all(|standin| ids.contains(&standin.id)));
        lijst[0]["regels"].clone()
    };
    assert_eq!(regels().await, json!([]));
    zet(r#"{"bsn":"9999 70 124","gedrag":"traag","vertragingMs":60000,"keren":2}"#).await;
    zet(r#"{"gedrag":"storing"}"#).await;
    assert_eq!(
        regels().await,
        json!([
            {"bsn": null, "gedrag": "storing", "vertragingMs": 0, "keren": null},
            {"bsn": BSN, "gedrag": "traag", "vertragingMs": 60000, "keren": 2},
        ])
    );
    zet(r#"{"bsn":"999970124","gedrag":"normaal"}"#).await;
    assert_eq!(regels().await[0]["gedrag"], "storing");
    zet(r#"{"bsn":"999970124","gedrag":"half"}"#).await;
    zet(r#"{"gedrag":"normaal"}"#).await;
    assert_eq!(regels().await, json!([]));
}

#[tokio::test]
async fn refuses_what_is_not_right() {
    let proef = Proef::nieuw();
    for (pad, lichaam, status) in [
        ("/demo/v1/registraties/niets/gedrag", r#"{"gedrag":"storing"}"#, 404),
        (GEDRAG, "", 400),
        (GEDRAG, "{}", 400),
        (GEDRAG, r#"{"gedrag":"dansen"}"#, 400),
        (GEDRAG, r#"{"gedrag":"storing","extra":1}"#, 400),
        (GEDRAG, r#"{"gedrag":"storing","bsn":"999970125"}"#, 400),
        (GEDRAG, r#"{"gedrag":"storing","bsn":""}"#, 400),
        (GEDRAG, r#"{"gedrag":"traag"}"#, 400),
        (GEDRAG, r#"{"gedrag":"traag","vertragingMs":60001}"#, 400),
        (GEDRAG, r#"{"gedrag":"traag","vertragingMs":-1}"#, 400),
        (GEDRAG, r#"{"gedrag":"storing","keren":0}"#, 400),
        (GEDRAG, r#"{"gedrag":"storing","keren":1001}"#, 400),
        ("/demo/v1/registraties/meldpunt/gedrag", r#"{"gedrag":"anderepersoon"}"#, 400),
        ("/demo/v1/registraties/meldpunt/gedrag", r#"{"gedrag":"storing","bsn":"999970124"}"#, 400),
        (GEDRAG, r#"{"gedrag":"dubbel"}"#, 400),
        (KLOK, "{}", 400),
        (KLOK, r#"{"vooruitSeconden":-1}"#, 400),
        (KLOK, r#"{"vooruitSeconden":99999999999}"#, 400),
        (KLOK, r#"{"vooruitSeconden":1,"nu":"2026-03-01T12:00:00Z"}"#, 400),
        (KLOK, r#"{"nu":"1 maart"}"#, 400),
        (KLOK, r#"{"nu":"9999-03-01T12:00:00Z"}"#, 400),
    ] {
        let (antwoord, koppen, tekst) = proef.json(pad, lichaam).await;
        assert_eq!(antwoord, status, "{pad} {lichaam}");
        assert_eq!(koppen[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(serde_json::from_str::<Value>(&tekst).unwrap()["status"], status);
        assert!(!tekst.contains("9999701"), "{tekst}");
    }
    assert_eq!(
        proef.post(GEDRAG, "text/plain", r#"{"gedrag":"storing"}"#).await.0,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let lang = format!("{{\"gedrag\":\"{}\"}}", "x".repeat(20_000));
    assert_eq!(proef.json(GEDRAG, &lang).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(proef.tabel.lijst("brp").is_empty() && proef.tabel.lijst("meldpunt").is_empty());
    assert!(proef.verzet.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_use_log_is_set_by_itself() {
    let proef = Proef::nieuw();
    for gedrag in ["vreemderegel", "dubbel", "klokvoor", "ontbreekt", "anderepersoon", "storing"] {
        let lichaam = format!(r#"{{"gedrag":"{gedrag}","bsn":"999970124"}}"#);
        let (status, _, tekst) = proef.json("/demo/v1/registraties/logboek-brp/gedrag", &lichaam).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{gedrag}: {tekst}");
    }
    assert!(proef.tabel.lijst("brp").is_empty());
    assert!(
        proef
            .haal("/demo")
            .await
            .contains("Gebruikslog van Personen &lt;BRP&gt; voor P. &lt;gezin&gt;: storing")
    );
}

#[tokio::test]
async fn moves_the_clock() {
    let proef = Proef::nieuw();
    assert_eq!(proef.json(KLOK, r#"{"vooruitSeconden":900}"#).await.0, StatusCode::NO_CONTENT);
    assert_eq!(proef.json(KLOK, r#"{"nu":"2027-01-02T03:04:05+01:00"}"#).await.0, StatusCode::NO_CONTENT);
    let verwacht =
        [Klokverzet::Vooruit(Duration::seconds(900)), Klokverzet::Nu(datetime!(2027-01-02 02:04:05 UTC))];
    assert_eq!(*proef.verzet.lock().unwrap(), verwacht);
    assert_eq!(proef.haal(KLOK).await, r#"{"nu":"2026-03-01T12:00:00Z"}"#);
}

#[tokio::test]
async fn does_the_same_by_hand() {
    let proef = Proef::nieuw();
    let formulier =
        async |velden: &str| proef.post("/demo", "application/x-www-form-urlencoded", velden).await;
    assert!(proef.haal("/demo").await.contains("Alles werkt normaal."));
    let (status, koppen, _) =
        formulier("registratie=brp&persoon=gezin&gedrag=traag&vertraging=500&keren=2").await;
    assert_eq!((status, koppen[header::LOCATION].to_str().unwrap()), (StatusCode::SEE_OTHER, "/demo"));
    let pagina = proef.haal("/demo").await;
    assert!(
        pagina.contains("Personen &lt;BRP&gt; voor P. &lt;gezin&gt;: traag (500 ms, nog 2 keer)")
            && !pagina.contains(BSN)
    );
    assert_eq!(formulier("vooruit=300").await.0, StatusCode::SEE_OTHER);
    assert_eq!(*proef.verzet.lock().unwrap(), [Klokverzet::Vooruit(Duration::minutes(5))]);
    for fout in [
        "",
        "gedrag=storing",
        "registratie=brp",
        "registratie=brp&gedrag=storing&persoon=x",
        "registratie=brp&gedrag=dansen",
        "registratie=brp&gedrag=storing&keren=veel",
        "registratie=brp&registratie=meldpunt&gedrag=anderepersoon",
        "registratie=niets&gedrag=storing",
        "vooruit=-1",
        "x=1",
    ] {
        let (status, _, pagina) = formulier(fout).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{fout}");
        assert!(pagina.contains("role=\"alert\""));
    }
    let van_elders = Request::post("/demo")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(
        proef.doe(van_elders.body(Body::from("vooruit=300")).unwrap()).await.0,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn sets_several_at_once_and_all_back() {
    let proef = Proef::nieuw();
    let formulier =
        async |velden: &str| proef.post("/demo", "application/x-www-form-urlencoded", velden).await.0;
    assert_eq!(formulier("registratie=brp&registratie=meldpunt&gedrag=storing").await, StatusCode::SEE_OTHER);
    assert!(["brp", "meldpunt"].iter().all(|id| proef.tabel.lijst(id).len() == 1));
    assert_eq!(
        formulier("registratie=brp&registratie=meldpunt&gedrag=anderepersoon").await,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(proef.tabel.lijst("brp")[0].1.gedrag, super::super::Gedrag::Storing, "all or none");
    let pagina = proef.haal("/demo").await;
    assert!(pagina.contains("Meldpunt voor incidenten voor iedereen: storing"));
    assert_eq!(formulier("registratie=brp&registratie=meldpunt&gedrag=normaal").await, StatusCode::SEE_OTHER);
    assert!(proef.haal("/demo").await.contains("Alles werkt normaal."));
}
