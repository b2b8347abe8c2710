//! Logboek Dataverwerkingen (Logius, core 0.8): every look at somebody's data is a line here, before the look.
//!
//! A koppelvlak asks for a [`GeboekteVerwerking`], and only [`Logboek::boek`] makes one, after the line is committed.
//! So what cannot be written down is not fetched. Nothing is ever changed: how it ended is a second line, and the
//! database refuses updates and deletes; what stands there is chained (`keten`). No BSN stands here; a person is a [`Pseudoniem`].

mod controle;
mod keten;
mod lezen;
pub mod maanden;
mod omschrijving;
mod schrijver;
mod spoor;
mod wissen;
mod zoeken;

#[cfg(test)]
mod tests;

pub use controle::{Breuk, Breuksoort, Controle};
pub use keten::Ketensleutel;
pub use lezen::{Attributen, Bladwijzer, Logregel, Resource, ResourceAttributen, Status};
pub use spoor::{SpanId, TraceId};
pub use wissen::{Bewaargrens, Voortgang};
pub use zoeken::{Beschrijving, Regel, Soort, Telling, Zoekvraag};

use crate::pseudoniem::Pseudoniem;
use crate::store::{Store, StoreFout, Transactie};
use schrijver::{Afronding, Opdracht, Schrijver};
use url::Url;
use zoeken::Gelezen;

/// The kind of number that the pseudonym hides (`dpl.core.data_subject_id_type`).
pub const DATA_SUBJECT_ID_TYPE: &str = "BSN";

/// In what role somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorSoort {
    /// The person about whom it is.
    Burger,
    Medewerker,
    Vertegenwoordiger,
    /// A party that was given data.
    Ontvanger,
}

impl ActorSoort {
    const ALLE: [Self; 4] = [Self::Burger, Self::Medewerker, Self::Vertegenwoordiger, Self::Ontvanger];

    const fn code(self) -> &'static str {
        match self {
            Self::Burger => "burger",
            Self::Medewerker => "medewerker",
            Self::Vertegenwoordiger => "vertegenwoordiger",
            Self::Ontvanger => "ontvanger",
        }
    }

    fn van_code(code: &str) -> Result<Self, StoreFout> {
        Self::ALLE.into_iter().find(|soort| soort.code() == code).ok_or(StoreFout::Vorm("actor_soort"))
    }
}

/// One use of one person's data, about to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verwerking {
    /// The same for everything one request sets off.
    pub trace_id: TraceId,
    /// Its own.
    pub span_id: SpanId,
    /// What it is part of.
    pub parent_span_id: Option<SpanId>,
    /// What happens, in words: the `name` of the standard.
    pub naam: String,
    /// Unix milliseconds.
    pub begonnen_op: i64,
    /// The declared purpose, in the register of verwerkingsactiviteiten.
    pub verwerkingsactiviteit: Url,
    /// Who acts.
    pub actor: Pseudoniem,
    pub actor_soort: ActorSoort,
    /// On whose behalf, when it is not the citizen: a party's name or number.
    pub organisatie: Option<String>,
    /// Their department or function there; never who.
    pub functie: Option<String>,
    /// About whom.
    pub betrokkene: Pseudoniem,
    /// Which registration is asked, by its id in the gegevensregister.
    pub registratie: String,
    /// What is asked, by ids in the gegevensregister.
    pub gegevens: Vec<String>,
    pub doelbinding: String,
    pub grondslag: String,
}

/// Proof that a use stands in the logboek. Not `Clone`: one line is one look, and it ends once.
#[derive(Debug)]
pub struct GeboekteVerwerking {
    betrokkene: Pseudoniem,
    start_time: i64,
    trace_id: TraceId,
    span_id: SpanId,
}

impl GeboekteVerwerking {
    fn van(verwerking: &Verwerking) -> Self {
        Self {
            betrokkene: verwerking.betrokkene.clone(),
            start_time: verwerking.begonnen_op,
            trace_id: verwerking.trace_id,
            span_id: verwerking.span_id,
        }
    }

    pub fn trace_id(&self) -> TraceId {
        self.trace_id
    }

    pub fn span_id(&self) -> SpanId {
        self.span_id
    }

    /// The `traceparent` header of the call to the registry (W3C Trace Context, version 00, sampled: the standard
    /// allows no sampling).
    pub fn traceparent(&self) -> String {
        format!("00-{}-{}-01", self.trace_id, self.span_id)
    }
}

/// How a use ended. The code is a constant of ours, so no answer of a registry ends up here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uitkomst {
    Gelukt,
    Mislukt { foutcode: &'static str },
}

/// It does not stand in the logboek.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogboekFout {
    #[error("the logboek could not be written or read")]
    Store(#[from] StoreFout),
}

#[derive(Clone)]
pub struct Logboek {
    store: Store,
    sleutel: Ketensleutel,
    schrijver: Schrijver,
    gelezen: Gelezen,
}

impl Logboek {
    /// `resource`: the name of the service that writes, as in `service.name` of OpenTelemetry. Must be called within a
    /// tokio runtime: what is written at the same time is written together, by a task of its own.
    pub fn nieuw(store: Store, resource: impl Into<String>, sleutel: Ketensleutel) -> Self {
        let schrijver = Schrijver::start(store.clone(), resource.into(), sleutel.clone());
        Self { store, sleutel, schrijver, gelezen: Gelezen::default() }
    }

    /// Writes one use. When this returns `Ok`, the line is durable and the registry may be asked.
    pub async fn boek(&self, verwerking: Verwerking) -> Result<GeboekteVerwerking, LogboekFout> {
        let geboekt = GeboekteVerwerking::van(&verwerking);
        self.schrijver.schrijf(Opdracht::Boek(vec![verwerking])).await?;
        Ok(geboekt)
    }

    /// Writes several uses, all or none, in the order given.
    pub async fn boek_alle(
        &self,
        verwerkingen: Vec<Verwerking>,
    ) -> Result<Vec<GeboekteVerwerking>, LogboekFout> {
        let geboekt = verwerkingen.iter().map(GeboekteVerwerking::van).collect();
        self.schrijver.schrijf(Opdracht::Boek(verwerkingen)).await?;
        Ok(geboekt)
    }

    /// Writes how it ended, at `nu` (Unix milliseconds). Without this the line stays `Unset`: asked, outcome unknown.
    pub async fn rond_af(
        &self,
        geboekt: GeboekteVerwerking,
        uitkomst: Uitkomst,
        nu: i64,
    ) -> Result<(), LogboekFout> {
        self.schrijver.schrijf(Opdracht::RondAf(Afronding::van(&geboekt, uitkomst, nu))).await
    }

    /// The same in a transaction of the caller: the ending stands there only together with what else is in it.
    pub async fn rond_af_in(
        &self,
        tx: &mut Transactie,
        geboekt: &GeboekteVerwerking,
        uitkomst: Uitkomst,
        nu: i64,
    ) -> Result<(), LogboekFout> {
        Ok(schrijver::rond_af(tx, &self.sleutel, &Afronding::van(geboekt, uitkomst, nu)).await?)
    }
}

/// "$3, $4, $5": so many parameters from this one on, for an `IN`.
fn parameterlijst(vanaf: usize, aantal: usize) -> String {
    (vanaf..vanaf + aantal).map(|plaats| format!("${plaats}")).collect::<Vec<_>>().join(", ")
}
