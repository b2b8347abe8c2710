//! The list itself: month by month, newest first.

use super::regel::regel;
use super::staat::{LIJST, Meer, Staat};
use crate::api::ApiFout;
use crate::components::melding::{Melding, Skelet, Toon};
use crate::components::openstand::als_id;
use crate::inzage::bronnen::Afloop;
use crate::inzage::maanden::{Maand, Maanddeel, per_maand};
use crate::inzage::woorden::{Namen, maand_van_moment};
use crate::page::meld;
use crate::taal::{t, t_signal, t_string, td_string, use_i18n, vul};
use contract::inzage::Gebruik;
use leptos::prelude::*;
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Toestand {
    Laadt,
    /// The gateway does not understand the filter.
    Ongeldig,
    Mislukt,
    Leeg,
    Lijst,
}

#[component]
pub fn Tijdlijn() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let toestand = Memo::new(move |_| toestand(staat));
    zeg_hoeveel(staat, toestand);
    let inhoud = move || match toestand.get() {
        Toestand::Laadt => view! { <Skelet tekst=t_signal!(i18n, inzage.laden) regels=8 /> }.into_any(),
        Toestand::Ongeldig => view! {
            <div role="alert">
                <Melding toon=Toon::Fout kop=t_signal!(i18n, inzage.filter.ongeldig) onder_kop=true>
                    <p>{t!(i18n, inzage.filter.ongeldig_tekst)}</p>
                </Melding>
            </div>
        }
        .into_any(),
        Toestand::Mislukt => mislukt(move || staat.vraag()),
        Toestand::Leeg if staat.filter.read().aantal() > 0 => {
            view! { <p class="kb-zacht">{t!(i18n, inzage.leeg_filter)}</p> }.into_any()
        }
        Toestand::Leeg => view! { <p class="kb-zacht">{t!(i18n, inzage.leeg)}</p> }.into_any(),
        Toestand::Lijst => lijst(staat),
    };
    view! {
        <section class="kb-stapel" aria-labelledby=LIJST>
            <h2 id=LIJST tabindex="-1">{t!(i18n, inzage.tijdlijn)}</h2>
            <div aria-busy=move || (toestand.get() == Toestand::Laadt).to_string()>{inhoud}</div>
        </section>
    }
}

/// That there is nothing may only be said when every registration was asked.
fn toestand(staat: Staat) -> Toestand {
    if let Some(fout) = &*staat.fout.read() {
        let ongeldig = matches!(fout, ApiFout::Problem(problem) if !problem.errors.is_empty());
        return if ongeldig { Toestand::Ongeldig } else { Toestand::Mislukt };
    }
    let onderweg = staat.bronnen.read().afloop == Afloop::Onderweg;
    match (staat.zichtbaar.read().is_empty(), staat.tijdlijn.read().begonnen()) {
        (false, _) if staat.benoemd.get() => Toestand::Lijst,
        (true, true) if !onderweg => Toestand::Leeg,
        _ => Toestand::Laadt,
    }
}

/// After the reader changed the filter and all that is asked has come; the first list is announced as a page.
fn zeg_hoeveel(staat: Staat, toestand: Memo<Toestand>) {
    let i18n = use_i18n();
    let filter = StoredValue::new(staat.filter.get_untracked());
    Effect::new(move || {
        let nu = toestand.get();
        let onderweg = nu == Toestand::Lijst && staat.bronnen.read().afloop == Afloop::Onderweg;
        if nu == Toestand::Laadt
            || onderweg
            || filter.with_value(|filter| *filter == *staat.filter.read_untracked())
        {
            return;
        }
        filter.set_value(staat.filter.get_untracked());
        match nu {
            Toestand::Lijst => {
                let aantal = staat.zichtbaar.read_untracked().len().to_string();
                untrack(|| meld(&vul(t_string!(i18n, inzage.getoond), &[("aantal", &aantal)])));
            }
            Toestand::Leeg => untrack(|| meld(t_string!(i18n, inzage.leeg_filter))),
            _ => {}
        }
    });
}

/// What stands where nothing could be fetched.
pub fn mislukt(opnieuw: impl Fn() + Send + 'static) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div role="alert">
            <Melding toon=Toon::Fout kop=t_signal!(i18n, inzage.fout.kop) onder_kop=true>
                <p>{t!(i18n, inzage.fout.tekst)}</p>
                <div class="kb-knoppen">
                    <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| opnieuw()>
                        {t!(i18n, klantbeeld.bron.opnieuw)}
                    </button>
                </div>
            </Melding>
        </div>
    }
    .into_any()
}

fn lijst(staat: Staat) -> AnyView {
    let delen = Memo::new(move |_| per_maand(&staat.zichtbaar.read(), &maand_van_moment));
    let maanden = Memo::new(move |_| delen.read().iter().map(|(maand, _)| *maand).collect::<Vec<Maand>>());
    view! {
        <For each=move || maanden.get() key=|maand| *maand children=move |maand| deel(maand, delen, staat) />
        <MeerKnop />
    }
    .into_any()
}

/// A month and what is in it. What is there already stays as it is when more comes.
fn deel(maand: Maand, delen: Memo<Vec<Maanddeel>>, staat: Staat) -> AnyView {
    let kop = match maand {
        Some((jaar, maand)) => als_id(&["maand", &jaar.to_string(), &maand.to_string()]),
        None => "maand".to_owned(),
    };
    let gebruik = move || -> Vec<Arc<Gebruik>> {
        let delen = delen.read();
        delen.iter().find(|(van, _)| *van == maand).map(|(_, lijst)| lijst.clone()).unwrap_or_default()
    };
    view! {
        <section class="kb-maand" aria-labelledby=kop.clone()>
            <h3 id=kop.clone()>{move || Namen::nu().maand(maand)}</h3>
            <ul class="kb-gebruiken">
                <For each=gebruik key=|een| een.id.clone() children=move |een| regel(een, staat) />
            </ul>
        </section>
    }
    .into_any()
}

#[component]
fn MeerKnop() -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let er_is_meer = Memo::new(move |_| staat.tijdlijn.read().verder().is_some());
    let label = move || match staat.meer.get() {
        Meer::Bezig => td_string!(i18n.taal(), inzage.meer_bezig),
        Meer::Rust | Meer::Mislukt => td_string!(i18n.taal(), inzage.meer),
    };
    let mislukt = move || {
        let mislukt = t!(i18n, inzage.meer_mislukt);
        (staat.meer.get() == Meer::Mislukt).then(|| view! { <p class="kb-veldfout">{mislukt}</p> })
    };
    move || {
        er_is_meer.get().then(|| {
            view! {
                <div class="kb-meer kb-niet-afdrukken">
                    {mislukt}
                    <button
                        type="button"
                        class="kb-knop"
                        aria-disabled=move || (staat.meer.get() == Meer::Bezig).to_string()
                        on:click=move |_| staat.vraag_meer()
                    >
                        {label}
                    </button>
                </div>
            }
        })
    }
}
