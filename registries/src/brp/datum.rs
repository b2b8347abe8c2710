//! Dates as the registry holds them: `yyyymmdd`, in which unknown parts are zeros.

use serde_json::{Value, json};
use time::{Date, Duration, Month, OffsetDateTime, Weekday};

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// What is known of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuweDatum {
    Onbekend,
    Jaar(i32),
    JaarMaand(i32, u8),
    Volledig(Date),
}

impl RuweDatum {
    /// Reads `yyyymmdd`. `None` when it is not eight digits. A day or month that cannot be is taken as unknown:
    /// what is left is still true, and the import has reported it.
    pub(crate) fn lees(tekst: &str) -> Option<Self> {
        if tekst.len() != 8 || !tekst.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let jaar: i32 = tekst[..4].parse().ok()?;
        let maand: u8 = tekst[4..6].parse().ok()?;
        let dag: u8 = tekst[6..].parse().ok()?;
        if jaar == 0 {
            return Some(Self::Onbekend);
        }
        let Ok(maandnaam) = Month::try_from(maand) else { return Some(Self::Jaar(jaar)) };
        Some(
            Date::from_calendar_date(jaar, maandnaam, dag)
                .map_or(Self::JaarMaand(jaar, maand), Self::Volledig),
        )
    }

    /// Whether the text is a date without impossible parts (zeros are fine).
    pub(super) fn zuiver(tekst: &str) -> bool {
        match Self::lees(tekst) {
            None => false,
            Some(Self::Onbekend) => tekst == "00000000",
            Some(Self::Jaar(_)) => tekst.ends_with("0000"),
            Some(Self::JaarMaand(..)) => tekst.ends_with("00"),
            Some(Self::Volledig(_)) => true,
        }
    }

    /// The polymorphic date of the standard.
    pub(crate) fn antwoord(self) -> Value {
        match self {
            Self::Onbekend => json!({"type": "DatumOnbekend", "onbekend": true, "langFormaat": "onbekend"}),
            Self::Jaar(jaar) => {
                json!({"type": "JaarDatum", "jaar": jaar, "langFormaat": format!("{jaar:04}")})
            }
            Self::JaarMaand(jaar, maand) => json!({
                "type": "JaarMaandDatum", "jaar": jaar, "maand": maand,
                "langFormaat": format!("{} {jaar:04}", MAANDEN[usize::from(maand) - 1]),
            }),
            Self::Volledig(datum) => {
                let (jaar, maand, dag) = (datum.year(), u8::from(datum.month()), datum.day());
                json!({
                    "type": "Datum", "datum": format!("{jaar:04}-{maand:02}-{dag:02}"),
                    "langFormaat": format!("{dag} {} {jaar:04}", MAANDEN[usize::from(maand) - 1]),
                })
            }
        }
    }

    /// Whether something that ends on this date has ended today. As long as it may still run, it has not.
    pub(crate) fn voorbij(self, vandaag: Date) -> bool {
        let maand = (vandaag.year(), u8::from(vandaag.month()));
        match self {
            Self::Onbekend => false,
            Self::Jaar(jaar) => jaar < vandaag.year(),
            Self::JaarMaand(j, m) => (j, m) < maand,
            Self::Volledig(datum) => datum <= vandaag,
        }
    }

    /// Whether someone born on this date is, or may still be, under eighteen.
    pub(super) fn minderjarig(self, vandaag: Date) -> bool {
        let achttien = match self {
            Self::Onbekend => return true,
            Self::Jaar(jaar) => Self::Jaar(jaar + 18),
            Self::JaarMaand(jaar, maand) => Self::JaarMaand(jaar + 18, maand),
            Self::Volledig(_) => return self.leeftijd(vandaag).is_none_or(|jaren| jaren < 18),
        };
        !achttien.voorbij(vandaag)
    }

    /// Age in whole years, when the date is complete enough to tell. Who was born on 29 February
    /// has a birthday on 1 March in other years.
    pub(super) fn leeftijd(self, vandaag: Date) -> Option<i32> {
        let nu = (u8::from(vandaag.month()), vandaag.day());
        let (jaar, jarig_geweest) = match self {
            Self::Volledig(d) => (d.year(), nu >= (u8::from(d.month()), d.day())),
            Self::JaarMaand(jaar, maand) if maand != nu.0 => (jaar, nu.0 > maand),
            _ => return None,
        };
        let leeftijd = vandaag.year() - jaar - i32::from(!jarig_geweest);
        (0..=150).contains(&leeftijd).then_some(leeftijd)
    }
}

/// The calendar date in the Netherlands: UTC+2 from the last Sunday of March to that of October (01:00 UTC), else UTC+1.
pub(crate) fn vandaag_in_nederland(nu: OffsetDateTime) -> Date {
    let nu = nu.to_offset(time::UtcOffset::UTC);
    let wissel =
        |maand| laatste_zondag(nu.year(), maand).with_hms(1, 0, 0).map(time::PrimitiveDateTime::assume_utc);
    let zomer =
        matches!((wissel(Month::March), wissel(Month::October)), (Ok(van), Ok(tot)) if nu >= van && nu < tot);
    (nu + Duration::hours(if zomer { 2 } else { 1 })).date()
}

