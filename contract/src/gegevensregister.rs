//! The gegevensregister as the app gets it, in one language ([`crate::routes::GEGEVENSREGISTER`]).
//!
//! It says what every gegeven is called, what it means in plain words, and where it comes from.

use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gegevensregister {
    pub taal: crate::Taal,
    /// In the order of the page.
    pub themas: Vec<Thema>,
    /// In the order of the page.
    pub registraties: Vec<Registratie>,
    /// The most urgent first.
    pub tips: Vec<Tip>,
}

/// What needs attention, and when: a rule that the app holds against the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tip {
    /// Such as `reisdocument-verloopt`.
    pub id: String,
    pub toon: Toon,
    pub regel: Regel,
    /// May hold `{datum}` and `{wat}`.
    pub kop: String,
    /// May hold `{datum}` and `{wat}`.
    pub tekst: String,
}

/// How loud a tip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Toon {
    LetOp,
    Onderzoek,
    Geheim,
    Info,
}

/// When a tip holds. Days count from the day on which the source answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Regel {
    pub als: Als,
    /// The gegeven that is looked at. With [`Als::Onderzoek`] it may be a group, or absent: everything that no tip
    /// before it was about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gegeven: Option<String>,
    /// With [`Als::Verloopt`] and [`Als::Verlopen`] how many days ahead or back; with [`Als::Termijn`] how long the
    /// period is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dagen: Option<u16>,
    /// Only with [`Als::Code`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// The gegeven of the same occurrence that `{wat}` tells; absent: the one that is looked at.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wat: Option<String>,
    /// It holds only when this gegeven of the same occurrence is absent or "no".
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tenzij: Option<String>,
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Als {
    /// It is marked as under investigation.
    Onderzoek,
    /// It is "yes".
    Ja,
    /// It is the code `code`.
    Code,
    /// It has a value.
    Aanwezig,
    /// It is a date that is today or at most `dagen` ahead: `{datum}`.
    Verloopt,
    /// It is a date that is past, at most `dagen` ago: `{datum}`.
    Verlopen,
    /// It is a date, and `dagen` after it have not passed: `{datum}` is the last day.
    Termijn,
}

/// A theme people recognise: Ik, Gezin, Wonen …
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Thema {
    pub id: String,
    pub naam: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Registratie {
    /// Such as `brp`.
    pub id: String,
    /// Such as "Basisregistratie Personen".
    pub naam: String,
    /// Such as "BRP".
    pub afkorting: String,
    /// How a sentence calls it, such as "de BRP".
    pub in_zin: String,
    /// What to say when it has nothing on somebody; absent: just that.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub leeg: Option<String>,
    /// What this registration is for, in plain words.
    pub uitleg: String,
    pub houder: Houder,
    /// The law that lets the holder keep it.
    pub grondslag: String,
    /// Whether it holds persons; when not, nobody's data is used by looking in it, and it keeps no use log.
    pub over_personen: bool,
    /// How a mistake in it is put right; absent: not through this portal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub correctie: Option<Correctieweg>,
    pub groepen: Vec<Groep>,
}

/// Where a correction of a registration goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correctieweg {
    /// Id of the organisation that decides, in the register of verwerkingsactiviteiten.
    pub organisatie: String,
    pub termijn: Termijn,
}

/// How long it may take to decide on a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Termijn {
    /// Wet BRP.
    VierWeken,
    /// AVG art. 12(3).
    Maand,
}

/// What to do about a value that cannot be corrected itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Omweg {
    /// Why not, and what one can do instead.
    pub tekst: String,
    /// Ids of the gegevens to correct instead.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gegevens: Vec<String>,
}

/// The registratiehouder: the one organisation responsible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Houder {
    pub naam: String,
    /// Organisatie-identificatienummer, 20 digits.
    pub oin: String,
}

/// A group of gegevens that belong together, such as name, birth, a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    /// The picture that the occurrences make together.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grafiek: Option<Grafiek>,
    pub gegevens: Vec<Definitie>,
}

/// How a value went over time: a bar for each occurrence of the group. Ids of gegevens of that group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grafiek {
    /// The amount or number that a bar is as long as.
    pub waarde: String,
    /// The date that stands beside a bar.
    pub bij: String,
    /// What the values are of; each has a picture of its own.
    pub per: String,
}

/// One gegeven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Definitie {
    /// Such as `brp.geboorte.datum`.
    pub id: String,
    pub naam: String,
    /// What it means, in plain words (language level B1).
    pub uitleg: String,
    pub soort: Soort,
    pub corrigeerbaar: bool,
    /// Present with some that are not corrigeerbaar.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub omweg: Option<Omweg>,
    pub deelbaar: bool,
    /// What a number counts, such as "m²"; stands after it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub eenheid: Option<String>,
    /// Descriptions of codes that the source sends without one, or that are clearer in other words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub waarden: BTreeMap<String, String>,
}

/// What kind of value it is; see [`crate::klantbeeld::Waarde`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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
    /// A small map, drawn from areas.
    Tekening,
}
