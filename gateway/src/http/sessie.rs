//! `GET /api/v1/sessie` and `POST /api/v1/sessie/verlengingen`.

use super::{Fout, Portaal, cookies};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use contract::Problem;
use contract::sessie::Sessie;

/// How the session stands. Asking does not keep it alive, so every tab may ask.
#[utoipa::path(
    get,
    path = "/sessie",
    operation_id = "leesSessie",
    summary = "De sessie",
    tag = "Sessie",
    responses(
        (status = 200, description = "Hoe de sessie ervoor staat", body = Sessie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn sessie(State(portaal): State<Portaal>, headers: HeaderMap) -> Result<Json<Sessie>, Fout> {
    let Some(token) = cookies::lees(&headers, cookies::SESSIE) else { return Ok(Json(Sessie::Uitgelogd)) };
    let geldig = portaal.sessies.bekijk(token).await?;
    Ok(Json(geldig.map_or(Sessie::Uitgelogd, |geldig| geldig.sessie)))
}

/// The citizen goes on: 15 minutes more, as far as the two hours allow.
#[utoipa::path(
    post,
    path = "/sessie/verlengingen",
    operation_id = "verlengSessie",
    summary = "De sessie verlengen",
    tag = "Sessie",
    params(("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt")),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "De sessie na de verlenging", body = Sessie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Niet van een eigen pagina", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn verleng(
    State(portaal): State<Portaal>,
    headers: HeaderMap,
) -> Result<Json<Sessie>, Fout> {
    let token = cookies::lees(&headers, cookies::SESSIE).ok_or(Fout::NietIngelogd)?;
    let geldig = portaal.sessies.verleng(token).await?.ok_or(Fout::NietIngelogd)?;
    Ok(Json(geldig.sessie))
}
