use super::*;
use crate::Klok;
use crate::testhulp::Map as Proefmap;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use time::macros::datetime;
use tower::ServiceExt as _;

async fn vraag(pad: &str, sleutel: Option<&str>) -> (StatusCode, Value) {
    let map = Proefmap::nieuw();
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    let voorraad = Voorraad::open(&map.pad().join("rdw.db"), klok.clone()).await.unwrap();
    let router = router(Omgeving { voorraad, brp: None, klok, api_sleutel: "goed".into() }).await.unwrap();
    let mut verzoek = Request::get(format!("{PAD}{pad}"));
    if let Some(sleutel) = sleutel {
        verzoek = verzoek.header("x-app-token", sleutel);
    }
    let antwoord = router.oneshot(verzoek.body(Body::empty()).unwrap()).await.unwrap();
    let status = antwoord.status();
    (status, serde_json::from_slice(&to_bytes(antwoord.into_body(), 1_000_000).await.unwrap()).unwrap())
}

#[tokio::test]
async fn finds_rows_by_their_columns() {
    let (_, rijen) = vraag("/resource/m9d7-ebf2.json?kenteken=K572ZB", None).await;
    assert_eq!(rijen[0]["vervaldatum_apk"], "20270112");
    assert_eq!(rijen[0]["vervaldatum_apk_dt"], "2027-01-12T00:00:00.000");
    let aantal = async |pad: &str| vraag(pad, Some("goed")).await.1.as_array().unwrap().len();
    assert_eq!(aantal("/resource/8ys7-d773.json?kenteken=1KBB00").await, 2);
    assert_eq!(aantal("/resource/8ys7-d773.json?kenteken=1KBB00&brandstof_volgnummer=2").await, 1);
    assert_eq!(aantal("/resource/m9d7-ebf2.json?kenteken=K-572-ZB").await, 0);
    assert_eq!(aantal("/resource/m9d7-ebf2.json?merk=TOYOTA").await, 2);
    assert_eq!(aantal("/resource/m9d7-ebf2.json?$limit=4&$offset=4").await, 3);
}

#[tokio::test]
async fn reports_as_socrata_does() {
    for (pad, sleutel, status, code) in [
        (
            "/resource/m9d7-ebf2.json?eigenaar=1",
            None,
            StatusCode::BAD_REQUEST,
            "query.soql.unrecognized-arguments",
        ),
        ("/resource/xxxx-xxxx.json", None, StatusCode::NOT_FOUND, "dataset.missing"),
        ("/resource/m9d7-ebf2.json", Some("fout"), StatusCode::FORBIDDEN, "permission_denied"),
    ] {
        let (gekregen, fout) = vraag(pad, sleutel).await;
        assert_eq!((gekregen, &fout["code"], &fout["error"]), (status, &json!(code), &json!(true)), "{pad}");
        assert!(fout["message"].is_string());
    }
}

/// Every column of the demo's vehicles is one of the RDW's own.
#[test]
fn the_demo_has_no_column_of_its_own() {
    let lijst = format!(
        "{}/../../shared/registers/rdw/gekentekende_voertuigen_m9d7-ebf2_kolommen.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    let Ok(lijst) = std::fs::read_to_string(lijst) else {
        eprintln!("skipped: the list of columns is not here");
        return;
    };
    let kolommen: BTreeSet<&str> = lijst.lines().filter_map(|regel| regel.split(',').next()).collect();
    for (_, rij) in rijen().unwrap().iter().filter(|(tabel, _)| *tabel == VOERTUIGEN) {
        let vreemd: Vec<&String> = rij.keys().filter(|kolom| !kolommen.contains(kolom.as_str())).collect();
        assert_eq!(vreemd, Vec::<&String>::new());
    }
}
