//! How long what stands on a page is kept, in the words of the register of verwerkingsactiviteiten.

use crate::activiteiten::{self, zoek};
use crate::taal::{t, t_string, use_i18n, vul};
use contract::inzage::PORTAAL;
use contract::routes;
use leptos::prelude::*;

/// `activiteit`: what the portal does with it, by its id in that register. Empty until the register is there.
#[component]
pub fn Bewaartermijn(activiteit: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let activiteiten = activiteiten::gebruik();
    move || {
        let register = activiteiten.nu().ok().flatten()?;
        let (_, een) = zoek(&register, PORTAAL, activiteit)?;
        let termijn = een.bewaartermijn.tekst.clone();
        let zin = move || vul(t_string!(i18n, activiteiten.zo_lang), &[("termijn", &termijn)]);
        Some(view! {
            <p class="kb-zacht">
                {zin}
                " "
                <a href=routes::verwerkingsactiviteit(PORTAAL, activiteit)>{t!(i18n, activiteiten.meer)}</a>
            </p>
        })
    }
}
