//! Which registrations tell who used their data, as far as they have answered.

use contract::inzage::{Bronlog, Logstand};

/// How it went with asking them all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Afloop {
    /// Not asked yet, or under way.
    #[default]
    Onderweg,
    Klaar,
    /// The portal could not ask them, or not all.
    Gebroken,
}

/// The registrations and what each said; `None`: nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bronnen {
    pub afloop: Afloop,
    pub lijst: Vec<(String, Option<Logstand>)>,
}

/// How many do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    pub meldt: usize,
    pub meldt_niet: usize,
    pub onbereikbaar: usize,
    pub onderweg: usize,
}

impl Bronnen {
    /// These will answer. What one told before stands until it answers again.
    pub fn begin(&mut self, registraties: Vec<String>) {
        let eerder = std::mem::take(&mut self.lijst);
        let gemeld = |id: &String| {
            let stand = eerder.iter().find(|(van, _)| van == id).and_then(|(_, stand)| stand.clone());
            stand.filter(|stand| *stand != Logstand::NietBeschikbaar)
        };
        let lijst = registraties.into_iter().map(|id| (gemeld(&id), id));
        *self = Bronnen { afloop: Afloop::Onderweg, lijst: lijst.map(|(stand, id)| (id, stand)).collect() };
    }

    pub fn binnen(&mut self, bronlog: &Bronlog) {
        let stand = Some(bronlog.stand.clone());
        match self.lijst.iter_mut().find(|(id, _)| *id == bronlog.registratie) {
            Some((_, nu)) => *nu = stand,
            None => self.lijst.push((bronlog.registratie.clone(), stand)),
        }
    }

    /// Nothing follows; who has not answered is not there now.
    pub fn einde(&mut self, afloop: Afloop) {
        self.afloop = afloop;
        for (_, stand) in &mut self.lijst {
            stand.get_or_insert(Logstand::NietBeschikbaar);
        }
    }

    /// What holds nothing on persons counts for nothing.
    pub fn telling(&self) -> Telling {
        let mut telling = Telling::default();
        for (_, stand) in &self.lijst {
            let Telling { meldt, meldt_niet, onbereikbaar, onderweg } = &mut telling;
            let teller = match stand {
                None => onderweg,
                Some(Logstand::Meldt { .. }) => meldt,
                Some(Logstand::MeldtNiet) => meldt_niet,
                Some(Logstand::NietBeschikbaar) => onbereikbaar,
                Some(Logstand::NietNodig) => continue,
            };
            *teller += 1;
        }
        telling
    }
}

#[cfg(test)]
mod tests {
    use super::{Afloop, Bronnen, Telling};
    use contract::inzage::{Bronlog, Logstand};

    fn meldt() -> Logstand {
        Logstand::Meldt { sinds: "2026-01-01".into(), afgekapt: false }
    }

    fn log(registratie: &str, stand: Logstand) -> Bronlog {
        Bronlog { registratie: registratie.into(), stand, gebruik: Vec::new() }
    }

    #[test]
    fn who_does_not_answer_before_the_end_is_not_there() {
        let mut bronnen = Bronnen::default();
        bronnen.begin(["brp", "woz", "bag", "kvk"].map(Into::into).into());
        bronnen.binnen(&log("brp", meldt()));
        bronnen.binnen(&log("bag", Logstand::NietNodig));
        bronnen.binnen(&log("kvk", Logstand::MeldtNiet));
        let telling = Telling { meldt: 1, meldt_niet: 1, onbereikbaar: 0, onderweg: 1 };
        assert_eq!(bronnen.telling(), telling);
        bronnen.einde(Afloop::Gebroken);
        assert_eq!(bronnen.telling(), Telling { onbereikbaar: 1, onderweg: 0, ..telling });
        assert_eq!(bronnen.afloop, Afloop::Gebroken);
    }

    #[test]
    fn asking_again_keeps_what_was_told_and_waits_for_what_was_not() {
        let mut bronnen = Bronnen::default();
        bronnen.begin(["brp", "woz"].map(Into::into).into());
        bronnen.binnen(&log("brp", meldt()));
        bronnen.binnen(&log("woz", Logstand::NietBeschikbaar));
        bronnen.einde(Afloop::Klaar);
        bronnen.begin(["brp", "woz", "brk"].map(Into::into).into());
        let standen: Vec<_> = bronnen.lijst.iter().map(|(_, stand)| stand.clone()).collect();
        assert_eq!(standen, [Some(meldt()), None, None]);
        assert_eq!(bronnen.afloop, Afloop::Onderweg);
    }

    #[test]
    fn an_answer_that_was_not_announced_counts_too() {
        let mut bronnen = Bronnen::default();
        bronnen.binnen(&log("brp", meldt()));
        assert_eq!(bronnen.telling().meldt, 1);
    }
}
