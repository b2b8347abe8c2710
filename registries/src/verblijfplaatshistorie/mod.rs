//! The stand-in of Haal Centraal BRP historie bevragen 2.0.0 (RvIG): where somebody lived, and from when until when.
//!
//! The present residence is that of the BRP; `demo.toml` has the earlier ones. Source of the rules: the
//! standard's OpenAPI file and the feature descriptions published with it.

mod correctie;
pub(crate) mod periode;
mod plaats;

pub(crate) use correctie::{Historie, waarom_niet};

use crate::brp::antwoord::{geheim, opschorting, rni};
use crate::brp::lijst::{Context, Groep, Persoonslijst};
use crate::brp::verzoek::{BSN, Lezer};
use crate::brp::zuster::{self, Bron, Erbij};
use crate::haalcentraal::{FouteParameter, Probleem};
use crate::standins::Omgeving;
use crate::voorraad::VoorraadFout;
use axum::Router;
use futures::future::BoxFuture;
use periode::{Gevraagd, verblijven};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Where the API begins; the resource `verblijfplaatshistorie` comes behind it.
pub const PAD: &str = "/lap/api/brp";
const RESOURCE: &str = "/lap/api/brp/verblijfplaatshistorie";

const OP_PEILDATUM: &str = "RaadpleegMetPeildatum";
const OP_PERIODE: &str = "RaadpleegMetPeriode";

/// Takes in the demo's residences and gives the route.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async {
        let sleutel = omgeving.api_sleutel.clone();
        let bron = Bron::open(omgeving, Erbij { eerder: eerder()?, anderen: Vec::new() }).await?;
        Ok(zuster::router(RESOURCE, bron, sleutel, |bron, invoer| Box::pin(beantwoord(bron, invoer))))
    })
}

/// The earlier residences of the demo persons, as records that add to theirs.
pub(crate) fn eerder() -> Result<Vec<Value>, VoorraadFout> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Demo {
        eerder: Vec<Value>,
    }
    let demo: Result<Demo, _> = toml::from_str(include_str!("demo.toml"));
    demo.map(|demo| demo.eerder).map_err(|fout| VoorraadFout::Gegevens(fout.message().to_owned()))
}

struct Vraag {
    bsn: String,
    gevraagd: Gevraagd,
}

impl Vraag {
    fn lees(invoer: &Map<String, Value>) -> Result<Self, Vec<FouteParameter>> {
        let mut lezer = Lezer::nieuw(invoer);
        let soort = lezer.soort(&[OP_PEILDATUM, OP_PERIODE])?;
        let bsn = lezer.verplicht("burgerservicenummer", BSN);
        let (van, tot) = if soort == OP_PEILDATUM {
            let dag = lezer.datum("peildatum");
            (dag, dag.map(|dag| dag.next_day().unwrap_or(dag)))
        } else {
            (lezer.datum("datumVan"), lezer.datum("datumTot"))
        };
        if van.zip(tot).is_some_and(|(van, tot)| tot <= van) {
            lezer.fout("datumTot", "date", "datumTot moet na datumVan liggen.");
        }
        lezer.klaar()?;
        // The reader has reported it when one of them is not there.
        let gevraagd = van.zip(tot).map(|(van, tot)| Gevraagd { van, tot }).ok_or_else(Vec::new)?;
        Ok(Self { bsn, gevraagd })
    }
}

async fn beantwoord(bron: &Bron, invoer: &Map<String, Value>) -> Result<Value, Probleem> {
    let vraag = Vraag::lees(invoer).map_err(Probleem::Parameters)?;
    let lijst = bron.persoonslijst(&vraag.bsn).await?;
    let Some(pl) = lijst.filter(|pl| !matches!(pl.opschorting(), Some("F" | "W"))) else {
        return Ok(json!({ "verblijfplaatsen": [] }));
    };
    Ok(bron.met_context(|ctx| historie(&pl, vraag.gevraagd, ctx)))
}

fn historie(pl: &Persoonslijst, gevraagd: Gevraagd, ctx: &Context<'_>) -> Value {
    let deelnemer = deelnemer(pl, ctx);
    let plaatsen = verblijven(pl).into_iter().filter(|verblijf| gevraagd.raakt(verblijf));
    let plaatsen = plaatsen.filter_map(|verblijf| plaats::verblijfplaats(&verblijf, deelnemer.as_ref(), ctx));
    let plaatsen: Vec<Value> = plaatsen.collect();
    let antwoord = Groep::default()
        .zet("verblijfplaatsen", Some(plaatsen))
        .zet("opschortingBijhouding", pl.een("07").and_then(|v| opschorting(v, ctx)))
        .zet("geheimhoudingPersoonsgegevens", geheim(pl).then_some(true))
        .map();
    Value::Object(antwoord)
}

/// The body that supplied the residence of who is not a resident.
fn deelnemer(pl: &Persoonslijst, ctx: &Context<'_>) -> Option<Value> {
    let mut deelnemer =
        rni(pl, ctx)?.into_iter().find(|deelnemer| deelnemer["categorie"] == "Verblijfplaats")?;
    deelnemer.as_object_mut()?.remove("categorie");
    Some(deelnemer)
}

#[cfg(test)]
mod tests;
