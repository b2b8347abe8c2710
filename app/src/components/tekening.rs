//! A small map: plots, buildings and the ground around them, seen from above. Drawn here, so that nobody is asked for a map
//! and nobody learns where the reader lives.

use crate::klantbeeld::lezer::Lezer;
use crate::taal::{td_string, vul};
use contract::Taal;
use contract::klantbeeld::{Laag, Vlak};
use leptos::prelude::*;
use std::fmt::Write as _;

/// From the ground up: what comes later is drawn over what came before.
const LAGEN: [Laag; 6] = [Laag::Anders, Laag::Groen, Laag::Water, Laag::Weg, Laag::Perceel, Laag::Pand];

/// One kind of area with the outline of all of its kind, as an SVG path.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Soort {
    laag: Laag,
    eigen: bool,
    pad: String,
}

/// The drawing in centimetres, with y down as SVG has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Schets {
    kader: String,
    soorten: Vec<Soort>,
    /// The scale bar, and how many metres it stands for.
    balk: String,
    meter: i64,
}

/// The drawing of a gegeven that is called `naam`. Nothing when there is nothing to draw.
pub fn tekening(naam: &str, vlakken: &[Vlak], lezer: Lezer) -> Option<AnyView> {
    let Schets { kader, soorten, balk, meter } = schets(vlakken)?;
    let namen: Vec<String> = soorten.iter().map(|soort| soortnaam(soort, lezer.0).to_owned()).collect();
    let waarden = [("naam", naam), ("wat", &lezer.opsomming(&namen))];
    let alt = vul(td_string!(lezer.0, gegeven.tekening.alt), &waarden);
    let schaal = vul(td_string!(lezer.0, gegeven.tekening.schaal), &[("meter", &meter.to_string())]);
    let vlak = |klasse: String, pad: String| {
        view! { <path class=klasse d=pad fill-rule="evenodd"></path> }.into_any()
    };
    let legenda = soorten.iter().zip(namen).map(|(soort, naam)| {
        let blokje = vlak(klasse(soort), "M2 2h20v12H2z".into());
        view! {
            <li>
                <svg width="24" height="16" viewBox="0 0 24 16" aria-hidden="true" focusable="false">
                    {blokje}
                </svg>
                <span>{naam}</span>
            </li>
        }
        .into_any()
    });
    let legenda = legenda.collect_view();
    let vlakken = soorten.iter().map(|soort| vlak(klasse(soort), soort.pad.clone())).collect_view();
    let beeld = view! {
        <figure class="kb-tekening">
            <svg class="kb-tekening__beeld" role="img" aria-label=alt viewBox=kader focusable="false">
                {vlakken}
                {vlak("kb-tekening__balk".into(), balk)}
            </svg>
            <figcaption>
                <ul>{legenda}</ul>
                <p>{schaal}</p>
            </figcaption>
        </figure>
    };
    Some(beeld.into_any())
}

fn klasse(soort: &Soort) -> String {
    let laag = match soort.laag {
        Laag::Perceel => "perceel",
        Laag::Pand => "pand",
        Laag::Weg => "weg",
        Laag::Water => "water",
        Laag::Groen => "groen",
        Laag::Anders => "anders",
    };
    let eigen = if soort.eigen { " kb-tekening--eigen" } else { "" };
    ["kb-tekening__vlak kb-tekening--", laag, eigen].concat()
}

fn soortnaam(soort: &Soort, taal: Taal) -> &'static str {
    match (soort.laag, soort.eigen) {
        (Laag::Perceel, true) => td_string!(taal, gegeven.tekening.eigen_perceel),
        (Laag::Perceel, false) => td_string!(taal, gegeven.tekening.perceel),
        (Laag::Pand, true) => td_string!(taal, gegeven.tekening.eigen_pand),
        (Laag::Pand, false) => td_string!(taal, gegeven.tekening.pand),
        (Laag::Weg, _) => td_string!(taal, gegeven.tekening.weg),
        (Laag::Water, _) => td_string!(taal, gegeven.tekening.water),
        (Laag::Groen, _) => td_string!(taal, gegeven.tekening.groen),
        (Laag::Anders, _) => td_string!(taal, gegeven.tekening.anders),
    }
}

