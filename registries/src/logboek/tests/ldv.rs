//! The *lezen* extension, held against its own description.

use super::*;
use crate::haalcentraal::toets::Standaard;
use axum::http::StatusCode;
use serde_json::{Value, json};

const PAD: &str = "/logboek/brp/lezenapi/v1/processing-activities";

impl Proef {
    async fn post(&self, vraag: &str) -> Antwoord {
        let verzoek = verzoek(PAD)
            .method("POST")
            .header("x-api-key", SLEUTEL)
            .header("content-type", "application/json");
        self.vraag("brp", verzoek, vraag).await
    }

    async fn regels(&self, vraag: &Value) -> Vec<Value> {
        let antwoord = self.post(&vraag.to_string()).await;
        assert_eq!(antwoord.status, StatusCode::OK, "{}", antwoord.inhoud);
        antwoord.inhoud["processingActivities"].as_array().unwrap().clone()
    }
}

fn over(persoon: &str) -> Value {
    json!({ "dpl.core.data_subject_id": bsn(persoon), "dpl.core.data_subject_id_type": "BSN" })
}

/// The standard with what it refers to: its attributes stand beside it, its problem is that of RFC 9457.
fn standaard() -> Option<Standaard> {
    let mut standaard = Standaard::lees("logboek/logius-ldv-lezen-openapi-1.1.0.gerepareerd.json")?;
    let attributen = Standaard::lees("logboek/logius-ldv-attributes.schema.json")?.deel("");
    standaard.vervang("Attributes", attributen);
    standaard.vervang("Nlgovproblem", json!({ "type": "object" }));
    Some(standaard)
}

#[tokio::test]
async fn answers_as_the_standard_says() {
    let Some(standaard) = standaard() else { return };
    let proef = Proef::nieuw().await;
    for (persoon, bsn) in bsns() {
        let mut regels = proef.regels(&over(&persoon)).await;
        for regel in &mut regels {
            assert_eq!(regel["attributes"]["dpl.core.data_subject_id"], bsn);
            // Our profile stands beside the standard, in a name space of its own.
            let attributen = regel["attributes"].as_object_mut().unwrap();
            attributen.retain(|naam, _| !naam.starts_with("dpl.klantbeeld."));
        }
        standaard.toets("ListProcessingActivities", &json!({ "processingActivities": regels }));
    }
}

#[tokio::test]
async fn gives_the_newest_first_within_the_time_asked() {
    let proef = Proef::nieuw().await;
    let alle = proef.regels(&over("gezin")).await;
    let begin = |regel: &Value| regel["startTime"].as_i64().unwrap();
    assert!(alle.len() > 30 && alle.windows(2).all(|paar| begin(&paar[0]) >= begin(&paar[1])));
    let (van, tot) = (begin(&alle[20]), alle[10]["endTime"].as_i64().unwrap());
    let mut vraag = over("gezin");
    (vraag["startTime"], vraag["endTime"]) = (json!(van), json!(tot));
    assert_eq!(proef.regels(&vraag).await, alle[10..=20]);
    let trace = json!({ "traceId": alle[3]["traceId"] });
    assert_eq!(proef.regels(&trace).await, alle[3..=3]);
    let (aow, processor) = ("https://rvva.example/svb/aow/versions/1", "https://svb.example/applicatie");
    let van_allen = proef
        .regels(&json!({"dpl.core.processing_activity_id": aow, "dpl.core.foreign_operation.processor": processor}))
        .await;
    let personen: BTreeSet<String> =
        van_allen.iter().map(|regel| regel["attributes"]["dpl.core.data_subject_id"].to_string()).collect();
    assert!(van_allen.len() > 20 && personen.len() == 2, "{personen:?}");
}

#[tokio::test]
async fn gives_no_more_than_its_maximum() {
    let proef = Proef::nieuw().await;
    let regels: Vec<Regel> = (0..1_005).map(|nummer| super::regel("999970124", 1_000 + nummer)).collect();
    proef.logboek("brp").schrijf(&regels).await.unwrap();
    let antwoord = proef.regels(&json!({ "dpl.core.data_subject_id": "999970124" })).await;
    assert_eq!((antwoord.len(), &antwoord[0]["startTime"]), (1_000, &json!(2_004)));
    assert_eq!(antwoord[999]["startTime"], 1_005);
}

