//! Where organisations are told that a value they used was changed (AVG art. 19).
//!
//! `POST /kennisgevingen/v1` with a CloudEvent (`docs/terugmelden-profiel.md`): 201 the first time, 200 when the same comes
//! again, 409 when its `id` comes with another content. It names values and never says one.

use crate::Klok;
use crate::houder::{Keuring, Probleem};
use crate::houder::{REGISTRATIES, heeft_sleutel, json_lichaam, vingerafdruk};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::Bsn;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::path::Path;
use std::sync::Arc;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The path of the one resource.
pub const KENNISGEVINGEN: &str = "/kennisgevingen/v1";
/// Where the demo shows what came in.
pub const ONTVANGEN: &str = "/demo/v1/kennisgevingen";

const TYPE: &str = "nl.overheid.klantbeeld.gegevens-gewijzigd";
const BERICHT_MAX: usize = 64 * 1024;

const TABEL: &str = "CREATE TABLE IF NOT EXISTS kennisgeving (
    id           TEXT PRIMARY KEY,
    bericht      TEXT NOT NULL,
    vingerafdruk TEXT NOT NULL,
    ontvangen_op TEXT NOT NULL
) STRICT, WITHOUT ROWID";

/// What came in, in one SQLite file.
#[derive(Clone)]
pub struct Kennisgevingen {
    pool: SqlitePool,
    klok: Klok,
}

#[derive(Serialize, Deserialize)]
struct Bericht {
    specversion: String,
    id: String,
    source: String,
    #[serde(rename = "type")]
    soort: String,
    subject: String,
    time: String,
    data: Wijziging,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wijziging {
    ontvanger: String,
    bsn: String,
    registratie: String,
    gegevens: Vec<String>,
    gewijzigd_op: String,
}

struct Staat {
    kennisgevingen: Kennisgevingen,
    sleutel: String,
}

impl Kennisgevingen {
    /// Opens the file, or makes it.
    pub async fn open(bestand: &Path, klok: Klok) -> Result<Self, sqlx::Error> {
        let opties = SqliteConnectOptions::new().filename(bestand).create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(opties).await?;
        sqlx::query(TABEL).execute(&pool).await?;
        Ok(Self { pool, klok })
    }

    /// Where they are sent to.
    pub fn router(&self, api_sleutel: &str) -> Router {
        Router::new()
            .route(KENNISGEVINGEN, post(ontvang).fallback(async || Probleem::Methode))
            .layer(DefaultBodyLimit::max(BERICHT_MAX))
            .with_state(Arc::new(Staat { kennisgevingen: self.clone(), sleutel: api_sleutel.to_owned() }))
    }

    /// Where the demo shows them, without whom they are about.
    pub fn demo(&self) -> Router {
        Router::new().route(ONTVANGEN, get(lijst)).with_state(self.clone())
    }

