//! Reading the log of one person fast: lines without their descriptions, which many share and are kept in memory.

use super::{ActorSoort, Bladwijzer, Logboek, LogboekFout, SpanId, Status, TraceId, lezen, parameterlijst};
use crate::pseudoniem::Pseudoniem;
use crate::store::{StoreFout, kolom};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// So many descriptions stay in memory; each takes a few kB.
const ONTHOUDEN: usize = 4_096;

/// Which lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zoekvraag {
    /// From this moment on, in Unix milliseconds.
    pub van: i64,
    /// Before this moment.
    pub tot: i64,
    /// With one of these descriptions; `None`: any.
    pub omschrijvingen: Option<Vec<i64>>,
}

impl Default for Zoekvraag {
    fn default() -> Self {
        Self { van: i64::MIN, tot: i64::MAX, omschrijvingen: None }
    }
}

/// A line, with the number of its description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regel {
    pub trace_id: TraceId,
    pub span_id: SpanId,
    /// Unix milliseconds.
    pub start_time: i64,
    pub status: Status,
    pub omschrijving: i64,
}

impl Regel {
    pub fn bladwijzer(&self) -> Bladwijzer {
        Bladwijzer { start_time: self.start_time, span_id: self.span_id }
    }
}

/// What lines have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beschrijving {
    pub naam: String,
    /// URI of the verwerkingsactiviteit.
    pub verwerkingsactiviteit: String,
    /// `None`: the log of another does not tell.
    pub actor_soort: Option<ActorSoort>,
    /// Id in the register of verwerkingsactiviteiten, or a name.
    pub organisatie: Option<String>,
    pub functie: Option<String>,
    /// The role of the betrokkene, in a use that is about somebody else.
    pub betrokkenheid: Option<String>,
    pub registratie: String,
    pub gegevens: Vec<String>,
}

/// A description in somebody's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Soort {
    pub omschrijving: i64,
    /// When it was written first, in Unix milliseconds; that line may be kept no longer.
    pub eerste: i64,
}

/// How often lines with one description stand in a part of somebody's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    pub aantal: i64,
    /// The first of them is the first here.
    pub soort: Soort,
}

/// Descriptions that were read before: they never change.
#[derive(Clone, Default)]
pub(super) struct Gelezen(Arc<Mutex<HashMap<i64, Arc<Beschrijving>>>>);

impl Logboek {
    /// The newest `aantal` lines of this person, newest first; with `voor`, those before that one. Each page costs the same,
    /// however far back.
    pub async fn regels(
        &self,
        betrokkene: &Pseudoniem,
        vraag: &Zoekvraag,
        voor: Option<Bladwijzer>,
        aantal: u32,
    ) -> Result<Vec<Regel>, LogboekFout> {
        // Without a bookmark: before the first moment that is too late.
        let (start_time, span_id) =
            voor.map_or((vraag.tot, String::new()), |b| (b.start_time, b.span_id.to_string()));
        let filter = vraag.omschrijvingen.as_ref().map(|ids| {
            // In no set at all: an empty list is no SQL.
            if ids.is_empty() {
                "AND 1 = 0".into()
            } else {
                format!("AND omschrijving IN ({})", parameterlijst(7, ids.len()))
            }
        });
        let filter = filter.unwrap_or_default();
        // `start_time <= $2` follows from the pair, but only this tells PostgreSQL which months to leave out.
        let sql = format!(
            "SELECT span_id, trace_id, start_time, omschrijving FROM logboek \
             WHERE data_subject_id = $1 AND start_time <= $2 AND (start_time, span_id) < ($2, $3) \
             AND start_time >= $4 AND start_time < $5 {filter} \
             ORDER BY start_time DESC, span_id DESC LIMIT $6"
        );
        let mut vraagt = sqlx::query(AssertSqlSafe(sql))
            .bind(betrokkene.als_str())
            .bind(start_time)
            .bind(span_id)
            .bind(vraag.van)
            .bind(vraag.tot)
            .bind(i64::from(aantal));
        for id in vraag.omschrijvingen.iter().flatten() {
            vraagt = vraagt.bind(*id);
        }
        let rijen = vraagt.fetch_all(self.store.pool()).await.map_err(StoreFout::from)?;
        let mut regels = rijen.iter().map(regel).collect::<Result<Vec<_>, _>>()?;
        self.lees_afronding(&mut regels, aantal).await?;
        Ok(regels)
    }

