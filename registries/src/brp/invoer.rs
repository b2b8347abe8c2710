//! Reads persons in the raw form of the RvIG test set into categories by GBA element.
//!
//! Every key of the source is either taken or reported; nothing falls away in silence.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::datum::RuweDatum;
use super::lijst::Tabellen;

mod regels;

use regels::{EENMALIG, IN_ONDERZOEK, LIJSTEN, NAAM, OUDER, Regel, Soort};

/// Something in the source that was not as expected: what, where, how often, and in which records (from 0).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Melding {
    /// Path in a record, `[]` for the members of a list.
    pub pad: String,
    pub wat: &'static str,
    pub aantal: usize,
    /// The first few records it was seen in, by their place in the file. Never by BSN.
    pub records: Vec<usize>,
}

/// One occurrence to store.
#[derive(Clone, Debug)]
pub(crate) struct NieuwVoorkomen {
    pub(crate) categorie: String,
    pub(crate) inhoud: Map<String, Value>,
}

/// Reads records one after the other, gathering table values and what was odd.
#[derive(Default)]
pub(crate) struct Invoer {
    pub(crate) tabellen: Tabellen,
    meldingen: BTreeMap<(String, &'static str), (usize, Vec<usize>)>,
    record: usize,
}

impl Invoer {
    /// The occurrences of one record, with its BSN. `None` (and a report) when it has no usable BSN.
    pub(crate) fn lees(&mut self, record: usize, mut bron: Value) -> Option<(String, Vec<NieuwVoorkomen>)> {
        self.record = record;
        let bsn = bron.get("burgerservicenummer").and_then(Value::as_str).map(str::to_owned);
        let Some(bsn) = bsn.filter(|bsn| bsn.len() == 9 && bsn.bytes().all(|b| b.is_ascii_digit())) else {
            self.meld("burgerservicenummer", "geen BSN: persoon niet opgenomen");
            return None;
        };
        let mut voorkomens = vec![];
        let mut voeg = |categorie: &str, inhoud: Map<String, Value>| {
            if !inhoud.is_empty() {
                voorkomens.push(NieuwVoorkomen { categorie: categorie.to_owned(), inhoud });
            }
        };
        for (categorie, regels) in EENMALIG {
            voeg(categorie, self.elementen(&mut bron, "", categorie, regels));
        }
        for (sleutel, categorie, regels) in LIJSTEN {
            let pad = format!("{sleutel}[]");
            for mut lid in self.lijst(&mut bron, sleutel) {
                voeg(categorie, self.elementen(&mut lid, &pad, categorie, regels));
                self.resten(&lid, &pad);
            }
        }
        for mut ouder in self.lijst(&mut bron, "ouders") {
            let categorie = match neem(&mut ouder, "ouderAanduiding").as_ref().and_then(Value::as_str) {
                Some("1") => "02",
                Some("2") => "03",
                _ => {
                    self.meld("ouders[].ouderAanduiding", "geen 1 of 2: ouder niet opgenomen");
                    continue;
                }
            };
            voeg(categorie, self.elementen(&mut ouder, "ouders[]", categorie, &[NAAM, OUDER, IN_ONDERZOEK]));
            self.resten(&ouder, "ouders[]");
        }
        for relatie in self.lijst(&mut bron, "gezag") {
            voeg("gezag", self.gezag(relatie));
        }
        for deelnemer in self.lijst(&mut bron, "rni") {
            voeg("rni", self.rni(deelnemer));
        }
        self.resten(&bron, "");
        Some((bsn, voorkomens))
    }

    /// What was reported, in order of path.
    pub(super) fn meldingen(self) -> Vec<Melding> {
        let melding = |((pad, wat), (aantal, records))| Melding { pad, wat, aantal, records };
        self.meldingen.into_iter().map(melding).collect()
    }

    fn meld(&mut self, pad: &str, wat: &'static str) {
        let (aantal, records) = self.meldingen.entry((pad.to_owned(), wat)).or_default();
        *aantal += 1;
        if records.len() < 5 && records.last() != Some(&self.record) {
            records.push(self.record);
        }
    }

