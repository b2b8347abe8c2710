//! A browser as far as these tests need one: it keeps cookies and follows nothing by itself.
//!
//! Written out because a cookie jar that knows the rules refuses a `Secure` cookie over `http://127.0.0.1`, which
//! real browsers allow.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use std::collections::BTreeMap;
use url::Url;

pub(crate) struct Browser {
    http: reqwest::Client,
    basis: Url,
    pub(crate) cookies: BTreeMap<String, String>,
}

/// Which form the login page is filled in with.
pub(crate) enum Keuze<'a> {
    Persoon(&'a str),
    Bsn(&'a str),
    /// The part of the login page for testers: any BSN, a level, on behalf of.
    Tester {
        bsn: &'a str,
        niveau: &'a str,
        namens: &'a str,
    },
    Annuleren,
}

impl Browser {
    pub(crate) fn nieuw(basis: &Url) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self { http, basis: basis.clone(), cookies: BTreeMap::new() }
    }

    pub(crate) fn verzoek(&self, methode: Method, pad: &str) -> RequestBuilder {
        let url = self.basis.join(pad).unwrap();
        let cookies: Vec<String> =
            self.cookies.iter().map(|(naam, waarde)| format!("{naam}={waarde}")).collect();
        let verzoek = self.http.request(methode, url).header("sec-fetch-site", "same-origin");
        if cookies.is_empty() { verzoek } else { verzoek.header(COOKIE, cookies.join("; ")) }
    }

    pub(crate) async fn haal(&mut self, pad: &str) -> Response {
        let antwoord = self.verzoek(Method::GET, pad).send().await.unwrap();
        self.onthoud(&antwoord);
        antwoord
    }

    /// An unsafe request as the app makes it.
    pub(crate) async fn stuur(&mut self, methode: Method, pad: &str) -> Response {
        let antwoord = self.verzoek(methode, pad).header("x-klantbeeld", "1").send().await.unwrap();
        self.onthoud(&antwoord);
        antwoord
    }

    /// What stands at a path of the API.
    pub(crate) async fn lees<T: serde::de::DeserializeOwned>(&mut self, pad: &str) -> T {
        let antwoord = self.haal(pad).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{pad}");
        assert_eq!(antwoord.headers()["cache-control"], "no-store");
        assert_eq!(antwoord.headers()["api-version"], "1.0.0");
        antwoord.json().await.unwrap()
    }

    fn onthoud(&mut self, antwoord: &Response) {
        for regel in antwoord.headers().get_all(SET_COOKIE) {
            let regel = regel.to_str().unwrap();
            let (naam, waarde) = regel.split(';').next().unwrap().split_once('=').unwrap();
            if regel.contains("Max-Age=0") {
                self.cookies.remove(naam);
            } else {
                self.cookies.insert(naam.to_owned(), waarde.to_owned());
            }
        }
    }

    /// Goes to the identity provider and makes a choice there. Returns where it sends the browser back to.
    pub(crate) async fn naar_aanbieder(&mut self, keuze: Keuze<'_>) -> String {
        let start = self.haal("/auth/start?terug=/klantbeeld").await;
        assert_eq!(start.status(), StatusCode::SEE_OTHER);
        let pagina = self.haal(naar(&start)).await;
        assert_eq!(pagina.status(), StatusCode::OK);
        let adres = pagina.url().clone();
        let html = pagina.text().await.unwrap();
        let transactie = verborgen_veld(&html, "transactie");
        let mut velden = vec![("transactie", transactie.as_str())];
        match keuze {
            Keuze::Persoon(id) => velden.push(("persoon", id)),
            Keuze::Bsn(bsn) => velden.extend([("actie", "bsn"), ("bsn", bsn)]),
            Keuze::Tester { bsn, niveau, namens } => {
                velden.extend([("actie", "tester"), ("vrij", bsn), ("niveau", niveau), ("namens", namens)]);
            }
            Keuze::Annuleren => velden.push(("actie", "annuleren")),
        }
        let doel = adres.join("login").unwrap();
        let antwoord = self.verzoek(Method::POST, doel.as_str()).form(&velden).send().await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::SEE_OTHER, "the provider did not send the browser back");
        naar(&antwoord).to_owned()
    }

    /// The whole login. Returns where the portal sends the browser afterwards.
    pub(crate) async fn log_in(&mut self, keuze: Keuze<'_>) -> String {
        let terug = self.naar_aanbieder(keuze).await;
        // The provider knows one address of the portal; a second gateway of it takes what it sends as well.
        let terug: Url = self.basis.join(&terug).unwrap();
        let antwoord = self.haal(&terug[url::Position::BeforePath..]).await;
        assert_eq!(antwoord.status(), StatusCode::SEE_OTHER);
        naar(&antwoord).to_owned()
    }
}

pub(crate) fn naar(antwoord: &Response) -> &str {
    antwoord.headers()[LOCATION].to_str().unwrap()
}

fn verborgen_veld(html: &str, naam: &str) -> String {
    let (_, rest) =
        html.split_once(&format!("name=\"{naam}\" value=\"")).expect("the login page has the field");
    rest.split('"').next().unwrap().to_owned()
}
