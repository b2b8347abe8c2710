//! Until when a citizen's log was searched for who used something for the first time.

use super::{Store, StoreFout, Transactie};
use crate::pseudoniem::Pseudoniem;

/// In Unix milliseconds; `None`: it was never searched.
pub async fn gezien_tot(store: &Store, betrokkene: &Pseudoniem) -> Result<Option<i64>, StoreFout> {
    let tot = sqlx::query_scalar("SELECT gezien_tot FROM eerste_gebruik WHERE betrokkene = $1")
        .bind(betrokkene.als_str())
        .fetch_optional(store.pool())
        .await?;
    Ok(tot)
}

/// It was searched until `nu` (Unix milliseconds), or later by somebody else.
pub async fn gezien(tx: &mut Transactie, betrokkene: &Pseudoniem, nu: i64) -> Result<(), StoreFout> {
    sqlx::query(
        "INSERT INTO eerste_gebruik (betrokkene, gezien_tot) VALUES ($1, $2) \
         ON CONFLICT (betrokkene) DO UPDATE SET gezien_tot = excluded.gezien_tot \
         WHERE eerste_gebruik.gezien_tot < excluded.gezien_tot",
    )
    .bind(betrokkene.als_str())
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    Ok(())
}
