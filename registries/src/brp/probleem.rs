//! Errors as the standard reports them: `application/problem+json`.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::verzoek::FouteParameter;
use crate::voorraad::VoorraadFout;

/// The path of the only resource of the API Personen.
pub(super) const PAD: &str = "/haalcentraal/api/brp/personen";

/// A refusal.
#[derive(Debug)]
pub(crate) enum Probleem {
    Parameters(Vec<FouteParameter>),
    Onleesbaar,
    TeGroot,
    Sleutel,
    Doel,
    NietGevonden,
    Methode,
    Accept,
    ContentType,
    Intern,
}

impl Probleem {
    fn delen(&self) -> (StatusCode, &'static str, &'static str, &'static str, String) {
        let parameters = "Een of meerdere parameters zijn niet correct.";
        let (status, sectie, titel, code, detail) = match self {
            Self::Parameters(fouten) => {
                let namen: Vec<_> = fouten.iter().map(|fout| fout.naam.as_str()).collect();
                let detail = format!("De foutieve parameter(s) zijn: {}.", namen.join(", "));
                return (StatusCode::BAD_REQUEST, "6.5.1", parameters, "paramsValidation", detail);
            }
            Self::Onleesbaar => (
                StatusCode::BAD_REQUEST,
                "6.5.1",
                parameters,
                "paramsValidation",
                "Het verzoek is geen JSON object.",
            ),
            Self::TeGroot => {
                (StatusCode::BAD_REQUEST, "6.5.1", parameters, "paramsValidation", "Het verzoek is te groot.")
            }
            Self::Sleutel => (
                StatusCode::UNAUTHORIZED,
                "3.1",
                "Niet correct geauthenticeerd.",
                "authentication",
                "Geef een geldige sleutel in de header x-api-key.",
            ),
            Self::Doel => (
                StatusCode::FORBIDDEN,
                "6.5.3",
                "U bent niet geautoriseerd voor deze operatie.",
                "autorisation",
                "De headers x-doelbinding, x-verwerking, x-gebruiker en x-origin-oin zijn verplicht.",
            ),
            Self::NietGevonden => (
                StatusCode::NOT_FOUND,
                "6.5.4",
                "Opgevraagde resource bestaat niet.",
                "notFound",
                "Deze API kent dit pad niet.",
            ),
            Self::Methode => (
                StatusCode::METHOD_NOT_ALLOWED,
                "6.5.5",
                "Deze methode is niet toegestaan.",
                "methodNotAllowed",
                "Gebruik POST.",
            ),
            Self::Accept => (
                StatusCode::NOT_ACCEPTABLE,
                "6.5.6",
                "Gevraagde contenttype wordt niet ondersteund.",
                "notAcceptable",
                "Deze API antwoordt in application json.",
            ),
            Self::ContentType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "6.5.13",
                "Media Type wordt niet ondersteund.",
                "unsupportedMediaType",
                "Deze API leest application json in utf-8.",
            ),
            Self::Intern => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "6.6.1",
                "Interne server fout.",
                "serverError",
                "De vraag kon niet worden beantwoord.",
            ),
        };
        (status, sectie, titel, code, detail.to_owned())
    }
}

impl Probleem {
    /// The refusal of a question that came in on this path, its `instance`.
    pub(crate) fn antwoord(&self, pad: &str) -> Response {
        let (status, sectie, titel, code, detail) = self.delen();
        let rfc = if status == StatusCode::UNAUTHORIZED { "rfc7235" } else { "rfc7231" };
        let mut probleem = json!({
            "type": format!("https://datatracker.ietf.org/doc/html/{rfc}#section-{sectie}"),
            "title": titel,
            "status": status.as_u16(),
            "detail": detail,
            "instance": pad,
            "code": code,
        });
        if let Self::Parameters(fouten) = self {
            let fout = |f: &FouteParameter| json!({"name": f.naam, "code": f.code, "reason": f.reden});
            probleem["invalidParams"] = Value::Array(fouten.iter().map(fout).collect());
        }
        let mut antwoord = (status, probleem.to_string()).into_response();
        let koppen = antwoord.headers_mut();
        koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match self {
            Self::Sleutel => _ = koppen.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("ApiKey")),
            Self::Methode => _ = koppen.insert(header::ALLOW, HeaderValue::from_static("POST")),
            _ => {}
        }
        antwoord
    }
}

impl IntoResponse for Probleem {
    fn into_response(self) -> Response {
        self.antwoord(PAD)
    }
}

impl From<VoorraadFout> for Probleem {
    fn from(fout: VoorraadFout) -> Self {
        tracing::error!(%fout, "a stand-in beside the BRP could not answer");
        Self::Intern
    }
}
