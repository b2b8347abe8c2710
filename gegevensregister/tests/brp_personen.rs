//! `brp.toml` held against the standard itself: the OpenAPI description of the BRP API Personen 2.7.0 and the table of
//! its `fields`. Both stand beside the repository, not in it; without them these tests say that they skip.

mod haalcentraal;

use contract::klantbeeld::Waarde;
use gegevensregister::{Register, til};
use haalcentraal::{Bladen, Schema, is_deel_van_datum, met_waarde, standaard, voorbeeld};
use serde_json::Value;
use std::collections::BTreeSet;

fn specificatie() -> Option<Value> {
    haalcentraal::specificatie("personen-openapi-2.7.0.yaml")
}

fn persoon(wortel: &Value) -> &Value {
    wortel.pointer("/components/schemas/Persoon").expect("the schema Persoon")
}

fn bladen(wortel: &Value) -> Bladen<'_> {
    Schema { wortel }.alle_bladen(persoon(wortel))
}

#[test]
fn the_specification_is_read_through_references_and_variants() {
    let Some(wortel) = specificatie() else { return };
    let bladen = bladen(&wortel);
    for pad in [
        "/naam/inOnderzoek/datumIngangOnderzoek/maand",
        "/verblijfplaats/verblijfadres/regel3",
        "/verblijfplaats/verblijfadres/locatiebeschrijving",
        "/nationaliteiten/*/nationaliteit/code",
        "/gezag/*/derden/*/naam/volledigeNaam",
    ] {
        assert!(bladen.contains_key(pad), "{pad}");
    }
    assert!(bladen.len() > 500, "only {} leaves", bladen.len());
}

/// No element is excepted. What the lift reads as part of a date or a code counts as read; of those, only
/// `langFormaat` is dropped: it is the text of a date, and the app writes dates in the reader's own language.
#[test]
fn every_element_of_the_standard_is_in_the_register() {
    let Some(wortel) = specificatie() else { return };
    let register = Register::ingebouwd().unwrap();
    let brp = register.registratie("brp").unwrap();
    let mut vergeten = BTreeSet::new();
    for (pad, schemas) in bladen(&wortel) {
        for schema in schemas {
            vergeten.extend(til(brp.alles(), &met_waarde(&pad, voorbeeld(schema))).niet_gedefinieerd);
        }
    }
    assert_eq!(vergeten, BTreeSet::new());
}

#[test]
fn every_pointer_resolves_in_the_standard_to_the_right_kind() {
    let Some(wortel) = specificatie() else { return };
    let register = Register::ingebouwd().unwrap();
    let brp = register.registratie("brp").unwrap();
    assert_eq!(Schema { wortel: &wortel }.misplaatst(brp, persoon(&wortel)), []);
}

#[test]
fn the_standard_has_every_field_that_is_asked() {
    let Some(tabel) = standaard("fields-Persoon.csv") else { return };
    let paden: BTreeSet<&str> = tabel.lines().skip(1).map(str::trim).collect();
    let register = Register::ingebouwd().unwrap();
    let fields = register.registratie("brp").unwrap().alles().fields().to_vec();
    let onbekend: Vec<&String> = fields.iter().filter(|field| !paden.contains(field.as_str())).collect();
    assert_eq!(onbekend, Vec::<&String>::new());
    assert!((1..=130).contains(&fields.len()));
    for automatisch in
        ["inOnderzoek", "geheimhoudingPersoonsgegevens", "opschortingBijhouding", "rni", "verificatie"]
    {
        assert!(
            !fields.iter().any(|field| field.split('.').any(|deel| deel == automatisch)),
            "{automatisch}"
        );
    }
}

/// The other way round: what the standard can be asked for and the register shows is asked for.
#[test]
fn every_field_of_the_standard_is_asked() {
    let Some(tabel) = standaard("fields-Persoon.csv") else { return };
    let register = Register::ingebouwd().unwrap();
    let fields = register.registratie("brp").unwrap().alles().fields().to_vec();
    let gevraagd =
        |pad: &str| fields.iter().any(|field| pad == field || pad.starts_with(&format!("{field}.")));
    // These two are other names for parts of `verblijfplaats` and `adressering`, for who may not see an address abroad.
    let alias =
        |pad: &str| pad.starts_with("verblijfplaatsBinnenland") || pad.starts_with("adresseringBinnenland");
    let vergeten: Vec<&str> =
        tabel.lines().skip(1).map(str::trim).filter(|pad| !alias(pad) && !gevraagd(pad)).collect();
    assert_eq!(vergeten, Vec::<&str>::new());
}

/// A value of each leaf, alone in an answer, is shown or belongs to a date, a code or a mark; none turns out as
/// "not understood" because the register calls it something else than the standard does.
#[test]
fn plain_values_of_the_standard_are_understood() {
    let Some(wortel) = specificatie() else { return };
    let register = Register::ingebouwd().unwrap();
    let brp = register.registratie("brp").unwrap();
    for (pad, schemas) in bladen(&wortel) {
        if is_deel_van_datum(&pad, &schemas) {
            continue;
        }
        let opbrengst = til(brp.alles(), &met_waarde(&pad, voorbeeld(schemas[0])));
        let gegevens = opbrengst.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens);
        for gegeven in gegevens {
            assert_ne!(gegeven.waarde, Waarde::NietBegrepen, "{pad} as {}", gegeven.id);
        }
        assert_eq!(opbrengst.niet_begrepen, Vec::<String>::new(), "{pad}");
    }
}
