//! *Wie gebruikte mijn gegevens*: every use of the person's data, as far as it is reported.

pub mod bronnen;
pub mod een;
pub mod filterbalk;
pub mod melden;
pub mod nieuw;
pub mod regel;
pub mod staat;
pub mod tijdlijn;
pub mod verloop;

use crate::activiteiten;
use crate::browser::pagina;
use crate::klantbeeld;
use crate::page::Page;
use crate::taal::{t, t_signal, use_i18n};
use bronnen::Wiemeldt;
use een::Een;
use filterbalk::Filterbalk;
use leptos::prelude::*;
use nieuw::Nieuw;
use staat::{Staat, plek};
use tijdlijn::Tijdlijn;
use verloop::Verloop;

#[component]
pub fn Pagina() -> impl IntoView {
    // The names of things: no registration is asked anything.
    klantbeeld::gebruik().noem();
    activiteiten::gebruik();
    let staat = Staat::voorzie();
    let bekeken = StoredValue::new(None::<String>);
    move || {
        if let Some(id) = staat.gebruik.get() {
            bekeken.set_value(Some(id.clone()));
            return view! { <Een id /> }.into_any();
        }
        if let Some(id) = bekeken.try_update_value(Option::take).flatten() {
            // Back to where the reader was, after the page has taken the focus.
            request_animation_frame(move || {
                pagina::ga_naar_deel(&plek(&id));
            });
        }
        view! { <Lijst /> }.into_any()
    }
}

#[component]
fn Lijst() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page titel=t_signal!(i18n, inzage.titel)>
            <p class="kb-inleiding">{t!(i18n, inzage.inleiding)}</p>
            <div class="kb-stapel kb-stapel--ruim">
                <Nieuw />
                <Verloop />
                <Wiemeldt />
                <Filterbalk />
                <Tijdlijn />
            </div>
        </Page>
    }
}
