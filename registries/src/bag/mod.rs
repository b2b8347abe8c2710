//! The BAG: which buildings and addresses there are, as the BAG API Individuele Bevragingen 2 of the Kadaster gives
//! them. What the stand-in has of it: one address (plain and extended), the search for addresses, one building and
//! one home. It travels not in time and embeds nothing; it refuses the parameters for that instead of ignoring them.

mod correctie;
mod demo;
mod http;
mod onderzoek;
mod probleem;
#[cfg(test)]
mod tests;
pub(crate) mod vlak;
mod zoeken;

pub(crate) use correctie::TABEL;
pub(crate) use demo::Pand;

use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use futures::future::BoxFuture;

/// Where the standard's own paths begin.
pub const PAD: &str = "/lvbag/individuelebevragingen/v2";

/// Kinds of document.
const ADRES: &str = "adres";
const PAND: &str = "pand";
const VERBLIJFSOBJECT: &str = "verblijfsobject";

/// Takes in the demo's addresses and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        laad(&omgeving.voorraad).await?;
        Ok(http::router(omgeving.voorraad, omgeving.api_sleutel))
    })
}

/// Every building of the demo.
pub(crate) fn panden() -> Result<Vec<Pand>, VoorraadFout> {
    Ok(demo::lees()?.pand)
}

async fn laad(voorraad: &Voorraad) -> Result<(), VoorraadFout> {
    let demo = demo::lees()?;
    for adres in &demo.adres {
        let id = adres.id("10");
        let pand = demo.pand.iter().find(|pand| pand.id == id);
        let pand = pand.ok_or_else(|| VoorraadFout::Gegevens(format!("no pand {id}")))?;
        let stuk = adres.uitgebreid(pand);
        let object = adres.id("01");
        let termen = [
            ("postcode", zoekterm(&stuk)),
            ("adresseerbaarObjectIdentificatie", object.clone()),
            ("pandIdentificatie", id.clone()),
        ];
        let termen: Vec<(&str, &str)> =
            termen.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
        voorraad.neem_op(ADRES, &adres.id("20"), &stuk, &termen).await?;
        voorraad.neem_op(VERBLIJFSOBJECT, &object, &adres.verblijfsobject(pand), &[]).await?;
        voorraad.neem_op(PAND, &id, &pand.stuk(adres), &[]).await?;
    }
    Ok(())
}

/// Postcode and house number together: what addresses are looked for by.
fn zoekterm(adres: &serde_json::Value) -> String {
    let postcode = adres["postcode"].as_str().unwrap_or_default();
    let huisnummer = adres["huisnummer"].as_u64().unwrap_or_default();
    format!("{postcode} {huisnummer}")
}
