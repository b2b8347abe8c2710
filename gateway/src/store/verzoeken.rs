//! What citizens ask of organisations: the requests, their part per organisation, the steps, the answers.

mod stappen;
mod werklijst;
mod wissen;

pub use stappen::{Stapregel, antwoord, bewaar_antwoord, stappen, vergrendel, zet_stap};
pub use werklijst::{Werkregel, verstreken, werklijst};
pub use wissen::{te_wissen, wis};

use super::bladzijde::{ervoor, grens};
use super::woord::{uit_woord, woord};
use super::{Sleutel, Store, StoreFout, Transactie, kolom};
use crate::kalender;
use crate::pseudoniem::Pseudoniem;
use crate::themes::verzoeken::staat::Staat;
use crate::zegel::Verzegeld;
use contract::verzoek::{DeelStatus, GemeldeRegel, Verzoeknummer};
use sqlx::any::AnyRow;
use time::Date;

/// What a request is about, for lists that do not open what is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[derive(utoipa::ToSchema)]
pub enum VerzoekSoort {
    Inzage,
    Gebruiksmelding,
}

/// A line of the use log: whose log, and its trace id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Melding {
    pub bron: String,
    pub trace_id: String,
}

/// A request as it is kept. No `Debug`: it says who asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Verzoekrij {
    pub nummer: Verzoeknummer,
    /// About whom.
    pub betrokkene: Pseudoniem,
    /// Who asks. The same person, unless somebody represents another.
    pub actor: Pseudoniem,
    pub soort: VerzoekSoort,
    /// A sealed [`contract::verzoek::NieuwVerzoek`].
    pub inhoud: Verzegeld,
    /// The sealed BSN of `betrokkene`.
    pub bsn: Verzegeld,
    /// Of the idempotency key.
    pub sleutel: Sleutel,
    /// Unix milliseconds.
    pub ingediend_op: i64,
    /// The line that is reported.
    pub melding: Option<Melding>,
}

/// The part of a request that one organisation answers, as its steps left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deelrij {
    pub nummer: Verzoeknummer,
    pub organisatie: String,
    pub status: DeelStatus,
    pub uiterlijk: Date,
}

const KOLOMMEN: &str =
    "nummer, betrokkene, actor, soort, inhoud, bsn, sleutel, ingediend_op, melding_bron, melding_trace_id";

/// Keeps a new request. [`StoreFout::Conflict`] when its number, its key or its line was used before.
pub async fn nieuw(tx: &mut Transactie, verzoek: &Verzoekrij) -> Result<(), StoreFout> {
    let melding = verzoek.melding.as_ref();
    sqlx::query(
        "INSERT INTO verzoeken (nummer, betrokkene, actor, soort, inhoud, bsn, sleutel, ingediend_op, \
         melding_bron, melding_trace_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(verzoek.nummer.to_string())
    .bind(verzoek.betrokkene.als_str())
    .bind(verzoek.actor.als_str())
    .bind(woord(&verzoek.soort))
    .bind(verzoek.inhoud.als_str())
    .bind(verzoek.bsn.als_str())
    .bind(verzoek.sleutel.als_str())
    .bind(verzoek.ingediend_op)
    .bind(melding.map(|melding| melding.bron.as_str()))
    .bind(melding.map(|melding| melding.trace_id.as_str()))
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// Adds the part of one organisation, which has no steps yet.
pub async fn nieuw_deel(
    tx: &mut Transactie,
    verzoek: &Verzoekrij,
    organisatie: &str,
    staat: &Staat,
) -> Result<(), StoreFout> {
    sqlx::query(
        "INSERT INTO deelverzoeken \
         (nummer, organisatie, status, uiterlijk, klaar, verstreken, ingediend_op, stappen) \
         VALUES ($1, $2, $3, $4, 0, 0, $5, 0)",
    )
    .bind(verzoek.nummer.to_string())
    .bind(organisatie)
    .bind(woord(&staat.status))
    .bind(kalender::opslag(staat.uiterlijk))
    .bind(verzoek.ingediend_op)
    .execute(tx.verbinding())
    .await?;
    Ok(())
}

/// The request that this person filed with this key, or about this line, if there is one.
pub async fn eerder(
    store: &Store,
    betrokkene: &Pseudoniem,
    sleutel: &Sleutel,
    melding: Option<&Melding>,
) -> Result<Option<Verzoekrij>, StoreFout> {
    let rij = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {KOLOMMEN} FROM verzoeken WHERE betrokkene = $1 \
         AND (sleutel = $2 OR (melding_bron = $3 AND melding_trace_id = $4)) \
         ORDER BY CASE WHEN sleutel = $2 THEN 0 ELSE 1 END LIMIT 1"
    )))
    .bind(betrokkene.als_str())
    .bind(sleutel.als_str())
    .bind(melding.map(|melding| melding.bron.as_str()))
    .bind(melding.map(|melding| melding.trace_id.as_str()))
    .fetch_optional(store.pool())
    .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// How many requests this person filed since then (Unix milliseconds).
pub async fn aantal_sinds(store: &Store, betrokkene: &Pseudoniem, sinds: i64) -> Result<i64, StoreFout> {
    let aantal =
        sqlx::query_scalar("SELECT COUNT(*) FROM verzoeken WHERE betrokkene = $1 AND ingediend_op > $2")
            .bind(betrokkene.als_str())
            .bind(sinds)
            .fetch_one(store.pool())
            .await?;
    Ok(aantal)
}

