//! The demo persons, one table for all stand-ins: who they are, and what the BRP holds on them.

use serde::Deserialize;
use serde_json::Value;

/// Someone to log in as in the demo.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoPersoon {
    /// A short name for the situation, such as `gezin`.
    pub id: String,
    /// The full name, as the BRP gives it.
    pub naam: String,
    pub bsn: String,
    pub situatie_nl: String,
    pub situatie_en: String,
    /// What the BRP holds, in the raw form of the RvIG test set.
    pub gegevens: Value,
    /// The people around this person who are in the BRP too, in the same form.
    #[serde(default)]
    pub verwanten: Vec<Value>,
}

#[derive(Deserialize)]
struct Bestand {
    persoon: Vec<DemoPersoon>,
}

/// The demo persons of `personen.toml`, in its order.
///
/// # Panics
/// Never in a build that passed its tests: the file is part of the program and a test reads it.
pub fn demopersonen() -> Vec<DemoPersoon> {
    let bestand: Bestand =
        toml::from_str(include_str!("personen.toml")).expect("personen.toml is read by a test");
    bestand.persoon
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// 9·d1 + 8·d2 + … + 2·d8 − d9 is a multiple of eleven.
    fn elfproef(bsn: &str) -> bool {
        let cijfers = bsn.bytes().map(|b| i32::from(b - b'0'));
        cijfers.zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(cijfer, gewicht)| cijfer * gewicht).sum::<i32>() % 11
            == 0
    }

    #[test]
    fn iedere_situatie_heeft_haar_persoon() {
        let personen = demopersonen();
        let ids: Vec<_> = personen.iter().map(|p| p.id.as_str()).collect();
        let verwacht = [
            "gezin",
            "gescheiden",
            "ondernemer",
            "onderzoek",
            "werkzoekende",
            "gepensioneerde",
            "student",
            "geheimhouding",
            "nieuwkomer",
            "curatele",
            "emigrant",
            "niets",
        ];
        assert_eq!(ids, verwacht);
        for persoon in &personen {
            assert_eq!(persoon.gegevens["burgerservicenummer"], persoon.bsn.as_str(), "{}", persoon.id);
            assert!(!persoon.situatie_nl.is_empty() && !persoon.situatie_en.is_empty());
        }
    }

    #[test]
    fn elk_bsn_is_geldig_eenmalig_en_in_de_testreeks() {
        let personen = demopersonen();
        let records = personen.iter().flat_map(|p| std::iter::once(&p.gegevens).chain(&p.verwanten));
        let mut gezien = HashSet::new();
        for record in records {
            let bsn = record["burgerservicenummer"].as_str().unwrap();
            assert!(bsn.starts_with("9999") && bsn.len() == 9 && elfproef(bsn));
            assert!(gezien.insert(bsn.to_owned()));
        }
        let testset = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../shared/registers/brp/personen-mock-test-data_2024-06-11.json"
        );
        let Ok(testset) = std::fs::read_to_string(testset) else {
            eprintln!("skipped: the RvIG test set is not here");
            return;
        };
        assert!(gezien.iter().all(|bsn| !testset.contains(bsn)));
    }
}
