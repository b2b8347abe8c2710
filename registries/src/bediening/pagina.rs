//! `/demo`: the same controls for people, as plain forms that work without JavaScript.

use super::gedrag::{Gedrag, Instelling};
use super::klok::{Klokverzet, Verzoek};
use super::problem::Fout;
use super::{Opties, registraties};
use crate::html::{keuzes, veilig};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;

/// One form, told apart by its button.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Formulier {
    /// Empty when the clock is moved.
    #[serde(default)]
    registratie: String,
    /// Id of a demo person; empty is everybody.
    #[serde(default)]
    persoon: String,
    gedrag: Option<Gedrag>,
    #[serde(default)]
    vertraging: String,
    #[serde(default)]
    keren: String,
    vooruit: Option<i64>,
}

/// `GET /demo`
pub(super) async fn toon(State(opties): State<Arc<Opties>>) -> Response {
    pagina(&opties, StatusCode::OK, None)
}

/// `GET /demo/stijl.css`: the login page of the demo looks the same.
pub(super) async fn stijl() -> Response {
    let koppen = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (koppen, include_str!("../identiteit/stijl.css")).into_response()
}

/// `POST /demo`: back to the page, or the page with what was wrong.
pub(super) async fn verwerk(
    State(opties): State<Arc<Opties>>,
    koppen: HeaderMap,
    formulier: Result<Form<Formulier>, FormRejection>,
) -> Response {
    let van_elders =
        koppen.get("sec-fetch-site").is_some_and(|waarde| waarde != "same-origin" && waarde != "none");
    let uitkomst = match formulier {
        _ if van_elders => Err(Fout::ongeldig("Dit formulier kwam van een andere website.")),
        Err(_) => Err(Fout::ongeldig("Het formulier is niet goed ingevuld.")),
        Ok(Form(formulier)) => voer_uit(&opties, formulier),
    };
    match uitkomst {
        Ok(()) => Redirect::to("/demo").into_response(),
        Err(fout) => pagina(&opties, StatusCode::BAD_REQUEST, Some(&fout)),
    }
}

fn voer_uit(opties: &Opties, formulier: Formulier) -> Result<(), Fout> {
    if let Some(seconden) = formulier.vooruit {
        let verzet = Klokverzet::try_from(Verzoek { vooruit_seconden: Some(seconden), nu: None })?;
        (opties.klok_zetter)(verzet);
        return Ok(());
    }
    let bsn = match formulier.persoon.as_str() {
        "" => None,
        id => {
            let persoon = opties.personen.iter().find(|persoon| persoon.id == id);
            Some(persoon.ok_or_else(|| Fout::ongeldig("Deze persoon is er niet."))?.bsn.clone())
        }
    };
    let geen_getal = |_| Fout::ongeldig("Vul bij vertraging en keren een getal in.");
    let vertraging_ms = match formulier.vertraging.trim() {
        "" => 0,
        tekst => tekst.parse().map_err(geen_getal)?,
    };
    let keren = match formulier.keren.trim() {
        "" => None,
        tekst => Some(tekst.parse().map_err(geen_getal)?),
    };
    let gedrag = formulier.gedrag.ok_or_else(|| Fout::ongeldig("Kies een gedrag."))?;
    Instelling { bsn, gedrag, vertraging_ms, keren }.voer_uit(&opties.tabel, &formulier.registratie)
}

