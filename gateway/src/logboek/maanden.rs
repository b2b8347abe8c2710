//! The months of the logboek: on PostgreSQL each is a partition, so that a look at this year does not touch the years before.

use crate::store::{Store, StoreFout};
use sqlx::{AssertSqlSafe, Executor};
use time::{Date, Month, OffsetDateTime};

/// So many months are made ahead: the server may be down for a while when the month turns.
const VOORUIT: usize = 3;

/// Makes sure that there is a place for what is written from `nu` on. Before the first line of a month is written, or the last
/// partition keeps that month; once a day is often enough.
pub async fn zorg_voor_maanden(store: &Store, nu: OffsetDateTime) -> Result<(), StoreFout> {
    let mut maand = eerste_dag(nu.date());
    for _ in 0..VOORUIT {
        maak(store, maand).await?;
        maand = volgende(maand);
    }
    Ok(())
}

/// The same where nothing hangs on it: a line of a month without a place goes in the last partition, and is read as fast as the
/// others until that has become large.
pub async fn probeer_maanden(store: &Store, nu: OffsetDateTime) {
    if let Err(fout) = zorg_voor_maanden(store, nu).await {
        tracing::warn!(%fout, "there is no place of its own for the lines of a month");
    }
}

/// Makes the partition of a month, unless it is there. SQLite has none.
pub async fn maak(store: &Store, maand: Date) -> Result<(), StoreFout> {
    if !store.is_postgres() {
        return Ok(());
    }
    let (jaar, nummer) = (maand.year(), u8::from(maand.month()));
    let [van, tot] = [maand, volgende(maand)].map(|dag| dag.midnight().assume_utc().unix_timestamp() * 1000);
    for tabel in ["logboek", "logboek_afronding"] {
        let deel = format!("{tabel}_{jaar:04}_{nummer:02}");
        let bestaat =
            sqlx::query("SELECT 1 FROM pg_tables WHERE tablename = $1 AND schemaname = current_schema()");
        if bestaat.bind(deel.as_str()).fetch_optional(store.pool()).await?.is_some() {
            continue;
        }
        // A partition can be emptied by its own name; the trigger of the whole does not see that.
        let sql = format!(
            "CREATE TABLE {deel} PARTITION OF {tabel} FOR VALUES FROM ({van}) TO ({tot}); \
             CREATE TRIGGER {deel}_geen_truncate BEFORE TRUNCATE ON {deel} \
             FOR EACH STATEMENT EXECUTE FUNCTION alleen_toevoegen();"
        );
        store.pool().execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
    }
    Ok(())
}

fn eerste_dag(dag: Date) -> Date {
    dag.replace_day(1).unwrap_or(dag)
}

pub fn volgende(maand: Date) -> Date {
    let jaar = maand.year() + i32::from(maand.month() == Month::December);
    Date::from_calendar_date(jaar, maand.month().next(), 1).unwrap_or(Date::MAX)
}
