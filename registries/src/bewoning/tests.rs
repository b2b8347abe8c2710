use super::*;
use crate::brp::testhulp::{fouten, klok, koppen, schema, stuur, zuster};
use crate::personen::demopersonen;
use crate::testhulp::Map as Folder;
use crate::voorraad::Voorraad;
use axum::http::StatusCode;
use std::collections::BTreeMap;
use time::macros::date;

const TURFMARKT: &str = "0518010000990101";

async fn standin() -> (Folder, Router) {
    zuster(router).await
}

async fn post(router: &Router, vraag: &Value) -> (StatusCode, Value) {
    let (status, _, antwoord) = stuur(router, "POST", RESOURCE, &koppen(), vraag.to_string()).await;
    (status, antwoord)
}

fn op_peildatum(object: &str, dag: &str) -> Value {
    json!({"type": OP_PEILDATUM, "peildatum": dag, "adresseerbaarObjectIdentificatie": object})
}

async fn bewoningen(router: &Router, object: &str, dag: &str) -> Vec<Value> {
    let (status, antwoord) = post(router, &op_peildatum(object, dag)).await;
    assert_eq!(status, StatusCode::OK, "{antwoord}");
    let schema = schema("brp/bewoning-openapi-2.1.0.yaml", "BewoningenQueryResponse", &[]);
    if let Some(schema) = schema {
        let fouten = schema.iter_errors(&antwoord).map(|fout| format!("{}: {fout}", fout.instance_path()));
        let fouten: Vec<_> = fouten.collect();
        assert!(fouten.is_empty(), "{fouten:#?}");
    }
    antwoord["bewoningen"].as_array().unwrap().clone()
}

/// How many people live with each demo person today, by their own table.
#[tokio::test]
async fn every_home_holds_who_lives_there() {
    let (_map, router) = standin().await;
    let mut gevonden = BTreeMap::new();
    for persoon in demopersonen() {
        let object = &persoon.gegevens["verblijfplaats"]["adresseerbaarObjectIdentificatie"];
        let Some(object) = object.as_str() else { continue };
        let bewoningen = bewoningen(&router, object, "2026-06-11").await;
        let bewoners = bewoningen.first().map_or(0, |een| een["bewoners"].as_array().unwrap().len());
        let zelf = |een: &Value| {
            let bewoners = een["bewoners"].as_array().unwrap();
            bewoners.iter().any(|bewoner| bewoner["burgerservicenummer"] == persoon.bsn.as_str())
        };
        assert_eq!(bewoningen.iter().any(zelf), persoon.id != "werkzoekende", "{}", persoon.id);
        gevonden.insert(persoon.id, bewoners);
    }
    let verwacht = [
        ("curatele", 1),
        ("geheimhouding", 2),
        ("gepensioneerde", 1),
        ("gescheiden", 3),
        ("gezin", 5),
        ("nieuwkomer", 2),
        ("ondernemer", 1),
        ("onderzoek", 1),
        ("student", 5),
        ("werkzoekende", 0),
    ];
    assert_eq!(gevonden, verwacht.map(|(id, aantal)| (id.to_owned(), aantal)).into());
}

#[tokio::test]
async fn a_resident_is_told_as_far_as_the_law_allows() {
    let (_map, router) = standin().await;
    let ilse = &bewoningen(&router, "0935010000990809", "2026-06-11").await[0]["bewoners"][0];
    let verwacht = json!({"burgerservicenummer": "999938344", "geheimhoudingPersoonsgegevens": true});
    assert_eq!(*ilse, verwacht);
    let een = &bewoningen(&router, TURFMARKT, "2026-06-11").await[0];
    assert_eq!(een["periode"], json!({"datumVan": "2026-06-11", "datumTot": "2026-06-12"}));
    assert_eq!(een["bewoners"][0]["naam"]["volledigeNaam"], "Sanne Maria van den Berg");
    assert_eq!(een["bewoners"][0]["geboorte"]["datum"]["datum"], "1986-04-12");
    assert_eq!(
        bewoningen(&router, "0344010000990405", "2026-06-11").await[0]["bewoners"][0]["inOnderzoek"],
        true
    );
}

