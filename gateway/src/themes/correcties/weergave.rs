//! From the store to what the citizen sees.

use super::stap::plek_tekst;
use super::{CorrectieFout, Correcties, staat};
use crate::kalender;
use crate::store::correcties::{self as tabel, Bestandrij, Correctierij, Kennisgevingrij, Stapregel};
use crate::zegel::ZegelFout;
use contract::correctie::{Besluit, Bestand, Correctie, Correctiestap, Kennisgeving};
use contract::verzoek::Verzoeknummer;

/// Where a sealed text of a correctie stands.
pub(super) fn plek(nummer: Verzoeknummer, deel: &str) -> String {
    format!("correctie/{nummer}/{deel}")
}

impl Correcties {
    /// A correctie with everything about it.
    pub(super) async fn volledig(&self, rij: &Correctierij) -> Result<Correctie, CorrectieFout> {
        let stappen = tabel::stappen(&self.store, rij.nummer).await?;
        let stappen = stappen.into_iter().zip(1..).map(|(stap, volgnummer)| self.stap(rij, stap, volgnummer));
        let stappen = stappen.collect::<Result<_, _>>()?;
        let kennisgevingen = tabel::kennisgevingen(&self.store, rij.nummer).await?;
        let kennisgevingen = kennisgevingen.into_iter().map(kennisgeving).collect();
        let niet_aangenomen = self.niet_aangenomen(rij).await?;
        Ok(Correctie { stappen, kennisgevingen, niet_aangenomen, ..self.in_lijst(rij).await? })
    }

    /// The same without steps and notices, and without looking whether the holder takes it.
    pub(super) async fn in_lijst(&self, rij: &Correctierij) -> Result<Correctie, CorrectieFout> {
        let bestanden = tabel::bestanden(&self.store, rij.nummer).await?;
        let besluit = match tabel::besluit(&self.store, rij.nummer).await? {
            Some(dicht) => Some(self.kluis.open(&plek(rij.nummer, "besluit"), &dicht)?),
            None => None,
        };
        let besluit: Option<Besluit> =
            besluit.map(|open| serde_json::from_str(&open)).transpose().map_err(|_| ZegelFout)?;
        let vandaag = kalender::dag_in_nederland(self.clock.nu_ms());
        Ok(Correctie {
            nummer: rij.nummer.to_string(),
            inhoud: self.bewaard(rij)?.inhoud,
            bestanden: bestanden.iter().map(|een| self.bestand(een)).collect::<Result<_, _>>()?,
            status: rij.status,
            organisatie: rij.organisatie.clone(),
            gewijzigd_op: kalender::tijdstip(rij.gewijzigd_op),
            ingediend_op: rij.ingediend_op.map(kalender::tijdstip),
            uiterlijk: rij.uiterlijk.map(kalender::datum),
            te_laat: staat::wacht_op_besluit(rij.status) && rij.uiterlijk.is_some_and(|dag| vandaag > dag),
            niet_aangenomen: false,
            kan: staat::kan(rij.status),
            stappen: Vec::new(),
            besluit,
            kennisgevingen: Vec::new(),
        })
    }

    fn stap(
        &self,
        rij: &Correctierij,
        stap: Stapregel,
        volgnummer: i64,
    ) -> Result<Correctiestap, CorrectieFout> {
        let plek = plek(rij.nummer, &plek_tekst(volgnummer));
        let tekst = stap.tekst.as_ref().map(|dicht| self.kluis.open(&plek, dicht)).transpose()?;
        Ok(Correctiestap {
            wat: stap.wat,
            op: kalender::tijdstip(stap.op),
            door: stap.door,
            organisatie: stap.organisatie,
            tekst,
        })
    }

    /// A file, by its name.
    pub(super) fn bestand(&self, rij: &Bestandrij) -> Result<Bestand, CorrectieFout> {
        let plek = plek(rij.nummer, &format!("bestand/{}/naam", rij.id));
        Ok(Bestand {
            id: rij.id.clone(),
            naam: self.kluis.open(&plek, &rij.naam)?,
            soort: rij.soort,
            grootte: u32::try_from(rij.grootte).unwrap_or(u32::MAX),
        })
    }
}

fn kennisgeving(rij: Kennisgevingrij) -> Kennisgeving {
    Kennisgeving {
        organisatie: rij.organisatie,
        gebruikt_op: kalender::tijdstip(rij.gebruikt_op),
        afgeleverd_op: rij.afgeleverd_op.map(kalender::tijdstip),
    }
}
