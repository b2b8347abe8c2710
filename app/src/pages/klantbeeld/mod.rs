//! *Mijn gegevens*: everything the registrations know of a person, theme by theme.

pub mod afdruk;
pub mod inhoudsopgave;
pub mod meldingen;
pub mod thema;
pub mod zoeken;

use crate::browser::pagina;
use crate::components::bedragenknop::Bedragenknop;
use crate::components::bronnen::Bronnen;
use crate::components::gegeven::{gegeven_van_anker, rij_id};
use crate::components::geladen::Gereed;
use crate::components::groep::deelnaam;
use crate::components::leeg::LegeThemas;
use crate::components::openstand::Openstand;
use crate::components::vulling::{Straks, Vulling};
use crate::correcties::Mijn;
use crate::klantbeeld::{self, Basis};
use crate::page::Page;
use crate::taal::{t, t_string, use_i18n};
use afdruk::{Afdruk, Afdrukken, Afdrukkop};
use inhoudsopgave::Inhoudsopgave;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use meldingen::Meldingen;
use thema::Thema;
use zoeken::Zoeken;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    klantbeeld.begin();
    let openstand = Openstand::voorzie();
    let vulling = Vulling::voorzie(openstand);
    let afdruk = Afdruk::voorzie();
    Mijn::voorzie();
    let themas_er = RwSignal::new(false);
    ga_naar_anker(openstand, vulling, themas_er);
    let (themas, leeg) = (klantbeeld.themas(), klantbeeld.lege_themas());
    let telling = klantbeeld.telling();
    // Nothing came, so there is nothing to open or to print.
    let niets = Memo::new(move |_| telling.read().onderweg.is_empty() && telling.read().binnen.is_empty());
    view! {
        <Page titel=Signal::derive(move || t_string!(i18n, klantbeeld.titel).to_owned())>
            <Afdrukkop />
            <p class="kb-inleiding">{t!(i18n, klantbeeld.inleiding)}</p>
            <Gereed>
                // What is about everything stays off the paper of one theme.
                <div class="kb-stapel" class:kb-niet-afdrukken=move || afdruk.een()>
                    <Bronnen />
                    <Meldingen />
                    <Straks>
                        <div class="kb-stapel" hidden=niets>
                            <Zoeken />
                            <Inhoudsopgave themas leeg />
                            <div class="kb-werkbalk">
                                <AllesKnop />
                                <Bedragenknop />
                                <Afdrukken />
                            </div>
                        </div>
                    </Straks>
                </div>
                <Themas er=themas_er />
                <LegeThemas leeg />
            </Gereed>
        </Page>
    }
}

/// The themes, in a turn after the top of the page: both together would be a stop.
#[component]
fn Themas(er: RwSignal<bool>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let (themas, leeg) = (klantbeeld.themas(), klantbeeld.lege_themas());
    expect_context::<Vulling>().sluit_aan(er);
    move || {
        if !er.get() {
            return view! { <div aria-busy="true"></div> }.into_any();
        }
        let themas = themas.get().into_iter();
        themas.map(|(thema, delen)| view! { <Thema thema delen leeg /> }).collect_view().into_any()
    }
}

/// Opens every group, or closes every one when all are open.
#[component]
fn AllesKnop() -> impl IntoView {
    let i18n = use_i18n();
    let openstand = expect_context::<Openstand>();
    let themas = klantbeeld::gebruik().themas();
    let groepen = Memo::new(move |_| {
        let themas = themas.read();
        let delen = themas.iter().flat_map(|(_, delen)| delen);
        delen.flat_map(|deel| &deel.groepen).map(|groep| deelnaam(groep)).collect::<Vec<_>>()
    });
    let alles_open = Memo::new(move |_| groepen.read().iter().all(|groep| openstand.is_open(groep, false)));
    let wissel = move |_| openstand.zet_na_elkaar(groepen.get_untracked(), !alles_open.get_untracked());
    let label = move || {
        if alles_open.get() {
            t_string!(i18n, klantbeeld.alles_sluiten)
        } else {
            t_string!(i18n, klantbeeld.alles_openen)
        }
    };
    view! { <button type="button" class="kb-knop" on:click=wissel>{label}</button> }
}

/// Follows the `#…` of the address to a theme, a group or the first row of a gegeven; a group is opened as well. It waits until every source has
/// answered: what comes in above it later would push it out of sight.
fn ga_naar_anker(openstand: Openstand, vulling: Vulling, themas_er: RwSignal<bool>) {
    let klantbeeld = klantbeeld::gebruik();
    let (basis, telling) = (klantbeeld.basis(), klantbeeld.telling());
    let anker = use_location().hash;
    let getekend = RwSignal::new(false);
    Effect::new(move || {
        if getekend.get() {
            let anker = anker.read_untracked();
            let anker = anker.trim_start_matches('#');
            let rij = gegeven_van_anker(anker).and_then(|gegeven| {
                let (_, sleutel) = klantbeeld.plek_van(gegeven)?;
                Some(rij_id(gegeven, &sleutel))
            });
            pagina::ga_naar_deel(rij.as_deref().unwrap_or(anker));
        }
    });
    Effect::new(move |gevolgd: Option<Option<String>>| {
        let (anker, gevolgd) = (anker.get().trim_start_matches('#').to_owned(), gevolgd.flatten());
        let alles_binnen =
            basis.get() == Basis::Gereed && themas_er.get() && telling.read().onderweg.is_empty();
        // Once: a source that is asked again must not take the reader away from where they are.
        if !alles_binnen || anker.is_empty() || gevolgd.as_deref() == Some(anker.as_str()) {
            return gevolgd;
        }
        let groep = gegeven_van_anker(&anker).and_then(|gegeven| klantbeeld.plek_van(gegeven));
        openstand.zet([groep.map_or_else(|| anker.clone(), |(groep, _)| deelnaam(&groep))], true);
        // The parts of the page are there after this turn. When they are drawn, nothing pushes the place away any more.
        request_animation_frame(move || vulling.sluit_aan(getekend));
        Some(anker)
    });
}
