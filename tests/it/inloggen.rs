//! Logging in: the good way, and every way in which somebody could try another.

use crate::browser::{Keuze, naar};
use crate::hulp::{Motor, proef, proef_op, staat_niet_in_de_log};
use contract::sessie::Sessie;
use reqwest::StatusCode;
use rstest::rstest;

#[rstest]
#[case(Motor::Sqlite)]
#[case(Motor::Postgres)]
#[tokio::test]
async fn leads_to_a_session(#[case] motor: Motor) {
    let Some(proef) = proef_op(motor).await else { return };
    let mut browser = proef.browser();
    let sessie = |antwoord: reqwest::Response| async { antwoord.json::<Sessie>().await.unwrap() };
    assert_eq!(sessie(browser.haal("/api/v1/sessie").await).await, Sessie::Uitgelogd);

    assert_eq!(browser.log_in(Keuze::Persoon("gezin")).await, "/klantbeeld");

    let Sessie::Ingelogd { resterende_seconden, uiterste_seconden, .. } =
        sessie(browser.haal("/api/v1/sessie").await).await
    else {
        panic!("not logged in")
    };
    assert!((890..=900).contains(&resterende_seconden));
    assert!((7190..=7200).contains(&uiterste_seconden));
    staat_niet_in_de_log(proef.bsn("gezin"));
    proef.stop().await;
}

#[tokio::test]
async fn sets_a_cookie_that_scripts_and_other_sites_cannot_use() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let terug = browser.naar_aanbieder(Keuze::Persoon("gezin")).await;
    let antwoord = browser.haal(&terug).await;
    let regels: Vec<&str> =
        antwoord.headers().get_all("set-cookie").iter().map(|regel| regel.to_str().unwrap()).collect();
    let sessie = regels.iter().find(|regel| regel.starts_with("__Host-sessie=")).expect("a session cookie");
    for eis in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(sessie.contains(eis), "{eis}");
    }
    assert!(!sessie.contains("Domain") && !sessie.contains("Max-Age"));
    assert!(regels.iter().any(|regel| regel.starts_with("__Host-inloggen=;") && regel.contains("Max-Age=0")));
    assert_eq!(antwoord.headers()["cache-control"], "no-store");
    proef.stop().await;
}

#[rstest]
#[case::cancelled(Keuze::Annuleren, "afgebroken")]
#[case::fails_the_elfproef(Keuze::Tester { bsn: "999999245", niveau: "substantieel", namens: "" }, "bsn")]
#[case::no_bsn(Keuze::Tester { bsn: "", niveau: "substantieel", namens: "" }, "bsn")]
#[case::no_number(Keuze::Tester { bsn: "<script>", niveau: "substantieel", namens: "" }, "bsn")]
#[case::level_too_low(Keuze::Tester { bsn: "999970124", niveau: "laag", namens: "" }, "niveau")]
#[case::on_behalf_of(Keuze::Tester { bsn: "999970124", niveau: "hoog", namens: "gezin" }, "namens")]
#[tokio::test]
async fn says_why_it_did_not_succeed(#[case] keuze: Keuze<'static>, #[case] code: &str) {
    let proef = proef().await;
    let mut browser = proef.browser();
    assert_eq!(browser.log_in(keuze).await, format!("/inloggen?fout={code}"));
    assert!(!browser.cookies.contains_key("__Host-sessie"), "a session all the same");
    staat_niet_in_de_log("999999245");
    staat_niet_in_de_log("999970124");
    proef.stop().await;
}

#[tokio::test]
async fn a_state_works_once() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let terug = browser.naar_aanbieder(Keuze::Persoon("gezin")).await;
    let inlogcookie = browser.cookies.clone();
    assert_eq!(naar(&browser.haal(&terug).await), "/klantbeeld");
    browser.cookies = inlogcookie;
    assert_eq!(naar(&browser.haal(&terug).await), "/inloggen?fout=verlopen");
    proef.stop().await;
}

#[tokio::test]
async fn a_state_works_in_its_own_browser_only() {
    let proef = proef().await;
    let mut slachtoffer = proef.browser();
    let terug = slachtoffer.naar_aanbieder(Keuze::Persoon("gezin")).await;
    // Somebody else got hold of the address (or lures the victim to theirs: the same thing, mirrored).
    let mut ander = proef.browser();
    assert_eq!(naar(&ander.haal(&terug).await), "/inloggen?fout=verlopen");
    ander.naar_aanbieder(Keuze::Persoon("student")).await;
    assert_eq!(naar(&ander.haal(&terug).await), "/inloggen?fout=verlopen");
    assert!(!ander.cookies.contains_key("__Host-sessie"));
    proef.stop().await;
}

