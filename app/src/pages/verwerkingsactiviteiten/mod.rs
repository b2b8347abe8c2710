//! *Waarvoor gegevens worden gebruikt*: every purpose that organisations declared. About nobody, so it is there for who
//! is not logged in as well.

pub mod activiteit;
pub mod gegevens;

use crate::activiteiten::{self, Activiteiten, per_organisatie};
use crate::browser::pagina::kaal;
use crate::components::geladen::{laadt, mislukt};
use crate::klantbeeld::lezer::lezer_zonder_bedragen;
use crate::klantbeeld::register::Mislukt;
use crate::page::{Page, meld};
use crate::taal::{t, t_signal, td_string, use_i18n, vul};
use contract::routes::verwerkingsactiviteit;
use contract::verwerkingsactiviteiten::{Organisatie, Verwerkingsactiviteit, Verwerkingsactiviteiten};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const VELD: &str = "zoek";

/// The one that the address names, or else the list: together the part of the app that is fetched for them.
#[component]
pub fn Deel() -> impl IntoView {
    let een = use_params_map().with_untracked(|params| params.get_str("activiteit").is_some());
    if een { view! { <activiteit::Pagina /> }.into_any() } else { view! { <Pagina /> }.into_any() }
}

#[component]
fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let activiteiten = activiteiten::gebruik();
    let vraag = RwSignal::new(String::new());
    let telling = Memo::new(move |_| {
        let register = activiteiten.nu().ok().flatten().filter(|_| !vraag.read().trim().is_empty());
        let aantal = |register: &Verwerkingsactiviteiten| {
            per_organisatie(register, &vraag.read(), &kaal).iter().map(|(_, eigen)| eigen.len()).sum()
        };
        register.map(|register| telzin(aantal(&register))).unwrap_or_default()
    });
    Effect::new(move || {
        let zin = telling.get();
        if !zin.is_empty() {
            untrack(|| meld(&zin));
        }
    });
    let lijst = gereed(activiteiten, move |register| {
        let groepen = per_organisatie(register, &vraag.read(), &kaal);
        groepen.into_iter().map(|(van, eigen)| organisatie(van, &eigen)).collect_view().into_any()
    });
    view! {
        <Page titel=t_signal!(i18n, activiteiten.titel)>
            <p class="kb-inleiding">{t!(i18n, activiteiten.inleiding)}</p>
            <div class="kb-zoek" role="search">
                <label for=VELD>{t!(i18n, activiteiten.zoek)}</label>
                <input
                    id=VELD
                    class="kb-veld"
                    type="search"
                    autocomplete="off"
                    on:input=move |gebeurtenis| vraag.set(event_target_value(&gebeurtenis))
                />
                <p class="kb-zacht">{telling}</p>
            </div>
            {lijst}
        </Page>
    }
}

/// Draws `goed` when the register is there; until then a skeleton, or the way to try again.
pub fn gereed(
    activiteiten: Activiteiten,
    goed: impl Fn(&Verwerkingsactiviteiten) -> AnyView + Send + 'static,
) -> impl Fn() -> AnyView + Send + 'static {
    move || match activiteiten.nu() {
        Ok(Some(register)) => goed(&register),
        Ok(None) => laadt(|taal| td_string!(taal, activiteiten.laden)),
        Err(Mislukt) => {
            mislukt(|taal| td_string!(taal, activiteiten.mislukt), move || activiteiten.opnieuw())
        }
    }
}

fn telzin(aantal: usize) -> String {
    let taal = lezer_zonder_bedragen().0;
    let sjabloon = match aantal {
        0 => td_string!(taal, klantbeeld.zoek.niets),
        1 => td_string!(taal, activiteiten.gevonden_een),
        _ => td_string!(taal, activiteiten.gevonden),
    };
    vul(sjabloon, &[("aantal", &aantal.to_string())])
}

fn organisatie(van: &Organisatie, eigen: &[&Verwerkingsactiviteit]) -> AnyView {
    let kop = ["van-", &van.id].concat();
    let regels = eigen
        .iter()
        .map(|een| {
            let href = verwerkingsactiviteit(&van.id, &een.id);
            view! {
                <li>
                    <a href=href>{een.naam.clone()}</a>
                    <p class="kb-zacht">{een.waarom.clone()}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="kb-thema" aria-labelledby=kop.clone()>
            <h2 id=kop.clone()>{van.naam.clone()}</h2>
            <ul class="kb-activiteiten">{regels}</ul>
        </section>
    }
    .into_any()
}
