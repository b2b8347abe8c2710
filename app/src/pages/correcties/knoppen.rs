//! What cannot be undone, asked twice: withdrawing a correctie, and throwing a concept away.

use super::opslag::Opslag;
use crate::api::ApiFout;
use crate::api::correcties as api;
use crate::browser::{dialoog, pagina};
use crate::inbox;
use crate::page::Omroep;
use crate::shell::INHOUD;
use crate::taal::teksten::correcties as teksten;
use crate::taal::{Tekst, use_i18n, volgend};
use contract::ProblemType;
use contract::correctie::Correctie;
use contract::routes::Pagina as Pad;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::pin::Pin;

const VRAAG: &str = "zeker-vraag";
const UITLEG: &str = "zeker-uitleg";

/// What somebody is asked: the button that asks it, the question, what happens, yes, no, and that it did not succeed.
pub type Vraagteksten = [&'static Tekst; 6];

const INTREKKEN: Vraagteksten = [
    &teksten::intrekken,
    &teksten::intrekken_kop,
    &teksten::intrekken_uitleg,
    &teksten::intrekken_ja,
    &teksten::intrekken_nee,
    &teksten::intrekken_mislukt,
];

const WEGGOOIEN: Vraagteksten = [
    &teksten::weggooien,
    &teksten::weggooien_kop,
    &teksten::weggooien_uitleg,
    &teksten::weggooien_ja,
    &teksten::weggooien_nee,
    &teksten::weggooien_mislukt,
];

/// Does it; whether it succeeded.
type Doe = Pin<Box<dyn Future<Output = bool>>>;

/// A button, and whether it is meant.
#[component]
fn Zeker(teksten: Vraagteksten, doe: Callback<(), Doe>) -> impl IntoView {
    let i18n = use_i18n();
    let [knop, vraag, uitleg, ja, nee, niet] = teksten;
    let element = NodeRef::<Dialog>::new();
    let [open, bezig, mislukt] = [(); 3].map(|()| RwSignal::new(false));
    Effect::new(move |eerder: Option<bool>| {
        let open = open.get();
        if let Some(element) = element.get()
            && eerder.unwrap_or(false) != open
        {
            mislukt.set(false);
            dialoog::zet_open(&element, open);
        }
        open
    });
    let ga = move |_| {
        if bezig.get_untracked() {
            return;
        }
        bezig.set(true);
        let doe = doe.run(());
        spawn_local(async move {
            let gelukt = doe.await;
            // The page may be gone by now, and its signals with it.
            bezig.try_set(false);
            mislukt.try_set(!gelukt);
            if gelukt {
                open.try_set(false);
            }
        });
    };
    view! {
        <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| open.set(true)>{volgend(i18n, knop)}</button>
        <dialog class="kb-dialoog" node_ref=element aria-labelledby=VRAAG aria-describedby=UITLEG on:close=move |_| open.set(false)>
            <h2 class="kb-dialoog__titel" id=VRAAG>{volgend(i18n, vraag)}</h2>
            <p id=UITLEG>{volgend(i18n, uitleg)}</p>
            {move || mislukt.get().then(|| view! {
                <p class="kb-melding kb-melding--fout" role="alert">{volgend(i18n, niet)}</p>
            })}
            <div class="kb-knoppen">
                <button type="button" class="kb-knop kb-knop--primair" aria-disabled=move || bezig.get().to_string() on:click=ga>
                    {volgend(i18n, ja)}
                </button>
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| open.set(false)>{volgend(i18n, nee)}</button>
            </div>
        </dialog>
    }
}

/// Withdraws what was handed in.
#[component]
pub fn Intrekken(nummer: String, correctie: RwSignal<Option<Correctie>>) -> impl IntoView {
    let i18n = use_i18n();
    let (inbox, omroep) = (inbox::gebruik(), expect_context::<Omroep>());
    let doe = Callback::new(move |()| -> Doe {
        let nummer = nummer.clone();
        let gelukt = teksten::zijn_ingetrokken.in_taal(i18n.taal());
        Box::pin(async move {
            let Ok(na) = api::trek_in(&nummer).await else { return false };
            correctie.try_set(Some(na));
            omroep.zeg(gelukt);
            inbox.kijk();
            // The button that opened the dialog is gone.
            request_animation_frame(|| pagina::focus_op(INHOUD));
            true
        })
    });
    view! { <Zeker teksten=INTREKKEN doe /> }
}

/// Throws a concept away, and leads to the list.
#[component]
pub fn Weggooien(nummer: String, opslag: Option<Opslag>) -> impl IntoView {
    let i18n = use_i18n();
    let omroep = expect_context::<Omroep>();
    let navigeer = StoredValue::new_local(use_navigate());
    let doe = Callback::new(move |()| -> Doe {
        let nummer = nummer.clone();
        let gelukt = teksten::zijn_weggegooid.in_taal(i18n.taal());
        Box::pin(async move {
            let weg = api::gooi_weg(&nummer).await;
            // Gone is gone, whoever did it.
            if !weg
                .as_ref()
                .map_or_else(|fout: &ApiFout| fout.soort() == Some(ProblemType::NietGevonden), |()| true)
            {
                return false;
            }
            omroep.zeg(gelukt);
            if let Some(navigeer) = navigeer.try_get_value() {
                if let Some(opslag) = opslag {
                    opslag.houd_op();
                }
                navigeer(
                    Pad::Correcties.pad(),
                    NavigateOptions { replace: true, ..NavigateOptions::default() },
                );
            }
            true
        })
    });
    view! { <Zeker teksten=WEGGOOIEN doe /> }
}
