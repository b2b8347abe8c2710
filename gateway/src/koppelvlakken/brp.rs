//! BRP API Personen 2.7.0 (RvIG, "Haal Centraal"): `RaadpleegMetBurgerservicenummer`.
//!
//! The BSN goes in the body of a POST, never in a URL. Only the `fields` that the gegevensregister shows are asked.

use super::haalcentraal::{self, HaalCentraal, lijst};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use contract::Bsn;
use futures::future::BoxFuture;
use serde_json::{Value, json};

const VRAAG: &str = "RaadpleegMetBurgerservicenummer";

pub(super) struct Brp(HaalCentraal);

impl Brp {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        HaalCentraal::nieuw(bouw, "personen").map(Self)
    }

    async fn vraag_persoon(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let verzoek = json!({
            "type": VRAAG,
            "burgerservicenummer": [vraag.bsn.cijfers()],
            "fields": met_bsn(vraag.velden),
        });
        persoon(&self.0.vraag(vraag, &verzoek).await?, vraag.bsn)
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
    let mut antwoord = haalcentraal::json(lichaam)?;
    if antwoord.get("type").and_then(Value::as_str) != Some(VRAAG) {
        return Err(BronFout::Onleesbaar("an answer to another question"));
    }
    let mut personen = lijst(&mut antwoord, "personen")?.into_iter();
    let Some(persoon) = personen.next() else { return Ok(None) };
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
    use crate::koppelvlakken::client::{Antwoord, afwijzing};
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
