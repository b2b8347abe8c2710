//! The stand-in of the Basisregistratie Kadaster: BRK Bevragen 2.0.0, as far as a question about a person goes.

mod correctie;
mod http;
mod links;
#[cfg(test)]
mod tests;

pub(crate) use correctie::TABEL;

use crate::haalcentraal::{Velden, achter_poort, tekst};
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Where the standard's own paths begin.
pub const PAD: &str = "/esd-eto-apikey/bevragen/v2";
const VERSIE: &str = "2.0.0";
const DEMO: &str = include_str!("demo.toml");
const VELDEN: &str = include_str!("velden.json");

/// The kind of document that a zaak is, and the name of its list.
const ZAKEN: &str = "kadastraalOnroerendeZaken";
/// What belongs to a zaak: kinds of documents and names of lists.
const RECHTEN: &str = "zakelijkGerechtigden";
const HYPOTHEKEN: &str = "hypotheken";
const BESLAGEN: &str = "beslagen";
const PRIVAAT: &str = "privaatrechtelijkeBeperkingen";
const PUBLIEK: &str = "publiekrechtelijkeBeperkingen";

/// Takes in the demo's data and gives the routes.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async move {
        neem_demo_op(&omgeving.voorraad, DEMO).await?;
        let routes = http::routes(omgeving.voorraad, Velden::lees(VELDEN)?);
        Ok(achter_poort(routes, omgeving.api_sleutel, VERSIE))
    })
}

#[derive(Deserialize)]
struct Demo {
    zaak: Vec<Zaak>,
}

/// A zaak with all that belongs to it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Zaak {
    #[serde(default)]
    zakelijk_gerechtigden: Vec<Value>,
    #[serde(default)]
    hypotheken: Vec<Value>,
    #[serde(default)]
    beslagen: Vec<Value>,
    #[serde(default)]
    privaatrechtelijke_beperkingen: Vec<Value>,
    #[serde(default)]
    publiekrechtelijke_beperkingen: Vec<Value>,
    #[serde(flatten)]
    zelf: Map<String, Value>,
}

async fn neem_demo_op(voorraad: &Voorraad, demo: &str) -> Result<(), VoorraadFout> {
    let demo: Demo = toml::from_str(demo).map_err(|fout| VoorraadFout::Gegevens(fout.to_string()))?;
    for zaak in demo.zaak {
        let bsns: Vec<(&str, &str)> =
            zaak.zakelijk_gerechtigden.iter().filter_map(bsn).map(|bsn| ("bsn", bsn)).collect();
        let zelf = Value::Object(zaak.zelf);
        let id = tekst(&zelf, "identificatie")?;
        voorraad.neem_op(ZAKEN, id, &zelf, &bsns).await?;
        for (soort, stukken) in [
            (RECHTEN, &zaak.zakelijk_gerechtigden),
            (HYPOTHEKEN, &zaak.hypotheken),
            (BESLAGEN, &zaak.beslagen),
            (PRIVAAT, &zaak.privaatrechtelijke_beperkingen),
            (PUBLIEK, &zaak.publiekrechtelijke_beperkingen),
        ] {
            for stuk in stukken {
                voorraad.neem_op(soort, tekst(stuk, "identificatie")?, stuk, &[("zaak", id)]).await?;
            }
        }
    }
    Ok(())
}

/// What a person is found by: only of who is registered in the BRP is the number a BSN.
fn bsn(gerechtigde: &Value) -> Option<&str> {
    let persoon = gerechtigde.get("persoon")?;
    (persoon.get("type")? == "ingeschreven_natuurlijk_persoon").then_some(())?;
    persoon.get("identificatie")?.as_str()
}
