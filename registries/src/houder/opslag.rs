//! The cases in their database. What happened stays as it was written; only where a case stands changes.

use super::bijlage::Bijlage;
use super::medewerkers::Medewerker;
use super::melding::{Aanvulling, Melding, datum};
use super::probleem::Probleem;
use super::stand::{Gebeurtenis, Stand};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{Row as _, Sqlite, Transaction};
use std::path::Path;
use time::Date;

/// A case with what happened to it.
#[derive(Clone, Debug)]
pub(super) struct Zaak {
    pub(super) referentie: String,
    pub(super) melding: Melding,
    pub(super) stand: Stand,
    /// Id of the employee.
    pub(super) opgenomen_door: Option<String>,
    pub(super) ontvangen_op: String,
    pub(super) uiterlijk: String,
    pub(super) verloop: Vec<Stap>,
    pub(super) bijlages: Vec<Bijlagekop>,
    pub(super) aanvullingen: Vec<Aanvulling>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(super) struct Stap {
    pub(super) volgnummer: i64,
    pub(super) wat: Gebeurtenis,
    /// RFC 3339, UTC.
    pub(super) op: String,
    /// Id of the employee.
    pub(super) door: Option<String>,
    /// The other members of a member of `verloop`.
    pub(super) inhoud: Map<String, Value>,
}

/// A file without its bytes.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bijlagekop {
    pub(super) nummer: i64,
    pub(super) naam: String,
    pub(super) soort: String,
    /// In bytes.
    pub(super) grootte: i64,
}

/// A step to write.
pub(super) struct NieuweStap<'a> {
    pub(super) wat: Gebeurtenis,
    pub(super) naar: Stand,
    pub(super) op: &'a str,
    pub(super) door: Option<&'a Medewerker>,
    pub(super) inhoud: Map<String, Value>,
}

impl Zaak {
    /// `verloop` as the profile has it.
    pub(super) fn verloop(&self) -> Value {
        let lid = |stap: &Stap| {
            let mut lid = stap.inhoud.clone();
            lid.insert("volgnummer".into(), json!(stap.volgnummer));
            lid.insert("wat".into(), json!(stap.wat));
            lid.insert("op".into(), json!(stap.op));
            Value::Object(lid)
        };
        self.verloop.iter().map(lid).collect()
    }

    pub(super) fn is_verlengd(&self) -> bool {
        self.verloop.iter().any(|stap| stap.wat == Gebeurtenis::Verlengd)
    }

    /// The values that were granted; none when it was not decided.
    pub(super) fn toegewezen(&self) -> Vec<String> {
        let besluit = self.verloop.iter().rev().find_map(|stap| stap.inhoud.get("besluit"));
        let delen = besluit.and_then(|besluit| besluit["delen"].as_array()).into_iter().flatten();
        let toegewezen = delen.filter(|deel| deel["toegewezen"] == true);
        toegewezen.filter_map(|deel| deel["attribuutUrn"].as_str()).map(str::to_owned).collect()
    }

    pub(super) fn uiterlijk(&self) -> Date {
        datum(&self.uiterlijk).unwrap_or(Date::MIN)
    }
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub(super) struct Opslag(SqlitePool);

type Tx = Transaction<'static, Sqlite>;

impl Opslag {
    pub(super) async fn open(bestand: &Path) -> Result<Self, sqlx::Error> {
        let opties = SqliteConnectOptions::new()
            .filename(bestand)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal);
        let db = SqlitePoolOptions::new().max_connections(4).connect_with(opties).await?;
        sqlx::raw_sql(include_str!("tabellen.sql")).execute(&db).await?;
        Ok(Self(db))
    }

    pub(super) async fn sluit(&self) {
        self.0.close().await;
    }

    pub(super) async fn begin(&self) -> Result<Tx, Probleem> {
        Ok(self.0.begin().await?)
    }

