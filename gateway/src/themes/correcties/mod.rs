//! Correcties: from "dit klopt niet" at a value to a changed register (docs/correcties.md).
//!
//! A concept is the citizen's alone. Handed in, it goes through the outbox to the holder (`bezorgen`); what the holder tells comes
//! back in `volgen` and is held against one table, [`staat`]. Each step is written together with the message about it, and with what
//! it sets off.

mod aanvullen;
mod bestanden;
mod bewaren;
pub mod bezorgen;
mod indienen;
mod inhoud;
mod kennisgeven;
mod melding;
pub mod staat;
mod stap;
mod toets;
mod verloop;
mod volgen;
mod weergave;

#[cfg(test)]
pub(super) mod tests;

pub use bestanden::Gelezen;
pub use toets::{Bezwaar, Groepen};

use super::Wie;
use super::inzage::{Inzage, NavraagFout};
use super::klantbeeld::Klantbeeld;
use super::verzoeken::trek_nummer;
use crate::bestanden::{BestandFout, Keurmeester};
use crate::clock::Clock;
use crate::koppelvlakken::kennisgevingen::Kennisgever;
use crate::koppelvlakken::terugmelden::Loketten;
use crate::store::correcties::{self as tabel, Correctierij};
use crate::store::{Sleutel, Store, StoreFout};
use crate::telemetrie::Spoor;
use crate::willekeur::Willekeur;
use crate::zegel::{Kluis, ZegelFout};
use contract::correctie::{Correctie, Correctieinhoud, Correcties as Pagina, Correctiestatus};
use contract::klantbeeld::Bronbeeld;
use contract::verzoek::Verzoeknummer;
use futures::future::BoxFuture;
use gegevensregister::Register;
use inhoud::Bewaard;
use staat::StapFout;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// How many correcties one page holds.
pub const PER_PAGINA: u32 = 50;
/// More than anybody means to begin in a day.
const PER_ETMAAL: i64 = 20;
const ETMAAL_MS: i64 = 24 * 60 * 60 * 1_000;
/// How often is tried anew what somebody else did at the same moment, or a number that was given out before.
const POGINGEN: u32 = 4;

/// Where the values at the source are read again.
pub trait Bronnen: Send + Sync {
    /// What a registration answers about this person now; `None`: there is no such registration.
    fn beeld<'a>(
        &'a self,
        registratie: &'a str,
        wie: &'a Wie,
        spoor: Spoor,
    ) -> BoxFuture<'a, Option<Bronbeeld>>;
}

impl Bronnen for Arc<Klantbeeld> {
    fn beeld<'a>(
        &'a self,
        registratie: &'a str,
        wie: &'a Wie,
        spoor: Spoor,
    ) -> BoxFuture<'a, Option<Bronbeeld>> {
        Box::pin(Arc::clone(self).bronbeeld(registratie, wie.clone(), spoor))
    }
}

/// Who used values of somebody.
pub trait Gebruikers: Send + Sync {
    /// The organisations, by id, that used one of these gegevens of a registration before `tot`, and when each did last (Unix
    /// milliseconds). Without the citizen's own looks. `Err`: not all logs could be read now.
    fn van<'a>(
        &'a self,
        wie: &'a Wie,
        registratie: &'a str,
        gegevens: &'a [String],
        tot: i64,
    ) -> BoxFuture<'a, Result<BTreeMap<String, i64>, NavraagFout>>;
}

impl Gebruikers for Arc<Inzage> {
    fn van<'a>(
        &'a self,
        wie: &'a Wie,
        registratie: &'a str,
        gegevens: &'a [String],
        tot: i64,
    ) -> BoxFuture<'a, Result<BTreeMap<String, i64>, NavraagFout>> {
        Box::pin(self.gebruikers(wie, registratie, gegevens, tot))
    }
}

/// Who hands the corrections in.
pub struct Melder {
    pub naam: String,
    pub oin: String,
}

/// The use case. One for the whole server; it holds nothing of any person.
pub struct Correcties {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) kluis: Kluis,
    pub(crate) register: Arc<Register>,
    /// Of the register.
    pub(crate) groepen: Groepen,
    pub(crate) bronnen: Box<dyn Bronnen>,
    pub(crate) gebruikers: Box<dyn Gebruikers>,
    pub(crate) loketten: Loketten,
    /// Absent: nobody is told yet; what is to be told waits in the outbox.
    pub(crate) kennisgever: Option<Kennisgever>,
    pub(crate) melder: Melder,
    pub(crate) keurmeester: Keurmeester,
    /// Wakes whoever delivers the outbox.
    pub(crate) wekker: Arc<Notify>,
    /// How often a holder is asked in the background.
    pub(crate) lezen_elke_ms: i64,
}

