//! The klantbeeld from the wire of the registry to the wire of the app, and the line in the logboek before it.

use crate::hulp::{
    Motor, brp, klantbeeld, probleem, proef, proef_met, proef_op, staat_niet_in_de_log, waarde,
};
use contract::ProblemType;
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Waarde};
use contract::routes::{GEGEVENSREGISTER, VERWERKINGSACTIVITEITEN, bronbeeld};
use contract::verwerkingsactiviteiten::Verwerkingsactiviteiten;
use gateway::config::Geheim;
use gateway::logboek::{Ketensleutel, Logboek, Status};
use gateway::pseudoniem::Pseudonimiseerder;
use gateway::store::Store;
use reqwest::StatusCode;
use rstest::rstest;

#[tokio::test]
async fn shows_what_the_registry_holds_with_its_source_and_moment() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let beeld = brp(&mut browser).await;
    assert_eq!((beeld.registratie.as_str(), &beeld.stand), ("brp", &Stand::Geladen));
    assert!(beeld.opgehaald_op.starts_with("2026-11-22T12:0"));
    assert_eq!(
        waarde(&beeld, "brp.persoon.burgerservicenummer"),
        Some(&Waarde::Tekst { tekst: proef.bsn("gezin").into() })
    );
    assert!(beeld.voorkomens.iter().filter(|een| een.groep == "brp.kinderen").count() >= 2);
    proef.stop().await;
}

/// The register is what makes a page out of a klantbeeld: every id that arrives must be in it, in both languages.
#[tokio::test]
async fn every_value_is_in_the_register() {
    let proef = proef().await;
    let mut browser = proef.browser();
    for taal in ["nl", "en"] {
        let register: contract::gegevensregister::Gegevensregister =
            browser.haal(&format!("{GEGEVENSREGISTER}?taal={taal}")).await.json().await.unwrap();
        let bekend: std::collections::BTreeSet<String> = register
            .registraties
            .iter()
            .flat_map(|registratie| &registratie.groepen)
            .flat_map(|groep| &groep.gegevens)
            .map(|gegeven| gegeven.id.clone())
            .collect();
        for persoon in &proef.demo.personen {
            let mut browser = proef.als(&persoon.id).await;
            let beeld = brp(&mut browser).await;
            assert_eq!(beeld.stand, Stand::Geladen, "{}", persoon.id);
            for gegeven in beeld.voorkomens.iter().flat_map(|een| &een.gegevens) {
                assert!(
                    bekend.contains(&gegeven.id),
                    "{}: {} is not in the register",
                    persoon.id,
                    gegeven.id
                );
                assert_ne!(gegeven.waarde, Waarde::NietBegrepen, "{}: {}", persoon.id, gegeven.id);
            }
        }
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_person_the_registry_does_not_know_is_told_so() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let keuze = crate::browser::Keuze::Tester { bsn: "123456782", niveau: "substantieel", namens: "" };
    assert_eq!(browser.log_in(keuze).await, "/klantbeeld");
    let beeld = brp(&mut browser).await;
    assert_eq!((beeld.stand, beeld.voorkomens.len()), (Stand::GeenGegevens, 0));
    staat_niet_in_de_log("123456782");
    proef.stop().await;
}

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test]
async fn stands_in_the_logboek_before_the_registry_is_asked(#[case] motor: Motor) {
    let Some(proef) = proef_op(motor).await else { return };
    let mut browser = proef.als("gezin").await;
    let antwoord = browser.haal(&bronbeeld("brp")).await;
    let trace_id = antwoord.headers()["trace-id"].to_str().unwrap().to_owned();
    assert_eq!(antwoord.json::<Bronbeeld>().await.unwrap().stand, Stand::Geladen);

    // The citizen does not wait for the ending.
    let regel = crate::hulp::tot(async || {
        let regels = logregels(&proef, "gezin").await;
        assert_eq!(regels.len(), 1);
        regels.into_iter().find(|regel| regel.status != Status::Unset)
    })
    .await;
    assert_eq!(
        (regel.trace_id.to_string(), regel.registratie.as_str(), regel.status),
        (trace_id, "brp", Status::Ok)
    );
    assert!(regel.gegevens.contains(&"brp.geboorte.datum".to_owned()));
    assert!(regel.attributes.processing_activity_id.ends_with("/portaal/InzageBurger"));
    // Where it leads is known to everybody.
    let register: Verwerkingsactiviteiten =
        proef.browser().haal(VERWERKINGSACTIVITEITEN).await.json().await.unwrap();
    let activiteit = register
        .activiteiten
        .iter()
        .find(|activiteit| activiteit.uris.contains(&regel.attributes.processing_activity_id));
    assert_eq!(activiteit.map(|een| (&*een.organisatie, &*een.id)), Some(("portaal", "InzageBurger")));
    assert_eq!(register.organisaties[0].naam, proef.demo.config.organisatie.naam);
    assert_eq!(regel.actor, regel.attributes.data_subject_id, "the citizen looks at their own data");
    assert!(!format!("{regel:?}").contains(proef.bsn("gezin")));
    proef.stop().await;
}

