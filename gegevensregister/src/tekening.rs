//! A small map: GeoJSON features with areas in metres, as `properties` say of what (`laag`) and whether the drawing is
//! about it (`eigen`), become areas in whole centimetres. Bounded, because it comes from outside and is drawn in a
//! browser: anything beyond the bounds is not understood as a whole, for half a map misleads.

use contract::klantbeeld::{Laag, Vlak, Waarde};
use serde_json::Value;

const VLAKKEN_MAX: usize = 200;
const PUNTEN_MAX: usize = 5000;
/// How wide and how high, in metres.
const MAAT_MAX: f64 = 2000.0;
const CENTIMETERS: f64 = 100.0;

type Punt = [f64; 2];

/// A polygon, before it has its place in the drawing.
struct Ruw {
    laag: Laag,
    eigen: bool,
    ringen: Vec<Vec<Punt>>,
}

/// No features is no drawing.
pub(crate) fn lees(waarde: &Value) -> Option<Waarde> {
    match waarde.as_array() {
        Some(features) if features.is_empty() => None,
        Some(features) => Some(teken(features).unwrap_or(Waarde::NietBegrepen)),
        None => Some(Waarde::NietBegrepen),
    }
}

fn teken(features: &[Value]) -> Option<Waarde> {
    let (mut ruw, mut punten): (Vec<Ruw>, usize) = (Vec::new(), 0);
    for feature in features {
        for ringen in veelhoeken(feature)? {
            punten += ringen.iter().map(Vec::len).sum::<usize>();
            if ruw.len() == VLAKKEN_MAX || punten > PUNTEN_MAX {
                return None;
            }
            let (laag, eigen) = eigenschappen(feature)?;
            ruw.push(Ruw { laag, eigen, ringen });
        }
    }
    let hoek = hoek(&ruw)?;
    let vlakken = ruw.into_iter().map(|vlak| Vlak {
        laag: vlak.laag,
        eigen: vlak.eigen,
        ringen: vlak
            .ringen
            .iter()
            .map(|ring| ring.iter().map(|punt| verschuif(*punt, hoek)).collect())
            .collect(),
    });
    Some(Waarde::Tekening { vlakken: vlakken.collect() })
}

fn eigenschappen(feature: &Value) -> Option<(Laag, bool)> {
    let eigenschappen = feature.get("properties")?;
    let laag = match eigenschappen.get("laag")?.as_str()? {
        "perceel" => Laag::Perceel,
        "pand" => Laag::Pand,
        "weg" => Laag::Weg,
        "water" => Laag::Water,
        "groen" => Laag::Groen,
        _ => Laag::Anders,
    };
    Some((laag, eigenschappen.get("eigen")?.as_bool()?))
}

/// The polygons of a feature, each a list of rings.
fn veelhoeken(feature: &Value) -> Option<Vec<Vec<Vec<Punt>>>> {
    let geometrie = feature.get("geometry")?;
    let delen = geometrie.get("coordinates")?;
    match geometrie.get("type")?.as_str()? {
        "Polygon" => Some(vec![veelhoek(delen)?]),
        "MultiPolygon" if delen.as_array()?.len() <= VLAKKEN_MAX => {
            delen.as_array()?.iter().map(veelhoek).collect()
        }
        _ => None,
    }
}

fn veelhoek(ringen: &Value) -> Option<Vec<Vec<Punt>>> {
    let ringen = ringen.as_array().filter(|ringen| !ringen.is_empty() && ringen.len() <= PUNTEN_MAX)?;
    ringen.iter().map(ring).collect()
}

/// A ring, without the last point that repeats the first. A drawing that goes not round is none.
fn ring(punten: &Value) -> Option<Vec<Punt>> {
    let punten = punten.as_array().filter(|punten| (4..=PUNTEN_MAX).contains(&punten.len()))?;
    let mut ring: Vec<Punt> = punten.iter().map(punt).collect::<Option<_>>()?;
    let laatste = ring.pop()?;
    let eerste = ring.first()?;
    let dicht = eerste.iter().zip(laatste).all(|(eerste, laatste)| (eerste - laatste).abs() < 0.001);
    dicht.then_some(ring)
}

/// The first two numbers; a height is left out.
fn punt(waarde: &Value) -> Option<Punt> {
    let getal = |plek: usize| waarde.get(plek)?.as_f64().filter(|getal| getal.is_finite());
    Some([getal(0)?, getal(1)?])
}

/// The lower left corner of everything, when everything is not too large.
fn hoek(vlakken: &[Ruw]) -> Option<Punt> {
    let punten = || vlakken.iter().flat_map(|vlak| vlak.ringen.iter().flatten());
    let laagste = punten().fold([f64::INFINITY; 2], |[x, y], [a, b]| [x.min(*a), y.min(*b)]);
    let hoogste = punten().fold([f64::NEG_INFINITY; 2], |[x, y], [a, b]| [x.max(*a), y.max(*b)]);
    let past = laagste.iter().zip(hoogste).all(|(laag, hoog)| hoog - laag <= MAAT_MAX);
    (past && !vlakken.is_empty()).then_some(laagste)
}

