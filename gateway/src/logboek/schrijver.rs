//! One writer for all: whatever waits to be written goes in one transaction.
//!
//! A commit costs a write to the disk, whether it holds one line or a hundred. With twelve registrations asked for two
//! hundred people at once, a commit for each line would be most of what the gateway does.

use super::keten::{Inhoud, Ketens, Ketensleutel};
use super::omschrijving::{Bekend, Hash, Omschrijving};
use super::{GeboekteVerwerking, LogboekFout, Status, Uitkomst, Verwerking};
use crate::pseudoniem::Pseudoniem;
use crate::store::{Store, StoreFout, Transactie};
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// How many requests may wait; whoever comes next waits for a place.
const WACHTRIJ: usize = 1024;
/// The most requests in one transaction: it must not keep another writer waiting for long.
const SAMEN: usize = 256;
/// An ending waits this long for a line to be written with: nobody waits for an ending, and until it is there the line
/// says that the outcome is not known.
const GEZELSCHAP: Duration = Duration::from_millis(50);
/// The most rows in one statement: few texts to prepare, and far below the 32,766 values that SQLite takes.
pub(super) const REGELS_PER_OPDRACHT: usize = 32;

/// What somebody wants written, all or nothing.
pub(super) enum Opdracht {
    Boek(Vec<Verwerking>),
    RondAf(Afronding),
}

