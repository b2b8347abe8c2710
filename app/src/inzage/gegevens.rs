//! Which gegevens were used, group by group.

use contract::gegevensregister::{Definitie, Groep};
use contract::inzage::Opgevraagd;

/// What was used of one registration, as far as the register knows it.
#[derive(Debug, Default)]
pub struct PerGroep<'a> {
    /// In the register's order. Without gegevens: the log tells the group only.
    pub groepen: Vec<(&'a Groep, Vec<&'a Definitie>)>,
    /// How many gegevens the register does not know (any more).
    pub onbekend: usize,
}

pub fn per_groep<'a>(groepen: &'a [Groep], wat: &Opgevraagd) -> PerGroep<'a> {
    let gebruikt = |groep: &'a Groep| {
        let gegevens = groep.gegevens.iter().filter(|gegeven| wat.gegevens.contains(&gegeven.id));
        (groep, gegevens.collect::<Vec<_>>())
    };
    let bekend = groepen.iter().map(gebruikt);
    let bekend: Vec<_> =
        bekend.filter(|(groep, namen)| !namen.is_empty() || wat.groepen.contains(&groep.id)).collect();
    let aantal: usize = bekend.iter().map(|(_, namen)| namen.len()).sum();
    PerGroep { groepen: bekend, onbekend: wat.gegevens.len().saturating_sub(aantal) }
}

#[cfg(test)]
mod tests {
    use super::per_groep;
    use crate::inzage::proef::gebruik;
    use crate::klantbeeld::proef::register;

    #[test]
    fn gegevens_stand_under_their_groups_and_what_is_unknown_is_counted() {
        let register = register();
        let mut wat = gebruik("a", "2026-09-01T10:00:00Z").opgevraagd.remove(0);
        wat.gegevens = ["brp.geboorte.plaats", "brp.naam.voornamen", "brp.weg.weg"].map(Into::into).into();
        let gevonden = per_groep(&register.registraties[0].groepen, &wat);
        let namen: Vec<_> = gevonden
            .groepen
            .iter()
            .map(|(groep, gegevens)| {
                (groep.id.as_str(), gegevens.iter().map(|een| een.id.as_str()).collect())
            })
            .collect::<Vec<(_, Vec<_>)>>();
        let verwacht =
            [("brp.naam", vec!["brp.naam.voornamen"]), ("brp.geboorte", vec!["brp.geboorte.plaats"])];
        assert_eq!(namen, verwacht);
        assert_eq!(gevonden.onbekend, 1);
    }

    #[test]
    fn a_log_that_tells_the_group_only_is_not_left_out() {
        let register = register();
        let wat = gebruik("a", "2026-09-01T10:00:00Z").opgevraagd.remove(0);
        let gevonden = per_groep(&register.registraties[0].groepen, &wat);
        assert_eq!(gevonden.groepen.len(), 1);
        assert!(gevonden.groepen[0].1.is_empty());
        assert_eq!(gevonden.onbekend, 0);
    }
}
