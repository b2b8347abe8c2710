//! `POST /auth/uit`: ends the session here, and says where the browser ends it at the identity provider.

use crate::http::{Fout, Portaal, cookies};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use contract::sessie::Uitgelogd;

/// Logging out always succeeds for the browser, also when there was no session any more.
pub(in crate::http) async fn uit(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
) -> Result<Response, Fout> {
    let id_token = match cookies::lees(&headers, cookies::SESSIE) {
        Some(token) => portaal.sessies.sluit(token).await?,
        None => None,
    };
    let verder = portaal.oidc.uitlog_url(id_token.as_deref()).await;
    let mut antwoord = Json(Uitgelogd { verder }).into_response();
    let kop = antwoord.headers_mut();
    kop.append(header::SET_COOKIE, cookies::wis(cookies::SESSIE));
    // What the browser kept of this person goes too; the chosen language is no personal data and stays.
    kop.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(antwoord)
}
