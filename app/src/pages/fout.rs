//! What stands in the place of a page when we cannot show it.

use crate::page::Page;
use crate::session;
use crate::taal::{t, t_signal, use_i18n};
use leptos::prelude::*;

/// The gateway could not say whether somebody is logged in.
#[component]
pub fn SessieStoring() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    view! {
        <Page titel=t_signal!(i18n, fout.sessie_titel)>
            <p>{t!(i18n, fout.sessie)}</p>
            <p>
                <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| sessie.probeer_opnieuw()>
                    {t!(i18n, fout.opnieuw)}
                </button>
            </p>
        </Page>
    }
}

/// The person pressed "Uitloggen" and the gateway did not confirm it.
#[component]
pub fn UitloggenMislukt() -> impl IntoView {
    let i18n = use_i18n();
    let sessie = session::gebruik();
    view! {
        <Page titel=t_signal!(i18n, fout.uitloggen_titel)>
            <p role="alert">{t!(i18n, fout.uitloggen)}</p>
            <p>
                <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| sessie.log_uit()>
                    {t!(i18n, fout.opnieuw)}
                </button>
            </p>
        </Page>
    }
}

/// The part of the app with the page in it did not come.
#[component]
pub fn PaginaNietGeladen(opnieuw: impl Fn() + Send + Sync + 'static) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page titel=t_signal!(i18n, fout.pagina_titel)>
            <p role="alert">{t!(i18n, fout.pagina)}</p>
            <p>
                <button type="button" class="kb-knop kb-knop--primair" on:click=move |_| opnieuw()>
                    {t!(i18n, fout.opnieuw)}
                </button>
            </p>
        </Page>
    }
}
