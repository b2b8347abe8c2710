//! Folds lines into uses: what one request set off is one use, and so are all one's own looks on one day.

use super::GebruikId;
use super::herken::Herkenning;
use crate::kalender::{dag_in_nederland, tijdstip};
use crate::logboek::{ActorSoort, Beschrijving, Regel, Status, TraceId};
use contract::inzage::{Gebruik, Opgevraagd, Uitkomst};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use time::Date;

/// What belongs together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sleutel {
    Eigen(Date),
    Verzoek(TraceId),
}

/// Lines, newest first, on their way to uses.
pub(super) struct Vouw {
    meeste: usize,
    met_gegevens: bool,
    uses: Vec<Samen>,
    plekken: HashMap<Sleutel, usize>,
}

/// The lines of one use.
struct Samen {
    id: GebruikId,
    oudste: i64,
    verzoeken: BTreeSet<TraceId>,
    beschrijving: Arc<Beschrijving>,
    opgevraagd: Vec<(String, Gevraagd)>,
}

#[derive(Default)]
struct Gevraagd {
    uitkomsten: BTreeSet<Uitkomst>,
    gegevens: BTreeSet<String>,
}

impl Vouw {
    /// For so many uses at most.
    pub(super) fn nieuw(meeste: usize) -> Self {
        Self { meeste, met_gegevens: false, uses: Vec::new(), plekken: HashMap::new() }
    }

    /// Names every gegeven, not the groups alone.
    pub(super) fn met_gegevens(mut self) -> Self {
        self.met_gegevens = true;
        self
    }

    /// Adds a line; `false`: it would begin one use too many.
    pub(super) fn neem(&mut self, regel: &Regel, beschrijving: &Arc<Beschrijving>) -> bool {
        let sleutel = match beschrijving.actor_soort {
            Some(ActorSoort::Burger) => Sleutel::Eigen(dag_in_nederland(regel.start_time)),
            _ => Sleutel::Verzoek(regel.trace_id),
        };
        let plek = match self.plekken.get(&sleutel) {
            Some(plek) => *plek,
            None if self.uses.len() == self.meeste => return false,
            None => {
                self.plekken.insert(sleutel, self.uses.len());
                self.uses.push(Samen {
                    id: GebruikId { start_time: regel.start_time, trace_id: regel.trace_id },
                    oudste: regel.start_time,
                    verzoeken: BTreeSet::new(),
                    beschrijving: Arc::clone(beschrijving),
                    opgevraagd: Vec::new(),
                });
                self.uses.len() - 1
            }
        };
        if let Some(samen) = self.uses.get_mut(plek) {
            samen.voeg_toe(regel, beschrijving);
        }
        true
    }

    /// `bron`: whose log it is.
    pub(super) fn klaar(self, herkenning: &Herkenning, bron: &str) -> Vec<Gebruik> {
        let met_gegevens = self.met_gegevens;
        self.uses.into_iter().map(|samen| samen.klaar(herkenning, bron, met_gegevens)).collect()
    }
}

impl Samen {
    fn voeg_toe(&mut self, regel: &Regel, beschrijving: &Beschrijving) {
        self.oudste = self.oudste.min(regel.start_time);
        self.verzoeken.insert(regel.trace_id);
        let plek =
            self.opgevraagd.iter().position(|(registratie, _)| *registratie == beschrijving.registratie);
        let plek = plek.unwrap_or_else(|| {
            self.opgevraagd.push((beschrijving.registratie.clone(), Gevraagd::default()));
            self.opgevraagd.len() - 1
        });
        if let Some((_, gevraagd)) = self.opgevraagd.get_mut(plek) {
            gevraagd.uitkomsten.insert(uitkomst(regel.status));
            gevraagd.gegevens.extend(beschrijving.gegevens.iter().cloned());
        }
    }

    fn klaar(self, herkenning: &Herkenning, bron: &str, met_gegevens: bool) -> Gebruik {
        let activiteit = herkenning.activiteit(&self.beschrijving);
        let opgevraagd = self.opgevraagd.into_iter().map(|(registratie, gevraagd)| Opgevraagd {
            registratie,
            // The best of several: what was obtained once, was obtained.
            uitkomst: gevraagd.uitkomsten.first().copied().unwrap_or(Uitkomst::Onbekend),
            groepen: herkenning.groepen(gevraagd.gegevens.iter()),
            gegevens: if met_gegevens { gevraagd.gegevens.into_iter().collect() } else { Vec::new() },
        });
        Gebruik {
            id: self.id.schrijf(),
            bron: bron.to_owned(),
            moment: tijdstip(self.id.start_time),
            vanaf: (self.verzoeken.len() > 1).then(|| tijdstip(self.oudste)),
            keren: u32::try_from(self.verzoeken.len()).unwrap_or(u32::MAX),
            door: herkenning.door(&self.beschrijving),
            activiteit: activiteit.map(|een| een.id().to_owned()),
            omschrijving: activiteit
                .is_none()
                .then(|| self.beschrijving.naam.clone())
                .filter(|naam| !naam.is_empty()),
            betrokkenheid: self.beschrijving.betrokkenheid.clone(),
            opgevraagd: opgevraagd.collect(),
        }
    }
}

fn uitkomst(status: Status) -> Uitkomst {
    match status {
        Status::Ok => Uitkomst::Gelukt,
        Status::Error => Uitkomst::Mislukt,
        Status::Unset => Uitkomst::Onbekend,
    }
}