#[tokio::test]
async fn a_state_expires() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let terug = browser.naar_aanbieder(Keuze::Persoon("gezin")).await;
    proef.demo.klok.vooruit(time::Duration::minutes(11));
    assert_eq!(naar(&browser.haal(&terug).await), "/inloggen?fout=verlopen");
    proef.stop().await;
}

#[rstest]
#[case::nothing("")]
#[case::unknown_state("?state=onbekend&code=onbekend")]
#[case::no_code("?state=onbekend")]
#[case::both("?state=onbekend&code=a&error=access_denied")]
#[case::twice("?state=a&state=b&code=c")]
#[case::no_utf8("?state=%ff%fe&code=%00")]
#[case::forged_error("?error=access_denied")]
#[tokio::test]
async fn a_made_up_return_leads_back_to_the_login_page(#[case] vraag: &str) {
    let proef = proef().await;
    let mut browser = proef.browser();
    let antwoord = browser.haal(&format!("/auth/terug{vraag}")).await;
    assert_eq!((antwoord.status(), naar(&antwoord)), (StatusCode::SEE_OTHER, "/inloggen?fout=verlopen"));
    proef.stop().await;
}

#[tokio::test]
async fn a_code_of_another_login_is_refused() {
    let proef = proef().await;
    let code = |terug: &str| {
        url::Url::parse(terug).unwrap().query_pairs().find(|(naam, _)| naam == "code").unwrap().1.into_owned()
    };
    let (mut een, mut ander) = (proef.browser(), proef.browser());
    let van_een = een.naar_aanbieder(Keuze::Persoon("gezin")).await;
    let van_ander = ander.naar_aanbieder(Keuze::Persoon("student")).await;
    // The attacker puts their own code in the victim's return: PKCE ties a code to one attempt.
    let gemengd = van_een.replace(&code(&van_een), &code(&van_ander));
    assert_eq!(naar(&een.haal(&gemengd).await), "/inloggen?fout=storing");
    assert!(!een.cookies.contains_key("__Host-sessie"));
    proef.stop().await;
}

#[tokio::test]
async fn a_provider_that_is_down_is_told_as_such() {
    let proef = crate::hulp::proef_met(|config| {
        config.identiteit.issuer = serde_json::from_value("http://127.0.0.1:9".into()).unwrap();
    })
    .await;
    let mut browser = proef.browser();
    let antwoord = browser.haal("/auth/start").await;
    assert_eq!(naar(&antwoord), "/inloggen?fout=storing");
    proef.stop().await;
}

#[rstest]
#[case("https://kwaad.example/", "/")]
#[case("//kwaad.example", "/")]
#[case("/klantbeeld", "/klantbeeld")]
#[case("/auth/uit", "/")]
#[tokio::test]
async fn leads_nowhere_but_to_our_own_pages(#[case] terug: &str, #[case] verwacht: &str) {
    let proef = proef().await;
    let mut browser = proef.browser();
    let start = browser.haal(&format!("/auth/start?terug={}", terug.replace(':', "%3A"))).await;
    let pagina = browser.haal(naar(&start)).await;
    let adres = pagina.url().clone();
    let html = pagina.text().await.unwrap();
    let (_, rest) = html.split_once("name=\"transactie\" value=\"").unwrap();
    let velden = [("transactie", rest.split('"').next().unwrap()), ("persoon", "gezin")];
    let doel = adres.join("login").unwrap();
    let antwoord = browser.verzoek(reqwest::Method::POST, doel.as_str()).form(&velden).send().await.unwrap();
    let antwoord = browser.haal(naar(&antwoord)).await;
    assert_eq!(naar(&antwoord), verwacht);
    proef.stop().await;
}

#[tokio::test]
async fn another_name_of_ours_goes_to_the_real_one_first() {
    let proef = proef().await;
    let port = proef.demo.url.port().unwrap();
    let antwoord = proef
        .browser()
        .verzoek(reqwest::Method::GET, "/auth/start?terug=/klantbeeld")
        .header("host", format!("localhost:{port}"))
        .send()
        .await
        .unwrap();
    assert_eq!(naar(&antwoord), format!("http://127.0.0.1:{port}/auth/start"));
    proef.stop().await;
}

/// Two tabs of one browser, both on their way: whichever comes back first, both end well.
#[tokio::test]
async fn two_tabs_can_log_in_side_by_side() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let eerste = browser.naar_aanbieder(Keuze::Persoon("gezin")).await;
    let tweede = browser.naar_aanbieder(Keuze::Persoon("gezin")).await;
    let inlogcookie = browser.cookies.clone();
    assert_eq!(naar(&browser.haal(&tweede).await), "/klantbeeld");
    browser.cookies = inlogcookie;
    assert_eq!(naar(&browser.haal(&eerste).await), "/klantbeeld");
    proef.stop().await;
}
