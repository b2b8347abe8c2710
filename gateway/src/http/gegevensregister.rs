//! `GET /api/v1/gegevensregister?taal=nl|en`. About nobody, so it may be kept; the ETag says when it changed.

use super::{Fout, Portaal};
use ::gegevensregister::Register;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use contract::gegevensregister::Gegevensregister;
use contract::{Problem, Taal};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The register in each language, as bytes: made once, at start.
pub struct Weergaven {
    nl: Weergave,
    en: Weergave,
}

struct Weergave {
    json: Bytes,
    etag: HeaderValue,
}

impl Weergaven {
    pub fn van(register: &Register) -> Self {
        Self { nl: Weergave::van(register, Taal::Nl), en: Weergave::van(register, Taal::En) }
    }
}

impl Weergave {
    fn van(register: &Register, taal: Taal) -> Self {
        let json = serde_json::to_vec(&register.weergave(taal)).unwrap_or_default();
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

#[derive(Deserialize)]
pub(super) struct Vraag {
    #[serde(default)]
    taal: Option<String>,
}

/// What every gegeven is called, means and comes from.
#[utoipa::path(
    get,
    path = "/gegevensregister",
    operation_id = "leesGegevensregister",
    summary = "Het gegevensregister",
    tag = "Gegevensregister",
    params(("taal" = inline(Option<Taal>), Query, description = "`nl` (standaard) of `en`")),
    responses(
        (status = 200, description = "Het register in een taal", body = Gegevensregister, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("ETag" = String, description = "Versie van het register in deze taal"),
        )),
        (status = 304, description = "Niet veranderd", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn gegevensregister(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
    vraag: Result<Query<Vraag>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Fout> {
    let onbekend = || Fout::parameter("query", "taal", "Kies nl of en.");
    let Query(vraag) = vraag.map_err(|_| onbekend())?;
    let weergave = match vraag.taal.as_deref() {
        None | Some("nl") => &portaal.weergaven.nl,
        Some("en") => &portaal.weergaven.en,
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

/// RFC 9110 §13.1.2: a list of ETags, compared weakly.
fn noemt(bekend: &HeaderValue, etag: &HeaderValue) -> bool {
    let (Ok(bekend), Ok(etag)) = (bekend.to_str(), etag.to_str()) else { return false };
    let etag = etag.trim_start_matches("W/");
    bekend.split(',').map(|een| een.trim().trim_start_matches("W/")).any(|een| een == "*" || een == etag)
}
