//! What is sealed in the row of a correctie.

use super::weergave::plek;
use super::{CorrectieFout, Correcties};
use crate::store::correcties::Correctierij;
use crate::zegel::{Verzegeld, ZegelFout};
use contract::correctie::{Correctieinhoud, Wijziging};
use contract::klantbeeld::{Bronbeeld, Stand, Voorkomen, Waarde};
use contract::verzoek::Verzoeknummer;
use gegevensregister::Register;
use serde::{Deserialize, Serialize};

/// What the citizen says, and what was seen at the source.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bewaard {
    pub(super) inhoud: Correctieinhoud,
    /// When the values were seen; Unix milliseconds.
    pub(super) gezien_op: i64,
    /// The values that tell this voorkomen from another.
    pub(super) kenmerken: Vec<Kenmerk>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kenmerk {
    pub(super) gegeven: String,
    pub(super) waarde: Waarde,
}

impl Bewaard {
    pub(super) fn nieuw(inhoud: Correctieinhoud, nu: i64) -> Self {
        Self { inhoud, gezien_op: nu, kenmerken: Vec::new() }
    }

    /// The same with what the source holds now. `None`: the source could not be asked, and what the citizen saw holds.
    pub(super) fn vernieuwd(&self, beeld: Option<&Bronbeeld>, register: &Register, nu: i64) -> Option<Self> {
        let beeld = beeld?;
        if !matches!(beeld.stand, Stand::Geladen | Stand::GeenGegevens) {
            return None;
        }
        let dit = |een: &&Voorkomen| {
            een.groep == self.inhoud.groep && Some(een.sleutel.as_str()) == self.inhoud.voorkomen.as_deref()
        };
        let voorkomen = beeld.voorkomens.iter().find(dit);
        let waarde = |gegeven: &str| {
            let gevonden = voorkomen?.gegevens.iter().find(|een| een.id == gegeven)?;
            Some(gevonden.waarde.clone()).filter(|waarde| *waarde != Waarde::Leeg)
        };
        let mut nieuw = Self { gezien_op: nu, ..self.clone() };
        for wijziging in &mut nieuw.inhoud.wijzigingen {
            wijziging.huidig = waarde(&wijziging.gegeven);
        }
        nieuw.kenmerken = kenmerken(register, &self.inhoud.groep, waarde);
        Some(nieuw)
    }

    /// Whether the values differ from what another of the same wijzigingen has.
    pub(super) fn verschilt(&self, ander: &Self) -> bool {
        let paren = self.inhoud.wijzigingen.iter().zip(&ander.inhoud.wijzigingen);
        paren.into_iter().any(|(een, ander)| !gelijk(een.huidig.as_ref(), ander.huidig.as_ref()))
    }

    /// What the citizen saw, when the source does not answer: only values that are in it.
    pub(super) fn zonder_bron(&self, register: &Register) -> Self {
        let waarde = |gegeven: &str| {
            let wijziging: &Wijziging = self.inhoud.wijzigingen.iter().find(|een| een.gegeven == gegeven)?;
            wijziging.huidig.clone()
        };
        Self { kenmerken: kenmerken(register, &self.inhoud.groep, waarde), ..self.clone() }
    }
}

fn kenmerken(register: &Register, groep: &str, waarde: impl Fn(&str) -> Option<Waarde>) -> Vec<Kenmerk> {
    let registratie = super::toets::registratie(register, groep);
    let sleutel = registratie.map_or(&[][..], |registratie| registratie.sleutel_van(groep));
    let kenmerk = |gegeven: &String| Some(Kenmerk { gegeven: gegeven.clone(), waarde: waarde(gegeven)? });
    sleutel.iter().filter_map(kenmerk).collect()
}

/// Whether two values say the same: a code without the words that its source gives it, nothing and empty alike.
pub(super) fn gelijk(een: Option<&Waarde>, ander: Option<&Waarde>) -> bool {
    let kaal = |waarde: Option<&Waarde>| match waarde {
        None | Some(Waarde::Leeg) => None,
        Some(Waarde::Code { code, .. }) => Some(Waarde::Code { code: code.clone(), omschrijving: None }),
        Some(waarde) => Some(waarde.clone()),
    };
    kaal(een) == kaal(ander)
}

impl Correcties {
    pub(super) fn bewaard(&self, rij: &Correctierij) -> Result<Bewaard, CorrectieFout> {
        let open = self.kluis.open(&plek(rij.nummer, "inhoud"), &rij.inhoud)?;
        Ok(serde_json::from_str(&open).map_err(|_| ZegelFout)?)
    }

    pub(super) fn verzegel_inhoud(
        &self,
        nummer: Verzoeknummer,
        bewaard: &Bewaard,
    ) -> Result<Verzegeld, CorrectieFout> {
        let tekst = serde_json::to_string(bewaard).map_err(|_| ZegelFout)?;
        self.verzegel(nummer, "inhoud", &tekst)
    }

    /// Seals a text of one correctie for one place in it.
    pub(super) fn verzegel(
        &self,
        nummer: Verzoeknummer,
        deel: &str,
        tekst: &str,
    ) -> Result<Verzegeld, CorrectieFout> {
        Ok(self.willekeur.met(|rng| self.kluis.verzegel(&plek(nummer, deel), tekst, rng))?)
    }
}
