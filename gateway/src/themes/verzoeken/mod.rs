//! Requests of citizens to organisations: to see their data, and about a use of it.
//!
//! Who asks is whoever is logged in. The receipt is on the disk before it is given. Each step is written together with the
//! message about it. Where a part stands follows from its steps, in [`staat`] alone.

mod behandeling;
mod bewaren;
pub mod organisaties;
pub mod staat;
mod stap;
mod termijnen;
mod toets;
mod weergave;

#[cfg(test)]
pub(super) mod tests;

pub use behandeling::{Behandelverzoek, Werklijst, Werklijstregel};
pub use toets::{Bezwaar, onderwerpen};

use super::Wie;
use crate::clock::Clock;
use crate::kalender;
use crate::store::berichten::{self, NieuwBericht};
use crate::store::verzoeken::{self as tabel, Melding, VerzoekSoort, Verzoekrij};
use crate::store::{Sleutel, Store, StoreFout};
use crate::willekeur::Willekeur;
use crate::zegel::{Kluis, ZegelFout};
use contract::bericht::BerichtSoort;
use contract::verzoek::{
    Antwoord, GETROKKEN, Gemeld, NieuwVerzoek, Stapsoort, Verzoek, Verzoeken as Pagina, Verzoeknummer,
};
use organisaties::Organisaties;
use rand::Rng as _;
use staat::{Staat, StapFout};
use stap::Zet;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// How many requests one page holds.
pub const PER_PAGINA: u32 = 50;
/// More than anybody means to file in a day.
const PER_ETMAAL: i64 = 20;
const ETMAAL_MS: i64 = 24 * 60 * 60 * 1_000;
/// The most reported lines that are named; at [`PER_ETMAAL`] a day that is fifty days of nothing else.
const GEMELD_MAX: u32 = 1_000;
/// How often a number is drawn anew when it was given out before; once in billions.
const POGINGEN: u32 = 4;

/// The use case. One for the whole server; it holds nothing of any person.
pub struct Verzoeken {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) kluis: Kluis,
    pub(crate) organisaties: Organisaties,
    /// What can be asked for by name: [`onderwerpen`].
    pub(crate) onderwerpen: BTreeSet<String>,
}

