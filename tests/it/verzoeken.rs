//! The whole life of a request over HTTP: the citizen in a browser, the organisation with its token.

use crate::browser::Browser;
use crate::hulp::{Proef, http, probleem, proef, staat_niet_in_de_log};
use contract::ProblemType;
use contract::bericht::{BerichtSoort, Berichten, Voorkeuren};
use contract::routes::{
    self, BEHANDELING, BERICHTEN, BERICHTVOORKEUREN, CSRF_HEADER, GEBRUIKSMELDINGEN, IDEMPOTENCY_KEY,
    VERZOEKEN,
};
use contract::verzoek::{Antwoord, DeelStatus, Deelverzoek, Gemeld, Stapsoort, Verzoek, Verzoeken};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use rstest::rstest;
use serde_json::{Value, json};
use time::Duration;

const SLEUTEL: &str = "5f0c2b1e-6f0e-4f9e-9a51-0d5a3d3b7c11";
const ANDERE_SLEUTEL: &str = "5f0c2b1e-6f0e-4f9e-9a51-0d5a3d3b7c12";

fn inzage(organisaties: &[&str]) -> Value {
    json!({
        "soort": "inzage", "aan": { "soort": "enkele", "ids": organisaties },
        "over": { "soort": "enkele", "ids": ["brp"] }, "toelichting": "Wat weet u van mij?",
    })
}

fn melding() -> Value {
    json!({
        "soort": "gebruiksmelding", "reden": "kenIkNiet", "toelichting": "",
        "regel": {
            "bron": "brp", "traceId": "0af7651916cd43dd8448eb211c80319c", "organisatie": "uwv",
            "begonnenOp": "2026-11-20T10:00:00Z",
        },
    })
}

fn antwoord() -> Value {
    let punten: Value = [
        "doelen",
        "categorieen",
        "ontvangers",
        "bewaartermijn",
        "rechten",
        "klacht",
        "herkomst",
        "besluitvorming",
    ]
    .map(|punt| (punt.to_owned(), json!(format!("Over {punt}."))))
    .into_iter()
    .collect();
    json!({
        "tekst": "Dit hebben wij.", "punten": punten,
        "groepen": [{ "naam": "Dossier", "gegevens": [{ "naam": "Loon <2025>", "waarde": "€ 1.000" }] }],
    })
}

impl Browser {
    async fn dien_in(&mut self, sleutel: &str, vraag: &Value) -> Response {
        let verzoek = self.verzoek(Method::POST, VERZOEKEN).header(CSRF_HEADER, "1");
        verzoek.header(IDEMPOTENCY_KEY, sleutel).json(vraag).send().await.unwrap()
    }
}

/// What an organisation's system sends.
fn als(proef: &Proef, organisatie: &str, methode: Method, pad: &str) -> RequestBuilder {
    http().request(methode, proef.demo.url.join(pad).unwrap()).bearer_auth(format!("demo-{organisatie}"))
}

fn behandeling(nummer: &str, stap: &str) -> String {
    format!("{BEHANDELING}/{nummer}{stap}")
}

async fn zet(proef: &Proef, nummer: &str, stap: &str, lichaam: &Value) -> Deelverzoek {
    let pad = behandeling(nummer, stap);
    let antwoord = als(proef, "uwv", Method::POST, &pad).json(lichaam).send().await.unwrap();
    assert_eq!(antwoord.status(), StatusCode::OK, "{}", antwoord.text().await.unwrap());
    antwoord.json().await.unwrap()
}

#[tokio::test]
async fn lives_from_receipt_to_answer() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let ontvangen = browser.dien_in(SLEUTEL, &inzage(&["svb", "uwv"])).await;
    assert_eq!(ontvangen.status(), StatusCode::CREATED);
    let plek = ontvangen.headers()["location"].to_str().unwrap().to_owned();
    let bon: Verzoek = ontvangen.json().await.unwrap();
    assert_eq!(plek, routes::verzoek(&bon.nummer));
    let weer = browser.dien_in(SLEUTEL, &inzage(&["svb", "uwv"])).await;
    assert_eq!((weer.status(), weer.json::<Verzoek>().await.unwrap()), (StatusCode::OK, bon.clone()));
    probleem(browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await, ProblemType::Conflict).await;

    let lijst: Value =
        als(&proef, "uwv", Method::GET, BEHANDELING).send().await.unwrap().json().await.unwrap();
    assert_eq!(lijst["verzoeken"][0]["nummer"], bon.nummer);
    assert!(!lijst.to_string().contains(proef.bsn("gezin")), "the list does not say who asks");
    let pad = behandeling(&bon.nummer, "");
    let open: Value = als(&proef, "uwv", Method::GET, &pad).send().await.unwrap().json().await.unwrap();
    assert_eq!(open["bsn"], proef.bsn("gezin"));
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    zet(&proef, &bon.nummer, "/verlenging", &json!({ "reden": "Het is veel." })).await;
    let deel = zet(&proef, &bon.nummer, "/antwoord", &antwoord()).await;
    assert_eq!(deel.status, DeelStatus::Beantwoord);

    let na: Verzoek = browser.lees(&plek).await;
    let stappen: Vec<_> = na.delen[1].stappen.iter().map(|stap| stap.wat).collect();
    assert_eq!(
        stappen,
        [
            Stapsoort::Ontvangen,
            Stapsoort::Ingezien,
            Stapsoort::InBehandeling,
            Stapsoort::Verlengd,
            Stapsoort::Beantwoord
        ]
    );
    let gelezen: Antwoord = browser.lees(&routes::antwoord(&bon.nummer, "uwv")).await;
    assert_eq!(gelezen.groepen[0].gegevens[0].waarde, "€ 1.000");
    let lijst: Verzoeken = browser.lees(VERZOEKEN).await;
    assert_eq!((lijst.verzoeken.len(), lijst.volgende), (1, None));
    staat_niet_in_de_log(proef.bsn("gezin"));
    proef.stop().await;
}

