//! Keeping the log as long as was promised, and no longer: once a day, a little at a time.

use crate::clock::Clock;
use crate::kalender::dag_in_nederland;
use crate::logboek::{Bewaargrens, Logboek, LogboekFout, SpanId, Voortgang, maanden};
use crate::store::Store;
use crate::willekeur::Willekeur;
use gegevensregister::Activiteiten;
use std::sync::Arc;
use std::time::Duration;
use time::Month;
use tokio_util::sync::CancellationToken;

const ELKE: Duration = Duration::from_hours(24);
/// Between two pieces: whoever waits to write goes first.
const ADEMPAUZE: Duration = Duration::from_millis(100);
/// How long a line is kept whose activity the register does not know (any more).
const MAANDEN_ANDERS: u16 = 24;

/// The keeper of the logboek.
pub struct Bewaren {
    pub(crate) logboek: Logboek,
    pub(crate) store: Store,
    pub(crate) activiteiten: Arc<Activiteiten>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
}

impl Bewaren {
    /// Goes on until `stop`.
    pub(crate) async fn draai(self, stop: CancellationToken) {
        loop {
            if let Some(Err(fout)) = stop.run_until_cancelled(self.ronde()).await {
                // What was removed is written down; the rest goes tomorrow.
                tracing::warn!(%fout, "the logboek could not be looked after");
            }
            if stop.run_until_cancelled(tokio::time::sleep(ELKE)).await.is_none() {
                return;
            }
        }
    }

    /// Makes room for the months to come, and removes what was kept long enough.
    pub async fn ronde(&self) -> Result<(), LogboekFout> {
        maanden::probeer_maanden(&self.store, self.clock.nu()).await;
        let grens = self.grens();
        let mut voortgang = Some(Voortgang::default());
        while let Some(vanaf) = voortgang {
            let stuk = self.willekeur.met(SpanId::nieuw).to_string();
            voortgang = self.logboek.wis_stuk(&grens, &vanaf, &stuk, self.clock.nu_ms()).await?;
            if voortgang.is_some() {
                tokio::time::sleep(ADEMPAUZE).await;
            }
        }
        Ok(())
    }

    fn grens(&self) -> Bewaargrens {
        let nu = self.clock.nu_ms();
        let per_activiteit = self.activiteiten.alle().flat_map(|activiteit| {
            let voor = maanden_terug(nu, activiteit.logboek_maanden());
            activiteit.uris().iter().map(move |uri| (uri.clone(), voor))
        });
        Bewaargrens { anders: maanden_terug(nu, MAANDEN_ANDERS), per_activiteit: per_activiteit.collect() }
    }
}

/// The beginning of today so many months ago, in the Netherlands; of the last day of a month that has no such day.
fn maanden_terug(nu: i64, maanden: u16) -> i64 {
    let vandaag = dag_in_nederland(nu);
    let sinds_nul = vandaag.year() * 12 + i32::from(u8::from(vandaag.month())) - 1 - i32::from(maanden);
    let maand =
        Month::try_from(u8::try_from(sinds_nul.rem_euclid(12) + 1).unwrap_or(1)).unwrap_or(Month::January);
    let jaar = sinds_nul.div_euclid(12);
    let dag = vandaag.day().min(maand.length(jaar));
    time::Date::from_calendar_date(jaar, maand, dag).map_or(i64::MIN, crate::kalender::begin_van_dag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kalender::begin_van_dag;
    use time::macros::{date, datetime};

    #[test]
    fn months_are_those_of_the_calendar() {
        let nu = |moment: time::OffsetDateTime| moment.unix_timestamp() * 1_000;
        for (moment, maanden, dag) in [
            (datetime!(2028-02-29 12:00 UTC), 24, date!(2026 - 02 - 28)),
            (datetime!(2026-03-31 12:00 UTC), 1, date!(2026 - 02 - 28)),
            (datetime!(2026-01-15 12:00 UTC), 1, date!(2025 - 12 - 15)),
            (datetime!(2026-12-31 23:30 UTC), 12, date!(2026 - 01 - 01)),
            (datetime!(2026-08-01 12:00 UTC), 0, date!(2026 - 08 - 01)),
        ] {
            assert_eq!(maanden_terug(nu(moment), maanden), begin_van_dag(dag), "{moment} - {maanden}");
        }
    }
}
