//! The stand-in of BRP API Bewoning 2.1.0 (RvIG): who is, or may be, registered at a home on a day or in a period.
//!
//! It has the same persons and residences as the stand-ins beside it, and the housemates of `demo.toml`. Source of the
//! rules: the standard's OpenAPI file and the feature descriptions published with it.

mod bewoner;
mod correctie;
mod samenstelling;

pub(crate) use correctie::TABEL;

use crate::brp::lijst::Persoonslijst;
use crate::brp::verzoek::{IDENTIFICATIE, Lezer};
use crate::brp::zuster::{self, Bron, Erbij};
use crate::haalcentraal::{FouteParameter, Probleem};
use crate::standins::Omgeving;
use crate::verblijfplaatshistorie::eerder;
use crate::voorraad::VoorraadFout;
use axum::Router;
use bewoner::bewoner;
use futures::future::BoxFuture;
use samenstelling::{Samenstelling, samenstellingen};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use time::Date;

/// Where the API begins; the resource `bewoningen` comes behind it.
pub const PAD: &str = "/haalcentraal/api/bewoning";
const RESOURCE: &str = "/haalcentraal/api/bewoning/bewoningen";

const OP_PEILDATUM: &str = "BewoningMetPeildatum";
const OP_PERIODE: &str = "BewoningMetPeriode";
/// With more people than this at one home, they are not listed.
const MEESTE_BEWONERS: usize = 100;

/// Takes in the demo's residents and gives the route.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async {
        let sleutel = omgeving.api_sleutel.clone();
        let bron = Bron::open(omgeving, Erbij { eerder: eerder()?, anderen: huisgenoten()? }).await?;
        Ok(zuster::router(RESOURCE, bron, sleutel, |bron, invoer| Box::pin(beantwoord(bron, invoer))))
    })
}

/// Who lives with a demo person without being one, or related to one.
fn huisgenoten() -> Result<Vec<Value>, VoorraadFout> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Demo {
        huisgenoot: Vec<Value>,
    }
    let demo: Result<Demo, _> = toml::from_str(include_str!("demo.toml"));
    demo.map(|demo| demo.huisgenoot).map_err(|fout| VoorraadFout::Gegevens(fout.message().to_owned()))
}

struct Vraag {
    object: String,
    van: Date,
    tot: Date,
}

impl Vraag {
    fn lees(invoer: &Map<String, Value>) -> Result<Self, Vec<FouteParameter>> {
        let mut lezer = Lezer::nieuw(invoer);
        let soort = lezer.soort(&[OP_PEILDATUM, OP_PERIODE])?;
        let object = lezer.verplicht("adresseerbaarObjectIdentificatie", IDENTIFICATIE);
        let (van, tot) = if soort == OP_PEILDATUM {
            let dag = lezer.datum("peildatum");
            (dag, dag.and_then(Date::next_day))
        } else {
            (lezer.datum("datumVan"), lezer.datum("datumTot"))
        };
        if van.zip(tot).is_some_and(|(van, tot)| tot <= van) {
            lezer.fout("datumTot", "date", "datumTot moet na datumVan liggen.");
        }
        lezer.klaar()?;
        // The reader has reported it when one of them is not there.
        let (van, tot) = van.zip(tot).ok_or_else(Vec::new)?;
        Ok(Self { object, van, tot })
    }
}

async fn beantwoord(bron: &Bron, invoer: &Map<String, Value>) -> Result<Value, Probleem> {
    let vraag = Vraag::lees(invoer).map_err(Probleem::Parameters)?;
    let personen = bron.op_object(&vraag.object).await?;
    let bewoningen = samenstellingen(&personen, &vraag.object, vraag.van, vraag.tot);
    let bewoningen: Vec<Value> = bewoningen.iter().map(|deel| bewoning(bron, &vraag.object, deel)).collect();
    Ok(json!({ "bewoningen": bewoningen }))
}

fn bewoning(bron: &Bron, object: &str, deel: &Samenstelling<'_>) -> Value {
    let mut bewoning = json!({
        "adresseerbaarObjectIdentificatie": object,
        "periode": { "datumVan": deel.van.to_string(), "datumTot": deel.tot.to_string() },
    });
    let veel = deel.bewoners.len() + deel.mogelijke.len() > MEESTE_BEWONERS;
    let lijst = |personen: &[&Persoonslijst]| -> Vec<Value> {
        let personen = if veel { &[] } else { personen };
        personen.iter().map(|pl| bron.met_context(|ctx| bewoner(pl, object, ctx))).collect()
    };
    bewoning["bewoners"] = Value::Array(lijst(&deel.bewoners));
    bewoning["mogelijkeBewoners"] = Value::Array(lijst(&deel.mogelijke));
    if veel {
        bewoning["indicatieVeelBewoners"] = json!(true);
    }
    bewoning
}

#[cfg(test)]
mod tests;
