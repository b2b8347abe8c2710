//! The login against an OpenID provider that nobody here wrote: npm `oidc-provider`.
//!
//! `cargo xtask test` installs it; without it these tests say that they are skipped.

use crate::browser::naar;
use crate::hulp::{Proef, brp, proef_met, waarde};
use contract::klantbeeld::Waarde;
use gateway::clock::{Clock as _, Systeemklok};
use gateway::config::Geheim;
use std::path::Path;
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const GEHEIM: &str = "een-geheim-van-tweeendertig-tekens!";

/// A running provider. It stops when this is dropped.
struct Aanbieder {
    issuer: String,
    /// Kept open: the provider dies when it cannot print.
    _uitvoer: Lines<BufReader<ChildStdout>>,
    _proces: Child,
}

async fn aanbieder(bsn: &str, acr: &str) -> Option<Aanbieder> {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("openid");
    if !map.join("node_modules/oidc-provider").is_dir() {
        assert!(
            std::env::var("CI").is_err(),
            "in CI oidc-provider must be installed (npm ci in tests/it/openid)"
        );
        println!("skipped: npm ci in tests/it/openid installs oidc-provider");
        return None;
    }
    let mut proces = Command::new("node")
        .arg("aanbieder.mjs")
        .current_dir(map)
        .env("ACCOUNT", bsn)
        .env("ACR", format!("http://eidas.europa.eu/LoA/{acr}"))
        .env("CLIENT_SECRET", GEHEIM)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("node starts");
    let mut regels = BufReader::new(proces.stdout.take().unwrap()).lines();
    let issuer = loop {
        let regel = regels.next_line().await.unwrap().expect("the provider prints its issuer");
        if regel.starts_with("http://") {
            break regel;
        }
    };
    Some(Aanbieder { issuer, _uitvoer: regels, _proces: proces })
}

async fn portaal(aanbieder: &Aanbieder) -> Proef {
    let issuer = aanbieder.issuer.clone();
    let proef = proef_met(move |config| {
        config.identiteit.issuer = serde_json::from_value(issuer.into()).unwrap();
        config.identiteit.client_secret = Geheim::nieuw(GEHEIM);
    })
    .await;
    // The provider keeps real time, and its tokens are only good for that.
    proef.demo.klok.zet(Systeemklok.nu());
    proef
}

/// Follows the browser through the provider and back. Returns where the portal sends it in the end.
async fn log_in(proef: &Proef, browser: &mut crate::browser::Browser) -> String {
    let ons = proef.demo.url.as_str().trim_end_matches('/').to_owned();
    let mut adres = "/auth/start?terug=/klantbeeld".to_owned();
    let mut vorige = proef.demo.url.clone();
    for _ in 0..10 {
        let antwoord = browser.haal(&adres).await;
        assert!(antwoord.status().is_redirection(), "{adres}: {}", antwoord.status());
        let volgende = vorige.join(&adres).unwrap().join(naar(&antwoord)).unwrap();
        let was_terug = adres.contains("/auth/terug");
        vorige = volgende.clone();
        adres = volgende.to_string();
        if was_terug {
            return adres.replace(&ons, "");
        }
    }
    panic!("the provider keeps redirecting")
}

#[tokio::test]
async fn a_certified_provider_logs_somebody_in_and_out() {
    let Some(aanbieder) = aanbieder("999970124", "substantial").await else { return };
    let proef = portaal(&aanbieder).await;
    let mut browser = proef.browser();
    assert_eq!(log_in(&proef, &mut browser).await, "/klantbeeld");

    // The BRP stand-in without the test set does not know this person; who it is about is what counts here.
    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, contract::klantbeeld::Stand::GeenGegevens);
    assert_eq!(waarde(&beeld, "brp.persoon.burgerservicenummer"), None::<&Waarde>);

    let uit: contract::sessie::Uitgelogd =
        browser.stuur(reqwest::Method::POST, contract::routes::AUTH_UIT).await.json().await.unwrap();
    assert!(uit.verder.starts_with(&aanbieder.issuer), "{}", uit.verder);
    assert!(!uit.verder.contains("999970124") && !uit.verder.contains("token"));
    proef.stop().await;
}

#[tokio::test]
async fn a_level_that_is_too_low_is_refused() {
    let Some(aanbieder) = aanbieder("999970124", "low").await else { return };
    let proef = portaal(&aanbieder).await;
    let mut browser = proef.browser();
    assert_eq!(log_in(&proef, &mut browser).await, "/inloggen?fout=niveau");
    assert!(!browser.cookies.contains_key("__Host-sessie"));
    proef.stop().await;
}
