//! The HAL links of each resource.

use super::{BESLAGEN, HYPOTHEKEN, PAD, PRIVAAT, RECHTEN, ZAKEN};
use crate::haalcentraal::link;
use serde_json::{Map, Value, json};

/// The part of a path below a zaak, by the name of the list.
pub(super) fn segment(lijst: &str) -> String {
    lijst.to_lowercase()
}

pub(super) fn zaakpad(id: &str) -> String {
    format!("{PAD}/{}/{id}", segment(ZAKEN))
}

/// A resource with its links. `zaak` is the id of the zaak that it belongs to, or is.
pub(super) fn met_links(lijst: &str, zaak: &str, mut stuk: Value) -> Value {
    let id = stuk.get("identificatie").and_then(Value::as_str).unwrap_or_default().to_owned();
    let links = match lijst {
        ZAKEN => zaaklinks(zaak, &stuk),
        RECHTEN => gerechtigdelinks(zaak, &id),
        HYPOTHEKEN | BESLAGEN | PRIVAAT => {
            json!({"self": link(format!("{}/{}/{id}", zaakpad(zaak), segment(lijst)))})
        }
        // A publiekrechtelijke beperking has no address of its own in the standard.
        _ => json!({}),
    };
    stuk["_links"] = links;
    stuk
}

fn zaaklinks(id: &str, zaak: &Value) -> Value {
    let mut links = Map::new();
    links.insert("self".into(), link(zaakpad(id)));
    for lijst in [RECHTEN, HYPOTHEKEN, BESLAGEN, PRIVAAT] {
        links.insert(lijst.into(), json!([link(format!("{}/{}", zaakpad(id), segment(lijst)))]));
    }
    let bag = |naam: &str, pad: &str| -> Vec<Value> {
        let adressen = zaak.get("adressen").and_then(Value::as_array).into_iter().flatten();
        let ids = adressen.filter_map(|adres| adres.get(naam).and_then(Value::as_str));
        ids.map(|id| link(format!("/lvbag/individuelebevragingen/v2/{pad}/{id}"))).collect()
    };
    let adressen = bag("nummeraanduidingIdentificatie", "adressen");
    if !adressen.is_empty() {
        links.insert("adressen".into(), adressen.into());
        let objecten = bag("adresseerbaarObjectIdentificatie", "adresseerbareobjecten");
        links.insert("adresseerbareObjecten".into(), objecten.into());
    }
    Value::Object(links)
}

/// No link to a person who is registered in the BRP: there would be a BSN in it.
fn gerechtigdelinks(zaak: &str, id: &str) -> Value {
    json!({"self": link(format!("{}/{}/{id}", zaakpad(zaak), segment(RECHTEN)))})
}

/// A list at its own path.
pub(super) fn collectie(lijst: &str, zelf: &str, stukken: Vec<Value>) -> Value {
    let mut collectie = json!({"_links": {"self": link(zelf)}});
    collectie["_embedded"][lijst] = stukken.into();
    collectie
}
