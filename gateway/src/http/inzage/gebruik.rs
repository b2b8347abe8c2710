//! What went through this portal: the list, one use, and how it went over time.

use super::vraag::Vraag;
use crate::http::ingelogd::Ingelogd;
use crate::http::{Fout, Portaal};
use crate::themes::inzage::GebruikId;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use contract::Problem;
use contract::inzage::{Blad, Gebruik, Verloop};

/// A page of who used the data, newest first.
#[utoipa::path(
    get,
    path = "/inzage/gebruik",
    operation_id = "leesGebruik",
    summary = "Wie uw gegevens gebruikte",
    tag = "Inzage",
    params(Vraag, ("voor" = Option<String>, Query, description = "Waar de vorige bladzijde ophield: `verder`")),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "Een bladzijde", body = Blad, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn blad(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Json<Blad>, Fout> {
    let (filter, voor) = Vraag::uit(vraag)?;
    Ok(Json(portaal.inzage.blad(&ingelogd.wie, &filter, voor).await?))
}

/// One use, with every gegeven.
#[utoipa::path(
    get,
    path = "/inzage/gebruik/{id}",
    operation_id = "leesEenGebruik",
    summary = "Eén gebruik van uw gegevens",
    tag = "Inzage",
    params(("id" = String, Path, description = "Zoals in de lijst")),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "Het gebruik", body = Gebruik, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit gebruik is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn een(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Gebruik>, Fout> {
    let Path(id) = pad.map_err(|_| Fout::parameter("path", "id", "Dit is geen geldige tekst."))?;
    // Not one of ours is not there, as one of somebody else is not.
    let id = GebruikId::lees(&id).ok_or(Fout::NietGevonden)?;
    portaal.inzage.gebruik(&ingelogd.wie, id).await?.map(Json).ok_or(Fout::NietGevonden)
}

/// How use by others went over the last twelve months, as far as it is in what is asked for.
#[utoipa::path(
    get,
    path = "/inzage/verloop",
    operation_id = "leesVerloop",
    summary = "Hoe vaak uw gegevens gebruikt zijn, per maand",
    tag = "Inzage",
    params(Vraag),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "Het verloop", body = Verloop, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn verloop(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Json<Verloop>, Fout> {
    let (filter, _) = Vraag::uit(vraag)?;
    Ok(Json(portaal.inzage.verloop(&ingelogd.wie, &filter).await?))
}
