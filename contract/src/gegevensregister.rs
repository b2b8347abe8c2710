//! The gegevensregister as the app gets it, in one language ([`crate::routes::GEGEVENSREGISTER`]).
//!
//! It says what every gegeven is called, what it means in plain words, and where it comes from.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gegevensregister {
    pub taal: crate::Taal,
    /// In the order of the page.
    pub themas: Vec<Thema>,
    /// In the order of the page.
    pub registraties: Vec<Registratie>,
}

/// A theme people recognise: Ik, Gezin, Wonen …
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thema {
    pub id: String,
    pub naam: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registratie {
    /// Such as `brp`.
    pub id: String,
    /// Such as "Basisregistratie Personen".
    pub naam: String,
    /// Such as "BRP".
    pub afkorting: String,
    /// What this registration is for, in plain words.
    pub uitleg: String,
    pub houder: Houder,
    /// The law that lets the holder keep it.
    pub grondslag: String,
    pub groepen: Vec<Groep>,
}

/// The registratiehouder: the one organisation responsible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Houder {
    pub naam: String,
    /// Organisatie-identificatienummer, 20 digits.
    pub oin: String,
}

/// A group of gegevens that belong together, such as name, birth, a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Groep {
    /// Such as `brp.naam`.
    pub id: String,
    /// Id of a [`Thema`].
    pub thema: String,
    pub naam: String,
    pub uitleg: String,
    /// What one occurrence is called ("Kind"), when there can be more than one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub enkelvoud: Option<String>,
    /// What to say when the source has nothing here; absent: the group is then left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub leeg: Option<String>,
    pub gegevens: Vec<Definitie>,
}

/// One gegeven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Definitie {
    /// Such as `brp.geboorte.datum`.
    pub id: String,
    pub naam: String,
    /// What it means, in plain words (language level B1).
    pub uitleg: String,
    pub soort: Soort,
    pub corrigeerbaar: bool,
    pub deelbaar: bool,
    /// Descriptions of codes that the source sends without one, or that are clearer in other words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub waarden: BTreeMap<String, String>,
}

/// What kind of value it is; see [`crate::klantbeeld::Waarde`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Soort {
    Tekst,
    Getal,
    Bedrag,
    Datum,
    Code,
    JaNee,
    Adres,
    Lijst,
    /// A citizen service number: text, shown in groups and hidden from print until asked.
    Bsn,
}
