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
