//! Haal Centraal Reisdocumenten bevragen 2.0.0 (RvIG): `ZoekMetBurgerservicenummer`. It gives the documents that
//! somebody should still have; one that was handed in or reported missing is not among them.

use super::haalcentraal::{HaalCentraal, json, lijst};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use contract::Bsn;
use futures::future::BoxFuture;
use serde_json::{Value, json as boom};

const VRAAG: &str = "ZoekMetBurgerservicenummer";
/// The list in the answer; the standard writes its `fields` as seen from one member of it.
const LIJST: &str = "reisdocumenten";
const HOUDER: &str = "houder.burgerservicenummer";

pub(super) struct Reisdocumenten(HaalCentraal);

impl Reisdocumenten {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        HaalCentraal::nieuw(bouw, "reisdocumenten").map(Self)
    }

    async fn vraag_documenten(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let verzoek = boom!({
            "type": VRAAG,
            "burgerservicenummer": vraag.bsn.cijfers(),
            "fields": velden(vraag.velden),
        });
        documenten(&self.0.vraag(vraag, &verzoek).await?, vraag.bsn)
    }
}

impl Koppelvlak for Reisdocumenten {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_documenten(vraag))
    }
}

/// As the standard writes them. The holder is always asked: without it we could not tell whose documents these are.
fn velden(velden: &[String]) -> Vec<&str> {
    let velden = velden
        .iter()
        .map(|veld| veld.strip_prefix(LIJST).map_or(veld.as_str(), |v| v.trim_start_matches('.')));
    std::iter::once(HOUDER).chain(velden.filter(|veld| !veld.is_empty() && *veld != HOUDER)).collect()
}

/// The documents in the answer, each of which must be the person's own.
fn documenten(lichaam: &[u8], bsn: &Bsn) -> Result<Option<Value>, BronFout> {
    let mut antwoord = json(lichaam)?;
    if antwoord.get("type").and_then(Value::as_str) != Some(VRAAG) {
        return Err(BronFout::Onleesbaar("an answer to another question"));
    }
    let documenten = lijst(&mut antwoord, LIJST)?;
    for document in &documenten {
        match document.pointer("/houder/burgerservicenummer").and_then(Value::as_str) {
            Some(cijfers) if cijfers == bsn.cijfers() => {}
            Some(_) => return Err(BronFout::AnderePersoon),
            None => return Err(BronFout::Onleesbaar("a travel document without a holder")),
        }
    }
    Ok((!documenten.is_empty()).then(|| boom!({ LIJST: documenten })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn neem(documenten_: &Value) -> Result<Option<Value>, BronFout> {
        let lichaam = boom!({ "type": VRAAG, "reisdocumenten": documenten_ }).to_string();
        documenten(lichaam.as_bytes(), &"999970124".parse().unwrap())
    }

    #[test]
    fn takes_only_documents_of_the_person_that_was_asked_for() {
        let van = |bsn: &str| boom!({ "soort": { "code": "PN" }, "houder": { "burgerservicenummer": bsn } });
        assert_eq!(neem(&boom!([])), Ok(None));
        let eigen = boom!([van("999970124"), van("999970124")]);
        assert_eq!(neem(&eigen), Ok(Some(boom!({ "reisdocumenten": eigen }))));
        assert_eq!(neem(&boom!([van("999970124"), van("999970136")])), Err(BronFout::AnderePersoon));
        assert!(matches!(neem(&boom!([{ "houder": {} }])), Err(BronFout::Onleesbaar(_))));
        assert!(matches!(neem(&boom!([{ "houder": "999970124" }])), Err(BronFout::Onleesbaar(_))));
    }

    #[test]
    fn takes_no_answer_of_another_form() {
        for lichaam in
            ["", "null", "[]", "{}", r#"{"type":"RaadpleegMetReisdocumentnummer","reisdocumenten":[]}"#]
        {
            let antwoord = documenten(lichaam.as_bytes(), &"999970124".parse().unwrap());
            assert!(matches!(antwoord, Err(BronFout::Onleesbaar(_))), "{lichaam}");
        }
        for anders in [boom!(null), boom!({}), boom!([7]), boom!("x")] {
            assert!(matches!(neem(&anders), Err(BronFout::Onleesbaar(_))), "{anders}");
        }
    }

    #[test]
    fn asks_fields_as_the_standard_writes_them_and_the_holder_always() {
        let gevraagd =
            ["reisdocumenten.soort", "reisdocumenten.houder.burgerservicenummer"].map(String::from);
        assert_eq!(velden(&gevraagd), [HOUDER, "soort"]);
        assert_eq!(velden(&[]), [HOUDER]);
    }
}
