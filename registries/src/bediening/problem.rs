//! Errors of demo control: `application/problem+json`, as everywhere in the portal.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{Problem, ProblemType};

/// An error answer.
pub(super) struct Fout(Box<Problem>);

impl Fout {
    fn nieuw(soort: ProblemType, detail: impl Into<String>) -> Self {
        Self(Box::new(Problem::nieuw(soort, detail)))
    }

    pub(super) fn ongeldig(detail: impl Into<String>) -> Self {
        Self::nieuw(ProblemType::OngeldigVerzoek, detail)
    }

    pub(super) fn niet_gevonden(detail: impl Into<String>) -> Self {
        Self::nieuw(ProblemType::NietGevonden, detail)
    }

    /// What went wrong, for a person.
    pub(super) fn detail(&self) -> &str {
        &self.0.detail
    }
}

impl From<JsonRejection> for Fout {
    /// The parser's own text may repeat a value of the body, so it is not passed on.
    fn from(reden: JsonRejection) -> Self {
        match reden {
            JsonRejection::MissingJsonContentType(_) => {
                Self::nieuw(ProblemType::VerkeerdeVorm, "De body moet application/json zijn.")
            }
            JsonRejection::BytesRejection(_) => Self::nieuw(ProblemType::TeGroot, "De body is te groot."),
            _ => Self::ongeldig("De body is geen JSON met alleen de bekende velden."),
        }
    }
}

impl IntoResponse for Fout {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut antwoord = (status, Json(self.0)).into_response();
        let soort = header::HeaderValue::from_static("application/problem+json");
        antwoord.headers_mut().insert(header::CONTENT_TYPE, soort);
        antwoord
    }
}
