//! What stands on this page: a link per theme.

use crate::browser::pagina;
use crate::klantbeeld;
use crate::klantbeeld::ordening::Themadeel;
use crate::pages::klantbeeld::thema::anker;
use crate::taal::{t_string, use_i18n};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub fn Inhoudsopgave(
    themas: Memo<Vec<(String, Vec<Themadeel>)>>,
    /// The themes that are not on the page after all.
    leeg: Memo<Vec<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let regels = move || {
        let themas = themas.get().into_iter();
        themas.map(|(thema, _)| regel(thema, leeg)).collect_view()
    };
    view! {
        <nav class="kb-inhoudsopgave" aria-label=move || t_string!(i18n, klantbeeld.op_deze_pagina)>
            <ul>{regels}</ul>
        </nav>
    }
}

fn regel(thema: String, leeg: Memo<Vec<String>>) -> AnyView {
    let klantbeeld = klantbeeld::gebruik();
    let doel = anker(&thema);
    let href = format!("#{doel}");
    let id = thema.clone();
    // The router would take the link for a new place; this one moves within the page.
    let ga = move |gebeurtenis: MouseEvent| {
        gebeurtenis.prevent_default();
        gebeurtenis.stop_propagation();
        pagina::ga_naar_deel(&doel);
    };
    view! {
        <li hidden=move || leeg.read().contains(&id)>
            <a href=href rel="external" on:click=ga>{move || klantbeeld.themanaam(&thema)}</a>
        </li>
    }
    .into_any()
}