/// Why a request could not be filed, read or changed.
#[derive(Debug, thiserror::Error)]
pub enum VerzoekFout {
    #[error(transparent)]
    Store(#[from] StoreFout),
    #[error(transparent)]
    Zegel(#[from] ZegelFout),
    /// Nothing was kept.
    #[error("something in it is wrong")]
    Ongeldig(Vec<Bezwaar>),
    /// It is not there, or not for this person or organisation: the two are not told apart.
    #[error("there is no such request")]
    NietGevonden,
    #[error(transparent)]
    Stap(#[from] StapFout),
    /// The idempotency key was used for another request.
    #[error("this key was used for another request")]
    SleutelHergebruikt,
    #[error("too many requests in a day")]
    TeVeel,
}

impl From<Vec<Bezwaar>> for VerzoekFout {
    fn from(bezwaren: Vec<Bezwaar>) -> Self {
        VerzoekFout::Ongeldig(bezwaren)
    }
}

impl Verzoeken {
    /// Files a request. With a key that was used before it is the same request, and so is a report of a line that was
    /// reported before; then the second value is `false`.
    pub async fn dien_in(
        &self,
        wie: &Wie,
        sleutel: &Uuid,
        vraag: NieuwVerzoek,
    ) -> Result<(Verzoek, bool), VerzoekFout> {
        let (vraag, naar) = toets::vraag(vraag, &self.organisaties, &self.onderwerpen, self.clock.nu_ms())?;
        let sleutel = Sleutel::van(&sleutel.to_string());
        for _ in 0..POGINGEN {
            if let Some(eerder) = self.eerder(wie, &sleutel, &vraag).await? {
                return Ok((eerder, false));
            }
            let sinds = self.clock.nu_ms() - ETMAAL_MS;
            if tabel::aantal_sinds(&self.store, &wie.betrokkene.pseudoniem, sinds).await? >= PER_ETMAAL {
                return Err(VerzoekFout::TeVeel);
            }
            let rij = self.rij(wie, &sleutel, &vraag)?;
            match self.bewaar(&rij, &naar).await {
                // The number was given out before, or the same request came in just now.
                Err(StoreFout::Conflict(_)) => {}
                Err(fout) => return Err(fout.into()),
                Ok(()) => return Ok((self.volledig(&rij).await?, true)),
            }
        }
        Err(StoreFout::Conflict("unique").into())
    }

    async fn eerder(
        &self,
        wie: &Wie,
        sleutel: &Sleutel,
        vraag: &NieuwVerzoek,
    ) -> Result<Option<Verzoek>, VerzoekFout> {
        let melding = melding(vraag);
        let eerder =
            tabel::eerder(&self.store, &wie.betrokkene.pseudoniem, sleutel, melding.as_ref()).await?;
        let Some(rij) = eerder else { return Ok(None) };
        let verzoek = self.volledig(&rij).await?;
        if rij.sleutel == *sleutel && verzoek.inhoud != *vraag {
            return Err(VerzoekFout::SleutelHergebruikt);
        }
        Ok(Some(verzoek))
    }

    fn rij(&self, wie: &Wie, sleutel: &Sleutel, vraag: &NieuwVerzoek) -> Result<Verzoekrij, VerzoekFout> {
        let nummer = trek_nummer(&self.willekeur);
        let tekst = serde_json::to_string(vraag).map_err(|_| ZegelFout)?;
        let verzegel = |plek: &str, tekst: &str| {
            self.willekeur.met(|rng| self.kluis.verzegel(&weergave::plek(nummer, plek), tekst, rng))
        };
        Ok(Verzoekrij {
            nummer,
            betrokkene: wie.betrokkene.pseudoniem.clone(),
            actor: wie.actor.pseudoniem.clone(),
            soort: match vraag {
                NieuwVerzoek::Inzage { .. } => VerzoekSoort::Inzage,
                NieuwVerzoek::Gebruiksmelding { .. } => VerzoekSoort::Gebruiksmelding,
            },
            inhoud: verzegel("inhoud", &tekst)?,
            bsn: verzegel("bsn", wie.betrokkene.bsn.cijfers())?,
            sleutel: sleutel.clone(),
            ingediend_op: self.clock.nu_ms(),
            melding: melding(vraag),
        })
    }

    /// The request, its parts, their first step and the message about it: all of it or nothing.
    async fn bewaar(&self, rij: &Verzoekrij, naar: &[String]) -> Result<(), StoreFout> {
        let staat = Staat::begin(kalender::dag_in_nederland(rij.ingediend_op));
        let ontvangen = Zet::burger(Stapsoort::Ontvangen).regel(rij.ingediend_op);
        let mut tx = self.store.transactie().await?;
        tabel::nieuw(&mut tx, rij).await?;
        for organisatie in naar {
            tabel::nieuw_deel(&mut tx, rij, organisatie, &staat).await?;
            tabel::zet_stap(&mut tx, rij.nummer, organisatie, &ontvangen, &staat).await?;
        }
        berichten::schrijf(&mut tx, &bericht(rij, BerichtSoort::VerzoekOntvangen, rij.ingediend_op)).await?;
        tx.commit().await
    }

    /// A page of this person's requests, newest first; with `voor`, those before the one with that number.
    pub async fn lijst(&self, wie: &Wie, voor: Option<&str>) -> Result<Pagina, VerzoekFout> {
        let voor = match voor {
            Some(nummer) => Some(self.van_mij(wie, nummer).await?),
            None => None,
        };
        let betrokkene = &wie.betrokkene.pseudoniem;
        let rijen = tabel::van_betrokkene(&self.store, betrokkene, voor.as_ref(), PER_PAGINA).await?;
        let delen = tabel::delen_van_betrokkene(&self.store, betrokkene, voor.as_ref(), PER_PAGINA).await?;
        let vol = rijen.len() == PER_PAGINA as usize;
        let volgende = rijen.last().filter(|_| vol).map(|rij| rij.nummer.to_string());
        let verzoeken = rijen.iter().map(|rij| self.in_lijst(rij, &delen)).collect::<Result<_, _>>()?;
        Ok(Pagina { verzoeken, volgende })
    }

    /// One request of this person, with its steps.
    pub async fn een(&self, wie: &Wie, nummer: &str) -> Result<Verzoek, VerzoekFout> {
        self.volledig(&self.van_mij(wie, nummer).await?).await
    }

    /// Which lines of the use log this person reported.
    pub async fn gemeld(&self, wie: &Wie) -> Result<Gemeld, VerzoekFout> {
        let regels = tabel::gemeld(&self.store, &wie.betrokkene.pseudoniem, GEMELD_MAX).await?;
        Ok(Gemeld { regels })
    }

    /// Withdraws what is not decided yet. An error when that is nothing.
    pub async fn trek_in(&self, wie: &Wie, nummer: &str) -> Result<Verzoek, VerzoekFout> {
        let rij = self.van_mij(wie, nummer).await?;
        let delen = tabel::delen(&self.store, rij.nummer).await?;
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        let mut beletsel = Some(StapFout::AlBesloten);
        for deel in &delen {
            match self.zet_in(&mut tx, &rij, &deel.organisatie, Zet::burger(Stapsoort::Ingetrokken), nu).await
            {
                Ok(_) => beletsel = None,
                Err(VerzoekFout::Stap(fout)) => beletsel = beletsel.and(Some(fout)),
                Err(fout) => return Err(fout),
            }
        }
        if let Some(beletsel) = beletsel {
            return Err(beletsel.into());
        }
        tabel::wis_melding(&mut tx, rij.nummer).await?;
        berichten::schrijf(&mut tx, &bericht(&rij, BerichtSoort::Ingetrokken, nu)).await?;
        tx.commit().await?;
        self.volledig(&rij).await
    }

    /// What an organisation answered, and when (Unix milliseconds).
    pub async fn antwoord(
        &self,
        wie: &Wie,
        nummer: &str,
        organisatie: &str,
    ) -> Result<(Verzoeknummer, Antwoord, i64), VerzoekFout> {
        let rij = self.van_mij(wie, nummer).await?;
        let gevonden = tabel::antwoord(&self.store, rij.nummer, organisatie).await?;
        let (dicht, op) = gevonden.ok_or(VerzoekFout::NietGevonden)?;
        let open =
            self.kluis.open(&weergave::plek(rij.nummer, &format!("antwoord/{organisatie}")), &dicht)?;
        Ok((rij.nummer, serde_json::from_str(&open).map_err(|_| ZegelFout)?, op))
    }

    async fn van_mij(&self, wie: &Wie, nummer: &str) -> Result<Verzoekrij, VerzoekFout> {
        let nummer = nummer.parse().map_err(|_| VerzoekFout::NietGevonden)?;
        let rij = tabel::zoek(&self.store, nummer).await?;
        rij.filter(|rij| rij.betrokkene == wie.betrokkene.pseudoniem).ok_or(VerzoekFout::NietGevonden)
    }
}

/// Draws the number of a request or a correctie.
pub(crate) fn trek_nummer(willekeur: &Willekeur) -> Verzoeknummer {
    let mut getrokken = [0; GETROKKEN];
    willekeur.met(|rng| {
        for waarde in &mut getrokken {
            // 232 is eight times 29: what is above would favour some characters.
            while {
                rng.fill_bytes(std::slice::from_mut(waarde));
                *waarde >= 232
            } {}
        }
    });
    Verzoeknummer::van(getrokken)
}

/// A message about a whole request.
fn bericht(rij: &Verzoekrij, soort: BerichtSoort, op: i64) -> NieuwBericht {
    NieuwBericht {
        betrokkene: rij.betrokkene.clone(),
        soort,
        kenmerk: Some(rij.nummer.to_string()),
        organisatie: None,
        sleutel: format!("verzoek {} {soort:?}", rij.nummer),
        op,
    }
}

/// The line that a report is about.
fn melding(vraag: &NieuwVerzoek) -> Option<Melding> {
    let NieuwVerzoek::Gebruiksmelding { regel, .. } = vraag else { return None };
    Some(Melding { bron: regel.bron.clone(), trace_id: regel.trace_id.clone() })
}
