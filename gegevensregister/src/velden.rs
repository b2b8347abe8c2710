//! From pointers to the `fields` that Haal Centraal is asked for.

use crate::register::Groep;
use crate::wijzer::{Stap, Wijzer};
use std::collections::BTreeSet;

/// The most `fields` one request may have (BRP API Personen 2.7.0, `PersonenQuery.fields`).
pub(crate) const MEESTE_VELDEN: usize = 130;

/// The paths to ask: a group that has everything of its place is asked by that place, another by its gegevens.
/// A path below another one is left out, because the standard gives all that stands below a path that is asked.
pub(crate) fn velden(groepen: &[Groep], levert: &[Wijzer]) -> Vec<String> {
    let levert = levert.iter().map(|wijzer| pad(&[wijzer]));
    let alle: BTreeSet<String> = groepen.iter().flat_map(velden_van).chain(levert).collect();
    let onder_een_ander = |veld: &str| veld.match_indices('.').any(|(punt, _)| alle.contains(&veld[..punt]));
    alle.iter().filter(|veld| !onder_een_ander(veld)).cloned().collect()
}

/// Whether the standard could know such a path (`Field` in the same specification).
pub(crate) fn is_veld(tekst: &str) -> bool {
    let teken_mag = |teken: u8| teken.is_ascii_alphanumeric() || teken == b'.' || teken == b'_';
    (1..=200).contains(&tekst.len()) && tekst.bytes().all(teken_mag)
}

fn velden_van(groep: &Groep) -> Vec<String> {
    let gevraagd = groep.gegevens.iter().filter(|gegeven| !gegeven.automatisch);
    let wijzers = gevraagd.flat_map(|gegeven| &gegeven.wijzers);
    if groep.volledig {
        wijzers.take(1).map(|_| pad(&[&groep.wijzer])).collect()
    } else {
        wijzers.map(|wijzer| pad(&[&groep.wijzer, wijzer])).collect()
    }
}

/// Names joined by dots; a `*` has no place in `fields`.
fn pad(wijzers: &[&Wijzer]) -> String {
    let stappen = wijzers.iter().flat_map(|wijzer| wijzer.stappen());
    let namen = stappen.filter_map(|stap| match stap {
        Stap::Lid(naam) => Some(naam.as_str()),
        Stap::Elk => None,
    });
    namen.collect::<Vec<_>>().join(".")
}
