//! What a citizen was told is kept reaches the holder, once, also when the gateway is killed in the middle of it.

use crate::browser::{Browser, Keuze};
use crate::hulp::{Motor, Proef, nieuwe_database, proef, tot};
use crate::kind::{Kind, ronden};
use contract::correctie::{
    Aanvulling, Aard, Correctie, Correctieinhoud, Correctiestatus, Gebeurtenis, Handeling, Wijziging,
};
use contract::klantbeeld::Waarde;
use contract::routes::{self, CORRECTIES, CSRF_HEADER, IDEMPOTENCY_KEY};
use reqwest::{Method, RequestBuilder, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};
use sqlx::Connection as _;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use time::Duration;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;

const RONDEN_ANDERS: usize = 5;
const PERSONEN: [&str; 4] = ["gezin", "gescheiden", "student", "gepensioneerde"];
/// One of so many is withdrawn at once.
const INGETROKKEN_ELKE: usize = 3;
const URN: &str = "urn:brp:kinderen:naam:voornamen";

/// What the citizens did and were told.
#[derive(Clone, Default)]
struct Boek(Arc<Mutex<Blad>>);

#[derive(Default)]
struct Blad {
    /// Who asked to hand it in, by number; answered or not.
    geprobeerd: BTreeMap<String, &'static str>,
    ingediend: BTreeSet<String>,
    ingetrokken: BTreeSet<String>,
    /// The answers that somebody sent, with the number of the correctie; and those of which they heard that they were kept.
    gestuurd: BTreeSet<(String, String)>,
    aangevuld: BTreeSet<(String, String)>,
    /// Of whom the holder may want to know something.
    lopend: BTreeMap<&'static str, VecDeque<String>>,
}

impl Boek {
    fn blad(&self) -> MutexGuard<'_, Blad> {
        self.0.lock().unwrap()
    }
}

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_is_at_the_holder_once_when_the_gateway_is_killed(#[case] motor: Motor) {
    let proef = proef().await;
    // Of its own: nobody but the gateway that is killed delivers from it.
    let database = match motor {
        Motor::Sqlite => Some(format!("sqlite://{}?mode=rwc", proef.map.join("kind.db").display())),
        Motor::Postgres => nieuwe_database().await,
    };
    if let Some(database) = database {
        let (boek, ronden) = (Boek::default(), ronden(RONDEN_ANDERS));
        for ronde in 0..ronden {
            // Not always at the same place: after 1, 8, 15 … answers.
            storm(&proef, &database, &boek, 1 + ronde * 7 % 50).await;
        }
        morgen(&proef);
        let kind = Kind::start(&proef, &database).await;
        tot(async || (te_bezorgen(&database).await == 0).then_some(())).await;
        controleer(&proef, &kind, &boek).await;
    }
    proef.stop().await;
}

/// A citizen begins no more than so many in a day; and whatever waits for its time is due.
fn morgen(proef: &Proef) {
    proef.demo.klok.vooruit(Duration::hours(25));
}

/// Starts a gateway at which citizens and the holder are at work, and kills it after so many answers.
async fn storm(proef: &Proef, database: &str, boek: &Boek, na: usize) {
    morgen(proef);
    behandel(proef).await;
    let mut kind = Kind::start(proef, database).await;
    let (zender, mut ontvanger) = tokio::sync::mpsc::unbounded_channel();
    let mut burgers = JoinSet::new();
    for persoon in PERSONEN {
        let mut browser = Browser::nieuw(&kind.url);
        browser.log_in(Keuze::Persoon(persoon)).await;
        let (boek, zender) = (boek.clone(), zender.clone());
        burgers.spawn(async move {
            while dien_in(&browser, persoon, &boek, &zender).await.is_some()
                && antwoord(&browser, persoon, &boek, &zender).await.is_some()
            {}
        });
    }
    drop(zender);
    let (mut gelukt, meer) = (0, Notify::new());
    let burgerzaken = async {
        while let Some(()) = ontvanger.recv().await {
            gelukt += 1;
            meer.notify_one();
            if gelukt == na {
                kind.dood().await;
            }
        }
    };
    let houder = async {
        loop {
            meer.notified().await;
            behandel(proef).await;
        }
    };
    tokio::select! {
        () = burgerzaken => {}
        () = houder => {}
    }
    assert!(gelukt >= na, "{gelukt} of {na} answers, and everybody stopped");
    burgers.join_all().await;
}

