//! Removes correcties that were kept long enough, one at a time: all of it, or nothing yet.

use super::{Correcties, bezorgen};
use crate::store::StoreFout;
use crate::store::correcties::{self as tabel, Oud};
use contract::verzoek::Verzoeknummer;

/// How many are looked for in one go.
const PER_KEER: u32 = 50;

impl Correcties {
    /// Removes the next few to which nothing happened since `grens` (Unix milliseconds). Where to go on; `None`: those were the last. Any
    /// number of gateways may do this.
    pub async fn wis_stuk(
        &self,
        wat: Oud,
        grens: i64,
        na: Option<Verzoeknummer>,
    ) -> Result<Option<Verzoeknummer>, StoreFout> {
        let nummers = tabel::te_wissen(&self.store, wat, grens, na, PER_KEER).await?;
        for nummer in &nummers {
            self.wis(*nummer, wat, grens).await?;
        }
        Ok(nummers.last().copied().filter(|_| nummers.len() == PER_KEER as usize))
    }

    async fn wis(&self, nummer: Verzoeknummer, wat: Oud, grens: i64) -> Result<(), StoreFout> {
        let mut tx = self.store.transactie().await?;
        let Some(rij) = tabel::vergrendel(&mut tx, nummer).await? else { return Ok(()) };
        // Somebody may have gone on with it just now, and what is on its way must arrive.
        if !tabel::mag_weg(&mut tx, nummer, wat, grens).await? || !bezorgen::haal_uit(&mut tx, &rij).await? {
            return Ok(());
        }
        tabel::wis(&mut tx, &rij, wat, self.clock.nu_ms()).await?;
        tx.commit().await
    }
}
