//! Notices, once, that an organisation did not answer in time, and tells the citizen.

use super::stap::Zet;
use super::{VerzoekFout, Verzoeken};
use crate::kalender;
use crate::store::verzoeken as tabel;
use contract::verzoek::{Stapsoort, Verzoeknummer};

/// How many are looked at in one go, so that a day on which many are due holds up nobody.
const PER_KEER: u32 = 100;

impl Verzoeken {
    /// Tells the citizens whose last day passed; returns how many. Any number of gateways may do this.
    pub async fn bewaak_termijnen(&self) -> Result<u64, VerzoekFout> {
        let vandaag = kalender::dag_in_nederland(self.clock.nu_ms());
        let mut aantal = 0;
        for (nummer, organisatie) in tabel::verstreken(&self.store, vandaag, PER_KEER).await? {
            match self.meld_verstreken(nummer, &organisatie).await {
                Ok(()) => aantal += 1,
                // Answered, withdrawn, or told by another gateway, just now.
                Err(VerzoekFout::Stap(_)) => {}
                Err(fout) => return Err(fout),
            }
        }
        Ok(aantal)
    }

    async fn meld_verstreken(&self, nummer: Verzoeknummer, organisatie: &str) -> Result<(), VerzoekFout> {
        let rij = tabel::zoek(&self.store, nummer).await?.ok_or(VerzoekFout::NietGevonden)?;
        let mut tx = self.store.transactie().await?;
        let zet = Zet::portaal(Stapsoort::TermijnVerstreken);
        self.zet_in(&mut tx, &rij, organisatie, zet, self.clock.nu_ms()).await?;
        tx.commit().await?;
        metrics::counter!("termijn_verstreken_total", "organisatie" => organisatie.to_owned()).increment(1);
        Ok(())
    }
}
