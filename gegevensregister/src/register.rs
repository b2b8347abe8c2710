//! The register as it is used: checked, with every pointer split.

use crate::bestand::{Correctie, Houder, Omweg, Tekst, Thema};
use crate::fout::RegisterFout;
use crate::keuring;
use crate::tips::{self, Tip};
use crate::toegang::{Doel, Rol, Toegang};
use crate::waarde::{self, Leeswijze};
use crate::wijzer::Wijzer;
use contract::Taal;
use contract::gegevensregister as beeld;
use contract::gegevensregister::Soort;
use serde_json::Value;
use std::collections::BTreeMap;

/// Every registration the portal knows, checked.
#[derive(Debug)]
pub struct Register {
    pub(crate) themas: Vec<Thema>,
    pub(crate) registraties: Vec<Registratie>,
    pub(crate) tips: Vec<Tip>,
}

/// One registration: what it holds and where that stands in its answer.
#[derive(Debug)]
pub struct Registratie {
    pub(crate) id: String,
    pub(crate) afkorting: String,
    pub(crate) in_zin: Tekst,
    pub(crate) leeg: Option<Tekst>,
    pub(crate) naam: Tekst,
    pub(crate) uitleg: Tekst,
    pub(crate) grondslag: Tekst,
    pub(crate) over_personen: bool,
    pub(crate) houder: Houder,
    pub(crate) correctie: Option<Correctie>,
    /// All of it; what somebody gets is a [`Toegang`].
    pub(crate) alles: Toegang,
    pub(crate) om_te_zoeken: Toegang,
    pub(crate) toegangen: BTreeMap<(Rol, Doel), Toegang>,
    pub(crate) levert: BTreeMap<String, Levering>,
    pub(crate) nodig: BTreeMap<String, Vec<String>>,
}

/// What others are found by: where it stands, and when it is not delivered.
#[derive(Debug)]
pub(crate) struct Levering {
    pub(crate) wijzers: Vec<Wijzer>,
    /// Places of codes, seen from the top of the answer, and the code that holds it back.
    pub(crate) tenzij: Vec<(Wijzer, String)>,
}

#[derive(Clone, Debug)]
pub(crate) struct Groep {
    pub(crate) id: String,
    pub(crate) thema: String,
    pub(crate) naam: Tekst,
    pub(crate) uitleg: Tekst,
    pub(crate) enkelvoud: Option<Tekst>,
    pub(crate) leeg: Option<Tekst>,
    pub(crate) grafiek: Option<beeld::Grafiek>,
    /// As written. With a `*` in it the group repeats.
    pub(crate) wijzer: Wijzer,
    pub(crate) volledig: bool,
    /// Ids of gegevens.
    pub(crate) sleutel: Vec<String>,
    pub(crate) geldig_van: Option<Wijzer>,
    pub(crate) geldig_tot: Option<Wijzer>,
    pub(crate) gegevens: Vec<Definitie>,
}

#[derive(Clone, Debug)]
pub(crate) struct Definitie {
    pub(crate) id: String,
    /// One, or one per line of an address; relative to the group's place.
    pub(crate) wijzers: Vec<Wijzer>,
    pub(crate) leeswijze: Leeswijze,
    pub(crate) eenheid: Option<String>,
    pub(crate) naam: Tekst,
    pub(crate) uitleg: Tekst,
    pub(crate) corrigeerbaar: bool,
    pub(crate) omweg: Option<Omweg>,
    pub(crate) deelbaar: bool,
    pub(crate) automatisch: bool,
    pub(crate) waarden: BTreeMap<String, Tekst>,
    /// Booleans that say it is under investigation, and dates that say since when.
    pub(crate) onderzoek: Vec<Wijzer>,
    pub(crate) sinds: Vec<Wijzer>,
}

/// A place in an answer that the register reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plek<'r> {
    /// Id of the group or gegeven that reads it.
    pub id: &'r str,
    /// JSON Pointer from the top of the answer, with `*` for every item of a list.
    pub pad: String,
    /// What should stand there; `None` for the object that a group stands in.
    pub soort: Option<Soort>,
}

impl Register {
    /// The register of the portal. The error names every mistake in every file.
    pub fn ingebouwd() -> Result<Self, Vec<RegisterFout>> {
        Self::uit_teksten(crate::THEMAS, crate::REGISTRATIES)?.met_tips(crate::TIPS)
    }

    /// A register from the text of `themas.toml` and of the registrations, each with the name of its file.
    pub fn uit_teksten(themas: &str, registraties: &[(&str, &str)]) -> Result<Self, Vec<RegisterFout>> {
        keuring::keur(themas, registraties)
    }

