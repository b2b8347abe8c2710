//! Which stand-in misbehaves, for whom, how and how often.

use super::problem::Fout;
use super::{Opties, is_logboek, kent_bsn, registraties};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::Bsn;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

const VERTRAGING_MAX_MS: u64 = 60_000;
const KEREN_MAX: u32 = 1000;
/// More rules than a test run has persons.
const REGELS_MAX: usize = 10_000;

/// What a stand-in does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gedrag {
    Normaal,
    /// Answers, but late; with the longest delay, too late for anybody.
    Traag,
    /// 500 with a problem, or with a SOAP Fault.
    Storing,
    /// Closes the connection without an answer.
    Onbereikbaar,
    /// 200 with bytes that are no JSON; HTML where SOAP was asked.
    Onleesbaar,
    /// Half the answer under the length of the whole; then the connection breaks.
    Half,
    /// 10 MB of valid JSON.
    Teveel,
    /// 429 with Retry-After; 503 where SOAP was asked.
    Overbelast,
    /// The answer of another person.
    Anderepersoon,
    /// The real answer, in which every leaf has become another type.
    Schema,
    /// The real answer, with codes that no table knows.
    Code,
    /// The real answer, with numbers that cannot be.
    Bedrag,
    /// The answer that the same question got first, without looking again: a registry that costs next to nothing, to
    /// measure who asks it. SOAP is answered afresh, because an answer names its question.
    Herhaal,
    /// Only of a use log: one line of its answer is about another person.
    Vreemderegel,
    /// Only of a use log: one line of its answer stands there twice.
    Dubbel,
    /// Only of a use log: one line of its answer is of a time to come.
    Klokvoor,
    /// Only of a use log: in one line of its answer something is missing that must be there.
    Ontbreekt,
}

impl Gedrag {
    pub(super) const ALLE: [Gedrag; 17] = [
        Gedrag::Normaal,
        Gedrag::Traag,
        Gedrag::Storing,
        Gedrag::Onbereikbaar,
        Gedrag::Onleesbaar,
        Gedrag::Half,
        Gedrag::Teveel,
        Gedrag::Overbelast,
        Gedrag::Anderepersoon,
        Gedrag::Schema,
        Gedrag::Code,
        Gedrag::Bedrag,
        Gedrag::Herhaal,
        Gedrag::Vreemderegel,
        Gedrag::Dubbel,
        Gedrag::Klokvoor,
        Gedrag::Ontbreekt,
    ];

