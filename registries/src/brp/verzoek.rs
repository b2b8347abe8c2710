//! A question to the registry: read from JSON, every mistake in it named at once.

use serde_json::{Map, Value};

use super::velden::{self, Gevraagd, PADEN_BEPERKT, PADEN_BEPERKT_MET_GEZAG, PADEN_PERSOON, Paden};

/// One wrong parameter, as the standard reports it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FouteParameter {
    pub(super) naam: String,
    pub(super) code: &'static str,
    pub(super) reden: String,
}

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
        let mut lezer = Lezer { invoer, fouten: vec![], bekend: vec!["type"] };
        let soort = match invoer.get("type") {
            None | Some(Value::Null) => {
                return Err(vec![fout("type", "required", "Parameter is verplicht.")]);
            }
            Some(Value::String(soort)) => {
                [RAADPLEEG, OBJECT, NUMMERAANDUIDING].into_iter().find(|s| s == soort)
            }
            Some(_) => None,
        };
        let Some(soort) = soort else {
            return Err(vec![fout("type", "value", "Waarde is geen geldig zoek type.")]);
        };
        let zoek = match soort {
            OBJECT => lezer.identificatie("adresseerbaarObjectIdentificatie", "1180"),
            NUMMERAANDUIDING => lezer.identificatie("nummeraanduidingIdentificatie", "1190"),
            _ => Zoek::Burgerservicenummers(lezer.lijst(
                "burgerservicenummer",
                20,
                ("^[0-9]{9}$", |t| cijfers(t, 9)),
            )),
        };
        let paden: &Paden = match soort {
            OBJECT => &PADEN_BEPERKT_MET_GEZAG,
            NUMMERAANDUIDING => &PADEN_BEPERKT,
            _ => &PADEN_PERSOON,
        };
        let (gevraagd, velden) = lezer.velden(paden);
        let gemeente = lezer.tekst("gemeenteVanInschrijving", "^[0-9]{4}$", |t| cijfers(t, 4));
        let met_overledenen = soort == RAADPLEEG || lezer.ja_nee("inclusiefOverledenPersonen");
        lezer.onverwacht();
        if lezer.fouten.is_empty() {
            Ok(Self { soort, zoek, gevraagd, velden, gemeente, met_overledenen })
        } else {
            Err(lezer.fouten)
        }
    }
}

/// A pattern as the standard writes it, and the check that is the same.
type Patroon = (&'static str, fn(&str) -> bool);

fn cijfers(tekst: &str, aantal: usize) -> bool {
    tekst.len() == aantal && tekst.bytes().all(|b| b.is_ascii_digit())
}

fn fout(naam: &str, code: &'static str, reden: &str) -> FouteParameter {
    FouteParameter { naam: naam.to_owned(), code, reden: reden.to_owned() }
}

struct Lezer<'a> {
    invoer: &'a Map<String, Value>,
    fouten: Vec<FouteParameter>,
    bekend: Vec<&'static str>,
}

impl<'a> Lezer<'a> {
    fn fout(&mut self, naam: &str, code: &'static str, reden: &str) {
        self.fouten.push(fout(naam, code, reden));
    }

    fn patroonfout(&mut self, naam: &str, patroon: &str) {
        self.fout(naam, "pattern", &format!("Waarde voldoet niet aan patroon {patroon}."));
    }

    fn neem(&mut self, naam: &'static str) -> Option<&'a Value> {
        self.bekend.push(naam);
        self.invoer.get(naam).filter(|waarde| !waarde.is_null())
    }

    /// A required list of texts of a pattern.
    fn lijst(&mut self, naam: &'static str, hoogstens: usize, (patroon, klopt): Patroon) -> Vec<String> {
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

    fn identificatie(&mut self, naam: &'static str, element: &'static str) -> Zoek {
        if self.invoer.get(naam).is_none_or(|waarde| waarde.is_null() || waarde == "") {
            self.bekend.push(naam);
            self.fout(naam, "required", "Parameter is verplicht.");
        }
        let klopt = |tekst: &str| cijfers(tekst, 16) && tekst.bytes().any(|b| b != b'0');
        let waarde = self.invoer.get(naam).filter(|waarde| *waarde != "");
        let identificatie =
            waarde.and_then(|_| self.tekst(naam, "^(?!0{16})[0-9]{16}$", klopt)).unwrap_or_default();
        Zoek::Object { element, identificatie }
    }

    fn ja_nee(&mut self, naam: &'static str) -> bool {
        let Some(waarde) = self.neem(naam) else { return false };
        waarde.as_bool().unwrap_or_else(|| {
            self.fout(naam, "boolean", "Waarde is geen boolean.");
            false
        })
    }

    fn velden(&mut self, paden: &Paden) -> (Gevraagd, Vec<String>) {
        const PATROON: &str = r"^[a-zA-Z0-9\._]{1,200}$";
        let klopt = |tekst: &str| {
            (1..=200).contains(&tekst.len())
                && tekst.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'_')
        };
        let voor = self.fouten.len();
        let velden = self.lijst("fields", 130, (PATROON, klopt));
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