    fn elementen(
        &mut self,
        bron: &mut Value,
        boven: &str,
        categorie: &str,
        regels: &[&[Regel]],
    ) -> Map<String, Value> {
        let mut inhoud = Map::new();
        for (pad, element, soort) in regels.iter().copied().flatten() {
            let Some(waarde) = neem(bron, pad) else { continue };
            let hier = onder(boven, pad);
            if let Some(tekst) = self.waarde(waarde, &hier, *soort, categorie) {
                inhoud.insert((*element).to_owned(), json!(tekst));
            }
        }
        inhoud
    }

    /// The raw text of a value, or nothing (and a report) when it has another shape.
    fn waarde(&mut self, waarde: Value, pad: &str, soort: Soort, categorie: &str) -> Option<String> {
        let tekst = match (soort, waarde) {
            (Soort::Code(tabel), Value::Object(waarde)) => return self.code(waarde, pad, tabel),
            (Soort::Plaats, Value::Object(waarde)) if waarde.contains_key("code") => {
                return self.code(waarde, pad, "gemeente");
            }
            (Soort::Plaats, Value::Object(mut waarde)) => {
                let naam = waarde.remove("omschrijving");
                self.resten(&Value::Object(waarde), pad);
                return naam.as_ref().and_then(Value::as_str).map(str::to_owned);
            }
            (Soort::Vlag(ja), Value::Bool(waarde)) => return waarde.then(|| ja.to_owned()),
            (Soort::Code(_) | Soort::Plaats | Soort::Vlag(_), _) => None,
            (_, Value::String(tekst)) => Some(tekst),
            (Soort::Cijfers, Value::Number(getal)) => Some(getal.to_string()),
            _ => None,
        };
        let Some(tekst) = tekst else {
            self.meld(pad, "onverwachte vorm: niet opgenomen");
            return None;
        };
        let cijfers = !tekst.is_empty() && tekst.bytes().all(|b| b.is_ascii_digit());
        match soort {
            Soort::Datum if !RuweDatum::zuiver(&tekst) => {
                self.meld(pad, "geen bestaande datum: ruw opgenomen");
            }
            Soort::Cijfers if !cijfers => self.meld(pad, "niet alleen cijfers: ruw opgenomen"),
            Soort::Bsn if !elfproef(&tekst) => self.meld(pad, "voldoet niet aan de elfproef: ruw opgenomen"),
            Soort::Onderzoek if tekst.len() != 6 || !cijfers || !tekst.starts_with(categorie) => {
                self.meld(pad, "geen aanduiding van deze categorie: ruw opgenomen");
            }
            _ => {}
        }
        Some(tekst)
    }

    fn code(&mut self, mut waarde: Map<String, Value>, pad: &str, tabel: &str) -> Option<String> {
        let code = waarde.remove("code").as_ref().and_then(Value::as_str).map(str::to_owned);
        let omschrijving = waarde.remove("omschrijving");
        if tabel == "titel" {
            // Whether a code is a title or a predicate follows from the code.
            waarde.remove("soort");
        }
        self.resten(&Value::Object(waarde), pad);
        let Some(code) = code else {
            self.meld(pad, "geen code: niet opgenomen");
            return None;
        };
        if let Some(tekst) = omschrijving.as_ref().and_then(Value::as_str) {
            let bekend =
                self.tabellen.entry((tabel.to_owned(), code.clone())).or_insert_with(|| tekst.to_owned());
            if bekend != tekst {
                self.meld(pad, "andere omschrijving dan eerder bij deze code");
            }
        }
        Some(code)
    }

