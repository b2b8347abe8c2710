//! The register of verwerkingsactiviteiten: for what purposes organisations use personal data
//! (`verwerkingsactiviteiten/`, one TOML file for each organisation). Its words are those of the AVG (art. 13, 14, 15 and
//! 30) and of the "Register van Verwerkingsactiviteiten" beside Logboek Dataverwerkingen, version 0.1.
//!
//! [`bestand`] holds the files as they are written, [`keuring`] checks them against the gegevensregister.

pub(crate) mod bestand;
mod duur;
mod keuring;

pub use duur::Duur;

use crate::bestand::Tekst;
use crate::fout::RegisterFout;
use crate::register::Register;
use bestand::Activiteitbestand;
use contract::Taal;
use contract::verwerkingsactiviteiten::{
    Aanleiding, Bewaartermijn, Grondslag, Organisatie as Organisatiebeeld, Organisatiesoort,
    Verwerkingsactiviteit, Verwerkingsactiviteiten,
};

/// The organisation that is the portal itself; its name and addresses come from the configuration.
pub const PORTAAL: &str = "portaal";

/// Who runs this portal, as the configuration has it.
#[derive(Clone, Copy, Debug)]
pub struct Portaal<'a> {
    pub naam: &'a str,
    pub website: &'a str,
    /// Base of the URIs of its own activities; see [`uri_van_portaal`].
    pub basis: &'a str,
}

/// Every activity that is declared, checked.
#[derive(Debug)]
pub struct Activiteiten {
    pub(crate) organisaties: Vec<Organisatie>,
    pub(crate) activiteiten: Vec<Activiteit>,
}

/// Who answers for activities.
#[derive(Debug)]
pub struct Organisatie {
    pub(crate) id: String,
    pub(crate) soort: Organisatiesoort,
    pub(crate) oin: Option<String>,
    pub(crate) naam: Tekst,
    pub(crate) rechtsvorm: Tekst,
    pub(crate) website: String,
    pub(crate) functionaris: Option<String>,
}

/// One declared purpose.
#[derive(Debug)]
pub struct Activiteit {
    pub(crate) organisatie: String,
    pub(crate) uris: Vec<String>,
    /// Ids of gegevens, in the order of the register.
    pub(crate) gegevens: Vec<String>,
    pub(crate) bestand: Activiteitbestand,
}

/// The URI of an activity of the portal: how a line in its logboek refers to it.
pub fn uri_van_portaal(basis: &str, activiteit: &str) -> String {
    [basis.trim_end_matches('/'), "/", activiteit].concat()
}

impl Activiteiten {
    /// The activities that are part of the program. The error names every mistake in every file.
    pub fn ingebouwd(portaal: Portaal<'_>) -> Result<Self, Vec<RegisterFout>> {
        Self::uit_teksten(crate::ACTIVITEITEN, portaal, &Register::ingebouwd()?)
    }

    /// Activities from the texts of files, each with its name. What they name must be in the register.
    pub fn uit_teksten(
        bestanden: &[(&str, &str)],
        portaal: Portaal<'_>,
        register: &Register,
    ) -> Result<Self, Vec<RegisterFout>> {
        keuring::keur(bestanden, portaal, register)
    }

    /// In the order of the page.
    pub fn alle(&self) -> impl Iterator<Item = &Activiteit> {
        self.activiteiten.iter()
    }

    /// In the order of the page; the portal comes first.
    pub fn organisaties(&self) -> impl Iterator<Item = &Organisatie> {
        self.organisaties.iter()
    }

    pub fn organisatie(&self, id: &str) -> Option<&Organisatie> {
        self.organisaties.iter().find(|organisatie| organisatie.id == id)
    }

    /// By the number that a line in a log may hold.
    pub fn op_oin(&self, oin: &str) -> Option<&Organisatie> {
        self.organisaties.iter().find(|organisatie| organisatie.oin.as_deref() == Some(oin))
    }

    /// By the ids in its path on the page.
    pub fn activiteit(&self, organisatie: &str, id: &str) -> Option<&Activiteit> {
        self.alle().find(|activiteit| activiteit.organisatie == organisatie && activiteit.id() == id)
    }

