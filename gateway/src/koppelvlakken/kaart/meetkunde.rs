//! Areas in RD metres: read from GeoJSON within limits, looked into, and cut off at the edge of the drawing.

use crate::koppelvlakken::BronFout;
use serde_json::{Value, json};

/// Where RD (EPSG:28992) holds, in metres. No other system in use has the Netherlands there, and with x and y
/// exchanged nothing is there either: whoever answers in another system is noticed.
const RD: [[f64; 2]; 2] = [[-7_000.0, 289_000.0], [300_000.0, 629_000.0]];
/// More than any outline of a building, a plot or a road.
const PUNTEN_MAX: usize = 20_000;

pub(super) type Punt = [f64; 2];
type Ring = Vec<Punt>;

/// A polygon: its outline, and then its holes. Without the last point, which repeats the first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Veelhoek(Vec<Ring>);

/// A box with its sides along the axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kader {
    laag: Punt,
    hoog: Punt,
}

/// The polygons of a GeoJSON geometry; what has no area (null, a point, a line) has none.
pub(super) fn veelhoeken(geometrie: &Value) -> Result<Vec<Veelhoek>, BronFout> {
    let fout = BronFout::Onleesbaar("a geometry of another form");
    let delen = geometrie.get("coordinates");
    let gelezen = match geometrie.get("type").and_then(Value::as_str) {
        Some("Polygon") => delen.and_then(veelhoek).map(|een| vec![een]),
        Some("MultiPolygon") => {
            delen.and_then(Value::as_array).and_then(|delen| delen.iter().map(veelhoek).collect())
        }
        Some("Point" | "MultiPoint" | "LineString" | "MultiLineString") => Some(Vec::new()),
        _ if geometrie.is_null() => Some(Vec::new()),
        _ => None,
    };
    let gelezen: Vec<Veelhoek> = gelezen.ok_or(fout)?;
    if gelezen.iter().flat_map(Veelhoek::punten).all(in_rd) {
        Ok(gelezen)
    } else {
        Err(BronFout::Onleesbaar("coordinates in another system"))
    }
}

fn veelhoek(ringen: &Value) -> Option<Veelhoek> {
    let ringen: Vec<Ring> = ringen.as_array()?.iter().map(ring).collect::<Option<_>>()?;
    (!ringen.is_empty()).then_some(Veelhoek(ringen))
}

fn ring(punten: &Value) -> Option<Ring> {
    let punten = punten.as_array().filter(|punten| (4..=PUNTEN_MAX).contains(&punten.len()))?;
    let mut ring: Ring = punten.iter().map(punt).collect::<Option<_>>()?;
    ring.pop();
    Some(ring)
}

/// A height after the two is left out.
fn punt(waarde: &Value) -> Option<Punt> {
    Some([waarde.get(0)?.as_f64()?, waarde.get(1)?.as_f64()?])
}

fn in_rd(punt: &Punt) -> bool {
    let [laag, hoog] = RD;
    Kader { laag, hoog }.bevat(*punt)
}

impl Veelhoek {
    fn punten(&self) -> impl Iterator<Item = &Punt> {
        self.0.iter().flatten()
    }

    /// How many points it has when it is written out.
    pub(super) fn aantal(&self) -> usize {
        self.0.iter().map(|ring| ring.len() + 1).sum()
    }

