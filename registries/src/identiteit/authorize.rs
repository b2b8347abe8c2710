//! The authorization endpoint: shows the login page, or says what is wrong with the request.

use super::aanvraag::{self, Terugmelding, Weigering};
use super::parameters::Parameters;
use super::{Identiteit, Taal, pagina};
use axum::extract::State;
use axum::extract::rejection::RawFormRejection;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Redirect, Response};
use std::sync::Arc;
use url::Url;

/// `GET` and `POST /authorize` (OpenID Connect Core §3.1.2.1 asks for both).
pub(super) async fn begin(
    State(identiteit): State<Arc<Identiteit>>,
    parameters: Result<Parameters, RawFormRejection>,
) -> Response {
    let parameters = parameters.unwrap_or_default();
    match aanvraag::beoordeel(&parameters, &identiteit.opties.clients) {
        Ok(aanvraag) => {
            let transactie = identiteit.transacties.leg(identiteit.nu(), aanvraag.clone());
            pagina::login(&identiteit, &aanvraag, &transactie, None)
        }
        Err(Weigering::Terug(melding)) => weiger(&identiteit, *melding),
        Err(Weigering::Onbekend) => pagina::fout(
            &identiteit,
            Taal::uit(parameters.waarde("ui_locales")),
            pagina::Fout::OnbekendeClient,
        ),
    }
}

/// Tells the client, by way of the browser, that it did not work out (RFC 6749 §4.1.2.1).
pub(super) fn weiger(identiteit: &Identiteit, melding: Terugmelding) -> Response {
    let mut velden = vec![("error", melding.error), ("error_description", melding.omschrijving)];
    velden.extend(melding.state.as_deref().map(|state| ("state", state)));
    terug(identiteit, melding.redirect_uri, &velden)
}

/// Sends the browser back. 303, so that a form is not posted again; with `iss` against mix-ups (RFC 9207).
pub(super) fn terug(identiteit: &Identiteit, mut adres: Url, velden: &[(&str, &str)]) -> Response {
    adres.query_pairs_mut().extend_pairs(velden).append_pair("iss", identiteit.issuer());
    ([(CACHE_CONTROL, "no-store")], Redirect::to(adres.as_str())).into_response()
}
