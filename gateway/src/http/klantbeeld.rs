//! `GET /api/v1/klantbeeld` (server-sent events) and `GET /api/v1/klantbeeld/{registratie}` (one again).

use super::ingelogd::Ingelogd;
use super::{Fout, Portaal};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Sse};
use contract::Problem;
use contract::klantbeeld::{Begin, Bronbeeld, EVENT_BEGIN, EVENT_BRONBEELD, EVENT_EINDE, Einde};
use futures::{Stream, StreamExt as _, stream};
use serde::Serialize;
use std::convert::Infallible;
use std::sync::Arc;
use tokio_stream::wrappers::ReceiverStream;

/// Everything the registries hold, one event per registration as it comes in.
#[utoipa::path(
    get,
    path = "/klantbeeld",
    operation_id = "leesKlantbeeld",
    summary = "Het volledige klantbeeld",
    description = "Server-sent events: eerst `begin` (welke registraties gevraagd worden), dan per registratie een `bronbeeld`, dan `einde`.",
    tag = "Klantbeeld",
    security(("sessie" = [])),
    responses(
        (status = 200, description = "De stroom", content_type = "text/event-stream", body = String, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn stroom(State(portaal): State<Portaal>, ingelogd: Ingelogd) -> impl IntoResponse {
    let registraties = portaal.klantbeeld.registraties();
    let aantal = u32::try_from(registraties.len()).unwrap_or(u32::MAX);
    let begin = gebeurtenis(EVENT_BEGIN, &Begin { registraties });
    let einde = gebeurtenis(EVENT_EINDE, &Einde { aantal });
    let beelden = Arc::clone(&portaal.klantbeeld).stroom(ingelogd.wie, ingelogd.spoor);
    let alles = stream::iter([begin])
        .chain(ReceiverStream::new(beelden).map(|beeld| gebeurtenis(EVENT_BRONBEELD, &beeld)))
        .chain(stream::iter([einde]));
    als_stroom(alles)
}

/// One registration again, after it failed.
#[utoipa::path(
    get,
    path = "/klantbeeld/{registratie}",
    operation_id = "leesBronbeeld",
    summary = "Een registratie opnieuw",
    tag = "Klantbeeld",
    params(("registratie" = String, Path, description = "Id in het gegevensregister, zoals `brp`")),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "Wat de registratie antwoordt", body = Bronbeeld, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Deze registratie is er niet", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn bronbeeld(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    pad: Result<Path<String>, axum::extract::rejection::PathRejection>,
) -> Result<Json<Bronbeeld>, Fout> {
    let Path(registratie) =
        pad.map_err(|_| Fout::parameter("path", "registratie", "Dit is geen geldige tekst."))?;
    let beeld = Arc::clone(&portaal.klantbeeld).bronbeeld(&registratie, ingelogd.wie, ingelogd.spoor).await;
    beeld.map(Json).ok_or(Fout::NietGevonden)
}

/// Server-sent events.
pub(super) fn als_stroom(alles: impl Stream<Item = Event> + Send + 'static) -> impl IntoResponse {
    let stroom = Sse::new(alles.map(Ok::<_, Infallible>)).keep_alive(KeepAlive::default());
    // Sse itself says `no-cache`, which lets a browser keep it as long as it asks; this must not be kept at all.
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], stroom)
}

/// One event. Our own types always serialise; an event without data would still be seen by the app as a fault.
pub(super) fn gebeurtenis(naam: &str, gegevens: &impl Serialize) -> Event {
    Event::default().event(naam).data(serde_json::to_string(gegevens).unwrap_or_default())
}
