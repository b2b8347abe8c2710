//! The header and the menu.

use super::Naam;
use crate::browser::pagina;
use crate::inbox;
use crate::session::{self, Inlog};
use crate::taal::{t, t_string, use_i18n, vul};
use contract::Taal;
use contract::routes::Pagina;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

/// The id of the menu's list, which its button names.
const LIJST: &str = "hoofdmenu";
const KNOP: &str = "menuknop";

#[component]
pub fn Kop() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    let Naam(naam) = expect_context();
    let ingelogd = Memo::new(move |_| sessie.inlog() == Inlog::Ingelogd);
    let persoon = move || {
        ingelogd.get().then(|| {
            let wie = move || match naam.get() {
                Some(naam) => view! {
                    <span class="kb-header__label">{t!(i18n, shell.ingelogd_als)}</span>
                    " "
                    <strong>{naam}</strong>
                }
                .into_any(),
                // No page asked a source yet.
                None => view! { <span class="kb-header__label">{t!(i18n, shell.ingelogd)}</span> }.into_any(),
            };
            view! { <p class="kb-header__persoon">{wie}</p> }
        })
    };
    let uitloggen = move || {
        ingelogd.get().then(|| {
            view! {
                <button type="button" class="kb-knop kb-knop--stil" on:click=move |_| sessie.log_uit()>
                    {t!(i18n, shell.uitloggen)}
                </button>
            }
        })
    };
    view! {
        <header class="kb-header">
            <div class="kb-header__binnen">
                <a class="kb-header__merk" href=Pagina::Overzicht.pad()>
                    <Teken />
                    <span>{t!(i18n, shell.naam)}</span>
                </a>
                <div class="kb-header__organisatie"></div>
                <div class="kb-header__hulp">
                    {persoon}
                    <Taalknop />
                    {uitloggen}
                </div>
            </div>
        </header>
    }
}

/// A sheet with a person's lines on it.
#[component]
fn Teken() -> impl IntoView {
    view! {
        <svg class="kb-header__teken" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <rect x="3" y="3" width="26" height="26" rx="6" fill="currentColor" />
            <g fill="none" stroke="var(--kb-color-on-accent, #fff)" stroke-width="2.5" stroke-linecap="round">
                <circle cx="12" cy="12" r="3.25" />
                <path d="M7.5 23c0-3 2-5 4.5-5s4.5 2 4.5 5M20 10.5h4.5M20 16h4.5M20 21.5h4.5" />
            </g>
        </svg>
    }
}

/// Goes to the other language; its text is in that language.
#[component]
fn Taalknop() -> impl IntoView {
    let i18n = use_i18n();
    let andere = move || if i18n.taal() == Taal::Nl { Taal::En.code() } else { Taal::Nl.code() };
    view! {
        <button type="button" class="kb-knop kb-knop--stil kb-header__taal" lang=andere on:click=move |_| i18n.wissel()>
            {t!(i18n, shell.andere_taal)}
        </button>
    }
}

/// The navigation: a column on a wide screen, behind a button on a phone.
#[component]
pub fn Menu() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    let plaats = use_location();
    let open = RwSignal::new(false);
    // A choice was made.
    Effect::new(move || {
        plaats.pathname.track();
        open.set(false);
    });
    let bij_toets = move |toets: KeyboardEvent| {
        if toets.key() == "Escape" && open.get_untracked() {
            open.set(false);
            pagina::focus_op(KNOP);
        }
    };
    let toon = Memo::new(move |_| sessie.inlog() == Inlog::Ingelogd);
    let inbox = inbox::gebruik();
    let ongelezen = move || {
        let aantal = inbox.ongelezen();
        (aantal > 0).then(|| {
            let tekst = vul(t_string!(i18n, shell.ongelezen), &[("aantal", &aantal.to_string())]);
            view! { <span class="kb-merk">{tekst}</span> }
        })
    };
    let menu = move || {
        view! {
            <nav class="kb-nav" aria-label=t!(i18n, shell.hoofdmenu) on:keydown=bij_toets>
                <button
                    type="button"
                    class="kb-knop kb-knop--stil kb-nav__knop"
                    id=KNOP
                    aria-expanded=move || open.get().to_string()
                    aria-controls=LIJST
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {t!(i18n, shell.menu)}
                </button>
                <ul class="kb-nav__lijst" class=("kb-nav__lijst--open", open) id=LIJST>
                    <li>
                        <A href=Pagina::Overzicht.pad() exact=true attr:class="kb-nav__link">
                            {t!(i18n, shell.overzicht)}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Klantbeeld.pad() attr:class="kb-nav__link">
                            {t!(i18n, shell.mijn_gegevens)}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Inzage.pad() attr:class="kb-nav__link">
                            {t!(i18n, inzage.titel)}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Verzoeken.pad() attr:class="kb-nav__link">
                            {t!(i18n, shell.verzoeken)}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Correcties.pad() attr:class="kb-nav__link">
                            {t!(i18n, shell.correcties)}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Berichten.pad() attr:class="kb-nav__link">
                            {t!(i18n, shell.berichten)}
                            {ongelezen}
                        </A>
                    </li>
                    <li>
                        <A href=Pagina::Verwerkingsactiviteiten.pad() attr:class="kb-nav__link">
                            {t!(i18n, activiteiten.titel)}
                        </A>
                    </li>
                </ul>
            </nav>
        }
    };
    move || toon.get().then(menu)
}
