//! `/api/v1/correcties/{nummer}/bestanden`: files as proof. They come in as plain bytes, and go out to be kept only.

use crate::http::antwoorden::{Schrijffouten, Vraagfouten};
use crate::http::ingelogd::Ingelogd;
use crate::http::invoer::uit_pad;
use crate::http::{Fout, Portaal, bijlage};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Problem;
use contract::correctie::Bestand;
use serde::Deserialize;

/// One file may be as large as all together, and a little larger, so that who sends too much is told by us what is too much.
pub(in crate::http) const LICHAAM_MAX: usize = 21 * 1024 * 1024;

#[derive(Deserialize)]
pub(in crate::http) struct Naam {
    naam: String,
}

/// Adds a file.
#[utoipa::path(
    post,
    path = "/correcties/{nummer}/bestanden",
    operation_id = "voegBestandToe",
    summary = "Een bestand toevoegen",
    description = "Aan een concept, of aan het antwoord waar om gevraagd is. De inhoud bepaalt wat het is, niet de naam.",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
        ("naam" = String, Query, description = "Hoe het bestand heet"),
    ),
    security(("sessie" = [])),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        Schrijffouten,
        (status = 201, description = "Toegevoegd", body = Bestand, headers(
            ("API-Version" = String, description = "Versie van de API"),
            ("Location" = String, description = "Waar het bestand op te halen is"),
        )),
        (status = 400, description = "Dit bestand kan niet", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Deze correctie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Er kan nu niets bij", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Te groot", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn voeg_toe(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, PathRejection>,
    vraag: Result<Query<Naam>, QueryRejection>,
    lichaam: Result<Bytes, BytesRejection>,
) -> Result<Response, Fout> {
    let nummer = uit_pad(pad)?;
    let Query(Naam { naam }) =
        vraag.map_err(|_| Fout::parameter("query", "naam", "Zeg hoe het bestand heet."))?;
    let bytes = lichaam.map_err(|fout| match fout.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fout::TeGroteBestanden,
        _ => Fout::parameter("body", "bestand", "Het bestand kwam niet helemaal aan. Probeer het opnieuw."),
    })?;
    let bestand = portaal.correcties.voeg_toe(&ingelogd.wie, &nummer, &naam, bytes.into()).await?;
    let plek = contract::routes::correctie_bestand(&nummer, &bestand.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, plek)], Json(bestand)).into_response())
}

/// A file, to keep.
#[utoipa::path(
    get,
    path = "/correcties/{nummer}/bestanden/{bestand}",
    operation_id = "leesBestand",
    summary = "Een bestand ophalen",
    description = "Om te bewaren; een browser toont het niet.",
    tag = "Correcties",
    params(
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
        ("bestand" = String, Path, description = "Id van het bestand"),
    ),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "Het bestand", content_type = "application/octet-stream", body = Vec<u8>, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Dit bestand is er niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn haal(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Fout> {
    let (nummer, id) = twee_uit_pad(pad)?;
    let bestand = portaal.correcties.lees_bestand(&ingelogd.wie, &nummer, &id).await?;
    Ok(bijlage::antwoord(bestand.soort.mime(), &bestand.naam, bestand.bytes))
}

/// Takes a file away from a concept.
#[utoipa::path(
    delete,
    path = "/correcties/{nummer}/bestanden/{bestand}",
    operation_id = "wisBestand",
    summary = "Een bestand weghalen",
    tag = "Correcties",
    params(
        ("x-klantbeeld" = String, Header, description = "Altijd `1`: bewijst dat het verzoek van een eigen pagina komt"),
        ("nummer" = String, Path, description = "Zoals `KB-7F3K-9Q2M`"),
        ("bestand" = String, Path, description = "Id van het bestand"),
    ),
    security(("sessie" = [])),
    responses(
        Schrijffouten,
        (status = 204, description = "Weg", headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 404, description = "Dit bestand is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Het is al verstuurd", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn wis(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<(String, String)>, PathRejection>,
) -> Result<StatusCode, Fout> {
    let (nummer, id) = twee_uit_pad(pad)?;
    portaal.correcties.wis_bestand(&ingelogd.wie, &nummer, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn twee_uit_pad(pad: Result<Path<(String, String)>, PathRejection>) -> Result<(String, String), Fout> {
    pad.map(|Path(twee)| twee).map_err(|_| Fout::parameter("path", "nummer", "Dit is geen geldige tekst."))
}
