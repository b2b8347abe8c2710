//! `GET /api/v1/verwerkingsactiviteiten?taal=nl|en`; see [`super::weergave`].

use super::weergave::Vraag;
use super::{Fout, Portaal};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contract::verwerkingsactiviteiten::Verwerkingsactiviteiten;
use contract::{Problem, Taal};

/// For what purposes organisations use personal data.
#[utoipa::path(
    get,
    path = "/verwerkingsactiviteiten",
    operation_id = "leesVerwerkingsactiviteiten",
    summary = "Het register van verwerkingsactiviteiten",
    tag = "Verwerkingsactiviteiten",
    params(("taal" = inline(Option<Taal>), Query, description = "`nl` (standaard) of `en`")),
    responses(
        (status = 200, description = "Het register in een taal", body = Verwerkingsactiviteiten, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("ETag" = String, description = "Versie van het register in deze taal"),
        )),
        (status = 304, description = "Niet veranderd", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn verwerkingsactiviteiten(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Response, Fout> {
    portaal.registers.activiteiten.antwoord(&headers, vraag)
}
