//! What may be asked. Everything that is wrong is named at once, and never repeated: a text may hold what must not be in a log.

mod waarde;

use super::inhoud::gelijk;
use contract::correctie::{Aanvulling, Aard, Correctieinhoud, Wijziging};
use contract::gegevensregister::Definitie;
use contract::klantbeeld::Waarde;
use contract::verzoek::TOELICHTING_MAX;
use contract::{Bsn, Taal};
use gegevensregister::{Register, Registratie};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

/// The longest text of a value, in characters.
pub(super) const WAARDE_MAX: usize = 1_000;
/// More than any group has.
const WIJZIGINGEN_MAX: usize = 200;
const SLEUTEL_MAX: usize = 200;

/// Something is wrong: where, and what to do about it (in Dutch).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bezwaar {
    /// A member of the content, or `wijzigingen.` with the id of a gegeven.
    pub naam: String,
    pub detail: &'static str,
}

impl Bezwaar {
    pub(super) fn nieuw(naam: &str, detail: &'static str) -> Self {
        Self { naam: naam.to_owned(), detail }
    }
}

/// What the register says of each group, by id. Made once.
pub struct Groepen(BTreeMap<String, BTreeMap<String, Definitie>>);

impl Groepen {
    pub fn van(register: &Register) -> Self {
        let groepen = register.weergave(Taal::Nl).registraties.into_iter().flat_map(|een| een.groepen);
        let gegevens = |gegevens: Vec<Definitie>| {
            gegevens.into_iter().map(|definitie| (definitie.id.clone(), definitie)).collect()
        };
        Self(groepen.map(|groep| (groep.id, gegevens(groep.gegevens))).collect())
    }
}

/// The registration that a group is of: its id begins the group's.
pub(super) fn registratie<'r>(register: &'r Register, groep: &str) -> Option<&'r Registratie> {
    register.registratie(groep.split('.').next()?)
}

#[derive(Default)]
struct Bezwaren(Vec<Bezwaar>);

impl Bezwaren {
    fn eis(&mut self, goed: bool, naam: &str, detail: &'static str) {
        if !goed {
            self.0.push(Bezwaar::nieuw(naam, detail));
        }
    }

    fn klaar<T>(self, goed: T) -> Result<T, Vec<Bezwaar>> {
        if self.0.is_empty() { Ok(goed) } else { Err(self.0) }
    }

    /// A text of a person: trimmed, with one kind of line end, without anything invisible.
    fn tekst(&mut self, naam: &str, tekst: &str) -> String {
        let tekst = tekst.replace("\r\n", "\n").trim().to_owned();
        self.eis(tekst.chars().count() <= TOELICHTING_MAX, naam, "Deze tekst is te lang.");
        self.eis(!tekst.contains(vreemd), naam, "In deze tekst staan tekens die niet mogen.");
        self.eis(!Bsn::staat_in(&tekst), naam, "Zet geen burgerservicenummer in deze tekst.");
        tekst
    }
}

/// A character that nobody types.
fn vreemd(teken: char) -> bool {
    teken.is_control() && !matches!(teken, '\n' | '\t')
}

/// A concept, tidied. It need not be complete, but it is about something that can be corrected, and not endless.
pub(super) fn concept(inhoud: Correctieinhoud, groepen: &Groepen) -> Result<Correctieinhoud, Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let Some(groep) = groepen.0.get(&inhoud.groep) else {
        return Err(vec![Bezwaar::nieuw("groep", "Deze gegevens kennen wij niet.")]);
    };
    let kan = groep.values().any(|definitie| definitie.corrigeerbaar);
    bezwaren.eis(kan, "groep", "Deze gegevens kunt u hier niet laten veranderen.");
    let sleutel = inhoud.voorkomen.as_deref();
    let sleutel_goed = sleutel.is_none_or(|een| {
        een.len() <= SLEUTEL_MAX && een.starts_with(&inhoud.groep) && !een.contains(vreemd)
    });
    bezwaren.eis(sleutel_goed, "voorkomen", "Dit hoort niet bij deze gegevens.");
    let aard_past = sleutel.is_some() || inhoud.aard == Aard::Ontbreekt;
    bezwaren.eis(aard_past, "voorkomen", "Kies waar het over gaat.");
    bezwaren.eis(inhoud.wijzigingen.len() <= WIJZIGINGEN_MAX, "wijzigingen", "Dit zijn er te veel.");
    let mut gezien = BTreeSet::new();
    for Wijziging { gegeven, huidig, voorstel } in &inhoud.wijzigingen {
        let naam =
            if groep.contains_key(gegeven) { format!("wijzigingen.{gegeven}") } else { "wijzigingen".into() };
        bezwaren.eis(groep.contains_key(gegeven), &naam, "Dit gegeven hoort niet bij deze gegevens.");
        bezwaren.eis(gezien.insert(gegeven), &naam, "Dit gegeven staat er twee keer.");
        let past = [huidig, voorstel].into_iter().flatten().all(|een| waarde::is_kort(een, WAARDE_MAX));
        bezwaren.eis(past, &naam, "Dit is te lang.");
    }
    let toelichting = bezwaren.tekst("toelichting", &inhoud.toelichting);
    let mut wijzigingen = inhoud.wijzigingen;
    if inhoud.aard == Aard::HoortNietBijMij {
        // The form takes all that is shown, also what no terugmelding can say: a drawing, a value that was not understood.
        wijzigingen.retain(|een| een.huidig.as_ref().is_some_and(waarde::is_te_zeggen));
    }
    bezwaren.klaar(Correctieinhoud { toelichting, wijzigingen, ..inhoud })
}

