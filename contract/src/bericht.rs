//! Messages to a citizen about what happened (klantvolgberichten). A message holds no text and no value: the app has a
//! sentence for each kind.

use serde::Serialize;

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum BerichtSoort {
    VerzoekOntvangen,
    InBehandeling,
    Verlengd,
    /// Answered, also in part.
    Beantwoord,
    Geweigerd,
    Ingetrokken,
    /// An organisation did not answer in time.
    TermijnVerstreken,
    /// An organisation used data for the first time.
    EersteGebruik,
    ToestemmingLooptAf,
    /// A correctie was handed in, taken in, taken up, …: `kenmerk` is its number.
    CorrectieIngediend,
    CorrectieOntvangen,
    CorrectieInOnderzoek,
    /// The holder asks something.
    CorrectieVraag,
    CorrectieDoorgestuurd,
    CorrectieBesluit,
    CorrectieVerwerkt,
    /// The holder needs more time.
    CorrectieVerlengd,
    /// The holder did not decide in time.
    CorrectieTeLaat,
}

impl BerichtSoort {
    pub const ALLE: [Self; 18] = [
        Self::VerzoekOntvangen,
        Self::InBehandeling,
        Self::Verlengd,
        Self::Beantwoord,
        Self::Geweigerd,
        Self::Ingetrokken,
        Self::TermijnVerstreken,
        Self::EersteGebruik,
        Self::ToestemmingLooptAf,
        Self::CorrectieIngediend,
        Self::CorrectieOntvangen,
        Self::CorrectieInOnderzoek,
        Self::CorrectieVraag,
        Self::CorrectieDoorgestuurd,
        Self::CorrectieBesluit,
        Self::CorrectieVerwerkt,
        Self::CorrectieVerlengd,
        Self::CorrectieTeLaat,
    ];
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bericht {
    /// 32 hex digits.
    pub id: String,
    pub soort: BerichtSoort,
    /// RFC 3339, UTC.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub op: String,
    pub gelezen: bool,
    /// What to look at: the number of a request, the id of a gegeven or a toestemming.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kenmerk: Option<String>,
    /// Id of the organisation that did it; its name when the register of verwerkingsactiviteiten does not know it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organisatie: Option<String>,
}

/// A page of messages, newest first, without the kinds that the citizen switched off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Berichten {
    pub berichten: Vec<Bericht>,
    /// How many are unread, on all pages together.
    pub ongelezen: u32,
    /// Where the next page begins (`?voor=`); absent on the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub volgende: Option<String>,
}

/// Which kinds of messages a citizen wants. Messages of the others are kept and come back when their kind does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Voorkeuren {
    /// Each kind at most once, in any order.
    pub soorten: Vec<BerichtSoort>,
}