/// Hands one in, twice at once as an impatient finger does, and sometimes withdraws it. `None`: there is nobody any more, or it
/// was enough for today.
async fn dien_in(
    browser: &Browser,
    persoon: &'static str,
    boek: &Boek,
    zender: &UnboundedSender<()>,
) -> Option<()> {
    let begin = schrijf(browser, Method::POST, CORRECTIES).header(IDEMPOTENCY_KEY, sleutel()).json(&inhoud());
    let nummer = vraag(begin).await?.ok()?.nummer;
    boek.blad().geprobeerd.insert(nummer.clone(), persoon);
    let pad = routes::correctie_indiening(&nummer);
    let indienen = || vraag(schrijf(browser, Method::POST, &pad));
    let (een, twee) = futures::join!(indienen(), indienen());
    let bon = een.or(twee)?.expect("a concept that is complete");
    assert_ne!(bon.status, Correctiestatus::Concept);
    boek.blad().ingediend.insert(nummer.clone());
    zender.send(()).ok()?;
    if !boek.blad().ingediend.len().is_multiple_of(INGETROKKEN_ELKE) {
        boek.blad().lopend.entry(persoon).or_default().push_back(nummer);
        return Some(());
    }
    vraag(schrijf(browser, Method::POST, &routes::correctie_intrekking(&nummer)))
        .await?
        .expect("not decided");
    boek.blad().ingetrokken.insert(nummer);
    zender.send(()).ok()
}

/// Answers the oldest question, when there is one.
async fn antwoord(
    browser: &Browser,
    persoon: &'static str,
    boek: &Boek,
    zender: &UnboundedSender<()>,
) -> Option<()> {
    let Some(nummer) = boek.blad().lopend.entry(persoon).or_default().pop_front() else { return Some(()) };
    let gelezen = vraag(browser.verzoek(Method::GET, &routes::correctie(&nummer))).await;
    let gevraagd = matches!(&gelezen, Some(Ok(een)) if een.kan.contains(&Handeling::Aanvullen));
    if !gevraagd {
        boek.blad().lopend.entry(persoon).or_default().push_back(nummer);
        return gelezen.map(|_| ());
    }
    let tekst = format!("Antwoord {}.", sleutel());
    boek.blad().gestuurd.insert((nummer.clone(), tekst.clone()));
    let aanvulling = schrijf(browser, Method::POST, &routes::correctie_aanvulling(&nummer));
    let aanvulling = aanvulling.header(IDEMPOTENCY_KEY, sleutel()).json(&Aanvulling { tekst: tekst.clone() });
    vraag(aanvulling).await?.expect("what was asked");
    boek.blad().aangevuld.insert((nummer, tekst));
    zender.send(()).ok()
}

/// A child that the BRP does not have: there can be any number of these.
fn inhoud() -> Correctieinhoud {
    let voorstel = Some(Waarde::Tekst { tekst: "Noor".into() });
    Correctieinhoud {
        groep: "brp.kinderen".into(),
        voorkomen: None,
        aard: Aard::Ontbreekt,
        wijzigingen: vec![Wijziging {
            gegeven: "brp.kinderen.naam.voornamen".into(),
            huidig: None,
            voorstel,
        }],
        toelichting: "Er ontbreekt een kind.".into(),
    }
}

fn schrijf(browser: &Browser, methode: Method, pad: &str) -> RequestBuilder {
    browser.verzoek(methode, pad).header(CSRF_HEADER, "1")
}

/// The correctie, or why not; `None` when no answer came, or half of it.
async fn vraag(verzoek: RequestBuilder) -> Option<Result<Correctie, StatusCode>> {
    let antwoord = verzoek.send().await.ok()?;
    if antwoord.status().is_success() {
        antwoord.json().await.ok().map(Ok)
    } else {
        Some(Err(antwoord.status()))
    }
}

/// A key that nobody used.
fn sleutel() -> String {
    static VOLGENDE: AtomicU64 = AtomicU64::new(1);
    format!("5f0c2b1e-6f0e-4f9e-9a51-{:012x}", VOLGENDE.fetch_add(1, Ordering::Relaxed))
}

/// The holder asks about what came in, and refuses what was answered.
async fn behandel(proef: &Proef) {
    let (fatima, joost) = (proef.medewerker("fatima"), proef.medewerker("joost"));
    for zaak in fatima.zaken("open").await {
        let referentie = zaak["referentie"].as_str().unwrap();
        // Withdrawn a moment ago: then it cannot be.
        if zaak["stand"] == "ontvangen" {
            fatima.probeer(referentie, "opnemen", &Value::Null).await;
            fatima.probeer(referentie, "vraag", &json!({ "tekst": "Heeft u de akte?" })).await;
        } else if zaak["stand"] == "aangevuld" {
            joost.doe(referentie, "besluit", &afgewezen()).await;
        }
    }
}

fn afgewezen() -> Value {
    json!({
        "delen": [{ "attribuutUrn": URN, "toegewezen": false, "reden": "Er is geen akte." }],
        "toelichting": "Wij veranderen niets.",
        "bezwaar": { "tekst": "Schrijf een brief.", "adres": ["Postbus 1", "1000 AA Plaats"], "totEnMet": "2030-01-04" },
    })
}

