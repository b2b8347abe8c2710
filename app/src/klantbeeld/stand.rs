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
    /// Registrations that are asked again as soon as those that they are found by have answered.
    wachtend: Vec<String>,
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
    /// The last answer, if there was one.
    pub fn beeld(&self) -> Option<&Arc<Bronbeeld>> {
        match self {
            Bron::Laadt => None,
            Bron::Binnen(beeld) | Bron::Opnieuw(beeld) => Some(beeld),
        }
    }

    /// The answer, when there is one with data. It stays in view while the source is asked again.
    pub fn geladen(&self) -> Option<&Arc<Bronbeeld>> {
        self.beeld().filter(|beeld| beeld.stand == Stand::Geladen)
    }

    /// Whether an answer is on its way.
    pub fn bezig(&self) -> bool {
        !matches!(self, Bron::Binnen(_))
    }

    /// Whether it answered, with data or with word that there is none.
    pub fn goed(&self) -> bool {
        self.beeld().is_some_and(|beeld| goed(&beeld.stand))
    }

    /// Whether it could not be asked because another did not answer.
    fn hangt_af(&self) -> bool {
        let hangt_af = |stand: &Stand| matches!(stand, Stand::NietBeschikbaar { reden: Reden::HangtAf, .. });
        self.beeld().is_some_and(|beeld| hangt_af(&beeld.stand))
    }

    /// The registrations that it missed.
    fn miste(&self) -> &[String] {
        self.beeld().map_or(&[], |beeld| &beeld.onvolledig)
    }
}

fn goed(stand: &Stand) -> bool {
    matches!(stand, Stand::Geladen | Stand::GeenGegevens)
}

