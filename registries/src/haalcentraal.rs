//! What the stand-ins of the BRK and the WOZ have in common: HAL over HTTP with a key, and `fields`. The errors are those
//! of the BRP and its sisters too.

mod probleem;
#[cfg(test)]
pub(crate) mod toets;

pub(crate) use probleem::{FouteParameter, Probleem};

use crate::voorraad::VoorraadFout;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

struct Poort {
    sleutel: String,
    versie: HeaderValue,
}

/// For a resource that is there, asked in another way.
pub(crate) async fn verkeerde_methode() -> Probleem {
    Probleem::Methode
}

/// For every path below the API that is none of its own.
pub(crate) async fn onbekend() -> Probleem {
    Probleem::NietGevonden
}

/// Lets through who has the key and reads HAL, and gives every answer the version of the API.
pub(crate) fn achter_poort(router: Router, sleutel: String, versie: &'static str) -> Router {
    let poort = Poort { sleutel, versie: HeaderValue::from_static(versie) };
    router.layer(from_fn_with_state(Arc::new(poort), langs_poort))
}

async fn langs_poort(State(poort): State<Arc<Poort>>, verzoek: Request, verder: Next) -> Response {
    let koppen = verzoek.headers();
    // Without the query: what was asked does not belong in an error.
    let instantie = format!("http://{}{}", kop(koppen, "host"), verzoek.uri().path());
    let mut antwoord = match toegang(koppen, &poort.sleutel) {
        Ok(()) => verder.run(verzoek).await,
        Err(probleem) => probleem.into_response(),
    };
    if let Some(probleem) = antwoord.extensions().get::<Probleem>() {
        antwoord = probleem.antwoord(&instantie);
    }
    let koppen = antwoord.headers_mut();
    koppen.insert("api-version", poort.versie.clone());
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    antwoord
}

fn toegang(koppen: &HeaderMap, sleutel: &str) -> Result<(), Probleem> {
    if !zelfde(kop(koppen, "x-api-key"), sleutel) {
        return Err(Probleem::Sleutel);
    }
    let wil_hal = |soort: &str| {
        let soort = soort.split(';').next().unwrap_or_default().trim();
        ["*/*", "application/*", "application/hal+json"].iter().any(|hal| soort.eq_ignore_ascii_case(hal))
    };
    if koppen.contains_key(header::ACCEPT) && !kop(koppen, "accept").split(',').any(wil_hal) {
        return Err(Probleem::Accept);
    }
    if koppen.contains_key("accept-crs") && !kop(koppen, "accept-crs").eq_ignore_ascii_case("epsg:28992") {
        return Err(Probleem::Crs);
    }
    Ok(())
}

fn kop<'k>(koppen: &'k HeaderMap, naam: &str) -> &'k str {
    koppen.get(naam).and_then(|waarde| waarde.to_str().ok()).unwrap_or_default()
}

/// Compares without telling by the time it takes how much was right.
fn zelfde(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |verschil, (a, b)| verschil | (a ^ b)) == 0
}

/// An answer in HAL.
pub(crate) struct Hal(pub(crate) Value);

impl IntoResponse for Hal {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/hal+json")], self.0.to_string()).into_response()
    }
}

/// The paths that `fields` may name, by the name of the list that they are asked of.
pub(crate) struct Velden(BTreeMap<String, Vec<String>>);

impl Velden {
    pub(crate) fn lees(tekst: &str) -> Result<Self, VoorraadFout> {
        Ok(Self(serde_json::from_str(tekst)?))
    }

