//! What a citizen asks of organisations that hold data: to see it (AVG art. 15), or what was wrong with one use of it.
//!
//! One [`Verzoek`] may go to several organisations. Each is a controller of its own, so each has its own
//! [`Deelverzoek`]: status, deadline, answer.

mod nummer;

pub use nummer::{GETROKKEN, OngeldigNummer, TEKENS, Verzoeknummer};

use crate::Datum;
use serde::Serialize;

/// The longest text that a citizen may add, in characters.
pub const TOELICHTING_MAX: usize = 2_000;

/// All, or some of them by id. Not simply a list: an empty one must never come to mean "all".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "soort", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Keuze {
    Alle,
    Enkele { ids: Vec<String> },
}

/// What is asked. The body of `POST` [`crate::routes::VERZOEKEN`]; who asks is taken from the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "soort", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NieuwVerzoek {
    /// To see one's data (AVG art. 15).
    Inzage {
        /// Ids of organisations.
        aan: Keuze,
        /// Ids of registrations (`brp`) or gegevens (`brp.geboorte.datum`).
        over: Keuze,
        /// At most [`TOELICHTING_MAX`] characters, no BSN; may be empty.
        toelichting: String,
    },
    /// "Dit klopt niet" on one line of the use log.
    Gebruiksmelding {
        regel: Gebruiksregel,
        reden: Meldreden,
        /// As above; may be empty only when the reason says enough by itself.
        toelichting: String,
    },
}

/// One line of the use log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gebruiksregel {
    /// Whose log it stands in: the id of a registration, or of the portal itself.
    pub bron: String,
    /// 32 hex digits (W3C Trace Context).
    pub trace_id: String,
    /// Id of the organisation that used the data. Absent: the log does not say, and the portal itself looks into it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organisatie: Option<String>,
    /// URI of the verwerkingsactiviteit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub activiteit: Option<String>,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub begonnen_op: String,
}

/// What is wrong with a use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Meldreden {
    KenIkNiet,
    TeVeelGevraagd,
    NietDoorMij,
    /// The toelichting says what.
    Anders,
}

/// A request as its citizen sees it; also the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verzoek {
    /// A [`Verzoeknummer`], such as `KB-7F3K-9Q2M`.
    pub nummer: String,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub ingediend_op: String,
    pub inhoud: NieuwVerzoek,
    /// One per organisation, in the order of their ids.
    pub delen: Vec<Deelverzoek>,
}

/// The part of a request that one organisation answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Deelverzoek {
    /// Id of the organisation.
    pub organisatie: String,
    pub status: DeelStatus,
    /// The last day on which an answer is in time (a day in the Netherlands).
    pub uiterlijk: Datum,
    /// That day is over and there is no answer.
    pub te_laat: bool,
    /// All that happened, oldest first. Empty in a list of requests.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub stappen: Vec<Stap>,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DeelStatus {
    Ontvangen,
    InBehandeling,
    /// Being worked on, and the organisation took two months more.
    Verlengd,
    Beantwoord,
    /// Answered, but for parts that were refused.
    Gedeeltelijk,
    Geweigerd,
    /// By the citizen.
    Ingetrokken,
}

impl DeelStatus {
    pub const ALLE: [Self; 7] = [
        Self::Ontvangen,
        Self::InBehandeling,
        Self::Verlengd,
        Self::Beantwoord,
        Self::Gedeeltelijk,
        Self::Geweigerd,
        Self::Ingetrokken,
    ];

    /// Nobody waits for an answer any more.
    pub const fn is_klaar(self) -> bool {
        matches!(self, Self::Beantwoord | Self::Gedeeltelijk | Self::Geweigerd | Self::Ingetrokken)
    }

    /// There is an answer to read.
    pub const fn heeft_antwoord(self) -> bool {
        matches!(self, Self::Beantwoord | Self::Gedeeltelijk | Self::Geweigerd)
    }
}

/// Something that happened to a part. It is kept and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stap {
    pub wat: Stapsoort,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub op: String,
    pub door: Rol,
    /// The reason of an extension.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reden: Option<String>,
}

/// What can happen to a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stapsoort {
    Ontvangen,
    /// The organisation opened it and saw who asks.
    Ingezien,
    InBehandeling,
    Verlengd,
    Beantwoord,
    Gedeeltelijk,
    Geweigerd,
    Ingetrokken,
    /// The last day passed without an answer.
    TermijnVerstreken,
}

impl Stapsoort {
    pub const ALLE: [Self; 9] = [
        Self::Ontvangen,
        Self::Ingezien,
        Self::InBehandeling,
        Self::Verlengd,
        Self::Beantwoord,
        Self::Gedeeltelijk,
        Self::Geweigerd,
        Self::Ingetrokken,
        Self::TermijnVerstreken,
    ];
}

/// Who took a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Rol {
    Burger,
    Organisatie,
    Portaal,
}

/// A page of somebody's requests, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verzoeken {
    pub verzoeken: Vec<Verzoek>,
    /// Where the next page begins (`?voor=`); absent on the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub volgende: Option<String>,
}

/// Which lines of the use log somebody reported, newest first; withdrawn reports are not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gemeld {
    pub regels: Vec<GemeldeRegel>,
}

/// One line that was reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GemeldeRegel {
    pub bron: String,
    pub trace_id: String,
    /// The [`Verzoeknummer`] of the report.
    pub nummer: String,
}

/// What an organisation answers, or why it refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Antwoord {
    /// The letter: plain text with line breaks. Empty when all is refused.
    pub tekst: String,
    /// The copy of the data (AVG art. 15(3)).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub groepen: Vec<Antwoordgroep>,
    /// AVG art. 15(1), a to h. Present with every copy.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub punten: Option<Artikel15>,
    /// What is refused, each with its reason.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub weigeringen: Vec<Weigering>,
    /// How to object. Present when something is refused.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bezwaar: Option<String>,
}

/// Data that belongs together, named by the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Antwoordgroep {
    pub naam: String,
    pub gegevens: Vec<Antwoordregel>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Antwoordregel {
    pub naam: String,
    pub waarde: String,
}

/// AVG art. 15(1): a text for each of its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Artikel15 {
    /// a: what it is used for.
    pub doelen: String,
    /// b: which kinds of data.
    pub categorieen: String,
    /// c: who received it or will.
    pub ontvangers: String,
    /// d: how long it is kept.
    pub bewaartermijn: String,
    /// e: the rights to correction, erasure, restriction and objection.
    pub rechten: String,
    /// f: the right to complain to the supervisor.
    pub klacht: String,
    /// g: where it comes from, if not from the citizen.
    pub herkomst: String,
    /// h: automated decisions.
    pub besluitvorming: String,
}

impl Artikel15 {
    /// The texts with their letters, in the order of the law.
    pub fn letters(&self) -> [(char, &str); 8] {
        [
            ('a', &self.doelen),
            ('b', &self.categorieen),
            ('c', &self.ontvangers),
            ('d', &self.bewaartermijn),
            ('e', &self.rechten),
            ('f', &self.klacht),
            ('g', &self.herkomst),
            ('h', &self.besluitvorming),
        ]
    }
}

/// A part of what was asked that is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Weigering {
    /// Which part, in words.
    pub deel: String,
    pub reden: String,
}
