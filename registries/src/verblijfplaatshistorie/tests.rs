use super::*;
use crate::brp::testhulp::{fouten, koppen, schema, stuur, zuster};
use crate::personen::demopersonen;
use crate::testhulp::Map as Folder;
use axum::http::StatusCode;

async fn standin() -> (Folder, Router) {
    zuster(router).await
}

async fn post(router: &Router, vraag: &Value) -> (StatusCode, Value) {
    let (status, _, antwoord) = stuur(router, "POST", RESOURCE, &koppen(), vraag.to_string()).await;
    (status, antwoord)
}

fn op_periode(bsn: &str, van: &str, tot: &str) -> Value {
    json!({"type": OP_PERIODE, "burgerservicenummer": bsn, "datumVan": van, "datumTot": tot})
}

/// Where somebody ever lived, the latest first.
async fn alles(router: &Router, bsn: &str) -> Vec<Value> {
    let (status, antwoord) = post(router, &op_periode(bsn, "1900-01-01", "2026-06-12")).await;
    assert_eq!(status, StatusCode::OK, "{antwoord}");
    antwoord["verblijfplaatsen"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_demo_person_has_a_history_that_meets_the_standard() {
    let (_map, router) = standin().await;
    let schema = schema("brp/historie-openapi-2.0.0.yaml", "VerblijfplaatshistorieQueryResponse", &[]);
    for persoon in demopersonen() {
        let (_, antwoord) = post(&router, &op_periode(&persoon.bsn, "1900-01-01", "2026-06-12")).await;
        if let Some(schema) = &schema {
            let fouten =
                schema.iter_errors(&antwoord).map(|fout| format!("{}: {fout}", fout.instance_path()));
            let fouten: Vec<_> = fouten.collect();
            assert!(fouten.is_empty(), "{}: {fouten:#?}", persoon.id);
        }
        let plaatsen = antwoord["verblijfplaatsen"].as_array().unwrap();
        if persoon.id == "niets" {
            assert!(plaatsen.is_empty());
            continue;
        }
        assert!((2..=4).contains(&plaatsen.len()), "{}", persoon.id);
        for (later, eerder) in plaatsen.iter().zip(&plaatsen[1..]) {
            assert_eq!(later["datumVan"], eerder["datumTot"], "{}: no gaps", persoon.id);
        }
        let nu = &persoon.gegevens["verblijfplaats"];
        let object = "adresseerbaarObjectIdentificatie";
        assert_eq!(plaatsen[0].get(object), nu.get(object), "{}: the present one first", persoon.id);
        assert_eq!(plaatsen[0].get("datumTot"), None);
    }
}

#[tokio::test]
async fn the_history_is_that_of_the_person() {
    let (_map, router) = standin().await;
    let marit = alles(&router, "999924667").await;
    assert_eq!(marit[1]["adressering"]["adresregel1"], "Kleiweg 88");
    assert_eq!(marit[1]["datumTot"]["datum"], "2021-04-15");
    assert_eq!(marit[1]["gemeenteVanInschrijving"]["omschrijving"], "Rotterdam");
    let cornelia = alles(&router, "999935434").await;
    assert_eq!(cornelia[2]["type"], "VerblijfplaatsBuitenland");
    assert_eq!(cornelia[2]["verblijfadres"]["land"]["omschrijving"], "Canada");
    assert_eq!(cornelia[2]["datumVan"]["type"], "JaarDatum");
    let johanna = alles(&router, "999940478").await;
    assert_eq!(johanna[0]["rni"]["deelnemer"]["code"], "0201");
    assert_eq!(johanna[1]["gemeenteVanInschrijving"]["omschrijving"], "Zwolle");
    assert_eq!(johanna[1].get("rni"), None);
    assert_eq!(alles(&router, "000000012").await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_investigation_is_told_of_what_it_touches() {
    let (_map, router) = standin().await;
    let hendrik = alles(&router, "999932718").await;
    for veld in ["type", "datumVan", "functieAdres", "gemeenteVanInschrijving"] {
        assert_eq!(hendrik[0]["inOnderzoek"][veld], true, "{veld}");
    }
    assert_eq!(hendrik[0]["adressering"]["inOnderzoek"]["adresregel1"], true);
    assert_eq!(hendrik[1]["type"], "Locatie");
    let io = &hendrik[1]["inOnderzoek"];
    assert_eq!((&io["datumTot"], &io["datumIngangOnderzoek"]["datum"]), (&json!(true), &json!("2026-02-03")));
    assert_eq!(io.as_object().unwrap().len(), 2);
    assert_eq!(hendrik[2].get("inOnderzoek"), None);
}

#[test]
fn who_no_longer_lives_at_the_address_is_told_from_when() {
    let pl: Persoonslijst = serde_json::from_value(json!({"08": [
        {"1110": "Spui", "1120": "1", "1030": "20200101", "8310": "089999", "8320": "20260203"},
    ]}))
    .unwrap();
    let tabellen = std::collections::HashMap::new();
    let (vandaag, anderen) = (time::macros::date!(2026 - 06 - 11), std::collections::HashMap::new());
    let ctx = Context { tabellen: &tabellen, vandaag, anderen: &anderen };
    let plaats = plaats::verblijfplaats(&verblijven(&pl)[0], None, &ctx).unwrap();
    assert_eq!(plaats["verblijftNietOpAdresVanaf"]["datum"], "2026-02-03");
    assert_eq!(plaats.get("indicatieVastgesteldVerblijftNietOpAdres"), None);
}

#[tokio::test]
async fn a_day_or_a_period_limits_the_answer() {
    let (_map, router) = standin().await;
    let sanne = "999920108";
    let op_dag = json!({"type": OP_PEILDATUM, "burgerservicenummer": sanne, "peildatum": "2012-03-04"});
    let (_, antwoord) = post(&router, &op_dag).await;
    let plaatsen = antwoord["verblijfplaatsen"].as_array().unwrap();
    assert_eq!(plaatsen.len(), 1);
    assert_eq!(plaatsen[0]["verblijfadres"]["korteStraatnaam"], "Weimarstraat");
    let (_, antwoord) = post(&router, &op_periode(sanne, "2011-01-01", "2012-01-01")).await;
    assert_eq!(antwoord["verblijfplaatsen"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn names_every_wrong_parameter() {
    let (_map, router) = standin().await;
    let bsn = "999920108";
    for (vraag, verwacht) in [
        (json!({"type": "x"}), vec!["value type"]),
        (
            json!({"type": OP_PERIODE}),
            vec!["required burgerservicenummer", "required datumVan", "required datumTot"],
        ),
        (json!({"type": OP_PEILDATUM, "burgerservicenummer": bsn}), vec!["required peildatum"]),
        (op_periode("1", "2020-01-01", "2021-01-01"), vec!["pattern burgerservicenummer"]),
        (op_periode(bsn, "20200101", "2021-02-29"), vec!["date datumVan", "date datumTot"]),
        (op_periode(bsn, "1 mei 1983", ""), vec!["date datumVan", "required datumTot"]),
        (op_periode(bsn, "2021-00-00", "2022-01-01"), vec!["date datumVan"]),
        (op_periode(bsn, "2021-01-01", "2021-01-01"), vec!["date datumTot"]),
        (
            json!({"type": OP_PEILDATUM, "burgerservicenummer": bsn, "peildatum": "2020-01-01", "fields": []}),
            vec!["unknownParam fields"],
        ),
    ] {
        let (status, antwoord) = post(&router, &vraag).await;
        assert_eq!((status, &antwoord["instance"]), (StatusCode::BAD_REQUEST, &json!(RESOURCE)), "{vraag}");
        assert_eq!(fouten(&antwoord), verwacht, "{vraag}");
    }
}
