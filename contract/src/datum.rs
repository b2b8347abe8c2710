use std::fmt;
use std::str::FromStr;

/// A calendar date as Dutch base registries know it: sometimes only a year, a year and a month, or nothing at all
/// (Haal Centraal BRP, `AbstractDatum`: `Datum`, `JaarMaandDatum`, `JaarDatum`, `DatumOnbekend`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "precisie", rename_all = "camelCase")]
pub enum Datum {
    Onbekend,
    Jaar { jaar: u16 },
    Maand { jaar: u16, maand: u8 },
    Dag { jaar: u16, maand: u8, dag: u8 },
}

/// The text is no calendar date of the form `yyyy-mm-dd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OngeldigeDatum;

impl Datum {
    /// A full date, if the calendar has it.
    pub fn dag(jaar: u16, maand: u8, dag: u8) -> Result<Self, OngeldigeDatum> {
        let bestaat = (1..=9999).contains(&jaar) && (1..=12).contains(&maand) && dag >= 1;
        if bestaat && dag <= dagen_in_maand(jaar, maand) {
            Ok(Datum::Dag { jaar, maand, dag })
        } else {
            Err(OngeldigeDatum)
        }
    }

    /// A year and a month.
    pub fn maand(jaar: u16, maand: u8) -> Result<Self, OngeldigeDatum> {
        let bestaat = (1..=9999).contains(&jaar) && (1..=12).contains(&maand);
        if bestaat { Ok(Datum::Maand { jaar, maand }) } else { Err(OngeldigeDatum) }
    }

    /// A year.
    pub fn jaar(jaar: u16) -> Result<Self, OngeldigeDatum> {
        if (1..=9999).contains(&jaar) { Ok(Datum::Jaar { jaar }) } else { Err(OngeldigeDatum) }
    }
}

fn dagen_in_maand(jaar: u16, maand: u8) -> u8 {
    let schrikkel = jaar.is_multiple_of(4) && (!jaar.is_multiple_of(100) || jaar.is_multiple_of(400));
    match maand {
        2 if schrikkel => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Datum {
    type Err = OngeldigeDatum;

    /// Reads `yyyy-mm-dd` (ISO 8601, RFC 3339 full-date).
    fn from_str(tekst: &str) -> Result<Self, OngeldigeDatum> {
        let cijfers = |deel: &str| deel.bytes().all(|teken| teken.is_ascii_digit());
        let [jaar, maand, dag] = tekst.split('-').collect::<Vec<_>>()[..] else { return Err(OngeldigeDatum) };
        if jaar.len() != 4
            || maand.len() != 2
            || dag.len() != 2
            || ![jaar, maand, dag].into_iter().all(cijfers)
        {
            return Err(OngeldigeDatum);
        }
        let getal = |deel: &str| deel.parse().map_err(|_| OngeldigeDatum);
        let kort = |deel: &str| deel.parse::<u8>().map_err(|_| OngeldigeDatum);
        Datum::dag(getal(jaar)?, kort(maand)?, kort(dag)?)
    }
}

impl fmt::Display for OngeldigeDatum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a calendar date of the form yyyy-mm-dd")
    }
}

impl std::error::Error for OngeldigeDatum {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn knows_the_calendar() {
        assert!("2024-02-29".parse::<Datum>().is_ok());
        assert!("2000-02-29".parse::<Datum>().is_ok());
        for fout in [
            "2023-02-29",
            "1900-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-01-00",
            "0000-01-01",
            "24-1-1",
            "+024-01-01",
        ] {
            assert_eq!(fout.parse::<Datum>(), Err(OngeldigeDatum), "{fout}");
        }
    }

    #[test]
    fn stands_on_the_wire_with_its_precision() {
        let op_de_draad = |datum: Datum| serde_json::to_string(&datum).unwrap();
        assert_eq!(op_de_draad(Datum::Onbekend), r#"{"precisie":"onbekend"}"#);
        assert_eq!(op_de_draad(Datum::Jaar { jaar: 1956 }), r#"{"precisie":"jaar","jaar":1956}"#);
        assert_eq!(
            op_de_draad(Datum::Dag { jaar: 1956, maand: 11, dag: 15 }),
            r#"{"precisie":"dag","jaar":1956,"maand":11,"dag":15}"#
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(tekst in ".*") {
            let _ = tekst.parse::<Datum>();
        }
    }
}