/// How much the gateway still has to bring to the holder.
async fn te_bezorgen(database: &str) -> i64 {
    sqlx::any::install_default_drivers();
    let mut verbinding = sqlx::AnyConnection::connect(database).await.unwrap();
    let sql = "SELECT COUNT(*) FROM uitbak WHERE soort LIKE 'correctie-%' AND afgeleverd_op IS NULL";
    let aantal = sqlx::query_scalar(sql).fetch_one(&mut verbinding).await.unwrap();
    verbinding.close().await.unwrap();
    aantal
}

async fn controleer(proef: &Proef, kind: &Kind, boek: &Boek) {
    let fatima = proef.medewerker("fatima");
    let mut zaken = BTreeMap::new();
    for zaak in [fatima.zaken("open").await, fatima.zaken("klaar").await].concat() {
        let zaak = fatima.zaak(zaak["referentie"].as_str().unwrap()).await;
        let nummer = zaak["referentieKenmerk"].as_str().unwrap().to_owned();
        assert!(boek.blad().geprobeerd.contains_key(&nummer), "nobody handed {nummer} in");
        heel(&zaak, &nummer, boek);
        assert!(zaken.insert(nummer.clone(), zaak).is_none(), "{nummer} is there twice");
    }
    let mut browsers = BTreeMap::new();
    for persoon in PERSONEN {
        let mut browser = Browser::nieuw(&kind.url);
        browser.log_in(Keuze::Persoon(persoon)).await;
        browsers.insert(persoon, browser);
    }
    let geprobeerd = boek.blad().geprobeerd.clone();
    for (nummer, persoon) in &geprobeerd {
        let browser = browsers.get_mut(persoon).unwrap();
        let een: Correctie = browser.lees(&routes::correctie(nummer)).await;
        klopt(&een, zaken.get(nummer), &boek.blad());
    }
    let blad = boek.blad();
    let aantallen = [blad.ingediend.len(), blad.ingetrokken.len(), blad.aangevuld.len()];
    println!("{aantallen:?} handed in, withdrawn and answered, each at the holder once");
    assert!(aantallen.iter().all(|aantal| *aantal > 0), "{aantallen:?}");
}

/// A case at the holder says nothing twice, and nothing that no citizen said.
fn heel(zaak: &Value, nummer: &str, boek: &Boek) {
    let keer =
        |wat: &str| zaak["verloop"].as_array().unwrap().iter().filter(|stap| stap["wat"] == wat).count();
    let antwoorden = zaak["aanvullingen"].as_array().unwrap();
    assert_eq!((keer("ontvangen"), keer("aangevuld")), (1, antwoorden.len()), "{nummer}");
    assert!(keer("ingetrokken") <= 1, "{nummer}");
    let gezegd: BTreeSet<_> =
        antwoorden.iter().map(|een| (nummer.to_owned(), een["tekst"].as_str().unwrap().to_owned())).collect();
    assert_eq!(gezegd.len(), antwoorden.len(), "{nummer}: an answer twice");
    assert!(gezegd.is_subset(&boek.blad().gestuurd), "{nummer}: an answer of nobody");
}

/// What the citizen was told, what they see, and what the holder has, agree.
fn klopt(een: &Correctie, zaak: Option<&Value>, blad: &Blad) {
    let nummer = &een.nummer;
    let (ingediend, ingetrokken) = (blad.ingediend.contains(nummer), blad.ingetrokken.contains(nummer));
    assert!(!ingediend || een.status != Correctiestatus::Concept, "{nummer} was handed in");
    assert!(!ingetrokken || een.status == Correctiestatus::Ingetrokken, "{nummer} was withdrawn");
    let Some(zaak) = zaak else {
        let wat: Vec<_> = een.stappen.iter().map(|stap| stap.wat).collect();
        let nooit_gestuurd = wat == [Gebeurtenis::Ingediend, Gebeurtenis::Ingetrokken];
        assert!(een.status == Correctiestatus::Concept || nooit_gestuurd, "{nummer} is not there: {wat:?}");
        return;
    };
    assert_ne!(een.status, Correctiestatus::Concept, "{nummer} is there before it was handed in");
    let weg = zaak["verloop"].as_array().unwrap().last().is_some_and(|stap| stap["wat"] == "ingetrokken");
    assert_eq!(weg, een.status == Correctiestatus::Ingetrokken, "{nummer}");
    for (_, tekst) in blad.aangevuld.iter().filter(|(van, _)| van == nummer) {
        let mut antwoorden = zaak["aanvullingen"].as_array().unwrap().iter();
        assert!(antwoorden.any(|een| een["tekst"] == **tekst), "{nummer}: an answer is lost");
    }
}
