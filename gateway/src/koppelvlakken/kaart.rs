//! The map, from PDOK's OGC API Features: a drawing of each building that the BAG gave, with its plot and what is around.
//!
//! No answer of this source can be shown as it comes, so this client does a little more than hand it on: it cuts the
//! areas off at the edge of the drawing (a river goes on for miles), leaves all properties out, and puts two of its own
//! in their place: `laag`, what the area is, and `eigen`, whether it is the building that was asked for or the plot
//! that its middle is on. One `{"pand": …, "tekening": [Feature …]}` for each building, in `tekeningen`. The map holds
//! no persons; which building is asked says where one lives, so it is logged as any other question.

mod meetkunde;

use super::client::{Vrager, afwijzing, json_of_niets};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use futures::future::{BoxFuture, try_join_all};
use meetkunde::{Kader, Veelhoek, veelhoeken};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use url::Url;

const CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/28992";
/// Of more buildings only the first are drawn.
const PANDEN_MAX: usize = 5;
/// Around the building, and how far a drawing goes beyond it to hold the whole plot: metres.
const RAND: f64 = 15.0;
const RAND_MAX: f64 = 100.0;
/// The largest building that is drawn.
const PAND_MAX: f64 = 1500.0;
/// What a drawing holds at most. What does not fit is left out, the least important first.
const VLAKKEN_MAX: usize = 200;
const PUNTEN_MAX: usize = 5000;

/// A collection of PDOK.
struct Bron {
    laag: &'static str,
    pad: &'static str,
    /// How many features are asked.
    hoogstens: usize,
}

const PANDEN: Bron = Bron { laag: "pand", pad: "/kadaster/bag/ogc/v2/collections/pand/items", hoogstens: 60 };
const PERCELEN: Bron = Bron {
    laag: "perceel",
    pad: "/kadaster/brk-kadastrale-kaart/ogc/v1/collections/perceel/items",
    hoogstens: 60,
};
/// The most important first.
const OMGEVING: [Bron; 5] = [
    PANDEN,
    PERCELEN,
    Bron { laag: "weg", pad: "/lv/bgt/ogc/v1/collections/wegdeel/items", hoogstens: 60 },
    Bron { laag: "water", pad: "/lv/bgt/ogc/v1/collections/waterdeel/items", hoogstens: 30 },
    Bron { laag: "groen", pad: "/lv/bgt/ogc/v1/collections/begroeidterreindeel/items", hoogstens: 40 },
];

pub(super) struct Kaart {
    vrager: Vrager,
    basis: String,
    headers: HeaderMap,
}

/// An area of the map, with the id that the BAG gives a building.
struct Stuk {
    id: Option<String>,
    vlakken: Vec<Veelhoek>,
}

