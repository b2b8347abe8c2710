use super::*;
use crate::brp::testhulp::{SLEUTEL, fouten, klok, koppen, schema, stuur, zuster};
use crate::personen::demopersonen;
use crate::testhulp::Map as Folder;
use axum::http::StatusCode;

const SANNE: &str = "999920108";
const ALLES: &[&str] =
    &["reisdocumentnummer", "soort", "datumEindeGeldigheid", "inhoudingOfVermissing", "houder"];

async fn standin() -> (Folder, Router) {
    zuster(router).await
}

async fn post(router: &Router, vraag: &Value) -> (StatusCode, Value) {
    let (status, _, antwoord) = stuur(router, "POST", RESOURCE, &koppen(), vraag.to_string()).await;
    (status, antwoord)
}

fn op_bsn(bsn: &str, velden: &[&str]) -> Value {
    json!({"type": OP_BSN, "burgerservicenummer": bsn, "fields": velden})
}

fn op_nummer(nummer: &str) -> Value {
    json!({"type": OP_NUMMER, "reisdocumentnummer": [nummer], "fields": ALLES})
}

async fn documenten(router: &Router, vraag: &Value) -> Vec<Value> {
    let (status, antwoord) = post(router, vraag).await;
    assert_eq!((status, &antwoord["type"]), (StatusCode::OK, &vraag["type"]), "{antwoord}");
    antwoord["reisdocumenten"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_answer_on_a_demo_person_meets_the_standard() {
    let (_map, router) = standin().await;
    let bestand = "brp/reisdocumenten-openapi-2.0.0.yaml";
    let schemas = [OP_BSN, OP_NUMMER].map(|soort| schema(bestand, &format!("{soort}Response"), &[]));
    let mut nummers = vec!["NZ9902011".to_owned(), "NZ9906023".to_owned()];
    for persoon in demopersonen() {
        let (_, antwoord) = post(&router, &op_bsn(&persoon.bsn, ALLES)).await;
        for document in antwoord["reisdocumenten"].as_array().unwrap() {
            assert_eq!(document["houder"]["burgerservicenummer"], persoon.bsn.as_str());
            assert!(document["soort"]["omschrijving"].is_string(), "{}", persoon.id);
            nummers.push(document["reisdocumentnummer"].as_str().unwrap().to_owned());
        }
        if let Some(schema) = &schemas[0] {
            let fouten: Vec<_> = schema.iter_errors(&antwoord).map(|fout| fout.to_string()).collect();
            assert!(fouten.is_empty(), "{}: {fouten:#?}", persoon.id);
        }
    }
    assert!(nummers.len() > 14);
    for nummer in nummers {
        let (_, antwoord) = post(&router, &op_nummer(&nummer)).await;
        assert_eq!(antwoord["reisdocumenten"][0]["reisdocumentnummer"], nummer.as_str());
        assert!(schemas[1].as_ref().is_none_or(|schema| schema.is_valid(&antwoord)), "{antwoord}");
    }
}

#[tokio::test]
async fn everybody_has_the_documents_of_their_situation() {
    let (_map, router) = standin().await;
    let sanne = documenten(&router, &op_bsn(SANNE, ALLES)).await;
    let soorten: Vec<_> = sanne.iter().map(|document| document["soort"]["code"].as_str().unwrap()).collect();
    assert_eq!(soorten, ["NI", "PN"]);
    assert_eq!(sanne[1]["datumEindeGeldigheid"]["langFormaat"], "18 januari 2027");
    let hendrik = documenten(&router, &op_bsn("999932718", ALLES)).await;
    assert_eq!(hendrik[0]["inOnderzoek"]["datumEindeGeldigheid"], true);
    assert_eq!(hendrik[0]["inOnderzoek"]["datumIngangOnderzoek"]["datum"], "2026-02-03");
    assert_eq!(documenten(&router, &op_bsn("999943194", ALLES)).await, Vec::<Value>::new());
    assert_eq!(documenten(&router, &op_bsn("000000012", ALLES)).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_document_that_is_gone_is_only_given_by_its_number() {
    let (_map, router) = standin().await;
    let marit = documenten(&router, &op_bsn("999924667", ALLES)).await;
    assert_eq!(marit.len(), 1);
    assert_eq!(marit[0]["soort"]["code"], "NI");
    let vermist = documenten(&router, &op_nummer("NZ9902011")).await;
    let verwacht = json!({"code": "V", "omschrijving": "vermist"});
    assert_eq!(vermist[0]["inhoudingOfVermissing"]["aanduiding"], verwacht);
    assert_eq!(documenten(&router, &op_nummer("AA0000000")).await, Vec::<Value>::new());
}

#[tokio::test]
async fn gives_what_was_asked_and_what_comes_along() {
    let (_map, router) = standin().await;
    let een = documenten(&router, &op_bsn("999932718", &["soort.code"])).await;
    assert_eq!(
        een,
        [json!({"soort": {"code": "PN", "omschrijving": "Nationaal paspoort"}})],
        "a value with its description, and no investigation of what was not asked"
    );
    let geheim = documenten(&router, &op_bsn("999938344", &["reisdocumentnummer"])).await;
    assert_eq!(geheim[0]["houder"], json!({"geheimhoudingPersoonsgegevens": true}));
    let emigrant = documenten(&router, &op_bsn("999940478", &["houder"])).await;
    assert_eq!(emigrant[0]["houder"]["opschortingBijhouding"]["reden"]["omschrijving"], "emigratie");
}

#[tokio::test]
async fn a_correction_is_answered_and_keeps_what_was() {
    let map = Folder::nieuw();
    let voorraad = Voorraad::open(&map.pad().join("proef.db"), klok()).await.unwrap();
    let omgeving =
        Omgeving { voorraad: voorraad.clone(), brp: None, klok: klok(), api_sleutel: SLEUTEL.into() };
    let router = router(omgeving).await.unwrap();
    let mut stuk = voorraad.haal(REISDOCUMENT, "NZ9901011").await.unwrap().unwrap();
    stuk["3550"] = json!("20270218");
    assert!(voorraad.zet(REISDOCUMENT, "NZ9901011", &stuk, &[(HOUDER, SANNE)]).await.unwrap());
    let sanne = documenten(&router, &op_bsn(SANNE, &["datumEindeGeldigheid"])).await;
    assert_eq!(sanne[1]["datumEindeGeldigheid"]["datum"], "2027-02-18");
    assert_eq!(voorraad.versies(REISDOCUMENT, "NZ9901011").await.unwrap().len(), 2);
}

#[tokio::test]
async fn names_every_wrong_parameter() {
    let (_map, router) = standin().await;
    let veel: Vec<&str> = std::iter::repeat_n("soort", 26).collect();
    for (vraag, verwacht) in [
        (json!({}), vec!["required type"]),
        (json!({"type": "ZoekMetPostcodeEnHuisnummer"}), vec!["value type"]),
        (json!({"type": OP_BSN}), vec!["required burgerservicenummer", "required fields"]),
        (op_bsn("12345678X", ALLES), vec!["pattern burgerservicenummer"]),
        (op_bsn(SANNE, &[]), vec!["minItems fields"]),
        (op_bsn(SANNE, &veel), vec!["maxItems fields"]),
        (op_bsn(SANNE, &["reisd*cumentnummer"]), vec!["pattern fields[0]"]),
        (op_bsn(SANNE, &["soort", "kleur"]), vec!["fields fields[1]"]),
        (op_bsn(SANNE, &["houder.opschortingBijhouding.reden"]), vec!["fields fields[0]"]),
        (op_nummer("ne3663258"), vec!["pattern reisdocumentnummer[0]"]),
        (
            json!({"type": OP_BSN, "burgerservicenummer": SANNE, "fields": ["soort"], "kleur": 1}),
            vec!["unknownParam kleur"],
        ),
    ] {
        let (status, antwoord) = post(&router, &vraag).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{vraag}");
        assert_eq!(
            (&antwoord["code"], &antwoord["instance"]),
            (&json!("paramsValidation"), &json!(RESOURCE))
        );
        assert_eq!(fouten(&antwoord), verwacht, "{vraag}");
    }
}

#[tokio::test]
async fn keeps_the_door_shut_as_the_family_does() {
    let (_map, router) = standin().await;
    let lichaam = op_bsn(SANNE, ALLES).to_string();
    let zonder = |weg: &str| koppen().into_iter().filter(|(naam, _)| *naam != weg).collect::<Vec<_>>();
    let met = |naam, waarde| [zonder(naam), vec![(naam, waarde)]].concat();
    for (koppen, status) in [
        (zonder("x-api-key"), StatusCode::UNAUTHORIZED),
        (met("x-api-key", "andere sleutel"), StatusCode::UNAUTHORIZED),
        (zonder("x-doelbinding"), StatusCode::FORBIDDEN),
        (met("accept", "text/html"), StatusCode::NOT_ACCEPTABLE),
        (met("content-type", "text/plain"), StatusCode::UNSUPPORTED_MEDIA_TYPE),
    ] {
        let (kreeg, kop, antwoord) = stuur(&router, "POST", RESOURCE, &koppen, lichaam.clone()).await;
        assert_eq!(kreeg, status);
        assert_eq!(kop["content-type"], "application/problem+json");
        assert_eq!((&antwoord["status"], &antwoord["instance"]), (&json!(status.as_u16()), &json!(RESOURCE)));
    }
    let (status, _, _) = stuur(&router, "GET", RESOURCE, &koppen(), "").await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    let (status, _, _) = stuur(&router, "POST", RESOURCE, &koppen(), "[]").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}
