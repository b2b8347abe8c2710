//! What every page does when it appears: it names itself, takes the focus and is announced.

use crate::browser::pagina;
use crate::taal::{t_string, use_i18n};
use leptos::html::H1;
use leptos::prelude::*;

/// Speaks to screen readers through the one polite live region of the shell.
#[derive(Clone, Copy)]
pub struct Omroep {
    tekst: RwSignal<String>,
    /// Whether a page was shown before: the first one is announced by the browser itself.
    onderweg: StoredValue<bool>,
}

impl Omroep {
    pub fn voorzie() -> Self {
        let omroep = Omroep { tekst: RwSignal::new(String::new()), onderweg: StoredValue::new(false) };
        provide_context(omroep);
        omroep
    }

    /// Says `tekst` as soon as the screen reader has a moment.
    pub fn zeg(self, tekst: &str) {
        self.tekst.update(|nu| {
            // A text that stands there already is not spoken again; a space that nobody hears makes it new.
            let herhaling = nu.as_str() == tekst;
            tekst.clone_into(nu);
            if herhaling {
                nu.push('\u{a0}');
            }
        });
    }

    /// What stands in the live region.
    pub fn tekst(self) -> String {
        self.tekst.get()
    }
}

/// Says `tekst` to screen readers. For what changes on a page without a new page, such as "all data is in".
pub fn meld(tekst: &str) {
    expect_context::<Omroep>().zeg(tekst);
}

/// A page: its title as the one `h1`, then the rest.
///
/// The title also names the window ("Mijn gegevens — Klantbeeld"). After going from page to page the `h1` gets the
/// focus and is announced; when the app has just been loaded, the browser has done both.
#[component]
pub fn Page(#[prop(into)] titel: Signal<String>, children: Children) -> impl IntoView {
    let i18n = use_i18n();
    let omroep = expect_context::<Omroep>();
    let kop = NodeRef::<H1>::new();
    Effect::new(move || pagina::zet_titel(&format!("{} — {}", titel.get(), t_string!(i18n, shell.naam))));
    Effect::new(move |eerder: Option<bool>| {
        let Some(kop) = kop.get() else { return false };
        if eerder != Some(true)
            && omroep.onderweg.try_update_value(|onderweg| std::mem::replace(onderweg, true)) == Some(true)
        {
            pagina::focus(&kop);
            omroep.zeg(&titel.get_untracked());
        }
        true
    });
    view! {
        <div class="kb-page">
            <h1 class="kb-page__titel" node_ref=kop tabindex="-1">
                {titel}
            </h1>
            {children()}
        </div>
    }
}
