//! Until when somebody must answer. The term of AVG art. 12(3) is a month, or three when it was extended; how a month runs is
//! in Regulation (EEC, Euratom) 1182/71, art. 3, and which days do not count in the Algemene termijnenwet, art. 1 and 3.

use time::{Date, Duration, Month, Weekday};

/// How far a term may run: art. 12(3) AVG, or art. 2.60 Wet BRP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Termijn {
    Maand,
    /// Extended by two months, with a reason that was given within the first.
    Verlengd,
    /// 28 days.
    VierWeken,
    /// Extended by eight weeks, with a reason.
    VierWekenVerlengd,
}

/// The last day on which an answer is in time, to what was received on `ontvangen` (a day in the Netherlands). That day
/// itself does not count (art. 3(1)); a month ends on the day with the same number, or on the last of a month that has no
/// such day (art. 3(2)(c)); an end that is no working day moves to the next that is (art. 3(4)).
pub fn uiterlijk(ontvangen: Date, termijn: Termijn) -> Date {
    let mut dag = match termijn {
        Termijn::Maand => maanden_later(ontvangen, 1),
        Termijn::Verlengd => maanden_later(ontvangen, 3),
        Termijn::VierWeken => ontvangen.saturating_add(Duration::weeks(4)),
        Termijn::VierWekenVerlengd => ontvangen.saturating_add(Duration::weeks(12)),
    };
    // No row of days off is longer than Christmas with a weekend.
    while !is_werkdag(dag) {
        dag = dag.saturating_add(Duration::DAY);
    }
    dag
}

/// Whether work is done on this day: no Saturday, Sunday, generally recognised holiday, or Good Friday.
pub fn is_werkdag(dag: Date) -> bool {
    !matches!(dag.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_feestdag(dag)
}

/// Algemene termijnenwet, art. 3(1) and 3(2). The holidays that always fall on a Sunday are not in it.
fn is_feestdag(dag: Date) -> bool {
    let na_pasen = (dag - eerste_paasdag(dag.year())).whole_days();
    match (dag.month(), dag.day()) {
        (Month::January, 1) | (Month::May, 5) | (Month::December, 25 | 26) => true,
        // The King's birthday is kept on the 27th, or the day before when that is a Sunday (since 2014).
        (Month::April, 27) => dag.weekday() != Weekday::Sunday,
        (Month::April, 26) if dag.weekday() == Weekday::Saturday => true,
        // Good Friday, Easter Monday, Ascension Day, Whit Monday.
        _ => matches!(na_pasen, -2 | 1 | 39 | 50),
    }
}

/// The calendar day so many months later; in a month without it, the last day of that month.
fn maanden_later(dag: Date, maanden: u8) -> Date {
    let maand = dag.month().nth_next(maanden);
    let jaar = dag.year() + i32::from(u8::from(dag.month()) + maanden > 12);
    let laatste = maand.length(jaar);
    // `Date` ends in the year 9999, where nobody waits for an answer.
    Date::from_calendar_date(jaar, maand, dag.day().min(laatste)).unwrap_or(Date::MAX)
}

/// Gregorian Easter Sunday (Meeus, Astronomical Algorithms, chapter 8).
#[expect(clippy::many_single_char_names, reason = "the letters of the book")]
fn eerste_paasdag(jaar: i32) -> Date {
    let (a, b, c) = (jaar % 19, jaar / 100, jaar % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    // Days after 22 March: 0 to 34.
    let na = h + l - 7 * m;
    Date::from_calendar_date(jaar, Month::March, 22)
        .unwrap_or(Date::MIN)
        .saturating_add(Duration::days(na.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::{date, format_description};

    fn dag(tekst: &str) -> Date {
        Date::parse(tekst, format_description!("[year]-[month]-[day]")).unwrap()
    }

    /// `termijn/tabel.py` worked it out with two libraries of others.
    #[test]
    fn every_day_of_the_table_ends_when_other_calendars_say() {
        let regels = include_str!("termijn/tabel.csv").lines().skip(1);
        let mut aantal = 0;
        for regel in regels {
            let [ontvangen, een_maand, drie_maanden] = regel.split(',').collect::<Vec<_>>()[..] else {
                panic!("{regel}");
            };
            let ontvangen = dag(ontvangen);
            assert_eq!(uiterlijk(ontvangen, Termijn::Maand), dag(een_maand), "{regel}");
            assert_eq!(uiterlijk(ontvangen, Termijn::Verlengd), dag(drie_maanden), "{regel}");
            aantal += 1;
        }
        assert!(aantal > 1300, "{aantal}");
    }

    #[test]
    fn a_month_without_that_day_ends_on_its_last() {
        assert_eq!(uiterlijk(date!(2026 - 12 - 31), Termijn::Maand), date!(2027 - 02 - 01), "a Sunday");
        assert_eq!(uiterlijk(date!(2027 - 12 - 31), Termijn::Maand), date!(2028 - 01 - 31));
        assert_eq!(uiterlijk(date!(2028 - 01 - 31), Termijn::Maand), date!(2028 - 02 - 29), "a leap year");
        assert_eq!(uiterlijk(date!(2027 - 11 - 30), Termijn::Verlengd), date!(2028 - 02 - 29));
    }

    #[test]
    fn holidays_move_the_end() {
        // Christmas on Saturday and Sunday: 2027.
        assert_eq!(uiterlijk(date!(2027 - 11 - 25), Termijn::Maand), date!(2027 - 12 - 27));
        // Good Friday 2026 to the Tuesday after Easter.
        assert_eq!(uiterlijk(date!(2026 - 03 - 03), Termijn::Maand), date!(2026 - 04 - 07));
        // The King's birthday of 2031 falls on a Sunday and is kept on the Saturday; the Monday is an ordinary day.
        assert_eq!(uiterlijk(date!(2031 - 03 - 26), Termijn::Maand), date!(2031 - 04 - 28));
    }

    #[test]
    fn four_weeks_are_the_same_day_of_the_week_or_the_next_working_day() {
        // A Tuesday, and a Sunday.
        assert_eq!(uiterlijk(date!(2026 - 11 - 24), Termijn::VierWeken), date!(2026 - 12 - 22));
        assert_eq!(uiterlijk(date!(2026 - 11 - 22), Termijn::VierWeken), date!(2026 - 12 - 21));
        // 25 December 2026 is a Friday, and the day after it is a holiday on a Saturday.
        assert_eq!(uiterlijk(date!(2026 - 11 - 27), Termijn::VierWeken), date!(2026 - 12 - 28));
        assert_eq!(uiterlijk(date!(2026 - 11 - 24), Termijn::VierWekenVerlengd), date!(2027 - 02 - 16));
        assert_eq!(uiterlijk(Date::MAX, Termijn::VierWekenVerlengd), Date::MAX);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(uiterlijk(Date::MAX, Termijn::Verlengd), Date::MAX);
    }
}