    /// An authority relation, flat: who is the minor, who the parent(s), who the third parties.
    fn gezag(&mut self, mut relatie: Value) -> Map<String, Value> {
        let mut inhoud = Map::new();
        let soort = neem(&mut relatie, "type").as_ref().and_then(Value::as_str).map(str::to_owned);
        match soort.as_deref() {
            // An older name of the same.
            Some("TweehoofdigOuderlijkGezag") => {
                inhoud.insert("type".into(), json!("GezamenlijkOuderlijkGezag"));
            }
            Some(
                soort @ ("GezamenlijkOuderlijkGezag"
                | "EenhoofdigOuderlijkGezag"
                | "GezamenlijkGezag"
                | "Voogdij"
                | "TijdelijkGeenGezag"
                | "GezagNietTeBepalen"),
            ) => {
                inhoud.insert("type".into(), json!(soort));
            }
            _ => self.meld("gezag[].type", "onbekende soort: niet opgenomen"),
        }
        for rol in ["minderjarige", "ouder", "derde"] {
            if let Some(bsn) = neem(&mut relatie, &format!("{rol}.burgerservicenummer")) {
                inhoud.insert(rol.into(), bsn);
            }
        }
        for rol in ["ouders", "derden"] {
            let pad = format!("gezag[].{rol}[]");
            let mut bsns = vec![];
            for mut lid in self.lijst(&mut relatie, rol) {
                bsns.extend(neem(&mut lid, "burgerservicenummer"));
                self.resten(&lid, &pad);
            }
            if !bsns.is_empty() {
                inhoud.insert(rol.into(), Value::Array(bsns));
            }
        }
        self.resten(&relatie, "gezag[]");
        inhoud
    }

    fn rni(&mut self, mut deelnemer: Value) -> Map<String, Value> {
        let mut inhoud = Map::new();
        if let Some(Value::Object(waarde)) = neem(&mut deelnemer, "deelnemer")
            && let Some(code) = self.code(waarde, "rni[].deelnemer", "rniDeelnemer")
        {
            inhoud.insert("8810".into(), json!(code));
        }
        for (pad, element) in [("omschrijvingVerdrag", "8820"), ("categorie", "categorie")] {
            inhoud.extend(neem(&mut deelnemer, pad).map(|waarde| (element.to_owned(), waarde)));
        }
        self.resten(&deelnemer, "rni[]");
        inhoud
    }

    fn lijst(&mut self, bron: &mut Value, sleutel: &str) -> Vec<Value> {
        match neem(bron, sleutel) {
            None => vec![],
            Some(Value::Array(leden)) => leden,
            Some(_) => {
                self.meld(sleutel, "geen lijst: niet opgenomen");
                vec![]
            }
        }
    }

    /// Reports every value that nothing took.
    fn resten(&mut self, bron: &Value, boven: &str) {
        match bron {
            Value::Object(velden) => {
                for (veld, waarde) in velden {
                    self.resten(waarde, &onder(boven, veld));
                }
            }
            Value::Array(leden) => {
                for lid in leden {
                    self.resten(lid, &format!("{boven}[]"));
                }
            }
            Value::Null => {}
            _ => self.meld(boven, "onbekende sleutel: niet opgenomen"),
        }
    }
}

fn onder(boven: &str, veld: &str) -> String {
    if boven.is_empty() { veld.to_owned() } else { format!("{boven}.{veld}") }
}

/// Takes the value at a dotted path out of the source.
fn neem(bron: &mut Value, pad: &str) -> Option<Value> {
    let velden = bron.as_object_mut()?;
    match pad.split_once('.') {
        None => velden.remove(pad),
        Some((veld, rest)) => neem(velden.get_mut(veld)?, rest),
    }
}

/// The check on a BSN: 9·d1 + 8·d2 + … + 2·d8 − d9 is a multiple of eleven, and not all are zero.
pub(super) fn elfproef(bsn: &str) -> bool {
    if bsn.len() != 9 || !bsn.bytes().all(|b| b.is_ascii_digit()) || bsn == "000000000" {
        return false;
    }
    let gewichten = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    bsn.bytes().zip(gewichten).map(|(b, gewicht)| i32::from(b - b'0') * gewicht).sum::<i32>() % 11 == 0
}

#[cfg(test)]
mod tests;
