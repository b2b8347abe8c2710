//! What `schema`, `code` and `bedrag` make of the real answer of a stand-in: a body that can be read, with something in
//! it that no standard knows.
//!
//! | behaviour | JSON | XML (in the Body of the envelope) |
//! |---|---|---|
//! | `schema` | text → number, number → object, boolean → text, list → object | the text of every leaf in an element of its own |
//! | `code` | a short code in a member `code` → "ZZ9" | the text of every leaf whose name begins with `Cd` → ZZ9 |
//! | `bedrag` | every number → 9e300 | the text of every `WaardeBedr` → twenty nines |
//!
//! What else there is stays as it is; so an answer without codes or numbers is the real one.

use super::gedrag::Gedrag;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde_json::{Map, Value, json};

/// The largest answer of a stand-in that is changed, in bytes.
const ANTWOORD_MAX: usize = 10_000_000;
const ONBEKENDE_CODE: &str = "ZZ9";
const ONMOGELIJK_BEDRAG: &str = "99999999999999999999";
/// Longer than any code that stands alone.
const LANGSTE_CODE: usize = 8;

/// Changes the body of an answer that is good; an error stays the error it is.
pub(super) async fn vermink(gedrag: Gedrag, antwoord: Response) -> Response {
    if !antwoord.status().is_success() {
        return antwoord;
    }
    let (mut kop, lichaam) = antwoord.into_parts();
    let bytes = to_bytes(lichaam, ANTWOORD_MAX).await.unwrap_or_default();
    let nieuw = match serde_json::from_slice::<Value>(&bytes) {
        Ok(waarde) => json(gedrag, waarde).to_string().into(),
        Err(_) => {
            std::str::from_utf8(&bytes).map_or_else(|_| bytes.to_vec(), |tekst| xml(gedrag, tekst).into())
        }
    };
    kop.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(nieuw.len()));
    Response::from_parts(kop, Body::from(nieuw))
}

/// The same answer as JSON, with every leaf (`schema`), code or number changed.
pub(super) fn json(gedrag: Gedrag, waarde: Value) -> Value {
    let verder = |waarde| json(gedrag, waarde);
    match (gedrag, waarde) {
        (Gedrag::Schema, Value::Array(items)) => {
            let genummerd = items.into_iter().enumerate();
            genummerd.map(|(nummer, item)| (nummer.to_string(), verder(item))).collect::<Map<_, _>>().into()
        }
        (Gedrag::Schema, Value::String(tekst)) => tekst.chars().count().into(),
        (Gedrag::Schema, Value::Number(getal)) => json!({ "waarde": getal }),
        (Gedrag::Schema, Value::Bool(ja)) => ja.to_string().into(),
        (Gedrag::Bedrag, Value::Number(_)) => json!(9e300),
        (_, Value::Array(items)) => items.into_iter().map(verder).collect(),
        (_, Value::Object(leden)) => {
            let lid = |(naam, waarde): (String, Value)| {
                let is_code =
                    gedrag == Gedrag::Code && naam == "code" && waarde.as_str().is_some_and(is_code);
                let waarde = if is_code { ONBEKENDE_CODE.into() } else { verder(waarde) };
                (naam, waarde)
            };
            leden.into_iter().map(lid).collect::<Map<_, _>>().into()
        }
        (_, waarde) => waarde,
    }
}

fn is_code(tekst: &str) -> bool {
    let teken = |teken: u8| teken.is_ascii_uppercase() || teken.is_ascii_digit();
    (1..=LANGSTE_CODE).contains(&tekst.len()) && tekst.bytes().all(teken)
}

