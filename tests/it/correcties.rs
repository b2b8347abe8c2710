//! The whole life of a correctie over HTTP: the citizen in a browser, the holder's employees at their worklist, and the
//! registry by its own standard.

use crate::browser::Browser;
use crate::houder::toegewezen;
use crate::hulp::{Motor, Proef, brp, http, probleem, proef, proef_op, staat_niet_in_de_log, tot};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::correctie::{
    Aanvulling, Aard, Bestand, Correctie, Correctieinhoud, Correcties, Correctiestatus, Gebeurtenis,
    Wijziging,
};
use contract::klantbeeld::{Voorkomen, Waarde};
use contract::routes::{self, ADRESSEN, CORRECTIES, CSRF_HEADER, IDEMPOTENCY_KEY};
use contract::{Datum, ProblemType};
use reqwest::{Method, Response, StatusCode};
use rstest::rstest;
use serde::Serialize;
use serde_json::{Value, json};
use time::Duration;

const SLEUTEL: &str = "5f0c2b1e-6f0e-4f9e-9a51-0d5a3d3b7c21";
const GROEP: &str = "brp.kinderen";
const DATUM: &str = "brp.kinderen.geboorte.datum";
const URN: &str = "urn:brp:kinderen:geboorte:datum";
const OUD: Datum = Datum::Dag { jaar: 2014, maand: 10, dag: 9 };
const NIEUW: Datum = Datum::Dag { jaar: 2014, maand: 10, dag: 10 };
/// The smallest picture.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

impl Browser {
    async fn zend(&mut self, methode: Method, pad: &str, lichaam: &impl Serialize) -> Response {
        let verzoek = self.verzoek(methode, pad).header(CSRF_HEADER, "1").header(IDEMPOTENCY_KEY, SLEUTEL);
        verzoek.json(lichaam).send().await.unwrap()
    }

    /// An unsafe request that succeeds, and the correctie after it.
    async fn gedaan(&mut self, pad: &str) -> Correctie {
        let antwoord = self.stuur(Method::POST, pad).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{pad}");
        antwoord.json().await.unwrap()
    }

    async fn begin(&mut self, inhoud: &Correctieinhoud) -> Correctie {
        let begonnen = self.zend(Method::POST, CORRECTIES, inhoud).await;
        assert_eq!(begonnen.status(), StatusCode::CREATED);
        let plek = begonnen.headers()["location"].to_str().unwrap().to_owned();
        let concept: Correctie = begonnen.json().await.unwrap();
        assert_eq!((plek, concept.status), (routes::correctie(&concept.nummer), Correctiestatus::Concept));
        concept
    }

    async fn voeg_akte_toe(&mut self, nummer: &str) -> Bestand {
        let pad = format!("{}?naam=akte.png", routes::correctie_bestanden(nummer));
        let verzoek = self.verzoek(Method::POST, &pad).header(CSRF_HEADER, "1");
        let antwoord = verzoek.body(STANDARD.decode(PNG).unwrap()).send().await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::CREATED);
        antwoord.json().await.unwrap()
    }

    /// The child with this first name, as the citizen sees it.
    async fn kind(&mut self, naam: &str) -> Voorkomen {
        let tekst = Waarde::Tekst { tekst: naam.into() };
        let heet_zo = |een: &Voorkomen| een.gegevens.iter().any(|gegeven| gegeven.waarde == tekst);
        let beeld = brp(self).await;
        beeld.voorkomens.into_iter().find(|een| een.groep == GROEP && heet_zo(een)).expect("the child")
    }

    /// The correctie as soon as it stands there.
    async fn wordt(&mut self, proef: &Proef, nummer: &str, status: Correctiestatus) -> Correctie {
        // A holder is not asked again within a few seconds.
        proef.demo.klok.vooruit(Duration::seconds(6));
        let pad = routes::correctie(nummer);
        tot(async || Some(self.lees::<Correctie>(&pad).await).filter(|een| een.status == status)).await
    }
}

fn datum(datum: Datum) -> Waarde {
    Waarde::Datum { datum }
}

fn inhoud(kind: &Voorkomen) -> Correctieinhoud {
    Correctieinhoud {
        groep: GROEP.into(),
        voorkomen: Some(kind.sleutel.clone()),
        aard: Aard::KloptNiet,
        wijzigingen: vec![Wijziging {
            gegeven: DATUM.into(),
            huidig: Some(datum(OUD)),
            voorstel: Some(datum(NIEUW)),
        }],
        toelichting: "In de akte staat 10 oktober.".into(),
    }
}

