//! The stand-in of Haal Centraal Reisdocumenten bevragen 2.0.0 (RvIG): passports, identity cards and other travel
//! documents, by the BSN of the holder or by their own number.
//!
//! Source of the rules: the standard's OpenAPI file and the feature descriptions published with it. One of those
//! matters to everybody: by BSN only documents that the holder should still have are given, so not one that was
//! handed in or reported missing.

mod correctie;

pub(crate) use correctie::TABEL;

use crate::brp::antwoord::{geheim, opschorting};
use crate::brp::lijst::{Context, Groep, Persoonslijst, Voorkomen};
use crate::brp::onderzoek::{self, Onderzoek, Velden};
use crate::brp::velden::{Gevraagd, Paden, paden};
use crate::brp::verzoek::{BSN, Lezer, Patroon};
use crate::brp::zuster::{self, Bron, Erbij};
use crate::haalcentraal::{FouteParameter, Probleem};
use crate::standins::Omgeving;
use crate::voorraad::{Voorraad, VoorraadFout};
use axum::Router;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Where the API begins; the resource `reisdocumenten` comes behind it.
pub const PAD: &str = "/haalcentraal/api/reisdocumenten";
const RESOURCE: &str = "/haalcentraal/api/reisdocumenten/reisdocumenten";

/// The kind of the documents in the database; their key is their number.
const REISDOCUMENT: &str = "reisdocument";
const HOUDER: &str = "houder";
/// What the BRP calls travel documents.
const CATEGORIE: &str = "12";

const OP_BSN: &str = "ZoekMetBurgerservicenummer";
const OP_NUMMER: &str = "RaadpleegMetReisdocumentnummer";
const NUMMER: Patroon = ("^[A-Z0-9]{9}$", |tekst| {
    tekst.len() == 9 && tekst.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
});
const MEESTE_VELDEN: usize = 25;

static PADEN: LazyLock<Paden> = LazyLock::new(|| {
    let regels = "
. reisdocumentnummer soort# datumEindeGeldigheid@
inhoudingOfVermissing datum@ aanduiding#
houder burgerservicenummer
";
    paden(regels, false)
});

/// A travel document as `demo.toml` writes it. It is kept by the GBA elements of category 12.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Reisdocument {
    #[serde(rename(serialize = "0120"))]
    houder: String,
    #[serde(rename(serialize = "3520"))]
    reisdocumentnummer: String,
    #[serde(rename(serialize = "3510"))]
    soort: String,
    #[serde(rename(serialize = "3550"))]
    datum_einde_geldigheid: String,
    #[serde(rename(serialize = "3560"))]
    datum_inhouding_of_vermissing: Option<String>,
    #[serde(rename(serialize = "3570"))]
    aanduiding_inhouding_of_vermissing: Option<String>,
    #[serde(rename(serialize = "8310"))]
    aanduiding_in_onderzoek: Option<String>,
    #[serde(rename(serialize = "8320"))]
    datum_ingang_onderzoek: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    reisdocument: Vec<Reisdocument>,
}

/// Takes in the demo's documents and gives the route.
pub fn router(omgeving: Omgeving) -> BoxFuture<'static, Result<Router, VoorraadFout>> {
    Box::pin(async {
        let sleutel = omgeving.api_sleutel.clone();
        let bron = Bron::open(omgeving, Erbij::default()).await?;
        laad(&bron.voorraad).await?;
        Ok(zuster::router(RESOURCE, bron, sleutel, |bron, invoer| Box::pin(beantwoord(bron, invoer))))
    })
}

async fn laad(voorraad: &Voorraad) -> Result<(), VoorraadFout> {
    let demo: Demo = toml::from_str(include_str!("demo.toml"))
        .map_err(|fout| VoorraadFout::Gegevens(fout.message().to_owned()))?;
    for document in demo.reisdocument {
        let inhoud = serde_json::to_value(&document)?;
        let termen = [(HOUDER, document.houder.as_str())];
        voorraad.neem_op(REISDOCUMENT, &document.reisdocumentnummer, &inhoud, &termen).await?;
    }
    Ok(())
}

enum Zoek {
    Houder(String),
    Nummer(String),
}

struct Vraag {
    soort: &'static str,
    zoek: Zoek,
    gevraagd: Gevraagd,
}

impl Vraag {
    fn lees(invoer: &Map<String, Value>) -> Result<Self, Vec<FouteParameter>> {
        let mut lezer = Lezer::nieuw(invoer);
        let soort = lezer.soort(&[OP_BSN, OP_NUMMER])?;
        let zoek = if soort == OP_BSN {
            Zoek::Houder(lezer.verplicht("burgerservicenummer", BSN))
        } else {
            Zoek::Nummer(lezer.lijst("reisdocumentnummer", 1, NUMMER).pop().unwrap_or_default())
        };
        let (gevraagd, _) = lezer.velden(&PADEN, MEESTE_VELDEN);
        lezer.klaar()?;
        Ok(Self { soort, zoek, gevraagd })
    }
}

