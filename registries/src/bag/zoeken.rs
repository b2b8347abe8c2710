//! `GET /adressen`: which parameters it takes, and what it finds.

use super::ADRES;
use super::http::gemerkt;
use super::probleem::{Fout, Parameterfout};
use crate::voorraad::{Voorraad, VoorraadFout};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

const PER_PAGINA: usize = 20;

/// What is looked for, checked.
#[derive(Debug, Default)]
pub(super) struct Zoekvraag {
    /// The search term of the documents, and its value.
    term: (&'static str, String),
    huisletter: Option<String>,
    huisnummertoevoeging: Option<String>,
    exact: bool,
    pub(super) pagina: usize,
    pub(super) per_pagina: usize,
}

impl Zoekvraag {
    pub(super) fn overslaan(&self) -> usize {
        (self.pagina - 1).saturating_mul(self.per_pagina)
    }

    fn past(&self, adres: &Value) -> bool {
        let gelijk = |naam: &str, gevraagd: Option<&String>| match (gevraagd, adres[naam].as_str()) {
            (Some(gevraagd), Some(deel)) => gevraagd.eq_ignore_ascii_case(deel),
            (Some(_), None) => false,
            (None, deel) => !self.exact || deel.is_none(),
        };
        gelijk("huisletter", self.huisletter.as_ref())
            && gelijk("huisnummertoevoeging", self.huisnummertoevoeging.as_ref())
    }
}

pub(super) async fn zoek(voorraad: &Voorraad, vraag: &Zoekvraag) -> Result<Vec<Value>, VoorraadFout> {
    let mut uit = Vec::new();
    for (id, adres) in voorraad.zoek_met_sleutel(ADRES, vraag.term.0, &vraag.term.1).await? {
        if vraag.past(&adres) {
            uit.push(gemerkt(voorraad, ADRES, &id, adres).await?);
        }
    }
    Ok(uit)
}

/// Name and value of every parameter.
pub(super) fn parameters(query: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    url::form_urlencoded::parse(query.as_bytes())
}

pub(super) fn onverwacht(naam: Cow<'_, str>) -> Parameterfout {
    Parameterfout {
        naam: naam.into_owned(),
        code: "unknownParam",
        reden: "Parameter is niet verwacht.".into(),
    }
}

/// Reads the parameters that the stand-in knows: postcode with house number, or the id of a home or a building.
pub(super) fn lees(query: &str) -> Result<Zoekvraag, Fout> {
    let mut gegeven: BTreeMap<String, String> = BTreeMap::new();
    let mut fouten = Vec::new();
    for (naam, waarde) in parameters(query) {
        match keur(&naam, &waarde) {
            Ok(()) => _ = gegeven.insert(naam.into_owned(), waarde.into_owned()),
            Err(fout) => fouten.push(fout),
        }
    }
    if !fouten.is_empty() {
        return Err(Fout::Parameters(fouten));
    }
    if gegeven.is_empty() {
        return Err(Fout::GeenParameter);
    }
    let getal = |naam: &str, anders: usize| {
        gegeven.get(naam).and_then(|waarde| waarde.parse().ok()).unwrap_or(anders)
    };
    Ok(Zoekvraag {
        term: term(&gegeven)?,
        exact: gegeven.get("exacteMatch").is_some_and(|waarde| waarde == "true"),
        pagina: getal("page", 1),
        per_pagina: getal("pageSize", PER_PAGINA),
        huisletter: gegeven.remove("huisletter"),
        huisnummertoevoeging: gegeven.remove("huisnummertoevoeging"),
    })
}

/// What to look for; one of the three ways, and not two of them at once.
fn term(gegeven: &BTreeMap<String, String>) -> Result<(&'static str, String), Fout> {
    let ids = ["adresseerbaarObjectIdentificatie", "pandIdentificatie"];
    let met_adres = ["postcode", "huisnummer", "huisletter", "huisnummertoevoeging"]
        .iter()
        .any(|naam| gegeven.contains_key(*naam));
    let mut gevonden = ids.into_iter().filter_map(|naam| Some((naam, gegeven.get(naam)?.clone())));
    match (gevonden.next(), gevonden.next(), met_adres) {
        (Some(term), None, false) => return Ok(term),
        (Some(_), _, _) => return Err(Fout::NietSamen),
        (None, ..) => {}
    }
    match (gegeven.get("postcode"), gegeven.get("huisnummer").and_then(|getal| getal.parse::<u32>().ok())) {
        (Some(postcode), Some(huisnummer)) => {
            Ok(("postcode", format!("{} {huisnummer}", postcode.to_ascii_uppercase())))
        }
        _ => Err(Fout::Combinatie),
    }
}

fn keur(naam: &str, waarde: &str) -> Result<(), Parameterfout> {
    let tekens = |van: usize, tot: usize, goed: fn(&u8) -> bool| {
        (van..=tot).contains(&waarde.len()) && waarde.bytes().all(|teken| goed(&teken))
    };
    match naam {
        "postcode" => patroon(naam, is_postcode(waarde), "^[1-9]{1}[0-9]{3}[a-zA-Z]{2}$"),
        "huisnummer" => binnen(naam, waarde, 1, 99_999),
        "huisletter" => patroon(naam, tekens(1, 1, u8::is_ascii_alphabetic), "^[a-zA-Z]{1}$"),
        "huisnummertoevoeging" => {
            patroon(naam, tekens(1, 4, u8::is_ascii_alphanumeric), "^[0-9a-zA-Z]{1,4}$")
        }
        "exacteMatch" if matches!(waarde, "true" | "false") => Ok(()),
        "exacteMatch" => Err(fout(naam, "boolean", "Waarde is geen geldige boolean.")),
        "adresseerbaarObjectIdentificatie" => is_id(naam, waarde, &["01", "02", "03"]),
        "pandIdentificatie" => is_id(naam, waarde, &["10"]),
        "page" => binnen(naam, waarde, 1, usize::MAX),
        "pageSize" => binnen(naam, waarde, 10, 100),
        _ => Err(onverwacht(Cow::Borrowed(naam))),
    }
}

/// Sixteen digits, of which the fifth and sixth say what kind of object it is.
pub(super) fn is_id(naam: &str, id: &str, codes: &[&str]) -> Result<(), Parameterfout> {
    match id.len() {
        ..16 => return Err(fout(naam, "minLength", "Waarde is korter dan minimale lengte 16.")),
        16 => {}
        17.. => return Err(fout(naam, "maxLength", "Waarde is langer dan maximale lengte 16.")),
    }
    let goed = id.bytes().all(|teken| teken.is_ascii_digit())
        && id.get(4..6).is_some_and(|code| codes.contains(&code));
    patroon(naam, goed, &format!("^[0-9]{{4}}({})[0-9]{{10}}$", codes.join("|")))
}

fn is_postcode(waarde: &str) -> bool {
    let mut tekens = waarde.bytes();
    waarde.len() == 6
        && matches!(tekens.next(), Some(b'1'..=b'9'))
        && tekens.by_ref().take(3).all(|teken| teken.is_ascii_digit())
        && tekens.all(|teken| teken.is_ascii_alphabetic())
}

fn binnen(naam: &str, waarde: &str, van: usize, tot: usize) -> Result<(), Parameterfout> {
    match waarde.parse::<usize>() {
        Err(_) => Err(fout(naam, "integer", "Waarde is geen geldige integer.")),
        Ok(getal) if getal < van => {
            Err(fout(naam, "minimum", &format!("Waarde is lager dan minimum {van}.")))
        }
        Ok(getal) if getal > tot => {
            Err(fout(naam, "maximum", &format!("Waarde is hoger dan maximum {tot}.")))
        }
        Ok(_) => Ok(()),
    }
}

fn patroon(naam: &str, goed: bool, patroon: &str) -> Result<(), Parameterfout> {
    if goed {
        Ok(())
    } else {
        Err(fout(naam, "pattern", &format!("Waarde voldoet niet aan patroon {patroon}.")))
    }
}

fn fout(naam: &str, code: &'static str, reden: &str) -> Parameterfout {
    Parameterfout { naam: naam.into(), code, reden: reden.into() }
}
