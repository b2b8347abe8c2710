//! A request that is being written. What was chosen stands in the address, as ids: it survives a new login, a reload and the
//! Back button, and nothing of it is about the person. What they write themselves stays in memory only.

use super::woorden::REDENEN;
use crate::components::formulier::Fout;
use crate::taal::teksten::aanvraag as teksten;
use contract::Bsn;
use contract::verzoek::{Gebruiksregel, Keuze, Meldreden, NieuwVerzoek, TOELICHTING_MAX};
use std::collections::BTreeSet;

/// The ids of the fields that an error points at.
pub const VELD_KEUZE: &str = "keuze";
pub const VELD_ENKELE: &str = "enkele";
pub const VELD_TEKST: &str = "toelichting";

const ALLE: &str = "alle";

/// All, some, or not chosen yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keus {
    #[default]
    Geen,
    Alle,
    Enkele(BTreeSet<String>),
}

impl Keus {
    fn uit(tekst: Option<String>) -> Self {
        match tekst.as_deref() {
            None | Some("") => Keus::Geen,
            Some(ALLE) => Keus::Alle,
            Some(ids) => Keus::Enkele(ids.split(',').map(str::to_owned).collect()),
        }
    }

    fn in_adres(&self) -> Option<String> {
        match self {
            Keus::Geen => None,
            Keus::Alle => Some(ALLE.to_owned()),
            Keus::Enkele(ids) => Some(ids.iter().map(String::as_str).collect::<Vec<_>>().join(",")),
        }
    }

    fn keuze(&self) -> Option<Keuze> {
        match self {
            Keus::Geen => None,
            Keus::Alle => Some(Keuze::Alle),
            Keus::Enkele(ids) => Some(Keuze::Enkele { ids: ids.iter().cloned().collect() }),
        }
    }

    pub fn heeft(&self, id: &str) -> bool {
        matches!(self, Keus::Enkele(ids) if ids.contains(id))
    }

    /// Takes an id in or out.
    pub fn zet(&mut self, id: &str, aan: bool) {
        if let Keus::Enkele(ids) = self {
            if aan {
                ids.insert(id.to_owned());
            } else {
                ids.remove(id);
            }
        }
    }

    fn fouten(&self) -> Vec<Fout> {
        match self {
            Keus::Geen => vec![(VELD_KEUZE, &teksten::fout_kies)],
            Keus::Enkele(ids) if ids.is_empty() => vec![(VELD_ENKELE, &teksten::fout_enkele)],
            Keus::Alle | Keus::Enkele(_) => Vec::new(),
        }
    }
}

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stap {
    Aan,
    Over,
    Reden,
    Toelichting,
    Controle,
}

/// What is being asked so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concept {
    Inzage { aan: Keus, over: Keus },
    Melding { regel: Gebruiksregel, reden: Option<Meldreden> },
}

impl Concept {
    /// From the address: `neem` gives a part of its query. With a line of the use log (`trace`) it is a report.
    pub fn uit(neem: impl Fn(&str) -> Option<String>) -> Self {
        let Some(trace_id) = neem("trace") else {
            return Concept::Inzage { aan: Keus::uit(neem("aan")), over: Keus::uit(neem("over")) };
        };
        let reden = neem("reden");
        Concept::Melding {
            regel: Gebruiksregel {
                bron: neem("bron").unwrap_or_default(),
                trace_id,
                organisatie: neem("organisatie"),
                activiteit: neem("activiteit"),
                begonnen_op: neem("op").unwrap_or_default(),
            },
            reden: REDENEN
                .iter()
                .find(|(woord, ..)| reden.as_deref() == Some(woord))
                .map(|(_, reden, _)| *reden),
        }
    }

    /// The parts of the query of the address, not encoded yet.
    pub fn in_adres(&self) -> Vec<(&'static str, String)> {
        let paren = match self {
            Concept::Inzage { aan, over } => vec![("aan", aan.in_adres()), ("over", over.in_adres())],
            Concept::Melding { regel, reden } => {
                let woord = REDENEN
                    .iter()
                    .find(|(_, een, _)| Some(*een) == *reden)
                    .map(|(woord, ..)| (*woord).to_owned());
                vec![
                    ("bron", Some(regel.bron.clone())),
                    ("trace", Some(regel.trace_id.clone())),
                    ("organisatie", regel.organisatie.clone()),
                    ("activiteit", regel.activiteit.clone()),
                    ("op", Some(regel.begonnen_op.clone())),
                    ("reden", woord),
                ]
            }
        };
        paren.into_iter().filter_map(|(naam, waarde)| Some((naam, waarde?))).collect()
    }

