//! The lift from a registry's answer to gegevens.
//!
//! The rules, each with a test:
//! - Nothing is invented, and nothing that the register defines is left out in silence: a value in another form
//!   than its soort is [`Waarde::NietBegrepen`]. If a whole group stands in another form (a text where an object
//!   should be, a list of more than 1,000), all its gegevens are.
//! - What the register does not define is dropped, and its place (never its value) is reported.
//! - A gegeven without a value is left out, and so is an occurrence without gegevens. One exception: a source that
//!   says that it is investigating whether "nothing" is right gives [`Waarde::Leeg`] with the mark, because the doubt
//!   is something it holds on the person.
//! - An occurrence is known by a key that does not depend on the order of the list: see [`sleutel`].

use crate::register::{Definitie, Groep};
use crate::toegang::Toegang;
use crate::waarde::{self, LANGSTE_LIJST};
use crate::wijzer::Stap;
use contract::Datum;
use contract::gegevensregister::Soort;
use contract::klantbeeld::{Gegeven, InOnderzoek, Periode, Voorkomen, Waarde};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What an answer holds on the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opbrengst {
    /// In the order of the register, and within a group in the order of the answer.
    pub voorkomens: Vec<Voorkomen>,
    /// JSON Pointers, with `*` for every item of a list, of values that arrived but that the register does not
    /// define. They are not in `voorkomens`. At most 100; a member name that is no plain name is written `?`.
    pub niet_gedefinieerd: BTreeSet<String>,
    /// Ids of the gegevens of which the value, the mark of investigation or its date came in another form.
    pub niet_begrepen: Vec<String>,
}

/// Lifts an answer about one person, as far as `toegang` goes: what arrived beyond it is dropped and reported. Pure:
/// the same answer always gives the same result.
pub fn til(toegang: &Toegang, antwoord: &Value) -> Opbrengst {
    let mut lift = Lift::default();
    for groep in &toegang.groepen {
        lift.groep(groep, groep.wijzer.stappen(), antwoord);
    }
    Opbrengst {
        voorkomens: lift.voorkomens,
        niet_gedefinieerd: toegang.boom.ongelezen(antwoord),
        niet_begrepen: lift.niet_begrepen.into_iter().map(Into::into).collect(),
    }
}

#[derive(Default)]
struct Lift<'r> {
    voorkomens: Vec<Voorkomen>,
    niet_begrepen: BTreeSet<&'r str>,
    /// How often a key was given out.
    sleutels: BTreeMap<String, u32>,
}

impl<'r> Lift<'r> {
    /// Walks to the group's place, or to each of its places.
    fn groep(&mut self, groep: &'r Groep, stappen: &[Stap], hier: &Value) {
        match (stappen.split_first(), hier) {
            (_, Value::Null) => {}
            (None, _) => self.voorkomen(groep, hier),
            (Some((Stap::Lid(naam), rest)), Value::Object(leden)) => {
                self.groep(groep, rest, leden.get(naam).unwrap_or(&Value::Null));
            }
            (Some((Stap::Elk, rest)), Value::Array(items)) if items.len() <= LANGSTE_LIJST => {
                for item in items {
                    self.groep(groep, rest, item);
                }
            }
            _ => self.andere_vorm(groep),
        }
    }

    fn voorkomen(&mut self, groep: &'r Groep, item: &Value) {
        if !item.is_object() {
            return self.andere_vorm(groep);
        }
        let gegevens: Vec<Gegeven> =
            groep.gegevens.iter().filter_map(|definitie| self.gegeven(definitie, item)).collect();
        let datum =
            |wijzer: &Option<crate::wijzer::Wijzer>| waarde::datum(wijzer.as_ref()?.volg(item).ok()??);
        let geldig = Periode { van: datum(&groep.geldig_van), tot: datum(&groep.geldig_tot) };
        let geldig = (geldig.van.is_some() || geldig.tot.is_some()).then_some(geldig);
        self.voeg_toe(groep, geldig, gegevens);
    }

    fn andere_vorm(&mut self, groep: &'r Groep) {
        self.niet_begrepen.extend(groep.gegevens.iter().map(|definitie| definitie.id.as_str()));
        let gegevens = groep.gegevens.iter().map(|definitie| Gegeven {
            id: definitie.id.clone(),
            waarde: Waarde::NietBegrepen,
            in_onderzoek: None,
        });
        let gegevens = gegevens.collect();
        self.voeg_toe(groep, None, gegevens);
    }

    fn voeg_toe(&mut self, groep: &Groep, geldig: Option<Periode>, gegevens: Vec<Gegeven>) {
        if gegevens.is_empty() {
            return;
        }
        let sleutel = sleutel(groep, &gegevens);
        let keer = self.sleutels.entry(sleutel.clone()).or_default();
        *keer += 1;
        let sleutel = if *keer == 1 { sleutel } else { format!("{sleutel}-{keer}") };
        self.voorkomens.push(Voorkomen { groep: groep.id.clone(), sleutel, geldig, gegevens });
    }

