//! Amounts of money can be hidden, on the screen and on paper: somebody may be looking along.

use crate::browser::opslag;
use leptos::prelude::*;

/// A choice of this tab; it says nothing about a person.
const SLEUTEL: &str = "klantbeeld.bedragen";
const VERBORGEN: &str = "verborgen";

/// Whether amounts are hidden; a handle.
#[derive(Clone, Copy)]
pub struct Bedragen(RwSignal<bool>);

impl Bedragen {
    /// Begins as this tab had it.
    pub fn voorzie() {
        let verborgen = opslag::lees_tab(SLEUTEL).as_deref() == Some(VERBORGEN);
        provide_context(Bedragen(RwSignal::new(verborgen)));
    }

    /// Follows a change when read in a reactive place.
    pub fn verborgen() -> bool {
        expect_context::<Bedragen>().0.get()
    }

    pub fn wissel(self) {
        self.0.update(|verborgen| *verborgen = !*verborgen);
        opslag::bewaar_tab(SLEUTEL, self.0.get_untracked().then_some(VERBORGEN));
    }
}
