//! The klantbeeld: what each registration holds on a person, value by value.
//!
//! The gateway sends one [`Bronbeeld`] per registration as a server-sent event ([`crate::routes::KLANTBEELD`]).
//! What a value is called, means and where it comes from stands in the [`crate::gegevensregister`].

use crate::Datum;
use serde::Serialize;

/// The name of the event that carries a [`Bronbeeld`] as JSON.
pub const EVENT_BRONBEELD: &str = "bronbeeld";
/// The name of the event that ends the stream. Its data is [`Einde`] as JSON.
pub const EVENT_EINDE: &str = "einde";
/// The name of the first event: which registrations will be asked. Its data is [`Begin`] as JSON.
pub const EVENT_BEGIN: &str = "begin";

/// Sent first, so that a page can draw every source before any has answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Begin {
    /// Ids of the registrations, in the order of the page.
    pub registraties: Vec<String>,
}

/// Sent last: how many registrations were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Einde {
    pub aantal: u32,
}

/// The answer of one registration about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bronbeeld {
    /// Id in the gegevensregister, such as `brp`.
    pub registratie: String,
    pub stand: Stand,
    /// When the registry was asked: RFC 3339, UTC. This is the peildatum of every value below.
    #[cfg_attr(feature = "openapi", schema(format = DateTime))]
    pub opgehaald_op: String,
    pub voorkomens: Vec<Voorkomen>,
    /// Ids of registrations that this one is found by and that did not answer: because of them something may be
    /// missing here.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub onvolledig: Vec<String>,
}

/// How it went. Only `Geladen` comes with voorkomens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "soort", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Stand {
    Geladen,
    /// The registry answered and does not know the person.
    GeenGegevens,
    NietBeschikbaar {
        reden: Reden,
        /// Whether trying again can help.
        opnieuw: bool,
    },
    NietGerechtigd,
    /// Switched off for maintenance; the text says why and until when, in each language.
    Uitgeschakeld {
        nl: String,
        en: String,
    },
}

/// Why a registration could not be shown. The app has a sentence for each; nothing technical reaches the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Reden {
    /// No connection, or it broke off.
    Onbereikbaar,
    /// No answer within the deadline.
    TeLaat,
    /// The registry is overloaded or limits us (429, 503).
    Overbelast,
    /// The registry reported a fault of its own (5xx) or refused our request (4xx).
    Fout,
    /// The answer is not what its standard says, or too large.
    Onleesbaar,
    /// The answer is about somebody else. Refused and reported, never shown.
    AnderePersoon,
    /// The use could not be written in the logboek; then nothing is fetched.
    NietGeboekt,
    /// It is found by what another registration answers (which is in `onvolledig`), and that one did not answer.
    HangtAf,
    /// It failed so often that it is left alone for a moment.
    Rust,
}

/// One occurrence of a group: the name, one child, one nationality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Voorkomen {
    /// Id of the group in the gegevensregister, such as `brp.kinderen`.
    pub groep: String,
    /// Stable key within the registration's answer: a correction points at it. No BSN.
    pub sleutel: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub geldig: Option<Periode>,
    pub gegevens: Vec<Gegeven>,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gegeven {
    /// Id in the gegevensregister, such as `brp.geboorte.datum`.
    pub id: String,
    pub waarde: Waarde,
    /// Present when the holder doubts this value and is looking into it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub in_onderzoek: Option<InOnderzoek>,
}

/// Marks a value as under investigation at its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InOnderzoek {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sinds: Option<Datum>,
}

/// A period; an end that is absent means "still".
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Periode {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub van: Option<Datum>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tot: Option<Datum>,
}

/// What a value can be. The register says which of these a gegeven is; a value that the source sent in another
/// form arrives as `NietBegrepen` and is shown as such, never left out in silence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "soort", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(no_recursion))]
pub enum Waarde {
    Tekst {
        tekst: String,
    },
    Getal {
        getal: i64,
    },
    /// A number that is not whole, as digits with a point and without zeros at its end: "4.6".
    Decimaal {
        decimaal: String,
    },
    /// Euro cents.
    Bedrag {
        centen: i64,
    },
    Datum {
        // NL API Design Rules want `format: date` on a property called `datum`; ours can be a year only.
        #[serde(rename = "wanneer")]
        datum: Datum,
    },
    Periode {
        periode: Periode,
    },
    /// A code of the source with the source's own description (absent when it sent none).
    Code {
        code: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        omschrijving: Option<String>,
    },
    JaNee {
        ja: bool,
    },
    /// Lines as they would stand on an envelope.
    Adres {
        regels: Vec<String>,
    },
    Lijst {
        waarden: Vec<Waarde>,
    },
    /// A small map, seen from above.
    Tekening {
        vlakken: Vec<Vlak>,
    },
    /// The source holds nothing here and doubts just that: only ever together with [`Gegeven::in_onderzoek`].
    Leeg,
    NietBegrepen,
}

/// One area of a [`Waarde::Tekening`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Vlak {
    pub laag: Laag,
    /// Whether the drawing is about this one: the person's own building or plot.
    pub eigen: bool,
    /// The outline, and then its holes. Each goes round: from its last point back to its first. A point is x and y in
    /// centimetres from the lower left corner of the whole drawing: x to the right, y UP.
    pub ringen: Vec<Vec<(i32, i32)>>,
}

/// What an area of a drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Laag {
    Perceel,
    Pand,
    Weg,
    Water,
    Groen,
    Anders,
}
