//! Holds a registration against OpenAPI descriptions, both ways, for answers that a koppelvlak puts together out of
//! several paths. The standards stand beside the repository, not in it; without them the tests say that they skip.

use contract::gegevensregister::Soort;
use contract::klantbeeld::Waarde;
use gegevensregister::{Register, til};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A registration and what its answers are made of.
pub(crate) struct Vergelijking {
    pub(crate) registratie: &'static str,
    /// Where in the answer which schema stands.
    pub(crate) schemas: &'static [(&'static str, &'static str)],
    /// Places of the standard, with all below, that the register leaves out, each with the reason.
    pub(crate) uitgezonderd: &'static [(&'static str, &'static str)],
    /// Places that the koppelvlak adds.
    pub(crate) toegevoegd: &'static [&'static str],
}

pub(crate) struct Standaard(Value);

impl Standaard {
    pub(crate) fn lees(bestand: &str) -> Option<Self> {
        let plek = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers").join(bestand);
        let Ok(tekst) = std::fs::read_to_string(plek) else {
            eprintln!("skipped: the standard's {bestand} is not there");
            return None;
        };
        Some(Self(serde_saphyr::from_str(&tekst).expect("the specification is YAML")))
    }

    fn los_op<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str().and_then(|verwijzing| verwijzing.strip_prefix('#')) {
            Some(pad) => self.los_op(self.0.pointer(pad).expect("a reference that resolves")),
            None => schema,
        }
    }

    fn leden<'s>(&'s self, schema: &'s Value, uit: &mut BTreeMap<&'s str, &'s Value>) {
        let schema = self.los_op(schema);
        for (naam, lid) in schema["properties"].as_object().into_iter().flatten() {
            uit.insert(naam, lid);
        }
        for deel in schema["allOf"].as_array().into_iter().flatten() {
            self.leden(deel, uit);
        }
    }

    /// Every value below `schema`, as a pointer with `*` for the items of a list; objects too.
    fn plaatsen<'s>(&'s self, schema: &'s Value, pad: String, uit: &mut BTreeMap<String, &'s Value>) {
        let schema = self.los_op(schema);
        if schema["type"] == "array" {
            uit.insert(pad.clone(), schema);
            return self.plaatsen(&schema["items"], format!("{pad}/*"), uit);
        }
        let mut leden = BTreeMap::new();
        self.leden(schema, &mut leden);
        uit.insert(pad.clone(), schema);
        for (naam, lid) in leden {
            self.plaatsen(lid, format!("{pad}/{naam}"), uit);
        }
    }

    /// Both ways: every element of the standard is read or excepted, and every place that is read is one of the
    /// standard, of the right kind.
    pub(crate) fn vergelijk(&self, wat: &Vergelijking) {
        let mut plaatsen = BTreeMap::new();
        for (pad, schema) in wat.schemas {
            let schema = self.0.pointer(&format!("/components/schemas/{schema}")).expect("a schema");
            self.plaatsen(schema, (*pad).to_owned(), &mut plaatsen);
        }
        self.alles_staat_in_het_register(wat, &plaatsen);
        self.alles_staat_in_de_standaard(wat, &plaatsen);
    }

    fn is_blad(&self, schema: &Value) -> bool {
        let mut leden = BTreeMap::new();
        self.leden(schema, &mut leden);
        leden.is_empty() && schema["type"] != "array"
    }

    fn alles_staat_in_het_register(&self, wat: &Vergelijking, plaatsen: &BTreeMap<String, &Value>) {
        let register = Register::ingebouwd().expect("a register in order");
        let alles = register.registratie(wat.registratie).expect("a registration").alles();
        let (mut vergeten, mut gebruikt) = (BTreeSet::new(), BTreeSet::new());
        for (pad, schema) in plaatsen.iter().filter(|(_, schema)| self.is_blad(schema)) {
            let uitzondering = wat.uitgezonderd.iter().find(|(plek, _)| onder(pad, plek));
            let opbrengst = til(alles, &met_waarde(pad, voorbeeld(schema)));
            match uitzondering {
                Some((plek, _)) => _ = gebruikt.insert(*plek),
                None => vergeten.extend(opbrengst.niet_gedefinieerd),
            }
            let begrepen = opbrengst.voorkomens.iter().flat_map(|voorkomen| &voorkomen.gegevens);
            for gegeven in begrepen {
                assert_ne!(gegeven.waarde, Waarde::NietBegrepen, "{pad} as {}", gegeven.id);
            }
        }
        assert_eq!(vergeten, BTreeSet::new(), "in the standard, not in the register");
        let alle: BTreeSet<&str> = wat.uitgezonderd.iter().map(|(plek, _)| *plek).collect();
        assert_eq!(gebruikt, alle, "exceptions that except nothing");
    }

    fn alles_staat_in_de_standaard(&self, wat: &Vergelijking, plaatsen: &BTreeMap<String, &Value>) {
        let register = Register::ingebouwd().expect("a register in order");
        let mut fout = Vec::new();
        for plek in register.registratie(wat.registratie).expect("a registration").plekken() {
            let goed = match plaatsen.get(plek.pad.as_str()) {
                Some(schema) => self.past(schema, plek.soort),
                None => wat.toegevoegd.iter().any(|toegevoegd| onder(&plek.pad, toegevoegd)),
            };
            if !goed {
                fout.push((plek.id, plek.pad, plek.soort));
            }
        }
        assert_eq!(fout, [], "in the register, not in the standard or of another kind");
    }

    fn past(&self, schema: &Value, soort: Option<Soort>) -> bool {
        let mut leden = BTreeMap::new();
        self.leden(schema, &mut leden);
        let blad = schema["type"].as_str();
        match soort {
            None => !leden.is_empty(),
            Some(Soort::Datum) => blad == Some("string") && schema["format"] == "date",
            Some(Soort::Code) => {
                leden.contains_key("code") || (blad == Some("string") && schema["enum"].is_array())
            }
            Some(Soort::JaNee) => blad == Some("boolean"),
            Some(Soort::Getal) => blad == Some("integer"),
            Some(Soort::Bedrag) => matches!(blad, Some("integer" | "number")),
            Some(Soort::Tekst) => matches!(blad, Some("string" | "integer")),
            Some(Soort::Adres | Soort::Bsn) => blad == Some("string"),
            Some(Soort::Lijst) => blad == Some("array"),
            Some(Soort::Tekening) => false,
        }
    }
}

/// Whether a place is this one or stands below it.
fn onder(pad: &str, plek: &str) -> bool {
    pad.strip_prefix(plek).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn met_waarde(pad: &str, waarde: Value) -> Value {
    pad.rsplit('/').filter(|deel| !deel.is_empty()).fold(waarde, |binnen, deel| match deel {
        "*" => json!([binnen]),
        naam => json!({ naam: binnen }),
    })
}

fn voorbeeld(schema: &Value) -> Value {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("boolean"), _) => json!(true),
        (Some("integer" | "number"), _) => json!(7),
        (Some("string"), Some("date")) => json!("2001-02-03"),
        (Some("string"), _) => schema["enum"].get(0).cloned().unwrap_or(json!("123456789")),
        anders => panic!("a value of a type this test does not know: {anders:?}"),
    }
}
