//! Keeping things as long as was promised, and no longer: once a day, a little at a time. The terms stand in the register of
//! verwerkingsactiviteiten, beside the words that a citizen reads.

#[cfg(test)]
mod tests;

use super::berichten::Berichten;
use super::correcties::Correcties;
use super::verzoeken::Verzoeken;
use crate::clock::Clock;
use crate::kalender::dag_in_nederland;
use crate::logboek::{Bewaargrens, Logboek, LogboekFout, SpanId, Voortgang, maanden};
use crate::store::correcties::Oud;
use crate::store::verzoeken::VerzoekSoort;
use crate::store::{Store, StoreFout};
use crate::willekeur::Willekeur;
use gegevensregister::{Activiteit, Activiteiten, Duur, PORTAAL};
use std::sync::Arc;
use std::time::Duration;
use time::{Date, Month};
use tokio_util::sync::CancellationToken;

const ELKE: Duration = Duration::from_hours(24);
/// Between two pieces: whoever waits to write goes first.
const ADEMPAUZE: Duration = Duration::from_millis(100);
/// How long a line of the logboek is kept whose activity the register does not know (any more).
const MAANDEN_ANDERS: u16 = 24;
/// Under which activity what is kept falls.
const INZAGEVERZOEK: &str = "Inzageverzoek";
const GEBRUIKSMELDING: &str = "Gebruiksmelding";
const CORRECTIEVERZOEK: &str = "Correctieverzoek";
const BERICHTEN: &str = "Berichten";

/// The keeper of what stands in the database.
pub struct Bewaren {
    pub(crate) logboek: Logboek,
    pub(crate) store: Store,
    pub(crate) activiteiten: Arc<Activiteiten>,
    pub(crate) verzoeken: Arc<Verzoeken>,
    pub(crate) correcties: Arc<Correcties>,
    pub(crate) berichten: Arc<Berichten>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
}

impl Bewaren {
    /// Goes on until `stop`.
    pub(crate) async fn draai(self, stop: CancellationToken) {
        loop {
            // What was removed is written down; the rest goes tomorrow. One that fails keeps the others from nothing.
            if let Some(Err(fout)) = stop.run_until_cancelled(self.ruim_logboek()).await {
                tracing::warn!(%fout, "the logboek could not be looked after");
            }
            if let Some(Err(fout)) = stop.run_until_cancelled(self.ruim_op()).await {
                tracing::warn!(%fout, "requests and messages could not be looked after");
            }
            if stop.run_until_cancelled(tokio::time::sleep(ELKE)).await.is_none() {
                return;
            }
        }
    }

    /// Makes room for the months to come, and removes the lines that were kept long enough.
    async fn ruim_logboek(&self) -> Result<(), LogboekFout> {
        maanden::probeer_maanden(&self.store, self.clock.nu()).await;
        let grens = self.grens();
        let mut voortgang = Some(Voortgang::default());
        while let Some(vanaf) = voortgang {
            voortgang = self.logboek.wis_stuk(&grens, &vanaf, &self.stuk(), self.clock.nu_ms()).await?;
            if voortgang.is_some() {
                tokio::time::sleep(ADEMPAUZE).await;
            }
        }
        Ok(())
    }

    /// Removes requests, correcties and concepts that were kept long enough, each with the messages about it, and then the other messages.
    pub(crate) async fn ruim_op(&self) -> Result<(), StoreFout> {
        for (soort, activiteit) in
            [(VerzoekSoort::Inzage, INZAGEVERZOEK), (VerzoekSoort::Gebruiksmelding, GEBRUIKSMELDING)]
        {
            let Some(grens) = self.voor(activiteit, Activiteit::bewaartermijn) else { continue };
            let mut na = self.verzoeken.wis_stuk(soort, grens, None).await?;
            while na.is_some() {
                tokio::time::sleep(ADEMPAUZE).await;
                na = self.verzoeken.wis_stuk(soort, grens, na).await?;
            }
        }
        for (wat, grens) in [
            (Oud::Gesloten, self.voor(CORRECTIEVERZOEK, Activiteit::bewaartermijn)),
            (Oud::Concept, self.voor(CORRECTIEVERZOEK, Activiteit::bewaartermijn_concept)),
        ] {
            let Some(grens) = grens else { continue };
            let mut na = self.correcties.wis_stuk(wat, grens, None).await?;
            while na.is_some() {
                tokio::time::sleep(ADEMPAUZE).await;
                na = self.correcties.wis_stuk(wat, grens, na).await?;
            }
        }
        let Some(grens) = self.voor(BERICHTEN, Activiteit::bewaartermijn) else { return Ok(()) };
        while self.berichten.wis_stuk(grens, &self.stuk()).await? {
            tokio::time::sleep(ADEMPAUZE).await;
        }
        Ok(())
    }

    /// A name for a piece of work.
    fn stuk(&self) -> String {
        self.willekeur.met(SpanId::nieuw).to_string()
    }

    /// From before when what falls under an activity may go, in Unix milliseconds; `None`: it is kept for good.
    fn voor(&self, activiteit: &str, termijn: impl Fn(&Activiteit) -> Option<Duur>) -> Option<i64> {
        let duur = self.activiteiten.activiteit(PORTAAL, activiteit).and_then(termijn)?;
        Some(terug(self.clock.nu_ms(), duur))
    }

    fn grens(&self) -> Bewaargrens {
        let voor = |maanden: u16| terug(self.clock.nu_ms(), Duur { maanden: maanden.into(), dagen: 0 });
        let per_activiteit = self.activiteiten.alle().flat_map(|activiteit| {
            let voor = voor(activiteit.logboek_maanden());
            activiteit.uris().iter().map(move |uri| (uri.clone(), voor))
        });
        Bewaargrens { anders: voor(MAANDEN_ANDERS), per_activiteit: per_activiteit.collect() }
    }
}

/// The beginning of today so long ago, in the Netherlands; of the last day of a month that has no such day.
fn terug(nu: i64, duur: Duur) -> i64 {
    let vandaag = dag_in_nederland(nu);
    let maanden = i32::try_from(duur.maanden).unwrap_or(i32::MAX);
    let sinds_nul = vandaag.year() * 12 + i32::from(u8::from(vandaag.month())) - 1;
    let sinds_nul = sinds_nul.saturating_sub(maanden);
    let maand =
        Month::try_from(u8::try_from(sinds_nul.rem_euclid(12) + 1).unwrap_or(1)).unwrap_or(Month::January);
    let jaar = sinds_nul.div_euclid(12);
    let dag = vandaag.day().min(maand.length(jaar));
    let dag = Date::from_calendar_date(jaar, maand, dag).ok();
    let dag = dag.and_then(|dag| dag.checked_sub(time::Duration::days(duur.dagen.into())));
    dag.map_or(i64::MIN, crate::kalender::begin_van_dag)
}