/// Why a registration shows nothing, for a notice of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gemis {
    pub stand: Stand,
    /// Ids of the registrations that could not be asked because of this one.
    pub daardoor: Vec<String>,
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

    /// One registration answered. One that was never announced is left out: it has no place on the page. Gives the
    /// registrations to ask now that this one is in.
    pub fn binnen(&mut self, beeld: Bronbeeld) -> Vec<String> {
        let registratie = beeld.registratie.clone();
        let Some(bron) = self.bronnen.get_mut(&registratie) else { return Vec::new() };
        let herhaald = matches!(bron, Bron::Opnieuw(_));
        let vorig = bron.geladen().filter(|_| !goed(&beeld.stand)).cloned();
        // What was there stays when asking again gives nothing: it is true as of its own moment.
        *bron = Bron::Binnen(vorig.unwrap_or_else(|| Arc::new(beeld)));
        self.vervolg(&registratie, herhaald)
    }

    /// The citizen asks for one registration again. Gives the registrations to ask now: those that it is found by go
    /// first. Empty when it is on its way already.
    pub fn opnieuw(&mut self, registratie: &str) -> Vec<String> {
        let Some(bron) = self.bronnen.get_mut(registratie) else { return Vec::new() };
        let Bron::Binnen(vorig) = bron else { return Vec::new() };
        let nodig = vorig.onvolledig.clone();
        let hangt_af = bron.hangt_af();
        self.zet_opnieuw(registratie);
        if !hangt_af {
            return vec![registratie.to_owned()];
        }
        let mut eerst = Vec::new();
        for id in &nodig {
            if !self.bronnen.get(id).is_some_and(Bron::goed) {
                eerst.extend(self.opnieuw(id));
            }
        }
        if nodig.iter().any(|id| self.is_bezig(id)) {
            self.wachtend.push(registratie.to_owned());
            eerst
        } else {
            vec![registratie.to_owned()]
        }
    }

    /// What can be asked now that this registration has answered: what waited for it, and, after a retry, what it was
    /// missing in.
    fn vervolg(&mut self, registratie: &str, herhaald: bool) -> Vec<String> {
        let nu_goed = self.bronnen.get(registratie).is_some_and(Bron::goed);
        let mut te_vragen = Vec::new();
        for ander in self.registraties.clone() {
            let Some(bron) = self.bronnen.get(&ander) else { continue };
            if !bron.miste().iter().any(|id| id == registratie) {
                continue;
            }
            let wachtte = self.wachtend.contains(&ander);
            if !wachtte && (bron.bezig() || !herhaald || !nu_goed) {
                continue;
            }
            let nodig = bron.miste().to_vec();
            self.wachtend.retain(|id| *id != ander);
            self.zet_opnieuw(&ander);
            if nodig.iter().any(|id| self.is_bezig(id)) {
                self.wachtend.push(ander);
            } else if nodig.iter().any(|id| self.bronnen.get(id).is_some_and(Bron::goed)) {
                te_vragen.push(ander);
            } else if let Some(bron) = self.bronnen.get_mut(&ander)
                && let Some(vorig) = bron.beeld().cloned()
            {
                *bron = Bron::Binnen(vorig);
            }
        }
        te_vragen
    }

    fn zet_opnieuw(&mut self, registratie: &str) {
        if let Some(bron) = self.bronnen.get_mut(registratie)
            && let Some(vorig) = bron.beeld().cloned()
        {
            *bron = Bron::Opnieuw(vorig);
        }
    }

    fn is_bezig(&self, registratie: &str) -> bool {
        self.bronnen.get(registratie).is_some_and(Bron::bezig)
    }

    /// The stream ended, as it should or not. What has not come will not come by itself any more. Gives the
    /// registrations to ask now.
    pub fn einde(&mut self) -> Vec<String> {
        if matches!(self.verloop, Verloop::Rust | Verloop::Gevraagd) {
            self.verloop = Verloop::Gebroken;
            return Vec::new();
        }
        self.verloop = Verloop::Klaar;
        let weg: Vec<String> = self
            .registraties
            .iter()
            .filter(|id| self.bronnen.get(*id) == Some(&Bron::Laadt))
            .cloned()
            .collect();
        weg.iter().flat_map(|registratie| self.onbereikbaar(registratie)).collect()
    }

    /// A registration that we could not ask.
    pub fn onbereikbaar(&mut self, registratie: &str) -> Vec<String> {
        self.binnen(Bronbeeld {
            registratie: registratie.to_owned(),
            stand: Stand::NietBeschikbaar { reden: Reden::Onbereikbaar, opnieuw: true },
            opgehaald_op: String::new(),
            onvolledig: Vec::new(),
            voorkomens: Vec::new(),
        })
    }

    /// Why this registration shows nothing, when that deserves a notice. One that could not be asked because of
    /// another is named in the notice of that other.
    pub fn gemis(&self, registratie: &str) -> Option<Gemis> {
        let bron = self.bronnen.get(registratie)?;
        let stand = &bron.beeld()?.stand;
        let mist =
            |id: &String| self.bronnen.get(id).is_some_and(|bron| bron.beeld().is_some() && !bron.goed());
        if *stand == Stand::Geladen || (bron.hangt_af() && bron.miste().iter().any(mist)) {
            return None;
        }
        let daardoor = self.registraties.iter().filter(|ander| {
            let ander = self.bronnen.get(*ander);
            ander.is_some_and(|ander| ander.hangt_af() && ander.miste().iter().any(|id| id == registratie))
        });
        Some(Gemis { stand: stand.clone(), daardoor: daardoor.cloned().collect() })
    }

    /// The answers with data, in the order of the page.
    pub fn antwoorden(&self) -> Vec<Arc<Bronbeeld>> {
        self.registraties.iter().filter_map(|id| self.bronnen.get(id)?.geladen().cloned()).collect()
    }

    pub fn telling(&self) -> Telling {
        let mut telling = Telling::default();
        for registratie in &self.registraties {
            let deel = match self.bronnen.get(registratie) {
                None | Some(Bron::Laadt) => &mut telling.onderweg,
                Some(bron) if bron.goed() => &mut telling.binnen,
                Some(_) => &mut telling.ontbreekt,
            };
            deel.push(registratie.clone());
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
        assert_eq!(beeld.gemis("brp"), Some(Gemis { stand, daardoor: vec![] }));
        assert_eq!(beeld.gemis("woz"), None);
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
        assert_eq!(beeld.opnieuw("brp"), ids(&["brp"]));
        assert!(beeld.opnieuw("brp").is_empty(), "it is on its way already");
        beeld.einde();
        assert!(beeld.bron("brp").unwrap().bezig());
        assert!(matches!(beeld.gemis("brp").unwrap().stand, Stand::NietBeschikbaar { .. }));
        beeld.binnen(van("brp"));
        assert!(beeld.bron("brp").unwrap().geladen().is_some());
    }

    #[test]
    fn a_registration_that_was_not_announced_has_no_place() {
        let mut beeld = begonnen();
        beeld.binnen(van("rdw"));
        assert_eq!(beeld.bron("rdw"), None);
        assert!(beeld.opnieuw("rdw").is_empty());
    }

    /// A home registration that is found by the address that brp and brk give.
    fn afhankelijk(stand: Stand, miste: &[&str]) -> Bronbeeld {
        Bronbeeld { stand, onvolledig: ids(miste), ..van("bag") }
    }

    fn hangt_af() -> Stand {
        Stand::NietBeschikbaar { reden: Reden::HangtAf, opnieuw: true }
    }

    fn met_bag(brp: bool, brk: bool, bag: Bronbeeld) -> Beeld {
        let mut beeld = Beeld::gevraagd();
        beeld.begin(ids(&["brp", "brk", "bag"]));
        for (id, goed) in [("brp", brp), ("brk", brk)] {
            if goed {
                beeld.binnen(van(id))
            } else {
                beeld.onbereikbaar(id)
            };
        }
        beeld.binnen(bag);
        beeld
    }

    #[test]
    fn what_depends_on_another_is_asked_after_that_other() {
        let mut beeld = met_bag(false, false, afhankelijk(hangt_af(), &["brp", "brk"]));
        assert_eq!(beeld.opnieuw("bag"), ids(&["brp", "brk"]));
        assert_eq!(beeld.binnen(van("brp")), ids(&[]), "brk is still on its way");
        assert!(beeld.bron("bag").unwrap().bezig());
        assert_eq!(beeld.onbereikbaar("brk"), ids(&["bag"]), "one of them is enough to ask");
        beeld.binnen(afhankelijk(Stand::Geladen, &["brk"]));
        assert!(beeld.bron("bag").unwrap().geladen().is_some());
    }

    #[test]
    fn it_is_not_asked_when_the_other_fails_again() {
        let mut beeld = met_bag(false, true, afhankelijk(hangt_af(), &["brp"]));
        assert_eq!(beeld.opnieuw("bag"), ids(&["brp"]));
        assert_eq!(beeld.onbereikbaar("brp"), ids(&[]));
        assert!(!beeld.bron("bag").unwrap().bezig());
        assert_eq!(beeld.gemis("bag"), None, "it is told with the one it depends on");
        assert_eq!(beeld.gemis("brp").unwrap().daardoor, ids(&["bag"]));
    }

    #[test]
    fn a_retry_that_succeeds_asks_what_was_incomplete_without_it() {
        let mut beeld = met_bag(true, false, afhankelijk(Stand::Geladen, &["brk"]));
        assert_eq!(beeld.opnieuw("brk"), ids(&["brk"]));
        assert_eq!(beeld.binnen(van("brk")), ids(&["bag"]));
        let bag = beeld.bron("bag").unwrap();
        assert!(bag.bezig() && bag.geladen().is_some(), "what there is stays in view");
        assert_eq!(beeld.telling().binnen, ids(&["brp", "brk", "bag"]));
        beeld.onbereikbaar("bag");
        assert!(beeld.bron("bag").unwrap().geladen().is_some(), "what there was stays");
    }

    #[test]
    fn the_first_answer_of_a_source_asks_nothing_again() {
        let mut beeld = Beeld::gevraagd();
        beeld.begin(ids(&["brp", "brk", "bag"]));
        beeld.binnen(afhankelijk(Stand::Geladen, &["brk"]));
        assert_eq!(beeld.binnen(van("brk")), ids(&[]));
    }

    #[test]
    fn it_can_be_asked_by_itself_when_the_other_is_in_by_now() {
        let mut beeld = met_bag(true, true, afhankelijk(hangt_af(), &["brp"]));
        assert!(beeld.gemis("bag").is_some(), "nothing else tells of it");
        assert_eq!(beeld.opnieuw("bag"), ids(&["bag"]));
    }
}
