//! BAG API Individuele Bevragingen 2 (Kadaster): `GET /adressenuitgebreid/{nummeraanduidingIdentificatie}`.
//!
//! The BAG knows no persons: it is asked for the addresses that other registrations gave. Their answers come together
//! as `{"adressen": [AdresUitgebreidHal …]}`.

use super::client::{Vrager, json_of_niets};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use futures::future::{BoxFuture, try_join_all};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// More addresses than one person can have.
const ADRESSEN_MAX: usize = 10;

pub(super) struct Bag {
    vrager: Vrager,
    url: String,
    headers: HeaderMap,
}

impl Bag {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let headers = bouw.headers(&[
            ("accept", "application/hal+json"),
            ("accept-crs", "epsg:28992"),
            ("x-api-key", bouw.instellingen.api_sleutel.onthul()),
        ])?;
        let vrager = Vrager::nieuw(bouw)?;
        Ok(Self { vrager, url: format!("{}/adressenuitgebreid", bouw.basis()), headers })
    }

    async fn vraag_adressen(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let ids: Vec<&str> = vraag.schakels.waarden("nummeraanduiding").collect();
        if ids.len() > ADRESSEN_MAX {
            return Err(BronFout::Onleesbaar("more addresses than a person has"));
        }
        let antwoorden = try_join_all(ids.iter().map(|id| self.vraag_adres(vraag, id))).await?;
        let adressen: Vec<Value> = antwoorden.into_iter().flatten().collect();
        Ok((!adressen.is_empty()).then(|| json!({ "adressen": adressen })))
    }

    /// One address; `None` when the BAG does not know it (any more): that is no failure of the BAG.
    async fn vraag_adres(&self, vraag: Vraag<'_>, id: &str) -> Result<Option<Value>, BronFout> {
        if !is_nummeraanduiding(id) {
            return Err(BronFout::Onleesbaar("an address with an id that is none"));
        }
        let url = format!("{}/{id}", self.url);
        let maak = || vraag.onderteken(self.vrager.http.get(&url).headers(self.headers.clone()));
        let antwoord = self.vrager.vraag(maak).await?;
        json_of_niets(&antwoord)?.map(|adres| keur(adres, id)).transpose()
    }
}

impl Koppelvlak for Bag {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_adressen(vraag))
    }
}

/// The standard's own pattern: sixteen digits, of which the fifth and sixth say that it is an address.
fn is_nummeraanduiding(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|teken| teken.is_ascii_digit()) && id.get(4..6) == Some("20")
}

/// The address in an answer, which must be the one that was asked for.
fn keur(adres: Value, id: &str) -> Result<Value, BronFout> {
    match adres.get("nummeraanduidingIdentificatie").map(Value::as_str) {
        Some(Some(gekregen)) if gekregen == id => Ok(adres),
        Some(Some(_)) => Err(BronFout::AnderePersoon),
        _ => Err(BronFout::Onleesbaar("an address without an id")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_of_an_address_goes_into_a_url() {
        assert!(is_nummeraanduiding("0518200000990101"));
        for anders in
            ["", "0518010000990101", "051820000099010", "05182000009901011", "0518200000/../01", "é"]
        {
            assert!(!is_nummeraanduiding(anders), "{anders}");
        }
    }

    #[test]
    fn takes_only_the_address_that_was_asked_for() {
        let keur = |adres: Value| keur(adres, "0518200000990101");
        let goed = json!({"nummeraanduidingIdentificatie": "0518200000990101", "huisnummer": 912});
        assert_eq!(keur(goed.clone()), Ok(goed));
        let ander = json!({"nummeraanduidingIdentificatie": "0344200000990405"});
        assert_eq!(keur(ander), Err(BronFout::AnderePersoon));
        for anders in [json!({}), json!([]), json!(null), json!({"nummeraanduidingIdentificatie": 5})] {
            assert!(matches!(keur(anders), Err(BronFout::Onleesbaar(_))));
        }
    }
}
