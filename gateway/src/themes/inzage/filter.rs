//! Which uses somebody wants to see.

use super::herken::Herkenning;
use crate::kalender::begin_van_dag;
use crate::logboek::Beschrijving;
use contract::Taal;
use contract::inzage::Doorsoort;
use gegevensregister::Activiteit;
use time::Date;

/// The state of the list; everything that is `None` or empty lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The first day, in the Netherlands.
    pub van: Option<Date>,
    /// The last day.
    pub tot: Option<Date>,
    /// Id of an organisation in the register of verwerkingsactiviteiten, or the name of one that is not in it.
    pub organisatie: Option<String>,
    /// Id of an activity.
    pub activiteit: Option<String>,
    /// Id of a registration.
    pub registratie: Option<String>,
    /// Id of a gegeven or of a group.
    pub gegeven: Option<String>,
    pub soort: Option<Doorsoort>,
    /// Without what the citizen looked at.
    pub zonder_eigen: bool,
    /// Every word must be in the name of the organisation, of the activity or of its purpose, in one of the languages.
    pub zoek: Vec<String>,
}

impl Filter {
    pub(super) fn van(&self) -> i64 {
        self.van.map_or(i64::MIN, begin_van_dag)
    }

    /// The moment at which the last day is over.
    pub(super) fn tot(&self) -> i64 {
        self.tot.and_then(Date::next_day).map_or(i64::MAX, begin_van_dag)
    }

    /// Whether it takes more than moments to tell.
    pub(super) fn kijkt_naar_omschrijving(&self) -> bool {
        let zonder = Filter { van: None, tot: None, ..self.clone() };
        zonder != Filter::default()
    }

    pub(super) fn past(&self, herkenning: &Herkenning, wat: &Beschrijving) -> bool {
        let door = herkenning.door(wat);
        let activiteit = herkenning.activiteit(wat);
        let is = |eis: &Option<String>, waarde: Option<&str>| eis.is_none() || eis.as_deref() == waarde;
        !(self.zonder_eigen && door.soort == Doorsoort::Zelf)
            && self.soort.is_none_or(|soort| soort == door.soort)
            && is(&self.organisatie, door.organisatie.as_deref().or(door.naam.as_deref()))
            && is(&self.activiteit, activiteit.map(Activiteit::id))
            && is(&self.registratie, Some(&wat.registratie))
            && self.gegeven.as_ref().is_none_or(|gegeven| noemt(herkenning, wat, gegeven))
            && self.zoek.iter().all(|woord| vindt(herkenning, wat, activiteit, woord))
    }
}

/// Whether this gegeven, or one of this group, was asked.
fn noemt(herkenning: &Herkenning, wat: &Beschrijving, gegeven: &str) -> bool {
    wat.gegevens.iter().any(|id| id == gegeven || herkenning.groep(id) == Some(gegeven))
}

/// `woord` is in lower case.
fn vindt(herkenning: &Herkenning, wat: &Beschrijving, activiteit: Option<&Activiteit>, woord: &str) -> bool {
    let door = herkenning.door(wat);
    let organisatie = door.organisatie.as_deref().and_then(|id| herkenning.activiteiten.organisatie(id));
    let talen = [Taal::Nl, Taal::En];
    let namen = talen.into_iter().flat_map(|taal| {
        [
            organisatie.map(|een| een.naam(taal)),
            activiteit.map(|een| een.naam(taal)),
            activiteit.map(|een| een.waarom(taal)),
        ]
    });
    let eigen = [door.naam, door.functie, Some(wat.naam.clone())];
    namen.chain(eigen).flatten().any(|tekst| tekst.to_lowercase().contains(woord))
}
