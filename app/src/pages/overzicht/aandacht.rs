//! What needs attention: the tips that hold for this person.

use super::tips::{Tip, Treffer, tips};
use crate::browser::intl;
use crate::components::geladen::Geladen;
use crate::components::groep::deelnaam;
use crate::components::icoon::Icoon;
use crate::components::melding::{Melding, Toon};
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::ordening::{definitie, waarde};
use crate::klantbeeld::vorm::{datum_tekst, vorm};
use crate::klantbeeld::{self, Klantbeeld};
use crate::taal::{t, td_string, use_i18n, vul};
use contract::gegevensregister::Gegevensregister;
use contract::klantbeeld::Bronbeeld;
use contract::routes::Pagina;
use leptos::prelude::*;
use leptos_router::components::A;
use std::sync::Arc;

#[component]
pub fn Aandacht() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let goed = move |brp: Arc<Bronbeeld>| gevonden(klantbeeld, &brp);
    view! {
        <section class="kb-aandacht" aria-labelledby="aandacht">
            <h2 id="aandacht">{t!(i18n, overzicht.aandacht)}</h2>
            <Geladen registratie="brp".to_owned() goed regels=2 />
        </section>
    }
}

fn gevonden(klantbeeld: Klantbeeld, brp: &Bronbeeld) -> AnyView {
    let lezer = lezer();
    // The day that counts is the one on which the source answered, by the gateway's clock.
    let vandaag = intl::dag_van(&brp.opgehaald_op);
    let treffers = vandaag.map(|vandaag| tips(brp, vandaag)).unwrap_or_default();
    if treffers.is_empty() {
        return view! { <p class="kb-zacht">{td_string!(lezer.0, overzicht.niets)}</p> }.into_any();
    }
    let Some(register) = klantbeeld.register() else { return ().into_any() };
    let regels = treffers.into_iter().map(|treffer| regel(&treffer, brp, &register, lezer)).collect_view();
    view! { <ul class="kb-tips">{regels}</ul> }.into_any()
}

fn regel(
    treffer: &Treffer,
    brp: &Bronbeeld,
    register: &Gegevensregister,
    lezer: Lezer,
) -> impl IntoView + use<> {
    let (toon, icoon, kop, tekst) = teksten(treffer.tip, lezer);
    let datum = treffer.datum.map(|datum| datum_tekst(datum, &lezer)).unwrap_or_default();
    let wat = wat(treffer, brp, register, lezer);
    let waarden = [("datum", datum.as_str()), ("wat", &wat)];
    let kop = vul(kop, &waarden);
    let tekst = vul(tekst, &waarden);
    let naar =
        treffer.groepen.first().map(|groep| format!("{}#{}", Pagina::Klantbeeld.pad(), deelnaam(groep)));
    let link = naar.map(|naar| view! { <p><A href=naar>{td_string!(lezer.0, overzicht.bekijk)}</A></p> });
    view! {
        <li>
            <Melding toon icoon kop onder_kop=true><p>{tekst}</p>{link}</Melding>
        </li>
    }
}

/// What it is about: for an investigation the names of the gegevens, for one gegeven its value.
fn wat(treffer: &Treffer, brp: &Bronbeeld, register: &Gegevensregister, lezer: Lezer) -> String {
    let mut definities = treffer.gegevens.iter().filter_map(|id| definitie(register, id));
    match treffer.tip {
        Tip::Onderzoek => {
            let groepen = register.registraties.iter().flat_map(|registratie| &registratie.groepen);
            let namen: Vec<String> = groepen
                .filter(|groep| treffer.groepen.contains(&groep.id))
                .map(|groep| groep.naam.clone())
                .collect();
            lezer.opsomming(&namen)
        }
        _ => definities
            .find_map(|definitie| Some(vorm(waarde(brp, &definitie.id)?, definitie, &lezer).in_een_regel()))
            .unwrap_or_default(),
    }
}

fn teksten(tip: Tip, lezer: Lezer) -> (Toon, Icoon, &'static str, &'static str) {
    macro_rules! paar {
        ($toon:ident, $icoon:ident, $sleutel:ident) => {
            (
                Toon::$toon,
                Icoon::$icoon,
                td_string!(lezer.0, overzicht.tip.$sleutel.kop),
                td_string!(lezer.0, overzicht.tip.$sleutel.tekst),
            )
        };
    }
    match tip {
        Tip::NietOpAdres => paar!(LetOp, LetOp, niet_op_adres),
        Tip::Onderzoek => paar!(LetOp, Onderzoek, onderzoek),
        Tip::VerblijfstitelVoorbij => paar!(LetOp, LetOp, verblijfstitel_voorbij),
        Tip::Verblijfstitel => paar!(LetOp, LetOp, verblijfstitel),
        Tip::Opschorting => paar!(LetOp, LetOp, opschorting),
        Tip::Geheimhouding => paar!(Info, Slot, geheimhouding),
    }
}
