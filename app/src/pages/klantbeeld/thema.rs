//! One theme: what each registration has to say about it, group by group.

use super::afdruk::{Afdruk, Afdrukken};
use crate::components::gegeven::Herkomst;
use crate::components::geladen::Geladen;
use crate::components::groep::Groep;
use crate::components::openstand::als_id;
use crate::klantbeeld::lezer::{Lezer, lezer, lezer_zonder_bedragen};
use crate::klantbeeld::ordening::{Themadeel, groepblokken};
use crate::klantbeeld::{self, Klantbeeld};
use crate::taal::{td_string, vul};
use contract::klantbeeld::Bronbeeld;
use leptos::prelude::*;
use std::sync::Arc;

/// The place of a registration that is on its way is at most so many groups high: most hold less than they could.
const PLAATS: usize = 4;

/// The id of a theme's heading: where links to the theme go.
pub fn anker(thema: &str) -> String {
    als_id(&["thema", thema])
}

#[component]
pub fn Thema(thema: String, delen: Vec<Themadeel>, leeg: Memo<Vec<String>>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let afdruk = expect_context::<Afdruk>();
    let kop = anker(&thema);
    let [naam, is_leeg, weg] = [thema.clone(), thema.clone(), thema.clone()];
    let delen = delen
        .into_iter()
        .enumerate()
        .map(|(nummer, deel)| {
            let thema = thema.clone();
            let registratie = deel.registratie.clone();
            let regels = deel.groepen.len().min(PLAATS);
            let goed = move |beeld: Arc<Bronbeeld>| {
                groepen(klantbeeld, &deel.registratie, &thema, &beeld, nummer == 0)
            };
            view! { <Geladen registratie goed regels /> }
        })
        .collect_view();
    view! {
        <section
            class="kb-thema"
            class:kb-niet-afdrukken=move || afdruk.laat_weg(&weg)
            aria-labelledby=kop.clone()
            hidden=move || leeg.read().contains(&is_leeg)
        >
            <div class="kb-thema__kop">
                <h2 id=kop.clone() tabindex="-1">{move || klantbeeld.themanaam(&naam)}</h2>
                <Afdrukken thema />
            </div>
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
    let lezer = lezer_zonder_bedragen();
    let herkomst = Arc::new(Herkomst::nieuw(&registratie, beeld, lezer));
    let blokken = groepblokken(&registratie, thema, beeld).into_iter().enumerate();
    let groepen = blokken
        .map(|(nummer, blok)| {
            let herkomst = Arc::clone(&herkomst);
            let bedrag = blok.heeft_bedrag();
            // Hiding amounts draws the groups with an amount again, and no others.
            move || {
                let lezer = if bedrag { self::lezer() } else { lezer };
                let (blok, herkomst) = (blok.clone(), Arc::clone(&herkomst));
                view! { <Groep blok herkomst standaard_open=vooraan && nummer == 0 lezer /> }
            }
        })
        .collect_view();
    view! { <div class="kb-groepen">{misschien_meer(klantbeeld, beeld, lezer)} {groepen}</div> }.into_any()
}

/// Says that something may be missing because another registration did not answer.
fn misschien_meer(klantbeeld: Klantbeeld, beeld: &Bronbeeld, lezer: Lezer) -> Option<AnyView> {
    let namen: Vec<String> = beeld.onvolledig.iter().map(|id| klantbeeld.afkorting(id)).collect();
    let zin = vul(td_string!(lezer.0, klantbeeld.onvolledig), &[("namen", &lezer.opsomming(&namen))]);
    (!namen.is_empty()).then(|| view! { <p class="kb-melding kb-melding--let-op">{zin}</p> }.into_any())
}
