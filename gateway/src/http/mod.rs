//! What the browser speaks to. Only this module knows axum.
//!
//! An endpoint is a file: what can go wrong there, the handler, its tests. Errors are [`Fout`], which becomes
//! `application/problem+json` and tells the browser nothing that is ours to know.

mod antwoorden;
mod auth;
mod behandeling;
pub mod beheer;
mod berichten;
mod bijlage;
mod cookies;
mod correcties;
mod fout;
mod gegevensregister;
mod headers;
mod herkomst;
mod ingelogd;
mod invoer;
mod inzage;
mod klantbeeld;
mod lichaam;
mod openapi;
mod sessie;
mod spoor;
mod statisch;
mod verwerkingsactiviteiten;
mod verzoeken;
mod weergave;

pub use behandeling::Behandelaars;
pub use fout::Fout;
pub use statisch::StatischFout;
pub use weergave::{Registers, Weergaven};

use crate::clock::Clock;
use crate::config::Config;
use crate::koppelvlakken::adressen::Adreszoeker;
use crate::koppelvlakken::oidc::Oidc;
use crate::themes::berichten::Berichten;
use crate::themes::correcties::Correcties;
use crate::themes::inloggen::Inloggen;
use crate::themes::inzage::Inzage;
use crate::themes::klantbeeld::Klantbeeld;
use crate::themes::sessies::Sessies;
use crate::themes::verzoeken::Verzoeken;
use crate::willekeur::Willekeur;
use ::gegevensregister::Activiteiten;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::routing::{any, get, post};
use axum::{Router, middleware};
use contract::routes;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// What the handlers share. Cheap to clone; holds nothing of any person.
#[derive(Clone, FromRef)]
pub struct Portaal {
    pub config: Arc<Config>,
    pub clock: Arc<dyn Clock>,
    pub willekeur: Arc<Willekeur>,
    pub oidc: Arc<Oidc>,
    pub inloggen: Arc<Inloggen>,
    pub sessies: Arc<Sessies>,
    pub klantbeeld: Arc<Klantbeeld>,
    pub inzage: Arc<Inzage>,
    pub registers: Arc<Registers>,
    pub activiteiten: Arc<Activiteiten>,
    pub verzoeken: Arc<Verzoeken>,
    pub berichten: Arc<Berichten>,
    pub behandelaars: Arc<Behandelaars>,
    pub correcties: Arc<Correcties>,
    /// `None`: this portal has no BAG.
    pub adressen: Arc<Option<Adreszoeker>>,
}

/// The whole portal: the API, the login and the app.
pub fn router(portaal: Portaal) -> Result<Router, StatischFout> {
    let app = statisch::router(&portaal.config)?;
    let van_onszelf = || middleware::from_fn_with_state(portaal.clone(), herkomst::controleer);
    let inloggen = Router::new()
        .route(routes::AUTH_START, get(auth::start::start))
        .route(routes::AUTH_TERUG, get(auth::terug::terug))
        .route(routes::AUTH_UIT, post(auth::uit::uit))
        .method_not_allowed_fallback(fout::methode_kan_niet)
        .layer(van_onszelf());
    let api = api()
        .merge(correcties())
        .layer(van_onszelf())
        .merge(behandeling())
        .merge(beschrijving())
        .layer(middleware::from_fn(headers::api_versie));
    Ok(Router::new()
        .merge(inloggen)
        .merge(api)
        .layer(middleware::from_fn(headers::niet_bewaren))
        .merge(app.bestanden)
        .layer(CatchPanicLayer::custom(fout::storing))
        .layer(middleware::from_fn_with_state(app.beleid, headers::beveilig))
        .layer(middleware::from_fn_with_state(portaal.clone(), spoor::volg))
        .with_state(portaal))
}

/// For the organisations' systems: a token instead of a session, so nothing that a page elsewhere could borrow.
fn behandeling() -> Router<Portaal> {
    let stap = |naam: &str| format!("{}/{{nummer}}/{naam}", routes::BEHANDELING);
    Router::new()
        .route(routes::BEHANDELING, get(behandeling::werklijst))
        // A HEAD would put a step on record and throw the answer away.
        .route(
            &format!("{}/{{nummer}}", routes::BEHANDELING),
            get(behandeling::open).head(fout::methode_kan_niet),
        )
        .route(&stap("aanvang"), post(behandeling::neem_op))
        .route(&stap("verlenging"), post(behandeling::verleng))
        .route(&stap("antwoord"), post(behandeling::beantwoord))
        .route(&stap("weigering"), post(behandeling::weiger))
        .layer(DefaultBodyLimit::max(lichaam::ANTWOORD_MAX))
        .method_not_allowed_fallback(fout::methode_kan_niet)
}