#[tokio::test]
async fn an_answer_is_a_file_without_a_person_in_its_name() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    zet(&proef, &bon.nummer, "/antwoord", &antwoord()).await;
    let pad = routes::antwoord(&bon.nummer, "uwv");
    for (als, soort, bevat) in [
        ("json", "application/json", "Loon <2025>"),
        ("html", "text/html; charset=utf-8", "Loon &lt;2025&gt;"),
        ("html&taal=en", "text/html; charset=utf-8", "Your data"),
    ] {
        let bestand = browser.haal(&format!("{pad}?als={als}")).await;
        let naam = format!("attachment; filename=\"{}-uwv.{}\"", bon.nummer, &als[..4]);
        assert_eq!(bestand.headers()["content-disposition"], naam.as_str());
        assert_eq!(bestand.headers()["content-type"], soort);
        assert_eq!(bestand.headers()["cache-control"], "no-store");
        assert!(bestand.text().await.unwrap().contains(bevat), "{als}");
    }
    probleem(browser.haal(&format!("{pad}?als=pdf")).await, ProblemType::OngeldigVerzoek).await;
    probleem(browser.haal(&routes::antwoord(&bon.nummer, "svb")).await, ProblemType::NietGevonden).await;
    proef.stop().await;
}

#[tokio::test]
async fn a_report_marks_its_line_until_it_is_withdrawn() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &melding()).await.json().await.unwrap();
    let weer = browser.dien_in(ANDERE_SLEUTEL, &melding()).await;
    assert_eq!(weer.status(), StatusCode::OK, "the same line is the same report");
    assert_eq!(weer.json::<Verzoek>().await.unwrap().nummer, bon.nummer);
    let gemeld: Gemeld = browser.lees(GEBRUIKSMELDINGEN).await;
    assert_eq!(gemeld.regels[0].nummer, bon.nummer);

    let pad = routes::intrekking(&bon.nummer);
    let na: Verzoek = browser.stuur(Method::POST, &pad).await.json().await.unwrap();
    assert_eq!(na.delen[0].status, DeelStatus::Ingetrokken);
    probleem(browser.stuur(Method::POST, &pad).await, ProblemType::Conflict).await;
    assert!(browser.lees::<Gemeld>(GEBRUIKSMELDINGEN).await.regels.is_empty());
    proef.stop().await;
}

#[tokio::test]
async fn nobody_gets_at_what_is_anothers() {
    let proef = proef().await;
    let mut eigenaar = proef.als("gezin").await;
    let bon: Verzoek = eigenaar.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    let bericht = eigenaar.lees::<Berichten>(BERICHTEN).await.berichten.remove(0).id;
    let mut ander = proef.als("ondernemer").await;
    let mut problemen = Vec::new();
    for nummer in [bon.nummer.as_str(), "KB-2222-2222", "%00"] {
        let een = probleem(ander.haal(&routes::verzoek(nummer)).await, ProblemType::NietGevonden).await;
        problemen.push((een.title, een.detail, een.errors));
        probleem(ander.haal(&routes::antwoord(nummer, "uwv")).await, ProblemType::NietGevonden).await;
        let intrekking = ander.stuur(Method::POST, &routes::intrekking(nummer)).await;
        probleem(intrekking, ProblemType::NietGevonden).await;
        let voor = ander.haal(&format!("{VERZOEKEN}?voor={nummer}")).await;
        probleem(voor, ProblemType::OngeldigVerzoek).await;
    }
    assert!(
        problemen.iter().all(|een| *een == problemen[0]),
        "what is another's looks like what is not there"
    );
    probleem(ander.stuur(Method::POST, &routes::gelezen(&bericht)).await, ProblemType::NietGevonden).await;
    probleem(ander.haal(&format!("{BERICHTEN}?voor={bericht}")).await, ProblemType::OngeldigVerzoek).await;
    assert!(ander.lees::<Verzoeken>(VERZOEKEN).await.verzoeken.is_empty());
    assert_eq!(ander.lees::<Berichten>(BERICHTEN).await.ongelezen, 0);
    proef.stop().await;
}

