//! Open data of the RDW, as Socrata serves it: rows by column, every value a text.
//!
//! Of its query language only equality on a column is here (`?kenteken=K572ZB`), with `$limit` and `$offset`.

mod correctie;
#[cfg(test)]
mod tests;

use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Json, Router};
pub(crate) use correctie::TABEL;
use futures::future::BoxFuture;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The address of the whole service; its own paths begin with `/resource`.
pub const PAD: &str = "/opendata.rdw.nl";

/// The tables: their Socrata ids, and what tells their rows apart next to the number plate.
const VOERTUIGEN: &str = "m9d7-ebf2";
const BRANDSTOF: &str = "8ys7-d773";
const GEGEVENS: &str = include_str!("demo.toml");
/// Socrata's own.
const RIJEN_STANDAARD: usize = 1000;

/// A row by column.
type Rij = Map<String, Value>;

struct Staat {
    voorraad: Voorraad,
    sleutel: String,
    /// By table.
    kolommen: BTreeMap<&'static str, BTreeSet<String>>,
}

/// Takes in the demo's vehicles and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        let Omgeving { voorraad, api_sleutel: sleutel, .. } = omgeving;
        let mut kolommen: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
        for (tabel, rij) in rijen()? {
            kolommen.entry(tabel).or_default().extend(rij.keys().cloned());
            let tekst = |kolom| rij.get(kolom).and_then(Value::as_str).unwrap_or_default();
            let kenteken = tekst("kenteken");
            let nummer = format!("{kenteken}-{}", tekst("brandstof_volgnummer"));
            let termen = [("kenteken", kenteken)];
            voorraad.neem_op(tabel, &nummer, &Value::Object(rij.clone()), &termen).await?;
        }
        Ok(Router::new()
            .route(&format!("{PAD}/resource/{{bestand}}"), get(zoek))
            .with_state(Arc::new(Staat { voorraad, sleutel, kolommen })))
    })
}

/// The demo's rows, by table, with the columns that Socrata makes itself.
fn rijen() -> Result<Vec<(&'static str, Rij)>, VoorraadFout> {
    let mut bestand: Map<String, Value> =
        toml::from_str(GEGEVENS).map_err(|fout| VoorraadFout::Gegevens(fout.message().to_owned()))?;
    let mut uit = Vec::new();
    for (naam, tabel) in [("voertuig", VOERTUIGEN), ("brandstof", BRANDSTOF)] {
        let Some(Value::Array(rijen)) = bestand.remove(naam) else {
            return Err(VoorraadFout::Gegevens(format!("there is no [[{naam}]]")));
        };
        for rij in rijen {
            match rij {
                Value::Object(rij) if rij.values().all(Value::is_string) => {
                    uit.push((tabel, met_datums(rij)));
                }
                _ => return Err(VoorraadFout::Gegevens(format!("a value in [[{naam}]] is no text"))),
            }
        }
    }
    Ok(uit)
}

/// Beside each date of eight digits the RDW puts the same as a moment, in a column with `_dt`.
fn met_datums(rij: Rij) -> Rij {
    let moment = |kolom: &str, waarde: &Value| {
        let cijfers = waarde.as_str().filter(|tekst| tekst.len() == 8)?;
        let is_datum = kolom.contains("datum") && cijfers.bytes().all(|c| c.is_ascii_digit());
        let (jaar, maand, dag) = (cijfers.get(..4)?, cijfers.get(4..6)?, cijfers.get(6..)?);
        is_datum.then(|| (format!("{kolom}_dt"), format!("{jaar}-{maand}-{dag}T00:00:00.000").into()))
    };
    let erbij: Vec<(String, Value)> =
        rij.iter().filter_map(|(kolom, waarde)| moment(kolom, waarde)).collect();
    rij.into_iter().chain(erbij).collect()
}

async fn zoek(
    State(staat): State<Arc<Staat>>,
    Path(bestand): Path<String>,
    Query(vraag): Query<Vec<(String, String)>>,
    koppen: HeaderMap,
) -> Response {
    let sleutel = koppen.get("x-app-token").map(HeaderValue::as_bytes);
    if sleutel.is_some_and(|sleutel| sleutel != staat.sleutel.as_bytes()) {
        return fout(StatusCode::FORBIDDEN, "permission_denied", "Invalid app_token specified");
    }
    let Some(tabel) = bestand
        .strip_suffix(".json")
        .and_then(|id| [VOERTUIGEN, BRANDSTOF].into_iter().find(|tabel| *tabel == id))
    else {
        return fout(StatusCode::NOT_FOUND, "dataset.missing", "Not found");
    };
    match gevonden(&staat, tabel, &vraag).await {
        Ok(Ok(rijen)) => {
            let mut antwoord = Json(rijen).into_response();
            let soort = HeaderValue::from_static("application/json;charset=utf-8");
            antwoord.headers_mut().insert(header::CONTENT_TYPE, soort);
            antwoord
        }
        Ok(Err(weigering)) => weigering,
        Err(oorzaak) => {
            tracing::error!(%oorzaak, "the RDW stand-in could not answer");
            fout(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", "Internal error")
        }
    }
}

/// The rows that have all the values asked for; the refusal of a question that is not in order.
async fn gevonden(
    staat: &Staat,
    tabel: &str,
    vraag: &[(String, String)],
) -> Result<Result<Vec<Value>, Response>, VoorraadFout> {
    let (mut eerste, mut hoeveel) = (0, RIJEN_STANDAARD);
    let mut rijen: Vec<Value> = match vraag.iter().find(|(kolom, _)| kolom == "kenteken") {
        Some((_, kenteken)) => staat.voorraad.zoek(tabel, "kenteken", kenteken).await?,
        None => staat.voorraad.alle(tabel).await?.into_iter().map(|(_, rij)| rij).collect(),
    };
    for (kolom, waarde) in vraag {
        match (kolom.as_str(), waarde.parse()) {
            ("$limit", Ok(getal)) => hoeveel = getal,
            ("$offset", Ok(getal)) => eerste = getal,
            _ if staat.kolommen.get(tabel).is_some_and(|kolommen| kolommen.contains(kolom)) => {
                rijen.retain(|rij| rij[kolom] == **waarde);
            }
            _ => {
                let tekst = format!("Unrecognized arguments [{kolom}]");
                return Ok(Err(fout(StatusCode::BAD_REQUEST, "query.soql.unrecognized-arguments", &tekst)));
            }
        }
    }
    Ok(Ok(rijen.into_iter().skip(eerste).take(hoeveel).collect()))
}

/// The form of every error of Socrata.
fn fout(status: StatusCode, code: &str, tekst: &str) -> Response {
    (status, Json(json!({ "code": code, "error": true, "message": tekst }))).into_response()
}