    /// By the URI that a line in a log holds, to the letter.
    pub fn op_uri(&self, uri: &str) -> Option<&Activiteit> {
        self.alle().find(|activiteit| activiteit.uris.iter().any(|eigen| eigen == uri))
    }

    /// The activities as the app gets them.
    pub fn weergave(&self, taal: Taal) -> Verwerkingsactiviteiten {
        Verwerkingsactiviteiten {
            taal,
            organisaties: self.organisaties.iter().map(|een| een.weergave(taal)).collect(),
            activiteiten: self.alle().map(|een| een.weergave(taal)).collect(),
        }
    }
}

impl Organisatie {
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn naam(&self, taal: Taal) -> String {
        self.naam.in_taal(taal)
    }

    fn weergave(&self, taal: Taal) -> Organisatiebeeld {
        Organisatiebeeld {
            id: self.id.clone(),
            naam: self.naam(taal),
            soort: self.soort,
            rechtsvorm: self.rechtsvorm.in_taal(taal),
            website: self.website.clone(),
            functionaris: self.functionaris.clone(),
        }
    }
}

impl Activiteit {
    pub fn id(&self) -> &str {
        &self.bestand.id
    }

    /// Id of the organisation that answers for it.
    pub fn organisatie(&self) -> &str {
        &self.organisatie
    }

    /// By which logs refer to it; never empty.
    pub fn uris(&self) -> &[String] {
        &self.uris
    }

    pub fn naam(&self, taal: Taal) -> String {
        self.bestand.naam.in_taal(taal)
    }

    /// What it is for, in plain words.
    pub fn waarom(&self, taal: Taal) -> String {
        self.bestand.waarom.in_taal(taal)
    }

    /// At whose initiative.
    pub fn aanleiding(&self) -> Aanleiding {
        self.bestand.aanleiding
    }

    /// Ids of the gegevens that it may use.
    pub fn gegevens(&self) -> &[String] {
        &self.gegevens
    }

    /// The law that it stands on, in words.
    pub fn grondslag(&self, taal: Taal) -> String {
        self.bestand.grondslag.wet.in_taal(taal)
    }

    /// How many months a line in the log of this use is kept.
    pub fn logboek_maanden(&self) -> u16 {
        self.bestand.logboek_bewaren
    }

    /// How long what the organisation has for it is kept; `None`: for good.
    pub fn bewaartermijn(&self) -> Option<Duur> {
        self.bestand.bewaartermijn.duur.as_deref().and_then(Duur::lees)
    }

    /// The same for what was begun and never sent.
    pub fn bewaartermijn_concept(&self) -> Option<Duur> {
        self.bestand.bewaartermijn.concept.as_deref().and_then(Duur::lees)
    }

    pub fn weergave(&self, taal: Taal) -> Verwerkingsactiviteit {
        let bestand = &self.bestand;
        let misschien = |tekst: &Option<Tekst>| tekst.as_ref().map(|tekst| tekst.in_taal(taal));
        Verwerkingsactiviteit {
            id: bestand.id.clone(),
            organisatie: self.organisatie.clone(),
            uris: self.uris.clone(),
            naam: self.naam(taal),
            waarom: bestand.waarom.in_taal(taal),
            grondslag: Grondslag {
                soort: bestand.grondslag.soort,
                wet: self.grondslag(taal),
                url: bestand.grondslag.url.clone(),
            },
            gegevens: self.gegevens.clone(),
            overige_gegevens: misschien(&bestand.overige_gegevens),
            ontvangers: bestand.ontvangers.iter().map(|tekst| tekst.in_taal(taal)).collect(),
            bewaartermijn: Bewaartermijn {
                duur: bestand.bewaartermijn.duur.clone(),
                tekst: bestand.bewaartermijn.tekst.in_taal(taal),
            },
            bronnen: bestand.bronnen.clone(),
            herkomst: misschien(&bestand.herkomst),
            besluit: misschien(&bestand.besluit),
            buiten_eu: misschien(&bestand.buiten_eu),
            aanleiding: bestand.aanleiding,
            sinds: bestand.sinds.clone(),
            logboek_maanden: bestand.logboek_bewaren,
        }
    }
}
