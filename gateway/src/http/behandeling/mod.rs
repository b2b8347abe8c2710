//! `/api/v1/behandeling`: the side of the organisations that answer requests. For their systems, not for browsers.

mod behandelaar;

pub use behandelaar::Behandelaars;

use super::invoer::uit_pad;
use super::lichaam::Lichaam;
use super::{Fout, Portaal};
use crate::themes::verzoeken::{Behandelverzoek, VerzoekFout, Werklijst};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use behandelaar::Behandelaar;
use contract::Problem;
use contract::verzoek::{Antwoord, Deelverzoek};
use serde::Deserialize;

/// Which part of the worklist.
#[derive(Deserialize)]
pub(super) struct Bladzijde {
    #[serde(default)]
    na: Option<String>,
    #[serde(default)]
    stand: Option<String>,
}

/// What waits for the organisation.
#[utoipa::path(
    get,
    path = "/behandeling/verzoeken",
    operation_id = "leesWerklijst",
    summary = "De werklijst",
    description = "De oudste eerst. Zegt niets over wie iets vraagt.",
    tag = "Behandeling",
    params(
        ("na" = Option<String>, Query, description = "Nummer waar de vorige bladzijde ophield"),
        ("stand" = Option<String>, Query, description = "`open` (standaard) of `alles`"),
    ),
    security(("behandelaar" = [])),
    responses(
        (status = 200, description = "Een bladzijde", body = Werklijst, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn werklijst(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    vraag: Result<Query<Bladzijde>, QueryRejection>,
) -> Result<Json<Werklijst>, Fout> {
    let onbekend = || Fout::parameter("query", "na", "Dit is geen nummer van uw werklijst.");
    let Query(vraag) = vraag.map_err(|_| onbekend())?;
    let alles = match vraag.stand.as_deref() {
        None | Some("open") => false,
        Some("alles") => true,
        Some(_) => return Err(Fout::parameter("query", "stand", "Kies open of alles.")),
    };
    match portaal.verzoeken.werklijst(&organisatie, vraag.na.as_deref(), alles).await {
        Err(VerzoekFout::NietGevonden) => Err(onbekend()),
        lijst => Ok(Json(lijst?)),
    }
}

/// One request, with who asks. That it was opened is kept as a step.
#[utoipa::path(
    get,
    path = "/behandeling/verzoeken/{nummer}",
    operation_id = "leesBehandelverzoek",
    summary = "Een verzoek met wie het vraagt",
    description = "Dat het geopend is, ziet de burger.",
    tag = "Behandeling",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("behandelaar" = [])),
    responses(
        (status = 200, description = "Het verzoek", body = Behandelverzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Ingetrokken", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn open(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Behandelverzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.open_voor(&organisatie, &nummer).await?))
}

/// Begins with it.
#[utoipa::path(
    post,
    path = "/behandeling/verzoeken/{nummer}/aanvang",
    operation_id = "neemVerzoekOp",
    summary = "In behandeling nemen",
    tag = "Behandeling",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("behandelaar" = [])),
    responses(
        (status = 200, description = "Het deel na deze stap", body = Deelverzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Deze stap kan niet meer", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn neem_op(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Deelverzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.neem_op(&organisatie, &nummer).await?))
}

/// Why more time is needed.
#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct Verlenging {
    /// The citizen reads this.
    reden: String,
}

/// Two months more, with a reason, within the first month.
#[utoipa::path(
    post,
    path = "/behandeling/verzoeken/{nummer}/verlenging",
    operation_id = "verlengTermijn",
    summary = "De termijn met twee maanden verlengen",
    tag = "Behandeling",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("behandelaar" = [])),
    request_body = Verlenging,
    responses(
        (status = 200, description = "Het deel na deze stap", body = Deelverzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Deze stap kan niet (meer)", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Te groot", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Geen JSON", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn verleng(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    pad: Result<Path<String>, PathRejection>,
    Lichaam(verlenging): Lichaam<Verlenging>,
) -> Result<Json<Deelverzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.verleng(&organisatie, &nummer, &verlenging.reden).await?))
}

/// The answer, also in part.
#[utoipa::path(
    post,
    path = "/behandeling/verzoeken/{nummer}/antwoord",
    operation_id = "beantwoordVerzoek",
    summary = "Antwoorden, ook gedeeltelijk",
    description = "Ten hoogste 1 MB. Met een kopie horen de punten a tot en met h van AVG art. 15 lid 1; met een geweigerd deel een reden en hoe de burger bezwaar maakt.",
    tag = "Behandeling",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("behandelaar" = [])),
    request_body = Antwoord,
    responses(
        (status = 200, description = "Het deel na deze stap", body = Deelverzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Deze stap kan niet (meer)", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Te groot", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Geen JSON", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn beantwoord(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    pad: Result<Path<String>, PathRejection>,
    Lichaam(antwoord): Lichaam<Antwoord>,
) -> Result<Json<Deelverzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.beantwoord(&organisatie, &nummer, antwoord).await?))
}

/// A refusal of everything.
#[utoipa::path(
    post,
    path = "/behandeling/verzoeken/{nummer}/weigering",
    operation_id = "weigerVerzoek",
    summary = "Alles weigeren",
    description = "Met een reden voor elk deel en hoe de burger bezwaar maakt (AVG art. 12 lid 4).",
    tag = "Behandeling",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("behandelaar" = [])),
    request_body = Antwoord,
    responses(
        (status = 200, description = "Het deel na deze stap", body = Deelverzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Geen geldig token", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Met een cookie", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Deze stap kan niet (meer)", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Te groot", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Geen JSON", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn weiger(
    State(portaal): State<Portaal>,
    Behandelaar(organisatie): Behandelaar,
    pad: Result<Path<String>, PathRejection>,
    Lichaam(antwoord): Lichaam<Antwoord>,
) -> Result<Json<Deelverzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.weiger(&organisatie, &nummer, antwoord).await?))
}
