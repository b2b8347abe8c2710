//! Printing: the button, and what stands at the top of the paper.

use crate::browser::luister::Luisteraar;
use crate::browser::{intl, pagina};
use crate::components::icoon::{Icoon, Teken};
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer;
use crate::taal::{t, td_string, use_i18n, vul};
use leptos::prelude::*;

/// Prints the page as it would with Ctrl+P: the style sheet opens every group on paper.
#[component]
pub fn Afdrukken() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <button type="button" class="kb-knop" on:click=|_| pagina::druk_af()>
            <Teken icoon=Icoon::Afdrukken />
            {t!(i18n, klantbeeld.afdrukken)}
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
