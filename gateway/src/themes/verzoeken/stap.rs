//! Takes a step: checks it, writes it, and writes the message about it, in one transaction.

use super::weergave::plek;
use super::{VerzoekFout, Verzoeken};
use crate::kalender;
use crate::store::berichten::{self, NieuwBericht};
use crate::store::verzoeken::{self as tabel, Stapregel, Verzoekrij};
use crate::store::{StoreFout, Transactie};
use crate::themes::verzoeken::staat::Staat;
use crate::zegel::Verzegeld;
use contract::bericht::BerichtSoort;
use contract::verzoek::{Rol, Stapsoort};
use time::Date;

/// A step to take.
pub(super) struct Zet {
    pub(super) wat: Stapsoort,
    pub(super) door: Rol,
    pub(super) reden: Option<Verzegeld>,
}

impl Zet {
    pub(super) fn burger(wat: Stapsoort) -> Self {
        Self { wat, door: Rol::Burger, reden: None }
    }

    pub(super) fn organisatie(wat: Stapsoort) -> Self {
        Self { wat, door: Rol::Organisatie, reden: None }
    }

    pub(super) fn portaal(wat: Stapsoort) -> Self {
        Self { wat, door: Rol::Portaal, reden: None }
    }

    /// `op`: Unix milliseconds.
    pub(super) fn regel(self, op: i64) -> Stapregel {
        Stapregel { wat: self.wat, op, door: self.door, reden: self.reden }
    }
}

impl Verzoeken {
    /// Takes a step of one part at `nu` (Unix milliseconds) and returns the state after it. Nothing is written when the
    /// step may not be taken.
    pub(super) async fn zet_in(
        &self,
        tx: &mut Transactie,
        rij: &Verzoekrij,
        organisatie: &str,
        zet: Zet,
        nu: i64,
    ) -> Result<Staat, VerzoekFout> {
        let eerder = tabel::vergrendel(tx, rij.nummer, organisatie).await?;
        let eerder = eerder.ok_or(VerzoekFout::NietGevonden)?;
        let staat = van(&eerder)?.na(zet.wat, kalender::dag_in_nederland(nu))?;
        let regel = zet.regel(nu);
        tabel::zet_stap(tx, rij.nummer, organisatie, &regel, &staat).await?;
        if let Some(soort) = bericht_over(regel.wat) {
            let bericht = NieuwBericht {
                betrokkene: rij.betrokkene.clone(),
                soort,
                kenmerk: Some(rij.nummer.to_string()),
                organisatie: Some(organisatie.to_owned()),
                sleutel: format!("verzoek {} {organisatie} {}", rij.nummer, eerder.len()),
                op: nu,
            };
            berichten::schrijf(tx, &bericht).await?;
        }
        Ok(staat)
    }

    /// Seals a text that belongs to one part.
    pub(super) fn verzegel(
        &self,
        rij: &Verzoekrij,
        soort: &str,
        organisatie: &str,
        tekst: &str,
    ) -> Result<Verzegeld, VerzoekFout> {
        let plek = plek(rij.nummer, &format!("{soort}/{organisatie}"));
        Ok(self.willekeur.met(|rng| self.kluis.verzegel(&plek, tekst, rng))?)
    }
}

/// The state that steps of the store lead to; they were checked when they were taken.
pub(super) fn van(stappen: &[Stapregel]) -> Result<Staat, StoreFout> {
    let stappen: Vec<(Stapsoort, Date)> =
        stappen.iter().map(|stap| (stap.wat, kalender::dag_in_nederland(stap.op))).collect();
    Staat::van(&stappen).ok_or(StoreFout::Vorm("wat"))
}

/// What the citizen is told. Of a receipt and a withdrawal they are told once for all parts together.
fn bericht_over(stap: Stapsoort) -> Option<BerichtSoort> {
    match stap {
        Stapsoort::Ontvangen | Stapsoort::Ingezien | Stapsoort::Ingetrokken => None,
        Stapsoort::InBehandeling => Some(BerichtSoort::InBehandeling),
        Stapsoort::Verlengd => Some(BerichtSoort::Verlengd),
        Stapsoort::Beantwoord | Stapsoort::Gedeeltelijk => Some(BerichtSoort::Beantwoord),
        Stapsoort::Geweigerd => Some(BerichtSoort::Geweigerd),
        Stapsoort::TermijnVerstreken => Some(BerichtSoort::TermijnVerstreken),
    }
}
