//! A correctie that is being written: what it is about, what was filled in, and what is wrong with that.
//!
//! The address holds ids only: the group, the key of the voorkomen, which gegevens, and the number of the concept. What somebody
//! fills in is kept by the server ([`super::opslag`]), never in the browser.

use super::invoer::Invoer;
use super::opslag::Opslag;
use crate::browser::pagina::in_query;
use crate::components::formulier::{Bijfout, Fouten};
use crate::components::klopt_niet::heeft_veld;
use crate::correcties::woord;
use crate::klantbeeld::Klantbeeld;
use crate::klantbeeld::ordening::{self, definitie};
use crate::taal::teksten::aanvraag;
use crate::taal::teksten::correctie::fout as teksten;
use crate::taal::{I18n, Tekst};
use contract::correctie::{Aard, Bestand, Correctieinhoud, Wijziging};
use contract::gegevensregister::{Definitie, Groep, Registratie};
use contract::klantbeeld::{Bronbeeld, Voorkomen, Waarde};
use contract::routes::Pagina as Pad;
use contract::verzoek::TOELICHTING_MAX;
use contract::{Bsn, Taal};
use leptos::prelude::*;

/// The ids of the fields that an error points at.
pub const VELD_ERBIJ: &str = "erbij";
pub const VELD_TEKST: &str = "toelichting";

/// With what is missing altogether, so many fields begin open.
const BEGIN_MET: usize = 3;

/// One question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stap {
    Wat,
    Waarom,
    Controle,
}

pub const STAPPEN: [Stap; 3] = [Stap::Wat, Stap::Waarom, Stap::Controle];

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vraagt {
    pub groep: String,
    pub voorkomen: Option<String>,
    pub aard: Aard,
    pub gegevens: Vec<String>,
}

impl Vraagt {
    /// `neem` gives a part of the query.
    pub fn uit(neem: impl Fn(&str) -> Option<String>) -> Self {
        let aard = neem("aard").unwrap_or_default();
        let gegevens = neem("gegeven").unwrap_or_default();
        Vraagt {
            groep: neem("groep").unwrap_or_default(),
            voorkomen: neem("voorkomen").filter(|sleutel| !sleutel.is_empty()),
            aard: Aard::ALLE.into_iter().find(|een| woord(*een) == aard).unwrap_or(Aard::KloptNiet),
            gegevens: gegevens.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        }
    }

    /// The same as a concept that there is, and what it names.
    pub fn van(inhoud: &Correctieinhoud) -> Self {
        Vraagt {
            groep: inhoud.groep.clone(),
            voorkomen: inhoud.voorkomen.clone(),
            aard: inhoud.aard,
            gegevens: inhoud.wijzigingen.iter().map(|een| een.gegeven.clone()).collect(),
        }
    }

    /// As part of a query.
    fn in_adres(&self, gegevens: &[String]) -> String {
        let paren = [
            ("groep", self.groep.clone()),
            ("aard", woord(self.aard).to_owned()),
            ("voorkomen", self.voorkomen.clone().unwrap_or_default()),
            ("gegeven", gegevens.join(",")),
        ];
        let paren = paren.into_iter().filter(|(_, waarde)| !waarde.is_empty());
        let delen: Vec<String> = paren
            .flat_map(|(naam, waarde)| ["&".into(), naam.into(), "=".into(), in_query(&waarde)])
            .collect();
        delen.concat()
    }

    /// The registration and group it is about, when the register knows them and a mistake there is put right here.
    pub fn plek(&self, klantbeeld: Klantbeeld) -> Option<(Registratie, Groep)> {
        let register = klantbeeld.register()?;
        let mut paren = register.registraties.iter().filter(|een| een.correctie.is_some());
        paren.find_map(|registratie| {
            let groep = registratie.groepen.iter().find(|groep| groep.id == self.groep)?;
            let kan = groep.gegevens.iter().any(heeft_veld);
            kan.then(|| (registratie.clone(), groep.clone()))
        })
    }

