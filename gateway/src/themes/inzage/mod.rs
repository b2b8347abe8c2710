//! Inzage: who used somebody's data, out of the logboek of this portal.

mod bronnen;
mod eerste;
mod filter;
mod gebruikers;
mod herken;
#[cfg(test)]
mod tests;
mod verloop;
mod vouw;

pub use filter::Filter;
pub use gebruikers::NavraagFout;

use super::Wie;
use super::incident::Incidentmelder;
use crate::clock::Clock;
use crate::koppelvlakken::logboeken::Logbron;
use crate::logboek::{Bladwijzer, Logboek, LogboekFout, Regel, SpanId, TraceId, Zoekvraag};
use crate::store::Store;
use crate::willekeur::Willekeur;
use bronnen::Bron;
use contract::inzage::{Blad, Gebruik, PORTAAL};
use gegevensregister::{Activiteiten, Register, Registratie};
use herken::Herkenning;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio_util::task::TaskTracker;
use vouw::Vouw;

/// Uses on a page.
const PER_BLAD: usize = 25;
/// Lines that are read at first, for a page of uses that are mostly one line each.
const EERSTE_HAP: u32 = 50;
/// Lines that are read at a time after that.
const HAP: u32 = 200;
/// The most lines for one page: somebody who looks at their own data all day is one use of many lines.
const LEZEN_MAX: usize = 5_000;
/// A use and everything it set off stand this close together, in milliseconds.
const SAMEN_MS: i64 = 10 * 60 * 1_000;

/// The use case. One for the whole server; it holds nothing of any person.
pub struct Inzage {
    pub(crate) logboek: Logboek,
    store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) incidenten: Incidentmelder,
    /// The registrations of the portal, in the order of the page.
    bronnen: Vec<(String, Bron)>,
    /// Base of the URIs of the portal's own activities.
    basis: String,
    herkenning: Herkenning,
    taken: TaskTracker,
}

/// What it takes to make one.
pub struct Onderdelen {
    pub register: Arc<Register>,
    pub activiteiten: Arc<Activiteiten>,
    /// Base of the URIs of the portal's own activities.
    pub basis: String,
    /// Ids of the registrations of the portal.
    pub registraties: BTreeSet<String>,
    /// The logs of those that have one.
    pub logbronnen: BTreeMap<String, Logbron>,
    pub store: Store,
    pub incidenten: Incidentmelder,
    pub clock: Arc<dyn Clock>,
    pub willekeur: Arc<Willekeur>,
    pub taken: TaskTracker,
}

/// Which use: the moment and trace of its newest line. Says nothing about anybody by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GebruikId {
    pub start_time: i64,
    pub trace_id: TraceId,
}

impl GebruikId {
    pub fn lees(tekst: &str) -> Option<Self> {
        let (moment, trace) = tekst.split_once('-')?;
        Some(Self { start_time: uit_hex(moment)?, trace_id: TraceId::uit_hex(trace)? })
    }

    fn schrijf(self) -> String {
        format!("{:x}-{}", self.start_time, self.trace_id)
    }
}

/// Where a page begins, as the browser passes it on.
pub fn lees_bladwijzer(tekst: &str) -> Option<Bladwijzer> {
    let (moment, span) = tekst.split_once('-')?;
    Some(Bladwijzer { start_time: uit_hex(moment)?, span_id: SpanId::uit_hex(span)? })
}

fn schrijf_bladwijzer(bladwijzer: Bladwijzer) -> String {
    format!("{:x}-{}", bladwijzer.start_time, bladwijzer.span_id)
}

/// A moment after 1970, in hex without a sign.
fn uit_hex(tekst: &str) -> Option<i64> {
    let is_hex = tekst.bytes().all(|teken| teken.is_ascii_hexdigit());
    is_hex.then(|| i64::from_str_radix(tekst, 16).ok()).flatten()
}

