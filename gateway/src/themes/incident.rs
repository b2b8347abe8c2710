//! An answer about somebody else is reported, whatever happens to us.

use crate::clock::Clock;
use crate::logboek::{GeboekteVerwerking, Logboek, LogboekFout, Uitkomst};
use crate::store::Store;
use crate::store::uitbak::{self, NieuwBericht};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use time::format_description::well_known::Rfc3339;
use tokio::sync::Notify;

/// The kind of message in the outbox that reports an incident.
pub const BERICHT_INCIDENT: &str = "incident";

/// How often writing down an incident is tried before it is left to the log; the store may be failing over.
const INCIDENT_POGINGEN: u32 = 4;

/// Reports incidents. Cheap to clone.
#[derive(Clone)]
pub struct Incidentmelder {
    pub(crate) logboek: Logboek,
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    /// Wakes whoever delivers the outbox.
    pub(crate) wekker: Arc<Notify>,
}

impl Incidentmelder {
    /// A registry that mixes up persons must be told, even if we go down now: the report is in the outbox before the
    /// citizen is told that it was reported, in one transaction with the ending of the question.
    pub(super) async fn andere_persoon(&self, id: &str, verwerking: &GeboekteVerwerking, uitkomst: Uitkomst) {
        let bericht = NieuwBericht {
            soort: BERICHT_INCIDENT.into(),
            sleutel: format!("andere-persoon:{}", verwerking.span_id()),
            lading: json!({
                "soort": "andere-persoon",
                "registratie": id,
                "traceId": verwerking.trace_id().to_string(),
                "opgetredenOp": self.clock.nu().format(&Rfc3339).unwrap_or_default(),
            }),
            aangemaakt_op: self.clock.nu_ms(),
        };
        for poging in 1..=INCIDENT_POGINGEN {
            match self.leg_in(&bericht, verwerking, uitkomst).await {
                Ok(()) => return self.wekker.notify_one(),
                Err(fout) => {
                    let trace_id = verwerking.trace_id();
                    tracing::error!(%trace_id, %fout, poging, "an incident could not be put in the outbox");
                }
            }
            tokio::time::sleep(Duration::from_millis(200 << poging)).await;
        }
        metrics::counter!("incident_verloren_total").increment(1);
    }

    async fn leg_in(
        &self,
        bericht: &NieuwBericht,
        verwerking: &GeboekteVerwerking,
        uitkomst: Uitkomst,
    ) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        uitbak::leg_in(&mut tx, bericht).await?;
        self.logboek.rond_af_in(&mut tx, verwerking, uitkomst, self.clock.nu_ms()).await?;
        Ok(tx.commit().await?)
    }
}
