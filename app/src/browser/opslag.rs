//! `localStorage`: for choices of this device only (the language), and `sessionStorage`: for choices of this tab. Never
//! anything about a person.

fn opslag() -> Option<web_sys::Storage> {
    // Browsers that block storage throw here; then the choice lasts as long as the page.
    leptos::prelude::window().local_storage().ok().flatten()
}

pub fn lees(sleutel: &str) -> Option<String> {
    opslag()?.get_item(sleutel).ok().flatten()
}

pub fn bewaar(sleutel: &str, waarde: &str) {
    if let Some(opslag) = opslag() {
        // Fails when the storage is full or blocked; see above.
        let _ = opslag.set_item(sleutel, waarde);
    }
}

fn tab() -> Option<web_sys::Storage> {
    leptos::prelude::window().session_storage().ok().flatten()
}

pub fn lees_tab(sleutel: &str) -> Option<String> {
    tab()?.get_item(sleutel).ok().flatten()
}

/// `None` forgets it.
pub fn bewaar_tab(sleutel: &str, waarde: Option<&str>) {
    if let Some(tab) = tab() {
        let _ = match waarde {
            Some(waarde) => tab.set_item(sleutel, waarde),
            None => tab.remove_item(sleutel),
        };
    }
}
