//! The Terugmelden-API as the portal uses it.

use super::*;

#[tokio::test]
async fn the_same_again_is_the_same_case_and_another_content_is_refused() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-7F3K-9Q2M")).await;
    let eerst = proef.stand(&referentie).await;
    assert_eq!(
        eerst,
        json!({
            "terugMeldingReferentie": referentie, "referentieKenmerk": "KB-7F3K-9Q2M", "status": "Gemeld",
            "verloop": [{ "volgnummer": 1, "wat": "ontvangen", "op": "2026-11-22T12:00:00Z" }],
        })
    );
    *proef.klok.lock().unwrap() += Duration::hours(1);
    let anders_geschreven = serde_json::to_string_pretty(&melding("KB-7F3K-9Q2M")).unwrap();
    let (status, weer) =
        proef.portaal(Method::POST, &format!("{}/terugmelding", pad("brp")), &anders_geschreven).await;
    assert_eq!((status, weer), (StatusCode::OK, eerst));
    let mut anders = melding("KB-7F3K-9Q2M");
    anders["terugMeldingBody"]["terugMeldingGegevens"][0]["voorgesteldeWaarde"] = json!("2013-05-07");
    assert_eq!(proef.meld(&anders).await.0, StatusCode::CONFLICT);
    assert_ne!(proef.zaak(&melding("KB-7F3K-9Q2N")).await, referentie);
    let weer = Proef::op(proef.map).await;
    assert_eq!(weer.zaak(&melding("KB-7F3K-9Q2M")).await, referentie, "also after a restart");
}