/// What the BRP stand-in says of this child of a demo person, asked by its own standard.
async fn bij_de_brp(proef: &Proef, persoon: &str, voornamen: &str) -> Value {
    let brp = &proef.demo.config.registraties["brp"];
    let vraag = json!({
        "type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [proef.bsn(persoon)], "fields": ["kinderen"],
    });
    let mut verzoek = http().post(format!("{}/personen", brp.url)).json(&vraag);
    for (kop, waarde) in [
        ("x-api-key", brp.api_sleutel.onthul()),
        ("x-doelbinding", "BRPACT-Inzage"),
        ("x-verwerking", "Inzage"),
        ("x-gebruiker", "proef"),
        ("x-origin-oin", "00000099000000001000"),
    ] {
        verzoek = verzoek.header(kop, waarde);
    }
    let antwoord = verzoek.send().await.unwrap();
    assert_eq!(antwoord.status(), StatusCode::OK);
    let antwoord: Value = antwoord.json().await.unwrap();
    let kinderen = antwoord["personen"][0]["kinderen"].as_array().expect("children");
    kinderen.iter().find(|kind| kind["naam"]["voornamen"] == voornamen).expect("the child").clone()
}

/// The values of a voorkomen that are marked as in onderzoek.
fn in_onderzoek(kind: &Voorkomen) -> Vec<&str> {
    let gemerkt = kind.gegevens.iter().filter(|gegeven| gegeven.in_onderzoek.is_some());
    gemerkt.map(|gegeven| gegeven.id.as_str()).collect()
}

fn wat(correctie: &Correctie) -> Vec<Gebeurtenis> {
    correctie.stappen.iter().map(|stap| stap.wat).collect()
}

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test]
async fn a_wrong_date_of_birth_is_put_right_at_the_source_and_who_used_it_is_told(#[case] motor: Motor) {
    let Some(proef) = proef_op(motor).await else { return };
    let mut browser = proef.als("gescheiden").await;
    let nummer = aangeboden(&proef, &mut browser).await;
    opgenomen(&proef, &mut browser, &nummer).await;
    verwerkt(&proef, &mut browser, &nummer).await;
    verteld(&proef, &mut browser, &nummer).await;
    staat_niet_in_de_log(proef.bsn("gescheiden"));
    proef.stop().await;
}

/// From a concept to a case at the holder.
async fn aangeboden(proef: &Proef, browser: &mut Browser) -> String {
    let inhoud = inhoud(&browser.kind("Lieke").await);
    let concept = browser.begin(&inhoud).await;
    let weer = browser.zend(Method::POST, CORRECTIES, &inhoud).await;
    assert_eq!((weer.status(), weer.json::<Correctie>().await.unwrap()), (StatusCode::OK, concept.clone()));
    let akte = browser.voeg_akte_toe(&concept.nummer).await;
    let bon = browser.gedaan(&routes::correctie_indiening(&concept.nummer)).await;
    assert_eq!(bon.nummer, concept.nummer);
    assert_eq!((&bon.bestanden, bon.uiterlijk.is_some()), (&vec![akte.clone()], true));
    let weer = browser.gedaan(&routes::correctie_indiening(&concept.nummer)).await;
    assert_eq!(weer.ingediend_op, bon.ingediend_op, "twice is once");
    let ontvangen = browser.wordt(proef, &bon.nummer, Correctiestatus::Ontvangen).await;
    assert_eq!(wat(&ontvangen), [Gebeurtenis::Ingediend, Gebeurtenis::Ontvangen]);

    let fatima = proef.medewerker("fatima");
    assert_eq!(fatima.zaken("open").await.len(), 1);
    let zaak = fatima.zaak(&fatima.referentie(&bon.nummer).await).await;
    assert_eq!(
        (&zaak["burgerservicenummer"], &zaak["vierOgen"]),
        (&json!(proef.bsn("gescheiden")), &json!(true))
    );
    assert_eq!(zaak["gegevens"][0]["attribuutUrn"], URN);
    assert_eq!(zaak["bijlagen"].as_array().map(Vec::len), Some(1));
    bon.nummer
}

