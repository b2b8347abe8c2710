//! What a WOZ-object can be found by, and how a question asks for it.

use crate::haalcentraal::{FouteParameter, Probleem};
use serde_json::Value;
use std::collections::BTreeMap;

const AO: &str = "adresseerbaarObjectIdentificatie";
const NA: &str = "nummeraanduidingIdentificatie";
const ADRES: &str = "adres";

/// Everything that a question may hold, and how long a page is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Zoekvraag {
    /// Name and value of what is searched by.
    pub(super) term: (&'static str, String),
    /// 1 is the first.
    pub(super) pagina: usize,
    pub(super) per_pagina: usize,
}

pub(super) type Parameters = BTreeMap<String, String>;

/// Kinds of questions. They do not mix.
const VRAGEN: [&[&str]; 5] = [
    &["rsin"],
    &["kvkNummer"],
    &[AO],
    &[NA],
    &["postcode", "huisnummer", "huisletter", "huisnummertoevoeging"],
];

impl Zoekvraag {
    pub(super) fn lees(parameters: &Parameters) -> Result<Self, Probleem> {
        let fouten: Vec<FouteParameter> =
            parameters.iter().filter_map(|(naam, waarde)| fout(naam, waarde)).collect();
        if !fouten.is_empty() {
            return Err(Probleem::Parameters(fouten));
        }
        let gevraagd = |vraag: &&&[&str]| vraag.iter().any(|naam| parameters.contains_key(*naam));
        let mut vragen = VRAGEN.iter().filter(gevraagd);
        let vraag = vragen.next().ok_or(Probleem::GeenParameters)?;
        if vragen.next().is_some() {
            return Err(Probleem::Combinatie);
        }
        let waarde = |naam: &str| parameters.get(naam).cloned();
        let term = match vraag {
            [een] => (*een, waarde(een).unwrap_or_default()),
            _ => (ADRES, adres(&waarde)?),
        };
        let getal = |naam: &str, anders| waarde(naam).and_then(|tekst| tekst.parse().ok()).unwrap_or(anders);
        Ok(Self { term, pagina: getal("page", 1), per_pagina: getal("pageSize", 20) })
    }
}

/// An address as one search term. A letter or an addition that is not given is no part of the question, so an object
/// has a term with and one without each: see [`termen`].
fn adres(waarde: &dyn Fn(&str) -> Option<String>) -> Result<String, Probleem> {
    let (Some(postcode), Some(huisnummer)) = (waarde("postcode"), waarde("huisnummer")) else {
        return Err(Probleem::Minimum);
    };
    Ok(adresterm(&postcode, &huisnummer, waarde("huisletter"), waarde("huisnummertoevoeging")))
}

fn adresterm(postcode: &str, huisnummer: &str, letter: Option<String>, toevoeging: Option<String>) -> String {
    let deel = |deel: Option<String>| deel.unwrap_or_default().to_uppercase();
    format!("{postcode}/{huisnummer}/{}/{}", deel(letter), deel(toevoeging))
}

fn fout(naam: &str, waarde: &str) -> Option<FouteParameter> {
    let cijfers =
        |aantal: usize| waarde.len() == aantal && waarde.bytes().all(|teken| teken.is_ascii_digit());
    let getal = |minimum: u64, maximum: u64| match waarde.parse::<u64>() {
        Err(_) => Some(("integer", "Waarde is geen geldige integer.".to_owned())),
        Ok(getal) if getal < minimum => Some(("minimum", format!("Waarde is lager dan minimum {minimum}."))),
        Ok(getal) if getal > maximum => Some(("maximum", format!("Waarde is hoger dan maximum {maximum}."))),
        Ok(_) => None,
    };
    let letters = |meest: usize, mag: fn(&u8) -> bool| {
        (1..=meest).contains(&waarde.len()) && waarde.as_bytes().iter().all(mag)
    };
    let patroon = |goed: bool, patroon: &str| {
        (!goed).then(|| ("pattern", format!("Waarde voldoet niet aan patroon {patroon}.")))
    };
    let fout = match naam {
        "rsin" => patroon(cijfers(9), "^[0-9]{9}$"),
        "kvkNummer" => patroon(cijfers(8), "^[0-9]{8}$"),
        AO | NA => patroon(cijfers(16), "^[0-9]{16}$"),
        "postcode" => patroon(is_postcode(waarde), "^[1-9][0-9]{3}[A-Z]{2}$"),
        "huisletter" => patroon(letters(1, u8::is_ascii_alphabetic), "^[a-zA-Z]$"),
        "huisnummertoevoeging" => patroon(letters(4, u8::is_ascii_alphanumeric), "^[0-9a-zA-Z]{1,4}$"),
        "huisnummer" => getal(1, 99_999),
        "pageSize" => getal(1, 100),
        "page" => getal(1, u64::from(u32::MAX)),
        "fields" => None,
        _ => Some(("unknownParam", "Parameter is niet verwacht.".to_owned())),
    };
    fout.map(|(code, reden)| FouteParameter::nieuw(naam, code, reden))
}

fn is_postcode(waarde: &str) -> bool {
    let bytes = waarde.as_bytes();
    let deel =
        |van, tot, mag: fn(&u8) -> bool| bytes.get(van..tot).is_some_and(|deel: &[u8]| deel.iter().all(mag));
    bytes.len() == 6
        && !waarde.starts_with('0')
        && deel(0, 4, u8::is_ascii_digit)
        && deel(4, 6, u8::is_ascii_uppercase)
}

/// What an object is found by.
pub(super) fn termen(object: &Value) -> Vec<(&'static str, String)> {
    let tekst = |pad: &str| match object.pointer(pad) {
        Some(Value::String(tekst)) => Some(tekst.clone()),
        Some(Value::Number(getal)) => Some(getal.to_string()),
        _ => None,
    };
    let objecten = object.get("adresseerbaarObjectIdentificaties").and_then(Value::as_array);
    let mut termen: Vec<(&'static str, String)> =
        objecten.into_iter().flatten().filter_map(|id| Some((AO, id.as_str()?.to_owned()))).collect();
    let enkele = [
        ("rsin", "/belanghebbendeEigenaar/rsin"),
        ("kvkNummer", "/belanghebbendeEigenaar/kvkNummer"),
        (NA, "/aanduiding/nummeraanduidingIdentificatie"),
    ];
    termen.extend(enkele.into_iter().filter_map(|(term, pad)| Some((term, tekst(pad)?))));
    let adres = (tekst("/aanduiding/postcode"), tekst("/aanduiding/huisnummer"));
    if let (Some(postcode), Some(huisnummer)) = adres {
        let (letter, toevoeging) =
            (tekst("/aanduiding/huisletter"), tekst("/aanduiding/huisnummertoevoeging"));
        for letter in [None, letter] {
            for toevoeging in [None, toevoeging.clone()] {
                termen.push((ADRES, adresterm(&postcode, &huisnummer, letter.clone(), toevoeging)));
            }
        }
    }
    termen
}
