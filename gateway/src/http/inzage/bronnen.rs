//! What the registrations wrote down themselves, as a stream.

use super::vraag::Vraag;
use crate::http::ingelogd::Ingelogd;
use crate::http::klantbeeld::{als_stroom, gebeurtenis};
use crate::http::{Fout, Portaal};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use contract::Problem;
use contract::inzage::EVENT_BRONLOG;
use contract::klantbeeld::{Begin, EVENT_BEGIN, EVENT_EINDE, Einde};
use futures::{StreamExt as _, stream};
use std::sync::Arc;
use tokio_stream::wrappers::ReceiverStream;

/// The log of each registration, one event per registration as it comes in.
#[utoipa::path(
    get,
    path = "/inzage/bronnen",
    operation_id = "leesBronlogs",
    summary = "Wat de registraties zelf opschreven",
    description = "Server-sent events: eerst `begin` (welke registraties er zijn), dan per registratie een `bronlog`, dan `einde`.",
    tag = "Inzage",
    params(Vraag),
    security(("sessie" = [])),
    responses(
        (status = 200, description = "De stroom", content_type = "text/event-stream", body = String, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 400, description = "Ongeldig verzoek", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Niet ingelogd", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nu even niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn bronnen(
    State(portaal): State<Portaal>,
    ingelogd: Ingelogd,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<impl IntoResponse, Fout> {
    let (filter, _) = Vraag::uit(vraag)?;
    let registraties = portaal.inzage.registraties();
    let aantal = u32::try_from(registraties.len()).unwrap_or(u32::MAX);
    let begin = gebeurtenis(EVENT_BEGIN, &Begin { registraties });
    let einde = gebeurtenis(EVENT_EINDE, &Einde { aantal });
    let logs = Arc::clone(&portaal.inzage).bronlogs(&ingelogd.wie, ingelogd.spoor, &filter);
    let alles = stream::iter([begin])
        .chain(ReceiverStream::new(logs).map(|log| gebeurtenis(EVENT_BRONLOG, &log)))
        .chain(stream::iter([einde]));
    Ok(als_stroom(alles))
}
