//! The session as the browser may know it. No token and no BSN reach the app.

use serde::Serialize;

/// Seconds before the end of the session at which the app warns (WCAG 2.2.1 asks for at least 20).
pub const WAARSCHUW_SECONDEN: u32 = 120;

/// The answer to [`crate::routes::SESSIE`]. Being logged out is a state, not an error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "stand", rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sessie {
    Uitgelogd,
    #[serde(rename_all = "camelCase")]
    Ingelogd {
        niveau: Niveau,
        /// Seconds until the session ends when nothing happens (at most 15 minutes).
        resterende_seconden: u32,
        /// Seconds until it ends whatever happens (at most 2 hours).
        uiterste_seconden: u32,
    },
}

/// eIDAS level of assurance of the login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Niveau {
    Laag,
    Substantieel,
    Hoog,
}

/// The answer to [`crate::routes::AUTH_UIT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Uitgelogd {
    /// Where the browser must go to end the login at the identity provider as well.
    pub verder: String,
}