    /// Inside the outline and in no hole: a line to the right crosses the rings an odd number of times.
    pub(super) fn bevat(&self, [x, y]: Punt) -> bool {
        let snijdt = |([ax, ay], [bx, by]): (Punt, Punt)| {
            (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
        };
        self.0.iter().flat_map(|ring| zijden(ring)).filter(|zijde| snijdt(*zijde)).count() % 2 == 1
    }

    /// What of it lies within the box; `None` when nothing does.
    pub(super) fn binnen(&self, kader: Kader) -> Option<Veelhoek> {
        let mut ringen = self.0.iter().map(|ring| kader.knip(ring));
        let omtrek = ringen.next().filter(|ring| ring.len() > 2)?;
        Some(Veelhoek(std::iter::once(omtrek).chain(ringen.filter(|ring| ring.len() > 2)).collect()))
    }

    /// GeoJSON coordinates, precise to a millimetre.
    pub(super) fn json(&self) -> Value {
        let punt = |[x, y]: &Punt| json!([(x * 1000.0).round() / 1000.0, (y * 1000.0).round() / 1000.0]);
        self.0.iter().map(|ring| ring.iter().chain(ring.first()).map(punt).collect::<Value>()).collect()
    }
}

impl Kader {
    /// Around everything; `None` when there is nothing.
    pub(super) fn om(veelhoeken: &[Veelhoek]) -> Option<Self> {
        let punten = || veelhoeken.iter().flat_map(Veelhoek::punten);
        punten().next()?;
        let laag = punten().fold([f64::INFINITY; 2], |[x, y], [a, b]| [x.min(*a), y.min(*b)]);
        let hoog = punten().fold([f64::NEG_INFINITY; 2], |[x, y], [a, b]| [x.max(*a), y.max(*b)]);
        Some(Self { laag, hoog })
    }

    pub(super) fn met_rand(self, meters: f64) -> Self {
        Self { laag: self.laag.map(|maat| maat - meters), hoog: self.hoog.map(|maat| maat + meters) }
    }

    /// The smallest box around both.
    pub(super) fn met(self, ander: Self) -> Self {
        let [[ax, ay], [bx, by]] = [self.laag, ander.laag];
        let [[cx, cy], [dx, dy]] = [self.hoog, ander.hoog];
        Self { laag: [ax.min(bx), ay.min(by)], hoog: [cx.max(dx), cy.max(dy)] }
    }

    /// What both have, when they overlap.
    pub(super) fn en(self, ander: Self) -> Self {
        let [[ax, ay], [bx, by]] = [self.laag, ander.laag];
        let [[cx, cy], [dx, dy]] = [self.hoog, ander.hoog];
        Self { laag: [ax.max(bx), ay.max(by)], hoog: [cx.min(dx), cy.min(dy)] }
    }

    pub(super) fn midden(self) -> Punt {
        let [[x0, y0], [x1, y1]] = [self.laag, self.hoog];
        [f64::midpoint(x0, x1), f64::midpoint(y0, y1)]
    }

    /// A box of a few centimetres around a point.
    pub(super) fn rond([x, y]: Punt) -> Self {
        Self { laag: [x, y], hoog: [x, y] }.met_rand(0.05)
    }

    pub(super) fn is_hoogstens(self, meters: f64) -> bool {
        self.laag.iter().zip(self.hoog).all(|(laag, hoog)| hoog - laag <= meters)
    }

    fn bevat(self, punt: Punt) -> bool {
        let maten = self.laag.iter().zip(self.hoog).zip(punt);
        maten.into_iter().all(|((laag, hoog), maat)| *laag <= maat && maat <= hoog)
    }

    /// As OGC API Features takes it in `bbox`.
    pub(super) fn bbox(self) -> String {
        let [[x0, y0], [x1, y1]] = [self.laag, self.hoog];
        format!("{x0:.3},{y0:.3},{x1:.3},{y1:.3}")
    }

    /// Cuts a ring off at the four sides, one after the other (Sutherland and Hodgman).
    fn knip(self, ring: &[Punt]) -> Ring {
        let [[x0, y0], [x1, y1]] = [self.laag, self.hoog];
        // How far a point is inside each side.
        let maten: [&dyn Fn(Punt) -> f64; 4] =
            [&|[x, _]| x - x0, &|[_, y]| y - y0, &|[x, _]| x1 - x, &|[_, y]| y1 - y];
        maten.iter().fold(ring.to_vec(), |ring, over| {
            zijden(&ring).flat_map(|(a, b)| knip_zijde(a, b, over(a), over(b))).collect()
        })
    }
}

/// What stays of the side from `a` to `b`: `a` when it is inside, and where the side crosses the edge.
fn knip_zijde(a: Punt, b: Punt, over_a: f64, over_b: f64) -> Vec<Punt> {
    let mut blijft = Vec::new();
    if over_a >= 0.0 {
        blijft.push(a);
    }
    if (over_a < 0.0) != (over_b < 0.0) {
        let deel = over_a / (over_a - over_b);
        let [[ax, ay], [bx, by]] = [a, b];
        blijft.push([ax + (bx - ax) * deel, ay + (by - ay) * deel]);
    }
    blijft
}

fn zijden(ring: &[Punt]) -> impl Iterator<Item = (Punt, Punt)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vierkant(x: f64, y: f64, maat: f64) -> Ring {
        vec![[x, y], [x + maat, y], [x + maat, y + maat], [x, y + maat]]
    }

