//! Who of the people in an answer is the one who asks, and what may be told of the others.

use super::super::hal::{Stuk, tekst};
use contract::Bsn;
use serde_json::Value;
use std::collections::BTreeSet;

/// Of the people and organisations with a right on a zaak: the rights of this person, without any other person in
/// them, and how many others there are.
pub(super) fn eigen_rechten(gerechtigden: Vec<Stuk>, bsn: &Bsn) -> (Vec<Stuk>, usize) {
    let (eigen, anderen): (Vec<Stuk>, Vec<Stuk>) =
        gerechtigden.into_iter().partition(|gerechtigde| is_van(gerechtigde, bsn));
    // Somebody may have more than one right. Who has no number is counted each time.
    let (met_nummer, zonder): (Vec<_>, Vec<_>) =
        anderen.iter().map(wie).partition(|(soort, nummer)| soort.is_some() && nummer.is_some());
    let aantal = met_nummer.into_iter().collect::<BTreeSet<_>>().len() + zonder.len();
    (eigen.into_iter().map(zonder_anderen).collect(), aantal)
}

/// The standard: only of a person who is registered in the BRP is the number a BSN. The same digits for another kind
/// of person are another number.
fn is_van(gerechtigde: &Stuk, bsn: &Bsn) -> bool {
    wie(gerechtigde) == (Some("ingeschreven_natuurlijk_persoon"), Some(bsn.cijfers()))
}

fn wie(gerechtigde: &Stuk) -> (Option<&str>, Option<&str>) {
    let persoon = gerechtigde.get("persoon").and_then(Value::as_object);
    let lid = |naam| persoon.and_then(|persoon| tekst(persoon, naam));
    (lid("type"), lid("identificatie"))
}

fn zonder_anderen(mut recht: Stuk) -> Stuk {
    if let Some(Value::Object(naam)) = recht.get_mut("tenaamstelling") {
        naam.remove("betrokkenPartner");
    }
    if let Some(Value::Object(canon)) = recht.get_mut("erfpachtCanon") {
        euros_of_anders(canon, "jaarlijksBedrag");
    }
    // The number has done its work: whose right it is, is known.
    if let Some(Value::Object(persoon)) = recht.get_mut("persoon") {
        persoon.remove("identificatie");
    }
    recht
}

/// Of who lent money or seized property only organisations are named: a person in that list is somebody else.
pub(super) fn alleen_organisaties(stukken: &mut [Stuk], lijst: &str) {
    for stuk in stukken {
        match stuk.get_mut(lijst) {
            Some(Value::Array(personen)) => personen.retain(is_organisatie),
            Some(_) => {
                stuk.remove(lijst);
            }
            None => {}
        }
    }
}

pub(super) fn alleen_euros(stukken: &mut [Stuk], bedrag: &str) {
    for stuk in stukken {
        euros_of_anders(stuk, bedrag);
    }
}

/// Old amounts are still registered in guilders. One that does not say that it is in euros is moved aside, so that
/// nobody takes it for that.
fn euros_of_anders(stuk: &mut Stuk, bedrag: &str) {
    let Some(Value::Object(bedrag)) = stuk.get_mut(bedrag) else { return };
    let munt = bedrag.get("valuta").and_then(|valuta| valuta.get("code"));
    if munt.and_then(Value::as_str) == Some("EUR") {
        return;
    }
    if let Some(som) = bedrag.remove("som") {
        bedrag.insert("somAndereMunt".into(), som.to_string().into());
    }
}

fn is_organisatie(persoon: &Value) -> bool {
    let soort = persoon.get("type").and_then(Value::as_str);
    matches!(soort, Some("ingeschreven_niet_natuurlijk_persoon" | "kadaster_niet_natuurlijk_persoon"))
}
