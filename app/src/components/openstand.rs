//! What the reader opened and closed. It is kept apart from what is drawn, so that an answer that comes in, a retry or
//! a change of language leaves it as it was.

use leptos::prelude::*;
use std::collections::HashMap;

/// So many groups are laid out well within a frame.
const PER_BEELD: usize = 2;

/// Which parts of a page are open; a handle. A page puts it in context. Every part has a signal of its own, so that
/// opening one of hundreds makes only that one look again; `None` until the reader has chosen.
#[derive(Clone, Copy)]
pub struct Openstand(StoredValue<HashMap<String, ArcRwSignal<Option<bool>>>>);

impl Openstand {
    pub fn voorzie() -> Self {
        let openstand = Openstand(StoredValue::new(HashMap::new()));
        provide_context(openstand);
        openstand
    }

    fn keuze(self, deel: &str) -> ArcRwSignal<Option<bool>> {
        let keuze = self.0.try_update_value(|keuzes| keuzes.entry(deel.to_owned()).or_default().clone());
        keuze.unwrap_or_default()
    }

    /// Whether this part is open; `anders` until the reader has chosen.
    pub fn is_open(self, deel: &str, anders: bool) -> bool {
        self.keuze(deel).get().unwrap_or(anders)
    }

    pub fn zet(self, delen: impl IntoIterator<Item = String>, open: bool) {
        for deel in delen {
            self.keuze(&deel).set(Some(open));
        }
    }

    /// The same for many parts, a few per frame: the browser can listen and draw in between.
    pub fn zet_na_elkaar(self, mut delen: Vec<String>, open: bool) {
        let rest = delen.split_off(delen.len().min(PER_BEELD));
        self.zet(delen, open);
        if !rest.is_empty() {
            request_animation_frame(move || self.zet_na_elkaar(rest, open));
        }
    }
}

/// One part of the page: whether it is open, and how to turn that.
pub fn deel(naam: String, anders: bool) -> (Signal<bool>, impl Fn() + Clone) {
    let keuze = expect_context::<Openstand>().keuze(&naam);
    let wissel = keuze.clone();
    let open = Signal::derive(move || keuze.get().unwrap_or(anders));
    (open, move || wissel.update(|keuze| *keuze = Some(!keuze.unwrap_or(anders))))
}

/// A text as part of an HTML id: letters, digits and hyphens only.
pub fn als_id(delen: &[&str]) -> String {
    let mut id = delen.join("-");
    if !id.bytes().all(|teken| teken.is_ascii_alphanumeric() || teken == b'-') {
        id = id.chars().map(|teken| if teken.is_ascii_alphanumeric() { teken } else { '-' }).collect();
    }
    id
}

#[cfg(test)]
mod tests {
    use super::als_id;

    #[test]
    fn an_id_has_no_space_or_dot() {
        assert_eq!(als_id(&["groep", "brp.naam", "kind 1"]), "groep-brp-naam-kind-1");
    }
}
