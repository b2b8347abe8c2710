//! `/api/v1/verzoeken` and `/api/v1/gebruiksmeldingen`: what a citizen asks of organisations.

mod bestand;

use super::antwoorden::{Invoerfouten, Leesfouten, Schrijffouten, Vraagfouten};
use super::ingelogd::Ingelogd;
use super::invoer::{Idempotentiesleutel, Voor, uit_pad};
use super::lichaam::Lichaam;
use super::{Fout, Portaal};
use crate::themes::verzoeken::VerzoekFout;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::verzoek::{Antwoord, Gemeld, NieuwVerzoek, Verzoek, Verzoeken};
use contract::{Problem, Taal};
use serde::Deserialize;

/// Files a request. The receipt is kept before it is given; the same key gives the same receipt.
#[utoipa::path(
    post,
    path = "/verzoeken",
    operation_id = "dienVerzoekIn",
    summary = "Een verzoek indienen",
    description = "Inzage in gegevens (AVG art. 15), of een melding over één regel gebruik. Wie het vraagt, volgt uit de sessie.",
    tag = "Verzoeken",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("idempotency-key" = String, Header, description = "Een UUID per formulier; dezelfde twee keer is één verzoek"),
    ),
    security(("sessie" = [])),
    request_body = NieuwVerzoek,
    responses(
        Invoerfouten,
        (status = 201, description = "Ontvangen", body = Verzoek, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("Location" = String, description = "Waar het verzoek te lezen is"),
        )),
        (status = 200, description = "Was al ontvangen", body = Verzoek, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("Location" = String, description = "Waar het verzoek te lezen is"),
        )),
        (status = 409, description = "Sleutel gebruikt voor een ander verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Te veel verzoeken op een dag", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn dien_in(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    Idempotentiesleutel(sleutel): Idempotentiesleutel,
    Lichaam(vraag): Lichaam<NieuwVerzoek>,
) -> Result<Response, Fout> {
    let (verzoek, is_nieuw) = portaal.verzoeken.dien_in(&ingelogd.wie, &sleutel, vraag).await?;
    let status = if is_nieuw { StatusCode::CREATED } else { StatusCode::OK };
    let plek = contract::routes::verzoek(&verzoek.nummer);
    Ok((status, [(header::LOCATION, plek)], Json(verzoek)).into_response())
}

/// A page of one's requests.
#[utoipa::path(
    get,
    path = "/verzoeken",
    operation_id = "leesVerzoeken",
    summary = "De eigen verzoeken",
    description = "De nieuwste eerst, zonder de stappen.",
    tag = "Verzoeken",
    params(("voor" = Option<String>, Query, description = "Nummer waar de vorige bladzijde ophield")),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Een bladzijde", body = Verzoeken, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn lijst(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Voor>, QueryRejection>,
) -> Result<Json<Verzoeken>, Fout> {
    let onbekend = || Fout::parameter("query", "voor", "Dit is geen nummer van een van uw verzoeken.");
    let Query(vraag) = vraag.map_err(|_| onbekend())?;
    match portaal.verzoeken.lijst(&ingelogd.wie, vraag.voor.as_deref()).await {
        Err(VerzoekFout::NietGevonden) => Err(onbekend()),
        lijst => Ok(Json(lijst?)),
    }
}

/// One request with its steps.
#[utoipa::path(
    get,
    path = "/verzoeken/{nummer}",
    operation_id = "leesVerzoek",
    summary = "Een verzoek",
    tag = "Verzoeken",
    params(("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`")),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Het verzoek", body = Verzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn een(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Verzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.een(&ingelogd.wie, &nummer).await?))
}

/// Withdraws what is not decided yet.
#[utoipa::path(
    post,
    path = "/verzoeken/{nummer}/intrekking",
    operation_id = "trekVerzoekIn",
    summary = "Een verzoek intrekken",
    tag = "Verzoeken",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 200, description = "Het verzoek na het intrekken", body = Verzoek, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Dit verzoek is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Er is niets meer in te trekken", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn trek_in(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
) -> Result<Json<Verzoek>, Fout> {
    let nummer = uit_pad(pad)?;
    Ok(Json(portaal.verzoeken.trek_in(&ingelogd.wie, &nummer).await?))
}

/// In which form the answer is wanted.
#[derive(Deserialize)]
pub(super) struct Vorm {
    #[serde(default)]
    als: Option<String>,
    #[serde(default)]
    taal: Option<String>,
}

/// The answer of one organisation, to show or to keep.
#[utoipa::path(
    get,
    path = "/verzoeken/{nummer}/antwoorden/{organisatie}",
    operation_id = "leesAntwoord",
    summary = "Het antwoord van een organisatie",
    description = "Zonder `als` om te tonen; met `als` als bestand om te bewaren.",
    tag = "Verzoeken",
    params(
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
        ("organisatie" = String, Path, description = "Id van de organisatie, zoals `uwv`"),
        ("als" = Option<String>, Query, description = "`json` of `html`"),
        ("taal" = inline(Option<Taal>), Query, description = "Taal van de koppen in `html`: `nl` (standaard) of `en`"),
    ),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Het antwoord", content((Antwoord = "application/json"), (String = "text/html; charset=utf-8")), headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Er is geen antwoord", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn antwoord(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<(String, String)>, PathRejection>,
    vraag: Result<Query<Vorm>, QueryRejection>,
) -> Result<Response, Fout> {
    let Path((nummer, organisatie)) =
        pad.map_err(|_| Fout::parameter("path", "nummer", "Dit is geen geldige tekst."))?;
    let Query(vorm) = vraag.map_err(|_| Fout::parameter("query", "als", "Kies json of html."))?;
    let taal = match vorm.taal.as_deref() {
        None | Some("nl") => Taal::Nl,
        Some("en") => Taal::En,
        Some(_) => return Err(Fout::parameter("query", "taal", "Kies nl of en.")),
    };
    let (nummer, antwoord, op) = portaal.verzoeken.antwoord(&ingelogd.wie, &nummer, &organisatie).await?;
    let naam = format!("{nummer}-{organisatie}");
    let houder = portaal.activiteiten.organisatie(&organisatie).map(|een| een.naam(taal));
    let houder = houder.unwrap_or(organisatie);
    match vorm.als.as_deref() {
        None => Ok(Json(antwoord).into_response()),
        Some("json") => Ok(bestand::json(&naam, &antwoord)),
        Some("html") => Ok(bestand::html(&naam, nummer, &houder, op, &antwoord, taal)),
        Some(_) => Err(Fout::parameter("query", "als", "Kies json of html.")),
    }
}

/// Which lines of the use log were reported.
#[utoipa::path(
    get,
    path = "/gebruiksmeldingen",
    operation_id = "leesGebruiksmeldingen",
    summary = "Welk gebruik is gemeld",
    tag = "Verzoeken",
    security(("sessie" = [])),
    responses(
        Leesfouten,
        (status = 200, description = "De gemelde regels", body = Gemeld, headers(("API-Version" = String, description = "Versie van de API"))),
    )
)]
pub(super) async fn gemeld(State(portaal): State<Portaal>, ingelogd: Ingelogd) -> Result<Json<Gemeld>, Fout> {
    Ok(Json(portaal.verzoeken.gemeld(&ingelogd.wie).await?))
}
