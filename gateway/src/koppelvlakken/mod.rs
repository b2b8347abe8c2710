//! The clients of the registries: one per standard. Each asks for a [`GeboekteVerwerking`], so nothing is looked up
//! without a line in the logboek; each answers with the registry's own tree, which the gegevensregister lifts.

pub mod adressen;
mod bag;
mod bewoning;
mod brk;
mod brp;
mod client;
mod haalcentraal;
mod hal;
mod kaart;
pub mod kennisgevingen;
mod kvk;
pub mod logboeken;
pub mod meldpunt;
pub mod oidc;
#[cfg(test)]
mod proef;
mod rdw;
mod reisdocumenten;
mod suwiml;
pub mod terugmelden;
mod verblijfplaatshistorie;
mod woz;
mod zekering;

pub use client::{BronFout, client};
pub(crate) use zekering::Zekering;

use crate::clock::Clock;
use crate::config::{Config, Registratie};
use crate::logboek::GeboekteVerwerking;
use crate::willekeur::Willekeur;
use contract::Bsn;
use futures::future::BoxFuture;
use gegevensregister::Register;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// One registration as the use cases see it.
pub trait Koppelvlak: Send + Sync {
    /// What the registry holds on this person, as its own tree; `None` when it does not know the person. The caller
    /// sets the deadline for the whole answer, however many questions that takes.
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>>;
}

/// One question to a registration.
#[derive(Clone, Copy, Debug)]
pub struct Vraag<'a> {
    /// Proof that the question stands in the logboek.
    pub verwerking: &'a GeboekteVerwerking,
    pub gebruiker: Gebruiker,
    /// About whom.
    pub bsn: &'a Bsn,
    /// The `fields` of Haal Centraal that may be asked; a standard that knows no fields leaves them alone.
    pub velden: &'a [String],
    /// What other registrations answered that this one is found by.
    pub schakels: &'a Schakels,
}

impl Vraag<'_> {
    /// Adds what every question carries: in whose name it is asked, and the trace it belongs to.
    pub(crate) fn onderteken(&self, verzoek: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        onderteken(verzoek, self.gebruiker, self.verwerking)
    }
}

fn onderteken(
    verzoek: reqwest::RequestBuilder,
    gebruiker: Gebruiker,
    verwerking: &GeboekteVerwerking,
) -> reqwest::RequestBuilder {
    verzoek.header("x-gebruiker", gebruiker.header()).header("traceparent", verwerking.traceparent())
}

/// By name (as in `[nodig]` of the gegevensregister) the values that a registration is found by: the id of an
/// address, a number plate. They are personal data, so `Debug` tells only how many there are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Schakels(BTreeMap<String, BTreeSet<String>>);

impl Schakels {
    /// The values under a name, each once, in order.
    pub fn waarden(&self, naam: &str) -> impl Iterator<Item = &str> {
        self.0.get(naam).into_iter().flatten().map(String::as_str)
    }

    pub fn voeg_toe(&mut self, naam: &str, waarde: String) {
        self.0.entry(naam.to_owned()).or_default().insert(waarde);
    }

    pub fn is_leeg(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Schakels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(naam, waarden)| (naam, waarden.len()))).finish()
    }
}

/// Who looks: the de-facto header `x-gebruiker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gebruiker {
    /// The citizen, at their own data.
    BurgerZelf,
}

impl Gebruiker {
    pub const fn header(self) -> &'static str {
        match self {
            Gebruiker::BurgerZelf => "BurgerZelf",
        }
    }
}

/// What a client is made from.
#[derive(Clone, Copy)]
pub(crate) struct Bouw<'a> {
    /// Id of the registration.
    pub(crate) id: &'a str,
    pub(crate) instellingen: &'a Registratie,
    pub(crate) config: &'a Config,
    pub(crate) willekeur: &'a Arc<Willekeur>,
    pub(crate) clock: &'a Arc<dyn Clock>,
    /// For who needs no certificate of our own.
    pub(crate) http: &'a reqwest::Client,
}

impl Bouw<'_> {
    /// Fixed headers, made once at start, where a mistake in the configuration can still be named.
    pub(crate) fn headers(&self, koppen: &[(&'static str, &str)]) -> Result<HeaderMap, String> {
        let kop = |(naam, waarde): &(&'static str, &str)| {
            let waarde = HeaderValue::from_str(waarde).map_err(|_| {
                format!("registraties.{}: the value for {naam} cannot stand in a header", self.id)
            })?;
            Ok((HeaderName::from_static(naam), waarde))
        };
        koppen.iter().map(kop).collect()
    }

    /// The configured address without a slash at its end.
    pub(crate) fn basis(&self) -> String {
        self.instellingen.url.as_str().trim_end_matches('/').to_owned()
    }
}

/// Whether this client asks over Suwinet.
pub(crate) fn is_suwinet(koppelvlak: &str) -> bool {
    matches!(suwiml::Dienst::van(koppelvlak), Ok(Some(_)))
}

/// A client for each registration in the configuration, by id.
pub fn bouw(
    config: &Config,
    register: &Register,
    willekeur: &Arc<Willekeur>,
    clock: &Arc<dyn Clock>,
    http: &reqwest::Client,
) -> Result<BTreeMap<String, Arc<dyn Koppelvlak>>, String> {
    let mut koppelvlakken: BTreeMap<String, Arc<dyn Koppelvlak>> = BTreeMap::new();
    for (id, instellingen) in &config.registraties {
        if register.registratie(id).is_none() {
            return Err(format!("registraties.{id} is not in the gegevensregister"));
        }
        let bouw = Bouw { id, instellingen, config, willekeur, clock, http };
        let koppelvlak: Arc<dyn Koppelvlak> = match instellingen.koppelvlak(id) {
            "bewoning" => Arc::new(bewoning::Bewoning::nieuw(&bouw)?),
            "brk" => Arc::new(brk::Brk::nieuw(&bouw)?),
            "bag" => Arc::new(bag::Bag::nieuw(&bouw)?),
            "brp" => Arc::new(brp::Brp::nieuw(&bouw)?),
            "reisdocumenten" => Arc::new(reisdocumenten::Reisdocumenten::nieuw(&bouw)?),
            "verblijfplaatshistorie" => {
                Arc::new(verblijfplaatshistorie::Verblijfplaatshistorie::nieuw(&bouw)?)
            }
            "woz" => Arc::new(woz::Woz::nieuw(&bouw)?),
            "kaart" => Arc::new(kaart::Kaart::nieuw(&bouw)?),
            "kvk" => Arc::new(kvk::Kvk::nieuw(&bouw)?),
            "rdw" => Arc::new(rdw::Rdw::nieuw(&bouw)?),
            naam => match suwiml::Dienst::van(naam)? {
                Some(dienst) => Arc::new(suwiml::Suwiml::nieuw(&bouw, dienst)?),
                None => return Err(format!("registraties.{id} has no koppelvlak")),
            },
        };
        koppelvlakken.insert(id.clone(), koppelvlak);
    }
    Ok(koppelvlakken)
}
