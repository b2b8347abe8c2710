//! One time line out of the portal's own pages and the lists of the registrations.

use contract::inzage::{Blad, Gebruik};
use std::collections::HashSet;
use std::sync::Arc;

/// How far the own pages have come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Eigen {
    /// The first page is on its way.
    #[default]
    Laadt,
    /// There is more, from here.
    Verder(String),
    Op,
}

/// The uses that are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tijdlijn {
    eigen: Vec<Arc<Gebruik>>,
    stand: Eigen,
    /// As each registration wrote it down.
    van_bronnen: Vec<Arc<Gebruik>>,
    /// The same, with what one request set off at several of them as one use.
    samen: Vec<Arc<Gebruik>>,
}

impl Tijdlijn {
    /// A page of the portal's own log came in; the one after those that are here.
    pub fn blad(&mut self, blad: Blad) {
        self.eigen.extend(blad.gebruik.into_iter().map(Arc::new));
        self.stand = blad.verder.map_or(Eigen::Op, Eigen::Verder);
    }

    /// What one registration wrote down; it replaces what that one said before.
    pub fn bron(&mut self, registratie: &str, gebruik: Vec<Gebruik>) {
        self.van_bronnen.retain(|een| een.bron != registratie);
        self.van_bronnen.extend(gebruik.into_iter().map(Arc::new));
        self.samen = samen(&self.van_bronnen);
    }

    /// Where the next own page begins.
    pub fn verder(&self) -> Option<&str> {
        match &self.stand {
            Eigen::Verder(verder) => Some(verder),
            Eigen::Laadt | Eigen::Op => None,
        }
    }

    /// Whether the first page is in.
    pub fn begonnen(&self) -> bool {
        self.stand != Eigen::Laadt
    }

    /// Newest first, each once. What a registration wrote down before the oldest own use waits until the own pages have come
    /// that far: else it would have to move down when they come.
    pub fn zichtbaar(&self) -> Vec<Arc<Gebruik>> {
        let grens = match &self.stand {
            Eigen::Laadt => return Vec::new(),
            Eigen::Verder(_) => self.eigen.last().map(|een| sleutel(een)),
            Eigen::Op => Some(""),
        };
        let Some(grens) = grens else { return Vec::new() };
        let van_bronnen = self.samen.iter().filter(|een| sleutel(een) >= grens);
        let mut gezien = HashSet::new();
        let alles = self.eigen.iter().chain(van_bronnen);
        let mut alles: Vec<_> = alles.filter(|een| gezien.insert(een.id.as_str())).cloned().collect();
        // Stable: the portal's own stand first among those of one moment.
        alles.sort_by(|een, ander| sleutel(ander).cmp(sleutel(een)));
        alles
    }

    /// What the registrations wrote down, each by itself.
    pub fn van_bronnen(&self) -> &[Arc<Gebruik>] {
        &self.van_bronnen
    }

    /// One use that came from a registration: all that is known of it is here.
    pub fn van_bron(&self, id: &str) -> Option<&Arc<Gebruik>> {
        self.samen.iter().find(|een| een.id == id)
    }

    /// What users are called that the register of verwerkingsactiviteiten does not know, in order of appearance.
    pub fn namen(&self) -> Vec<String> {
        let mut gezien = HashSet::new();
        let namen = self.eigen.iter().chain(&self.van_bronnen).filter_map(|een| een.door.naam.as_ref());
        namen.filter(|naam| gezien.insert(naam.as_str())).cloned().collect()
    }
}

/// Uses of several registrations with one trace become one: the first of them, with what was asked of the others.
fn samen(van_bronnen: &[Arc<Gebruik>]) -> Vec<Arc<Gebruik>> {
    let mut samen: Vec<Arc<Gebruik>> = Vec::new();
    for een in van_bronnen {
        let zelfde = samen.iter_mut().find(|ander| ander.bron != een.bron && trace(ander) == trace(een));
        match zelfde {
            Some(ander) => Arc::make_mut(ander).opgevraagd.extend(een.opgevraagd.iter().cloned()),
            None => samen.push(Arc::clone(een)),
        }
    }
    samen
}

/// The part of an id that is the same for everything one request set off.
pub fn trace(gebruik: &Gebruik) -> &str {
    gebruik.id.split_once('-').map_or(&gebruik.id, |(_, trace)| trace)
}

/// Sorts by moment: RFC 3339 in UTC does so as text, but for the end, which stands after fractions of a second.
fn sleutel(gebruik: &Gebruik) -> &str {
    gebruik.moment.trim_end_matches('Z')
}

#[cfg(test)]
mod tests {
    use super::Tijdlijn;
    use crate::inzage::proef::{gebruik, van_bron};
    use contract::inzage::Blad;

    fn blad(momenten: &[&str], verder: Option<&str>) -> Blad {
        let gebruik = momenten.iter().map(|moment| gebruik(moment, moment)).collect();
        Blad { gebruik, verder: verder.map(Into::into) }
    }

    fn ids(tijdlijn: &Tijdlijn) -> Vec<String> {
        tijdlijn.zichtbaar().iter().map(|een| een.id.clone()).collect()
    }

