//! The registrations that a holder can change, and what a change is to them.

use super::melding::{Aard, Deel, Kenmerk, Melding};
use crate::brp::{BrpFout, BrpRegister};
use crate::verblijfplaatshistorie::Historie;
use crate::voorraad::{Voorraad, VoorraadFout};
use crate::wijziging::Tabel;
use crate::{bag, bewoning, brk, brp, kvk, rdw, reisdocumenten, suwiml, verblijfplaatshistorie, woz};
use std::collections::BTreeMap;
use time::Date;

const NIET_HIER: &str = "Deze registratie kan hier niet worden gewijzigd.";

const VAN_EEN_ANDER: &str = "Deze melding is doorgestuurd en gaat over gegevens van een andere registratie. Verander wat nodig is in uw eigen systeem.";

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

    /// What an employee is told of a change that cannot be carried out in this registration, whatever its values.
    pub(super) fn waarom_niet(&self, registratie: &str, wat: &Correctie) -> Option<String> {
        if wat.groep.split('.').next() != Some(registratie) {
            return Some(VAN_EEN_ANDER.to_owned());
        }
        match (self.bron(registratie), tabel(registratie)) {
            (Some(Bron::Brp), _) => brp::waarom_niet(wat),
            (Some(Bron::Historie(_)), _) => verblijfplaatshistorie::waarom_niet(wat),
            (Some(Bron::Stukken(_, tabel)), _) => tabel.waarom_niet(wat),
            (None, tabel) => {
                let waarom = tabel.and_then(|tabel| tabel.waarom_niet(wat));
                Some(waarom.unwrap_or_else(|| NIET_HIER.to_owned()))
            }
        }
    }

    /// Marks the doubted values, where the standard of the registration can tell that a value is in onderzoek.
    pub(super) async fn begin_onderzoek(
        &self,
        registratie: &str,
        wat: &Correctie,
        dag: Date,
    ) -> Result<(), Bronfout> {
        match self.bron(registratie) {
            Some(Bron::Brp) => self.brp.begin_onderzoek(wat, dag).await,
            Some(Bron::Historie(historie)) => historie.begin_onderzoek(wat, dag).await,
            Some(Bron::Stukken(voorraad, tabel)) => tabel.begin_onderzoek(voorraad, wat, dag).await,
            None => Ok(()),
        }
    }

    pub(super) async fn eindig_onderzoek(
        &self,
        registratie: &str,
        kenmerk: &str,
        dag: Date,
    ) -> Result<(), Bronfout> {
        match self.bron(registratie) {
            Some(Bron::Brp) => self.brp.eindig_onderzoek(kenmerk, dag).await,
            Some(Bron::Historie(historie)) => historie.eindig_onderzoek(kenmerk, dag).await,
            Some(Bron::Stukken(voorraad, _)) => {
                Ok(voorraad.eindig_onderzoek(kenmerk, &dag.to_string()).await?)
            }
            None => Ok(()),
        }
    }

    /// Gives the registration the new values. The old ones stay in its history, with why.
    pub(super) async fn corrigeer(
        &self,
        registratie: &str,
        wat: &Correctie,
        dag: Date,
    ) -> Result<(), Bronfout> {
        match self.bron(registratie).filter(|_| wat.groep.split('.').next() == Some(registratie)) {
            Some(Bron::Brp) => self.brp.corrigeer(wat, dag).await,
            Some(Bron::Historie(historie)) => historie.corrigeer(wat, dag).await,
            Some(Bron::Stukken(voorraad, tabel)) => tabel.corrigeer(voorraad, wat).await,
            None => {
                let waarom = self.waarom_niet(registratie, wat);
                Err(Bronfout::kan_niet(waarom.unwrap_or_else(|| NIET_HIER.to_owned())))
            }
        }
    }

    /// Where a registration is kept; nothing when it is not here, or derives all it has from another.
    fn bron(&self, registratie: &str) -> Option<Bron<'_>> {
        let voorraad = || self.voorraden.get(registratie);
        match registratie {
            "brp" => Some(Bron::Brp),
            "verblijfplaatshistorie" => {
                let bewoning = self.voorraden.get("bewoning")?;
                Some(Bron::Historie(Historie { brp: &self.brp, eigen: voorraad()?, bewoning }))
            }
            _ => Some(Bron::Stukken(voorraad()?, tabel(registratie)?)),
        }
    }
}

/// One of the ways in which registrations are kept.
enum Bron<'a> {
    Brp,
    Historie(Historie<'a>),
    Stukken(&'a Voorraad, &'static Tabel),
}

/// What can be changed of a registration that keeps documents.
fn tabel(registratie: &str) -> Option<&'static Tabel> {
    Some(match registratie {
        "bag" => &bag::TABEL,
        "bewoning" => &bewoning::TABEL,
        "brk" => &brk::TABEL,
        "brv" => &suwiml::BRV_TABEL,
        "kvk" => &kvk::TABEL,
        "rdw" => &rdw::TABEL,
        "reisdocumenten" => &reisdocumenten::TABEL,
        "woz" => &woz::TABEL,
        _ => return None,
    })
}