    /// Whether only a use log can do it.
    pub(super) const fn is_van_logboek(self) -> bool {
        matches!(self, Self::Vreemderegel | Self::Dubbel | Self::Klokvoor | Self::Ontbreekt)
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Regel {
    pub gedrag: Gedrag,
    /// Before anything else happens; also with another behaviour than `traag`.
    pub vertraging: Duration,
    /// How many more times; `None` until it is changed.
    pub keren: Option<u32>,
}

/// Registration and BSN; no BSN is everybody.
type Wie = (&'static str, Option<String>);

/// The table, shared by demo control and the stand-ins.
#[derive(Clone, Default)]
pub struct Gedragstabel(Arc<Mutex<BTreeMap<Wie, Regel>>>);

impl Gedragstabel {
    /// Writes a rule. Back to normal for everybody forgets every rule of the registration, also those of one person.
    /// `false` when the table is full.
    pub fn zet(&self, registratie: &'static str, bsn: Option<String>, regel: Regel) -> bool {
        let mut regels = self.open();
        match (regel.gedrag, &bsn) {
            (Gedrag::Normaal, None) => regels.retain(|(welke, _), _| *welke != registratie),
            (Gedrag::Normaal, Some(_)) => {
                regels.remove(&(registratie, bsn));
            }
            _ if regels.len() >= REGELS_MAX => return false,
            _ => {
                regels.insert((registratie, bsn), regel);
            }
        }
        true
    }

    /// The rule for a request about these persons, counted as used once. A person's own rule goes first.
    pub fn pas_toe(&self, registratie: &'static str, bsns: &[String]) -> Option<Regel> {
        let mut regels = self.open();
        let eigen = bsns.iter().map(|bsn| (registratie, Some(bsn.clone())));
        let wie = eigen.chain([(registratie, None)]).find(|wie| regels.contains_key(wie))?;
        let regel = regels.get_mut(&wie)?;
        let toegepast = *regel;
        if let Some(keren) = &mut regel.keren {
            *keren = keren.saturating_sub(1);
            if *keren == 0 {
                regels.remove(&wie);
            }
        }
        Some(toegepast)
    }

    /// Every rule, as the API shows it.
    pub(super) fn lijst(&self, registratie: &str) -> Vec<(Option<String>, Regel)> {
        let regels = self.open();
        let van_hier = regels.iter().filter(|((welke, _), _)| *welke == registratie);
        van_hier.map(|((_, bsn), regel)| (bsn.clone(), *regel)).collect()
    }

    /// No code under the lock leaves the map half changed, so a poisoned lock is still good.
    fn open(&self) -> MutexGuard<'_, BTreeMap<Wie, Regel>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of a request to change a behaviour.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Instelling {
    #[serde(default)]
    pub(super) bsn: Option<String>,
    pub(super) gedrag: Gedrag,
    #[serde(default)]
    pub(super) vertraging_ms: u64,
    #[serde(default)]
    pub(super) keren: Option<u32>,
}

impl Instelling {
    /// Checks it and writes it in the table.
    pub(super) fn voer_uit(&self, tabel: &Gedragstabel, registratie: &str) -> Result<(), Fout> {
        let (registratie, bsn) = self.keur(registratie)?;
        let vertraging = Duration::from_millis(self.vertraging_ms);
        let regel = Regel { gedrag: self.gedrag, vertraging, keren: self.keren };
        if tabel.zet(registratie, bsn, regel) {
            Ok(())
        } else {
            Err(Fout::ongeldig("Er zijn al te veel regels; zet eerst alles op normaal."))
        }
    }

    /// Whether it can be: the registration and the person it is about.
    pub(super) fn keur(&self, registratie: &str) -> Result<(&'static str, Option<String>), Fout> {
        let registratie = registraties()
            .find(|bekend| *bekend == registratie)
            .ok_or_else(|| Fout::niet_gevonden("Deze registratie is er niet."))?;
        let bsn = self
            .bsn
            .as_deref()
            .map(str::parse::<Bsn>)
            .transpose()
            .map_err(|_| Fout::ongeldig("bsn is geen BSN."))?;
        if self.vertraging_ms > VERTRAGING_MAX_MS {
            return Err(Fout::ongeldig("vertragingMs is 0 tot en met 60000."));
        }
        if self.gedrag == Gedrag::Traag && self.vertraging_ms == 0 {
            return Err(Fout::ongeldig("Bij traag hoort vertragingMs."));
        }
        if self.keren.is_some_and(|keren| keren == 0 || keren > KEREN_MAX) {
            return Err(Fout::ongeldig("keren is 1 tot en met 1000."));
        }
        if self.gedrag.is_van_logboek() && !is_logboek(registratie) {
            return Err(Fout::ongeldig("Dit gedrag is er alleen voor een gebruikslog."));
        }
        if !kent_bsn(registratie) && (bsn.is_some() || self.gedrag == Gedrag::Anderepersoon) {
            return Err(Fout::ongeldig("Een vraag aan deze registratie noemt geen persoon."));
        }
        Ok((registratie, bsn.map(|bsn| bsn.cijfers().into())))
    }
}

/// `POST /demo/v1/registraties/{id}/gedrag`: 204.
pub(super) async fn zet(
    State(opties): State<Arc<Opties>>,
    Path(registratie): Path<String>,
    instelling: Result<Json<Instelling>, JsonRejection>,
) -> Result<StatusCode, Fout> {
    let Json(instelling) = instelling?;
    instelling.voer_uit(&opties.tabel, &registratie)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /demo/v1/registraties`: every stand-in with the rules that hold now.
pub(super) async fn overzicht(State(opties): State<Arc<Opties>>) -> Json<Value> {
    let regels = |registratie: &str| -> Vec<Value> {
        let lijst = opties.tabel.lijst(registratie).into_iter();
        lijst
            .map(|(bsn, regel)| {
                let vertraging_ms = u64::try_from(regel.vertraging.as_millis()).unwrap_or(u64::MAX);
                json!({ "bsn": bsn, "gedrag": regel.gedrag, "vertragingMs": vertraging_ms, "keren": regel.keren })
            })
            .collect()
    };
    let alle: Vec<Value> = registraties().map(|id| json!({ "id": id, "regels": regels(id) })).collect();
    Json(alle.into())
}
