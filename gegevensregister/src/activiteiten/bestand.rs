//! The TOML files of `verwerkingsactiviteiten/` as they are written.

use crate::bestand::Tekst;
use contract::verwerkingsactiviteiten::{Aanleiding, Grondslagsoort, Organisatiesoort};
use serde::Deserialize;

/// The file of one organisation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisatiebestand {
    pub(super) id: String,
    pub(super) soort: Organisatiesoort,
    /// Organisatie-identificatienummer, by which a log may name it: 20 digits.
    pub(super) oin: Option<String>,
    /// `naam` and `website` are absent for the portal itself.
    pub(super) naam: Option<Tekst>,
    #[serde(default)]
    pub(super) rechtsvorm: Tekst,
    pub(super) website: Option<String>,
    pub(super) functionaris: Option<String>,
    #[serde(default)]
    pub(super) activiteit: Vec<Activiteitbestand>,
}

/// One activity; [`contract::verwerkingsactiviteiten::Verwerkingsactiviteit`] tells what each key means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Activiteitbestand {
    pub(super) id: String,
    /// Absent for the portal itself, whose URIs come from the configuration.
    #[serde(default)]
    pub(super) uris: Vec<String>,
    /// `yyyy-mm-dd`
    pub(super) sinds: String,
    #[serde(default)]
    pub(super) naam: Tekst,
    #[serde(default)]
    pub(super) waarom: Tekst,
    pub(super) grondslag: Grondslag,
    /// Ids of registrations, groups and gegevens: each stands for itself and all that is below it.
    #[serde(default)]
    pub(super) gegevens: Vec<String>,
    pub(super) overige_gegevens: Option<Tekst>,
    #[serde(default)]
    pub(super) ontvangers: Vec<Tekst>,
    pub(super) bewaartermijn: Bewaartermijn,
    /// Ids of registrations.
    #[serde(default)]
    pub(super) bronnen: Vec<String>,
    pub(super) herkomst: Option<Tekst>,
    pub(super) besluit: Option<Tekst>,
    pub(super) buiten_eu: Option<Tekst>,
    pub(super) aanleiding: Aanleiding,
    /// Months that the lines in the log are kept.
    #[serde(default = "twee_jaar")]
    pub(super) logboek_bewaren: u16,
}

fn twee_jaar() -> u16 {
    24
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grondslag {
    pub(super) soort: Grondslagsoort,
    #[serde(default)]
    pub(super) wet: Tekst,
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bewaartermijn {
    /// ISO 8601; absent: for good.
    pub(super) duur: Option<String>,
    /// The same for what was begun and never sent; absent: there is no such thing.
    pub(super) concept: Option<String>,
    #[serde(default)]
    pub(super) tekst: Tekst,
}
