//! The HAL links of a WOZ-object and of a page of them.

use super::zoekvraag::Zoekvraag;
use super::{OBJECTEN, PAD};
use crate::haalcentraal::link;
use serde_json::{Map, Value, json};

/// An object with its links; none to a person, because there would be a BSN in it.
pub(super) fn met_links(mut object: Value) -> Value {
    let bag = |pad: &str, id: &Value| {
        let id = id.as_str().unwrap_or_default();
        link(format!("/lvbag/individuelebevragingen/v2/{pad}/{id}"))
    };
    let id = object.get("identificatie").and_then(Value::as_str).unwrap_or_default();
    let mut links = Map::new();
    links.insert("self".into(), link(format!("{PAD}/wozobjecten/{id}")));
    if let Some(id) = object.pointer("/aanduiding/nummeraanduidingIdentificatie") {
        links.insert("adres".into(), bag("adressen", id));
    }
    for (lijst, naam, pad) in [
        ("adresseerbaarObjectIdentificaties", "adresseerbareObjecten", "adresseerbareobjecten"),
        ("pandIdentificaties", "panden", "panden"),
    ] {
        let ids = object.get(lijst).and_then(Value::as_array).into_iter().flatten();
        let gevonden: Vec<Value> = ids.map(|id| bag(pad, id)).collect();
        if !gevonden.is_empty() {
            links.insert(naam.into(), gevonden.into());
        }
    }
    object["_links"] = Value::Object(links);
    object
}

/// One page. `fields` stands in the links too: the next page is asked as this one was.
pub(super) fn bladzijde(vraag: &Zoekvraag, zoek: &str, objecten: Vec<Value>, meer: bool) -> Value {
    let naar =
        |pagina: usize| link(format!("{PAD}/wozobjecten?{zoek}&page={pagina}&pageSize={}", vraag.per_pagina));
    let mut links = json!({"self": naar(vraag.pagina), "first": naar(1)});
    if vraag.pagina > 1 {
        links["previous"] = naar(vraag.pagina - 1);
    }
    if meer {
        links["next"] = naar(vraag.pagina + 1);
    }
    let mut bladzijde = json!({"_links": links});
    bladzijde["_embedded"][OBJECTEN] = objecten.into();
    bladzijde
}
