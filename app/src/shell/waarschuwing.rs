//! The warning before the session ends (WCAG 2.2.1: one simple action is enough to go on).

use crate::browser::dialoog;
use crate::page::meld;
use crate::session::{self, Waarschuwing, als_klok, mijlpaal};
use crate::taal::teksten::sessie as teksten;
use crate::taal::{Tekst, t, t_string, use_i18n, vul};
use leptos::ev::Event;
use leptos::html::Dialog;
use leptos::prelude::*;

const TITEL: &str = "sessie-titel";
const UITLEG: &str = "sessie-uitleg";

#[component]
pub fn Sessiewaarschuwing() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    let dialoog = NodeRef::<Dialog>::new();
    // Read and put away: only for an end that cannot be moved.
    let gezien = RwSignal::new(false);
    let nu = Memo::new(move |_| sessie.waarschuwing());
    let open = Memo::new(move |_| nu.get().is_some_and(|nu| nu.verlengbaar || !gezien.get()));
    let verlengbaar = Memo::new(move |eerder: Option<&bool>| {
        nu.get().map_or(eerder.copied().unwrap_or(true), |nu| nu.verlengbaar)
    });
    Effect::new(move |eerder: Option<bool>| {
        let open = open.get();
        if let Some(dialoog) = dialoog.get()
            && eerder.unwrap_or(false) != open
        {
            dialoog::zet_open(&dialoog, open);
            if !open && nu.get_untracked().is_none() && sessie.is_ingelogd() {
                meld(t_string!(i18n, sessie.verlengd));
            }
        }
        open
    });
    let verder = move || if verlengbaar.get_untracked() { sessie.verleng() } else { gezien.set(true) };
    // The Escape key closes a dialog by itself; here it means "I am here".
    let bij_escape = move |gebeurtenis: Event| {
        gebeurtenis.prevent_default();
        verder();
    };
    let kies = move |wel: &'static Tekst, niet: &'static Tekst| {
        move || if verlengbaar.get() { wel } else { niet }.in_taal(i18n.taal())
    };
    let hoorbaar = Memo::new(move |_| nu.get().map(|nu| mijlpaal(nu.rest_seconden)));
    view! {
        <dialog class="kb-dialoog" node_ref=dialoog aria-labelledby=TITEL aria-describedby=UITLEG on:cancel=bij_escape>
            <h2 class="kb-dialoog__titel" id=TITEL>
                {kies(&teksten::titel, &teksten::titel_uiterste)}
            </h2>
            <p id=UITLEG>
                {kies(&teksten::uitleg, &teksten::uitleg_uiterste)}
            </p>
            <p class="kb-dialoog__tijd" aria-hidden="true">
                {move || nu.get().map(|Waarschuwing { rest_seconden, .. }| vul(t_string!(i18n, sessie.tijd_over), &[("tijd", &als_klok(rest_seconden))]))}
            </p>
            <p class="kb-alleen-voorlezen" role="status">
                {move || hoorbaar.get().map(|seconden| match seconden {
                    60 => t_string!(i18n, sessie.nog_minuut).to_owned(),
                    61.. => vul(t_string!(i18n, sessie.nog_minuten), &[("minuten", &(seconden / 60).to_string())]),
                    _ => vul(t_string!(i18n, sessie.nog_seconden), &[("seconden", &seconden.to_string())]),
                })}
            </p>
            {move || sessie.verlengen_mislukt().then(|| view! {
                <p class="kb-melding kb-melding--fout" role="alert">{t!(i18n, sessie.verlengen_mislukt)}</p>
            })}
            <div class="kb-knoppen">
                <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| verder()>
                    {kies(&teksten::verder, &teksten::begrepen)}
                </button>
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| sessie.log_uit()>
                    {t!(i18n, sessie.nu_uitloggen)}
                </button>
            </div>
        </dialog>
    }
}