/// The same answer as XML. The stand-ins write no comments, and no `>` in an attribute.
pub(super) fn xml(gedrag: Gedrag, tekst: &str) -> String {
    let begin = tekst.find("Body").and_then(|plek| Some(plek + tekst.get(plek..)?.find('>')? + 1));
    let (envelop, lichaam) = tekst.split_at(begin.unwrap_or_default());
    let stukken: Vec<&str> = lichaam.split('<').collect();
    let mut uit = envelop.to_owned();
    for (nummer, stuk) in stukken.iter().enumerate() {
        if nummer > 0 {
            uit.push('<');
        }
        let sluit = stukken.get(nummer + 1).is_some_and(|volgende| volgende.starts_with('/'));
        match stuk.split_once('>') {
            Some((tag, inhoud)) if sluit && opent(tag) && !inhoud.trim().is_empty() => {
                uit.extend([tag, ">", &blad(gedrag, tag, inhoud)]);
            }
            _ => uit.push_str(stuk),
        }
    }
    uit
}

fn opent(tag: &str) -> bool {
    !tag.starts_with(['/', '!', '?']) && !tag.ends_with('/')
}

fn blad(gedrag: Gedrag, tag: &str, inhoud: &str) -> String {
    let naam = tag.split_whitespace().next().unwrap_or_default();
    let naam = naam.rsplit(':').next().unwrap_or_default();
    match gedrag {
        Gedrag::Schema => format!("<Anders>{inhoud}</Anders>"),
        Gedrag::Code if naam.starts_with("Cd") => ONBEKENDE_CODE.into(),
        Gedrag::Bedrag if naam == "WaardeBedr" => ONMOGELIJK_BEDRAG.into(),
        _ => inhoud.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn antwoord() -> Value {
        json!({
            "naam": "Jansen",
            "geslacht": { "code": "M", "omschrijving": "man" },
            "soort": { "code": "langeCode" },
            "leeftijd": 41,
            "afgeschermd": false,
            "niets": null,
            "kinderen": [{ "waarde": 2.5 }, "x"],
        })
    }

    #[test]
    fn every_leaf_becomes_another_type() {
        assert_eq!(
            json(Gedrag::Schema, antwoord()),
            json!({
                "naam": 6,
                "geslacht": { "code": 1, "omschrijving": 3 },
                "soort": { "code": 9 },
                "leeftijd": { "waarde": 41 },
                "afgeschermd": "false",
                "niets": null,
                "kinderen": { "0": { "waarde": { "waarde": 2.5 } }, "1": 1 },
            })
        );
    }

    #[test]
    fn only_codes_or_only_numbers_change() {
        let mut verwacht = antwoord();
        verwacht["geslacht"]["code"] = json!("ZZ9");
        assert_eq!(json(Gedrag::Code, antwoord()), verwacht);
        let mut verwacht = antwoord();
        verwacht["leeftijd"] = json!(9e300);
        verwacht["kinderen"][0]["waarde"] = json!(9e300);
        assert_eq!(json(Gedrag::Bedrag, antwoord()), verwacht);
    }

    #[test]
    fn xml_changes_in_the_body_alone() {
        let envelop = |lichaam: &str| {
            format!(
                "<?xml version=\"1.0\"?><s:Envelope><s:Header><w:CdX>1</w:CdX></s:Header><s:Body Id=\"b\">{lichaam}</s:Body></s:Envelope>"
            )
        };
        let echt = envelop("<A n=\"1\"><CdB>N</CdB> <x:WaardeBedr>1200</x:WaardeBedr><C/><D></D></A>");
        for (gedrag, lichaam) in [
            (
                Gedrag::Schema,
                "<A n=\"1\"><CdB><Anders>N</Anders></CdB> <x:WaardeBedr><Anders>1200</Anders></x:WaardeBedr><C/><D></D></A>",
            ),
            (Gedrag::Code, "<A n=\"1\"><CdB>ZZ9</CdB> <x:WaardeBedr>1200</x:WaardeBedr><C/><D></D></A>"),
            (
                Gedrag::Bedrag,
                "<A n=\"1\"><CdB>N</CdB> <x:WaardeBedr>99999999999999999999</x:WaardeBedr><C/><D></D></A>",
            ),
        ] {
            assert_eq!(xml(gedrag, &echt), envelop(lichaam));
        }
        assert_eq!(xml(Gedrag::Code, "no XML at all"), "no XML at all");
    }
}
