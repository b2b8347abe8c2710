//! One case: what is asked, what happened, and what can be done.

use super::super::medewerkers::Medewerker;
use super::super::melding::{Aanvulling, Aard, Deel};
use super::super::opslag::{Stap, Zaak};
use super::super::probleem::Probleem;
use super::invoer::Velden;
use super::{BASIS, Pagina, alert, html, stappen};
use crate::html::veilig;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;
use std::fmt::Write as _;

pub(super) fn toon(
    pagina: &Pagina,
    wie: &Medewerker,
    zaak: &Zaak,
    velden: &Velden,
    probleem: Option<&Probleem>,
) -> Response {
    let melding = &zaak.melding;
    let fout = if probleem.is_some() { "Fout: " } else { "" };
    let titel = format!("{fout}melding {}", melding.kenmerk);
    let inhoud = [
        format!(
            "<p><a href=\"{BASIS}\">Naar de werklijst</a></p><h1>Melding {}</h1>",
            veilig(&melding.kenmerk)
        ),
        alert(probleem.map(Probleem::tekst).as_deref()),
        kenmerken(pagina, zaak),
        gegevens(pagina, zaak),
        format!("<h2>Uitleg van de burger</h2><p class=\"lang\">{}</p>", veilig(&melding.toelichting)),
        bijlagen(zaak),
        aanvullingen(zaak),
        stappen::alle(pagina, wie, zaak, velden),
        verloop(pagina, zaak),
    ]
    .concat();
    html(probleem.map_or(StatusCode::OK, Probleem::status), &titel, Some(wie), &inhoud)
}

fn kenmerken(pagina: &Pagina, zaak: &Zaak) -> String {
    let melding = &zaak.melding;
    let aard = match melding.aard {
        Aard::KloptNiet => "Er staat iets wat niet klopt",
        Aard::Ontbreekt => "Er ontbreekt iets",
        Aard::HoortNietBijMij => "Dit hoort niet bij deze persoon",
    };
    let opgenomen = zaak.opgenomen_door.as_deref().map_or("nog niemand", Medewerker::naam_van);
    let rij = |naam: &str, waarde: &str| {
        format!("<tr><th scope=\"row\">{naam}</th><td>{}</td></tr>", veilig(waarde))
    };
    let rijen = [
        rij("Stand", zaak.stand.tekst()),
        rij("Registratie", pagina.naam(&melding.registratie)),
        rij("Waarover", pagina.naam(&melding.groep)),
        rij("Soort melding", aard),
        rij("Burgerservicenummer", &melding.bsn),
        rij("Gemeld door", &melding.melder),
        rij("Ontvangen", &zaak.ontvangen_op),
        rij("Uiterlijk beslissen op", &zaak.uiterlijk),
        rij("In onderzoek bij", opgenomen),
        rij("Vier ogen", if melding.vier_ogen { "ja, een ander beslist" } else { "nee" }),
    ]
    .concat();
    format!(
        "<div class=\"tabel\" role=\"region\" aria-label=\"De melding\" tabindex=\"0\"><table><caption>De melding</caption><tbody>{rijen}</tbody></table></div>"
    )
}

fn gegevens(pagina: &Pagina, zaak: &Zaak) -> String {
    let niets = || "niets".to_owned();
    let rij = |deel: &Deel| {
        let waarde = |waarde: &Option<String>| waarde.as_deref().map_or_else(niets, veilig);
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            veilig(pagina.gegeven(&deel.urn)),
            waarde(&deel.betwijfeld),
            waarde(&deel.voorgesteld)
        )
    };
    let rijen: String = zaak.melding.gegevens.iter().map(rij).collect();
    let mut welk = String::new();
    for een in zaak.melding.voorkomen.iter().flatten() {
        let _ = write!(welk, "<li>{}: {}</li>", veilig(pagina.gegeven(&een.urn)), veilig(&een.waarde));
    }
    let welk = if welk.is_empty() { welk } else { format!("<p>Het gaat om:</p><ul>{welk}</ul>") };
    format!(
        "<h2>Wat er moet veranderen</h2>{welk}<div class=\"tabel\" role=\"region\" aria-label=\"Gegevens\" tabindex=\"0\"><table><caption>Gegevens</caption><thead><tr>\
         <th scope=\"col\">Gegeven</th><th scope=\"col\">Staat er nu</th><th scope=\"col\">Moet worden</th></tr></thead>\
         <tbody>{rijen}</tbody></table></div>"
    )
}

