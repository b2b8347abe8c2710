//! What one role may see of a registration for one purpose: the holder decides, in the registration's file.

use crate::boom::Knoop;
use crate::register::Groep;
use crate::velden::velden;
use crate::wijzer::Wijzer;
use serde::Deserialize;
use std::collections::BTreeSet;

/// In what role somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rol {
    /// The person about whom it is.
    Burger,
    /// Desk staff who help that person.
    Balie,
}

/// For what somebody looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Doel {
    /// The right to see what is held on oneself.
    Inzage,
    /// Help at a desk, at the person's request.
    Dienstverlening,
}

/// The part of a registration that may be asked and shown.
#[derive(Clone, Debug)]
pub struct Toegang {
    pub(crate) groepen: Vec<Groep>,
    fields: Vec<String>,
    /// Every place in an answer that is read: what stands elsewhere is dropped and counted.
    pub(crate) boom: Knoop,
}

impl Toegang {
    /// `levert`: places that are read to find other registrations, whatever may be shown.
    pub(crate) fn nieuw(groepen: Vec<Groep>, levert: &[Wijzer], op_velden: bool) -> Self {
        let fields = if op_velden { velden(&groepen, levert) } else { Vec::new() };
        Self { boom: Knoop::van(&groepen, levert), fields, groepen }
    }

    /// The same with only these groups and gegevens.
    pub(crate) fn beperkt(&self, ids: &BTreeSet<&str>, levert: &[Wijzer], op_velden: bool) -> Self {
        let groepen = self.groepen.iter().filter_map(|groep| {
            let mut groep = groep.clone();
            if !ids.contains(groep.id.as_str()) {
                let alle = groep.gegevens.len();
                groep.gegevens.retain(|gegeven| ids.contains(gegeven.id.as_str()));
                groep.volledig &= groep.gegevens.len() == alle;
            }
            (!groep.gegevens.is_empty()).then_some(groep)
        });
        Self::nieuw(groepen.collect(), levert, op_velden)
    }

    /// Only the gegevens that stand at one of these places.
    pub(crate) fn voor_plekken(&self, plekken: &[Wijzer], op_velden: bool) -> Self {
        let paden: BTreeSet<String> = plekken.iter().map(ToString::to_string).collect();
        let ids: BTreeSet<&str> = self
            .groepen
            .iter()
            .flat_map(|groep| groep.gegevens.iter().map(move |gegeven| (groep, gegeven)))
            .filter(|(groep, gegeven)| {
                gegeven.wijzers.iter().any(|wijzer| paden.contains(&format!("{}{wijzer}", groep.wijzer)))
            })
            .map(|(_, gegeven)| gegeven.id.as_str())
            .collect();
        self.beperkt(&ids, plekken, op_velden)
    }

    /// The Haal Centraal `fields` to ask for: sorted, no path below another, none that comes automatically. Empty when
    /// the standard knows no fields.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The id of every gegeven, in the order of the page.
    pub fn gegeven_ids(&self) -> Vec<&str> {
        self.groepen.iter().flat_map(|groep| &groep.gegevens).map(|gegeven| gegeven.id.as_str()).collect()
    }
}
