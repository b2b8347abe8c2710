//! A correctie: from "dit klopt niet" at a value to a changed register (AVG art. 16 and 19, Wet BRP art. 2.58).
//!
//! One [`Correctie`] is about one voorkomen of one group. It begins as a concept that only the citizen sees, is handed in,
//! goes to the registratiehouder as a terugmelding, and ends with a decision on every part.

use crate::Datum;
use crate::klantbeeld::Waarde;
use serde::Serialize;

/// The most files with one correctie.
pub const BESTANDEN_MAX: usize = 5;
/// The most bytes of all files of one correctie together.
pub const BESTANDEN_BYTES_MAX: u32 = 20 * 1024 * 1024;

/// What somebody says is wrong. `POST` [`crate::routes::CORRECTIES`] makes a concept of it, `PUT` of its number changes
/// the concept; what is not filled in yet may be empty until it is handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correctieinhoud {
    /// Id of a group in the gegevensregister, such as `brp.kinderen`.
    pub groep: String,
    /// [`crate::klantbeeld::Voorkomen::sleutel`]; absent only when a whole voorkomen is missing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub voorkomen: Option<String>,
    pub aard: Aard,
    /// The values it is about. With [`Aard::HoortNietBijMij`] all that the voorkomen shows, without a proposal.
    pub wijzigingen: Vec<Wijziging>,
    /// Why; at most [`crate::verzoek::TOELICHTING_MAX`] characters, no BSN.
    pub toelichting: String,
}

/// In what way it is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Aard {
    /// A value is wrong.
    KloptNiet,
    /// A value or a whole voorkomen is missing.
    Ontbreekt,
    /// The voorkomen is of somebody else.
    HoortNietBijMij,
}

impl Aard {
    pub const ALLE: [Self; 3] = [Self::KloptNiet, Self::Ontbreekt, Self::HoortNietBijMij];
}

/// One value, as it is and as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wijziging {
    /// Id in the gegevensregister.
    pub gegeven: String,
    /// As the citizen saw it; absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub huidig: Option<Waarde>,
    /// Absent: it should not be there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub voorstel: Option<Waarde>,
}

/// A correctie as its citizen sees it; also the receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correctie {
    /// A [`crate::verzoek::Verzoeknummer`].
    pub nummer: String,
    pub inhoud: Correctieinhoud,
    pub bestanden: Vec<Bestand>,
    pub status: Correctiestatus,
    /// Id of the organisation that decides now; another when it was sent on.
    pub organisatie: String,
    /// RFC 3339, UTC: when the concept was changed last.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub gewijzigd_op: String,
    /// RFC 3339, UTC; absent while it is a concept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub ingediend_op: Option<String>,
    /// The last day on which a decision is in time (a day in the Netherlands); absent while it is a concept.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uiterlijk: Option<Datum>,
    /// That day is over and there is no decision.
    pub te_laat: bool,
    /// The system of the organisation does not take it as it is, so that somebody must look; it is kept and tried again. Only while
    /// it is on its way, and never in a list.
    pub niet_aangenomen: bool,
    /// What the citizen can do now.
    pub kan: Vec<Handeling>,
    /// All that happened, oldest first. Empty in a list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub stappen: Vec<Correctiestap>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub besluit: Option<Besluit>,
    /// Who used the old value and was told (AVG art. 19). Empty until a change is carried out, and in a list.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub kennisgevingen: Vec<Kennisgeving>,
}

/// Where a correctie stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Correctiestatus {
    /// Only the citizen has it.
    Concept,
    /// Handed in, and on its way to the holder.
    Ingediend,
    /// The holder has it.
    Ontvangen,
    /// The holder looks into it, and the values are marked at the source.
    InOnderzoek,
    /// The holder waits for the citizen.
    InformatieGevraagd,
    /// The citizen answered.
    Aangevuld,
    /// On its way to the next holder.
    Doorgestuurd,
    Toegewezen,
    DeelsToegewezen,
    Afgewezen,
    /// What was granted stands in the register.
    Verwerkt,
    /// By the citizen.
    Ingetrokken,
}

impl Correctiestatus {
    pub const ALLE: [Self; 12] = [
        Self::Concept,
        Self::Ingediend,
        Self::Ontvangen,
        Self::InOnderzoek,
        Self::InformatieGevraagd,
        Self::Aangevuld,
        Self::Doorgestuurd,
        Self::Toegewezen,
        Self::DeelsToegewezen,
        Self::Afgewezen,
        Self::Verwerkt,
        Self::Ingetrokken,
    ];

