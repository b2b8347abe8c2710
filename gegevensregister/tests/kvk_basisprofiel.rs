//! `kvk.toml` held against the elements of the standard. The KVK's own description may not be kept here, so
//! `antwoorden/kvk_basisprofiel_1.5.0.json` names its elements and their types, taken from API Basisprofiel 1.5.0.

use contract::gegevensregister::Soort;
use contract::klantbeeld::Waarde;
use gegevensregister::{Doel, Opbrengst, Register, Registratie, Rol, til};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const ELEMENTEN: &str = include_str!("antwoorden/kvk_basisprofiel_1.5.0.json");
const PROFIEL: &str = "/eigendommen/*/_embedded/basisprofiel";

/// What is not shown, and why: the end of a place, or the begin of one.
const UITGEZONDERD: &[(&str, &str)] = &[
    ("/basisprofiel/kvkNummer", "the number it was asked by, which is shown"),
    ("/links/*/rel", "technical: where the answer can be asked again"),
    ("/links/*/href", "technical"),
    ("/geoData/*", "the BAG and coordinates: not asked (geoData=false); the address itself is shown"),
    ("/straatnaam", "stands in volledigAdres"),
    ("/huisnummer", "stands in volledigAdres"),
    ("/huisletter", "stands in volledigAdres"),
    ("/huisnummerToevoeging", "stands in volledigAdres"),
    ("/toevoegingAdres", "stands in volledigAdres"),
    ("/postcode", "stands in volledigAdres"),
    ("/postbusnummer", "stands in volledigAdres"),
    ("/plaats", "stands in volledigAdres"),
    ("/straatHuisnummer", "stands in volledigAdres"),
    ("/postcodeWoonplaats", "stands in volledigAdres"),
    ("/regio", "stands in volledigAdres"),
    ("/land", "stands in volledigAdres"),
    ("/eigenaar/adressen/*/type", "a legal person has a visiting address and no other worth telling apart"),
    ("/eigenaar/adressen/*/indAfgeschermd", "a legal person cannot shield its address"),
    ("/volgorde", "the list of names is in this order"),
    ("/indHoofdactiviteit", "the main activity comes first in the list"),
    ("/hoofdvestiging/rsin", "the standard gives it with the owner, not here"),
    ("/hoofdvestiging/statutaireNaam", "the same as that of the registration"),
    ("/hoofdvestiging/indNonMailing", "the same as that of the registration"),
    ("/hoofdvestiging/indHoofdvestiging", "it is the main one: that is what the group is called"),
    ("/hoofdvestiging/handelsnamen/*/naam", "the standard does not give these inside a basisprofiel"),
    ("/hoofdvestiging/sbiActiviteiten/*/sbiCode", "the same as those of the registration"),
    ("/hoofdvestiging/sbiActiviteiten/*/sbiOmschrijving", "the same as those of the registration"),
];

/// Every leaf of the answer, as a pointer with `*` for the items of a list, with its type.
fn bladen() -> BTreeMap<String, String> {
    let elementen: Value = serde_json::from_str(ELEMENTEN).expect("the elements are JSON");
    let mut uit = BTreeMap::new();
    verzamel(&elementen, &json!("Basisprofiel"), PROFIEL, &mut uit);
    for (pad, soort) in
        [("kvkNummer", "string"), ("functie/code", "string"), ("functie/omschrijving", "string")]
    {
        uit.insert(format!("/eigendommen/*/{pad}"), soort.to_owned());
    }
    uit
}

fn verzamel(elementen: &Value, soort: &Value, pad: &str, uit: &mut BTreeMap<String, String>) {
    match soort {
        Value::Array(items) => verzamel(elementen, &items[0], &format!("{pad}/*"), uit),
        Value::String(naam) => match &elementen[naam.as_str()] {
            Value::Object(leden) => {
                for (lid, soort) in leden {
                    verzamel(elementen, soort, &format!("{pad}/{lid}"), uit);
                }
            }
            _ => {
                uit.insert(pad.into(), naam.clone());
            }
        },
        anders => panic!("no type: {anders}"),
    }
}

fn is_uitgezonderd(pad: &str) -> bool {
    UITGEZONDERD.iter().any(|(einde, _)| match einde.strip_suffix("/*") {
        Some(midden) => pad.contains(&format!("{midden}/")),
        None => pad.ends_with(einde),
    })
}

/// An answer with one value at `pad`, as the leaf's type wants it.
fn met_waarde(pad: &str, waarde: Value) -> Value {
    pad.rsplit('/').filter(|deel| !deel.is_empty()).fold(waarde, |binnen, deel| match deel {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

fn voorbeeld(pad: &str, soort: &str) -> Value {
    let naam = pad.rsplit('/').find(|deel| *deel != "*").unwrap_or_default();
    match soort {
        "integer" => json!(7),
        "number" => json!(4.5),
        _ if naam.starts_with("datum") || naam.ends_with("datum") => json!("20150401"),
        _ if naam.starts_with("ind") => json!("Nee"),
        _ => json!("abc"),
    }
}

fn kvk() -> &'static Registratie {
    static REGISTER: LazyLock<Register> =
        LazyLock::new(|| Register::ingebouwd().expect("a register in order"));
    REGISTER.registratie("kvk").expect("the KVK")
}

fn til_kvk(antwoord: &Value) -> Opbrengst {
    til(kvk().toegang(Rol::Burger, Doel::Inzage).expect("open to citizens"), antwoord)
}

#[test]
fn every_element_of_the_standard_is_in_the_register_or_is_excepted() {
    let vergeten: Vec<String> = bladen()
        .into_iter()
        .filter(|(pad, soort)| {
            let opbrengst = til_kvk(&met_waarde(pad, voorbeeld(pad, soort)));
            opbrengst.niet_gedefinieerd.is_empty() == is_uitgezonderd(pad)
        })
        .map(|(pad, _)| pad)
        .collect();
    assert_eq!(vergeten, Vec::<String>::new(), "in neither, or in both");
}

#[test]
fn every_pointer_resolves_in_the_standard_to_the_right_kind() {
    let bladen = bladen();
    for plek in kvk().plekken() {
        let blad = bladen.get(&plek.pad).map(String::as_str);
        let goed = match plek.soort {
            // The place of a group, or of a code with its description.
            None | Some(Soort::Code) => bladen.keys().any(|pad| pad.starts_with(&format!("{}/", plek.pad))),
            Some(Soort::Getal) => blad == Some("integer"),
            Some(_) => blad == Some("string"),
        };
        assert!(goed, "{} at {} as {:?}", plek.id, plek.pad, plek.soort);
    }
}

#[test]
fn every_value_of_the_standard_is_understood() {
    for (pad, soort) in bladen() {
        let opbrengst = til_kvk(&met_waarde(&pad, voorbeeld(&pad, &soort)));
        assert_eq!(opbrengst.niet_begrepen, Vec::<String>::new(), "{pad}");
    }
}

/// What an answer of the KVK's test environment looks like, with invented values.
#[test]
fn a_rich_entrepreneur() {
    let antwoord: Value = serde_json::from_str(include_str!("antwoorden/kvk_rijk.json")).unwrap();
    let opbrengst = til_kvk(&antwoord);
    assert!(
        !opbrengst.voorkomens.iter().flat_map(|een| &een.gegevens).any(|g| g.waarde == Waarde::NietBegrepen)
    );
    insta::assert_json_snapshot!(json!({
        "voorkomens": opbrengst.voorkomens,
        "nietGedefinieerd": opbrengst.niet_gedefinieerd,
        "nietBegrepen": opbrengst.niet_begrepen,
    }));
}
