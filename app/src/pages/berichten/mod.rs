//! *Berichten*: what happened, newest first, and which kinds somebody wants to hear of.

pub mod voorkeuren;

use crate::api::verzoeken as api;
use crate::browser::pagina;
use crate::components::bewaartermijn::Bewaartermijn;
use crate::components::opgehaald::{Opgehaald, Stand, haal};
use crate::inbox;
use crate::inzage::filter::{Filter, Veld};
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::page::Page;
use crate::pages::verzoeken::woorden;
use crate::taal::teksten::berichten::zin as teksten;
use crate::taal::{Tekst, t, t_signal, t_string, use_i18n, vul};
use contract::bericht::{Bericht, BerichtSoort, Berichten};
use contract::routes;
use contract::verzoek::Verzoeknummer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use voorkeuren::Voorkeuren;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = inbox::gebruik();
    let stand = RwSignal::new(Stand::Laadt);
    let berichten = RwSignal::new(Vec::<Bericht>::new());
    let volgende = RwSignal::new(None::<String>);
    let vraag = move |vanaf_begin: bool| {
        let voor = volgende.get_untracked().filter(|_| !vanaf_begin);
        haal(stand, api::berichten(voor.as_deref()), move |blad: Berichten| {
            inbox.zet(blad.ongelezen);
            volgende.set(blad.volgende);
            berichten.update(|berichten| {
                if vanaf_begin {
                    berichten.clear();
                }
                berichten.extend(blad.berichten);
            });
        });
    };
    vraag(true);
    let lijst = move || {
        let berichten = berichten.get();
        if berichten.is_empty() {
            return view! { <p class="kb-zacht">{t!(i18n, berichten.leeg)}</p> }.into_any();
        }
        let regels = berichten.into_iter().map(|bericht| view! { <Regel bericht /> }).collect_view();
        view! { <ul class="kb-lijst">{regels}</ul> }.into_any()
    };
    view! {
        <Page titel=t_signal!(i18n, berichten.titel)>
            <p class="kb-inleiding">{t!(i18n, berichten.inleiding)}</p>
            <Opgehaald stand laden=t_signal!(i18n, berichten.laden) opnieuw=Callback::new(move |()| vraag(false))>
                {lijst}
                {move || {
                    volgende.read().is_some().then(|| {
                        view! {
                            <button type="button" class="kb-knop" on:click=move |_| vraag(false)>
                                {t!(i18n, berichten.meer)}
                            </button>
                        }
                    })
                }}
            </Opgehaald>
            <Voorkeuren gekozen=Callback::new(move |()| vraag(true)) />
            <Bewaartermijn activiteit="Berichten" />
        </Page>
    }
}

/// One message. Whoever follows it, or says so, has read it.
#[component]
fn Regel(bericht: Bericht) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = inbox::gebruik();
    let Bericht { id, soort, op, gelezen, kenmerk, organisatie } = bericht;
    let ongelezen = RwSignal::new(!gelezen);
    let plek = id.clone();
    let gebruik_van = organisatie.clone().filter(|_| soort == BerichtSoort::EersteGebruik);
    let wie = organisatie.unwrap_or_else(|| "portaal".to_owned());
    let wat = move || {
        let taal = i18n.taal();
        vul(zin(soort).in_taal(taal), &[("wie", &woorden::organisatie(&wie))])
    };
    let lees = Callback::new(move |()| {
        if !ongelezen.get_untracked() {
            return;
        }
        ongelezen.set(false);
        // The button is gone.
        pagina::focus_op(&id);
        let id = id.clone();
        spawn_local(async move {
            if api::gelezen(&id).await.is_err() {
                // It stays unread, here too if the page is still there.
                ongelezen.try_set(true);
            }
            inbox.kijk();
        });
    });
    let over = gebruik_van.map(|organisatie| {
        let href = Filter::default().met(Veld::Organisatie, &organisatie).adres(None, &pagina::in_query);
        view! { <a href=href on:click=move |_| lees.run(())>{t!(i18n, berichten.bekijk_gebruik)}</a> }
    });
    let verzoek = kenmerk.filter(|kenmerk| kenmerk.parse::<Verzoeknummer>().is_ok());
    let verder = verzoek.map(|nummer| {
        let href = if over_correctie(soort) {
            routes::pagina_correctie(&nummer)
        } else {
            routes::pagina_verzoek(&nummer)
        };
        let tekst = move || vul(t_string!(i18n, berichten.bekijk), &[("kenmerk", &nummer)]);
        view! { <a href=href on:click=move |_| lees.run(())>{tekst}</a> }
    });
    view! {
        <li id=plek tabindex="-1" class="kb-lijst__regel" class=("kb-lijst__regel--nieuw", ongelezen)>
            <p>
                <strong>{wat}</strong>
                " "
                <span class="kb-merk" hidden=move || !ongelezen.get()>{t!(i18n, berichten.ongelezen)}</span>
            </p>
            <p class="kb-zacht kb-klein">{move || lezer().moment(&op)}</p>
            <div class="kb-knoppen">
                {verder} {over}
                <button type="button" class="kb-knop kb-knop--stil" hidden=move || !ongelezen.get() on:click=move |_| lees.run(())>
                    {t!(i18n, berichten.gelezen)}
                </button>
            </div>
        </li>
    }
}

/// Whether its number is that of a correctie.
const fn over_correctie(soort: BerichtSoort) -> bool {
    matches!(
        soort,
        BerichtSoort::CorrectieIngediend
            | BerichtSoort::CorrectieOntvangen
            | BerichtSoort::CorrectieInOnderzoek
            | BerichtSoort::CorrectieVraag
            | BerichtSoort::CorrectieDoorgestuurd
            | BerichtSoort::CorrectieBesluit
            | BerichtSoort::CorrectieVerwerkt
            | BerichtSoort::CorrectieVerlengd
            | BerichtSoort::CorrectieTeLaat
    )
}

const fn zin(soort: BerichtSoort) -> &'static Tekst {
    match soort {
        BerichtSoort::VerzoekOntvangen => &teksten::verzoek_ontvangen,
        BerichtSoort::InBehandeling => &teksten::in_behandeling,
        BerichtSoort::Verlengd => &teksten::verlengd,
        BerichtSoort::Beantwoord => &teksten::beantwoord,
        BerichtSoort::Geweigerd => &teksten::geweigerd,
        BerichtSoort::Ingetrokken => &teksten::ingetrokken,
        BerichtSoort::TermijnVerstreken => &teksten::verstreken,
        BerichtSoort::EersteGebruik => &teksten::eerste_gebruik,
        BerichtSoort::ToestemmingLooptAf => &teksten::toestemming,
        BerichtSoort::CorrectieIngediend => &teksten::correctie_ingediend,
        BerichtSoort::CorrectieOntvangen => &teksten::correctie_ontvangen,
        BerichtSoort::CorrectieInOnderzoek => &teksten::correctie_in_onderzoek,
        BerichtSoort::CorrectieVraag => &teksten::correctie_vraag,
        BerichtSoort::CorrectieDoorgestuurd => &teksten::correctie_doorgestuurd,
        BerichtSoort::CorrectieBesluit => &teksten::correctie_besluit,
        BerichtSoort::CorrectieVerwerkt => &teksten::correctie_verwerkt,
        BerichtSoort::CorrectieVerlengd => &teksten::correctie_verlengd,
        BerichtSoort::CorrectieTeLaat => &teksten::correctie_te_laat,
    }
}
