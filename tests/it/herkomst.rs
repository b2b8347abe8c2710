//! Requests that do not come from our own page, and requests that are just wrong.

use crate::hulp::{http, probleem, proef};
use contract::ProblemType;
use contract::routes::{AUTH_UIT, KLANTBEELD, SESSIE, SESSIE_VERLENGINGEN};
use reqwest::Method;
use rstest::rstest;

#[rstest]
#[case::no_header(&[])]
#[case::wrong_value(&[("x-klantbeeld", "2")])]
#[case::other_site(&[("x-klantbeeld", "1"), ("sec-fetch-site", "cross-site")])]
#[case::sibling_site(&[("x-klantbeeld", "1"), ("sec-fetch-site", "same-site")])]
#[case::other_origin(&[("x-klantbeeld", "1"), ("origin", "https://kwaad.example")])]
#[case::null_origin(&[("x-klantbeeld", "1"), ("origin", "null")])]
#[tokio::test]
async fn an_unsafe_request_from_elsewhere_is_refused(#[case] headers: &[(&str, &str)]) {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let cookie = format!("__Host-sessie={}", browser.cookies["__Host-sessie"]);
    for pad in [SESSIE_VERLENGINGEN, AUTH_UIT] {
        let mut verzoek = http().post(proef.demo.url.join(pad).unwrap()).header("cookie", &cookie);
        for (naam, waarde) in headers {
            verzoek = verzoek.header(*naam, *waarde);
        }
        probleem(verzoek.send().await.unwrap(), ProblemType::Geweigerd).await;
    }
    // Nothing happened: the session is still there.
    assert_eq!(browser.haal(KLANTBEELD).await.status(), 200);
    proef.stop().await;
}

#[tokio::test]
async fn another_site_cannot_read_either() {
    let proef = proef().await;
    let browser = proef.als("gezin").await;
    let antwoord =
        browser.verzoek(Method::GET, KLANTBEELD).header("sec-fetch-site", "cross-site").send().await.unwrap();
    // The harness sends its own header as well; two that differ are not "same-origin".
    let alleen = http()
        .get(proef.demo.url.join(KLANTBEELD).unwrap())
        .header("cookie", format!("__Host-sessie={}", browser.cookies["__Host-sessie"]))
        .header("sec-fetch-site", "cross-site");
    probleem(alleen.send().await.unwrap(), ProblemType::Geweigerd).await;
    drop(antwoord);
    proef.stop().await;
}

#[tokio::test]
async fn a_session_in_another_browser_needs_the_whole_cookie() {
    let proef = proef().await;
    let browser = proef.als("gezin").await;
    let token = &browser.cookies["__Host-sessie"];
    let mut ander = proef.browser();
    for poging in [&token[1..], &token[..token.len() - 1], &token.to_lowercase(), &format!("{token}{token}")]
    {
        ander.cookies.insert("__Host-sessie".into(), poging.to_owned());
        probleem(ander.haal(KLANTBEELD).await, ProblemType::NietIngelogd).await;
    }
    proef.stop().await;
}

#[rstest]
#[case(Method::DELETE, SESSIE)]
#[case(Method::PUT, KLANTBEELD)]
#[case(Method::PATCH, AUTH_UIT)]
#[tokio::test]
async fn a_method_that_is_not_there_is_named(#[case] methode: Method, #[case] pad: &str) {
    let proef = proef().await;
    let antwoord = proef.browser().stuur(methode, pad).await;
    assert!(antwoord.headers().contains_key("allow"));
    probleem(antwoord, ProblemType::MethodeKanNiet).await;
    proef.stop().await;
}

