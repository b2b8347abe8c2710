//! The stand-ins: every registry's own standard over HTTP from a real database, and an identity provider.
//!
//! They share no type with the gateway's clients: one wrong field name must not be right on both sides.
//! [`start`] serves the registries on a loopback port of their own; the identity provider and demo control are
//! routers that the demo mounts on its own address.

pub mod bag;
pub mod bediening;
pub mod bewoning;
pub mod brk;
pub mod brp;
mod haalcentraal;
pub mod houder;
mod html;
pub mod identiteit;
pub mod kaart;
pub mod kennisgevingen;
pub mod kvk;
pub mod logboek;
pub mod meldpunt;
pub mod personen;
pub mod rdw;
pub mod reisdocumenten;
mod server;
pub mod standins;
pub mod suwiml;
#[cfg(test)]
mod testhulp;
#[cfg(test)]
mod tests;
pub mod verblijfplaatshistorie;
pub mod voorraad;
mod wijziging;
pub mod woz;

use axum::Router;
use bediening::{Gedragstabel, KlokZetter, met_gedrag, met_gedrag_tot};
use brp::{BrpFout, BrpRegister, Importverslag};
use houder::{Bronnen, Houder};
use identiteit::{Client, Inlogpersoon, KentBsn, Sleutelfout};
use kennisgevingen::Kennisgevingen;
use logboek::{LOGBOEKEN, Logboeken};
use meldpunt::Meldpunt;
use personen::DemoPersoon;
use server::Server;
use standins::STANDINS;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use url::Url;
use voorraad::VoorraadFout;

/// The clock of the stand-ins. The demo moves it; nothing here reads the machine's own time.
pub type Klok = Arc<dyn Fn() -> time::OffsetDateTime + Send + Sync>;

/// What the stand-ins need.
pub struct Opties {
    /// The folder of the databases; made when it is not there.
    pub data: PathBuf,
    pub klok: Klok,
    /// The RvIG test set to import, a JSON file.
    pub brp_testset: Option<PathBuf>,
    /// What a client of the BRP must send as `x-api-key`.
    pub api_sleutel: String,
}