#[expect(clippy::cast_possible_truncation, reason = "at most MAAT_MAX in centimetres, which `hoek` saw to")]
fn verschuif([x, y]: Punt, [x0, y0]: Punt) -> (i32, i32) {
    (((x - x0) * CENTIMETERS).round() as i32, ((y - y0) * CENTIMETERS).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn vierkant(x: f64, y: f64, maat: f64) -> Value {
        json!([[x, y], [x + maat, y], [x + maat, y + maat], [x, y + maat], [x, y]])
    }

    fn feature(laag: &str, eigen: bool, soort: &str, coordinates: Value) -> Value {
        json!({
            "type": "Feature",
            "properties": {"laag": laag, "eigen": eigen},
            "geometry": {"type": soort, "coordinates": coordinates},
        })
    }

    fn pand(ring: Value) -> Value {
        feature("pand", true, "Polygon", json!([ring]))
    }

    #[test]
    fn areas_stand_in_centimetres_from_the_lower_left_corner_of_all() {
        let met_gat = json!([vierkant(81_880.0, 454_920.0, 10.0), vierkant(81_884.0, 454_924.0, 2.0)]);
        let twee = json!([[vierkant(81_875.5, 454_918.25, 1.0)], [vierkant(81_900.0, 454_930.0, 1.0)]]);
        let features = json!([
            feature("perceel", true, "Polygon", met_gat),
            feature("brug", false, "MultiPolygon", twee)
        ]);
        let Some(Waarde::Tekening { vlakken }) = lees(&features) else { panic!("no drawing") };
        let lagen: Vec<(Laag, bool, usize)> =
            vlakken.iter().map(|vlak| (vlak.laag, vlak.eigen, vlak.ringen.len())).collect();
        assert_eq!(lagen, [(Laag::Perceel, true, 2), (Laag::Anders, false, 1), (Laag::Anders, false, 1)]);
        assert_eq!(vlakken[0].ringen[0], [(450, 175), (1450, 175), (1450, 1175), (450, 1175)]);
        assert_eq!(vlakken[1].ringen[0][0], (0, 0));
    }

    #[test]
    fn what_is_no_map_is_not_understood() {
        let open = json!([[0, 0], [1, 0], [1, 1], [0, 1]]);
        for anders in [
            json!("kaart"),
            json!([7]),
            json!([{}]),
            json!([pand(open)]),
            json!([pand(json!([[0, 0], [1, 0], [0, 0]]))]),
            json!([pand(json!([[0, 0], [1, "0"], [1, 1], [0, 0]]))]),
            json!([feature("pand", true, "Point", json!([1, 2]))]),
            json!([feature("pand", true, "Polygon", json!([]))]),
            json!([feature("pand", true, "MultiPolygon", json!([]))]),
            json!([{"properties": {"laag": "pand"}, "geometry": {"type": "Polygon", "coordinates": [vierkant(0.0, 0.0, 1.0)]}}]),
            json!([pand(vierkant(0.0, 0.0, 1.0)), pand(vierkant(2000.0, 0.0, 1.0))]),
        ] {
            assert_eq!(lees(&anders), Some(Waarde::NietBegrepen), "{anders}");
        }
        assert_eq!(lees(&json!([])), None);
    }

    #[test]
    fn more_than_can_be_drawn_is_not_understood() {
        let huisje = pand(vierkant(0.0, 0.0, 1.0));
        assert!(matches!(lees(&json!(vec![huisje.clone(); 200])), Some(Waarde::Tekening { .. })));
        assert_eq!(lees(&json!(vec![huisje; 201])), Some(Waarde::NietBegrepen));
        let mut lang = vec![json!([0, 0]); 4999];
        lang.extend([json!([1, 1]), json!([0, 0])]);
        let lang = |punten: usize| json!([pand(json!(lang[5001 - punten..]))]);
        assert!(matches!(lees(&lang(5000)), Some(Waarde::Tekening { .. })));
        assert_eq!(lees(&lang(5001)), Some(Waarde::NietBegrepen));
    }

    proptest! {
        #[test]
        fn no_numbers_make_it_panic(ring in prop::collection::vec((any::<f64>(), any::<f64>()), 0..8)) {
            let mut punten: Vec<Value> = ring.iter().map(|(x, y)| json!([x, y])).collect();
            punten.extend(punten.first().cloned());
            if let Some(Waarde::Tekening { vlakken }) = lees(&json!([pand(json!(punten))])) {
                let alle = vlakken.iter().flat_map(|vlak| vlak.ringen.iter().flatten());
                prop_assert!(alle.into_iter().all(|(x, y)| (0..=200_000).contains(x) && (0..=200_000).contains(y)));
            }
        }
    }
}
