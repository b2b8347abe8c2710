//! Searching in all that is known: in the memory of the browser, and nowhere else. Pure; how a text is stripped of its
//! diacritics comes in.

use crate::klantbeeld::ordening::groepblokken;
use crate::klantbeeld::vorm::{Opmaak, Vorm, vorm};
use contract::gegevensregister::Gegevensregister;
use contract::klantbeeld::Bronbeeld;
use std::sync::Arc;

/// More than this nobody reads; the number found is told all the same.
pub const MEESTE: usize = 50;

/// A value as it can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vondst {
    pub naam: String,
    /// Absent: it is hidden until asked for.
    pub waarde: Option<String>,
    pub thema: String,
    pub groep: String,
    /// Ids: of the group, of the gegeven and the key of its occurrence.
    pub groep_id: String,
    pub gegeven_id: String,
    pub sleutel: String,
    /// What is searched in.
    kaal: String,
}

/// Every value of these answers, in the order of the page.
pub fn vondsten(
    register: &Gegevensregister,
    antwoorden: &[Arc<Bronbeeld>],
    opmaak: &dyn Opmaak,
    kaal: &dyn Fn(&str) -> String,
) -> Vec<Vondst> {
    let mut uit = Vec::new();
    for thema in &register.themas {
        for registratie in &register.registraties {
            for beeld in antwoorden.iter().filter(|beeld| beeld.registratie == registratie.id) {
                for blok in groepblokken(registratie, &thema.id, beeld) {
                    for voorkomen in &blok.voorkomens {
                        for rij in &voorkomen.rijen {
                            let waarde = match vorm(&rij.gegeven.waarde, &rij.definitie, opmaak) {
                                Vorm::Bsn(_) => None,
                                vorm => Some(vorm.in_een_regel()),
                            };
                            let [naam, groep] = [&rij.definitie.naam, &blok.groep.naam];
                            let tekst =
                                [naam, " ", waarde.as_deref().unwrap_or_default(), " ", groep].concat();
                            uit.push(Vondst {
                                naam: naam.clone(),
                                waarde,
                                thema: thema.naam.clone(),
                                groep: groep.clone(),
                                groep_id: blok.groep.id.clone(),
                                gegeven_id: rij.definitie.id.clone(),
                                sleutel: voorkomen.sleutel.clone(),
                                kaal: letters(&kaal(&tekst)),
                            });
                        }
                    }
                }
            }
        }
    }
    uit
}

/// Those in which every word of the question stands. `vraag` is stripped as they are; without a word nothing is found.
pub fn zoek<'a>(vondsten: &'a [Vondst], vraag: &str) -> Vec<&'a Vondst> {
    let woorden: Vec<String> =
        vraag.split_whitespace().map(letters).filter(|woord| !woord.is_empty()).collect();
    let past = |vondst: &&Vondst| woorden.iter().all(|woord| vondst.kaal.contains(woord));
    if woorden.is_empty() { Vec::new() } else { vondsten.iter().filter(past).collect() }
}

/// Letters and digits only: people write a number plate, a postal code or an amount in more than one way. Beyond ASCII all
/// but spaces stays: the tables that tell letters from signs weigh more than they bring.
fn letters(tekst: &str) -> String {
    let telt = |teken: &char| teken.is_ascii_alphanumeric() || !(teken.is_ascii() || teken.is_whitespace());
    tekst.chars().filter(telt).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, register, tekst, voorkomen};
    use crate::klantbeeld::vorm::proef::Kaal;
    use contract::gegevensregister::Soort;

    /// As the browser does it, for the letters of these tests.
    fn kaal(tekst: &str) -> String {
        tekst.to_lowercase().replace(['é', 'ë'], "e").replace('ç', "c")
    }

    fn alles() -> Vec<Vondst> {
        let mut register = register();
        register.registraties[0].groepen[0].gegevens[1].soort = Soort::Bsn;
        let beeld = beeld(vec![
            voorkomen(
                "brp.kinderen",
                "k1",
                vec![tekst("brp.kinderen.voornamen", "Noé Çelik"), tekst("brp.kinderen.plaats", "2511 CA")],
            ),
            voorkomen(
                "brp.naam",
                "n",
                vec![tekst("brp.naam.voornamen", "An"), tekst("brp.naam.voorvoegsel", "999970124")],
            ),
        ]);
        vondsten(&register, &[Arc::new(beeld)], &Kaal, &kaal)
    }

    fn gevonden(vraag: &str) -> Vec<String> {
        let alles = alles();
        zoek(&alles, &kaal(vraag)).into_iter().map(|vondst| vondst.gegeven_id.clone()).collect()
    }

    #[test]
    fn everything_is_there_in_the_order_of_the_page() {
        let alles = alles();
        let ids: Vec<&str> = alles.iter().map(|vondst| vondst.gegeven_id.as_str()).collect();
        assert_eq!(
            ids,
            ["brp.naam.voornamen", "brp.naam.voorvoegsel", "brp.kinderen.voornamen", "brp.kinderen.plaats"]
        );
        assert_eq!((alles[2].thema.as_str(), alles[2].sleutel.as_str()), ("gezin", "k1"));
    }

    #[test]
    fn diacritics_capitals_and_the_order_of_the_words_do_not_matter() {
        assert_eq!(gevonden("celik NOE"), ["brp.kinderen.voornamen"]);
        assert_eq!(gevonden("noë"), ["brp.kinderen.voornamen"]);
        assert_eq!(gevonden("voornamen"), ["brp.naam.voornamen", "brp.kinderen.voornamen"], "by its name");
        assert_eq!(gevonden("kinderen noe"), ["brp.kinderen.voornamen"], "by its group");
        assert!(gevonden("celik an").is_empty(), "every word must be there");
    }

    #[test]
    fn spaces_and_hyphens_within_a_value_do_not_matter() {
        for vraag in ["2511CA", "2511 ca", "25-11-CA"] {
            assert_eq!(gevonden(vraag), ["brp.kinderen.plaats"], "{vraag}");
        }
    }

    #[test]
    fn without_a_word_nothing_is_found() {
        assert!(gevonden("").is_empty());
        assert!(gevonden("  ").is_empty());
        assert!(gevonden(" - ").is_empty());
    }

    #[test]
    fn a_bsn_is_neither_found_nor_shown() {
        assert!(gevonden("999970124").is_empty());
        assert!(gevonden("9999").is_empty());
        let alles = alles();
        assert_eq!(zoek(&alles, "voorvoegsel")[0].waarde, None, "but its place is found");
    }
}
