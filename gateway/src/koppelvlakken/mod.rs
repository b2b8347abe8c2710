//! The clients of the registries: one per standard. Each asks for a [`GeboekteVerwerking`], so nothing is looked up
//! without a line in the logboek; each answers with the registry's own tree, which the gegevensregister lifts.

mod brp;
mod client;
pub mod meldpunt;
pub mod oidc;

pub use client::{BronFout, client};

use crate::config::Config;
use crate::logboek::GeboekteVerwerking;
use crate::willekeur::Willekeur;
use contract::Bsn;
use futures::future::BoxFuture;
use gegevensregister::Register;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One registration as the use cases see it.
pub trait Koppelvlak: Send + Sync {
    /// What the registry holds on this person, as its own tree; `None` when it does not know the person.
    fn raadpleeg<'a>(
        &'a self,
        verwerking: &'a GeboekteVerwerking,
        gebruiker: Gebruiker,
        bsn: &'a Bsn,
    ) -> BoxFuture<'a, Result<Option<Value>, BronFout>>;
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

/// A client for each registration in the configuration, by id.
pub fn bouw(
    config: &Config,
    register: &Register,
    willekeur: &Arc<Willekeur>,
) -> Result<BTreeMap<String, Arc<dyn Koppelvlak>>, String> {
    let mut koppelvlakken: BTreeMap<String, Arc<dyn Koppelvlak>> = BTreeMap::new();
    for (id, instellingen) in &config.registraties {
        let registratie = register
            .registratie(id)
            .ok_or_else(|| format!("registraties.{id} is not in the gegevensregister"))?;
        let koppelvlak: Arc<dyn Koppelvlak> = match id.as_str() {
            "brp" => Arc::new(brp::Brp::nieuw(
                instellingen,
                &config.organisatie.oin,
                registratie.fields(),
                Arc::clone(willekeur),
            )?),
            _ => return Err(format!("registraties.{id} has no koppelvlak")),
        };
        koppelvlakken.insert(id.clone(), koppelvlak);
    }
    Ok(koppelvlakken)
}
