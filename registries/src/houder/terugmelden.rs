//! The Terugmelden-API (Logius, draft 0.2) with the additions of `docs/terugmelden-profiel.md`.

use super::bijlage::{Bijlage, RuweBijlage};
use super::melding::{self, Keuring, is_kenmerk, is_lange_tekst, lees_json};
use super::opslag::Zaak;
use super::probleem::Probleem;
use super::registraties::Registratie;
use super::{Houder, REGISTRATIES, pad};
use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Twenty megabytes of files, a third more as Base64, and what stands around them.
pub(crate) const BERICHT_MAX: usize = 30 * 1024 * 1024;

struct Staat {
    houder: Houder,
    registratie: &'static Registratie,
    sleutel: String,
}

/// The paths of every registration.
pub(super) fn router(houder: Houder, sleutel: String) -> Router {
    let van = |registratie| een(Staat { houder: houder.clone(), registratie, sleutel: sleutel.clone() });
    REGISTRATIES.iter().map(van).fold(Router::new(), Router::merge)
}

fn een(staat: Staat) -> Router {
    let basis = pad(staat.registratie.id);
    let staat = Arc::new(staat);
    Router::new()
        .route(&format!("{basis}/terugmelding"), get(vraag).post(meld).fallback(methode))
        .route(&format!("{basis}/terugmelding/{{referentie}}/aanvullingen"), post(vul_aan).fallback(methode))
        .route(&format!("{basis}/terugmelding/{{referentie}}/intrekking"), post(trek_in).fallback(methode))
        .layer(DefaultBodyLimit::max(BERICHT_MAX))
        .route_layer(from_fn_with_state(Arc::clone(&staat), poort))
        .with_state(staat)
}

async fn methode() -> Probleem {
    Probleem::Methode
}

/// Lets through who has the key.
async fn poort(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    verzoek: Request,
    verder: Next,
) -> Response {
    if !heeft_sleutel(&koppen, &staat.sleutel) {
        return Probleem::Sleutel.into_response();
    }
    verder.run(verzoek).await
}

/// Whether the right key came with a request.
pub(crate) fn heeft_sleutel(koppen: &HeaderMap, sleutel: &str) -> bool {
    koppen.get("x-api-key").is_some_and(|gegeven| gegeven.as_bytes() == sleutel.as_bytes())
}

type Lichaam = Result<Bytes, BytesRejection>;

async fn meld(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    lichaam: Lichaam,
) -> Result<Response, Probleem> {
    let bytes = json_lichaam(&koppen, lichaam, "application/json")?;
    let (melding, bijlages) = melding::lees(staat.registratie, &bytes)?;
    let zaak = staat.houder.ontvang(&melding, &bijlages, &vingerafdruk(&bytes)?).await?;
    Ok(ontvangen(&zaak))
}

#[derive(Deserialize)]
struct Vraag {
    #[serde(rename = "terugMeldingReferentie")]
    referentie: String,
}

async fn vraag(
    State(staat): State<Arc<Staat>>,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Response, Probleem> {
    let referentie = vraag.ok().and_then(|Query(vraag)| vraag.referentie.parse::<Uuid>().ok());
    let referentie = referentie.ok_or_else(|| Probleem::ongeldig("terugMeldingReferentie is een UUID."))?;
    staat.zaak(&referentie.to_string()).await.map(|zaak| ontvangen(&zaak))
}

#[derive(Deserialize)]
struct Aanvulling {
    kenmerk: String,
    tekst: String,
    #[serde(default)]
    bijlages: Vec<RuweBijlage>,
}

async fn vul_aan(
    State(staat): State<Arc<Staat>>,
    Path(referentie): Path<String>,
    koppen: HeaderMap,
    lichaam: Lichaam,
) -> Result<Response, Probleem> {
    let bytes = json_lichaam(&koppen, lichaam, "application/json")?;
    staat.zaak(&referentie).await?;
    let aanvulling: Aanvulling = lees_json(&bytes, "een aanvulling")?;
    let mut keuring = Keuring::default();
    keuring.eis(is_kenmerk(&aanvulling.kenmerk), "kenmerk is 1 tot 64 letters, cijfers en streepjes.");
    keuring.eis(is_lange_tekst(&aanvulling.tekst), "tekst is 1 tot 4000 tekens.");
    let bijlages = Bijlage::lees(aanvulling.bijlages, &mut keuring);
    keuring.klaar()?;
    let kenmerk = (aanvulling.kenmerk.as_str(), &*vingerafdruk(&bytes)?);
    let zaak = staat.houder.vul_aan(&referentie, kenmerk, &aanvulling.tekst, &bijlages).await?;
    Ok(ontvangen(&zaak))
}

async fn trek_in(
    State(staat): State<Arc<Staat>>,
    Path(referentie): Path<String>,
    lichaam: Lichaam,
) -> Result<Response, Probleem> {
    if !lichaam.map_err(|_| Probleem::TeGroot)?.is_empty() {
        return Err(Probleem::ongeldig("Bij een intrekking hoort geen inhoud."));
    }
    staat.zaak(&referentie).await?;
    staat.houder.trek_in(&referentie).await.map(|zaak| ontvangen(&zaak))
}

impl Staat {
    /// A case of this registration; one of another is not there.
    async fn zaak(&self, referentie: &str) -> Result<Zaak, Probleem> {
        let zaak = self.houder.zaak(referentie).await?;
        if zaak.melding.registratie == self.registratie.id { Ok(zaak) } else { Err(Probleem::NietGevonden) }
    }
}

/// The body of a request of this media type.
pub(crate) fn json_lichaam(koppen: &HeaderMap, lichaam: Lichaam, soort: &str) -> Result<Bytes, Probleem> {
    let gegeven = koppen.get(header::CONTENT_TYPE).and_then(|soort| soort.to_str().ok()).unwrap_or_default();
    if !gegeven.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(soort) {
        return Err(Probleem::Vorm);
    }
    lichaam.map_err(|_| Probleem::TeGroot)
}

/// Tells whether two messages say the same, whatever the order and the spaces.
pub(crate) fn vingerafdruk(bytes: &[u8]) -> Result<String, Probleem> {
    let boom: Value = serde_json::from_slice(bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(digest(&SHA256, boom.to_string().as_bytes())))
}

/// The answer to everything.
fn ontvangen(zaak: &Zaak) -> Response {
    let antwoord = json!({
        "terugMeldingReferentie": zaak.referentie,
        "referentieKenmerk": zaak.melding.kenmerk,
        "status": zaak.stand.status(),
        "verloop": zaak.verloop(),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(antwoord)).into_response()
}
