//! OpenID Connect RP-Initiated Logout 1.0. There is no session here to end; what is left is the way back.

use super::parameters::Parameters;
use super::{Client, Identiteit, Taal, pagina};
use axum::extract::State;
use axum::extract::rejection::RawFormRejection;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Clone, Deserialize)]
struct Hint {
    aud: String,
}

/// What a request asks for, once it has been found right.
enum Einde {
    /// Nowhere to go back to.
    Hier,
    Terug(url::Url),
}

/// `GET` and `POST /logout`
pub(super) async fn uitloggen(
    State(identiteit): State<Arc<Identiteit>>,
    parameters: Result<Parameters, RawFormRejection>,
) -> Response {
    let parameters = parameters.unwrap_or_default();
    let taal = Taal::uit(parameters.waarde("ui_locales"));
    match einde(&identiteit, &parameters) {
        Ok(Einde::Terug(adres)) => Redirect::to(adres.as_str()).into_response(),
        Ok(Einde::Hier) => pagina::uitgelogd(&identiteit, taal),
        Err(Onjuist) => pagina::fout(&identiteit, taal, pagina::Fout::OnbekendeClient),
    }
}

/// The request is not right; then nobody is redirected (§3).
struct Onjuist;

fn einde(identiteit: &Identiteit, parameters: &Parameters) -> Result<Einde, Onjuist> {
    if parameters.ongeldig() {
        return Err(Onjuist);
    }
    let client = client(identiteit, parameters)?;
    let Some(gevraagd) = parameters.waarde("post_logout_redirect_uri") else { return Ok(Einde::Hier) };
    let adressen = &client.ok_or(Onjuist)?.post_logout_redirect_uris;
    let mut adres = adressen.iter().find(|adres| adres.as_str() == gevraagd).ok_or(Onjuist)?.clone();
    if let Some(state) = parameters.waarde("state") {
        adres.query_pairs_mut().append_pair("state", state);
    }
    Ok(Einde::Terug(adres))
}

/// The client by its hint, its id, or both when they agree; `None` when it gave neither.
fn client<'a>(identiteit: &'a Identiteit, parameters: &Parameters) -> Result<Option<&'a Client>, Onjuist> {
    let genoemd = parameters.waarde("client_id").map(ToOwned::to_owned);
    let lees = |hint| identiteit.sleutel.herken::<Hint>(hint, identiteit.issuer()).ok_or(Onjuist);
    let uit_hint = parameters.waarde("id_token_hint").map(lees).transpose()?.map(|hint| hint.aud);
    if genoemd.is_some() && uit_hint.is_some() && genoemd != uit_hint {
        return Err(Onjuist);
    }
    let Some(client_id) = uit_hint.or(genoemd) else { return Ok(None) };
    let client = identiteit.opties.clients.iter().find(|client| client.client_id == client_id);
    client.map(Some).ok_or(Onjuist)
}
