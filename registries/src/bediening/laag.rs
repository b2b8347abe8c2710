//! The layer around a stand-in that carries out the behaviour from the table.

use super::gedrag::{Gedrag, Gedragstabel};
use super::herinnering::Herinnering;
use super::logfouten;
use super::verbinding::Knip;
use super::vermink::vermink;
use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;

/// The largest request that is looked into, in bytes; no question to a registry comes near.
const VERZOEK_MAX: usize = 1024 * 1024;
/// How large `teveel` is, in bytes.
const TEVEEL: usize = 10_000_000;
/// The largest answer of a stand-in that is held to be given again; none comes near.
pub(super) const ANTWOORD_MAX: usize = TEVEEL;

struct Laag {
    registratie: &'static str,
    tabel: Gedragstabel,
    /// BSNs that the stand-in knows: about whom `anderepersoon` answers.
    bekenden: Vec<String>,
    /// The largest request that is taken, in bytes.
    verzoek_max: usize,
    herinnering: Herinnering,
}

/// Puts the layer around a stand-in. The server must serve it with `ConnectInfo<Knip>`.
pub fn met_gedrag(
    router: Router,
    registratie: &'static str,
    tabel: Gedragstabel,
    bekenden: Vec<String>,
) -> Router {
    met_gedrag_tot(router, registratie, tabel, bekenden, VERZOEK_MAX)
}

/// As [`met_gedrag`], for a stand-in that takes larger requests.
pub fn met_gedrag_tot(
    router: Router,
    registratie: &'static str,
    tabel: Gedragstabel,
    bekenden: Vec<String>,
    verzoek_max: usize,
) -> Router {
    let laag_om = Laag { registratie, tabel, bekenden, verzoek_max, herinnering: Herinnering::default() };
    router.layer(from_fn_with_state(Arc::new(laag_om), laag))
}

async fn laag(State(laag): State<Arc<Laag>>, verzoek: Request, verder: Next) -> Response {
    let (kop, lichaam) = verzoek.into_parts();
    let Ok(lichaam) = to_bytes(lichaam, laag.verzoek_max).await else {
        return fout(StatusCode::PAYLOAD_TOO_LARGE, "Verzoek is te groot.", "tooLarge");
    };
    let bsns = bsns(&kop.uri, &lichaam);
    let regel = laag.tabel.pas_toe(laag.registratie, &bsns);
    if regel.is_none_or(|regel| regel.gedrag != Gedrag::Herhaal) {
        laag.herinnering.vergeet();
    }
    let Some(regel) = regel else {
        return verder.run(Request::from_parts(kop, lichaam.into())).await;
    };
    tokio::time::sleep(regel.vertraging).await;
    let soap = vraagt_soap(&kop.headers);
    let knip = kop.extensions.get::<ConnectInfo<Knip>>().map(|ConnectInfo(knip)| knip.clone());
    match regel.gedrag {
        Gedrag::Normaal | Gedrag::Traag => verder.run(Request::from_parts(kop, lichaam.into())).await,
        Gedrag::Storing if soap => soap_fault(),
        Gedrag::Storing => fout(StatusCode::INTERNAL_SERVER_ERROR, "Interne server fout.", "serverError"),
        Gedrag::Onbereikbaar => onbereikbaar(knip),
        Gedrag::Onleesbaar if soap => html(StatusCode::OK),
        Gedrag::Onleesbaar => json_antwoord(Body::from(&b"\xff\xfe<html>geen JSON"[..])),
        Gedrag::Half => half(verder.run(Request::from_parts(kop, lichaam.into())).await).await,
        Gedrag::Teveel => json_antwoord(teveel()),
        Gedrag::Overbelast => overbelast(soap),
        Gedrag::Anderepersoon => over_een_ander(&kop, &lichaam, &bsns, &laag.bekenden, &verder).await,
        Gedrag::Schema | Gedrag::Code | Gedrag::Bedrag => {
            vermink(regel.gedrag, verder.run(Request::from_parts(kop, lichaam.into())).await).await
        }
        Gedrag::Vreemderegel | Gedrag::Dubbel | Gedrag::Klokvoor | Gedrag::Ontbreekt => {
            let ander = laag.bekenden.iter().find(|bekende| !bsns.contains(bekende));
            let antwoord = verder.run(Request::from_parts(kop, lichaam.into())).await;
            logfouten::verstoor(regel.gedrag, antwoord, &bsns, ander.map(String::as_str)).await
        }
        Gedrag::Herhaal if soap => verder.run(Request::from_parts(kop, lichaam.into())).await,
        Gedrag::Herhaal => laag.herinnering.herhaal(kop, lichaam, verder).await,
    }
}

fn vraagt_soap(koppen: &HeaderMap) -> bool {
    let soort = koppen.get(header::CONTENT_TYPE).and_then(|soort| soort.to_str().ok()).unwrap_or_default();
    soort.starts_with("text/xml") || soort.starts_with("application/soap+xml")
}

/// The persons that a question names: the value, or values, of `burgerservicenummer` (Haal Centraal) or of
/// `dpl.core.data_subject_id` (Logboek Dataverwerkingen), what stands in `Burgerservicenr` (SuwiML), or in the query as
/// `objectId` (VNG verwerkingenlogging).
pub(crate) fn bsns(uri: &Uri, lichaam: &[u8]) -> Vec<String> {
    let query = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let in_query = query.filter(|(naam, _)| naam == "objectId").map(|(_, bsn)| bsn.into_owned());
    let in_query: Vec<String> = in_query.collect();
    if !in_query.is_empty() {
        return in_query;
    }
    if let Ok(vraag) = serde_json::from_slice::<Value>(lichaam) {
        let leden = ["burgerservicenummer", "dpl.core.data_subject_id"];
        let gevraagd = leden.iter().find_map(|lid| vraag.get(lid)).unwrap_or(&Value::Null);
        let lijst = gevraagd.as_array().map_or(std::slice::from_ref(gevraagd), Vec::as_slice);
        return lijst.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
    }
    let tekst = String::from_utf8_lossy(lichaam);
    let na = tekst.split("Burgerservicenr>").skip(1).step_by(2);
    na.filter_map(|rest| rest.split('<').next()).map(|bsn| bsn.trim().to_owned()).collect()
}

