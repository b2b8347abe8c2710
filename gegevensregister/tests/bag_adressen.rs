//! `bag.toml` held against the standard itself, the OpenAPI description of the BAG API Individuele Bevragingen 2, which
//! stands beside the repository, not in it; without it these tests say that they skip.

use contract::Taal;
use contract::gegevensregister::Soort;
use contract::klantbeeld::Waarde;
use gegevensregister::{Register, til};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the standard has and people are not shown, by the begin of its place: why.
const UITGEZONDERD: [(&str, &str); 5] = [
    ("/adressen/*/_links", "where a program finds more"),
    ("/adressen/*/adresseerbaarObjectGeometrie", "coordinates; the map shows them"),
    ("/adressen/*/inonderzoek/adresseerbaarObjectGeometrie", "about the coordinates"),
    (
        "/adressen/*/openbareRuimteIdentificatie",
        "a number that is used nowhere else; the name of the street is there",
    ),
    (
        "/adressen/*/woonplaatsIdentificatie",
        "a number that is used nowhere else; the name of the town is there",
    ),
];

fn specificatie() -> Option<Value> {
    let bestand = "../../shared/registers/bag/bag-individuele-bevragingen-openapi-2.0.0_archief.yaml";
    let Ok(tekst) = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(bestand)) else {
        eprintln!("skipped: the standard is not there");
        return None;
    };
    // Three bytes of it are no UTF-8, in a description.
    Some(serde_saphyr::from_str(&String::from_utf8_lossy(&tekst)).expect("the specification is YAML"))
}

fn los_op<'s>(wortel: &'s Value, schema: &'s Value) -> &'s Value {
    match schema["$ref"].as_str() {
        Some(verwijzing) => {
            let plek = wortel.pointer(verwijzing.trim_start_matches('#'));
            los_op(wortel, plek.expect("a reference that resolves"))
        }
        None => schema,
    }
}

/// Every leaf below `schema`, as a pointer with `*` for the items of a list.
fn bladen<'s>(wortel: &'s Value, schema: &'s Value, pad: &str, uit: &mut BTreeMap<String, &'s Value>) {
    let schema = los_op(wortel, schema);
    if schema["type"] == "array" {
        return bladen(wortel, &schema["items"], &format!("{pad}/*"), uit);
    }
    let (leden, delen) = (schema["properties"].as_object(), schema["allOf"].as_array());
    if leden.is_none() && delen.is_none() {
        uit.insert(pad.into(), schema);
    }
    for (naam, lid) in leden.into_iter().flatten() {
        bladen(wortel, lid, &format!("{pad}/{naam}"), uit);
    }
    for deel in delen.into_iter().flatten() {
        bladen(wortel, deel, pad, uit);
    }
}

fn alle_bladen(wortel: &Value) -> BTreeMap<String, &Value> {
    let mut uit = BTreeMap::new();
    bladen(wortel, &wortel["components"]["schemas"]["AdresUitgebreidHal"], "/adressen/*", &mut uit);
    assert!(uit.len() > 50, "only {} leaves", uit.len());
    uit
}