    /// The reference and the fingerprint of what was sent under this number.
    pub(super) async fn eerder(
        &self,
        registratie: &str,
        kenmerk: &str,
    ) -> Result<Option<(String, String)>, Probleem> {
        let vraag = "SELECT referentie, vingerafdruk FROM zaak WHERE registratie = ? AND kenmerk = ?";
        Ok(sqlx::query_as(vraag).bind(registratie).bind(kenmerk).fetch_optional(&self.0).await?)
    }

    /// The fingerprint of a supplement with this number.
    pub(super) async fn aanvulling(
        &self,
        referentie: &str,
        kenmerk: &str,
    ) -> Result<Option<String>, Probleem> {
        let vraag = "SELECT vingerafdruk FROM aanvulling WHERE referentie = ? AND kenmerk = ?";
        Ok(sqlx::query_scalar(vraag).bind(referentie).bind(kenmerk).fetch_optional(&self.0).await?)
    }

    /// The case with this reference.
    pub(super) async fn zaak(&self, referentie: &str) -> Result<Option<Zaak>, Probleem> {
        let rij = sqlx::query("SELECT * FROM zaak WHERE referentie = ?")
            .bind(referentie)
            .fetch_optional(&self.0)
            .await?;
        let Some(rij) = rij else { return Ok(None) };
        let mut zaak = kop(&rij)?;
        zaak.verloop = self.stappen(referentie).await?;
        let vraag =
            "SELECT nummer, naam, soort, length(inhoud) FROM bijlage WHERE referentie = ? ORDER BY nummer";
        let bijlages: Vec<(i64, String, String, i64)> =
            sqlx::query_as(vraag).bind(referentie).fetch_all(&self.0).await?;
        let bijlage = |(nummer, naam, soort, grootte)| Bijlagekop { nummer, naam, soort, grootte };
        zaak.bijlages = bijlages.into_iter().map(bijlage).collect();
        let vraag = "SELECT op, tekst FROM aanvulling WHERE referentie = ? ORDER BY op";
        let aanvullingen: Vec<(String, String)> =
            sqlx::query_as(vraag).bind(referentie).fetch_all(&self.0).await?;
        zaak.aanvullingen = aanvullingen.into_iter().map(|(op, tekst)| Aanvulling { op, tekst }).collect();
        Ok(Some(zaak))
    }

    /// The cases of an organisation, those with the nearest deadline first, without what happened to them.
    pub(super) async fn zaken(&self, houder: &str) -> Result<Vec<Zaak>, Probleem> {
        let vraag = "SELECT * FROM zaak WHERE houder = ? ORDER BY uiterlijk, ontvangen_op, referentie";
        let rijen = sqlx::query(vraag).bind(houder).fetch_all(&self.0).await?;
        rijen.iter().map(kop).collect()
    }

    async fn stappen(&self, referentie: &str) -> Result<Vec<Stap>, Probleem> {
        let vraag =
            "SELECT volgnummer, wat, op, door, inhoud FROM stap WHERE referentie = ? ORDER BY volgnummer";
        let rijen: Vec<(i64, String, String, Option<String>, String)> =
            sqlx::query_as(vraag).bind(referentie).fetch_all(&self.0).await?;
        let stap = |(volgnummer, wat, op, door, inhoud): (_, String, _, _, String)| {
            Ok(Stap { volgnummer, wat: van_code(&wat)?, op, door, inhoud: serde_json::from_str(&inhoud)? })
        };
        rijen.into_iter().map(stap).collect()
    }

    /// A file of a case.
    pub(super) async fn bijlage(&self, referentie: &str, nummer: i64) -> Result<Option<Bijlage>, Probleem> {
        let vraag = "SELECT naam, soort, inhoud FROM bijlage WHERE referentie = ? AND nummer = ?";
        let rij: Option<(String, String, Vec<u8>)> =
            sqlx::query_as(vraag).bind(referentie).bind(nummer).fetch_optional(&self.0).await?;
        Ok(rij.map(|(naam, soort, inhoud)| Bijlage { naam, soort, inhoud }))
    }
}

