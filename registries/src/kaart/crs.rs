//! The two coordinate systems of the map, and the way from one to the other.

use crate::bag::vlak::Punt;
use serde_json::{Value, json};

/// How the standard names them; the first is what it takes when nothing is asked.
pub(super) const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
pub(super) const RD: &str = "http://www.opengis.net/def/crs/EPSG/0/28992";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Crs {
    Crs84,
    Rd,
}

impl Crs {
    pub(super) fn lees(uri: &str) -> Option<Self> {
        match uri {
            CRS84 => Some(Crs::Crs84),
            RD => Some(Crs::Rd),
            _ => None,
        }
    }

    pub(super) const fn uri(self) -> &'static str {
        match self {
            Crs::Crs84 => CRS84,
            Crs::Rd => RD,
        }
    }

    /// A point that is kept in RD.
    fn van_rd(self, punt: Punt) -> Punt {
        match self {
            Crs::Crs84 => lengte_breedte(punt),
            Crs::Rd => punt,
        }
    }

    /// The outer ring of a feature that is kept in RD.
    pub(super) fn ring(self, feature: &Value) -> Vec<Punt> {
        let punten = feature["geometry"]["coordinates"][0].as_array();
        punten.into_iter().flatten().filter_map(punt).map(|punt| self.van_rd(punt)).collect()
    }

    /// The same feature in this system.
    pub(super) fn feature(self, mut feature: Value) -> Value {
        let ring = self.ring(&feature);
        feature["geometry"]["coordinates"] = json!([ring]);
        feature
    }
}

fn punt(waarde: &Value) -> Option<Punt> {
    Some([waarde.get(0)?.as_f64()?, waarde.get(1)?.as_f64()?])
}

/// From RD to longitude and latitude with the polynomials of Schreutelkamp and Strang van Hees (2001), which are right
/// to some decimetres: each term is a power of x, a power of y and a factor in seconds of arc.
fn lengte_breedte([x, y]: Punt) -> Punt {
    const LENGTE: [(i32, i32, f64); 12] = [
        (1, 0, 5_260.529_16),
        (1, 1, 105.946_84),
        (1, 2, 2.456_56),
        (3, 0, -0.818_85),
        (1, 3, 0.055_94),
        (3, 1, -0.056_07),
        (0, 1, 0.011_99),
        (3, 2, -0.002_56),
        (1, 4, 0.001_28),
        (0, 2, 0.000_22),
        (2, 0, -0.000_22),
        (5, 0, 0.000_26),
    ];
    const BREEDTE: [(i32, i32, f64); 11] = [
        (0, 1, 3_235.653_89),
        (2, 0, -32.582_97),
        (0, 2, -0.247_50),
        (2, 1, -0.849_78),
        (0, 3, -0.065_50),
        (2, 2, -0.017_09),
        (1, 0, -0.007_38),
        (4, 0, 0.005_30),
        (2, 3, -0.000_39),
        (4, 1, 0.000_33),
        (1, 1, -0.000_12),
    ];
    let (dx, dy) = ((x - 155_000.0) * 1e-5, (y - 463_000.0) * 1e-5);
    let som = |termen: &[(i32, i32, f64)]| -> f64 {
        termen.iter().map(|(p, q, factor)| factor * dx.powi(*p) * dy.powi(*q)).sum::<f64>() / 3600.0
    };
    [5.387_206_21 + som(&LENGTE), 52.155_174_40 + som(&BREEDTE)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_two_church_towers_stand() {
        for (rd, [lengte, breedte]) in [
            ([155_000.0, 463_000.0], [5.387_206, 52.155_174]),
            ([233_883.131, 582_065.167], [6.568_200, 53.219_383]),
        ] {
            let [l, b] = lengte_breedte(rd);
            assert!((l - lengte).abs() < 1e-5 && (b - breedte).abs() < 1e-5, "{l} {b}");
        }
    }
}
