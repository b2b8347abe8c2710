//! The time line cut into months.

use contract::Datum;
use contract::inzage::Gebruik;
use std::sync::Arc;

/// Year and month; `None` for what bears no moment that we can read.
pub type Maand = Option<(u16, u8)>;

/// Uses that stand under one heading.
pub type Maanddeel = (Maand, Vec<Arc<Gebruik>>);

/// The month of a day.
pub fn maand_van(dag: Option<Datum>) -> Maand {
    match dag? {
        Datum::Dag { jaar, maand, .. } => Some((jaar, maand)),
        _ => None,
    }
}

/// Groups what is sorted already; `maand` gives the month of a moment, in the zone of who reads it.
pub fn per_maand(gebruik: &[Arc<Gebruik>], maand: &dyn Fn(&str) -> Maand) -> Vec<Maanddeel> {
    let mut delen: Vec<Maanddeel> = Vec::new();
    for een in gebruik {
        let nu = maand(&een.moment);
        match delen.iter_mut().find(|(deel, _)| *deel == nu) {
            Some((_, lijst)) => lijst.push(Arc::clone(een)),
            None => delen.push((nu, vec![Arc::clone(een)])),
        }
    }
    delen
}

/// A month of the contract, `yyyy-mm`.
pub fn lees_maand(tekst: &str) -> Maand {
    let (jaar, maand) = tekst.split_once('-')?;
    Some((jaar.parse().ok()?, maand.parse().ok().filter(|maand| (1..=12).contains(maand))?))
}

#[cfg(test)]
mod tests {
    use super::{Maand, lees_maand, per_maand};
    use crate::inzage::proef::gebruik;
    use std::sync::Arc;

    /// A reader two hours east of Greenwich, as far as the last hours of a month go.
    fn in_zomertijd(moment: &str) -> Maand {
        let (jaar, maand) = lees_maand(moment.get(..7)?)?;
        let na_middernacht = moment.get(8..13)? >= "31T22";
        Some((jaar, if na_middernacht { maand + 1 } else { maand }))
    }

    #[test]
    fn a_month_ends_at_the_readers_own_midnight() {
        let momenten = [
            "2026-09-01T08:00:00Z",
            "2026-08-31T22:00:00Z",
            "2026-08-31T21:59:59Z",
            "zomaar",
            "2025-08-02T10:00:00Z",
        ];
        let lijst: Vec<_> = momenten.iter().map(|moment| Arc::new(gebruik(moment, moment))).collect();
        let delen = per_maand(&lijst, &in_zomertijd);
        let aantallen: Vec<_> = delen.iter().map(|(maand, lijst)| (*maand, lijst.len())).collect();
        let verwacht = [(Some((2026, 9)), 2), (Some((2026, 8)), 1), (None, 1), (Some((2025, 8)), 1)];
        assert_eq!(aantallen, verwacht);
        assert!(per_maand(&[], &in_zomertijd).is_empty());
    }

    #[test]
    fn a_month_of_the_contract_is_read() {
        assert_eq!(lees_maand("2026-09"), Some((2026, 9)));
        for tekst in ["", "2026", "2026-13", "2026-00", "x-01"] {
            assert_eq!(lees_maand(tekst), None, "{tekst}");
        }
    }
}