    /// The paths in a value of `fields`; none when it was not given or is empty, which asks for everything.
    pub(crate) fn gevraagd(&self, lijst: &str, fields: Option<&str>) -> Result<Vec<String>, FouteParameter> {
        let bekend = self.0.get(lijst).map(Vec::as_slice).unwrap_or_default();
        let is_of_onder = |pad: &str, veld: &str| {
            pad.strip_prefix(veld).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let kent = |veld: &str| veld == "_links.self" || bekend.iter().any(|pad| is_of_onder(pad, veld));
        let fout = |veld: &str| {
            let reden = format!("Deel van de parameterwaarde is niet correct: {veld}.");
            FouteParameter::nieuw("fields", "fields", reden)
        };
        let velden =
            fields.filter(|fields| !fields.is_empty()).into_iter().flat_map(|fields| fields.split(','));
        velden.map(|veld| if kent(veld) { Ok(veld.to_owned()) } else { Err(fout(veld)) }).collect()
    }
}

/// What was asked of a resource; the link to itself always comes with it, the others only with everything.
pub(crate) fn kies(stuk: Value, velden: &[String]) -> Value {
    if velden.is_empty() {
        return stuk;
    }
    let paden: Vec<Vec<&str>> = velden.iter().map(|veld| veld.split('.').collect()).collect();
    let mut gekozen = deel(&stuk, &paden.iter().map(Vec::as_slice).collect::<Vec<_>>());
    if let Some(links) = stuk.get("_links") {
        let zelf = links.get("self").map(|zelf| json!({ "self": zelf }));
        gekozen["_links"] = zelf.unwrap_or_else(|| json!({}));
    }
    gekozen
}

fn deel(stuk: &Value, paden: &[&[&str]]) -> Value {
    if paden.iter().any(|pad| pad.is_empty()) {
        return stuk.clone();
    }
    match stuk {
        Value::Array(items) => items.iter().map(|item| deel(item, paden)).collect(),
        Value::Object(leden) => {
            let mut gekozen = Map::new();
            for (naam, lid) in leden {
                let onder: Vec<&[&str]> = paden
                    .iter()
                    .filter_map(|pad| pad.split_first())
                    .filter_map(|(eerste, rest)| (eerste == naam).then_some(rest))
                    .collect();
                if !onder.is_empty() {
                    gekozen.insert(naam.clone(), deel(lid, &onder));
                }
            }
            Value::Object(gekozen)
        }
        ander => ander.clone(),
    }
}

/// The text of a member, for documents of the demo that must have it.
pub(crate) fn tekst<'v>(stuk: &'v Value, naam: &str) -> Result<&'v str, VoorraadFout> {
    stuk.get(naam)
        .and_then(Value::as_str)
        .ok_or_else(|| VoorraadFout::Gegevens(format!("a document has no {naam}")))
}

pub(crate) fn link(href: impl Into<String>) -> Value {
    json!({ "href": href.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_of_a_resource_what_was_asked() {
        let stuk = json!({"a": {"b": 1, "c": 2}, "lijst": [{"d": 3, "e": 4}], "f": 5, "_links": {"self": {"href": "x"}, "g": []}});
        let velden = ["a.c", "lijst.d"].map(str::to_owned);
        let verwacht = json!({"a": {"c": 2}, "lijst": [{"d": 3}], "_links": {"self": {"href": "x"}}});
        assert_eq!(kies(stuk.clone(), &velden), verwacht);
        assert_eq!(kies(stuk.clone(), &[]), stuk);
    }

    #[test]
    fn knows_which_fields_there_are() {
        let velden = Velden::lees(r#"{"zaken": ["a.b", "a.c", "ab"]}"#).unwrap();
        assert_eq!(velden.gevraagd("zaken", None).unwrap(), Vec::<String>::new());
        assert_eq!(velden.gevraagd("zaken", Some("a,ab")).unwrap(), ["a", "ab"]);
        assert_eq!(velden.gevraagd("zaken", Some("a.b")).unwrap(), ["a.b"]);
        assert_eq!(velden.gevraagd("zaken", Some("")).unwrap(), Vec::<String>::new());
        for fout in ["b", "a.", "a,", "a.b.c", "a, ab"] {
            assert!(velden.gevraagd("zaken", Some(fout)).is_err(), "{fout}");
        }
    }
}
