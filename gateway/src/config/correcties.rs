//! Where corrections go, and how they are followed.

use super::Geheim;
use serde::Deserialize;
use url::Url;

/// The desk of a holder.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terugmelden {
    /// What stands before `/terugmelding`.
    pub url: Url,
    pub api_sleutel: Geheim,
}

/// Who passes on that a value was corrected (AVG art. 19).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kennisgevingen {
    pub url: Url,
    pub api_sleutel: Geheim,
}

/// How corrections are followed.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Correcties {
    /// How often a holder is asked where a correctie stands.
    pub lezen_elke_seconden: u32,
}

impl Default for Correcties {
    fn default() -> Self {
        Self { lezen_elke_seconden: 60 }
    }
}
