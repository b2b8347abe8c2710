//! `POST /auth/uit`: ends the session here, and says where the browser ends it at the identity provider.

use crate::http::{Fout, Portaal, cookies};
use crate::store::Sleutel;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use contract::sessie::Uitgelogd;
use std::time::Duration;

/// How long somebody who logs out waits for the identity provider to say where its own logout is.
const TERMIJN: Duration = Duration::from_secs(2);

/// Logging out always succeeds for the browser, also when there was no session any more.
pub(in crate::http) async fn uit(State(portaal): State<Portaal>, headers: HeaderMap) -> Response {
    let gesloten = match cookies::lees(&headers, cookies::SESSIE) {
        Some(token) => portaal.sessies.sluit(&Sleutel::van(token)).await,
        None => Ok(()),
    };
    let mut antwoord = match gesloten {
        Ok(()) => {
            let verder = tokio::time::timeout(TERMIJN, portaal.oidc.uitlog_url()).await;
            let verder = verder.unwrap_or_else(|_| portaal.oidc.uitgelogd_url().to_owned());
            Json(Uitgelogd { verder }).into_response()
        }
        Err(fout) => Fout::Store(fout).into_response(),
    };
    let kop = antwoord.headers_mut();
    kop.append(header::SET_COOKIE, cookies::wis(cookies::SESSIE));
    // What the browser kept of this person goes too; the chosen language is no personal data and stays.
    kop.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    antwoord
}
