//! VNG verwerkingenlogging, inzage 0.9.0: `GET /verwerkte-objecten`, and one of them by its id.
//!
//! Pages of [`PER_PAGINA`], the newest first; `next` and `previous` are whole addresses. The standard puts the BSN in the
//! query: nothing here writes an address down, and an error names none. It asks for a bearer token, which the holder of
//! the log hands out; what stands in it is not in the standard, so here it is as opaque as a key. Confidential lines need
//! a claim that a citizen's portal never has.

use super::Soort;
use super::ids::{Ids, als_uuid, uit_uuid};
use super::opslag::{Filter, Logboek, Regel, milliseconden};
use crate::voorraad::VoorraadFout;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use contract::Bsn;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};

const VERSIE: &str = "0.9.0";
pub(super) const PER_PAGINA: u32 = 100;
/// Who keeps this log: the organisation that runs the WOZ facility.
const UITVOERDER: &str = "00000099000000003000";

struct Staat {
    soort: &'static Soort,
    logboek: Logboek,
    sleutel: String,
}

pub(super) fn router(soort: &'static Soort, logboek: Logboek, sleutel: String) -> Router {
    let niet_gevonden = async || fout(StatusCode::NOT_FOUND, "notFound", "Dit pad bestaat niet.");
    let methode = async || fout(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", "Vraag met GET.");
    Router::new()
        .route(&format!("{}/verwerkte-objecten", soort.pad), get(lijst).fallback(methode))
        .route(&format!("{}/verwerkte-objecten/{{id}}", soort.pad), get(een).fallback(methode))
        .route(&format!("{}/{{*rest}}", soort.pad), any(niet_gevonden))
        .with_state(Arc::new(Staat { soort, logboek, sleutel }))
}

async fn lijst(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    RawQuery(zoek): RawQuery,
) -> Result<Response, Response> {
    toegang(&staat, &koppen)?;
    let vraag = Vraag::lees(zoek.as_deref().unwrap_or_default()).map_err(|fouten| validatiefout(&fouten))?;
    let aantal = staat.logboek.tel(&vraag.filter).await.map_err(intern)?;
    let sla_over = vraag.pagina.saturating_sub(1).saturating_mul(PER_PAGINA);
    let regels = staat.logboek.lees(&vraag.filter, PER_PAGINA, sla_over).await.map_err(intern)?;
    let basis = basis(&staat, &koppen);
    let adres = |pagina: u32| format!("{basis}/verwerkte-objecten?{}", vraag.als_query(pagina));
    let verder = i64::from(sla_over) + i64::from(PER_PAGINA) < aantal;
    let inhoud = json!({
        "count": aantal,
        "next": verder.then(|| adres(vraag.pagina + 1)),
        "previous": (vraag.pagina > 1).then(|| adres(vraag.pagina - 1)),
        "results": regels.iter().map(|een| object(&basis, een)).collect::<Vec<_>>(),
    });
    Ok(antwoord(StatusCode::OK, "application/json", &inhoud))
}

async fn een(
    State(staat): State<Arc<Staat>>,
    koppen: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Response> {
    toegang(&staat, &koppen)?;
    if uit_uuid(&id).is_none() {
        let zin = "Dit is geen uuid.";
        return Err(validatiefout(&[("verwerktObjectId".into(), "invalid", zin)]));
    }
    match staat.logboek.een(&id.to_ascii_lowercase()).await.map_err(intern)? {
        Some(regel) => {
            let inhoud = object(&basis(&staat, &koppen), &regel);
            Ok(antwoord(StatusCode::OK, "application/json", &inhoud))
        }
        None => Err(fout(StatusCode::NOT_FOUND, "notFound", "Dit verwerkte object bestaat niet.")),
    }
}

/// The token, and a media type that can be given.
#[expect(clippy::result_large_err, reason = "the refusal is the answer, made once")]
fn toegang(staat: &Staat, koppen: &HeaderMap) -> Result<(), Response> {
    let kop = |naam: &str| koppen.get(naam).and_then(|kop| kop.to_str().ok()).unwrap_or_default();
    if kop("authorization").strip_prefix("Bearer ") != Some(staat.sleutel.as_str()) {
        return Err(fout(StatusCode::UNAUTHORIZED, "not_authenticated", "Geef een geldig bearer-token."));
    }
    let kan = |soort: &str| {
        let soort = soort.split(';').next().unwrap_or_default().trim();
        ["*/*", "application/*", "application/json"].contains(&soort)
    };
    if koppen.contains_key(header::ACCEPT) && !kop("accept").split(',').any(kan) {
        return Err(fout(StatusCode::NOT_ACCEPTABLE, "not_acceptable", "Alleen JSON kan worden geleverd."));
    }
    Ok(())
}

/// Name of a parameter, code of the error and a sentence.
type Parameterfout = (String, &'static str, &'static str);

struct Vraag {
    filter: Filter,
    /// 1 is the first.
    pagina: u32,
    parameters: BTreeMap<String, String>,
}

impl Vraag {
    fn lees(zoek: &str) -> Result<Self, Vec<Parameterfout>> {
        let mut parameters = BTreeMap::new();
        let mut fouten: Vec<Parameterfout> = Vec::new();
        for (naam, waarde) in url::form_urlencoded::parse(zoek.as_bytes()) {
            if parameters.insert(naam.to_string(), waarde.into_owned()).is_some() {
                fouten.push((naam.into_owned(), "invalid", "Geef deze parameter één keer."));
            }
        }
        let mut vraag = Self { filter: Filter::default(), pagina: 1, parameters };
        for (naam, waarde) in vraag.parameters.clone() {
            if let Err(zin) = vraag.zet(&naam, &waarde) {
                fouten.push((naam, "invalid", zin));
            }
        }
        for naam in ["objecttype", "soortObjectId", "objectId", "beginDatum", "eindDatum"] {
            if !vraag.parameters.contains_key(naam) {
                fouten.push((naam.into(), "required", "Deze parameter is verplicht."));
            }
        }
        let Filter { begonnen_vanaf, begonnen_voor, .. } = vraag.filter;
        if begonnen_vanaf.zip(begonnen_voor).is_some_and(|(van, tot)| tot < van) {
            fouten.push(("eindDatum".into(), "invalid", "Het einde ligt voor het begin."));
        }
        if fouten.is_empty() { Ok(vraag) } else { Err(fouten) }
    }

    /// Takes one parameter; the sentence that says what is wrong with it.
    fn zet(&mut self, naam: &str, waarde: &str) -> Result<(), &'static str> {
        let filter = &mut self.filter;
        match naam {
            "objecttype" if waarde == "persoon" => {}
            "objecttype" => return Err("Alleen persoon kan worden gevraagd."),
            "soortObjectId" if waarde == "BSN" => {}
            "soortObjectId" => return Err("Dit logboek kent alleen BSN."),
            "objectId" => {
                let goed = waarde.len() == 9 && waarde.parse::<Bsn>().is_ok();
                filter.bsn = Some(goed.then(|| waarde.to_owned()).ok_or("Dit is geen burgerservicenummer.")?);
            }
            "beginDatum" => filter.begonnen_vanaf = Some(middernacht(waarde).ok_or("Dit is geen datum.")?),
            "eindDatum" => filter.begonnen_voor = Some(middernacht(waarde).ok_or("Dit is geen datum.")?),
            "verwerkingsactiviteitId" => {
                filter.activiteit_id = Some(als_uuid(&uit_uuid(waarde).ok_or("Dit is geen uuid.")?));
            }
            "page" => {
                let pagina = waarde.parse().ok().filter(|pagina| (1..=100_000).contains(pagina));
                self.pagina = pagina.ok_or("Dit is geen bladzijde.")?;
            }
            _ => return Err("Deze parameter bestaat niet."),
        }
        Ok(())
    }

    fn als_query(&self, pagina: u32) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.parameters.iter().filter(|(naam, _)| *naam != "page"));
        query.append_pair("page", &pagina.to_string()).finish()
    }
}

