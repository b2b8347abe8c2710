//! The mark "in onderzoek" (83.10, 83.20, 83.30) of an occurrence, of which there is one, though several cases can doubt
//! something of it.

use super::schrijf::{self, cijfers};
use super::{Rij, Tx};
use crate::brp::BrpFout;
use crate::brp::onderzoek::{Onderzoek, code};
use serde_json::json;
use std::collections::BTreeSet;
use time::Date;

/// An investigation that did not begin here.
const EERDER: &str = "";

/// What is doubted of an occurrence, as "ggee", and since when.
struct Lopend {
    delen: BTreeSet<String>,
    ingang: String,
}

/// Marks elements. Again for the same case changes nothing.
pub(super) async fn begin(
    tx: &mut Tx,
    kenmerk: &str,
    rij: &Rij,
    elementen: Vec<&'static str>,
    dag: Date,
) -> Result<(), BrpFout> {
    if lopend(tx, rij).await?.is_none() && Onderzoek::van(&rij.inhoud).is_some() {
        let deel = rij.inhoud.ruw("8310").map_or_else(String::new, |code| code[2..].to_owned());
        let ingang = rij.inhoud.ruw("8320").unwrap_or("00000000").to_owned();
        leg_vast(tx, EERDER, rij, &[deel], &ingang).await?;
    }
    let delen: Vec<String> = elementen.into_iter().map(str::to_owned).collect();
    leg_vast(tx, kenmerk, rij, &delen, &cijfers(dag)).await?;
    zet(tx, kenmerk, rij, dag).await
}

/// Takes the doubts of a case away, wherever they stand.
pub(super) async fn eindig(tx: &mut Tx, kenmerk: &str, dag: Date) -> Result<(), BrpFout> {
    let vraag = "DELETE FROM onderzoek WHERE kenmerk = ? RETURNING bsn, categorie, volgnummer";
    let geraakt: Vec<(String, String, i64)> =
        sqlx::query_as(vraag).bind(kenmerk).fetch_all(&mut **tx).await?;
    for (bsn, categorie, volgnummer) in geraakt {
        if let Some(rij) = schrijf::rij(tx, (&bsn, &categorie, volgnummer)).await? {
            zet(tx, kenmerk, &rij, dag).await?;
        }
    }
    Ok(())
}

async fn leg_vast(
    tx: &mut Tx,
    kenmerk: &str,
    rij: &Rij,
    delen: &[String],
    ingang: &str,
) -> Result<(), BrpFout> {
    sqlx::query("INSERT INTO onderzoek VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(kenmerk)
        .bind(&rij.bsn)
        .bind(&rij.categorie)
        .bind(rij.volgnummer)
        .bind(serde_json::to_string(delen)?)
        .bind(ingang)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

async fn lopend(tx: &mut Tx, rij: &Rij) -> Result<Option<Lopend>, BrpFout> {
    let vraag = "SELECT elementen, ingang FROM onderzoek WHERE bsn = ? AND categorie = ? AND volgnummer = ? ORDER BY ingang";
    let rijen: Vec<(String, String)> = sqlx::query_as(vraag)
        .bind(&rij.bsn)
        .bind(&rij.categorie)
        .bind(rij.volgnummer)
        .fetch_all(&mut **tx)
        .await?;
    let Some((_, ingang)) = rijen.first().cloned() else { return Ok(None) };
    let mut delen = BTreeSet::new();
    for (elementen, _) in &rijen {
        delen.extend(serde_json::from_str::<Vec<String>>(elementen)?);
    }
    Ok(Some(Lopend { delen, ingang }))
}

/// Makes the mark what the running investigations say together, or ends it when none is left.
async fn zet(tx: &mut Tx, kenmerk: &str, rij: &Rij, dag: Date) -> Result<(), BrpFout> {
    let mut inhoud = rij.inhoud.0.clone();
    if let Some(lopend) = lopend(tx, rij).await? {
        inhoud.insert("8310".into(), json!(code(&rij.categorie, &lopend.delen)));
        inhoud.insert("8320".into(), json!(lopend.ingang));
        inhoud.remove("8330");
    } else {
        inhoud.insert("8330".into(), json!(cijfers(dag)));
    }
    if inhoud == rij.inhoud.0 {
        return Ok(());
    }
    schrijf::vervang(tx, kenmerk, rij, &inhoud, "onderzoek naar aanleiding van een terugmelding").await
}
