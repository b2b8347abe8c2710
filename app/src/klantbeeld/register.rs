//! The gegevensregister in the reader's language: what things are called. Fetched once per language; the browser keeps
//! it between visits by its ETag.

use crate::api;
use crate::taal::use_i18n;
use contract::Taal;
use contract::gegevensregister::Gegevensregister;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashMap;
use std::sync::Arc;

/// The register could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mislukt;

/// One language of the register, or that it failed. Absent: not asked, or on its way.
type Antwoord = Result<Arc<Gegevensregister>, Mislukt>;

/// The registers that were fetched; a handle.
#[derive(Clone, Copy)]
pub struct Registers {
    taal: Signal<Taal>,
    per_taal: RwSignal<HashMap<Taal, Antwoord>>,
    eigenaar: StoredValue<Owner>,
}

impl Registers {
    /// Fetches the register of the language at hand as soon as `nodig`.
    pub fn nieuw(nodig: Signal<bool>) -> Self {
        let i18n = use_i18n();
        let registers = Registers {
            taal: Signal::derive(move || i18n.taal()),
            per_taal: RwSignal::new(HashMap::new()),
            eigenaar: StoredValue::new(Owner::current().unwrap_or_default()),
        };
        let nodig = Memo::new(move |_| nodig.get());
        Effect::new(move || {
            let taal = registers.taal.get();
            if nodig.get() {
                registers.haal(taal);
            }
        });
        registers
    }

    /// The register to read now. While a language is on its way, the one at hand serves: names in another language are
    /// better than an empty page.
    pub fn nu(self) -> Result<Option<Arc<Gegevensregister>>, Mislukt> {
        let taal = self.taal.get();
        let per_taal = self.per_taal.read();
        match per_taal.get(&taal) {
            Some(Ok(register)) => Ok(Some(Arc::clone(register))),
            Some(Err(Mislukt)) => Err(Mislukt),
            None => Ok(per_taal.values().find_map(|register| register.clone().ok())),
        }
    }

    /// Fetches what failed before.
    pub fn opnieuw(self) {
        let taal = self.taal.get_untracked();
        let mislukt = self.per_taal.with_untracked(|per_taal| per_taal.get(&taal) == Some(&Err(Mislukt)));
        if mislukt {
            self.per_taal.update(|per_taal| drop(per_taal.remove(&taal)));
            self.haal(taal);
        }
    }

    fn haal(self, taal: Taal) {
        if self.per_taal.with_untracked(|per_taal| per_taal.contains_key(&taal)) {
            return;
        }
        let antwoord = self.eigenaar.get_value().with(|| api::gegevensregister(taal));
        spawn_local(async move {
            let antwoord = antwoord.await.map(Arc::new).map_err(|_| Mislukt);
            self.per_taal.update(|per_taal| drop(per_taal.insert(taal, antwoord)));
        });
    }
}
