//! Messages to citizens. A feature writes one in the transaction of what it is about: [`schrijf`].

use super::woord::{uit_woord, woord};
use super::{Store, StoreFout, Transactie, kolom};
use crate::pseudoniem::{Pseudoniem, hex};
use contract::bericht::BerichtSoort;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;

/// Half of SHA-256, in hex.
const ID_LENGTE: usize = 32;

/// A message to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NieuwBericht {
    /// Whose inbox.
    pub betrokkene: Pseudoniem,
    pub soort: BerichtSoort,
    /// What to look at: the number of a request, an id of ours. Never a value: it shows before anything is opened.
    pub kenmerk: Option<String>,
    /// Id of the organisation that did it.
    pub organisatie: Option<String>,
    /// Names the event: one event is one message, however often it is written.
    pub sleutel: String,
    /// Unix milliseconds.
    pub op: i64,
}

impl NieuwBericht {
    /// Found by nobody who does not know the pseudonym, which is keyed.
    fn id(&self) -> String {
        let mut id = hex(&Sha256::digest(format!("{}\n{}", self.betrokkene.als_str(), self.sleutel)));
        id.truncate(ID_LENGTE);
        id
    }
}

/// A message as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Berichtrij {
    pub id: String,
    pub soort: BerichtSoort,
    pub kenmerk: Option<String>,
    pub organisatie: Option<String>,
    /// Unix milliseconds.
    pub op: i64,
    /// Unix milliseconds.
    pub gelezen_op: Option<i64>,
}

