//! Removing requests that were kept long enough.

use super::{VerzoekSoort, nummer_uit};
use crate::pseudoniem::Pseudoniem;
use crate::store::wissingen::{self, Gewist};
use crate::store::woord::woord;
use crate::store::{Store, StoreFout, Transactie, berichten, kolom};
use contract::verzoek::Verzoeknummer;

/// At most `aantal` requests of this kind of which every part was decided or withdrawn before `grens` (Unix milliseconds), by
/// number; with `na`, those after that one.
pub async fn te_wissen(
    store: &Store,
    soort: VerzoekSoort,
    grens: i64,
    na: Option<Verzoeknummer>,
    aantal: u32,
) -> Result<Vec<Verzoeknummer>, StoreFout> {
    // That an organisation opens it again afterwards keeps it no longer.
    let rijen = sqlx::query(
        "SELECT v.nummer FROM verzoeken v WHERE v.soort = $1 AND v.ingediend_op < $2 AND v.nummer > $3 \
         AND NOT EXISTS (SELECT 1 FROM deelverzoeken d WHERE d.nummer = v.nummer AND d.klaar = 0) \
         AND NOT EXISTS (SELECT 1 FROM verzoek_stappen s WHERE s.nummer = v.nummer AND s.op >= $2 \
                         AND s.wat IN ('beantwoord', 'gedeeltelijk', 'geweigerd', 'ingetrokken')) \
         ORDER BY v.nummer LIMIT $4",
    )
    .bind(woord(&soort))
    .bind(grens)
    .bind(na.map(|nummer| nummer.to_string()).unwrap_or_default())
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(nummer_uit).collect()
}

/// Removes one of those with all that belongs to it, at `nu`. `false`: somebody else did. What was decided stays decided, so it
/// need not be looked at again.
pub async fn wis(tx: &mut Transactie, nummer: Verzoeknummer, nu: i64) -> Result<bool, StoreFout> {
    let tekst = nummer.to_string();
    // A change of nothing: whoever comes second waits here, and finds nothing.
    let van = sqlx::query("UPDATE verzoeken SET nummer = nummer WHERE nummer = $1 RETURNING betrokkene")
        .bind(tekst.as_str())
        .fetch_optional(tx.verbinding())
        .await?;
    let Some(van) = van else { return Ok(false) };
    let betrokkene =
        Pseudoniem::uit_opslag(kolom(&van, "betrokkene")?).ok_or(StoreFout::Vorm("betrokkene"))?;
    wissingen::noteer(tx, Gewist::Verzoek, &tekst, 1, nu).await?;
    berichten::wis_over(tx, &betrokkene, &tekst).await?;
    for sql in [
        "DELETE FROM antwoorden WHERE nummer = $1",
        "DELETE FROM verzoek_stappen WHERE nummer = $1",
        "DELETE FROM deelverzoeken WHERE nummer = $1",
        "DELETE FROM verzoeken WHERE nummer = $1",
    ] {
        sqlx::query(sql).bind(tekst.as_str()).execute(tx.verbinding()).await?;
    }
    Ok(true)
}
