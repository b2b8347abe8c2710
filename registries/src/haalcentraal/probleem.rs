//! Errors as every API of Haal Centraal reports them: `application/problem+json`.

use crate::voorraad::VoorraadFout;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A parameter that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FouteParameter {
    pub(crate) naam: String,
    pub(crate) code: &'static str,
    pub(crate) reden: String,
}

impl FouteParameter {
    pub(crate) fn nieuw(naam: &str, code: &'static str, reden: impl Into<String>) -> Self {
        Self { naam: naam.to_owned(), code, reden: reden.into() }
    }
}

/// A refusal.
#[derive(Clone, Debug)]
pub(crate) enum Probleem {
    Parameters(Vec<FouteParameter>),
    GeenParameters,
    /// Too few of the parameters that belong together.
    Minimum,
    /// Parameters that do not go together.
    Combinatie,
    Onleesbaar,
    TeGroot,
    TeveelResultaten,
    Sleutel,
    /// Who asks does not say for what.
    Doel,
    NietGevonden,
    Methode,
    Accept,
    Crs,
    ContentType,
    Intern,
}

impl From<VoorraadFout> for Probleem {
    fn from(fout: VoorraadFout) -> Self {
        tracing::error!(%fout, "a stand-in could not answer");
        Probleem::Intern
    }
}

impl Probleem {
    /// Status, title and code.
    fn delen(&self) -> (StatusCode, &'static str, &'static str) {
        const FOUT: StatusCode = StatusCode::BAD_REQUEST;
        match self {
            Self::Parameters(_) | Self::Onleesbaar | Self::TeGroot => {
                (FOUT, "Een of meerdere parameters zijn niet correct.", "paramsValidation")
            }
            Self::GeenParameters => {
                (FOUT, "Ten minste één parameter moet worden opgegeven.", "paramsRequired")
            }
            Self::Minimum => {
                (FOUT, "Minimale combinatie van parameters moet worden opgegeven.", "paramsCombination")
            }
            Self::Combinatie => {
                (FOUT, "De combinatie van opgegeven parameters is niet toegestaan.", "unsupportedCombi")
            }
            Self::TeveelResultaten => (FOUT, "Teveel zoekresultaten.", "tooManyResults"),
            Self::Sleutel => (StatusCode::UNAUTHORIZED, "Niet correct geauthenticeerd.", "authentication"),
            Self::Doel => {
                (StatusCode::FORBIDDEN, "U bent niet geautoriseerd voor deze operatie.", "autorisation")
            }
            Self::NietGevonden => (StatusCode::NOT_FOUND, "Opgevraagde resource bestaat niet.", "notFound"),
            Self::Methode => {
                (StatusCode::METHOD_NOT_ALLOWED, "Deze methode is niet toegestaan.", "methodNotAllowed")
            }
            Self::Accept => {
                (StatusCode::NOT_ACCEPTABLE, "Gevraagde contenttype wordt niet ondersteund.", "notAcceptable")
            }
            Self::Crs => (
                StatusCode::NOT_ACCEPTABLE,
                "Gevraagde coördinatenstelsel wordt niet ondersteund.",
                "crsNotAcceptable",
            ),
            Self::ContentType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Media Type wordt niet ondersteund.",
                "unsupportedMediaType",
            ),
            Self::Intern => (StatusCode::INTERNAL_SERVER_ERROR, "Interne server fout.", "serverError"),
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::Parameters(fouten) => {
                let namen: Vec<&str> = fouten.iter().map(|fout| fout.naam.as_str()).collect();
                return format!("De foutieve parameter(s) zijn: {}.", namen.join(", "));
            }
            Self::Onleesbaar => "Het verzoek is geen JSON object.",
            Self::TeGroot => "Het verzoek is te groot.",
            Self::Sleutel => "Geef een geldige sleutel in de header x-api-key.",
            Self::Doel => {
                "De headers x-doelbinding, x-verwerking, x-gebruiker en x-origin-oin zijn verplicht."
            }
            _ => "Het verzoek kan niet worden beantwoord.",
        }
        .to_owned()
    }

    /// The refusal of a request for this address.
    pub(crate) fn antwoord(&self, instantie: &str) -> Response {
        let (status, titel, code) = self.delen();
        // The standards refer to the section of RFC 2616 on the status: 10.4.1 is about 400, 10.5.1 about 500.
        let (soort, nummer) = (status.as_u16() / 100, status.as_u16() % 100 + 1);
        let mut bericht = json!({
            "type": format!("https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.{soort}.{nummer}"),
            "title": titel,
            "status": status.as_u16(),
            "detail": self.detail(),
            "instance": instantie,
            "code": code,
        });
        if let Self::Parameters(fouten) = self {
            let fout =
                |fout: &FouteParameter| json!({"name": fout.naam, "code": fout.code, "reason": fout.reden});
            bericht["invalidParams"] = fouten.iter().map(fout).collect();
        }
        let mut antwoord = (status, bericht.to_string()).into_response();
        let koppen = antwoord.headers_mut();
        koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if matches!(self, Self::Sleutel) {
            koppen.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("ApiKey"));
        }
        antwoord
    }
}

/// Where the whole address is not known, the body is left to who knows it.
impl IntoResponse for Probleem {
    fn into_response(self) -> Response {
        let mut antwoord = self.delen().0.into_response();
        antwoord.extensions_mut().insert(self);
        antwoord
    }
}
