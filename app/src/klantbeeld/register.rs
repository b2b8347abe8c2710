//! A register in the reader's language: what is the same for everybody, such as what things are called. Fetched once per
//! language; the browser keeps it between visits by its ETag.

use crate::api::ApiFout;
use crate::taal::use_i18n;
use contract::Taal;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::sync::Arc;

/// The register could not be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mislukt;

/// One language of the register, or that it failed. Absent: not asked, or on its way.
type Antwoord<T> = Option<Result<Arc<T>, Mislukt>>;

/// Asks the gateway for one language of a register.
pub type Vraag<T> = fn(Taal) -> Pin<Box<dyn Future<Output = Result<T, ApiFout>>>>;

/// One register in the languages that were fetched; a handle.
pub struct Registers<T: 'static> {
    taal: Signal<Taal>,
    per_taal: RwSignal<[Antwoord<T>; 2]>,
    eigenaar: StoredValue<Owner>,
    vraag: Vraag<T>,
}

impl<T> Clone for Registers<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Registers<T> {}

impl<T: Send + Sync> Registers<T> {
    /// Fetches the register of the language at hand as soon as `nodig`.
    pub fn nieuw(nodig: Signal<bool>, vraag: Vraag<T>) -> Self {
        let i18n = use_i18n();
        let registers = Registers {
            taal: Signal::derive(move || i18n.taal()),
            per_taal: RwSignal::new([None, None]),
            eigenaar: StoredValue::new(Owner::current().unwrap_or_default()),
            vraag,
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
    pub fn nu(self) -> Result<Option<Arc<T>>, Mislukt> {
        let taal = self.taal.get();
        let per_taal = self.per_taal.read();
        match &per_taal[taal as usize] {
            Some(antwoord) => antwoord.clone().map(Some),
            None => Ok(per_taal.iter().flatten().find_map(|register| register.clone().ok())),
        }
    }

    /// Fetches what failed before.
    pub fn opnieuw(self) {
        let taal = self.taal.get_untracked();
        if self.per_taal.with_untracked(|per_taal| matches!(per_taal[taal as usize], Some(Err(Mislukt)))) {
            self.per_taal.update(|per_taal| per_taal[taal as usize] = None);
            self.haal(taal);
        }
    }

    fn haal(self, taal: Taal) {
        if self.per_taal.with_untracked(|per_taal| per_taal[taal as usize].is_some()) {
            return;
        }
        let antwoord = self.eigenaar.get_value().with(|| (self.vraag)(taal));
        spawn_local(async move {
            let antwoord = antwoord.await.map(Arc::new).map_err(|_| Mislukt);
            self.per_taal.update(|per_taal| per_taal[taal as usize] = Some(antwoord));
        });
    }
}
