//! From a value on the wire to what a person reads. No browser in here: language, calendar and words come in
//! through [`Opmaak`], so that every rule below is tested on the host.

use contract::Datum;
use contract::gegevensregister::{Definitie, Soort};
use contract::klantbeeld::{Periode, Waarde};

/// How dates, numbers and the few fixed words read in the reader's language.
pub trait Opmaak {
    /// A full date, such as "15 november 1956".
    fn dag(&self, jaar: u16, maand: u8, dag: u8) -> String;
    /// A month of a year, such as "november 1956".
    fn maand(&self, jaar: u16, maand: u8) -> String;
    /// A number, given as digits with a point, as the language writes it.
    fn getal(&self, getal: &str) -> String;
    /// Euro cents as an amount of money. `None`: the reader has amounts hidden.
    fn bedrag(&self, centen: i64) -> Option<String>;
    /// A fixed word or phrase.
    fn woord(&self, woord: Woord<'_>) -> String;
}

/// The fixed words and phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woord<'a> {
    Onbekend,
    Ja,
    Nee,
    /// The source holds nothing here.
    Leeg,
    /// The source sent something we cannot read.
    NietBegrepen,
    /// A code that nobody gave a description for.
    Code(&'a str),
    Sinds(&'a str),
    Tot(&'a str),
    VanTot(&'a str, &'a str),
}

/// A value, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vorm {
    Tekst(String),
    /// Unknown at the source, or not understood: said in words, and set apart from real values.
    Onzeker(String),
    /// The lines of an address.
    Adres(Vec<String>),
    Lijst(Vec<String>),
    /// Citizen service numbers in groups; not shown until asked for.
    Bsn(Vec<String>),
    /// An amount that the reader has hidden.
    Bedekt,
}

/// What stands in the place of a hidden amount.
pub const BEDEKT: &str = "€\u{a0}•••";

impl Vorm {
    /// The value in one line.
    pub fn in_een_regel(&self) -> String {
        match self {
            Vorm::Tekst(tekst) | Vorm::Onzeker(tekst) => tekst.clone(),
            Vorm::Adres(regels) | Vorm::Lijst(regels) | Vorm::Bsn(regels) => regels.join(", "),
            Vorm::Bedekt => BEDEKT.into(),
        }
    }
}

/// The form of one value. `definitie` is what the register says about it.
pub fn vorm(waarde: &Waarde, definitie: &Definitie, opmaak: &dyn Opmaak) -> Vorm {
    match waarde {
        Waarde::Tekst { tekst } if definitie.soort == Soort::Bsn => Vorm::Bsn(vec![bsn_in_groepen(tekst)]),
        Waarde::Tekst { tekst } => Vorm::Tekst(tekst.clone()),
        Waarde::Getal { getal } => Vorm::Tekst(getal_tekst(&getal.to_string(), definitie, opmaak)),
        Waarde::Decimaal { decimaal } => Vorm::Tekst(getal_tekst(decimaal, definitie, opmaak)),
        Waarde::Bedrag { centen } => opmaak.bedrag(*centen).map_or(Vorm::Bedekt, Vorm::Tekst),
        Waarde::Datum { datum } => zeker_of_niet(datum_tekst(*datum, opmaak), *datum == Datum::Onbekend),
        Waarde::Periode { periode } => match periode_tekst(periode, opmaak) {
            Some(tekst) => Vorm::Tekst(tekst),
            None => Vorm::Onzeker(opmaak.woord(Woord::Onbekend)),
        },
        Waarde::Code { code, omschrijving } => code_vorm(code, omschrijving.as_deref(), definitie, opmaak),
        Waarde::JaNee { ja } => Vorm::Tekst(janee_tekst(*ja, definitie, opmaak)),
        Waarde::Adres { regels } => Vorm::Adres(regels.clone()),
        Waarde::Lijst { waarden } => {
            let lijst = if definitie.soort == Soort::Bsn { Vorm::Bsn } else { Vorm::Lijst };
            lijst(waarden.iter().map(|waarde| vorm(waarde, definitie, opmaak).in_een_regel()).collect())
        }
        // In words a drawing can say no more than what it is of.
        Waarde::Tekening { .. } => Vorm::Tekst(definitie.naam.clone()),
        Waarde::Leeg => Vorm::Onzeker(opmaak.woord(Woord::Leeg)),
        Waarde::NietBegrepen => Vorm::Onzeker(opmaak.woord(Woord::NietBegrepen)),
    }
}

/// A number with what it counts.
fn getal_tekst(getal: &str, definitie: &Definitie, opmaak: &dyn Opmaak) -> String {
    let getal = opmaak.getal(getal);
    // No line is broken between the two.
    definitie.eenheid.as_ref().map_or(getal.clone(), |eenheid| [&getal, "\u{a0}", eenheid].concat())
}

/// A date as far as the source knows it.
pub fn datum_tekst(datum: Datum, opmaak: &dyn Opmaak) -> String {
    match datum {
        Datum::Onbekend => opmaak.woord(Woord::Onbekend),
        Datum::Jaar { jaar } => jaar.to_string(),
        Datum::Maand { jaar, maand } => opmaak.maand(jaar, maand),
        Datum::Dag { jaar, maand, dag } => opmaak.dag(jaar, maand, dag),
    }
}

/// A period in words; `None` when neither its begin nor its end is known.
pub fn periode_tekst(periode: &Periode, opmaak: &dyn Opmaak) -> Option<String> {
    let tekst = |datum: Option<Datum>| {
        datum.filter(|datum| *datum != Datum::Onbekend).map(|datum| datum_tekst(datum, opmaak))
    };
    match (tekst(periode.van), tekst(periode.tot)) {
        (Some(van), Some(tot)) => Some(opmaak.woord(Woord::VanTot(&van, &tot))),
        (Some(van), None) => Some(opmaak.woord(Woord::Sinds(&van))),
        (None, Some(tot)) => Some(opmaak.woord(Woord::Tot(&tot))),
        (None, None) => None,
    }
}

/// The register's own words come first, then the source's, and without either the code itself: never an invention.
fn code_vorm(code: &str, omschrijving: Option<&str>, definitie: &Definitie, opmaak: &dyn Opmaak) -> Vorm {
    let bekend = definitie
        .waarden
        .get(code)
        .map(String::as_str)
        .or(omschrijving)
        .filter(|tekst| !tekst.trim().is_empty());
    match bekend {
        Some(tekst) => zeker_of_niet(tekst.to_owned(), tekst.eq_ignore_ascii_case("onbekend")),
        None => Vorm::Onzeker(opmaak.woord(Woord::Code(code))),
    }
}

/// The register may say what yes and no mean for this gegeven, under the keys `true` and `false`.
fn janee_tekst(ja: bool, definitie: &Definitie, opmaak: &dyn Opmaak) -> String {
    let eigen = definitie.waarden.get(if ja { "true" } else { "false" });
    eigen.cloned().unwrap_or_else(|| opmaak.woord(if ja { Woord::Ja } else { Woord::Nee }))
}

fn zeker_of_niet(tekst: String, onzeker: bool) -> Vorm {
    if onzeker { Vorm::Onzeker(tekst) } else { Vorm::Tekst(tekst) }
}

/// "999970124" as "9999 70 124"; whatever is not nine digits stays as it came.
fn bsn_in_groepen(tekst: &str) -> String {
    if tekst.len() == 9 && tekst.bytes().all(|teken| teken.is_ascii_digit()) {
        format!("{} {} {}", &tekst[..4], &tekst[4..6], &tekst[6..])
    } else {
        tekst.to_owned()
    }
}

#[cfg(test)]
pub mod proef {
    //! A plain [`Opmaak`] for tests.
    use super::{Opmaak, Woord};

    pub struct Kaal;

    impl Opmaak for Kaal {
        fn dag(&self, jaar: u16, maand: u8, dag: u8) -> String {
            format!("{dag}-{maand}-{jaar}")
        }
        fn maand(&self, jaar: u16, maand: u8) -> String {
            format!("{maand}-{jaar}")
        }
        fn getal(&self, getal: &str) -> String {
            getal.to_owned()
        }
        fn bedrag(&self, centen: i64) -> Option<String> {
            // Nobody has less than nothing here: that stands for an amount that is hidden.
            (centen >= 0).then(|| format!("€ {},{:02}", centen / 100, centen % 100))
        }
        fn woord(&self, woord: Woord<'_>) -> String {
            match woord {
                Woord::Onbekend => "onbekend".into(),
                Woord::Ja => "ja".into(),
                Woord::Nee => "nee".into(),
                Woord::Leeg => "niets".into(),
                Woord::NietBegrepen => "niet begrepen".into(),
                Woord::Code(code) => format!("code {code}"),
                Woord::Sinds(van) => format!("sinds {van}"),
                Woord::Tot(tot) => format!("tot {tot}"),
                Woord::VanTot(van, tot) => format!("van {van} tot {tot}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::proef::Kaal;
    use super::*;

    fn definitie(soort: Soort, waarden: &[(&str, &str)]) -> Definitie {
        Definitie {
            id: "brp.x".into(),
            naam: "X".into(),
            uitleg: String::new(),
            soort,
            corrigeerbaar: false,
            omweg: None,
            deelbaar: false,
            eenheid: None,
            waarden: waarden.iter().map(|(code, tekst)| ((*code).into(), (*tekst).into())).collect(),
        }
    }

    fn code(code: &str, omschrijving: Option<&str>) -> Waarde {
        Waarde::Code { code: code.into(), omschrijving: omschrijving.map(Into::into) }
    }

    #[test]
    fn a_date_is_shown_as_far_as_it_is_known() {
        let toon = |datum| vorm(&Waarde::Datum { datum }, &definitie(Soort::Datum, &[]), &Kaal);
        assert_eq!(toon(Datum::Dag { jaar: 1956, maand: 11, dag: 15 }), Vorm::Tekst("15-11-1956".into()));
        assert_eq!(toon(Datum::Maand { jaar: 1956, maand: 11 }), Vorm::Tekst("11-1956".into()));
        assert_eq!(toon(Datum::Jaar { jaar: 1956 }), Vorm::Tekst("1956".into()));
        assert_eq!(toon(Datum::Onbekend), Vorm::Onzeker("onbekend".into()));
    }

    #[test]
    fn a_code_reads_in_the_registers_words_then_the_sources_then_as_itself() {
        let eigen = definitie(Soort::Code, &[("P", "geregistreerd partnerschap")]);
        assert_eq!(
            vorm(&code("P", Some("GP")), &eigen, &Kaal),
            Vorm::Tekst("geregistreerd partnerschap".into())
        );
        assert_eq!(vorm(&code("H", Some("huwelijk")), &eigen, &Kaal), Vorm::Tekst("huwelijk".into()));
        assert_eq!(vorm(&code("27", None), &eigen, &Kaal), Vorm::Onzeker("code 27".into()));
        assert_eq!(vorm(&code("27", Some(" ")), &eigen, &Kaal), Vorm::Onzeker("code 27".into()));
        assert_eq!(vorm(&code("0000", Some("Onbekend")), &eigen, &Kaal), Vorm::Onzeker("Onbekend".into()));
    }

    #[test]
    fn yes_and_no_may_have_words_of_their_own() {
        let ja = Waarde::JaNee { ja: true };
        assert_eq!(vorm(&ja, &definitie(Soort::JaNee, &[]), &Kaal), Vorm::Tekst("ja".into()));
        let eigen = definitie(Soort::JaNee, &[("true", "staat onder curatele")]);
        assert_eq!(vorm(&ja, &eigen, &Kaal), Vorm::Tekst("staat onder curatele".into()));
        assert_eq!(vorm(&Waarde::JaNee { ja: false }, &eigen, &Kaal), Vorm::Tekst("nee".into()));
    }

    #[test]
    fn a_bsn_is_grouped_and_kept_apart_from_other_texts() {
        let tekst = |tekst: &str| Waarde::Tekst { tekst: tekst.into() };
        assert_eq!(
            vorm(&tekst("999970124"), &definitie(Soort::Bsn, &[]), &Kaal),
            Vorm::Bsn(vec!["9999 70 124".into()])
        );
        let twee = Waarde::Lijst { waarden: vec![tekst("999970124"), tekst("999970008")] };
        let hidden = Vorm::Bsn(vec!["9999 70 124".into(), "9999 70 008".into()]);
        assert_eq!(
            vorm(&twee, &definitie(Soort::Bsn, &[]), &Kaal),
            hidden,
            "a list of numbers is hidden as one is"
        );
        assert_eq!(
            vorm(&tekst("99997é"), &definitie(Soort::Bsn, &[]), &Kaal),
            Vorm::Bsn(vec!["99997é".into()])
        );
        assert_eq!(
            vorm(&tekst("999970124"), &definitie(Soort::Tekst, &[]), &Kaal),
            Vorm::Tekst("999970124".into())
        );
    }

    #[test]
    fn what_is_empty_or_was_not_understood_is_said() {
        let toon = |waarde| vorm(&waarde, &definitie(Soort::Tekst, &[]), &Kaal);
        assert_eq!(toon(Waarde::NietBegrepen), Vorm::Onzeker("niet begrepen".into()));
        assert_eq!(toon(Waarde::Leeg), Vorm::Onzeker("niets".into()));
    }

    #[test]
    fn a_number_stands_before_what_it_counts() {
        let vierkant = Definitie { eenheid: Some("m²".into()), ..definitie(Soort::Getal, &[]) };
        let honderd = Waarde::Getal { getal: 100 };
        assert_eq!(vorm(&honderd, &vierkant, &Kaal), Vorm::Tekst("100\u{a0}m²".into()));
        assert_eq!(vorm(&honderd, &definitie(Soort::Getal, &[]), &Kaal), Vorm::Tekst("100".into()));
        let breuk = Waarde::Decimaal { decimaal: "4.6".into() };
        assert_eq!(vorm(&breuk, &vierkant, &Kaal), Vorm::Tekst("4.6\u{a0}m²".into()));
    }

    #[test]
    fn an_amount_that_is_hidden_keeps_its_place_only() {
        let toon = |centen| vorm(&Waarde::Bedrag { centen }, &definitie(Soort::Bedrag, &[]), &Kaal);
        assert_eq!(toon(1250), Vorm::Tekst("€ 12,50".into()));
        assert_eq!(toon(-1), Vorm::Bedekt);
        assert_eq!(toon(-1).in_een_regel(), "€\u{a0}•••");
    }

    #[test]
    fn a_list_shows_each_value_in_its_own_form() {
        let lijst = Waarde::Lijst { waarden: vec![code("A", None), Waarde::Getal { getal: 3 }] };
        let eigen = definitie(Soort::Lijst, &[("A", "beide ouders")]);
        assert_eq!(vorm(&lijst, &eigen, &Kaal), Vorm::Lijst(vec!["beide ouders".into(), "3".into()]));
    }

    #[test]
    fn a_period_says_which_of_its_ends_are_known() {
        let jaar = |jaar| Some(Datum::Jaar { jaar });
        let tekst = |van, tot| periode_tekst(&Periode { van, tot }, &Kaal);
        assert_eq!(tekst(jaar(2001), jaar(2010)).as_deref(), Some("van 2001 tot 2010"));
        assert_eq!(tekst(jaar(2001), None).as_deref(), Some("sinds 2001"));
        assert_eq!(tekst(None, jaar(2010)).as_deref(), Some("tot 2010"));
        assert_eq!(tekst(None, None), None);
        assert_eq!(tekst(Some(Datum::Onbekend), None), None, "since unknown says nothing");
    }
}
