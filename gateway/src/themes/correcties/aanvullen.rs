//! What a citizen can do while it runs: answer a question, withdraw.

use super::stap::Zet;
use super::{CorrectieFout, Correcties, bezorgen, toets};
use crate::store::Sleutel;
use crate::store::correcties::{self as tabel, Aanvullingrij};
use crate::themes::Wie;
use crate::zegel::ZegelFout;
use contract::correctie::{Aanvulling, Correctie, Correctiestatus, Gebeurtenis};
use contract::verzoek::Verzoeknummer;
use uuid::Uuid;

/// So much of the hash of an idempotency key tells one answer of a correctie from another.
const KENMERK_LENGTE: usize = 32;

impl Correcties {
    /// Answers the question of the holder. With a key that was used before it is the same answer.
    pub async fn vul_aan(
        &self,
        wie: &Wie,
        nummer: &str,
        sleutel: &Uuid,
        aanvulling: Aanvulling,
    ) -> Result<Correctie, CorrectieFout> {
        let aanvulling = toets::aanvulling(&aanvulling)?;
        let rij = self.van_mij(wie, nummer).await?;
        let kenmerk = kenmerk(rij.nummer, sleutel);
        if let Some(eerder) = tabel::aanvulling(&self.store, rij.nummer, &kenmerk).await? {
            let zelfde = self.tekst_van(&eerder)? == aanvulling.tekst;
            return if zelfde { self.volledig(&rij).await } else { Err(CorrectieFout::SleutelHergebruikt) };
        }
        let nu = self.clock.nu_ms();
        let nieuw = Aanvullingrij {
            nummer: rij.nummer,
            inhoud: self.verzegel(rij.nummer, &plek_aanvulling(&kenmerk), &aanvulling.tekst)?,
            kenmerk,
            op: nu,
        };
        let mut tx = self.store.transactie().await?;
        let mut rij = tabel::vergrendel(&mut tx, rij.nummer).await?.ok_or(CorrectieFout::NietGevonden)?;
        if !tabel::nieuwe_aanvulling(&mut tx, &nieuw).await? {
            // The same came in just now.
            drop(tx);
            return self.volledig(&rij).await;
        }
        let zet = Zet { tekst: Some(aanvulling.tekst), ..Zet::burger(Gebeurtenis::Aangevuld, nu) };
        self.zet(&mut tx, &mut rij, zet).await?;
        tabel::stuur_mee(&mut tx, rij.nummer, &nieuw.kenmerk).await?;
        bezorgen::leg_aanvulling_in(&mut tx, &rij, &nieuw.kenmerk, nu).await?;
        tx.commit().await?;
        self.wekker.notify_one();
        self.volledig(&rij).await
    }

    /// Withdraws it, and tells the holder. Twice is once.
    pub async fn trek_in(&self, wie: &Wie, nummer: &str) -> Result<Correctie, CorrectieFout> {
        let rij = self.van_mij(wie, nummer).await?;
        if rij.status == Correctiestatus::Ingetrokken {
            return self.volledig(&rij).await;
        }
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        let mut rij = tabel::vergrendel(&mut tx, rij.nummer).await?.ok_or(CorrectieFout::NietGevonden)?;
        self.zet(&mut tx, &mut rij, Zet::burger(Gebeurtenis::Ingetrokken, nu)).await?;
        bezorgen::leg_intrekking_in(&mut tx, &rij, nu).await?;
        tx.commit().await?;
        self.wekker.notify_one();
        self.volledig(&rij).await
    }

    pub(super) fn tekst_van(&self, rij: &Aanvullingrij) -> Result<String, ZegelFout> {
        self.kluis.open(&super::weergave::plek(rij.nummer, &plek_aanvulling(&rij.kenmerk)), &rij.inhoud)
    }
}

fn plek_aanvulling(kenmerk: &str) -> String {
    format!("aanvulling/{kenmerk}")
}

/// By which the holder knows one answer from another; the key itself is the browser's.
fn kenmerk(nummer: Verzoeknummer, sleutel: &Uuid) -> String {
    let hash = Sleutel::van(&sleutel.to_string());
    format!("{nummer}-{}", &hash.als_str()[..KENMERK_LENGTE])
}
