//! What stands on this page: a link per theme.

use crate::browser::pagina;
use crate::klantbeeld;
use crate::klantbeeld::ordening::Themadeel;
use crate::pages::klantbeeld::thema::anker;
use crate::taal::{t_string, use_i18n};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub fn Inhoudsopgave(themas: Memo<Vec<(String, Vec<Themadeel>)>>) -> impl IntoView {
    let i18n = use_i18n();
    let ids = Memo::new(move |_| themas.read().iter().map(|(thema, _)| thema.clone()).collect::<Vec<_>>());
    view! {
        <nav class="kb-inhoudsopgave" aria-label=move || t_string!(i18n, klantbeeld.op_deze_pagina)>
            <ul>
                <For each=move || ids.get() key=Clone::clone let:thema>
                    <Regel thema />
                </For>
            </ul>
        </nav>
    }
}

#[component]
fn Regel(thema: String) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let doel = anker(&thema);
    let href = format!("#{doel}");
    // The router would take the link for a new place; this one moves within the page.
    let ga = move |gebeurtenis: MouseEvent| {
        gebeurtenis.prevent_default();
        gebeurtenis.stop_propagation();
        pagina::ga_naar_deel(&doel);
    };
    view! {
        <li>
            <a href=href rel="external" on:click=ga>{move || klantbeeld.themanaam(&thema)}</a>
        </li>
    }
}
