//! What one organisation does with a request: the steps it took, the deadline, and the answer.

use super::antwoord::Antwoordblok;
use super::woorden;
use crate::klantbeeld::lezer::lezer_zonder_bedragen as lezer;
use crate::klantbeeld::vorm::Opmaak as _;
use crate::taal::teksten::verzoeken::status as teksten;
use crate::taal::{Tekst, t_string, td_string, use_i18n, volgend, vul};
use contract::Datum;
use contract::verzoek::{DeelStatus, Deelverzoek, Stap};
use leptos::prelude::*;

#[component]
pub fn Deel(nummer: String, deel: Deelverzoek) -> impl IntoView {
    let i18n = use_i18n();
    let Deelverzoek { organisatie, status, uiterlijk, te_laat, stappen } = deel;
    let id = organisatie.clone();
    let naam = Signal::derive(move || woorden::organisatie(&id));
    let termijn = move || {
        let lezer = lezer();
        let dag = match uiterlijk {
            Datum::Dag { jaar, maand, dag } => lezer.dag(jaar, maand, dag),
            _ => String::new(),
        };
        let zin = if te_laat {
            td_string!(lezer.0, verzoeken.te_laat)
        } else {
            td_string!(lezer.0, verzoeken.uiterlijk)
        };
        vul(zin, &[("dag", &dag)])
    };
    view! {
        <section class="kb-stapel">
            <h2>{naam}</h2>
            {(!status.is_klaar()).then(|| view! { <p class=if te_laat { "kb-melding kb-melding--let-op" } else { "" }>{termijn}</p> })}
            <ol class="kb-trein" aria-label=move || vul(t_string!(i18n, verzoeken.voortgang), &[("organisatie", &naam.read())])>
                {stappen.into_iter().map(|stap| view! { <Halte stap /> }).collect_view()}
                {nog_te_gaan(status).map(|tekst| view! {
                    <li class="kb-trein__halte kb-trein__halte--later">{volgend(i18n, tekst)}</li>
                }).collect_view()}
            </ol>
            {status.heeft_antwoord().then(|| view! { <Antwoordblok nummer organisatie naam /> })}
        </section>
    }
}

/// One step that was taken, and when.
#[component]
fn Halte(stap: Stap) -> impl IntoView {
    let i18n = use_i18n();
    let Stap { wat, op, reden, .. } = stap;
    let reden = reden.map(|reden| {
        view! { <p class="kb-brief">{move || vul(t_string!(i18n, verzoeken.reden_verlenging), &[("reden", &reden)])}</p> }
    });
    view! {
        <li class="kb-trein__halte">
            <strong>{volgend(i18n, woorden::stap(wat))}</strong>
            <p class="kb-zacht kb-klein">{move || lezer().moment(&op)}</p>
            {reden}
        </li>
    }
}

/// What comes after where it stands now, of the two steps that always come.
fn nog_te_gaan(status: DeelStatus) -> impl Iterator<Item = &'static Tekst> {
    let over = match status {
        DeelStatus::Ontvangen => 2,
        DeelStatus::InBehandeling | DeelStatus::Verlengd => 1,
        _ => 0,
    };
    let stappen: [&'static Tekst; 2] = [&teksten::in_behandeling, &teksten::wacht];
    stappen.into_iter().skip(2 - over)
}
