//! Everything that touches the browser itself. `web_sys` and `js_sys` stay in this folder.

pub mod dialoog;
pub mod intl;
pub mod klok;
pub mod luister;
pub mod opslag;
pub mod pagina;
pub mod paniek;
pub mod stroom;
pub mod tabbladen;
pub mod upload;
pub mod verzoek;

use wasm_bindgen::JsCast;

/// The text that a message event carries, if it carries text.
fn tekst_van(gebeurtenis: &web_sys::Event) -> Option<String> {
    gebeurtenis.dyn_ref::<web_sys::MessageEvent>()?.data().as_string()
}
