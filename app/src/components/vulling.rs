//! Draws the answers and fills closed groups a little at a time, so that a page of hundreds of values opens without a stop.
//! The browser's own search and paper reach everything: what is closed is hidden "until found", and before printing all that
//! waits is filled at once.

use crate::browser::luister::Luisteraar;
use crate::browser::pagina;
use crate::components::groep::groep_van_inhoud;
use crate::components::openstand::Openstand;
use leptos::prelude::*;
use std::collections::VecDeque;
use std::time::Duration;

/// The parts of the page that wait to be drawn or filled; a handle. A page puts it in context.
#[derive(Clone, Copy)]
pub struct Vulling(StoredValue<VecDeque<RwSignal<bool>>>);

impl Vulling {
    pub fn voorzie(openstand: Openstand) -> Self {
        let vulling = Vulling(StoredValue::new(VecDeque::new()));
        provide_context(vulling);
        let voor_afdruk = Luisteraar::venster("beforeprint", move |_| while vulling.vul_een() {});
        let gevonden = Luisteraar::document("beforematch", move |gebeurtenis| {
            let groep = pagina::doel(&gebeurtenis);
            if let Some(groep) = groep.as_deref().and_then(groep_van_inhoud) {
                openstand.zet([groep.to_owned()], true);
            }
        });
        StoredValue::new_local((voor_afdruk, gevonden));
        vulling
    }

    /// A part of the page. It is to be filled when the signal says so. On a page without a queue, which is a short one, that is
    /// in the next turn.
    pub fn meld_aan() -> RwSignal<bool> {
        let gevuld = RwSignal::new(false);
        match use_context::<Vulling>() {
            Some(vulling) => vulling.sluit_aan(gevuld),
            None => set_timeout(
                move || {
                    // The page may be gone by now.
                    let _ = gevuld.try_set(true);
                },
                Duration::ZERO,
            ),
        }
        gevuld
    }

    /// Sets this when all that waits now has had its turn.
    pub fn sluit_aan(self, gevuld: RwSignal<bool>) {
        let eerste = self.0.try_update_value(|rij| {
            rij.push_back(gevuld);
            rij.len() == 1
        });
        if eerste == Some(true) {
            self.straks();
        }
    }

    /// One part per turn: between two of them the browser can draw and listen.
    fn straks(self) {
        set_timeout(
            move || {
                if self.vul_een() {
                    self.straks();
                }
            },
            Duration::ZERO,
        );
    }

    /// Whether there was one. It may be gone from the page by now.
    fn vul_een(self) -> bool {
        let een = self.0.try_update_value(VecDeque::pop_front).flatten();
        een.map(|gevuld| gevuld.try_set(true)).is_some()
    }
}

/// Part of a page that is drawn in a turn of its own.
#[component]
pub fn Straks(children: ChildrenFn) -> impl IntoView {
    let aan_de_beurt = Vulling::meld_aan();
    move || aan_de_beurt.get().then(|| children())
}
