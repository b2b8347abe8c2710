//! Who has been looking: the last few uses by others. Nothing stands here when there were none that the portal knows of: the
//! registrations are not asked for it, so that would say too much.

use crate::activiteiten;
use crate::api;
use crate::browser::pagina::in_query;
use crate::inzage::filter::{Filter, Veld};
use crate::inzage::verloop::is_nieuw;
use crate::inzage::woorden::Namen;
use crate::taal::{t, td_string, use_i18n};
use contract::inzage::{Eerste, Gebruik};
use contract::routes::Pagina;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// More than these are on the page itself.
const MEESTE: usize = 3;

#[component]
pub fn Gekeken() -> impl IntoView {
    let i18n = use_i18n();
    let laatste = RwSignal::new(Vec::<Gebruik>::new());
    let nieuw = RwSignal::new(Vec::<Eerste>::new());
    let filter = Filter::default().met(Veld::ZonderEigen, "true").query(&in_query);
    let eigenaar = StoredValue::new(Owner::current().unwrap_or_default());
    let vraag = api::gebruik(&filter, None);
    // What fails here is no news: the page itself says so.
    spawn_local(async move {
        let Ok(blad) = vraag.await else { return };
        let Some(eigenaar) = eigenaar.try_get_value().filter(|_| !blad.gebruik.is_empty()) else { return };
        eigenaar.with(activiteiten::gebruik);
        let _ = laatste.try_set(blad.gebruik.into_iter().take(MEESTE).collect());
        if let Ok(verloop) = eigenaar.with(|| api::verloop("")).await {
            let _ = nieuw.try_set(verloop.nieuw);
        }
    });
    let benoemd = Namen::gereed();
    let er_zijn = Memo::new(move |_| !laatste.read().is_empty() && benoemd.get());
    let regels = move || {
        let namen = Namen::nu();
        let nieuw = nieuw.read();
        let laatste = laatste.read();
        laatste.iter().map(|een| regel(een, is_nieuw(een, &nieuw), &namen)).collect_view()
    };
    move || {
        er_zijn.get().then(|| {
            view! {
                <section class="kb-stapel" aria-labelledby="gekeken">
                    <h2 id="gekeken">{t!(i18n, inzage.gekeken.kop)}</h2>
                    <ul class="kb-gebruiken">{regels}</ul>
                    <p>
                        <a href=Pagina::Inzage.pad() class="kb-knop">{t!(i18n, inzage.gekeken.alles)}</a>
                    </p>
                </section>
            }
        })
    }
}

fn regel(gebruik: &Gebruik, is_nieuw: bool, namen: &Namen) -> AnyView {
    let taal = namen.lezer.0;
    let adres = Filter::default().adres(Some(&gebruik.id), &in_query);
    let doel =
        namen.doel_tekst(&gebruik.door, gebruik.activiteit.as_deref(), gebruik.omschrijving.as_deref());
    let merk = is_nieuw.then(|| {
        view! { <span class="kb-merk">{td_string!(taal, inzage.gekeken.nieuw)}</span> }
    });
    view! {
        <li class="kb-gebruik">
            <p class="kb-gebruik__wanneer">
                <time datetime=gebruik.moment.clone()>{namen.wanneer(gebruik)}</time>
            </p>
            <p>
                <a href=adres>{namen.wie(&gebruik.door)}</a>
                " "
                {merk}
            </p>
            <p class="kb-zacht">{doel}</p>
        </li>
    }
    .into_any()
}
