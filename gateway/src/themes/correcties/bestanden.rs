//! Files as proof. Each is checked, sealed under its own place, and goes with the correctie or with an answer.

use super::weergave::plek;
use super::{CorrectieFout, Correcties};
use crate::bestanden::Gekeurd;
use crate::pseudoniem::hex;
use crate::store::correcties::{self as tabel, Bestandrij, Correctierij};
use crate::themes::Wie;
use crate::zegel::ZegelFout;
use contract::correctie::{BESTANDEN_BYTES_MAX, BESTANDEN_MAX, Bestand, Bestandsoort, Correctiestatus};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};

/// A file to keep.
pub struct Gelezen {
    pub naam: String,
    pub soort: Bestandsoort,
    pub bytes: Vec<u8>,
}

impl Correcties {
    /// Adds a file to a concept, or to the answer that was asked for.
    pub async fn voeg_toe(
        &self,
        wie: &Wie,
        nummer: &str,
        naam: &str,
        bytes: Vec<u8>,
    ) -> Result<Bestand, CorrectieFout> {
        let rij = self.van_mij(wie, nummer).await?;
        // Before the work of checking it.
        open_voor_bestanden(&rij)?;
        let aanwezig = tabel::bestanden(&self.store, rij.nummer).await?;
        past(aanwezig.len(), aanwezig.iter().map(|een| een.grootte).sum(), 0)?;
        let Gekeurd { naam, soort, bytes } = self.keurmeester.keur(naam, bytes).await?;
        let mut id = [0; 16];
        self.willekeur.met(|rng| rng.fill_bytes(&mut id));
        let id = hex(&id);
        let bestand = Bestandrij {
            naam: self.verzegel(rij.nummer, &format!("bestand/{id}/naam"), &naam)?,
            nummer: rij.nummer,
            soort,
            grootte: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            bijgevoegd_op: self.clock.nu_ms(),
            bij: None,
            id,
        };
        let (kluis, willekeur) = (self.kluis.clone(), std::sync::Arc::clone(&self.willekeur));
        let waar = plek(rij.nummer, &format!("bestand/{}", bestand.id));
        let dicht = tokio::task::spawn_blocking(move || {
            // A source of its own: the shared one must not wait for megabytes.
            let mut rng = willekeur.met(StdRng::from_rng);
            kluis.verzegel_bytes(&waar, &bytes, &mut rng)
        });
        let dicht = dicht.await.map_err(|_| ZegelFout)??;
        self.bewaar_bestand(&bestand, dicht).await?;
        self.bestand(&bestand)
    }

    async fn bewaar_bestand(&self, bestand: &Bestandrij, dicht: Vec<u8>) -> Result<(), CorrectieFout> {
        let mut tx = self.store.transactie().await?;
        let rij = tabel::vergrendel(&mut tx, bestand.nummer).await?;
        let mut rij = rij.ok_or(CorrectieFout::NietGevonden)?;
        open_voor_bestanden(&rij)?;
        let (aantal, samen) = tabel::gewicht(&mut tx, bestand.nummer).await?;
        past(usize::try_from(aantal).unwrap_or(usize::MAX), samen, bestand.grootte)?;
        tabel::nieuw_bestand(&mut tx, bestand, dicht).await?;
        rij.gewijzigd_op = bestand.bijgevoegd_op;
        tabel::bewaar(&mut tx, &rij).await?;
        Ok(tx.commit().await?)
    }

    /// One file of this person's correctie.
    pub async fn lees_bestand(&self, wie: &Wie, nummer: &str, id: &str) -> Result<Gelezen, CorrectieFout> {
        let rij = self.van_mij(wie, nummer).await?;
        let gevonden = tabel::bestand(&self.store, rij.nummer, id).await?;
        let (bestand, dicht) = gevonden.ok_or(CorrectieFout::NietGevonden)?;
        let (kluis, waar) = (self.kluis.clone(), plek(rij.nummer, &format!("bestand/{}", bestand.id)));
        let open = tokio::task::spawn_blocking(move || kluis.open_bytes(&waar, &dicht));
        let bytes = open.await.map_err(|_| ZegelFout)??;
        Ok(Gelezen { naam: self.bestand(&bestand)?.naam, soort: bestand.soort, bytes })
    }

    /// Takes a file away that was not sent.
    pub async fn wis_bestand(&self, wie: &Wie, nummer: &str, id: &str) -> Result<(), CorrectieFout> {
        let nummer = self.van_mij(wie, nummer).await?.nummer;
        let mut tx = self.store.transactie().await?;
        let rij = tabel::vergrendel(&mut tx, nummer).await?.ok_or(CorrectieFout::NietGevonden)?;
        open_voor_bestanden(&rij)?;
        if !tabel::wis_bestand(&mut tx, nummer, id).await? {
            return Err(CorrectieFout::NietGevonden);
        }
        Ok(tx.commit().await?)
    }
}

/// Whether a file would still go anywhere.
fn open_voor_bestanden(rij: &Correctierij) -> Result<(), CorrectieFout> {
    use super::staat::StapFout;
    match rij.status {
        Correctiestatus::Concept | Correctiestatus::InformatieGevraagd => Ok(()),
        Correctiestatus::Ingetrokken => Err(StapFout::Ingetrokken.into()),
        status if status.is_besloten() => Err(StapFout::AlBesloten.into()),
        _ => Err(StapFout::NietGevraagd.into()),
    }
}

fn past(aantal: usize, samen: i64, erbij: i64) -> Result<(), CorrectieFout> {
    if aantal >= BESTANDEN_MAX {
        return Err(CorrectieFout::TeVeelBestanden);
    }
    if samen.saturating_add(erbij) > i64::from(BESTANDEN_BYTES_MAX) {
        return Err(CorrectieFout::BestandenTeGroot);
    }
    Ok(())
}
