//! One writer for all: whatever waits to be written goes in one transaction.
//!
//! A commit costs a write to the disk, whether it holds one line or a hundred. With twelve registrations asked for two
//! hundred people at once, a commit for each line would be most of what the gateway does.

use super::{GeboekteVerwerking, LogboekFout, Status, Uitkomst, Verwerking};
use crate::store::{Store, StoreFout, Transactie};
use sqlx::AssertSqlSafe;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How many requests may wait; whoever comes next waits for a place.
const WACHTRIJ: usize = 1024;
/// The most requests in one transaction: it must not keep another writer waiting for long.
const SAMEN: usize = 256;
/// An ending waits this long for a line to be written with: nobody waits for an ending, and until it is there the line
/// says that the outcome is not known.
const GEZELSCHAP: Duration = Duration::from_millis(50);
/// The most lines in one statement; 15 values each stay below the 32,766 that SQLite takes.
const REGELS_PER_OPDRACHT: usize = 32;

/// What somebody wants written, all or nothing.
pub(super) enum Opdracht {
    Boek(Vec<Verwerking>),
    RondAf(Afronding),
}

/// How a use ended.
pub(super) struct Afronding {
    span_id: String,
    status: Status,
    foutcode: Option<&'static str>,
    nu: i64,
}

impl Afronding {
    pub(super) fn van(geboekt: &GeboekteVerwerking, uitkomst: Uitkomst, nu: i64) -> Self {
        let (status, foutcode) = match uitkomst {
            Uitkomst::Gelukt => (Status::Ok, None),
            Uitkomst::Mislukt { foutcode } => (Status::Error, Some(foutcode)),
        };
        Self { span_id: geboekt.span_id.to_string(), status, foutcode, nu }
    }
}

struct Inzending {
    opdracht: Opdracht,
    klaar: oneshot::Sender<Result<(), LogboekFout>>,
}

/// Hands work to the writer, which stops when the last of these is gone.
#[derive(Clone)]
pub(super) struct Schrijver(mpsc::Sender<Inzending>);

impl Schrijver {
    /// Starts the writer. Must be called within a tokio runtime.
    pub(super) fn start(store: Store, resource: String) -> Self {
        let (zender, ontvanger) = mpsc::channel(WACHTRIJ);
        tokio::spawn(Pen { store, resource }.schrijf_alles(ontvanger));
        Self(zender)
    }

    /// When this returns `Ok`, it is durable.
    pub(super) async fn schrijf(&self, opdracht: Opdracht) -> Result<(), LogboekFout> {
        let weg = || LogboekFout::Store(StoreFout::Onbereikbaar("closed"));
        let (klaar, antwoord) = oneshot::channel();
        self.0.send(Inzending { opdracht, klaar }).await.map_err(|_| weg())?;
        antwoord.await.map_err(|_| weg())?
    }
}

struct Pen {
    store: Store,
    resource: String,
}

impl Pen {
    async fn schrijf_alles(self, mut wachtrij: mpsc::Receiver<Inzending>) {
        let mut samen = Vec::new();
        while wachtrij.recv_many(&mut samen, SAMEN).await > 0 {
            wacht_op_gezelschap(&mut wachtrij, &mut samen).await;
            metrics::histogram!("logboek_samen")
                .record(f64::from(u16::try_from(samen.len()).unwrap_or(u16::MAX)));
            let geschreven = self.in_een(&samen).await;
            for Inzending { opdracht, klaar } in samen.drain(..) {
                let uitkomst = match &geschreven {
                    Ok(()) => Ok(()),
                    // One wrong line must not take the others with it.
                    Err(LogboekFout::Store(StoreFout::Conflict(_) | StoreFout::Geweigerd(_))) => {
                        self.alleen(&opdracht).await
                    }
                    Err(LogboekFout::Store(fout)) => Err(LogboekFout::Store(fout.clone())),
                };
                // Who does not wait any more does not ask the registry either.
                let _ = klaar.send(uitkomst);
            }
        }
    }

