//! The lines of one log, in a database of its own.
//!
//! Everything is read through the view `inzage`, which has no confidential lines: no filter, page, count or id can tell
//! that there is one. A line that is confidential is never served, also not after `vertrouwelijk_tot`: it is for the
//! holder to decide then, who clears the column.

use crate::Klok;
use crate::voorraad::VoorraadFout;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use sqlx::{Row as _, SqlitePool};
use std::path::Path;

const TABELLEN: &str = "
CREATE TABLE IF NOT EXISTS regel (
    sleutel           TEXT PRIMARY KEY,
    trace             TEXT NOT NULL,
    span              TEXT NOT NULL,
    ouder             TEXT,
    status            TEXT NOT NULL,
    naam              TEXT NOT NULL,
    begonnen_op       INTEGER NOT NULL,
    geeindigd_op      INTEGER NOT NULL,
    activiteit        TEXT NOT NULL,
    activiteit_id     TEXT NOT NULL,
    bsn               TEXT NOT NULL,
    processor         TEXT,
    oin               TEXT,
    functie           TEXT,
    betrokkenheid     TEXT,
    gegevens          TEXT NOT NULL,
    vertrouwelijk_tot INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS regel_bsn ON regel (bsn, begonnen_op);
CREATE INDEX IF NOT EXISTS regel_trace ON regel (trace);
CREATE VIEW IF NOT EXISTS inzage AS SELECT * FROM regel WHERE vertrouwelijk_tot IS NULL;";

const WAAR: &str = "(?1 IS NULL OR bsn = ?1) AND (?2 IS NULL OR trace = ?2) \
     AND (?3 IS NULL OR activiteit = ?3) AND (?4 IS NULL OR activiteit_id = ?4) \
     AND (?5 IS NULL OR processor = ?5) AND (?6 IS NULL OR begonnen_op >= ?6) \
     AND (?7 IS NULL OR geeindigd_op <= ?7) AND (?8 IS NULL OR begonnen_op < ?8)";

/// One line: one use of one person's data. Times are Unix milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Regel {
    /// A UUID; no part of it tells how many lines there are.
    pub(super) sleutel: String,
    /// 32 hex digits.
    pub(super) trace: String,
    /// 16 hex digits.
    pub(super) span: String,
    /// The span of the application that asked.
    pub(super) ouder: Option<String>,
    /// `Unset`, `Ok` or `Error`.
    pub(super) status: String,
    pub(super) naam: String,
    pub(super) begonnen_op: i64,
    pub(super) geeindigd_op: i64,
    /// URI in a register of verwerkingsactiviteiten.
    pub(super) activiteit: String,
    /// The same as a UUID.
    pub(super) activiteit_id: String,
    pub(super) bsn: String,
    /// URL of the application that asked.
    pub(super) processor: Option<String>,
    /// Who asked.
    pub(super) oin: Option<String>,
    /// Department or function that asked; never an employee.
    pub(super) functie: Option<String>,
    /// In what role the person is in it, when it was not about them alone.
    pub(super) betrokkenheid: Option<String>,
    /// Ids in the gegevensregister.
    pub(super) gegevens: Vec<String>,
    pub(super) vertrouwelijk_tot: Option<i64>,
}

/// What lines are asked; what is absent does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) bsn: Option<String>,
    pub(super) trace: Option<String>,
    pub(super) activiteit: Option<String>,
    pub(super) activiteit_id: Option<String>,
    pub(super) processor: Option<String>,
    /// Begun then or later.
    pub(super) begonnen_vanaf: Option<i64>,
    /// Ended then or earlier.
    pub(super) geeindigd_tot: Option<i64>,
    /// Begun earlier than then.
    pub(super) begonnen_voor: Option<i64>,
}

/// The log of one registration. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Logboek {
    db: SqlitePool,
    pub(super) klok: Klok,
}

impl Logboek {
    /// Opens the file, or makes it.
    pub(super) async fn open(bestand: &Path, klok: Klok) -> Result<Self, VoorraadFout> {
        let opties = SqliteConnectOptions::new()
            .filename(bestand)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let db = SqlitePoolOptions::new().max_connections(4).connect_with(opties).await?;
        sqlx::raw_sql(TABELLEN).execute(&db).await?;
        Ok(Self { db, klok })
    }

    /// Now, in Unix milliseconds.
    pub(super) fn nu_ms(&self) -> i64 {
        milliseconden((self.klok)())
    }

