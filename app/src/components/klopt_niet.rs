//! "Klopt dit niet?" at a value, "Dit hoort niet bij mij" at a voorkomen and "Ontbreekt er iets?" at a group, and what became of it.

use crate::api::correcties as api;
use crate::components::gegeven::naar_gegeven;
use crate::correcties::{Mijn, Plek, nieuw, vorige};
use crate::klantbeeld::lezer::Lezer;
use crate::klantbeeld::vorm::vorm;
use crate::klantbeeld::{self, Klantbeeld};
use crate::taal::teksten::correcties::status as teksten;
use crate::taal::{Tekst, td_string, vul};
use contract::correctie::{Aard, Correctie, Correctiestatus, Gebeurtenis};
use contract::gegevensregister::{Definitie, Omweg, Soort};
use contract::klantbeeld::Waarde;
use contract::routes::pagina_correctie;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a status is called.
pub const fn status(status: Correctiestatus) -> &'static Tekst {
    match status {
        Correctiestatus::Concept => &teksten::concept,
        Correctiestatus::Ingediend => &teksten::ingediend,
        Correctiestatus::Ontvangen => &teksten::ontvangen,
        Correctiestatus::InOnderzoek => &teksten::in_onderzoek,
        Correctiestatus::InformatieGevraagd => &teksten::informatie_gevraagd,
        Correctiestatus::Aangevuld => &teksten::aangevuld,
        Correctiestatus::Doorgestuurd => &teksten::doorgestuurd,
        Correctiestatus::Toegewezen => &teksten::toegewezen,
        Correctiestatus::DeelsToegewezen => &teksten::deels_toegewezen,
        Correctiestatus::Afgewezen => &teksten::afgewezen,
        Correctiestatus::Verwerkt => &teksten::verwerkt,
        Correctiestatus::Ingetrokken => &teksten::ingetrokken,
    }
}

/// Whether the form has an input for it. A BSN is not corrected here: it is given out by the state, and never travels for nothing.
pub fn heeft_veld(definitie: &Definitie) -> bool {
    definitie.corrigeerbaar && !matches!(definitie.soort, Soort::Bsn | Soort::Lijst | Soort::Tekening)
}

/// What one can do about a value: in *Over dit gegeven*.
#[component]
pub fn KloptNiet(
    definitie: Definitie,
    plek: Plek,
    waarde: Waarde,
    houder: String,
    via_portaal: bool,
    lezer: Lezer,
) -> impl IntoView {
    let mijn = use_context::<Mijn>();
    if let Some(mijn) = mijn {
        mijn.vraag();
    }
    let kan = via_portaal && heeft_veld(&definitie);
    let adres = nieuw(&plek.groep, Some(&plek.sleutel), Some(&plek.gegeven), Aard::KloptNiet);
    let weg = match definitie.omweg.clone() {
        Some(omweg) if !kan => omleiding(omweg, lezer),
        _ => {
            let tekst = vul(td_string!(lezer.0, klopt_niet.elders), &[("houder", &houder)]);
            view! { <p>{tekst}</p> }.into_any()
        }
    };
    let mogelijk = {
        let plek = plek.clone();
        move || {
            let lopend = mijn.map(|mijn| mijn.lopend(&plek)).unwrap_or_default();
            let nieuw = (kan && lopend.is_empty()).then(|| {
                view! { <p><a href=adres.clone()>{td_string!(lezer.0, klopt_niet.vraag)}</a></p> }
            });
            (lopend.into_iter().map(|een| loopt(&een, lezer)).collect_view(), nieuw)
        }
    };
    view! {
        <div class="kb-niet-afdrukken">{mogelijk} {(!kan).then_some(weg)}</div>
        <Eerder definitie plek waarde lezer />
    }
}

/// What to correct instead.
fn omleiding(omweg: Omweg, lezer: Lezer) -> AnyView {
    let klantbeeld = klantbeeld::gebruik();
    let link = move |id: String| {
        let href = naar_gegeven(&id);
        let naam = move || naam_van(klantbeeld, &id);
        view! { <li><a href=href>{naam}</a></li> }
    };
    let links = (!omweg.gegevens.is_empty()).then(|| {
        view! {
            <p>{td_string!(lezer.0, klopt_niet.kijk_bij)}</p>
            <ul>{omweg.gegevens.into_iter().map(link).collect_view()}</ul>
        }
    });
    view! { <p>{omweg.tekst}</p> {links} }.into_any()
}

