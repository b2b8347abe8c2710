//! Userinfo (OpenID Connect Core §5.3): the one place where the BSN is handed out, by the back channel.

use super::Identiteit;
use super::token::represents;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;
use std::sync::Arc;

/// `GET` and `POST /userinfo` with `Authorization: Bearer …`; 401 with a challenge (RFC 6750 §3) otherwise.
pub(super) async fn userinfo(State(identiteit): State<Arc<Identiteit>>, koppen: HeaderMap) -> Response {
    let Some(toegang) = bearer(&koppen) else { return geen_toegang("Bearer") };
    let login = identiteit.toegang.met(identiteit.nu(), toegang, |login| login.clone());
    let Some(login) = login else { return geen_toegang("Bearer error=\"invalid_token\"") };
    let mut claims = json!({ "sub": login.sub });
    if let Some(bsn) = &login.bsn {
        claims["bsn"] = json!(bsn);
    }
    if let Some(represents) = represents(&identiteit, &login) {
        claims["represents"] = json!(represents);
    }
    ([(header::CACHE_CONTROL, "no-store")], Json(claims)).into_response()
}

fn bearer(koppen: &HeaderMap) -> Option<&str> {
    let (schema, toegang) = koppen.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    schema.eq_ignore_ascii_case("bearer").then_some(toegang.trim())
}

fn geen_toegang(uitdaging: &'static str) -> Response {
    (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, uitdaging)]).into_response()
}
