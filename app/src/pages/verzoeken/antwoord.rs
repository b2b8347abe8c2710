//! What an organisation answered: fetched when it is asked for, and kept as long as the page is there.

use crate::api::verzoeken as api;
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::taal::teksten::verzoeken as teksten;
use crate::taal::{Tekst, t, t_signal, t_string, use_i18n, volgend, vul};
use contract::routes;
use contract::verzoek::Antwoord;
use leptos::prelude::*;

const PUNTEN: [&Tekst; 8] = [
    &teksten::punt::a,
    &teksten::punt::b,
    &teksten::punt::c,
    &teksten::punt::d,
    &teksten::punt::e,
    &teksten::punt::f,
    &teksten::punt::g,
    &teksten::punt::h,
];

/// The way to the answer, and the answer.
#[component]
pub fn Antwoordblok(nummer: String, organisatie: String, naam: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let stand = RwSignal::new(Stand::Laadt);
    let antwoord = RwSignal::new(None::<Antwoord>);
    let url = routes::antwoord(&nummer, &organisatie);
    let vraag = Callback::new(move |()| {
        haal(stand, api::antwoord(&nummer, &organisatie), move |gelezen| antwoord.set(Some(gelezen)));
    });
    let wissel = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() && antwoord.read_untracked().is_none() {
            vraag.run(());
        }
    };
    let als_html = {
        let url = url.clone();
        move || format!("{url}?als=html&taal={}", i18n.taal().code())
    };
    let blok = move || {
        open.get().then(|| {
            view! {
                <Opgehaald stand laden=t_signal!(i18n, verzoeken.antwoord_laden) opnieuw=vraag>
                    <h3>{move || vul(t_string!(i18n, verzoeken.antwoord_van), &[("organisatie", &naam.read())])}</h3>
                    {move || antwoord.get().map(|antwoord| view! { <Tekstblok antwoord /> })}
                </Opgehaald>
            }
        })
    };
    view! {
        <div class="kb-knoppen kb-niet-afdrukken">
            <button type="button" class="kb-knop kb-knop--primair" aria-expanded=move || open.get().to_string() on:click=wissel>
                {t!(i18n, verzoeken.lees)}
            </button>
            // Files: the router must let these links go.
            <a class="kb-knop" href=als_html rel="external" download="">{t!(i18n, verzoeken.bewaar_html)}</a>
            <a class="kb-knop kb-knop--stil" href=format!("{url}?als=json") rel="external" download="">
                {t!(i18n, verzoeken.bewaar_json)}
            </a>
        </div>
        {blok}
    }
}

/// What the organisation wrote is Dutch, whatever the language of the page.
#[component]
fn Tekstblok(antwoord: Antwoord) -> impl IntoView {
    let i18n = use_i18n();
    let Antwoord { tekst, groepen, punten, weigeringen, bezwaar } = antwoord;
    let heeft_groepen = !groepen.is_empty();
    let groepen = groepen.into_iter().map(|groep| {
        let regels = groep.gegevens.into_iter().map(|regel| paar(regel.naam, regel.waarde)).collect_view();
        view! {
            <h5 lang="nl">{groep.naam}</h5>
            <dl class="kb-feiten" lang="nl">{regels}</dl>
        }
    });
    let punten = punten.map(|punten| {
        let teksten = punten.letters().map(|(_, tekst)| tekst.to_owned()).into_iter();
        let regels = teksten.zip(PUNTEN).map(|(tekst, naam)| {
            view! {
                <div>
                    <dt>{volgend(i18n, naam)}</dt>
                    <dd class="kb-brief" lang="nl">{tekst}</dd>
                </div>
            }
        });
        view! {
            <h4>{t!(i18n, verzoeken.punten)}</h4>
            <dl class="kb-feiten">{regels.collect_view()}</dl>
        }
    });
    let geweigerd = (!weigeringen.is_empty()).then(|| {
        let regels = weigeringen.into_iter().map(|een| paar(een.deel, een.reden)).collect_view();
        view! {
            <h4>{t!(i18n, verzoeken.weigeringen)}</h4>
            <dl class="kb-feiten" lang="nl">{regels}</dl>
        }
    });
    let bezwaar = bezwaar.map(|tekst| {
        view! {
            <h4>{t!(i18n, verzoeken.bezwaar)}</h4>
            <p class="kb-brief" lang="nl">{tekst}</p>
        }
    });
    view! {
        <div class="kb-stapel">
            {(!tekst.is_empty()).then(|| view! { <p class="kb-brief" lang="nl">{tekst}</p> })}
            {heeft_groepen.then(|| view! { <h4>{t!(i18n, verzoeken.gegevens)}</h4> })}
            {groepen.collect_view()}
            {punten}
            {geweigerd}
            {bezwaar}
        </div>
    }
}

fn paar(naam: String, waarde: String) -> impl IntoView {
    view! {
        <div>
            <dt>{naam}</dt>
            <dd class="kb-brief">{waarde}</dd>
        </div>
    }
}
