//! `/demo/houder`: the worklist of a holder as plain pages, with forms that work without JavaScript.

mod invoer;
mod lijst;
mod stappen;
mod zaak;

use super::behandeling::Opdracht;
use super::medewerkers::{MEDEWERKERS, Medewerker};
use super::probleem::Probleem;
use super::werklijst::download;
use super::{Houder, REGISTRATIES};
use crate::html::veilig;
use crate::identiteit::Kluis;
use axum::extract::rejection::{FormRejection, PathRejection};
use axum::extract::{DefaultBodyLimit, FromRequestParts, OptionalFromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use invoer::Velden;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use time::Duration;

const BASIS: &str = "/demo/houder";
const COOKIE: &str = "houder";
/// A working day.
const SESSIE: Duration = Duration::hours(9);
const FORMULIER_MAX: usize = 128 * 1024;

struct Pagina {
    houder: Houder,
    /// What people call a registration, a group or a gegeven, by its id.
    namen: BTreeMap<String, String>,
    sessies: Kluis<&'static Medewerker>,
}

type Staat = State<Arc<Pagina>>;

pub(super) fn router(houder: Houder, namen: BTreeMap<String, String>) -> Router {
    let staat = Arc::new(Pagina { houder, namen, sessies: Kluis::nieuw(SESSIE) });
    let pad = |rest: &str| format!("{BASIS}{rest}");
    Router::new()
        .route(BASIS, get(begin))
        .route(&pad("/stijl.css"), get(stijl))
        .route(&pad("/aanmelden"), post(aanmelden))
        .route(&pad("/afmelden"), post(afmelden))
        .route(&pad("/zaken/{referentie}"), get(toon))
        .route(&pad("/zaken/{referentie}/bijlagen/{nummer}"), get(bijlage))
        .route(&pad("/zaken/{referentie}/{handeling}"), post(behandel))
        .layer(DefaultBodyLimit::max(FORMULIER_MAX))
        .with_state(staat)
}

impl Pagina {
    /// In words, or the id when there are none. The last part of a URN is better than nothing.
    fn naam<'a>(&'a self, id: &'a str) -> &'a str {
        self.namen.get(id).map_or(id, String::as_str)
    }

    fn gegeven<'a>(&'a self, urn: &'a str) -> &'a str {
        let id = urn.strip_prefix("urn:").unwrap_or(urn).replace(':', ".");
        self.namen.get(&id).map_or(urn, String::as_str)
    }
}

/// The employee whose session it is.
struct Wie(&'static Medewerker);

impl OptionalFromRequestParts<Arc<Pagina>> for Wie {
    type Rejection = Infallible;

    async fn from_request_parts(delen: &mut Parts, pagina: &Arc<Pagina>) -> Result<Option<Self>, Infallible> {
        let nu = (pagina.houder.klok)();
        Ok(sessie(&delen.headers).and_then(|sleutel| pagina.sessies.met(nu, sleutel, |wie| Self(wie))))
    }
}

impl FromRequestParts<Arc<Pagina>> for Wie {
    type Rejection = Redirect;

    async fn from_request_parts(delen: &mut Parts, pagina: &Arc<Pagina>) -> Result<Self, Redirect> {
        let wie = <Self as OptionalFromRequestParts<_>>::from_request_parts(delen, pagina).await;
        wie.ok().flatten().ok_or_else(|| Redirect::to(BASIS))
    }
}

fn sessie(koppen: &HeaderMap) -> Option<&str> {
    let kop = koppen.get(header::COOKIE)?.to_str().ok()?;
    kop.split(';')
        .filter_map(|een| een.trim().split_once('='))
        .find(|(naam, _)| *naam == COOKIE)
        .map(|(_, waarde)| waarde)
}

fn zet_cookie(waarde: &str, seconden: i64, naar: &str) -> Response {
    let cookie = format!("{COOKIE}={waarde}; Path={BASIS}; HttpOnly; SameSite=Strict; Max-Age={seconden}");
    let mut antwoord = Redirect::to(naar).into_response();
    // Letters, digits and signs that a header may have.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        antwoord.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    antwoord
}

/// Whether a form was sent from a page of another website.
fn van_elders(koppen: &HeaderMap) -> bool {
    koppen.get("sec-fetch-site").is_some_and(|waarde| waarde != "same-origin" && waarde != "none")
}

async fn begin(
    State(pagina): Staat,
    wie: Option<Wie>,
    Query(vraag): Query<BTreeMap<String, String>>,
) -> Response {
    let Some(Wie(wie)) = wie else { return kies(StatusCode::OK, None) };
    let klaar = vraag.get("stand").is_some_and(|stand| stand == "klaar");
    match pagina.houder.zaken(wie, klaar).await {
        Ok(zaken) => lijst::toon(&pagina, wie, &zaken, klaar),
        Err(probleem) => fout(Some(wie), &probleem),
    }
}

async fn stijl() -> Response {
    let koppen = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    let stijl = concat!(include_str!("../../identiteit/stijl.css"), include_str!("stijl.css"));
    (koppen, stijl).into_response()
}

/// Who works here.
fn kies(status: StatusCode, melding: Option<&str>) -> Response {
    let mut knoppen = String::new();
    for wie in MEDEWERKERS {
        let _ = write!(
            knoppen,
            "<li><button class=\"kaart\" name=\"medewerker\" value=\"{}\"><span class=\"naam\">{}</span> <span>{}, {}</span></button></li>",
            wie.id,
            veilig(wie.naam),
            veilig(wie.organisatienaam),
            wie.rolnamen()
        );
    }
    let inhoud = format!(
        "<h1>Werken bij een registratiehouder</h1>{}<p>Kies wie u bent. U ziet de meldingen aan uw organisatie.</p>\
         <form method=\"post\" action=\"{BASIS}/aanmelden\"><ul class=\"personen\">{knoppen}</ul></form>",
        alert(melding)
    );
    html(status, "Werken bij een registratiehouder", None, &inhoud)
}

async fn aanmelden(
    State(pagina): Staat,
    koppen: HeaderMap,
    formulier: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let velden = Velden(formulier.map(|Form(velden)| velden).unwrap_or_default());
    if van_elders(&koppen) {
        return kies(StatusCode::BAD_REQUEST, Some("Dit formulier kwam van een andere website."));
    }
    let Some(wie) = Medewerker::met_id(velden.waarde("medewerker")) else {
        return kies(StatusCode::BAD_REQUEST, Some("Kies een medewerker uit de lijst."));
    };
    let sleutel = pagina.sessies.leg((pagina.houder.klok)(), wie);
    zet_cookie(&sleutel, SESSIE.whole_seconds(), BASIS)
}

async fn afmelden(State(pagina): Staat, koppen: HeaderMap) -> Response {
    if let Some(sleutel) = sessie(&koppen).filter(|_| !van_elders(&koppen)) {
        pagina.sessies.neem((pagina.houder.klok)(), sleutel);
    }
    zet_cookie("", 0, BASIS)
}

async fn toon(Wie(wie): Wie, State(pagina): Staat, Path(referentie): Path<String>) -> Response {
    match pagina.houder.zaak_voor(wie, &referentie).await {
        Ok(zaak) => zaak::toon(&pagina, wie, &zaak, &Velden::default(), None),
        Err(probleem) => fout(Some(wie), &probleem),
    }
}

async fn bijlage(
    Wie(wie): Wie,
    State(pagina): Staat,
    pad: Result<Path<(String, i64)>, PathRejection>,
) -> Response {
    let Ok(Path((referentie, nummer))) = pad else { return fout(Some(wie), &Probleem::NietGevonden) };
    let bijlage = pagina.houder.bijlage_voor(wie, &referentie, nummer).await;
    bijlage.map_or_else(|probleem| fout(Some(wie), &probleem), download)
}

/// Back to the case, or the case with what was wrong and all that was filled in.
async fn behandel(
    Wie(wie): Wie,
    State(pagina): Staat,
    Path((referentie, handeling)): Path<(String, String)>,
    koppen: HeaderMap,
    formulier: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let velden = Velden(formulier.map(|Form(velden)| velden).unwrap_or_default());
    let houder = &pagina.houder;
    let uitkomst = async {
        let zaak = houder.zaak_voor(wie, &referentie).await?;
        if van_elders(&koppen) {
            return Err(Probleem::ongeldig("Dit formulier kwam van een andere website."));
        }
        let opdracht: Opdracht = velden.opdracht(&handeling, &zaak)?;
        houder.behandel(wie, &referentie, opdracht).await
    };
    let probleem = match uitkomst.await {
        Ok(zaak) => return Redirect::to(&format!("{BASIS}/zaken/{}", zaak.referentie)).into_response(),
        Err(probleem) => probleem,
    };
    match houder.zaak_voor(wie, &referentie).await {
        Ok(zaak) => zaak::toon(&pagina, wie, &zaak, &velden, Some(&probleem)),
        Err(probleem) => fout(Some(wie), &probleem),
    }
}

fn fout(wie: Option<&Medewerker>, probleem: &Probleem) -> Response {
    let inhoud = format!(
        "<h1>Dit lukt niet</h1>{}<p><a href=\"{BASIS}\">Naar de werklijst</a></p>",
        alert(Some(&probleem.tekst()))
    );
    html(probleem.status(), "Dit lukt niet", wie, &inhoud)
}

fn alert(melding: Option<&str>) -> String {
    melding.map_or_else(String::new, |melding| {
        format!("<p class=\"fout\" role=\"alert\">{}</p>", veilig(melding))
    })
}

/// The whole page with its headers.
fn html(status: StatusCode, titel: &str, wie: Option<&Medewerker>, inhoud: &str) -> Response {
    let titel = veilig(titel);
    let wie = wie.map_or_else(String::new, |wie| {
        format!(
            "<form class=\"wie\" method=\"post\" action=\"{BASIS}/afmelden\"><p>{}, {} ({})</p><button class=\"stil\">Afmelden</button></form>",
            veilig(wie.naam),
            veilig(wie.organisatienaam),
            wie.rolnamen()
        )
    });
    let pagina = format!(
        "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{titel} - Demo</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{BASIS}/stijl.css\"></head><body>\
         <header><p><strong>Demo</strong> Zo werkt een medewerker van een registratiehouder. De mensen zijn verzonnen.</p></header>\
         <main>{wie}{inhoud}</main></body></html>"
    );
    let koppen = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (status, koppen, Html(pagina)).into_response()
}

/// The registrations that a case can be sent on to, by id and name.
fn andere_registraties<'a>(pagina: &'a Pagina, van: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let anderen = REGISTRATIES.iter().filter(move |een| een.id != van);
    anderen.map(|een| (een.id, pagina.naam(een.id)))
}
