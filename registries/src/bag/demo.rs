//! The demo's addresses and buildings, as documents of the BAG.

use super::vlak::{Maten, Plaats, Punt};
use crate::voorraad::VoorraadFout;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Demo {
    pub(crate) pand: Vec<Pand>,
    pub(crate) adres: Vec<Adres>,
}

/// A building; the map draws the same ones.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Pand {
    pub(crate) id: String,
    #[serde(flatten)]
    pub(crate) plaats: Plaats,
    #[serde(flatten)]
    pub(crate) maten: Maten,
    pub(crate) bouwjaar: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Adres {
    gemeente: String,
    id: String,
    straat: String,
    huisnummer: u32,
    huisletter: Option<String>,
    huisnummertoevoeging: Option<String>,
    postcode: String,
    woonplaats: Woonplaats,
    gebruik: Vec<String>,
    oppervlakte: u32,
    sinds: String,
    #[serde(default)]
    onderzoek: BTreeMap<String, Onderzoek>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Woonplaats {
    id: String,
    naam: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Onderzoek {
    toelichting: String,
    sinds: String,
}

/// What `demo.toml` holds.
pub(crate) fn lees() -> Result<Demo, VoorraadFout> {
    toml::from_str(include_str!("demo.toml")).map_err(|fout| VoorraadFout::Gegevens(fout.message().into()))
}

impl Pand {
    /// The outline, as a closed ring in RD metres.
    pub(crate) fn ring(&self) -> Vec<Punt> {
        self.plaats.ring(&self.maten.omtrek())
    }

    /// As `/panden/{id}` gives it, without links. `adres` is the one it was registered with.
    pub(super) fn stuk(&self, adres: &Adres) -> Value {
        let mut stuk = json!({"pand": {
            "identificatie": self.id,
            "domein": "NL.IMBAG.Pand",
            "geometrie": {"type": "Polygon", "coordinates": [self.ring()]},
            "oorspronkelijkBouwjaar": self.bouwjaar,
            "status": "Pand in gebruik",
            "geconstateerd": "N",
            "documentdatum": adres.sinds,
            "documentnummer": adres.documentnummer(),
            "voorkomen": voorkomen(&adres.sinds),
        }});
        zet_onderzoek(&mut stuk, adres, "identificatieVanPand", &self.id, |vlag| match vlag {
            "oorspronkelijkBouwjaar" => Some("oorspronkelijk bouwjaar"),
            _ => None,
        });
        stuk
    }
}

impl Adres {
    /// An id of one kind: 01 a home, 10 a building, 20 an address, 30 a street.
    pub(super) fn id(&self, soort: &str) -> String {
        format!("{}{soort}{}", self.gemeente, self.id)
    }

    fn documentnummer(&self) -> String {
        format!("DEMO-{}-{}", self.gemeente, self.id)
    }

    /// As `/adressenuitgebreid/{id}` gives it, without links.
    pub(super) fn uitgebreid(&self, pand: &Pand) -> Value {
        let mut stuk = json!({
            "openbareRuimteNaam": self.straat,
            "korteNaam": self.straat,
            "huisnummer": self.huisnummer,
            "postcode": self.postcode,
            "woonplaatsNaam": self.woonplaats.naam,
            "nummeraanduidingIdentificatie": self.id("20"),
            "openbareRuimteIdentificatie": self.id("30"),
            "woonplaatsIdentificatie": self.woonplaats.id,
            "adresseerbaarObjectIdentificatie": self.id("01"),
            "pandIdentificaties": [pand.id],
            "typeAdresseerbaarObject": "Verblijfsobject",
            "adresseerbaarObjectGeometrie": punt(pand),
            "adresseerbaarObjectStatus": "Verblijfsobject in gebruik",
            "gebruiksdoelen": self.gebruik,
            "oppervlakte": self.oppervlakte,
            "oorspronkelijkBouwjaar": [pand.bouwjaar],
        });
        for (naam, waarde) in
            [("huisletter", &self.huisletter), ("huisnummertoevoeging", &self.huisnummertoevoeging)]
        {
            if let Some(waarde) = waarde {
                stuk[naam] = json!(waarde);
            }
        }
        if !self.onderzoek.is_empty() {
            let mut vlaggen: Map<String, Value> =
                self.onderzoek.keys().map(|vlag| (vlag.clone(), json!(true))).collect();
            let toelichting: Vec<&str> =
                self.onderzoek.values().map(|onderzoek| onderzoek.toelichting.as_str()).collect();
            vlaggen.insert("toelichting".into(), json!(toelichting));
            stuk["inonderzoek"] = Value::Object(vlaggen);
        }
        stuk
    }

    /// As `/adresseerbareobjecten/{id}` gives it, without links.
    pub(super) fn verblijfsobject(&self, pand: &Pand) -> Value {
        let id = self.id("01");
        let mut stuk = json!({"verblijfsobject": {
            "identificatie": id,
            "domein": "NL.IMBAG.Verblijfsobject",
            "type": "Verblijfsobject",
            "heeftAlsHoofdAdres": self.id("20"),
            "maaktDeelUitVan": [pand.id],
            "geometrie": punt(pand),
            "gebruiksdoelen": self.gebruik,
            "oppervlakte": self.oppervlakte,
            "status": "Verblijfsobject in gebruik",
            "geconstateerd": "N",
            "documentdatum": self.sinds,
            "documentnummer": self.documentnummer(),
            "voorkomen": voorkomen(&self.sinds),
        }});
        zet_onderzoek(&mut stuk, self, "identificatieVanVerblijfsobject", &id, |vlag| match vlag {
            "oppervlakte" => Some("oppervlakte"),
            "gebruiksdoelen" => Some("gebruiksdoel"),
            _ => None,
        });
        stuk
    }
}

/// Adds what is under investigation on an object: `kenmerk` gives the object's own word for a flag of the address.
fn zet_onderzoek(
    stuk: &mut Value,
    adres: &Adres,
    lid: &str,
    id: &str,
    kenmerk: impl Fn(&str) -> Option<&'static str>,
) {
    let gevonden = adres.onderzoek.iter().filter_map(|(vlag, onderzoek)| {
        Some(json!({
            "kenmerk": kenmerk(vlag)?,
            lid: id,
            "inOnderzoek": "J",
            "historie": historie(&onderzoek.sinds),
            "documentdatum": onderzoek.sinds,
            "documentnummer": adres.documentnummer(),
        }))
    });
    let gevonden: Vec<Value> = gevonden.collect();
    if !gevonden.is_empty() {
        stuk["inonderzoek"] = json!(gevonden);
    }
}

/// The BAG gives a height of 0 with every point.
fn punt(pand: &Pand) -> Value {
    let [x, y] = pand.plaats.midden;
    json!({"punt": {"type": "Point", "coordinates": [x, y, 0.0]}})
}

pub(super) fn historie(sinds: &str) -> Value {
    json!({
        "beginGeldigheid": sinds,
        "tijdstipRegistratie": format!("{sinds}T10:00:00Z"),
        "tijdstipRegistratieLV": format!("{sinds}T11:30:00Z"),
    })
}

fn voorkomen(sinds: &str) -> Value {
    let mut voorkomen = historie(sinds);
    voorkomen["versie"] = json!(1);
    voorkomen
}
