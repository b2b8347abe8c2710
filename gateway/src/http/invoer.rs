//! What requests of citizens have in common: a number in the path, where a page begins, and a key that makes twice once.

use super::Fout;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use contract::routes::IDEMPOTENCY_KEY;
use serde::Deserialize;
use uuid::Uuid;

/// Where a page begins.
#[derive(Deserialize)]
pub(super) struct Voor {
    #[serde(default)]
    pub(super) voor: Option<String>,
}

pub(super) fn uit_pad(pad: Result<Path<String>, PathRejection>) -> Result<String, Fout> {
    pad.map(|Path(nummer)| nummer)
        .map_err(|_| Fout::parameter("path", "nummer", "Dit is geen geldige tekst."))
}

/// The key of a form: sent twice, it is one. A UUID, and not the one that everybody has.
pub(super) struct Idempotentiesleutel(pub(super) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Idempotentiesleutel {
    type Rejection = Fout;

    async fn from_request_parts(kop: &mut Parts, _: &S) -> Result<Self, Fout> {
        let tekst = kop.headers.get(IDEMPOTENCY_KEY).and_then(|waarde| waarde.to_str().ok());
        let sleutel = tekst.and_then(|tekst| Uuid::try_parse(tekst).ok()).filter(|sleutel| !sleutel.is_nil());
        sleutel.map(Self).ok_or_else(|| {
            Fout::parameter("header", IDEMPOTENCY_KEY, "Stuur een UUID mee, per formulier een nieuwe.")
        })
    }
}
