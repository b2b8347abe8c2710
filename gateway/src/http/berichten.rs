//! `/api/v1/berichten`: the inbox, what was read, and which kinds are wanted.

use super::antwoorden::{Invoerfouten, Leesfouten, Schrijffouten, Vraagfouten};
use super::ingelogd::Ingelogd;
use super::invoer::{Voor, uit_pad};
use super::lichaam::Lichaam;
use super::{Fout, Portaal};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use contract::Problem;
use contract::bericht::{Berichten, Voorkeuren};

/// A page of messages, and how many are unread.
#[utoipa::path(
    get,
    path = "/berichten",
    operation_id = "leesBerichten",
    summary = "De berichten",
    description = "De nieuwste eerst, zonder de soorten die uitgezet zijn.",
    tag = "Berichten",
    params(("voor" = Option<String>, Query, description = "Id waar de vorige bladzijde ophield")),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Een bladzijde", body = Berichten, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn lijst(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Voor>, QueryRejection>,
) -> Result<Json<Berichten>, Fout> {
    let onbekend = || Fout::parameter("query", "voor", "Dit is geen bericht van u.");
    let Query(vraag) = vraag.map_err(|_| onbekend())?;
    if vraag.voor.is_none()
        && let Err(fout) = portaal.inzage.meld_eerste_gebruik(&ingelogd.wie).await
    {
        // The other messages are there all the same; this one comes the next time.
        tracing::warn!(%fout, "it could not be seen who used data for the first time");
    }
    let lijst = portaal.berichten.lijst(&ingelogd.wie, vraag.voor.as_deref()).await?;
    lijst.map(Json).ok_or_else(onbekend)
}

/// The citizen saw a message; a second time is no error.
#[utoipa::path(
    post,
    path = "/berichten/{id}/gelezen",
    operation_id = "leesBericht",
    summary = "Een bericht is gelezen",
    tag = "Berichten",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("id" = String, Path, description = "Id van het bericht"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 204, description = "Het staat op gelezen", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Dit bericht is er niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn gelezen(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Fout> {
    let id = uit_pad(pad)?;
    let er_is = portaal.berichten.gelezen(&ingelogd.wie, &id).await?;
    er_is.then_some(StatusCode::NO_CONTENT).ok_or(Fout::NietGevonden)
}

/// Which kinds are wanted.
#[utoipa::path(
    get,
    path = "/berichten/voorkeuren",
    operation_id = "leesVoorkeuren",
    summary = "Welke berichten gewenst zijn",
    tag = "Berichten",
    security(("sessie" = [])),
    responses(
        Leesfouten,
        (status = 200, description = "De gewenste soorten", body = Voorkeuren, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn voorkeuren(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
) -> Result<Json<Voorkeuren>, Fout> {
    Ok(Json(portaal.berichten.voorkeuren(&ingelogd.wie).await?))
}

/// Chooses the kinds.
#[utoipa::path(
    put,
    path = "/berichten/voorkeuren",
    operation_id = "kiesVoorkeuren",
    summary = "Kiezen welke berichten gewenst zijn",
    tag = "Berichten",
    params(("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt")),
    security(("sessie" = [])),
    request_body = Voorkeuren,
    responses(
        Invoerfouten,
        (status = 200, description = "De gewenste soorten van nu af", body = Voorkeuren, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn kies(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    Lichaam(voorkeuren): Lichaam<Voorkeuren>,
) -> Result<Json<Voorkeuren>, Fout> {
    Ok(Json(portaal.berichten.kies(&ingelogd.wie, &voorkeuren).await?))
}
