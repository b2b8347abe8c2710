//! The registrations that a holder can change, and what a change is to them.

use super::melding::{Aard, Deel, Kenmerk, Melding};
use crate::brp::{BrpFout, BrpRegister};
use crate::voorraad::{Voorraad, VoorraadFout};
use crate::{kvk, rdw};
use std::collections::BTreeMap;
use time::Date;

/// What is doubted, or granted, of one voorkomen.
#[derive(Clone, Debug)]
pub(crate) struct Correctie {
    /// The reference of the case. Carrying the same out again changes nothing.
    pub(crate) kenmerk: String,
    pub(crate) bsn: String,
    /// Id of the group.
    pub(crate) groep: String,
    pub(crate) aard: Aard,
    /// What tells this voorkomen from another; absent when the group does not repeat, or a whole voorkomen is missing.
    pub(crate) voorkomen: Option<Vec<Kenmerk>>,
    pub(crate) delen: Vec<Deel>,
    /// All values of the case are in `delen`.
    pub(crate) geheel: bool,
}

impl Correctie {
    /// The values of a terugmelding that `mee` takes.
    pub(super) fn van(referentie: &str, melding: &Melding, mee: impl Fn(&str) -> bool) -> Self {
        let delen: Vec<Deel> = melding.gegevens.iter().filter(|deel| mee(&deel.urn)).cloned().collect();
        Self {
            kenmerk: referentie.to_owned(),
            bsn: melding.bsn.clone(),
            groep: melding.groep.clone(),
            aard: melding.aard,
            voorkomen: melding.voorkomen.clone(),
            geheel: delen.len() == melding.gegevens.len(),
            delen,
        }
    }

    /// What tells the voorkomen: the values that were given for it, or else those that are doubted.
    pub(crate) fn kenmerken(&self) -> Vec<Kenmerk> {
        if let Some(voorkomen) = &self.voorkomen {
            return voorkomen.clone();
        }
        let kenmerk = |deel: &Deel| Some(Kenmerk { urn: deel.urn.clone(), waarde: deel.betwijfeld.clone()? });
        self.delen.iter().filter_map(kenmerk).collect()
    }
}

/// Why a registration was not changed. No text of it holds a value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Bronfout {
    /// It cannot be; the text is for the employee.
    #[error("{0}")]
    KanNiet(String),
    #[error("the BRP: {0}")]
    Brp(#[from] BrpFout),
    #[error("a registration: {0}")]
    Voorraad(#[from] VoorraadFout),
}

impl From<sqlx::Error> for Bronfout {
    fn from(fout: sqlx::Error) -> Self {
        Self::Brp(fout.into())
    }
}

impl From<serde_json::Error> for Bronfout {
    fn from(fout: serde_json::Error) -> Self {
        Self::Brp(fout.into())
    }
}

impl Bronfout {
    pub(crate) fn kan_niet(tekst: impl Into<String>) -> Self {
        Self::KanNiet(tekst.into())
    }

    /// A value that the registration does not hold by itself, or not in this form.
    pub(crate) fn waarde(urn: &str) -> Self {
        Self::KanNiet(format!("De registratie kan dit gegeven niet zo opslaan: {urn}."))
    }

    pub(crate) fn voorkomen() -> Self {
        Self::KanNiet(
            "De registratie heeft geen gegevens meer die hierbij horen. Bekijk wat er nu staat.".into(),
        )
    }
}

/// The registrations whose values can be changed here, by id.
#[derive(Clone)]
pub struct Bronnen {
    brp: BrpRegister,
    voorraden: BTreeMap<&'static str, Voorraad>,
}

impl Bronnen {
    pub fn nieuw(brp: BrpRegister, voorraden: BTreeMap<&'static str, Voorraad>) -> Self {
        Self { brp, voorraden }
    }

    /// Whether a change in this registration can be carried out.
    pub(super) fn kan_wijzigen(&self, registratie: &str) -> bool {
        registratie == "brp"
            || (matches!(registratie, "kvk" | "rdw") && self.voorraden.contains_key(registratie))
    }

    /// Marks the doubted values. Only the standard of the BRP can tell that a value is in onderzoek and since when.
    pub(super) async fn begin_onderzoek(
        &self,
        registratie: &str,
        wat: &Correctie,
        dag: Date,
    ) -> Result<(), Bronfout> {
        if registratie == "brp" { self.brp.begin_onderzoek(wat, dag).await } else { Ok(()) }
    }

    pub(super) async fn eindig_onderzoek(
        &self,
        registratie: &str,
        kenmerk: &str,
        dag: Date,
    ) -> Result<(), Bronfout> {
        if registratie == "brp" { self.brp.eindig_onderzoek(kenmerk, dag).await } else { Ok(()) }
    }

    /// Gives the registration the new values. The old ones stay in its history, with why.
    pub(super) async fn corrigeer(
        &self,
        registratie: &str,
        wat: &Correctie,
        dag: Date,
    ) -> Result<(), Bronfout> {
        match (registratie, self.voorraden.get(registratie)) {
            ("brp", _) => self.brp.corrigeer(wat, dag).await,
            ("kvk", Some(voorraad)) => kvk::corrigeer(voorraad, wat).await,
            ("rdw", Some(voorraad)) => rdw::corrigeer(voorraad, wat).await,
            _ => Err(Bronfout::kan_niet("Deze registratie kan hier niet worden gewijzigd.")),
        }
    }
}