    /// With a hole in the middle.
    fn ring_van_tien() -> Veelhoek {
        Veelhoek(vec![vierkant(100_000.0, 400_000.0, 10.0), vierkant(100_004.0, 400_004.0, 2.0)])
    }

    #[test]
    fn reads_what_it_writes_and_refuses_the_rest() {
        let heen = ring_van_tien();
        assert_eq!(heen.aantal(), 10);
        let lees = |soort: &str, delen: Value| veelhoeken(&json!({"type": soort, "coordinates": delen}));
        assert_eq!(lees("Polygon", heen.json()), Ok(vec![heen.clone()]));
        assert_eq!(lees("MultiPolygon", json!([heen.json(), heen.json()])).unwrap().len(), 2);
        assert_eq!(lees("Point", json!([5.0, 52.0])), Ok(Vec::new()));
        assert_eq!(veelhoeken(&Value::Null), Ok(Vec::new()));
        for anders in [json!([]), json!([[]]), json!([[[1, 2], [3, 4], [1, 2]]]), json!("x"), json!(null)] {
            assert!(matches!(lees("Polygon", anders), Err(BronFout::Onleesbaar(_))));
        }
        assert!(lees("CurvePolygon", heen.json()).is_err());
    }

    #[test]
    fn notices_another_coordinate_system() {
        for (x, y) in [(4.3, 52.08), (52.08, 4.3), (480_000.0, 6_800_000.0), (400_000.0, 100_000.0)] {
            let ring = Veelhoek(vec![vierkant(x, y, 0.001)]).json();
            let gelezen = veelhoeken(&json!({"type": "Polygon", "coordinates": ring}));
            assert_eq!(gelezen, Err(BronFout::Onleesbaar("coordinates in another system")), "{x} {y}");
        }
    }

    #[test]
    fn a_hole_is_not_inside() {
        let ring = ring_van_tien();
        assert!(ring.bevat([100_001.0, 400_001.0]));
        assert!(!ring.bevat([100_005.0, 400_005.0]));
        assert!(!ring.bevat([100_011.0, 400_001.0]));
    }

    #[test]
    fn what_sticks_out_is_cut_off() {
        let kader = Kader::om(&[Veelhoek(vec![vierkant(100_005.0, 399_990.0, 13.0)])]).unwrap();
        let rest = ring_van_tien().binnen(kader).unwrap();
        assert_eq!(
            Kader::om(std::slice::from_ref(&rest)).unwrap().bbox(),
            "100005.000,400000.000,100010.000,400003.000"
        );
        assert_eq!(rest.0.len(), 1, "the hole lies outside");
        assert_eq!(ring_van_tien().binnen(Kader::rond([100_050.0, 400_000.0])), None);
        let heel = ring_van_tien();
        assert_eq!(heel.binnen(Kader::om(std::slice::from_ref(&heel)).unwrap().met_rand(1.0)), Some(heel));
    }

    #[test]
    fn boxes_grow_and_shrink() {
        let kader = |x: f64, maat: f64| Kader { laag: [x, x], hoog: [x + maat, x + maat] };
        assert_eq!(kader(0.0, 2.0).met(kader(1.0, 5.0)), kader(0.0, 6.0));
        assert_eq!(kader(0.0, 2.0).en(kader(1.0, 5.0)), kader(1.0, 1.0));
        assert_eq!(Kader::rond(kader(0.0, 2.0).midden()).bbox(), "0.950,0.950,1.050,1.050");
        assert!(kader(0.0, 2.0).is_hoogstens(2.0) && !kader(0.0, 2.0).is_hoogstens(1.9));
    }
}
