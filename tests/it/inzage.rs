//! The use log over the wire: every look stands there for whom it is about, within a second, and for nobody else.

use crate::browser::Browser;
use crate::hulp::{Motor, Proef, http, klantbeeld, probleem, proef, proef_op, staat_niet_in_de_log, tot};
use contract::inzage::{Blad, Bronlog, Doorsoort, EVENT_BRONLOG, Gebruik, Logstand, Uitkomst, Verloop};
use contract::{ProblemType, routes};
use gateway::logboek::{ActorSoort, Ketensleutel, Logboek, SpanId, TraceId, Verwerking};
use gateway::pseudoniem::{Pseudoniem, Pseudonimiseerder};
use gateway::store::Store;
use gateway::willekeur::Willekeur;
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

async fn blad(browser: &mut Browser, vraag: &str) -> Blad {
    let antwoord = browser.haal(&format!("{}{vraag}", routes::INZAGE)).await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    antwoord.json().await.unwrap()
}

async fn bronnen(browser: &mut Browser, vraag: &str) -> BTreeMap<String, Bronlog> {
    let antwoord = browser.haal(&format!("{}{vraag}", routes::INZAGE_BRONNEN)).await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    let tekst = antwoord.text().await.unwrap();
    assert!(tekst.contains("event: einde"), "the stream has an end");
    let logs = tekst.split("\n\n").filter(|blok| blok.contains(&format!("event: {EVENT_BRONLOG}")));
    let logs = logs.map(|blok| blok.lines().find_map(|regel| regel.strip_prefix("data: ")).unwrap());
    let logs = logs.map(|data| serde_json::from_str::<Bronlog>(data).unwrap());
    logs.map(|log| (log.registratie.clone(), log)).collect()
}

/// The logboek of the running portal, to write what a desk or a recipient will one day write.
struct Naast {
    logboek: Logboek,
    sleutel: Vec<u8>,
    nu: i64,
}

async fn naast(proef: &Proef) -> Naast {
    let store = Store::open(proef.demo.config.database.onthul()).await.unwrap();
    let sleutel = proef.demo.config.sleutels.pseudoniem.sleutel().unwrap();
    let keten = Ketensleutel::nieuw(&sleutel).unwrap();
    Naast {
        logboek: Logboek::nieuw(store, "naast", keten),
        sleutel,
        nu: crate::hulp::NU.unix_timestamp() * 1_000,
    }
}

impl Naast {
    fn pseudoniem(&self, bsn: &str) -> Pseudoniem {
        Pseudonimiseerder::nieuw(&self.sleutel).unwrap().van(&bsn.parse().unwrap())
    }

