//! What one dienst of Suwinet is called and which elements of its answer repeat: `diensten.toml`.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const DIENSTEN: &str = include_str!("diensten.toml");
const RUIMTE: &str = "http://bkwi.nl/SuwiML/Diensten";
/// What repeats in an `fwi:FWI`, which every answer may hold.
const FWI_HERHAALT: [&str; 6] = [
    "/FWI/Fout",
    "/FWI/Waarschuwing",
    "/FWI/Informatie",
    "/FWI/Fout/Detail",
    "/FWI/Waarschuwing/Detail",
    "/FWI/Informatie/Detail",
];

/// One dienst.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::koppelvlakken) struct Dienst {
    naam: String,
    versie: String,
    /// The element of the question.
    pub(super) vraag: String,
    actie: Option<String>,
    herhaalt: BTreeSet<String>,
}

impl Dienst {
    /// The dienst of a registration; `None` when the registration is not one of Suwinet.
    pub(in crate::koppelvlakken) fn van(registratie: &str) -> Result<Option<Self>, String> {
        Ok(diensten()?.remove(registratie))
    }

    /// The namespace of the element in the body, and of nothing within it.
    pub(super) fn ruimte(&self) -> String {
        format!("{RUIMTE}/{}/{}", self.naam, self.versie)
    }

    pub(super) fn antwoord(&self) -> String {
        format!("{}Response", self.vraag)
    }

    /// `wsa:Action` of the question.
    pub(super) fn actie(&self) -> String {
        let actie = self.actie.as_ref().unwrap_or(&self.vraag);
        format!("{RUIMTE}/{}-{}/{actie}", self.naam, self.versie)
    }

    /// `wsa:Action` of the answer.
    pub(super) fn antwoordactie(&self) -> String {
        format!("{}Response", self.actie())
    }

    /// Whether the element at this place of the answer may stand there more than once.
    pub(super) fn herhaalt(&self, pad: &str) -> bool {
        self.herhaalt.contains(pad) || FWI_HERHAALT.contains(&pad)
    }
}

fn diensten() -> Result<BTreeMap<String, Dienst>, String> {
    toml::from_str(DIENSTEN).map_err(|fout| format!("diensten.toml: {fout}"))
}

#[cfg(test)]
mod tests;