#[tokio::test]
async fn what_is_unknown_is_not_there() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let onbekend = "7f0e4a52-8c4d-4c4e-9d39-111111111111";
    for (pad, status) in [
        (format!("{}/terugmelding?terugMeldingReferentie={onbekend}", pad("brp")), 404),
        (format!("{}/terugmelding?terugMeldingReferentie={referentie}", pad("kvk")), 404),
        (format!("{}/terugmelding?terugMeldingReferentie=1", pad("brp")), 400),
        (format!("{}/terugmelding", pad("brp")), 400),
        (format!("{}/terugmelding", pad("kaart")), 404),
    ] {
        assert_eq!(proef.portaal(Method::GET, &pad, "").await.0, status, "{pad}");
    }
    assert_eq!(
        proef.vul_aan(onbekend, &json!({ "kenmerk": "a", "tekst": "b" })).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(proef.trek_in(onbekend).await.0, StatusCode::NOT_FOUND);
    let elders = format!("{}/terugmelding/{referentie}/intrekking", pad("bag"));
    assert_eq!(proef.portaal(Method::POST, &elders, "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(wat(&proef.stand(&referentie).await), ["ontvangen"]);
}

#[tokio::test]
async fn nothing_without_the_key_or_in_another_form() {
    let proef = Proef::nieuw().await;
    let pad = format!("{}/terugmelding", pad("brp"));
    let inhoud = melding("KB-1").to_string();
    let met = async |koppen: &[(&str, &str)], methode: &str| {
        stuur(&proef.router, methode, &pad, koppen, inhoud.clone()).await.0
    };
    assert_eq!(met(&[("content-type", "application/json")], "POST").await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        met(&[("x-api-key", "fout"), ("content-type", "application/json")], "POST").await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(met(&[("x-api-key", SLEUTEL)], "POST").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(met(&[("x-api-key", SLEUTEL)], "PUT").await, StatusCode::METHOD_NOT_ALLOWED);
    let groot = "x".repeat(BERICHT_MAX + 1);
    assert_eq!(proef.portaal(Method::POST, &pad, &groot).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_supplement_answers_a_question_once() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let aanvulling = json!({
        "kenmerk": "KB-1-1", "tekst": "Hier is de akte.", "bijlages": [bijlage("akte.png", "image/png", b"\x89PNG\r\n\x1a\n...")],
    });
    assert_eq!(proef.vul_aan(&referentie, &aanvulling).await.0, StatusCode::CONFLICT, "nothing was asked");
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    proef.goed("fatima", &referentie, "vraag", json!({ "tekst": "Stuurt u de akte?" })).await;
    let gevraagd = proef.stand(&referentie).await;
    assert_eq!(gevraagd["status"], "Onvoldoende ContactInformatie");
    assert_eq!(gevraagd["verloop"][2]["tekst"], "Stuurt u de akte?");
    let (status, antwoord) = proef.vul_aan(&referentie, &aanvulling).await;
    assert_eq!((status, &antwoord["status"]), (StatusCode::OK, &json!("In Behandeling")));
    assert_eq!(wat(&antwoord), ["ontvangen", "inOnderzoek", "informatieGevraagd", "aangevuld"]);
    assert_eq!(proef.vul_aan(&referentie, &aanvulling).await, (StatusCode::OK, antwoord));
    let mut anders = aanvulling.clone();
    anders["tekst"] = json!("Iets anders.");
    assert_eq!(proef.vul_aan(&referentie, &anders).await.0, StatusCode::CONFLICT);
    for (veld, fout) in [
        ("kenmerk", json!("")),
        ("tekst", json!(" ")),
        ("bijlages", json!([bijlage("a", "text/html", b"<p>")])),
    ] {
        let mut met_fout = aanvulling.clone();
        met_fout[veld] = fout;
        assert_eq!(proef.vul_aan(&referentie, &met_fout).await.0, StatusCode::BAD_REQUEST, "{veld}");
    }
    let zaak = proef.werk("fatima", Method::GET, &format!("zaken/{referentie}"), &Value::Null).await.1;
    assert_eq!(zaak["aanvullingen"][0]["tekst"], "Hier is de akte.");
    assert_eq!(zaak["bijlagen"][1]["naam"], "akte.png");
}

#[tokio::test]
async fn what_was_answered_to_another_holder_is_read_here() {
    let proef = Proef::nieuw().await;
    let gezegd = |aanvulling: Value| {
        let mut melding = melding("KB-1");
        for gegeven in melding["terugMeldingBody"]["terugMeldingGegevens"].as_array_mut().unwrap() {
            gegeven["eigenvelden"]["klantbeeld"]["aanvullingen"] = json!([aanvulling]);
        }
        melding
    };
    for fout in [
        json!({ "kenmerk": "KB-1-1", "op": "gisteren", "tekst": "Ja." }),
        json!({ "kenmerk": "KB-1-1", "op": "2026-11-20T10:00:00Z", "tekst": " " }),
    ] {
        assert_eq!(proef.meld(&gezegd(fout)).await.0, StatusCode::BAD_REQUEST);
    }
    let eerder =
        json!({ "kenmerk": "KB-1-1", "op": "2026-11-20T10:00:00Z", "tekst": "De akte is van <b>mij</b>." });
    let referentie = proef.zaak(&gezegd(eerder)).await;
    let zaak = proef.werk("fatima", Method::GET, &format!("zaken/{referentie}"), &Value::Null).await.1;
    assert_eq!(
        zaak["eerdereAanvullingen"],
        json!([{ "op": "2026-11-20T10:00:00Z", "tekst": "De akte is van <b>mij</b>." }])
    );
    assert_eq!(zaak["aanvullingen"], json!([]));
}

#[tokio::test]
async fn a_withdrawal_ends_the_mark_and_comes_too_late_after_the_decision() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    assert_eq!(proef.tobias().await["geboorte"]["inOnderzoek"]["datum"], true);
    let (status, antwoord) = proef.trek_in(&referentie).await;
    assert_eq!((status, &antwoord["status"]), (StatusCode::OK, &json!("Ingetrokken")));
    assert_eq!(proef.tobias().await["geboorte"].get("inOnderzoek"), None);
    assert_eq!(proef.trek_in(&referentie).await, (StatusCode::OK, antwoord));
    let met_inhoud = format!("{}/terugmelding/{referentie}/intrekking", pad("brp"));
    assert_eq!(proef.portaal(Method::POST, &met_inhoud, "{}").await.0, StatusCode::BAD_REQUEST);

    let ander = proef.zaak(&melding("KB-2")).await;
    proef.goed("fatima", &ander, "opnemen", Value::Null).await;
    proef.goed("joost", &ander, "besluit", besluit(false, false)).await;
    assert_eq!(proef.trek_in(&ander).await.0, StatusCode::CONFLICT);
}