/// Why a correctie could not be begun, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum CorrectieFout {
    #[error(transparent)]
    Store(#[from] StoreFout),
    #[error(transparent)]
    Zegel(#[from] ZegelFout),
    /// Nothing was kept.
    #[error("something in it is wrong")]
    Ongeldig(Vec<Bezwaar>),
    /// It is not there, or not for this person: the two are not told apart.
    #[error("there is no such correctie")]
    NietGevonden,
    /// No correction of this registration goes through this portal.
    #[error("not through this portal")]
    NietHier,
    #[error(transparent)]
    Stap(#[from] StapFout),
    /// The values at the source are others; the concept has them now.
    #[error("the values at the source changed meanwhile")]
    Verouderd,
    /// Another correctie is about one of these values.
    #[error("{0} is about the same value")]
    LooptAl(Verzoeknummer),
    #[error("this key was used for something else")]
    SleutelHergebruikt,
    #[error("too many in a day")]
    TeVeel,
    #[error(transparent)]
    Bestand(#[from] BestandFout),
    #[error("more files than one correctie may have")]
    TeVeelBestanden,
    #[error("more bytes than all files of one correctie may be")]
    BestandenTeGroot,
}

impl From<Vec<Bezwaar>> for CorrectieFout {
    fn from(bezwaren: Vec<Bezwaar>) -> Self {
        CorrectieFout::Ongeldig(bezwaren)
    }
}

impl Correcties {
    /// Begins a concept. With a key that was used before, or when there is a concept of the same voorkomen, that one is answered; then the
    /// second value is `false`.
    pub async fn begin(
        &self,
        wie: &Wie,
        sleutel: &Uuid,
        inhoud: Correctieinhoud,
    ) -> Result<(Correctie, bool), CorrectieFout> {
        let inhoud = toets::concept(inhoud, &self.groepen)?;
        let sleutel = Sleutel::van(&sleutel.to_string());
        for _ in 0..POGINGEN {
            let plek = self.plek(wie, &inhoud)?;
            let eerder = tabel::eerder(&self.store, &wie.betrokkene.pseudoniem, &sleutel).await?;
            if eerder.as_ref().is_some_and(|rij| rij.plek != plek) {
                return Err(CorrectieFout::SleutelHergebruikt);
            }
            let eerder = match eerder {
                Some(rij) => Some(rij),
                None => tabel::concept(&self.store, &plek).await?,
            };
            if let Some(rij) = eerder {
                return Ok((self.volledig(&rij).await?, false));
            }
            let sinds = self.clock.nu_ms() - ETMAAL_MS;
            if tabel::aantal_sinds(&self.store, &wie.betrokkene.pseudoniem, sinds).await? >= PER_ETMAAL {
                return Err(CorrectieFout::TeVeel);
            }
            let rij = self.rij(wie, &sleutel, plek, &inhoud)?;
            let mut tx = self.store.transactie().await?;
            match tabel::nieuw(&mut tx, &rij).await {
                // The number was given out before, or the same came in just now.
                Err(StoreFout::Conflict(_)) => continue,
                uitkomst => uitkomst?,
            }
            tx.commit().await?;
            return Ok((self.volledig(&rij).await?, true));
        }
        Err(StoreFout::Conflict("unique").into())
    }

    fn rij(
        &self,
        wie: &Wie,
        sleutel: &Sleutel,
        plek: String,
        inhoud: &Correctieinhoud,
    ) -> Result<Correctierij, CorrectieFout> {
        let registratie = toets::registratie(&self.register, &inhoud.groep).ok_or(CorrectieFout::NietHier)?;
        let weg = registratie.correctie().ok_or(CorrectieFout::NietHier)?;
        if !self.loketten.heeft(registratie.id()) {
            return Err(CorrectieFout::NietHier);
        }
        let nummer = trek_nummer(&self.willekeur);
        let nu = self.clock.nu_ms();
        let bsn = self.willekeur.met(|rng| {
            self.kluis.verzegel(&weergave::plek(nummer, "bsn"), wie.betrokkene.bsn.cijfers(), rng)
        })?;
        Ok(Correctierij {
            nummer,
            betrokkene: wie.betrokkene.pseudoniem.clone(),
            actor: wie.actor.pseudoniem.clone(),
            registratie: registratie.id().to_owned(),
            loket: registratie.id().to_owned(),
            groep: inhoud.groep.clone(),
            plek,
            inhoud: self.verzegel_inhoud(nummer, &Bewaard::nieuw(inhoud.clone(), nu))?,
            bsn,
            sleutel: sleutel.clone(),
            begonnen_op: nu,
            gewijzigd_op: nu,
            status: Correctiestatus::Concept,
            organisatie: weg.organisatie.clone(),
            ingediend_op: None,
            uiterlijk: None,
            verstreken: false,
            stappen: 0,
            ronde: 0,
            referentie: None,
            volgnummer: 0,
            gelezen_op: 0,
            volgen: false,
        })
    }

    /// The same for the same person, group and voorkomen, and of no use without the server's key: the key of a voorkomen can be guessed
    /// by who knows the person.
    fn plek(&self, wie: &Wie, inhoud: &Correctieinhoud) -> Result<String, ZegelFout> {
        let wie = wie.betrokkene.pseudoniem.als_str();
        let voorkomen = inhoud.voorkomen.as_deref().unwrap_or_default();
        self.kluis.merk(&format!("correctie\n{wie}\n{}\n{voorkomen}", inhoud.groep))
    }

    /// Changes a concept. It stays about the same group and voorkomen.
    pub async fn wijzig(
        &self,
        wie: &Wie,
        nummer: &str,
        inhoud: Correctieinhoud,
    ) -> Result<Correctie, CorrectieFout> {
        let inhoud = toets::concept(inhoud, &self.groepen)?;
        let nummer = self.van_mij(wie, nummer).await?.nummer;
        let plek = self.plek(wie, &inhoud)?;
        let mut tx = self.store.transactie().await?;
        let mut rij = self.concept(&mut tx, nummer).await?;
        if rij.plek != plek {
            let bezwaar =
                Bezwaar::nieuw("groep", "Een verzoek blijft over hetzelfde gaan. Begin een nieuw verzoek.");
            return Err(vec![bezwaar].into());
        }
        let mut bewaard = self.bewaard(&rij)?;
        bewaard.inhoud = inhoud;
        rij.inhoud = self.verzegel_inhoud(nummer, &bewaard)?;
        rij.gewijzigd_op = self.clock.nu_ms();
        tabel::bewaar(&mut tx, &rij).await?;
        tx.commit().await?;
        self.volledig(&rij).await
    }

    /// Throws a concept away, with its files.
    pub async fn gooi_weg(&self, wie: &Wie, nummer: &str) -> Result<(), CorrectieFout> {
        let nummer = self.van_mij(wie, nummer).await?.nummer;
        let mut tx = self.store.transactie().await?;
        self.concept(&mut tx, nummer).await?;
        tabel::gooi_weg(&mut tx, nummer).await?;
        Ok(tx.commit().await?)
    }

    /// A page of this person's correcties, newest first; with `voor`, those before the one with that number.
    pub async fn lijst(&self, wie: &Wie, voor: Option<&str>) -> Result<Pagina, CorrectieFout> {
        let voor = match voor {
            Some(nummer) => Some(self.van_mij(wie, nummer).await?),
            None => None,
        };
        let betrokkene = &wie.betrokkene.pseudoniem;
        let rijen = tabel::van_betrokkene(&self.store, betrokkene, voor.as_ref(), PER_PAGINA).await?;
        let vol = rijen.len() == PER_PAGINA as usize;
        let volgende = rijen.last().filter(|_| vol).map(|rij| rij.nummer.to_string());
        let mut correcties = Vec::new();
        for rij in &rijen {
            correcties.push(self.in_lijst(rij).await?);
        }
        Ok(Pagina { correcties, volgende })
    }

    /// One correctie of this person, with its steps. The holder is asked first, unless that was done just now.
    pub async fn een(&self, wie: &Wie, nummer: &str) -> Result<Correctie, CorrectieFout> {
        let rij = self.van_mij(wie, nummer).await?;
        let rij = self.ververs(rij).await?;
        self.volledig(&rij).await
    }

    async fn van_mij(&self, wie: &Wie, nummer: &str) -> Result<Correctierij, CorrectieFout> {
        let nummer = nummer.parse().map_err(|_| CorrectieFout::NietGevonden)?;
        let rij = tabel::zoek(&self.store, nummer).await?;
        rij.filter(|rij| rij.betrokkene == wie.betrokkene.pseudoniem).ok_or(CorrectieFout::NietGevonden)
    }

    /// Locks a concept; an error when it was handed in or thrown away meanwhile.
    async fn concept(
        &self,
        tx: &mut crate::store::Transactie,
        nummer: Verzoeknummer,
    ) -> Result<Correctierij, CorrectieFout> {
        let rij = tabel::vergrendel(tx, nummer).await?.ok_or(CorrectieFout::NietGevonden)?;
        if rij.status == Correctiestatus::Concept { Ok(rij) } else { Err(StapFout::AlIngediend.into()) }
    }
}
