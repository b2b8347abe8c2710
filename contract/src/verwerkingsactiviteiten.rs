//! The register of verwerkingsactiviteiten as the app gets it, in one language
//! ([`crate::routes::VERWERKINGSACTIVITEITEN`]).
//!
//! It says for what purposes organisations use personal data, and for each what a person may know of it: AVG art. 13, 14,
//! 15(1)(a)–(h) and 30. A line in a log refers to an activity by one of its URIs.

use serde::Serialize;

/// Everything in one language: `{taal, organisaties, activiteiten}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verwerkingsactiviteiten {
    pub taal: crate::Taal,
    /// In the order of the page; this portal comes first.
    pub organisaties: Vec<Organisatie>,
    /// In the order of the page; those of one organisation stand together.
    pub activiteiten: Vec<Verwerkingsactiviteit>,
}

/// Who answers for an activity: the controller of AVG art. 4(7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organisatie {
    /// Such as `uwv`; lower case letters, digits and hyphens.
    pub id: String,
    pub naam: String,
    pub soort: Organisatiesoort,
    /// What it is in law, in words.
    pub rechtsvorm: String,
    /// Where it is found on the web.
    pub website: String,
    /// E-mail address of its data protection officer (functionaris gegevensbescherming); a function, never a person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub functionaris: Option<String>,
}

/// What kind of organisation it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Organisatiesoort {
    Gemeente,
    Waterschap,
    /// A ministry, or a service that is part of one.
    Rijk,
    /// A public body of its own with a task by law (zelfstandig bestuursorgaan), or the police.
    Zelfstandig,
    /// A notary or bailiff: appointed by the Crown, with an office of their own.
    Ambt,
    /// An enterprise or foundation, such as an insurer or a pension fund.
    Privaat,
}

/// One declared purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Verwerkingsactiviteit {
    /// Within its organisation, such as `ww-recht` or `InzageBurger`: letters, digits and hyphens.
    pub id: String,
    /// Id of an [`Organisatie`].
    pub organisatie: String,
    /// By which logs refer to it; never empty. Each belongs to one activity.
    pub uris: Vec<String>,
    pub naam: String,
    /// What it is for, in plain words.
    pub waarom: String,
    pub grondslag: Grondslag,
    /// Ids of gegevens of the gegevensregister, in its order.
    pub gegevens: Vec<String>,
    /// What is used that the gegevensregister does not know, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub overige_gegevens: Option<String>,
    /// Who receives it, in words; empty: nobody else.
    pub ontvangers: Vec<String>,
    pub bewaartermijn: Bewaartermijn,
    /// Ids of registrations of the gegevensregister that it is taken from.
    pub bronnen: Vec<String>,
    /// Other sources, in words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub herkomst: Option<String>,
    /// What a computer decides without a human, how, and what to do about it (AVG art. 22); absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub besluit: Option<String>,
    /// What goes to a country outside the European Economic Area, and with what safeguards; absent: nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub buiten_eu: Option<String>,
    pub aanleiding: Aanleiding,
    /// Since when it stands like this, `yyyy-mm-dd`.
    pub sinds: String,
    /// How many months a line in the log of this use is kept.
    pub logboek_maanden: u16,
}

/// What lets an organisation do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grondslag {
    pub soort: Grondslagsoort,
    /// The law and, where that is plain, the article; in words.
    pub wet: String,
    /// Where that stands: an address at wetten.overheid.nl or eur-lex.europa.eu.
    pub url: String,
}

/// The ground of AVG art. 6(1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Grondslagsoort {
    /// a
    Toestemming,
    /// b
    Overeenkomst,
    /// c
    WettelijkePlicht,
    /// d
    VitaalBelang,
    /// e
    AlgemeenBelang,
    /// f
    GerechtvaardigdBelang,
    /// None of them: another law takes the place of the AVG, as for the police.
    AndereWet,
}

/// How long it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Bewaartermijn {
    /// An ISO 8601 duration such as `P7Y`; absent: for good.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub duur: Option<String>,
    /// The same in words, with from when it counts.
    pub tekst: String,
}

/// At whose request it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Aanleiding {
    /// The law tells the organisation to, or lets it.
    WettelijkeTaak,
    /// A grant that the person gave and can take back.
    Toestemming,
    /// An employee at a desk, asked by the person.
    Balie,
    /// The person.
    Zelf,
}
