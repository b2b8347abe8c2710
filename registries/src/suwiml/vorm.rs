//! The form of an answer as the XSD has it: which elements, in which order, and how a document is written as them.

use serde_json::{Map, Value};
use std::fmt::Write as _;

/// One element of an answer.
pub(super) enum Veld {
    /// Holds the BSN of the person it is about.
    Bsn(&'static str),
    /// Holds a text.
    Blad(&'static str),
    /// Holds other elements; may stand there once or, when the document has a list, more often.
    Groep(&'static str, &'static [Veld]),
}

impl Veld {
    const fn naam(&self) -> &'static str {
        match self {
            Veld::Bsn(naam) | Veld::Blad(naam) | Veld::Groep(naam, _) => naam,
        }
    }
}

/// Whether a document has nothing that the form does not have, and only texts as leaves.
pub(super) fn keur(vorm: &[Veld], document: &Value) -> Result<(), String> {
    let leden = document.as_object().ok_or("an element that holds no elements")?;
    for (naam, waarde) in leden {
        let veld = vorm.iter().find(|veld| veld.naam() == naam);
        for waarde in items(waarde) {
            match veld {
                Some(Veld::Groep(_, binnen)) => keur(binnen, waarde)?,
                Some(Veld::Blad(_)) if waarde.is_string() => {}
                _ => return Err(format!("{naam} does not stand in the form of this answer, or is no text")),
            }
        }
    }
    Ok(())
}

/// The elements of a document, in the order of the form.
pub(super) fn schrijf(vorm: &[Veld], document: &Value, bsn: &str) -> String {
    let leeg = Map::new();
    let leden = document.as_object().unwrap_or(&leeg);
    let mut uit = String::new();
    for veld in vorm {
        let naam = veld.naam();
        if let Veld::Bsn(_) = veld {
            element(&mut uit, naam, bsn);
            continue;
        }
        for waarde in leden.get(naam).into_iter().flat_map(items) {
            match veld {
                Veld::Groep(_, binnen) => element(&mut uit, naam, &schrijf(binnen, waarde, bsn)),
                _ => element(&mut uit, naam, &ontsnapt(waarde.as_str().unwrap_or_default())),
            }
        }
    }
    uit
}

fn items(waarde: &Value) -> &[Value] {
    waarde.as_array().map_or(std::slice::from_ref(waarde), Vec::as_slice)
}

fn element(uit: &mut String, naam: &str, inhoud: &str) {
    // Writing to a String does not fail.
    let _ = write!(uit, "<{naam}>{inhoud}</{naam}>");
}

/// A text as it may stand in an element.
pub(super) fn ontsnapt(tekst: &str) -> String {
    tekst.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