    fn gegeven(&mut self, definitie: &'r Definitie, item: &Value) -> Option<Gegeven> {
        let waarde = waarde_van(definitie, item);
        let in_onderzoek = self.onderzoek(definitie, item);
        let waarde = match (waarde, &in_onderzoek) {
            (Some(waarde), _) => waarde,
            (None, Some(_)) => Waarde::Leeg,
            (None, None) => return None,
        };
        if waarde::is_niet_begrepen(&waarde) {
            self.niet_begrepen.insert(&definitie.id);
        }
        Some(Gegeven { id: definitie.id.clone(), waarde, in_onderzoek })
    }

    /// The mark, when one of the flags is true. A flag that is no boolean marks nothing, and is reported.
    fn onderzoek(&mut self, definitie: &'r Definitie, item: &Value) -> Option<InOnderzoek> {
        let mut gevonden = false;
        for vlag in &definitie.onderzoek {
            match vlag.volg(item) {
                Ok(None | Some(Value::Bool(false))) => {}
                Ok(Some(Value::Bool(true))) => gevonden = true,
                _ => {
                    self.niet_begrepen.insert(&definitie.id);
                }
            }
        }
        if !gevonden {
            return None;
        }
        let mut datums = Vec::new();
        for wijzer in &definitie.sinds {
            match wijzer.volg(item).map(|gevonden| gevonden.map(waarde::datum)) {
                Ok(None) => {}
                Ok(Some(Some(datum))) => datums.push(datum),
                _ => {
                    self.niet_begrepen.insert(&definitie.id);
                }
            }
        }
        // When several investigations touch a value, it has been in doubt since the first of them.
        Some(InOnderzoek { sinds: datums.into_iter().min_by_key(|datum| volgorde(*datum)) })
    }
}

fn waarde_van(definitie: &Definitie, item: &Value) -> Option<Waarde> {
    if definitie.leeswijze.soort != Soort::Adres {
        return waarde::haal(&definitie.leeswijze, definitie.wijzers.first()?.stappen(), item);
    }
    let mut regels = Vec::new();
    for wijzer in &definitie.wijzers {
        match waarde::haal(&definitie.leeswijze, wijzer.stappen(), item) {
            None => {}
            Some(Waarde::Tekst { tekst }) => regels.push(tekst),
            Some(_) => return Some(Waarde::NietBegrepen),
        }
    }
    (!regels.is_empty()).then_some(Waarde::Adres { regels })
}

/// Earlier first; a part that is unknown comes after every known one, and an unknown date after all.
fn volgorde(datum: Datum) -> (u16, u8, u8) {
    match datum {
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag),
        Datum::Maand { jaar, maand } => (jaar, maand, u8::MAX),
        Datum::Jaar { jaar } => (jaar, u8::MAX, u8::MAX),
        Datum::Onbekend => (u16::MAX, u8::MAX, u8::MAX),
    }
}

/// The key of an occurrence: the id of its group and, when that repeats, a hash of the gegevens that tell one
/// occurrence from another (`sleutel` in the TOML). So it stays the same when the source changes the order or adds
/// an occurrence, and changes when the source changes who or what the occurrence is. Twins in every one of those
/// gegevens get `-2`, `-3` … in the order of the answer.
///
/// A BSN is never hashed: a billion numbers are soon tried. What is hashed can be guessed by who knows the person,
/// so a key is personal data too.
fn sleutel(groep: &Groep, gegevens: &[Gegeven]) -> String {
    if !groep.wijzer.herhaalt() {
        return groep.id.clone();
    }
    let mut hash = Fnv::default();
    for gegeven in gegevens.iter().filter(|gegeven| groep.sleutel.contains(&gegeven.id)) {
        hash.neem(&gegeven.id);
        hash.neem(&identiteit(&gegeven.waarde));
    }
    format!("{}:{:016x}", groep.id, hash.0)
}

/// What a value says, apart from how it is sent: keys that people were given must survive a change of the API. Only
/// soorten that the register accepts in `sleutel` say something; a code speaks without its description.
fn identiteit(waarde: &Waarde) -> String {
    match waarde {
        Waarde::Tekst { tekst } => tekst.clone(),
        Waarde::Code { code, .. } => code.clone(),
        Waarde::Getal { getal } => getal.to_string(),
        Waarde::Datum { datum } => {
            let (jaar, maand, dag) = volgorde(*datum);
            format!("{jaar}-{maand}-{dag}")
        }
        _ => String::new(),
    }
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; IETF draft-eastlake-fnv): small, and the same in every version of Rust, which
/// the standard library's hasher does not promise.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    /// Takes the bytes and a zero, so that "ab" + "c" and "a" + "bc" differ.
    fn neem(&mut self, tekst: &str) {
        for byte in tekst.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
