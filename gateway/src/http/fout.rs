//! Errors towards the browser.
//!
//! A handler returns [`Fout`]; its variant fixes type, title and status ([`ProblemType`]). What caused it goes in the
//! log line with the trace id; the browser gets the trace id and a sentence.

use crate::logboek::LogboekFout;
use crate::store::StoreFout;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::Parameterfout;
use contract::{Problem, ProblemType};

/// Whatever a handler can answer instead of a success.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    #[error("a parameter is wrong")]
    OngeldigVerzoek(Vec<Parameterfout>),
    #[error("there is no session")]
    NietIngelogd,
    #[error("the request does not come from our own page")]
    Geweigerd,
    #[error("there is no such resource")]
    NietGevonden,
    #[error("the method is not for this resource")]
    MethodeKanNiet,
    #[error("the store does not work: {0}")]
    Store(#[from] StoreFout),
}

impl From<LogboekFout> for Fout {
    fn from(LogboekFout::Store(fout): LogboekFout) -> Self {
        Fout::Store(fout)
    }
}

impl Fout {
    /// One wrong parameter.
    pub fn parameter(plek: &str, naam: &str, detail: impl Into<String>) -> Self {
        Fout::OngeldigVerzoek(vec![Parameterfout {
            plek: plek.into(),
            name: naam.into(),
            detail: detail.into(),
        }])
    }

    fn problem(self) -> Problem {
        let (soort, detail) = match &self {
            Fout::OngeldigVerzoek(_) => {
                (ProblemType::OngeldigVerzoek, "Niet alle gegevens in het verzoek kloppen.")
            }
            Fout::NietIngelogd => (ProblemType::NietIngelogd, "Log in om verder te gaan."),
            Fout::Geweigerd => {
                (ProblemType::Geweigerd, "Dit verzoek kwam niet van een pagina van dit portaal.")
            }
            Fout::NietGevonden => (ProblemType::NietGevonden, "Wat u zoekt, is er niet of is niet voor u."),
            Fout::MethodeKanNiet => (ProblemType::MethodeKanNiet, "Dit kan niet met deze methode."),
            Fout::Store(_) => (
                ProblemType::NuNiet,
                "Wij kunnen nu even niet bij onze gegevens. Probeer het straks opnieuw.",
            ),
        };
        let mut problem = Problem::nieuw(soort, detail);
        if let Fout::OngeldigVerzoek(fouten) = self {
            problem.errors = fouten;
        }
        problem
    }
}

impl IntoResponse for Fout {
    fn into_response(self) -> Response {
        if let Fout::Store(fout) = &self {
            tracing::error!(fout = %fout, "the store does not work");
        }
        antwoord(&self.problem())
    }
}

/// A problem as an answer. The layer `spoor` adds the trace id to its header.
pub(super) fn antwoord(problem: &Problem) -> Response {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let lichaam = serde_json::to_vec(problem).unwrap_or_default();
    let soort = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, soort)], lichaam).into_response()
}

/// What a panic in a handler becomes. The panic itself is in the log; the browser learns that it was us.
pub(super) fn storing(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    antwoord(&Problem::nieuw(ProblemType::Storing, "Er ging iets mis bij ons. Probeer het straks opnieuw."))
}

/// For every path under `/api` that is none of ours.
pub(super) async fn niet_gevonden() -> Fout {
    Fout::NietGevonden
}

/// For a path of ours with another method. axum adds the `Allow` header.
pub(super) async fn methode_kan_niet(_: Request) -> Fout {
    Fout::MethodeKanNiet
}