async fn logregels(proef: &crate::hulp::Proef, persoon: &str) -> Vec<gateway::logboek::Logregel> {
    let store = Store::open(proef.demo.config.database.onthul()).await.unwrap();
    let sleutel = proef.demo.config.sleutels.pseudoniem.sleutel().unwrap();
    let pseudoniem = Pseudonimiseerder::nieuw(&sleutel).unwrap().van(&proef.bsn(persoon).parse().unwrap());
    Logboek::nieuw(store, "test", Ketensleutel::nieuw(&sleutel).unwrap())
        .van_betrokkene(&pseudoniem, None, 100)
        .await
        .unwrap()
}

/// No look without a line: when the logboek cannot be written, the registry is not asked at all.
#[tokio::test]
async fn nothing_is_asked_when_the_logboek_cannot_be_written() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let vooraf = protocol(&proef).await;
    breek_logboek(&proef).await;
    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden: Reden::NietGeboekt, opnieuw: true });
    assert_eq!(protocol(&proef).await, vooraf, "the registry was asked all the same");
    proef.stop().await;
}

/// How many questions the BRP stand-in has answered, by its own books.
async fn protocol(proef: &crate::hulp::Proef) -> i64 {
    use sqlx::{Connection as _, Row as _};
    let url = format!("sqlite://{}", proef.map.join("data/brp.db").display());
    let mut verbinding = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("SELECT count(*) FROM protocol").fetch_one(&mut verbinding).await.unwrap().get(0)
}

pub(crate) async fn breek_logboek(proef: &crate::hulp::Proef) {
    use sqlx::Connection as _;
    let url = format!("sqlite://{}", proef.map.join("data/klantbeeld.db").display());
    let mut verbinding = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("ALTER TABLE logboek RENAME TO logboek_elders").execute(&mut verbinding).await.unwrap();
}

#[tokio::test]
async fn a_registration_that_is_switched_off_says_why_and_is_not_asked() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let schakelaar = proef.demo.url.join("/beheer/v1/onderhoud/brp").unwrap();
    let tekst = serde_json::json!({ "nl": "Onderhoud tot 18.00 uur.", "en": "Maintenance until 18:00." });
    let zet = |tekst: serde_json::Value| crate::hulp::http().put(schakelaar.clone()).json(&tekst).send();
    assert_eq!(zet(tekst).await.unwrap().status(), StatusCode::NO_CONTENT);
    let uit =
        Stand::Uitgeschakeld { nl: "Onderhoud tot 18.00 uur.".into(), en: "Maintenance until 18:00.".into() };
    assert_eq!(brp(&mut browser).await.stand, uit);
    let gevraagd = logregels(&proef, "gezin").await;
    assert!(gevraagd.iter().all(|regel| regel.registratie != "brp"), "not asked, so not logged");

    let aan = crate::hulp::http().delete(schakelaar.clone()).send().await.unwrap();
    assert_eq!(aan.status(), StatusCode::NO_CONTENT);
    assert_eq!(brp(&mut browser).await.stand, Stand::Geladen);
    for fout in [serde_json::json!({ "nl": "", "en": "x" }), serde_json::json!({ "nl": "x" })] {
        assert_eq!(zet(fout).await.unwrap().status(), StatusCode::BAD_REQUEST);
    }
    let onbekend = proef.demo.url.join("/beheer/v1/onderhoud/niets").unwrap();
    let antwoord =
        crate::hulp::http().put(onbekend).json(&serde_json::json!({ "nl": "a", "en": "b" })).send().await;
    assert_eq!(antwoord.unwrap().status(), StatusCode::NOT_FOUND);
    proef.stop().await;
}

