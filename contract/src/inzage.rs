//! The use log: who used somebody's data, when, what and for what.
//!
//! What went through this portal comes in pages ([`crate::routes::INZAGE`]); what the registrations wrote down themselves comes
//! as a stream of server-sent events, one [`Bronlog`] per registration ([`crate::routes::INZAGE_BRONNEN`]). Organisations and
//! activities are named in [`crate::verwerkingsactiviteiten`], gegevens in [`crate::gegevensregister`].

use serde::Serialize;

/// The name of the event that carries a [`Bronlog`] as JSON. Before it comes `begin`, after the last `einde`
/// ([`crate::klantbeeld::Begin`], [`crate::klantbeeld::Einde`]).
pub const EVENT_BRONLOG: &str = "bronlog";
/// The log of this portal, as [`Gebruik::bron`].
pub const PORTAAL: &str = "portaal";

/// One use, or several of the same kind that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gebruik {
    /// Of the newest that is in it: moment and trace, `17c0f2-0123…`.
    pub id: String,
    /// Whose log it stands in: `portaal` or the id of a registration.
    pub bron: String,
    /// Of the newest: RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub moment: String,
    /// Of the oldest, when there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub vanaf: Option<String>,
    /// How many times; at least 1.
    pub keren: u32,
    pub door: Door,
    /// For what: id of an activity of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activiteit: Option<String>,
    /// What the log itself calls it, when the register does not know the activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omschrijving: Option<String>,
    /// In what role the citizen is in it, when it was about somebody else; who that was is not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub betrokkenheid: Option<String>,
    pub opgevraagd: Vec<Opgevraagd>,
}

/// Who used it. Never a person, but the citizen themself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Door {
    pub soort: Doorsoort,
    /// Id in the register of verwerkingsactiviteiten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<String>,
    /// What it calls itself, when the register does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
    /// Department or function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functie: Option<String>,
}

/// At whose request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Doorsoort {
    /// The citizen, here.
    Zelf,
    /// Somebody who may act for the citizen.
    Namens,
    /// A desk, at the citizen's request.
    Balie,
    /// A party that the citizen gave permission.
    Toestemming,
    /// A task of the organisation by law.
    Taak,
    /// The log does not tell.
    Onbekend,
}

/// What was asked of one registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Opgevraagd {
    /// Id in the gegevensregister.
    pub registratie: String,
    pub uitkomst: Uitkomst,
    /// Ids of groups in the gegevensregister.
    pub groepen: Vec<String>,
    /// Ids of gegevens; in a list of uses only the groups are told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gegevens: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Uitkomst {
    Gelukt,
    Mislukt,
    /// How it ended was not written down (yet).
    Onbekend,
}

/// A page of the time line, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Blad {
    pub gebruik: Vec<Gebruik>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verder: Option<String>,
}

/// How use went over time, of others than the citizen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verloop {
    /// Months as `yyyy-mm`, in the Netherlands, oldest first.
    pub maanden: Vec<String>,
    /// Those who used most first.
    pub reeksen: Vec<Reeks>,
    /// Who used something for the first time lately, newest first.
    pub nieuw: Vec<Eerste>,
    /// Since when this log is kept for this person: RFC 3339, UTC; absent when it is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub sinds: Option<String>,
}

/// One user of data over the months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reeks {
    pub door: Door,
    /// One number per month.
    pub aantallen: Vec<u32>,
}

/// The first time that somebody asked a registration something for this purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Eerste {
    pub door: Door,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activiteit: Option<String>,
    pub registratie: String,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub moment: String,
}

/// The log of one registration about this person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bronlog {
    /// Id in the gegevensregister.
    pub registratie: String,
    pub stand: Logstand,
    /// Newest first; only with `Meldt`.
    pub gebruik: Vec<Gebruik>,
}

/// Whether a registration tells who used its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "soort", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Logstand {
    Meldt {
        /// The day from which on it does, `yyyy-mm-dd`.
        sinds: String,
        /// Whether there is more than was sent.
        afgekapt: bool,
    },
    /// It does not, or not yet.
    MeldtNiet,
    /// It holds nothing on persons.
    NietNodig,
    /// It does, and did not answer now.
    NietBeschikbaar,
}
