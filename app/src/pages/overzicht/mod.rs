//! *Overzicht*: at a glance, what needs attention and what is known.

pub mod aandacht;
pub mod gekeken;
pub mod kaarten;
pub mod samenvatting;
pub mod tips;

use crate::components::bronnen::Bronnen;
use crate::components::geladen::Gereed;
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer;
use crate::page::Page;
use crate::pages::later::GekekenLater;
use crate::taal::{t, t_string, td_string, use_i18n, vul};
use aandacht::Aandacht;
use kaarten::Kaarten;
use leptos::prelude::*;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    klantbeeld.begin();
    let naam = klantbeeld.naam();
    let welkom = move || match naam.get() {
        Some(naam) => vul(td_string!(lezer().0, overzicht.welkom_naam), &[("naam", &naam)]),
        None => td_string!(lezer().0, overzicht.welkom).to_owned(),
    };
    view! {
        <Page titel=Signal::derive(move || t_string!(i18n, overzicht.titel).to_owned())>
            <p class="kb-inleiding">
                <strong>{welkom}</strong>
                <br />
                {t!(i18n, overzicht.inleiding)}
            </p>
            <Gereed>
                <div class="kb-stapel kb-stapel--ruim">
                    <div class="kb-stapel"><Bronnen /></div>
                    <Aandacht />
                    <Kaarten />
                    <GekekenLater />
                </div>
            </Gereed>
        </Page>
    }
}
