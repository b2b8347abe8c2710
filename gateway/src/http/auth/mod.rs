//! The login: three navigations. They answer with redirects, not with problems: a person is looking.

pub(super) mod start;
pub(super) mod terug;
pub(super) mod uit;

use crate::themes::inloggen::InlogFout;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use contract::routes::Pagina;

/// 303: the browser goes on with a GET.
fn ga_naar(url: &str) -> Response {
    match HeaderValue::from_str(url) {
        Ok(url) => (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Back to the page *Inloggen*, which says what happened.
fn mislukt(fout: &InlogFout) -> Response {
    tracing::warn!(fout = %fout, "a login did not succeed");
    metrics::counter!("inloggen_mislukt_total", "fout" => fout.code()).increment(1);
    ga_naar(&format!("{}?fout={}", Pagina::Inloggen.pad(), fout.code()))
}
