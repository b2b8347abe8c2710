//! Basisprofiel and Vestigingsprofiel: what the KVK has on one registration, and on one establishment of it.

use super::fout::Fout;
use super::{Hal, INSCHRIJVING, Staat, basis, is_cijfers, lijst, tekst};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Of Basisprofiel as well as of Vestigingsprofiel.
const VERSIE: &str = "1.5.0";
/// What an establishment has when it stands inside a basisprofiel; by itself it has more.
const INGEBED: [&str; 11] = [
    "vestigingsnummer",
    "kvkNummer",
    "formeleRegistratiedatum",
    "materieleRegistratie",
    "eersteHandelsnaam",
    "indHoofdvestiging",
    "indCommercieleVestiging",
    "totaalWerkzamePersonen",
    "adressen",
    "websites",
    "links",
];

#[derive(Deserialize)]
pub(super) struct Keuze {
    #[serde(default, rename = "geoData")]
    geo_data: String,
}

impl Keuze {
    fn met_geo(&self) -> Result<bool, Fout> {
        match self.geo_data.as_str() {
            "" | "false" => Ok(false),
            "true" => Ok(true),
            _ => Err(Fout::OngeldigeParameter("geoData")),
        }
    }
}

/// A registration with the place where it was asked, for its links.
struct Inschrijving {
    stuk: Value,
    basis: String,
    met_geo: bool,
}

type Vraag = (State<Arc<Staat>>, Path<String>, Query<Keuze>, HeaderMap);

pub(super) async fn basisprofiel(vraag: Vraag) -> Result<Hal, Fout> {
    Ok(hal(inschrijving(vraag).await?.basisprofiel()))
}

pub(super) async fn eigenaar(vraag: Vraag) -> Result<Hal, Fout> {
    Ok(hal(inschrijving(vraag).await?.eigenaar()))
}

pub(super) async fn hoofdvestiging(vraag: Vraag) -> Result<Hal, Fout> {
    let inschrijving = inschrijving(vraag).await?;
    let hoofd = inschrijving.hoofd().ok_or(Fout::KvkNummerOnbekend)?;
    Ok(hal(inschrijving.vestiging(hoofd, "hoofdvestiging")))
}

pub(super) async fn vestigingen(vraag: Vraag) -> Result<Hal, Fout> {
    Ok(hal(inschrijving(vraag).await?.vestigingen()))
}

pub(super) async fn vestigingsprofiel(
    (State(staat), Path(nummer), Query(keuze), koppen): Vraag,
) -> Result<Hal, Fout> {
    if !is_cijfers(&nummer, 12) {
        return Err(Fout::OngeldigVestigingsnummer);
    }
    let met_geo = keuze.met_geo()?;
    let gevonden = staat.voorraad.zoek(INSCHRIJVING, "vestigingsnummer", &nummer).await?;
    let stuk = gevonden.into_iter().next().ok_or(Fout::VestigingOnbekend)?;
    let inschrijving = Inschrijving { stuk, basis: basis(&koppen), met_geo };
    let alle = lijst(&inschrijving.stuk["vestigingen"]);
    let vestiging = alle.iter().find(|een| tekst(&een["vestigingsnummer"]) == nummer);
    let vestiging = vestiging.ok_or(Fout::VestigingOnbekend)?;
    Ok(hal(inschrijving.vestiging(vestiging, "vestigingsprofiel")))
}

fn hal(inhoud: Value) -> Hal {
    Hal { versie: VERSIE, inhoud }
}

async fn inschrijving(
    (State(staat), Path(nummer), Query(keuze), koppen): Vraag,
) -> Result<Inschrijving, Fout> {
    if !is_cijfers(&nummer, 8) {
        return Err(Fout::OngeldigKvkNummer);
    }
    let met_geo = keuze.met_geo()?;
    let stuk = staat.voorraad.haal(INSCHRIJVING, &nummer).await?.ok_or(Fout::KvkNummerOnbekend)?;
    Ok(Inschrijving { stuk, basis: basis(&koppen), met_geo })
}

impl Inschrijving {
    fn basisprofiel(&self) -> Value {
        let mut profiel = leden(&self.stuk["profiel"]);
        let hoofd = self.hoofd();
        let mut rels = vec!["self"];
        rels.extend(hoofd.map(|_| "vestigingen"));
        profiel.insert("links".into(), self.links(&rels, None));
        let mut ingebed = Map::new();
        if let Some(hoofd) = hoofd {
            let mut vestiging = leden(&self.vestiging(hoofd, "hoofdvestiging"));
            vestiging.retain(|naam, _| INGEBED.contains(&naam.as_str()));
            ingebed.insert("hoofdvestiging".into(), vestiging.into());
        }
        ingebed.insert("eigenaar".into(), self.eigenaar());
        profiel.insert("_embedded".into(), ingebed.into());
        profiel.into()
    }

