//! What steps and organisations are called, and how a value of a correctie reads.

use crate::klantbeeld::Klantbeeld;
use crate::klantbeeld::lezer::Lezer;
use crate::klantbeeld::ordening::definitie;
use crate::klantbeeld::vorm::{Opmaak as _, vorm};
use crate::pages::verzoeken::woorden::organisatie;
use crate::taal::teksten::correcties::{aard as aarden, gebeurtenis as teksten};
use crate::taal::{Tekst, td_string};
use contract::Datum;
use contract::correctie::{Aard, Correctie, Correctiestap, Gebeurtenis};
use contract::klantbeeld::Waarde;
use contract::verzoek::Rol;

pub const fn gebeurtenis(wat: Gebeurtenis) -> &'static Tekst {
    match wat {
        Gebeurtenis::Ingediend => &teksten::ingediend,
        Gebeurtenis::Ontvangen => &teksten::ontvangen,
        Gebeurtenis::InOnderzoek => &teksten::in_onderzoek,
        Gebeurtenis::InformatieGevraagd => &teksten::informatie_gevraagd,
        Gebeurtenis::Aangevuld => &teksten::aangevuld,
        Gebeurtenis::Verlengd => &teksten::verlengd,
        Gebeurtenis::Doorgestuurd => &teksten::doorgestuurd,
        Gebeurtenis::Toegewezen => &teksten::toegewezen,
        Gebeurtenis::DeelsToegewezen => &teksten::deels_toegewezen,
        Gebeurtenis::Afgewezen => &teksten::afgewezen,
        Gebeurtenis::Verwerkt => &teksten::verwerkt,
        Gebeurtenis::Ingetrokken => &teksten::ingetrokken,
        Gebeurtenis::TermijnVerstreken => &teksten::termijn_verstreken,
    }
}

pub const fn aard(aard: Aard) -> &'static Tekst {
    match aard {
        Aard::KloptNiet => &aarden::klopt_niet,
        Aard::Ontbreekt => &aarden::ontbreekt,
        Aard::HoortNietBijMij => &aarden::niet_van_mij,
    }
}

/// Who took a step.
pub fn door(stap: &Correctiestap, lezer: Lezer) -> String {
    match (&stap.organisatie, stap.door) {
        (Some(id), _) => organisatie(id),
        (None, Rol::Burger) => td_string!(lezer.0, correcties.door.u).to_owned(),
        (None, Rol::Organisatie) => td_string!(lezer.0, correcties.door.organisatie).to_owned(),
        (None, Rol::Portaal) => td_string!(lezer.0, correcties.door.portaal).to_owned(),
    }
}

/// What a group is called; its id until we know better.
pub fn groep(klantbeeld: Klantbeeld, id: &str) -> String {
    let register = klantbeeld.register();
    let mut groepen =
        register.iter().flat_map(|register| &register.registraties).flat_map(|een| &een.groepen);
    groepen.find(|groep| groep.id == id).map_or_else(|| id.to_owned(), |groep| groep.naam.clone())
}

/// What a gegeven is called; its id until we know better.
pub fn gegeven(klantbeeld: Klantbeeld, id: &str) -> String {
    let register = klantbeeld.register();
    let gevonden = register.as_ref().and_then(|register| definitie(register, id));
    gevonden.map_or_else(|| id.to_owned(), |definitie| definitie.naam.clone())
}

/// What a correctie is about, in one line: the group and the values.
pub fn waarover(klantbeeld: Klantbeeld, correctie: &Correctie, lezer: Lezer) -> String {
    let inhoud = &correctie.inhoud;
    let naam = groep(klantbeeld, &inhoud.groep);
    if inhoud.wijzigingen.is_empty() || inhoud.aard == Aard::HoortNietBijMij {
        return naam;
    }
    let delen: Vec<String> = inhoud.wijzigingen.iter().map(|een| gegeven(klantbeeld, &een.gegeven)).collect();
    format!("{naam}: {}", lezer.opsomming(&delen))
}

/// A value in one line; nothing in words.
pub fn waarde(klantbeeld: Klantbeeld, gegeven: &str, waarde: Option<&Waarde>, lezer: Lezer) -> String {
    let niets = || td_string!(lezer.0, correcties.niets).to_owned();
    let Some(waarde) = waarde else { return niets() };
    let register = klantbeeld.register();
    let definitie = register.as_ref().and_then(|register| definitie(register, gegeven));
    definitie.map_or_else(niets, |definitie| vorm(waarde, definitie, &lezer).in_een_regel())
}

/// A last day.
pub fn dag(datum: Datum, lezer: Lezer) -> String {
    match datum {
        Datum::Dag { jaar, maand, dag } => lezer.dag(jaar, maand, dag),
        _ => String::new(),
    }
}
