//! Sessions: how they end, and that nobody gets into another's.

use crate::hulp::{brp, probleem, proef, staat_niet_in_de_log, waarde};
use contract::ProblemType;
use contract::klantbeeld::Waarde;
use contract::routes::{AUTH_UIT, KLANTBEELD, SESSIE, SESSIE_VERLENGINGEN};
use contract::sessie::{Sessie, Uitgelogd};
use reqwest::Method;
use rstest::rstest;
use time::Duration;

#[tokio::test]
async fn ends_after_fifteen_quiet_minutes() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    proef.demo.klok.vooruit(Duration::minutes(14));
    // Looking how the session stands does not keep it alive.
    let Sessie::Ingelogd { resterende_seconden, .. } = browser.haal(SESSIE).await.json().await.unwrap()
    else {
        panic!("ended too soon")
    };
    assert!((50..=60).contains(&resterende_seconden));
    proef.demo.klok.vooruit(Duration::minutes(1));
    assert_eq!(browser.haal(SESSIE).await.json::<Sessie>().await.unwrap(), Sessie::Uitgelogd);
    probleem(browser.haal(KLANTBEELD).await, ProblemType::NietIngelogd).await;
    probleem(browser.stuur(Method::POST, SESSIE_VERLENGINGEN).await, ProblemType::NietIngelogd).await;
    proef.stop().await;
}

#[tokio::test]
async fn goes_on_with_one_press_but_never_past_two_hours() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    for minuut in (14..=112).step_by(14) {
        proef.demo.klok.vooruit(Duration::minutes(14));
        let antwoord = browser.stuur(Method::POST, SESSIE_VERLENGINGEN).await;
        assert_eq!(antwoord.status(), 200, "after {minuut} minutes");
    }
    let Sessie::Ingelogd { resterende_seconden, uiterste_seconden, .. } =
        browser.haal(SESSIE).await.json().await.unwrap()
    else {
        panic!("ended too soon")
    };
    assert!(resterende_seconden <= 8 * 60 && resterende_seconden == uiterste_seconden);
    proef.demo.klok.vooruit(Duration::minutes(8));
    assert_eq!(browser.haal(SESSIE).await.json::<Sessie>().await.unwrap(), Sessie::Uitgelogd);
    proef.stop().await;
}

#[tokio::test]
async fn ends_by_logging_out_here_and_at_the_provider() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let cookies = browser.cookies.clone();
    let uit: Uitgelogd = browser.stuur(Method::POST, AUTH_UIT).await.json().await.unwrap();
    assert!(browser.cookies.is_empty());
    // The cookie itself is worth nothing any more, also for who kept a copy.
    browser.cookies = cookies;
    probleem(browser.haal(KLANTBEELD).await, ProblemType::NietIngelogd).await;

    let verder = url::Url::parse(&uit.verder).unwrap();
    assert!(verder.path().starts_with("/demo/identiteit/"));
    assert!(!uit.verder.contains("token"), "a token reached the browser");
    let terug = browser.haal(&uit.verder).await;
    assert_eq!(crate::browser::naar(&terug), proef.demo.url.join("/uitgelogd").unwrap().as_str());
    proef.stop().await;
}

#[tokio::test]
async fn logging_out_twice_is_no_error() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    for _ in 0..2 {
        assert_eq!(browser.stuur(Method::POST, AUTH_UIT).await.status(), 200);
    }
    proef.stop().await;
}

#[rstest]
#[case::forged("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
#[case::empty("")]
#[case::sql("' OR 1=1 --")]
#[tokio::test]
async fn a_forged_cookie_opens_nothing(#[case] waarde: &str) {
    let proef = proef().await;
    let mut browser = proef.browser();
    browser.cookies.insert("__Host-sessie".into(), waarde.into());
    assert_eq!(browser.haal(SESSIE).await.json::<Sessie>().await.unwrap(), Sessie::Uitgelogd);
    probleem(browser.haal(KLANTBEELD).await, ProblemType::NietIngelogd).await;
    probleem(browser.haal(&contract::routes::bronbeeld("brp")).await, ProblemType::NietIngelogd).await;
    proef.stop().await;
}

#[tokio::test]
async fn a_new_login_ends_the_old_session() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let oud = browser.cookies["__Host-sessie"].clone();
    // Coming back from the identity provider is a navigation from another site: a browser sends no Strict cookie then.
    let terug = browser.naar_aanbieder(crate::browser::Keuze::Persoon("student")).await;
    browser.cookies.remove("__Host-sessie");
    browser.haal(&terug).await;
    assert_ne!(browser.cookies["__Host-sessie"], oud);
    browser.cookies.insert("__Host-sessie".into(), oud);
    probleem(browser.haal(KLANTBEELD).await, ProblemType::NietIngelogd).await;
    proef.stop().await;
}

/// Two citizens at once, many times: nobody ever gets a value of the other.
#[tokio::test]
async fn no_answer_crosses_sessions() {
    let proef = proef().await;
    let (mut een, mut ander) = (proef.als("gezin").await, proef.als("student").await);
    for _ in 0..20 {
        let (van_een, van_ander) = tokio::join!(brp(&mut een), brp(&mut ander));
        let bsn = |beeld| match waarde(beeld, "brp.persoon.burgerservicenummer") {
            Some(Waarde::Tekst { tekst }) => tekst.clone(),
            anders => panic!("no BSN: {anders:?}"),
        };
        assert_eq!(bsn(&van_een), proef.bsn("gezin"));
        assert_eq!(bsn(&van_ander), proef.bsn("student"));
    }
    staat_niet_in_de_log(proef.bsn("gezin"));
    proef.stop().await;
}

/// What stands in the database cannot be read back to a person without the cookie.
#[tokio::test]
async fn the_database_holds_no_bsn() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    brp(&mut browser).await;
    let bsn = proef.bsn("gezin").as_bytes().to_vec();
    let token = browser.cookies["__Host-sessie"].clone().into_bytes();
    for naam in ["klantbeeld.db", "klantbeeld.db-wal"] {
        let inhoud = std::fs::read(proef.map.join("data").join(naam)).unwrap_or_default();
        for geheim in [&bsn, &token] {
            assert!(
                !inhoud.windows(geheim.len()).any(|stuk| stuk == geheim.as_slice()),
                "{naam} holds a secret"
            );
        }
    }
    proef.stop().await;
}