    fn regel(&self, proef: &Proef, over: &str, soort: ActorSoort, activiteit: &str, zaad: u64) -> Verwerking {
        let willekeur = Willekeur::vast(zaad);
        let basis = proef.demo.config.organisatie.verwerkingenregister.as_str();
        Verwerking {
            trace_id: willekeur.met(TraceId::nieuw),
            span_id: willekeur.met(SpanId::nieuw),
            parent_span_id: None,
            naam: "fixture".into(),
            begonnen_op: self.nu,
            verwerkingsactiviteit: gegevensregister::uri_van_portaal(basis, activiteit).parse().unwrap(),
            actor: self.pseudoniem("999970008"),
            actor_soort: soort,
            organisatie: (soort == ActorSoort::Ontvanger).then(|| "Spaarbank Voorbeeld".into()),
            functie: (soort == ActorSoort::Medewerker).then(|| "Burgerzaken".into()),
            betrokkene: self.pseudoniem(proef.bsn(over)),
            registratie: "brp".into(),
            gegevens: vec!["brp.geboorte.datum".into()],
            doelbinding: activiteit.into(),
            grondslag: "AVG".into(),
        }
    }
}

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test]
async fn every_look_stands_in_the_log_of_whom_it_is_about(#[case] motor: Motor) {
    let Some(proef) = proef_op(motor).await else { return };
    let personen = ["gezin", "gescheiden", "student"];
    let mut browsers = Vec::new();
    for persoon in personen {
        browsers.push(proef.als(persoon).await);
    }
    // Before anything was looked at.
    for browser in &mut browsers {
        assert_eq!(blad(browser, "").await, Blad { gebruik: vec![], verder: None });
    }
    let registraties = klantbeeld(&mut browsers[0]).await.begin.registraties;
    let naast = naast(&proef).await;
    let regels = [
        naast.regel(&proef, "gezin", ActorSoort::Medewerker, "InzageBalie", 1),
        naast.regel(&proef, "gezin", ActorSoort::Ontvanger, "DelenToestemming", 2),
        naast.regel(&proef, "student", ActorSoort::Medewerker, "InzageBalie", 3),
    ];
    for regel in &regels {
        naast.logboek.boek(regel.clone()).await.unwrap();
    }

    let eigen = blad(&mut browsers[0], "").await.gebruik;
    let soorten: BTreeSet<_> = eigen.iter().map(|een| een.door.soort).collect();
    assert_eq!(soorten, BTreeSet::from([Doorsoort::Zelf, Doorsoort::Balie, Doorsoort::Toestemming]));
    let van = |soort| eigen.iter().find(|een| een.door.soort == soort).unwrap();
    let zelf = van(Doorsoort::Zelf);
    assert_eq!(zelf.activiteit.as_deref(), Some("InzageBurger"));
    let gevraagd: BTreeSet<&str> = zelf.opgevraagd.iter().map(|een| een.registratie.as_str()).collect();
    // Some are not asked for somebody about whom there is nothing to ask.
    assert!(gevraagd.len() > 5 && gevraagd.iter().all(|id| registraties.iter().any(|een| een == id)));
    assert!(
        zelf.opgevraagd
            .iter()
            .any(|een| een.registratie == "brp" && een.groepen.contains(&"brp.naam".into()))
    );
    assert_eq!(van(Doorsoort::Balie).door.functie.as_deref(), Some("Burgerzaken"));
    assert_eq!(van(Doorsoort::Balie).opgevraagd[0].groepen, ["brp.geboorte"]);
    assert_eq!(van(Doorsoort::Toestemming).door.naam.as_deref(), Some("Spaarbank Voorbeeld"));

    assert_eq!(blad(&mut browsers[1], "").await.gebruik, [], "nobody looked at this one");
    let student = blad(&mut browsers[2], "").await.gebruik;
    assert_eq!(student.len(), 1);
    assert_eq!(student[0].door.soort, Doorsoort::Balie);

    // Neither by its id.
    let pad = routes::gebruik(&student[0].id);
    let een: Gebruik = browsers[2].haal(&pad).await.json().await.unwrap();
    assert_eq!(een.opgevraagd[0].gegevens, ["brp.geboorte.datum"]);
    probleem(browsers[0].haal(&pad).await, ProblemType::NietGevonden).await;
    probleem(proef.browser().haal(&pad).await, ProblemType::NietIngelogd).await;

    let verloop: Verloop = browsers[2].haal(routes::INZAGE_VERLOOP).await.json().await.unwrap();
    assert_eq!((verloop.reeksen.len(), verloop.nieuw.len()), (1, 1));
    for persoon in personen {
        staat_niet_in_de_log(proef.bsn(persoon));
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_line_is_told_within_a_second_and_its_ending_after() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    browser.haal(&routes::bronbeeld("brp")).await.text().await.unwrap();
    // The line was there before the registry was asked, so it is there now.
    assert_eq!(blad(&mut browser, "").await.gebruik.len(), 1);
    let beeld = tot(async || {
        let blad = blad(&mut browser, "").await;
        blad.gebruik.into_iter().find(|een| een.opgevraagd[0].uitkomst == Uitkomst::Gelukt)
    })
    .await;
    assert_eq!((beeld.keren, beeld.bron.as_str()), (1, "portaal"));
    proef.stop().await;
}

#[tokio::test]
async fn the_registrations_tell_who_used_what_and_our_own_looks_only_once() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    klantbeeld(&mut browser).await;
    let logs = bronnen(&mut browser, "").await;
    let meldt = |id: &str| matches!(logs[id].stand, Logstand::Meldt { .. });
    assert!(["brp", "brk", "kvk", "brv", "woz"].into_iter().all(meldt), "{logs:?}");
    assert_eq!(logs["reisdocumenten"].stand, Logstand::MeldtNiet);
    assert_eq!(logs["bag"].stand, Logstand::NietNodig);

    let brp = &logs["brp"].gebruik;
    let svb =
        brp.iter().find(|een| een.door.organisatie.as_deref() == Some("svb")).expect("the child benefit");
    assert_eq!(
        (svb.door.soort, svb.activiteit.as_deref(), svb.bron.as_str()),
        (Doorsoort::Taak, Some("kinderbijslag"), "brp")
    );
    assert!(!svb.opgevraagd[0].gegevens.is_empty());
    assert!(brp.is_sorted_by(|een, ander| een.moment >= ander.moment));
    // The BRP wrote our own question down too: under our trace, which we tell ourselves.
    let traces = |gebruik: &[Gebruik]| -> BTreeSet<String> {
        gebruik.iter().map(|een| een.id.split_once('-').unwrap().1.to_owned()).collect()
    };
    let eigen = traces(&blad(&mut browser, "").await.gebruik);
    assert!(!eigen.is_empty());
    assert!(logs.values().all(|log| traces(&log.gebruik).is_disjoint(&eigen)));
    assert!(logs.values().flat_map(|log| &log.gebruik).all(|een| een.door.soort != Doorsoort::Zelf));
    // An investigation is not told, and nothing counts it.
    assert!(!format!("{logs:?}").to_lowercase().contains("opsporing"));

    let uwv = bronnen(&mut browser, "?organisatie=uwv&van=2026-01-01").await;
    let wie: BTreeSet<_> =
        uwv.values().flat_map(|log| &log.gebruik).map(|een| een.door.organisatie.clone()).collect();
    assert_eq!(wie, BTreeSet::from([Some("uwv".to_owned())]));
    let ander = bronnen(&mut proef.als("student").await, "").await;
    let van_ander = ander.values().flat_map(|log| traces(&log.gebruik)).collect::<BTreeSet<_>>();
    assert!(
        logs.values().all(|log| traces(&log.gebruik).is_disjoint(&van_ander)),
        "each has a log of their own"
    );
    staat_niet_in_de_log(proef.bsn("gezin"));
    proef.stop().await;
}

