//! Handing a correctie in.

use super::inhoud::Bewaard;
use super::stap::Zet;
use super::{CorrectieFout, Correcties, POGINGEN, bezorgen, toets};
use crate::kalender;
use crate::store::StoreFout;
use crate::store::correcties::{self as tabel, Correctierij};
use crate::telemetrie::Spoor;
use crate::termijn;
use crate::themes::Wie;
use contract::correctie::{Correctie, Correctiestatus, Gebeurtenis};
use contract::gegevensregister::Termijn;

impl Correcties {
    /// Hands a concept in; the same again gives the same receipt. The values are held against the source first: when they are others
    /// meanwhile, the concept gets them and the citizen is asked again.
    pub async fn dien_in(&self, wie: &Wie, nummer: &str, spoor: Spoor) -> Result<Correctie, CorrectieFout> {
        for _ in 0..POGINGEN {
            let rij = self.van_mij(wie, nummer).await?;
            if rij.status != Correctiestatus::Concept {
                return self.volledig(&rij).await;
            }
            if !self.loketten.heeft(&rij.registratie) {
                return Err(CorrectieFout::NietHier);
            }
            let bewaard = self.bewaard(&rij)?;
            let vandaag = kalender::dag_in_nederland(self.clock.nu_ms());
            toets::indiening(&bewaard.inhoud, &self.groepen, vandaag)?;
            let beeld = self.bronnen.beeld(&rij.registratie, wie, spoor).await;
            let vers = bewaard.vernieuwd(beeld.as_ref(), &self.register, self.clock.nu_ms());
            let verouderd = vers.as_ref().is_some_and(|vers| vers.verschilt(&bewaard));
            let mee = vers.unwrap_or_else(|| bewaard.zonder_bron(&self.register));
            if let Some(rij) = self.leg_vast(&rij, &mee, verouderd).await? {
                if verouderd {
                    return Err(CorrectieFout::Verouderd);
                }
                self.wekker.notify_one();
                return self.volledig(&rij).await;
            }
        }
        Err(StoreFout::Conflict("changed meanwhile").into())
    }

    /// Keeps the values as they are now and, unless they are others than the citizen saw, the first step and what follows from it: all
    /// or nothing. `None`: the concept changed while the source was asked.
    async fn leg_vast(
        &self,
        gelezen: &Correctierij,
        mee: &Bewaard,
        verouderd: bool,
    ) -> Result<Option<Correctierij>, CorrectieFout> {
        let nu = self.clock.nu_ms();
        let mut tx = self.store.transactie().await?;
        let rij = tabel::vergrendel(&mut tx, gelezen.nummer).await?;
        let mut rij = rij.ok_or(CorrectieFout::NietGevonden)?;
        if rij.status != Correctiestatus::Concept || rij.inhoud != gelezen.inhoud {
            return Ok(None);
        }
        rij.inhoud = self.verzegel_inhoud(rij.nummer, mee)?;
        rij.gewijzigd_op = nu;
        if verouderd {
            tabel::bewaar(&mut tx, &rij).await?;
            tx.commit().await?;
            return Ok(Some(rij));
        }
        // Of what is missing altogether there can be more than one.
        if mee.inhoud.voorkomen.is_some() {
            let mut gegevens: Vec<_> = mee.inhoud.wijzigingen.iter().map(|een| een.gegeven.clone()).collect();
            // In one order, so that two who claim the same do not wait for each other.
            gegevens.sort();
            if let Some(ander) = tabel::claim(&mut tx, &rij, &gegevens).await? {
                return Err(CorrectieFout::LooptAl(ander));
            }
        }
        rij.ingediend_op = Some(nu);
        rij.uiterlijk = self.termijn(&rij).map(|termijn| {
            let termijn = match termijn {
                Termijn::VierWeken => termijn::Termijn::VierWeken,
                Termijn::Maand => termijn::Termijn::Maand,
            };
            termijn::uiterlijk(kalender::dag_in_nederland(nu), termijn)
        });
        self.zet(&mut tx, &mut rij, Zet::burger(Gebeurtenis::Ingediend, nu)).await?;
        tabel::stuur_mee(&mut tx, rij.nummer, bezorgen::BIJ_MELDING).await?;
        bezorgen::leg_melding_in(&mut tx, &rij, nu).await?;
        tx.commit().await?;
        Ok(Some(rij))
    }

    /// How long the holder of the registration that it is about may take.
    pub(super) fn termijn(&self, rij: &Correctierij) -> Option<Termijn> {
        Some(self.register.registratie(&rij.registratie)?.correctie()?.termijn)
    }
}