    pub async fn sluit(&self) {
        self.pool.close().await;
    }
}

async fn ontvang(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    lichaam: Result<Bytes, BytesRejection>,
) -> Result<Response, Probleem> {
    if !heeft_sleutel(&koppen, &staat.sleutel) {
        return Err(Probleem::Sleutel);
    }
    let bytes = json_lichaam(&koppen, lichaam, "application/cloudevents+json")?;
    let vorm = |_| Probleem::ongeldig("Dit is geen CloudEvent over gewijzigde gegevens.");
    let bericht: Bericht = serde_json::from_slice(&bytes).map_err(vorm)?;
    keur(&bericht)?;
    let (van, vingerafdruk) = (&staat.kennisgevingen, vingerafdruk(&bytes)?);
    let nu = (van.klok)().format(&Rfc3339).unwrap_or_default();
    let nieuw = sqlx::query("INSERT INTO kennisgeving VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(&bericht.id)
        .bind(serde_json::to_string(&bericht)?)
        .bind(&vingerafdruk)
        .bind(nu)
        .execute(&van.pool)
        .await?;
    if nieuw.rows_affected() == 1 {
        return Ok(StatusCode::CREATED.into_response());
    }
    let eerder: String = sqlx::query_scalar("SELECT vingerafdruk FROM kennisgeving WHERE id = ?")
        .bind(&bericht.id)
        .fetch_one(&van.pool)
        .await?;
    if eerder == vingerafdruk {
        Ok(StatusCode::OK.into_response())
    } else {
        Err(Probleem::conflict("Dit id hoort al bij een andere kennisgeving."))
    }
}

fn keur(bericht: &Bericht) -> Result<(), Probleem> {
    let tijd = |tekst: &str| OffsetDateTime::parse(tekst, &Rfc3339).is_ok();
    let kort = |tekst: &str| !tekst.is_empty() && tekst.len() <= 200;
    let data = &bericht.data;
    let bsn = data.bsn.len() == 9 && data.bsn.parse::<Bsn>().is_ok();
    let begin = format!("urn:{}:", data.registratie);
    let urns =
        !data.gegevens.is_empty() && data.gegevens.iter().all(|urn| kort(urn) && urn.starts_with(&begin));
    let mut keuring = Keuring::default();
    keuring.eis(bericht.specversion == "1.0", "specversion is 1.0.");
    keuring.eis(kort(&bericht.id), "id is 1 tot 200 tekens.");
    keuring.eis(
        bericht.source.starts_with("urn:nld:oin:") && kort(&bericht.source),
        "source is een urn:nld:oin.",
    );
    keuring.eis(bericht.soort == TYPE, format!("type is {TYPE}."));
    keuring.eis(kort(&bericht.subject), "subject is 1 tot 200 tekens.");
    keuring.eis(
        tijd(&bericht.time) && tijd(&data.gewijzigd_op),
        "time en gewijzigdOp zijn tijdstippen (RFC 3339).",
    );
    keuring.eis(kort(&data.ontvanger), "ontvanger is 1 tot 200 tekens.");
    keuring.eis(REGISTRATIES.iter().any(|een| een.id == data.registratie), "registratie is er niet.");
    keuring.eis(bsn, "bsn is geen geldig nummer.");
    keuring.eis(urns, "gegevens zijn URN's van de registratie.");
    let in_onderwerp =
        [&bericht.id, &bericht.subject, &bericht.source].into_iter().any(|een| Bsn::staat_in(een));
    keuring.eis(!in_onderwerp, "Alleen in data staat een BSN.");
    keuring.klaar()
}

/// `GET`: what came in, oldest first.
async fn lijst(State(van): State<Kennisgevingen>) -> Result<Json<Value>, Probleem> {
    let rijen: Vec<(String, String)> =
        sqlx::query_as("SELECT bericht, ontvangen_op FROM kennisgeving ORDER BY ontvangen_op, id")
            .fetch_all(&van.pool)
            .await?;
    let mut uit = Vec::new();
    for (bericht, ontvangen_op) in rijen {
        let Bericht { id, subject, data, .. } = serde_json::from_str(&bericht)?;
        uit.push(json!({
            "id": id, "onderwerp": subject, "organisatie": data.ontvanger, "registratie": data.registratie,
            "gegevens": data.gegevens, "gewijzigdOp": data.gewijzigd_op, "ontvangenOp": ontvangen_op,
        }));
    }
    Ok(Json(json!({ "kennisgevingen": uit })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use time::macros::datetime;
    use tower::ServiceExt as _;

    const BSN: &str = "999920108";

    async fn ontvanger() -> Kennisgevingen {
        let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
        Kennisgevingen::open(Path::new(":memory:"), klok).await.unwrap()
    }

    fn bericht() -> Value {
        json!({
            "specversion": "1.0", "id": "b1", "source": "urn:nld:oin:00000099000000001000:systeem:klantbeeld",
            "type": TYPE, "subject": "KB-7F3K-9Q2M", "time": "2026-11-22T12:00:00Z",
            "data": {
                "ontvanger": "svb", "bsn": BSN, "registratie": "brp", "gewijzigdOp": "2026-11-22T11:59:00Z",
                "gegevens": ["urn:brp:kinderen:geboorte:datum"],
            },
        })
    }

    async fn stuur(van: &Kennisgevingen, sleutel: &str, soort: &str, bericht: &Value) -> StatusCode {
        let verzoek =
            Request::post(KENNISGEVINGEN).header("x-api-key", sleutel).header("content-type", soort);
        let verzoek = verzoek.body(Body::from(bericht.to_string())).unwrap();
        van.router("goed").oneshot(verzoek).await.unwrap().status()
    }

    async fn alles(van: &Kennisgevingen) -> String {
        let antwoord =
            van.demo().oneshot(Request::get(ONTVANGEN).body(Body::empty()).unwrap()).await.unwrap();
        String::from_utf8(to_bytes(antwoord.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn takes_a_notice_in_once_and_shows_it_without_the_person() {
        let van = ontvanger().await;
        let soort = "application/cloudevents+json; charset=utf-8";
        assert_eq!(stuur(&van, "goed", soort, &bericht()).await, StatusCode::CREATED);
        assert_eq!(stuur(&van, "goed", soort, &bericht()).await, StatusCode::OK);
        let mut anders = bericht();
        anders["data"]["ontvanger"] = json!("duo");
        assert_eq!(stuur(&van, "goed", soort, &anders).await, StatusCode::CONFLICT);
        let tekst = alles(&van).await;
        assert!(!tekst.contains(BSN));
        let lijst: Value = serde_json::from_str(&tekst).unwrap();
        let een = &lijst["kennisgevingen"][0];
        assert_eq!(een["organisatie"], "svb");
        assert_eq!(een["onderwerp"], "KB-7F3K-9Q2M");
        assert_eq!(een["gegevens"], json!(["urn:brp:kinderen:geboorte:datum"]));
        assert_eq!(lijst["kennisgevingen"].as_array().unwrap().len(), 1);
    }

    #[tokio::test]
    async fn refuses_what_is_not_right() {
        let van = ontvanger().await;
        let soort = "application/cloudevents+json";
        assert_eq!(stuur(&van, "fout", soort, &bericht()).await, StatusCode::UNAUTHORIZED);
        assert_eq!(
            stuur(&van, "goed", "application/json", &bericht()).await,
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        );
        for (plek, waarde) in [
            ("/specversion", json!("0.3")),
            ("/id", json!("")),
            ("/type", json!("iets-anders")),
            ("/source", json!("https://voorbeeld.example")),
            ("/subject", json!(format!("over {BSN}"))),
            ("/time", json!("gisteren")),
            ("/data/bsn", json!("999920109")),
            ("/data/registratie", json!("bki")),
            ("/data/gegevens", json!([])),
            ("/data/gegevens", json!(["urn:kvk:onderneming:naam"])),
            ("/data/gewijzigdOp", json!("2026-11-22")),
        ] {
            let mut fout = bericht();
            *fout.pointer_mut(plek).unwrap() = waarde;
            assert_eq!(stuur(&van, "goed", soort, &fout).await, StatusCode::BAD_REQUEST, "{plek}");
        }
        let mut met_waarde = bericht();
        met_waarde["data"]["waarde"] = json!("2015-03-12");
        assert_eq!(stuur(&van, "goed", soort, &met_waarde).await, StatusCode::BAD_REQUEST);
        assert_eq!(alles(&van).await, r#"{"kennisgevingen":[]}"#);
    }
}
