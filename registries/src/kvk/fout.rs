//! The errors of the KVK: no problem+json, but a list of codes of its own.

use crate::voorraad::VoorraadFout;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

#[derive(Debug)]
pub(super) enum Fout {
    GeenProduct,
    OngeldigKvkNummer,
    KvkNummerOnbekend,
    OngeldigVestigingsnummer,
    VestigingOnbekend,
    OngeldigRsin,
    /// The name of a parameter that is wrong, or `""` for a combination that is.
    OngeldigeParameter(&'static str),
    NietsGevonden,
    Sleutel,
    Accept,
    Intern,
}

impl Fout {
    fn delen(&self) -> (u16, &'static str, String) {
        match self {
            Fout::GeenProduct => (404, "IPD0001", "Dit product bestaat niet.".into()),
            Fout::OngeldigKvkNummer => (400, "IPD0004", "Het KVK-nummer is niet valide.".into()),
            Fout::KvkNummerOnbekend => {
                (404, "IPD0005", "Van dit KVK-nummer is er geen product te leveren.".into())
            }
            Fout::OngeldigVestigingsnummer => (400, "IPD0006", "Het vestigingsnummer is niet valide.".into()),
            Fout::VestigingOnbekend => {
                (404, "IPD0007", "Van dit vestigingsnummer is er geen product te leveren.".into())
            }
            Fout::OngeldigRsin => (400, "IPD0010", "Het RSIN is niet valide.".into()),
            Fout::OngeldigeParameter("") => {
                (400, "IPD1998", "Deze zoekparameters kunnen niet samen, of er is er geen.".into())
            }
            Fout::OngeldigeParameter(naam) => {
                (400, "IPD1999", format!("De parameter {naam} is niet valide."))
            }
            Fout::NietsGevonden => (404, "IPD5200", "Er is niets dat hieraan voldoet.".into()),
            // The KVK's gateway answers these two before its API does; which code it uses is not published.
            Fout::Sleutel => (401, "401", "Er is geen of een onjuiste apikey aangeleverd.".into()),
            Fout::Accept => (406, "406", "Alleen JSON kan worden geleverd.".into()),
            Fout::Intern => (500, "IPD9999", "Er is een technische fout.".into()),
        }
    }
}

impl From<VoorraadFout> for Fout {
    fn from(fout: VoorraadFout) -> Self {
        tracing::error!(%fout, "the KVK stand-in could not answer");
        Fout::Intern
    }
}

impl IntoResponse for Fout {
    fn into_response(self) -> Response {
        let (status, code, omschrijving) = self.delen();
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let lichaam = json!({ "fout": [{ "code": code, "omschrijving": omschrijving }] });
        let mut antwoord = (status, Json(lichaam)).into_response();
        antwoord.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        antwoord
    }
}