/// What a gegeven is called; its id until we know better.
fn naam_van(klantbeeld: Klantbeeld, id: &str) -> String {
    let register = klantbeeld.register();
    let gevonden = register.as_ref().and_then(|register| klantbeeld::ordening::definitie(register, id));
    gevonden.map_or_else(|| id.to_owned(), |definitie| definitie.naam.clone())
}

fn loopt(correctie: &Correctie, lezer: Lezer) -> AnyView {
    let zin = if correctie.status == Correctiestatus::Concept {
        td_string!(lezer.0, klopt_niet.concept).to_owned()
    } else {
        let status = status(correctie.status).in_taal(lezer.0);
        vul(td_string!(lezer.0, klopt_niet.loopt), &[("status", status)])
    };
    let naar = vul(td_string!(lezer.0, klopt_niet.bekijk), &[("nummer", &correctie.nummer)]);
    view! {
        <p>
            {zin} " " <a href=pagina_correctie(&correctie.nummer)>{naar}</a>
        </p>
    }
    .into_any()
}

/// Values that stood here until a correctie was carried out.
#[component]
fn Eerder(definitie: Definitie, plek: Plek, waarde: Waarde, lezer: Lezer) -> impl IntoView {
    let mijn = use_context::<Mijn>();
    let antwoorden = klantbeeld::gebruik().antwoorden();
    let verwerkt = RwSignal::new(Vec::<Correctie>::new());
    let nummers = {
        let plek = plek.clone();
        Memo::new(move |_| mijn.map(|mijn| mijn.verwerkt(&plek)).unwrap_or_default())
    };
    Effect::new(move || {
        for nummer in nummers.get() {
            spawn_local(async move {
                if let Ok(een) = api::correctie(&nummer).await {
                    // The page may be gone by now.
                    let _ = verwerkt.try_update(|verwerkt| {
                        verwerkt.retain(|ander| ander.nummer != een.nummer);
                        verwerkt.push(een);
                    });
                }
            });
        }
    });
    move || {
        let (verwerkt, antwoorden) = (verwerkt.read(), antwoorden.read());
        let regel = |een: &Correctie| {
            let oud = vorige(een, &plek, &waarde, &antwoorden)?;
            let op = een.stappen.iter().rfind(|stap| stap.wat == Gebeurtenis::Verwerkt)?;
            let oud = vorm(oud, &definitie, &lezer).in_een_regel();
            let dag = lezer.dag_van(&op.op);
            let zin = vul(td_string!(lezer.0, klopt_niet.eerder), &[("dag", &dag), ("waarde", &oud)]);
            let naar = pagina_correctie(&een.nummer);
            Some(view! { <li>{zin} " " <a href=naar>{een.nummer.clone()}</a></li> })
        };
        let regels: Vec<_> = verwerkt.iter().filter_map(regel).collect();
        (!regels.is_empty()).then(|| {
            view! {
                <p class="kb-gegeven__over-kop">{td_string!(lezer.0, klopt_niet.eerder_kop)}</p>
                <ul>{regels}</ul>
            }
        })
    }
}

/// At a voorkomen of a group that repeats.
pub fn niet_van_mij(groep: &str, sleutel: &str, wie: &str, lezer: Lezer) -> AnyView {
    let adres = nieuw(groep, Some(sleutel), None, Aard::HoortNietBijMij);
    link(adres, td_string!(lezer.0, klopt_niet.niet_van_mij), wie)
}

/// At a group. What is missing in a group that does not repeat is missing in its one voorkomen.
pub fn ontbreekt(groep: &str, voorkomen: Option<&str>, naam: &str, lezer: Lezer) -> AnyView {
    let adres = nieuw(groep, voorkomen, None, Aard::Ontbreekt);
    link(adres, td_string!(lezer.0, klopt_niet.ontbreekt), naam)
}

/// Many of these look alike: who only hears them hears what each is about.
fn link(adres: String, tekst: &'static str, over: &str) -> AnyView {
    let over = format!(" ({over})");
    view! {
        <p class="kb-niet-afdrukken kb-naar-correctie">
            <a href=adres>{tekst}<span class="kb-alleen-voorlezen">{over}</span></a>
        </p>
    }
    .into_any()
}
