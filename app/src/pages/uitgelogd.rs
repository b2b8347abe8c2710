//! After the session: that it is over, why, and how to come back.

use crate::page::Page;
use crate::taal::{t, t_signal, t_string, use_i18n};
use contract::routes::Pagina as Pad;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let verlopen = move || query.with(|query| query.get_str("reden") == Some("verlopen"));
    let opnieuw = move || {
        let terug = query.with(|query| query.get("terug")).unwrap_or_else(|| Pad::Overzicht.pad().to_owned());
        format!("{}?terug={}", Pad::Inloggen.pad(), crate::browser::pagina::in_query(&terug))
    };
    view! {
        <Page titel=t_signal!(i18n, uitgelogd.titel)>
            <p class="kb-inleiding">
                {move || if verlopen() { t_string!(i18n, uitgelogd.verlopen) } else { t_string!(i18n, uitgelogd.zelf) }}
            </p>
            <p>{t!(i18n, uitgelogd.gedeeld)}</p>
            <p>
                <a class="kb-knop kb-knop--primair" href=opnieuw>{t!(i18n, uitgelogd.opnieuw)}</a>
            </p>
        </Page>
    }
}
