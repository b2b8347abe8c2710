//! Reads the OpenAPI descriptions of Haal Centraal, in which objects come in variants and dates in parts, and holds a
//! registration against them. They stand beside the repository, not in it; without them the tests say that they skip.

use contract::gegevensregister::Soort;
use gegevensregister::Registratie;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A file of the folder with the standard.
pub(crate) fn standaard(bestand: &str) -> Option<String> {
    let plek = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers/brp").join(bestand);
    let tekst = std::fs::read_to_string(&plek).ok();
    if tekst.is_none() {
        eprintln!("skipped: the standard's {bestand} is not there");
    }
    tekst
}

pub(crate) fn specificatie(bestand: &str) -> Option<Value> {
    Some(serde_saphyr::from_str(&standaard(bestand)?).expect("the specification is YAML"))
}

/// Leaves by their pointer, with their schemas.
pub(crate) type Bladen<'s> = BTreeMap<String, Vec<&'s Value>>;

/// What a schema allows at one place: every variant of it that a discriminator offers, with `allOf` put together.
pub(crate) struct Schema<'s> {
    pub(crate) wortel: &'s Value,
}

type Leden<'s> = BTreeMap<&'s str, Vec<&'s Value>>;

impl<'s> Schema<'s> {
    fn los_op(&self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(verwijzing) => {
                let pad = verwijzing.strip_prefix('#').expect("only references within the file");
                self.los_op(self.wortel.pointer(pad).expect("a reference that resolves"))
            }
            None => self.kern(schema).unwrap_or(schema),
        }
    }

    /// The plain value of which a schema only says more.
    fn kern(&self, schema: &'s Value) -> Option<&'s Value> {
        let kern = self.los_op(schema["allOf"].get(0)?);
        (schema["type"].is_null() && kern["type"].as_str().is_some_and(|soort| soort != "object"))
            .then_some(kern)
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
    fn bladen(&self, schema: &'s Value, pad: &str, uit: &mut Bladen<'s>) {
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

    pub(crate) fn alle_bladen(&self, schema: &'s Value) -> Bladen<'s> {
        let mut bladen = Bladen::new();
        self.bladen(schema, "", &mut bladen);
        bladen
    }

    /// The places that the register reads and that are not in the standard, or are of another kind there.
    pub(crate) fn misplaatst<'r>(
        &self,
        registratie: &'r Registratie,
        wortel: &'s Value,
    ) -> Vec<(&'r str, String, Option<Soort>)> {
        let mut fout = Vec::new();
        for plek in registratie.plekken() {
            let mut hier = vec![wortel];
            for stap in plek.pad.split('/').skip(1) {
                hier = hier.into_iter().flat_map(|plaats| self.stap_verder(plaats, stap)).collect();
            }
            if hier.is_empty() || !hier.iter().all(|plaats| self.past(plaats, plek.soort)) {
                fout.push((plek.id, plek.pad, plek.soort));
            }
        }
        fout
    }

    fn stap_verder(&self, plaats: &'s Value, stap: &str) -> Vec<&'s Value> {
        let plaats = self.los_op(plaats);
        match stap {
            "*" => plaats.get("items").into_iter().collect(),
            naam => self.leden(plaats).remove(naam).unwrap_or_default(),
        }
    }

    /// Whether a schema holds what the register says: `None` is the object that a group reads.
    fn past(&self, plaats: &'s Value, soort: Option<Soort>) -> bool {
        let leden = self.leden(plaats);
        let blad = self.los_op(plaats);
        let soort_van_blad = blad["type"].as_str();
        match soort {
            None => !leden.is_empty(),
            Some(Soort::Datum) => leden.contains_key("langFormaat") || blad["format"] == "date",
            Some(Soort::Code) => leden.contains_key("omschrijving") || soort_van_blad == Some("string"),
            Some(Soort::JaNee) => soort_van_blad == Some("boolean"),
            Some(Soort::Getal) => soort_van_blad == Some("integer"),
            Some(Soort::Tekst) => matches!(soort_van_blad, Some("string" | "integer")),
            Some(Soort::Adres | Soort::Bsn) => soort_van_blad == Some("string"),
            Some(_) => false,
        }
    }
}

/// An answer with one value at `pad`, as the leaf's schema wants it.
pub(crate) fn met_waarde(pad: &str, waarde: Value) -> Value {
    pad.rsplit('/').filter(|deel| !deel.is_empty()).fold(waarde, |binnen, deel| match deel {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

pub(crate) fn voorbeeld(schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("integer"), _) => json!(7),
        (Some("string"), Some("date")) => json!("2001-02-03"),
        (Some("string"), _) => json!("123456789"),
        anders => panic!("a leaf of a type this test does not know: {anders:?}"),
    }
}

/// Whether a leaf says nothing alone, but as a part of a date.
pub(crate) fn is_deel_van_datum(pad: &str, schemas: &[&Value]) -> bool {
    schemas.len() > 1
        || ["type", "datum", "jaar", "maand", "onbekend", "langFormaat"]
            .iter()
            .any(|lid| pad.ends_with(&format!("/{lid}")))
}
