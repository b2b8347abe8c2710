//! What comes with a correctie: the decision, the citizen's answers, and who was told of a change.

use crate::store::{Store, StoreFout, Transactie, kolom};
use crate::zegel::Verzegeld;
use contract::verzoek::Verzoeknummer;
use sqlx::any::AnyRow;

/// Keeps the sealed decision. `op`: Unix milliseconds.
pub async fn bewaar_besluit(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    inhoud: &Verzegeld,
    op: i64,
) -> Result<(), StoreFout> {
    sqlx::query("INSERT INTO correctie_besluiten (nummer, inhoud, op) VALUES ($1, $2, $3)")
        .bind(nummer.to_string())
        .bind(inhoud.als_str())
        .bind(op)
        .execute(tx.verbinding())
        .await?;
    Ok(())
}

/// The sealed decision.
pub async fn besluit(store: &Store, nummer: Verzoeknummer) -> Result<Option<Verzegeld>, StoreFout> {
    let rij = sqlx::query("SELECT inhoud FROM correctie_besluiten WHERE nummer = $1")
        .bind(nummer.to_string())
        .fetch_optional(store.pool())
        .await?;
    rij.map(|rij| Ok(Verzegeld::uit_opslag(kolom(&rij, "inhoud")?))).transpose()
}

/// What the citizen answered, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aanvullingrij {
    pub nummer: Verzoeknummer,
    /// By which the holder knows it.
    pub kenmerk: String,
    pub inhoud: Verzegeld,
    /// Unix milliseconds.
    pub op: i64,
}

/// Keeps an answer. `false`: there was one with this kenmerk.
pub async fn nieuwe_aanvulling(tx: &mut Transactie, rij: &Aanvullingrij) -> Result<bool, StoreFout> {
    let uitkomst = sqlx::query(
        "INSERT INTO correctie_aanvullingen (nummer, kenmerk, inhoud, op) VALUES ($1, $2, $3, $4) \
         ON CONFLICT DO NOTHING",
    )
    .bind(rij.nummer.to_string())
    .bind(rij.kenmerk.as_str())
    .bind(rij.inhoud.als_str())
    .bind(rij.op)
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// One answer.
pub async fn aanvulling(
    store: &Store,
    nummer: Verzoeknummer,
    kenmerk: &str,
) -> Result<Option<Aanvullingrij>, StoreFout> {
    let rij = sqlx::query(
        "SELECT kenmerk, inhoud, op FROM correctie_aanvullingen WHERE nummer = $1 AND kenmerk = $2",
    )
    .bind(nummer.to_string())
    .bind(kenmerk)
    .fetch_optional(store.pool())
    .await?;
    rij.as_ref().map(|rij| aanvulling_uit(rij, nummer)).transpose()
}

/// All answers of one correctie, oldest first.
pub async fn aanvullingen(store: &Store, nummer: Verzoeknummer) -> Result<Vec<Aanvullingrij>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT kenmerk, inhoud, op FROM correctie_aanvullingen WHERE nummer = $1 ORDER BY op, kenmerk",
    )
    .bind(nummer.to_string())
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(|rij| aanvulling_uit(rij, nummer)).collect()
}

fn aanvulling_uit(rij: &AnyRow, nummer: Verzoeknummer) -> Result<Aanvullingrij, StoreFout> {
    Ok(Aanvullingrij {
        nummer,
        kenmerk: kolom(rij, "kenmerk")?,
        inhoud: Verzegeld::uit_opslag(kolom(rij, "inhoud")?),
        op: kolom(rij, "op")?,
    })
}

/// One organisation that used an old value. Times are Unix milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kennisgevingrij {
    pub organisatie: String,
    /// When it used one last.
    pub gebruikt_op: i64,
    /// When the change was carried out.
    pub gewijzigd_op: i64,
    pub afgeleverd_op: Option<i64>,
}

/// Notes who is to be told. `false`: that was noted before.
pub async fn nieuwe_kennisgeving(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    rij: &Kennisgevingrij,
) -> Result<bool, StoreFout> {
    let uitkomst = sqlx::query(
        "INSERT INTO correctie_kennisgevingen (nummer, organisatie, gebruikt_op, gewijzigd_op) \
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(nummer.to_string())
    .bind(rij.organisatie.as_str())
    .bind(rij.gebruikt_op)
    .bind(rij.gewijzigd_op)
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// Who was or will be told, by organisation.
pub async fn kennisgevingen(store: &Store, nummer: Verzoeknummer) -> Result<Vec<Kennisgevingrij>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT organisatie, gebruikt_op, gewijzigd_op, afgeleverd_op FROM correctie_kennisgevingen \
         WHERE nummer = $1 ORDER BY organisatie",
    )
    .bind(nummer.to_string())
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(kennisgeving_uit).collect()
}

/// One of them.
pub async fn kennisgeving(
    store: &Store,
    nummer: Verzoeknummer,
    organisatie: &str,
) -> Result<Option<Kennisgevingrij>, StoreFout> {
    let alle = kennisgevingen(store, nummer).await?;
    Ok(alle.into_iter().find(|een| een.organisatie == organisatie))
}

/// The organisation took the notice at `nu` (Unix milliseconds).
pub async fn afgeleverd(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    organisatie: &str,
    nu: i64,
) -> Result<(), StoreFout> {
    sqlx::query(
        "UPDATE correctie_kennisgevingen SET afgeleverd_op = COALESCE(afgeleverd_op, $3) \
         WHERE nummer = $1 AND organisatie = $2",
    )
    .bind(nummer.to_string())
    .bind(organisatie)
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

fn kennisgeving_uit(rij: &AnyRow) -> Result<Kennisgevingrij, StoreFout> {
    Ok(Kennisgevingrij {
        organisatie: kolom(rij, "organisatie")?,
        gebruikt_op: kolom(rij, "gebruikt_op")?,
        gewijzigd_op: kolom(rij, "gewijzigd_op")?,
        afgeleverd_op: kolom(rij, "afgeleverd_op")?,
    })
}