    /// Nothing happens to it any more.
    pub const fn is_klaar(self) -> bool {
        matches!(self, Self::Afgewezen | Self::Verwerkt | Self::Ingetrokken)
    }

    /// It was decided.
    pub const fn is_besloten(self) -> bool {
        matches!(self, Self::Toegewezen | Self::DeelsToegewezen | Self::Afgewezen | Self::Verwerkt)
    }
}

/// What a citizen can do with a correctie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Handeling {
    /// Change the concept, and add or remove files.
    Wijzigen,
    Indienen,
    /// Throw the concept away.
    Weggooien,
    /// Answer the question of the holder.
    Aanvullen,
    Intrekken,
}

/// Something that happened. It is kept and never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correctiestap {
    pub wat: Gebeurtenis,
    /// RFC 3339, UTC: when it happened, as far as who did it tells.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub op: String,
    pub door: crate::verzoek::Rol,
    /// The organisation, when one did it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organisatie: Option<String>,
    /// The question, the citizen's answer, the reason of an extension, or why it was sent on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tekst: Option<String>,
}

/// What can happen to a correctie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Gebeurtenis {
    Ingediend,
    Ontvangen,
    InOnderzoek,
    InformatieGevraagd,
    Aangevuld,
    Verlengd,
    Doorgestuurd,
    Toegewezen,
    DeelsToegewezen,
    Afgewezen,
    Verwerkt,
    Ingetrokken,
    /// The last day passed without a decision.
    TermijnVerstreken,
}

impl Gebeurtenis {
    pub const ALLE: [Self; 13] = [
        Self::Ingediend,
        Self::Ontvangen,
        Self::InOnderzoek,
        Self::InformatieGevraagd,
        Self::Aangevuld,
        Self::Verlengd,
        Self::Doorgestuurd,
        Self::Toegewezen,
        Self::DeelsToegewezen,
        Self::Afgewezen,
        Self::Verwerkt,
        Self::Ingetrokken,
        Self::TermijnVerstreken,
    ];
}

/// What the holder decided, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Besluit {
    pub delen: Vec<Besluitdeel>,
    /// The letter: plain text with line breaks; may be empty when all is granted.
    pub toelichting: String,
    /// How and until when to object, and where. Present when a part is refused.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub bezwaar: Option<Bezwaar>,
}

/// The decision on one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Besluitdeel {
    /// Id in the gegevensregister.
    pub gegeven: String,
    pub toegewezen: bool,
    /// Why; never empty when it is refused.
    pub reden: String,
}

/// The way to object to a decision (Awb ch. 6): at least six weeks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bezwaar {
    /// How: plain text with line breaks.
    pub tekst: String,
    /// Where to, as lines on an envelope.
    pub adres: Vec<String>,
    /// The last day.
    #[serde(rename = "totEnMet")]
    pub tot_en_met: Datum,
}

/// A file as proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bestand {
    /// 32 hex digits.
    pub id: String,
    /// As the citizen called it, without a path.
    pub naam: String,
    pub soort: Bestandsoort,
    /// Bytes, as it is kept: pictures are made anew without what a camera adds.
    pub grootte: u32,
}

/// The kinds of files that are taken, by their content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Bestandsoort {
    Pdf,
    Jpeg,
    Png,
}

impl Bestandsoort {
    pub const ALLE: [Self; 3] = [Self::Pdf, Self::Jpeg, Self::Png];

    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// One organisation that used the old value and is told of the new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kennisgeving {
    /// Id of the organisation.
    pub organisatie: String,
    /// RFC 3339, UTC: when it used the value last before the change.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub gebruikt_op: String,
    /// RFC 3339, UTC: when it took the notice; absent: not yet.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub afgeleverd_op: Option<String>,
}

/// A page of somebody's corrections, newest first, concepts too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correcties {
    pub correcties: Vec<Correctie>,
    /// Where the next page begins (`?voor=`); absent on the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub volgende: Option<String>,
}

/// What the citizen answers to a question of the holder; files are added before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Aanvulling {
    /// As [`Correctieinhoud::toelichting`].
    pub tekst: String,
}

/// Addresses that a postcode and house number stand for (BAG), to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adressen {
    pub adressen: Vec<Adreskeuze>,
}

/// One address of the BAG.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adreskeuze {
    pub straat: String,
    pub huisnummer: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub huisletter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub toevoeging: Option<String>,
    pub postcode: String,
    pub woonplaats: String,
}
