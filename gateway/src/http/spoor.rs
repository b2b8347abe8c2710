//! The outermost layer: gives each request its trace id, counts it, and writes one line about it.

use super::Portaal;
use crate::telemetrie::Spoor;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use contract::Problem;
use std::time::Instant;
use tracing::Instrument as _;

/// Our own problems are a few hundred bytes.
const PROBLEM_BYTES_MAX: usize = 64 * 1024;
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

    let antwoord = verder.run(verzoek).instrument(span.clone()).await;
    let mut antwoord = noem_spoor(antwoord, &spoor).await;

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

/// A problem says which trace it belongs to: that is what somebody can quote when they ask for help.
async fn noem_spoor(antwoord: Response, spoor: &Spoor) -> Response {
    if antwoord.headers().get(header::CONTENT_TYPE).is_none_or(|soort| soort != "application/problem+json") {
        return antwoord;
    }
    let (mut kop, lichaam) = antwoord.into_parts();
    let bytes = to_bytes(lichaam, PROBLEM_BYTES_MAX).await.unwrap_or_default();
    let Ok(mut problem) = serde_json::from_slice::<Problem>(&bytes) else {
        return Response::from_parts(kop, Body::from(bytes));
    };
    problem.instance = Some(format!("urn:trace:{}", spoor.trace_id));
    kop.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(kop, Body::from(serde_json::to_vec(&problem).unwrap_or_default()))
}
