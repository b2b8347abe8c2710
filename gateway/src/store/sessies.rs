//! Sessions. The browser holds a random token; the row is found by its hash.

use super::{Sleutel, Store, StoreFout, kolom};
use crate::pseudoniem::Pseudoniem;
use crate::zegel::Verzegeld;
use contract::sessie::Niveau;
use sqlx::any::AnyRow;

/// A session as it is kept. No `Debug`: it says who was here when.
#[derive(Clone, PartialEq, Eq)]
pub struct Sessierij {
    pub sleutel: Sleutel,
    /// Who acts.
    pub actor: Pseudoniem,
    /// About whom. The same person as `actor`, unless somebody represents another.
    pub betrokkene: Pseudoniem,
    /// The BSN of `betrokkene`, which only the cookie's token opens.
    pub verzegeld: Verzegeld,
    pub niveau: Niveau,
    /// Unix milliseconds.
    pub begonnen_op: i64,
    /// Unix milliseconds.
    pub laatst_actief_op: i64,
}

/// Keeps a new session. [`StoreFout::Conflict`] when there is one with this key.
pub async fn nieuw(store: &Store, sessie: &Sessierij) -> Result<(), StoreFout> {
    let Sessierij { sleutel, actor, betrokkene, verzegeld, niveau, begonnen_op, laatst_actief_op } = sessie;
    let mut tx = store.transactie().await?;
    sqlx::query(
        "INSERT INTO sessies \
         (sleutel, actor, betrokkene, verzegeld, niveau, begonnen_op, laatst_actief_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(sleutel.als_str())
    .bind(actor.als_str())
    .bind(betrokkene.als_str())
    .bind(verzegeld.als_str())
    .bind(niveau_tekst(*niveau))
    .bind(*begonnen_op)
    .bind(*laatst_actief_op)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await
}

/// The session with this key, however old: whether it has ended is for the caller, who knows the time.
pub async fn zoek(store: &Store, sleutel: &Sleutel) -> Result<Option<Sessierij>, StoreFout> {
    let rij = sqlx::query(
        "SELECT sleutel, actor, betrokkene, verzegeld, niveau, begonnen_op, laatst_actief_op \
         FROM sessies WHERE sleutel = $1",
    )
    .bind(sleutel.als_str())
    .fetch_optional(store.pool())
    .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// Notes that the person did something at `nu`. It never moves back: requests overtake each other.
/// `false` when the session is not there (any more).
pub async fn actief(store: &Store, sleutel: &Sleutel, nu: i64) -> Result<bool, StoreFout> {
    let mut tx = store.transactie().await?;
    let uitkomst = sqlx::query(
        "UPDATE sessies \
         SET laatst_actief_op = CASE WHEN laatst_actief_op < $2 THEN $2 ELSE laatst_actief_op END \
         WHERE sleutel = $1",
    )
    .bind(sleutel.als_str())
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// Ends a session. Ending one that is not there is no error.
pub async fn verwijder(store: &Store, sleutel: &Sleutel) -> Result<(), StoreFout> {
    let mut tx = store.transactie().await?;
    sqlx::query("DELETE FROM sessies WHERE sleutel = $1")
        .bind(sleutel.als_str())
        .execute(tx.verbinding())
        .await?;
    tx.commit().await
}

/// Removes the sessions whose last activity is at or before `stil_sinds` or that began at or before `begonnen_voor`
/// (Unix milliseconds). Returns how many.
pub async fn ruim_op(store: &Store, stil_sinds: i64, begonnen_voor: i64) -> Result<u64, StoreFout> {
    let mut tx = store.transactie().await?;
    let uitkomst = sqlx::query("DELETE FROM sessies WHERE laatst_actief_op <= $1 OR begonnen_op <= $2")
        .bind(stil_sinds)
        .bind(begonnen_voor)
        .execute(tx.verbinding())
        .await?;
    tx.commit().await?;
    Ok(uitkomst.rows_affected())
}

fn uit_rij(rij: &AnyRow) -> Result<Sessierij, StoreFout> {
    Ok(Sessierij {
        sleutel: Sleutel(kolom(rij, "sleutel")?),
        actor: Pseudoniem::uit_opslag(kolom(rij, "actor")?).ok_or(StoreFout::Vorm("actor"))?,
        betrokkene: Pseudoniem::uit_opslag(kolom(rij, "betrokkene")?).ok_or(StoreFout::Vorm("betrokkene"))?,
        verzegeld: Verzegeld::uit_opslag(kolom(rij, "verzegeld")?),
        niveau: niveau_uit(kolom(rij, "niveau")?)?,
        begonnen_op: kolom(rij, "begonnen_op")?,
        laatst_actief_op: kolom(rij, "laatst_actief_op")?,
    })
}

const fn niveau_tekst(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Laag => "laag",
        Niveau::Substantieel => "substantieel",
        Niveau::Hoog => "hoog",
    }
}

fn niveau_uit(tekst: &str) -> Result<Niveau, StoreFout> {
    [Niveau::Laag, Niveau::Substantieel, Niveau::Hoog]
        .into_iter()
        .find(|niveau| niveau_tekst(*niveau) == tekst)
        .ok_or(StoreFout::Vorm("niveau"))
}
