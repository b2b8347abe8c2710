//! The refusals that many endpoints share, for the description of the API. What an endpoint has of its own stands with it, after these.

use std::collections::BTreeMap;
use utoipa::openapi::{Content, Ref, RefOr, Response};
use utoipa::{IntoResponses, ToSchema as _};

type Antwoorden = BTreeMap<String, RefOr<Response>>;

/// Of what is about whoever is logged in.
pub(super) struct Leesfouten;
/// The same, with something in the address to get wrong.
pub(super) struct Vraagfouten;
/// Of what changes something.
pub(super) struct Schrijffouten;
/// The same, with a body of JSON.
pub(super) struct Invoerfouten;

impl IntoResponses for Leesfouten {
    fn responses() -> Antwoorden {
        Antwoorden::from([weigering(401, "Niet ingelogd"), weigering(503, "Nu even niet")])
    }
}

impl IntoResponses for Vraagfouten {
    fn responses() -> Antwoorden {
        met(Leesfouten::responses(), [weigering(400, "Ongeldig verzoek")])
    }
}

impl IntoResponses for Schrijffouten {
    fn responses() -> Antwoorden {
        met(Vraagfouten::responses(), [weigering(403, "Niet van een eigen pagina")])
    }
}

impl IntoResponses for Invoerfouten {
    fn responses() -> Antwoorden {
        met(Schrijffouten::responses(), [weigering(413, "Te groot"), weigering(415, "Geen JSON")])
    }
}

fn met<const N: usize>(mut antwoorden: Antwoorden, erbij: [(String, RefOr<Response>); N]) -> Antwoorden {
    antwoorden.extend(erbij);
    antwoorden
}

fn weigering(status: u16, wat: &str) -> (String, RefOr<Response>) {
    let problem = Ref::from_schema_name(contract::Problem::name());
    let mut antwoord = Response::new(wat);
    antwoord.content.insert("application/problem+json".into(), Content::new(Some(problem)).into());
    (status.to_string(), antwoord.into())
}
