//! What citizens say is wrong: the correcties, their steps, decisions, answers, files, and who was told.

mod bestanden;
mod erbij;
mod stappen;
mod wissen;

pub use bestanden::{Bestandrij, bestand, bestanden, gewicht, nieuw_bestand, stuur_mee, wis_bestand};
pub use erbij::{
    Aanvullingrij, Kennisgevingrij, aanvulling, aanvullingen, afgeleverd, besluit, bewaar_besluit,
    kennisgeving, kennisgevingen, nieuwe_aanvulling, nieuwe_kennisgeving,
};
pub use stappen::{Stapregel, stappen, zet_stap};
pub use wissen::{Oud, aangevuld_met, mag_weg, te_wissen, verteld_aan, wis};

use super::bladzijde::{ervoor, grens};
use super::woord::{uit_woord, woord};
use super::{Sleutel, Store, StoreFout, Transactie, kolom};
use crate::kalender;
use crate::pseudoniem::Pseudoniem;
use crate::zegel::Verzegeld;
use contract::correctie::Correctiestatus;
use contract::verzoek::Verzoeknummer;
use sqlx::AssertSqlSafe;
use sqlx::any::AnyRow;
use time::Date;

/// A correctie as it is kept. No `Debug`: it says who asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Correctierij {
    pub nummer: Verzoeknummer,
    /// About whom.
    pub betrokkene: Pseudoniem,
    /// Who asks. The same person, unless somebody represents another.
    pub actor: Pseudoniem,
    /// Id of the registration that it is about.
    pub registratie: String,
    /// Id of the registration whose holder has it now; another when it was sent on.
    pub loket: String,
    pub groep: String,
    /// Keyed mark of the person, the group and the voorkomen.
    pub plek: String,
    pub inhoud: Verzegeld,
    /// The sealed BSN of `betrokkene`.
    pub bsn: Verzegeld,
    /// Of the idempotency key.
    pub sleutel: Sleutel,
    /// Unix milliseconds.
    pub begonnen_op: i64,
    /// Unix milliseconds.
    pub gewijzigd_op: i64,
    pub status: Correctiestatus,
    pub organisatie: String,
    /// Unix milliseconds.
    pub ingediend_op: Option<i64>,
    pub uiterlijk: Option<Date>,
    /// The citizen was told that the last day passed.
    pub verstreken: bool,
    /// How many there are.
    pub stappen: i64,
    /// How often it was sent on.
    pub ronde: i64,
    /// The holder's.
    pub referentie: Option<String>,
    /// The last of the holder's `verloop` that was taken.
    pub volgnummer: i64,
    /// Unix milliseconds; 0: never.
    pub gelezen_op: i64,
    /// Whether the holder still has something to tell.
    pub volgen: bool,
}

const KOLOMMEN: &str = "nummer, betrokkene, actor, registratie, loket, groep, plek, inhoud, bsn, sleutel, begonnen_op, \
     gewijzigd_op, status, organisatie, ingediend_op, uiterlijk, verstreken, stappen, ronde, referentie, \
     volgnummer, gelezen_op, volgen";

