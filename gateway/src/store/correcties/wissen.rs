//! Removing correcties that were kept long enough.

use super::{Correctierij, nummer_uit};
use crate::store::wissingen::{self, Gewist};
use crate::store::{Store, StoreFout, Transactie, berichten, kolom};
use contract::verzoek::Verzoeknummer;
use sqlx::AssertSqlSafe;

/// What may go, when nothing happened to it since a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oud {
    /// Refused, carried out or withdrawn.
    Gesloten,
    /// Never handed in.
    Concept,
}

impl Oud {
    /// With the moment (Unix milliseconds) as `$1`. A holder may date a step as early as it likes, so what counts too is when we read
    /// it last; of a withdrawal that the holder never confirms we keep asking.
    const fn voorwaarde(self) -> &'static str {
        match self {
            Self::Gesloten => {
                "c.status IN ('afgewezen', 'verwerkt', 'ingetrokken') AND c.ingediend_op < $1 \
                 AND (c.volgen = 1 OR c.gelezen_op < $1) \
                 AND NOT EXISTS (SELECT 1 FROM correctie_stappen s WHERE s.nummer = c.nummer AND s.op >= $1)"
            }
            Self::Concept => "c.status = 'concept' AND c.gewijzigd_op < $1",
        }
    }

    const fn gewist(self) -> Gewist {
        match self {
            Self::Gesloten => Gewist::Correctie,
            Self::Concept => Gewist::Concept,
        }
    }
}

/// At most `aantal` that may go, by number; with `na`, those after that one.
pub async fn te_wissen(
    store: &Store,
    wat: Oud,
    grens: i64,
    na: Option<Verzoeknummer>,
    aantal: u32,
) -> Result<Vec<Verzoeknummer>, StoreFout> {
    let sql = format!(
        "SELECT c.nummer FROM correcties c WHERE {} AND c.nummer > $2 ORDER BY c.nummer LIMIT $3",
        wat.voorwaarde()
    );
    let rijen = sqlx::query(AssertSqlSafe(sql))
        .bind(grens)
        .bind(na.map(|nummer| nummer.to_string()).unwrap_or_default())
        .bind(i64::from(aantal))
        .fetch_all(store.pool())
        .await?;
    rijen.iter().map(nummer_uit).collect()
}

/// Whether it still may. Call it with the lock of [`super::vergrendel`].
pub async fn mag_weg(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    wat: Oud,
    grens: i64,
) -> Result<bool, StoreFout> {
    let sql = format!("SELECT COUNT(*) FROM correcties c WHERE {} AND c.nummer = $2", wat.voorwaarde());
    let aantal: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
        .bind(grens)
        .bind(nummer.to_string())
        .fetch_one(tx.verbinding())
        .await?;
    Ok(aantal > 0)
}

/// By which kenmerk the holder knows each answer of the citizen.
pub async fn aangevuld_met(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<Vec<String>, StoreFout> {
    teksten(tx, "SELECT kenmerk AS tekst FROM correctie_aanvullingen WHERE nummer = $1", nummer).await
}

/// Who was told, or is to be.
pub async fn verteld_aan(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<Vec<String>, StoreFout> {
    teksten(tx, "SELECT organisatie AS tekst FROM correctie_kennisgevingen WHERE nummer = $1", nummer).await
}

async fn teksten(
    tx: &mut Transactie,
    sql: &'static str,
    nummer: Verzoeknummer,
) -> Result<Vec<String>, StoreFout> {
    let rijen = sqlx::query(sql).bind(nummer.to_string()).fetch_all(tx.verbinding()).await?;
    rijen.iter().map(|rij| kolom(rij, "tekst")).collect()
}

/// Removes a correctie with all that belongs to it, at `nu`, but for what is in the outbox. Call it with the lock of
/// [`super::vergrendel`].
pub async fn wis(tx: &mut Transactie, rij: &Correctierij, wat: Oud, nu: i64) -> Result<(), StoreFout> {
    let nummer = rij.nummer.to_string();
    wissingen::noteer(tx, wat.gewist(), &nummer, 1, nu).await?;
    berichten::wis_over(tx, &rij.betrokkene, &nummer).await?;
    for sql in [
        "DELETE FROM correctie_bestanden WHERE nummer = $1",
        "DELETE FROM correctie_gegevens WHERE nummer = $1",
        "DELETE FROM correctie_stappen WHERE nummer = $1",
        "DELETE FROM correctie_besluiten WHERE nummer = $1",
        "DELETE FROM correctie_aanvullingen WHERE nummer = $1",
        "DELETE FROM correctie_kennisgevingen WHERE nummer = $1",
        "DELETE FROM correcties WHERE nummer = $1",
    ] {
        sqlx::query(sql).bind(nummer.as_str()).execute(tx.verbinding()).await?;
    }
    Ok(())
}