/// The last Sunday of a month of 31 days.
fn laatste_zondag(jaar: i32, maand: Month) -> Date {
    let mut dag = Date::from_calendar_date(jaar, maand, 31).unwrap_or(Date::MIN);
    while dag.weekday() != Weekday::Sunday && dag > Date::MIN {
        dag = dag.previous_day().unwrap_or(Date::MIN);
    }
    dag
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    #[test]
    fn een_datum_is_zo_volledig_als_bekend() {
        let gevallen = [
            ("19561115", "Datum", "15 november 1956"),
            ("19780300", "JaarMaandDatum", "maart 1978"),
            ("19680000", "JaarDatum", "1968"),
            ("00000000", "DatumOnbekend", "onbekend"),
            ("20230230", "JaarMaandDatum", "februari 2023"),
            ("20231301", "JaarDatum", "2023"),
        ];
        for (ruw, soort, lang) in gevallen {
            let antwoord = RuweDatum::lees(ruw).unwrap().antwoord();
            assert_eq!(
                (antwoord["type"].as_str(), antwoord["langFormaat"].as_str()),
                (Some(soort), Some(lang)),
                "{ruw}"
            );
        }
        assert_eq!(RuweDatum::lees("19561115").unwrap().antwoord()["datum"], "1956-11-15");
        assert!(RuweDatum::lees("1956").is_none() && RuweDatum::lees("1956111x").is_none());
        assert!(
            RuweDatum::zuiver("19680000") && !RuweDatum::zuiver("20230230") && !RuweDatum::zuiver("20230031")
        );
    }

    #[test]
    fn leeftijd_alleen_als_ze_zeker_is() {
        let gevallen = [
            ("20060307", date!(2016 - 03 - 07), Some(10)),
            ("20060308", date!(2016 - 03 - 07), Some(9)),
            ("20160306", date!(2016 - 03 - 07), Some(0)),
            ("19960229", date!(2016 - 02 - 28), Some(19)),
            ("19960229", date!(2016 - 02 - 29), Some(20)),
            ("19960229", date!(2017 - 02 - 28), Some(20)),
            ("19960229", date!(2017 - 03 - 01), Some(21)),
            ("20060400", date!(2016 - 03 - 07), Some(9)),
            ("20060200", date!(2016 - 03 - 07), Some(10)),
            ("20060300", date!(2016 - 03 - 07), None),
            ("20000000", date!(2016 - 03 - 07), None),
            ("00000000", date!(2016 - 03 - 07), None),
            ("20160308", date!(2016 - 03 - 07), None),
        ];
        for (ruw, vandaag, leeftijd) in gevallen {
            assert_eq!(RuweDatum::lees(ruw).unwrap().leeftijd(vandaag), leeftijd, "{ruw} op {vandaag}");
        }
    }

    #[test]
    fn minderjarig_zolang_het_kan() {
        let vandaag = date!(2026 - 06 - 11);
        let gevallen = [
            ("20080611", false),
            ("20080612", true),
            ("20080600", true),
            ("20080500", false),
            ("20080000", true),
            ("20070000", false),
            ("19800600", false),
            ("00000000", true),
        ];
        for (ruw, minderjarig) in gevallen {
            assert_eq!(RuweDatum::lees(ruw).unwrap().minderjarig(vandaag), minderjarig, "{ruw}");
        }
    }

    #[test]
    fn voorbij_is_vandaag_of_eerder() {
        let vandaag = date!(2026 - 05 - 10);
        let gevallen = [
            ("20260510", true),
            ("20260511", false),
            ("20260500", false),
            ("20260400", true),
            ("20260000", false),
            ("20250000", true),
            ("00000000", false),
        ];
        for (ruw, voorbij) in gevallen {
            assert_eq!(RuweDatum::lees(ruw).unwrap().voorbij(vandaag), voorbij, "{ruw}");
        }
    }

    #[test]
    fn de_dag_wisselt_om_middernacht_in_nederland() {
        assert_eq!(vandaag_in_nederland(datetime!(2026-01-01 22:59 UTC)), date!(2026 - 01 - 01));
        assert_eq!(vandaag_in_nederland(datetime!(2026-01-01 23:00 UTC)), date!(2026 - 01 - 02));
        assert_eq!(vandaag_in_nederland(datetime!(2026-07-01 22:00 UTC)), date!(2026 - 07 - 02));
        assert_eq!(vandaag_in_nederland(datetime!(2026-03-29 22:30 UTC)), date!(2026 - 03 - 30));
        assert_eq!(vandaag_in_nederland(datetime!(2026-10-25 22:30 UTC)), date!(2026 - 10 - 25));
    }
}
