//! From when until when somebody lived somewhere, and whether that touches what was asked. Parts of a date may be
//! unknown; then a residence counts for every day that it may have been.

use crate::brp::adres::Soort;
use crate::brp::datum::RuweDatum;
use crate::brp::lijst::{Persoonslijst, Voorkomen};
use crate::brp::zuster::{EERDER, NU};
use time::{Date, Duration, Month};

/// One residence, with the next one, which ended it.
#[derive(Clone, Copy)]
pub(crate) struct Verblijf<'a> {
    pub(crate) voorkomen: &'a Voorkomen,
    pub(crate) volgende: Option<&'a Voorkomen>,
}

impl Verblijf<'_> {
    pub(crate) fn van(&self) -> Option<RuweDatum> {
        aanvang(self.voorkomen)
    }

    pub(crate) fn tot(&self) -> Option<RuweDatum> {
        self.volgende.and_then(aanvang)
    }
}

/// A period that was asked: from a day, up to but not including another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gevraagd {
    pub(crate) van: Date,
    pub(crate) tot: Date,
}

impl Gevraagd {
    /// Whether somebody may have lived there on a day of the period.
    pub(crate) fn raakt(self, verblijf: &Verblijf<'_>) -> bool {
        let begonnen = verblijf.van().is_none_or(|van| eerste_dag(van) < self.tot);
        let voorbij = verblijf.tot().is_some_and(|tot| laatste_dag(tot) <= self.van);
        begonnen && !voorbij
    }
}

/// Every residence of a person, the latest first.
pub(crate) fn verblijven(pl: &Persoonslijst) -> Vec<Verblijf<'_>> {
    let mut voorkomens: Vec<&Voorkomen> =
        pl.alle(NU).iter().chain(pl.alle(EERDER)).filter(|v| Soort::van(v).is_some()).collect();
    voorkomens.sort_by_key(|v| std::cmp::Reverse(aanvang(v).map(eerste_dag)));
    let volgenden = std::iter::once(None).chain(voorkomens.clone().into_iter().map(Some));
    let paren = voorkomens.into_iter().zip(volgenden);
    paren.map(|(voorkomen, volgende)| Verblijf { voorkomen, volgende }).collect()
}

fn aanvang(v: &Voorkomen) -> Option<RuweDatum> {
    v.datum("1030").or_else(|| v.datum("1320"))
}

/// The first day that it can be.
pub(crate) fn eerste_dag(datum: RuweDatum) -> Date {
    let dag = |jaar, maand| Date::from_calendar_date(jaar, maand, 1).unwrap_or(Date::MIN);
    match datum {
        RuweDatum::Volledig(datum) => datum,
        RuweDatum::JaarMaand(jaar, maand) => dag(jaar, Month::try_from(maand).unwrap_or(Month::January)),
        RuweDatum::Jaar(jaar) => dag(jaar, Month::January),
        RuweDatum::Onbekend => Date::MIN,
    }
}

/// The last day that it can be.
pub(crate) fn laatste_dag(datum: RuweDatum) -> Date {
    let volgende = match datum {
        RuweDatum::Volledig(datum) => return datum,
        RuweDatum::JaarMaand(jaar, maand @ 1..12) => RuweDatum::JaarMaand(jaar, maand + 1),
        RuweDatum::JaarMaand(jaar, _) | RuweDatum::Jaar(jaar) => RuweDatum::Jaar(jaar + 1),
        RuweDatum::Onbekend => return Date::MAX,
    };
    eerste_dag(volgende) - Duration::DAY
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::date;

    fn lijst() -> Persoonslijst {
        serde_json::from_value(json!({"08": [
            {"1110": "Nu", "1030": "20200300"},
            {"1310": "5001", "1320": "19990000"},
            {"1110": "Toen", "1030": "20100515"},
        ]}))
        .unwrap()
    }

    fn gevonden(van: Date, tot: Date) -> Vec<String> {
        let lijst = lijst();
        let gevraagd = Gevraagd { van, tot };
        let gevonden = verblijven(&lijst).into_iter().filter(|verblijf| gevraagd.raakt(verblijf));
        gevonden.map(|verblijf| verblijf.voorkomen.ruw("1110").unwrap_or("Canada").to_owned()).collect()
    }

    #[test]
    fn the_latest_comes_first_and_each_ends_the_one_before() {
        let lijst = lijst();
        let tot: Vec<_> = verblijven(&lijst).iter().map(Verblijf::tot).collect();
        let mei = RuweDatum::Volledig(date!(2010 - 05 - 15));
        assert_eq!(tot, [None, Some(RuweDatum::JaarMaand(2020, 3)), Some(mei)]);
    }

    #[test]
    fn a_period_finds_what_it_touches_and_what_it_may_touch() {
        assert_eq!(gevonden(date!(1900 - 01 - 01), date!(2030 - 01 - 01)), ["Nu", "Toen", "Canada"]);
        assert_eq!(gevonden(date!(2015 - 01 - 01), date!(2016 - 01 - 01)), ["Toen"]);
        assert_eq!(gevonden(date!(2020 - 03 - 10), date!(2020 - 03 - 11)), ["Nu", "Toen"]);
        assert_eq!(gevonden(date!(2020 - 04 - 01), date!(2020 - 04 - 02)), ["Nu"]);
        assert_eq!(gevonden(date!(2010 - 05 - 14), date!(2010 - 05 - 15)), ["Canada"]);
        assert_eq!(gevonden(date!(2010 - 05 - 15), date!(2010 - 05 - 16)), ["Toen"]);
        assert_eq!(gevonden(date!(1998 - 01 - 01), date!(1999 - 01 - 01)), Vec::<String>::new());
    }
}
