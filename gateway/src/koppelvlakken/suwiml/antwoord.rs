//! The answer: from XML to the tree that the gegevensregister lifts.
//!
//! An element becomes an object by local name, a leaf a text, an element that may repeat always a list; attributes are
//! dropped, and what is empty or nil is null. The XML is untrusted: no DTD and so no entities, a limit on the number
//! and the depth of elements, and whatever the standard says once must stand there once.

use super::bericht::{SOAP, WSA};
use super::dienst::Dienst;
use crate::koppelvlakken::BronFout;
use crate::koppelvlakken::client::Antwoord;
use contract::Bsn;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value};

/// Fout, Waarschuwing, Informatie: how the diensten report on themselves.
const FWI: &str = "http://bkwi.nl/SuwiML/FWI/v0205";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Elements, texts and comments together; the largest answer that is read has room for no more than this anyway.
const KNOPEN_MAX: u32 = 200_000;
/// The deepest dienst has eleven levels.
const DIEPTE_MAX: usize = 24;

/// What the answer must be an answer to.
pub(super) struct Verwacht<'a> {
    pub(super) dienst: &'a Dienst,
    pub(super) bericht_id: &'a str,
    pub(super) bsn: &'a Bsn,
}

/// The tree below the element of the answer; `None` when the dienst says that it found nothing.
pub(super) fn lees(antwoord: &Antwoord, verwacht: &Verwacht<'_>) -> Result<Option<Value>, BronFout> {
    let status = antwoord.status.as_u16();
    let gelezen = std::str::from_utf8(&antwoord.lichaam)
        .map_err(|_| BronFout::Onleesbaar("no UTF-8"))
        .and_then(|tekst| lees_tekst(tekst, status, verwacht));
    match gelezen {
        Ok(boom) if antwoord.status.is_success() => Ok(boom),
        Err(fout @ (BronFout::Afgewezen { .. } | BronFout::NietGerechtigd)) => Err(fout),
        // No SOAP, or no fault: then the status says more than the body.
        _ if antwoord.status.is_server_error() => Err(BronFout::Stuk(status)),
        _ if !antwoord.status.is_success() => Err(BronFout::Afgewezen { status, code: "none".into() }),
        anders => anders,
    }
}

