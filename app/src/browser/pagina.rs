//! The document and the window: title, language, focus, going elsewhere.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

/// Takes the element with this id out of the page.
pub fn verwijder(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

pub fn zet_titel(titel: &str) {
    document().set_title(titel);
}

/// Says in which language the page is (`<html lang>`).
pub fn zet_taal(code: &str) {
    if let Some(wortel) = document().document_element() {
        let _ = wortel.set_attribute("lang", code);
    }
}

/// Puts the focus on the element without scrolling.
pub fn focus(element: &HtmlElement) {
    let opties = FocusOptions::new();
    opties.set_prevent_scroll(true);
    let _ = element.focus_with_options(&opties);
}

/// Puts the focus on the element with this id and brings it into view.
pub fn focus_op(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|el| el.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether the person can see this tab now.
pub fn zichtbaar() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Path and query of the address bar.
pub fn pad() -> String {
    let plaats = window().location();
    plaats.pathname().unwrap_or_default() + &plaats.search().unwrap_or_default()
}

/// Leaves the app for this URL. The page that is left does not stay in the history.
pub fn ga_naar(url: &str) {
    let _ = window().location().replace(url);
}

pub fn herlaad() {
    let _ = window().location().reload();
}

/// Encodes a text for use in a query.
pub fn in_query(tekst: &str) -> String {
    js_sys::encode_uri_component(tekst).into()
}

/// Whether a `pageshow` event brings back a page that the browser had kept as it was.
pub fn kwam_uit_bewaring(gebeurtenis: &web_sys::Event) -> bool {
    gebeurtenis.dyn_ref::<web_sys::PageTransitionEvent>().is_some_and(web_sys::PageTransitionEvent::persisted)
}

/// Brings the element with this id to the top of the window and puts the focus on it. `false`: it is not there.
pub fn ga_naar_deel(id: &str) -> bool {
    let Some(element) = document().get_element_by_id(id).and_then(|el| el.dyn_into::<HtmlElement>().ok())
    else {
        return false;
    };
    element.scroll_into_view();
    focus(&element);
    true
}

/// A new UUID; `None` in a browser that is older than the wasm of this app needs.
pub fn uuid() -> Option<String> {
    Some(window().crypto().ok()?.random_uuid())
}

/// Opens the print dialog of the browser.
pub fn druk_af() {
    // A browser without a printer or a dialog has nothing to tell us.
    let _ = window().print();
}

/// The id of the element that an event is about.
pub fn doel(gebeurtenis: &web_sys::Event) -> Option<String> {
    Some(gebeurtenis.target()?.dyn_ref::<web_sys::Element>()?.id())
}

/// The path that a link leads to, when the event is about a link of this app or something in one.
pub fn pad_van_link(gebeurtenis: &web_sys::Event) -> Option<String> {
    let target = gebeurtenis.target()?;
    let link = target.dyn_ref::<web_sys::Element>()?.closest("a[href^='/']").ok()??;
    let href = link.get_attribute("href")?;
    href.split(['?', '#']).next().map(str::to_owned)
}

/// A text without diacritics and in lower case, so that "Cafe" finds "café".
pub fn kaal(tekst: &str) -> String {
    let ontleed = js_sys::JsString::from(tekst).to_lower_case().normalize("NFD");
    String::from(ontleed).chars().filter(|teken| !('\u{300}'..='\u{36f}').contains(teken)).collect()
}
