//! The registry's own database: SQLite, with history.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use sqlx::{Row, Sqlite, SqlitePool, Transaction};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::BrpFout;
use super::invoer::NieuwVoorkomen;
use super::lijst::{Persoonslijst, Tabellen, Voorkomen};
use super::verzoek::Zoek;

/// Makes these the current occurrences of a person. What is the same stays; what differs is closed and
/// added anew; what is gone is closed. What a correction touched stays as the correction left it. Returns how many rows
/// were added.
pub(super) async fn schrijf(
    tx: &mut Transaction<'_, Sqlite>,
    bsn: &str,
    voorkomens: &[NieuwVoorkomen],
) -> Result<usize, BrpFout> {
    let mut huidig: HashMap<(String, i64), (i64, String)> = HashMap::new();
    for rij in sqlx::query(
        "SELECT id, categorie, volgnummer, inhoud FROM categorie_voorkomen WHERE bsn = ? AND vervallen_op IS NULL",
    )
    .bind(bsn)
    .fetch_all(&mut **tx)
    .await?
    {
        huidig.insert((rij.try_get(1)?, rij.try_get(2)?), (rij.try_get(0)?, rij.try_get(3)?));
    }
    let gecorrigeerd = gecorrigeerd(tx, bsn).await?;
    huidig.retain(|sleutel, _| !gecorrigeerd.contains(sleutel));
    let mut volgnummers: HashMap<&str, i64> = HashMap::new();
    let mut nieuw = vec![];
    for voorkomen in voorkomens {
        let volgnummer = volgnummers.entry(&voorkomen.categorie).or_default();
        let sleutel = (voorkomen.categorie.clone(), *volgnummer);
        *volgnummer += 1;
        if gecorrigeerd.contains(&sleutel) {
            continue;
        }
        let inhoud = serde_json::to_string(&voorkomen.inhoud)?;
        if huidig.get(&sleutel).is_some_and(|(_, was)| *was == inhoud) {
            huidig.remove(&sleutel);
        } else {
            nieuw.push((sleutel, inhoud, voorkomen.inhoud.get("8510").and_then(Value::as_str)));
        }
    }
    for (id, _) in huidig.values() {
        sqlx::query("UPDATE categorie_voorkomen SET vervallen_op = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = ?")
            .bind(id)
            .execute(&mut **tx)
            .await?;
    }
    for ((categorie, volgnummer), inhoud, geldig_van) in &nieuw {
        sqlx::query(
            "INSERT INTO categorie_voorkomen (bsn, categorie, volgnummer, inhoud, geldig_van) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(bsn)
        .bind(categorie)
        .bind(volgnummer)
        .bind(inhoud)
        .bind(geldig_van)
        .execute(&mut **tx)
        .await?;
    }
    Ok(nieuw.len())
}

/// The occurrences that a correction added, changed, marked or ended.
async fn gecorrigeerd(
    tx: &mut Transaction<'_, Sqlite>,
    bsn: &str,
) -> Result<HashSet<(String, i64)>, BrpFout> {
    let vraag = "SELECT categorie, volgnummer FROM categorie_voorkomen
                 WHERE bsn = ? AND (kenmerk IS NOT NULL OR vervallen_door IS NOT NULL)";
    Ok(sqlx::query_as(vraag).bind(bsn).fetch_all(&mut **tx).await?.into_iter().collect())
}

/// Adds table values; what a table already says stays.
pub(super) async fn schrijf_tabellen(
    tx: &mut Transaction<'_, Sqlite>,
    tabellen: &Tabellen,
) -> Result<(), BrpFout> {
    for ((tabel, code), omschrijving) in tabellen {
        sqlx::query(
            "INSERT INTO tabelwaarde (tabel, code, omschrijving) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(tabel)
        .bind(code)
        .bind(omschrijving)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

pub(super) async fn tabellen(db: &SqlitePool) -> Result<Tabellen, BrpFout> {
    let rijen =
        sqlx::query_as::<_, (String, String, String)>("SELECT tabel, code, omschrijving FROM tabelwaarde");
    let rijen = rijen.fetch_all(db).await?;
    Ok(rijen.into_iter().map(|(tabel, code, omschrijving)| ((tabel, code), omschrijving)).collect())
}

pub(super) async fn bsns(db: &SqlitePool) -> Result<Vec<String>, BrpFout> {
    let vraag =
        "SELECT bsn FROM categorie_voorkomen WHERE categorie = '01' AND vervallen_op IS NULL ORDER BY bsn";
    Ok(sqlx::query_scalar(vraag).fetch_all(db).await?)
}

pub(super) async fn bestaat(db: &SqlitePool, bsn: &str) -> Result<bool, BrpFout> {
    let vraag =
        "SELECT 1 FROM categorie_voorkomen WHERE bsn = ? AND categorie = '01' AND vervallen_op IS NULL";
    Ok(sqlx::query(vraag).bind(bsn).fetch_optional(db).await?.is_some())
}

/// Whom a search finds, by BSN and without doubles.
pub(super) async fn gevonden(db: &SqlitePool, zoek: &Zoek) -> Result<Vec<String>, BrpFout> {
    let mut bsns = match zoek {
        Zoek::Burgerservicenummers(bsns) => bsns.clone(),
        Zoek::Object { element, identificatie } => {
            // The texts are those of the indexes, or SQLite does not use them.
            let vraag = if *element == "1180" {
                "SELECT bsn FROM categorie_voorkomen WHERE categorie = '08' AND vervallen_op IS NULL
                 AND json_extract(inhoud, '$.\"1180\"') = ?"
            } else {
                "SELECT bsn FROM categorie_voorkomen WHERE categorie = '08' AND vervallen_op IS NULL
                 AND json_extract(inhoud, '$.\"1190\"') = ?"
            };
            sqlx::query_scalar(vraag).bind(identificatie).fetch_all(db).await?
        }
    };
    bsns.sort_unstable();
    bsns.dedup();
    Ok(bsns)
}

pub(super) async fn persoonslijst(db: &SqlitePool, bsn: &str) -> Result<Option<Persoonslijst>, BrpFout> {
    let rijen = sqlx::query_as::<_, (String, String)>(
        "SELECT categorie, inhoud FROM categorie_voorkomen WHERE bsn = ? AND vervallen_op IS NULL
         ORDER BY categorie, volgnummer",
    )
    .bind(bsn)
    .fetch_all(db)
    .await?;
    let mut pl = Persoonslijst::default();
    for (categorie, inhoud) in rijen {
        pl.0.entry(categorie).or_default().push(Voorkomen(serde_json::from_str::<Map<_, _>>(&inhoud)?));
    }
    Ok(pl.een("01").is_some().then_some(pl))
}

/// The person category of one person, for the names in authority relations.
pub(super) async fn persoonscategorie(db: &SqlitePool, bsn: &str) -> Result<Option<Voorkomen>, BrpFout> {
    let vraag = "SELECT inhoud FROM categorie_voorkomen
                 WHERE bsn = ? AND categorie = '01' AND vervallen_op IS NULL";
    let inhoud: Option<String> = sqlx::query_scalar(vraag).bind(bsn).fetch_optional(db).await?;
    Ok(inhoud.map(|inhoud| serde_json::from_str(&inhoud)).transpose()?.map(Voorkomen))
}

/// Who asks and why: the purpose headers.
pub(super) struct Doel {
    pub(super) doelbinding: String,
    pub(super) verwerking: String,
    pub(super) gebruiker: String,
    pub(super) oin: String,
}

/// Writes one protocol row for each answered person, all or none.
pub(super) async fn protocolleer(
    db: &SqlitePool,
    nu: OffsetDateTime,
    bsns: &[String],
    (zoektype, velden): (&str, &[String]),
    doel: &Doel,
) -> Result<(), BrpFout> {
    let tijdstip = nu.format(&Rfc3339)?;
    let velden = velden.join(",");
    let mut tx = db.begin().await?;
    for bsn in bsns {
        sqlx::query(
            "INSERT INTO protocol (tijdstip, bsn, zoektype, velden, doelbinding, verwerking, gebruiker, oin)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&tijdstip)
        .bind(bsn)
        .bind(zoektype)
        .bind(&velden)
        .bind(&doel.doelbinding)
        .bind(&doel.verwerking)
        .bind(&doel.gebruiker)
        .bind(&doel.oin)
        .execute(&mut *tx)
        .await?;
    }
    Ok(tx.commit().await?)
}
