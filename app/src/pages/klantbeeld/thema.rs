//! One theme: what each registration has to say about it, group by group.

use crate::components::gegeven::Herkomst;
use crate::components::geladen::Geladen;
use crate::components::groep::Groep;
use crate::components::openstand::als_id;
use crate::klantbeeld::lezer::lezer;
use crate::klantbeeld::ordening::{Themadeel, groepblokken};
use crate::klantbeeld::{self, Klantbeeld};
use contract::klantbeeld::Bronbeeld;
use leptos::prelude::*;
use std::sync::Arc;

/// The id of a theme's heading: where links to the theme go.
pub fn anker(thema: &str) -> String {
    als_id(&["thema", thema])
}

#[component]
pub fn Thema(thema: String, delen: Vec<Themadeel>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let kop = anker(&thema);
    let naam = {
        let thema = thema.clone();
        move || klantbeeld.themanaam(&thema)
    };
    let delen = delen
        .into_iter()
        .enumerate()
        .map(|(nummer, deel)| {
            let thema = thema.clone();
            let registratie = deel.registratie.clone();
            let goed = move |beeld: Arc<Bronbeeld>| {
                groepen(klantbeeld, &deel.registratie, &thema, &beeld, nummer == 0)
            };
            view! { <Geladen registratie goed /> }
        })
        .collect_view();
    view! {
        <section class="kb-thema" aria-labelledby=kop.clone()>
            <h2 id=kop.clone() tabindex="-1">{naam}</h2>
            {delen}
        </section>
    }
}

/// The groups of one registration. The first group of a theme is what most people come for: it begins open.
fn groepen(
    klantbeeld: Klantbeeld,
    registratie: &str,
    thema: &str,
    beeld: &Bronbeeld,
    vooraan: bool,
) -> AnyView {
    let Some(registratie) = klantbeeld.registratie(registratie) else { return ().into_any() };
    let lezer = lezer();
    let herkomst = Arc::new(Herkomst::nieuw(&registratie, beeld, lezer));
    let blokken = groepblokken(&registratie, thema, beeld).into_iter().enumerate();
    let groepen = blokken
        .map(|(nummer, blok)| {
            let herkomst = Arc::clone(&herkomst);
            view! { <Groep blok herkomst standaard_open=vooraan && nummer == 0 lezer /> }
        })
        .collect_view();
    view! { <div class="kb-groepen">{groepen}</div> }.into_any()
}
