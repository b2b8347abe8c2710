//! "In onderzoek": from the GBA code (category, group, element) to a boolean for each field it touches.

use serde_json::Value;

use super::datum::RuweDatum;
use super::lijst::{Groep, Voorkomen};

/// It was established that the person no longer lives at the address.
const VERBLIJFT_NIET_OP_ADRES: &str = "089999";

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
}
