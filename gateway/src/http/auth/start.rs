//! `GET /auth/start?terug=&taal=`: on the way to the identity provider.

use super::{ga_naar, mislukt};
use crate::http::{Portaal, cookies};
use crate::themes::inloggen::Vertrek;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use contract::Taal;
use serde::Deserialize;

#[derive(Default, Deserialize)]
pub(in crate::http) struct Vraag {
    terug: Option<String>,
    taal: Option<String>,
}

/// Begins an attempt to log in.
pub(in crate::http) async fn start(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
    vraag: Result<Query<Vraag>, axum::extract::rejection::QueryRejection>,
) -> Response {
    let Query(vraag) = vraag.unwrap_or_default();
    // Cookies hold for one host. Somebody at another name of ours (localhost) goes to the real one first.
    if let Some(elders) = andere_naam(&portaal, &headers) {
        return ga_naar(&elders);
    }
    let taal = if vraag.taal.as_deref() == Some("en") { Taal::En } else { Taal::Nl };
    let vertrek = Vertrek {
        terug: vraag.terug.as_deref(),
        taal,
        browser: cookies::lees(&headers, cookies::INLOGGEN),
        sessie: cookies::lees(&headers, cookies::SESSIE),
    };
    match portaal.inloggen.begin(vertrek).await {
        Ok(begonnen) => {
            let mut antwoord = ga_naar(&begonnen.url);
            antwoord.headers_mut().append(header::SET_COOKIE, cookies::inloggen(&begonnen.browser));
            antwoord
        }
        Err(fout) => mislukt(&fout),
    }
}

/// On one's own machine `localhost` and `127.0.0.1` are the same place, but not for a cookie. Elsewhere the proxy in
/// front decides on names.
fn andere_naam(portaal: &Portaal, headers: &HeaderMap) -> Option<String> {
    let naam = headers.get(header::HOST)?.to_str().ok()?;
    let naam = naam.rsplit_once(':').map_or(naam, |(naam, _)| naam);
    let hier = portaal.config.publieke_url.host_str() == Some("127.0.0.1");
    (hier && naam == "localhost").then(|| portaal.config.absoluut(contract::routes::AUTH_START))
}
