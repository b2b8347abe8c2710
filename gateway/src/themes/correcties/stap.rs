//! Takes a step: holds it against the table, writes it, and writes the message about it, in one transaction.

use super::staat::{self, Gevolg};
use super::{CorrectieFout, Correcties};
use crate::store::Transactie;
use crate::store::berichten::{self, NieuwBericht};
use crate::store::correcties::{self as tabel, Correctierij, Stapregel};
use contract::bericht::BerichtSoort;
use contract::correctie::Gebeurtenis;
use contract::verzoek::Rol;

/// A step to take.
pub(super) struct Zet {
    pub(super) wat: Gebeurtenis,
    pub(super) door: Rol,
    /// Unix milliseconds.
    pub(super) op: i64,
    pub(super) tekst: Option<String>,
}

impl Zet {
    pub(super) const fn burger(wat: Gebeurtenis, op: i64) -> Self {
        Self { wat, door: Rol::Burger, op, tekst: None }
    }

    /// By the organisation that has it now.
    pub(super) const fn houder(wat: Gebeurtenis, op: i64, tekst: Option<String>) -> Self {
        Self { wat, door: Rol::Organisatie, op, tekst }
    }

    pub(super) const fn portaal(wat: Gebeurtenis, op: i64) -> Self {
        Self { wat, door: Rol::Portaal, op, tekst: None }
    }
}

impl Correcties {
    /// Takes a step of `rij`, which is locked, and keeps the row. Nothing is written when the step cannot be; with [`Gevolg::Niets`] only
    /// the row is.
    pub(super) async fn zet(
        &self,
        tx: &mut Transactie,
        rij: &mut Correctierij,
        zet: Zet,
    ) -> Result<Gevolg, CorrectieFout> {
        let gevolg = staat::na(rij.status, zet.wat, zet.door)?;
        match gevolg {
            Gevolg::Niets => {
                tabel::bewaar(tx, rij).await?;
                return Ok(gevolg);
            }
            Gevolg::Wordt(status) => rij.status = status,
            Gevolg::Blijft => {}
        }
        let volgnummer = rij.stappen + 1;
        let tekst = match &zet.tekst {
            Some(tekst) => Some(self.verzegel(rij.nummer, &plek_tekst(volgnummer), tekst)?),
            None => None,
        };
        let regel = Stapregel {
            wat: zet.wat,
            op: zet.op,
            door: zet.door,
            organisatie: (zet.door == Rol::Organisatie).then(|| rij.organisatie.clone()),
            tekst,
        };
        tabel::zet_stap(tx, rij, &regel).await?;
        if rij.status.is_klaar() {
            tabel::laat_los(tx, rij.nummer).await?;
        }
        if let Some(soort) = bericht_over(zet.wat) {
            let bericht = NieuwBericht {
                betrokkene: rij.betrokkene.clone(),
                soort,
                kenmerk: Some(rij.nummer.to_string()),
                organisatie: Some(rij.organisatie.clone()),
                sleutel: format!("correctie {} {volgnummer}", rij.nummer),
                // When the citizen can know of it, not what the holder's clock says.
                op: self.clock.nu_ms(),
            };
            berichten::schrijf(tx, &bericht).await?;
        }
        Ok(gevolg)
    }
}

/// Where the text of a step is sealed for.
pub(super) fn plek_tekst(volgnummer: i64) -> String {
    format!("tekst/{volgnummer}")
}

/// What the citizen is told. What they did themselves they know, but for the receipt.
fn bericht_over(wat: Gebeurtenis) -> Option<BerichtSoort> {
    match wat {
        Gebeurtenis::Ingediend => Some(BerichtSoort::CorrectieIngediend),
        Gebeurtenis::Ontvangen => Some(BerichtSoort::CorrectieOntvangen),
        Gebeurtenis::InOnderzoek => Some(BerichtSoort::CorrectieInOnderzoek),
        Gebeurtenis::InformatieGevraagd => Some(BerichtSoort::CorrectieVraag),
        Gebeurtenis::Doorgestuurd => Some(BerichtSoort::CorrectieDoorgestuurd),
        Gebeurtenis::Toegewezen | Gebeurtenis::DeelsToegewezen | Gebeurtenis::Afgewezen => {
            Some(BerichtSoort::CorrectieBesluit)
        }
        Gebeurtenis::Verwerkt => Some(BerichtSoort::CorrectieVerwerkt),
        Gebeurtenis::Verlengd => Some(BerichtSoort::CorrectieVerlengd),
        Gebeurtenis::TermijnVerstreken => Some(BerichtSoort::CorrectieTeLaat),
        Gebeurtenis::Aangevuld | Gebeurtenis::Ingetrokken => None,
    }
}
