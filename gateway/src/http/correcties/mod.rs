//! `/api/v1/correcties`: what a citizen says is wrong, and what becomes of it.

pub(super) mod adressen;
pub(super) mod bestanden;
mod fout;

use super::antwoorden::{Invoerfouten, Schrijffouten, Vraagfouten};
use super::ingelogd::Ingelogd;
use super::invoer::{Idempotentiesleutel, Voor, uit_pad};
use super::lichaam::Lichaam;
use super::{Fout, Portaal};
use crate::themes::correcties::CorrectieFout;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Problem;
use contract::correctie::{Aanvulling, Correctie, Correctieinhoud, Correcties};

/// Begins a concept.
#[utoipa::path(
    post,
    path = "/correcties",
    operation_id = "beginCorrectie",
    summary = "Een correctie beginnen",
    description = "Maakt een concept dat alleen de burger ziet. Is er al een concept over hetzelfde voorkomen, dan is dat het antwoord.",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("idempotency-key" = String, Header, description = "Een UUID per formulier; dezelfde twee keer is één concept"),
    ),
    security(("sessie" = [])),
    request_body = Correctieinhoud,
    responses(
        Invoerfouten,
        (status = 201, description = "Begonnen", body = Correctie, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("Location" = String, description = "Waar de correctie te lezen is"),
        )),
        (status = 200, description = "Was er al", body = Correctie, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("Location" = String, description = "Waar de correctie te lezen is"),
        )),
        (status = 409, description = "Sleutel gebruikt voor iets anders, of niet via dit portaal", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Te veel op een dag", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn begin(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    Idempotentiesleutel(sleutel): Idempotentiesleutel,
    Lichaam(inhoud): Lichaam<Correctieinhoud>,
) -> Result<Response, Fout> {
    let (correctie, is_nieuw) = portaal.correcties.begin(&ingelogd.wie, &sleutel, inhoud).await?;
    let status = if is_nieuw { StatusCode::CREATED } else { StatusCode::OK };
    let plek = contract::routes::correctie(&correctie.nummer);
    Ok((status, [(header::LOCATION, plek)], Json(correctie)).into_response())
}

/// A page of one's correcties.
#[utoipa::path(
    get,
    path = "/correcties",
    operation_id = "leesCorrecties",
    summary = "De eigen correcties",
    description = "De nieuwste eerst, ook concepten, zonder de stappen.",
    tag = "Correcties",
    params(("voor" = Option<String>, Query, description = "Nummer waar de vorige bladzijde ophield")),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Een bladzijde", body = Correcties, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn lijst(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Voor>, QueryRejection>,
) -> Result<Json<Correcties>, Fout> {
    let onbekend = || Fout::parameter("query", "voor", "Dit is geen nummer van een van uw correcties.");
    let Query(vraag) = vraag.map_err(|_| onbekend())?;
    match portaal.correcties.lijst(&ingelogd.wie, vraag.voor.as_deref()).await {
        Err(CorrectieFout::NietGevonden) => Err(onbekend()),
        lijst => Ok(Json(lijst?)),
    }
}

/// One correctie with its steps.
#[utoipa::path(
    get,
    path = "/correcties/{nummer}",
    operation_id = "leesCorrectie",
    summary = "Een correctie",
    description = "Vraagt eerst de registratiehouder hoe het ermee staat.",
    tag = "Correcties",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "De correctie", body = Correctie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn een(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Correctie>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.correcties.een(&ingelogd.wie, &nummer).await?))
}

/// Changes a concept.
#[utoipa::path(
    put,
    path = "/correcties/{nummer}",
    operation_id = "wijzigCorrectie",
    summary = "Een concept wijzigen",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    request_body = Correctieinhoud,
    responses(
        Invoerfouten,
        (status = 200, description = "Het concept", body = Correctie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Al ingediend", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn wijzig(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
    Lichaam(inhoud): Lichaam<Correctieinhoud>,
) -> Result<Json<Correctie>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.correcties.wijzig(&ingelogd.wie, &nummer, inhoud).await?))
}

/// Throws a concept away.
#[utoipa::path(
    delete,
    path = "/correcties/{nummer}",
    operation_id = "gooiCorrectieWeg",
    summary = "Een concept weggooien",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 204, description = "Weg", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Al ingediend", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn gooi_weg(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Fout> {
    let nummer = uit_pad(pad)?;
    portaal.correcties.gooi_weg(&ingelogd.wie, &nummer).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hands a concept in.
#[utoipa::path(
    post,
    path = "/correcties/{nummer}/indiening",
    operation_id = "dienCorrectieIn",
    summary = "Een correctie indienen",
    description = "Nog een keer geeft hetzelfde ontvangstbewijs. Is de waarde bij de bron intussen anders, dan staat die in het concept en is het antwoord `correctie-verouderd`.",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 200, description = "Ingediend", body = Correctie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "De waarde is veranderd, of er loopt al een correctie over", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn dien_in(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Correctie>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.correcties.dien_in(&ingelogd.wie, &nummer, ingelogd.spoor).await?))
}

/// Answers the question of the holder.
#[utoipa::path(
    post,
    path = "/correcties/{nummer}/aanvullingen",
    operation_id = "vulCorrectieAan",
    summary = "De vraag van de registratiehouder beantwoorden",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("idempotency-key" = String, Header, description = "Een UUID per formulier; dezelfde twee keer is één antwoord"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    request_body = Aanvulling,
    responses(
        Invoerfouten,
        (status = 200, description = "De correctie na het antwoord", body = Correctie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Er is niets gevraagd", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn vul_aan(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
    Idempotentiesleutel(sleutel): Idempotentiesleutel,
    Lichaam(aanvulling): Lichaam<Aanvulling>,
) -> Result<Json<Correctie>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.correcties.vul_aan(&ingelogd.wie, &nummer, &sleutel, aanvulling).await?))
}

/// Withdraws it.
#[utoipa::path(
    post,
    path = "/correcties/{nummer}/intrekking",
    operation_id = "trekCorrectieIn",
    summary = "Een correctie intrekken",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 200, description = "De correctie na het intrekken", body = Correctie, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Er is niets meer in te trekken", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn trek_in(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Correctie>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.correcties.trek_in(&ingelogd.wie, &nummer).await?))
}
