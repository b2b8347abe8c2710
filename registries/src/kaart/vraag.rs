//! The parameters of `/items`, and which features they select.

use super::collectie::Collectie;
use super::crs::Crs;
use crate::bag::vlak::Punt;
use serde_json::Value;

const LIMIET: usize = 10;
/// More is not given at once; asking for more is no mistake.
const LIMIET_MAX: usize = 1000;

#[derive(Debug)]
pub(super) struct Vraag {
    pub(super) crs: Crs,
    pub(super) limiet: usize,
    /// How many features the earlier pages had.
    pub(super) vanaf: usize,
    bbox: Option<[f64; 4]>,
    bbox_crs: Crs,
    /// Members of `properties` and what they must be.
    eigenschappen: Vec<(String, String)>,
}

impl Vraag {
    /// The error names the parameter.
    pub(super) fn lees(query: &str, collectie: &Collectie) -> Result<Self, String> {
        let mut vraag = Vraag {
            crs: Crs::Crs84,
            limiet: LIMIET,
            vanaf: 0,
            bbox: None,
            bbox_crs: Crs::Crs84,
            eigenschappen: Vec::new(),
        };
        for (naam, waarde) in url::form_urlencoded::parse(query.as_bytes()) {
            vraag.neem(&naam, &waarde, collectie).ok_or_else(|| naam.into_owned())?;
        }
        Ok(vraag)
    }

    fn neem(&mut self, naam: &str, waarde: &str, collectie: &Collectie) -> Option<()> {
        match naam {
            "f" => return (waarde == "json").then_some(()),
            // The features say nothing about time, so every time selects all of them.
            "datetime" => return (!waarde.is_empty()).then_some(()),
            "crs" => self.crs = Crs::lees(waarde)?,
            "bbox-crs" => self.bbox_crs = Crs::lees(waarde)?,
            "bbox" => self.bbox = Some(bbox(waarde)?),
            "limit" => self.limiet = waarde.parse().ok().filter(|limiet| *limiet > 0)?,
            "cursor" => self.vanaf = waarde.parse().ok()?,
            _ if collectie.zoekbaar.contains(&naam) => self.eigenschappen.push((naam.into(), waarde.into())),
            _ => return None,
        }
        self.limiet = self.limiet.min(LIMIET_MAX);
        Some(())
    }

    pub(super) fn kiest(&self, feature: &Value) -> bool {
        let gelijk = |(naam, waarde): &(String, String)| feature["properties"][naam] == waarde.as_str();
        self.eigenschappen.iter().all(gelijk)
            && self.bbox.is_none_or(|bbox| raakt(&self.bbox_crs.ring(feature), bbox))
    }
}

/// Four numbers, or six of which the heights are left out.
fn bbox(tekst: &str) -> Option<[f64; 4]> {
    let getallen: Result<Vec<f64>, _> = tekst.split(',').map(str::parse).collect();
    let ([x0, y0, x1, y1] | [x0, y0, _, x1, y1, _]) = getallen.ok()?[..] else { return None };
    let goed = [x0, y0, x1, y1].iter().all(|getal| getal.is_finite()) && x0 <= x1 && y0 <= y1;
    goed.then_some([x0, y0, x1, y1])
}

/// Whether a ring and a box have something in common: cut off by the four sides of the box, is anything left?
fn raakt(ring: &[Punt], [x0, y0, x1, y1]: [f64; 4]) -> bool {
    let zijden: [fn(Punt) -> f64; 4] = [|[x, _]| x, |[_, y]| y, |[x, _]| -x, |[_, y]| -y];
    let grenzen = [x0, y0, -x1, -y1];
    let rest = zijden.iter().zip(grenzen).fold(ring.to_vec(), |ring, (maat, grens)| {
        let over = |punt: Punt| maat(punt) - grens;
        let mut uit = Vec::new();
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (da, db) = (over(*a), over(*b));
            if da >= 0.0 {
                uit.push(*a);
            }
            if (da < 0.0) != (db < 0.0) {
                let deel = da / (da - db);
                uit.push([a[0] + (b[0] - a[0]) * deel, a[1] + (b[1] - a[1]) * deel]);
            }
        }
        uit
    });
    !rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_selects_what_it_touches_and_nothing_else() {
        let hoek = [[0.0, 0.0], [10.0, 0.0], [10.0, 4.0], [4.0, 4.0], [4.0, 10.0], [0.0, 10.0], [0.0, 0.0]];
        for (bbox, verwacht) in [
            ([1.0, 1.0, 2.0, 2.0], true),
            ([-5.0, -5.0, 20.0, 20.0], true),
            ([10.0, 4.0, 12.0, 12.0], true),
            ([5.0, 5.0, 9.0, 9.0], false),
            ([11.0, 0.0, 12.0, 1.0], false),
        ] {
            assert_eq!(raakt(&hoek, bbox), verwacht, "{bbox:?}");
        }
    }

    #[test]
    fn a_box_is_four_or_six_numbers_from_low_to_high() {
        assert_eq!(bbox("1,2,3,4"), Some([1.0, 2.0, 3.0, 4.0]));
        assert_eq!(bbox("1,2,0,3,4,9"), Some([1.0, 2.0, 3.0, 4.0]));
        for anders in ["", "1,2,3", "3,2,1,4", "1,2,3,NaN", "a,b,c,d"] {
            assert_eq!(bbox(anders), None, "{anders}");
        }
    }
}
