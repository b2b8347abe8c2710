//! How far the klantbeeld is: which sources were asked, which answered. Pure: what happened goes in, the state comes out.

use contract::klantbeeld::{Bronbeeld, Reden, Stand};
use std::collections::HashMap;
use std::sync::Arc;

/// The whole klantbeeld at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beeld {
    pub verloop: Verloop,
    /// Ids of the registrations, in the order of the page.
    pub registraties: Vec<String>,
    bronnen: HashMap<String, Bron>,
}

/// How far the stream is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verloop {
    /// Nothing was asked yet.
    #[default]
    Rust,
    /// Asked; which registrations there are is not known yet.
    Gevraagd,
    /// Answers are coming in.
    Stroomt,
    /// Every registration has answered or was given up.
    Klaar,
    /// It broke before we knew which registrations there are.
    Gebroken,
}

/// One registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bron {
    /// On its way.
    Laadt,
    /// It answered, with data or with a reason why not.
    Binnen(Arc<Bronbeeld>),
    /// The citizen asked for it again; until the new answer is in, this is what we know.
    Opnieuw(Arc<Bronbeeld>),
}

impl Bron {
    /// The answer, when there is one with data.
    pub fn geladen(&self) -> Option<&Arc<Bronbeeld>> {
        match self {
            Bron::Binnen(beeld) if beeld.stand == Stand::Geladen => Some(beeld),
            _ => None,
        }
    }

    /// Why there is no data, when the source has answered so (or could not be asked), and whether it is being asked again.
    pub fn zonder(&self) -> Option<(&Stand, bool)> {
        match self {
            Bron::Binnen(beeld) if beeld.stand != Stand::Geladen => Some((&beeld.stand, false)),
            Bron::Opnieuw(beeld) => Some((&beeld.stand, true)),
            _ => None,
        }
    }
}

/// Which sources are in and which are not: ids, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    pub binnen: Vec<String>,
    pub onderweg: Vec<String>,
    /// Those that could not give an answer.
    pub ontbreekt: Vec<String>,
}

impl Beeld {
    pub fn gevraagd() -> Self {
        Beeld { verloop: Verloop::Gevraagd, ..Beeld::default() }
    }

    pub fn bron(&self, registratie: &str) -> Option<&Bron> {
        self.bronnen.get(registratie)
    }

    /// The stream says which registrations will answer.
    pub fn begin(&mut self, registraties: Vec<String>) {
        self.bronnen = registraties.iter().map(|id| (id.clone(), Bron::Laadt)).collect();
        self.registraties = registraties;
        self.verloop = Verloop::Stroomt;
    }

    /// One registration answered. One that was never announced is left out: it has no place on the page.
    pub fn binnen(&mut self, beeld: Bronbeeld) {
        if let Some(bron) = self.bronnen.get_mut(&beeld.registratie) {
            *bron = Bron::Binnen(Arc::new(beeld));
        }
    }

    /// The citizen asked for one registration again. `false` when it is on its way already.
    pub fn opnieuw(&mut self, registratie: &str) -> bool {
        let Some(bron) = self.bronnen.get_mut(registratie) else { return false };
        let Bron::Binnen(vorig) = bron else { return false };
        *bron = Bron::Opnieuw(Arc::clone(vorig));
        true
    }

    /// The stream ended, as it should or not. What has not come will not come by itself any more.
    pub fn einde(&mut self) {
        if matches!(self.verloop, Verloop::Rust | Verloop::Gevraagd) {
            self.verloop = Verloop::Gebroken;
            return;
        }
        self.verloop = Verloop::Klaar;
        let weg: Vec<String> =
            self.registraties.iter().filter(|id| self.bronnen[*id] == Bron::Laadt).cloned().collect();
        for registratie in weg {
            self.onbereikbaar(&registratie);
        }
    }

    /// A registration that we could not ask.
    pub fn onbereikbaar(&mut self, registratie: &str) {
        self.binnen(Bronbeeld {
            registratie: registratie.to_owned(),
            stand: Stand::NietBeschikbaar { reden: Reden::Onbereikbaar, opnieuw: true },
            opgehaald_op: String::new(),
            onvolledig: Vec::new(),
            voorkomens: Vec::new(),
        });
    }

    pub fn telling(&self) -> Telling {
        let mut telling = Telling::default();
        for registratie in &self.registraties {
            match &self.bronnen[registratie] {
                Bron::Laadt => telling.onderweg.push(registratie.clone()),
                Bron::Binnen(beeld) if matches!(beeld.stand, Stand::Geladen | Stand::GeenGegevens) => {
                    telling.binnen.push(registratie.clone());
                }
                Bron::Binnen(_) | Bron::Opnieuw(_) => telling.ontbreekt.push(registratie.clone()),
            }
        }
        telling
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::beeld;

    fn van(registratie: &str) -> Bronbeeld {
        Bronbeeld { registratie: registratie.into(), ..beeld(vec![]) }
    }

    fn begonnen() -> Beeld {
        let mut beeld = Beeld::gevraagd();
        beeld.begin(vec!["brp".into(), "woz".into()]);
        beeld
    }

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn sources_come_in_one_by_one() {
        let mut beeld = begonnen();
        assert_eq!(beeld.telling(), Telling { onderweg: ids(&["brp", "woz"]), ..Telling::default() });
        beeld.binnen(van("woz"));
        assert_eq!(beeld.bron("brp"), Some(&Bron::Laadt));
        assert!(beeld.bron("woz").unwrap().geladen().is_some());
        assert_eq!(
            beeld.telling(),
            Telling { binnen: ids(&["woz"]), onderweg: ids(&["brp"]), ontbreekt: vec![] }
        );
    }

    #[test]
    fn what_has_not_come_when_the_stream_breaks_is_unreachable_and_can_be_asked_again() {
        let mut beeld = begonnen();
        beeld.binnen(van("woz"));
        beeld.einde();
        let stand = Stand::NietBeschikbaar { reden: Reden::Onbereikbaar, opnieuw: true };
        assert_eq!(beeld.bron("brp").unwrap().zonder(), Some((&stand, false)));
        assert_eq!(beeld.bron("woz").unwrap().zonder(), None);
        assert_eq!(
            beeld.telling(),
            Telling { binnen: ids(&["woz"]), onderweg: vec![], ontbreekt: ids(&["brp"]) }
        );
    }

    #[test]
    fn a_stream_that_never_began_is_broken_as_a_whole() {
        let mut beeld = Beeld::gevraagd();
        beeld.einde();
        assert_eq!(beeld.verloop, Verloop::Gebroken);
    }

    #[test]
    fn a_retry_is_asked_once_keeps_the_reason_and_survives_the_end_of_the_stream() {
        let mut beeld = begonnen();
        beeld.onbereikbaar("brp");
        assert!(beeld.opnieuw("brp"));
        assert!(!beeld.opnieuw("brp"), "it is on its way already");
        beeld.einde();
        assert!(matches!(beeld.bron("brp").unwrap().zonder(), Some((Stand::NietBeschikbaar { .. }, true))));
        beeld.binnen(van("brp"));
        assert!(beeld.bron("brp").unwrap().geladen().is_some());
    }

    #[test]
    fn a_registration_that_was_not_announced_has_no_place() {
        let mut beeld = begonnen();
        beeld.binnen(van("rdw"));
        assert_eq!(beeld.bron("rdw"), None);
        assert!(!beeld.opnieuw("rdw"));
    }
}
