//! What do they know of me: a card per theme with a few telling lines.

use super::samenvatting::{Feit, samenvatting};
use crate::components::bedragenknop::Bedragenknop;
use crate::components::icoon::{Icoon, Teken};
use crate::components::leeg::LegeThemas;
use crate::components::melding::Skelet;
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::ordening::{self, Themadeel};
use crate::klantbeeld::stand::Bron;
use crate::klantbeeld::{self, Klantbeeld};
use crate::pages::klantbeeld::thema::anker;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::klantbeeld::Stand;
use contract::routes::Pagina;
use leptos::prelude::*;

#[component]
pub fn Kaarten() -> impl IntoView {
    let i18n = use_i18n();
    let themas = klantbeeld::gebruik().themas();
    let leeg = klantbeeld::gebruik().lege_themas();
    let kaarten = move || {
        let themas = themas.get().into_iter();
        themas.map(|(thema, delen)| view! { <Kaart thema delen leeg /> }).collect_view()
    };
    view! {
        <section aria-labelledby="weten">
            <h2 id="weten">{t!(i18n, overzicht.weten)}</h2>
            <ul class="kb-kaarten">{kaarten}</ul>
            <LegeThemas leeg />
            <div class="kb-knoppen">
                <a href=Pagina::Klantbeeld.pad() class="kb-knop">{t!(i18n, overzicht.alles)}</a>
                <Bedragenknop />
            </div>
        </section>
    }
}

#[component]
fn Kaart(thema: String, delen: Vec<Themadeel>, leeg: Memo<Vec<String>>) -> impl IntoView {
    let klantbeeld = klantbeeld::gebruik();
    let href = format!("{}#{}", Pagina::Klantbeeld.pad(), anker(&thema));
    let icoon = Icoon::van_thema(&thema);
    let registraties: Vec<String> = delen.into_iter().map(|deel| deel.registratie).collect();
    let bronnen: Vec<_> = registraties.iter().map(|id| klantbeeld.bron(id)).collect();
    let uit = move || {
        let namen: Vec<String> = registraties.iter().map(|id| klantbeeld.in_zin(id)).collect();
        let lezer = lezer();
        vul(td_string!(lezer.0, overzicht.uit), &[("bronnen", &lezer.opsomming(&namen))])
    };
    let [naam, verborgen] = [thema.clone(), thema.clone()];
    let regels = move || {
        let bronnen: Vec<Bron> = bronnen.iter().filter_map(|bron| bron.get()).collect();
        regels(klantbeeld, &thema, &bronnen)
    };
    view! {
        <li class="kb-kaart" hidden=move || leeg.read().contains(&verborgen)>
            <div class="kb-kaart__kop">
                <span class="kb-kaart__icoon"><Teken icoon /></span>
                <h3><a href=href class="kb-kaart__link">{move || klantbeeld.themanaam(&naam)}</a></h3>
            </div>
            {regels}
            <p class="kb-kaart__bron">{uit}</p>
        </li>
    }
}

/// The lines of a card, by what is in: what is on its way keeps a place below them.
fn regels(klantbeeld: Klantbeeld, thema: &str, bronnen: &[Bron]) -> AnyView {
    let Some(register) = klantbeeld.register() else { return ().into_any() };
    let lezer = lezer();
    let antwoorden: Vec<_> = bronnen
        .iter()
        .filter_map(Bron::geladen)
        .filter_map(|beeld| Some((ordening::registratie(&register, &beeld.registratie)?, &**beeld)))
        .collect();
    let regels: Vec<String> =
        samenvatting(thema, &antwoorden, &lezer).into_iter().map(|feit| woorden(feit, lezer)).collect();
    let mist = bronnen.iter().filter_map(Bron::beeld);
    let mist = mist.filter(|beeld| !matches!(beeld.stand, Stand::Geladen | Stand::GeenGegevens));
    let zacht: Vec<String> = mist
        .map(|beeld| klantbeeld.zin_over(&beeld.registratie, td_string!(lezer.0, klantbeeld.bron.kort_mist)))
        .collect();
    let onderweg = bronnen.contains(&Bron::Laadt);
    let leeg = (regels.is_empty() && zacht.is_empty() && !onderweg)
        .then(|| td_string!(lezer.0, overzicht.kaart_leeg).to_owned());
    let regel = |tekst: String, klasse| view! { <p class=klasse>{tekst}</p> };
    let tekst = td_string!(lezer.0, klantbeeld.laden).to_owned();
    let skelet = onderweg.then(|| view! { <Skelet tekst regels=2 /> });
    let zacht = zacht.into_iter().chain(leeg);
    view! {
        {regels.into_iter().map(|tekst| regel(tekst, "kb-kaart__regel")).collect_view()}
        {zacht.map(|tekst| regel(tekst, "kb-kaart__regel kb-zacht")).collect_view()}
        {skelet}
    }
    .into_any()
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
        Feit::Opsomming { delen, meer: false } => lezer.opsomming(&delen),
        Feit::Opsomming { delen, meer: true } => {
            vul(td_string!(taal, overzicht.regel.meer), &[("tekst", &delen.join(", "))])
        }
    }
}
