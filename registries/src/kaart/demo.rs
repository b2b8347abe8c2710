//! The demo's map: around each building its neighbours, the plots, the street and what lies across it.

use crate::bag::vlak::{Maten, Plaats, Punt, rechthoek};
use crate::bag::{self, Pand};
use crate::voorraad::{Voorraad, VoorraadFout};
use serde::Deserialize;
use serde_json::{Value, json};

const STOEP: f64 = 2.0;
const RIJBAAN: f64 = 6.0;
const OEVER: f64 = 1.5;
/// How wide what lies across the street is.
const OVERKANT: f64 = 11.0;
/// How far the street goes on to both sides of the building.
const STRAAT: f64 = 60.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    plek: Vec<Plek>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plek {
    pand: String,
    voor: f64,
    achter: f64,
    naast: f64,
    buren: bool,
    overkant: Overkant,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Overkant {
    Water,
    Groen,
    Niets,
}

/// Takes in everything that is drawn.
pub(super) async fn laad(voorraad: &Voorraad) -> Result<(), VoorraadFout> {
    let demo: Demo = toml::from_str(include_str!("demo.toml"))
        .map_err(|fout| VoorraadFout::Gegevens(fout.message().into()))?;
    let panden = bag::panden()?;
    for plek in &demo.plek {
        let pand = panden.iter().find(|pand| pand.id == plek.pand);
        let pand = pand.ok_or_else(|| VoorraadFout::Gegevens(format!("no pand {}", plek.pand)))?;
        for (collectie, stuk) in plek.stukken(pand) {
            let id = stuk["id"].as_str().unwrap_or_default();
            voorraad.zet(collectie, id, &stuk, &[]).await?;
        }
    }
    Ok(())
}

impl Plek {
    /// Every feature of this place, with the collection that it belongs to.
    fn stukken(&self, pand: &Pand) -> Vec<(&'static str, Value)> {
        let mut stukken = vec![("pand", teken_pand(&pand.id, &pand.bouwjaar, &pand.ring()))];
        stukken.push(("perceel", self.perceel(pand, 0)));
        for (kant, maten) in self.buren(pand) {
            let id = id_van_buur(&pand.id, kant);
            let opzij = f64::from(kant) * (pand.maten.breedte + 2.0 * self.naast);
            let plaats = Plaats { midden: pand.plaats.punt([opzij, 0.0]), ..pand.plaats };
            stukken.push(("pand", teken_pand(&id, &pand.bouwjaar, &plaats.ring(&maten.omtrek()))));
            stukken.push(("perceel", self.perceel(pand, kant)));
        }
        stukken.extend(self.straat(pand));
        stukken
    }

    /// A house against each side, as wide as this one and a little less deep.
    fn buren(&self, pand: &Pand) -> Vec<(i8, Maten)> {
        let maten = Maten { diepte: pand.maten.diepte - 0.8, ..pand.maten };
        if self.buren { vec![(-1, maten), (1, maten)] } else { Vec::new() }
    }

    /// The plot of the building itself (`kant` 0), or of the neighbour to the left or the right.
    fn perceel(&self, pand: &Pand, kant: i8) -> Value {
        let (half, diep) = (pand.maten.breedte / 2.0 + self.naast, pand.maten.diepte / 2.0);
        let midden = f64::from(kant) * 2.0 * half;
        let omtrek = rechthoek([midden - half, -diep - self.voor], [midden + half, diep + self.achter]);
        let nummer = 4000 + i32::from(kant) + pand.id.get(12..).and_then(|id| id.parse().ok()).unwrap_or(0);
        let eigenschappen = json!({
            "identificatie_namespace": "NL.IMKAD.KadastraalObject",
            "identificatie_lokaal_id": format!("9{}", id_van_buur(&pand.id, kant).get(2..).unwrap_or_default()),
            "kadastrale_gemeente_waarde": format!("Demo {}", pand.id.get(..4).unwrap_or_default()),
            "sectie": "K",
            "perceelnummer": nummer,
        });
        let id = format!("perceel.{}", id_van_buur(&pand.id, kant));
        feature(&id, &eigenschappen, &pand.plaats.ring(&omtrek))
    }

    fn straat(&self, pand: &Pand) -> Vec<(&'static str, Value)> {
        let gevel = -pand.maten.diepte / 2.0 - self.voor;
        let strook = |naam: &str, van: f64, breed: f64, functie: &str| {
            let omtrek = rechthoek([-STRAAT, gevel - van - breed], [STRAAT, gevel - van]);
            let id = format!("{naam}.{}", pand.id);
            let eigenschappen = json!({"lokaal_id": format!("G0000.{id}"), "functie": functie});
            feature(&id, &eigenschappen, &pand.plaats.ring(&omtrek))
        };
        let over = STOEP + RIJBAAN;
        let mut stukken = vec![
            ("wegdeel", strook("stoep", 0.0, STOEP, "voetpad")),
            ("wegdeel", strook("rijbaan", STOEP, RIJBAAN, "rijbaan lokale weg")),
        ];
        match self.overkant {
            Overkant::Niets => stukken.push(("wegdeel", strook("stoep2", over, STOEP, "voetpad"))),
            Overkant::Groen => {
                stukken.push(("begroeidterreindeel", strook("groen", over, OVERKANT, "groenvoorziening")));
            }
            Overkant::Water => {
                stukken.push(("begroeidterreindeel", strook("oever", over, OEVER, "groenvoorziening")));
                stukken.push(("waterdeel", strook("gracht", over + OEVER, OVERKANT, "waterloop")));
            }
        }
        stukken
    }
}

/// The demo's own ids have 99 where a neighbour has 97 or 98.
fn id_van_buur(id: &str, kant: i8) -> String {
    let begin = id.get(..10).unwrap_or_default();
    let eind = id.get(12..).unwrap_or_default();
    let plek = match kant {
        0 => "99",
        1.. => "98",
        _ => "97",
    };
    format!("{begin}{plek}{eind}")
}

fn teken_pand(id: &str, bouwjaar: &str, ring: &[Punt]) -> Value {
    let eigenschappen = json!({
        "identificatie": id,
        "oorspronkelijk_bouwjaar": bouwjaar.parse::<u16>().unwrap_or_default(),
        "status": "Pand in gebruik",
    });
    feature(&format!("pand.{id}"), &eigenschappen, ring)
}

fn feature(id: &str, eigenschappen: &Value, ring: &[Punt]) -> Value {
    json!({
        "type": "Feature",
        "id": id,
        "properties": eigenschappen,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    })
}
