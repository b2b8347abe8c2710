//! For those who run the portal: `/health/live`, `/health/ready`, `/metrics`.
//!
//! `serve` puts these on an address of their own, which is not for the internet.

use crate::store::Store;
use crate::telemetrie;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

pub fn router(store: Store) -> Router {
    Router::new()
        .route("/health/live", get(leeft))
        .route("/health/ready", get(gereed))
        .route("/metrics", get(metingen))
        .with_state(store)
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
