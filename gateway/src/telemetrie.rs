//! Logs, metrics and trace ids.
//!
//! A log line holds no personal data: no BSN, no name, no value, no URL query. What it does hold is a trace id, which
//! the citizen sees in an error and the logboek keeps, so that one question can be followed everywhere.

use crate::logboek::{SpanId, TraceId};
use crate::willekeur::Willekeur;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

/// W3C Trace Context ids of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoor {
    pub trace_id: TraceId,
    pub span_id: SpanId,
}

impl Spoor {
    /// Ids from outside are not taken over: a browser could choose another's.
    pub fn nieuw(willekeur: &Willekeur) -> Self {
        willekeur.met(|rng| Self { trace_id: TraceId::nieuw(rng), span_id: SpanId::nieuw(rng) })
    }
}

/// Structured lines on standard output; the level from `RUST_LOG`, else `info`.
pub fn begin_loggen(json: bool) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn,hyper=warn"));
    let regels = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first one's lines.
    let _ = if json { regels.json().try_init() } else { regels.compact().try_init() };
}

/// The one recorder of this process.
pub fn metingen() -> &'static PrometheusHandle {
    static HANDVAT: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDVAT.get_or_init(|| {
        let bouwer = PrometheusBuilder::new()
            .set_buckets(&[0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0])
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = bouwer.build_recorder();
        let handvat = recorder.handle();
        // Another recorder can only be there when a test set one; then its numbers win.
        let _ = metrics::set_global_recorder(recorder);
        handvat
    })
}
