//! Corrections, seen through the standard of the BRP and in what the registry keeps.

use super::*;
use crate::brp::testhulp::{Map, SLEUTEL, klok, raadpleeg};
use crate::houder::Kenmerk;
use crate::personen::demopersonen;
use serde_json::{Value, json};
use time::macros::date;

const SANNE: &str = "999920108";
const EMEKA: &str = "999921563";
const TOBIAS: &str = "999921757";
const DAG: Date = date!(2026 - 06 - 11);

async fn register(map: &Map) -> BrpRegister {
    let register = BrpRegister::open(&map.0.join("brp.sqlite")).await.unwrap();
    register.laad_demopersonen(&demopersonen()).await.unwrap();
    register
}

async fn vraag(register: &BrpRegister, bsn: &str, velden: &[&str]) -> Value {
    raadpleeg(&register.router(klok(), SLEUTEL), bsn, velden).await
}

fn kenmerk(urn: &str, waarde: &str) -> Kenmerk {
    Kenmerk { urn: urn.into(), waarde: waarde.into() }
}

fn correctie(
    kenmerk: &str,
    voorkomen: Option<Vec<Kenmerk>>,
    delen: &[(&str, Option<&str>, Option<&str>)],
) -> Correctie {
    let deel = |(urn, oud, nieuw): &(&str, Option<&str>, Option<&str>)| Deel {
        urn: (*urn).into(),
        betwijfeld: oud.map(str::to_owned),
        voorgesteld: nieuw.map(str::to_owned),
    };
    Correctie {
        kenmerk: kenmerk.into(),
        bsn: SANNE.into(),
        groep: "brp.kinderen".into(),
        aard: Aard::KloptNiet,
        voorkomen,
        delen: delen.iter().map(deel).collect(),
        geheel: true,
    }
}

/// Sanne says when Tobias was born.
fn geboortedag(kenmerk_zaak: &str) -> Correctie {
    let tobias = vec![
        kenmerk("urn:brp:kinderen:naam:voornamen", "Tobias Chidi"),
        kenmerk("urn:brp:kinderen:naam:geslachtsnaam", "Okafor"),
        kenmerk("urn:brp:kinderen:geboorte:datum", "2013-06-05"),
    ];
    correctie(
        kenmerk_zaak,
        Some(tobias),
        &[("urn:brp:kinderen:geboorte:datum", Some("2013-06-05"), Some("2013-05-06"))],
    )
}

fn kind(antwoord: &Value, voornamen: &str) -> Value {
    let kinderen = antwoord["kinderen"].as_array().unwrap();
    kinderen.iter().find(|kind| kind["naam"]["voornamen"] == voornamen).unwrap().clone()
}

