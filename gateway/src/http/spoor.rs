//! The outermost layer: gives each request its trace id, counts it, and writes one line about it.

use super::Portaal;
use crate::telemetrie::Spoor;
use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;
use tracing::Instrument as _;

/// The header in which the citizen's browser gets the trace id; an error page can show it.
pub(super) const TRACE_HEADER: &str = "trace-id";

pub(super) async fn volg(State(portaal): State<Portaal>, mut verzoek: Request, verder: Next) -> Response {
    let spoor = Spoor::nieuw(&portaal.willekeur);
    let begin = Instant::now();
    // The pattern, not the path: a path may hold what somebody typed.
    let route = verzoek.extensions().get::<MatchedPath>().map_or("app", MatchedPath::as_str).to_owned();
    let methode = verzoek.method().clone();
    let span = tracing::info_span!("verzoek", trace_id = %spoor.trace_id);
    verzoek.extensions_mut().insert(spoor);

    let mut antwoord = verder.run(verzoek).instrument(span.clone()).await;

    let status = antwoord.status().as_u16();
    let duur = begin.elapsed();
    if let Ok(waarde) = HeaderValue::from_str(&spoor.trace_id.to_string()) {
        antwoord.headers_mut().insert(TRACE_HEADER, waarde);
    }
    metrics::histogram!("http_seconden", "route" => route.clone()).record(duur);
    metrics::counter!("http_total", "route" => route.clone(), "status" => status.to_string()).increment(1);
    span.in_scope(|| {
        let duur_ms = u64::try_from(duur.as_millis()).unwrap_or(u64::MAX);
        if status >= 500 {
            tracing::error!(%methode, route, status, duur_ms, "answered");
        } else {
            tracing::info!(%methode, route, status, duur_ms, "answered");
        }
    });
    antwoord
}