/// How a use ended.
pub(super) struct Afronding {
    betrokkene: Pseudoniem,
    start_time: i64,
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
        Self {
            betrokkene: geboekt.betrokkene.clone(),
            start_time: geboekt.start_time,
            span_id: geboekt.span_id.to_string(),
            status,
            foutcode,
            nu,
        }
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
    pub(super) fn start(store: Store, resource: String, sleutel: Ketensleutel) -> Self {
        let (zender, ontvanger) = mpsc::channel(WACHTRIJ);
        tokio::spawn(Pen { store, resource, sleutel, bekend: Bekend::default() }.schrijf_alles(ontvanger));
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
    sleutel: Ketensleutel,
    bekend: Bekend,
}

impl Pen {
    async fn schrijf_alles(mut self, mut wachtrij: mpsc::Receiver<Inzending>) {
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

    async fn in_een(&mut self, samen: &[Inzending]) -> Result<(), LogboekFout> {
        let (mut boekingen, mut afrondingen) = (Vec::new(), Vec::new());
        for inzending in samen {
            match &inzending.opdracht {
                Opdracht::Boek(verwerkingen) => boekingen.extend(verwerkingen),
                Opdracht::RondAf(afronding) => afrondingen.push(afronding),
            }
        }
        self.schrijf(&boekingen, &afrondingen).await
    }

    async fn alleen(&mut self, opdracht: &Opdracht) -> Result<(), LogboekFout> {
        match opdracht {
            Opdracht::Boek(verwerkingen) => self.schrijf(&verwerkingen.iter().collect::<Vec<_>>(), &[]).await,
            Opdracht::RondAf(afronding) => self.schrijf(&[], &[afronding]).await,
        }
    }

    /// One transaction: all of it or nothing.
    async fn schrijf(
        &mut self,
        verwerkingen: &[&Verwerking],
        afrondingen: &[&Afronding],
    ) -> Result<(), LogboekFout> {
        let omschrijvingen = verwerkingen.iter().map(|verwerking| {
            let omschrijving = Omschrijving::van(verwerking, &self.resource)?;
            let hash = omschrijving.hash();
            Ok((omschrijving, hash))
        });
        let omschrijvingen: Vec<_> = omschrijvingen.collect::<Result<_, StoreFout>>()?;
        let betrokkenen = verwerkingen.iter().map(|verwerking| &verwerking.betrokkene);
        let betrokkenen = betrokkenen.chain(afrondingen.iter().map(|afronding| &afronding.betrokkene));

        let mut tx = self.store.transactie().await?;
        self.bekend.schrijf(&mut tx, &omschrijvingen).await?;
        let mut ketens = Ketens::neem(&mut tx, &self.sleutel, betrokkenen).await?;
        let hashes = omschrijvingen.iter().map(|(_, hash)| hash);
        schrijf_regels(&mut tx, &mut ketens, verwerkingen.iter().copied().zip(hashes)).await?;
        schrijf_soorten(&mut tx, verwerkingen, &omschrijvingen).await?;
        schrijf_afrondingen(&mut tx, &mut ketens, afrondingen).await?;
        ketens.bewaar(&mut tx).await?;
        tx.commit().await?;
        let geschreven: Vec<i64> = omschrijvingen.iter().map(|(_, hash)| hash.id).collect();
        self.bekend.onthoud(geschreven.into_iter());
        Ok(())
    }
}

async fn schrijf_regels(
    tx: &mut Transactie,
    ketens: &mut Ketens<'_>,
    regels: impl Iterator<Item = (&Verwerking, &Hash)>,
) -> Result<(), StoreFout> {
    let regels: Vec<_> = regels.collect();
    for deel in regels.chunks(REGELS_PER_OPDRACHT) {
        let sql = format!(
            "INSERT INTO logboek (data_subject_id, start_time, span_id, trace_id, parent_span_id, actor, omschrijving, \
             volgnummer, schakel) VALUES {}",
            plaatsen(9, deel.len())
        );
        let mut vraag = sqlx::query(AssertSqlSafe(sql));
        for (regel, hash) in deel {
            let (span_id, trace_id) = (regel.span_id.to_string(), regel.trace_id.to_string());
            let parent_span_id = regel.parent_span_id.map(|id| id.to_string());
            let inhoud = Inhoud::Regel {
                start_time: regel.begonnen_op,
                span_id: &span_id,
                trace_id: &trace_id,
                parent_span_id: parent_span_id.as_deref(),
                actor: regel.actor.als_str(),
                omschrijving: &hash.hex,
            };
            let (volgnummer, schakel) = ketens.hang_aan(&regel.betrokkene, &inhoud)?;
            vraag = vraag
                .bind(regel.betrokkene.als_str())
                .bind(regel.begonnen_op)
                .bind(span_id)
                .bind(trace_id)
                .bind(parent_span_id)
                .bind(regel.actor.als_str())
                .bind(hash.id)
                .bind(volgnummer)
                .bind(schakel);
        }
        vraag.execute(tx.verbinding()).await?;
    }
    Ok(())
}

/// Writes which descriptions are new in whose log. Nearly always none: then nothing changes, and no row is locked.
async fn schrijf_soorten(
    tx: &mut Transactie,
    verwerkingen: &[&Verwerking],
    omschrijvingen: &[(Omschrijving<'_>, Hash)],
) -> Result<(), StoreFout> {
    let mut soorten: BTreeMap<(&str, i64), i64> = BTreeMap::new();
    for (verwerking, (_, hash)) in verwerkingen.iter().zip(omschrijvingen) {
        let begonnen_op = verwerking.begonnen_op;
        let eerste = soorten.entry((verwerking.betrokkene.als_str(), hash.id)).or_insert(begonnen_op);
        *eerste = begonnen_op.min(*eerste);
    }
    let soorten: Vec<_> = soorten.into_iter().collect();
    for deel in soorten.chunks(REGELS_PER_OPDRACHT) {
        let sql = format!(
            "INSERT INTO logboek_soorten (data_subject_id, omschrijving, eerste) VALUES {} ON CONFLICT DO NOTHING",
            plaatsen(3, deel.len())
        );
        let mut vraag = sqlx::query(AssertSqlSafe(sql));
        for ((betrokkene, omschrijving), eerste) in deel {
            vraag = vraag.bind(*betrokkene).bind(*omschrijving).bind(*eerste);
        }
        vraag.execute(tx.verbinding()).await?;
    }
    Ok(())
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

/// Writes an ending in a transaction of the caller.
pub(super) async fn rond_af(
    tx: &mut Transactie,
    sleutel: &Ketensleutel,
    afronding: &Afronding,
) -> Result<(), StoreFout> {
    let mut ketens = Ketens::neem(tx, sleutel, std::iter::once(&afronding.betrokkene)).await?;
    schrijf_afrondingen(tx, &mut ketens, &[afronding]).await?;
    ketens.bewaar(tx).await
}

async fn schrijf_afrondingen(
    tx: &mut Transactie,
    ketens: &mut Ketens<'_>,
    afrondingen: &[&Afronding],
) -> Result<(), StoreFout> {
    for deel in afrondingen.chunks(REGELS_PER_OPDRACHT) {
        let sql = format!(
            "INSERT INTO logboek_afronding (span_id, start_time, status, end_time, foutcode, volgnummer, schakel) \
             VALUES {}",
            plaatsen(7, deel.len())
        );
        let mut vraag = sqlx::query(AssertSqlSafe(sql));
        for afronding in deel {
            let inhoud = Inhoud::Afronding {
                start_time: afronding.start_time,
                span_id: &afronding.span_id,
                status: afronding.status.code(),
                end_time: afronding.nu,
                foutcode: afronding.foutcode,
            };
            let (volgnummer, schakel) = ketens.hang_aan(&afronding.betrokkene, &inhoud)?;
            vraag = vraag
                .bind(afronding.span_id.as_str())
                .bind(afronding.start_time)
                .bind(afronding.status.code())
                .bind(afronding.nu)
                .bind(afronding.foutcode)
                .bind(volgnummer)
                .bind(schakel);
        }
        vraag.execute(tx.verbinding()).await?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)`: so many rows of so many values.
pub(super) fn plaatsen(kolommen: usize, rijen: usize) -> String {
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
