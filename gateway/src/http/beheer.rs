//! For those who run the portal: `/health/live`, `/health/ready`, `/metrics`, and the switches for maintenance.
//!
//! `serve` puts these on an address of their own, which is not for the internet.

use super::Fout;
use crate::store::Store;
use crate::store::onderhoud::Tekst;
use crate::telemetrie;
use crate::themes::klantbeeld::onderhoud::{Onderhoud, Uitgeschakeld};
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRef, Path, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, put};
use axum::{Json, Router};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longer than any sentence for citizens needs to be.
const TEKST_MAX: usize = 500;

/// What these pages work on.
#[derive(Clone, FromRef)]
pub struct Beheer {
    pub store: Store,
    pub onderhoud: Onderhoud,
    /// Ids of the registrations of this portal.
    pub registraties: Arc<BTreeSet<String>>,
}

pub fn router(beheer: Beheer) -> Router {
    Router::new()
        .route("/health/live", get(leeft))
        .route("/health/ready", get(gereed))
        .route("/metrics", get(metingen))
        .route("/beheer/v1/onderhoud", get(lijst))
        .route("/beheer/v1/onderhoud/{registratie}", put(uit).delete(aan))
        .with_state(beheer)
}

async fn leeft() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], r#"{"status":"pass"}"#)
}

/// Ready when the store answers: without it nobody can log in and nothing may be looked up.
async fn gereed(State(store): State<Store>) -> impl IntoResponse {
    let (status, lichaam) = match store.gereed().await {
        Ok(()) => (StatusCode::OK, r#"{"status":"pass"}"#),
        Err(fout) => {
            tracing::error!(fout = %fout, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"fail"}"#)
        }
    };
    (status, [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], lichaam)
}

async fn metingen() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], telemetrie::metingen().render())
}

/// What is switched off now.
async fn lijst(State(onderhoud): State<Onderhoud>) -> Json<Uitgeschakeld> {
    Json(onderhoud.nu().await.as_ref().clone())
}

/// Switches a registration off: `{"nl": "…", "en": "…"}` is what citizens are told.
async fn uit(
    State(beheer): State<Beheer>,
    Path(registratie): Path<String>,
    tekst: Result<Json<Tekst>, JsonRejection>,
) -> Result<StatusCode, Fout> {
    if !beheer.registraties.contains(&registratie) {
        return Err(Fout::NietGevonden);
    }
    let ongeldig = |naam, reden| Fout::parameter("body", naam, reden);
    let Json(tekst) = tekst.map_err(|_| ongeldig("body", "Dit is geen JSON met nl en en."))?;
    for (taal, zin) in [("nl", &tekst.nl), ("en", &tekst.en)] {
        if zin.trim().is_empty() || zin.chars().count() > TEKST_MAX || zin.chars().any(char::is_control) {
            return Err(ongeldig(taal, "Dit moet een tekst van 1 tot 500 tekens op één regel zijn."));
        }
    }
    beheer.onderhoud.uit(&registratie, &tekst).await?;
    tracing::info!(registratie, "a registration was switched off for maintenance");
    Ok(StatusCode::NO_CONTENT)
}

/// Switches a registration on again; it does not matter whether it was off.
async fn aan(State(beheer): State<Beheer>, Path(registratie): Path<String>) -> Result<StatusCode, Fout> {
    if beheer.onderhoud.aan(&registratie).await? {
        tracing::info!(registratie, "a registration was switched on after maintenance");
    }
    Ok(StatusCode::NO_CONTENT)
}
