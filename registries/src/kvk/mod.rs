//! The Handelsregister as the KVK serves it: Zoeken v2, Basisprofiel v1.5.0 and Vestigingsprofiel v1, over HTTP from its
//! own database.
//!
//! The KVK answers no question by BSN. What somebody owns is asked at `eigendommen`, an address of our own design
//! that in production would stand in front of a source that may be asked so.

mod correctie;
mod eigendommen;
mod fout;
mod profiel;
#[cfg(test)]
mod tests;
mod zoeken;

use crate::Klok;
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
pub(crate) use correctie::TABEL;
use fout::Fout;
use futures::future::BoxFuture;
use serde_json::Value;
use std::sync::Arc;

/// Where the paths of the KVK begin: `/v1/basisprofielen/…`, `/v2/zoeken`.
pub const PAD: &str = "/kvk/api";
/// Where the question by BSN is: `POST …/eigendommen`.
pub const PAD_EIGENDOMMEN: &str = "/kvk/eigendommen/v1";

/// One document per registration in the Handelsregister, by its KVK number.
const INSCHRIJVING: &str = "inschrijving";

struct Staat {
    voorraad: Voorraad,
    klok: Klok,
    sleutel: String,
}

/// Takes in the demo's registrations and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        laad(&omgeving.voorraad).await?;
        let Omgeving { voorraad, klok, api_sleutel: sleutel, .. } = omgeving;
        let staat = Arc::new(Staat { voorraad, klok, sleutel });
        let pad = |rest: &str| format!("{PAD}{rest}");
        let van_de_kvk = Router::new()
            .route(&pad("/v2/zoeken"), get(zoeken::zoek))
            .route(&pad("/v1/basisprofielen/{kvkNummer}"), get(profiel::basisprofiel))
            .route(&pad("/v1/basisprofielen/{kvkNummer}/eigenaar"), get(profiel::eigenaar))
            .route(&pad("/v1/basisprofielen/{kvkNummer}/hoofdvestiging"), get(profiel::hoofdvestiging))
            .route(&pad("/v1/basisprofielen/{kvkNummer}/vestigingen"), get(profiel::vestigingen))
            .route(&pad("/v1/vestigingsprofielen/{vestigingsnummer}"), get(profiel::vestigingsprofiel))
            .route(&pad("/{*rest}"), get(async || Fout::GeenProduct))
            .route_layer(from_fn_with_state(Arc::clone(&staat), poort));
        let van_ons =
            Router::new().route(&format!("{PAD_EIGENDOMMEN}/eigendommen"), post(eigendommen::vraag));
        Ok(van_de_kvk.merge(van_ons).with_state(staat))
    })
}

async fn laad(voorraad: &Voorraad) -> Result<(), VoorraadFout> {
    let demo: Value = toml::from_str(include_str!("demo.toml"))
        .map_err(|fout| VoorraadFout::Gegevens(fout.message().to_owned()))?;
    for inschrijving in lijst(&demo["inschrijving"]) {
        let nummer = tekst(&inschrijving["profiel"]["kvkNummer"]);
        let termen = correctie::termen(inschrijving);
        let termen: Vec<_> = termen.iter().map(|(term, waarde)| (*term, waarde.as_str())).collect();
        voorraad.neem_op(INSCHRIJVING, nummer, inschrijving, &termen).await?;
    }
    Ok(())
}

/// What every question to the KVK must have: the key, and a media type that can be given.
async fn poort(
    axum::extract::State(staat): axum::extract::State<Arc<Staat>>,
    koppen: HeaderMap,
    verzoek: Request,
    verder: Next,
) -> Response {
    if koppen.get("apikey").is_none_or(|sleutel| sleutel.as_bytes() != staat.sleutel.as_bytes()) {
        return Fout::Sleutel.into_response();
    }
    let soorten = koppen.get(header::ACCEPT).map(|soorten| soorten.to_str().unwrap_or_default());
    let kan = |soort: &str| {
        let soort = soort.split(';').next().unwrap_or_default().trim();
        ["*/*", "application/*", "application/json", "application/hal+json"].contains(&soort)
    };
    if soorten.is_some_and(|soorten| !soorten.split(',').any(kan)) {
        return Fout::Accept.into_response();
    }
    verder.run(verzoek).await
}

/// An answer of the KVK.
struct Hal {
    versie: &'static str,
    inhoud: Value,
}

impl IntoResponse for Hal {
    fn into_response(self) -> Response {
        let mut antwoord = self.inhoud.to_string().into_response();
        let koppen = antwoord.headers_mut();
        koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/hal+json"));
        koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        koppen.insert("api-version", HeaderValue::from_static(self.versie));
        antwoord
    }
}

/// Where the asker found us, for the links in an answer.
fn basis(koppen: &HeaderMap) -> String {
    let host = koppen.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("http://{host}{PAD}")
}

fn tekst(waarde: &Value) -> &str {
    waarde.as_str().unwrap_or_default()
}

fn lijst(waarde: &Value) -> &[Value] {
    waarde.as_array().map_or(&[], Vec::as_slice)
}

fn is_cijfers(tekst: &str, aantal: usize) -> bool {
    tekst.len() == aantal && tekst.bytes().all(|teken| teken.is_ascii_digit())
}