/// Puts a message in the inbox; it is there when, and only when, the transaction is committed. `false`: it was there.
pub async fn schrijf(tx: &mut Transactie, bericht: &NieuwBericht) -> Result<bool, StoreFout> {
    let uitkomst = sqlx::query(
        "INSERT INTO berichten (id, betrokkene, soort, kenmerk, organisatie, op) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING",
    )
    .bind(bericht.id())
    .bind(bericht.betrokkene.als_str())
    .bind(woord(&bericht.soort))
    .bind(bericht.kenmerk.as_deref())
    .bind(bericht.organisatie.as_deref())
    .bind(bericht.op)
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// At most `aantal` messages of the kinds that this person wants, newest first; with `voor`, those before that one.
pub async fn van_betrokkene(
    store: &Store,
    betrokkene: &Pseudoniem,
    voor: Option<&Berichtrij>,
    aantal: u32,
) -> Result<Vec<Berichtrij>, StoreFout> {
    // Without a bookmark: before a moment that no row has.
    let (op, id) = voor.map_or((i64::MAX, ""), |rij| (rij.op, rij.id.as_str()));
    let rijen = sqlx::query(
        "SELECT id, soort, kenmerk, organisatie, op, gelezen_op FROM berichten b \
         WHERE betrokkene = $1 AND (op, id) < ($2, $3) AND NOT EXISTS ( \
             SELECT 1 FROM berichten_uit u WHERE u.betrokkene = b.betrokkene AND u.soort = b.soort) \
         ORDER BY op DESC, id DESC LIMIT $4",
    )
    .bind(betrokkene.als_str())
    .bind(op)
    .bind(id)
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(uit_rij).collect()
}

/// One message of this person.
pub async fn zoek(store: &Store, betrokkene: &Pseudoniem, id: &str) -> Result<Option<Berichtrij>, StoreFout> {
    let rij = sqlx::query(
        "SELECT id, soort, kenmerk, organisatie, op, gelezen_op FROM berichten \
         WHERE betrokkene = $1 AND id = $2",
    )
    .bind(betrokkene.als_str())
    .bind(id)
    .fetch_optional(store.pool())
    .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// How many messages of the kinds that this person wants are unread.
pub async fn ongelezen(store: &Store, betrokkene: &Pseudoniem) -> Result<i64, StoreFout> {
    let aantal = sqlx::query_scalar(
        "SELECT COUNT(*) FROM berichten b WHERE betrokkene = $1 AND gelezen_op IS NULL AND NOT EXISTS ( \
             SELECT 1 FROM berichten_uit u WHERE u.betrokkene = b.betrokkene AND u.soort = b.soort)",
    )
    .bind(betrokkene.als_str())
    .fetch_one(store.pool())
    .await?;
    Ok(aantal)
}

/// The citizen saw it at `nu` (Unix milliseconds); the first time counts. `false`: this person has no such message.
pub async fn gelezen(store: &Store, betrokkene: &Pseudoniem, id: &str, nu: i64) -> Result<bool, StoreFout> {
    let mut tx = store.transactie().await?;
    let uitkomst = sqlx::query(
        "UPDATE berichten SET gelezen_op = COALESCE(gelezen_op, $3) WHERE betrokkene = $1 AND id = $2",
    )
    .bind(betrokkene.als_str())
    .bind(id)
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// Removes what was said about one request or correctie of this person.
pub async fn wis_over(tx: &mut Transactie, betrokkene: &Pseudoniem, kenmerk: &str) -> Result<(), StoreFout> {
    sqlx::query("DELETE FROM berichten WHERE betrokkene = $1 AND kenmerk = $2")
        .bind(betrokkene.als_str())
        .bind(kenmerk)
        .execute(tx.verbinding())
        .await?;
    Ok(())
}

/// Removes at most `aantal` messages from before `grens` (Unix milliseconds), the oldest first; returns how many. One about a
/// request or a correctie stays as long as that does.
pub async fn wis_oude(tx: &mut Transactie, grens: i64, aantal: u32) -> Result<u64, StoreFout> {
    let uitkomst = sqlx::query(
        "DELETE FROM berichten WHERE id IN ( \
             SELECT b.id FROM berichten b WHERE b.op < $1 \
             AND NOT EXISTS (SELECT 1 FROM verzoeken v WHERE v.nummer = b.kenmerk) \
             AND NOT EXISTS (SELECT 1 FROM correcties c WHERE c.nummer = b.kenmerk) \
             ORDER BY b.op, b.id LIMIT $2)",
    )
    .bind(grens)
    .bind(i64::from(aantal))
    .execute(tx.verbinding())
    .await?;
    Ok(uitkomst.rows_affected())
}

/// The kinds that this person does not want.
pub async fn uitgezet(store: &Store, betrokkene: &Pseudoniem) -> Result<Vec<BerichtSoort>, StoreFout> {
    let rijen = sqlx::query("SELECT soort FROM berichten_uit WHERE betrokkene = $1 ORDER BY soort")
        .bind(betrokkene.als_str())
        .fetch_all(store.pool())
        .await?;
    rijen.iter().map(|rij| uit_woord(kolom(rij, "soort")?, "soort")).collect()
}

/// From now on this person does not want these kinds, and wants all others.
pub async fn zet_uit(
    store: &Store,
    betrokkene: &Pseudoniem,
    soorten: &[BerichtSoort],
) -> Result<(), StoreFout> {
    let mut tx = store.transactie().await?;
    sqlx::query("DELETE FROM berichten_uit WHERE betrokkene = $1")
        .bind(betrokkene.als_str())
        .execute(tx.verbinding())
        .await?;
    for soort in soorten {
        // Two tabs may save at the same moment.
        sqlx::query("INSERT INTO berichten_uit (betrokkene, soort) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(betrokkene.als_str())
            .bind(woord(soort))
            .execute(tx.verbinding())
            .await?;
    }
    tx.commit().await
}

fn uit_rij(rij: &AnyRow) -> Result<Berichtrij, StoreFout> {
    Ok(Berichtrij {
        id: kolom(rij, "id")?,
        soort: uit_woord(kolom(rij, "soort")?, "soort")?,
        kenmerk: kolom(rij, "kenmerk")?,
        organisatie: kolom(rij, "organisatie")?,
        op: kolom(rij, "op")?,
        gelezen_op: kolom(rij, "gelezen_op")?,
    })
}
