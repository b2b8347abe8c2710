//! Who stands behind a line, and for what: by the register of verwerkingsactiviteiten.

use crate::logboek::{ActorSoort, Beschrijving};
use contract::inzage::{Door, Doorsoort};
use contract::verwerkingsactiviteiten::Aanleiding;
use gegevensregister::{Activiteit, Activiteiten, Register};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Knows activities by their URIs and gegevens by their groups.
pub(super) struct Herkenning {
    pub(super) activiteiten: Arc<Activiteiten>,
    /// By gegeven: the place of its group in the register, and the group.
    groepen: HashMap<String, (usize, String)>,
}

impl Herkenning {
    pub(super) fn nieuw(register: &Register, activiteiten: Arc<Activiteiten>) -> Self {
        let groepen = register.gegevens_met_groep().enumerate();
        let groepen = groepen.map(|(plek, (gegeven, groep))| (gegeven.to_owned(), (plek, groep.to_owned())));
        Self { activiteiten, groepen: groepen.collect() }
    }

    pub(super) fn activiteit(&self, wat: &Beschrijving) -> Option<&Activiteit> {
        self.activiteiten.op_uri(&wat.verwerkingsactiviteit)
    }

    /// The organisation is the one that the line names; else, when not the citizen acts, who answers for the activity.
    pub(super) fn door(&self, wat: &Beschrijving) -> Door {
        let activiteit = self.activiteit(wat);
        let soort = match (wat.actor_soort, activiteit.map(Activiteit::aanleiding)) {
            (Some(ActorSoort::Burger), _) | (None, Some(Aanleiding::Zelf)) => Doorsoort::Zelf,
            (Some(ActorSoort::Vertegenwoordiger), _) => Doorsoort::Namens,
            // Also staff that acts in a task of its own, and not because the citizen asked.
            (None | Some(ActorSoort::Medewerker), Some(Aanleiding::WettelijkeTaak)) => Doorsoort::Taak,
            (Some(ActorSoort::Medewerker), _) | (None, Some(Aanleiding::Balie)) => Doorsoort::Balie,
            (Some(ActorSoort::Ontvanger), _) | (None, Some(Aanleiding::Toestemming)) => {
                Doorsoort::Toestemming
            }
            (None, None) => Doorsoort::Onbekend,
        };
        let bekend = wat.organisatie.as_deref().filter(|id| self.activiteiten.organisatie(id).is_some());
        let genoemd = wat.organisatie.clone().filter(|_| bekend.is_none());
        let van_activiteit = activiteit.map(Activiteit::organisatie).filter(|_| genoemd.is_none());
        let organisatie = bekend.or(van_activiteit).filter(|_| soort != Doorsoort::Zelf);
        Door {
            soort,
            organisatie: organisatie.map(str::to_owned),
            naam: genoemd.filter(|_| soort != Doorsoort::Zelf),
            functie: wat.functie.clone(),
        }
    }

    /// The groups of these gegevens, in the register's order. What the register does not know (any more) is in no group.
    pub(super) fn groepen<'g>(&'g self, gegevens: impl Iterator<Item = &'g String>) -> Vec<String> {
        let mut plekken: BTreeSet<(usize, &str)> = BTreeSet::new();
        let mut gezien: BTreeSet<&str> = BTreeSet::new();
        plekken.extend(
            gegevens.filter_map(|id| self.groepen.get(id)).map(|(plek, groep)| (*plek, groep.as_str())),
        );
        let groepen = plekken.into_iter().map(|(_, groep)| groep).filter(|groep| gezien.insert(groep));
        groepen.map(str::to_owned).collect()
    }

    /// The group of a gegeven.
    pub(super) fn groep(&self, gegeven: &str) -> Option<&str> {
        self.groepen.get(gegeven).map(|(_, groep)| groep.as_str())
    }
}
