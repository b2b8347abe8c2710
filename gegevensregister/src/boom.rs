//! Every place that a registration's groups read, as one tree beside which an answer can be walked: what arrived and
//! has no place in it is what the register does not define.

use crate::register::{Definitie, Groep};
use crate::wijzer::{Stap, Wijzer};
use contract::gegevensregister::Soort;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Members of a date as the BRP sends it (`AbstractDatum`); `langFormaat` is its text, which we make ourselves.
const LEDEN_VAN_DATUM: &[&str] = &["type", "datum", "jaar", "maand", "onbekend", "langFormaat"];
/// Members of a value from a table (`Waardetabel`).
const LEDEN_VAN_CODE: &[&str] = &["code", "omschrijving", "waarde"];
/// More than this many undefined places is garbage; the first ones tell enough.
const MEESTE_MELDINGEN: usize = 100;
/// Nothing in a registry's answer stands deeper.
const DIEPSTE: usize = 32;

#[derive(Clone, Debug, Default)]
pub(crate) struct Knoop {
    leden: BTreeMap<String, Knoop>,
    elk: Option<Box<Knoop>>,
    /// A value is read here, whatever its form turns out to be.
    gelezen: bool,
}

impl Knoop {
    pub(crate) fn van(groepen: &[Groep], levert: &[Wijzer]) -> Self {
        let mut wortel = Knoop::default();
        for wijzer in levert {
            wortel.plek(wijzer).lees(Soort::Tekst);
        }
        for groep in groepen {
            let plek = wortel.plek(&groep.wijzer);
            for wijzer in groep.geldig_van.iter().chain(&groep.geldig_tot) {
                plek.plek(wijzer).lees(Soort::Datum);
            }
            for gegeven in &groep.gegevens {
                plek.voeg_toe(gegeven);
            }
        }
        wortel
    }

    /// Pointers (with `*` for every item of a list) of the values in `antwoord` that nothing reads.
    pub(crate) fn ongelezen(&self, antwoord: &Value) -> BTreeSet<String> {
        let mut gevonden = BTreeSet::new();
        ongelezen(Some(self), antwoord, &mut Vec::new(), &mut gevonden);
        gevonden
    }

    fn voeg_toe(&mut self, gegeven: &Definitie) {
        for wijzer in &gegeven.wijzers {
            self.plek(wijzer).lees(gegeven.leeswijze.soort);
        }
        for wijzer in &gegeven.onderzoek {
            self.plek(wijzer).lees(Soort::JaNee);
        }
        for wijzer in &gegeven.sinds {
            self.plek(wijzer).lees(Soort::Datum);
        }
    }

    fn plek(&mut self, wijzer: &Wijzer) -> &mut Knoop {
        wijzer.stappen().iter().fold(self, |knoop, stap| match stap {
            Stap::Lid(naam) => knoop.leden.entry(naam.clone()).or_default(),
            Stap::Elk => knoop.elk.get_or_insert_default(),
        })
    }

    fn lees(&mut self, soort: Soort) {
        self.gelezen = true;
        let leden = match soort {
            Soort::Datum => LEDEN_VAN_DATUM,
            Soort::Code => LEDEN_VAN_CODE,
            _ => return,
        };
        for lid in leden {
            self.leden.entry((*lid).into()).or_default().gelezen = true;
        }
    }

    /// A value with nothing known inside it is taken or refused as a whole.
    fn is_blad(&self) -> bool {
        self.gelezen && self.leden.is_empty() && self.elk.is_none()
    }
}

fn ongelezen<'a>(
    knoop: Option<&Knoop>,
    waarde: &'a Value,
    pad: &mut Vec<&'a str>,
    gevonden: &mut BTreeSet<String>,
) {
    if knoop.is_some_and(Knoop::is_blad) || gevonden.len() >= MEESTE_MELDINGEN {
        return;
    }
    match waarde {
        Value::Object(leden) if pad.len() < DIEPSTE => {
            for (naam, lid) in leden {
                pad.push(naam);
                ongelezen(knoop.and_then(|knoop| knoop.leden.get(naam)), lid, pad, gevonden);
                pad.pop();
            }
        }
        Value::Array(items) if pad.len() < DIEPSTE => {
            // A list of plain values where one value was expected is a wrong form, not an undefined place.
            let elk = knoop.and_then(|knoop| if knoop.gelezen { Some(knoop) } else { knoop.elk.as_deref() });
            pad.push("*");
            for item in items {
                ongelezen(elk, item, pad, gevonden);
            }
            pad.pop();
        }
        Value::Null => {}
        _ if knoop.is_some() => {}
        _ => {
            gevonden.insert(pad.iter().flat_map(|naam| ["/", veilig(naam)]).collect());
        }
    }
}

/// Names of members go to a log; one that is not a plain name could be anything, a BSN too.
fn veilig(naam: &str) -> &str {
    let is_naam = naam.len() <= 60
        && naam.starts_with(|teken: char| teken.is_ascii_alphabetic() || teken == '_')
        && naam.bytes().all(|teken| teken.is_ascii_alphanumeric() || teken == b'_')
        && naam.bytes().filter(u8::is_ascii_digit).count() < 8;
    if is_naam || naam == "*" { naam } else { "?" }
}