/// The begin of a day, in Unix milliseconds. The standard does not say whose day; here it is that of UTC.
fn middernacht(datum: &str) -> Option<i64> {
    let datum = Date::parse(datum, format_description!("[year]-[month]-[day]")).ok()?;
    Some(milliseconden(datum.midnight().assume_utc()))
}

/// Where the asker found us, for the addresses in an answer.
fn basis(staat: &Staat, koppen: &HeaderMap) -> String {
    let host = koppen.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    format!("http://{host}{}", staat.soort.pad)
}

fn object(basis: &str, regel: &Regel) -> Value {
    let id = &regel.sleutel;
    let soorten = regel.gegevens.iter().map(|gegeven| json!({ "soortGegeven": gegeven }));
    let mut uit = json!({
        "url": format!("{basis}/verwerkte-objecten/{id}"),
        "verwerktObjectId": id,
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": regel.bsn,
        "verwerkteSoortenGegevens": soorten.collect::<Vec<_>>(),
        "verwerkingsactie": actie(basis, regel),
    });
    if let Some(betrokkenheid) = &regel.betrokkenheid {
        uit["betrokkenheid"] = json!(betrokkenheid);
    }
    uit
}

fn actie(basis: &str, regel: &Regel) -> Value {
    let id = Ids::van(&format!("actie/{}", regel.sleutel)).uuid;
    let moment = |ms: i64| {
        let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000);
        moment.ok().and_then(|moment| moment.format(&Rfc3339).ok())
    };
    let mut actie = json!({
        "url": format!("{basis}/verwerkingsacties/{id}"),
        "actieId": id,
        "actieNaam": regel.naam,
        "verwerkingsactiviteitId": regel.activiteit_id,
        "verwerkingsactiviteitUrl": regel.activiteit,
        "vertrouwelijkheid": "normaal",
        "bewaartermijn": "P3Y",
        "uitvoerder": UITVOERDER,
        "tijdstip": moment(regel.begonnen_op),
        "tijdstipRegistratie": moment(regel.geeindigd_op),
        // What the use is called on the side of who asked: the trace.
        "verwerkingIdAfnemer": als_uuid(&regel.trace),
        // Required, and described nowhere. Who else was in it is nobody's business.
        "verwerkteObjecten": [],
    });
    if let Some(oin) = &regel.oin {
        actie["soortAfnemerId"] = json!("OIN");
        actie["afnemerId"] = json!(oin);
    }
    actie
}

