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
    match voltooi(&portaal, &headers, vraag).await {
        Ok(voltooid) => {
            metrics::counter!("inloggen_total").increment(1);
            let mut antwoord = ga_naar(&voltooid.terug);
            antwoord.headers_mut().append(header::SET_COOKIE, cookies::sessie(&voltooid.token));
            antwoord.headers_mut().append(header::SET_COOKIE, cookies::wis(cookies::INLOGGEN));
            antwoord
        }
        // The cookie stays: another tab of this browser may still be on its way back.
        Err(fout) => mislukt(&fout),
    }
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
