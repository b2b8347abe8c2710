//! An answer as a file to keep: JSON for machines, a page of its own to read and print. Its name holds the number of the
//! request and the organisation, nothing about a person.

use crate::http::bijlage;
use crate::kalender;
use axum::response::Response;
use contract::Taal;
use contract::verzoek::{Antwoord, Verzoeknummer};
use std::fmt::Write as _;

pub(super) fn json(naam: &str, antwoord: &Antwoord) -> Response {
    let tekst = serde_json::to_string_pretty(antwoord).unwrap_or_default();
    bijlage::antwoord("application/json", &format!("{naam}.json"), tekst)
}

/// `op`: when it was given, in Unix milliseconds.
pub(super) fn html(
    naam: &str,
    nummer: Verzoeknummer,
    organisatie: &str,
    op: i64,
    antwoord: &Antwoord,
    taal: Taal,
) -> Response {
    let kop =
        Kop { nummer: nummer.to_string(), organisatie, dag: kalender::dag_in_nederland(op).to_string() };
    bijlage::antwoord("text/html; charset=utf-8", &format!("{naam}.html"), pagina(&kop, antwoord, taal))
}

struct Kop<'a> {
    nummer: String,
    organisatie: &'a str,
    dag: String,
}

/// The headings; what the organisation wrote is in its own words.
struct Teksten {
    lang: &'static str,
    titel: &'static str,
    organisatie: &'static str,
    dag: &'static str,
    gegevens: &'static str,
    punten: &'static str,
    namen: [&'static str; 8],
    geweigerd: &'static str,
    bezwaar: &'static str,
}

const NL: Teksten = Teksten {
    lang: "nl",
    titel: "Antwoord op verzoek",
    organisatie: "Organisatie",
    dag: "Datum",
    gegevens: "Uw gegevens",
    punten: "Hoe de organisatie uw gegevens gebruikt (AVG artikel 15 lid 1)",
    namen: [
        "Waarvoor",
        "Welke soorten gegevens",
        "Wie ze krijgt",
        "Hoe lang ze bewaard worden",
        "Uw rechten",
        "Een klacht indienen",
        "Waar ze vandaan komen",
        "Automatische besluiten",
    ],
    geweigerd: "Wat u niet krijgt, en waarom",
    bezwaar: "Bezwaar maken",
};

const EN: Teksten = Teksten {
    lang: "en",
    titel: "Answer to request",
    organisatie: "Organisation",
    dag: "Date",
    gegevens: "Your data",
    punten: "How the organisation uses your data (GDPR article 15(1))",
    namen: [
        "What for",
        "Which kinds of data",
        "Who receives it",
        "How long it is kept",
        "Your rights",
        "Lodging a complaint",
        "Where it comes from",
        "Automated decisions",
    ],
    geweigerd: "What you do not get, and why",
    bezwaar: "Objecting",
};

const STIJL: &str = "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem}\
    h1,h2,h3{line-height:1.2}dt{font-weight:bold}dd{margin:0 0 .75rem}p,dd{white-space:pre-line;overflow-wrap:anywhere}";

fn pagina(kop: &Kop<'_>, antwoord: &Antwoord, taal: Taal) -> String {
    let teksten = if taal == Taal::En { &EN } else { &NL };
    let titel = format!("{} {}", teksten.titel, kop.nummer);
    let mut html = format!(
        "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{titel}</title><style>{STIJL}</style><h1>{titel}</h1><dl>",
        teksten.lang
    );
    paar(&mut html, teksten.organisatie, kop.organisatie);
    paar(&mut html, teksten.dag, &kop.dag);
    html.push_str("</dl><main lang=\"nl\">");
    alinea(&mut html, &antwoord.tekst);
    if !antwoord.groepen.is_empty() {
        tussenkop(&mut html, 2, teksten.gegevens);
    }
    for groep in &antwoord.groepen {
        tussenkop(&mut html, 3, &groep.naam);
        html.push_str("<dl>");
        for regel in &groep.gegevens {
            paar(&mut html, &regel.naam, &regel.waarde);
        }
        html.push_str("</dl>");
    }
    if let Some(punten) = &antwoord.punten {
        tussenkop(&mut html, 2, teksten.punten);
        html.push_str("<dl>");
        for ((letter, tekst), naam) in punten.letters().into_iter().zip(teksten.namen) {
            paar(&mut html, &format!("{letter}. {naam}"), tekst);
        }
        html.push_str("</dl>");
    }
    if !antwoord.weigeringen.is_empty() {
        tussenkop(&mut html, 2, teksten.geweigerd);
        html.push_str("<dl>");
        for weigering in &antwoord.weigeringen {
            paar(&mut html, &weigering.deel, &weigering.reden);
        }
        html.push_str("</dl>");
    }
    if let Some(bezwaar) = &antwoord.bezwaar {
        tussenkop(&mut html, 2, teksten.bezwaar);
        alinea(&mut html, bezwaar);
    }
    html.push_str("</main></html>");
    html
}

// Writing to a String cannot fail.

fn tussenkop(html: &mut String, niveau: u8, tekst: &str) {
    let _ = write!(html, "<h{niveau}>{}</h{niveau}>", veilig(tekst));
}

fn alinea(html: &mut String, tekst: &str) {
    if !tekst.is_empty() {
        let _ = write!(html, "<p>{}</p>", veilig(tekst));
    }
}

fn paar(html: &mut String, naam: &str, waarde: &str) {
    let _ = write!(html, "<dt>{}</dt><dd>{}</dd>", veilig(naam), veilig(waarde));
}

/// Text, whatever stands in it.
fn veilig(tekst: &str) -> String {
    tekst.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::verzoek::{Antwoordgroep, Antwoordregel, Weigering};

    #[test]
    fn what_an_organisation_writes_stays_text() {
        let boos = "<script>alert(\"1\")</script>&";
        let regel = Antwoordregel { naam: boos.into(), waarde: boos.into() };
        let antwoord = Antwoord {
            tekst: boos.into(),
            groepen: vec![Antwoordgroep { naam: boos.into(), gegevens: vec![regel] }],
            punten: None,
            weigeringen: vec![Weigering { deel: boos.into(), reden: boos.into() }],
            bezwaar: Some(boos.into()),
        };
        let kop = Kop { nummer: "KB-2222-2222".into(), organisatie: "uwv", dag: "2026-11-22".into() };
        for taal in [Taal::Nl, Taal::En] {
            let html = pagina(&kop, &antwoord, taal);
            assert!(!html.contains("<script"), "{html}");
            assert_eq!(html.matches("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;").count(), 7);
        }
    }
}