/// Keeps a new concept. [`StoreFout::Conflict`] when its number or its key was used before, or there is a concept of the same
/// voorkomen.
pub async fn nieuw(tx: &mut Transactie, rij: &Correctierij) -> Result<(), StoreFout> {
    sqlx::query(
        "INSERT INTO correcties (nummer, betrokkene, actor, registratie, loket, groep, plek, inhoud, bsn, sleutel, \
         begonnen_op, gewijzigd_op, status, organisatie, verstreken, stappen, ronde, volgnummer, gelezen_op, volgen) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0, 0, 0, 0, 0)",
    )
    .bind(rij.nummer.to_string())
    .bind(rij.betrokkene.als_str())
    .bind(rij.actor.als_str())
    .bind(rij.registratie.as_str())
    .bind(rij.loket.as_str())
    .bind(rij.groep.as_str())
    .bind(rij.plek.as_str())
    .bind(rij.inhoud.als_str())
    .bind(rij.bsn.als_str())
    .bind(rij.sleutel.als_str())
    .bind(rij.begonnen_op)
    .bind(rij.gewijzigd_op)
    .bind(woord(&rij.status))
    .bind(rij.organisatie.as_str())
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// Keeps what may change of a correctie. Call it with the lock of [`vergrendel`].
pub async fn bewaar(tx: &mut Transactie, rij: &Correctierij) -> Result<(), StoreFout> {
    sqlx::query(
        "UPDATE correcties SET loket = $2, inhoud = $3, gewijzigd_op = $4, status = $5, organisatie = $6, \
         ingediend_op = $7, uiterlijk = $8, verstreken = $9, stappen = $10, ronde = $11, referentie = $12, \
         volgnummer = $13, gelezen_op = $14, volgen = $15 WHERE nummer = $1",
    )
    .bind(rij.nummer.to_string())
    .bind(rij.loket.as_str())
    .bind(rij.inhoud.als_str())
    .bind(rij.gewijzigd_op)
    .bind(woord(&rij.status))
    .bind(rij.organisatie.as_str())
    .bind(rij.ingediend_op)
    .bind(rij.uiterlijk.map(kalender::opslag))
    .bind(i64::from(rij.verstreken))
    .bind(rij.stappen)
    .bind(rij.ronde)
    .bind(rij.referentie.as_deref())
    .bind(rij.volgnummer)
    .bind(rij.gelezen_op)
    .bind(i64::from(rij.volgen))
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// Locks one correctie until the transaction ends, and gives it as it is then. `None`: there is none.
pub async fn vergrendel(
    tx: &mut Transactie,
    nummer: Verzoeknummer,
) -> Result<Option<Correctierij>, StoreFout> {
    // A change of nothing: PostgreSQL locks the row, and who waited for it gets it after the other's commit.
    let rij = sqlx::query(AssertSqlSafe(format!(
        "UPDATE correcties SET stappen = stappen WHERE nummer = $1 RETURNING {KOLOMMEN}"
    )))
    .bind(nummer.to_string())
    .fetch_optional(tx.verbinding())
    .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// One correctie, whoever's it is: whether it may be seen is for the caller.
pub async fn zoek(store: &Store, nummer: Verzoeknummer) -> Result<Option<Correctierij>, StoreFout> {
    let sql = format!("SELECT {KOLOMMEN} FROM correcties WHERE nummer = $1");
    let rij = sqlx::query(AssertSqlSafe(sql)).bind(nummer.to_string()).fetch_optional(store.pool()).await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// What this person began with this key, if there is one.
pub async fn eerder(
    store: &Store,
    betrokkene: &Pseudoniem,
    sleutel: &Sleutel,
) -> Result<Option<Correctierij>, StoreFout> {
    let sql = format!("SELECT {KOLOMMEN} FROM correcties WHERE betrokkene = $1 AND sleutel = $2");
    let rij = sqlx::query(AssertSqlSafe(sql))
        .bind(betrokkene.als_str())
        .bind(sleutel.als_str())
        .fetch_optional(store.pool())
        .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// The concept of this voorkomen, if there is one.
pub async fn concept(store: &Store, plek: &str) -> Result<Option<Correctierij>, StoreFout> {
    let sql = format!("SELECT {KOLOMMEN} FROM correcties WHERE plek = $1 AND status = 'concept'");
    let rij = sqlx::query(AssertSqlSafe(sql)).bind(plek).fetch_optional(store.pool()).await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// Throws a concept away, with its files. Call it with the lock of [`vergrendel`].
pub async fn gooi_weg(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<(), StoreFout> {
    for sql in
        ["DELETE FROM correctie_bestanden WHERE nummer = $1", "DELETE FROM correcties WHERE nummer = $1"]
    {
        sqlx::query(sql).bind(nummer.to_string()).execute(tx.verbinding()).await?;
    }
    Ok(())
}

/// How many this person began since then (Unix milliseconds).
pub async fn aantal_sinds(store: &Store, betrokkene: &Pseudoniem, sinds: i64) -> Result<i64, StoreFout> {
    let aantal =
        sqlx::query_scalar("SELECT COUNT(*) FROM correcties WHERE betrokkene = $1 AND begonnen_op > $2")
            .bind(betrokkene.als_str())
            .bind(sinds)
            .fetch_one(store.pool())
            .await?;
    Ok(aantal)
}

/// At most `aantal` correcties of this person, newest first; with `voor`, those before that one.
pub async fn van_betrokkene(
    store: &Store,
    betrokkene: &Pseudoniem,
    voor: Option<&Correctierij>,
    aantal: u32,
) -> Result<Vec<Correctierij>, StoreFout> {
    let (op, nummer) = grens(voor.map(|rij| (rij.begonnen_op, rij.nummer)));
    let ervoor = ervoor("begonnen_op");
    let sql = format!("SELECT {KOLOMMEN} FROM correcties WHERE betrokkene = $1 {ervoor}");
    let rijen = sqlx::query(AssertSqlSafe(sql))
        .bind(betrokkene.als_str())
        .bind(op)
        .bind(nummer)
        .bind(i64::from(aantal))
        .fetch_all(store.pool())
        .await?;
    rijen.iter().map(uit_rij).collect()
}

/// At most `aantal` of which the holder was not asked since `sinds` (Unix milliseconds), the longest ago first.
pub async fn te_volgen(store: &Store, sinds: i64, aantal: u32) -> Result<Vec<Verzoeknummer>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT nummer FROM correcties WHERE volgen = 1 AND referentie IS NOT NULL AND gelezen_op <= $1 \
         ORDER BY gelezen_op, nummer LIMIT $2",
    )
    .bind(sinds)
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(nummer_uit).collect()
}

/// The holder is being asked; `false` when somebody else asked it since `sinds`. Both Unix milliseconds.
pub async fn neem_te_lezen(
    store: &Store,
    nummer: Verzoeknummer,
    sinds: i64,
    nu: i64,
) -> Result<bool, StoreFout> {
    let mut tx = store.transactie().await?;
    let uitkomst = sqlx::query(
        "UPDATE correcties SET gelezen_op = $3 \
         WHERE nummer = $1 AND volgen = 1 AND referentie IS NOT NULL AND gelezen_op <= $2",
    )
    .bind(nummer.to_string())
    .bind(sinds)
    .bind(nu)
    .execute(tx.verbinding())
    .await?;
    tx.commit().await?;
    Ok(uitkomst.rows_affected() == 1)
}

/// At most `aantal` whose last day was before `vandaag` without a decision, and whose citizen was not told.
pub async fn verstreken(store: &Store, vandaag: Date, aantal: u32) -> Result<Vec<Verzoeknummer>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT nummer FROM correcties WHERE verstreken = 0 AND uiterlijk < $1 AND status NOT IN \
         ('concept', 'toegewezen', 'deelsToegewezen', 'afgewezen', 'verwerkt', 'ingetrokken') \
         ORDER BY uiterlijk LIMIT $2",
    )
    .bind(kalender::opslag(vandaag))
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(nummer_uit).collect()
}

/// From now on this correctie is the one about these values. `Some`: another is, already; then nothing was claimed of that value.
pub async fn claim(
    tx: &mut Transactie,
    rij: &Correctierij,
    gegevens: &[String],
) -> Result<Option<Verzoeknummer>, StoreFout> {
    for gegeven in gegevens {
        sqlx::query(
            "INSERT INTO correctie_gegevens (plek, gegeven, nummer) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(rij.plek.as_str())
        .bind(gegeven.as_str())
        .bind(rij.nummer.to_string())
        .execute(tx.verbinding())
        .await?;
        let van = sqlx::query("SELECT nummer FROM correctie_gegevens WHERE plek = $1 AND gegeven = $2")
            .bind(rij.plek.as_str())
            .bind(gegeven.as_str())
            .fetch_one(tx.verbinding())
            .await?;
        let van = nummer_uit(&van)?;
        if van != rij.nummer {
            return Ok(Some(van));
        }
    }
    Ok(None)
}

/// Its values may be in another correctie again.
pub async fn laat_los(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<(), StoreFout> {
    sqlx::query("DELETE FROM correctie_gegevens WHERE nummer = $1")
        .bind(nummer.to_string())
        .execute(tx.verbinding())
        .await?;
    Ok(())
}

fn nummer_uit(rij: &AnyRow) -> Result<Verzoeknummer, StoreFout> {
    let nummer: &str = kolom(rij, "nummer")?;
    nummer.parse().map_err(|_| StoreFout::Vorm("nummer"))
}

fn uit_rij(rij: &AnyRow) -> Result<Correctierij, StoreFout> {
    let persoon = |naam| Pseudoniem::uit_opslag(kolom(rij, naam)?).ok_or(StoreFout::Vorm(naam));
    let ja = |naam| kolom::<i64>(rij, naam).map(|vlag| vlag != 0);
    let uiterlijk: Option<&str> = kolom(rij, "uiterlijk")?;
    let dag = |tekst| kalender::uit_opslag(tekst).ok_or(StoreFout::Vorm("uiterlijk"));
    Ok(Correctierij {
        nummer: nummer_uit(rij)?,
        betrokkene: persoon("betrokkene")?,
        actor: persoon("actor")?,
        registratie: kolom(rij, "registratie")?,
        loket: kolom(rij, "loket")?,
        groep: kolom(rij, "groep")?,
        plek: kolom(rij, "plek")?,
        inhoud: Verzegeld::uit_opslag(kolom(rij, "inhoud")?),
        bsn: Verzegeld::uit_opslag(kolom(rij, "bsn")?),
        sleutel: Sleutel(kolom(rij, "sleutel")?),
        begonnen_op: kolom(rij, "begonnen_op")?,
        gewijzigd_op: kolom(rij, "gewijzigd_op")?,
        status: uit_woord(kolom(rij, "status")?, "status")?,
        organisatie: kolom(rij, "organisatie")?,
        ingediend_op: kolom(rij, "ingediend_op")?,
        uiterlijk: uiterlijk.map(dag).transpose()?,
        verstreken: ja("verstreken")?,
        stappen: kolom(rij, "stappen")?,
        ronde: kolom(rij, "ronde")?,
        referentie: kolom(rij, "referentie")?,
        volgnummer: kolom(rij, "volgnummer")?,
        gelezen_op: kolom(rij, "gelezen_op")?,
        volgen: ja("volgen")?,
    })
}
