//! From the store to what the citizen sees.

use super::staat::is_te_laat;
use super::{VerzoekFout, Verzoeken};
use crate::kalender;
use crate::store::verzoeken::{self as tabel, Deelrij, Stapregel, Verzoekrij};
use crate::zegel::ZegelFout;
use contract::verzoek::{Deelverzoek, NieuwVerzoek, Stap, Stapsoort, Verzoek, Verzoeknummer};

/// Where a sealed text of a request stands.
pub(super) fn plek(nummer: Verzoeknummer, deel: &str) -> String {
    format!("verzoek/{nummer}/{deel}")
}

impl Verzoeken {
    /// A request with its parts and all their steps.
    pub(super) async fn volledig(&self, rij: &Verzoekrij) -> Result<Verzoek, VerzoekFout> {
        let mut delen = Vec::new();
        for deel in tabel::delen(&self.store, rij.nummer).await? {
            let stappen = tabel::stappen(&self.store, rij.nummer, &deel.organisatie).await?;
            delen.push(self.deel(&deel, &stappen)?);
        }
        self.met_delen(rij, delen)
    }

    /// A request with those of these parts that are its own, without steps.
    pub(super) fn in_lijst(&self, rij: &Verzoekrij, delen: &[Deelrij]) -> Result<Verzoek, VerzoekFout> {
        let eigen = delen.iter().filter(|deel| deel.nummer == rij.nummer);
        let delen = eigen.map(|deel| self.deel(deel, &[])).collect::<Result<_, _>>()?;
        self.met_delen(rij, delen)
    }

    fn met_delen(&self, rij: &Verzoekrij, delen: Vec<Deelverzoek>) -> Result<Verzoek, VerzoekFout> {
        Ok(Verzoek {
            nummer: rij.nummer.to_string(),
            ingediend_op: kalender::tijdstip(rij.ingediend_op),
            inhoud: self.inhoud(rij)?,
            delen,
        })
    }

    /// What was asked.
    pub(super) fn inhoud(&self, rij: &Verzoekrij) -> Result<NieuwVerzoek, VerzoekFout> {
        let open = self.kluis.open(&plek(rij.nummer, "inhoud"), &rij.inhoud)?;
        Ok(serde_json::from_str(&open).map_err(|_| ZegelFout)?)
    }

    /// One part, with these steps.
    pub(super) fn deel(&self, rij: &Deelrij, stappen: &[Stapregel]) -> Result<Deelverzoek, VerzoekFout> {
        let vandaag = kalender::dag_in_nederland(self.clock.nu_ms());
        // An organisation may open it as often as it likes; the first time is what says something.
        let mut ingezien = false;
        let getoond = stappen
            .iter()
            .filter(|stap| stap.wat != Stapsoort::Ingezien || !std::mem::replace(&mut ingezien, true));
        Ok(Deelverzoek {
            organisatie: rij.organisatie.clone(),
            status: rij.status,
            uiterlijk: kalender::datum(rij.uiterlijk),
            te_laat: is_te_laat(rij.status, rij.uiterlijk, vandaag),
            stappen: getoond.map(|stap| self.stap(rij, stap)).collect::<Result<_, _>>()?,
        })
    }

    fn stap(&self, rij: &Deelrij, stap: &Stapregel) -> Result<Stap, VerzoekFout> {
        let plek = plek(rij.nummer, &format!("reden/{}", rij.organisatie));
        let reden = stap.reden.as_ref().map(|dicht| self.kluis.open(&plek, dicht)).transpose()?;
        Ok(Stap { wat: stap.wat, op: kalender::tijdstip(stap.op), door: stap.door, reden })
    }
}