/// An employee takes it up: the value, and no other, is marked at the source and where the citizen looks.
async fn opgenomen(proef: &Proef, browser: &mut Browser, nummer: &str) {
    assert!(in_onderzoek(&browser.kind("Lieke").await).is_empty());
    let fatima = proef.medewerker("fatima");
    let referentie = fatima.referentie(nummer).await;
    fatima.doe(&referentie, "opnemen", &Value::Null).await;
    let lieke = bij_de_brp(proef, "gescheiden", "Lieke").await;
    assert_eq!(lieke["geboorte"]["inOnderzoek"]["datum"], true, "{lieke}");
    assert_eq!(
        (&lieke["naam"]["inOnderzoek"], &lieke["geboorte"]["inOnderzoek"]["plaats"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(in_onderzoek(&browser.kind("Lieke").await), [DATUM]);
    browser.wordt(proef, nummer, Correctiestatus::InOnderzoek).await;
    // Who takes it up does not decide.
    assert_eq!(fatima.probeer(&referentie, "besluit", &toegewezen(URN)).await, StatusCode::FORBIDDEN);
}

/// Another decides and carries out: the registry answers the new value, and so does the klantbeeld.
async fn verwerkt(proef: &Proef, browser: &mut Browser, nummer: &str) {
    let joost = proef.medewerker("joost");
    let referentie = joost.referentie(nummer).await;
    joost.doe(&referentie, "besluit", &toegewezen(URN)).await;
    joost.doe(&referentie, "verwerken", &Value::Null).await;
    let lieke = bij_de_brp(proef, "gescheiden", "Lieke").await;
    assert_eq!(lieke["geboorte"]["datum"]["datum"], "2014-10-10");
    assert_eq!(lieke["geboorte"]["inOnderzoek"], Value::Null, "the mark ends with the decision");
    let kind = browser.kind("Lieke").await;
    let waarde =
        kind.gegevens.iter().find(|gegeven| gegeven.id == DATUM).map(|gegeven| gegeven.waarde.clone());
    assert_eq!((waarde, in_onderzoek(&kind).len()), (Some(datum(NIEUW)), 0));
    let na = browser.wordt(proef, nummer, Correctiestatus::Verwerkt).await;
    assert_eq!(wat(&na)[2..], [Gebeurtenis::InOnderzoek, Gebeurtenis::Toegewezen, Gebeurtenis::Verwerkt]);
    assert_eq!(na.besluit.unwrap().toelichting, "U hebt gelijk.");
}

/// Who used the old date hears that it changed, once, and not what it is; the citizen sees to whom it went.
async fn verteld(proef: &Proef, browser: &mut Browser, nummer: &str) {
    let pad = routes::correctie(nummer);
    let bezorgd = |een: &Correctie| {
        let alle = een.kennisgevingen.iter();
        !een.kennisgevingen.is_empty() && alle.clone().all(|een| een.afgeleverd_op.is_some())
    };
    let na = tot(async || Some(browser.lees::<Correctie>(&pad).await).filter(bezorgd)).await;
    let mut gehoord: Vec<_> = na.kennisgevingen.iter().map(|een| een.organisatie.as_str()).collect();
    gehoord.sort_unstable();
    assert_eq!(gehoord, ["belastingdienst", "svb"]);
    let kennisgevingen = proef.kennisgevingen(nummer).await;
    let mut wie: Vec<_> = kennisgevingen.iter().map(|een| een["organisatie"].as_str().unwrap()).collect();
    wie.sort_unstable();
    assert_eq!(wie, gehoord, "one event for each");
    for een in &kennisgevingen {
        assert_eq!((&een["registratie"], &een["gegevens"]), (&json!("brp"), &json!([URN])));
        let tekst = een.to_string();
        assert!(
            !tekst.contains("2014") && !tekst.contains(proef.bsn("gescheiden")),
            "never a value: {tekst}"
        );
    }
}

/// Every operation on one correctie.
async fn elke_handeling(browser: &mut Browser, nummer: &str, bestand: &str) -> Vec<(&'static str, Response)> {
    let een = routes::correctie(nummer);
    let bestanden = routes::correctie_bestanden(nummer);
    let bestand = routes::correctie_bestand(nummer, bestand);
    let inhoud = Correctieinhoud {
        groep: GROEP.into(),
        voorkomen: Some(format!("{GROEP}:0123456789abcdef")),
        aard: Aard::KloptNiet,
        wijzigingen: Vec::new(),
        toelichting: String::new(),
    };
    let antwoord = Aanvulling { tekst: "Hierbij.".into() };
    vec![
        ("lezen", browser.haal(&een).await),
        ("wijzigen", browser.zend(Method::PUT, &een, &inhoud).await),
        ("weggooien", browser.stuur(Method::DELETE, &een).await),
        ("indienen", browser.stuur(Method::POST, &routes::correctie_indiening(nummer)).await),
        ("aanvullen", browser.zend(Method::POST, &routes::correctie_aanvulling(nummer), &antwoord).await),
        ("intrekken", browser.stuur(Method::POST, &routes::correctie_intrekking(nummer)).await),
        ("bestand toevoegen", browser.stuur(Method::POST, &format!("{bestanden}?naam=akte.png")).await),
        ("bestand ophalen", browser.haal(&bestand).await),
        ("bestand weghalen", browser.stuur(Method::DELETE, &bestand).await),
    ]
}

#[tokio::test]
async fn nobody_gets_at_what_is_anothers() {
    let proef = proef().await;
    let mut eigenaar = proef.als("gescheiden").await;
    let inhoud = inhoud(&eigenaar.kind("Lieke").await);
    let concept = eigenaar.begin(&inhoud).await;
    let akte = eigenaar.voeg_akte_toe(&concept.nummer).await;
    let mut ander = proef.als("student").await;
    for ingediend in [false, true] {
        if ingediend {
            eigenaar.gedaan(&routes::correctie_indiening(&concept.nummer)).await;
        }
        let voor: Correctie = eigenaar.lees(&routes::correctie(&concept.nummer)).await;
        let van_een_ander = elke_handeling(&mut ander, &concept.nummer, &akte.id).await;
        let er_niet = elke_handeling(&mut ander, "KB-2222-2222", &akte.id).await;
        for ((wat, een), (_, niets)) in van_een_ander.into_iter().zip(er_niet) {
            println!("{wat}, handed in: {ingediend}");
            let een = probleem(een, ProblemType::NietGevonden).await;
            let niets = probleem(niets, ProblemType::NietGevonden).await;
            assert_eq!((een.title, een.detail, een.errors), (niets.title, niets.detail, niets.errors));
        }
        let na: Correctie = eigenaar.lees(&routes::correctie(&concept.nummer)).await;
        assert_eq!((na.inhoud, na.bestanden), (voor.inhoud, voor.bestanden), "nothing of it was done");
    }
    let voor = ander.haal(&format!("{CORRECTIES}?voor={}", concept.nummer)).await;
    probleem(voor, ProblemType::OngeldigVerzoek).await;
    assert!(ander.lees::<Correcties>(CORRECTIES).await.correcties.is_empty());
    proef.stop().await;
}

#[tokio::test]
async fn only_whoever_is_logged_in_and_on_our_page_asks_for_anything() {
    let proef = proef().await;
    let mut eigenaar = proef.als("gescheiden").await;
    let inhoud = inhoud(&eigenaar.kind("Lieke").await);
    let concept = eigenaar.begin(&inhoud).await;
    let akte = eigenaar.voeg_akte_toe(&concept.nummer).await;
    let mut niemand = proef.browser();
    for (wat, antwoord) in elke_handeling(&mut niemand, &concept.nummer, &akte.id).await {
        println!("{wat}");
        probleem(antwoord, ProblemType::NietIngelogd).await;
    }
    probleem(niemand.zend(Method::POST, CORRECTIES, &inhoud).await, ProblemType::NietIngelogd).await;
    for pad in [CORRECTIES, &format!("{ADRESSEN}?postcode=3037BK&huisnummer=211")] {
        probleem(niemand.haal(pad).await, ProblemType::NietIngelogd).await;
    }
    let elders = eigenaar.verzoek(Method::POST, &routes::correctie_indiening(&concept.nummer));
    probleem(elders.send().await.unwrap(), ProblemType::Geweigerd).await;
    let na: Correctie = eigenaar.lees(&routes::correctie(&concept.nummer)).await;
    assert_eq!((na.status, na.bestanden), (Correctiestatus::Concept, vec![akte]));
    proef.stop().await;
}
