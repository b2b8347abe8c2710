//! Errors as the BAG reports them: `application/problem+json`, with the codes of its own table.

use super::http::API_VERSIE;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A parameter that is not right.
#[derive(Debug)]
pub(super) struct Parameterfout {
    pub(super) naam: String,
    pub(super) code: &'static str,
    pub(super) reden: String,
}

/// A refusal.
#[derive(Debug)]
pub(super) enum Fout {
    Parameters(Vec<Parameterfout>),
    GeenParameter,
    Combinatie,
    NietSamen,
    Sleutel,
    NietGevonden,
    Methode,
    Accept,
    AnderCrs,
    GeenCrs,
    Intern,
}

impl Fout {
    /// Status, section of RFC 2616, title and code.
    fn delen(&self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Fout::Parameters(_) => (
                StatusCode::BAD_REQUEST,
                "10.4.1",
                "Een of meerdere parameters zijn niet correct.",
                "paramsValidation",
            ),
            Fout::GeenParameter => (
                StatusCode::BAD_REQUEST,
                "10.4.1",
                "Ten minste één parameter moet worden opgegeven.",
                "paramsRequired",
            ),
            Fout::Combinatie => (
                StatusCode::BAD_REQUEST,
                "10.4.1",
                "Minimale combinatie van parameters moet worden opgegeven.",
                "paramsCombination",
            ),
            Fout::NietSamen => (
                StatusCode::BAD_REQUEST,
                "10.4.1",
                "De combinatie van opgegeven parameters is niet toegestaan.",
                "unsupportedCombination",
            ),
            Fout::Sleutel => {
                (StatusCode::UNAUTHORIZED, "10.4.2", "Niet correct geauthenticeerd.", "authentication")
            }
            Fout::NietGevonden => {
                (StatusCode::NOT_FOUND, "10.4.5", "Opgevraagde resource bestaat niet.", "notFound")
            }
            Fout::Methode => (
                StatusCode::METHOD_NOT_ALLOWED,
                "10.4.6",
                "Deze methode is niet toegestaan",
                "methodNotAllowed",
            ),
            Fout::Accept => (
                StatusCode::NOT_ACCEPTABLE,
                "10.4.7",
                "Gevraagde contenttype wordt niet ondersteund.",
                "notAcceptable",
            ),
            Fout::AnderCrs => {
                (StatusCode::NOT_ACCEPTABLE, "10.4.7", "CRS niet ondersteund.", "crsNotAcceptable")
            }
            Fout::GeenCrs => (
                StatusCode::PRECONDITION_FAILED,
                "10.4.13",
                "Gewenste coördinatenstelsel voor geometrie moet worden opgegeven.",
                "acceptCrsMissing",
            ),
            Fout::Intern => {
                (StatusCode::INTERNAL_SERVER_ERROR, "10.5.1", "Interne server fout.", "serverError")
            }
        }
    }

    /// The answer to a request for `uri`.
    pub(super) fn antwoord(&self, uri: &Uri) -> Response {
        let (status, sectie, titel, code) = self.delen();
        let mut lichaam = json!({
            "status": status.as_u16(),
            "title": titel,
            "type": format!("https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec{sectie}"),
            "detail": format!("Het verzoek kan niet worden beantwoord ({code})."),
            "instance": uri.to_string(),
            "code": code,
        });
        if let Fout::Parameters(fouten) = self {
            lichaam["invalid-params"] = fouten.iter().map(Parameterfout::json).collect();
        }
        let koppen = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (API_VERSIE.0, API_VERSIE.1),
        ];
        (status, koppen, lichaam.to_string()).into_response()
    }
}

impl Parameterfout {
    fn json(&self) -> Value {
        json!({
            "type": format!("https://www.vng.nl/realisatie/api/validaties/{}", self.code),
            "name": self.naam,
            "code": self.code,
            "reason": self.reden,
        })
    }
}
