//! `brp.toml` held against the standard itself: the OpenAPI description of the BRP API Personen 2.7.0 and the table of
//! its `fields`. Both stand beside the repository, not in it; without them these tests say that they skip.

use contract::gegevensregister::Soort;
use contract::klantbeeld::Waarde;
use gegevensregister::{Register, til};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn standaard(bestand: &str) -> Option<String> {
    let plek = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers/brp").join(bestand);
    let tekst = std::fs::read_to_string(&plek).ok();
    if tekst.is_none() {
        eprintln!("skipped: the standard's {bestand} is not there");
    }
    tekst
}

/// What a schema allows at one place: every variant of it that a discriminator offers, with `allOf` put together.
struct Schema<'s> {
    wortel: &'s Value,
}

type Leden<'s> = BTreeMap<&'s str, Vec<&'s Value>>;

impl<'s> Schema<'s> {
    fn los_op(&self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(verwijzing) => {
                let pad = verwijzing.strip_prefix('#').expect("only references within the file");
                self.los_op(self.wortel.pointer(pad).expect("a reference that resolves"))
            }
            None => schema,
        }
    }

    /// The members of an object schema over all its variants; empty for anything but an object.
    fn leden(&self, schema: &'s Value) -> Leden<'s> {
        let mut leden = Leden::new();
        self.verzamel(schema, true, &mut leden);
        leden
    }

    /// `varianten`: an `allOf` leads back to the base type, whose discriminator must not be followed again.
    fn verzamel(&self, schema: &'s Value, varianten: bool, leden: &mut Leden<'s>) {
        let schema = self.los_op(schema);
        for (naam, lid) in schema["properties"].as_object().into_iter().flatten() {
            leden.entry(naam).or_default().push(lid);
        }
        for deel in schema["allOf"].as_array().into_iter().flatten() {
            self.verzamel(deel, false, leden);
        }
        let mapping = schema["discriminator"]["mapping"].as_object().filter(|_| varianten);
        for variant in mapping.into_iter().flat_map(Map::values) {
            let pad = variant.as_str().and_then(|pad| pad.strip_prefix('#')).expect("a mapping to a schema");
            self.verzamel(self.wortel.pointer(pad).expect("a mapping that resolves"), false, leden);
        }
    }

    /// Every leaf below `schema`, as a pointer with `*` for the items of a list, with its schemas.
    fn bladen(&self, schema: &'s Value, pad: &str, uit: &mut BTreeMap<String, Vec<&'s Value>>) {
        let schema = self.los_op(schema);
        if schema["type"] == "array" {
            return self.bladen(&schema["items"], &format!("{pad}/*"), uit);
        }
        let leden = self.leden(schema);
        if leden.is_empty() {
            uit.entry(pad.into()).or_default().push(schema);
        }
        for (naam, lid) in leden.iter().flat_map(|(naam, leden)| leden.iter().map(move |lid| (naam, lid))) {
            self.bladen(lid, &format!("{pad}/{naam}"), uit);
        }
    }
}

fn specificatie() -> Option<Value> {
    let tekst = standaard("personen-openapi-2.7.0.yaml")?;
    Some(serde_saphyr::from_str(&tekst).expect("the specification is YAML"))
}

fn persoon(wortel: &Value) -> &Value {
    wortel.pointer("/components/schemas/Persoon").expect("the schema Persoon")
}

fn bladen(wortel: &Value) -> BTreeMap<String, Vec<&Value>> {
    let mut bladen = BTreeMap::new();
    Schema { wortel }.bladen(persoon(wortel), "", &mut bladen);
    bladen
}

/// A person with one value at `pad`, as the leaf's schema wants it.
fn met_waarde(pad: &str, waarde: Value) -> Value {
    pad.rsplit('/').filter(|deel| !deel.is_empty()).fold(waarde, |binnen, deel| match deel {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

fn voorbeeld(schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("integer"), _) => json!(7),
        (Some("string"), Some("date")) => json!("2001-02-03"),
        (Some("string"), _) => json!("123456789"),
        anders => panic!("a leaf of a type this test does not know: {anders:?}"),
    }
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
    let schema = Schema { wortel: &wortel };
    let register = Register::ingebouwd().unwrap();
    let mut fout = Vec::new();
    for plek in register.registratie("brp").unwrap().plekken() {
        let mut hier = vec![persoon(&wortel)];
        for stap in plek.pad.split('/').skip(1) {
            hier = hier.into_iter().flat_map(|place| stap_verder(&schema, place, stap)).collect();
        }
        if hier.is_empty() || !hier.iter().all(|plaats| past(&schema, plaats, plek.soort)) {
            fout.push((plek.id, plek.pad, plek.soort));
        }
    }
    assert_eq!(fout, []);
}

fn stap_verder<'s>(schema: &Schema<'s>, plaats: &'s Value, stap: &str) -> Vec<&'s Value> {
    let plaats = schema.los_op(plaats);
    match stap {
        "*" => plaats.get("items").into_iter().collect(),
        naam => schema.leden(plaats).remove(naam).unwrap_or_default(),
    }
}

/// Whether a schema holds what the register says: `None` is the object that a group reads.
fn past<'s>(schema: &Schema<'s>, plaats: &'s Value, soort: Option<Soort>) -> bool {
    let leden = schema.leden(plaats);
    let soort_van_blad = schema.los_op(plaats)["type"].as_str();
    match soort {
        None => !leden.is_empty(),
        Some(Soort::Datum) => leden.contains_key("langFormaat"),
        Some(Soort::Code) => leden.contains_key("omschrijving") || soort_van_blad == Some("string"),
        Some(Soort::JaNee) => soort_van_blad == Some("boolean"),
        Some(Soort::Getal) => soort_van_blad == Some("integer"),
        Some(Soort::Tekst) => matches!(soort_van_blad, Some("string" | "integer")),
        Some(Soort::Adres | Soort::Bsn) => soort_van_blad == Some("string"),
        Some(Soort::Bedrag | Soort::Lijst) => false,
    }
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
        let deel_van_datum = schemas.len() > 1
            || ["type", "datum", "jaar", "maand", "onbekend", "langFormaat"]
                .iter()
                .any(|lid| pad.ends_with(&format!("/{lid}")));
        if deel_van_datum {
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