/// Why the stand-ins could not start. No text of it holds a BSN.
#[derive(Debug, thiserror::Error)]
pub enum StartFout {
    #[error("the folder {} cannot be used: {oorzaak}", map.display())]
    Map { map: PathBuf, oorzaak: io::Error },
    #[error("the BRP: {0}")]
    Brp(#[from] BrpFout),
    #[error("the test set {}: {oorzaak}", bestand.display())]
    Testset { bestand: PathBuf, oorzaak: BrpFout },
    #[error("{id}: {oorzaak}")]
    Standin { id: &'static str, oorzaak: VoorraadFout },
    #[error("the use logs: {0}")]
    Logboeken(VoorraadFout),
    #[error("the register of incidents: {0}")]
    Meldpunt(#[from] sqlx::Error),
    #[error("the case system of the holders: {0}")]
    Houder(sqlx::Error),
    #[error("the register of notices: {0}")]
    Kennisgevingen(sqlx::Error),
    #[error("no loopback port could be opened: {0}")]
    Poort(io::Error),
    #[error("the address of the stand-ins is no URL: {0}")]
    Adres(#[from] url::ParseError),
}

/// The stand-ins while they run.
pub struct Gestart {
    /// Where each registration is reached, by its id in the gegevensregister: the base of its standard's own paths.
    pub adressen: BTreeMap<&'static str, Url>,
    /// Where the use log of a registration is read, by the id of the registration: the base of its standard's own paths.
    pub logboeken: BTreeMap<&'static str, Url>,
    /// Where incidents are posted.
    pub meldpunt_url: Url,
    /// Where the terugmeldvoorziening of a registration is reached, by the id of the registration.
    pub terugmelden: BTreeMap<&'static str, Url>,
    /// Where the worklist API of the holders begins.
    pub behandeling_url: Url,
    /// Where organisations are told of changes.
    pub kennisgevingen_url: Url,
    pub personen: Vec<DemoPersoon>,
    /// What the import of the test set did, when there was one.
    pub testset: Option<Importverslag>,
    klok: Klok,
    zout: [u8; 32],
    tabel: Gedragstabel,
    brp: BrpRegister,
    meldpunt: Meldpunt,
    houder: Houder,
    kennisgevingen: Kennisgevingen,
    server: Server,
}

/// Opens the databases, fills them and serves the registries; returns when they can be asked.
pub async fn start(opties: Opties) -> Result<Gestart, StartFout> {
    let fout = |oorzaak| StartFout::Map { map: opties.data.clone(), oorzaak };
    tokio::fs::create_dir_all(&opties.data).await.map_err(fout)?;
    let zout = zout(&opties.data.join("identiteit.zout")).await.map_err(fout)?;
    let meldpunt = Meldpunt::open(&opties.data.join("meldpunt.db"), opties.klok.clone()).await?;
    let brp = BrpRegister::open(&opties.data.join("brp.db")).await?;
    let personen = personen::demopersonen();
    brp.laad_demopersonen(&personen).await?;
    let testset = importeer(&brp, opties.brp_testset.clone()).await?;

    let tabel = Gedragstabel::default();
    let bsns: Vec<String> = personen.iter().map(|persoon| persoon.bsn.clone()).collect();
    let bsn_van = personen.iter().map(|persoon| (persoon.id.clone(), persoon.bsn.clone())).collect();
    let logboeken = Logboeken::open(&opties.data, &opties.klok, &bsn_van).await;
    let logboeken = logboeken.map_err(StartFout::Logboeken)?;
    let brp_router = brp.router(opties.klok.clone(), opties.api_sleutel.clone());
    let brp_router = logboeken.rond("brp", brp_router);
    let mut router = met_gedrag(brp_router, "brp", tabel.clone(), bsns.clone()).merge(met_gedrag(
        meldpunt.router(),
        "meldpunt",
        tabel.clone(),
        Vec::new(),
    ));
    let mut voorraden = BTreeMap::new();
    for standin in STANDINS {
        let gemaakt = standins::router(
            standin,
            &opties.data,
            opties.klok.clone(),
            Some(&brp),
            opties.api_sleutel.clone(),
        )
        .await;
        let (gemaakt, voorraad) =
            gemaakt.map_err(|oorzaak| StartFout::Standin { id: standin.id, oorzaak })?;
        voorraden.insert(standin.id, voorraad);
        let bekenden = if standin.kent_bsn { bsns.clone() } else { Vec::new() };
        let gemaakt = logboeken.rond(standin.id, gemaakt);
        router = router.merge(met_gedrag(gemaakt, standin.id, tabel.clone(), bekenden));
    }
    for (soort, gemaakt) in logboeken.routers(&opties.api_sleutel) {
        router = router.merge(met_gedrag(gemaakt, soort.id, tabel.clone(), bsns.clone()));
    }
    let (houder, kennisgevingen) = houders(&opties, Bronnen::nieuw(brp.clone(), voorraden)).await?;
    let gemaakt = houder.router(&opties.api_sleutel);
    router =
        router.merge(met_gedrag_tot(gemaakt, "terugmelden", tabel.clone(), Vec::new(), houder::BERICHT_MAX));
    let gemaakt = kennisgevingen.router(&opties.api_sleutel);
    router = router.merge(met_gedrag(gemaakt, "kennisgevingen", tabel.clone(), Vec::new()));
    let server = Server::start(router).await.map_err(StartFout::Poort)?;
    let adres = Url::parse(&format!("http://{}", server.adres()))?;
    Ok(Gestart {
        adressen: adressen(&adres)?,
        logboeken: LOGBOEKEN
            .iter()
            .map(|soort| Ok((soort.registratie, adres.join(soort.pad)?)))
            .collect::<Result<_, url::ParseError>>()?,
        meldpunt_url: adres.join(meldpunt::INCIDENTEN)?,
        terugmelden: houder::REGISTRATIES
            .iter()
            .map(|een| Ok((een.id, adres.join(&houder::pad(een.id))?)))
            .collect::<Result<_, url::ParseError>>()?,
        behandeling_url: adres.join(houder::BEHANDELING)?,
        kennisgevingen_url: adres.join(kennisgevingen::KENNISGEVINGEN)?,
        personen,
        testset,
        klok: opties.klok,
        zout,
        tabel,
        brp,
        meldpunt,
        houder,
        kennisgevingen,
        server,
    })
}

impl Gestart {
    /// The identity provider, with a new signing key. Mount it at the path of `issuer`.
    pub fn identiteit(&self, issuer: Url, clients: Vec<Client>) -> Result<Router, Sleutelfout> {
        let brp = self.brp.clone();
        let kent_bsn: KentBsn = Arc::new(move |bsn| {
            let brp = brp.clone();
            Box::pin(async move {
                let bestaat = brp.bestaat(&bsn).await;
                bestaat.inspect_err(|fout| tracing::error!(%fout, "the BRP could not look up a person")).ok()
            })
        });
        let klok = self.klok.clone();
        let personen = self.inlogpersonen();
        identiteit::router(identiteit::Opties { issuer, clients, klok, zout: self.zout, personen, kent_bsn })
    }

    /// Demo control: the paths `/demo` and `/demo/v1/…`. Mount it at the root of the demo. `namen`: what people call
    /// a registration, by its id.
    pub fn bediening(&self, klok_zetter: KlokZetter, namen: BTreeMap<String, String>) -> Router {
        let (tabel, klok, personen) = (self.tabel.clone(), self.klok.clone(), self.inlogpersonen());
        bediening::router(bediening::Opties { tabel, klok, klok_zetter, personen, namen })
    }

    /// What employees of holders work with, `/demo/houder`, and what organisations were told,
    /// `/demo/v1/kennisgevingen`. Mount it at the root of the demo. `namen`: what people call a registration, a group or a
    /// gegeven, by its id.
    pub fn houder(&self, namen: BTreeMap<String, String>) -> Router {
        self.houder.pagina(namen).merge(self.kennisgevingen.demo())
    }

    /// Lets requests under way finish, then closes.
    pub async fn stop(self) {
        self.server.stop().await;
        self.meldpunt.sluit().await;
        self.houder.sluit().await;
        self.kennisgevingen.sluit().await;
    }

    fn inlogpersonen(&self) -> Vec<Inlogpersoon> {
        let inlogpersoon = |persoon: &DemoPersoon| Inlogpersoon {
            id: persoon.id.clone(),
            naam: persoon.naam.clone(),
            bsn: persoon.bsn.clone(),
            situatie_nl: persoon.situatie_nl.clone(),
            situatie_en: persoon.situatie_en.clone(),
        };
        self.personen.iter().map(inlogpersoon).collect()
    }
}

/// The case system of the holders, and where organisations are told of changes.
async fn houders(opties: &Opties, bronnen: Bronnen) -> Result<(Houder, Kennisgevingen), StartFout> {
    let houder = Houder::open(&opties.data.join("houder.db"), opties.klok.clone(), bronnen).await;
    let kennisgevingen =
        Kennisgevingen::open(&opties.data.join("kennisgevingen.db"), opties.klok.clone()).await;
    Ok((houder.map_err(StartFout::Houder)?, kennisgevingen.map_err(StartFout::Kennisgevingen)?))
}

fn adressen(adres: &Url) -> Result<BTreeMap<&'static str, Url>, url::ParseError> {
    let paden = STANDINS.iter().map(|standin| (standin.id, standin.pad)).chain([("brp", brp::PAD)]);
    paden.map(|(id, pad)| Ok((id, adres.join(pad)?))).collect()
}

/// Imports the test set, when one was given, and says in the log how it went.
async fn importeer(brp: &BrpRegister, testset: Option<PathBuf>) -> Result<Option<Importverslag>, StartFout> {
    let Some(bestand) = testset else { return Ok(None) };
    let verslag = brp.importeer_testset(&bestand).await;
    let verslag = verslag.map_err(|oorzaak| StartFout::Testset { bestand, oorzaak })?;
    let Importverslag { personen, overgeslagen, .. } = verslag;
    tracing::info!(
        personen,
        overgeslagen,
        meldingen = verslag.meldingen.len(),
        "the BRP test set was imported"
    );
    Ok(Some(verslag))
}

/// The bytes that key the pairwise `sub`, drawn once: after a restart everybody is still the same person.
async fn zout(bestand: &Path) -> io::Result<[u8; 32]> {
    if let Ok(bytes) = tokio::fs::read(bestand).await {
        return bytes.try_into().map_err(|_| io::Error::other("identiteit.zout does not hold 32 bytes"));
    }
    let mut bytes = [0_u8; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(io::Error::other)?;
    tokio::fs::write(bestand, bytes).await?;
    Ok(bytes)
}
