//! A question to the registry: read from JSON, every mistake in it named at once.

use serde_json::{Map, Value};

use time::Date;

use super::datum::RuweDatum;
use super::velden::{self, Gevraagd, PADEN_BEPERKT, PADEN_BEPERKT_MET_GEZAG, PADEN_PERSOON, Paden};
use crate::haalcentraal::FouteParameter;

/// Whom to look for.
#[derive(Debug)]
pub(super) enum Zoek {
    Burgerservicenummers(Vec<String>),
    /// A BAG identification, and the GBA element that holds it.
    Object {
        element: &'static str,
        identificatie: String,
    },
}

/// A question that can be answered.
#[derive(Debug)]
pub(super) struct Verzoek {
    pub(super) soort: &'static str,
    pub(super) zoek: Zoek,
    pub(super) gevraagd: Gevraagd,
    /// The paths as they were asked, for the protocol.
    pub(super) velden: Vec<String>,
    pub(super) gemeente: Option<String>,
    pub(super) met_overledenen: bool,
}

const RAADPLEEG: &str = "RaadpleegMetBurgerservicenummer";
const OBJECT: &str = "ZoekMetAdresseerbaarObjectIdentificatie";
const NUMMERAANDUIDING: &str = "ZoekMetNummeraanduidingIdentificatie";

impl Verzoek {
    /// Reads a question. The search types this stand-in does not serve are refused as unknown types.
    pub(super) fn lees(invoer: &Map<String, Value>) -> Result<Self, Vec<FouteParameter>> {
        let mut lezer = Lezer::nieuw(invoer);
        let soort = lezer.soort(&[RAADPLEEG, OBJECT, NUMMERAANDUIDING])?;
        let mut object = |naam, element| {
            let identificatie = lezer.verplicht(naam, IDENTIFICATIE);
            Zoek::Object { element, identificatie }
        };
        let zoek = match soort {
            OBJECT => object("adresseerbaarObjectIdentificatie", "1180"),
            NUMMERAANDUIDING => object("nummeraanduidingIdentificatie", "1190"),
            _ => Zoek::Burgerservicenummers(lezer.lijst("burgerservicenummer", 20, BSN)),
        };
        let paden: &Paden = match soort {
            OBJECT => &PADEN_BEPERKT_MET_GEZAG,
            NUMMERAANDUIDING => &PADEN_BEPERKT,
            _ => &PADEN_PERSOON,
        };
        let (gevraagd, velden) = lezer.velden(paden, 130);
        let gemeente = lezer.tekst("gemeenteVanInschrijving", "^[0-9]{4}$", |t| cijfers(t, 4));
        let met_overledenen = soort == RAADPLEEG || lezer.ja_nee("inclusiefOverledenPersonen");
        lezer.klaar()?;
        Ok(Self { soort, zoek, gevraagd, velden, gemeente, met_overledenen })
    }
}

/// A pattern as the standard writes it, and the check that is the same.
pub(crate) type Patroon = (&'static str, fn(&str) -> bool);

pub(crate) const BSN: Patroon = ("^[0-9]{9}$", |tekst| cijfers(tekst, 9));
/// Of an object or a number in the BAG; nothing but zeros is the value that says it is unknown.
pub(crate) const IDENTIFICATIE: Patroon =
    ("^(?!0{16})[0-9]{16}$", |tekst| cijfers(tekst, 16) && tekst.bytes().any(|b| b != b'0'));

fn cijfers(tekst: &str, aantal: usize) -> bool {
    tekst.len() == aantal && tekst.bytes().all(|b| b.is_ascii_digit())
}

fn datum(tekst: &str) -> Option<Date> {
    let ruw: String = tekst.split('-').collect();
    match RuweDatum::lees(&ruw)? {
        RuweDatum::Volledig(datum) if tekst == datum.to_string() => Some(datum),
        _ => None,
    }
}

/// Takes the parameters of a question one by one, and remembers what was wrong with each.
pub(crate) struct Lezer<'a> {
    invoer: &'a Map<String, Value>,
    fouten: Vec<FouteParameter>,
    bekend: Vec<&'static str>,
}

impl<'a> Lezer<'a> {
    pub(crate) fn nieuw(invoer: &'a Map<String, Value>) -> Self {
        Self { invoer, fouten: vec![], bekend: vec!["type"] }
    }

