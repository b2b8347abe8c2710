//! The lift of a drawing, from the tree that the koppelvlak of the map hands on.

use contract::klantbeeld::{Laag, Waarde};
use gegevensregister::{Register, til};
use serde_json::{Value, json};

fn feature(laag: &str, eigen: bool, van: i32, tot: i32) -> Value {
    json!({
        "type": "Feature",
        "properties": {"laag": laag, "eigen": eigen},
        "geometry": {"type": "MultiPolygon", "coordinates": [[[
            [van, 400_000], [tot, 400_000], [tot, 400_010], [van, 400_010], [van, 400_000],
        ]]]},
    })
}

#[test]
fn each_building_has_a_drawing_of_its_own() {
    let register = Register::ingebouwd().unwrap();
    let kaart = register.registratie("kaart").unwrap();
    let antwoord = json!({"tekeningen": [
        {"pand": "0518100000990101", "tekening": [
            feature("perceel", true, 100_000, 100_020), feature("pand", true, 100_005, 100_015),
        ]},
        {"pand": "0193100000991112", "tekening": [feature("water", false, 200_000, 200_001)]},
    ]});
    let opbrengst = til(kaart.alles(), &antwoord);
    assert_eq!((opbrengst.niet_gedefinieerd.len(), opbrengst.niet_begrepen.len()), (0, 0));
    let tekeningen: Vec<Vec<(Laag, bool)>> = opbrengst
        .voorkomens
        .iter()
        .map(|voorkomen| match &voorkomen.gegevens[1].waarde {
            Waarde::Tekening { vlakken } => vlakken.iter().map(|vlak| (vlak.laag, vlak.eigen)).collect(),
            anders => panic!("{anders:?}"),
        })
        .collect();
    assert_eq!(tekeningen, [vec![(Laag::Perceel, true), (Laag::Pand, true)], vec![(Laag::Water, false)]]);
}

#[test]
fn one_bad_drawing_does_not_harm_the_other() {
    let register = Register::ingebouwd().unwrap();
    let antwoord = json!({"tekeningen": [
        {"pand": "0518100000990101", "tekening": [{"geometry": null}]},
        {"pand": "0193100000991112", "tekening": [feature("weg", false, 0, 1)]},
    ]});
    let opbrengst = til(register.registratie("kaart").unwrap().alles(), &antwoord);
    assert_eq!(opbrengst.niet_begrepen, ["kaart.tekening.tekening"]);
    assert_eq!(opbrengst.voorkomens[0].gegevens[1].waarde, Waarde::NietBegrepen);
    assert!(matches!(opbrengst.voorkomens[1].gegevens[1].waarde, Waarde::Tekening { .. }));
}
