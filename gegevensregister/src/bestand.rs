//! The TOML files as they are written. [`crate::keuring`] checks them and makes a [`crate::Register`] of them.

use crate::toegang::{Doel, Rol};
use contract::Taal;
use contract::gegevensregister::{Grafiek, Soort, Termijn};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `themas.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Themabestand {
    pub(crate) thema: Vec<Thema>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thema {
    pub(crate) id: String,
    pub(crate) naam: Tekst,
}

/// A text in every language of the portal. A language that is absent reads as empty, so that the check can name
/// every text that is missing instead of stopping at the first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Tekst {
    pub(crate) nl: String,
    pub(crate) en: String,
}

impl Tekst {
    pub(crate) fn in_taal(&self, taal: Taal) -> String {
        match taal {
            Taal::Nl => self.nl.clone(),
            Taal::En => self.en.clone(),
        }
    }
}

fn ja() -> bool {
    true
}

/// One file of `registraties/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registratiebestand {
    pub(crate) id: String,
    pub(crate) afkorting: String,
    /// How a sentence calls it, when that is not "de" and its `afkorting`.
    pub(crate) in_zin: Option<Tekst>,
    /// What to say when it has nothing on somebody, when there is more to say than that.
    pub(crate) leeg: Option<Tekst>,
    #[serde(default)]
    pub(crate) naam: Tekst,
    #[serde(default)]
    pub(crate) uitleg: Tekst,
    #[serde(default)]
    pub(crate) grondslag: Tekst,
    pub(crate) houder: Houder,
    /// It is asked by `fields` (Haal Centraal).
    #[serde(default)]
    pub(crate) velden: bool,
    /// It holds persons, so that a look in it is a use of somebody's data.
    #[serde(default = "ja")]
    pub(crate) over_personen: bool,
    /// Its source sends every value as a text (XML, Socrata): numbers are read from texts too.
    #[serde(default)]
    pub(crate) teksten: bool,
    /// What other registrations are found by, by name.
    #[serde(default)]
    pub(crate) levert: BTreeMap<String, Levert>,
    /// What this registration is found by: name and the registrations that deliver it.
    #[serde(default)]
    pub(crate) nodig: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) autorisatie: Vec<Autorisatie>,
    /// How a mistake in it is put right; absent: not through this portal.
    pub(crate) correctie: Option<Correctie>,
    /// The member beside an `onderzoek` boolean that holds the date the investigation began.
    #[serde(default)]
    pub(crate) onderzoek_sinds: EenOfMeer,
    pub(crate) groep: Vec<Groep>,
}

/// Where it stands in the answer: JSON Pointers.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Levert {
    Altijd(EenOfMeer),
    Soms(LevertTenzij),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LevertTenzij {
    pub(crate) wijzer: EenOfMeer,
    /// Not when one of these gegevens has this code.
    pub(crate) tenzij: BTreeMap<String, String>,
}

impl Levert {
    pub(crate) fn wijzers(&self) -> &[String] {
        match self {
            Levert::Altijd(wijzers) | Levert::Soms(LevertTenzij { wijzer: wijzers, .. }) => wijzers.teksten(),
        }
    }

    pub(crate) fn tenzij(&self) -> impl Iterator<Item = (&String, &String)> {
        match self {
            Levert::Altijd(_) => None,
            Levert::Soms(soms) => Some(soms.tenzij.iter()),
        }
        .into_iter()
        .flatten()
    }
}

/// What one role gets for one purpose. What stands in no `autorisatie` is not for anybody.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Autorisatie {
    pub(crate) rol: Rol,
    pub(crate) doel: Doel,
    /// Ids of groups and gegevens; absent: all of them.
    pub(crate) gegevens: Option<Vec<String>>,
}

/// Where a correction goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correctie {
    /// Id of the organisation that decides, in the register of verwerkingsactiviteiten.
    pub organisatie: String,
    pub termijn: Termijn,
    /// `basisRegistratieCode` of a terugmelding (Terugmelden-API 0.2): BRP, BAG, HR, BRK, WOZ, BRV, …
    pub code: String,
    /// Who takes it up may not be who decides.
    #[serde(default)]
    pub vier_ogen: bool,
}

/// What to do about a value that cannot be corrected.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Omweg {
    pub(crate) tekst: Tekst,
    /// Ids of the gegevens to correct instead, in the same group.
    #[serde(default)]
    pub(crate) gegevens: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Houder {
    #[serde(default)]
    pub(crate) naam: Tekst,
    pub(crate) oin: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Groep {
    pub(crate) id: String,
    pub(crate) thema: String,
    /// JSON Pointer into the answer; a `*` in it makes the group repeat.
    pub(crate) wijzer: String,
    #[serde(default)]
    pub(crate) naam: Tekst,
    #[serde(default)]
    pub(crate) uitleg: Tekst,
    pub(crate) enkelvoud: Option<Tekst>,
    pub(crate) leeg: Option<Tekst>,
    pub(crate) grafiek: Option<Grafiek>,
    /// The register has every element that the standard has here, so the place itself can be asked.
    #[serde(default)]
    pub(crate) volledig: bool,
    /// Ids of the gegevens that tell one occurrence from another.
    #[serde(default)]
    pub(crate) sleutel: Vec<String>,
    /// JSON Pointers, from the group's place, of the dates from and until which an occurrence holds.
    pub(crate) geldig_van: Option<String>,
    pub(crate) geldig_tot: Option<String>,
    pub(crate) gegeven: Vec<Gegeven>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gegeven {
    pub(crate) id: String,
    /// JSON Pointer from the group's place; several for the lines of an address.
    pub(crate) wijzer: EenOfMeer,
    pub(crate) soort: Soort,
    #[serde(default)]
    pub(crate) naam: Tekst,
    #[serde(default)]
    pub(crate) uitleg: Tekst,
    pub(crate) corrigeerbaar: bool,
    pub(crate) omweg: Option<Omweg>,
    pub(crate) deelbaar: bool,
    /// The source sends it without being asked, and refuses to be asked for it.
    #[serde(default)]
    pub(crate) automatisch: bool,
    #[serde(default)]
    pub(crate) waarden: BTreeMap<String, Tekst>,
    /// What a number counts.
    pub(crate) eenheid: Option<String>,
    /// With soort `janee`: the texts or numbers by which the source says yes and no.
    #[serde(default)]
    pub(crate) ja: Vec<String>,
    #[serde(default)]
    pub(crate) nee: Vec<String>,
    /// JSON Pointers, from the group's place, of the booleans that mark it as under investigation.
    #[serde(default)]
    pub(crate) onderzoek: EenOfMeer,
    pub(crate) onderzoek_sinds: Option<EenOfMeer>,
}

/// One text or a list of texts.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum EenOfMeer {
    Een(String),
    Meer(Vec<String>),
}

impl EenOfMeer {
    pub(crate) fn teksten(&self) -> &[String] {
        match self {
            EenOfMeer::Een(tekst) => std::slice::from_ref(tekst),
            EenOfMeer::Meer(teksten) => teksten,
        }
    }
}

impl Default for EenOfMeer {
    fn default() -> Self {
        EenOfMeer::Meer(Vec::new())
    }
}
