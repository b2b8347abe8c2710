//! `GET /auth/terug`: the identity provider sends the browser back, with a code or with an error.

use super::{ga_naar, mislukt};
use crate::http::{Portaal, cookies};
use crate::themes::inloggen::{InlogFout, Voltooid};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub(in crate::http) struct Vraag {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Ends the attempt: in a session, or back at the page *Inloggen*.
pub(in crate::http) async fn terug(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
    vraag: Result<Query<Vraag>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Query(vraag) = vraag.unwrap_or_default();
    let mut antwoord = match voltooi(&portaal, &headers, vraag).await {
        Ok(voltooid) => {
            sluit_oude(&portaal, &headers).await;
            metrics::counter!("inloggen_total").increment(1);
            let mut antwoord = ga_naar(&voltooid.terug);
            antwoord.headers_mut().append(header::SET_COOKIE, cookies::sessie(&voltooid.token));
            antwoord
        }
        Err(fout) => mislukt(&fout),
    };
    antwoord.headers_mut().append(header::SET_COOKIE, cookies::wis(cookies::INLOGGEN));
    antwoord
}

async fn voltooi(portaal: &Portaal, headers: &HeaderMap, vraag: Vraag) -> Result<Voltooid, InlogFout> {
    let browser = cookies::lees(headers, cookies::INLOGGEN);
    let state = vraag.state.ok_or(InlogFout::Verlopen)?;
    match (vraag.code, vraag.error) {
        (Some(code), None) => portaal.inloggen.voltooi(&state, browser, code).await,
        (_, Some(fout)) => Err(portaal.inloggen.breek_af(&state, browser, &fout).await),
        (None, None) => Err(InlogFout::Verlopen),
    }
}

/// A new login ends the session this browser had: nobody keeps two.
async fn sluit_oude(portaal: &Portaal, headers: &HeaderMap) {
    if let Some(token) = cookies::lees(headers, cookies::SESSIE)
        && let Err(fout) = portaal.sessies.sluit(token).await
    {
        tracing::warn!(fout = %fout, "an older session could not be ended");
    }
}
