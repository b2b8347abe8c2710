//! Reading the logboek, in the shape and under the names of the standard.

use super::{ActorSoort, Logboek, LogboekFout, SpanId, TraceId};
use crate::pseudoniem::Pseudoniem;
use crate::store::{StoreFout, kolom};
use serde::Serialize;
use sqlx::any::AnyRow;

/// How a use ended. `Unset`: it was begun, and how it ended is not known (yet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Status {
    Unset,
    Ok,
    Error,
}

impl Status {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Status::Unset => "Unset",
            Status::Ok => "Ok",
            Status::Error => "Error",
        }
    }
}

/// One line with its ending. The fields of the standard carry its names, ours are Dutch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logregel {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_span_id: Option<SpanId>,
    pub status: Status,
    pub name: String,
    /// Unix milliseconds.
    pub start_time: i64,
    /// Unix milliseconds; absent while `status` is `Unset`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    pub resource: Resource,
    pub attributes: Attributen,
    /// A pseudonym; who acted.
    pub actor: String,
    pub actor_soort: ActorSoort,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functie: Option<String>,
    pub registratie: String,
    pub gegevens: Vec<String>,
    pub doelbinding: String,
    pub grondslag: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foutcode: Option<String>,
}

/// The service that wrote the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resource {
    pub attributes: ResourceAttributen,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResourceAttributen {
    #[serde(rename = "service.name")]
    pub service_name: String,
}

/// The `attributes` of the standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attributen {
    #[serde(rename = "dpl.core.processing_activity_id")]
    pub processing_activity_id: String,
    #[serde(rename = "dpl.core.data_subject_id")]
    pub data_subject_id: String,
    #[serde(rename = "dpl.core.data_subject_id_type")]
    pub data_subject_id_type: String,
}

/// Where a page ended; the next one begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bladwijzer {
    pub start_time: i64,
    pub span_id: SpanId,
}

impl Logregel {
    pub fn bladwijzer(&self) -> Bladwijzer {
        Bladwijzer { start_time: self.start_time, span_id: self.span_id }
    }
}

impl Logboek {
    /// The newest `aantal` uses of this person's data, newest first; with `voor`, those before that one. Each page
    /// costs the same, however far back.
    pub async fn van_betrokkene(
        &self,
        betrokkene: &Pseudoniem,
        voor: Option<Bladwijzer>,
        aantal: u32,
    ) -> Result<Vec<Logregel>, LogboekFout> {
        // Without a bookmark: before a moment that no line has.
        let (start_time, span_id) =
            voor.map_or((i64::MAX, String::new()), |b| (b.start_time, b.span_id.to_string()));
        let rijen = sqlx::query(
            "SELECT l.span_id, l.trace_id, l.parent_span_id, o.name, l.start_time, o.processing_activity_id, \
             l.data_subject_id, o.data_subject_id_type, l.actor, o.actor_soort, o.organisatie, o.functie, \
             o.registratie, o.gegevens, o.doelbinding, o.grondslag, o.resource, a.status, a.end_time, a.foutcode \
             FROM logboek l JOIN logboek_omschrijvingen o ON o.id = l.omschrijving \
             LEFT JOIN logboek_afronding a ON a.span_id = l.span_id AND a.start_time = l.start_time \
             WHERE l.data_subject_id = $1 AND (l.start_time, l.span_id) < ($2, $3) \
             ORDER BY l.start_time DESC, l.span_id DESC LIMIT $4",
        )
        .bind(betrokkene.als_str())
        .bind(start_time)
        .bind(span_id)
        .bind(i64::from(aantal))
        .fetch_all(self.store.pool())
        .await
        .map_err(StoreFout::from)?;
        Ok(rijen.iter().map(uit_rij).collect::<Result<_, _>>()?)
    }
}

fn uit_rij(rij: &AnyRow) -> Result<Logregel, StoreFout> {
    let span = |naam| -> Result<Option<SpanId>, StoreFout> {
        let tekst: Option<&str> = kolom(rij, naam)?;
        tekst.map(|tekst| SpanId::uit_hex(tekst).ok_or(StoreFout::Vorm(naam))).transpose()
    };
    let trace_id: &str = kolom(rij, "trace_id")?;
    let gegevens: &str = kolom(rij, "gegevens")?;
    Ok(Logregel {
        trace_id: TraceId::uit_hex(trace_id).ok_or(StoreFout::Vorm("trace_id"))?,
        span_id: span("span_id")?.ok_or(StoreFout::Vorm("span_id"))?,
        parent_span_id: span("parent_span_id")?,
        status: status_uit(kolom(rij, "status")?)?,
        name: kolom(rij, "name")?,
        start_time: kolom(rij, "start_time")?,
        end_time: kolom(rij, "end_time")?,
        resource: Resource { attributes: ResourceAttributen { service_name: kolom(rij, "resource")? } },
        attributes: Attributen {
            processing_activity_id: kolom(rij, "processing_activity_id")?,
            data_subject_id: kolom(rij, "data_subject_id")?,
            data_subject_id_type: kolom(rij, "data_subject_id_type")?,
        },
        actor: kolom(rij, "actor")?,
        actor_soort: ActorSoort::van_code(kolom(rij, "actor_soort")?)?,
        organisatie: kolom(rij, "organisatie")?,
        functie: kolom(rij, "functie")?,
        registratie: kolom(rij, "registratie")?,
        gegevens: serde_json::from_str(gegevens).map_err(|_| StoreFout::Vorm("gegevens"))?,
        doelbinding: kolom(rij, "doelbinding")?,
        grondslag: kolom(rij, "grondslag")?,
        foutcode: kolom(rij, "foutcode")?,
    })
}

pub(super) fn status_uit(tekst: Option<&str>) -> Result<Status, StoreFout> {
    match tekst {
        None => Ok(Status::Unset),
        Some("Ok") => Ok(Status::Ok),
        Some("Error") => Ok(Status::Error),
        Some(_) => Err(StoreFout::Vorm("status")),
    }
}