#[tokio::test]
async fn only_whoever_is_logged_in_and_on_our_page_files() {
    let proef = proef().await;
    let mut niemand = proef.browser();
    probleem(niemand.dien_in(SLEUTEL, &inzage(&["uwv"])).await, ProblemType::NietIngelogd).await;
    for pad in [VERZOEKEN, BERICHTEN, BERICHTVOORKEUREN, GEBRUIKSMELDINGEN] {
        probleem(niemand.haal(pad).await, ProblemType::NietIngelogd).await;
    }
    let mut browser = proef.als("gezin").await;
    let zonder =
        browser.verzoek(Method::POST, VERZOEKEN).header(IDEMPOTENCY_KEY, SLEUTEL).json(&inzage(&["uwv"]));
    probleem(zonder.send().await.unwrap(), ProblemType::Geweigerd).await;
    assert!(browser.lees::<Verzoeken>(VERZOEKEN).await.verzoeken.is_empty());
    proef.stop().await;
}

#[rstest]
#[case::no_json("application/json", "{", ProblemType::OngeldigVerzoek)]
#[case::another_kind("application/json", r#"{"soort":"klacht"}"#, ProblemType::OngeldigVerzoek)]
#[case::a_member_missing(
    "application/json",
    r#"{"soort":"inzage","aan":{"soort":"alle"}}"#,
    ProblemType::OngeldigVerzoek
)]
#[case::no_json_said("text/plain", "{}", ProblemType::VerkeerdeVorm)]
#[case::too_large("application/json", &"x".repeat(70_000), ProblemType::TeGroot)]
#[tokio::test]
async fn a_body_that_is_none_is_refused(
    #[case] soort: &str,
    #[case] lichaam: &str,
    #[case] verwacht: ProblemType,
) {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let verzoek = browser.verzoek(Method::POST, VERZOEKEN).header(CSRF_HEADER, "1");
    let verzoek = verzoek.header(IDEMPOTENCY_KEY, SLEUTEL).header("content-type", soort);
    probleem(verzoek.body(lichaam.to_owned()).send().await.unwrap(), verwacht).await;
    assert!(browser.lees::<Verzoeken>(VERZOEKEN).await.verzoeken.is_empty());
    proef.stop().await;
}

#[tokio::test]
async fn a_mistake_is_named_and_not_repeated() {
    let proef = proef().await;
    let bsn = proef.bsn("gezin").to_owned();
    let mut browser = proef.als("gezin").await;
    let mut vraag = inzage(&["uwv"]);
    vraag["toelichting"] = json!(format!("Ik ben {bsn}"));
    let fout = probleem(browser.dien_in(SLEUTEL, &vraag).await, ProblemType::OngeldigVerzoek).await;
    assert_eq!((fout.errors[0].plek.as_str(), fout.errors[0].name.as_str()), ("body", "toelichting"));
    assert!(!format!("{fout:?}").contains(&bsn));
    for sleutel in ["", "1", "00000000-0000-0000-0000-000000000000"] {
        let fout =
            probleem(browser.dien_in(sleutel, &inzage(&["uwv"])).await, ProblemType::OngeldigVerzoek).await;
        assert_eq!(fout.errors[0].plek, "header");
    }
    staat_niet_in_de_log(&bsn);
    proef.stop().await;
}

#[tokio::test]
async fn an_organisation_needs_its_own_token_and_no_browser() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    let pad = behandeling(&bon.nummer, "");
    let url = proef.demo.url.join(&pad).unwrap();
    let zonder = http().get(url.clone()).send().await.unwrap();
    assert_eq!(zonder.headers()["www-authenticate"], "Bearer");
    probleem(zonder, ProblemType::NietIngelogd).await;
    let verkeerd = http().get(url).bearer_auth("demo-geen").send().await.unwrap();
    probleem(verkeerd, ProblemType::NietIngelogd).await;
    let andere = als(&proef, "svb", Method::GET, &pad).send().await.unwrap();
    probleem(andere, ProblemType::NietGevonden).await;
    // A session gives nobody the rights of an organisation, and a token none in a browser.
    probleem(browser.haal(&pad).await, ProblemType::NietIngelogd).await;
    let beide = browser.verzoek(Method::GET, &pad).bearer_auth("demo-uwv").send().await.unwrap();
    probleem(beide, ProblemType::Geweigerd).await;
    let burger = als(&proef, "uwv", Method::GET, &routes::verzoek(&bon.nummer)).send().await.unwrap();
    probleem(burger, ProblemType::NietIngelogd).await;
    // Looking without reading would put a step on record for nothing.
    let kop = als(&proef, "uwv", Method::HEAD, &pad).send().await.unwrap();
    assert_eq!(kop.status(), StatusCode::METHOD_NOT_ALLOWED);
    let na: Verzoek = browser.lees(&routes::verzoek(&bon.nummer)).await;
    assert_eq!(na.delen[0].stappen.len(), 1, "nothing of this was a step");
    proef.stop().await;
}