/// What a log can do wrong; the others are not touched by it.
#[tokio::test]
async fn a_log_that_is_not_in_order_is_not_shown() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let goed = bronnen(&mut browser, "").await;
    for (gedrag, getoond) in [
        ("vreemderegel", false),
        ("klokvoor", false),
        ("ontbreekt", false),
        ("storing", false),
        ("dubbel", true),
        ("normaal", true),
    ] {
        let url = proef.demo.url.join("/demo/v1/registraties/logboek-brp/gedrag").unwrap();
        let antwoord = http().post(url).json(&json!({ "gedrag": gedrag })).send().await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::NO_CONTENT, "{gedrag}");
        let nu = bronnen(&mut browser, "").await;
        if getoond {
            assert_eq!(nu["brp"].gebruik, goed["brp"].gebruik, "{gedrag}");
        } else {
            assert_eq!(
                (&nu["brp"].stand, nu["brp"].gebruik.len()),
                (&Logstand::NietBeschikbaar, 0),
                "{gedrag}"
            );
        }
        assert_eq!(nu["woz"], goed["woz"], "{gedrag}");
    }
    let incidenten = tot(async || Some(proef.incidenten().await).filter(|lijst| !lijst.is_empty())).await;
    let incident = incidenten[0].to_string();
    assert!(incidenten.len() == 1 && incident.contains("andere-persoon") && incident.contains("brp"));
    assert!(!incident.contains(proef.bsn("gezin")));
    proef.stop().await;
}

#[tokio::test]
async fn no_log_is_asked_when_ours_cannot_be_written() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    crate::klantbeeld::breek_logboek(&proef).await;
    let logs = bronnen(&mut browser, "").await;
    assert!(logs.values().all(|log| log.gebruik.is_empty()));
    assert_eq!(logs["brp"].stand, Logstand::NietBeschikbaar);
    probleem(browser.haal(routes::INZAGE).await, ProblemType::NuNiet).await;
    proef.stop().await;
}

#[tokio::test]
async fn a_list_that_cannot_be_is_refused_with_what_is_wrong() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    for (vraag, naam) in [
        ("?van=gisteren", "van"),
        ("?tot=2026-02-30", "tot"),
        ("?soort=iedereen", "soort"),
        ("?voor=zomaar", "voor"),
        ("?voor=1-2-3", "voor"),
        (&*format!("?zoek={}", "x".repeat(101)), "zoek"),
    ] {
        for pad in [routes::INZAGE, routes::INZAGE_BRONNEN] {
            let problem =
                probleem(browser.haal(&format!("{pad}{vraag}")).await, ProblemType::OngeldigVerzoek).await;
            assert_eq!(problem.errors[0].name, naam, "{vraag}");
        }
    }
    probleem(browser.haal(&routes::gebruik("zomaar")).await, ProblemType::NietGevonden).await;
    probleem(proef.browser().haal(routes::INZAGE).await, ProblemType::NietIngelogd).await;
    proef.stop().await;
}
