//! Haal Centraal BRP historie bevragen 2.0.0 (RvIG): `RaadpleegMetPeriode`, from before anybody now alive was born until
//! and with today.
//!
//! The answer of this standard does not say whom it is about, so that it is about somebody else cannot be seen here. Holding
//! its last address against the one that the BRP gives would not tell: a removal reaches the two at different moments, so
//! everybody who moves would be an incident; and it would make this registration wait for, and fall with, the BRP.

use super::haalcentraal::{HaalCentraal, json, lijst, vandaag};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use crate::clock::Clock;
use futures::future::BoxFuture;
use serde_json::{Value, json as boom};
use std::sync::Arc;
use time::Date;

const VAN: &str = "1900-01-01";
const LIJST: &str = "verblijfplaatsen";

pub(super) struct Verblijfplaatshistorie {
    bron: HaalCentraal,
    clock: Arc<dyn Clock>,
}

impl Verblijfplaatshistorie {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let bron = HaalCentraal::nieuw(bouw, "verblijfplaatshistorie")?;
        Ok(Self { bron, clock: Arc::clone(bouw.clock) })
    }

    async fn vraag_historie(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let verzoek = boom!({
            "type": "RaadpleegMetPeriode",
            "burgerservicenummer": vraag.bsn.cijfers(),
            "datumVan": VAN,
            "datumTot": tot(vandaag(self.clock.nu())).to_string(),
        });
        historie(&self.bron.vraag(vraag, &verzoek).await?)
    }
}

impl Koppelvlak for Verblijfplaatshistorie {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_historie(vraag))
    }
}

/// The standard counts up to this day and not with it: who moved today must be found.
fn tot(vandaag: Date) -> Date {
    vandaag.next_day().unwrap_or(vandaag)
}

fn historie(lichaam: &[u8]) -> Result<Option<Value>, BronFout> {
    let mut antwoord = json(lichaam)?;
    let plaatsen = lijst(&mut antwoord, LIJST)?;
    if let Some(leden) = antwoord.as_object_mut() {
        leden.remove(LIJST);
        if plaatsen.is_empty() && leden.is_empty() {
            return Ok(None);
        }
        leden.insert(LIJST.to_owned(), Value::Array(plaatsen));
    }
    Ok(Some(antwoord))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn hands_on_what_the_registry_gave() {
        assert_eq!(historie(br#"{"verblijfplaatsen":[]}"#), Ok(None));
        for boom in [
            boom!({ "verblijfplaatsen": [{ "type": "Adres" }, { "type": "VerblijfplaatsOnbekend" }] }),
            boom!({ "verblijfplaatsen": [], "geheimhoudingPersoonsgegevens": true }),
        ] {
            assert_eq!(historie(boom.to_string().as_bytes()), Ok(Some(boom)));
        }
        for lichaam in ["", "null", "[]", "{}", r#"{"verblijfplaatsen":{}}"#, r#"{"verblijfplaatsen":["x"]}"#]
        {
            assert!(matches!(historie(lichaam.as_bytes()), Err(BronFout::Onleesbaar(_))), "{lichaam}");
        }
    }

    #[test]
    fn asks_until_and_with_today() {
        assert_eq!(tot(date!(2026 - 12 - 31)), date!(2027 - 01 - 01));
    }
}