    #[test]
    fn a_source_waits_for_the_own_page_that_goes_as_far_back() {
        let mut tijdlijn = Tijdlijn::default();
        let momenten =
            ["2026-09-05T10:00:00Z", "2026-09-03T10:00:00Z", "2026-08-01T10:00:00Z", "2026-01-01T10:00:00Z"];
        tijdlijn.bron("brp", momenten.map(|moment| van_bron("brp", moment, moment)).into());
        assert_eq!(ids(&tijdlijn), [""; 0], "nothing is own yet");
        assert!(!tijdlijn.begonnen());

        tijdlijn.blad(blad(&["2026-09-04T10:00:00Z", "2026-09-02T10:00:00Z"], Some("a")));
        assert_eq!(tijdlijn.verder(), Some("a"));
        let eerste =
            ["2026-09-05T10:00:00Z", "2026-09-04T10:00:00Z", "2026-09-03T10:00:00Z", "2026-09-02T10:00:00Z"];
        assert_eq!(ids(&tijdlijn), eerste);

        tijdlijn.blad(blad(&["2026-07-04T10:00:00Z"], None));
        assert_eq!(tijdlijn.verder(), None);
        let rest = ["2026-08-01T10:00:00Z", "2026-07-04T10:00:00Z", "2026-01-01T10:00:00Z"];
        assert_eq!(ids(&tijdlijn), [&eerste[..], &rest[..]].concat(), "what stood there did not move");
    }

    #[test]
    fn without_own_uses_the_sources_stand_alone() {
        let mut tijdlijn = Tijdlijn::default();
        tijdlijn.bron("brp", vec![van_bron("brp", "x", "2026-01-01T10:00:00Z")]);
        tijdlijn.blad(blad(&[], None));
        assert_eq!(ids(&tijdlijn), ["x"]);
    }

    #[test]
    fn the_same_use_is_there_once_and_a_second_answer_replaces_the_first() {
        let mut tijdlijn = Tijdlijn::default();
        tijdlijn.blad(Blad { gebruik: vec![gebruik("a", "2026-09-04T10:00:00Z")], verder: None });
        let moment = "2026-09-04T10:00:00Z";
        tijdlijn.bron("brp", vec![van_bron("brp", "a", moment), van_bron("brp", "b", moment)]);
        assert_eq!(ids(&tijdlijn), ["a", "b"]);
        assert_eq!(tijdlijn.zichtbaar()[0].bron, "portaal");
        tijdlijn.bron("woz", vec![van_bron("woz", "c", moment)]);
        tijdlijn.bron("brp", vec![van_bron("brp", "d", moment)]);
        assert_eq!(ids(&tijdlijn), ["a", "c", "d"]);
        assert!(tijdlijn.van_bron("d").is_some());
        assert!(tijdlijn.van_bron("b").is_none());
        assert!(tijdlijn.van_bron("a").is_none(), "an own use is not told in full here");
    }

    #[test]
    fn what_one_request_set_off_at_two_registrations_is_one_use() {
        let mut tijdlijn = Tijdlijn::default();
        tijdlijn.blad(blad(&[], None));
        tijdlijn.bron("brp", vec![van_bron("brp", "2-aa", "2026-09-04T10:00:01Z")]);
        tijdlijn.bron(
            "woz",
            vec![
                van_bron("woz", "1-aa", "2026-09-04T10:00:00Z"),
                van_bron("woz", "1-bb", "2026-09-04T10:00:00Z"),
            ],
        );
        assert_eq!(ids(&tijdlijn), ["2-aa", "1-bb"]);
        let registraties = |id: &str| tijdlijn.van_bron(id).unwrap().opgevraagd.len();
        let een = van_bron("brp", "x", "").opgevraagd.len();
        assert_eq!((registraties("2-aa"), registraties("1-bb")), (2 * een, een));
        assert!(een > 0 && tijdlijn.van_bron("1-aa").is_none());
    }

    #[test]
    fn fractions_of_a_second_count() {
        let mut tijdlijn = Tijdlijn::default();
        tijdlijn
            .blad(blad(&["2026-09-04T10:00:00.5Z", "2026-09-04T10:00:00.25Z", "2026-09-04T10:00:00Z"], None));
        tijdlijn.bron("brp", vec![van_bron("brp", "bron", "2026-09-04T10:00:00.125Z")]);
        let verwacht = ["2026-09-04T10:00:00.5Z", "2026-09-04T10:00:00.25Z", "bron", "2026-09-04T10:00:00Z"];
        assert_eq!(ids(&tijdlijn), verwacht);
    }

    #[test]
    fn names_that_no_register_knows_are_told_once() {
        let mut tijdlijn = Tijdlijn::default();
        let genoemd = |id: &str, naam: Option<&str>| {
            let mut een = van_bron("brp", id, "2026-09-04T10:00:00Z");
            een.door.naam = naam.map(Into::into);
            een
        };
        tijdlijn.bron("brp", vec![genoemd("a", Some("Stichting X")), genoemd("b", None)]);
        tijdlijn.bron("woz", vec![genoemd("c", Some("Stichting X")), genoemd("d", Some("Bureau Y"))]);
        assert_eq!(tijdlijn.namen(), ["Stichting X", "Bureau Y"]);
    }
}