fn schets(vlakken: &[Vlak]) -> Option<Schets> {
    let punten = || vlakken.iter().flat_map(|vlak| &vlak.ringen).flatten().copied();
    // An i64 holds any sum of two i32.
    let (links, rechts) =
        (punten().map(|(x, _)| i64::from(x)).min()?, punten().map(|(x, _)| i64::from(x)).max()?);
    let (onder, boven) =
        (punten().map(|(_, y)| i64::from(y)).min()?, punten().map(|(_, y)| i64::from(y)).max()?);
    let breedte = (rechts - links).max(1);
    let rand = breedte / 40 + 1;
    let meter = ronde_lengte(breedte / 300);
    // Under the drawing, in a strip of its own.
    let voet = -onder + 3 * rand;
    let balk = format!("M{links} {}v{rand}h{}v-{rand}", voet - rand, meter * 100);
    let hoogte = (boven - onder) + 5 * rand;
    Some(Schets {
        kader: format!("{} {} {} {hoogte}", links - rand, -boven - rand, breedte + 2 * rand),
        soorten: LAGEN
            .iter()
            .flat_map(|laag| [false, true].map(|eigen| (*laag, eigen)))
            .filter_map(|(laag, eigen)| {
                let mut pad = String::new();
                let van = vlakken.iter().filter(|vlak| vlak.laag == laag && vlak.eigen == eigen);
                van.flat_map(|vlak| &vlak.ringen).for_each(|ring| schrijf(&mut pad, ring));
                (!pad.is_empty()).then_some(Soort { laag, eigen, pad })
            })
            .collect(),
        balk,
        meter,
    })
}

/// A ring as a closed part of a path.
fn schrijf(pad: &mut String, ring: &[(i32, i32)]) {
    for (nummer, (x, y)) in ring.iter().enumerate() {
        // Writing to a text does not fail.
        let _ = write!(pad, "{}{x} {}", if nummer == 0 { 'M' } else { 'L' }, -i64::from(*y));
    }
    if !ring.is_empty() {
        pad.push('Z');
    }
}

/// The longest of 1, 2, 5, 10, 20, 50 … that is not longer than this; at least 1.
fn ronde_lengte(hoogstens: i64) -> i64 {
    let mut lengte = 1;
    for stap in [2, 5, 10, 20, 50, 100, 200, 500, 1000] {
        if stap <= hoogstens {
            lengte = stap;
        }
    }
    lengte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vlak(laag: Laag, eigen: bool, ringen: &[&[(i32, i32)]]) -> Vlak {
        Vlak { laag, eigen, ringen: ringen.iter().map(|ring| ring.to_vec()).collect() }
    }

    #[test]
    fn north_is_up_and_everything_is_inside_the_frame() {
        let pand = vlak(Laag::Pand, true, &[&[(0, 0), (4000, 0), (4000, 2000)]]);
        let schets = schets(&[pand]).unwrap();
        assert_eq!(schets.soorten[0].pad, "M0 0L4000 0L4000 -2000Z");
        assert_eq!(schets.kader, "-101 -2101 4202 2505");
        assert_eq!((schets.meter, schets.balk.as_str()), (10, "M0 202v101h1000v-101"));
    }

    #[test]
    fn what_stands_on_the_ground_is_drawn_over_it_and_the_own_over_the_others() {
        let ring: &[(i32, i32)] = &[(0, 0), (1, 0), (1, 1)];
        let vlakken = [
            (Laag::Pand, true),
            (Laag::Weg, false),
            (Laag::Pand, false),
            (Laag::Perceel, true),
            (Laag::Pand, false),
        ];
        let vlakken = vlakken.map(|(laag, eigen)| vlak(laag, eigen, &[ring]));
        let soorten: Vec<_> =
            schets(&vlakken).unwrap().soorten.iter().map(|soort| (soort.laag, soort.eigen)).collect();
        assert_eq!(
            soorten,
            [(Laag::Weg, false), (Laag::Perceel, true), (Laag::Pand, false), (Laag::Pand, true)]
        );
    }

    #[test]
    fn a_hole_is_a_part_of_the_same_path() {
        let pand = vlak(Laag::Pand, true, &[&[(0, 0), (9, 0), (9, 9)], &[(2, 2), (3, 2), (3, 3)]]);
        assert_eq!(schets(&[pand]).unwrap().soorten[0].pad, "M0 0L9 0L9 -9ZM2 -2L3 -2L3 -3Z");
    }

    #[test]
    fn no_drawing_breaks_the_page() {
        assert_eq!(schets(&[]), None);
        assert_eq!(schets(&[vlak(Laag::Pand, true, &[])]), None);
        assert_eq!(schets(&[vlak(Laag::Pand, true, &[&[]])]), None);
        let uiterste = schets(&[vlak(Laag::Weg, false, &[&[(i32::MIN, i32::MIN), (i32::MAX, i32::MAX)]])]);
        assert_eq!(uiterste.unwrap().meter, 1000);
        let punt = schets(&[vlak(Laag::Weg, false, &[&[(5, 5)]])]).unwrap();
        assert_eq!((punt.meter, punt.kader.as_str()), (1, "4 -6 3 5"));
    }

    #[test]
    fn the_scale_bar_is_a_round_length() {
        assert_eq!([0, 1, 4, 5, 19, 99_999].map(ronde_lengte), [1, 1, 2, 5, 10, 1000]);
    }
}
