//! Rows of the registry: what holds now, and how one row follows another.

use super::{Elementen, Rij, Tx};
use crate::brp::BrpFout;
use crate::brp::lijst::Voorkomen;
use serde_json::{Map, Value, json};
use time::Date;

/// What is added has a number that no import gives.
const EERSTE_TOEGEVOEGD: i64 = 1000;

type Ruw = (i64, String, String, i64, String);

fn lees(rijen: Vec<Ruw>) -> Result<Vec<Rij>, BrpFout> {
    let rij = |(id, bsn, categorie, volgnummer, inhoud): Ruw| {
        Ok(Rij { id, bsn, categorie, volgnummer, inhoud: Voorkomen(serde_json::from_str(&inhoud)?) })
    };
    rijen.into_iter().map(rij).collect()
}

/// What the registry holds on a person now.
pub(super) async fn rijen(tx: &mut Tx, bsn: &str) -> Result<Vec<Rij>, BrpFout> {
    let vraag = "SELECT id, bsn, categorie, volgnummer, inhoud FROM categorie_voorkomen
                 WHERE bsn = ? AND vervallen_op IS NULL ORDER BY categorie, volgnummer";
    lees(sqlx::query_as(vraag).bind(bsn).fetch_all(&mut **tx).await?)
}

/// What the registry held on a person before.
pub(super) async fn eerdere(tx: &mut Tx, bsn: &str) -> Result<Vec<Rij>, BrpFout> {
    let vraag = "SELECT id, bsn, categorie, volgnummer, inhoud FROM categorie_voorkomen
                 WHERE bsn = ? AND vervallen_op IS NOT NULL ORDER BY id";
    lees(sqlx::query_as(vraag).bind(bsn).fetch_all(&mut **tx).await?)
}

/// What the lists of others hold on a person now.
pub(super) async fn rijen_over(tx: &mut Tx, bsn: &str) -> Result<Vec<Rij>, BrpFout> {
    let vraag = "SELECT id, bsn, categorie, volgnummer, inhoud FROM categorie_voorkomen
                 WHERE categorie IN ('02', '03', '05', '09') AND vervallen_op IS NULL
                 AND json_extract(inhoud, '$.\"0120\"') = ? ORDER BY bsn, categorie, volgnummer";
    lees(sqlx::query_as(vraag).bind(bsn).fetch_all(&mut **tx).await?)
}

/// One occurrence as it holds now.
pub(super) async fn rij(
    tx: &mut Tx,
    (bsn, categorie, volgnummer): (&str, &str, i64),
) -> Result<Option<Rij>, BrpFout> {
    let alle = rijen(tx, bsn).await?.into_iter();
    Ok(alle.filter(|rij| rij.categorie == categorie).find(|rij| rij.volgnummer == volgnummer))
}

/// Whether this correction was not carried out before; from now on it was.
pub(super) async fn eerste_keer(tx: &mut Tx, kenmerk: &str, dag: Date) -> Result<bool, BrpFout> {
    let gezet =
        sqlx::query("INSERT INTO correctie (kenmerk, uitgevoerd_op) VALUES (?, ?) ON CONFLICT DO NOTHING")
            .bind(kenmerk)
            .bind(cijfers(dag))
            .execute(&mut **tx)
            .await?;
    Ok(gezet.rows_affected() == 1)
}

/// Gives an occurrence new values, from the day they held from: the validity (85.10) stays, the day it was taken in (86.10)
/// is new. An investigation that ended is no part of what holds now.
pub(super) async fn wijzig(
    tx: &mut Tx,
    kenmerk: &str,
    oud: &Rij,
    elementen: &Elementen,
    dag: Date,
) -> Result<(), BrpFout> {
    let mut inhoud = oud.inhoud.0.clone();
    for (element, waarde) in elementen {
        match waarde {
            Some(waarde) => inhoud.insert((*element).to_owned(), json!(waarde)),
            None => inhoud.remove(*element),
        };
    }
    if inhoud == oud.inhoud.0 {
        return Ok(());
    }
    if inhoud.contains_key("8330") {
        inhoud.retain(|element, _| !element.starts_with("83"));
    }
    inhoud.insert("8610".into(), json!(cijfers(dag)));
    vervang(tx, kenmerk, oud, &inhoud, "onjuist: verbeterd na een terugmelding").await
}

/// Closes a row, with why, and puts another in its place.
pub(super) async fn vervang(
    tx: &mut Tx,
    kenmerk: &str,
    oud: &Rij,
    inhoud: &Map<String, Value>,
    reden: &str,
) -> Result<(), BrpFout> {
    sluit_rij(tx, kenmerk, oud, reden).await?;
    voeg_in(tx, kenmerk, (&oud.bsn, &oud.categorie, oud.volgnummer), inhoud).await
}

/// Adds an occurrence behind the others.
pub(super) async fn nieuw(
    tx: &mut Tx,
    kenmerk: &str,
    (bsn, categorie): (&str, &str),
    elementen: Elementen,
    dag: Date,
) -> Result<(), BrpFout> {
    let vraag = "SELECT max(volgnummer) FROM categorie_voorkomen WHERE bsn = ? AND categorie = ?";
    let hoogste: Option<i64> =
        sqlx::query_scalar(vraag).bind(bsn).bind(categorie).fetch_one(&mut **tx).await?;
    let volgnummer = hoogste.map_or(EERSTE_TOEGEVOEGD, |hoogste| (hoogste + 1).max(EERSTE_TOEGEVOEGD));
    let waarden =
        elementen.into_iter().filter_map(|(element, waarde)| Some((element.to_owned(), json!(waarde?))));
    let mut inhoud: Map<String, Value> = waarden.collect();
    inhoud.insert("8610".into(), json!(cijfers(dag)));
    voeg_in(tx, kenmerk, (bsn, categorie, volgnummer), &inhoud).await
}

/// Ends an occurrence without another in its place.
pub(super) async fn sluit(tx: &mut Tx, kenmerk: &str, rij: &Rij, reden: &str) -> Result<(), BrpFout> {
    sqlx::query("DELETE FROM onderzoek WHERE bsn = ? AND categorie = ? AND volgnummer = ?")
        .bind(&rij.bsn)
        .bind(&rij.categorie)
        .bind(rij.volgnummer)
        .execute(&mut **tx)
        .await?;
    sluit_rij(tx, kenmerk, rij, reden).await
}

async fn sluit_rij(tx: &mut Tx, kenmerk: &str, rij: &Rij, reden: &str) -> Result<(), BrpFout> {
    sqlx::query(
        "UPDATE categorie_voorkomen SET vervallen_op = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), vervallen_door = ?,
         vervallen_reden = ? WHERE id = ?",
    )
    .bind(kenmerk)
    .bind(reden)
    .bind(rij.id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn voeg_in(
    tx: &mut Tx,
    kenmerk: &str,
    (bsn, categorie, volgnummer): (&str, &str, i64),
    inhoud: &Map<String, Value>,
) -> Result<(), BrpFout> {
    sqlx::query(
        "INSERT INTO categorie_voorkomen (bsn, categorie, volgnummer, inhoud, geldig_van, kenmerk)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(bsn)
    .bind(categorie)
    .bind(volgnummer)
    .bind(serde_json::to_string(inhoud)?)
    .bind(inhoud.get("8510").and_then(Value::as_str))
    .bind(kenmerk)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A day as the registry writes it.
pub(super) fn cijfers(dag: Date) -> String {
    format!("{:04}{:02}{:02}", dag.year(), u8::from(dag.month()), dag.day())
}