    /// As many copies of one registration, under ids of their own, instead of all registrations: for measuring.
    pub fn van_kopieen(id: &str, aantal: usize) -> Result<Self, Vec<RegisterFout>> {
        let bestand = format!("{id}.toml");
        let origineel = crate::REGISTRATIES.iter().find(|(naam, _)| *naam == bestand);
        let kopieen: Vec<(String, String)> = origineel
            .iter()
            .flat_map(|(_, tekst)| (1..=aantal).map(|nummer| (format!("kopie{nummer:02}"), *tekst)))
            .map(|(kopie, tekst)| {
                let tekst = tekst.replace(&format!("\"{id}\""), &format!("\"{kopie}\""));
                (kopie.clone(), tekst.replace(&format!("\"{id}."), &format!("\"{kopie}.")))
            })
            .collect();
        let paren: Vec<(&str, &str)> =
            kopieen.iter().map(|(naam, tekst)| (naam.as_str(), tekst.as_str())).collect();
        Self::uit_teksten(crate::THEMAS, &paren)
    }

    /// The same with the tips of this text of `tips.toml`. They speak of the registrations, so those must be right first.
    pub fn met_tips(self, tekst: &str) -> Result<Self, Vec<RegisterFout>> {
        let tips = tips::keur(tekst, &self.registraties)?;
        Ok(Self { tips, ..self })
    }

    /// In the order of the page.
    pub fn registraties(&self) -> impl Iterator<Item = &Registratie> {
        self.registraties.iter()
    }

    pub fn registratie(&self, id: &str) -> Option<&Registratie> {
        self.registraties.iter().find(|registratie| registratie.id == id)
    }

    /// Every gegeven with the group it stands in, by id.
    pub fn gegevens_met_groep(&self) -> impl Iterator<Item = (&str, &str)> {
        let groepen = self.registraties().flat_map(Registratie::groepen);
        groepen
            .flat_map(|groep| groep.gegevens.iter().map(|gegeven| (gegeven.id.as_str(), groep.id.as_str())))
    }

    /// The register as the app gets it. A theme that no group stands under is left out.
    pub fn weergave(&self, taal: Taal) -> beeld::Gegevensregister {
        let groepen = || self.registraties.iter().flat_map(Registratie::groepen);
        let themas = self.themas.iter().filter(|thema| groepen().any(|groep| groep.thema == thema.id));
        beeld::Gegevensregister {
            taal,
            themas: themas
                .map(|thema| beeld::Thema { id: thema.id.clone(), naam: thema.naam.in_taal(taal) })
                .collect(),
            registraties: self.registraties.iter().map(|registratie| registratie.weergave(taal)).collect(),
            tips: self.tips.iter().map(|tip| tip.weergave(taal)).collect(),
        }
    }
}

impl Registratie {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn naam(&self, taal: Taal) -> String {
        self.naam.in_taal(taal)
    }

    /// Whether it holds persons; when not, it keeps no use log.
    pub fn over_personen(&self) -> bool {
        self.over_personen
    }

    /// The law that lets the holder keep it; also what a use of it stands on in the logboek.
    pub fn grondslag(&self, taal: Taal) -> String {
        self.grondslag.in_taal(taal)
    }

    /// How a mistake in it is put right; `None`: not through this portal.
    pub fn correctie(&self) -> Option<&Correctie> {
        self.correctie.as_ref()
    }

    /// Ids of the gegevens that tell one voorkomen of this group from another; none when there is but one.
    pub fn sleutel_van(&self, groep: &str) -> &[String] {
        self.groepen().iter().find(|een| een.id == groep).map_or(&[], |een| een.sleutel.as_slice())
    }

    /// What this role gets for this purpose; `None`: nothing.
    pub fn toegang(&self, rol: Rol, doel: Doel) -> Option<&Toegang> {
        self.toegangen.get(&(rol, doel))
    }

    /// Only what other registrations are found by: for who asks one of those again.
    pub fn om_te_zoeken(&self) -> &Toegang {
        &self.om_te_zoeken
    }

    /// All of it, whoever looks: for tests that hold the register against a standard.
    pub fn alles(&self) -> &Toegang {
        &self.alles
    }

    /// What this registration is found by: each name with the ids of the registrations that deliver it.
    pub fn nodig(&self) -> &BTreeMap<String, Vec<String>> {
        &self.nodig
    }

    /// What other registrations are found by, out of an answer of this one: name and value. Values that are no plain
    /// text or number are left out; they are personal data.
    pub fn schakels(&self, antwoord: &Value) -> Vec<(&str, String)> {
        let geleverd = self.levert.iter().filter(|(_, levering)| levering.geldt(antwoord));
        let naam_en_wijzers = geleverd
            .flat_map(|(naam, levering)| levering.wijzers.iter().map(move |wijzer| (naam.as_str(), wijzer)));
        naam_en_wijzers
            .flat_map(|(naam, wijzer)| {
                waarde::teksten(wijzer.stappen(), antwoord).into_iter().map(move |tekst| (naam, tekst))
            })
            .collect()
    }