    /// The voorkomen it is about, in the answer of the registration.
    pub fn voorkomen_in<'a>(&self, beeld: &'a Bronbeeld) -> Option<&'a Voorkomen> {
        let dit = |een: &&Voorkomen| {
            een.groep == self.groep && Some(een.sleutel.as_str()) == self.voorkomen.as_deref()
        };
        beeld.voorkomens.iter().find(dit)
    }
}

/// The input of one value; a handle.
#[derive(Clone, Copy)]
pub struct Veld {
    definitie: StoredValue<Definitie>,
    pub huidig: RwSignal<Option<Waarde>>,
    pub invoer: RwSignal<Invoer>,
    /// Whether the citizen wants to change it.
    pub gekozen: RwSignal<bool>,
}

impl Veld {
    pub fn id(self) -> String {
        self.definitie.with_value(|definitie| definitie.id.clone())
    }

    /// In the reader's language.
    pub fn definitie(self, klantbeeld: Klantbeeld) -> Definitie {
        let eigen = self.definitie.get_value();
        let register = klantbeeld.register();
        register.as_ref().and_then(|register| definitie(register, &eigen.id)).cloned().unwrap_or(eigen)
    }
}

/// What does not change while a correctie is written.
struct Vast {
    klantbeeld: Klantbeeld,
    i18n: I18n,
    vraagt: Vraagt,
    /// Id of the registration, and of the organisation that decides.
    registratie: String,
    organisatie: String,
    /// What the voorkomen is called, when it has a name.
    naam: Option<String>,
}

/// What the questions share; a handle.
#[derive(Clone, Copy)]
pub struct Formulier {
    vast: StoredValue<Vast>,
    /// What the voorkomen shows, for who says that it is not about them.
    pub getoond: StoredValue<Vec<Wijziging>>,
    pub velden: StoredValue<Vec<Veld>>,
    pub toelichting: RwSignal<String>,
    pub bestanden: RwSignal<Vec<Bestand>>,
    pub fouten: Fouten,
    /// The source says something else by now than when this was begun.
    pub verouderd: RwSignal<bool>,
    pub opslag: Opslag,
}

/// What a form begins with.
#[derive(Clone)]
pub struct Begin {
    pub vraagt: Vraagt,
    pub registratie: Registratie,
    pub groep: Groep,
    /// As the source has it now; absent when the source did not answer or has nothing.
    pub voorkomen: Option<Voorkomen>,
    /// What was kept before, with its number, its files and when it was kept.
    pub concept: Option<contract::correctie::Correctie>,
}

impl Formulier {
    pub fn nieuw(klantbeeld: Klantbeeld, i18n: I18n, begin: Begin) -> Self {
        let Begin { vraagt, registratie, groep, voorkomen, concept } = begin;
        let bewaard = concept.as_ref().map(|concept| &concept.inhoud);
        let velden = velden(&vraagt, &groep, voorkomen.as_ref(), bewaard, i18n);
        let getoond = getoond(&groep, voorkomen.as_ref());
        let getoond = if getoond.is_empty() {
            bewaard.map(|inhoud| inhoud.wijzigingen.clone()).unwrap_or_default()
        } else {
            getoond
        };
        let organisatie = registratie.correctie.map(|weg| weg.organisatie).unwrap_or_default();
        let naam = voorkomen.as_ref().and_then(ordening::naam);
        let vast = Vast { klantbeeld, i18n, vraagt, registratie: registratie.id, organisatie, naam };
        Formulier {
            vast: StoredValue::new(vast),
            getoond: StoredValue::new(getoond),
            velden: StoredValue::new(velden),
            toelichting: RwSignal::new(bewaard.map(|inhoud| inhoud.toelichting.clone()).unwrap_or_default()),
            bestanden: RwSignal::new(concept.as_ref().map(|een| een.bestanden.clone()).unwrap_or_default()),
            fouten: Fouten::nieuw(),
            verouderd: RwSignal::new(false),
            opslag: Opslag::nieuw(concept),
        }
    }

