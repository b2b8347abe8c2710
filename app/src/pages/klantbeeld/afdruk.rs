//! Printing: the buttons for everything or for one theme, and what stands at the top of the paper.

use crate::browser::luister::Luisteraar;
use crate::browser::{intl, pagina};
use crate::components::icoon::{Icoon, Teken};
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer;
use crate::taal::{t, td_string, use_i18n, vul};
use leptos::prelude::*;

/// The one theme that goes to paper; `None` is everything, as with Ctrl+P. A handle; the page puts it in context.
#[derive(Clone, Copy)]
pub struct Afdruk(RwSignal<Option<String>>);

impl Afdruk {
    pub fn voorzie() -> Self {
        let afdruk = Afdruk(RwSignal::new(None));
        provide_context(afdruk);
        StoredValue::new_local(Luisteraar::venster("afterprint", move |_| afdruk.0.set(None)));
        afdruk
    }

    /// Whether this theme stays off the paper.
    pub fn laat_weg(self, thema: &str) -> bool {
        self.0.read().as_ref().is_some_and(|keuze| keuze != thema)
    }

    /// Whether one theme only is printed.
    pub fn een(self) -> bool {
        self.0.read().is_some()
    }

    fn druk(self, thema: Option<String>) {
        self.0.set(thema);
        // The page is drawn in this same turn; after it, the paper can be made.
        request_animation_frame(pagina::druk_af);
    }
}

/// Prints the page as it would with Ctrl+P, or one theme of it: the style sheet opens every group on paper.
#[component]
pub fn Afdrukken(#[prop(optional)] thema: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let afdruk = expect_context::<Afdruk>();
    let klasse = if thema.is_some() { "kb-knop kb-knop--stil" } else { "kb-knop" };
    let welk = thema.clone();
    let naam = move || welk.as_ref().map(|thema| klantbeeld.themanaam(thema));
    view! {
        <button type="button" class=klasse on:click=move |_| afdruk.druk(thema.clone())>
            <Teken icoon=Icoon::Afdrukken />
            {t!(i18n, klantbeeld.afdrukken)}
            <span class="kb-alleen-voorlezen">{naam}</span>
        </button>
    }
}

/// Whose data it is and when it was printed. Only on paper.
#[component]
pub fn Afdrukkop() -> impl IntoView {
    let naam = klantbeeld::gebruik().naam();
    let keer = RwSignal::new(0_u32);
    StoredValue::new_local(Luisteraar::venster("beforeprint", move |_| keer.update(|keer| *keer += 1)));
    let van =
        move || naam.get().map(|naam| vul(td_string!(lezer().0, klantbeeld.afdruk_van), &[("naam", &naam)]));
    let op = move || {
        keer.track();
        let taal = lezer().0;
        vul(td_string!(taal, klantbeeld.afgedrukt_op), &[("moment", &intl::nu(taal))])
    };
    view! {
        <div class="kb-alleen-afdruk kb-afdrukkop">
            <p>{van}</p>
            <p>{op}</p>
        </div>
    }
}
