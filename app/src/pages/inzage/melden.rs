//! "Dit klopt niet": the way from a use to a report about it, or to the report that was made.

use crate::activiteiten::{self, zoek};
use crate::api::verzoeken as api;
use crate::browser::pagina::in_query;
use crate::taal::{t, td_string, use_i18n, vul};
use contract::inzage::{Doorsoort, Gebruik};
use contract::routes::{Pagina, pagina_verzoek};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Nothing for what somebody looked at themselves.
#[component]
pub fn Melden(gebruik: Gebruik) -> impl IntoView {
    let i18n = use_i18n();
    let nummer = RwSignal::new(None::<String>);
    let adres = adres(&gebruik);
    let trace = trace(&gebruik).to_owned();
    if gebruik.door.soort != Doorsoort::Zelf {
        let vraag = api::gemeld();
        spawn_local(async move {
            // When it cannot be told, reporting again gives the same report.
            let regels = vraag.await.map(|gemeld| gemeld.regels).unwrap_or_default();
            let regel =
                regels.into_iter().find(|regel| regel.trace_id == trace && regel.bron == gebruik.bron);
            let _ = nummer.try_set(regel.map(|regel| regel.nummer));
        });
    }
    let zelf = gebruik.door.soort == Doorsoort::Zelf;
    move || match nummer.get() {
        _ if zelf => ().into_any(),
        Some(nummer) => {
            let zin = vul(td_string!(i18n.taal(), inzage.een.gemeld), &[("nummer", &nummer)]);
            view! { <p><a href=pagina_verzoek(&nummer)>{zin}</a></p> }.into_any()
        }
        None => view! {
            <p class="kb-niet-afdrukken">
                <a class="kb-knop" href=adres.clone()>{t!(i18n, inzage.een.klopt_niet)}</a>
            </p>
        }
        .into_any(),
    }
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

fn trace(gebruik: &Gebruik) -> &str {
    gebruik.id.split_once('-').map_or("", |(_, trace)| trace)
}