/// The fullest answer to the same question about somebody else whom the stand-in knows: one about a person on whom it
/// holds nothing could not be told from the right one. A question that names nobody is answered as it is.
async fn over_een_ander(
    kop: &Parts,
    lichaam: &Bytes,
    bsns: &[String],
    bekenden: &[String],
    verder: &Next,
) -> Response {
    let mut gekozen = (kop.clone(), lichaam.clone());
    let mut volst = None;
    for ander in bekenden.iter().filter(|bekende| !bsns.is_empty() && !bsns.contains(bekende)) {
        let (mut kop, vraag) = (kop.clone(), met_ander(lichaam, bsns, ander));
        kop.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(vraag.len()));
        kop.uri = met_ander(&kop.uri.to_string().into(), bsns, ander)
            .to_vec()
            .try_into()
            .unwrap_or_else(|_| kop.uri.clone());
        let antwoord = verder.clone().run(Request::from_parts(kop.clone(), vraag.clone().into())).await;
        let goed = antwoord.status().is_success();
        let lengte = to_bytes(antwoord.into_body(), TEVEEL).await.map_or(0, |antwoord| antwoord.len());
        if goed && volst < Some(lengte) {
            (gekozen, volst) = ((kop, vraag), Some(lengte));
        }
    }
    let (kop, vraag) = gekozen;
    verder.clone().run(Request::from_parts(kop, vraag.into())).await
}

fn met_ander(lichaam: &Bytes, bsns: &[String], ander: &str) -> Bytes {
    let vraag = String::from_utf8_lossy(lichaam).into_owned();
    bsns.iter().fold(vraag, |vraag, bsn| vraag.replace(bsn.as_str(), ander)).into()
}

/// The answer that is returned never leaves: writing it is what finds the connection cut.
fn onbereikbaar(knip: Option<Knip>) -> Response {
    if let Some(knip) = knip {
        knip.knip();
    }
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

/// Sends half of the body under the length of the whole, then breaks off.
async fn half(antwoord: Response) -> Response {
    let (mut kop, lichaam) = antwoord.into_parts();
    let heel = to_bytes(lichaam, TEVEEL).await.unwrap_or_default();
    let helft = heel.slice(..heel.len() / 2);
    kop.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(heel.len()));
    let stroom = stream::unfold(Some(helft), |rest| async {
        let Some(helft) = rest else {
            // Coming back later lets the server send the first half before it sees the break.
            tokio::task::yield_now().await;
            return Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), None));
        };
        Some((Ok(helft), None::<Bytes>))
    });
    Response::from_parts(kop, Body::from_stream(stroom))
}

/// A valid answer of a registry, 10 MB long, without a length in front.
pub(super) fn teveel() -> Body {
    const BEGIN: &[u8] = br#"{"type":"RaadpleegMetBurgerservicenummer","personen":["#;
    const PERSOON: &[u8] = br#"{"naam":{"voornamen":"Te Veel"}},"#;
    const EINDE: &[u8] = br#"{"naam":{"voornamen":"Te Veel"}}]}"#;
    const PER_BLOK: usize = 2000;
    let blokken = TEVEEL / (PERSOON.len() * PER_BLOK) + 1;
    let blok = Bytes::from(PERSOON.repeat(PER_BLOK));
    let midden = std::iter::repeat_n(blok, blokken);
    let alles = std::iter::once(Bytes::from_static(BEGIN)).chain(midden).chain([Bytes::from_static(EINDE)]);
    Body::from_stream(stream::iter(alles.map(Ok::<_, io::Error>)))
}

fn overbelast(soap: bool) -> Response {
    let mut antwoord = if soap {
        html(StatusCode::SERVICE_UNAVAILABLE)
    } else {
        fout(StatusCode::TOO_MANY_REQUESTS, "Te veel verzoeken.", "tooManyRequests")
    };
    antwoord.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    antwoord
}

fn json_antwoord(lichaam: Body) -> Response {
    ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], lichaam).into_response()
}

/// What a proxy in front of a SOAP service says when there is nothing behind it.
fn html(status: StatusCode) -> Response {
    let koppen = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, koppen, "<!doctype html><html><body><h1>Service niet beschikbaar</h1><hr></body></html>")
        .into_response()
}

fn soap_fault() -> Response {
    const FAULT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
        <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault>\
        <faultcode>soap:Server</faultcode><faultstring>Interne fout</faultstring>\
        </soap:Fault></soap:Body></soap:Envelope>";
    let koppen = [(header::CONTENT_TYPE, "text/xml; charset=utf-8")];
    (StatusCode::INTERNAL_SERVER_ERROR, koppen, FAULT).into_response()
}

/// A Foutbericht of Haal Centraal.
fn fout(status: StatusCode, titel: &str, code: &str) -> Response {
    let bericht = json!({
        "type": "about:blank",
        "title": titel,
        "status": status.as_u16(),
        "detail": "Dit gedrag is met de demobediening ingesteld.",
        "code": code,
    });
    let mut antwoord = (status, Json(bericht)).into_response();
    antwoord.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    antwoord
}
