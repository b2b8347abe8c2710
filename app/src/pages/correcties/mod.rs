//! *Mijn correcties*: what somebody says is wrong, and how it stands.

pub mod aanvullen;
pub mod adres;
pub mod bestanden;
pub mod concept;
pub mod delen;
pub mod een;
pub mod invoer;
pub mod knoppen;
pub mod nieuw;
pub mod opslag;
pub mod stappen;
pub mod trein;
pub mod veld;
pub mod vraag;
pub mod woorden;

use crate::api::correcties as api;
use crate::components::bewaartermijn::Bewaartermijn;
use crate::components::klopt_niet;
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::klantbeeld;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::page::Page;
use crate::pages::verzoeken::woorden::organisatie;
use crate::taal::teksten::correcties as teksten;
use crate::taal::{Tekst, t, t_signal, td_string, use_i18n, volgend, vul};
use contract::correctie::{Correctie, Correcties, Correctiestatus};
use contract::routes::{Pagina as Pad, pagina_correctie};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The one that the address names, or else the list.
#[component]
pub fn Deel() -> impl IntoView {
    klantbeeld::gebruik().noem();
    let een = use_params_map().with_untracked(|params| params.get_str("nummer").is_some());
    if een { view! { <een::Pagina /> }.into_any() } else { view! { <Pagina /> }.into_any() }
}

/// A part of the list: what it is called, and what stands in it.
type Lijstdeel = (&'static Tekst, fn(Correctiestatus) -> bool);

const DELEN: [Lijstdeel; 3] = [
    (&teksten::concepten, |status| matches!(status, Correctiestatus::Concept)),
    (&teksten::open, |status| !matches!(status, Correctiestatus::Concept) && !status.is_klaar()),
    (&teksten::klaar, Correctiestatus::is_klaar),
];

#[component]
fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let stand = RwSignal::new(Stand::Laadt);
    let correcties = RwSignal::new(Vec::<Correctie>::new());
    let volgende = RwSignal::new(None::<String>);
    let neem = move |blad: Correcties| {
        correcties.update(|correcties| correcties.extend(blad.correcties));
        volgende.set(blad.volgende);
    };
    let meer = move || {
        let voor = volgende.get_untracked();
        haal(stand, api::correcties(voor.as_deref()), neem);
    };
    meer();
    let lijst = move || {
        let correcties = correcties.get();
        if correcties.is_empty() {
            return view! { <p class="kb-zacht">{t!(i18n, correcties.leeg)}</p> }.into_any();
        }
        let deel = |(kop, past): Lijstdeel| {
            let regels: Vec<_> = correcties.iter().filter(|een| past(een.status)).cloned().collect();
            (!regels.is_empty()).then(|| {
                let regels = regels.into_iter().map(|correctie| view! { <Regel correctie /> }).collect_view();
                view! {
                    <section>
                        <h2>{volgend(i18n, kop)}</h2>
                        <ul class="kb-lijst">{regels}</ul>
                    </section>
                }
            })
        };
        DELEN.map(deel).into_iter().flatten().collect_view().into_any()
    };
    view! {
        <Page titel=t_signal!(i18n, correcties.titel)>
            <p class="kb-inleiding">{t!(i18n, correcties.inleiding)}</p>
            <p>
                <a href=Pad::Klantbeeld.pad()>{t!(i18n, correcties.naar_gegevens)}</a>
            </p>
            <Opgehaald stand laden=t_signal!(i18n, correcties.laden) opnieuw=Callback::new(move |()| meer())>
                <div class="kb-stapel kb-stapel--ruim">{lijst}</div>
                {move || {
                    volgende.read().is_some().then(|| {
                        view! {
                            <button type="button" class="kb-knop" on:click=move |_| meer()>
                                {t!(i18n, correcties.meer)}
                            </button>
                        }
                    })
                }}
            </Opgehaald>
            <Bewaartermijn activiteit="Correctieverzoek" />
        </Page>
    }
}

/// One correctie: what it is about, and in a line how it stands.
#[component]
fn Regel(correctie: Correctie) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let is_concept = correctie.status == Correctiestatus::Concept;
    let href =
        if is_concept { nieuw::verder(&correctie.nummer) } else { pagina_correctie(&correctie.nummer) };
    let correctie = StoredValue::new(correctie);
    let kop = move || correctie.with_value(|een| woorden::waarover(klantbeeld, een, lezer()));
    let wanneer = move || {
        let lezer = lezer();
        correctie.with_value(|een| match &een.ingediend_op {
            Some(op) => {
                let waarden = [("nummer", een.nummer.as_str()), ("moment", &lezer.moment(op))];
                vul(td_string!(lezer.0, correcties.ingediend), &waarden)
            }
            None => {
                vul(td_string!(lezer.0, correcties.bewaard), &[("moment", &lezer.moment(&een.gewijzigd_op))])
            }
        })
    };
    let hoe = move || {
        let taal = lezer().0;
        correctie.with_value(|een| {
            let status = klopt_niet::status(een.status).in_taal(taal);
            let wie = organisatie(&een.organisatie);
            vul(td_string!(taal, correcties.bij), &[("organisatie", &wie), ("status", status)])
        })
    };
    let te_laat = correctie.with_value(|een| een.te_laat && !een.status.is_besloten());
    view! {
        <li class="kb-lijst__regel">
            <h3 class="kb-lijst__kop">
                <a href=href>{kop}</a>
            </h3>
            <p class="kb-zacht kb-klein">{wanneer}</p>
            <p hidden=is_concept>
                {hoe} " "
                {te_laat.then(|| view! { <span class="kb-merk">{move || td_string!(lezer().0, correcties.te_laat_merk)}</span> })}
            </p>
        </li>
    }
}
