//! The outbox: what must reach a registry is written in the same transaction as the change it is about, and delivered
//! from here until it is in. A message is delivered at least once; its key lets the receiver ignore a second time.

mod afkoeling;
mod bezorgdienst;

pub use afkoeling::Afkoeling;
pub use bezorgdienst::{Bezorgdienst, Bezorger, Bezorgfout, Instellingen};

use super::{Store, StoreFout, Transactie, kolom};
use sqlx::any::AnyRow;

/// A message to put in the outbox.
#[derive(Clone, PartialEq)]
pub struct NieuwBericht {
    /// Says which [`Bezorger`] delivers it.
    pub soort: String,
    /// Idempotency key: the same change always makes the same key, another change another.
    pub sleutel: String,
    pub lading: serde_json::Value,
    /// Unix milliseconds; due at once.
    pub aangemaakt_op: i64,
}

/// A message that was taken for delivery. No `Debug`: the payload may hold personal data.
#[derive(Clone, PartialEq)]
pub struct Bericht {
    pub sleutel: String,
    pub soort: String,
    pub lading: serde_json::Value,
    /// Unix milliseconds.
    pub aangemaakt_op: i64,
    /// Which attempt this is; the first is 1. It also tells this taking of the message from a later one.
    pub poging: i64,
}

/// Puts a message in the outbox; it exists when, and only when, the transaction is committed.
/// `false` when there was one with this key already; then nothing changes.
pub async fn leg_in(tx: &mut Transactie, bericht: &NieuwBericht) -> Result<bool, StoreFout> {
    let NieuwBericht { soort, sleutel, lading, aangemaakt_op } = bericht;
    let uitkomst = sqlx::query(
        "INSERT INTO uitbak (sleutel, soort, lading, aangemaakt_op, pogingen, volgende_poging_op) \
         VALUES ($1, $2, $3, $4, 0, $4) ON CONFLICT (sleutel) DO NOTHING",
    )
    .bind(sleutel.as_str())
    .bind(soort.as_str())
    .bind(lading.to_string())
    .bind(*aangemaakt_op)
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// Takes at most `max` messages that are due, oldest first. For `lease_ms` nobody else gets them; if they are neither
/// delivered nor failed by then (the process died), they are due again.
pub async fn neem(store: &Store, nu: i64, lease_ms: i64, max: u32) -> Result<Vec<Bericht>, StoreFout> {
    let mut tx = store.transactie().await?;
    // The condition stands twice on purpose. PostgreSQL lets a second gateway that waited for the row look again at
    // the outer condition only; without it there, both would have the message.
    let rijen = sqlx::query(
        "UPDATE uitbak SET pogingen = pogingen + 1, volgende_poging_op = $2 \
         WHERE afgeleverd_op IS NULL AND volgende_poging_op <= $1 AND sleutel IN ( \
             SELECT sleutel FROM uitbak WHERE afgeleverd_op IS NULL AND volgende_poging_op <= $1 \
             ORDER BY volgende_poging_op, sleutel LIMIT $3) \
         RETURNING sleutel, soort, lading, aangemaakt_op, pogingen",
    )
    .bind(nu)
    .bind(nu.saturating_add(lease_ms))
    .bind(i64::from(max))
    .fetch_all(tx.verbinding())
    .await?;
    tx.commit().await?;
    let mut berichten = rijen.iter().map(uit_rij).collect::<Result<Vec<_>, _>>()?;
    berichten.sort_by(|a, b| (a.aangemaakt_op, &a.sleutel).cmp(&(b.aangemaakt_op, &b.sleutel)));
    Ok(berichten)
}

/// It is in. The payload is no longer needed and is wiped; the key stays, so that the same message cannot come back.
pub async fn afgeleverd(store: &Store, bericht: &Bericht, nu: i64) -> Result<(), StoreFout> {
    let mut tx = store.transactie().await?;
    afgeleverd_in(&mut tx, bericht, nu).await?;
    tx.commit().await
}

/// The same in a transaction of the caller: it is in together with what came of it. `false`: somebody else delivered it.
pub async fn afgeleverd_in(tx: &mut Transactie, bericht: &Bericht, nu: i64) -> Result<bool, StoreFout> {
    let uitkomst = sqlx::query(
        "UPDATE uitbak SET afgeleverd_op = $2, lading = 'null', foutcode = NULL \
         WHERE sleutel = $1 AND afgeleverd_op IS NULL",
    )
    .bind(bericht.sleutel.as_str())
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// Forgets messages that are in. `false`: one of them is still on its way, and nothing is forgotten.
pub async fn wis(tx: &mut Transactie, sleutels: &[String]) -> Result<bool, StoreFout> {
    for sleutel in sleutels {
        let open: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM uitbak WHERE sleutel = $1 AND afgeleverd_op IS NULL")
                .bind(sleutel.as_str())
                .fetch_one(tx.verbinding())
                .await?;
        if open > 0 {
            return Ok(false);
        }
    }
    for sleutel in sleutels {
        sqlx::query("DELETE FROM uitbak WHERE sleutel = $1")
            .bind(sleutel.as_str())
            .execute(tx.verbinding())
            .await?;
    }
    Ok(true)
}

/// Whether a message with this key waits to be delivered.
pub async fn is_open(store: &Store, sleutel: &str) -> Result<bool, StoreFout> {
    let aantal: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM uitbak WHERE sleutel = $1 AND afgeleverd_op IS NULL")
            .bind(sleutel)
            .fetch_one(store.pool())
            .await?;
    Ok(aantal > 0)
}

/// Why the last attempt to deliver what waits under this key failed; `None`: it did not, or nothing waits.
pub async fn foutcode(store: &Store, sleutel: &str) -> Result<Option<String>, StoreFout> {
    let rij = sqlx::query("SELECT foutcode FROM uitbak WHERE sleutel = $1 AND afgeleverd_op IS NULL")
        .bind(sleutel)
        .fetch_optional(store.pool())
        .await?;
    rij.map_or(Ok(None), |rij| kolom(&rij, "foutcode"))
}

/// It did not get there. Due again at `volgende_poging_op` (Unix milliseconds), unless somebody else took it meanwhile
/// because our lease ran out: then theirs counts. The code is a constant of ours, so no personal data gets in.
pub async fn mislukt(
    store: &Store,
    bericht: &Bericht,
    volgende_poging_op: i64,
    foutcode: &'static str,
) -> Result<(), StoreFout> {
    let mut tx = store.transactie().await?;
    sqlx::query(
        "UPDATE uitbak SET volgende_poging_op = $3, foutcode = $4 \
         WHERE sleutel = $1 AND pogingen = $2 AND afgeleverd_op IS NULL",
    )
    .bind(bericht.sleutel.as_str())
    .bind(bericht.poging)
    .bind(volgende_poging_op)
    .bind(foutcode)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await
}

fn uit_rij(rij: &AnyRow) -> Result<Bericht, StoreFout> {
    let lading: &str = kolom(rij, "lading")?;
    Ok(Bericht {
        sleutel: kolom(rij, "sleutel")?,
        soort: kolom(rij, "soort")?,
        lading: serde_json::from_str(lading).map_err(|_| StoreFout::Vorm("lading"))?,
        aangemaakt_op: kolom(rij, "aangemaakt_op")?,
        poging: kolom(rij, "pogingen")?,
    })
}
