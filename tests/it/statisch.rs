//! The app's files: what is kept, what is asked for anew, what is not there.

use crate::hulp::proef;
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn a_hashed_file_is_kept_for_a_year() {
    let proef = proef().await;
    let antwoord = proef.browser().haal("/app-0123456789abcdef.js").await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    assert_eq!(antwoord.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(antwoord.headers()["content-type"], "text/javascript");
    proef.stop().await;
}

#[tokio::test]
async fn what_was_compressed_beforehand_is_sent_as_it_is() {
    let proef = proef().await;
    let antwoord = proef
        .browser()
        .verzoek(Method::GET, "/app-0123456789abcdef.js")
        .header("accept-encoding", "br, gzip")
        .send()
        .await
        .unwrap();
    assert_eq!(antwoord.headers()["content-encoding"], "br");
    assert!(antwoord.headers()["vary"].to_str().unwrap().to_lowercase().contains("accept-encoding"));
    assert_eq!(antwoord.text().await.unwrap(), "not really brotli");
    proef.stop().await;
}

#[tokio::test]
async fn every_page_is_the_app_and_asked_for_anew() {
    let proef = proef().await;
    let mut browser = proef.browser();
    for pad in ["/", "/klantbeeld", "/inloggen?fout=bsn", "/bestaat/niet", "/index.html"] {
        let antwoord = browser.haal(pad).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{pad}");
        assert_eq!(antwoord.headers()["cache-control"], "no-cache", "{pad}");
        assert!(antwoord.headers()["content-type"].to_str().unwrap().starts_with("text/html"), "{pad}");
    }
    proef.stop().await;
}

#[tokio::test]
async fn an_asset_that_is_not_there_is_not_the_app() {
    let proef = proef().await;
    let mut browser = proef.browser();
    for pad in [
        "/app-fedcba9876543210.js",
        "/weg.css",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/data/klantbeeld.db",
    ] {
        let antwoord = browser.haal(pad).await;
        assert_eq!(antwoord.status(), StatusCode::NOT_FOUND, "{pad}");
        assert_eq!(antwoord.headers()["cache-control"], "no-store", "{pad}");
    }
    assert_eq!(browser.stuur(Method::POST, "/klantbeeld").await.status(), StatusCode::METHOD_NOT_ALLOWED);
    proef.stop().await;
}
