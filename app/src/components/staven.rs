//! A picture of how values went over time: a bar for each, with its year before it and the value after it.

use crate::klantbeeld::grafiek::{LENGTE, Reeks, Staaf, reeksen};
use crate::klantbeeld::lezer::Lezer;
use crate::klantbeeld::ordening::Groepblok;
use leptos::prelude::*;

/// Nothing when the register asks for no picture, or there is nothing to compare.
pub fn staven(blok: &Groepblok, lezer: Lezer) -> Vec<AnyView> {
    let naam = |id: &str| {
        let definitie = blok.groep.gegevens.iter().find(|definitie| definitie.id == id);
        definitie.map(|definitie| definitie.naam.clone()).unwrap_or_default()
    };
    let figuur = |Reeks { waarvan, staven }| {
        let grafiek = blok.groep.grafiek.as_ref()?;
        let over = waarvan.map(|waarvan| [": ", &naam(&grafiek.per), " ", &waarvan].concat());
        let kop = [&naam(&grafiek.waarde), over.as_deref().unwrap_or_default()].concat();
        let staven = staven.into_iter().map(staaf).collect_view();
        let figuur = view! {
            <figure class="kb-staven">
                <figcaption>{kop}</figcaption>
                <ol>{staven}</ol>
            </figure>
        };
        Some(figuur.into_any())
    };
    reeksen(blok, &lezer).into_iter().filter_map(figuur).collect()
}

fn staaf(Staaf { bij, waarde, lengte }: Staaf) -> AnyView {
    view! {
        <li>
            <span>{bij}</span>
            <svg viewBox=format!("0 0 {LENGTE} 1") preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect width=lengte height="1"></rect>
            </svg>
            <span>{waarde}</span>
        </li>
    }
    .into_any()
}
