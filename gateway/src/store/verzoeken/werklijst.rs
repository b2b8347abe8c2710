//! What waits for an organisation, and what waits too long.

use super::{VerzoekSoort, Verzoekrij, dag_uit, nummer_uit};
use crate::kalender;
use crate::store::woord::uit_woord;
use crate::store::{Store, StoreFout, kolom};
use contract::verzoek::{DeelStatus, Verzoeknummer};
use sqlx::any::AnyRow;
use time::Date;

/// One line of a worklist. It says nothing about who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Werkregel {
    pub nummer: Verzoeknummer,
    pub soort: VerzoekSoort,
    pub status: DeelStatus,
    pub uiterlijk: Date,
    /// Unix milliseconds.
    pub ingediend_op: i64,
}

/// At most `aantal` parts of this organisation, oldest first; with `na`, those after that request. `alles`: also those that
/// are done.
pub async fn werklijst(
    store: &Store,
    organisatie: &str,
    na: Option<&Verzoekrij>,
    alles: bool,
    aantal: u32,
) -> Result<Vec<Werkregel>, StoreFout> {
    let (op, nummer) = na.map_or((i64::MIN, String::new()), |rij| (rij.ingediend_op, rij.nummer.to_string()));
    // Two texts, because only a condition without a placeholder can use the index of what is open.
    let klaar = if alles { "" } else { "AND d.klaar = 0" };
    let rijen = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT d.nummer, d.status, d.uiterlijk, d.ingediend_op, v.soort \
         FROM deelverzoeken d JOIN verzoeken v ON v.nummer = d.nummer \
         WHERE d.organisatie = $1 {klaar} AND (d.ingediend_op, d.nummer) > ($2, $3) \
         ORDER BY d.ingediend_op, d.nummer LIMIT $4"
    )))
    .bind(organisatie)
    .bind(op)
    .bind(nummer)
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(uit_rij).collect()
}

/// At most `aantal` parts whose last day was before `vandaag` and whose citizen was not told, with the longest waiting first.
pub async fn verstreken(
    store: &Store,
    vandaag: Date,
    aantal: u32,
) -> Result<Vec<(Verzoeknummer, String)>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT nummer, organisatie FROM deelverzoeken WHERE klaar = 0 AND verstreken = 0 AND uiterlijk < $1 \
         ORDER BY uiterlijk LIMIT $2",
    )
    .bind(kalender::opslag(vandaag))
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(|rij| Ok((nummer_uit(rij)?, kolom(rij, "organisatie")?))).collect()
}

fn uit_rij(rij: &AnyRow) -> Result<Werkregel, StoreFout> {
    Ok(Werkregel {
        nummer: nummer_uit(rij)?,
        soort: uit_woord(kolom(rij, "soort")?, "soort")?,
        status: uit_woord(kolom(rij, "status")?, "status")?,
        uiterlijk: dag_uit(rij)?,
        ingediend_op: kolom(rij, "ingediend_op")?,
    })
}