fn lees_tekst(tekst: &str, status: u16, verwacht: &Verwacht<'_>) -> Result<Option<Value>, BronFout> {
    let opties = ParsingOptions { allow_dtd: false, nodes_limit: KNOPEN_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(tekst, opties)
        .map_err(|_| BronFout::Onleesbaar("no XML that we take"))?;
    let envelop = document.root_element();
    if !envelop.has_tag_name((SOAP, "Envelope")) {
        return Err(BronFout::Onleesbaar("no SOAP 1.1"));
    }
    let lichaam = enig(envelop, SOAP, "Body").ok_or(BronFout::Onleesbaar("no body"))?;
    let mut inhoud = lichaam.children().filter(Node::is_element);
    let (Some(element), None) = (inhoud.next(), inhoud.next()) else {
        return Err(BronFout::Onleesbaar("not one element in the body"));
    };
    if element.has_tag_name((SOAP, "Fault")) {
        return Err(afgewezen(status, fout_in(element)));
    }
    hoort_bij(envelop, verwacht)?;
    if !element.has_tag_name((verwacht.dienst.ruimte().as_str(), verwacht.dienst.antwoord().as_str())) {
        return Err(BronFout::Onleesbaar("an answer to another question"));
    }
    uitkomst(element, status, verwacht)
}

/// The one child with this name; `None` also when there are more.
fn enig<'a, 'i>(ouder: Node<'a, 'i>, ruimte: &str, naam: &str) -> Option<Node<'a, 'i>> {
    let mut kinderen = ouder.children().filter(|kind| kind.has_tag_name((ruimte, naam)));
    kinderen.next().filter(|_| kinderen.next().is_none())
}

/// The answer must refer to our own message, and be of the kind that we asked for.
fn hoort_bij(envelop: Node<'_, '_>, verwacht: &Verwacht<'_>) -> Result<(), BronFout> {
    let kop = enig(envelop, SOAP, "Header").ok_or(BronFout::Onleesbaar("no header"))?;
    let is = |naam: &str, waarde: &str| {
        enig(kop, WSA, naam).and_then(|element| element.text()).is_some_and(|tekst| tekst.trim() == waarde)
    };
    if !is("RelatesTo", verwacht.bericht_id) {
        return Err(BronFout::Onleesbaar("an answer to another message"));
    }
    if !is("Action", &verwacht.dienst.antwoordactie()) {
        return Err(BronFout::Onleesbaar("an answer with another action"));
    }
    Ok(())
}

fn uitkomst(antwoord: Node<'_, '_>, status: u16, verwacht: &Verwacht<'_>) -> Result<Option<Value>, BronFout> {
    for kind in antwoord.children().filter(Node::is_element) {
        match (kind.tag_name().namespace(), kind.tag_name().name()) {
            (None, _) | (Some(FWI), "FWI") => {}
            (Some(FWI), "NietsGevonden") => return Ok(None),
            (Some(FWI), "NietGerechtigd") => return Err(BronFout::NietGerechtigd),
            (Some(FWI), naam @ "NietVanToepassing") => {
                return Err(afgewezen(status, Some(naam.to_owned())));
            }
            _ => return Err(BronFout::Onleesbaar("an element of another namespace")),
        }
    }
    let boom = boom(antwoord, "", verwacht.dienst, 0)?;
    let personen: Vec<&Value> = match &boom["ClientSuwi"] {
        Value::Array(personen) => personen.iter().collect(),
        Value::Null => Vec::new(),
        persoon => vec![persoon],
    };
    if personen.is_empty()
        && let Some(fout) = boom.pointer("/FWI/Fout/0")
    {
        return Err(afgewezen(status, fout["Code"].as_str().map(str::to_owned)));
    }
    for persoon in personen {
        match persoon["Burgerservicenr"].as_str() {
            Some(cijfers) if cijfers == verwacht.bsn.cijfers() => {}
            Some(_) => return Err(BronFout::AnderePersoon),
            None => return Err(BronFout::Onleesbaar("a person without a BSN")),
        }
    }
    if boom.as_object().is_none_or(Map::is_empty) {
        return Err(BronFout::Onleesbaar("an empty answer"));
    }
    Ok(Some(boom))
}

/// `pad`: where we are, seen from the element of the answer.
fn boom(element: Node<'_, '_>, pad: &str, dienst: &Dienst, diepte: usize) -> Result<Value, BronFout> {
    if diepte > DIEPTE_MAX {
        return Err(BronFout::Onleesbaar("elements too deep in each other"));
    }
    if matches!(element.attribute((XSI, "nil")), Some("true" | "1")) {
        return Ok(Value::Null);
    }
    if !element.children().any(|kind| kind.is_element()) {
        let tekst: String =
            element.children().filter_map(|kind| kind.is_text().then(|| kind.text())?).collect();
        let tekst = tekst.trim();
        return Ok(if tekst.is_empty() { Value::Null } else { tekst.into() });
    }
    let mut leden = Map::new();
    for kind in element.children() {
        if kind.is_text() && kind.text().is_some_and(|tekst| !tekst.trim().is_empty()) {
            return Err(BronFout::Onleesbaar("text between elements"));
        }
        if !kind.is_element() {
            continue;
        }
        let naam = kind.tag_name().name();
        let pad = format!("{pad}/{naam}");
        let waarde = boom(kind, &pad, dienst, diepte + 1)?;
        if dienst.herhaalt(&pad) {
            let lijst = leden.entry(naam).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(lijst) = lijst {
                lijst.push(waarde);
            }
        } else if leden.insert(naam.to_owned(), waarde).is_some() {
            return Err(BronFout::Onleesbaar("an element twice that the standard has once"));
        }
    }
    Ok(Value::Object(leden))
}

/// The code of the `fwi:Fout` in a SOAP fault.
fn fout_in(fault: Node<'_, '_>) -> Option<String> {
    let fout = fault.descendants().find(|element| element.has_tag_name((FWI, "Fout")))?;
    let code = fout.children().find(|kind| kind.is_element() && kind.tag_name().name() == "Code")?;
    code.text().map(|tekst| tekst.trim().to_owned())
}

/// A refusal, with its code as far as that is safe to repeat in a log line: a system word, in which no BSN fits.
fn afgewezen(status: u16, code: Option<String>) -> BronFout {
    let is_woord = |code: &String| {
        let tekens = code.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'));
        let cijfers = code.bytes().filter(u8::is_ascii_digit).count();
        tekens && !code.is_empty() && code.len() <= 25 && cijfers < 8
    };
    BronFout::Afgewezen { status, code: code.filter(is_woord).unwrap_or_else(|| "none".into()) }
}

#[cfg(test)]
mod tests;
