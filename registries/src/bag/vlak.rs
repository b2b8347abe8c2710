//! Where a building stands and what its outline is, from a few measures. The BAG and the map draw with it.

use serde::Deserialize;

/// A point in RD metres (EPSG:28992).
pub(crate) type Punt = [f64; 2];

/// A spot and a direction: its own x runs along the street, its own y away from it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct Plaats {
    pub(crate) midden: Punt,
    /// Degrees, against the clock.
    pub(crate) draaiing: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Vorm {
    Rechthoek,
    /// An L: at the back only half of it goes on.
    Hoek,
}

/// What an outline is made from, in metres.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) struct Maten {
    pub(crate) vorm: Vorm,
    pub(crate) breedte: f64,
    pub(crate) diepte: f64,
}

impl Plaats {
    /// A closed ring, against the clock, of points seen from here.
    pub(crate) fn ring(&self, punten: &[Punt]) -> Vec<Punt> {
        punten.iter().chain(punten.first()).map(|punt| self.punt(*punt)).collect()
    }

    /// One point, as millimetres precise as the registries keep it.
    pub(crate) fn punt(&self, [x, y]: Punt) -> Punt {
        let (sinus, cosinus) = self.draaiing.to_radians().sin_cos();
        let [mx, my] = self.midden;
        [mx + x * cosinus - y * sinus, my + x * sinus + y * cosinus]
            .map(|maat| (maat * 1000.0).round() / 1000.0)
    }
}

impl Maten {
    /// The outline around its own middle.
    pub(crate) fn omtrek(&self) -> Vec<Punt> {
        let (x, y) = (self.breedte / 2.0, self.diepte / 2.0);
        match self.vorm {
            Vorm::Rechthoek => rechthoek([-x, -y], [x, y]),
            Vorm::Hoek => vec![[-x, -y], [x, -y], [x, y * 0.2], [0.0, y * 0.2], [0.0, y], [-x, y]],
        }
    }
}

/// From the lower left corner to the upper right one.
pub(crate) fn rechthoek([x0, y0]: Punt, [x1, y1]: Punt) -> Vec<Punt> {
    vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_and_closes_a_ring() {
        let plaats = Plaats { midden: [1000.0, 2000.0], draaiing: 90.0 };
        let maten = Maten { vorm: Vorm::Rechthoek, breedte: 4.0, diepte: 2.0 };
        let verwacht =
            [[1001.0, 1998.0], [1001.0, 2002.0], [999.0, 2002.0], [999.0, 1998.0], [1001.0, 1998.0]];
        assert_eq!(plaats.ring(&maten.omtrek()), verwacht);
    }
}
