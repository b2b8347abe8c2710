//! *Mijn verzoeken*: what somebody asked of organisations, and how it stands.

pub mod antwoord;
pub mod concept;
pub mod deel;
pub mod een;
pub mod nieuw;
pub mod stappen;
pub mod woorden;

use crate::api::verzoeken as api;
use crate::components::bewaartermijn::Bewaartermijn;
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::page::Page;
use crate::taal::{t, t_signal, td_string, use_i18n, vul};
use contract::routes::{self, Pagina as Pad};
use contract::verzoek::{Deelverzoek, Verzoek, Verzoeken};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The one that the address names, or else the list.
#[component]
pub fn Deel() -> impl IntoView {
    let een = use_params_map().with_untracked(|params| params.get_str("nummer").is_some());
    if een { view! { <een::Pagina /> }.into_any() } else { view! { <Pagina /> }.into_any() }
}

#[component]
fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let stand = RwSignal::new(Stand::Laadt);
    let verzoeken = RwSignal::new(Vec::<Verzoek>::new());
    let volgende = RwSignal::new(None::<String>);
    let neem = move |blad: Verzoeken| {
        verzoeken.update(|verzoeken| verzoeken.extend(blad.verzoeken));
        volgende.set(blad.volgende);
    };
    let meer = move || {
        let voor = volgende.get_untracked();
        haal(stand, api::verzoeken(voor.as_deref()), neem);
    };
    meer();
    let lijst = move || {
        let verzoeken = verzoeken.get();
        if verzoeken.is_empty() {
            return view! { <p class="kb-zacht">{t!(i18n, verzoeken.leeg)}</p> }.into_any();
        }
        let regels = verzoeken.into_iter().map(|verzoek| view! { <Regel verzoek /> }).collect_view();
        view! { <ul class="kb-lijst">{regels}</ul> }.into_any()
    };
    view! {
        <Page titel=t_signal!(i18n, verzoeken.titel)>
            <p class="kb-inleiding">{t!(i18n, verzoeken.inleiding)}</p>
            <p>
                <a class="kb-knop kb-knop--primair" href=Pad::NieuwVerzoek.pad()>
                    {t!(i18n, verzoeken.nieuw)}
                </a>
            </p>
            <Opgehaald stand laden=t_signal!(i18n, verzoeken.laden) opnieuw=Callback::new(move |()| meer())>
                {lijst}
                {move || {
                    volgende.read().is_some().then(|| {
                        view! {
                            <button type="button" class="kb-knop" on:click=move |_| meer()>
                                {t!(i18n, verzoeken.meer)}
                            </button>
                        }
                    })
                }}
            </Opgehaald>
            <Bewaartermijn activiteit="Inzageverzoek" />
        </Page>
    }
}

/// One request: its number, and in a line how each organisation stands.
#[component]
fn Regel(verzoek: Verzoek) -> impl IntoView {
    let href = routes::pagina_verzoek(&verzoek.nummer);
    let (soort, nummer) = (woorden::soort(&verzoek), verzoek.nummer);
    let kop = move || {
        let taal = lezer().0;
        let waarden = [("soort", soort.in_taal(taal)), ("nummer", nummer.as_str())];
        vul(td_string!(taal, verzoeken.kop), &waarden)
    };
    let op = verzoek.ingediend_op;
    let ingediend = move || {
        let lezer = lezer();
        vul(td_string!(lezer.0, verzoeken.ingediend), &[("moment", &lezer.moment(&op))])
    };
    let deel = |deel: Deelverzoek| {
        let zin = move || {
            let taal = lezer().0;
            let naam = woorden::organisatie(&deel.organisatie);
            let status = woorden::status(deel.status).in_taal(taal);
            vul(td_string!(taal, verzoeken.bij), &[("organisatie", &naam), ("status", status)])
        };
        view! { <li>{zin}</li> }
    };
    view! {
        <li class="kb-lijst__regel">
            <h2 class="kb-lijst__kop">
                <a href=href>{kop}</a>
            </h2>
            <p class="kb-zacht kb-klein">{ingediend}</p>
            <ul>{verzoek.delen.into_iter().map(deel).collect_view()}</ul>
        </li>
    }
}
