//! Asks holders where their correcties stand: in the background, and when a citizen opens one. And watches the last day.

use super::melding::kenmerk;
use super::stap::Zet;
use super::{CorrectieFout, Correcties};
use crate::kalender;
use crate::store::correcties::{self as tabel, Correctierij};
use contract::correctie::Gebeurtenis;
use contract::verzoek::Verzoeknummer;
use futures::{StreamExt as _, stream};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// How many are asked after in one go, and how many at the same time.
const PER_KEER: u32 = 50;
const TEGELIJK: usize = 4;
/// A citizen who opens it again and again does not ask the holder more often than this.
const VERS_MS: i64 = 5_000;
/// So long a citizen waits for the holder; what comes later is there the next time.
const GEDULD: Duration = Duration::from_secs(3);
/// How often is looked for what is due.
const RUST: Duration = Duration::from_secs(1);

impl Correcties {
    /// Follows until `stop`. Any number of gateways may do this.
    pub async fn draai(self: Arc<Self>, stop: CancellationToken) {
        while stop.run_until_cancelled(tokio::time::sleep(RUST)).await.is_some() {
            if let Err(fout) = self.volg().await {
                tracing::error!(%fout, "correcties could not be followed; trying again");
            }
        }
    }

    /// Asks after those that are due, the longest ago first. Returns how many.
    pub async fn volg(&self) -> Result<usize, CorrectieFout> {
        let sinds = self.clock.nu_ms().saturating_sub(self.lezen_elke_ms);
        let nummers = tabel::te_volgen(&self.store, sinds, PER_KEER).await?;
        let aantal = nummers.len();
        stream::iter(nummers)
            .for_each_concurrent(TEGELIJK, |nummer| async move {
                if let Err(fout) = self.lees_terug(nummer, sinds).await {
                    tracing::error!(%fout, %nummer, "what a holder told could not be kept");
                }
            })
            .await;
        Ok(aantal)
    }

    /// The row after asking the holder, unless that was done just now or takes too long.
    pub(super) async fn ververs(&self, rij: Correctierij) -> Result<Correctierij, CorrectieFout> {
        let sinds = self.clock.nu_ms().saturating_sub(VERS_MS);
        if !rij.volgen || rij.referentie.is_none() || rij.gelezen_op > sinds {
            return Ok(rij);
        }
        match tokio::time::timeout(GEDULD, self.lees_terug(rij.nummer, sinds)).await {
            // Slow or not, what we know is shown.
            Ok(Ok(())) | Err(_) => {}
            Ok(Err(fout)) => {
                tracing::error!(%fout, nummer = %rij.nummer, "what a holder told could not be kept");
            }
        }
        tabel::zoek(&self.store, rij.nummer).await?.ok_or(CorrectieFout::NietGevonden)
    }

    /// Asks after one, unless somebody did since `sinds` (Unix milliseconds).
    async fn lees_terug(&self, nummer: Verzoeknummer, sinds: i64) -> Result<(), CorrectieFout> {
        if !tabel::neem_te_lezen(&self.store, nummer, sinds, self.clock.nu_ms()).await? {
            return Ok(());
        }
        let Some(rij) = tabel::zoek(&self.store, nummer).await? else { return Ok(()) };
        let Some(referentie) = rij.referentie.as_deref() else { return Ok(()) };
        let code = match self.loketten.lees(&rij.loket, &kenmerk(&rij), referentie).await {
            Err(fout) => {
                tracing::warn!(%nummer, registratie = rij.loket, %fout, "a holder did not tell where a correctie stands");
                fout.code()
            }
            Ok(zaak) => match self.neem_over(nummer, &zaak).await? {
                Ok(()) => return Ok(()),
                Err(weigering) => {
                    tracing::warn!(%nummer, registratie = rij.loket, %weigering, "a step of a holder is not taken");
                    weigering.code()
                }
            },
        };
        metrics::counter!("terugmelding_geweigerd_total", "registratie" => rij.loket, "reden" => code)
            .increment(1);
        Ok(())
    }

    /// Notes, once, that a last day passed without a decision; returns how many. Any number of gateways may do this.
    pub async fn bewaak_termijnen(&self) -> Result<u64, CorrectieFout> {
        let nu = self.clock.nu_ms();
        let vandaag = kalender::dag_in_nederland(nu);
        let mut aantal = 0;
        for nummer in tabel::verstreken(&self.store, vandaag, PER_KEER).await? {
            let mut tx = self.store.transactie().await?;
            let rij = tabel::vergrendel(&mut tx, nummer).await?;
            let open = |rij: &Correctierij| !rij.verstreken && rij.uiterlijk.is_some_and(|dag| vandaag > dag);
            let Some(mut rij) = rij.filter(open) else { continue };
            rij.verstreken = true;
            match self.zet(&mut tx, &mut rij, Zet::portaal(Gebeurtenis::TermijnVerstreken, nu)).await {
                Ok(_) => tx.commit().await?,
                // Decided or withdrawn just now.
                Err(CorrectieFout::Stap(_)) => continue,
                Err(fout) => return Err(fout),
            }
            aantal += 1;
            metrics::counter!("termijn_verstreken_total", "organisatie" => rij.organisatie).increment(1);
        }
        Ok(aantal)
    }
}
