//! Removes what was kept long enough, a little at a time. An anchor stands in the place of what went, so that the chain can
//! be checked from there on; how much went is written down.

use super::keten::{Anker, Ketens, Ketensleutel};
use super::schrijver::{REGELS_PER_OPDRACHT, plaatsen};
use super::{Logboek, LogboekFout, controle, parameterlijst};
use crate::pseudoniem::Pseudoniem;
use crate::store::{StoreFout, Transactie, kolom};
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that one transaction looks at: it must not keep who writes waiting for long.
const STUK: u16 = 500;

/// Until when lines were written that may go now, in Unix milliseconds.
#[derive(Clone, Debug, Default)]
pub struct Bewaargrens {
    /// For an activity that is not named below.
    pub anders: i64,
    /// By the URI of the verwerkingsactiviteit.
    pub per_activiteit: BTreeMap<String, i64>,
}

impl Bewaargrens {
    fn van(&self, activiteit: &str) -> i64 {
        self.per_activiteit.get(activiteit).copied().unwrap_or(self.anders)
    }

    fn laatste(&self) -> i64 {
        self.per_activiteit.values().copied().fold(self.anders, i64::max)
    }
}

/// How far the cleaning came; it begins with the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voortgang {
    betrokkene: String,
    start_time: i64,
    span_id: String,
}

/// A line that may go, with its ending.
struct Oud {
    betrokkene: Pseudoniem,
    span_id: String,
    start_time: i64,
    omschrijving: i64,
    /// Number and mark, of the line and of its ending.
    schakels: Vec<(i64, String)>,
}

impl Logboek {
    /// Removes the next piece, at `nu`, and writes down under the name `stuk` (unique) how many lines that were. `None`: that
    /// was the last.
    pub async fn wis_stuk(
        &self,
        grens: &Bewaargrens,
        vanaf: &Voortgang,
        stuk: &str,
        nu: i64,
    ) -> Result<Option<Voortgang>, LogboekFout> {
        let rijen = sqlx::query(
            "SELECT l.data_subject_id, l.span_id, l.start_time, l.omschrijving, l.volgnummer, l.schakel, o.processing_activity_id, \
             a.volgnummer AS einde, a.schakel AS eindschakel \
             FROM logboek l JOIN logboek_omschrijvingen o ON o.id = l.omschrijving \
             LEFT JOIN logboek_afronding a ON a.span_id = l.span_id AND a.start_time = l.start_time \
             WHERE (l.data_subject_id, l.start_time, l.span_id) > ($1, $2, $3) AND l.start_time < $4 \
             ORDER BY l.data_subject_id, l.start_time, l.span_id LIMIT $5",
        )
        .bind(vanaf.betrokkene.as_str())
        .bind(vanaf.start_time)
        .bind(vanaf.span_id.as_str())
        .bind(grens.laatste())
        .bind(i64::from(STUK))
        .fetch_all(self.store.pool())
        .await
        .map_err(StoreFout::from)?;
        let mut per_persoon: BTreeMap<String, Vec<Oud>> = BTreeMap::new();
        for rij in &rijen {
            if kolom::<i64>(rij, "start_time")? < grens.van(kolom(rij, "processing_activity_id")?) {
                let oud = Oud::uit_rij(rij)?;
                per_persoon.entry(oud.betrokkene.als_str().to_owned()).or_default().push(oud);
            }
        }
        if !per_persoon.is_empty() {
            self.wis(&per_persoon, stuk, nu).await?;
        }
        let laatste = rijen.last().filter(|_| rijen.len() == usize::from(STUK));
        Ok(laatste.map(Voortgang::uit_rij).transpose()?)
    }

    async fn wis(
        &self,
        per_persoon: &BTreeMap<String, Vec<Oud>>,
        stuk: &str,
        nu: i64,
    ) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        let betrokkenen = per_persoon.values().flatten().map(|oud| &oud.betrokkene);
        // Nothing is added to these chains meanwhile, and no other gateway cleans them.
        Ketens::neem(&mut tx, &self.sleutel, betrokkenen).await?;
        let mut regels = 0_i64;
        for (betrokkene, oude) in per_persoon {
            veranker(&mut tx, &self.sleutel, betrokkene, oude, nu).await?;
            for deel in oude.chunks(REGELS_PER_OPDRACHT) {
                // An ending refers to its line.
                verwijder(&mut tx, "logboek_afronding", deel).await?;
                regels += verwijder(&mut tx, "logboek", deel).await?;
            }
            let omschrijvingen = oude.iter().map(|oud| oud.omschrijving).collect();
            verwijder_soorten(&mut tx, betrokkene, &omschrijvingen).await?;
        }
        sqlx::query("INSERT INTO logboek_wissingen (gewist_op, stuk, regels) VALUES ($1, $2, $3)")
            .bind(nu)
            .bind(stuk)
            .bind(regels)
            .execute(tx.verbinding())
            .await
            .map_err(StoreFout::from)?;
        Ok(tx.commit().await?)
    }
}

