//! Moves the clock of the gateway and the stand-ins.

use super::Opties;
use super::problem::Fout;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// Ten years: enough to outlive anything that is kept.
const VOORUIT_MAX_SECONDEN: i64 = 10 * 365 * 24 * 3600;

/// How the clock must move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Klokverzet {
    Vooruit(Duration),
    Nu(OffsetDateTime),
}

/// Moves the shared clock.
pub type KlokZetter = Arc<dyn Fn(Klokverzet) + Send + Sync>;

/// One of the two, not both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Verzoek {
    #[serde(default)]
    pub(super) vooruit_seconden: Option<i64>,
    #[serde(default)]
    pub(super) nu: Option<String>,
}

impl TryFrom<Verzoek> for Klokverzet {
    type Error = Fout;

    fn try_from(verzoek: Verzoek) -> Result<Self, Fout> {
        match (verzoek.vooruit_seconden, verzoek.nu) {
            (Some(seconden), None) if (0..=VOORUIT_MAX_SECONDEN).contains(&seconden) => {
                Ok(Klokverzet::Vooruit(Duration::seconds(seconden)))
            }
            (Some(_), None) => Err(Fout::ongeldig("vooruitSeconden is 0 tot en met tien jaar.")),
            (None, Some(nu)) => OffsetDateTime::parse(&nu, &Rfc3339)
                .ok()
                .filter(|nu| (1970..=2200).contains(&nu.year()))
                .map(Klokverzet::Nu)
                .ok_or_else(|| {
                    Fout::ongeldig("nu is een tijdstip volgens RFC 3339, van 1970 tot en met 2200.")
                }),
            _ => Err(Fout::ongeldig("Geef vooruitSeconden of nu.")),
        }
    }
}

/// `POST /demo/v1/klok`: 204.
pub(super) async fn zet(
    State(opties): State<Arc<Opties>>,
    verzoek: Result<Json<Verzoek>, JsonRejection>,
) -> Result<StatusCode, Fout> {
    let Json(verzoek) = verzoek?;
    (opties.klok_zetter)(verzoek.try_into()?);
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /demo/v1/klok`: what time it is.
pub(super) async fn toon(State(opties): State<Arc<Opties>>) -> Json<Value> {
    Json(json!({ "nu": (opties.klok)().format(&Rfc3339).unwrap_or_default() }))
}
