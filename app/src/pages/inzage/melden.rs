//! "Dit klopt niet": the way from a use to a report about it, or to the report that was made.

use super::staat::Staat;
use crate::activiteiten::{self, zoek};
use crate::browser::pagina::in_query;
use crate::inzage::tijdlijn::trace;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::Taal;
use contract::inzage::{Doorsoort, Gebruik};
use contract::routes::{Pagina, pagina_verzoek};
use leptos::prelude::*;

/// Nothing for what somebody looked at themselves.
#[component]
pub fn Melden(gebruik: Gebruik) -> impl IntoView {
    let i18n = use_i18n();
    let staat = Staat::gebruik();
    let adres = adres(&gebruik);
    move || match staat.melding(&gebruik) {
        _ if gebruik.door.soort == Doorsoort::Zelf => ().into_any(),
        Some(nummer) => melding(&nummer, i18n.taal()),
        None => view! {
            <p class="kb-niet-afdrukken">
                <a class="kb-knop" href=adres.clone()>{t!(i18n, inzage.een.klopt_niet)}</a>
            </p>
        }
        .into_any(),
    }
}

/// That a use was reported, and the way there.
pub fn melding(nummer: &str, taal: Taal) -> AnyView {
    let zin = vul(td_string!(taal, inzage.een.gemeld), &[("nummer", nummer)]);
    view! { <p><a href=pagina_verzoek(nummer)>{zin}</a></p> }.into_any()
}

/// The page of a new report, with what it is about.
fn adres(gebruik: &Gebruik) -> String {
    let organisatie = gebruik.door.organisatie.clone();
    let register = activiteiten::gebruik().nu().ok().flatten();
    let uri = register.zip(organisatie.as_deref().zip(gebruik.activiteit.as_deref()));
    let uri = uri.and_then(|(register, (organisatie, activiteit))| {
        zoek(&register, organisatie, activiteit).and_then(|(_, een)| een.uris.first().cloned())
    });
    let paren = [
        ("bron", Some(gebruik.bron.clone())),
        ("trace", Some(trace(gebruik).to_owned())),
        ("organisatie", organisatie),
        ("activiteit", uri),
        ("op", Some(gebruik.moment.clone())),
    ];
    let paren =
        paren.into_iter().filter_map(|(naam, waarde)| Some([naam, "=", &in_query(&waarde?)].concat()));
    [Pagina::NieuwVerzoek.pad(), "?", &paren.collect::<Vec<_>>().join("&")].concat()
}
