//! The steps of a correctie. They only grow; whoever adds one holds the lock of [`super::vergrendel`].

use super::Correctierij;
use crate::store::woord::{uit_woord, woord};
use crate::store::{Store, StoreFout, Transactie, kolom};
use crate::zegel::Verzegeld;
use contract::correctie::Gebeurtenis;
use contract::verzoek::{Rol, Verzoeknummer};
use sqlx::any::AnyRow;

/// One step as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stapregel {
    pub wat: Gebeurtenis,
    /// Unix milliseconds.
    pub op: i64,
    pub door: Rol,
    pub organisatie: Option<String>,
    pub tekst: Option<Verzegeld>,
}

/// Adds a step as the last of `rij`, and keeps what follows from it in the row.
pub async fn zet_stap(
    tx: &mut Transactie,
    rij: &mut Correctierij,
    stap: &Stapregel,
) -> Result<(), StoreFout> {
    rij.stappen += 1;
    sqlx::query(
        "INSERT INTO correctie_stappen (nummer, volgnummer, wat, op, door, organisatie, tekst) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(rij.nummer.to_string())
    .bind(rij.stappen)
    .bind(woord(&stap.wat))
    .bind(stap.op)
    .bind(woord(&stap.door))
    .bind(stap.organisatie.as_deref())
    .bind(stap.tekst.as_ref().map(Verzegeld::als_str))
    .execute(tx.verbinding())
    .await?;
    super::bewaar(tx, rij).await
}

/// The steps of one correctie, oldest first.
pub async fn stappen(store: &Store, nummer: Verzoeknummer) -> Result<Vec<Stapregel>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT wat, op, door, organisatie, tekst FROM correctie_stappen WHERE nummer = $1 ORDER BY volgnummer",
    )
    .bind(nummer.to_string())
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(uit_rij).collect()
}

fn uit_rij(rij: &AnyRow) -> Result<Stapregel, StoreFout> {
    let tekst: Option<String> = kolom(rij, "tekst")?;
    Ok(Stapregel {
        wat: uit_woord(kolom(rij, "wat")?, "wat")?,
        op: kolom(rij, "op")?,
        door: uit_woord(kolom(rij, "door")?, "door")?,
        organisatie: kolom(rij, "organisatie")?,
        tekst: tekst.map(Verzegeld::uit_opslag),
    })
}
