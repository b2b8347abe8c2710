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
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;

/// What came in, told apart by its button.
enum Opdracht {
    /// The clock, so many seconds ahead.
    Vooruit(i64),
    /// These registrations, to this.
    Zet(Vec<String>, Instelling),
}

impl Opdracht {
    /// Reads the fields; `registratie` may stand there more than once. An unknown field is no field of ours.
    fn lees(velden: &[(String, String)], opties: &Opties) -> Result<Self, Fout> {
        const BEKEND: [&str; 6] = ["registratie", "persoon", "gedrag", "vertraging", "keren", "vooruit"];
        if velden.iter().any(|(naam, _)| !BEKEND.contains(&naam.as_str())) {
            return Err(Fout::ongeldig("Het formulier is niet goed ingevuld."));
        }
        let veld = |gezocht: &str| {
            let waarde = velden.iter().find(|(naam, _)| naam == gezocht).map(|(_, waarde)| waarde.trim());
            waarde.filter(|waarde| !waarde.is_empty())
        };
        let getal = |naam: &str| {
            let getal = veld(naam).map(str::parse::<u32>).transpose();
            getal.map_err(|_| Fout::ongeldig("Vul bij vertraging en keren een getal in."))
        };
        if let Some(seconden) = veld("vooruit") {
            let seconden =
                seconden.parse().map_err(|_| Fout::ongeldig("Kies hoe ver de klok vooruit moet."))?;
            return Ok(Opdracht::Vooruit(seconden));
        }
        let bsn = veld("persoon").map(|id| bsn_van(opties, id)).transpose()?;
        let gedrag =
            veld("gedrag").and_then(|gezocht| Gedrag::ALLE.into_iter().find(|een| code(*een) == gezocht));
        let gedrag = gedrag.ok_or_else(|| Fout::ongeldig("Kies een gedrag."))?;
        let vertraging_ms = getal("vertraging")?.unwrap_or_default().into();
        let instelling = Instelling { bsn, gedrag, vertraging_ms, keren: getal("keren")? };
        let welke = velden.iter().filter(|(naam, _)| naam == "registratie").map(|(_, id)| id.clone());
        Ok(Opdracht::Zet(welke.collect(), instelling))
    }
}

fn bsn_van(opties: &Opties, id: &str) -> Result<String, Fout> {
    let persoon = opties.personen.iter().find(|persoon| persoon.id == id);
    persoon.map(|persoon| persoon.bsn.clone()).ok_or_else(|| Fout::ongeldig("Deze persoon is er niet."))
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
    formulier: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let van_elders =
        koppen.get("sec-fetch-site").is_some_and(|waarde| waarde != "same-origin" && waarde != "none");
    let uitkomst = match formulier {
        _ if van_elders => Err(Fout::ongeldig("Dit formulier kwam van een andere website.")),
        Err(_) => Err(Fout::ongeldig("Het formulier is niet goed ingevuld.")),
        Ok(Form(velden)) => Opdracht::lees(&velden, &opties).and_then(|opdracht| voer_uit(&opties, opdracht)),
    };
    match uitkomst {
        Ok(()) => Redirect::to("/demo").into_response(),
        Err(fout) => pagina(&opties, StatusCode::BAD_REQUEST, Some(&fout)),
    }
}