#[tokio::test]
async fn an_answer_is_complete_once_and_at_most_a_megabyte() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    let stuur = |stap: &'static str, lichaam: Value| {
        als(&proef, "uwv", Method::POST, &behandeling(&bon.nummer, stap)).json(&lichaam).send()
    };
    probleem(stuur("/antwoord", antwoord()).await.unwrap(), ProblemType::Conflict).await;
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    probleem(stuur("/aanvang", json!({})).await.unwrap(), ProblemType::Conflict).await;
    let mut zonder_punten = antwoord();
    zonder_punten.as_object_mut().unwrap().remove("punten");
    probleem(stuur("/antwoord", zonder_punten).await.unwrap(), ProblemType::OngeldigVerzoek).await;
    let mut groot = antwoord();
    groot["groepen"][0]["gegevens"][0]["waarde"] = json!("x".repeat(1024 * 1024));
    probleem(stuur("/antwoord", groot.clone()).await.unwrap(), ProblemType::TeGroot).await;
    let past = "x".repeat(1024 * 1024 - 2_000);
    groot["groepen"][0]["gegevens"][0]["waarde"] = json!(past);
    zet(&proef, &bon.nummer, "/antwoord", &groot).await;
    probleem(stuur("/antwoord", antwoord()).await.unwrap(), ProblemType::Conflict).await;
    let gelezen: Antwoord = browser.lees(&routes::antwoord(&bon.nummer, "uwv")).await;
    assert_eq!(gelezen.groepen[0].gegevens[0].waarde, past);
    proef.stop().await;
}

#[tokio::test]
async fn the_clock_makes_it_late() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    assert!(!bon.delen[0].te_laat);
    proef.demo.klok.vooruit(Duration::days(31));
    let te_laat = als(&proef, "uwv", Method::POST, &behandeling(&bon.nummer, "/verlenging"));
    let te_laat = te_laat.json(&json!({ "reden": "Vergeten." })).send().await.unwrap();
    probleem(te_laat, ProblemType::Conflict).await;
    let mut browser = proef.als("gezin").await;
    assert!(browser.lees::<Verzoek>(&routes::verzoek(&bon.nummer)).await.delen[0].te_laat);
    proef.stop().await;
}

#[tokio::test]
async fn messages_are_read_and_chosen() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bon: Verzoek = browser.dien_in(SLEUTEL, &inzage(&["uwv"])).await.json().await.unwrap();
    zet(&proef, &bon.nummer, "/aanvang", &json!({})).await;
    let lijst: Berichten = browser.lees(BERICHTEN).await;
    assert_eq!((lijst.berichten.len(), lijst.ongelezen), (2, 2));
    assert!(lijst.berichten.iter().all(|een| een.kenmerk.as_deref() == Some(&bon.nummer)));
    let id = &lijst.berichten[0].id;
    for _ in 0..2 {
        let gelezen = browser.stuur(Method::POST, &routes::gelezen(id)).await;
        assert_eq!(gelezen.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(browser.lees::<Berichten>(BERICHTEN).await.ongelezen, 1);

    let alle: Voorkeuren = browser.lees(BERICHTVOORKEUREN).await;
    assert_eq!(alle.soorten, BerichtSoort::ALLE);
    let kies = |browser: &Browser, lichaam: Value| {
        browser.verzoek(Method::PUT, BERICHTVOORKEUREN).header(CSRF_HEADER, "1").json(&lichaam).send()
    };
    let na: Voorkeuren =
        kies(&browser, json!({ "soorten": ["inBehandeling"] })).await.unwrap().json().await.unwrap();
    assert_eq!(na.soorten, [BerichtSoort::InBehandeling]);
    assert_eq!(browser.lees::<Berichten>(BERICHTEN).await.berichten.len(), 1);
    let onbekend = kies(&browser, json!({ "soorten": ["reclame"] })).await.unwrap();
    probleem(onbekend, ProblemType::OngeldigVerzoek).await;
    assert_eq!(browser.lees::<Voorkeuren>(BERICHTVOORKEUREN).await, na);
    proef.stop().await;
}