    pub fn klantbeeld(self) -> Klantbeeld {
        self.vast.with_value(|vast| vast.klantbeeld)
    }

    fn taal(self) -> Taal {
        self.vast.with_value(|vast| vast.i18n).taal()
    }

    /// Id of the organisation that decides.
    pub fn organisatie(self) -> String {
        self.vast.with_value(|vast| vast.organisatie.clone())
    }

    /// Id of the registration.
    pub fn registratie(self) -> String {
        self.vast.with_value(|vast| vast.registratie.clone())
    }

    /// Id of the group, and what the voorkomen is called, when it has a name.
    pub fn waarover(self) -> (String, Option<String>) {
        self.vast.with_value(|vast| (vast.vraagt.groep.clone(), vast.naam.clone()))
    }

    pub fn aard(self) -> Aard {
        self.vast.with_value(|vast| vast.vraagt.aard)
    }

    /// The fields that the citizen wants to change, each with its number.
    pub fn gekozen(self) -> Vec<(usize, Veld)> {
        let velden = self.velden.get_value().into_iter().enumerate();
        velden.filter(|(_, veld)| veld.gekozen.get()).collect()
    }

    /// The address of the step with this number (from 1).
    pub fn adres(self, nummer: usize) -> String {
        let gegevens: Vec<String> = self.gekozen().into_iter().map(|(_, veld)| veld.id()).collect();
        let mut adres = format!("{}?stap={nummer}", Pad::NieuweCorrectie.pad());
        adres.push_str(&self.vast.with_value(|vast| vast.vraagt.in_adres(&gegevens)));
        if let Some(correctie) = self.opslag.nummer.get() {
            adres.extend(["&nummer=", &correctie]);
        }
        adres
    }

    /// What is kept: everything that can be read. What is half typed waits in the form.
    pub fn inhoud(self) -> Correctieinhoud {
        let taal = self.taal();
        let wijziging = |(_, veld): (usize, Veld)| {
            let definitie = veld.definitie(self.klantbeeld());
            let huidig = veld.huidig.get();
            let voorstel = veld.invoer.read().lees(&definitie, huidig.as_ref(), taal).ok()?;
            Some(Wijziging { gegeven: definitie.id, huidig, voorstel })
        };
        let wijzigingen = match self.aard() {
            Aard::HoortNietBijMij => self.getoond.get_value(),
            Aard::KloptNiet | Aard::Ontbreekt => self.gekozen().into_iter().filter_map(wijziging).collect(),
        };
        let Vraagt { groep, voorkomen, aard, .. } = self.vast.with_value(|vast| vast.vraagt.clone());
        let toelichting = self.toelichting.read().trim().to_owned();
        Correctieinhoud { groep, voorkomen, aard, wijzigingen, toelichting }
    }

    /// The source has other values by now: those of the concept that the server renewed.
    pub fn vernieuw(self, inhoud: &Correctieinhoud) {
        for veld in self.velden.get_value() {
            let id = veld.id();
            if let Some(wijziging) = inhoud.wijzigingen.iter().find(|een| een.gegeven == id) {
                veld.huidig.set(wijziging.huidig.clone());
            }
        }
        if self.aard() == Aard::HoortNietBijMij {
            self.getoond.set_value(inhoud.wijzigingen.clone());
        }
        self.verouderd.set(true);
    }

    /// Where somebody is who asks for the step with this number (from 1): never past a question without an answer.
    pub fn nummer(self, gevraagd: usize) -> usize {
        let open = STAPPEN.into_iter().position(|stap| !self.fouten_in(stap).is_empty());
        gevraagd.clamp(1, open.map_or(STAPPEN.len(), |open| open + 1))
    }