/// A concept that is handed in is complete, and asks for something that can be.
pub(super) fn indiening(
    inhoud: &Correctieinhoud,
    groepen: &Groepen,
    vandaag: Date,
) -> Result<(), Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let groep = groepen.0.get(&inhoud.groep);
    bezwaren.eis(!inhoud.toelichting.is_empty(), "toelichting", "Schrijf op waarom dit niet klopt.");
    bezwaren.eis(!inhoud.wijzigingen.is_empty(), "wijzigingen", "Kies minstens één gegeven.");
    for wijziging in &inhoud.wijzigingen {
        let naam = format!("wijzigingen.{}", wijziging.gegeven);
        match groep.and_then(|groep| groep.get(&wijziging.gegeven)) {
            None => bezwaren.eis(false, "wijzigingen", "Dit gegeven hoort niet bij deze gegevens."),
            Some(definitie) => keur(wijziging, definitie, inhoud, &naam, vandaag, &mut bezwaren),
        }
    }
    bezwaren.klaar(())
}

/// An answer to a question of the holder.
pub(super) fn aanvulling(aanvulling: &Aanvulling) -> Result<Aanvulling, Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let tekst = bezwaren.tekst("tekst", &aanvulling.tekst);
    bezwaren.eis(!tekst.is_empty(), "tekst", "Schrijf uw antwoord op.");
    bezwaren.klaar(Aanvulling { tekst })
}

fn keur(
    wijziging: &Wijziging,
    definitie: &Definitie,
    inhoud: &Correctieinhoud,
    naam: &str,
    vandaag: Date,
    bezwaren: &mut Bezwaren,
) {
    let Wijziging { huidig, voorstel, .. } = wijziging;
    if inhoud.aard == Aard::HoortNietBijMij {
        bezwaren.eis(voorstel.is_none(), naam, "Hier past geen nieuwe waarde bij.");
        // What is not there cannot be of somebody else.
        bezwaren.eis(huidig.as_ref().is_some_and(waarde::is_te_zeggen), naam, "Dit staat er niet (meer).");
        return;
    }
    bezwaren.eis(definitie.corrigeerbaar, naam, "Dit gegeven kunt u hier niet laten veranderen.");
    let nieuw_voorkomen = inhoud.voorkomen.is_none();
    bezwaren.eis(!nieuw_voorkomen || is_leeg(huidig.as_ref()), naam, "Hier kan nog niets staan.");
    if inhoud.aard == Aard::Ontbreekt && voorstel.is_none() {
        return bezwaren.eis(false, naam, "Vul in wat er moet staan.");
    }
    if gelijk(huidig.as_ref(), voorstel.as_ref()) {
        return bezwaren.eis(false, naam, "Dit is hetzelfde als wat er nu staat.");
    }
    if let Some(Err(detail)) = voorstel.as_ref().map(|een| waarde::keur(een, definitie, vandaag)) {
        bezwaren.eis(false, naam, detail);
    }
}

fn is_leeg(waarde: Option<&Waarde>) -> bool {
    matches!(waarde, None | Some(Waarde::Leeg))
}

#[cfg(test)]
mod tests;
