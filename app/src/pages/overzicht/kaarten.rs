//! What do they know of me: a card per theme with one telling line.

use super::samenvatting::{Feit, samenvatting};
use crate::components::geladen::Geladen;
use crate::components::icoon::{Icoon, Teken};
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::ordening::Themadeel;
use crate::klantbeeld::{self, Klantbeeld};
use crate::pages::klantbeeld::thema::anker;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::klantbeeld::Bronbeeld;
use contract::routes::Pagina;
use leptos::prelude::*;
use leptos_router::components::A;
use std::sync::Arc;

#[component]
pub fn Kaarten() -> impl IntoView {
    let i18n = use_i18n();
    let themas = klantbeeld::gebruik().themas();
    view! {
        <section aria-labelledby="weten">
            <h2 id="weten">{t!(i18n, overzicht.weten)}</h2>
            <ul class="kb-kaarten">
                <For each=move || themas.get() key=|(thema, _)| thema.clone() let((thema, delen))>
                    <Kaart thema delen />
                </For>
            </ul>
            <p>
                <A href=Pagina::Klantbeeld.pad() attr:class="kb-knop">{t!(i18n, overzicht.alles)}</A>
            </p>
        </section>
    }
}

#[component]
fn Kaart(thema: String, delen: Vec<Themadeel>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let href = format!("{}#{}", Pagina::Klantbeeld.pad(), anker(&thema));
    let icoon = Icoon::van_thema(&thema);
    let registraties: Vec<String> = delen.iter().map(|deel| deel.registratie.clone()).collect();
    let uit = move || {
        let namen: Vec<String> = registraties.iter().map(|id| klantbeeld.afkorting(id)).collect();
        let lezer = lezer();
        vul(td_string!(lezer.0, overzicht.uit), &[("afkorting", &lezer.opsomming(&namen))])
    };
    let regels = delen
        .into_iter()
        .map(|deel| {
            let thema = thema.clone();
            let registratie = deel.registratie.clone();
            let goed = move |beeld: Arc<Bronbeeld>| regel(klantbeeld, &deel.registratie, &thema, &beeld);
            view! { <Geladen registratie goed regels=2 /> }
        })
        .collect_view();
    let naam = {
        let thema = thema.clone();
        move || klantbeeld.themanaam(&thema)
    };
    view! {
        <li class="kb-kaart">
            <div class="kb-kaart__kop">
                <span class="kb-kaart__icoon"><Teken icoon /></span>
                <h3><A href=href attr:class="kb-kaart__link">{naam}</A></h3>
            </div>
            {regels}
            <p class="kb-kaart__bron">{uit}</p>
        </li>
    }
}

fn regel(klantbeeld: Klantbeeld, registratie: &str, thema: &str, beeld: &Bronbeeld) -> AnyView {
    let Some(registratie) = klantbeeld.registratie(registratie) else { return ().into_any() };
    let lezer = lezer();
    let feiten = samenvatting(&registratie, thema, beeld, &lezer);
    if feiten.is_empty() {
        return view! { <p class="kb-kaart__regel kb-zacht">{td_string!(lezer.0, overzicht.kaart_leeg)}</p> }
            .into_any();
    }
    let feiten =
        feiten.into_iter().map(|feit| view! { <p class="kb-kaart__regel">{woorden(feit, lezer)}</p> });
    feiten.collect_view().into_any()
}

fn woorden(feit: Feit, lezer: Lezer) -> String {
    let taal = lezer.0;
    match feit {
        Feit::Tekst(tekst) => tekst,
        Feit::Geboren { datum: Some(datum), plaats: Some(plaats) } => {
            vul(td_string!(taal, overzicht.regel.geboren_in), &[("datum", &datum), ("plaats", &plaats)])
        }
        Feit::Geboren { datum, plaats: None } => {
            vul(td_string!(taal, overzicht.regel.geboren), &[("datum", &datum.unwrap_or_default())])
        }
        Feit::Geboren { datum: None, plaats } => {
            vul(td_string!(taal, overzicht.regel.geboren_plaats), &[("plaats", &plaats.unwrap_or_default())])
        }
        Feit::Kinderen(1) => td_string!(taal, overzicht.regel.kind).to_owned(),
        Feit::Kinderen(aantal) => {
            vul(td_string!(taal, overzicht.regel.kinderen), &[("aantal", &aantal.to_string())])
        }
        Feit::Groepen { namen, meer: false } => lezer.opsomming(&namen),
        Feit::Groepen { namen, meer: true } => {
            vul(td_string!(taal, overzicht.regel.meer), &[("tekst", &namen.join(", "))])
        }
    }
}
