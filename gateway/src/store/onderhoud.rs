//! Which registrations are switched off for maintenance, and what citizens are told.

use super::{Store, StoreFout, kolom};
use std::collections::BTreeMap;

/// What citizens are told, in each language.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tekst {
    pub nl: String,
    pub en: String,
}

/// Every registration that is switched off, by id.
pub async fn alle(store: &Store) -> Result<BTreeMap<String, Tekst>, StoreFout> {
    let rijen = sqlx::query("SELECT registratie, nl, en FROM onderhoud").fetch_all(store.pool()).await?;
    rijen
        .iter()
        .map(|rij| {
            let tekst = Tekst { nl: kolom(rij, "nl")?, en: kolom(rij, "en")? };
            Ok((kolom(rij, "registratie")?, tekst))
        })
        .collect()
}

/// Switches one off, or changes its text. `nu`: Unix milliseconds.
pub async fn uit(store: &Store, registratie: &str, tekst: &Tekst, nu: i64) -> Result<(), StoreFout> {
    let mut tx = store.transactie().await?;
    sqlx::query(
        "INSERT INTO onderhoud (registratie, nl, en, sinds) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (registratie) DO UPDATE SET nl = excluded.nl, en = excluded.en",
    )
    .bind(registratie)
    .bind(tekst.nl.as_str())
    .bind(tekst.en.as_str())
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await
}

/// Switches one on again. `false`: it was on.
pub async fn aan(store: &Store, registratie: &str) -> Result<bool, StoreFout> {
    let mut tx = store.transactie().await?;
    let gewist = sqlx::query("DELETE FROM onderhoud WHERE registratie = $1")
        .bind(registratie)
        .execute(tx.verbinding())
        .await?;
    tx.commit().await?;
    Ok(gewist.rows_affected() > 0)
}
