//! Errors towards the browser.
//!
//! A handler returns [`Fout`]; its variant fixes type, title and status ([`ProblemType`]). What caused it goes in the
//! log line with the trace id; the browser gets the trace id and a sentence.

use crate::bestanden::BestandFout;
use crate::logboek::LogboekFout;
use crate::store::StoreFout;
use crate::themes::verzoeken::VerzoekFout;
use crate::themes::verzoeken::staat::StapFout;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::problem::Parameterfout;
use contract::verzoek::Verzoeknummer;
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
    #[error("the body is too large")]
    TeGroot,
    #[error("the body is no JSON")]
    VerkeerdeVorm,
    /// The sentence (Dutch) says of what.
    #[error("too many of these in a day: {0}")]
    TeVeel(&'static str),
    #[error("no organisation has this token")]
    GeenToken,
    /// What is asked does not fit with how things stand; the sentence (Dutch) says why.
    #[error("it cannot be done now: {0}")]
    Conflict(&'static str),
    #[error("a file is not taken: {0}")]
    Bestand(#[from] BestandFout),
    /// A correctie is about other values than the source has now.
    #[error("the values at the source changed meanwhile")]
    Verouderd,
    /// Another correctie is about the same value.
    #[error("{0} is about the same value")]
    LooptAl(Verzoeknummer),
    #[error("more bytes than all files of one correctie may be")]
    TeGroteBestanden,
    /// Somebody whom we ask does not answer.
    #[error("somebody whom we ask does not answer")]
    NuNiet,
    #[error("what was kept cannot be opened")]
    Onleesbaar,
    #[error("the store does not work: {0}")]
    Store(#[from] StoreFout),
}

impl From<LogboekFout> for Fout {
    fn from(LogboekFout::Store(fout): LogboekFout) -> Self {
        Fout::Store(fout)
    }
}

impl From<VerzoekFout> for Fout {
    fn from(fout: VerzoekFout) -> Self {
        match fout {
            VerzoekFout::Store(fout) => Fout::Store(fout),
            VerzoekFout::Zegel(_) => Fout::Onleesbaar,
            VerzoekFout::NietGevonden => Fout::NietGevonden,
            VerzoekFout::TeVeel => {
                Fout::TeVeel("U hebt vandaag al veel verzoeken gedaan. Probeer het morgen opnieuw.")
            }
            VerzoekFout::SleutelHergebruikt => {
                Fout::Conflict("Deze Idempotency-Key is al gebruikt voor een ander verzoek.")
            }
            VerzoekFout::Stap(fout) => Fout::Conflict(beletsel(fout)),
            VerzoekFout::Ongeldig(bezwaren) => Fout::OngeldigVerzoek(
                bezwaren
                    .into_iter()
                    .map(|een| Parameterfout {
                        plek: "body".into(),
                        name: een.naam.into(),
                        detail: een.detail.into(),
                    })
                    .collect(),
            ),
        }
    }
}

/// Why a step of a request cannot be taken.
const fn beletsel(fout: StapFout) -> &'static str {
    match fout {
        StapFout::AlBesloten => "Dit verzoek is al beantwoord of geweigerd.",
        StapFout::Ingetrokken => "Dit verzoek is ingetrokken.",
        StapFout::NogNietOpgenomen => "Neem dit verzoek eerst in behandeling.",
        StapFout::AlOpgenomen => "Dit verzoek is al in behandeling.",
        StapFout::AlVerlengd => "De termijn is al verlengd. Dat kan één keer.",
        StapFout::EersteTermijnVoorbij => "Verlengen kan alleen binnen de eerste maand.",
        StapFout::NietVerstreken => "De termijn is niet voorbij.",
        StapFout::AlOntvangen => "Dit verzoek is al ontvangen.",
    }
}

const fn problem_van_bestand(fout: &BestandFout) -> ProblemType {
    match fout {
        BestandFout::TeGroot => ProblemType::TeGroot,
        BestandFout::NietGecontroleerd(_) => ProblemType::NuNiet,
        _ => ProblemType::OngeldigVerzoek,
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
        if let Fout::LooptAl(nummer) = self {
            let zin =
                format!("U hebt al gevraagd dit te veranderen, in {nummer}. Wacht daarop, of trek dat in.");
            return Problem::nieuw(ProblemType::Conflict, zin);
        }
        let (soort, detail) = match &self {
            Fout::Bestand(fout) => (problem_van_bestand(fout), fout.uitleg()),
            Fout::OngeldigVerzoek(_) => {
                (ProblemType::OngeldigVerzoek, "Niet alle gegevens in het verzoek kloppen.")
            }
            Fout::NietIngelogd => (ProblemType::NietIngelogd, "Log in om verder te gaan."),
            Fout::Geweigerd => {
                (ProblemType::Geweigerd, "Dit verzoek kwam niet van een pagina van dit portaal.")
            }
            Fout::NietGevonden => (ProblemType::NietGevonden, "Wat u zoekt, is er niet of is niet voor u."),
            Fout::MethodeKanNiet => (ProblemType::MethodeKanNiet, "Dit kan niet met deze methode."),
            Fout::TeGroot => (ProblemType::TeGroot, "Dit is te veel om in één keer te versturen."),
            Fout::VerkeerdeVorm => (ProblemType::VerkeerdeVorm, "Stuur JSON (application/json)."),
            Fout::TeVeel(zin) => (ProblemType::TeVeel, *zin),
            Fout::GeenToken => (ProblemType::NietIngelogd, "Het token ontbreekt of klopt niet."),
            Fout::Conflict(zin) => (ProblemType::Conflict, *zin),
            Fout::LooptAl(_) => (ProblemType::Conflict, "U hebt al gevraagd dit te veranderen."),
            Fout::Verouderd => (
                ProblemType::CorrectieVerouderd,
                "De gegevens zijn intussen veranderd. Kijk of uw verzoek nog klopt, en dien het opnieuw in.",
            ),
            Fout::TeGroteBestanden => {
                (ProblemType::TeGroot, "Dit is te groot. Alle bestanden samen mogen 20 MB zijn.")
            }
            Fout::NuNiet => (ProblemType::NuNiet, "Dit kan nu even niet. Probeer het straks opnieuw."),
            Fout::Onleesbaar => {
                (ProblemType::Storing, "Er ging iets mis bij ons. Probeer het straks opnieuw.")
            }
            Fout::Store(_) => (
                ProblemType::NuNiet,
                "Wij kunnen nu even niet bij onze gegevens. Probeer het straks opnieuw.",
            ),
        };
        let mut problem = Problem::nieuw(soort, detail);
        match self {
            Fout::OngeldigVerzoek(fouten) => problem.errors = fouten,
            Fout::Bestand(fout) => {
                let name = format!("bestand.{}", fout.code());
                problem.errors =
                    vec![Parameterfout { plek: "body".into(), name, detail: fout.uitleg().into() }];
            }
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Fout {
    fn into_response(self) -> Response {
        if let Fout::Store(fout) = &self {
            tracing::error!(fout = %fout, "the store does not work");
        }
        if let Fout::Onleesbaar = &self {
            tracing::error!("a sealed text cannot be opened: another key, or somebody changed the row");
        }
        let geen_token = matches!(self, Fout::GeenToken);
        let mut antwoord = antwoord(&self.problem());
        if geen_token {
            antwoord.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        antwoord
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bestanden::ScannerFout;

    #[test]
    fn a_file_that_is_not_taken_says_why_and_what_to_do() {
        for (fout, status, naam) in [
            (BestandFout::Heic, 400, "bestand.heic"),
            (BestandFout::TeGroot, 413, "bestand.teGroot"),
            (ScannerFout::TeLaat.into(), 503, "bestand.nietGecontroleerd"),
        ] {
            let uitleg = fout.uitleg();
            let problem = Fout::from(fout).problem();
            assert_eq!((problem.status, problem.detail.as_str()), (status, uitleg));
            assert_eq!((problem.errors[0].name.as_str(), problem.errors[0].detail.as_str()), (naam, uitleg));
        }
    }

    #[test]
    fn who_asks_too_much_hears_of_what() {
        for (fout, van) in [
            (Fout::from(VerzoekFout::TeVeel), "veel verzoeken"),
            (Fout::from(crate::themes::correcties::CorrectieFout::TeVeel), "veel correcties"),
        ] {
            let problem = fout.problem();
            assert_eq!(problem.status, 429);
            assert!(problem.detail.contains(van), "{}", problem.detail);
        }
    }

    /// Its name comes from outside.
    #[test]
    fn the_name_of_a_virus_is_not_told() {
        let problem = Fout::from(BestandFout::Virus("Eicar".into())).problem();
        assert!(!format!("{problem:?}").contains("Eicar"));
    }
}
