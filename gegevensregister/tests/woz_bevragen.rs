//! `woz.toml` held against WOZ Bevragen 1.0.0, and the lift of what somebody's home is worth.

mod openapi;

use gegevensregister::{Register, til};
use openapi::{Standaard, Vergelijking};
use serde_json::{Value, json};

const WIE: &str = "tells who is meant, and goes no further than the koppelvlak";
const DELEN: &str = "stands in the designation as one text";

const WOZ: Vergelijking = Vergelijking {
    registratie: "woz",
    schemas: &[("/objecten/*", "WozObject")],
    uitgezonderd: &[
        ("/objecten/*/belanghebbendeEigenaar/burgerservicenummer", WIE),
        ("/objecten/*/belanghebbendeEigenaar/kvkNummer", WIE),
        ("/objecten/*/belanghebbendeEigenaar/rsin", WIE),
        ("/objecten/*/belanghebbendeEigenaar/type", WIE),
        ("/objecten/*/belanghebbendeEigenaar/vestigingsnummer", WIE),
        ("/objecten/*/belanghebbendeGebruiker/burgerservicenummer", WIE),
        ("/objecten/*/belanghebbendeGebruiker/kvkNummer", WIE),
        ("/objecten/*/belanghebbendeGebruiker/rsin", WIE),
        ("/objecten/*/belanghebbendeGebruiker/type", WIE),
        ("/objecten/*/belanghebbendeGebruiker/vestigingsnummer", WIE),
        ("/objecten/*/kadastraalOnroerendeZaken/*/aanduiding", DELEN),
    ],
    toegevoegd: &["/objecten/*/waarden/*/object"],
};

#[test]
fn the_register_and_the_standard_agree() {
    let Some(standaard) = Standaard::lees("woz/woz-bevragen-openapi-1.0.0.yaml") else { return };
    standaard.vergelijk(&WOZ);
}

#[test]
fn a_home_with_an_objection_to_its_newest_value() {
    let antwoord: Value = serde_json::from_str(include_str!("antwoorden/woz.json")).unwrap();
    let register = Register::ingebouwd().unwrap();
    let woz = register.registratie("woz").unwrap();
    assert_eq!(woz.nodig()["adresseerbaarObject"], ["brp", "brk"]);
    let opbrengst = til(woz.alles(), &antwoord);
    insta::assert_json_snapshot!(json!({
        "voorkomens": opbrengst.voorkomens,
        "nietGedefinieerd": opbrengst.niet_gedefinieerd,
        "nietBegrepen": opbrengst.niet_begrepen,
    }));
}