/// What was, with why it ended.
async fn geschiedenis(
    register: &BrpRegister,
    bsn: &str,
    categorie: &str,
) -> Vec<(String, Option<String>, Option<String>)> {
    sqlx::query_as(
        "SELECT inhoud, vervallen_door, vervallen_reden FROM categorie_voorkomen
         WHERE bsn = ? AND categorie = ? AND vervallen_op IS NOT NULL ORDER BY id",
    )
    .bind(bsn)
    .bind(categorie)
    .fetch_all(&register.db)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_childs_date_of_birth_changes_wherever_it_stands_and_stays_changed() {
    let map = Map::nieuw("correctie-kind");
    let brp = register(&map).await;
    let wat = geboortedag("zaak-1");
    brp.begin_onderzoek(&wat, DAG).await.unwrap();
    let antwoord = vraag(&brp, SANNE, &["kinderen"]).await;
    let tobias = kind(&antwoord, "Tobias Chidi");
    let datum = json!({"type": "Datum", "datum": "2026-06-11", "langFormaat": "11 juni 2026"});
    assert_eq!(tobias["geboorte"]["inOnderzoek"], json!({"datum": true, "datumIngangOnderzoek": datum}));
    assert_eq!(tobias["naam"].get("inOnderzoek"), None, "only what is doubted");
    assert_eq!(kind(&antwoord, "Noor Adaeze")["geboorte"].get("inOnderzoek"), None, "only of this child");
    let zelf = vraag(&brp, TOBIAS, &["geboorte"]).await;
    assert_eq!(zelf["geboorte"]["inOnderzoek"]["datum"], true, "whoever asks about the child sees it too");

    brp.eindig_onderzoek("zaak-1", DAG).await.unwrap();
    let antwoord = vraag(&brp, SANNE, &["kinderen"]).await;
    assert_eq!(kind(&antwoord, "Tobias Chidi")["geboorte"].get("inOnderzoek"), None);

    brp.corrigeer(&wat, DAG).await.unwrap();
    brp.corrigeer(&wat, DAG).await.unwrap();
    drop(brp);
    // A restart reads the demo persons again.
    let brp = register(&map).await;
    for ouder in [SANNE, EMEKA] {
        let antwoord = vraag(&brp, ouder, &["kinderen"]).await;
        assert_eq!(kind(&antwoord, "Tobias Chidi")["geboorte"]["datum"]["datum"], "2013-05-06", "{ouder}");
        assert_eq!(antwoord["kinderen"].as_array().unwrap().len(), 3);
    }
    assert_eq!(vraag(&brp, TOBIAS, &["geboorte"]).await["geboorte"]["datum"]["datum"], "2013-05-06");

    let oud = geschiedenis(&brp, SANNE, "09").await;
    let (inhoud, door, reden) = oud.last().unwrap();
    let inhoud: Value = serde_json::from_str(inhoud).unwrap();
    assert_eq!((&inhoud["0310"], door.as_deref()), (&json!("20130605"), Some("zaak-1")));
    assert_eq!(reden.as_deref(), Some("onjuist: verbeterd na een terugmelding"));
    assert_eq!(oud.len(), 3, "the mark, its end and the new value, each once");
}

#[tokio::test]
async fn a_second_case_on_the_same_child_finds_it_after_the_first_changed_it() {
    let map = Map::nieuw("correctie-tweede");
    let brp = register(&map).await;
    let tweede = Correctie {
        delen: vec![Deel {
            urn: "urn:brp:kinderen:naam:voornamen".into(),
            betwijfeld: Some("Tobias Chidi".into()),
            voorgesteld: Some("Tobias".into()),
        }],
        ..geboortedag("zaak-2")
    };
    brp.corrigeer(&geboortedag("zaak-1"), DAG).await.unwrap();
    brp.corrigeer(&tweede, DAG).await.unwrap();
    let tobias = kind(&vraag(&brp, SANNE, &["kinderen"]).await, "Tobias");
    assert_eq!(tobias["geboorte"]["datum"]["datum"], "2013-05-06");
}

#[tokio::test]
async fn investigations_go_together_and_end_apart() {
    let map = Map::nieuw("correctie-samen");
    let brp = register(&map).await;
    let delen = [
        ("urn:brp:geboorte:datum", Some("1986-04-12"), Some("1986-04-13")),
        ("urn:brp:geboorte:plaats", Some("0518"), Some("0599")),
    ];
    brp.begin_onderzoek(&correctie("z1", None, &delen[..1]), DAG).await.unwrap();
    let code = async || -> (Value, Value) {
        let inhoud: String = sqlx::query_scalar(
            "SELECT inhoud FROM categorie_voorkomen WHERE bsn = ? AND categorie = '01' AND vervallen_op IS NULL",
        )
        .bind(SANNE)
        .fetch_one(&brp.db)
        .await
        .unwrap();
        let inhoud: Value = serde_json::from_str(&inhoud).unwrap();
        (inhoud["8310"].clone(), inhoud["8330"].clone())
    };
    assert_eq!(code().await, (json!("010310"), Value::Null));
    brp.begin_onderzoek(&correctie("z2", None, &delen[1..]), date!(2026 - 06 - 12)).await.unwrap();
    assert_eq!(code().await, (json!("010300"), Value::Null));
    let naam = [("urn:brp:naam:voornamen", Some("Sanne Maria"), Some("Sanne"))];
    brp.begin_onderzoek(&correctie("z3", None, &naam), DAG).await.unwrap();
    brp.begin_onderzoek(&correctie("z3", None, &naam), DAG).await.unwrap();
    assert_eq!(code().await, (json!("010000"), Value::Null));
    brp.eindig_onderzoek("z3", DAG).await.unwrap();
    brp.eindig_onderzoek("z1", DAG).await.unwrap();
    assert_eq!(code().await, (json!("010320"), Value::Null));
    brp.eindig_onderzoek("z2", DAG).await.unwrap();
    assert_eq!(code().await.1, json!("20260611"));
    brp.eindig_onderzoek("z2", DAG).await.unwrap();
}

#[tokio::test]
async fn an_investigation_that_ran_before_goes_on() {
    let map = Map::nieuw("correctie-eerder");
    let brp = register(&map).await;
    let persoon = demopersonen().into_iter().find(|een| een.id == "onderzoek").unwrap();
    let velden = ["naam", "geboorte", "verblijfplaats", "nationaliteiten", "kinderen", "partners", "ouders"];
    let eerst = vraag(&brp, &persoon.bsn, &velden).await;
    assert!(eerst.to_string().contains("inOnderzoek"), "this person is the one with an investigation");
    let naam = [
        ("urn:brp:naam:voornamen", Some("x"), Some("y")),
        ("urn:brp:adres:huisnummer", Some("1"), Some("2")),
    ];
    for (nummer, deel) in naam.iter().enumerate() {
        let wat = Correctie { bsn: persoon.bsn.clone(), ..correctie(&format!("z{nummer}"), None, &[*deel]) };
        brp.begin_onderzoek(&wat, DAG).await.unwrap();
    }
    assert_ne!(vraag(&brp, &persoon.bsn, &velden).await, eerst);
    brp.eindig_onderzoek("z0", DAG).await.unwrap();
    brp.eindig_onderzoek("z1", DAG).await.unwrap();
    assert_eq!(vraag(&brp, &persoon.bsn, &velden).await, eerst);
}

#[tokio::test]
async fn an_own_name_changes_in_the_lists_of_relatives_too() {
    let map = Map::nieuw("correctie-naam");
    let brp = register(&map).await;
    let wat = correctie("z1", None, &[("urn:brp:naam:voornamen", Some("Sanne Maria"), Some("Sanne Marie"))]);
    brp.corrigeer(&wat, DAG).await.unwrap();
    assert_eq!(vraag(&brp, SANNE, &["naam"]).await["naam"]["voornamen"], "Sanne Marie");
    assert_eq!(vraag(&brp, EMEKA, &["partners"]).await["partners"][0]["naam"]["voornamen"], "Sanne Marie");
    let ouders = vraag(&brp, TOBIAS, &["ouders"]).await["ouders"].clone();
    assert!(
        ouders.to_string().contains("Sanne Marie") && !ouders.to_string().contains("Sanne Maria"),
        "{ouders}"
    );
}

#[tokio::test]
async fn a_marriage_has_one_date_for_both() {
    let map = Map::nieuw("correctie-huwelijk");
    let brp = register(&map).await;
    let partner = vec![kenmerk("urn:brp:partners:naam:voornamen", "Emeka Chidi")];
    let datum =
        ("urn:brp:partners:aangaanHuwelijkPartnerschap:datum", Some("2011-08-19"), Some("2011-08-20"));
    brp.corrigeer(&correctie("z1", Some(partner), &[datum]), DAG).await.unwrap();
    for bsn in [SANNE, EMEKA] {
        let partner = &vraag(&brp, bsn, &["partners"]).await["partners"][0];
        assert_eq!(partner["aangaanHuwelijkPartnerschap"]["datum"]["datum"], "2011-08-20", "{bsn}");
    }
}

#[tokio::test]
async fn an_address_takes_the_short_name_with_it_and_leaves_the_numbers_of_the_old_home() {
    let map = Map::nieuw("correctie-adres");
    let brp = register(&map).await;
    let delen = [
        ("urn:brp:adres:officieleStraatnaam", Some("Turfmarkt"), Some("Spui")),
        ("urn:brp:adres:huisnummer", Some("912"), Some("70")),
    ];
    brp.corrigeer(&correctie("z1", None, &delen), DAG).await.unwrap();
    let plaats = vraag(&brp, SANNE, &["verblijfplaats", "adressering"]).await;
    let adres = &plaats["verblijfplaats"]["verblijfadres"];
    assert_eq!((&adres["officieleStraatnaam"], &adres["korteStraatnaam"]), (&json!("Spui"), &json!("Spui")));
    assert_eq!(adres["huisnummer"], 70);
    assert_eq!(plaats["adressering"]["adresregel1"], "Spui 70");
    assert_eq!(plaats["verblijfplaats"].get("adresseerbaarObjectIdentificatie"), None);
}

#[tokio::test]
async fn a_child_that_is_of_another_goes_and_one_that_was_missing_comes() {
    let map = Map::nieuw("correctie-weg");
    let brp = register(&map).await;
    let weg = Correctie { aard: Aard::HoortNietBijMij, ..geboortedag("z1") };
    brp.corrigeer(&weg, DAG).await.unwrap();
    let nieuw = [
        ("urn:brp:kinderen:naam:voornamen", None, Some("Ada")),
        ("urn:brp:kinderen:naam:geslachtsnaam", None, Some("Okafor")),
        ("urn:brp:kinderen:geboorte:datum", None, Some("2024-01")),
    ];
    let erbij = Correctie { aard: Aard::Ontbreekt, ..correctie("z2", None, &nieuw) };
    brp.begin_onderzoek(&erbij, DAG).await.unwrap();
    brp.corrigeer(&erbij, DAG).await.unwrap();
    drop(brp);
    let brp = register(&map).await;
    let antwoord = vraag(&brp, SANNE, &["kinderen"]).await;
    let namen: Vec<&str> = antwoord["kinderen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["naam"]["voornamen"].as_str().unwrap())
        .collect();
    assert_eq!(namen, ["Noor Adaeze", "Milan", "Ada"]);
    assert_eq!(kind(&antwoord, "Ada")["geboorte"]["datum"]["langFormaat"], "januari 2024");
    let ouders = vraag(&brp, TOBIAS, &["ouders"]).await["ouders"].to_string();
    assert!(!ouders.contains(SANNE) && ouders.contains(EMEKA), "{ouders}");
    let (_, door, reden) = geschiedenis(&brp, SANNE, "09").await.pop().unwrap();
    assert_eq!(door.as_deref(), Some("z1"));
    assert_eq!(reden.as_deref(), Some("onjuist: hoort niet bij deze persoon"));
}

#[tokio::test]
async fn refuses_what_it_does_not_hold_and_changes_nothing_then() {
    let map = Map::nieuw("correctie-weigert");
    let brp = register(&map).await;
    let velden = ["naam", "geboorte", "kinderen"];
    let eerst = vraag(&brp, SANNE, &velden).await;
    let goed = ("urn:brp:naam:voornamen", Some("Sanne Maria"), Some("S"));
    let onbekend = Some(vec![kenmerk("urn:brp:kinderen:naam:voornamen", "Wie")]);
    for wat in [
        correctie("z1", None, &[goed, ("urn:brp:naam:volledigeNaam", Some("a"), Some("b"))]),
        correctie("z1", None, &[goed, ("urn:brp:geboorte:datum", Some("1986-04-12"), Some("12 april"))]),
        correctie(
            "z1",
            onbekend,
            &[("urn:brp:kinderen:geboorte:datum", Some("2013-06-05"), Some("2013-06-06"))],
        ),
    ] {
        assert!(matches!(brp.corrigeer(&wat, DAG).await, Err(Bronfout::KanNiet(_))));
    }
    assert_eq!(vraag(&brp, SANNE, &velden).await, eerst);
    brp.corrigeer(&correctie("z1", None, &[goed]), DAG).await.unwrap();
    assert_eq!(vraag(&brp, SANNE, &velden).await["naam"]["voornamen"], "S", "what failed may be tried again");
}
