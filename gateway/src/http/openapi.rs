//! `GET /openapi.json`: the API described by itself, held against the NL API Design Rules 2.2.0 by `cargo xtask test`.

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use std::sync::LazyLock;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Klantbeeld",
        version = "1.0.0",
        description = "De API van het burgerportaal Klantbeeld. Voor de eigen app, waar een sessie ontstaat door in te loggen, en onder `/behandeling` voor de systemen van organisaties.",
        contact(name = "Klantbeeld", email = "klantbeeld@example.org", url = "https://klantbeeld.example.org"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    servers((url = "/api/v1", description = "Dit portaal")),
    paths(
        super::sessie::sessie,
        super::sessie::verleng,
        super::klantbeeld::stroom,
        super::klantbeeld::bronbeeld,
        super::inzage::blad,
        super::inzage::een,
        super::inzage::verloop,
        super::inzage::bronnen,
        super::gegevensregister::gegevensregister,
        super::verwerkingsactiviteiten::verwerkingsactiviteiten,
        super::verzoeken::dien_in,
        super::verzoeken::lijst,
        super::verzoeken::een,
        super::verzoeken::trek_in,
        super::verzoeken::antwoord,
        super::verzoeken::gemeld,
        super::berichten::lijst,
        super::berichten::gelezen,
        super::berichten::voorkeuren,
        super::berichten::kies,
        super::correcties::begin,
        super::correcties::lijst,
        super::correcties::een,
        super::correcties::wijzig,
        super::correcties::gooi_weg,
        super::correcties::dien_in,
        super::correcties::vul_aan,
        super::correcties::trek_in,
        super::correcties::bestanden::voeg_toe,
        super::correcties::bestanden::haal,
        super::correcties::bestanden::wis,
        super::correcties::adressen::zoek,
        super::behandeling::werklijst,
        super::behandeling::open,
        super::behandeling::neem_op,
        super::behandeling::verleng,
        super::behandeling::beantwoord,
        super::behandeling::weiger,
    ),
    // What utoipa does not find by itself: a value can hold values, so it does not look inside it.
    components(schemas(contract::klantbeeld::Vlak, contract::klantbeeld::Laag)),
    tags(
        (name = "Sessie", description = "Hoe de sessie ervoor staat"),
        (name = "Klantbeeld", description = "Wat de registraties van u weten"),
        (name = "Inzage", description = "Wie uw gegevens gebruikte, en waarvoor"),
        (name = "Gegevensregister", description = "Wat elk gegeven betekent en waar het vandaan komt"),
        (name = "Verwerkingsactiviteiten", description = "Waarvoor organisaties persoonsgegevens gebruiken"),
        (name = "Verzoeken", description = "Wat u aan organisaties vraagt: inzage, of wat er niet klopt aan een gebruik"),
        (name = "Berichten", description = "Wat er gebeurd is"),
        (name = "Correcties", description = "Wat er niet klopt aan uw gegevens, en wat ervan komt"),
        (name = "Behandeling", description = "Voor de systemen van organisaties die verzoeken beantwoorden"),
    ),
    modifiers(&Toegang),
)]
struct Beschrijving;

struct Toegang;

impl Modify for Toegang {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let cookie = ApiKey::Cookie(ApiKeyValue::new(super::cookies::SESSIE));
        let onderdelen = openapi.components.get_or_insert_default();
        onderdelen.add_security_scheme("sessie", SecurityScheme::ApiKey(cookie));
        onderdelen
            .add_security_scheme("behandelaar", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// The description; open to every origin, because it is about nobody (`/core/publish-openapi`, `/core/transport/cors`).
pub(super) async fn openapi() -> impl IntoResponse {
    static JSON: LazyLock<Bytes> =
        LazyLock::new(|| Beschrijving::openapi().to_json().unwrap_or_default().into());
    let kop = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    (kop, JSON.clone())
}
