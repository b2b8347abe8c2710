//! The list of cases of an organisation.

use super::super::medewerkers::Medewerker;
use super::super::opslag::Zaak;
use super::{BASIS, Pagina, html};
use crate::html::veilig;
use axum::http::StatusCode;
use axum::response::Response;

pub(super) fn toon(pagina: &Pagina, wie: &Medewerker, zaken: &[Zaak], klaar: bool) -> Response {
    let (titel, ander, pad, leeg) = if klaar {
        ("Afgehandelde meldingen", "Naar de open meldingen", "", "Er zijn nog geen afgehandelde meldingen.")
    } else {
        ("Open meldingen", "Naar de afgehandelde meldingen", "?stand=klaar", "Er zijn geen open meldingen.")
    };
    let inhoud = if zaken.is_empty() { format!("<p>{leeg}</p>") } else { tabel(pagina, titel, zaken) };
    let inhoud = format!(
        "<h1>{titel}</h1>{inhoud}<p><a href=\"{BASIS}{pad}\">{ander}</a></p><p><a href=\"/demo\">Naar de demobediening</a></p>"
    );
    html(StatusCode::OK, titel, Some(wie), &inhoud)
}

fn tabel(pagina: &Pagina, titel: &str, zaken: &[Zaak]) -> String {
    let rij = |zaak: &Zaak| {
        let melding = &zaak.melding;
        format!(
            "<tr><th scope=\"row\"><a href=\"{BASIS}/zaken/{}\">{}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            veilig(&zaak.referentie),
            veilig(&melding.kenmerk),
            veilig(pagina.naam(&melding.registratie)),
            veilig(pagina.naam(&melding.groep)),
            zaak.stand.tekst(),
            veilig(zaak.ontvangen_op.get(..10).unwrap_or_default()),
            veilig(&zaak.uiterlijk),
        )
    };
    let rijen: String = zaken.iter().map(rij).collect();
    format!(
        "<div class=\"tabel\" role=\"region\" aria-label=\"{titel}\" tabindex=\"0\"><table><caption>{titel}</caption><thead><tr><th scope=\"col\">Nummer</th>\
         <th scope=\"col\">Registratie</th><th scope=\"col\">Waarover</th><th scope=\"col\">Stand</th>\
         <th scope=\"col\">Ontvangen</th><th scope=\"col\">Uiterlijk</th></tr></thead><tbody>{rijen}</tbody></table></div>"
    )
}
