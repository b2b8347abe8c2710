//! BRP API Personen 2.7.0 (RvIG, "Haal Centraal"): `RaadpleegMetBurgerservicenummer`.
//!
//! The BSN goes in the body of a POST, never in a URL. Only the `fields` that the gegevensregister shows are asked.

use super::client::{Vrager, afwijzing};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use contract::Bsn;
use futures::future::BoxFuture;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use std::sync::Arc;

const VRAAG: &str = "RaadpleegMetBurgerservicenummer";

pub(super) struct Brp {
    vrager: Vrager,
    url: String,
    headers: HeaderMap,
}

impl Brp {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let headers = bouw.headers(&[
            ("accept", "application/json"),
            ("x-api-key", bouw.instellingen.api_sleutel.onthul()),
            ("x-doelbinding", &bouw.instellingen.doelbinding),
            ("x-verwerking", &bouw.instellingen.verwerking),
            ("x-origin-oin", &bouw.config.organisatie.oin),
        ])?;
        let vrager = Vrager::nieuw(bouw.instellingen, Arc::clone(bouw.willekeur))?;
        Ok(Self { vrager, url: format!("{}/personen", bouw.basis()), headers })
    }

    async fn vraag_persoon(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let verzoek = json!({
            "type": VRAAG,
            "burgerservicenummer": [vraag.bsn.cijfers()],
            "fields": met_bsn(vraag.velden),
        });
        let antwoord = self
            .vrager
            .vraag(|| {
                let post = self.vrager.http.post(&self.url).headers(self.headers.clone());
                vraag.onderteken(post).json(&verzoek)
            })
            .await?;
        if antwoord.status.is_client_error() {
            return Err(afwijzing(&antwoord));
        }
        persoon(&antwoord.lichaam, vraag.bsn)
    }
}

impl Koppelvlak for Brp {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_persoon(vraag))
    }
}

/// The number is always asked: without it we could not tell whom an answer is about.
fn met_bsn(velden: &[String]) -> Vec<&str> {
    let velden = velden.iter().map(String::as_str).filter(|veld| *veld != "burgerservicenummer");
    std::iter::once("burgerservicenummer").chain(velden).collect()
}

/// The one person in the answer, who must be the person we asked about.
fn persoon(lichaam: &[u8], bsn: &Bsn) -> Result<Option<Value>, BronFout> {
    let mut antwoord: Value = serde_json::from_slice(lichaam).map_err(|_| BronFout::Onleesbaar("no JSON"))?;
    if antwoord.get("type").and_then(Value::as_str) != Some(VRAAG) {
        return Err(BronFout::Onleesbaar("an answer to another question"));
    }
    let Some(Value::Array(personen)) = antwoord.get_mut("personen").map(Value::take) else {
        return Err(BronFout::Onleesbaar("no list of persons"));
    };
    let mut personen = personen.into_iter();
    let Some(persoon) = personen.next() else { return Ok(None) };
    if !persoon.is_object() {
        return Err(BronFout::Onleesbaar("a person that is no object"));
    }
    match persoon.get("burgerservicenummer").and_then(Value::as_str) {
        Some(cijfers) if cijfers == bsn.cijfers() => {}
        Some(_) => return Err(BronFout::AnderePersoon),
        None => return Err(BronFout::Onleesbaar("a person without a BSN")),
    }
    // Two persons with one BSN: we cannot know which of them is asked for.
    if personen.next().is_some() { Err(BronFout::AnderePersoon) } else { Ok(Some(persoon)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::koppelvlakken::client::Antwoord;
    use reqwest::StatusCode;

    fn bsn() -> Bsn {
        "999970124".parse().unwrap()
    }

    #[test]
    fn takes_only_the_person_that_was_asked_for() {
        let vraag = |personen: Value| {
            persoon(json!({ "type": VRAAG, "personen": personen }).to_string().as_bytes(), &bsn())
        };
        assert_eq!(vraag(json!([])), Ok(None));
        assert!(vraag(json!([{ "burgerservicenummer": "999970124" }])).unwrap().is_some());
        assert_eq!(vraag(json!([{ "burgerservicenummer": "999970136" }])), Err(BronFout::AnderePersoon));
        assert_eq!(
            vraag(json!([{ "burgerservicenummer": "999970124" }, { "burgerservicenummer": "999970124" }])),
            Err(BronFout::AnderePersoon)
        );
        assert!(matches!(vraag(json!([{ "naam": {} }])), Err(BronFout::Onleesbaar(_))));
        assert!(matches!(vraag(json!([7])), Err(BronFout::Onleesbaar(_))));
        assert!(matches!(vraag(json!({ "0": 1 })), Err(BronFout::Onleesbaar(_))));
    }

    #[test]
    fn takes_no_answer_of_another_form() {
        for lichaam in
            ["", "null", "[]", "{", "{}", "\u{0}", r#"{"type":"ZoekMetPostcodeEnHuisnummer","personen":[]}"#]
        {
            assert!(matches!(persoon(lichaam.as_bytes(), &bsn()), Err(BronFout::Onleesbaar(_))), "{lichaam}");
        }
    }

    #[test]
    fn repeats_no_text_of_a_refusal() {
        let afgewezen = |lichaam: &str| {
            afwijzing(&Antwoord { status: StatusCode::BAD_REQUEST, lichaam: lichaam.as_bytes().to_vec() })
                .to_string()
        };
        assert!(afgewezen(r#"{"code":"paramsValidation"}"#).contains("paramsValidation"));
        assert!(!afgewezen(r#"{"code":"999970124"}"#).contains("999970124"));
        assert!(!afgewezen("999970124").contains("999970124"));
    }
}
