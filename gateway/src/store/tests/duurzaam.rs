//! What was told is kept survives a kill at any moment.

use super::sessies::rij;
use super::uitbak::{bericht, leg};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::uitbak::{leg_in, neem};
use crate::store::{Sleutel, Store, StoreFout, sessies};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

op_beide_motoren!(
    survives_being_dropped_without_closing,
    survives_kill_9,
    opens_again_without_migrating_twice,
    refuses_a_changed_migration,
    sqlite_waits_for_the_disk,
);

/// What `PRAGMA synchronous` answers for FULL.
const FULL: i64 = 2;
const URL_VOOR_KIND: &str = "KLANTBEELD_TEST_KIND";

async fn survives_being_dropped_without_closing(proef: Proef) {
    let ander = Store::open(&proef.url).await.unwrap();
    sessies::nieuw(&ander, &rij("een")).await.unwrap();
    let mut open = ander.transactie().await.unwrap();
    leg_in(&mut open, &bericht("niet vastgelegd", 0)).await.unwrap();
    drop((open, ander));
    let weer = Store::open(&proef.url).await.unwrap();
    assert!(sessies::zoek(&weer, &Sleutel::van("een")).await.unwrap().is_some());
    assert!(neem(&weer, 1, 1, 10).await.unwrap().is_empty());
    weer.sluit().await;
}

/// A child process writes, says so, has another transaction open, and is killed with SIGKILL.
async fn survives_kill_9(proef: Proef) {
    let naam = concat!(module_path!(), "::kind");
    let naam = naam.split_once("::").unwrap().1;
    let mut kind = Command::new(std::env::current_exe().unwrap())
        .args([naam, "--exact", "--ignored", "--nocapture"])
        .env(URL_VOOR_KIND, &proef.url)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut regels = BufReader::new(kind.stdout.take().unwrap()).lines();
    loop {
        let regel = regels.next_line().await.unwrap().expect("the child stopped before it said it was done");
        if regel.ends_with("kept") {
            break;
        }
    }
    kind.kill().await.unwrap();
    let weer = Store::open(&proef.url).await.unwrap();
    assert!(sessies::zoek(&weer, &Sleutel::van("een")).await.unwrap().is_some());
    let sleutels: Vec<String> =
        neem(&weer, 1, 1, 10).await.unwrap().into_iter().map(|bericht| bericht.sleutel).collect();
    assert_eq!(sleutels, ["vastgelegd"]);
    weer.sluit().await;
}

#[tokio::test]
#[ignore = "the child of survives_kill_9, which starts it"]
async fn kind() {
    let Ok(url) = std::env::var(URL_VOOR_KIND) else {
        return;
    };
    let store = Store::open(&url).await.unwrap();
    sessies::nieuw(&store, &rij("een")).await.unwrap();
    leg(&store, &bericht("vastgelegd", 0)).await;
    let mut open = store.transactie().await.unwrap();
    leg_in(&mut open, &bericht("niet vastgelegd", 0)).await.unwrap();
    println!("kept");
    std::future::pending::<()>().await;
}

async fn opens_again_without_migrating_twice(proef: Proef) {
    sessies::nieuw(&proef.store, &rij("een")).await.unwrap();
    let weer = Store::open(&proef.url).await.unwrap();
    assert!(sessies::zoek(&weer, &Sleutel::van("een")).await.unwrap().is_some());
    weer.sluit().await;
}

async fn refuses_a_changed_migration(proef: Proef) {
    assert!(
        proef
            .sql(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
        SELECT 9999, description, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1"
            )
            .await
    );
    let fout = Store::open(&proef.url).await.err();
    assert_eq!(fout, Some(StoreFout::Migratie("the database is newer than this program")));
}

/// A unit test cannot pull the plug; it can see that SQLite was told to wait for the disk, on every connection.
async fn sqlite_waits_for_the_disk(proef: Proef) {
    if !proef.is_sqlite() {
        return;
    }
    let mut verbindingen = Vec::new();
    for _ in 0..3 {
        let mut verbinding = proef.store.pool().acquire().await.unwrap();
        let stand: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut *verbinding).await.unwrap();
        let journaal: String =
            sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *verbinding).await.unwrap();
        assert_eq!((stand, journaal.as_str()), (FULL, "wal"));
        verbindingen.push(verbinding);
    }
}

#[tokio::test]
async fn a_bad_url_is_named_without_repeating_it() {
    for url in ["", "mysql://u:geheim@h/d", "postgres://u:geheim@[/d", "sqlite:///geen/map/geheim.db"] {
        let fout = Store::open(url).await.err().expect(url);
        let tekst = format!("{fout} {fout:?}");
        assert!(!tekst.contains("geheim"), "{tekst}");
    }
}