fn intern(oorzaak: VoorraadFout) -> Response {
    tracing::error!(%oorzaak, "a use log could not be read");
    fout(StatusCode::INTERNAL_SERVER_ERROR, "error", "Het logboek kan niet worden gelezen.")
}

/// A `Fout` of the standard.
fn fout(status: StatusCode, code: &str, detail: &str) -> Response {
    antwoord(status, "application/problem+json", &foutinhoud(status, code, detail))
}

/// A `ValidatieFout` of the standard: all that is wrong at once, and no value of it.
fn validatiefout(fouten: &[Parameterfout]) -> Response {
    let status = StatusCode::BAD_REQUEST;
    let mut inhoud = foutinhoud(status, "invalid", "De vraag is niet goed.");
    let fout = |(naam, code, zin): &Parameterfout| json!({ "name": naam, "code": code, "reason": zin });
    inhoud["invalidParams"] = fouten.iter().map(fout).collect();
    antwoord(status, "application/problem+json", &inhoud)
}

fn foutinhoud(status: StatusCode, code: &str, detail: &str) -> Value {
    let instantie = Ids::nieuw().map_or_else(|| "about:blank".into(), |ids| format!("urn:uuid:{}", ids.uuid));
    json!({
        "type": "about:blank",
        "code": code,
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
        "detail": detail,
        "instance": instantie,
    })
}

fn antwoord(status: StatusCode, soort: &'static str, inhoud: &Value) -> Response {
    let mut antwoord = (status, inhoud.to_string()).into_response();
    let koppen = antwoord.headers_mut();
    koppen.insert(header::CONTENT_TYPE, HeaderValue::from_static(soort));
    koppen.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    koppen.insert("api-version", HeaderValue::from_static(VERSIE));
    antwoord
}
