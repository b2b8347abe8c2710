//! Judges an authorization request: OpenID Connect Core 1.0 §3.1.2, RFC 6749 §4.1.1, RFC 7636 and the NL GOV profile.

use super::parameters::Parameters;
use super::{Client, Taal};
use url::Url;

/// The longest `state` and `nonce` that are kept for a client.
const MEEGEVEN_MAX: usize = 512;

/// eIDAS level of assurance, as `acr` (NL GOV Assurance profile for OpenID Connect 1.0.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Niveau {
    Laag,
    Substantieel,
    Hoog,
}

impl Niveau {
    pub(crate) const ALLE: [Niveau; 3] = [Niveau::Laag, Niveau::Substantieel, Niveau::Hoog];

    /// The value of `acr`.
    pub(crate) const fn acr(self) -> &'static str {
        match self {
            Niveau::Laag => "http://eidas.europa.eu/LoA/low",
            Niveau::Substantieel => "http://eidas.europa.eu/LoA/substantial",
            Niveau::Hoog => "http://eidas.europa.eu/LoA/high",
        }
    }

    /// The value in the form of the login page.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Niveau::Laag => "laag",
            Niveau::Substantieel => "substantieel",
            Niveau::Hoog => "hoog",
        }
    }
}

/// A request that may be answered: everything needed to do so later.
#[derive(Clone)]
pub(crate) struct Aanvraag {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: Url,
    pub(crate) state: String,
    pub(crate) nonce: String,
    /// The S256 challenge: 43 characters base64url.
    pub(crate) code_challenge: String,
    /// The first level asked for that exists, else substantial.
    pub(crate) niveau: Niveau,
    pub(crate) taal: Taal,
}

/// Why a request is refused, and who may be told.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Weigering {
    /// The client or its address is not known: only the person is told, nobody is redirected (RFC 6749 §4.1.2.1).
    Onbekend,
    /// The client is told.
    Terug(Box<Terugmelding>),
}

/// An error answer to a client.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Terugmelding {
    pub(crate) redirect_uri: Url,
    pub(crate) state: Option<String>,
    pub(crate) error: &'static str,
    pub(crate) omschrijving: &'static str,
}

/// The request as it may be answered, or the refusal.
pub(crate) fn beoordeel(parameters: &Parameters, clients: &[Client]) -> Result<Aanvraag, Weigering> {
    let (client_id, redirect_uri) = afzender(parameters, clients).ok_or(Weigering::Onbekend)?;
    let state = parameters.waarde("state").filter(|state| state.len() <= MEEGEVEN_MAX);
    inhoud(parameters, client_id, &redirect_uri).map_err(|(error, omschrijving)| {
        let state = state.map(Into::into);
        Weigering::Terug(Box::new(Terugmelding { redirect_uri, state, error, omschrijving }))
    })
}

/// The client and the address, when they are registered together to the letter.
fn afzender<'a>(parameters: &Parameters, clients: &'a [Client]) -> Option<(&'a str, Url)> {
    let client =
        clients.iter().find(|client| Some(client.client_id.as_str()) == parameters.waarde("client_id"))?;
    let gevraagd = parameters.waarde("redirect_uri")?;
    let adres = client.redirect_uris.iter().find(|adres| adres.as_str() == gevraagd)?;
    Some((&client.client_id, adres.clone()))
}

type Fout = (&'static str, &'static str);

fn inhoud(parameters: &Parameters, client_id: &str, redirect_uri: &Url) -> Result<Aanvraag, Fout> {
    if parameters.ongeldig() {
        return Err(("invalid_request", "a parameter occurs twice or is too long"));
    }
    niet_ondersteund(parameters)?;
    let scope = parameters.waarde("scope").unwrap_or_default();
    if !scope.split(' ').any(|woord| woord == "openid") {
        return Err(("invalid_scope", "scope must contain openid"));
    }
    let meegegeven = |naam, fout| {
        parameters.waarde(naam).filter(|waarde| waarde.len() <= MEEGEVEN_MAX).ok_or(("invalid_request", fout))
    };
    let state = meegegeven("state", "state is required, at most 512 characters")?;
    let nonce = meegegeven("nonce", "nonce is required, at most 512 characters")?;
    let code_challenge = pkce(parameters)?;
    gedrag(parameters)?;
    Ok(Aanvraag {
        client_id: client_id.into(),
        redirect_uri: redirect_uri.clone(),
        state: state.into(),
        nonce: nonce.into(),
        code_challenge: code_challenge.into(),
        niveau: niveau(parameters),
        taal: Taal::uit(parameters.waarde("ui_locales")),
    })
}

fn niet_ondersteund(parameters: &Parameters) -> Result<(), Fout> {
    for (naam, error) in [
        ("request", "request_not_supported"),
        ("request_uri", "request_uri_not_supported"),
        ("registration", "registration_not_supported"),
    ] {
        if parameters.waarde(naam).is_some() {
            return Err((error, "this way of asking is not supported"));
        }
    }
    match parameters.waarde("response_type") {
        None => return Err(("invalid_request", "response_type is required")),
        Some("code") => {}
        Some(_) => {
            return Err(("unsupported_response_type", "only the authorization code flow is supported"));
        }
    }
    match parameters.waarde("response_mode") {
        None | Some("query") => Ok(()),
        Some(_) => Err(("invalid_request", "only response_mode query is supported")),
    }
}

/// The challenge of RFC 7636; `plain`, which is what an absent method means, is refused.
fn pkce(parameters: &Parameters) -> Result<&str, Fout> {
    if parameters.waarde("code_challenge_method") != Some("S256") {
        return Err(("invalid_request", "code_challenge_method must be S256"));
    }
    let base64url = |teken: u8| teken.is_ascii_alphanumeric() || matches!(teken, b'-' | b'_');
    parameters
        .waarde("code_challenge")
        .filter(|challenge| challenge.len() == 43 && challenge.bytes().all(base64url))
        .ok_or(("invalid_request", "code_challenge must be 43 characters base64url"))
}

/// `prompt` and `max_age`. Everybody logs in anew each time, so the only wish that cannot be met is "without asking".
fn gedrag(parameters: &Parameters) -> Result<(), Fout> {
    let prompt: Vec<&str> = parameters.waarde("prompt").unwrap_or_default().split_whitespace().collect();
    if !prompt.iter().all(|wens| matches!(*wens, "none" | "login" | "consent" | "select_account")) {
        return Err(("invalid_request", "prompt has an unknown value"));
    }
    if prompt.contains(&"none") {
        return Err(match prompt.len() {
            1 => ("login_required", "nobody is logged in"),
            _ => ("invalid_request", "prompt none goes with nothing else"),
        });
    }
    let max_age = parameters.waarde("max_age");
    if max_age.is_some_and(|seconden| seconden.parse::<u32>().is_err()) {
        return Err(("invalid_request", "max_age must be a number of seconds"));
    }
    Ok(())
}

/// `acr_values` is a wish (Core §3.1.2.1): what is not known is passed over.
fn niveau(parameters: &Parameters) -> Niveau {
    let wensen = parameters.waarde("acr_values").unwrap_or_default();
    let bekend = |wens: &str| Niveau::ALLE.into_iter().find(|niveau| niveau.acr() == wens);
    wensen.split(' ').find_map(bekend).unwrap_or(Niveau::Substantieel)
}
