//! One telling line per theme: which values of a registration say most. Pure, so that each line has a test.

use crate::klantbeeld::ordening::{self, groepblokken, voorkomens, waarde};
use crate::klantbeeld::vorm::{Opmaak, Vorm, vorm};
use contract::gegevensregister::{Definitie, Registratie};
use contract::klantbeeld::{Bronbeeld, Voorkomen, Waarde};

/// A part of a line. Parts that have nothing to say are left out.
enum Deel {
    /// The first of these gegevens that has a value.
    Waarde(&'static [&'static str]),
    /// The same, of the first occurrence of a group that has no value for the last: a partner who is not a former one.
    Lopend { groep: &'static str, gegeven: &'static str, geëindigd: &'static str },
    /// Date and place of birth.
    Geboren { datum: &'static str, plaats: &'static str },
    /// How many occurrences a group has.
    Kinderen { groep: &'static str },
}

/// What is told of a theme.
const REGELS: &[(&str, &[Deel])] = &[
    (
        "ik",
        &[
            Deel::Geboren { datum: "brp.geboorte.datum", plaats: "brp.geboorte.plaats" },
            Deel::Waarde(&["brp.nationaliteiten.nationaliteit"]),
        ],
    ),
    (
        "gezin",
        &[
            Deel::Lopend {
                groep: "brp.partners",
                gegeven: "brp.partners.soortVerbintenis",
                geëindigd: "brp.partners.ontbindingHuwelijkPartnerschap.datum",
            },
            Deel::Kinderen { groep: "brp.kinderen" },
        ],
    ),
    (
        "wonen",
        &[Deel::Waarde(&[
            "brp.aanschrijving.adresregels",
            "brp.adres.buitenland",
            "brp.adres.locatiebeschrijving",
        ])],
    ),
];

/// A part of the line, ready for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feit {
    Tekst(String),
    Geboren {
        datum: Option<String>,
        plaats: Option<String>,
    },
    Kinderen(usize),
    /// Names of groups, when no rule has anything to say; `meer` when there are others besides.
    Groepen {
        namen: Vec<String>,
        meer: bool,
    },
}

/// At most so many groups are named.
const GROEPEN: usize = 3;

/// The line of a theme as far as this registration tells it. Empty: it holds nothing under this theme.
pub fn samenvatting(
    registratie: &Registratie,
    thema: &str,
    beeld: &Bronbeeld,
    opmaak: &dyn Opmaak,
) -> Vec<Feit> {
    let delen = REGELS.iter().find(|(id, _)| *id == thema).map_or(&[][..], |(_, delen)| *delen);
    let feiten: Vec<Feit> = delen.iter().filter_map(|deel| feit(deel, registratie, beeld, opmaak)).collect();
    if feiten.is_empty() { groepen(registratie, thema, beeld).into_iter().collect() } else { feiten }
}

fn feit(deel: &Deel, registratie: &Registratie, beeld: &Bronbeeld, opmaak: &dyn Opmaak) -> Option<Feit> {
    let tekst = |id: &str| tekst(waarde(beeld, id)?, definitie(registratie, id)?, opmaak);
    match deel {
        Deel::Waarde(ids) => ids.iter().find_map(|id| tekst(id)).map(Feit::Tekst),
        Deel::Lopend { groep, gegeven, geëindigd } => {
            let lopend = voorkomens(beeld, groep).find(|voorkomen| van(voorkomen, geëindigd).is_none())?;
            self::tekst(van(lopend, gegeven)?, definitie(registratie, gegeven)?, opmaak).map(Feit::Tekst)
        }
        Deel::Geboren { datum, plaats } => {
            let (datum, plaats) = (tekst(datum), tekst(plaats));
            (datum.is_some() || plaats.is_some()).then_some(Feit::Geboren { datum, plaats })
        }
        Deel::Kinderen { groep } => {
            let aantal = voorkomens(beeld, groep).count();
            (aantal > 0).then_some(Feit::Kinderen(aantal))
        }
    }
}

fn definitie<'a>(registratie: &'a Registratie, id: &str) -> Option<&'a Definitie> {
    registratie.groepen.iter().flat_map(|groep| &groep.gegevens).find(|definitie| definitie.id == id)
}

fn van<'a>(voorkomen: &'a Voorkomen, id: &str) -> Option<&'a Waarde> {
    voorkomen.gegevens.iter().find(|gegeven| gegeven.id == id).map(|gegeven| &gegeven.waarde)
}

/// The value in one line, if it is a real one and not hidden.
fn tekst(waarde: &Waarde, definitie: &Definitie, opmaak: &dyn Opmaak) -> Option<String> {
    match vorm(waarde, definitie, opmaak) {
        Vorm::Onzeker(_) | Vorm::Bsn(_) => None,
        bekend => Some(bekend.in_een_regel()),
    }
}

