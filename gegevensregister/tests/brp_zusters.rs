//! The registrations beside the BRP held against the standard's own OpenAPI descriptions, both ways, and the lift of a
//! rich, invented answer of each.

mod haalcentraal;

use contract::klantbeeld::Waarde;
use gegevensregister::{Register, Registratie, til};
use haalcentraal::{Bladen, Schema, is_deel_van_datum, met_waarde, specificatie, voorbeeld};
use serde_json::{Value, json};
use std::collections::BTreeSet;

struct Zuster {
    id: &'static str,
    bestand: &'static str,
    schema: &'static str,
    /// Places of the standard, with all below, that do not reach the register, each with the reason.
    uitgezonderd: &'static [(&'static str, &'static str)],
    /// What the koppelvlak adds to the tree.
    toegevoegd: &'static [&'static str],
}

const ANDEREN: &str = "other people: the koppelvlak counts them and hands on nothing else";

const ZUSTERS: [Zuster; 3] = [
    Zuster {
        id: "reisdocumenten",
        bestand: "reisdocumenten-openapi-2.0.0.yaml",
        schema: "ZoekMetBurgerservicenummerResponse",
        uitgezonderd: &[("/type", "repeats the question; the koppelvlak checks it and leaves it out")],
        toegevoegd: &[],
    },
    Zuster {
        id: "verblijfplaatshistorie",
        bestand: "historie-openapi-2.0.0.yaml",
        schema: "VerblijfplaatshistorieQueryResponse",
        uitgezonderd: &[],
        toegevoegd: &[],
    },
    Zuster {
        id: "bewoning",
        bestand: "bewoning-openapi-2.1.0.yaml",
        schema: "BewoningenQueryResponse",
        uitgezonderd: &[
            ("/bewoningen/*/bewoners", ANDEREN),
            ("/bewoningen/*/mogelijkeBewoners", ANDEREN),
            ("/bewoningen/*/periode/datumTot", "always the day after the one that was asked"),
        ],
        toegevoegd: &["/bewoningen/*/aantalBewoners", "/bewoningen/*/aantalMogelijkeBewoners"],
    },
];

impl Zuster {
    /// Does something with the schema of the answer, when the standard is at hand.
    fn met_standaard(&self, doe: impl FnOnce(&Registratie, &Schema<'_>, &Value)) {
        let Some(spec) = specificatie(self.bestand) else { return };
        let antwoord = spec.pointer(&format!("/components/schemas/{}", self.schema)).expect("the schema");
        let register = Register::ingebouwd().expect("the register is in order");
        let registratie = register.registratie(self.id).expect("a registration");
        doe(registratie, &Schema { wortel: &spec }, antwoord);
    }

    fn uitzondering(&self, pad: &str) -> Option<&'static str> {
        let onder =
            |plek: &str| pad.strip_prefix(plek).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.uitgezonderd.iter().map(|(plek, _)| *plek).find(|plek| onder(plek))
    }
}

#[test]
fn every_element_of_the_standard_is_in_the_register_or_excepted() {
    for zuster in &ZUSTERS {
        zuster.met_standaard(|registratie, schema, antwoord| {
            let (mut vergeten, mut gebruikt) = (BTreeSet::new(), BTreeSet::new());
            for (pad, schemas) in schema.alle_bladen(antwoord) {
                if let Some(plek) = zuster.uitzondering(&pad) {
                    gebruikt.insert(plek);
                    continue;
                }
                for schema in schemas {
                    let antwoord = met_waarde(&pad, voorbeeld(schema));
                    vergeten.extend(til(registratie.alles(), &antwoord).niet_gedefinieerd);
                }
            }
            assert_eq!(vergeten, BTreeSet::new(), "{}", zuster.id);
            assert_eq!(gebruikt.len(), zuster.uitgezonderd.len(), "{}: an exception of nothing", zuster.id);
        });
    }
}

#[test]
fn every_pointer_resolves_in_the_standard_to_the_right_kind() {
    for zuster in &ZUSTERS {
        zuster.met_standaard(|registratie, schema, antwoord| {
            let misplaatst = schema.misplaatst(registratie, antwoord);
            let plekken: Vec<&str> = misplaatst.iter().map(|(_, pad, _)| pad.as_str()).collect();
            assert_eq!(plekken, zuster.toegevoegd, "{}", zuster.id);
        });
    }
}

#[test]
fn plain_values_of_the_standard_are_understood() {
    let begrepen = |registratie: &Registratie, bladen: Bladen<'_>| {
        for (pad, schemas) in bladen.iter().filter(|(pad, schemas)| !is_deel_van_datum(pad, schemas)) {
            let opbrengst = til(registratie.alles(), &met_waarde(pad, voorbeeld(schemas[0])));
            assert_eq!(opbrengst.niet_begrepen, Vec::<String>::new(), "{pad}");
            let mut gegevens = opbrengst.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens);
            assert!(gegevens.all(|gegeven| gegeven.waarde != Waarde::NietBegrepen), "{pad}");
        }
    };
    for zuster in &ZUSTERS {
        zuster.met_standaard(|registratie, schema, antwoord| {
            begrepen(registratie, schema.alle_bladen(antwoord));
        });
    }
}

/// The standard wants between one and twenty-five, and refuses to be asked for what comes along by itself.
#[test]
fn of_travel_documents_every_field_is_asked() {
    let register = Register::ingebouwd().expect("the register is in order");
    let velden = register.registratie("reisdocumenten").unwrap().alles().fields().to_vec();
    let verwacht = [
        "datumEindeGeldigheid",
        "houder.burgerservicenummer",
        "inhoudingOfVermissing.aanduiding",
        "inhoudingOfVermissing.datum",
        "reisdocumentnummer",
        "soort",
    ];
    assert_eq!(velden, verwacht.map(|veld| format!("reisdocumenten.{veld}")));
}

#[test]
fn who_lives_at_an_address_is_found_by_the_address_of_the_brp() {
    let register = Register::ingebouwd().expect("the register is in order");
    assert_eq!(register.registratie("bewoning").unwrap().nodig()["adresseerbaarObject"], ["brp"]);
}

fn lift(id: &str, antwoord: &str) -> Value {
    let antwoord: Value = serde_json::from_str(antwoord).expect("JSON");
    let register = Register::ingebouwd().expect("the register is in order");
    let opbrengst = til(register.registratie(id).expect("a registration").alles(), &antwoord);
    json!({
        "voorkomens": opbrengst.voorkomens,
        "nietGedefinieerd": opbrengst.niet_gedefinieerd,
        "nietBegrepen": opbrengst.niet_begrepen,
    })
}

#[test]
fn somebody_with_many_travel_documents() {
    insta::assert_json_snapshot!(lift("reisdocumenten", include_str!("antwoorden/reisdocumenten.json")));
}

#[test]
fn somebody_who_lived_everywhere() {
    let antwoord = include_str!("antwoorden/verblijfplaatshistorie.json");
    insta::assert_json_snapshot!(lift("verblijfplaatshistorie", antwoord));
}

#[test]
fn somebody_with_housemates() {
    insta::assert_json_snapshot!(lift("bewoning", include_str!("antwoorden/bewoning.json")));
}
