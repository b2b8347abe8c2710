//! The mark "in onderzoek" in an answer: on an address a flag for each value, on a home and a building a statement for each.

use super::demo::historie;
use super::{ADRES, PAND};
use crate::voorraad::Onderzoek;
use serde_json::{Map, Value, json};

const TOELICHTING: &str = "De gemeente onderzoekt dit naar aanleiding van een terugmelding.";
const DOCUMENTNUMMER: &str = "TERUGMELDING";

/// The document with what is in onderzoek of it beside what it says itself.
pub(super) fn met_merken(soort: &str, mut stuk: Value, onderzoek: &Onderzoek) -> Value {
    if soort == ADRES {
        merk_adres(&mut stuk, onderzoek);
    } else {
        merk_object(soort, &mut stuk, onderzoek);
    }
    stuk
}

fn merk_adres(stuk: &mut Value, onderzoek: &Onderzoek) {
    if !stuk["inonderzoek"].is_object() {
        stuk["inonderzoek"] = Value::Object(Map::new());
    }
    let merken = &mut stuk["inonderzoek"];
    for veld in &onderzoek.delen {
        merken[veld] = json!(true);
    }
    match &mut merken["toelichting"] {
        Value::Array(regels) => regels.push(json!(TOELICHTING)),
        leeg => *leeg = json!([TOELICHTING]),
    }
}

fn merk_object(soort: &str, stuk: &mut Value, onderzoek: &Onderzoek) {
    let (object, lid) = if soort == PAND {
        ("pand", "identificatieVanPand")
    } else {
        ("verblijfsobject", "identificatieVanVerblijfsobject")
    };
    let id = stuk[object]["identificatie"].clone();
    let mut merken = stuk["inonderzoek"].as_array().cloned().unwrap_or_default();
    for kenmerk in &onderzoek.delen {
        if merken.iter().all(|merk| merk["kenmerk"] != **kenmerk) {
            merken.push(json!({
                "kenmerk": kenmerk,
                lid: id,
                "inOnderzoek": "J",
                "historie": historie(&onderzoek.ingang),
                "documentdatum": onderzoek.ingang,
                "documentnummer": DOCUMENTNUMMER,
            }));
        }
    }
    stuk["inonderzoek"] = merken.into();
}
