//! The klantbeeld: ask every registration at once, each within its own deadline, and pass each answer on as it comes.
//! What is found by the answer of another waits for that one; the rest does not wait.
//!
//! The work is done in tasks of its own, which the server waits for when it stops. So a browser that leaves, or a
//! request that is cut off, cannot keep a question from getting its ending, or an incident from being reported.

mod bron;
pub mod onderhoud;
mod ronde;

pub use bron::Bron;

use super::Wie;
use super::incident::Incidentmelder;
use crate::clock::Clock;
use crate::config::Config;
use crate::logboek::{Logboek, Verwerking};
use crate::logboek::{SpanId, TraceId};
use crate::telemetrie::Spoor;
use crate::willekeur::Willekeur;
use contract::Taal;
use contract::klantbeeld::Bronbeeld;
use gegevensregister::{Register, Registratie, Toegang};
use onderhoud::Onderhoud;
use ronde::Ronde;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;
use url::Url;

/// The use case. One for the whole server; it holds nothing of any person.
pub struct Klantbeeld {
    pub(crate) register: Arc<Register>,
    pub(crate) bronnen: BTreeMap<String, Bron>,
    pub(crate) onderhoud: Onderhoud,
    pub(crate) logboek: Logboek,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) config: Arc<Config>,
    pub(crate) incidenten: Incidentmelder,
    pub(crate) taken: TaskTracker,
}

impl Klantbeeld {
    /// Ids of the registrations of this portal, in the order of the page.
    pub fn registraties(&self) -> Vec<String> {
        self.van_ons().map(|registratie| registratie.id().to_owned()).collect()
    }

    /// All registrations, each as soon as it is in. The channel closes after the last.
    pub fn stroom(self: Arc<Self>, wie: Wie, spoor: Spoor) -> mpsc::Receiver<Bronbeeld> {
        let ids = self.registraties();
        Ronde { klantbeeld: self, wie, spoor }.begin(&ids)
    }

    /// One registration again; what it is found by is looked up again too. `None`: there is no such registration.
    pub async fn bronbeeld(self: Arc<Self>, registratie: &str, wie: Wie, spoor: Spoor) -> Option<Bronbeeld> {
        let id = self.registraties().into_iter().find(|id| id == registratie)?;
        Ronde { klantbeeld: self, wie, spoor }.begin(&[id]).recv().await
    }

    fn van_ons(&self) -> impl Iterator<Item = &Registratie> {
        self.register.registraties().filter(|registratie| self.bronnen.contains_key(registratie.id()))
    }

    /// The line for the logboek of what is about to be asked.
    fn verwerking(
        &self,
        registratie: &Registratie,
        toegang: &Toegang,
        wie: &Wie,
        spoor: Spoor,
    ) -> Option<Verwerking> {
        let id = registratie.id();
        let instellingen = self.config.registraties.get(id)?;
        Some(Verwerking {
            trace_id: spoor.trace_id,
            span_id: self.willekeur.met(SpanId::nieuw),
            parent_span_id: Some(spoor.span_id),
            naam: format!("klantbeeld.{id}"),
            begonnen_op: self.clock.nu_ms(),
            verwerkingsactiviteit: self.verwerkingsactiviteit(&instellingen.verwerking)?,
            betrokkene: wie.betrokkene.pseudoniem.clone(),
            actor: wie.actor.pseudoniem.clone(),
            actor_soort: wie.actor.soort,
            organisatie: None,
            functie: None,
            registratie: id.to_owned(),
            gegevens: toegang.gegeven_ids().into_iter().map(str::to_owned).collect(),
            doelbinding: instellingen.doelbinding.clone(),
            grondslag: registratie.grondslag(Taal::Nl),
        })
    }

    /// The URI of the declared purpose in the register of verwerkingsactiviteiten.
    fn verwerkingsactiviteit(&self, verwerking: &str) -> Option<Url> {
        let basis = self.config.organisatie.verwerkingenregister.as_str();
        Url::parse(&gegevensregister::uri_van_portaal(basis, verwerking)).ok()
    }
}

/// What arrived and is not shown, or not understood, is counted and named by its place, never by its value. A place is
/// named once: every answer of a registry has the same ones.
fn meld_afwijkingen(id: &str, trace_id: TraceId, opbrengst: &gegevensregister::Opbrengst) {
    let meer = opbrengst.niet_gedefinieerd.len() as u64;
    if meer > 0 {
        metrics::counter!("gegevens_niet_gedefinieerd_total", "registratie" => id.to_owned()).increment(meer);
    }
    let nieuw = nog_niet_genoemd(id, &opbrengst.niet_gedefinieerd);
    if !nieuw.is_empty() {
        tracing::info!(%trace_id, registratie = id, plekken = ?nieuw, "values that may not be shown, or that the register does not define, are dropped from now on");
    }
    let onbegrepen = opbrengst.niet_begrepen.len() as u64;
    if onbegrepen > 0 {
        metrics::counter!("gegevens_niet_begrepen_total", "registratie" => id.to_owned())
            .increment(onbegrepen);
        tracing::warn!(%trace_id, registratie = id, gegevens = ?opbrengst.niet_begrepen, "values of an unexpected form");
    }
}

/// More places than all standards together have; beyond it a registry is sending garbage, which is counted all the same.
const MEESTE_PLEKKEN: usize = 5_000;

fn nog_niet_genoemd<'p>(id: &str, plekken: &'p BTreeSet<String>) -> Vec<&'p str> {
    static GENOEMD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let mut genoemd = GENOEMD.lock().unwrap_or_else(PoisonError::into_inner);
    let nieuw =
        plekken.iter().filter(|plek| genoemd.len() < MEESTE_PLEKKEN && genoemd.insert(format!("{id}{plek}")));
    nieuw.map(String::as_str).collect()
}
