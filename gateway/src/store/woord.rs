//! A word of a list stands in a column as it stands on the wire, so each word is written down once.

use super::StoreFout;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The word; empty when the value is no word, which the column's check then refuses.
pub(crate) fn woord(waarde: &impl Serialize) -> String {
    match serde_json::to_value(waarde) {
        Ok(Value::String(woord)) => woord,
        _ => String::new(),
    }
}

/// The value of a word that was read from this column.
pub(crate) fn uit_woord<T: DeserializeOwned>(woord: &str, kolom: &'static str) -> Result<T, StoreFout> {
    serde_json::from_value(Value::String(woord.to_owned())).map_err(|_| StoreFout::Vorm(kolom))
}
