//! `GET /api/v1/gegevensregister?taal=nl|en`; see [`super::weergave`].

use super::weergave::Vraag;
use super::{Fout, Portaal};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contract::gegevensregister::Gegevensregister;
use contract::{Problem, Taal};

/// What every gegeven is called, means and comes from.
#[utoipa::path(
    get,
    path = "/gegevensregister",
    operation_id = "leesGegevensregister",
    summary = "Het gegevensregister",
    tag = "Gegevensregister",
    params(("taal" = inline(Option<Taal>), Query, description = "`nl` (standaard) of `en`")),
    responses(
        (status = 200, description = "Het register in een taal", body = Gegevensregister, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("ETag" = String, description = "Versie van het register in deze taal"),
        )),
        (status = 304, description = "Niet veranderd", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn gegevensregister(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Response, Fout> {
    portaal.registers.gegevens.antwoord(&headers, vraag)
}