impl Kaart {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let headers = bouw.headers(&[("accept", "application/geo+json")])?;
        let vrager = Vrager::nieuw(bouw)?;
        Ok(Self { vrager, basis: bouw.basis(), headers })
    }

    async fn vraag_kaart(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let panden: BTreeSet<&str> = vraag.schakels.waarden("pand").take(PANDEN_MAX).collect();
        if !panden.iter().all(|id| is_pand(id)) {
            return Err(BronFout::Onleesbaar("a building with an id that is none"));
        }
        let tekeningen = try_join_all(panden.iter().map(|id| self.teken(vraag, id, &panden))).await?;
        let tekeningen: Vec<Value> = tekeningen.into_iter().flatten().collect();
        Ok((!tekeningen.is_empty()).then(|| json!({ "tekeningen": tekeningen })))
    }

    /// `None` when the map does not have the building (yet).
    async fn teken(
        &self,
        vraag: Vraag<'_>,
        id: &str,
        eigen: &BTreeSet<&str>,
    ) -> Result<Option<Value>, BronFout> {
        let gevonden = self.haal(vraag, &PANDEN, &[("identificatie", id)]).await?;
        if gevonden.iter().any(|stuk| stuk.id.as_deref() != Some(id)) {
            return Err(BronFout::Onleesbaar("another building than was asked"));
        }
        let vlakken: Vec<Veelhoek> = gevonden.into_iter().flat_map(|stuk| stuk.vlakken).collect();
        let Some(pand) = Kader::om(&vlakken) else { return Ok(None) };
        if !pand.is_hoogstens(PAND_MAX) {
            return Err(BronFout::Onleesbaar("a building larger than any"));
        }
        let midden = pand.midden();
        let op = Kader::rond(midden).bbox();
        let percelen = self.haal(vraag, &PERCELEN, &[("bbox", &op), ("bbox-crs", CRS)]).await?;
        let perceel = percelen.into_iter().find(|stuk| stuk.vlakken.iter().any(|vlak| vlak.bevat(midden)));
        let kader = kader(pand, perceel.and_then(|stuk| Kader::om(&stuk.vlakken)));
        let bbox = kader.bbox();
        let parameters = [("bbox", bbox.as_str()), ("bbox-crs", CRS)];
        let lagen = OMGEVING.iter().map(|bron| async move {
            let stukken = self.haal(vraag, bron, &parameters).await?;
            Ok::<_, BronFout>(stukken.into_iter().map(|stuk| (bron.laag, stuk)))
        });
        let omgeving = try_join_all(lagen).await?.into_iter().flatten();
        // The building itself is there already: a crowded map might leave it out.
        let omgeving = omgeving.filter(|(_, stuk)| stuk.id.as_deref() != Some(id));
        let (zelf, buren): (Vec<_>, Vec<_>) = omgeving.partition(|(laag, stuk)| match *laag {
            "pand" => stuk.id.as_deref().is_some_and(|id| eigen.contains(id)),
            "perceel" => stuk.vlakken.iter().any(|vlak| vlak.bevat(midden)),
            _ => false,
        });
        let mut doek = Doek::nieuw(kader);
        doek.neem("pand", true, &vlakken);
        for (laag, stuk) in zelf {
            doek.neem(laag, true, &stuk.vlakken);
        }
        for (laag, stuk) in buren {
            doek.neem(laag, false, &stuk.vlakken);
        }
        Ok(Some(json!({"pand": id, "tekening": doek.features})))
    }

    async fn haal(
        &self,
        vraag: Vraag<'_>,
        bron: &Bron,
        parameters: &[(&str, &str)],
    ) -> Result<Vec<Stuk>, BronFout> {
        let mut url = Url::parse(&format!("{}{}", self.basis, bron.pad))
            .map_err(|_| BronFout::Onleesbaar("no URL for the map"))?;
        url.query_pairs_mut().extend_pairs(parameters).extend_pairs([
            ("crs", CRS),
            ("f", "json"),
            ("limit", &bron.hoogstens.to_string()),
        ]);
        let maak = || vraag.onderteken(self.vrager.http.get(url.clone()).headers(self.headers.clone()));
        let antwoord = self.vrager.vraag(maak).await?;
        // A collection that is not there (404) is a mistake of ours or theirs, not an empty map.
        let lichaam = json_of_niets(&antwoord)?.ok_or_else(|| afwijzing(&antwoord))?;
        stukken(&lichaam, bron.hoogstens)
    }
}

impl Koppelvlak for Kaart {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_kaart(vraag))
    }
}

/// The standard's own pattern: sixteen digits, of which the fifth and sixth say that it is a building.
fn is_pand(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|teken| teken.is_ascii_digit()) && id.get(4..6) == Some("10")
}

/// What is drawn: the building with some room around it, and its plot as far as that is not far away.
fn kader(pand: Kader, perceel: Option<Kader>) -> Kader {
    let rond = pand.met_rand(RAND);
    perceel.map_or(rond, |perceel| rond.met(perceel).en(pand.met_rand(RAND_MAX)))
}

/// The features of a collection, as far as they have an area.
fn stukken(lichaam: &Value, hoogstens: usize) -> Result<Vec<Stuk>, BronFout> {
    let features = lichaam.get("features").and_then(Value::as_array);
    match (lichaam.get("type").and_then(Value::as_str), features) {
        (Some("FeatureCollection"), Some(features)) if features.len() <= hoogstens => {
            features.iter().map(stuk).collect()
        }
        (Some("FeatureCollection"), Some(_)) => Err(BronFout::Onleesbaar("more features than were asked")),
        _ => Err(BronFout::Onleesbaar("no collection of features")),
    }
}