fn groepen(registratie: &Registratie, thema: &str, beeld: &Bronbeeld) -> Option<Feit> {
    let met_inhoud =
        groepblokken(registratie, thema, beeld).into_iter().filter(|blok| !blok.voorkomens.is_empty());
    let mut namen: Vec<String> = met_inhoud.map(|blok: ordening::Groepblok| blok.groep.naam).collect();
    let meer = namen.len() > GROEPEN;
    namen.truncate(GROEPEN);
    (!namen.is_empty()).then_some(Feit::Groepen { namen, meer })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, definitie, met, register, tekst, voorkomen};
    use crate::klantbeeld::vorm::proef::Kaal;
    use contract::Datum;

    /// The register of the tests with these gegevens in one group per prefix.
    fn registratie(ids: &[&str]) -> Registratie {
        let mut registratie = register().registraties.remove(0);
        registratie.groepen[0].gegevens.extend(ids.iter().map(|id| definitie(id)));
        registratie
    }

    fn regel(ids: &[&str], thema: &str, voorkomens: Vec<Voorkomen>) -> Vec<Feit> {
        samenvatting(&registratie(ids), thema, &beeld(voorkomens), &Kaal)
    }

    #[test]
    fn me_is_birth_and_nationality() {
        let ids = ["brp.geboorte.datum", "brp.geboorte.plaats", "brp.nationaliteiten.nationaliteit"];
        let geboren = |datum| met("brp.geboorte.datum", Waarde::Datum { datum });
        let ik = |datum| {
            let gegevens =
                vec![geboren(datum), tekst("brp.geboorte.plaats", "Delft"), tekst(ids[2], "Nederlandse")];
            regel(&ids, "ik", vec![voorkomen("brp.geboorte", "1", gegevens)])
        };
        let plaats = Some("Delft".to_owned());
        assert_eq!(
            ik(Datum::Jaar { jaar: 1956 }),
            [
                Feit::Geboren { datum: Some("1956".into()), plaats: plaats.clone() },
                Feit::Tekst("Nederlandse".into())
            ]
        );
        assert_eq!(
            ik(Datum::Onbekend)[0],
            Feit::Geboren { datum: None, plaats },
            "an unknown date is not told as one"
        );
    }

    #[test]
    fn family_is_the_marriage_that_lasts_and_the_number_of_children() {
        let ids = ["brp.partners.soortVerbintenis", "brp.partners.ontbindingHuwelijkPartnerschap.datum"];
        let ex = voorkomen("brp.partners", "1", vec![tekst(ids[0], "Huwelijk"), tekst(ids[1], "2001")]);
        let nu = voorkomen("brp.partners", "2", vec![tekst(ids[0], "Geregistreerd partnerschap")]);
        let kind = || voorkomen("brp.kinderen", "1", vec![]);
        assert_eq!(regel(&ids, "gezin", vec![ex.clone(), kind()]), [Feit::Kinderen(1)]);
        assert_eq!(
            regel(&ids, "gezin", vec![ex, nu, kind(), kind()]),
            [Feit::Tekst("Geregistreerd partnerschap".into()), Feit::Kinderen(2)]
        );
    }

    #[test]
    fn home_is_the_first_address_there_is() {
        let ids = ["brp.aanschrijving.adresregels", "brp.adres.buitenland"];
        let adres = |id: &str, regels: &[&str]| {
            let regels = regels.iter().map(|regel| (*regel).to_owned()).collect();
            voorkomen("brp.adres", "1", vec![met(id, Waarde::Adres { regels })])
        };
        assert_eq!(
            regel(&ids, "wonen", vec![adres(ids[0], &["Turfmarkt 73", "2511 DP  'S-GRAVENHAGE"])]),
            [Feit::Tekst("Turfmarkt 73, 2511 DP  'S-GRAVENHAGE".into())]
        );
        assert_eq!(regel(&ids, "wonen", vec![adres(ids[1], &["Rue 1"])]), [Feit::Tekst("Rue 1".into())]);
    }

    #[test]
    fn without_a_rule_the_groups_are_named_and_without_data_nothing_is() {
        let kinderen = voorkomen("brp.kinderen", "1", vec![tekst("brp.kinderen.voornamen", "Sem")]);
        let ouder = voorkomen("brp.naam", "1", vec![tekst("brp.naam.voornamen", "An")]);
        assert_eq!(
            regel(&[], "ik", vec![ouder, kinderen]),
            [Feit::Groepen { namen: vec!["brp.naam".into()], meer: false }]
        );
        assert_eq!(regel(&[], "wonen", vec![]), []);
    }
}