fn pagina(opties: &Opties, status: StatusCode, fout: Option<&Fout>) -> Response {
    let melding = fout.map_or_else(String::new, |fout| {
        format!("<p class=\"fout\" role=\"alert\">{}</p>", veilig(fout.detail()))
    });
    let pagina = format!(
        "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>Demobediening</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/demo/stijl.css\"></head><body>\
         <header><p><strong>Demo</strong> Hier zet u nagebouwde registraties en de klok naar uw hand.</p></header>\
         <main><h1>Demobediening</h1><p><a href=\"/\">Naar het portaal</a></p>{melding}{}{}{}</main></body></html>",
        regels(opties),
        gedrag(opties),
        klok(opties),
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

/// What is set now, in words. A person without a name here is shown without their BSN.
fn regels(opties: &Opties) -> String {
    let naam = |bsn: Option<String>| match bsn {
        None => "iedereen".into(),
        Some(bsn) => opties
            .personen
            .iter()
            .find(|persoon| persoon.bsn == bsn)
            .map_or_else(|| "iemand uit de testset".into(), |persoon| veilig(&persoon.naam)),
    };
    let mut zinnen = Vec::new();
    for registratie in registraties() {
        for (bsn, regel) in opties.tabel.lijst(registratie) {
            let keren = regel.keren.map_or_else(String::new, |keren| format!(", nog {keren} keer"));
            let vertraging = regel.vertraging.as_millis();
            let (wie, gedrag) = (naam(bsn), code(regel.gedrag));
            zinnen.push(format!("<li>{registratie} voor {wie}: {gedrag} ({vertraging} ms{keren})</li>"));
        }
    }
    if zinnen.is_empty() {
        return "<h2>Nu ingesteld</h2><p>Alles werkt normaal.</p>".into();
    }
    format!("<h2>Nu ingesteld</h2><ul>{}</ul>", zinnen.concat())
}

fn gedrag(opties: &Opties) -> String {
    let registraties = keuzes(registraties().map(|id| (id, id)), "");
    let personen = opties.personen.iter().map(|persoon| (persoon.id.as_str(), persoon.naam.as_str()));
    let personen = keuzes(std::iter::once(("", "Iedereen")).chain(personen), "");
    let gedragingen = keuzes(Gedrag::ALLE.map(|gedrag| (code(gedrag), code(gedrag))), "");
    format!(
        "<h2>Gedrag van een registratie</h2><form method=\"post\" action=\"/demo\">\
         <label for=\"registratie\">Registratie</label><select id=\"registratie\" name=\"registratie\">{registraties}</select>\
         <label for=\"persoon\">Voor wie</label><select id=\"persoon\" name=\"persoon\">{personen}</select>\
         <label for=\"gedrag\">Gedrag</label><select id=\"gedrag\" name=\"gedrag\">{gedragingen}</select>\
         <label for=\"vertraging\">Vertraging in milliseconden</label>\
         <input id=\"vertraging\" name=\"vertraging\" inputmode=\"numeric\" value=\"0\">\
         <label for=\"keren\">Hoe vaak</label><p class=\"uitleg\" id=\"keren-uitleg\">Leeg: tot u het verandert.</p>\
         <input id=\"keren\" name=\"keren\" inputmode=\"numeric\" aria-describedby=\"keren-uitleg\">\
         <button class=\"hoofd\">Instellen</button></form>"
    )
}

fn klok(opties: &Opties) -> String {
    let nu = (opties.klok)()
        .replace_nanosecond(0)
        .ok()
        .and_then(|nu| nu.format(&Rfc3339).ok())
        .unwrap_or_default();
    let knop = |(seconden, tekst): (u32, &str)| {
        format!("<button class=\"hoofd\" name=\"vooruit\" value=\"{seconden}\">{tekst}</button> ")
    };
    let knoppen =
        [(300, "5 minuten"), (900, "15 minuten"), (7200, "2 uur"), (86_400, "1 dag")].map(knop).concat();
    format!(
        "<h2>Klok</h2><p>Het is nu {nu}. Zet de klok vooruit met:</p>\
         <form method=\"post\" action=\"/demo\">{knoppen}</form>"
    )
}

/// The word of the API.
const fn code(gedrag: Gedrag) -> &'static str {
    match gedrag {
        Gedrag::Normaal => "normaal",
        Gedrag::Traag => "traag",
        Gedrag::Storing => "storing",
        Gedrag::Onbereikbaar => "onbereikbaar",
        Gedrag::Onleesbaar => "onleesbaar",
        Gedrag::Half => "half",
        Gedrag::Teveel => "teveel",
        Gedrag::Overbelast => "overbelast",
        Gedrag::Anderepersoon => "anderepersoon",
    }
}