#[tokio::test]
async fn confidential_lines_are_kept_and_never_served() {
    let proef = Proef::nieuw().await;
    for persoon in ["gezin", "geheimhouding", "onderzoek"] {
        assert!(proef.logboek("brp").tel_vertrouwelijke(&bsn(persoon)).await > 0, "{persoon}");
        let regels = proef.regels(&over(persoon)).await;
        assert!(!regels.is_empty());
        assert!(!serde_json::to_string(&regels).unwrap().to_lowercase().contains("opsporing"));
    }
    let politie =
        json!({ "dpl.core.processing_activity_id": "https://rvva.example/politie/opsporing/versions/1" });
    assert_eq!(proef.regels(&politie).await, Vec::<Value>::new());
    // Also not to who knows the trace, and however many there are.
    let mut geheim = super::regel("999970124", 1_000);
    geheim.vertrouwelijk_tot = Some(1_001);
    let trace = ids::als_uuid(&geheim.trace);
    proef.logboek("brp").schrijf(&[geheim]).await.unwrap();
    assert_eq!(proef.regels(&json!({ "traceId": trace })).await, Vec::<Value>::new());
    assert_eq!(proef.regels(&json!({ "dpl.core.data_subject_id": "999970124" })).await, Vec::<Value>::new());
}

#[tokio::test]
async fn refuses_a_question_that_is_not_right_and_repeats_nothing_of_it() {
    let proef = Proef::nieuw().await;
    let goed = over("gezin").to_string();
    for (vraag, naam) in [
        ("", ""),
        ("[]", ""),
        ("{}", ""),
        ("{", ""),
        (r#"{"startTime":1,"endTime":2}"#, ""),
        (r#"{"dpl.core.foreign_operation.processor":"https://a.example"}"#, ""),
        (r#"{"dpl.core.data_subject_id_type":"BSN"}"#, ""),
        (r#"{"dpl.core.data_subject_id":"999920109"}"#, "dpl.core.data_subject_id"),
        (r#"{"dpl.core.data_subject_id":"9999 20108"}"#, "dpl.core.data_subject_id"),
        (r#"{"dpl.core.data_subject_id":999920108}"#, "dpl.core.data_subject_id"),
        (r#"{"dpl.core.data_subject_id":""}"#, "dpl.core.data_subject_id"),
        (r#"{"dpl.core.processing_activity_id":"geen uri"}"#, "dpl.core.processing_activity_id"),
        (r#"{"traceId":"ef4e77b9b03b585fb6135fcf8d8555fb"}"#, "traceId"),
        (r#"{"traceId":null}"#, "traceId"),
        (r#"{"dpl.core.data_subject_id":"999920108","startTime":"gisteren"}"#, "startTime"),
        (r#"{"dpl.core.data_subject_id":"999920108","startTime":2,"endTime":1}"#, "endTime"),
        (r#"{"dpl.core.data_subject_id":"999920108","starttime":1}"#, "starttime"),
        (
            r#"{"dpl.core.data_subject_id":"999920108","dpl.core.data_subject_id_type":"A-nummer"}"#,
            "dpl.core.data_subject_id_type",
        ),
    ] {
        let antwoord = proef.post(vraag).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST, "{vraag}");
        assert_eq!(antwoord.soort, "application/problem+json");
        assert_eq!(antwoord.koppen["api-version"], "1.1.0");
        assert_eq!(antwoord.inhoud["status"], 400);
        assert_eq!(antwoord.inhoud["errors"][0]["location"]["name"], naam, "{vraag}");
        assert!(!antwoord.inhoud.to_string().contains("99992"), "{vraag}");
    }
    let lang = format!(r#"{{"traceId":"{}"}}"#, "a".repeat(20_000));
    assert_eq!(proef.post(&lang).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    for (sleutel, soort, pad, status) in [
        (SLEUTEL, "application/json", PAD, 200),
        ("", "application/json", PAD, 401),
        ("een andere", "application/json", PAD, 401),
        (SLEUTEL, "text/plain", PAD, 415),
        (SLEUTEL, "application/json", "/logboek/brp/lezenapi/v1/anders", 404),
    ] {
        let verzoek = verzoek(pad).method("POST").header("x-api-key", sleutel).header("content-type", soort);
        let antwoord = proef.vraag("brp", verzoek, &goed).await;
        assert_eq!(antwoord.status.as_u16(), status);
        assert_eq!(antwoord.koppen["api-version"], "1.1.0");
        assert_eq!(antwoord.soort == "application/problem+json", status != 200);
    }
    let met_get = proef.vraag("brp", verzoek(PAD).header("x-api-key", SLEUTEL), "").await;
    assert_eq!(met_get.status, StatusCode::METHOD_NOT_ALLOWED);
}