    /// What is wrong with the answer to this question.
    pub fn fouten_in(self, stap: Stap) -> Vec<Bijfout> {
        match stap {
            Stap::Wat => self.fouten_in_velden(),
            Stap::Waarom => {
                self.toelichting.with(|tekst| fout_in_tekst(tekst)).map(fout).into_iter().collect()
            }
            Stap::Controle => Vec::new(),
        }
    }

    /// The server refuses what was filled in for these gegevens.
    pub fn fouten_bij(self, ids: &[&str]) -> Vec<Bijfout> {
        let fout = |(nummer, veld): (usize, Veld)| {
            let definitie = veld.definitie(self.klantbeeld());
            let naam = ids.contains(&definitie.id.as_str()).then_some(definitie.naam);
            naam.map(|naam| Bijfout { veld: veldnaam(nummer), naam: Some(naam), tekst: &teksten::afgewezen })
        };
        self.gekozen().into_iter().filter_map(fout).collect()
    }

    fn fouten_in_velden(self) -> Vec<Bijfout> {
        if self.aard() == Aard::HoortNietBijMij {
            return Vec::new();
        }
        let gekozen = self.gekozen();
        if gekozen.is_empty() {
            return vec![Bijfout::from((VELD_ERBIJ, &teksten::kies))];
        }
        let fout = |(nummer, veld): (usize, Veld)| {
            let definitie = veld.definitie(self.klantbeeld());
            let gelezen = veld.invoer.read().lees(&definitie, veld.huidig.read().as_ref(), self.taal());
            gelezen.err().map(|tekst| Bijfout { veld: veldnaam(nummer), naam: Some(definitie.naam), tekst })
        };
        gekozen.into_iter().filter_map(fout).collect()
    }
}

/// The id of the input of a value.
pub fn veldnaam(nummer: usize) -> String {
    format!("waarde-{nummer}")
}

fn fout(tekst: &'static Tekst) -> Bijfout {
    Bijfout::from((VELD_TEKST, tekst))
}

/// What is wrong with why.
pub fn fout_in_tekst(tekst: &str) -> Option<&'static Tekst> {
    let tekst = tekst.trim();
    if tekst.is_empty() {
        Some(&teksten::waarom)
    } else if tekst.chars().count() > TOELICHTING_MAX {
        Some(&aanvraag::fout_lang)
    } else if Bsn::staat_in(tekst) {
        Some(&aanvraag::fout_bsn)
    } else {
        None
    }
}

/// A field for all that has one; those that are asked for or were filled in before are open.
fn velden(
    vraagt: &Vraagt,
    groep: &Groep,
    voorkomen: Option<&Voorkomen>,
    bewaard: Option<&Correctieinhoud>,
    i18n: I18n,
) -> Vec<Veld> {
    let alles_mist =
        vraagt.aard == Aard::Ontbreekt && vraagt.voorkomen.is_none() && vraagt.gegevens.is_empty();
    let definities = groep.gegevens.iter().filter(|definitie| heeft_veld(definitie)).enumerate();
    let veld = |(nummer, definitie): (usize, &Definitie)| {
        let wijziging =
            bewaard.and_then(|inhoud| inhoud.wijzigingen.iter().find(|een| een.gegeven == definitie.id));
        let huidig = wijziging.map_or_else(|| waarde_in(voorkomen, &definitie.id), |een| een.huidig.clone());
        let invoer = wijziging.map(|een| Invoer::van(een.voorstel.as_ref(), i18n.taal())).unwrap_or_default();
        let gekozen = wijziging.is_some()
            || vraagt.gegevens.contains(&definitie.id)
            || alles_mist && nummer < BEGIN_MET;
        Veld {
            definitie: StoredValue::new(definitie.clone()),
            huidig: RwSignal::new(huidig),
            invoer: RwSignal::new(invoer),
            gekozen: RwSignal::new(gekozen),
        }
    };
    definities.map(veld).collect()
}

