//! The button that hides amounts of money.

use crate::klantbeeld::bedragen::Bedragen;
use crate::taal::{t, use_i18n};
use leptos::prelude::*;

#[component]
pub fn Bedragenknop() -> impl IntoView {
    let i18n = use_i18n();
    let bedragen = expect_context::<Bedragen>();
    view! {
        <button
            type="button"
            class="kb-knop"
            aria-pressed=|| Bedragen::verborgen().to_string()
            on:click=move |_| bedragen.wissel()
        >
            {t!(i18n, klantbeeld.bedragen)}
        </button>
    }
}
