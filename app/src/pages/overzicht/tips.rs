//! What needs the reader's attention: rules over the data, each one line. Pure, so that each has a test.

use crate::klantbeeld::ordening::waarde;
use contract::Datum;
use contract::klantbeeld::{Bronbeeld, Waarde};

/// A kind of tip; the texts stand in the catalogue under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    NietOpAdres,
    Onderzoek,
    VerblijfstitelVoorbij,
    Verblijfstitel,
    Opschorting,
    Geheimhouding,
}

/// When a rule holds.
enum Wanneer {
    /// Something in this group is under investigation; with an empty name: in any group.
    InOnderzoek,
    /// A yes-or-no value is yes.
    Ja(&'static str),
    /// There is a value at all.
    Aanwezig(&'static str),
    /// A date lies between today and so many days from now.
    Binnen(&'static str, i64),
    /// A date lies before today.
    Voorbij(&'static str),
}

struct Regel {
    tip: Tip,
    wanneer: Wanneer,
}

/// How long before the end of a residence permit we say so: asking for an extension takes months.
const HALF_JAAR: i64 = 183;

/// The rules for the base registration of persons, most urgent first.
const REGELS: &[Regel] = &[
    Regel {
        tip: Tip::NietOpAdres,
        wanneer: Wanneer::Ja("brp.adres.indicatieVastgesteldVerblijftNietOpAdres"),
    },
    Regel { tip: Tip::VerblijfstitelVoorbij, wanneer: Wanneer::Voorbij("brp.verblijfstitel.datumEinde") },
    Regel { tip: Tip::Verblijfstitel, wanneer: Wanneer::Binnen("brp.verblijfstitel.datumEinde", HALF_JAAR) },
    Regel { tip: Tip::Onderzoek, wanneer: Wanneer::InOnderzoek },
    Regel { tip: Tip::Opschorting, wanneer: Wanneer::Aanwezig("brp.opschorting.reden") },
    Regel {
        tip: Tip::Geheimhouding,
        wanneer: Wanneer::Ja("brp.geheimhouding.geheimhoudingPersoonsgegevens"),
    },
];

/// A rule that holds, with what its text needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Treffer {
    pub tip: Tip,
    /// The gegevens it is about: ids, each once.
    pub gegevens: Vec<String>,
    /// The groups they stand in: ids, each once. The tip links to the first.
    pub groepen: Vec<String>,
    pub datum: Option<Datum>,
}

/// The rules that hold for this answer on this day.
pub fn tips(brp: &Bronbeeld, vandaag: Datum) -> Vec<Treffer> {
    REGELS.iter().filter_map(|regel| treffer(regel, brp, vandaag)).collect()
}

fn treffer(regel: &Regel, brp: &Bronbeeld, vandaag: Datum) -> Option<Treffer> {
    let een = |id: &str, datum| Some(treffer_op(regel.tip, brp, |gegeven| gegeven == id, datum));
    match regel.wanneer {
        Wanneer::InOnderzoek => {
            let ids: Vec<&String> = brp
                .voorkomens
                .iter()
                .flat_map(|voorkomen| &voorkomen.gegevens)
                .filter(|gegeven| gegeven.in_onderzoek.is_some())
                .map(|gegeven| &gegeven.id)
                .collect();
            (!ids.is_empty()).then(|| {
                treffer_op(regel.tip, brp, |id| ids.iter().any(|in_onderzoek| *in_onderzoek == id), None)
            })
        }
        Wanneer::Ja(id) if waarde(brp, id) == Some(&Waarde::JaNee { ja: true }) => een(id, None),
        Wanneer::Aanwezig(id) if waarde(brp, id).is_some() => een(id, None),
        Wanneer::Binnen(id, dagen) => {
            let datum = datum(brp, id)?;
            (0..=dagen).contains(&(dagnummer(datum)? - dagnummer(vandaag)?)).then(|| een(id, Some(datum)))?
        }
        Wanneer::Voorbij(id) => {
            let datum = datum(brp, id)?;
            (dagnummer(datum)? < dagnummer(vandaag)?).then(|| een(id, Some(datum)))?
        }
        Wanneer::Ja(_) | Wanneer::Aanwezig(_) => None,
    }
}

fn treffer_op(tip: Tip, brp: &Bronbeeld, is: impl Fn(&str) -> bool, datum: Option<Datum>) -> Treffer {
    let mut treffer = Treffer { tip, gegevens: Vec::new(), groepen: Vec::new(), datum };
    for voorkomen in &brp.voorkomens {
        for gegeven in voorkomen.gegevens.iter().filter(|gegeven| is(&gegeven.id)) {
            if !treffer.gegevens.contains(&gegeven.id) {
                treffer.gegevens.push(gegeven.id.clone());
            }
            if !treffer.groepen.contains(&voorkomen.groep) {
                treffer.groepen.push(voorkomen.groep.clone());
            }
        }
    }
    treffer
}

fn datum(brp: &Bronbeeld, id: &str) -> Option<Datum> {
    match waarde(brp, id)? {
        Waarde::Datum { datum } => Some(*datum),
        _ => None,
    }
}

/// Days since a fixed day, to subtract one date from another. A date that is known in part counts as its last day:
/// nobody is told that something ended while it may still run. Unknown has no number.
fn dagnummer(datum: Datum) -> Option<i64> {
    let (jaar, maand, dag) = match datum {
        Datum::Onbekend => return None,
        Datum::Jaar { jaar } => (jaar, 12, 31),
        Datum::Maand { jaar, maand } => (jaar, maand, laatste_dag(jaar, maand)),
        Datum::Dag { jaar, maand, dag } => (jaar, maand, dag),
    };
    // Years that begin in March put the leap day at the end.
    let jaar = i64::from(jaar) - i64::from(maand <= 2);
    let maand = (i64::from(maand) + 9) % 12;
    Some(
        jaar * 365 + jaar.div_euclid(4) - jaar.div_euclid(100)
            + jaar.div_euclid(400)
            + (maand * 153 + 2) / 5
            + i64::from(dag),
    )
}

/// The last day of a month: the highest that the calendar accepts.
fn laatste_dag(jaar: u16, maand: u8) -> u8 {
    (28..=31).rev().find(|dag| Datum::dag(jaar, maand, *dag).is_ok()).unwrap_or(28)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, met, tekst, voorkomen};
    use contract::klantbeeld::{Gegeven, InOnderzoek};

    const VANDAAG: &str = "2026-08-20";

    fn soorten(gegevens: Vec<Gegeven>) -> Vec<Tip> {
        let groep = "brp.x";
        let beeld = beeld(vec![voorkomen(groep, "1", gegevens)]);
        tips(&beeld, VANDAAG.parse().unwrap()).into_iter().map(|treffer| treffer.tip).collect()
    }

    fn einde(datum: Datum) -> Vec<Tip> {
        soorten(vec![met("brp.verblijfstitel.datumEinde", Waarde::Datum { datum })])
    }

    #[test]
    fn nothing_to_say_about_ordinary_data() {
        assert_eq!(soorten(vec![tekst("brp.naam.voornamen", "An")]), []);
        assert_eq!(
            soorten(vec![met(
                "brp.geheimhouding.geheimhoudingPersoonsgegevens",
                Waarde::JaNee { ja: false }
            )]),
            []
        );
    }

    #[test]
    fn what_is_under_investigation_is_named_once() {
        let twijfel =
            |id: &str| Gegeven { in_onderzoek: Some(InOnderzoek { sinds: None }), ..tekst(id, "x") };
        let beeld = beeld(vec![
            voorkomen(
                "brp.adres",
                "1",
                vec![
                    twijfel("brp.adres.straat"),
                    twijfel("brp.adres.huisnummer"),
                    tekst("brp.adres.land", "x"),
                ],
            ),
            voorkomen("brp.kinderen", "1", vec![twijfel("brp.kinderen.naam")]),
            voorkomen("brp.kinderen", "2", vec![twijfel("brp.kinderen.naam")]),
        ]);
        let treffers = tips(&beeld, VANDAAG.parse().unwrap());
        assert_eq!(treffers.len(), 1);
        assert_eq!(treffers[0].tip, Tip::Onderzoek);
        assert_eq!(treffers[0].gegevens, ["brp.adres.straat", "brp.adres.huisnummer", "brp.kinderen.naam"]);
        assert_eq!(treffers[0].groepen, ["brp.adres", "brp.kinderen"]);
    }

    #[test]
    fn secrecy_a_wrong_address_and_a_stopped_record_are_told_most_urgent_first() {
        let ja = |id: &str| met(id, Waarde::JaNee { ja: true });
        let gevonden = soorten(vec![
            ja("brp.geheimhouding.geheimhoudingPersoonsgegevens"),
            tekst("brp.opschorting.reden", "E"),
            ja("brp.adres.indicatieVastgesteldVerblijftNietOpAdres"),
        ]);
        assert_eq!(gevonden, [Tip::NietOpAdres, Tip::Opschorting, Tip::Geheimhouding]);
    }

    #[test]
    fn a_permit_that_ends_is_told_half_a_year_ahead() {
        let dag = |tekst: &str| tekst.parse().unwrap();
        assert_eq!(einde(dag("2027-02-20")), [], "184 days");
        assert_eq!(einde(dag("2027-02-19")), [Tip::Verblijfstitel], "183 days");
        assert_eq!(einde(dag("2026-08-20")), [Tip::Verblijfstitel], "today is its last day");
        assert_eq!(einde(dag("2026-08-19")), [Tip::VerblijfstitelVoorbij]);
    }

    #[test]
    fn a_date_known_in_part_counts_as_its_last_day() {
        assert_eq!(einde(Datum::Jaar { jaar: 2026 }), [Tip::Verblijfstitel]);
        assert_eq!(einde(Datum::Maand { jaar: 2026, maand: 8 }), [Tip::Verblijfstitel]);
        assert_eq!(einde(Datum::Maand { jaar: 2026, maand: 7 }), [Tip::VerblijfstitelVoorbij]);
        assert_eq!(einde(Datum::Onbekend), []);
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        let dagen = |van: &str, tot: &str| {
            dagnummer(tot.parse().unwrap()).unwrap() - dagnummer(van.parse().unwrap()).unwrap()
        };
        assert_eq!(dagen("2023-12-31", "2024-01-01"), 1);
        assert_eq!(dagen("2024-02-28", "2024-03-01"), 2);
        assert_eq!(dagen("1900-02-28", "1900-03-01"), 1);
        assert_eq!(dagen("2000-01-01", "2026-01-01"), 9497);
        assert_eq!(laatste_dag(2024, 2), 29);
    }
}
