//! An answer about somebody else is reported, whatever happens to us.

use super::Klantbeeld;
use super::bron::Afloop;
use crate::logboek::LogboekFout;
use crate::store::uitbak::{self, NieuwBericht};
use serde_json::json;
use std::time::Duration;
use time::format_description::well_known::Rfc3339;

/// The kind of message in the outbox that reports an incident.
pub const BERICHT_INCIDENT: &str = "incident";

/// How often writing down an incident is tried before it is left to the log; the store may be failing over.
const INCIDENT_POGINGEN: u32 = 4;

impl Klantbeeld {
    /// A registry that mixes up persons must be told, even if we go down now: the report is in the outbox before the
    /// citizen is told that it was reported, in one transaction with the ending of the question.
    pub(super) async fn meld_incident(&self, id: &str, afloop: &Afloop) {
        let verwerking = &afloop.verwerking;
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
            match self.leg_in(&bericht, afloop).await {
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

    async fn leg_in(&self, bericht: &NieuwBericht, afloop: &Afloop) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        uitbak::leg_in(&mut tx, bericht).await?;
        self.logboek.rond_af_in(&mut tx, &afloop.verwerking, afloop.uitkomst, self.clock.nu_ms()).await?;
        Ok(tx.commit().await?)
    }
}