async fn beantwoord(bron: &Bron, invoer: &Map<String, Value>) -> Result<Value, Probleem> {
    let vraag = Vraag::lees(invoer).map_err(Probleem::Parameters)?;
    let mut reisdocumenten = vec![];
    for document in zoek(&bron.voorraad, &vraag.zoek).await? {
        let houder = match document.ruw("0120") {
            Some(bsn) => bron.persoonslijst(bsn).await?.unwrap_or_default(),
            None => Persoonslijst::default(),
        };
        if !matches!(houder.opschorting(), Some("F" | "W")) {
            let alles = bron.met_context(|ctx| reisdocument(&document, &houder, ctx));
            reisdocumenten.push(lever(&vraag.gevraagd, &alles));
        }
    }
    Ok(json!({ "type": vraag.soort, "reisdocumenten": reisdocumenten }))
}

async fn zoek(voorraad: &Voorraad, zoek: &Zoek) -> Result<Vec<Voorkomen>, VoorraadFout> {
    let stukken = match zoek {
        Zoek::Houder(bsn) => voorraad.zoek(REISDOCUMENT, HOUDER, bsn).await?,
        Zoek::Nummer(nummer) => voorraad.haal(REISDOCUMENT, nummer).await?.into_iter().collect(),
    };
    let mut documenten = vec![];
    for stuk in stukken {
        let mut document: Voorkomen = serde_json::from_value(stuk)?;
        let nummer = document.ruw("3520").unwrap_or_default();
        if let Some(onderzoek) = voorraad.onderzoek(REISDOCUMENT, nummer).await? {
            let delen = onderzoek.delen.iter().map(String::as_str);
            onderzoek::met_merk(&mut document, CATEGORIE, delen, &onderzoek.ingang);
        }
        let in_bezit = document.ruw("3570").is_none();
        if in_bezit || matches!(zoek, Zoek::Nummer(_)) {
            documenten.push(document);
        }
    }
    Ok(documenten)
}

/// Everything that can be given of a document.
fn reisdocument(v: &Voorkomen, houder: &Persoonslijst, ctx: &Context<'_>) -> Map<String, Value> {
    const VELDEN: &Velden =
        &[("reisdocumentnummer", &["3520"]), ("soort", &["3510"]), ("datumEindeGeldigheid", &["3550"])];
    Groep::default()
        .zet("reisdocumentnummer", v.tekst("3520"))
        .zet("soort", v.tekst("3510").filter(|code| *code != "..").map(|code| waarde(code, soort(code))))
        .datum("datumEindeGeldigheid", v.datum("3550"))
        .zet("inhoudingOfVermissing", inhouding_of_vermissing(v))
        .zet("houder", van_houder(houder, ctx))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), VELDEN))
        .map()
}

fn inhouding_of_vermissing(v: &Voorkomen) -> Option<Value> {
    const VELDEN: &Velden = &[("datum", &["3560"]), ("aanduiding", &["3570"])];
    Groep::default()
        .datum("datum", v.datum("3560"))
        .zet("aanduiding", v.ruw("3570").map(|code| waarde(code, aanduiding(code))))
        .zet("inOnderzoek", onderzoek::groep(Onderzoek::van(v), VELDEN))
        .klaar()
}

fn van_houder(pl: &Persoonslijst, ctx: &Context<'_>) -> Option<Value> {
    const VELDEN: &Velden = &[("burgerservicenummer", &["0120"])];
    Groep::default()
        .zet("burgerservicenummer", pl.bsn())
        .zet("geheimhoudingPersoonsgegevens", geheim(pl).then_some(true))
        .zet("opschortingBijhouding", pl.een("07").and_then(|v| opschorting(v, ctx)))
        .zet("inOnderzoek", onderzoek::groep(pl.een("01").and_then(Onderzoek::van), VELDEN))
        .klaar()
}

/// National table 48, as far as the demo needs it.
fn soort(code: &str) -> Option<&'static str> {
    match code {
        "PN" => Some("Nationaal paspoort"),
        "NI" => Some("Nederlandse identiteitskaart"),
        "PV" => Some("Reisdocument voor vluchtelingen"),
        _ => None,
    }
}

fn aanduiding(code: &str) -> Option<&'static str> {
    match code {
        "I" => Some("ingehouden of ingeleverd"),
        "R" => Some("van rechtswege vervallen"),
        "V" => Some("vermist"),
        "." => Some("onbekend"),
        _ => None,
    }
}

fn waarde(code: &str, omschrijving: Option<&str>) -> Value {
    Value::Object(Groep::default().zet("code", Some(code)).zet("omschrijving", omschrijving).map())
}

/// What was asked of a document, and of its holder what comes along by itself.
fn lever(gevraagd: &Gevraagd, alles: &Map<String, Value>) -> Map<String, Value> {
    let mut antwoord = gevraagd.filter(alles, "");
    let mut houder = Groep::default();
    for veld in ["geheimhoudingPersoonsgegevens", "opschortingBijhouding"] {
        houder.zet(veld, alles.get("houder").and_then(|houder| houder.get(veld)).cloned());
    }
    let automatisch = houder.map();
    if !automatisch.is_empty() {
        let houder = antwoord.entry("houder").or_insert_with(|| json!({}));
        if let Value::Object(velden) = houder {
            velden.extend(automatisch);
        }
    }
    antwoord
}

#[cfg(test)]
mod tests;