    /// Reads how these lines ended; at most `aantal`, newest first. A question of its own: in one with the lines, PostgreSQL looks for the
    /// ending of each in every month, and now their moments tell it which.
    async fn lees_afronding(&self, regels: &mut [Regel], aantal: u32) -> Result<(), LogboekFout> {
        let ([eerste, ..], [.., laatste]) = (&*regels, &*regels) else { return Ok(()) };
        let (tot, van) = (eerste.start_time, laatste.start_time);
        let aantal = aantal as usize;
        let sql = format!(
            "SELECT span_id, status FROM logboek_afronding \
             WHERE start_time >= $1 AND start_time <= $2 AND span_id IN ({})",
            parameterlijst(3, aantal)
        );
        let mut vraagt = sqlx::query(AssertSqlSafe(sql)).bind(van).bind(tot);
        // The same text for every page, so that it is prepared once: what is missing is the last one again.
        let spans = regels.iter().chain(std::iter::repeat(laatste)).map(|regel| regel.span_id.to_string());
        for span in spans.take(aantal) {
            vraagt = vraagt.bind(span);
        }
        let mut afgerond = HashMap::new();
        for rij in vraagt.fetch_all(self.store.pool()).await.map_err(StoreFout::from)? {
            let span = SpanId::uit_hex(kolom(&rij, "span_id")?).ok_or(StoreFout::Vorm("span_id"))?;
            afgerond.insert(span, lezen::status_uit(kolom(&rij, "status")?)?);
        }
        for regel in regels {
            regel.status = afgerond.get(&regel.span_id).copied().unwrap_or(Status::Unset);
        }
        Ok(())
    }

    /// What stands in somebody's log: the descriptions, and when each was first.
    pub async fn soorten(&self, betrokkene: &Pseudoniem) -> Result<Vec<Soort>, LogboekFout> {
        let rijen =
            sqlx::query("SELECT omschrijving, eerste FROM logboek_soorten WHERE data_subject_id = $1");
        let rijen = rijen.bind(betrokkene.als_str()).fetch_all(self.store.pool()).await;
        let soort = |rij: &AnyRow| {
            Ok(Soort { omschrijving: kolom(rij, "omschrijving")?, eerste: kolom(rij, "eerste")? })
        };
        Ok(rijen.map_err(StoreFout::from)?.iter().map(soort).collect::<Result<_, StoreFout>>()?)
    }

    /// The moment of the oldest line of this person that is kept, in Unix milliseconds.
    pub async fn oudste(&self, betrokkene: &Pseudoniem) -> Result<Option<i64>, LogboekFout> {
        let oudste = sqlx::query_scalar("SELECT MIN(start_time) FROM logboek WHERE data_subject_id = $1");
        let oudste = oudste.bind(betrokkene.als_str()).fetch_one(self.store.pool()).await;
        Ok(oudste.map_err(StoreFout::from)?)
    }

    /// How many lines with which description fall in each period: from each of `grenzen` (Unix milliseconds, in order) to
    /// the next. By the number of the period.
    pub async fn per_periode(
        &self,
        betrokkene: &Pseudoniem,
        grenzen: &[i64],
    ) -> Result<Vec<(usize, Telling)>, LogboekFout> {
        let mut alles = Vec::new();
        for (nummer, grens) in grenzen.windows(2).enumerate() {
            let rijen = sqlx::query(
                "SELECT omschrijving, COUNT(*) AS aantal, MIN(start_time) AS eerste FROM logboek \
                 WHERE data_subject_id = $1 AND start_time >= $2 AND start_time < $3 GROUP BY omschrijving",
            );
            let rijen = rijen.bind(betrokkene.als_str()).bind(grens[0]).bind(grens[1]);
            for rij in rijen.fetch_all(self.store.pool()).await.map_err(StoreFout::from)? {
                let soort =
                    Soort { omschrijving: kolom(&rij, "omschrijving")?, eerste: kolom(&rij, "eerste")? };
                alles.push((nummer, Telling { aantal: kolom(&rij, "aantal")?, soort }));
            }
        }
        Ok(alles)
    }

