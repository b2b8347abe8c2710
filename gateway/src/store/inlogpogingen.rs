//! Logins under way: what must be remembered between sending the browser to the identity provider and its return.

use super::{Sleutel, Store, StoreFout, kolom};
use contract::Taal;
use sqlx::any::AnyRow;

/// One login under way. No `Debug`: the PKCE verifier and the nonce do not belong in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Inlogpoging {
    /// Of the OIDC `state`.
    pub sleutel: Sleutel,
    /// Of the login cookie: the browser that comes back must be the one that left.
    pub browser: Sleutel,
    pub nonce: String,
    pub pkce_verifier: String,
    /// Path in the app to go to afterwards.
    pub terug: String,
    pub taal: Taal,
    /// Unix milliseconds.
    pub begonnen_op: i64,
    /// The session that this browser had when it left; a new login ends it.
    pub vorige_sessie: Option<Sleutel>,
}

/// Keeps a new login. [`StoreFout::Conflict`] when its state was used before.
pub async fn nieuw(store: &Store, poging: &Inlogpoging) -> Result<(), StoreFout> {
    let Inlogpoging { sleutel, browser, nonce, pkce_verifier, terug, taal, begonnen_op, vorige_sessie } =
        poging;
    let mut tx = store.transactie().await?;
    sqlx::query(
        "INSERT INTO inlogpogingen (sleutel, browser, nonce, pkce_verifier, terug, taal, begonnen_op, vorige_sessie) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(sleutel.als_str())
    .bind(browser.als_str())
    .bind(nonce.as_str())
    .bind(pkce_verifier.as_str())
    .bind(terug.as_str())
    .bind(taal.code())
    .bind(*begonnen_op)
    .bind(vorige_sessie.as_ref().map(Sleutel::als_str))
    .execute(tx.verbinding())
    .await?;
    tx.commit().await
}

/// Takes the login out of the store. However many ask at once, exactly one gets it; a state works once.
pub async fn neem(store: &Store, sleutel: &Sleutel) -> Result<Option<Inlogpoging>, StoreFout> {
    let mut tx = store.transactie().await?;
    let rij = sqlx::query(
        "DELETE FROM inlogpogingen WHERE sleutel = $1 \
         RETURNING sleutel, browser, nonce, pkce_verifier, terug, taal, begonnen_op, vorige_sessie",
    )
    .bind(sleutel.als_str())
    .fetch_optional(tx.verbinding())
    .await?;
    // Only after the commit is it certain that nobody else can get this row.
    tx.commit().await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// Removes the logins that began at or before `begonnen_voor` (Unix milliseconds). Returns how many.
pub async fn ruim_op(store: &Store, begonnen_voor: i64) -> Result<u64, StoreFout> {
    let mut tx = store.transactie().await?;
    let uitkomst = sqlx::query("DELETE FROM inlogpogingen WHERE begonnen_op <= $1")
        .bind(begonnen_voor)
        .execute(tx.verbinding())
        .await?;
    tx.commit().await?;
    Ok(uitkomst.rows_affected())
}

fn uit_rij(rij: &AnyRow) -> Result<Inlogpoging, StoreFout> {
    let taal: &str = kolom(rij, "taal")?;
    Ok(Inlogpoging {
        sleutel: Sleutel(kolom(rij, "sleutel")?),
        browser: Sleutel(kolom(rij, "browser")?),
        nonce: kolom(rij, "nonce")?,
        pkce_verifier: kolom(rij, "pkce_verifier")?,
        terug: kolom(rij, "terug")?,
        taal: [Taal::Nl, Taal::En].into_iter().find(|t| t.code() == taal).ok_or(StoreFout::Vorm("taal"))?,
        begonnen_op: kolom(rij, "begonnen_op")?,
        vorige_sessie: kolom::<Option<String>>(rij, "vorige_sessie")?.map(Sleutel),
    })
}