#[rstest]
#[case("/api/v1/onbekend")]
#[case("/api/v2/sessie")]
#[case("/api/v1/sessie/")]
#[tokio::test]
async fn an_unknown_resource_is_a_problem_not_a_page(#[case] pad: &str) {
    let proef = proef().await;
    probleem(proef.browser().haal(pad).await, ProblemType::NietGevonden).await;
    proef.stop().await;
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_it() {
    let proef = proef().await;
    let mut browser = proef.browser();
    for pad in ["/", "/klantbeeld", SESSIE, KLANTBEELD, "/openapi.json", "/auth/terug", "/bestaat-niet.js"] {
        let antwoord = browser.haal(pad).await;
        let headers = antwoord.headers();
        for naam in ["content-security-policy", "strict-transport-security", "permissions-policy"] {
            assert!(headers.contains_key(naam), "{pad}: {naam}");
        }
        assert_eq!(headers["x-content-type-options"], "nosniff", "{pad}");
        assert_eq!(headers["x-frame-options"], "DENY", "{pad}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{pad}");
        let beleid = headers["content-security-policy"].to_str().unwrap();
        assert!(beleid.contains("default-src 'none'") && beleid.contains("frame-ancestors 'none'"), "{pad}");
        assert!(!beleid.contains("unsafe-inline") && !beleid.contains("unsafe-eval'; "), "{pad}");
    }
    for pad in [SESSIE, KLANTBEELD, "/api/v1/onbekend", "/openapi.json"] {
        let antwoord = browser.haal(pad).await;
        if pad.starts_with("/api") {
            assert_eq!(antwoord.headers()["api-version"], contract::routes::API_VERSION, "{pad}");
            assert_eq!(antwoord.headers()["cache-control"], "no-store", "{pad}");
        }
    }
    proef.stop().await;
}

#[tokio::test]
async fn a_body_that_nobody_asked_for_does_no_harm() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let verzoek = browser.verzoek(Method::POST, SESSIE_VERLENGINGEN).header("x-klantbeeld", "1");
    // Not read: either the answer comes at once, or the connection is closed on the sender.
    let antwoord = verzoek.body(vec![b'a'; 1024 * 1024]).send().await;
    assert!(antwoord.is_err() || antwoord.unwrap().status().is_success());
    assert_eq!(browser.haal(SESSIE).await.status(), 200);
    proef.stop().await;
}

/// A HEAD would ask the registry and throw the answer away.
#[tokio::test]
async fn looking_without_reading_is_not_possible() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    for pad in [KLANTBEELD, "/api/v1/klantbeeld/brp"] {
        let antwoord = browser.stuur(Method::HEAD, pad).await;
        assert_eq!(antwoord.status(), 405, "{pad}");
    }
    proef.stop().await;
}

/// Whatever goes wrong, the answer of the API says its version, is not kept, and can be quoted.
#[tokio::test]
async fn every_problem_of_the_api_is_complete() {
    let proef = proef().await;
    let mut browser = proef.browser();
    let geweigerd = http().post(proef.demo.url.join(SESSIE_VERLENGINGEN).unwrap()).send().await.unwrap();
    let gevallen = [
        (geweigerd, ProblemType::Geweigerd),
        (browser.stuur(Method::DELETE, SESSIE).await, ProblemType::MethodeKanNiet),
        (browser.haal(KLANTBEELD).await, ProblemType::NietIngelogd),
        (browser.haal("/api").await, ProblemType::NietGevonden),
    ];
    for (antwoord, soort) in gevallen {
        assert_eq!(antwoord.headers()["api-version"], contract::routes::API_VERSION, "{soort:?}");
        assert_eq!(antwoord.headers()["cache-control"], "no-store", "{soort:?}");
        let trace_id = antwoord.headers()["trace-id"].to_str().unwrap().to_owned();
        let problem = probleem(antwoord, soort).await;
        assert_eq!(problem.instance, Some(format!("urn:trace:{trace_id}")));
    }
    proef.stop().await;
}

#[tokio::test]
async fn health_and_metrics_tell_nothing_of_anybody() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    crate::hulp::brp(&mut browser).await;
    assert_eq!(browser.haal("/health/live").await.status(), 200);
    assert_eq!(browser.haal("/health/ready").await.status(), 200);
    let metingen = browser.haal("/metrics").await.text().await.unwrap();
    assert!(metingen.contains("bronbeeld_total{registratie=\"brp\",uitkomst=\"ok\"}"), "{metingen}");
    assert!(metingen.contains("http_seconden_bucket"));
    assert!(!metingen.contains(proef.bsn("gezin")));
    proef.stop().await;
}