/// The API about itself: about nobody, and for everybody.
fn beschrijving() -> Router<Portaal> {
    Router::new()
        .route("/openapi.json", get(openapi::openapi))
        .route(&format!("{}/openapi.json", routes::API), get(openapi::openapi))
        .method_not_allowed_fallback(fout::methode_kan_niet)
}

/// What is wrong with one's data, with files, which are larger than anything else.
fn correcties() -> Router<Portaal> {
    let bestanden = post(correcties::bestanden::voeg_toe)
        .layer(DefaultBodyLimit::max(correcties::bestanden::LICHAAM_MAX));
    let nummer = "{nummer}";
    Router::new()
        .route(routes::CORRECTIES, get(correcties::lijst).post(correcties::begin))
        // A HEAD would ask the holder and throw the answer away.
        .route(
            &routes::correctie(nummer),
            get(correcties::een)
                .head(fout::methode_kan_niet)
                .put(correcties::wijzig)
                .delete(correcties::gooi_weg),
        )
        .route(&routes::correctie_indiening(nummer), post(correcties::dien_in))
        .route(&routes::correctie_aanvulling(nummer), post(correcties::vul_aan))
        .route(&routes::correctie_intrekking(nummer), post(correcties::trek_in))
        .layer(DefaultBodyLimit::max(lichaam::BURGER_MAX))
        .route(&routes::correctie_bestanden(nummer), bestanden)
        .route(
            &routes::correctie_bestand(nummer, "{bestand}"),
            get(correcties::bestanden::haal).delete(correcties::bestanden::wis),
        )
        .method_not_allowed_fallback(fout::methode_kan_niet)
}

fn api() -> Router<Portaal> {
    Router::new()
        .route(routes::SESSIE, get(sessie::sessie))
        .route(routes::SESSIE_VERLENGINGEN, post(sessie::verleng))
        // A HEAD would ask every registry and throw the answers away.
        .route(routes::KLANTBEELD, get(klantbeeld::stroom).head(fout::methode_kan_niet))
        .route(&routes::bronbeeld("{registratie}"), get(klantbeeld::bronbeeld).head(fout::methode_kan_niet))
        .route(routes::INZAGE, get(inzage::blad))
        .route(&routes::gebruik("{id}"), get(inzage::een))
        .route(routes::INZAGE_VERLOOP, get(inzage::verloop))
        .route(routes::INZAGE_BRONNEN, get(inzage::bronnen).head(fout::methode_kan_niet))
        // About nobody, so nothing can be guessed from its size; the rest of the API is sent as it is (BREACH).
        .route(
            routes::GEGEVENSREGISTER,
            get(gegevensregister::gegevensregister).layer(CompressionLayer::new()),
        )
        .route(
            routes::VERWERKINGSACTIVITEITEN,
            get(verwerkingsactiviteiten::verwerkingsactiviteiten).layer(CompressionLayer::new()),
        )
        .route(routes::VERZOEKEN, get(verzoeken::lijst).post(verzoeken::dien_in))
        .route(&routes::verzoek("{nummer}"), get(verzoeken::een))
        .route(&routes::intrekking("{nummer}"), post(verzoeken::trek_in))
        .route(&routes::antwoord("{nummer}", "{organisatie}"), get(verzoeken::antwoord))
        .route(routes::GEBRUIKSMELDINGEN, get(verzoeken::gemeld))
        .route(routes::BERICHTEN, get(berichten::lijst))
        .route(routes::BERICHTVOORKEUREN, get(berichten::voorkeuren).put(berichten::kies))
        .route(&routes::gelezen("{id}"), post(berichten::gelezen))
        .route(routes::ADRESSEN, get(correcties::adressen::zoek))
        .layer(DefaultBodyLimit::max(lichaam::BURGER_MAX))
        .route("/api", any(fout::niet_gevonden))
        .route("/api/{*rest}", any(fout::niet_gevonden))
        .method_not_allowed_fallback(fout::methode_kan_niet)
}
