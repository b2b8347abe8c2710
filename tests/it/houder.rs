//! The employees of the holders, over their worklist API (docs/houder.md), and what organisations were told.

use crate::hulp::{Proef, http};
use registries::houder::{BEHANDELING, demotoken};
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

/// One employee, by id.
pub(crate) struct Medewerker<'p> {
    proef: &'p Proef,
    id: &'static str,
}

impl Proef {
    pub(crate) fn medewerker(&self, id: &'static str) -> Medewerker<'_> {
        Medewerker { proef: self, id }
    }

    /// The notices about a correctie, as the demo shows them.
    pub(crate) async fn kennisgevingen(&self, nummer: &str) -> Vec<Value> {
        let url = self.demo.url.join(registries::kennisgevingen::ONTVANGEN).unwrap();
        let lijst: Value = http().get(url).send().await.unwrap().json().await.unwrap();
        let alle = lijst["kennisgevingen"].as_array().unwrap().iter();
        alle.filter(|een| een["onderwerp"] == nummer).cloned().collect()
    }
}

impl Medewerker<'_> {
    async fn vraag(&self, methode: Method, pad: &str, lichaam: &Value) -> Response {
        let url = self.proef.demo.adressen["brp"].join(&format!("{BEHANDELING}/{pad}")).unwrap();
        let verzoek = http().request(methode, url).bearer_auth(demotoken(self.id));
        verzoek.json(lichaam).send().await.unwrap()
    }

    async fn lees(&self, pad: &str) -> Value {
        let antwoord = self.vraag(Method::GET, pad, &Value::Null).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{pad}");
        antwoord.json().await.unwrap()
    }

    /// The cases of the organisation; `stand` is `open` or `klaar`.
    pub(crate) async fn zaken(&self, stand: &str) -> Vec<Value> {
        self.lees(&format!("zaken?stand={stand}")).await["zaken"].as_array().cloned().unwrap()
    }

    /// All of one case.
    pub(crate) async fn zaak(&self, referentie: &str) -> Value {
        self.lees(&format!("zaken/{referentie}")).await
    }

    /// The holder's reference of an open case.
    pub(crate) async fn referentie(&self, nummer: &str) -> String {
        let zaken = self.zaken("open").await;
        let zaak = zaken.iter().find(|zaak| zaak["referentieKenmerk"] == nummer).expect("an open case");
        zaak["referentie"].as_str().unwrap().to_owned()
    }

    /// Takes a step, allowed or not.
    pub(crate) async fn probeer(&self, referentie: &str, stap: &str, lichaam: &Value) -> StatusCode {
        self.vraag(Method::POST, &format!("zaken/{referentie}/{stap}"), lichaam).await.status()
    }

    /// Takes a step that must be possible.
    pub(crate) async fn doe(&self, referentie: &str, stap: &str, lichaam: &Value) {
        let antwoord = self.vraag(Method::POST, &format!("zaken/{referentie}/{stap}"), lichaam).await;
        assert_eq!(antwoord.status(), StatusCode::OK, "{stap}: {}", antwoord.text().await.unwrap());
    }
}

/// All that was asked is granted.
pub(crate) fn toegewezen(urn: &str) -> Value {
    let delen = json!([{ "attribuutUrn": urn, "toegewezen": true, "reden": "Zo staat het in de akte." }]);
    json!({ "delen": delen, "toelichting": "U hebt gelijk." })
}
