//! Listening to events of the window and the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Event, EventTarget};

/// Listens for as long as it lives.
pub struct Luisteraar {
    doel: EventTarget,
    soort: &'static str,
    bij: Closure<dyn FnMut(Event)>,
}

impl Luisteraar {
    /// An event of any target.
    pub fn van(doel: EventTarget, soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        let bij: Closure<dyn FnMut(Event)> = Closure::new(bij);
        let opties = AddEventListenerOptions::new();
        opties.set_passive(true);
        // Caught on the way down: an element that stops the event does not hide the activity from us.
        opties.set_capture(true);
        // This fails only for a target that is no event target.
        let _ = doel.add_event_listener_with_callback_and_add_event_listener_options(
            soort,
            bij.as_ref().unchecked_ref(),
            &opties,
        );
        Luisteraar { doel, soort, bij }
    }

    /// An event of the window, such as `focus` or `pageshow`.
    pub fn venster(soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        Self::van(leptos::prelude::window().into(), soort, bij)
    }

    /// An event of the document, such as `visibilitychange` or `pointerdown`.
    pub fn document(soort: &'static str, bij: impl FnMut(Event) + 'static) -> Self {
        Self::van(leptos::prelude::document().into(), soort, bij)
    }
}

impl Drop for Luisteraar {
    fn drop(&mut self) {
        let _ = self.doel.remove_event_listener_with_callback_and_bool(
            self.soort,
            self.bij.as_ref().unchecked_ref(),
            true,
        );
    }
}
