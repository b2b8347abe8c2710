//! Which day it is in the Netherlands, and how times stand on the wire. A term runs in calendar days there, whatever day it
//! is in UTC.

use contract::Datum;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, Month, OffsetDateTime, UtcOffset, Weekday};

const WINTERTIJD_SECONDEN: i32 = 3_600;
const ZOMERTIJD_SECONDEN: i32 = 7_200;
/// Summer time begins and ends at 01:00 UTC.
const WISSEL_UUR: u8 = 1;

/// The calendar day in Amsterdam at this moment (Unix milliseconds).
pub fn dag_in_nederland(ms: i64) -> Date {
    let moment = moment(ms);
    let seconden = if is_zomertijd(moment) { ZOMERTIJD_SECONDEN } else { WINTERTIJD_SECONDEN };
    let verschil = UtcOffset::from_whole_seconds(seconden).unwrap_or(UtcOffset::UTC);
    moment.checked_to_offset(verschil).unwrap_or(moment).date()
}

/// The moment at which a day begins in Amsterdam, in Unix milliseconds.
pub fn begin_van_dag(dag: Date) -> i64 {
    let in_utc = dag.midnight().assume_utc().unix_timestamp();
    // The offset at that moment: the clock never changes at midnight, so one hour either way is the same day's.
    let winter = (in_utc - i64::from(WINTERTIJD_SECONDEN)) * 1_000;
    let zomer = (in_utc - i64::from(ZOMERTIJD_SECONDEN)) * 1_000;
    if is_zomertijd(moment(zomer)) { zomer } else { winter }
}

/// Directive 2000/84/EC, art. 2 and 3: from the last Sunday of March to the last Sunday of October.
fn is_zomertijd(moment: OffsetDateTime) -> bool {
    let (maand, dag, uur) = (moment.month(), moment.day(), moment.hour());
    let voorbij = |laatste: u8| (dag, uur) >= (laatste, WISSEL_UUR);
    match maand {
        Month::March => voorbij(laatste_zondag(moment.year(), maand)),
        Month::October => !voorbij(laatste_zondag(moment.year(), maand)),
        _ => (Month::April as u8..=Month::September as u8).contains(&u8::from(maand)),
    }
}

/// The day of the month.
fn laatste_zondag(jaar: i32, maand: Month) -> u8 {
    let laatste = maand.length(jaar);
    let dag = Date::from_calendar_date(jaar, maand, laatste).map_or(Weekday::Sunday, Date::weekday);
    laatste - dag.number_days_from_sunday()
}

fn moment(ms: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(ms.div_euclid(1_000)).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// RFC 3339 in UTC, to the second.
pub fn tijdstip(ms: i64) -> String {
    moment(ms).format(&Rfc3339).unwrap_or_default()
}

/// Unix milliseconds of an RFC 3339 time; `None` when it is none.
pub fn uit_tijdstip(tekst: &str) -> Option<i64> {
    let moment = OffsetDateTime::parse(tekst, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok()
}

/// A day as it stands on the wire.
pub fn datum(dag: Date) -> Datum {
    let jaar = u16::try_from(dag.year()).unwrap_or_default();
    Datum::dag(jaar, dag.month().into(), dag.day()).unwrap_or(Datum::Onbekend)
}

/// A day as it stands in the store: `yyyy-mm-dd`, which sorts as the days do.
pub(crate) fn opslag(dag: Date) -> String {
    dag.format(format_description!("[year]-[month]-[day]")).unwrap_or_default()
}

pub(crate) fn uit_opslag(tekst: &str) -> Option<Date> {
    Date::parse(tekst, format_description!("[year]-[month]-[day]")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, datetime};

    fn dag(moment: OffsetDateTime) -> Date {
        dag_in_nederland(moment.unix_timestamp() * 1_000)
    }

    /// Moments at which `TZ=Europe/Amsterdam date` says another day a second later.
    #[test]
    fn the_day_begins_at_midnight_in_amsterdam() {
        for (laatste_seconde, volgende_dag) in [
            (datetime!(2026-12-31 22:59:59 UTC), date!(2027 - 01 - 01)),
            (datetime!(2028-02-28 22:59:59 UTC), date!(2028 - 02 - 29)),
            (datetime!(2028-02-29 22:59:59 UTC), date!(2028 - 03 - 01)),
            (datetime!(2026-07-01 21:59:59 UTC), date!(2026 - 07 - 02)),
            // The nights before and after the clock changes: 29 March and 25 October 2026, 28 March 2027.
            (datetime!(2026-03-28 22:59:59 UTC), date!(2026 - 03 - 29)),
            (datetime!(2026-03-29 21:59:59 UTC), date!(2026 - 03 - 30)),
            (datetime!(2026-10-24 21:59:59 UTC), date!(2026 - 10 - 25)),
            (datetime!(2026-10-25 22:59:59 UTC), date!(2026 - 10 - 26)),
            (datetime!(2027-03-27 22:59:59 UTC), date!(2027 - 03 - 28)),
            (datetime!(2027-03-28 21:59:59 UTC), date!(2027 - 03 - 29)),
        ] {
            assert_eq!(dag(laatste_seconde).next_day(), Some(volgende_dag), "{laatste_seconde}");
            assert_eq!(dag(laatste_seconde + time::Duration::SECOND), volgende_dag, "{laatste_seconde}");
        }
    }

    #[test]
    fn a_day_begins_where_the_one_before_it_ends() {
        let mut dag_van = date!(2023 - 12 - 31);
        for _ in 0..2_000 {
            let begin = begin_van_dag(dag_van);
            assert_eq!(dag_in_nederland(begin), dag_van);
            assert_eq!(dag_in_nederland(begin - 1).next_day(), Some(dag_van));
            dag_van = dag_van.next_day().unwrap();
        }
    }

    #[test]
    fn the_clock_changes_at_one_utc() {
        for (moment, zomer) in [
            (datetime!(2026-03-29 00:59:59 UTC), false),
            (datetime!(2026-03-29 01:00 UTC), true),
            (datetime!(2026-10-25 00:59:59 UTC), true),
            (datetime!(2026-10-25 01:00 UTC), false),
            // A last Sunday that is the last day of the month.
            (datetime!(2024-03-31 01:00 UTC), true),
            (datetime!(2027-10-31 00:59:59 UTC), true),
            (datetime!(2026-01-15 12:00 UTC), false),
            (datetime!(2026-12-15 12:00 UTC), false),
        ] {
            assert_eq!(is_zomertijd(moment), zomer, "{moment}");
        }
    }

    #[test]
    fn no_moment_panics() {
        for ms in [i64::MIN, -1, 0, i64::MAX] {
            let _ = (dag_in_nederland(ms), tijdstip(ms));
        }
        assert_eq!(tijdstip(1_795_348_800_123), "2026-11-22T12:00:00Z");
        assert_eq!(uit_tijdstip("2026-11-22T13:00:00+01:00"), Some(1_795_348_800_000));
        assert_eq!(uit_tijdstip("22-11-2026"), None);
    }
}
