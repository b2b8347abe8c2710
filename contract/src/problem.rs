//! Errors on the wire: `application/problem+json` (RFC 9457; NL API Design Rules `/core/error-handling`).
//!
//! The app decides on [`ProblemType`], never on a text. Each type has one status and one title, so they cannot drift.

use serde::Serialize;

/// The body of every error answer of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem: `urn:klantbeeld:problem:` and the name of the [`ProblemType`].
    #[serde(rename = "type")]
    pub soort: String,
    pub title: String,
    pub status: u16,
    /// What happened, in Dutch, without personal data.
    pub detail: String,
    /// What to quote when asking for help: the trace id, nothing else.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub instance: Option<String>,
    /// Which parameters were wrong (only for `OngeldigVerzoek`).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub errors: Vec<Parameterfout>,
}

/// One wrong parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Parameterfout {
    /// Where it stands: `query`, `path`, `header` or `body`.
    #[serde(rename = "in")]
    pub plek: String,
    pub name: String,
    pub detail: String,
}

macro_rules! problem_types {
    ($($(#[$doc:meta])* $naam:ident = $urn:literal, $status:literal, $titel:literal;)*) => {
        /// Every kind of problem there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemType { $($(#[$doc])* $naam,)* }

        impl ProblemType {
            pub const ALLE: &[ProblemType] = &[$(ProblemType::$naam,)*];

            /// The value of `type`.
            pub const fn urn(self) -> &'static str {
                match self { $(ProblemType::$naam => concat!("urn:klantbeeld:problem:", $urn),)* }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(ProblemType::$naam => $status,)* }
            }

            /// The title, in Dutch.
            pub const fn title(self) -> &'static str {
                match self { $(ProblemType::$naam => $titel,)* }
            }
        }
    };
}

problem_types! {
    /// A parameter is missing or wrong; `errors` says which.
    OngeldigVerzoek = "ongeldig-verzoek", 400, "Het verzoek is niet goed";
    /// There is no session, or it ended.
    NietIngelogd = "niet-ingelogd", 401, "U bent niet ingelogd";
    /// The request came from another site or lacks the header that proves it did not.
    Geweigerd = "geweigerd", 403, "Dit verzoek mag niet";
    /// No such resource (or not for this person: the two are not told apart).
    NietGevonden = "niet-gevonden", 404, "Dit bestaat niet";
    /// The resource exists, the method does not.
    MethodeKanNiet = "methode-kan-niet", 405, "Deze methode kan hier niet";
    /// It does not fit with how things stand: decided already, withdrawn, a key used before.
    Conflict = "conflict", 409, "Dit kan niet meer";
    /// The values at the source are others than those that the correctie is about; it was brought up to date, and asks again.
    CorrectieVerouderd = "correctie-verouderd", 409, "De gegevens zijn intussen veranderd";
    /// The body is too large.
    TeGroot = "te-groot", 413, "Het verzoek is te groot";
    /// The body is not JSON.
    VerkeerdeVorm = "verkeerde-vorm", 415, "Het verzoek heeft niet de goede vorm";
    /// Too many requests.
    TeVeel = "te-veel", 429, "Te veel verzoeken";
    /// Our own fault.
    Storing = "storing", 500, "Er ging iets mis bij ons";
    /// We cannot work now (database, identity provider).
    NuNiet = "nu-niet", 503, "Dit kan nu even niet";
}

impl ProblemType {
    /// The type that a `type` member names, if it is one of ours.
    pub fn van_urn(urn: &str) -> Option<Self> {
        Self::ALLE.iter().copied().find(|soort| soort.urn() == urn)
    }
}

impl Problem {
    pub fn nieuw(soort: ProblemType, detail: impl Into<String>) -> Self {
        Problem {
            soort: soort.urn().into(),
            title: soort.title().into(),
            status: soort.status(),
            detail: detail.into(),
            instance: None,
            errors: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_found_by_its_own_urn_only() {
        for soort in ProblemType::ALLE {
            assert_eq!(ProblemType::van_urn(soort.urn()), Some(*soort));
        }
        assert_eq!(ProblemType::van_urn("about:blank"), None);
    }
}
