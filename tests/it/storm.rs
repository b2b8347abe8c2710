//! No answer without a line, also not when the gateway is killed in the middle of a storm of lookups.

use crate::browser::Browser;
use crate::hulp::{Motor, Proef, proef_op};
use crate::kind::{Kind, ronden};
use contract::klantbeeld::{Bronbeeld, Stand};
use contract::routes;
use gateway::logboek::{Ketensleutel, Logboek, TraceId};
use gateway::pseudoniem::Pseudonimiseerder;
use gateway::store::Store;
use rstest::rstest;
use std::collections::{BTreeMap, BTreeSet};

const RONDEN_ANDERS: usize = 4;
/// Who ask at the same time, each for somebody.
const VRAGERS: usize = 6;
const PERSONEN: [&str; 3] = ["gezin", "gescheiden", "student"];

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_without_its_line_when_the_gateway_is_killed(#[case] motor: Motor) {
    let Some(proef) = proef_op(motor).await else { return };
    let mut cookies = BTreeMap::new();
    for persoon in PERSONEN {
        cookies.insert(persoon, proef.als(persoon).await.cookies);
    }
    let ronden = ronden(RONDEN_ANDERS);
    let mut totaal = 0;
    for ronde in 0..ronden {
        // Not always at the same place: after 1, 8, 15 … answers.
        let antwoorden = storm(&proef, &cookies, 1 + ronde * 7 % 50).await;
        totaal += antwoorden.len();
        staan_in_het_logboek(&proef, &antwoorden, ronde).await;
    }
    println!("{totaal} answers in {ronden} rounds, each with its line");
    assert!(totaal >= ronden, "{totaal}");
    proef.stop().await;
}

/// Starts a gateway, has many ask at once, and kills it as soon as there are so many answers: who was answered, by trace.
async fn storm(
    proef: &Proef,
    cookies: &BTreeMap<&'static str, BTreeMap<String, String>>,
    na: usize,
) -> Vec<(&'static str, TraceId)> {
    let mut kind = Kind::start(proef, proef.demo.config.database.onthul()).await;
    let (zender, mut ontvanger) = tokio::sync::mpsc::unbounded_channel();
    for vrager in 0..VRAGERS {
        let persoon = PERSONEN[vrager % PERSONEN.len()];
        let mut browser = Browser::nieuw(&kind.url);
        browser.cookies = cookies[persoon].clone();
        let zender = zender.clone();
        tokio::spawn(async move { while vraag(&mut browser, persoon, &zender).await.is_some() {} });
    }
    drop(zender);
    let mut antwoorden = Vec::new();
    while let Some(antwoord) = ontvanger.recv().await {
        antwoorden.push(antwoord);
        if antwoorden.len() == na {
            // Who still gets an answer was answered before.
            kind.dood().await;
        }
    }
    antwoorden
}

/// One question; `None` when there is nobody any more.
async fn vraag(
    browser: &mut Browser,
    persoon: &'static str,
    zender: &tokio::sync::mpsc::UnboundedSender<(&'static str, TraceId)>,
) -> Option<()> {
    let antwoord = browser.verzoek(reqwest::Method::GET, &routes::bronbeeld("brp")).send().await.ok()?;
    let trace = antwoord.headers().get("trace-id")?.to_str().ok().and_then(TraceId::uit_hex)?;
    let beeld: Bronbeeld = antwoord.json().await.ok()?;
    if beeld.stand == Stand::Geladen {
        zender.send((persoon, trace)).ok()?;
    }
    Some(())
}

async fn staan_in_het_logboek(proef: &Proef, antwoorden: &[(&'static str, TraceId)], ronde: usize) {
    let store = Store::open(proef.demo.config.database.onthul()).await.unwrap();
    let sleutel = proef.demo.config.sleutels.pseudoniem.sleutel().unwrap();
    let logboek = Logboek::nieuw(store.clone(), "storm", Ketensleutel::nieuw(&sleutel).unwrap());
    for persoon in PERSONEN {
        let bsn = proef.bsn(persoon).parse().unwrap();
        let pseudoniem = Pseudonimiseerder::nieuw(&sleutel).unwrap().van(&bsn);
        let van_deze = antwoorden.iter().filter(|(van, _)| *van == persoon).map(|(_, trace)| *trace);
        let van_deze: BTreeSet<TraceId> = van_deze.collect();
        let bekend = logboek.bekende_traces(&pseudoniem, (0, i64::MAX), &van_deze).await.unwrap();
        assert_eq!(bekend, van_deze, "round {ronde}: an answer without a line");
    }
    let controle = logboek.controleer_alles(|_| ()).await.unwrap();
    assert!(controle.is_heel(), "round {ronde}: {controle:?}");
    store.sluit().await;
}
