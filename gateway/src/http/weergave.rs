//! What is the same for everybody, in each language: made once at start, sent as bytes. About nobody, so it may be kept;
//! the ETag says when it changed.

use super::Fout;
use axum::body::Bytes;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use contract::Taal;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// What the app reads of the registers.
pub struct Registers {
    pub gegevens: Weergaven,
    pub activiteiten: Weergaven,
}

/// One register in each language.
pub struct Weergaven {
    nl: Weergave,
    en: Weergave,
}

struct Weergave {
    json: Bytes,
    etag: HeaderValue,
}

/// `?taal=nl|en`
#[derive(Deserialize)]
pub(super) struct Vraag {
    #[serde(default)]
    taal: Option<String>,
}

impl Weergaven {
    pub fn van<T: Serialize>(in_taal: impl Fn(Taal) -> T) -> Self {
        Self { nl: Weergave::van(&in_taal(Taal::Nl)), en: Weergave::van(&in_taal(Taal::En)) }
    }

    /// The register in the language that was asked, or that the one the browser has is still good.
    pub(super) fn antwoord(
        &self,
        headers: &HeaderMap,
        vraag: Result<Query<Vraag>, QueryRejection>,
    ) -> Result<Response, Fout> {
        let onbekend = || Fout::parameter("query", "taal", "Kies nl of en.");
        let Query(vraag) = vraag.map_err(|_| onbekend())?;
        let weergave = match vraag.taal.as_deref() {
            None | Some("nl") => &self.nl,
            Some("en") => &self.en,
            Some(_) => return Err(onbekend()),
        };
        let kop = [
            (header::ETAG, weergave.etag.clone()),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        if headers.get(header::IF_NONE_MATCH).is_some_and(|bekend| noemt(bekend, &weergave.etag)) {
            return Ok((StatusCode::NOT_MODIFIED, kop).into_response());
        }
        let soort = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        Ok((kop, soort, weergave.json.clone()).into_response())
    }
}

impl Weergave {
    fn van(register: &impl Serialize) -> Self {
        let json = serde_json::to_vec(register).unwrap_or_default();
        let hex = Sha256::digest(&json).iter().take(16).fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        // Weak: it names what is said, whichever way it is compressed (RFC 9110 §8.8.1).
        let etag =
            HeaderValue::from_str(&format!("W/\"{hex}\"")).unwrap_or(HeaderValue::from_static("W/\"0\""));
        Self { json: json.into(), etag }
    }
}

/// RFC 9110 §13.1.2: a list of ETags, compared weakly.
fn noemt(bekend: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(bekend), Ok(etag)) = (bekend.to_str(), etag.to_str()) else { return false };
    let etag = etag.trim_start_matches("W/");
    bekend.split(',').map(|een| een.trim().trim_start_matches("W/")).any(|een| een == "*" || een == etag)
}
