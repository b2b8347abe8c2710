//! A path that is no page.

use crate::page::Page;
use crate::taal::{t, t_signal, use_i18n};
use contract::routes::Pagina as Pad;
use leptos::prelude::*;

#[component]
pub fn Pagina() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Page titel=t_signal!(i18n, fout.niet_gevonden_titel)>
            <p>{t!(i18n, fout.niet_gevonden)}</p>
            <p>
                <a href=Pad::Overzicht.pad()>{t!(i18n, fout.naar_overzicht)}</a>
            </p>
        </Page>
    }
}
