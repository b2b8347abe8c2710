//! What a client must know: OpenID Connect Discovery 1.0 and the public key.

use super::Identiteit;
use super::aanvraag::Niveau;
use axum::Json;
use axum::extract::State;
use jsonwebtoken::jwk::JwkSet;
use serde_json::{Value, json};
use std::sync::Arc;

/// `GET /.well-known/openid-configuration`
pub(super) async fn configuratie(State(identiteit): State<Arc<Identiteit>>) -> Json<Value> {
    let issuer = identiteit.issuer();
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "end_session_endpoint": format!("{issuer}/logout"),
        "scopes_supported": ["openid"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "acr_values_supported": Niveau::ALLE.map(Niveau::acr),
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "jti", "nonce", "auth_time", "acr", "bsn", "represents"],
        "ui_locales_supported": ["nl", "en"],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "authorization_response_iss_parameter_supported": true,
    }))
}

/// `GET /jwks`
pub(super) async fn jwks(State(identiteit): State<Arc<Identiteit>>) -> Json<JwkSet> {
    Json(identiteit.sleutel.jwks())
}