    pub(crate) fn groepen(&self) -> &[Groep] {
        &self.alles.groepen
    }

    /// Every place that is read: of groups, gegevens and periods, marks of investigation and their dates. For tests
    /// that hold the register against a standard.
    pub fn plekken(&self) -> Vec<Plek<'_>> {
        self.groepen().iter().flat_map(Groep::plekken).collect()
    }

    fn weergave(&self, taal: Taal) -> beeld::Registratie {
        beeld::Registratie {
            id: self.id.clone(),
            naam: self.naam.in_taal(taal),
            afkorting: self.afkorting.clone(),
            in_zin: self.in_zin.in_taal(taal),
            leeg: self.leeg.as_ref().map(|tekst| tekst.in_taal(taal)),
            uitleg: self.uitleg.in_taal(taal),
            houder: beeld::Houder { naam: self.houder.naam.in_taal(taal), oin: self.houder.oin.clone() },
            grondslag: self.grondslag.in_taal(taal),
            over_personen: self.over_personen,
            correctie: self.correctie.as_ref().map(|weg| beeld::Correctieweg {
                organisatie: weg.organisatie.clone(),
                termijn: weg.termijn,
            }),
            groepen: self.groepen().iter().map(|groep| groep.weergave(taal)).collect(),
        }
    }
}

impl Levering {
    /// Every place that it reads.
    pub(crate) fn plekken(&self) -> impl Iterator<Item = &Wijzer> {
        self.wijzers.iter().chain(self.tenzij.iter().map(|(wijzer, _)| wijzer))
    }

    /// A code that nobody knows holds nothing back: what is found by it would then be missing in silence.
    fn geldt(&self, antwoord: &Value) -> bool {
        !self
            .tenzij
            .iter()
            .any(|(wijzer, code)| waarde::code_op(wijzer.stappen(), antwoord).as_ref() == Some(code))
    }
}

impl Groep {
    fn plekken(&self) -> Vec<Plek<'_>> {
        let plek = |id, wijzer: &Wijzer, soort| Plek { id, pad: format!("{}{wijzer}", self.wijzer), soort };
        let datums = self.geldig_van.iter().chain(&self.geldig_tot);
        let mut plekken = vec![Plek { id: self.id.as_str(), pad: self.wijzer.to_string(), soort: None }];
        plekken.extend(datums.map(|wijzer| plek(self.id.as_str(), wijzer, Some(Soort::Datum))));
        for gegeven in &self.gegevens {
            let id = gegeven.id.as_str();
            plekken
                .extend(gegeven.wijzers.iter().map(|wijzer| plek(id, wijzer, Some(gegeven.leeswijze.soort))));
            plekken.extend(gegeven.onderzoek.iter().map(|wijzer| plek(id, wijzer, Some(Soort::JaNee))));
            plekken.extend(gegeven.sinds.iter().map(|wijzer| plek(id, wijzer, Some(Soort::Datum))));
        }
        plekken
    }

    fn weergave(&self, taal: Taal) -> beeld::Groep {
        beeld::Groep {
            id: self.id.clone(),
            thema: self.thema.clone(),
            naam: self.naam.in_taal(taal),
            uitleg: self.uitleg.in_taal(taal),
            enkelvoud: self.enkelvoud.as_ref().map(|tekst| tekst.in_taal(taal)),
            leeg: self.leeg.as_ref().map(|tekst| tekst.in_taal(taal)),
            grafiek: self.grafiek.clone(),
            gegevens: self.gegevens.iter().map(|gegeven| gegeven.weergave(taal)).collect(),
        }
    }
}

impl Definitie {
    fn weergave(&self, taal: Taal) -> beeld::Definitie {
        beeld::Definitie {
            id: self.id.clone(),
            naam: self.naam.in_taal(taal),
            uitleg: self.uitleg.in_taal(taal),
            soort: self.leeswijze.soort,
            corrigeerbaar: self.corrigeerbaar,
            omweg: self.omweg.as_ref().map(|omweg| beeld::Omweg {
                tekst: omweg.tekst.in_taal(taal),
                gegevens: omweg.gegevens.clone(),
            }),
            deelbaar: self.deelbaar,
            eenheid: self.eenheid.clone(),
            waarden: self.waarden.iter().map(|(code, tekst)| (code.clone(), tekst.in_taal(taal))).collect(),
        }
    }
}
