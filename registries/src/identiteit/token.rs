//! The token endpoint: RFC 6749 §4.1.3 and §5, RFC 7636 §4.6, OpenID Connect Core §3.1.3.

use super::kluis::willekeurig;
use super::parameters::Parameters;
use super::{Client, Code, Codestand, Identiteit, Login};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::RawFormRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

/// How long an ID token is good, in seconds. It only has to make the trip.
const ID_TOKEN_SECONDEN: i64 = 300;
/// The same as the life of an access token in its kluis.
const TOEGANG_SECONDEN: i64 = 300;

/// The errors of RFC 6749 §5.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tokenfout {
    InvalidRequest,
    /// With `true` when the client tried the Authorization header, which asks for a challenge in the answer.
    InvalidClient(bool),
    InvalidGrant,
    UnsupportedGrantType,
    ServerError,
}

impl IntoResponse for Tokenfout {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Tokenfout::InvalidRequest => (StatusCode::BAD_REQUEST, "invalid_request"),
            Tokenfout::InvalidClient(_) => (StatusCode::UNAUTHORIZED, "invalid_client"),
            Tokenfout::InvalidGrant => (StatusCode::BAD_REQUEST, "invalid_grant"),
            Tokenfout::UnsupportedGrantType => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
            Tokenfout::ServerError => (StatusCode::INTERNAL_SERVER_ERROR, "server_error"),
        };
        let mut antwoord = (status, NIET_BEWAREN, Json(json!({ "error": error }))).into_response();
        if self == Tokenfout::InvalidClient(true) {
            let uitdaging = header::HeaderValue::from_static("Basic realm=\"token\"");
            antwoord.headers_mut().insert(header::WWW_AUTHENTICATE, uitdaging);
        }
        antwoord
    }
}

const NIET_BEWAREN: [(header::HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "no-store"), (header::PRAGMA, "no-cache")];

/// Claims of the ID token. No BSN: an unencrypted token must not carry one (NL GOV).
#[derive(Serialize)]
struct IdToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    auth_time: i64,
    jti: String,
    nonce: &'a str,
    acr: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    represents: Option<Represents<'a>>,
}

/// On whose behalf (NL GOV, `represents`).
#[derive(Serialize)]
pub(super) struct Represents<'a> {
    iss: &'a str,
    sub: &'a str,
}

/// `POST /token`
pub(super) async fn token(
    State(identiteit): State<Arc<Identiteit>>,
    koppen: HeaderMap,
    parameters: Result<Parameters, RawFormRejection>,
) -> Result<Response, Tokenfout> {
    let parameters = parameters.map_err(|_| Tokenfout::InvalidRequest)?;
    if parameters.ongeldig() {
        return Err(Tokenfout::InvalidRequest);
    }
    let client = wie(&identiteit.opties.clients, &koppen, &parameters)?;
    match parameters.waarde("grant_type") {
        Some("authorization_code") => {}
        Some(_) => return Err(Tokenfout::UnsupportedGrantType),
        None => return Err(Tokenfout::InvalidRequest),
    }
    let code = parameters.waarde("code").ok_or(Tokenfout::InvalidRequest)?;
    let nu = identiteit.nu();
    let wissel = |code: &mut Code| wissel_in(&identiteit, client, &parameters, code);
    let (id_token, toegang) = identiteit.codes.met(nu, code, wissel).ok_or(Tokenfout::InvalidGrant)??;
    let antwoord = json!({
        "access_token": toegang,
        "token_type": "Bearer",
        "expires_in": TOEGANG_SECONDEN,
        "scope": "openid",
        "id_token": id_token,
    });
    Ok((NIET_BEWAREN, Json(antwoord)).into_response())
}

/// Uses the code up, whether it fits or not: a stolen one gets one try. Returns the ID token and the access token.
fn wissel_in(
    identiteit: &Identiteit,
    client: &Client,
    parameters: &Parameters,
    code: &mut Code,
) -> Result<(String, String), Tokenfout> {
    let stand = std::mem::replace(&mut code.stand, Codestand::Gebruikt { toegang: None });
    if let Codestand::Gebruikt { toegang } = stand {
        toegang.and_then(|toegang| identiteit.toegang.neem(identiteit.nu(), &toegang));
        return Err(Tokenfout::InvalidGrant);
    }
    let aanvraag = &code.aanvraag;
    let redirect_uri = parameters.waarde("redirect_uri").ok_or(Tokenfout::InvalidRequest)?;
    let verifier = parameters.waarde("code_verifier").ok_or(Tokenfout::InvalidRequest)?;
    let past = aanvraag.client_id == client.client_id
        && aanvraag.redirect_uri.as_str() == redirect_uri
        && gelijk(&challenge(verifier), &aanvraag.code_challenge);
    if !past {
        return Err(Tokenfout::InvalidGrant);
    }
    let id_token = id_token(identiteit, code)?;
    let toegang = identiteit.toegang.leg(identiteit.nu(), code.login.clone());
    code.stand = Codestand::Gebruikt { toegang: Some(toegang.clone()) };
    Ok((id_token, toegang))
}

