//! The use logs of the registrations: who asked what of whom, and why, as the registration itself wrote it down.
//!
//! A log has a database of its own and is read by a standard: the *lezen* extension of Logboek Dataverwerkingen
//! (`ldv`), or inzage of VNG verwerkingenlogging (`vng`). What it holds is what the demo's table says (`demo`) and
//! every request of the portal about a person (`eigen`). Which registration has a log is the table [`LOGBOEKEN`]: the
//! others hold no persons, or do not report yet.
//!
//! A line that must stay confidential is kept, and read by nobody: see `opslag`.

mod demo;
mod eigen;
mod ids;
mod ldv;
mod opslag;
#[cfg(test)]
mod tests;
mod vng;

pub(crate) use eigen::met_logboek;
use opslag::Logboek;

use crate::Klok;
use crate::voorraad::VoorraadFout;
use axum::Router;
use std::collections::BTreeMap;
use std::path::Path;

/// By which standard a log is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standaard {
    /// Logboek Dataverwerkingen, extension lezen 1.1.0.
    Ldv,
    /// VNG verwerkingenlogging, inzage 0.9.0.
    Vng,
}

/// Whom a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverWie {
    /// Who is named in the question.
    Vraag,
    /// Who is named in the answer: the question names nobody.
    Antwoord,
}

/// The log of one registration.
pub struct Soort {
    /// The id of the registration in the gegevensregister.
    pub registratie: &'static str,
    /// What demo control calls it.
    pub id: &'static str,
    pub standaard: Standaard,
    /// Where the standard's own paths begin; what a client is configured with.
    pub pad: &'static str,
    over_wie: OverWie,
    /// The demo's lines.
    demo: &'static str,
}

/// In the order of the gegevensregister. The log of the RDW is that of the BRV: its open data holds no persons.
pub const LOGBOEKEN: &[Soort] = &[
    Soort {
        registratie: "brp",
        id: "logboek-brp",
        standaard: Standaard::Ldv,
        pad: "/logboek/brp/lezenapi/v1",
        over_wie: OverWie::Vraag,
        demo: include_str!("demo/brp.toml"),
    },
    Soort {
        registratie: "brk",
        id: "logboek-brk",
        standaard: Standaard::Ldv,
        pad: "/logboek/brk/lezenapi/v1",
        over_wie: OverWie::Vraag,
        demo: include_str!("demo/brk.toml"),
    },
    Soort {
        registratie: "woz",
        id: "logboek-woz",
        standaard: Standaard::Vng,
        pad: "/logboek/woz/api/v1",
        over_wie: OverWie::Antwoord,
        demo: include_str!("demo/woz.toml"),
    },
    Soort {
        registratie: "kvk",
        id: "logboek-kvk",
        standaard: Standaard::Ldv,
        pad: "/logboek/kvk/lezenapi/v1",
        over_wie: OverWie::Vraag,
        demo: include_str!("demo/kvk.toml"),
    },
    Soort {
        registratie: "brv",
        id: "logboek-brv",
        standaard: Standaard::Ldv,
        pad: "/logboek/brv/lezenapi/v1",
        over_wie: OverWie::Vraag,
        demo: include_str!("demo/brv.toml"),
    },
];

/// All logs, open and with the demo's lines, by registration.
pub(crate) struct Logboeken(BTreeMap<&'static str, Logboek>);

impl Logboeken {
    /// Opens the databases in this folder. `personen`: BSN by id of the demo person.
    pub(crate) async fn open(
        data: &Path,
        klok: &Klok,
        personen: &BTreeMap<String, String>,
    ) -> Result<Self, VoorraadFout> {
        let mut logboeken = BTreeMap::new();
        for soort in LOGBOEKEN {
            let logboek = Logboek::open(&data.join(format!("{}.db", soort.id)), klok.clone()).await?;
            logboek.schrijf(&demo::regels(soort, personen, klok())?).await?;
            logboeken.insert(soort.registratie, logboek);
        }
        Ok(Self(logboeken))
    }

    /// The routes of a registration, each request about a person written down, when it keeps a log.
    pub(crate) fn rond(&self, registratie: &str, router: Router) -> Router {
        let soort = LOGBOEKEN.iter().find(|soort| soort.registratie == registratie);
        match soort.zip(self.0.get(registratie)) {
            Some((soort, logboek)) => met_logboek(router, soort, logboek.clone()),
            None => router,
        }
    }

    /// The routes by which each log is read, whole paths. `sleutel`: what a client must send.
    pub(crate) fn routers(&self, sleutel: &str) -> Vec<(&'static Soort, Router)> {
        let router = |soort: &'static Soort| {
            let logboek = self.0.get(soort.registratie)?.clone();
            let maak = match soort.standaard {
                Standaard::Ldv => ldv::router,
                Standaard::Vng => vng::router,
            };
            Some((soort, maak(soort, logboek, sleutel.to_owned())))
        };
        LOGBOEKEN.iter().filter_map(router).collect()
    }
}