fn waarde_in(voorkomen: Option<&Voorkomen>, gegeven: &str) -> Option<Waarde> {
    let een = voorkomen?.gegevens.iter().find(|een| een.id == gegeven)?;
    (een.waarde != Waarde::Leeg).then(|| een.waarde.clone())
}

/// All that a voorkomen shows and that can be corrected here, without a proposal.
fn getoond(groep: &Groep, voorkomen: Option<&Voorkomen>) -> Vec<Wijziging> {
    let definities = groep.gegevens.iter().filter(|definitie| heeft_veld(definitie));
    let wijzigingen = definities.filter_map(|definitie| {
        let huidig = waarde_in(voorkomen, &definitie.id)?;
        Some(Wijziging { gegeven: definitie.id.clone(), huidig: Some(huidig), voorstel: None })
    });
    wijzigingen.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef::{beeld, register, tekst, voorkomen};

    fn uit(paren: &[(&str, &str)]) -> Vraagt {
        Vraagt::uit(|naam| paren.iter().find(|(een, _)| *een == naam).map(|(_, waarde)| (*waarde).to_owned()))
    }

    #[test]
    fn an_address_says_what_it_is_about() {
        let vraagt = uit(&[
            ("groep", "brp.naam"),
            ("voorkomen", "brp.naam"),
            ("aard", "ontbreekt"),
            ("gegeven", "a,b"),
        ]);
        assert_eq!((vraagt.aard, vraagt.gegevens), (Aard::Ontbreekt, vec!["a".to_owned(), "b".to_owned()]));
        let leeg = uit(&[("voorkomen", ""), ("aard", "zomaar")]);
        assert_eq!((leeg.aard, leeg.voorkomen, leeg.gegevens.len()), (Aard::KloptNiet, None, 0));
    }

    #[test]
    fn only_the_voorkomen_with_that_key_is_meant() {
        let beeld = beeld(vec![
            voorkomen("brp.kinderen", "a", vec![]),
            voorkomen("brp.ouders", "b", vec![]),
            voorkomen("brp.kinderen", "b", vec![]),
        ]);
        let welke = |sleutel: &str| {
            uit(&[("groep", "brp.kinderen"), ("voorkomen", sleutel)])
                .voorkomen_in(&beeld)
                .map(|een| een.sleutel.clone())
        };
        assert_eq!(welke("b").as_deref(), Some("b"));
        assert_eq!(welke("c"), None);
        assert_eq!(welke(""), None);
    }

    #[test]
    fn what_is_not_about_me_is_all_that_it_shows_and_that_can_be_corrected() {
        let mut groep = register().registraties.remove(0).groepen.remove(3);
        groep.gegevens[0].corrigeerbaar = true;
        let van = voorkomen(
            "brp.kinderen",
            "a",
            vec![tekst(&groep.gegevens[0].id, "Sem"), tekst(&groep.gegevens[1].id, "Jansen")],
        );
        let getoond = getoond(&groep, Some(&van));
        assert_eq!(getoond.len(), 1);
        assert_eq!(
            (getoond[0].gegeven.as_str(), &getoond[0].voorstel),
            (groep.gegevens[0].id.as_str(), &None)
        );
        assert!(super::getoond(&groep, None).is_empty());
    }

    #[test]
    fn why_is_asked_and_holds_no_bsn() {
        let fout = |tekst: &str| fout_in_tekst(tekst).map(|fout| fout.in_taal(Taal::Nl));
        assert_eq!(fout("Mijn akte zegt iets anders."), None);
        assert_eq!(fout(" \n"), Some(teksten::waarom.in_taal(Taal::Nl)));
        assert_eq!(fout("Ik ben 999970124"), Some(aanvraag::fout_bsn.in_taal(Taal::Nl)));
        assert_eq!(fout(&"é".repeat(TOELICHTING_MAX + 1)), Some(aanvraag::fout_lang.in_taal(Taal::Nl)));
    }
}
