//! Refusals of the case system: `application/problem+json` (RFC 9457). No text of it holds a value of a citizen.

use super::bron::Bronfout;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why something was not done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Probleem {
    /// What is wrong, each by itself.
    Ongeldig(Vec<String>),
    /// Without the key or the token.
    Sleutel,
    /// Who asks may not do this.
    Geweigerd(&'static str),
    NietGevonden,
    Methode,
    /// It does not fit with how things stand.
    Conflict(String),
    TeGroot,
    Vorm,
    Storing,
}

impl Probleem {
    pub(crate) fn ongeldig(wat: impl Into<String>) -> Self {
        Self::Ongeldig(vec![wat.into()])
    }

    pub(crate) fn conflict(wat: impl Into<String>) -> Self {
        Self::Conflict(wat.into())
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Ongeldig(_) => StatusCode::BAD_REQUEST,
            Self::Sleutel => StatusCode::UNAUTHORIZED,
            Self::Geweigerd(_) => StatusCode::FORBIDDEN,
            Self::NietGevonden => StatusCode::NOT_FOUND,
            Self::Methode => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TeGroot => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Vorm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Storing => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What happened, for a person.
    pub(crate) fn tekst(&self) -> String {
        match self {
            Self::Ongeldig(fouten) => fouten.join(" "),
            Self::Sleutel => "De sleutel ontbreekt of is niet goed.".into(),
            Self::Geweigerd(waarom) => (*waarom).into(),
            Self::NietGevonden => "Dit is er niet.".into(),
            Self::Methode => "Dit kan hier niet.".into(),
            Self::Conflict(waarom) => waarom.clone(),
            Self::TeGroot => "Het bericht is te groot.".into(),
            Self::Vorm => "Het bericht heeft niet de goede vorm.".into(),
            Self::Storing => "Het zaaksysteem heeft een storing.".into(),
        }
    }
}

impl From<sqlx::Error> for Probleem {
    fn from(fout: sqlx::Error) -> Self {
        tracing::error!(
            fout = &fout as &dyn std::error::Error,
            "the case system of the holders does not answer"
        );
        Self::Storing
    }
}

impl From<serde_json::Error> for Probleem {
    fn from(fout: serde_json::Error) -> Self {
        tracing::error!(fout = &fout as &dyn std::error::Error, "a case of the holders cannot be read");
        Self::Storing
    }
}

impl From<Bronfout> for Probleem {
    fn from(fout: Bronfout) -> Self {
        match fout {
            Bronfout::KanNiet(tekst) => Self::Conflict(tekst),
            fout => {
                tracing::error!(
                    fout = &fout as &dyn std::error::Error,
                    "a registration could not be changed"
                );
                Self::Storing
            }
        }
    }
}

impl IntoResponse for Probleem {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut bericht = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or_default(),
            "status": status.as_u16(),
            "detail": self.tekst(),
        });
        if let Self::Ongeldig(fouten) = self {
            bericht["fouten"] = json!(fouten);
        }
        let mut antwoord = (status, Json(bericht)).into_response();
        let koppen = antwoord.headers_mut();
        koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        antwoord
    }
}
