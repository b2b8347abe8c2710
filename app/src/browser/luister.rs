//! Listening to events of the window and the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Listens for as long as it lives.
pub struct Luisteraar {
    doel: EventTarget,
    soort: &'static str,
    onderweg: bool,
    bij: Closure<dyn FnMut(Event)>,
}

impl Luisteraar {
    /// An event of this target itself.
    pub fn van(doel: EventTarget, soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        Self::nieuw(doel, soort, false, Closure::new(bij))
    }

    /// An event of the window itself, such as `focus` or `pageshow`.
    pub fn venster(soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        Self::van(leptos::prelude::window().into(), soort, bij)
    }

    /// An event anywhere in the document, such as `pointerdown`; also when an element stops it there.
    pub fn document(soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        Self::nieuw(leptos::prelude::document().into(), soort, true, Closure::new(bij))
    }

    fn nieuw(doel: EventTarget, soort: &'static str, onderweg: bool, bij: Closure<dyn FnMut(Event)>) -> Self {
        let opties = AddEventListenerOptions::new();
        opties.set_passive(true);
        opties.set_capture(onderweg);
        // This fails only for a target that is no event target.
        let _ = doel.add_event_listener_with_callback_and_add_event_listener_options(
            soort,
            bij.as_ref().unchecked_ref(),
            &opties,
        );
        Luisteraar { doel, soort, onderweg, bij }
    }
}

impl Drop for Luisteraar {
    fn drop(&mut self) {
        let _ = self.doel.remove_event_listener_with_callback_and_bool(
            self.soort,
            self.bij.as_ref().unchecked_ref(),
            self.onderweg,
        );
    }
}