    /// Which of these traces stand in this person's log, among the lines from `van` up to `tot` (Unix milliseconds).
    pub async fn bekende_traces(
        &self,
        betrokkene: &Pseudoniem,
        (van, tot): (i64, i64),
        traces: &BTreeSet<TraceId>,
    ) -> Result<BTreeSet<TraceId>, LogboekFout> {
        let traces: Vec<_> = traces.iter().map(ToString::to_string).collect();
        let mut bekend = BTreeSet::new();
        for deel in traces.chunks(super::schrijver::REGELS_PER_OPDRACHT) {
            let sql = format!(
                "SELECT DISTINCT trace_id FROM logboek WHERE data_subject_id = $1 AND start_time >= $2 \
                 AND start_time <= $3 AND trace_id IN ({})",
                parameterlijst(4, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql)).bind(betrokkene.als_str()).bind(van).bind(tot);
            for trace in deel {
                vraag = vraag.bind(trace.as_str());
            }
            for rij in vraag.fetch_all(self.store.pool()).await.map_err(StoreFout::from)? {
                let trace = TraceId::uit_hex(kolom(&rij, "trace_id")?);
                bekend.insert(trace.ok_or(StoreFout::Vorm("trace_id"))?);
            }
        }
        Ok(bekend)
    }

    /// These descriptions, by their numbers.
    pub async fn beschrijvingen(
        &self,
        ids: impl IntoIterator<Item = i64>,
    ) -> Result<BTreeMap<i64, Arc<Beschrijving>>, LogboekFout> {
        let mut alle = BTreeMap::new();
        let mut onbekend = Vec::new();
        {
            let gelezen = self.gelezen.0.lock().unwrap_or_else(PoisonError::into_inner);
            for id in ids {
                match gelezen.get(&id) {
                    Some(beschrijving) => drop(alle.insert(id, Arc::clone(beschrijving))),
                    None if alle.contains_key(&id) || onbekend.contains(&id) => {}
                    None => onbekend.push(id),
                }
            }
        }
        for deel in onbekend.chunks(super::schrijver::REGELS_PER_OPDRACHT) {
            let sql = format!(
                "SELECT id, name, processing_activity_id, actor_soort, organisatie, functie, registratie, gegevens \
                 FROM logboek_omschrijvingen WHERE id IN ({})",
                parameterlijst(1, deel.len())
            );
            let mut vraag = sqlx::query(AssertSqlSafe(sql));
            for id in deel {
                vraag = vraag.bind(*id);
            }
            for rij in vraag.fetch_all(self.store.pool()).await.map_err(StoreFout::from)? {
                alle.insert(kolom(&rij, "id")?, Arc::new(beschrijving(&rij)?));
            }
        }
        let mut gelezen = self.gelezen.0.lock().unwrap_or_else(PoisonError::into_inner);
        if gelezen.len() > ONTHOUDEN {
            gelezen.clear();
        }
        gelezen.extend(onbekend.iter().filter_map(|id| Some((*id, Arc::clone(alle.get(id)?)))));
        Ok(alle)
    }
}

fn regel(rij: &AnyRow) -> Result<Regel, StoreFout> {
    Ok(Regel {
        trace_id: TraceId::uit_hex(kolom(rij, "trace_id")?).ok_or(StoreFout::Vorm("trace_id"))?,
        span_id: SpanId::uit_hex(kolom(rij, "span_id")?).ok_or(StoreFout::Vorm("span_id"))?,
        start_time: kolom(rij, "start_time")?,
        // Until its ending is read.
        status: Status::Unset,
        omschrijving: kolom(rij, "omschrijving")?,
    })
}

fn beschrijving(rij: &AnyRow) -> Result<Beschrijving, StoreFout> {
    let gegevens: &str = kolom(rij, "gegevens")?;
    Ok(Beschrijving {
        naam: kolom(rij, "name")?,
        verwerkingsactiviteit: kolom(rij, "processing_activity_id")?,
        actor_soort: Some(ActorSoort::van_code(kolom(rij, "actor_soort")?)?),
        organisatie: kolom(rij, "organisatie")?,
        functie: kolom(rij, "functie")?,
        betrokkenheid: None,
        registratie: kolom(rij, "registratie")?,
        gegevens: serde_json::from_str(gegevens).map_err(|_| StoreFout::Vorm("gegevens"))?,
    })
}