fn voer_uit(opties: &Opties, opdracht: Opdracht) -> Result<(), Fout> {
    let (welke, instelling) = match opdracht {
        Opdracht::Vooruit(seconden) => {
            let verzet = Klokverzet::try_from(Verzoek { vooruit_seconden: Some(seconden), nu: None })?;
            (opties.klok_zetter)(verzet);
            return Ok(());
        }
        Opdracht::Zet(welke, instelling) => (welke, instelling),
    };
    if welke.is_empty() {
        return Err(Fout::ongeldig("Kies een registratie."));
    }
    // All of them or none: half of what was chosen would be hard to see.
    for registratie in &welke {
        instelling
            .keur(registratie)
            .map_err(|fout| Fout::ongeldig(format!("{}: {}", opties.naam(registratie), fout.detail())))?;
    }
    welke.iter().try_for_each(|registratie| instelling.voer_uit(&opties.tabel, registratie))
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
         <main><h1>Demobediening</h1><p><a href=\"/\">Naar het portaal</a></p>\
         <p><a href=\"/demo/houder\">Werken bij een registratiehouder</a></p>{melding}{}{}{}</main></body></html>",
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

/// What is set now, in words, with a way back. A person without a name here is shown without their BSN.
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
    let mut welke = Vec::new();
    for registratie in registraties() {
        let lijst = opties.tabel.lijst(registratie);
        if !lijst.is_empty() {
            welke.push(registratie);
        }
        for (bsn, regel) in lijst {
            let keren = regel.keren.map_or_else(String::new, |keren| format!(", nog {keren} keer"));
            let vertraging = regel.vertraging.as_millis();
            let (wie, gedrag) = (naam(bsn), code(regel.gedrag));
            let registratie = veilig(&opties.naam(registratie));
            zinnen.push(format!("<li>{registratie} voor {wie}: {gedrag} ({vertraging} ms{keren})</li>"));
        }
    }
    if welke.is_empty() {
        return "<h2>Nu ingesteld</h2><p>Alles werkt normaal.</p>".into();
    }
    let velden =
        welke.iter().map(|id| format!("<input type=\"hidden\" name=\"registratie\" value=\"{id}\">"));
    format!(
        "<h2>Nu ingesteld</h2><ul>{}</ul><form method=\"post\" action=\"/demo\">{}\
         <button class=\"stil\" name=\"gedrag\" value=\"normaal\">Zet alles op normaal</button></form>",
        zinnen.concat(),
        velden.collect::<String>()
    )
}

fn gedrag(opties: &Opties) -> String {
    let vakje = |id: &str| {
        let naam = veilig(&opties.naam(id));
        format!(
            "<li><label><input type=\"checkbox\" name=\"registratie\" value=\"{id}\"> {naam}</label></li>"
        )
    };
    let registraties: String = registraties().map(vakje).collect();
    let personen = opties.personen.iter().map(|persoon| (persoon.id.as_str(), persoon.naam.as_str()));
    let personen = keuzes(std::iter::once(("", "Iedereen")).chain(personen), "");
    let gedragingen = keuzes(Gedrag::ALLE.map(|gedrag| (code(gedrag), uitleg(gedrag))), "");
    format!(
        "<h2>Gedrag van registraties</h2><form method=\"post\" action=\"/demo\">\
         <fieldset><legend>Welke registraties</legend><ul class=\"vakjes\">{registraties}</ul></fieldset>\
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
        Gedrag::Schema => "schema",
        Gedrag::Code => "code",
        Gedrag::Bedrag => "bedrag",
        Gedrag::Herhaal => "herhaal",
        Gedrag::Vreemderegel => "vreemderegel",
        Gedrag::Dubbel => "dubbel",
        Gedrag::Klokvoor => "klokvoor",
        Gedrag::Ontbreekt => "ontbreekt",
    }
}

/// What it does, for who chooses.
const fn uitleg(gedrag: Gedrag) -> &'static str {
    match gedrag {
        Gedrag::Normaal => "normaal",
        Gedrag::Traag => "traag: antwoordt pas na de vertraging",
        Gedrag::Storing => "storing: meldt een eigen fout",
        Gedrag::Onbereikbaar => "onbereikbaar: verbreekt de verbinding",
        Gedrag::Onleesbaar => "onleesbaar: stuurt onzin",
        Gedrag::Half => "half: breekt halverwege af",
        Gedrag::Teveel => "te veel: stuurt 10 MB",
        Gedrag::Overbelast => "overbelast: heeft het te druk",
        Gedrag::Anderepersoon => "andere persoon: antwoordt over iemand anders",
        Gedrag::Schema => "ander schema: elke waarde in een andere vorm",
        Gedrag::Code => "onbekende codes",
        Gedrag::Bedrag => "onmogelijke bedragen en getallen",
        Gedrag::Herhaal => "herhaal: geeft op dezelfde vraag het eerste antwoord opnieuw",
        Gedrag::Vreemderegel => "gebruikslog: één regel over iemand anders",
        Gedrag::Dubbel => "gebruikslog: één regel staat er twee keer",
        Gedrag::Klokvoor => "gebruikslog: één regel ligt in de toekomst",
        Gedrag::Ontbreekt => "gebruikslog: in één regel ontbreekt iets",
    }
}
