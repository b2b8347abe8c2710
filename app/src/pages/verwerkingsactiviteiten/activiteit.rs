//! One activity: who, why, on what ground, which gegevens, for how long, and what a person can do about it (AVG art. 15).

use super::{gegevens, gereed};
use crate::activiteiten::{self, zoek};
use crate::klantbeeld;
use crate::klantbeeld::lezer::{Lezer, lezer_zonder_bedragen};
use crate::klantbeeld::vorm::datum_tekst;
use crate::page::Page;
use crate::taal::{t, t_string, td_string, use_i18n, vul};
use contract::Taal;
use contract::routes::Pagina as Pad;
use contract::verwerkingsactiviteiten::{Aanleiding, Grondslagsoort, Organisatie, Verwerkingsactiviteit};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

const TOEZICHTHOUDER: &str = "https://www.autoriteitpersoonsgegevens.nl";

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let activiteiten = activiteiten::gebruik();
    klantbeeld::gebruik().noem();
    let params = use_params_map();
    let ids = Memo::new(move |_| {
        params.with(|params| {
            let deel = |naam: &str| params.get_str(naam).unwrap_or_default().to_owned();
            (deel("organisatie"), deel("activiteit"))
        })
    });
    let titel = Signal::derive(move || {
        let (organisatie, activiteit) = ids.get();
        let register = activiteiten.nu().ok().flatten();
        let Some(register) = register else { return t_string!(i18n, activiteiten.titel).to_owned() };
        match zoek(&register, &organisatie, &activiteit) {
            Some((_, een)) => een.naam.clone(),
            None => t_string!(i18n, fout.niet_gevonden_titel).to_owned(),
        }
    });
    let inhoud = gereed(activiteiten, move |register| {
        let (organisatie, activiteit) = ids.get();
        let lezer = lezer_zonder_bedragen();
        match zoek(register, &organisatie, &activiteit) {
            Some((van, een)) => (feiten(van, een, lezer), rechten(van, een, lezer.0)).into_any(),
            None => view! { <p>{td_string!(lezer.0, fout.niet_gevonden)}</p> }.into_any(),
        }
    });
    view! {
        <Page titel>
            <p>
                <a href=Pad::Verwerkingsactiviteiten.pad()>{t!(i18n, activiteiten.terug)}</a>
            </p>
            {inhoud}
        </Page>
    }
}

fn feiten(van: &Organisatie, een: &Verwerkingsactiviteit, lezer: Lezer) -> AnyView {
    let taal = lezer.0;
    macro_rules! kop {
        ($sleutel:ident) => {
            td_string!(taal, activiteiten.kop.$sleutel)
        };
    }
    let anders = |tekst: &Option<String>, anders: &'static str| {
        alinea(tekst.clone().unwrap_or_else(|| anders.to_owned()))
    };
    let bronnen: Vec<String> = een.bronnen.iter().map(|id| klantbeeld::gebruik().in_zin(id)).collect();
    let herkomst = [
        (!bronnen.is_empty())
            .then(|| vul(td_string!(taal, activiteiten.uit), &[("bronnen", &lezer.opsomming(&bronnen))])),
        een.herkomst.clone(),
    ];
    let bewaard = [
        een.bewaartermijn.tekst.clone(),
        vul(td_string!(taal, activiteiten.logboek), &[("maanden", &een.logboek_maanden.to_string())]),
    ];
    let sinds = een.sinds.parse().map(|datum| datum_tekst(datum, &lezer)).unwrap_or_default();
    view! {
        <p class="kb-inleiding">{een.waarom.clone()}</p>
        <dl class="kb-feiten kb-feiten--ruim">
            {feit(kop!(wie), wie(van))} {feit(kop!(verzoek), alinea(aanleiding(een.aanleiding, taal).to_owned()))}
            {feit(kop!(grondslag), grondslag(een, taal))}
            {feit(kop!(gegevens), (gegevens::lijst(&een.gegevens), een.overige_gegevens.clone().map(alinea)).into_any())}
            {feit(kop!(bron), herkomst.into_iter().flatten().map(alinea).collect_view().into_any())}
            {feit(kop!(ontvangers), ontvangers(een, taal))}
            {feit(kop!(bewaard), bewaard.into_iter().map(alinea).collect_view().into_any())}
            {feit(kop!(besluit), anders(&een.besluit, td_string!(taal, activiteiten.geen_besluit)))}
            {feit(kop!(buiten_eu), anders(&een.buiten_eu, td_string!(taal, activiteiten.niet_buiten_eu)))}
            {feit(kop!(sinds), alinea(sinds))}
        </dl>
    }
    .into_any()
}