/// An answer with one value, at `pad`.
fn met_waarde(pad: &str, waarde: Value) -> Value {
    pad.rsplit('/').filter(|stap| !stap.is_empty()).fold(waarde, |binnen, stap| match stap {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

fn voorbeeld(schema: &Value) -> Value {
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(7),
        Some("string") => schema["enum"].get(0).cloned().unwrap_or(json!("1991")),
        anders => panic!("a leaf of a type this test does not know: {anders:?}"),
    }
}

#[test]
fn every_element_of_the_standard_is_in_the_register_or_excepted() {
    let Some(wortel) = specificatie() else { return };
    let register = Register::ingebouwd().unwrap();
    let bag = register.registratie("bag").unwrap();
    let (mut vergeten, mut gebruikt) = (BTreeSet::new(), BTreeSet::new());
    for (pad, schema) in alle_bladen(&wortel) {
        let opbrengst = til(bag.alles(), &met_waarde(&pad, voorbeeld(schema)));
        assert_eq!(opbrengst.niet_begrepen, Vec::<String>::new(), "{pad}");
        if opbrengst.niet_gedefinieerd.is_empty() {
            continue;
        }
        match UITGEZONDERD.iter().find(|(begin, _)| pad.starts_with(begin)) {
            Some((begin, _)) => _ = gebruikt.insert(*begin),
            None => _ = vergeten.insert(pad),
        }
    }
    assert_eq!(vergeten, BTreeSet::new());
    assert_eq!(gebruikt.len(), UITGEZONDERD.len(), "an exception that is not needed");
}

#[test]
fn every_pointer_resolves_in_the_standard_to_the_right_kind() {
    let Some(wortel) = specificatie() else { return };
    let bladen = alle_bladen(&wortel);
    let register = Register::ingebouwd().unwrap();
    for plek in register.registratie("bag").unwrap().plekken() {
        let Some(soort) = plek.soort else {
            assert_eq!(plek.pad, "/adressen/*");
            continue;
        };
        let schema = bladen.get(&plek.pad).unwrap_or_else(|| panic!("{} is not in the standard", plek.pad));
        let past = match soort {
            Soort::JaNee => schema["type"] == "boolean",
            Soort::Getal => schema["type"] == "integer",
            Soort::Tekst => schema["type"] == "string" || schema["type"] == "integer",
            Soort::Code => schema["type"] == "string",
            _ => false,
        };
        assert!(past, "{} as {soort:?}", plek.pad);
    }
}

/// The BAG sends its codes without a description.
#[test]
fn every_code_of_the_standard_has_words() {
    let Some(wortel) = specificatie() else { return };
    let weergave = Register::ingebouwd().unwrap().weergave(Taal::Nl);
    let bag = weergave.registraties.iter().find(|registratie| registratie.id == "bag").unwrap();
    let bekend = |id: &str| {
        let gegevens = bag.groepen.iter().flat_map(|groep| &groep.gegevens);
        let gegeven = gegevens.into_iter().find(|gegeven| gegeven.id == id).unwrap();
        gegeven.waarden.keys().cloned().collect::<BTreeSet<String>>()
    };
    for (id, schemas) in [
        ("bag.adres.typeAdresseerbaarObject", vec!["TypeAdresseerbaarObject"]),
        ("bag.adres.gebruiksdoelen", vec!["Gebruiksdoel"]),
        ("bag.adres.adresseerbaarObjectStatus", vec!["StatusVerblijfsobject", "StatusPlaats"]),
    ] {
        let codes = schemas.iter().flat_map(|schema| {
            wortel["components"]["schemas"][*schema]["enum"]
                .as_array()
                .unwrap()
                .iter()
                .map(|code| code.as_str().unwrap())
        });
        let codes: BTreeSet<String> = codes.map(String::from).collect();
        assert_eq!(bekend(id), codes, "{id}");
    }
}

#[test]
fn the_lift_of_an_address_under_investigation() {
    let register = Register::ingebouwd().unwrap();
    let antwoord = json!({"adressen": [{
        "openbareRuimteNaam": "Amsterdamsestraatweg", "huisnummer": 640, "oppervlakte": 96,
        "nummeraanduidingIdentificatie": "0344200000990405",
        "gebruiksdoelen": ["woonfunctie", "winkelfunctie"], "oorspronkelijkBouwjaar": ["1934"],
        "inonderzoek": {"oppervlakte": true, "toelichting": ["Misschien groter."]},
    }]});
    let opbrengst = til(register.registratie("bag").unwrap().alles(), &antwoord);
    assert_eq!((opbrengst.voorkomens.len(), opbrengst.niet_gedefinieerd.len()), (1, 0));
    let gegeven =
        |id: &str| opbrengst.voorkomens[0].gegevens.iter().find(|gegeven| gegeven.id == id).unwrap();
    let oppervlakte = gegeven("bag.adres.oppervlakte");
    assert_eq!(oppervlakte.waarde, Waarde::Getal { getal: 96 });
    assert_eq!(oppervlakte.in_onderzoek.as_ref().map(|onderzoek| onderzoek.sinds), Some(None));
    assert_eq!(gegeven("bag.adres.huisnummer").in_onderzoek, None);
    let Waarde::Lijst { waarden } = &gegeven("bag.adres.gebruiksdoelen").waarde else { panic!("no list") };
    assert_eq!(waarden.len(), 2);
}
