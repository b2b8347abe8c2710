//! What a person sees when the app itself breaks.
//!
//! After a panic the wasm is dead: no signal, no router, no text catalogue. So this draws a plain page with DOM calls, in
//! both languages, with nothing of the person on it.

use leptos::prelude::document;
use web_sys::Element;

struct Tekst {
    taal: &'static str,
    titel: &'static str,
    uitleg: &'static str,
    knop: &'static str,
}

const TEKSTEN: [Tekst; 2] = [
    Tekst {
        taal: "nl",
        titel: "Er ging iets mis op deze pagina",
        uitleg: "Dat ligt niet aan u. Er is niets veranderd aan uw gegevens. Laad de pagina opnieuw om verder te gaan.",
        knop: "Laad de pagina opnieuw",
    },
    Tekst {
        taal: "en",
        titel: "Something went wrong on this page",
        uitleg: "It is not your fault. Nothing has changed in your data. Load the page again to continue.",
        knop: "Load the page again",
    },
];

/// Installs the panic hook. The message of a panic may hold a value of the person: only its place goes to the console.
pub fn vang() {
    std::panic::set_hook(Box::new(|paniek| {
        leptos::logging::error!("klantbeeld: panic at {:?}", paniek.location());
        // Nothing is left to fall back on when this fails as well.
        let _ = toon();
    }));
}

fn toon() -> Option<()> {
    let romp = document().body()?;
    romp.set_text_content(None);
    let vlak = element("main", "kb-stuk")?;
    for (volgnummer, Tekst { taal, titel, uitleg, knop }) in TEKSTEN.into_iter().enumerate() {
        let deel = element("section", "kb-stuk__deel")?;
        deel.set_attribute("lang", taal).ok()?;
        let kop = if volgnummer == 0 { "h1" } else { "h2" };
        hang(&deel, &met_tekst(kop, "kb-stuk__titel", titel)?)?;
        hang(&deel, &met_tekst("p", "kb-stuk__uitleg", uitleg)?)?;
        let link = met_tekst("a", "kb-knop kb-knop--primair", knop)?;
        link.set_attribute("href", &super::pagina::pad()).ok()?;
        // The router of the dead app may still hear the click; this tells it to keep off.
        link.set_attribute("rel", "external").ok()?;
        hang(&deel, &link)?;
        hang(&vlak, &deel)?;
    }
    hang(&romp, &vlak)
}

fn element(naam: &str, klasse: &str) -> Option<Element> {
    let element = document().create_element(naam).ok()?;
    element.set_class_name(klasse);
    Some(element)
}

fn met_tekst(naam: &str, klasse: &str, tekst: &str) -> Option<Element> {
    let element = element(naam, klasse)?;
    element.set_text_content(Some(tekst));
    Some(element)
}

fn hang(ouder: &Element, kind: &Element) -> Option<()> {
    ouder.append_child(kind).ok().map(|_| ())
}
