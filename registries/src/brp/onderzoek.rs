//! "In onderzoek": from the GBA code (category, group, element) to a boolean for each field it touches.

use serde_json::{Value, json};
use std::collections::BTreeSet;

use super::datum::RuweDatum;
use super::lijst::{Groep, Voorkomen};

/// It was established that the person no longer lives at the address.
const VERBLIJFT_NIET_OP_ADRES: &str = "089999";
/// The same without its category: no element, and stronger than all.
const NIET_OP_ADRES: &str = "9999";

/// A running investigation into (a part of) one category.
#[derive(Clone, Copy)]
pub(crate) struct Onderzoek<'a> {
    code: &'a str,
    pub(crate) ingang: Option<RuweDatum>,
}

impl<'a> Onderzoek<'a> {
    /// The investigation of an occurrence (83.10, 83.20), unless it has ended (83.30).
    pub(crate) fn van(v: &'a Voorkomen) -> Option<Self> {
        let code = v.ruw("8310").filter(|code| code.len() == 6 && code.is_ascii())?;
        v.ruw("8330").is_none().then_some(Self { code, ingang: v.datum("8320") })
    }

    /// Whether one of the elements (`ggee`) is touched: the whole category, the whole group, or the element itself.
    pub(crate) fn raakt(self, elementen: &[&str]) -> bool {
        let deel = &self.code[2..];
        deel == "0000"
            || elementen.iter().any(|e| deel == *e || (deel.ends_with("00") && deel[..2] == e[..2]))
    }

    pub(crate) fn verblijft_niet_op_adres(self) -> bool {
        self.code == VERBLIJFT_NIET_OP_ADRES
    }

    /// As `raakt`, for fields that say where someone lives.
    pub(crate) fn raakt_verblijf(self, elementen: &[&str]) -> bool {
        self.verblijft_niet_op_adres() || self.raakt(elementen)
    }
}

/// The code for a set of elements: one by itself, several of one group as the group, more than that as the category.
pub(crate) fn code(categorie: &str, delen: &BTreeSet<String>) -> String {
    if delen.contains(NIET_OP_ADRES) {
        return format!("{categorie}{NIET_OP_ADRES}");
    }
    let groepen: BTreeSet<&str> = delen.iter().filter_map(|deel| deel.get(..2)).collect();
    match (delen.first(), groepen.first()) {
        (Some(deel), _) if delen.len() == 1 => format!("{categorie}{deel}"),
        (_, Some(groep)) if groepen.len() == 1 => format!("{categorie}{groep}00"),
        _ => format!("{categorie}0000"),
    }
}

/// Marks elements of an occurrence since a day, beside what is in onderzoek of it already. None is no mark.
pub(crate) fn met_merk<'a>(
    v: &mut Voorkomen,
    categorie: &str,
    delen: impl Iterator<Item = &'a str>,
    ingang: &str,
) {
    let mut delen: BTreeSet<String> = delen.map(str::to_owned).collect();
    if delen.is_empty() {
        return;
    }
    let mut ingang = ingang.replace('-', "");
    if let Some(eerder) = Onderzoek::van(v) {
        delen.insert(eerder.code[2..].to_owned());
        ingang = v.ruw("8320").map_or(ingang.clone(), |sinds| ingang.min(sinds.to_owned()));
    }
    v.0.insert("8310".into(), json!(code(categorie, &delen)));
    v.0.insert("8320".into(), json!(ingang));
    v.0.remove("8330");
}

