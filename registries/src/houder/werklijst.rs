//! The worklist API: what the desk of a holder works with. An employee is known by a token (`Authorization: Bearer`).

use super::behandeling::Opdracht;
use super::besluit::Besluit;
use super::bijlage::Bijlage;
use super::medewerkers::Medewerker;
use super::melding::lees_json;
use super::opslag::Zaak;
use super::probleem::Probleem;
use super::terugmelden::json_lichaam;
use super::{BEHANDELING, Houder};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

const OPDRACHT_MAX: usize = 64 * 1024;

pub(super) fn router(houder: Houder) -> Router {
    let pad = |rest: &str| format!("{BEHANDELING}{rest}");
    Router::new()
        .route(&pad("/zaken"), get(zaken).fallback(methode))
        .route(&pad("/zaken/{referentie}"), get(zaak).fallback(methode))
        .route(&pad("/zaken/{referentie}/bijlagen/{nummer}"), get(bijlage).fallback(methode))
        .route(&pad("/zaken/{referentie}/{handeling}"), post(behandel).fallback(methode))
        .layer(DefaultBodyLimit::max(OPDRACHT_MAX))
        .with_state(houder)
}

async fn methode() -> Probleem {
    Probleem::Methode
}

/// Who asks.
struct Wie(&'static Medewerker);

impl FromRequestParts<Houder> for Wie {
    type Rejection = Probleem;

    async fn from_request_parts(delen: &mut Parts, _: &Houder) -> Result<Self, Probleem> {
        let kop = delen.headers.get(header::AUTHORIZATION).and_then(|kop| kop.to_str().ok());
        let token = kop.and_then(|kop| kop.strip_prefix("Bearer "));
        token.and_then(Medewerker::met_token).map(Wie).ok_or(Probleem::Sleutel)
    }
}

#[derive(Deserialize)]
struct Lijst {
    stand: Option<Welke>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Welke {
    Open,
    Klaar,
}

async fn zaken(
    Wie(wie): Wie,
    State(houder): State<Houder>,
    lijst: Result<Query<Lijst>, QueryRejection>,
) -> Result<Response, Probleem> {
    let Query(lijst) = lijst.map_err(|_| Probleem::ongeldig("stand is open of klaar."))?;
    let zaken = houder.zaken(wie, lijst.stand == Some(Welke::Klaar)).await?;
    let zaken: Vec<Value> = zaken.iter().map(kort).collect();
    Ok(antwoord(&json!({ "zaken": zaken })))
}

async fn zaak(
    Wie(wie): Wie,
    State(houder): State<Houder>,
    Path(referentie): Path<String>,
) -> Result<Response, Probleem> {
    houder.zaak_voor(wie, &referentie).await.map(|zaak| antwoord(&lang(&zaak)))
}

async fn bijlage(
    Wie(wie): Wie,
    State(houder): State<Houder>,
    pad: Result<Path<(String, i64)>, PathRejection>,
) -> Result<Response, Probleem> {
    let Path((referentie, nummer)) = pad.map_err(|_| Probleem::NietGevonden)?;
    houder.bijlage_voor(wie, &referentie, nummer).await.map(download)
}

async fn behandel(
    Wie(wie): Wie,
    State(houder): State<Houder>,
    Path((referentie, handeling)): Path<(String, String)>,
    koppen: HeaderMap,
    lichaam: Result<Bytes, BytesRejection>,
) -> Result<Response, Probleem> {
    let opdracht = lees_opdracht(&handeling, &koppen, lichaam)?;
    houder.behandel(wie, &referentie, opdracht).await.map(|zaak| antwoord(&lang(&zaak)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tekst {
    tekst: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verlenging {
    tekst: String,
    uiterlijk: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doorsturen {
    registratie: String,
    tekst: String,
}

fn lees_opdracht(
    handeling: &str,
    koppen: &HeaderMap,
    lichaam: Result<Bytes, BytesRejection>,
) -> Result<Opdracht, Probleem> {
    match handeling {
        "opnemen" => return Ok(Opdracht::Opnemen),
        "verwerken" => return Ok(Opdracht::Verwerken),
        "vraag" | "verlengen" | "besluit" | "doorsturen" | "elders" => {}
        _ => return Err(Probleem::NietGevonden),
    }
    let bytes = json_lichaam(koppen, lichaam, "application/json")?;
    Ok(match handeling {
        "vraag" => lees_json(&bytes, "een vraag").map(|Tekst { tekst }| Opdracht::Vraag { tekst })?,
        "elders" => {
            lees_json(&bytes, "hoe het is verwerkt").map(|Tekst { tekst }| Opdracht::Elders { tekst })?
        }
        "verlengen" => {
            let Verlenging { tekst, uiterlijk } = lees_json(&bytes, "een verlenging")?;
            Opdracht::Verlengen { tekst, uiterlijk }
        }
        "doorsturen" => {
            let Doorsturen { registratie, tekst } = lees_json(&bytes, "het doorsturen")?;
            Opdracht::Doorsturen { registratie, tekst }
        }
        _ => Opdracht::Besluit(lees_json::<Besluit>(&bytes, "een besluit")?),
    })
}

/// A line of the list. It names nobody.
fn kort(zaak: &Zaak) -> Value {
    json!({
        "referentie": zaak.referentie,
        "referentieKenmerk": zaak.melding.kenmerk,
        "registratie": zaak.melding.registratie,
        "groep": zaak.melding.groep,
        "stand": zaak.stand,
        "ontvangenOp": zaak.ontvangen_op,
        "uiterlijk": zaak.uiterlijk,
        "vierOgen": zaak.melding.vier_ogen,
    })
}

fn lang(zaak: &Zaak) -> Value {
    let melding = &zaak.melding;
    let mut lang = kort(zaak);
    lang["burgerservicenummer"] = json!(melding.bsn);
    lang["melder"] = json!(melding.melder);
    lang["peilmoment"] = json!(melding.peilmoment);
    lang["aard"] = json!(melding.aard);
    lang["voorkomen"] = json!(melding.voorkomen);
    lang["gegevens"] = json!(melding.gegevens);
    lang["toelichting"] = json!(melding.toelichting);
    lang["opgenomenDoor"] = json!(zaak.opgenomen_door);
    lang["bijlagen"] = json!(zaak.bijlages);
    lang["eerdereAanvullingen"] = json!(melding.eerdere_aanvullingen);
    lang["aanvullingen"] = json!(zaak.aanvullingen);
    lang["verloop"] = zaak.verloop();
    lang
}

fn antwoord(boom: &Value) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(boom)).into_response()
}

/// A file to keep, never to show: whoever sent it is not to be trusted with our origin.
pub(super) fn download(bijlage: Bijlage) -> Response {
    let veilig = |teken: char| teken.is_ascii_alphanumeric() || matches!(teken, '.' | '-' | '_' | ' ');
    let naam: String = bijlage.naam.chars().map(|teken| if veilig(teken) { teken } else { '_' }).collect();
    let koppen = [
        (header::CONTENT_TYPE, bijlage.soort),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{naam}\"")),
        (header::CACHE_CONTROL, "no-store".into()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".into()),
    ];
    (koppen, bijlage.inhoud).into_response()
}