    /// The search type. What belongs to one that is not known here cannot be read.
    pub(crate) fn soort(&self, soorten: &[&'static str]) -> Result<&'static str, Vec<FouteParameter>> {
        match self.invoer.get("type") {
            None | Some(Value::Null) => {
                Err(vec![FouteParameter::nieuw("type", "required", "Parameter is verplicht.")])
            }
            Some(gevraagd) => soorten.iter().copied().find(|soort| gevraagd == soort).ok_or_else(|| {
                vec![FouteParameter::nieuw("type", "value", "Waarde is geen geldig zoek type.")]
            }),
        }
    }

    /// When nothing was wrong, also not that there are parameters that do not belong here.
    pub(crate) fn klaar(mut self) -> Result<(), Vec<FouteParameter>> {
        self.onverwacht();
        if self.fouten.is_empty() { Ok(()) } else { Err(self.fouten) }
    }

    pub(crate) fn fout(&mut self, naam: &str, code: &'static str, reden: &str) {
        self.fouten.push(FouteParameter::nieuw(naam, code, reden));
    }

    fn patroonfout(&mut self, naam: &str, patroon: &str) {
        self.fout(naam, "pattern", &format!("Waarde voldoet niet aan patroon {patroon}."));
    }

    fn neem(&mut self, naam: &'static str) -> Option<&'a Value> {
        self.bekend.push(naam);
        self.invoer.get(naam).filter(|waarde| !waarde.is_null())
    }

    /// A required list of texts of a pattern.
    pub(crate) fn lijst(
        &mut self,
        naam: &'static str,
        hoogstens: usize,
        (patroon, klopt): Patroon,
    ) -> Vec<String> {
        let Some(waarde) = self.neem(naam) else {
            self.fout(naam, "required", "Parameter is verplicht.");
            return vec![];
        };
        let Some(leden) = waarde.as_array() else {
            self.fout(naam, "array", "Parameter is geen array.");
            return vec![];
        };
        if leden.is_empty() {
            self.fout(naam, "minItems", "Array bevat minder dan 1 items.");
        }
        if leden.len() > hoogstens {
            self.fout(naam, "maxItems", &format!("Array bevat meer dan {hoogstens} items."));
            return vec![];
        }
        for (i, lid) in leden.iter().enumerate() {
            if !lid.as_str().is_some_and(klopt) {
                self.patroonfout(&format!("{naam}[{i}]"), patroon);
            }
        }
        leden.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    fn tekst(&mut self, naam: &'static str, patroon: &str, klopt: fn(&str) -> bool) -> Option<String> {
        let waarde = self.neem(naam)?;
        let tekst = waarde.as_str().filter(|tekst| klopt(tekst));
        if tekst.is_none() {
            self.patroonfout(naam, patroon);
        }
        tekst.map(str::to_owned)
    }

    /// A text that must be there and meet its pattern. An empty one is not there.
    pub(crate) fn verplicht(&mut self, naam: &'static str, (patroon, klopt): Patroon) -> String {
        let Some(waarde) = self.neem(naam).filter(|waarde| *waarde != "") else {
            self.fout(naam, "required", "Parameter is verplicht.");
            return String::new();
        };
        let tekst = waarde.as_str().filter(|tekst| klopt(tekst));
        if tekst.is_none() {
            self.patroonfout(naam, patroon);
        }
        tekst.unwrap_or_default().to_owned()
    }

    /// A date that must be there, `yyyy-mm-dd`.
    pub(crate) fn datum(&mut self, naam: &'static str) -> Option<Date> {
        let Some(waarde) = self.neem(naam).filter(|waarde| *waarde != "") else {
            self.fout(naam, "required", "Parameter is verplicht.");
            return None;
        };
        let datum = waarde.as_str().and_then(datum);
        if datum.is_none() {
            self.fout(naam, "date", "Waarde is geen geldige datum.");
        }
        datum
    }

    fn ja_nee(&mut self, naam: &'static str) -> bool {
        let Some(waarde) = self.neem(naam) else { return false };
        waarde.as_bool().unwrap_or_else(|| {
            self.fout(naam, "boolean", "Waarde is geen boolean.");
            false
        })
    }

    /// The `fields`, of which there may be no more than this.
    pub(crate) fn velden(&mut self, paden: &Paden, hoogstens: usize) -> (Gevraagd, Vec<String>) {
        const PATROON: &str = r"^[a-zA-Z0-9\._]{1,200}$";
        let klopt = |tekst: &str| {
            (1..=200).contains(&tekst.len())
                && tekst.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
        };
        let voor = self.fouten.len();
        let velden = self.lijst("fields", hoogstens, (PATROON, klopt));
        if self.fouten.len() > voor {
            return (Gevraagd::default(), velden);
        }
        let mut gevraagd = Gevraagd::default();
        for (i, veld) in velden.iter().enumerate() {
            let naam = format!("fields[{i}]");
            if let Some(eenheden) = paden.get(veld) {
                gevraagd.0.extend(eenheden.iter().cloned());
            } else if velden::automatisch(veld) {
                self.fout(&naam, "fields", "Parameter bevat een niet toegestane veldnaam.");
            } else {
                self.fout(&naam, "fields", "Parameter bevat een niet bestaande veldnaam.");
            }
        }
        (gevraagd, velden)
    }

    /// Parameters that do not belong to this search type. Only harmless characters of their names are said back.
    fn onverwacht(&mut self) {
        let bekend = std::mem::take(&mut self.bekend);
        for naam in self.invoer.keys().filter(|naam| !bekend.contains(&naam.as_str())) {
            let netjes = |c: &char| c.is_ascii_alphabetic() || matches!(c, '.' | '_');
            let naam: String = naam.chars().filter(netjes).take(30).collect();
            self.fout(&naam, "unknownParam", "Parameter is niet verwacht.");
        }
    }
}