#[tokio::test]
async fn another_day_has_other_residents() {
    let (_map, router) = standin().await;
    assert_eq!(bewoningen(&router, TURFMARKT, "2015-05-31").await, Vec::<Value>::new());
    let toen = bewoningen(&router, TURFMARKT, "2015-06-01").await;
    assert_eq!(toen[0]["bewoners"].as_array().unwrap().len(), 3, "before two of the children were born");
    let kleiweg = bewoningen(&router, "0599010000990203", "2021-04-10").await;
    assert_eq!(kleiweg[0]["bewoners"].as_array().unwrap().len(), 2);
    assert_eq!(bewoningen(&router, "0599010000990299", "2021-04-10").await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_period_falls_apart_where_somebody_comes() {
    let (_map, router) = standin().await;
    let vraag = json!({"type": OP_PERIODE, "datumVan": "2016-01-01", "datumTot": "2017-01-01",
        "adresseerbaarObjectIdentificatie": TURFMARKT});
    let (_, antwoord) = post(&router, &vraag).await;
    let delen = antwoord["bewoningen"].as_array().unwrap();
    let delen: Vec<_> = delen
        .iter()
        .map(|deel| {
            (deel["periode"]["datumVan"].as_str().unwrap(), deel["bewoners"].as_array().unwrap().len())
        })
        .collect();
    assert_eq!(delen, [("2016-01-01", 3), ("2016-02-19", 4)]);
}

/// Persons with one residence each at the same home.
fn personen(verblijven: &[Value]) -> Vec<Persoonslijst> {
    let lijst = |v: &Value| serde_json::from_value(json!({"08": [v]})).unwrap();
    verblijven.iter().map(lijst).collect()
}

fn tel(verblijf: &Value, van: Date) -> (usize, usize) {
    let personen = personen(std::slice::from_ref(verblijf));
    let delen = samenstellingen(&personen, "1", van, van.next_day().unwrap());
    delen.first().map_or((0, 0), |deel| (deel.bewoners.len(), deel.mogelijke.len()))
}

#[test]
fn in_doubt_somebody_is_a_possible_resident() {
    let mei = json!({"1110": "Spui", "1180": "1", "1030": "20200500"});
    assert_eq!(tel(&mei, date!(2020 - 04 - 30)), (0, 0));
    assert_eq!(tel(&mei, date!(2020 - 05 - 01)), (0, 1));
    assert_eq!(tel(&mei, date!(2020 - 05 - 31)), (0, 1));
    assert_eq!(tel(&mei, date!(2020 - 06 - 01)), (1, 0));
    let weg = json!({"1110": "Spui", "1180": "1", "1030": "20200101", "8310": "089999", "8320": "20220526"});
    assert_eq!(tel(&weg, date!(2022 - 05 - 25)), (0, 1));
    assert_eq!(tel(&weg, date!(2022 - 05 - 26)), (0, 0));
    let post = json!({"1110": "Spui", "1180": "1", "1010": "B", "1030": "20200101"});
    assert_eq!(tel(&post, date!(2022 - 05 - 25)), (0, 0));
}

#[tokio::test]
async fn of_more_than_a_hundred_only_that_is_told() {
    let map = Folder::nieuw();
    let voorraad = Voorraad::open(&map.pad().join("proef.db"), klok()).await.unwrap();
    let omgeving = Omgeving { voorraad, brp: None, klok: klok(), api_sleutel: String::new() };
    let bron = Bron::open(omgeving, Erbij::default()).await.unwrap();
    let personen = personen(&vec![json!({"1110": "Spui", "1180": "1", "1030": "20200101"}); 101]);
    let delen = samenstellingen(&personen, "1", date!(2022 - 01 - 01), date!(2022 - 01 - 02));
    let veel = bewoning(&bron, "0518010000990101", &delen[0]);
    assert_eq!((&veel["bewoners"], &veel["indicatieVeelBewoners"]), (&json!([]), &json!(true)));
}

#[tokio::test]
async fn names_every_wrong_parameter() {
    let (_map, router) = standin().await;
    for (vraag, verwacht) in [
        (
            json!({"type": OP_PEILDATUM}),
            vec!["required adresseerbaarObjectIdentificatie", "required peildatum"],
        ),
        (op_peildatum("", ""), vec!["required adresseerbaarObjectIdentificatie", "required peildatum"]),
        (op_peildatum("0000000000000000", "2023-01-01"), vec!["pattern adresseerbaarObjectIdentificatie"]),
        (op_peildatum("<script>", "2023-01-01"), vec!["pattern adresseerbaarObjectIdentificatie"]),
        (op_peildatum(TURFMARKT, "2023-02-29"), vec!["date peildatum"]),
        (
            json!({"type": OP_PEILDATUM, "peildatum": "2023-01-01", "adresseerbaarObjectIdentificatie": TURFMARKT,
                "periode": "x"}),
            vec!["unknownParam periode"],
        ),
    ] {
        let (status, antwoord) = post(&router, &vraag).await;
        assert_eq!((status, &antwoord["instance"]), (StatusCode::BAD_REQUEST, &json!(RESOURCE)), "{vraag}");
        assert_eq!(fouten(&antwoord), verwacht, "{vraag}");
    }
}
