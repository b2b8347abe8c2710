//! The inbox of a citizen. Messages are written by the features they are about ([`crate::store::berichten::schrijf`]).

use super::Wie;
use crate::clock::Clock;
use crate::kalender;
use crate::store::berichten::{self as tabel, Berichtrij};
use crate::store::wissingen::{self, Gewist};
use crate::store::{Store, StoreFout};
use contract::bericht::{Bericht, BerichtSoort, Berichten as Pagina, Voorkeuren};
use std::sync::Arc;

const PER_PAGINA: u32 = 50;
/// Messages that one transaction removes.
const PER_STUK: u32 = 500;

/// The use case.
pub struct Berichten {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Berichten {
    /// A page of this person's messages, newest first; with `voor`, those before that one. `None`: there is no such one.
    pub async fn lijst(&self, wie: &Wie, voor: Option<&str>) -> Result<Option<Pagina>, StoreFout> {
        let betrokkene = &wie.betrokkene.pseudoniem;
        let voor = match voor {
            Some(id) => match tabel::zoek(&self.store, betrokkene, id).await? {
                Some(rij) => Some(rij),
                None => return Ok(None),
            },
            None => None,
        };
        let rijen = tabel::van_betrokkene(&self.store, betrokkene, voor.as_ref(), PER_PAGINA).await?;
        let ongelezen = tabel::ongelezen(&self.store, betrokkene).await?;
        let vol = rijen.len() == PER_PAGINA as usize;
        Ok(Some(Pagina {
            volgende: rijen.last().filter(|_| vol).map(|rij| rij.id.clone()),
            berichten: rijen.into_iter().map(op_de_draad).collect(),
            ongelezen: u32::try_from(ongelezen).unwrap_or(u32::MAX),
        }))
    }

    /// This person saw it. `false`: they have no such message.
    pub async fn gelezen(&self, wie: &Wie, id: &str) -> Result<bool, StoreFout> {
        tabel::gelezen(&self.store, &wie.betrokkene.pseudoniem, id, self.clock.nu_ms()).await
    }

    /// Removes the next few messages from before `grens` (Unix milliseconds), and writes down under the name `stuk` (unique) how many.
    /// Whether there may be more.
    pub async fn wis_stuk(&self, grens: i64, stuk: &str) -> Result<bool, StoreFout> {
        let mut tx = self.store.transactie().await?;
        let aantal = tabel::wis_oude(&mut tx, grens, PER_STUK).await?;
        if aantal > 0 {
            let geteld = i64::try_from(aantal).unwrap_or(i64::MAX);
            wissingen::noteer(&mut tx, Gewist::Berichten, stuk, geteld, self.clock.nu_ms()).await?;
            tx.commit().await?;
        }
        Ok(aantal == u64::from(PER_STUK))
    }

    /// The kinds that this person wants.
    pub async fn voorkeuren(&self, wie: &Wie) -> Result<Voorkeuren, StoreFout> {
        let uit = tabel::uitgezet(&self.store, &wie.betrokkene.pseudoniem).await?;
        Ok(Voorkeuren { soorten: zonder(&uit) })
    }

    /// From now on this person wants these kinds and no others.
    pub async fn kies(&self, wie: &Wie, voorkeuren: &Voorkeuren) -> Result<Voorkeuren, StoreFout> {
        tabel::zet_uit(&self.store, &wie.betrokkene.pseudoniem, &zonder(&voorkeuren.soorten)).await?;
        self.voorkeuren(wie).await
    }
}

/// All kinds but these.
fn zonder(soorten: &[BerichtSoort]) -> Vec<BerichtSoort> {
    BerichtSoort::ALLE.into_iter().filter(|soort| !soorten.contains(soort)).collect()
}

fn op_de_draad(rij: Berichtrij) -> Bericht {
    Bericht {
        id: rij.id,
        soort: rij.soort,
        op: kalender::tijdstip(rij.op),
        gelezen: rij.gelezen_op.is_some(),
        kenmerk: rij.kenmerk,
        organisatie: rij.organisatie,
    }
}
