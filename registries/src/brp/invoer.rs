//! Reads persons in the raw form of the RvIG test set into categories by GBA element.
//!
//! Every key of the source is either taken or reported; nothing falls away in silence.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::datum::RuweDatum;
use super::lijst::Tabellen;

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

/// How the text of an element is checked, and what goes with it.
#[derive(Clone, Copy)]
enum Soort {
    Tekst,
    Cijfers,
    Bsn,
    Datum,
    /// `{code, omschrijving}` of a national table.
    Code(&'static str),
    /// A municipality `{code, omschrijving}` or a place abroad `{omschrijving}`.
    Plaats,
    /// `true`, written as this value.
    Vlag(&'static str),
    Onderzoek,
}

/// Where an element stands in the source: path, element, kind.
type Regel = (&'static str, &'static str, Soort);

const NAAM: &[Regel] = &[
    ("burgerservicenummer", "0120", Soort::Bsn),
    ("naam.voornamen", "0210", Soort::Tekst),
    ("naam.adellijkeTitelPredicaat", "0220", Soort::Code("titel")),
    ("naam.voorvoegsel", "0230", Soort::Tekst),
    ("naam.geslachtsnaam", "0240", Soort::Tekst),
    ("geboorte.datum", "0310", Soort::Datum),
    ("geboorte.plaats", "0320", Soort::Plaats),
    ("geboorte.land", "0330", Soort::Code("land")),
    ("geslacht", "0410", Soort::Code("geslacht")),
];
const IN_ONDERZOEK: &[Regel] = &[
    ("inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const PERSOON: &[Regel] = &[
    ("aNummer", "0110", Soort::Cijfers),
    ("naam.aanduidingNaamgebruik", "6110", Soort::Code("naamgebruik")),
    ("persoonInOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("persoonInOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const OUDER: &[Regel] = &[("datumIngangFamilierechtelijkeBetrekking", "6210", Soort::Datum)];
const NATIONALITEIT: &[Regel] = &[
    ("nationaliteit", "0510", Soort::Code("nationaliteit")),
    ("redenOpname", "6310", Soort::Code("redenOpname")),
    ("aanduidingBijzonderNederlanderschap", "6510", Soort::Tekst),
    ("datumIngangGeldigheid", "8510", Soort::Datum),
];
const PARTNER: &[Regel] = &[
    ("aangaanHuwelijkPartnerschap.datum", "0610", Soort::Datum),
    ("aangaanHuwelijkPartnerschap.plaats", "0620", Soort::Plaats),
    ("aangaanHuwelijkPartnerschap.land", "0630", Soort::Code("land")),
    ("ontbindingHuwelijkPartnerschap.datum", "0710", Soort::Datum),
    ("soortVerbintenis", "1510", Soort::Code("verbintenis")),
];
const OVERLIJDEN: &[Regel] = &[
    ("overlijden.datum", "0810", Soort::Datum),
    ("overlijden.plaats", "0820", Soort::Plaats),
    ("overlijden.land", "0830", Soort::Code("land")),
    ("overlijden.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("overlijden.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const INSCHRIJVING: &[Regel] = &[
    ("opschortingBijhouding.datum", "6710", Soort::Datum),
    ("opschortingBijhouding.reden", "6720", Soort::Code("opschorting")),
    ("datumEersteInschrijvingGBA", "6810", Soort::Datum),
    ("geheimhoudingPersoonsgegevens", "7010", Soort::Cijfers),
    ("verificatie.datum", "7110", Soort::Datum),
    ("verificatie.omschrijving", "7120", Soort::Tekst),
];
const VERBLIJFPLAATS: &[Regel] = &[
    ("gemeenteVanInschrijving", "0910", Soort::Code("gemeente")),
    ("datumInschrijvingInGemeente", "0920", Soort::Datum),
    ("verblijfplaats.functieAdres", "1010", Soort::Code("functieAdres")),
    ("verblijfplaats.datumAanvangAdreshouding", "1030", Soort::Datum),
    ("verblijfplaats.straat", "1110", Soort::Tekst),
    ("verblijfplaats.naamOpenbareRuimte", "1115", Soort::Tekst),
    ("verblijfplaats.huisnummer", "1120", Soort::Cijfers),
    ("verblijfplaats.huisletter", "1130", Soort::Tekst),
    ("verblijfplaats.huisnummertoevoeging", "1140", Soort::Tekst),
    ("verblijfplaats.aanduidingBijHuisnummer", "1150", Soort::Code("aanduidingBijHuisnummer")),
    ("verblijfplaats.postcode", "1160", Soort::Tekst),
    ("verblijfplaats.woonplaats", "1170", Soort::Tekst),
    ("verblijfplaats.adresseerbaarObjectIdentificatie", "1180", Soort::Cijfers),
    ("verblijfplaats.nummeraanduidingIdentificatie", "1190", Soort::Cijfers),
    ("verblijfplaats.locatiebeschrijving", "1210", Soort::Tekst),
    ("verblijfplaats.land", "1310", Soort::Code("land")),
    ("verblijfplaats.datumAanvangAdresBuitenland", "1320", Soort::Datum),
    ("verblijfplaats.regel1", "1330", Soort::Tekst),
    ("verblijfplaats.regel2", "1340", Soort::Tekst),
    ("verblijfplaats.regel3", "1350", Soort::Tekst),
    ("immigratie.landVanwaarIngeschreven", "1410", Soort::Code("land")),
    ("immigratie.datumVestigingInNederland", "1420", Soort::Datum),
    ("verblijfplaats.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("verblijfplaats.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
    ("verblijfplaats.datumIngangGeldigheid", "8510", Soort::Datum),
];
const VERBLIJFSTITEL: &[Regel] = &[
    ("verblijfstitel.aanduiding", "3910", Soort::Code("verblijfstitel")),
    ("verblijfstitel.datumEinde", "3920", Soort::Datum),
    ("verblijfstitel.datumIngang", "3930", Soort::Datum),
    ("verblijfstitel.inOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("verblijfstitel.inOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const GEZAGSVERHOUDING: &[Regel] = &[
    ("indicatieGezagMinderjarige", "3210", Soort::Code("gezagMinderjarige")),
    ("indicatieCurateleRegister", "3310", Soort::Vlag("1")),
    ("gezagInOnderzoek.aanduidingGegevensInOnderzoek", "8310", Soort::Onderzoek),
    ("gezagInOnderzoek.datumIngangOnderzoek", "8320", Soort::Datum),
];
const KIESRECHT: &[Regel] = &[
    ("europeesKiesrecht.aanduiding", "3110", Soort::Code("europeesKiesrecht")),
    ("europeesKiesrecht.einddatumUitsluiting", "3130", Soort::Datum),
    ("uitsluitingKiesrecht.uitgeslotenVanKiesrecht", "3810", Soort::Vlag("A")),
    ("uitsluitingKiesrecht.einddatum", "3820", Soort::Datum),
];

/// The categories that occur once, and the rules that fill them.
const EENMALIG: &[(&str, &[&[Regel]])] = &[
    ("01", &[NAAM, PERSOON]),
    ("06", &[OVERLIJDEN]),
    ("07", &[INSCHRIJVING]),
    ("08", &[VERBLIJFPLAATS]),
    ("10", &[VERBLIJFSTITEL]),
    ("11", &[GEZAGSVERHOUDING]),
    ("13", &[KIESRECHT]),
];
/// The lists of relatives and nationalities: key in the source, category, rules.
const LIJSTEN: &[(&str, &str, &[&[Regel]])] = &[
    ("nationaliteiten", "04", &[NATIONALITEIT, IN_ONDERZOEK]),
    ("partners", "05", &[NAAM, PARTNER, IN_ONDERZOEK]),
    ("kinderen", "09", &[NAAM, IN_ONDERZOEK]),
];

/// One occurrence to store.
#[derive(Clone, Debug)]
pub(super) struct NieuwVoorkomen {
    pub(super) categorie: String,
    pub(super) inhoud: Map<String, Value>,
}

/// Reads records one after the other, gathering table values and what was odd.
#[derive(Default)]
pub(super) struct Invoer {
    pub(super) tabellen: Tabellen,
    meldingen: BTreeMap<(String, &'static str), (usize, Vec<usize>)>,
    record: usize,
}

impl Invoer {
    /// The occurrences of one record, with its BSN. `None` (and a report) when it has no usable BSN.
    pub(super) fn lees(&mut self, record: usize, mut bron: Value) -> Option<(String, Vec<NieuwVoorkomen>)> {
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
                self.meld(pad, "geen bestaande datum: ruw opgenomen")
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
            // The name before version 2.5 of the standard.
            Some("TweehoofdigOuderlijkGezag") => {
                _ = inhoud.insert("type".into(), json!("GezamenlijkOuderlijkGezag"))
            }
            Some(
                soort @ ("GezamenlijkOuderlijkGezag"
                | "EenhoofdigOuderlijkGezag"
                | "GezamenlijkGezag"
                | "Voogdij"
                | "TijdelijkGeenGezag"
                | "GezagNietTeBepalen"),
            ) => _ = inhoud.insert("type".into(), json!(soort)),
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
                velden.iter().for_each(|(veld, waarde)| self.resten(waarde, &onder(boven, veld)))
            }
            Value::Array(leden) => leden.iter().for_each(|lid| self.resten(lid, &format!("{boven}[]"))),
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
