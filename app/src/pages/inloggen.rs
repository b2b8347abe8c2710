//! What one can do here, and the way in.

use crate::api;
use crate::components::melding::{Melding, Toon};
use crate::page::Page;
use crate::taal::{t, t_signal, t_string, use_i18n};
use contract::routes::Pagina as Pad;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let fout = move || query.with(|query| query.get("fout"));
    let terug =
        move || query.with(|query| query.get("terug")).unwrap_or_else(|| Pad::Overzicht.pad().to_owned());
    let start = move || api::start_url(&terug(), i18n.taal());
    view! {
        <Page titel=t_signal!(i18n, inloggen.titel)>
            {move || fout().map(|code| view! { <Mislukt code /> })}
            <p class="kb-inleiding">{t!(i18n, inloggen.inleiding)}</p>
            <ul class="kb-inloggen__punten">
                <li>{t!(i18n, inloggen.wat_zien)}</li>
                <li>{t!(i18n, inloggen.wat_bron)}</li>
                <li>{t!(i18n, inloggen.wat_onderzoek)}</li>
            </ul>
            <p>
                // The login is elsewhere: the router must let this link go.
                <a class="kb-knop kb-knop--primair" href=start rel="external">{t!(i18n, inloggen.knop)}</a>
            </p>
            <section>
                <h2>{t!(i18n, inloggen.uitleg_titel)}</h2>
                <p>{t!(i18n, inloggen.uitleg)}</p>
            </section>
        </Page>
    }
}

/// The login came back without a session: what happened and what to do. `code` is the one of the gateway.
#[component]
fn Mislukt(code: String) -> impl IntoView {
    let i18n = use_i18n();
    let tekst = move || match code.as_str() {
        "afgebroken" => t_string!(i18n, inloggen.fout_afgebroken),
        "verlopen" => t_string!(i18n, inloggen.fout_verlopen),
        "niveau" => t_string!(i18n, inloggen.fout_niveau),
        "bsn" => t_string!(i18n, inloggen.fout_bsn),
        "storing" => t_string!(i18n, inloggen.fout_storing),
        "namens" => t_string!(i18n, inloggen.fout_namens),
        _ => t_string!(i18n, inloggen.fout_anders),
    };
    let kop = t_signal!(i18n, inloggen.fout_titel);
    view! {
        <div role="alert">
            <Melding toon=Toon::Fout kop>
                <p>{tekst}</p>
            </Melding>
        </div>
    }
}