/// Puts anchors for these links; neighbours become one.
async fn veranker(
    tx: &mut Transactie,
    sleutel: &Ketensleutel,
    betrokkene: &str,
    oude: &[Oud],
    nu: i64,
) -> Result<(), StoreFout> {
    let rijen = sqlx::query(
        "SELECT van, tot, schakel, gewist_op, waarmerk FROM logboek_ankers WHERE data_subject_id = $1",
    );
    let rijen = rijen.bind(betrokkene).fetch_all(tx.verbinding()).await?;
    let staan = rijen.iter().map(controle::anker).collect::<Result<Vec<_>, _>>()?;
    let nieuw = oude.iter().flat_map(|oud| &oud.schakels).map(|(nummer, schakel)| Anker {
        van: *nummer,
        tot: *nummer,
        schakel: schakel.clone(),
        gewist_op: nu,
    });
    let ankers = voeg_samen(staan.into_iter().map(|(_, (anker, _))| anker).chain(nieuw).collect());
    let weg = sqlx::query("DELETE FROM logboek_ankers WHERE data_subject_id = $1");
    weg.bind(betrokkene).execute(tx.verbinding()).await?;
    for deel in ankers.chunks(REGELS_PER_OPDRACHT) {
        let sql = format!(
            "INSERT INTO logboek_ankers (data_subject_id, van, tot, schakel, gewist_op, waarmerk) VALUES {}",
            plaatsen(6, deel.len())
        );
        let mut vraag = sqlx::query(AssertSqlSafe(sql));
        for anker in deel {
            vraag = vraag
                .bind(betrokkene)
                .bind(anker.van)
                .bind(anker.tot)
                .bind(anker.schakel.as_str())
                .bind(anker.gewist_op)
                .bind(sleutel.waarmerk(betrokkene, anker));
        }
        vraag.execute(tx.verbinding()).await?;
    }
    Ok(())
}

/// One anchor for links that follow each other.
fn voeg_samen(mut ankers: Vec<Anker>) -> Vec<Anker> {
    ankers.sort_by_key(|anker| (anker.van, anker.tot));
    let mut samen: Vec<Anker> = Vec::new();
    for anker in ankers {
        match samen.last_mut().filter(|vorige| anker.van <= vorige.tot + 1) {
            // Another gateway was here before us.
            Some(vorige) if anker.tot <= vorige.tot => {}
            Some(vorige) => *vorige = Anker { van: vorige.van, ..anker },
            None => samen.push(anker),
        }
    }
    samen
}

/// How many rows went. By the span alone, which SQLite finds by its index; the times tell PostgreSQL in which months.
async fn verwijder(tx: &mut Transactie, tabel: &'static str, deel: &[Oud]) -> Result<i64, StoreFout> {
    let sql = format!(
        "DELETE FROM {tabel} WHERE start_time BETWEEN $1 AND $2 AND span_id IN ({})",
        parameterlijst(3, deel.len())
    );
    let tijden = || deel.iter().map(|oud| oud.start_time);
    let (eerste, laatste) = (tijden().min().unwrap_or_default(), tijden().max().unwrap_or_default());
    let mut vraag = sqlx::query(AssertSqlSafe(sql)).bind(eerste).bind(laatste);
    for oud in deel {
        vraag = vraag.bind(oud.span_id.as_str());
    }
    let aantal = vraag.execute(tx.verbinding()).await?.rows_affected();
    Ok(i64::try_from(aantal).unwrap_or(i64::MAX))
}

/// Those of these descriptions of which no line is left in this log.
async fn verwijder_soorten(
    tx: &mut Transactie,
    betrokkene: &str,
    omschrijvingen: &BTreeSet<i64>,
) -> Result<(), StoreFout> {
    for omschrijving in omschrijvingen {
        sqlx::query(
            "DELETE FROM logboek_soorten WHERE data_subject_id = $1 AND omschrijving = $2 AND NOT EXISTS ( \
                 SELECT 1 FROM logboek WHERE data_subject_id = $1 AND omschrijving = $2)",
        )
        .bind(betrokkene)
        .bind(*omschrijving)
        .execute(tx.verbinding())
        .await?;
    }
    Ok(())
}

impl Oud {
    fn uit_rij(rij: &AnyRow) -> Result<Self, StoreFout> {
        let betrokkene = Pseudoniem::uit_opslag(kolom(rij, "data_subject_id")?);
        let einde: Option<i64> = kolom(rij, "einde")?;
        let mut schakels = vec![(kolom(rij, "volgnummer")?, kolom(rij, "schakel")?)];
        if let Some(einde) = einde {
            schakels.push((einde, kolom(rij, "eindschakel")?));
        }
        Ok(Self {
            betrokkene: betrokkene.ok_or(StoreFout::Vorm("data_subject_id"))?,
            span_id: kolom(rij, "span_id")?,
            start_time: kolom(rij, "start_time")?,
            omschrijving: kolom(rij, "omschrijving")?,
            schakels,
        })
    }
}

impl Voortgang {
    fn uit_rij(rij: &AnyRow) -> Result<Self, StoreFout> {
        Ok(Self {
            betrokkene: kolom(rij, "data_subject_id")?,
            start_time: kolom(rij, "start_time")?,
            span_id: kolom(rij, "span_id")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anker(van: i64, tot: i64) -> Anker {
        Anker { van, tot, schakel: tot.to_string(), gewist_op: 0 }
    }

    #[test]
    fn neighbours_become_one_anchor_with_the_last_mark() {
        let ankers = vec![anker(7, 7), anker(1, 3), anker(4, 4), anker(2, 3), anker(9, 9), anker(8, 8)];
        assert_eq!(voeg_samen(ankers), [anker(1, 4), anker(7, 9)]);
    }
}