    pub const fn stappen(&self) -> &'static [Stap] {
        match self {
            Concept::Inzage { .. } => &[Stap::Aan, Stap::Over, Stap::Toelichting, Stap::Controle],
            Concept::Melding { .. } => &[Stap::Reden, Stap::Toelichting, Stap::Controle],
        }
    }

    /// Where somebody is who asks for the step with this number (from 1): never past a question without an answer.
    pub fn nummer(&self, gevraagd: usize, toelichting: &str) -> usize {
        let stappen = self.stappen();
        let open = stappen.iter().position(|stap| !self.fouten(*stap, toelichting).is_empty());
        gevraagd.clamp(1, open.map_or(stappen.len(), |open| open + 1))
    }

    /// What is wrong with the answer to this question.
    pub fn fouten(&self, stap: Stap, toelichting: &str) -> Vec<Fout> {
        match (stap, self) {
            (Stap::Aan, Concept::Inzage { aan, .. }) => aan.fouten(),
            (Stap::Over, Concept::Inzage { over, .. }) => over.fouten(),
            (Stap::Reden, Concept::Melding { reden: None, .. }) => vec![(VELD_KEUZE, &teksten::fout_kies)],
            (Stap::Toelichting, _) => self.fouten_in(toelichting.trim()),
            _ => Vec::new(),
        }
    }

    fn fouten_in(&self, toelichting: &str) -> Vec<Fout> {
        let nodig = matches!(self, Concept::Melding { reden: Some(Meldreden::Anders), .. });
        let fout = if toelichting.chars().count() > TOELICHTING_MAX {
            &teksten::fout_lang
        } else if Bsn::staat_in(toelichting) {
            &teksten::fout_bsn
        } else if nodig && toelichting.is_empty() {
            &teksten::fout_leeg
        } else {
            return Vec::new();
        };
        vec![(VELD_TEKST, fout)]
    }

    /// What is sent. `None`: a question has no answer yet.
    pub fn vraag(&self, toelichting: &str) -> Option<NieuwVerzoek> {
        let toelichting = toelichting.trim().to_owned();
        Some(match self {
            Concept::Inzage { aan, over } => {
                NieuwVerzoek::Inzage { aan: aan.keuze()?, over: over.keuze()?, toelichting }
            }
            Concept::Melding { regel, reden } => {
                NieuwVerzoek::Gebruiksmelding { regel: regel.clone(), reden: (*reden)?, toelichting }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uit(paren: &[(&str, &str)]) -> Concept {
        Concept::uit(|naam| {
            paren.iter().find(|(een, _)| *een == naam).map(|(_, waarde)| (*waarde).to_owned())
        })
    }

    #[test]
    fn stands_in_the_address_and_comes_back() {
        for paren in [
            &[][..],
            &[("aan", "alle")],
            &[("aan", "svb,uwv"), ("over", "brp")],
            &[
                ("bron", "brp"),
                ("trace", "a1"),
                ("organisatie", "uwv"),
                ("op", "2026-11-20T10:00:00Z"),
                ("reden", "anders"),
            ],
        ] {
            let adres = uit(paren).in_adres();
            let adres: Vec<_> = adres.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
            assert_eq!(adres, paren);
        }
    }

    #[test]
    fn nobody_skips_a_question() {
        let leeg = uit(&[]);
        assert_eq!([0, 1, 2, 9].map(|stap| leeg.nummer(stap, "")), [1; 4]);
        let half = uit(&[("aan", "uwv")]);
        assert_eq!([1, 2, 3, 4].map(|stap| half.nummer(stap, "")), [1, 2, 2, 2]);
        let heel = uit(&[("aan", "uwv"), ("over", "alle")]);
        assert_eq!([1, 4, 9].map(|stap| heel.nummer(stap, "")), [1, 4, 4]);
        assert_eq!(heel.nummer(4, "999970124"), 3, "back to the text with a BSN in it");
        let onbekend = uit(&[("trace", "a1"), ("reden", "zomaar")]);
        assert_eq!(onbekend.nummer(3, ""), 1);
    }

    #[test]
    fn every_mistake_points_at_its_field() {
        let enkele = Keus::Enkele(BTreeSet::new());
        let velden = |fouten: Vec<Fout>| fouten.into_iter().map(|(veld, _)| veld).collect::<Vec<_>>();
        assert_eq!(velden(uit(&[]).fouten(Stap::Aan, "")), [VELD_KEUZE]);
        let concept = Concept::Inzage { aan: enkele, over: Keus::Alle };
        assert_eq!(velden(concept.fouten(Stap::Aan, "")), [VELD_ENKELE]);
        assert!(concept.fouten(Stap::Over, "").is_empty());
        let precies = "é".repeat(TOELICHTING_MAX);
        assert!(concept.fouten(Stap::Toelichting, &format!(" {precies}\n")).is_empty());
        assert_eq!(velden(concept.fouten(Stap::Toelichting, &(precies + "é"))), [VELD_TEKST]);
        let anders = uit(&[("trace", "a1"), ("reden", "anders")]);
        assert_eq!(velden(anders.fouten(Stap::Toelichting, " \n")), [VELD_TEKST]);
        assert!(anders.fouten(Stap::Toelichting, "Dit was ik niet.").is_empty());
    }

    #[test]
    fn sends_what_was_chosen() {
        assert_eq!(uit(&[("aan", "uwv")]).vraag(""), None);
        let mut keus = Keus::Enkele(BTreeSet::new());
        keus.zet("uwv", true);
        keus.zet("svb", true);
        keus.zet("uwv", false);
        assert!(keus.heeft("svb") && !keus.heeft("uwv"));
        let vraag = Concept::Inzage { aan: keus, over: Keus::Alle }.vraag(" tekst ");
        let aan = Keuze::Enkele { ids: vec!["svb".into()] };
        assert_eq!(vraag, Some(NieuwVerzoek::Inzage { aan, over: Keuze::Alle, toelichting: "tekst".into() }));
    }
}