impl Inzage {
    pub fn nieuw(logboek: Logboek, met: Onderdelen) -> Self {
        let mut logbronnen = met.logbronnen;
        let van_ons = met.register.registraties().filter(|een| met.registraties.contains(een.id()));
        let bron = |registratie: &Registratie| {
            let bron = match logbronnen.remove(registratie.id()) {
                Some(logbron) => Bron::Meldt(Arc::new(logbron)),
                None if registratie.over_personen() => Bron::MeldtNiet,
                None => Bron::NietNodig,
            };
            (registratie.id().to_owned(), bron)
        };
        let bronnen = van_ons.map(bron).collect();
        let herkenning = Herkenning::nieuw(&met.register, met.activiteiten);
        let Onderdelen { basis, store, incidenten, clock, willekeur, taken, .. } = met;
        Self { logboek, store, clock, willekeur, incidenten, bronnen, basis, herkenning, taken }
    }

    /// A page of the time line of who is logged in.
    pub async fn blad(
        &self,
        wie: &Wie,
        filter: &Filter,
        voor: Option<Bladwijzer>,
    ) -> Result<Blad, LogboekFout> {
        let betrokkene = &wie.betrokkene.pseudoniem;
        let omschrijvingen = self.passend(wie, filter).await?;
        let vraag = Zoekvraag { van: filter.van(), tot: filter.tot(), omschrijvingen };
        let (mut vouw, mut voor) = (Vouw::nieuw(PER_BLAD), voor);
        let (mut gelezen, mut hap) = (0, EERSTE_HAP);
        loop {
            let regels = self.logboek.regels(betrokkene, &vraag, voor, hap).await?;
            let beschrijvingen =
                self.logboek.beschrijvingen(regels.iter().map(|regel| regel.omschrijving)).await?;
            let laatste_hap = regels.len() < hap as usize;
            hap = HAP;
            for regel in &regels {
                let Some(beschrijving) = beschrijvingen.get(&regel.omschrijving) else { continue };
                if gelezen >= LEZEN_MAX || !vouw.neem(regel, beschrijving) {
                    let verder = voor.map(schrijf_bladwijzer);
                    return Ok(Blad { gebruik: vouw.klaar(&self.herkenning, PORTAAL), verder });
                }
                gelezen += 1;
                voor = Some(regel.bladwijzer());
            }
            if laatste_hap {
                return Ok(Blad { gebruik: vouw.klaar(&self.herkenning, PORTAAL), verder: None });
            }
        }
    }

    /// One use, with every gegeven. `None`: this person has no such use.
    pub async fn gebruik(&self, wie: &Wie, id: GebruikId) -> Result<Option<Gebruik>, LogboekFout> {
        let vraag = Zoekvraag {
            van: id.start_time.saturating_sub(SAMEN_MS),
            tot: id.start_time.saturating_add(1),
            omschrijvingen: None,
        };
        let mut vouw = Vouw::nieuw(1).met_gegevens();
        let mut voor = None;
        for _ in 0..LEZEN_MAX / HAP as usize {
            let regels = self.logboek.regels(&wie.betrokkene.pseudoniem, &vraag, voor, HAP).await?;
            voor = regels.last().map(Regel::bladwijzer);
            let van_dit: Vec<_> = regels.iter().filter(|regel| regel.trace_id == id.trace_id).collect();
            let ids = van_dit.iter().map(|regel| regel.omschrijving);
            let beschrijvingen = self.logboek.beschrijvingen(ids).await?;
            for regel in van_dit {
                if let Some(beschrijving) = beschrijvingen.get(&regel.omschrijving) {
                    vouw.neem(regel, beschrijving);
                }
            }
            if regels.len() < HAP as usize {
                break;
            }
        }
        Ok(vouw.klaar(&self.herkenning, PORTAAL).pop())
    }

    /// The descriptions in this person's log that the filter lets through; `None`: it looks at none of what they say.
    async fn passend(&self, wie: &Wie, filter: &Filter) -> Result<Option<Vec<i64>>, LogboekFout> {
        if !filter.kijkt_naar_omschrijving() {
            return Ok(None);
        }
        let soorten = self.logboek.soorten(&wie.betrokkene.pseudoniem).await?;
        let ids = soorten.iter().map(|soort| soort.omschrijving);
        let beschrijvingen = self.logboek.beschrijvingen(ids).await?;
        let passend = beschrijvingen.iter().filter(|(_, wat)| filter.past(&self.herkenning, wat));
        Ok(Some(passend.map(|(id, _)| *id).collect()))
    }
}
