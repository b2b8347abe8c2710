//! Where state lives that must outlive the process: one SQL text per query, on SQLite and on PostgreSQL
//! (docs/decisions/0002-sqlx-any.md).
//!
//! Nothing here reads a clock: every time is handed in, in milliseconds since the Unix epoch. Functions return domain
//! types, not rows. A write is durable when its function returns, also against `kill -9`.

pub mod berichten;
mod bladzijde;
pub mod correcties;
pub mod eerste_gebruik;
mod fout;
pub mod inlogpogingen;
mod migraties;
pub mod onderhoud;
pub mod sessies;
pub mod uitbak;
pub mod verzoeken;
pub mod wissingen;
pub(crate) mod woord;

#[cfg(test)]
pub(crate) mod testbank;
#[cfg(test)]
mod tests;

pub use fout::StoreFout;

use crate::pseudoniem::hex;
use sha2::{Digest, Sha256};
use sqlx::any::{AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyConnection, AnyPool, Decode, Executor, Row, Transaction, Type};
use std::time::Duration;

/// How long a request waits for a connection, or for its turn to write, before it is told that there is none.
const GEDULD: Duration = Duration::from_secs(5);
const VERBINDINGEN_MAX: u32 = 16;

/// Per connection. FULL: what a citizen was told is kept is on the disk, also when the power goes.
const SQLITE_INSTELLINGEN: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
/// Per connection. A query here takes milliseconds; one that takes ten seconds is stuck, and so is who waits for it.
const POSTGRES_INSTELLINGEN: &str =
    "SET statement_timeout = 10000; SET idle_in_transaction_session_timeout = 10000;";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Motor {
    Sqlite,
    Postgres,
}

impl Motor {
    fn van_url(url: &str) -> Result<Self, StoreFout> {
        match url.split(':').next() {
            Some("sqlite") => Ok(Motor::Sqlite),
            Some("postgres" | "postgresql") => Ok(Motor::Postgres),
            _ => Err(StoreFout::Configuratie("it must begin with sqlite: or postgres:")),
        }
    }

    fn pool(self, verbindingen: u32) -> AnyPoolOptions {
        AnyPoolOptions::new()
            .max_connections(verbindingen)
            .acquire_timeout(GEDULD)
            // A connection over a network may have died since; a file has not, and asking costs a change of threads.
            .test_before_acquire(self == Motor::Postgres)
            .after_connect(move |verbinding, _| {
                Box::pin(async move {
                    verbinding.execute(sqlx::raw_sql(self.instellingen())).await?;
                    Ok(())
                })
            })
    }

    const fn instellingen(self) -> &'static str {
        match self {
            Motor::Sqlite => SQLITE_INSTELLINGEN,
            Motor::Postgres => POSTGRES_INSTELLINGEN,
        }
    }
}

/// The database. Cheap to clone; all clones share one pool.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    /// SQLite has one writer at a time, so it gets one connection to write: waiting for that is fair and immediate, where
    /// SQLite's own waiting is polling with sleeps, and a connection that wrote last need not read anew what it knows of
    /// the file. On PostgreSQL this is the same pool as above.
    schrijvers: AnyPool,
    motor: Motor,
}

impl Store {
    /// Connects and brings the schema up to date. A SQLite file that is not there is made; its folder must exist.
    pub async fn open(url: &str) -> Result<Store, StoreFout> {
        sqlx::any::install_default_drivers();
        let motor = Motor::van_url(url)?;
        let url = match motor {
            Motor::Sqlite if !url.contains("mode=") => {
                format!("{url}{}mode=rwc", if url.contains('?') { '&' } else { '?' })
            }
            _ => url.to_owned(),
        };
        // On a connection of its own: a migration of a large table may take longer than any query may.
        let eenmalig = AnyPoolOptions::new().max_connections(1).acquire_timeout(GEDULD).connect(&url).await?;
        migraties::voor(motor).run(&eenmalig).await?;
        eenmalig.close().await;
        let pool = motor.pool(VERBINDINGEN_MAX).connect(&url).await?;
        let schrijvers = match motor {
            Motor::Sqlite => motor.pool(1).connect(&url).await?,
            Motor::Postgres => pool.clone(),
        };
        Ok(Store { pool, schrijvers, motor })
    }

    /// Whether the database answers; for `/health/ready`.
    pub async fn gereed(&self) -> Result<(), StoreFout> {
        sqlx::query("SELECT 1").fetch_one(&self.pool).await?;
        Ok(())
    }

    /// Begins a transaction. Dropping it without [`Transactie::commit`] undoes it. One at a time per task: who holds one
    /// and asks for another waits for himself on SQLite, and is refused in the end.
    pub async fn transactie(&self) -> Result<Transactie, StoreFout> {
        let tx = match self.motor {
            // IMMEDIATE takes the write lock at once: a deferred transaction that reads first and writes later fails on
            // the spot when another process wrote in between.
            Motor::Sqlite => self.schrijvers.begin_with("BEGIN IMMEDIATE").await?,
            Motor::Postgres => self.schrijvers.begin().await?,
        };
        Ok(Transactie { tx })
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.motor == Motor::Postgres
    }

    /// For reading; whoever writes takes a [`Transactie`].
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Waits for the connections to finish and closes them.
    pub async fn sluit(&self) {
        self.schrijvers.close().await;
        self.pool.close().await;
    }
}

/// A write under way.
pub struct Transactie {
    tx: Transaction<'static, Any>,
}

impl Transactie {
    /// When this returns `Ok`, the changes are durable.
    pub async fn commit(self) -> Result<(), StoreFout> {
        Ok(self.tx.commit().await?)
    }

    pub(crate) fn verbinding(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }
}

/// The name under which a secret's row is found: SHA-256 in hex. The secret itself (a cookie's token, an OIDC `state`)
/// is never stored, so whoever reads the table cannot take over a session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sleutel(String);

impl Sleutel {
    pub fn van(geheim: &str) -> Self {
        Sleutel(hex(&Sha256::digest(geheim.as_bytes())))
    }

    pub fn als_str(&self) -> &str {
        &self.0
    }
}

/// One column of a row; the error names the column, never the value.
pub(crate) fn kolom<'r, T>(rij: &'r AnyRow, naam: &'static str) -> Result<T, StoreFout>
where
    T: Decode<'r, Any> + Type<Any>,
{
    rij.try_get(naam).map_err(|_| StoreFout::Vorm(naam))
}