fn stuk(feature: &Value) -> Result<Stuk, BronFout> {
    let geometrie = feature.get("geometry").ok_or(BronFout::Onleesbaar("a feature without a geometry"))?;
    let id = feature.pointer("/properties/identificatie").and_then(Value::as_str).map(str::to_owned);
    Ok(Stuk { id, vlakken: veelhoeken(geometrie)? })
}

/// The drawing, as it fills.
struct Doek {
    kader: Kader,
    vlakken: usize,
    punten: usize,
    features: Vec<Value>,
}

impl Doek {
    fn nieuw(kader: Kader) -> Self {
        Self { kader, vlakken: 0, punten: 0, features: Vec::new() }
    }

    /// Adds what of it lies within the frame, when there is room for it.
    fn neem(&mut self, laag: &str, eigen: bool, vlakken: &[Veelhoek]) {
        let vlakken: Vec<Veelhoek> = vlakken.iter().filter_map(|vlak| vlak.binnen(self.kader)).collect();
        let (aantal, punten) =
            (self.vlakken + vlakken.len(), self.punten + vlakken.iter().map(Veelhoek::aantal).sum::<usize>());
        if vlakken.is_empty() || aantal > VLAKKEN_MAX || punten > PUNTEN_MAX {
            return;
        }
        (self.vlakken, self.punten) = (aantal, punten);
        let delen: Vec<Value> = vlakken.iter().map(Veelhoek::json).collect();
        self.features.push(json!({
            "type": "Feature",
            "properties": {"laag": laag, "eigen": eigen},
            "geometry": {"type": "MultiPolygon", "coordinates": delen},
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vierkant(x: f64, y: f64, maat: f64) -> Vec<Veelhoek> {
        let ring = json!([[x, y], [x + maat, y], [x + maat, y + maat], [x, y + maat], [x, y]]);
        veelhoeken(&json!({"type": "Polygon", "coordinates": [ring]})).unwrap()
    }

    #[test]
    fn only_an_id_of_a_building_is_asked() {
        assert!(is_pand("0518100000990101"));
        for anders in ["", "0518200000990101", "051810000099010", "0518100000990101&", "é"] {
            assert!(!is_pand(anders), "{anders}");
        }
    }

    #[test]
    fn takes_features_with_areas_and_no_other_answer() {
        let collectie = |features: Value| json!({"type": "FeatureCollection", "features": features});
        let punt = json!({"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [5, 52]}});
        assert!(stukken(&collectie(json!([punt])), 1).unwrap()[0].vlakken.is_empty());
        for anders in [
            json!({}),
            json!([]),
            json!({"type": "FeatureCollection"}),
            json!({"type": "Feature", "features": []}),
            collectie(json!([{}])),
            collectie(json!([punt, punt])),
            collectie(
                json!([{"geometry": {"type": "Polygon", "coordinates": [[[4, 52], [5, 52], [5, 53], [4, 52]]]}}]),
            ),
        ] {
            assert!(matches!(stukken(&anders, 1), Err(BronFout::Onleesbaar(_))), "{anders}");
        }
    }

    #[test]
    fn the_frame_holds_the_plot_but_no_field() {
        let om = |x: f64, maat: f64| Kader::om(&vierkant(x, 400_000.0, maat)).unwrap();
        let pand = om(100_000.0, 10.0);
        assert_eq!(kader(pand, None).bbox(), "99985.000,399985.000,100025.000,400025.000");
        let tuin = kader(pand, Some(om(99_990.0, 40.0))).bbox();
        assert_eq!(tuin, "99985.000,399985.000,100030.000,400040.000");
        let akker = kader(pand, Some(om(90_000.0, 30_000.0))).bbox();
        assert_eq!(akker, "99900.000,399985.000,100110.000,400110.000");
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let pand = Kader::om(&vierkant(100_000.0, 400_000.0, 10.0)).unwrap();
        let mut doek = Doek::nieuw(pand);
        doek.neem("weg", false, &vierkant(100_500.0, 400_000.0, 10.0));
        assert_eq!(doek.features, Vec::<Value>::new(), "outside the frame");
        for _ in 0..300 {
            doek.neem("pand", false, &vierkant(100_000.0, 400_000.0, 1.0));
        }
        assert_eq!(doek.features.len(), VLAKKEN_MAX);
        assert_eq!(doek.features[0]["properties"], json!({"laag": "pand", "eigen": false}));
    }
}