/// A wrong key at the registry is our mistake, not the citizen's: it is told as a fault, and the key is not repeated.
#[tokio::test]
async fn a_refusal_by_the_registry_is_a_fault() {
    let proef = proef_met(|config| {
        config.registraties.get_mut("brp").unwrap().api_sleutel = Geheim::nieuw("verkeerd-en-geheim");
    })
    .await;
    let mut browser = proef.als("gezin").await;
    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden: Reden::Fout, opnieuw: true });
    staat_niet_in_de_log("verkeerd-en-geheim");
    proef.stop().await;
}

#[tokio::test]
async fn an_unknown_registration_is_not_found() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    for onzin in ["onbekend", "brp%2f..", "%ff", "brp;drop", &"a".repeat(2000)] {
        let antwoord = browser.haal(&bronbeeld(onzin)).await;
        assert!(matches!(antwoord.status(), StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST), "{onzin}");
    }
    probleem(browser.haal(&bronbeeld("onbekend")).await, ProblemType::NietGevonden).await;
    proef.stop().await;
}

#[rstest]
#[case::gegevens(GEGEVENSREGISTER)]
#[case::activiteiten(VERWERKINGSACTIVITEITEN)]
#[tokio::test]
async fn a_register_is_kept_by_the_browser_until_it_changes(#[case] register: &str) {
    let proef = proef().await;
    let mut browser = proef.browser();
    let antwoord = browser.haal(&format!("{register}?taal=nl")).await;
    let etag = antwoord.headers()["etag"].clone();
    let opnieuw = browser
        .verzoek(reqwest::Method::GET, &format!("{register}?taal=nl"))
        .header("if-none-match", &etag)
        .send()
        .await
        .unwrap();
    assert_eq!(opnieuw.status(), StatusCode::NOT_MODIFIED);
    let kort = browser
        .verzoek(reqwest::Method::GET, &format!("{register}?taal=nl"))
        .header("accept-encoding", "gzip, br")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (&kort.headers()["content-encoding"], &kort.headers()["etag"]),
        (&"br".parse().unwrap(), &etag)
    );
    let (lang, kort) = (antwoord.bytes().await.unwrap().len(), kort.bytes().await.unwrap().len());
    assert!(kort * 3 < lang, "{kort} of {lang} bytes");
    let engels = browser.haal(&format!("{register}?taal=en")).await;
    assert_ne!(engels.headers()["etag"], etag);
    let problem =
        probleem(browser.haal(&format!("{register}?taal=fy")).await, ProblemType::OngeldigVerzoek).await;
    assert_eq!(problem.errors[0].name, "taal");
    proef.stop().await;
}

/// Somebody who leaves in the middle does not keep a question from getting its ending.
#[tokio::test]
async fn a_browser_that_leaves_does_not_leave_a_line_open() {
    let proef = proef().await;
    let browser = proef.als("gezin").await;
    proef
        .gedrag(serde_json::json!({ "bsn": proef.bsn("gezin"), "gedrag": "traag", "vertragingMs": 300 }))
        .await;
    let antwoord = browser.verzoek(reqwest::Method::GET, contract::routes::KLANTBEELD).send().await.unwrap();
    drop(antwoord);
    let status = crate::hulp::tot(async || {
        let regels = logregels(&proef, "gezin").await;
        regels.first().map(|regel| regel.status).filter(|status| *status != Status::Unset)
    })
    .await;
    assert_eq!(status, Status::Ok);
    proef.stop().await;
}

#[tokio::test]
async fn two_tabs_get_the_same() {
    let proef = proef().await;
    let (mut een, mut ander) = (proef.als("gezin").await, proef.browser());
    ander.cookies = een.cookies.clone();
    let (een, ander) = tokio::join!(klantbeeld(&mut een), klantbeeld(&mut ander));
    for beeld in &een.beelden {
        let zelfde = ander.beelden.iter().find(|ander| ander.registratie == beeld.registratie).unwrap();
        assert_eq!(beeld.voorkomens, zelfde.voorkomens, "{}", beeld.registratie);
    }
    proef.stop().await;
}