fn id_token(identiteit: &Identiteit, code: &Code) -> Result<String, Tokenfout> {
    let iat = identiteit.nu().unix_timestamp();
    let claims = IdToken {
        iss: identiteit.issuer(),
        sub: &code.login.sub,
        aud: &code.aanvraag.client_id,
        exp: iat + ID_TOKEN_SECONDEN,
        iat,
        auth_time: code.login.auth_time.unix_timestamp(),
        jti: willekeurig(),
        nonce: &code.aanvraag.nonce,
        acr: code.login.niveau.acr(),
        represents: represents(identiteit, &code.login),
    };
    identiteit.sleutel.onderteken(&claims).map_err(|fout| {
        tracing::error!(fout = &fout as &dyn std::error::Error, "the ID token could not be signed");
        Tokenfout::ServerError
    })
}

/// The represented person, without their BSN.
pub(super) fn represents<'a>(identiteit: &'a Identiteit, login: &'a Login) -> Option<Represents<'a>> {
    login.namens.as_deref().map(|sub| Represents { iss: identiteit.issuer(), sub })
}

/// The client that proves to be itself, by header or by form but not by both (RFC 6749 §2.3.1).
fn wie<'a>(
    clients: &'a [Client],
    koppen: &HeaderMap,
    parameters: &Parameters,
) -> Result<&'a Client, Tokenfout> {
    let in_formulier = parameters.waarde("client_secret");
    let (client_id, geheim, met_kop) = match (koppen.get(header::AUTHORIZATION), in_formulier) {
        (Some(_), Some(_)) => return Err(Tokenfout::InvalidRequest),
        (Some(kop), None) => {
            let (client_id, geheim) = basic(kop.as_bytes()).ok_or(Tokenfout::InvalidClient(true))?;
            (client_id, geheim, true)
        }
        (None, geheim) => {
            let client_id = parameters.waarde("client_id").unwrap_or_default();
            (client_id.to_owned(), geheim.unwrap_or_default().to_owned(), false)
        }
    };
    clients
        .iter()
        .find(|client| client.client_id == client_id && gelijk(&client.client_secret, &geheim))
        .ok_or(Tokenfout::InvalidClient(met_kop))
}

/// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1).
fn basic(kop: &[u8]) -> Option<(String, String)> {
    let (schema, rest) = kop.split_at_checked(6)?;
    if !schema.eq_ignore_ascii_case(b"basic ") {
        return None;
    }
    let paar = String::from_utf8(STANDARD.decode(rest.trim_ascii()).ok()?).ok()?;
    let (client_id, geheim) = paar.split_once(':')?;
    let ontcijfer = |deel: &str| {
        let volledig = format!("x={deel}");
        url::form_urlencoded::parse(volledig.as_bytes()).next().map(|(_, waarde)| waarde.into_owned())
    };
    Some((ontcijfer(client_id)?, ontcijfer(geheim)?))
}

/// S256 of RFC 7636 §4.2. A verifier of another form than §4.1 allows gives a challenge that nobody has.
fn challenge(verifier: &str) -> String {
    let teken = |teken: u8| teken.is_ascii_alphanumeric() || matches!(teken, b'-' | b'.' | b'_' | b'~');
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(teken) {
        return String::new();
    }
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
}

/// Equal, in a time that does not tell where they differ.
fn gelijk(een: &str, ander: &str) -> bool {
    verify_slices_are_equal(een.as_bytes(), ander.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7636, appendix B.
    #[test]
    fn makes_the_challenge_of_the_rfc() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert_eq!(challenge("short"), "");
    }

    #[test]
    fn reads_basic_credentials() {
        // "klant%3Abeeld:ge+heim%2B" in base64.
        let kop = format!("bAsIc {}", STANDARD.encode("klant%3Abeeld:ge+heim%2B"));
        assert_eq!(basic(kop.as_bytes()), Some(("klant:beeld".into(), "ge heim+".into())));
        for fout in ["", "Basic", "Basic !", "Bearer abc", "Basic YWJj"] {
            assert_eq!(basic(fout.as_bytes()), None, "{fout}");
        }
    }
}
