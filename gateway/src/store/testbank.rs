//! One suite, two engines: every store test runs on SQLite, and on PostgreSQL when `KLANTBEELD_TEST_POSTGRES` holds the
//! URL of a server where it may make databases (`postgres://user@host:port/postgres`).

use super::Store;
use sqlx::{AssertSqlSafe, Connection, Executor};
use std::panic::resume_unwind;
use url::Url;

pub(crate) const POSTGRES_VARIABELE: &str = "KLANTBEELD_TEST_POSTGRES";

/// A database of its own for one test.
pub(crate) struct Testbank {
    url: String,
    opruimen: Opruimen,
}

enum Opruimen {
    /// The folder goes when this is dropped.
    Map(#[expect(dead_code, reason = "held until the test is over")] tempfile::TempDir),
    Databank {
        server: Url,
        naam: String,
    },
}

/// What a test gets.
#[derive(Clone)]
pub(crate) struct Proef {
    pub(crate) store: Store,
    /// To open the same database again.
    pub(crate) url: String,
}

impl Testbank {
    pub(crate) fn sqlite() -> Self {
        let map = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", map.path().join("klantbeeld.db").display());
        Self { url, opruimen: Opruimen::Map(map) }
    }

    /// `None`, and a line that says so, when there is no server to test on.
    pub(crate) async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var(POSTGRES_VARIABELE) else {
            println!("skipped on PostgreSQL: {POSTGRES_VARIABELE} is not set");
            return None;
        };
        let server: Url = server.parse().unwrap();
        let naam = format!("klantbeeld_test_{}", uuid::Uuid::new_v4().simple());
        let mut url = server.clone();
        url.set_path(&naam);
        beheer(&server, format!("CREATE DATABASE {naam}")).await;
        Some(Self { url: url.into(), opruimen: Opruimen::Databank { server, naam } })
    }

    /// Runs the test and removes the database, also when the test fails.
    pub(crate) async fn proef<F, T>(self, test: F)
    where
        F: FnOnce(Proef) -> T,
        T: Future<Output = ()> + Send + 'static,
    {
        let store = Store::open(&self.url).await.unwrap();
        let proef = Proef { store: store.clone(), url: self.url };
        let uitkomst = tokio::spawn(test(proef)).await;
        store.sluit().await;
        if let Opruimen::Databank { server, naam } = self.opruimen {
            beheer(&server, format!("DROP DATABASE {naam} WITH (FORCE)")).await;
        }
        if let Err(fout) = uitkomst {
            resume_unwind(fout.into_panic());
        }
    }
}

async fn beheer(server: &Url, sql: String) {
    sqlx::any::install_default_drivers();
    let mut verbinding = sqlx::AnyConnection::connect(server.as_str()).await.unwrap();
    verbinding.execute(AssertSqlSafe(sql)).await.unwrap();
}

impl Proef {
    /// Runs a statement behind the store's back. Returns whether the database accepted it.
    pub(crate) async fn sql(&self, sql: &'static str) -> bool {
        self.store.pool().execute(sqlx::raw_sql(sql)).await.is_ok()
    }

    pub(crate) async fn getal(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.store.pool()).await.unwrap()
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

/// Makes each named `async fn(Proef)` a test on both engines.
macro_rules! op_beide_motoren {
    ($($naam:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $naam() {
                crate::store::testbank::Testbank::sqlite().proef(super::$naam).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $naam() {
                if let Some(bank) = crate::store::testbank::Testbank::postgres().await {
                    bank.proef(super::$naam).await;
                }
            })+
        }
    };
}
pub(crate) use op_beide_motoren;