fn bijlagen(zaak: &Zaak) -> String {
    if zaak.bijlages.is_empty() {
        return "<h2>Bijlagen</h2><p>Er zijn geen bijlagen.</p>".into();
    }
    let regels = zaak.bijlages.iter().map(|een| {
        let (referentie, nummer, kb) = (veilig(&zaak.referentie), een.nummer, een.grootte / 1024 + 1);
        let naam = veilig(&een.naam);
        format!(
            "<li><a href=\"{BASIS}/zaken/{referentie}/bijlagen/{nummer}\" download>{naam}</a> ({kb} kB)</li>"
        )
    });
    format!("<h2>Bijlagen</h2><ul>{}</ul>", regels.collect::<String>())
}

/// What the citizen answered: to those who had it before, and here.
fn aanvullingen(zaak: &Zaak) -> String {
    let deel = |kop: &str, aanvullingen: &[Aanvulling]| {
        let regels = aanvullingen
            .iter()
            .map(|een| format!("<h3>{}</h3><p class=\"lang\">{}</p>", veilig(&een.op), veilig(&een.tekst)));
        let regels: String = regels.collect();
        if regels.is_empty() { regels } else { format!("<h2>{kop}</h2>{regels}") }
    };
    [
        deel("Wat de burger eerder antwoordde aan een ander", &zaak.melding.eerdere_aanvullingen),
        deel("Aanvullingen van de burger", &zaak.aanvullingen),
    ]
    .concat()
}

fn verloop(pagina: &Pagina, zaak: &Zaak) -> String {
    let regels: String = zaak.verloop.iter().map(|stap| regel(pagina, stap)).collect();
    format!("<h2>Wat er is gebeurd</h2><ol>{regels}</ol>")
}

fn regel(pagina: &Pagina, stap: &Stap) -> String {
    let tekst = |naam: &str| stap.inhoud.get(naam).and_then(Value::as_str);
    let door = stap.door.as_deref().map(|door| format!(", door {}", veilig(Medewerker::naam_van(door))));
    let naar = tekst("naar").map(|naar| format!(" naar {}", veilig(pagina.naam(naar))));
    let tot = tekst("uiterlijk").map(|dag| format!(" tot en met {}", veilig(dag)));
    let waarom = tekst("tekst").map(|tekst| format!("<p class=\"lang\">{}</p>", veilig(tekst)));
    let besluit = stap.inhoud.get("besluit").map(|besluit| delen(pagina, besluit));
    format!(
        "<li>{}: {}{}{}{}{}{}</li>",
        veilig(&stap.op),
        stap.wat.tekst(),
        naar.unwrap_or_default(),
        tot.unwrap_or_default(),
        door.unwrap_or_default(),
        waarom.unwrap_or_default(),
        besluit.unwrap_or_default()
    )
}

fn delen(pagina: &Pagina, besluit: &Value) -> String {
    let deel = |deel: &Value| {
        let urn = deel["attribuutUrn"].as_str().unwrap_or_default();
        let wat = if deel["toegewezen"] == true { "toegewezen" } else { "afgewezen" };
        let reden = veilig(deel["reden"].as_str().unwrap_or_default());
        format!("<li>{}: {wat}. {reden}</li>", veilig(pagina.gegeven(urn)))
    };
    let delen: String = besluit["delen"].as_array().into_iter().flatten().map(deel).collect();
    let toelichting = veilig(besluit["toelichting"].as_str().unwrap_or_default());
    format!("<ul>{delen}</ul><p class=\"lang\">{toelichting}</p>")
}