    /// Adds lines, all or none; one with a key that is there already stays as it was.
    pub(super) async fn schrijf(&self, regels: &[Regel]) -> Result<(), VoorraadFout> {
        let mut tx = self.db.begin().await?;
        for regel in regels {
            let gegevens = serde_json::to_string(&regel.gegevens)?;
            sqlx::query(
                "INSERT INTO regel VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
            )
            .bind(&regel.sleutel)
            .bind(&regel.trace)
            .bind(&regel.span)
            .bind(&regel.ouder)
            .bind(&regel.status)
            .bind(&regel.naam)
            .bind(regel.begonnen_op)
            .bind(regel.geeindigd_op)
            .bind(&regel.activiteit)
            .bind(&regel.activiteit_id)
            .bind(&regel.bsn)
            .bind(&regel.processor)
            .bind(&regel.oin)
            .bind(&regel.functie)
            .bind(&regel.betrokkenheid)
            .bind(gegevens)
            .bind(regel.vertrouwelijk_tot)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// At most `meeste` lines, the newest first, after the first `sla_over` of them.
    pub(super) async fn lees(
        &self,
        filter: &Filter,
        meeste: u32,
        sla_over: u32,
    ) -> Result<Vec<Regel>, VoorraadFout> {
        let tekst = format!(
            "SELECT * FROM inzage WHERE {WAAR} ORDER BY begonnen_op DESC, sleutel LIMIT {meeste} OFFSET {sla_over}"
        );
        let rijen = gebonden(sqlx::query(sqlx::AssertSqlSafe(tekst)), filter).fetch_all(&self.db).await?;
        rijen.iter().map(regel).collect()
    }

    pub(super) async fn tel(&self, filter: &Filter) -> Result<i64, VoorraadFout> {
        let tekst = format!("SELECT COUNT(*) AS aantal FROM inzage WHERE {WAAR}");
        let rij = gebonden(sqlx::query(sqlx::AssertSqlSafe(tekst)), filter).fetch_one(&self.db).await?;
        Ok(rij.try_get("aantal")?)
    }

    /// The line with this key.
    pub(super) async fn een(&self, sleutel: &str) -> Result<Option<Regel>, VoorraadFout> {
        let rij = sqlx::query("SELECT * FROM inzage WHERE sleutel = ?").bind(sleutel);
        rij.fetch_optional(&self.db).await?.as_ref().map(regel).transpose()
    }

    /// Nothing can be written or read any more; for tests.
    #[cfg(test)]
    pub(super) async fn sluit(&self) {
        self.db.close().await;
    }

    /// How many confidential lines are kept; for tests, which must see that there are.
    #[cfg(test)]
    pub(super) async fn tel_vertrouwelijke(&self, bsn: &str) -> i64 {
        sqlx::query_scalar("SELECT COUNT(*) FROM regel WHERE bsn = ? AND vertrouwelijk_tot IS NOT NULL")
            .bind(bsn)
            .fetch_one(&self.db)
            .await
            .expect("the table is there")
    }
}

type Zoekopdracht<'q> = sqlx::query::Query<'q, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

fn gebonden<'q>(zoek: Zoekopdracht<'q>, filter: &'q Filter) -> Zoekopdracht<'q> {
    zoek.bind(&filter.bsn)
        .bind(&filter.trace)
        .bind(&filter.activiteit)
        .bind(&filter.activiteit_id)
        .bind(&filter.processor)
        .bind(filter.begonnen_vanaf)
        .bind(filter.geeindigd_tot)
        .bind(filter.begonnen_voor)
}

fn regel(rij: &SqliteRow) -> Result<Regel, VoorraadFout> {
    Ok(Regel {
        sleutel: rij.try_get("sleutel")?,
        trace: rij.try_get("trace")?,
        span: rij.try_get("span")?,
        ouder: rij.try_get("ouder")?,
        status: rij.try_get("status")?,
        naam: rij.try_get("naam")?,
        begonnen_op: rij.try_get("begonnen_op")?,
        geeindigd_op: rij.try_get("geeindigd_op")?,
        activiteit: rij.try_get("activiteit")?,
        activiteit_id: rij.try_get("activiteit_id")?,
        bsn: rij.try_get("bsn")?,
        processor: rij.try_get("processor")?,
        oin: rij.try_get("oin")?,
        functie: rij.try_get("functie")?,
        betrokkenheid: rij.try_get("betrokkenheid")?,
        gegevens: serde_json::from_str(&rij.try_get::<String, _>("gegevens")?)?,
        vertrouwelijk_tot: rij.try_get("vertrouwelijk_tot")?,
    })
}

/// Unix milliseconds.
pub(super) fn milliseconden(moment: time::OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}
