//! Where the portal reports incidents, such as an answer about somebody else.
//!
//! `POST /meldpunt/v1/incidenten` with an `Idempotency-Key`: 201 the first time, 200 when the same comes again,
//! 422 when the key comes with another report. A report carries no BSN: one that does is refused (400).

use crate::Klok;
use axum::Json;
use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use contract::Bsn;
use serde_json::{Map, Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use std::path::Path;
use std::sync::Arc;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The path of the one resource.
pub const INCIDENTEN: &str = "/meldpunt/v1/incidenten";

const MELDING_MAX: usize = 64 * 1024;
const SLEUTEL_MAX: usize = 255;

const TABEL: &str = "CREATE TABLE IF NOT EXISTS incident (
    sleutel TEXT PRIMARY KEY,
    melding TEXT NOT NULL,
    ontvangen_op TEXT NOT NULL
) STRICT, WITHOUT ROWID";

/// The register of incidents, in one SQLite file.
#[derive(Clone)]
pub struct Meldpunt {
    pool: SqlitePool,
    klok: Klok,
}

impl Meldpunt {
    /// Opens the file, or makes it.
    pub async fn open(bestand: &Path, klok: Klok) -> Result<Self, sqlx::Error> {
        let opties = SqliteConnectOptions::new().filename(bestand).create_if_missing(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(opties).await?;
        sqlx::query(TABEL).execute(&pool).await?;
        Ok(Self { pool, klok })
    }

    pub fn router(&self) -> Router {
        Router::new()
            .route(INCIDENTEN, post(ontvang).get(lijst))
            .layer(DefaultBodyLimit::max(MELDING_MAX))
            .with_state(Arc::new(self.clone()))
    }

    pub async fn sluit(&self) {
        self.pool.close().await;
    }

    /// Keeps a report. Whether the key is new is decided by the database, so two at once cannot both be first.
    async fn bewaar(&self, sleutel: &str, melding: &str) -> Result<Bewaard, sqlx::Error> {
        let nu = (self.klok)().format(&Rfc3339).unwrap_or_default();
        let nieuw = sqlx::query("INSERT INTO incident VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(sleutel)
            .bind(melding)
            .bind(nu)
            .execute(&self.pool)
            .await?;
        if nieuw.rows_affected() == 1 {
            return Ok(Bewaard::Nieuw);
        }
        let eerder: String = sqlx::query_scalar("SELECT melding FROM incident WHERE sleutel = ?")
            .bind(sleutel)
            .fetch_one(&self.pool)
            .await?;
        Ok(if eerder == melding { Bewaard::Dezelfde } else { Bewaard::Anders })
    }
}

enum Bewaard {
    Nieuw,
    Dezelfde,
    /// The key already belongs to another report.
    Anders,
}

/// Why a report was not taken in.
enum Weigering {
    GeenSleutel,
    GeenMelding,
    Bsn,
    AndereMelding,
    Storing,
}

impl IntoResponse for Weigering {
    fn into_response(self) -> Response {
        let (status, detail) = match self {
            Weigering::GeenSleutel => {
                (StatusCode::BAD_REQUEST, "Idempotency-Key is verplicht, 1 tot 255 leesbare tekens.")
            }
            Weigering::GeenMelding => (
                StatusCode::BAD_REQUEST,
                "Een melding is een JSON-object met soort en opgetredenOp (RFC 3339).",
            ),
            Weigering::Bsn => (StatusCode::BAD_REQUEST, "In een melding staat geen BSN."),
            Weigering::AndereMelding => {
                (StatusCode::UNPROCESSABLE_ENTITY, "Deze sleutel hoort al bij een andere melding.")
            }
            Weigering::Storing => (StatusCode::INTERNAL_SERVER_ERROR, "De melding kon niet worden bewaard."),
        };
        let titel = status.canonical_reason().unwrap_or_default();
        let bericht = json!({ "title": titel, "status": status.as_u16(), "detail": detail });
        let mut antwoord = (status, Json(bericht)).into_response();
        antwoord
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        antwoord
    }
}

impl From<sqlx::Error> for Weigering {
    fn from(fout: sqlx::Error) -> Self {
        tracing::error!(fout = &fout as &dyn std::error::Error, "the register of incidents does not answer");
        Weigering::Storing
    }
}

async fn ontvang(
    State(meldpunt): State<Arc<Meldpunt>>,
    koppen: HeaderMap,
    melding: Result<Json<Map<String, Value>>, JsonRejection>,
) -> Result<Response, Weigering> {
    let sleutel = sleutel(&koppen).ok_or(Weigering::GeenSleutel)?;
    let Json(melding) = melding.map_err(|_| Weigering::GeenMelding)?;
    if !volledig(&melding) {
        return Err(Weigering::GeenMelding);
    }
    let melding = Value::Object(melding);
    if bevat_bsn(&melding) {
        return Err(Weigering::Bsn);
    }
    let status = match meldpunt.bewaar(sleutel, &melding.to_string()).await? {
        Bewaard::Nieuw => StatusCode::CREATED,
        Bewaard::Dezelfde => StatusCode::OK,
        Bewaard::Anders => return Err(Weigering::AndereMelding),
    };
    Ok((status, Json(melding)).into_response())
}

/// `GET`: every report as it came in, oldest first. For tests and for the curious.
async fn lijst(State(meldpunt): State<Arc<Meldpunt>>) -> Result<Json<Vec<Value>>, Weigering> {
    let rijen: Vec<(String, String, String)> =
        sqlx::query_as("SELECT sleutel, melding, ontvangen_op FROM incident ORDER BY ontvangen_op, sleutel")
            .fetch_all(&meldpunt.pool)
            .await?;
    let als_json = |(sleutel, melding, ontvangen_op): (String, String, String)| {
        let melding: Value = serde_json::from_str(&melding).unwrap_or_default();
        json!({ "idempotencyKey": sleutel, "ontvangenOp": ontvangen_op, "melding": melding })
    };
    Ok(Json(rijen.into_iter().map(als_json).collect()))
}

fn sleutel(koppen: &HeaderMap) -> Option<&str> {
    let sleutel = koppen.get("idempotency-key")?.to_str().ok()?;
    (1..=SLEUTEL_MAX).contains(&sleutel.len()).then_some(sleutel)
}

fn volledig(melding: &Map<String, Value>) -> bool {
    let tekst = |naam| melding.get(naam).and_then(Value::as_str).filter(|tekst| !tekst.is_empty());
    let tijdstip = tekst("opgetredenOp").and_then(|tekst| OffsetDateTime::parse(tekst, &Rfc3339).ok());
    tekst("soort").is_some() && tijdstip.is_some()
}

/// Whether a BSN stands anywhere in it: in a text, as a number or as a name.
fn bevat_bsn(waarde: &Value) -> bool {
    match waarde {
        Value::String(tekst) => bsn_in(tekst),
        Value::Number(getal) => bsn_in(&getal.to_string()),
        Value::Array(waarden) => waarden.iter().any(bevat_bsn),
        Value::Object(velden) => velden.iter().any(|(naam, waarde)| bsn_in(naam) || bevat_bsn(waarde)),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Nine digits on their own that pass the elfproef. Digits inside a word, such as a trace id or a time with its Z, are no BSN.
fn bsn_in(tekst: &str) -> bool {
    tekst.split(|teken: char| !teken.is_alphanumeric()).any(|woord| woord.parse::<Bsn>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use time::macros::datetime;
    use tower::ServiceExt as _;

    async fn meldpunt() -> Router {
        let klok: Klok = Arc::new(|| datetime!(2026-03-01 12:00 UTC));
        Meldpunt::open(Path::new(":memory:"), klok).await.unwrap().router()
    }

    async fn meld(router: &Router, sleutel: Option<&str>, melding: &str) -> StatusCode {
        let mut verzoek = Request::post(INCIDENTEN).header("content-type", "application/json");
        if let Some(sleutel) = sleutel {
            verzoek = verzoek.header("idempotency-key", sleutel);
        }
        router.clone().oneshot(verzoek.body(Body::from(melding.to_owned())).unwrap()).await.unwrap().status()
    }

    async fn alles(router: &Router) -> Vec<Value> {
        let antwoord =
            router.clone().oneshot(Request::get(INCIDENTEN).body(Body::empty()).unwrap()).await.unwrap();
        serde_json::from_slice(&to_bytes(antwoord.into_body(), usize::MAX).await.unwrap()).unwrap()
    }

    const GOED: &str =
        r#"{"soort":"andere-persoon","opgetredenOp":"2026-03-01T11:59:00.999970124Z","registratie":"brp"}"#;

    #[tokio::test]
    async fn takes_a_report_in_once() {
        let router = meldpunt().await;
        assert_eq!(meld(&router, Some("a1"), GOED).await, StatusCode::CREATED);
        assert_eq!(meld(&router, Some("a1"), GOED).await, StatusCode::OK);
        let anders = GOED.replace("brp", "woz");
        assert_eq!(meld(&router, Some("a1"), &anders).await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(meld(&router, Some("a2"), &anders).await, StatusCode::CREATED);
        let alles = alles(&router).await;
        assert_eq!(alles.len(), 2);
        assert_eq!(alles[0]["melding"]["registratie"], "brp");
        assert_eq!(alles[0]["ontvangenOp"], "2026-03-01T12:00:00Z");
    }

    #[tokio::test]
    async fn refuses_what_is_no_report() {
        let router = meldpunt().await;
        assert_eq!(meld(&router, None, GOED).await, StatusCode::BAD_REQUEST);
        assert_eq!(meld(&router, Some(&"k".repeat(256)), GOED).await, StatusCode::BAD_REQUEST);
        for fout in ["", "[]", "{}", "{\"soort\":", &GOED.replace("2026-03-01T", "1 maart ")] {
            assert_eq!(meld(&router, Some("a1"), fout).await, StatusCode::BAD_REQUEST, "{fout}");
        }
        assert!(alles(&router).await.is_empty());
    }

    #[tokio::test]
    async fn refuses_a_bsn_wherever_it_stands() {
        let router = meldpunt().await;
        for plek in [
            r#""x":"999970124""#,
            r#""x":999970124"#,
            r#""999970124":1"#,
            r#""x":{"y":["over (999970124)."]}"#,
            r#""x":"\u0039 999970124""#,
        ] {
            let melding = GOED.replace(r#""registratie":"brp""#, plek);
            assert_eq!(meld(&router, Some("a1"), &melding).await, StatusCode::BAD_REQUEST, "{plek}");
        }
        for mag in [r#""x":"999970125""#, r#""x":"a999970124f""#, r#""x":"1999970124""#] {
            let melding = GOED.replace(r#""registratie":"brp""#, mag);
            assert_eq!(
                meld(&router, Some(mag.trim_matches('"')), &melding).await,
                StatusCode::CREATED,
                "{mag}"
            );
        }
    }
}
