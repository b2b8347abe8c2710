//! A registry's own database: documents by kind and key, found by search terms, with every earlier version kept.
//!
//! Each stand-in has a file of its own. What a document looks like is the business of its standard; this only keeps
//! it, finds it, and remembers what it was before.

mod correctie;
mod onderzoek;

pub(crate) use correctie::{Termen, Wijziging};
pub(crate) use onderzoek::Onderzoek;

use crate::Klok;
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Row as _, Sqlite, SqlitePool, Transaction};
use std::path::Path;
use time::format_description::well_known::Rfc3339;

const TABELLEN: &str = "
CREATE TABLE IF NOT EXISTS stuk (
    id         INTEGER PRIMARY KEY,
    soort      TEXT NOT NULL,
    sleutel    TEXT NOT NULL,
    inhoud     TEXT NOT NULL,
    geldig_van TEXT NOT NULL,
    geldig_tot TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS stuk_nu ON stuk (soort, sleutel) WHERE geldig_tot IS NULL;
CREATE TABLE IF NOT EXISTS zoekterm (
    soort   TEXT NOT NULL,
    term    TEXT NOT NULL,
    waarde  TEXT NOT NULL,
    sleutel TEXT NOT NULL,
    PRIMARY KEY (soort, term, waarde, sleutel)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS correctie (
    kenmerk TEXT NOT NULL,
    soort   TEXT NOT NULL,
    sleutel TEXT NOT NULL,
    was     INTEGER NOT NULL REFERENCES stuk (id),
    PRIMARY KEY (kenmerk, soort, sleutel)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uitvoering (
    kenmerk TEXT PRIMARY KEY,
    reden   TEXT NOT NULL,
    op      TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS onderzoek (
    kenmerk TEXT NOT NULL,
    soort   TEXT NOT NULL,
    sleutel TEXT NOT NULL,
    delen   TEXT NOT NULL,
    ingang  TEXT NOT NULL,
    einde   TEXT,
    PRIMARY KEY (kenmerk, soort, sleutel)
) STRICT, WITHOUT ROWID;";

/// Why the database did not do it. No text of it holds what is in a document.
#[derive(Debug, thiserror::Error)]
pub enum VoorraadFout {
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("a document is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the demo's data is not right: {0}")]
    Gegevens(String),
}

/// One version of a document. Times are RFC 3339, UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versie {
    pub inhoud: Value,
    pub van: String,
    /// Absent: it holds now.
    pub tot: Option<String>,
    /// The correction that ended it: the reference of the case, and why.
    pub door: Option<(String, String)>,
}

/// The documents of one registry. Cheap to clone.
#[derive(Clone)]
pub struct Voorraad {
    db: SqlitePool,
    klok: Klok,
}

impl Voorraad {
    /// Opens the file, or makes it.
    pub async fn open(bestand: &Path, klok: Klok) -> Result<Self, VoorraadFout> {
        let opties = SqliteConnectOptions::new()
            .filename(bestand)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal);
        let db = SqlitePoolOptions::new().max_connections(4).connect_with(opties).await?;
        sqlx::raw_sql(TABELLEN).execute(&db).await?;
        Ok(Self { db, klok })
    }

    /// Puts a document in the place of the one with the same kind and key, which is kept as an earlier version. The
    /// same content again changes nothing (`false`). `termen` are what it can be found by, and replace the earlier.
    pub async fn zet(
        &self,
        soort: &str,
        sleutel: &str,
        inhoud: &Value,
        termen: &[(&str, &str)],
    ) -> Result<bool, VoorraadFout> {
        let tekst = serde_json::to_string(inhoud)?;
        let nu = self.nu();
        let mut tx = self.db.begin().await?;
        let eerder: Option<String> = sqlx::query_scalar(
            "SELECT inhoud FROM stuk WHERE soort = ? AND sleutel = ? AND geldig_tot IS NULL",
        )
        .bind(soort)
        .bind(sleutel)
        .fetch_optional(&mut *tx)
        .await?;
        let nieuw = eerder.as_deref() != Some(tekst.as_str());
        if nieuw {
            beeindig(&mut tx, (soort, sleutel), &nu).await?;
            voeg_in(&mut tx, (soort, sleutel), &tekst, &nu).await?;
        }
        zet_termen(&mut tx, (soort, sleutel), termen).await?;
        tx.commit().await?;
        Ok(nieuw)
    }

    /// The document with this key, as it is now.
    pub async fn haal(&self, soort: &str, sleutel: &str) -> Result<Option<Value>, VoorraadFout> {
        let tekst: Option<String> = sqlx::query_scalar(
            "SELECT inhoud FROM stuk WHERE soort = ? AND sleutel = ? AND geldig_tot IS NULL",
        )
        .bind(soort)
        .bind(sleutel)
        .fetch_optional(&self.db)
        .await?;
        tekst.map(|tekst| serde_json::from_str(&tekst).map_err(Into::into)).transpose()
    }

    /// The documents that can be found by this, as they are now, in the order of their keys.
    pub async fn zoek(&self, soort: &str, term: &str, waarde: &str) -> Result<Vec<Value>, VoorraadFout> {
        let gevonden = self.zoek_met_sleutel(soort, term, waarde).await?;
        Ok(gevonden.into_iter().map(|(_, stuk)| stuk).collect())
    }

    /// The same with their keys.
    pub async fn zoek_met_sleutel(
        &self,
        soort: &str,
        term: &str,
        waarde: &str,
    ) -> Result<Vec<(String, Value)>, VoorraadFout> {
        let rijen = sqlx::query(
            "SELECT sleutel, stuk.inhoud FROM zoekterm JOIN stuk USING (soort, sleutel) \
             WHERE soort = ? AND term = ? AND waarde = ? AND geldig_tot IS NULL ORDER BY sleutel",
        )
        .bind(soort)
        .bind(term)
        .bind(waarde)
        .fetch_all(&self.db)
        .await?;
        rijen.iter().map(met_sleutel).collect()
    }

    /// Every document of a kind, as it is now, with its key and in the order of the keys.
    pub async fn alle(&self, soort: &str) -> Result<Vec<(String, Value)>, VoorraadFout> {
        let rijen = sqlx::query(
            "SELECT sleutel, inhoud FROM stuk WHERE soort = ? AND geldig_tot IS NULL ORDER BY sleutel",
        )
        .bind(soort)
        .fetch_all(&self.db)
        .await?;
        rijen.iter().map(met_sleutel).collect()
    }

    /// Every version of a document, oldest first.
    pub async fn versies(&self, soort: &str, sleutel: &str) -> Result<Vec<Versie>, VoorraadFout> {
        let rijen = sqlx::query(
            "SELECT inhoud, geldig_van, geldig_tot, correctie.kenmerk, reden FROM stuk \
             LEFT JOIN correctie ON was = stuk.id LEFT JOIN uitvoering USING (kenmerk) \
             WHERE stuk.soort = ? AND stuk.sleutel = ? ORDER BY stuk.id",
        )
        .bind(soort)
        .bind(sleutel)
        .fetch_all(&self.db)
        .await?;
        let versie = |rij: &sqlx::sqlite::SqliteRow| {
            let inhoud = serde_json::from_str(&rij.get::<String, _>("inhoud"))?;
            let reden = rij.get::<Option<String>, _>("reden").unwrap_or_default();
            let door = rij.get::<Option<String>, _>("kenmerk").map(|kenmerk| (kenmerk, reden));
            Ok(Versie { inhoud, van: rij.get("geldig_van"), tot: rij.get("geldig_tot"), door })
        };
        rijen.iter().map(versie).collect()
    }

    fn nu(&self) -> String {
        (self.klok)().format(&Rfc3339).unwrap_or_default()
    }
}

type Tx = Transaction<'static, Sqlite>;
/// The kind and the key of a document.
type Welk<'a> = (&'a str, &'a str);

fn met_sleutel(rij: &sqlx::sqlite::SqliteRow) -> Result<(String, Value), VoorraadFout> {
    Ok((rij.get("sleutel"), serde_json::from_str(&rij.get::<String, _>("inhoud"))?))
}

async fn beeindig(tx: &mut Tx, (soort, sleutel): Welk<'_>, nu: &str) -> Result<(), sqlx::Error> {
    let wat = "UPDATE stuk SET geldig_tot = ? WHERE soort = ? AND sleutel = ? AND geldig_tot IS NULL";
    sqlx::query(wat).bind(nu).bind(soort).bind(sleutel).execute(&mut **tx).await?;
    Ok(())
}

async fn voeg_in(tx: &mut Tx, (soort, sleutel): Welk<'_>, inhoud: &str, nu: &str) -> Result<(), sqlx::Error> {
    let wat = "INSERT INTO stuk (soort, sleutel, inhoud, geldig_van) VALUES (?, ?, ?, ?)";
    sqlx::query(wat).bind(soort).bind(sleutel).bind(inhoud).bind(nu).execute(&mut **tx).await?;
    Ok(())
}

/// What a document is found by, in the place of what it was found by.
async fn zet_termen(
    tx: &mut Tx,
    (soort, sleutel): Welk<'_>,
    termen: &[(&str, &str)],
) -> Result<(), sqlx::Error> {
    let weg = "DELETE FROM zoekterm WHERE soort = ? AND sleutel = ?";
    sqlx::query(weg).bind(soort).bind(sleutel).execute(&mut **tx).await?;
    let bij =
        "INSERT INTO zoekterm (soort, term, waarde, sleutel) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    for (term, waarde) in termen {
        sqlx::query(bij).bind(soort).bind(term).bind(waarde).bind(sleutel).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testhulp::Map;
    use serde_json::json;
    use std::sync::Arc;
    use time::macros::datetime;

    pub(super) async fn voorraad(map: &Map) -> Voorraad {
        let klok: Klok = Arc::new(|| datetime!(2026-03-01 12:00 UTC));
        Voorraad::open(&map.pad().join("proef.db"), klok).await.unwrap()
    }

    #[tokio::test]
    async fn keeps_what_was_and_finds_what_is() {
        let map = Map::nieuw();
        let voorraad = voorraad(&map).await;
        let (oud, nieuw) = (json!({"kleur": "rood"}), json!({"kleur": "blauw"}));
        assert!(voorraad.zet("auto", "1", &oud, &[("eigenaar", "a")]).await.unwrap());
        assert!(!voorraad.zet("auto", "1", &oud, &[("eigenaar", "a")]).await.unwrap(), "the same again");
        assert!(voorraad.zet("auto", "1", &nieuw, &[("eigenaar", "b")]).await.unwrap());
        assert_eq!(voorraad.haal("auto", "1").await.unwrap(), Some(nieuw.clone()));
        assert_eq!(voorraad.haal("fiets", "1").await.unwrap(), None);
        assert_eq!(voorraad.zoek("auto", "eigenaar", "a").await.unwrap(), Vec::<Value>::new());
        assert_eq!(voorraad.zoek("auto", "eigenaar", "b").await.unwrap(), std::slice::from_ref(&nieuw));
        let alle = voorraad.alle("auto").await.unwrap();
        assert_eq!(alle, [("1".to_owned(), nieuw.clone())]);
        let versies = voorraad.versies("auto", "1").await.unwrap();
        let inhoud: Vec<_> = versies.iter().map(|versie| (&versie.inhoud, versie.tot.is_some())).collect();
        assert_eq!(inhoud, [(&oud, true), (&nieuw, false)]);
    }

    #[tokio::test]
    async fn a_restart_forgets_nothing() {
        let map = Map::nieuw();
        voorraad(&map).await.zet("auto", "1", &json!(1), &[]).await.unwrap();
        assert_eq!(voorraad(&map).await.haal("auto", "1").await.unwrap(), Some(json!(1)));
    }
}