    async fn in_een(&self, samen: &[Inzending]) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        let boekingen = samen.iter().filter_map(|inzending| match &inzending.opdracht {
            Opdracht::Boek(verwerkingen) => Some(verwerkingen),
            Opdracht::RondAf(_) => None,
        });
        let boekingen: Vec<&Verwerking> = boekingen.flatten().collect();
        self.boek(&mut tx, &boekingen).await?;
        let afrondingen = samen.iter().filter_map(|inzending| match &inzending.opdracht {
            Opdracht::RondAf(afronding) => Some(afronding),
            Opdracht::Boek(_) => None,
        });
        rond_af(&mut tx, &afrondingen.collect::<Vec<_>>()).await?;
        Ok(tx.commit().await?)
    }

    async fn alleen(&self, opdracht: &Opdracht) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        match opdracht {
            Opdracht::Boek(verwerkingen) => {
                self.boek(&mut tx, &verwerkingen.iter().collect::<Vec<_>>()).await?;
            }
            Opdracht::RondAf(afronding) => rond_af(&mut tx, &[afronding]).await?,
        }
        Ok(tx.commit().await?)
    }

    async fn boek(&self, tx: &mut Transactie, verwerkingen: &[&Verwerking]) -> Result<(), StoreFout> {
        for deel in verwerkingen.chunks(REGELS_PER_OPDRACHT) {
            let sql = format!(
                "INSERT INTO logboek (span_id, trace_id, parent_span_id, name, start_time, processing_activity_id, \
                 data_subject_id, data_subject_id_type, actor, actor_soort, registratie, gegevens, doelbinding, \
                 grondslag, resource) VALUES {}",
                plaatsen(15, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql));
            for v in deel {
                let gegevens = serde_json::to_string(&v.gegevens).map_err(|_| StoreFout::Vorm("gegevens"))?;
                vraag = vraag
                    .bind(v.span_id.to_string())
                    .bind(v.trace_id.to_string())
                    .bind(v.parent_span_id.map(|id| id.to_string()))
                    .bind(v.naam.as_str())
                    .bind(v.begonnen_op)
                    .bind(v.verwerkingsactiviteit.as_str())
                    .bind(v.betrokkene.als_str())
                    .bind(super::DATA_SUBJECT_ID_TYPE)
                    .bind(v.actor.als_str())
                    .bind(v.actor_soort.code())
                    .bind(v.registratie.as_str())
                    .bind(gegevens)
                    .bind(v.doelbinding.as_str())
                    .bind(v.grondslag.as_str())
                    .bind(self.resource.as_str());
            }
            vraag.execute(tx.verbinding()).await?;
        }
        Ok(())
    }
}

/// Fills what is written together, as long as none of it keeps anybody waiting.
async fn wacht_op_gezelschap(wachtrij: &mut mpsc::Receiver<Inzending>, samen: &mut Vec<Inzending>) {
    // Who asks for several registrations at once comes with the rest of them before this goes on.
    tokio::task::yield_now().await;
    let vol = async {
        while samen.len() < SAMEN && samen.iter().all(|een| matches!(een.opdracht, Opdracht::RondAf(_))) {
            if wachtrij.recv_many(samen, SAMEN - samen.len()).await == 0 {
                return;
            }
        }
    };
    // What came before the time was up stays.
    let _ = tokio::time::timeout(GEZELSCHAP, vol).await;
    while samen.len() < SAMEN
        && let Ok(een) = wachtrij.try_recv()
    {
        samen.push(een);
    }
}

/// Writes endings in a transaction of the caller.
pub(super) async fn rond_af(tx: &mut Transactie, afrondingen: &[&Afronding]) -> Result<(), StoreFout> {
    for deel in afrondingen.chunks(REGELS_PER_OPDRACHT) {
        let sql = format!(
            "INSERT INTO logboek_afronding (span_id, status, end_time, foutcode) VALUES {}",
            plaatsen(4, deel.len())
        );
        let mut vraag = sqlx::query(AssertSqlSafe(sql));
        for afronding in deel {
            vraag = vraag
                .bind(afronding.span_id.as_str())
                .bind(afronding.status.code())
                .bind(afronding.nu)
                .bind(afronding.foutcode);
        }
        vraag.execute(tx.verbinding()).await?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)`: so many rows of so many values.
fn plaatsen(kolommen: usize, rijen: usize) -> String {
    let rij = |rij: usize| {
        let plaatsen = (1..=kolommen).map(|kolom| format!("${}", rij * kolommen + kolom));
        format!("({})", plaatsen.collect::<Vec<_>>().join(", "))
    };
    (0..rijen).map(rij).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::plaatsen;

    #[test]
    fn places_are_numbered_on() {
        assert_eq!(plaatsen(2, 1), "($1, $2)");
        assert_eq!(plaatsen(2, 2), "($1, $2), ($3, $4)");
    }
}