/// One request, whoever's it is: whether it may be seen is for the caller.
pub async fn zoek(store: &Store, nummer: Verzoeknummer) -> Result<Option<Verzoekrij>, StoreFout> {
    let rij = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT {KOLOMMEN} FROM verzoeken WHERE nummer = $1")))
        .bind(nummer.to_string())
        .fetch_optional(store.pool())
        .await?;
    rij.as_ref().map(uit_rij).transpose()
}

/// At most `aantal` requests of this person, newest first; with `voor`, those before that one.
pub async fn van_betrokkene(
    store: &Store,
    betrokkene: &Pseudoniem,
    voor: Option<&Verzoekrij>,
    aantal: u32,
) -> Result<Vec<Verzoekrij>, StoreFout> {
    let (op, nummer) = grens(plek(voor));
    let ervoor = ervoor("ingediend_op");
    let rijen = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {KOLOMMEN} FROM verzoeken WHERE betrokkene = $1 {ervoor}"
    )))
    .bind(betrokkene.als_str())
    .bind(op)
    .bind(nummer)
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(uit_rij).collect()
}

/// The parts of the requests that [`van_betrokkene`] gives with the same arguments, by organisation.
pub async fn delen_van_betrokkene(
    store: &Store,
    betrokkene: &Pseudoniem,
    voor: Option<&Verzoekrij>,
    aantal: u32,
) -> Result<Vec<Deelrij>, StoreFout> {
    let (op, nummer) = grens(plek(voor));
    let ervoor = ervoor("ingediend_op");
    let rijen = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT nummer, organisatie, status, uiterlijk FROM deelverzoeken \
         WHERE nummer IN (SELECT nummer FROM verzoeken WHERE betrokkene = $1 {ervoor}) \
         ORDER BY nummer, organisatie"
    )))
    .bind(betrokkene.als_str())
    .bind(op)
    .bind(nummer)
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(deel_uit_rij).collect()
}

fn plek(voor: Option<&Verzoekrij>) -> Option<(i64, Verzoeknummer)> {
    voor.map(|rij| (rij.ingediend_op, rij.nummer))
}

/// The parts of one request, by organisation.
pub async fn delen(store: &Store, nummer: Verzoeknummer) -> Result<Vec<Deelrij>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT nummer, organisatie, status, uiterlijk FROM deelverzoeken WHERE nummer = $1 ORDER BY organisatie",
    )
    .bind(nummer.to_string())
    .fetch_all(store.pool())
    .await?;
    rijen.iter().map(deel_uit_rij).collect()
}

/// The newest `aantal` lines of the use log that this person reported.
pub async fn gemeld(
    store: &Store,
    betrokkene: &Pseudoniem,
    aantal: u32,
) -> Result<Vec<GemeldeRegel>, StoreFout> {
    let rijen = sqlx::query(
        "SELECT nummer, melding_bron, melding_trace_id FROM verzoeken \
         WHERE betrokkene = $1 AND melding_trace_id IS NOT NULL \
         ORDER BY ingediend_op DESC, nummer DESC LIMIT $2",
    )
    .bind(betrokkene.als_str())
    .bind(i64::from(aantal))
    .fetch_all(store.pool())
    .await?;
    let regel = |rij: &AnyRow| -> Result<GemeldeRegel, StoreFout> {
        Ok(GemeldeRegel {
            bron: kolom(rij, "melding_bron")?,
            trace_id: kolom(rij, "melding_trace_id")?,
            nummer: kolom(rij, "nummer")?,
        })
    };
    rijen.iter().map(regel).collect()
}

/// The line is no longer reported, and can be reported again.
pub async fn wis_melding(tx: &mut Transactie, nummer: Verzoeknummer) -> Result<(), StoreFout> {
    sqlx::query("UPDATE verzoeken SET melding_bron = NULL, melding_trace_id = NULL WHERE nummer = $1")
        .bind(nummer.to_string())
        .execute(tx.verbinding())
        .await?;
    Ok(())
}

fn nummer_uit(rij: &AnyRow) -> Result<Verzoeknummer, StoreFout> {
    let nummer: &str = kolom(rij, "nummer")?;
    nummer.parse().map_err(|_| StoreFout::Vorm("nummer"))
}

fn uit_rij(rij: &AnyRow) -> Result<Verzoekrij, StoreFout> {
    let persoon = |naam| Pseudoniem::uit_opslag(kolom(rij, naam)?).ok_or(StoreFout::Vorm(naam));
    let bron: Option<String> = kolom(rij, "melding_bron")?;
    let trace_id: Option<String> = kolom(rij, "melding_trace_id")?;
    Ok(Verzoekrij {
        nummer: nummer_uit(rij)?,
        betrokkene: persoon("betrokkene")?,
        actor: persoon("actor")?,
        soort: uit_woord(kolom(rij, "soort")?, "soort")?,
        inhoud: Verzegeld::uit_opslag(kolom(rij, "inhoud")?),
        bsn: Verzegeld::uit_opslag(kolom(rij, "bsn")?),
        sleutel: Sleutel(kolom(rij, "sleutel")?),
        ingediend_op: kolom(rij, "ingediend_op")?,
        melding: bron.zip(trace_id).map(|(bron, trace_id)| Melding { bron, trace_id }),
    })
}

fn deel_uit_rij(rij: &AnyRow) -> Result<Deelrij, StoreFout> {
    Ok(Deelrij {
        nummer: nummer_uit(rij)?,
        organisatie: kolom(rij, "organisatie")?,
        status: uit_woord(kolom(rij, "status")?, "status")?,
        uiterlijk: dag_uit(rij)?,
    })
}

fn dag_uit(rij: &AnyRow) -> Result<Date, StoreFout> {
    kalender::uit_opslag(kolom(rij, "uiterlijk")?).ok_or(StoreFout::Vorm("uiterlijk"))
}