fn feit(kop: &'static str, inhoud: AnyView) -> AnyView {
    view! {
        <div>
            <dt>{kop}</dt>
            <dd>{inhoud}</dd>
        </div>
    }
    .into_any()
}

fn alinea(tekst: String) -> AnyView {
    view! { <p>{tekst}</p> }.into_any()
}

fn link(href: String, tekst: String) -> AnyView {
    view! { <a href=href>{tekst}</a> }.into_any()
}

fn wie(van: &Organisatie) -> AnyView {
    let adres = van.website.trim_start_matches("https://").trim_end_matches('/').to_owned();
    view! {
        <p>
            <strong>{van.naam.clone()}</strong>
        </p>
        <p>{van.rechtsvorm.clone()}</p>
        <p>{link(van.website.clone(), adres)}</p>
    }
    .into_any()
}

fn grondslag(een: &Verwerkingsactiviteit, taal: Taal) -> AnyView {
    let soort = match een.grondslag.soort {
        Grondslagsoort::Toestemming => td_string!(taal, activiteiten.grond.toestemming),
        Grondslagsoort::Overeenkomst => td_string!(taal, activiteiten.grond.overeenkomst),
        Grondslagsoort::WettelijkePlicht => td_string!(taal, activiteiten.grond.plicht),
        Grondslagsoort::VitaalBelang => td_string!(taal, activiteiten.grond.vitaal),
        Grondslagsoort::AlgemeenBelang => td_string!(taal, activiteiten.grond.algemeen),
        Grondslagsoort::GerechtvaardigdBelang => td_string!(taal, activiteiten.grond.belang),
        Grondslagsoort::AndereWet => td_string!(taal, activiteiten.grond.anders),
    };
    view! {
        <p>{soort}</p>
        <p>{link(een.grondslag.url.clone(), een.grondslag.wet.clone())}</p>
    }
    .into_any()
}

const fn aanleiding(aanleiding: Aanleiding, taal: Taal) -> &'static str {
    match aanleiding {
        Aanleiding::WettelijkeTaak => td_string!(taal, activiteiten.verzoek.taak),
        Aanleiding::Toestemming => td_string!(taal, activiteiten.verzoek.toestemming),
        Aanleiding::Balie => td_string!(taal, activiteiten.verzoek.balie),
        Aanleiding::Zelf => td_string!(taal, activiteiten.verzoek.zelf),
    }
}

fn ontvangers(een: &Verwerkingsactiviteit, taal: Taal) -> AnyView {
    if een.ontvangers.is_empty() {
        return alinea(td_string!(taal, activiteiten.niemand).to_owned());
    }
    let regels = een.ontvangers.iter().cloned().map(|wie| view! { <li>{wie}</li> }).collect_view();
    view! { <ul>{regels}</ul> }.into_any()
}

/// What a person can do, and where to complain (AVG art. 15(1)(e) and (f); for the police their own law).
fn rechten(van: &Organisatie, een: &Verwerkingsactiviteit, taal: Taal) -> AnyView {
    let tekst = match een.grondslag.soort {
        Grondslagsoort::AndereWet => td_string!(taal, activiteiten.rechten.anders),
        Grondslagsoort::Toestemming => td_string!(taal, activiteiten.rechten.toestemming),
        _ => td_string!(taal, activiteiten.rechten.tekst),
    };
    let contact = van.functionaris.clone().map(|adres| {
        view! {
            <p>
                {td_string!(taal, activiteiten.rechten.contact)} " "
                {link(["mailto:", &adres].concat(), adres)}
            </p>
        }
    });
    view! {
        <section class="kb-thema">
            <h2>{td_string!(taal, activiteiten.rechten.kop)}</h2>
            <p>{tekst}</p>
            {contact}
            <p>
                {td_string!(taal, activiteiten.rechten.klacht)} " "
                {link(TOEZICHTHOUDER.to_owned(), "autoriteitpersoonsgegevens.nl".to_owned())}
            </p>
        </section>
    }
    .into_any()
}
