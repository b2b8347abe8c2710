//! What the app and the gateway agree on.
//!
//! This crate does no I/O and reads no clock; it builds for the browser and for the server. Every value that
//! crosses the wire is one of these types, and every checked value (a BSN, a date) is parsed here, once, by both.

pub mod bericht;
mod boom;
mod bsn;
pub mod correctie;
mod datum;
pub mod gegevensregister;
pub mod inzage;
pub mod klantbeeld;
mod lees;
pub mod problem;
pub mod routes;
pub mod sessie;
pub mod verwerkingsactiviteiten;
pub mod verzoek;

pub use bsn::{Bsn, OngeldigBsn};
pub use datum::{Datum, OngeldigeDatum};
pub use problem::{Problem, ProblemType};

/// The languages of the portal. Every text in the gegevensregister and the catalogue exists in each of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Taal {
    #[default]
    Nl,
    En,
}

impl Taal {
    /// The BCP 47 tag, also used as the value of `?taal=`.
    pub const fn code(self) -> &'static str {
        match self {
            Taal::Nl => "nl",
            Taal::En => "en",
        }
    }
}
