//! A few telling lines per theme: which values say most. Pure, so that each line has a test.

use crate::klantbeeld::ordening::{groepblokken, voorkomens, waarde};
use crate::klantbeeld::vorm::{Opmaak, Vorm, vorm};
use contract::gegevensregister::{Definitie, Registratie};
use contract::klantbeeld::{Bronbeeld, Voorkomen, Waarde};

/// A part of a card. Parts that have nothing to say are left out.
enum Deel {
    /// The first of these gegevens that has a value.
    Waarde(&'static [&'static str]),
    /// The same with the name of the gegeven: a value that does not speak for itself.
    MetNaam(&'static [&'static str]),
    /// The values of all occurrences.
    Alle(&'static str),
    /// The value of the first occurrence of a group that has none for the last: a partner who is not a former one.
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
        &[
            Deel::Waarde(&[
                "brp.aanschrijving.adresregels",
                "brp.adres.buitenland",
                "brp.adres.locatiebeschrijving",
            ]),
            Deel::MetNaam(&["woz.waarden.vastgesteldeWaarde"]),
        ],
    ),
    ("voertuigen", &[Deel::Alle("brv.voertuigen.kentekenVoertuig"), Deel::Alle("rdw.voertuigen.merk")]),
    ("onderneming", &[Deel::Alle("kvk.onderneming.naam")]),
];

/// A line, ready for words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feit {
    Tekst(String),
    Geboren {
        datum: Option<String>,
        plaats: Option<String>,
    },
    Kinderen(usize),
    /// Values, or names of groups when no rule has anything to say; `meer` when there are others besides.
    Opsomming {
        delen: Vec<String>,
        meer: bool,
    },
}

/// At most so many are named.
const MEESTE: usize = 3;

/// The answers of a theme, each with what the register says of it.
type Antwoord<'a> = (&'a Registratie, &'a Bronbeeld);

/// The lines of a theme as far as these answers tell them. Empty: they hold nothing under this theme.
pub fn samenvatting(thema: &str, antwoorden: &[Antwoord], opmaak: &dyn Opmaak) -> Vec<Feit> {
    let delen = REGELS.iter().find(|(id, _)| *id == thema).map_or(&[][..], |(_, delen)| *delen);
    let feit = |deel: &Deel| antwoorden.iter().find_map(|antwoord| feit(deel, *antwoord, opmaak));
    let feiten: Vec<Feit> = delen.iter().filter_map(feit).collect();
    if feiten.is_empty() { groepen(thema, antwoorden).into_iter().collect() } else { feiten }
}

fn feit(deel: &Deel, (registratie, beeld): Antwoord, opmaak: &dyn Opmaak) -> Option<Feit> {
    let tekst = |id: &str| tekst(waarde(beeld, id)?, definitie(registratie, id)?, opmaak);
    match deel {
        Deel::Waarde(ids) => ids.iter().find_map(|id| tekst(id)).map(Feit::Tekst),
        Deel::MetNaam(ids) => ids.iter().find_map(|id| {
            let naam = &definitie(registratie, id)?.naam;
            Some(Feit::Tekst([naam, ": ", &tekst(id)?].concat()))
        }),
        Deel::Alle(id) => {
            let definitie = definitie(registratie, id)?;
            let waarden = beeld.voorkomens.iter().filter_map(|voorkomen| van(voorkomen, id));
            opsomming(waarden.filter_map(|waarde| self::tekst(waarde, definitie, opmaak)).collect())
        }
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

/// The value in one line, if it is a real one and not hidden for good.
fn tekst(waarde: &Waarde, definitie: &Definitie, opmaak: &dyn Opmaak) -> Option<String> {
    match vorm(waarde, definitie, opmaak) {
        Vorm::Onzeker(_) | Vorm::Bsn(_) => None,
        bekend => Some(bekend.in_een_regel()),
    }
}

fn groepen(thema: &str, antwoorden: &[Antwoord]) -> Option<Feit> {
    let blokken = antwoorden.iter().flat_map(|(registratie, beeld)| groepblokken(registratie, thema, beeld));
    opsomming(blokken.filter(|blok| !blok.voorkomens.is_empty()).map(|blok| blok.groep.naam).collect())
}

fn opsomming(mut delen: Vec<String>) -> Option<Feit> {
    let meer = delen.len() > MEESTE;
    delen.truncate(MEESTE);
    (!delen.is_empty()).then_some(Feit::Opsomming { delen, meer })
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
        samenvatting(thema, &[(&registratie(ids), &beeld(voorkomens))], &Kaal)
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
    fn home_is_told_by_more_than_one_register_and_a_bare_amount_by_its_name() {
        let registratie = registratie(&["brp.adres.buitenland", "woz.waarden.vastgesteldeWaarde"]);
        let adres = vec![tekst("brp.adres.buitenland", "Rue 1")];
        let woz = vec![met("woz.waarden.vastgesteldeWaarde", Waarde::Bedrag { centen: 41_200_000 })];
        let [adres, woz] = [adres, woz].map(|gegevens| beeld(vec![voorkomen("x", "1", gegevens)]));
        assert_eq!(
            samenvatting("wonen", &[(&registratie, &woz), (&registratie, &adres)], &Kaal),
            [Feit::Tekst("Rue 1".into()), Feit::Tekst("woz.waarden.vastgesteldeWaarde: € 412000,00".into())]
        );
    }

    #[test]
    fn vehicles_are_their_number_plates() {
        let id = "brv.voertuigen.kentekenVoertuig";
        let auto = |nummer, kenteken| voorkomen("brv.voertuigen", nummer, vec![tekst(id, kenteken)]);
        let regel = |autos: Vec<Voorkomen>| regel(&[id], "voertuigen", autos);
        assert_eq!(
            regel(vec![auto("1", "K572ZB"), auto("2", "MK49XR")]),
            [Feit::Opsomming { delen: vec!["K572ZB".into(), "MK49XR".into()], meer: false }]
        );
        let veel = regel(["1", "2", "3", "4"].map(|nummer| auto(nummer, "AB")).to_vec());
        assert!(matches!(&veel[..], [Feit::Opsomming { delen, meer: true }] if delen.len() == 3));
    }

    #[test]
    fn without_a_rule_the_groups_are_named_and_without_data_nothing_is() {
        let kinderen = voorkomen("brp.kinderen", "1", vec![tekst("brp.kinderen.voornamen", "Sem")]);
        let ouder = voorkomen("brp.naam", "1", vec![tekst("brp.naam.voornamen", "An")]);
        assert_eq!(
            regel(&[], "ik", vec![ouder, kinderen]),
            [Feit::Opsomming { delen: vec!["brp.naam".into()], meer: false }]
        );
        assert_eq!(regel(&[], "wonen", vec![]), []);
    }
}
