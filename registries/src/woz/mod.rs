//! The stand-in of the Basisregistratie WOZ: WOZ Bevragen 1.0.0.

mod correctie;
mod http;
mod links;
#[cfg(test)]
mod tests;
mod zoekvraag;

pub(crate) use correctie::TABEL;

use crate::haalcentraal::{Velden, achter_poort, tekst};
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;

/// Where the standard's own paths begin.
pub const PAD: &str = "/lvwoz/api/v1";
const VERSIE: &str = "1.0.0";
const DEMO: &str = include_str!("demo.toml");
const VELDEN: &str = include_str!("velden.json");

/// The kind of document, and the name of the list.
const OBJECTEN: &str = "wozObjecten";

/// Takes in the demo's data and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        neem_demo_op(&omgeving.voorraad).await?;
        let routes = http::routes(omgeving.voorraad, Velden::lees(VELDEN)?);
        Ok(achter_poort(routes, omgeving.api_sleutel, VERSIE))
    })
}

#[derive(Deserialize)]
struct Demo {
    object: Vec<Value>,
}

async fn neem_demo_op(voorraad: &Voorraad) -> Result<(), VoorraadFout> {
    let demo: Demo = toml::from_str(DEMO).map_err(|fout| VoorraadFout::Gegevens(fout.to_string()))?;
    for object in demo.object {
        let termen = zoekvraag::termen(&object);
        let termen: Vec<(&str, &str)> =
            termen.iter().map(|(term, waarde)| (*term, waarde.as_str())).collect();
        voorraad.neem_op(OBJECTEN, tekst(&object, "identificatie")?, &object, &termen).await?;
    }
    Ok(())
}
