//! Files as proof, sealed.

use crate::store::woord::{uit_woord, woord};
use crate::store::{Store, StoreFout, Transactie, kolom};
use crate::zegel::Verzegeld;
use contract::correctie::Bestandsoort;
use contract::verzoek::Verzoeknummer;
use sqlx::any::AnyRow;

/// A file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bestandrij {
    /// 32 hex digits.
    pub id: String,
    pub nummer: Verzoeknummer,
    pub naam: Verzegeld,
    pub soort: Bestandsoort,
    /// Bytes, before it was sealed.
    pub grootte: i64,
    /// Unix milliseconds.
    pub bijgevoegd_op: i64,
    /// The kenmerk of the answer that it came with; empty: it came with the correctie itself; `None`: it is not sent yet.
    pub bij: Option<String>,
}

/// Keeps a file with its sealed bytes. Call it with the lock of [`super::vergrendel`].
pub async fn nieuw_bestand(tx: &mut Transactie, rij: &Bestandrij, inhoud: Vec<u8>) -> Result<(), StoreFout> {
    sqlx::query(
        "INSERT INTO correctie_bestanden (id, nummer, naam, soort, grootte, inhoud, bijgevoegd_op) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(rij.id.as_str())
    .bind(rij.nummer.to_string())
    .bind(rij.naam.als_str())
    .bind(woord(&rij.soort))
    .bind(rij.grootte)
    .bind(inhoud)
    .bind(rij.bijgevoegd_op)
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// How many files a correctie has, and how many bytes they are together. Call it with the lock of [`super::vergrendel`].
pub async fn gewicht(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<(i64, i64), StoreFout> {
    // SUM of a BIGINT is a NUMERIC on PostgreSQL.
    let rij = sqlx::query(
        "SELECT COUNT(*) AS aantal, CAST(COALESCE(SUM(grootte), 0) AS BIGINT) AS bytes \
         FROM correctie_bestanden WHERE nummer = $1",
    )
    .bind(nummer.to_string())
    .fetch_one(tx.verbinding())
    .await?;
    Ok((kolom(&rij, "aantal")?, kolom(&rij, "bytes")?))
}

/// The files of one correctie, oldest first.
pub async fn bestanden(store: &Store, nummer: Verzoeknummer) -> Result<Vec<Bestandrij>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT id, nummer, naam, soort, grootte, bijgevoegd_op, bij FROM correctie_bestanden \
         WHERE nummer = $1 ORDER BY bijgevoegd_op, id",
    )
    .bind(nummer.to_string())
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(uit_rij).collect()
}

/// One file of this correctie with its sealed bytes.
pub async fn bestand(
    store: &Store,
    nummer: Verzoeknummer,
    id: &str,
) -> Result<Option<(Bestandrij, Vec<u8>)>, StoreFout> {
    let rij = sqlx::query(
        "SELECT id, nummer, naam, soort, grootte, bijgevoegd_op, bij, inhoud FROM correctie_bestanden \
         WHERE nummer = $1 AND id = $2",
    )
    .bind(nummer.to_string())
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    rij.map(|rij| Ok((uit_rij(&rij)?, kolom(&rij, "inhoud")?))).transpose()
}

/// Takes a file away that was not sent. `false`: there is no such file.
pub async fn wis_bestand(tx: &mut Transactie, nummer: Verzoeknummer, id: &str) -> Result<bool, StoreFout> {
    let uitkomst =
        sqlx::query("DELETE FROM correctie_bestanden WHERE nummer = $1 AND id = $2 AND bij IS NULL")
            .bind(nummer.to_string())
            .bind(id)
            .execute(tx.verbinding())
            .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// What was not sent yet goes with this: the kenmerk of an answer, or nothing for the correctie itself.
pub async fn stuur_mee(tx: &mut Transactie, nummer: Verzoeknummer, bij: &str) -> Result<(), StoreFout> {
    sqlx::query("UPDATE correctie_bestanden SET bij = $2 WHERE nummer = $1 AND bij IS NULL")
        .bind(nummer.to_string())
        .bind(bij)
        .execute(tx.verbinding())
        .await?;
    Ok(())
}

fn uit_rij(rij: &AnyRow) -> Result<Bestandrij, StoreFout> {
    let nummer: &str = kolom(rij, "nummer")?;
    Ok(Bestandrij {
        id: kolom(rij, "id")?,
        nummer: nummer.parse().map_err(|_| StoreFout::Vorm("nummer"))?,
        naam: Verzegeld::uit_opslag(kolom(rij, "naam")?),
        soort: uit_woord(kolom(rij, "soort")?, "soort")?,
        grootte: kolom(rij, "grootte")?,
        bijgevoegd_op: kolom(rij, "bijgevoegd_op")?,
        bij: kolom(rij, "bij")?,
    })
}
