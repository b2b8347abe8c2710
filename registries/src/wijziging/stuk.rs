//! Documents: which one is meant, and their members by pointer.

use super::{Groep, Zoek};
use crate::houder::{Bronfout, Correctie};
use crate::voorraad::{Voorraad, VoorraadFout};
use serde_json::{Map, Value, json};

/// The one voorkomen that a correctie is about.
pub(super) struct Gevonden {
    /// The key of its document.
    pub(super) sleutel: String,
    pub(super) stuk: Value,
    /// Where in the document it stands.
    pub(super) waar: String,
}

/// Nothing when it is not there, or when more are like it.
pub(super) async fn gevonden(
    voorraad: &Voorraad,
    groep: &Groep,
    wat: &Correctie,
) -> Result<Option<Gevonden>, Bronfout> {
    let kenmerken = wat.kenmerken();
    let bekend: Vec<_> =
        kenmerken.iter().filter_map(|een| Some((groep.plek(&een.urn)?, &een.waarde))).collect();
    let mut uit = Vec::new();
    for (sleutel, stuk) in kandidaten(voorraad, groep, &wat.bsn).await? {
        for waar in plaatsen(&stuk, groep.lijst) {
            let is = |wijzer: &str, wat: &str| {
                stuk.pointer(&format!("{waar}{wijzer}")).is_some_and(|een| een == wat)
            };
            let van_mij = groep.van_wie.is_empty() || is(groep.van_wie, &wat.bsn);
            let hier = groep.alleen.is_none_or(|(wijzer, wat)| is(wijzer, wat));
            if van_mij && hier && bekend.iter().all(|(plek, waarde)| plek.lees(&stuk, &waar) == **waarde) {
                uit.push(Gevonden { sleutel: sleutel.clone(), stuk: stuk.clone(), waar });
            }
        }
    }
    Ok(if uit.len() == 1 { uit.pop() } else { None })
}

async fn kandidaten(
    voorraad: &Voorraad,
    groep: &Groep,
    bsn: &str,
) -> Result<Vec<(String, Value)>, VoorraadFout> {
    Ok(match groep.zoek {
        Zoek::Alle => voorraad.alle(groep.soort).await?,
        Zoek::Persoon => {
            let stuk = voorraad.haal(groep.soort, bsn).await?;
            stuk.into_iter().map(|stuk| (bsn.to_owned(), stuk)).collect()
        }
        Zoek::Bsn(term) => voorraad.zoek_met_sleutel(groep.soort, term, bsn).await?,
        Zoek::Onder(soort, term, onder) => {
            let mut uit = Vec::new();
            for (sleutel, _) in voorraad.zoek_met_sleutel(soort, term, bsn).await? {
                uit.extend(voorraad.zoek_met_sleutel(groep.soort, onder, &sleutel).await?);
            }
            uit
        }
    })
}

/// Where the voorkomens of a document stand.
pub(super) fn plaatsen(stuk: &Value, lijst: &str) -> Vec<String> {
    if lijst.is_empty() {
        return vec![String::new()];
    }
    let items = stuk.pointer(lijst).and_then(Value::as_array).map_or(0, Vec::len);
    (0..items).map(|nummer| format!("{lijst}/{nummer}")).collect()
}

/// Puts an empty item behind the others; where it stands.
pub(super) fn nieuw_item(stuk: &mut Value, lijst: &str) -> Option<String> {
    if stuk.pointer(lijst).is_none() {
        zet_op(stuk, lijst, Some(json!([])))?;
    }
    let items = stuk.pointer_mut(lijst)?.as_array_mut()?;
    items.push(json!({}));
    Some(format!("{lijst}/{}", items.len() - 1))
}

/// Gives a member a value, or takes it away. Objects on the way are made; what is left empty goes.
pub(super) fn zet_op(stuk: &mut Value, pad: &str, waarde: Option<Value>) -> Option<()> {
    let (boven, naam) = pad.rsplit_once('/')?;
    if stuk.pointer(boven).is_none() {
        if waarde.is_none() {
            return Some(());
        }
        zet_op(stuk, boven, Some(Value::Object(Map::new())))?;
    }
    let leden = stuk.pointer_mut(boven)?.as_object_mut()?;
    if let Some(waarde) = waarde {
        leden.insert(naam.to_owned(), waarde);
        return Some(());
    }
    leden.remove(naam);
    let is_item = boven.ends_with(|teken: char| teken.is_ascii_digit());
    if leden.is_empty() && !boven.is_empty() && !is_item { zet_op(stuk, boven, None) } else { Some(()) }
}

/// Takes away what stands somewhere, a member or an item.
pub(super) fn haal_weg(stuk: &mut Value, pad: &str) {
    let Some((boven, naam)) = pad.rsplit_once('/') else { return };
    match (stuk.pointer_mut(boven), naam.parse::<usize>()) {
        (Some(Value::Object(leden)), _) => _ = leden.remove(naam),
        (Some(Value::Array(items)), Ok(nummer)) if nummer < items.len() => _ = items.remove(nummer),
        _ => {}
    }
}
