//! Holds answers against an OpenAPI 3.0 description, for tests. The standards stand beside the repository, not in
//! it; without them there is nothing to hold against, and the tests say that they skip.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use tower::ServiceExt as _;

pub(crate) const SLEUTEL: &str = "een sleutel voor de proef";

pub(crate) struct Standaard(Value);

impl Standaard {
    /// `None` when it is not there.
    pub(crate) fn lees(bestand: &str) -> Option<Self> {
        let plek = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers").join(bestand);
        let Ok(tekst) = std::fs::read_to_string(plek) else {
            eprintln!("skipped: the standard's {bestand} is not there");
            return None;
        };
        let mut wortel: Value = serde_saphyr::from_str(&tekst).unwrap();
        verscherp(&mut wortel["components"]["schemas"]);
        Some(Self(wortel))
    }

    /// Puts something else in the place of a schema: what it refers to stands elsewhere.
    pub(crate) fn vervang(&mut self, schema: &str, door: Value) {
        self.0["components"]["schemas"][schema] = door;
    }

    /// What stands at a place of the description.
    pub(crate) fn deel(&self, wijzer: &str) -> Value {
        self.0.pointer(wijzer).cloned().unwrap_or_default()
    }

    /// Fails when the answer is not what the schema says, or has a member that the schema does not know.
    pub(crate) fn toets(&self, schema: &str, antwoord: &Value) {
        let wortel = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$ref": format!("#/components/schemas/{schema}"),
            "unevaluatedProperties": false,
            "components": self.0["components"],
        });
        let toets = jsonschema::options().should_validate_formats(true).build(&wortel).unwrap();
        let fouten: Vec<String> = toets.iter_errors(antwoord).map(|fout| fout.to_string()).collect();
        assert!(fouten.is_empty(), "{schema}: {fouten:#?}\n{antwoord:#}");
    }

    /// The paths of the values in a schema, for `fields`.
    pub(crate) fn velden(&self, schema: &str) -> Vec<String> {
        let mut velden = Vec::new();
        self.bladen(&json!({"$ref": format!("#/components/schemas/{schema}")}), "", &mut velden);
        velden.sort();
        velden
    }

    fn bladen(&self, schema: &Value, pad: &str, uit: &mut Vec<String>) {
        let schema = self.los_op(schema);
        if schema["type"] == "array" {
            return self.bladen(&schema["items"], pad, uit);
        }
        let mut leden = BTreeMap::new();
        self.leden(schema, &mut leden);
        if leden.is_empty() {
            uit.push(pad.to_owned());
        }
        for (naam, lid) in leden {
            let pad = if pad.is_empty() { naam.clone() } else { format!("{pad}.{naam}") };
            self.bladen(lid, &pad, uit);
        }
    }

    fn leden<'s>(&'s self, schema: &'s Value, uit: &mut BTreeMap<String, &'s Value>) {
        let schema = self.los_op(schema);
        for (naam, lid) in schema["properties"].as_object().into_iter().flatten() {
            uit.insert(naam.clone(), lid);
        }
        for deel in schema["allOf"].as_array().into_iter().flatten() {
            self.leden(deel, uit);
        }
    }

    fn los_op<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str().and_then(|verwijzing| verwijzing.strip_prefix('#')) {
            Some(pad) => self.los_op(self.0.pointer(pad).unwrap()),
            None => schema,
        }
    }
}

/// Where a value stands, members that its schema does not name are refused. Not in the schemas themselves: one may be
/// a part (`allOf`) of another.
fn verscherp(schema: &mut Value) {
    match schema {
        Value::Object(leden) => {
            for (naam, lid) in leden.iter_mut() {
                if naam == "properties" {
                    let leden = lid.as_object_mut().into_iter().flat_map(|leden| leden.values_mut());
                    // One that describes nothing allows everything.
                    for eigenschap in leden.filter(|eigenschap| **eigenschap != json!({})) {
                        eigenschap["unevaluatedProperties"] = json!(false);
                    }
                }
                if naam == "items" {
                    lid["unevaluatedProperties"] = json!(false);
                }
                verscherp(lid);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(verscherp),
        _ => {}
    }
}

/// An answer, with what tests look at.
pub(crate) struct Antwoord {
    pub(crate) status: StatusCode,
    pub(crate) soort: String,
    pub(crate) koppen: axum::http::HeaderMap,
    pub(crate) inhoud: Value,
}

pub(crate) async fn stuur(router: &Router, verzoek: Request<Body>) -> Antwoord {
    let antwoord = router.clone().oneshot(verzoek).await.unwrap();
    let (kop, lichaam) = antwoord.into_parts();
    let bytes = to_bytes(lichaam, 1_000_000).await.unwrap();
    let soort = kop.headers.get(header::CONTENT_TYPE).map_or("", |soort| soort.to_str().unwrap()).to_owned();
    Antwoord {
        status: kop.status,
        soort,
        koppen: kop.headers,
        inhoud: serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

pub(crate) fn verzoek(pad: &str) -> axum::http::request::Builder {
    Request::builder()
        .uri(pad)
        .header("host", "registratie.test")
        .header("x-api-key", SLEUTEL)
        .header("accept", "application/hal+json")
}

pub(crate) async fn haal(router: &Router, pad: &str) -> Antwoord {
    stuur(router, verzoek(pad).body(Body::empty()).unwrap()).await
}
