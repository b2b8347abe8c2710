//! The pages of the issuer: plain HTML that works without JavaScript.

use super::aanvraag::{Aanvraag, Niveau};
use super::teksten::{Teksten, teksten};
use super::{Identiteit, Inlogpersoon, Taal};
use crate::html::{keuzes, veilig};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use url::Url;

/// The largest BSN field, in characters.
pub(super) const BSN_MAX: usize = 40;

/// What was wrong with what somebody typed, to be shown at the field.
pub(super) struct Invoerfout {
    pub(super) veld: Veld,
    /// What they typed, to be mended.
    pub(super) waarde: String,
    pub(super) melding: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Veld {
    Bsn,
    Vrij,
}

/// Pages for when there is nobody to send the browser back to.
#[derive(Clone, Copy)]
pub(super) enum Fout {
    OnbekendeClient,
    Verlopen,
}

/// `GET /stijl.css`
pub(super) async fn stijl() -> Response {
    let koppen = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (koppen, include_str!("stijl.css")).into_response()
}

/// The login page, with the mistake in it when there was one (then 400).
pub(super) fn login(
    identiteit: &Identiteit,
    aanvraag: &Aanvraag,
    transactie: &str,
    invoerfout: Option<&Invoerfout>,
) -> Response {
    let t = teksten(aanvraag.taal);
    let inhoud = [
        format!("<h1>{}</h1><p>{}</p>", t.titel, t.kies),
        format!(
            "<p class=\"niveau\">{} <strong>{}</strong></p>",
            t.niveau_gevraagd,
            niveaunaam(t, aanvraag.niveau)
        ),
        personen(t, aanvraag.taal, &identiteit.opties.personen, transactie),
        bsn_formulier(t, transactie, invoerfout),
        testers(t, aanvraag.niveau, &identiteit.opties.personen, transactie, invoerfout),
        formulier(
            transactie,
            &format!("<button class=\"stil\" name=\"actie\" value=\"annuleren\">{}</button>", t.annuleren),
        ),
    ]
    .concat();
    let status = if invoerfout.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let titel = if invoerfout.is_some() { format!("{}: {}", t.fout, t.titel) } else { t.titel.into() };
    antwoord(t, status, &titel, &inhoud, Some(&aanvraag.redirect_uri))
}

/// A page that says why it stops here (400).
pub(super) fn fout(identiteit: &Identiteit, taal: Taal, fout: Fout) -> Response {
    let t = teksten(taal);
    let (titel, uitleg) = match fout {
        Fout::OnbekendeClient => (t.onbekende_client, t.onbekende_client_uitleg),
        Fout::Verlopen => (t.verlopen, t.verlopen_uitleg),
    };
    let inhoud = format!("<h1>{titel}</h1><p>{uitleg}</p>{}", terug(identiteit, t));
    antwoord(t, StatusCode::BAD_REQUEST, titel, &inhoud, None)
}

/// The end, for a client that gave no address to go back to.
pub(super) fn uitgelogd(identiteit: &Identiteit, taal: Taal) -> Response {
    let t = teksten(taal);
    let inhoud = format!("<h1>{}</h1><p>{}</p>{}", t.uitgelogd, t.uitgelogd_uitleg, terug(identiteit, t));
    antwoord(t, StatusCode::OK, t.uitgelogd, &inhoud, None)
}

/// A way out: the front door of the first registered client.
fn terug(identiteit: &Identiteit, t: &Teksten) -> String {
    let voordeur =
        identiteit.opties.clients.iter().find_map(|client| client.redirect_uris.first()?.join("/").ok());
    voordeur.map_or_else(String::new, |adres| {
        format!("<p><a href=\"{}\">{}</a></p>", veilig(adres.as_str()), t.terug)
    })
}

fn personen(t: &Teksten, taal: Taal, personen: &[Inlogpersoon], transactie: &str) -> String {
    let kaart = |persoon: &Inlogpersoon| {
        let situatie = if taal == Taal::Nl { &persoon.situatie_nl } else { &persoon.situatie_en };
        format!(
            "<li><button class=\"kaart\" name=\"persoon\" value=\"{}\"><span class=\"naam\">{}</span> <span>{}</span></button></li>",
            veilig(&persoon.id),
            veilig(&persoon.naam),
            veilig(situatie)
        )
    };
    let kaarten = personen.iter().map(kaart).collect::<Vec<_>>().concat();
    let lijst = formulier(transactie, &format!("<ul class=\"personen\">{kaarten}</ul>"));
    format!("<h2>{}</h2>{lijst}", t.personen)
}

fn bsn_formulier(t: &Teksten, transactie: &str, invoerfout: Option<&Invoerfout>) -> String {
    let veld =
        tekstveld(t.bsn, "bsn", t.bsn_uitleg, t.fout, invoerfout.filter(|fout| fout.veld == Veld::Bsn));
    let knop = format!("<button class=\"hoofd\" name=\"actie\" value=\"bsn\">{}</button>", t.inloggen);
    format!("<h2>{}</h2>{}", t.met_bsn, formulier(transactie, &format!("{veld}{knop}")))
}

fn testers(
    t: &Teksten,
    gevraagd: Niveau,
    personen: &[Inlogpersoon],
    transactie: &str,
    invoerfout: Option<&Invoerfout>,
) -> String {
    let invoerfout = invoerfout.filter(|fout| fout.veld == Veld::Vrij);
    let niveaus = Niveau::ALLE.map(|niveau| (niveau.code(), niveaunaam(t, niveau)));
    let niveaus = keuzes(niveaus, gevraagd.code());
    let anderen = personen.iter().map(|persoon| (persoon.id.as_str(), persoon.naam.as_str()));
    let anderen = keuzes(std::iter::once(("", t.niemand)).chain(anderen), "");
    let inhoud = [
        tekstveld(t.vrij, "vrij", t.vrij_uitleg, t.fout, invoerfout),
        format!(
            "<label for=\"niveau\">{}</label><select id=\"niveau\" name=\"niveau\">{niveaus}</select>",
            t.niveau
        ),
        format!(
            "<label for=\"namens\">{}</label><select id=\"namens\" name=\"namens\">{anderen}</select>",
            t.namens
        ),
        format!("<button class=\"hoofd\" name=\"actie\" value=\"tester\">{}</button>", t.als_tester),
    ]
    .concat();
    let open = if invoerfout.is_some() { " open" } else { "" };
    let formulier = formulier(transactie, &inhoud);
    format!("<details{open}><summary>{}</summary><p>{}</p>{formulier}</details>", t.testers, t.testers_uitleg)
}

/// One text field; `naam` is also its id. The mistake stands before it and is read with it.
fn tekstveld(label: &str, naam: &str, uitleg: &str, fout: &str, invoerfout: Option<&Invoerfout>) -> String {
    let waarde = invoerfout.map_or("", |fout| fout.waarde.as_str());
    let melding = invoerfout.map_or_else(String::new, |invoer| {
        format!("<p class=\"fout\" id=\"{naam}-fout\" role=\"alert\">{fout}: {}</p>", invoer.melding)
    });
    let staat = match invoerfout {
        Some(_) => format!(" aria-invalid=\"true\" aria-describedby=\"{naam}-fout {naam}-uitleg\" autofocus"),
        None => format!(" aria-describedby=\"{naam}-uitleg\""),
    };
    format!(
        "<label for=\"{naam}\">{label}</label><p class=\"uitleg\" id=\"{naam}-uitleg\">{uitleg}</p>{melding}\
         <input id=\"{naam}\" name=\"{naam}\" value=\"{}\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"{BSN_MAX}\"{staat}>",
        veilig(waarde)
    )
}

/// Everything is posted: a BSN never stands in a URL.
fn formulier(transactie: &str, inhoud: &str) -> String {
    format!(
        "<form method=\"post\" action=\"login\" novalidate><input type=\"hidden\" name=\"transactie\" value=\"{}\">{inhoud}</form>",
        veilig(transactie)
    )
}

fn niveaunaam(t: &Teksten, niveau: Niveau) -> &'static str {
    t.niveaus[niveau as usize]
}

/// The whole page with its headers. Chromium holds a redirect after a form against `form-action`, so the client's
/// origin stands there as well.
fn antwoord(t: &Teksten, status: StatusCode, titel: &str, inhoud: &str, terug: Option<&Url>) -> Response {
    let oorsprong =
        terug.map(|adres| format!(" {}", adres.origin().ascii_serialization())).unwrap_or_default();
    let csp = format!(
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self'{oorsprong}"
    );
    let koppen = [
        (header::CONTENT_SECURITY_POLICY, csp.as_str()),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let pagina = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{titel} - {}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">\
         <link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"stijl.css\"></head>\
         <body><header><p><strong>{}</strong> {}</p></header><main>{inhoud}</main></body></html>",
        t.code, t.demo, t.demo, t.waarschuwing
    );
    (status, koppen, Html(pagina)).into_response()
}
