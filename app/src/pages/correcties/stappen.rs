//! The questions of a new correctie: what is wrong, why, and whether it is right like this.

use super::adres::Adreshulp;
use super::bestanden::{Bestanden, Bestandnamen, Waarbij};
use super::concept::{Formulier, VELD_ERBIJ, VELD_TEKST, veldnaam};
use super::delen::Delen;
use super::veld::{Invoerveld, voeg_toe};
use super::woorden;
use crate::browser::pagina;
use crate::components::formulier::{Tekstvak, Veldfout, foutnaam};
use crate::components::melding::{Melding, Toon};
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::pages::verzoeken::woorden::organisatie;
use crate::taal::teksten::correctie as teksten;
use crate::taal::{t, t_signal, td_string, use_i18n, volgend, vul};
use contract::correctie::Aard;
use contract::gegevensregister::Termijn;
use leptos::prelude::*;

/// Which values, and what they should be.
#[component]
pub fn Wat(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let verouderd = move || {
        formulier.verouderd.get().then(|| {
            view! {
                <div role="alert">
                    <Melding toon=Toon::LetOp kop=t_signal!(i18n, correctie.verouderd_kop)>
                        <p>{t!(i18n, correctie.verouderd)}</p>
                    </Melding>
                </div>
            }
        })
    };
    let inhoud = if formulier.aard() == Aard::HoortNietBijMij {
        view! { <NietVanMij formulier /> }.into_any()
    } else {
        view! { <Velden formulier /> }.into_any()
    };
    view! {
        {verouderd}
        <Waarover formulier />
        {inhoud}
    }
}

/// The group, the voorkomen and the source.
#[component]
fn Waarover(formulier: Formulier) -> impl IntoView {
    let zin = move || {
        let (taal, klantbeeld) = (lezer().0, formulier.klantbeeld());
        let (groep, naam) = formulier.waarover();
        let groep = woorden::groep(klantbeeld, &groep);
        let wat = naam.map_or_else(|| groep.clone(), |naam| format!("{groep}, {naam}"));
        let bron = klantbeeld.in_zin(&formulier.registratie());
        vul(td_string!(taal, correctie.waarover), &[("wat", &wat), ("bron", &bron)])
    };
    view! { <p class="kb-inleiding">{zin}</p> }
}

/// A field for each value that was chosen, and the way to choose another.
#[component]
fn Velden(formulier: Formulier) -> impl IntoView {
    view! {
        <Adreshulp formulier />
        // By its number: what is filled in stays when another is added.
        <For each=move || formulier.gekozen() key=|(nummer, _)| *nummer let((nummer, veld))>
            <Invoerveld formulier nummer veld />
        </For>
        <Erbij formulier />
    }
}

#[component]
fn Erbij(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let keus = RwSignal::new(String::new());
    let over = move || {
        let velden = formulier.velden.get_value().into_iter().enumerate();
        velden.filter(|(_, veld)| !veld.gekozen.get()).collect::<Vec<_>>()
    };
    let opties = move || {
        let optie = |(nummer, veld): (usize, super::concept::Veld)| {
            let naam = veld.definitie(formulier.klantbeeld()).naam;
            view! { <option value=nummer.to_string()>{naam}</option> }
        };
        over().into_iter().map(optie).collect_view()
    };
    let voeg = move |_| {
        let nummer = keus.get_untracked().parse::<usize>().ok();
        let veld =
            nummer.and_then(|nummer| Some((nummer, formulier.velden.get_value().get(nummer).copied()?)));
        let Some((nummer, veld)) = veld else { return };
        voeg_toe(veld);
        keus.set(String::new());
        request_animation_frame(move || pagina::focus_op(&veldnaam(nummer)));
    };
    view! {
        <div class="kb-veld" hidden=move || over().is_empty()>
            <label for=VELD_ERBIJ>{t!(i18n, correctie.erbij)}</label>
            <Veldfout fouten=formulier.fouten veld=VELD_ERBIJ />
            <div class="kb-knoppen">
                <select
                    id=VELD_ERBIJ
                    class="kb-veld__tekst kb-veld__tekst--keus"
                    aria-describedby=foutnaam(VELD_ERBIJ)
                    prop:value=keus
                    on:change=move |gebeurtenis| keus.set(event_target_value(&gebeurtenis))
                >
                    <option value="">{t!(i18n, correctie.kies)}</option>
                    {opties}
                </select>
                <button type="button" class="kb-knop" on:click=voeg>{t!(i18n, correctie.voeg_toe)}</button>
            </div>
        </div>
    }
}

/// What the voorkomen shows.
#[component]
fn NietVanMij(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = formulier.klantbeeld();
    let regel = move |een: contract::correctie::Wijziging| {
        let (naam, id) = (een.gegeven.clone(), een.gegeven);
        view! {
            <div>
                <dt>{move || woorden::gegeven(klantbeeld, &naam)}</dt>
                <dd>{move || woorden::waarde(klantbeeld, &id, een.huidig.as_ref(), lezer())}</dd>
            </div>
        }
    };
    view! {
        <p>{t!(i18n, correctie.niet_van_mij)}</p>
        {move || {
            // A renewed concept shows what the source says now.
            formulier.verouderd.track();
            let regels = formulier.getoond.get_value().into_iter().map(regel).collect_view();
            view! { <dl class="kb-feiten">{regels}</dl> }
        }}
    }
}

/// Why, and what shows it.
#[component]
pub fn Waarom(formulier: Formulier) -> impl IntoView {
    view! {
        <Tekstvak
            veld=VELD_TEKST
            vraag=&teksten::toelichting
            hulp=&teksten::toelichting_hulp
            fouten=formulier.fouten
            tekst=formulier.toelichting
        />
        <Bestanden bestanden=formulier.bestanden waarbij=Waarbij::concept(formulier) />
    }
}

/// All of it once more, and what happens next.
#[component]
pub fn Controle(formulier: Formulier) -> impl IntoView {
    let i18n = use_i18n();
    let inhoud = untrack(|| formulier.inhoud());
    let toelichting = inhoud.toelichting.clone();
    let wijzig = move |nummer: usize, tekst| {
        view! { <p><a href=move || formulier.adres(nummer)>{volgend(i18n, tekst)}</a></p> }
    };
    let straks = move || {
        let taal = i18n.taal();
        let wie = organisatie(&formulier.organisatie());
        let weg = formulier.klantbeeld().registratie(&formulier.registratie()).and_then(|een| een.correctie);
        let termijn = match weg.map(|weg| weg.termijn) {
            Some(Termijn::VierWeken) => td_string!(taal, correctie.vier_weken),
            Some(Termijn::Maand) | None => td_string!(taal, correctie.maand_tijd),
        };
        vul(td_string!(taal, correctie.wat_nu), &[("organisatie", &wie), ("termijn", termijn)])
    };
    view! {
        <section class="kb-stapel">
            <Waarover formulier />
            <Delen inhoud besluit=None nog_niet=true />
            {wijzig(1, &teksten::wijzig_wat)}
        </section>
        <section class="kb-stapel">
            <h2>{t!(i18n, correctie.waarom_kop)}</h2>
            <p class="kb-brief">{toelichting}</p>
            <Bestandnamen bestanden=formulier.bestanden.get_untracked() correctie=None />
            {wijzig(2, &teksten::wijzig_waarom)}
        </section>
        <p>{straks}</p>
    }
}
