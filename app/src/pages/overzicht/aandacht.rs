//! What needs attention: the tips that hold for this person, from every source that is in.

use super::tips::{Treffer, na_elkaar, treffers};
use crate::browser::intl;
use crate::components::bronnen::noem;
use crate::components::groep::naar_groep;
use crate::components::icoon::Icoon;
use crate::components::melding::{Melding, Toon};
use crate::klantbeeld::lezer::{Lezer, lezer};
use crate::klantbeeld::ordening::definitie;
use crate::klantbeeld::vorm::{datum_tekst, vorm};
use crate::klantbeeld::{self, Klantbeeld};
use crate::taal::{t, td_string, use_i18n, vul};
use contract::gegevensregister::{self as register, Gegevensregister};
use leptos::prelude::*;

/// A tip in words.
#[derive(Clone, PartialEq)]
struct Regel {
    toon: register::Toon,
    kop: String,
    tekst: String,
    /// Where what it is about stands.
    naar: Option<String>,
}

#[component]
pub fn Aandacht() -> impl IntoView {
    let i18n = use_i18n();
    let klantbeeld = klantbeeld::gebruik();
    let telling = klantbeeld.telling();
    let regels = regels(klantbeeld);
    let tips = move || regels.get().into_iter().map(melding).collect_view();
    let slot = move || slotzin(klantbeeld, regels.read().is_empty(), lezer());
    view! {
        <section class="kb-aandacht" aria-labelledby="aandacht">
            <h2 id="aandacht">{t!(i18n, overzicht.aandacht)}</h2>
            <div aria-busy=move || (!telling.read().onderweg.is_empty()).to_string()>
                <ul class="kb-tips">{tips}</ul>
                <p class="kb-zacht">{slot}</p>
            </div>
        </section>
    }
}

/// The tips that hold by what is in. While sources are under way, one that comes in later stands below those that are
/// there; when all are in, the most urgent stands first.
fn regels(klantbeeld: Klantbeeld) -> Memo<Vec<Regel>> {
    let (antwoorden, telling) = (klantbeeld.antwoorden(), klantbeeld.telling());
    let eerder = StoredValue::new(Vec::new());
    Memo::new(move |_| {
        let Some(register) = klantbeeld.register() else { return Vec::new() };
        let (antwoorden, lezer) = (antwoorden.read(), lezer());
        // The day that counts is the one on which the source answered, by the gateway's clock.
        let dag = |opgehaald: &str| intl::dag_van(opgehaald);
        let met_dag: Vec<_> =
            antwoorden.iter().filter_map(|beeld| Some((dag(&beeld.opgehaald_op)?, &**beeld))).collect();
        let mut gevonden = treffers(&register.tips, &met_dag);
        if telling.read().onderweg.is_empty() {
            eerder.set_value(Vec::new());
        }
        eerder.update_value(|eerder| na_elkaar(&mut gevonden, eerder));
        gevonden.iter().map(|treffer| regel(treffer, &register, lezer)).collect()
    })
}

fn regel(treffer: &Treffer, register: &Gegevensregister, lezer: Lezer) -> Regel {
    let datum = treffer.datum.map(|datum| datum_tekst(datum, &lezer)).unwrap_or_default();
    let wat = match treffer.wat {
        Some((id, waarde)) => {
            definitie(register, id).map(|definitie| vorm(waarde, definitie, &lezer).in_een_regel())
        }
        None => Some(groepnamen(&treffer.groepen, register, lezer)),
    };
    let waarden = [("datum", datum.as_str()), ("wat", &wat.unwrap_or_default())];
    let groep = treffer.groepen.first();
    Regel {
        toon: treffer.tip.toon,
        kop: vul(&treffer.tip.kop, &waarden),
        tekst: vul(&treffer.tip.tekst, &waarden),
        naar: groep.map(|groep| naar_groep(groep)),
    }
}

fn groepnamen(ids: &[&str], register: &Gegevensregister, lezer: Lezer) -> String {
    let groepen = register.registraties.iter().flat_map(|registratie| &registratie.groepen);
    let namen = groepen.filter(|groep| ids.contains(&groep.id.as_str())).map(|groep| groep.naam.clone());
    lezer.opsomming(&namen.collect::<Vec<_>>())
}

fn melding(regel: Regel) -> impl IntoView {
    let (toon, icoon) = match regel.toon {
        register::Toon::LetOp => (Toon::LetOp, Icoon::LetOp),
        register::Toon::Onderzoek => (Toon::LetOp, Icoon::Onderzoek),
        register::Toon::Geheim => (Toon::Info, Icoon::Slot),
        register::Toon::Info => (Toon::Info, Icoon::Info),
    };
    let bekijk = move || td_string!(lezer().0, overzicht.bekijk);
    let link = regel.naar.map(|naar| view! { <p><a href=naar>{bekijk}</a></p> });
    view! {
        <li>
            <Melding toon icoon kop=regel.kop onder_kop=true><p>{regel.tekst}</p>{link}</Melding>
        </li>
    }
}

/// What to say below the tips. That there is nothing may only be said when every source is in.
fn slotzin(klantbeeld: Klantbeeld, geen: bool, lezer: Lezer) -> String {
    let telling = klantbeeld.telling().get();
    let tot_nu_toe = if geen { td_string!(lezer.0, overzicht.tot_nu_toe) } else { "" };
    let (ids, sjabloon) = if !telling.onderweg.is_empty() {
        (telling.onderweg, td_string!(lezer.0, klantbeeld.stand.wacht))
    } else if !telling.ontbreekt.is_empty() {
        (telling.ontbreekt, td_string!(lezer.0, overzicht.niet_nagekeken))
    } else {
        return if geen { td_string!(lezer.0, overzicht.niets).to_owned() } else { String::new() };
    };
    [tot_nu_toe, " ", &vul(sjabloon, &[("namen", &noem(klantbeeld, &ids, lezer))])].concat()
}
