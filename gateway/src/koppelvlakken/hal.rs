//! What the APIs of the Kadaster have in common: HAL, with a key.

use super::client::{Antwoord, Vrager, afwijzing};
use super::{Bouw, BronFout, Vraag};
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, StatusCode};
use serde_json::{Map, Value};

/// A client of one such API.
pub(super) struct Hal {
    vrager: Vrager,
    basis: String,
    headers: HeaderMap,
}

impl Hal {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let headers = bouw.headers(&[
            ("accept", "application/hal+json"),
            ("x-api-key", bouw.instellingen.api_sleutel.onthul()),
        ])?;
        let vrager = Vrager::nieuw(bouw)?;
        Ok(Self { vrager, basis: bouw.basis(), headers })
    }

    /// What stands at a path (with its query, if any); `None` when there is no such thing. What goes into the path
    /// must have been looked at: see [`is_id`].
    pub(super) async fn haal(&self, vraag: Vraag<'_>, pad: &str) -> Result<Option<Stuk>, BronFout> {
        let antwoord = self.stuur(vraag, |url| self.vrager.http.get(url), pad).await?;
        if antwoord.status == StatusCode::NOT_FOUND { Ok(None) } else { stuk(&antwoord).map(Some) }
    }

    /// The answer to a question that may not stand in a URL.
    pub(super) async fn zoek(&self, vraag: Vraag<'_>, pad: &str, wat: &Value) -> Result<Stuk, BronFout> {
        let antwoord = self.stuur(vraag, |url| self.vrager.http.post(url).json(wat), pad).await?;
        stuk(&antwoord)
    }

    async fn stuur(
        &self,
        vraag: Vraag<'_>,
        maak: impl Fn(&str) -> RequestBuilder,
        pad: &str,
    ) -> Result<Antwoord, BronFout> {
        let url = format!("{}{pad}", self.basis);
        self.vrager.vraag(|| vraag.onderteken(maak(&url).headers(self.headers.clone()))).await
    }
}

/// A resource.
pub(super) type Stuk = Map<String, Value>;

fn stuk(antwoord: &Antwoord) -> Result<Stuk, BronFout> {
    if antwoord.status.is_client_error() {
        return Err(afwijzing(antwoord));
    }
    serde_json::from_slice(&antwoord.lichaam).map_err(|_| BronFout::Onleesbaar("no JSON object"))
}

/// The resources under a name of `_embedded`, without their links; none when the name is not there.
pub(super) fn lijst(mut antwoord: Stuk, naam: &str) -> Result<Vec<Stuk>, BronFout> {
    let items = match antwoord.get_mut("_embedded") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(lijsten)) => lijsten.remove(naam),
        Some(_) => return Err(BronFout::Onleesbaar("_embedded is no object")),
    };
    let items = match items {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(items)) => items,
        Some(_) => return Err(BronFout::Onleesbaar("a list that is no list")),
    };
    let stuk = |item| match item {
        Value::Object(mut stuk) => {
            stuk.remove("_links");
            Ok(stuk)
        }
        _ => Err(BronFout::Onleesbaar("a resource that is no object")),
    };
    items.into_iter().map(stuk).collect()
}

/// The text of a member.
pub(super) fn tekst<'s>(stuk: &'s Stuk, naam: &str) -> Option<&'s str> {
    stuk.get(naam).and_then(Value::as_str)
}

/// Whether a text out of an answer can stand in a path: the standards that say no more than "a text" give numbers,
/// or names with dots.
pub(super) fn is_id(tekst: &str) -> bool {
    (1..=60).contains(&tekst.len())
        && tekst.starts_with(|teken: char| teken.is_ascii_alphanumeric())
        && tekst.bytes().all(|teken| teken.is_ascii_alphanumeric() || b".-_".contains(&teken))
}

/// Counts what the registry gave and the person who asks may not see.
pub(super) fn tel_achtergehouden(registratie: &'static str, aantal: usize) {
    if aantal > 0 {
        tracing::info!(registratie, aantal, "an answer held more than is about the person who asks");
        metrics::counter!("gegevens_achtergehouden_total", "registratie" => registratie)
            .increment(u64::try_from(aantal).unwrap_or(u64::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lijst_van(antwoord: Value) -> Result<Vec<Stuk>, BronFout> {
        let Value::Object(antwoord) = antwoord else { panic!("an object") };
        lijst(antwoord, "zaken")
    }

    #[test]
    fn a_list_without_anything_is_empty_and_another_form_is_refused() {
        for leeg in [json!({}), json!({"_embedded": {}}), json!({"_embedded": {"zaken": []}})] {
            assert_eq!(lijst_van(leeg), Ok(Vec::new()));
        }
        for fout in [json!([]), json!({"zaken": 1}), json!({"zaken": ["x"]}), json!({"zaken": [null]})] {
            assert!(matches!(lijst_van(json!({ "_embedded": fout })), Err(BronFout::Onleesbaar(_))));
        }
        let met_link = json!({"_embedded": {"zaken": [{"a": 1, "_links": {"self": {"href": "/x"}}}]}});
        assert_eq!(Value::from(lijst_van(met_link).unwrap().remove(0)), json!({"a": 1}));
    }

    #[test]
    fn only_a_plain_text_goes_into_a_path() {
        assert!(["76110402170013", "NL.IMKAD.KadastraalObject.1", "a-b_c"].into_iter().all(is_id));
        let lang = "1".repeat(61);
        for fout in ["", ".", "..", "1/2", "1?x=y", "1#", "1 2", "%2e", "é", &lang] {
            assert!(!is_id(fout), "{fout}");
        }
    }
}
