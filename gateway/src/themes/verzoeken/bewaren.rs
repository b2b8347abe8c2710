//! Removes requests that were kept long enough, one at a time: all of it, or nothing yet.

use super::Verzoeken;
use crate::store::StoreFout;
use crate::store::verzoeken::{self as tabel, VerzoekSoort};
use contract::verzoek::Verzoeknummer;

/// How many are looked for in one go.
const PER_KEER: u32 = 50;

impl Verzoeken {
    /// Removes the next few of this kind that were decided or withdrawn before `grens` (Unix milliseconds). Where to go on; `None`: those
    /// were the last. Any number of gateways may do this.
    pub async fn wis_stuk(
        &self,
        soort: VerzoekSoort,
        grens: i64,
        na: Option<Verzoeknummer>,
    ) -> Result<Option<Verzoeknummer>, StoreFout> {
        let nummers = tabel::te_wissen(&self.store, soort, grens, na, PER_KEER).await?;
        for nummer in &nummers {
            let mut tx = self.store.transactie().await?;
            if tabel::wis(&mut tx, *nummer, self.clock.nu_ms()).await? {
                tx.commit().await?;
            }
        }
        Ok(nummers.last().copied().filter(|_| nummers.len() == PER_KEER as usize))
    }
}