/// Fields and the elements they are made of.
pub(crate) type Velden = [(&'static str, &'static [&'static str])];

pub(crate) const NAAM: &Velden = &[
    ("voornamen", &["0210"]),
    ("adellijkeTitelPredicaat", &["0220"]),
    ("voorvoegsel", &["0230"]),
    ("geslachtsnaam", &["0240"]),
    ("voorletters", &["0210"]),
];
pub(crate) const NAAM_PERSOON: &Velden = &[
    ("voornamen", &["0210"]),
    ("adellijkeTitelPredicaat", &["0220"]),
    ("voorvoegsel", &["0230"]),
    ("geslachtsnaam", &["0240"]),
    ("voorletters", &["0210"]),
    ("volledigeNaam", &["0210", "0220", "0230", "0240", "0410"]),
    ("aanduidingNaamgebruik", &["6110"]),
];
pub(crate) const GEBOORTE: &Velden = &[("datum", &["0310"]), ("plaats", &["0320"]), ("land", &["0330"])];

/// The `inOnderzoek` of a group with one date, or nothing when no field of it is touched.
pub(crate) fn groep(onderzoek: Option<Onderzoek<'_>>, velden: &Velden) -> Option<Value> {
    met_datum(onderzoek, velden, "datumIngangOnderzoek", Onderzoek::raakt)
}

/// As [`groep`], for the groups on where someone lives (which 089999 touches as a whole).
pub(crate) fn groep_verblijf(onderzoek: Option<Onderzoek<'_>>, velden: &Velden) -> Option<Value> {
    met_datum(onderzoek, velden, "datumIngangOnderzoek", Onderzoek::raakt_verblijf)
}

fn met_datum<'a>(
    onderzoek: Option<Onderzoek<'a>>,
    velden: &Velden,
    datumveld: &str,
    raakt: fn(Onderzoek<'a>, &[&str]) -> bool,
) -> Option<Value> {
    let mut deel = Groep::default();
    voeg_toe(&mut deel, onderzoek, velden, datumveld, raakt);
    deel.klaar()
}

/// Adds the touched fields and, when there are any, the date under its own name.
pub(crate) fn voeg_toe<'a>(
    doel: &mut Groep,
    onderzoek: Option<Onderzoek<'a>>,
    velden: &Velden,
    datumveld: &str,
    raakt: fn(Onderzoek<'a>, &[&str]) -> bool,
) {
    let Some(onderzoek) = onderzoek else { return };
    let geraakt: Vec<_> = velden.iter().filter(|(_, elementen)| raakt(onderzoek, elementen)).collect();
    for (veld, _) in &geraakt {
        doel.zet(veld, Some(true));
    }
    if !geraakt.is_empty() {
        doel.datum(datumveld, onderzoek.ingang);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn velden(code: &str, velden: &Velden) -> Vec<String> {
        let v = Voorkomen(json!({"8310": code, "8320": "20020701"}).as_object().unwrap().clone());
        let groep = groep(Onderzoek::van(&v), velden).unwrap_or(json!({}));
        let mut geraakt: Vec<_> = groep.as_object().unwrap().keys().cloned().collect();
        let datum = geraakt.iter().position(|k| k == "datumIngangOnderzoek").map(|i| geraakt.remove(i));
        assert_eq!(datum.is_some(), !geraakt.is_empty(), "the date goes with the fields");
        geraakt
    }

    #[test]
    fn de_code_raakt_de_velden_en_wat_ervan_is_afgeleid() {
        let alles = vec![
            "aanduidingNaamgebruik",
            "adellijkeTitelPredicaat",
            "geslachtsnaam",
            "volledigeNaam",
            "voorletters",
            "voornamen",
            "voorvoegsel",
        ];
        assert_eq!(velden("010000", NAAM_PERSOON), alles);
        assert_eq!(velden("010200", NAAM_PERSOON), alles[1..].to_vec());
        assert_eq!(velden("010210", NAAM_PERSOON), ["volledigeNaam", "voorletters", "voornamen"]);
        assert_eq!(velden("010240", NAAM_PERSOON), ["geslachtsnaam", "volledigeNaam"]);
        assert_eq!(velden("010410", NAAM_PERSOON), ["volledigeNaam"]);
        assert_eq!(velden("016100", NAAM_PERSOON), ["aanduidingNaamgebruik"]);
        assert_eq!(velden("010310", NAAM_PERSOON), Vec::<String>::new());
        assert_eq!(velden("050210", NAAM), ["voorletters", "voornamen"]);
        assert_eq!(velden("010330", GEBOORTE), ["land"]);
        assert_eq!(velden("010300", GEBOORTE), ["datum", "land", "plaats"]);
    }

    #[test]
    fn een_beeindigd_onderzoek_telt_niet() {
        let v = json!({"8310": "010000", "8320": "20120920", "8330": "20120922"});
        assert!(Onderzoek::van(&Voorkomen(v.as_object().unwrap().clone())).is_none());
    }

    #[test]
    fn one_element_is_precise_and_several_are_their_group_or_category() {
        let met = |delen: &[&str]| code("09", &delen.iter().map(|deel| (*deel).to_owned()).collect());
        assert_eq!(met(&["0310"]), "090310");
        assert_eq!(met(&["0310", "0320"]), "090300");
        assert_eq!(met(&["0210", "0310"]), "090000");
        assert_eq!(met(&["0200", "0210"]), "090200");
        assert_eq!(met(&["0000", "0210"]), "090000");
        assert_eq!(met(&["9999", "1115"]), "099999");
    }

    #[test]
    fn a_mark_comes_beside_the_one_that_runs() {
        let v = |velden: Value| Voorkomen(velden.as_object().unwrap().clone());
        let mut geen = v(json!({"3550": "20300101"}));
        met_merk(&mut geen, "12", std::iter::empty(), "2026-11-22");
        assert_eq!(geen.ruw("8310"), None);
        met_merk(&mut geen, "12", ["3550"].into_iter(), "2026-11-22");
        assert_eq!((geen.ruw("8310"), geen.ruw("8320")), (Some("123550"), Some("20261122")));
        let mut lopend = v(json!({"8310": "123550", "8320": "20260101"}));
        met_merk(&mut lopend, "12", ["3570"].into_iter(), "2026-11-22");
        assert_eq!((lopend.ruw("8310"), lopend.ruw("8320")), (Some("123500"), Some("20260101")));
        let mut klaar = v(json!({"8310": "123550", "8320": "20260101", "8330": "20260201"}));
        met_merk(&mut klaar, "12", ["3570"].into_iter(), "2026-11-22");
        assert_eq!((klaar.ruw("8310"), klaar.ruw("8330")), (Some("123570"), None));
    }
}
