//! Headers that every answer carries (NL API Design Rules `/core/transport/security-headers`; OWASP ASVS 5.0 V3.4).

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The content security policy of the app; constant per release, because it names the hash of the one inline script.
#[derive(Clone)]
pub(super) struct Beleid(pub(super) Arc<HeaderValue>);

const VAST: [(&str, &str); 7] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Adds the security headers. What a handler set itself is left as it is.
pub(super) async fn beveilig(State(beleid): State<Beleid>, verzoek: Request, verder: Next) -> Response {
    let mut antwoord = verder.run(verzoek).await;
    let headers = antwoord.headers_mut();
    for (naam, waarde) in VAST {
        headers.entry(HeaderName::from_static(naam)).or_insert(HeaderValue::from_static(waarde));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert((*beleid.0).clone());
    antwoord
}

/// No answer about a person is kept anywhere, unless a handler says that it is about nobody.
pub(super) async fn niet_bewaren(verzoek: Request, verder: Next) -> Response {
    let mut antwoord = verder.run(verzoek).await;
    antwoord.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    antwoord
}

/// `API-Version` on every answer of the API (`/core/version-header`).
pub(super) async fn api_versie(verzoek: Request, verder: Next) -> Response {
    let mut antwoord = verder.run(verzoek).await;
    antwoord.headers_mut().insert("api-version", HeaderValue::from_static(contract::routes::API_VERSION));
    antwoord
}