    fn eigenaar(&self) -> Value {
        let mut eigenaar = leden(&self.stuk["eigenaar"]);
        self.bewerk_adressen(&mut eigenaar);
        eigenaar.insert("links".into(), self.links(&["eigenaar", "basisprofiel"], None));
        eigenaar.into()
    }

    fn hoofd(&self) -> Option<&Value> {
        lijst(&self.stuk["vestigingen"]).iter().find(|een| een["indHoofdvestiging"] == "Ja")
    }

    /// One establishment. A main one has the activities and names of the registration where it has none of its own.
    fn vestiging(&self, vestiging: &Value, als: &'static str) -> Value {
        let mut uit = leden(vestiging);
        uit.insert("kvkNummer".into(), self.stuk["profiel"]["kvkNummer"].clone());
        for naam in ["indNonMailing", "handelsnamen", "sbiActiviteiten"] {
            if !uit.contains_key(naam) && vestiging["indHoofdvestiging"] == "Ja" {
                uit.insert(naam.into(), self.stuk["profiel"][naam].clone());
            }
        }
        self.bewerk_adressen(&mut uit);
        let rels: &[&str] = if als == "vestigingsprofiel" {
            &["vestigingsprofiel", "basisprofiel"]
        } else {
            &["hoofdvestiging", "vestigingen", "basisprofiel", "vestigingsprofiel"]
        };
        uit.insert("links".into(), self.links(rels, Some(tekst(&vestiging["vestigingsnummer"]))));
        uit.into()
    }

    fn vestigingen(&self) -> Value {
        let alle = lijst(&self.stuk["vestigingen"]);
        let kort = |vestiging: &Value| {
            let adres = &vestiging["adressen"][0];
            let mut uit = json!({
                "vestigingsnummer": vestiging["vestigingsnummer"],
                "kvkNummer": self.stuk["profiel"]["kvkNummer"],
                "eersteHandelsnaam": vestiging["eersteHandelsnaam"],
                "indHoofdvestiging": vestiging["indHoofdvestiging"],
                "indAdresAfgeschermd": adres["indAfgeschermd"],
                "indCommercieleVestiging": vestiging["indCommercieleVestiging"],
                "links": self.links(&["vestigingsprofiel"], Some(tekst(&vestiging["vestigingsnummer"]))),
            });
            if adres["indAfgeschermd"] != "Ja" {
                uit["volledigAdres"] = adres["volledigAdres"].clone();
            }
            uit
        };
        let commercieel = alle.iter().filter(|een| een["indCommercieleVestiging"] == "Ja").count();
        json!({
            "kvkNummer": self.stuk["profiel"]["kvkNummer"],
            "aantalCommercieleVestigingen": commercieel,
            "aantalNietCommercieleVestigingen": alle.len() - commercieel,
            "totaalAantalVestigingen": alle.len(),
            "vestigingen": alle.iter().map(kort).collect::<Vec<_>>(),
            "links": self.links(&["vestigingen", "basisprofiel"], None),
        })
    }

    /// Leaves out what was not asked (the BAG) and what is nobody's business (an address that is shielded).
    fn bewerk_adressen(&self, houder: &mut Map<String, Value>) {
        let Some(Value::Array(adressen)) = houder.get_mut("adressen") else { return };
        for adres in adressen.iter_mut().filter_map(Value::as_object_mut) {
            if adres.get("indAfgeschermd").is_some_and(|afgeschermd| afgeschermd == "Ja") {
                adres.retain(|naam, _| naam == "type" || naam == "indAfgeschermd");
            }
            if !self.met_geo {
                adres.remove("geoData");
            }
        }
    }

    /// The first is where the answer itself stands.
    fn links(&self, rels: &[&str], vestigingsnummer: Option<&str>) -> Value {
        let profiel =
            format!("{}/v1/basisprofielen/{}", self.basis, tekst(&self.stuk["profiel"]["kvkNummer"]));
        let href = |rel: &str| match (rel, vestigingsnummer) {
            ("self" | "basisprofiel", _) => profiel.clone(),
            ("vestigingsprofiel", Some(nummer)) => format!("{}/v1/vestigingsprofielen/{nummer}", self.basis),
            (rel, _) => format!("{profiel}/{rel}"),
        };
        let link = |(plek, rel): (usize, &&str)| {
            let naam = if plek == 0 { "self" } else { *rel };
            json!({ "rel": naam, "href": href(rel) })
        };
        rels.iter().enumerate().map(link).collect()
    }
}

fn leden(waarde: &Value) -> Map<String, Value> {
    waarde.as_object().cloned().unwrap_or_default()
}
