//! A persoonslijst: what the registry holds on one person, by category, in raw form.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use time::Date;

use super::datum::RuweDatum;

/// One occurrence of a category, by GBA element number (`"0210"` = 02.10 first names).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Voorkomen(pub(crate) Map<String, Value>);

impl Voorkomen {
    /// The raw text of an element; nothing when it is absent or empty.
    pub(crate) fn ruw(&self, element: &str) -> Option<&str> {
        self.0.get(element).and_then(Value::as_str).filter(|tekst| !tekst.is_empty())
    }

    /// The text of an element, without the standard values that say it is unknown: `.` and nothing but zeros.
    pub(crate) fn tekst(&self, element: &str) -> Option<&str> {
        self.ruw(element).filter(|tekst| *tekst != "." && !tekst.bytes().all(|b| b == b'0'))
    }

    pub(crate) fn datum(&self, element: &str) -> Option<RuweDatum> {
        self.ruw(element).and_then(RuweDatum::lees)
    }

    /// The texts of an element that is a list.
    pub(crate) fn lijst(&self, element: &str) -> Vec<&str> {
        let waarden = self.0.get(element).and_then(Value::as_array);
        waarden.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

/// All current occurrences of one person.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Persoonslijst(pub(crate) BTreeMap<String, Vec<Voorkomen>>);

impl Persoonslijst {
    pub(crate) fn alle(&self, categorie: &str) -> &[Voorkomen] {
        self.0.get(categorie).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn een(&self, categorie: &str) -> Option<&Voorkomen> {
        self.alle(categorie).first()
    }

    pub(crate) fn bsn(&self) -> Option<&str> {
        self.een("01").and_then(|persoon| persoon.ruw("0120"))
    }

    pub(crate) fn opschorting(&self) -> Option<&str> {
        self.een("07").and_then(|inschrijving| inschrijving.ruw("6720"))
    }

    pub(crate) fn overleden(&self) -> bool {
        self.een("06").is_some() || self.opschorting() == Some("O")
    }
}

/// The national tables: (table, code) → description.
pub(crate) type Tabellen = HashMap<(String, String), String>;

/// What an answer needs besides the persoonslijst itself.
pub(crate) struct Context<'a> {
    pub(crate) tabellen: &'a Tabellen,
    pub(crate) vandaag: Date,
    /// Who stands in the authority (gezag) relations: BSN → category 01 of that person.
    pub(crate) anderen: &'a HashMap<String, Voorkomen>,
}

impl Context<'_> {
    pub(crate) fn omschrijving(&self, tabel: &str, code: &str) -> Option<&str> {
        self.tabellen.get(&(tabel.to_owned(), code.to_owned())).map(String::as_str)
    }

    /// `{code, omschrijving}`; the description is left out when the table does not have it.
    pub(crate) fn waarde(&self, tabel: &str, code: &str) -> Value {
        match self.omschrijving(tabel, code) {
            Some(omschrijving) => json!({"code": code, "omschrijving": omschrijving}),
            None => json!({"code": code}),
        }
    }

    pub(crate) fn waardetabel(&self, v: &Voorkomen, element: &str, tabel: &str) -> Option<Value> {
        v.tekst(element).map(|code| self.waarde(tabel, code))
    }

    /// A place: a municipality by its code, or a place abroad by its name.
    pub(crate) fn plaats(&self, v: &Voorkomen, element: &str) -> Option<Value> {
        v.tekst(element).map(|plaats| {
            let is_code = plaats.len() == 4 && plaats.bytes().all(|b| b.is_ascii_digit());
            if is_code { self.waarde("gemeente", plaats) } else { json!({"omschrijving": plaats}) }
        })
    }
}

/// Collects the fields of a group, leaving out what has no value.
#[derive(Default)]
pub(crate) struct Groep(Map<String, Value>);

impl Groep {
    pub(crate) fn zet(&mut self, veld: &str, waarde: Option<impl Into<Value>>) -> &mut Self {
        if let Some(waarde) = waarde {
            self.0.insert(veld.to_owned(), waarde.into());
        }
        self
    }

    pub(crate) fn datum(&mut self, veld: &str, datum: Option<RuweDatum>) -> &mut Self {
        self.zet(veld, datum.map(RuweDatum::antwoord))
    }

    /// The group, or nothing when it is empty.
    pub(crate) fn klaar(&mut self) -> Option<Value> {
        let groep = std::mem::take(&mut self.0);
        (!groep.is_empty()).then_some(Value::Object(groep))
    }

    pub(crate) fn map(&mut self) -> Map<String, Value> {
        std::mem::take(&mut self.0)
    }
}