fn kop(rij: &SqliteRow) -> Result<Zaak, Probleem> {
    Ok(Zaak {
        referentie: rij.get("referentie"),
        melding: serde_json::from_str(rij.get("melding"))?,
        stand: van_code(rij.get("stand"))?,
        opgenomen_door: rij.get("opgenomen_door"),
        ontvangen_op: rij.get("ontvangen_op"),
        uiterlijk: rij.get("uiterlijk"),
        verloop: Vec::new(),
        bijlages: Vec::new(),
        aanvullingen: Vec::new(),
    })
}

/// A new case.
pub(super) async fn begin_zaak(
    tx: &mut Tx,
    referentie: &str,
    melding: &Melding,
    vingerafdruk: &str,
    (op, uiterlijk): (&str, Date),
) -> Result<(), Probleem> {
    sqlx::query("INSERT INTO zaak VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)")
        .bind(referentie)
        .bind(&melding.registratie)
        .bind(&melding.kenmerk)
        .bind(&melding.houder)
        .bind(serde_json::to_string(melding)?)
        .bind(vingerafdruk)
        .bind(code(&Stand::Ontvangen)?)
        .bind(op)
        .bind(uiterlijk.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes a step behind the others, and where the case stands after it.
pub(super) async fn zet_stap(tx: &mut Tx, referentie: &str, stap: &NieuweStap<'_>) -> Result<(), Probleem> {
    let vraag = "INSERT INTO stap SELECT ?1, coalesce(max(volgnummer), 0) + 1, ?2, ?3, ?4, ?5 FROM stap WHERE referentie = ?1";
    sqlx::query(vraag)
        .bind(referentie)
        .bind(code(&stap.wat)?)
        .bind(stap.op)
        .bind(stap.door.map(|door| door.id))
        .bind(serde_json::to_string(&stap.inhoud)?)
        .execute(&mut **tx)
        .await?;
    let opgenomen = stap.door.filter(|_| stap.wat == Gebeurtenis::InOnderzoek).map(|door| door.id);
    sqlx::query(
        "UPDATE zaak SET stand = ?, opgenomen_door = coalesce(?, opgenomen_door), uiterlijk = coalesce(?, uiterlijk)
         WHERE referentie = ?",
    )
    .bind(code(&stap.naar)?)
    .bind(opgenomen)
    .bind(stap.inhoud.get("uiterlijk").and_then(Value::as_str))
    .bind(referentie)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn zet_aanvulling(
    tx: &mut Tx,
    referentie: &str,
    (kenmerk, vingerafdruk): (&str, &str),
    (op, tekst): (&str, &str),
) -> Result<(), Probleem> {
    sqlx::query("INSERT INTO aanvulling VALUES (?, ?, ?, ?, ?)")
        .bind(referentie)
        .bind(kenmerk)
        .bind(vingerafdruk)
        .bind(tekst)
        .bind(op)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Adds files behind those that a case has.
pub(super) async fn zet_bijlages(
    tx: &mut Tx,
    referentie: &str,
    bijlages: &[Bijlage],
) -> Result<(), Probleem> {
    for bijlage in bijlages {
        let vraag = "INSERT INTO bijlage SELECT ?1, coalesce(max(nummer), 0) + 1, ?2, ?3, ?4 FROM bijlage WHERE referentie = ?1";
        sqlx::query(vraag)
            .bind(referentie)
            .bind(&bijlage.naam)
            .bind(&bijlage.soort)
            .bind(bijlage.inhoud.as_slice())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

fn code(waarde: &impl Serialize) -> Result<String, Probleem> {
    Ok(serde_json::to_value(waarde)?.as_str().unwrap_or_default().to_owned())
}

fn van_code<T: DeserializeOwned>(code: &str) -> Result<T, Probleem> {
    Ok(serde_json::from_value(json!(code))?)
}
