//! The steps of a deelverzoek. They only grow; whoever adds one holds the lock of [`vergrendel`], so that of two who decide
//! at the same moment the second sees what the first did.

use crate::kalender;
use crate::store::woord::{uit_woord, woord};
use crate::store::{Store, StoreFout, Transactie, kolom};
use crate::themes::verzoeken::staat::Staat;
use crate::zegel::Verzegeld;
use contract::verzoek::{Rol, Stapsoort, Verzoeknummer};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// One step as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stapregel {
    pub wat: Stapsoort,
    /// Unix milliseconds.
    pub op: i64,
    pub door: Rol,
    pub reden: Option<Verzegeld>,
}

/// Locks one part until the transaction ends and gives its steps, oldest first. `None`: there is no such part.
pub async fn vergrendel(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    organisatie: &str,
) -> Result<Option<Vec<Stapregel>>, StoreFout> {
    // A change of nothing: PostgreSQL locks the row, and who waited for it reads the steps after the other's commit.
    let er = sqlx::query("UPDATE deelverzoeken SET stappen = stappen WHERE nummer = $1 AND organisatie = $2")
        .bind(nummer.to_string())
        .bind(organisatie)
        .execute(tx.verbinding())
        .await?;
    if er.rows_affected() == 0 {
        return Ok(None);
    }
    lees(tx.verbinding(), nummer, organisatie).await.map(Some)
}

/// The steps of one part, oldest first; empty when there is no such part.
pub async fn stappen(
    store: &Store,
    nummer: Verzoeknummer,
    organisatie: &str,
) -> Result<Vec<Stapregel>, StoreFout> {
    let mut verbinding = store.pool().acquire().await?;
    lees(&mut verbinding, nummer, organisatie).await
}

async fn lees(
    verbinding: &mut AnyConnection,
    nummer: Verzoeknummer,
    organisatie: &str,
) -> Result<Vec<Stapregel>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT wat, op, door, reden FROM verzoek_stappen WHERE nummer = $1 AND organisatie = $2 \
         ORDER BY volgnummer",
    )
    .bind(nummer.to_string())
    .bind(organisatie)
    .fetch_all(verbinding)
    .await?;
    rijen.iter().map(uit_rij).collect()
}

/// Adds a step, and what follows from it for lists. Call it with the lock, except for the first step.
pub async fn zet_stap(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    organisatie: &str,
    stap: &Stapregel,
    staat: &Staat,
) -> Result<(), StoreFout> {
    let volgnummer: i64 = sqlx::query_scalar(
        "UPDATE deelverzoeken SET stappen = stappen + 1, status = $3, uiterlijk = $4, klaar = $5, verstreken = $6 \
         WHERE nummer = $1 AND organisatie = $2 RETURNING stappen",
    )
    .bind(nummer.to_string())
    .bind(organisatie)
    .bind(woord(&staat.status))
    .bind(kalender::opslag(staat.uiterlijk))
    .bind(i64::from(staat.status.is_klaar()))
    .bind(i64::from(staat.verstreken))
    .fetch_one(tx.verbinding())
    .await?;
    sqlx::query(
        "INSERT INTO verzoek_stappen (nummer, organisatie, volgnummer, wat, op, door, reden) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(nummer.to_string())
    .bind(organisatie)
    .bind(volgnummer)
    .bind(woord(&stap.wat))
    .bind(stap.op)
    .bind(woord(&stap.door))
    .bind(stap.reden.as_ref().map(Verzegeld::als_str))
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// Keeps the sealed answer of one organisation. `op`: Unix milliseconds.
pub async fn bewaar_antwoord(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
    organisatie: &str,
    inhoud: &Verzegeld,
    op: i64,
) -> Result<(), StoreFout> {
    sqlx::query(
        "INSERT INTO antwoorden (nummer, organisatie, inhoud, vastgelegd_op) VALUES ($1, $2, $3, $4)",
    )
    .bind(nummer.to_string())
    .bind(organisatie)
    .bind(inhoud.als_str())
    .bind(op)
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// The sealed answer of one organisation and when it was given (Unix milliseconds).
pub async fn antwoord(
    store: &Store,
    nummer: Verzoeknummer,
    organisatie: &str,
) -> Result<Option<(Verzegeld, i64)>, StoreFout> {
    let rij =
        sqlx::query("SELECT inhoud, vastgelegd_op FROM antwoorden WHERE nummer = $1 AND organisatie = $2")
            .bind(nummer.to_string())
            .bind(organisatie)
            .fetch_optional(store.pool())
            .await?;
    let Some(rij) = rij else { return Ok(None) };
    Ok(Some((Verzegeld::uit_opslag(kolom(&rij, "inhoud")?), kolom(&rij, "vastgelegd_op")?)))
}

fn uit_rij(rij: &AnyRow) -> Result<Stapregel, StoreFout> {
    let reden: Option<String> = kolom(rij, "reden")?;
    Ok(Stapregel {
        wat: uit_woord(kolom(rij, "wat")?, "wat")?,
        op: kolom(rij, "op")?,
        door: uit_woord(kolom(rij, "door")?, "door")?,
        reden: reden.map(Verzegeld::uit_opslag),
    })
}
