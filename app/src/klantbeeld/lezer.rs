//! The reader: their language, and how everything is written in it.

use crate::browser::intl;
use crate::klantbeeld::bedragen::Bedragen;
use crate::klantbeeld::vorm::{Opmaak, Woord, datum_tekst};
use crate::taal::{td_string, use_i18n, vul};
use contract::Taal;

/// Reads and writes in one language, with amounts of money or (`true`) without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lezer(pub Taal, pub bool);

/// The reader now. In a reactive place it follows a change of language, and the hiding of amounts.
pub fn lezer() -> Lezer {
    Lezer(use_i18n().taal(), Bedragen::verborgen())
}

/// The same for what holds no amounts: it follows the language only.
pub fn lezer_zonder_bedragen() -> Lezer {
    Lezer(use_i18n().taal(), false)
}

impl Lezer {
    /// A moment of the gateway, in the reader's time zone; what is no moment is unknown.
    pub fn moment(self, rfc3339: &str) -> String {
        intl::moment(self.0, rfc3339).unwrap_or_else(|| self.woord(Woord::Onbekend))
    }

    /// The day of a moment of the gateway, in the reader's time zone.
    pub fn dag_van(self, rfc3339: &str) -> String {
        intl::dag_van(rfc3339).map_or_else(|| self.woord(Woord::Onbekend), |datum| datum_tekst(datum, &self))
    }

    /// "WOZ, BRK en RDW".
    pub fn opsomming(self, delen: &[String]) -> String {
        intl::opsomming(self.0, delen)
    }
}

impl Opmaak for Lezer {
    fn dag(&self, jaar: u16, maand: u8, dag: u8) -> String {
        intl::dag(self.0, jaar, maand, dag)
    }

    fn maand(&self, jaar: u16, maand: u8) -> String {
        intl::maand(self.0, jaar, maand)
    }

    fn getal(&self, getal: &str) -> String {
        intl::getal(self.0, getal)
    }

    fn bedrag(&self, centen: i64) -> Option<String> {
        (!self.1).then(|| intl::bedrag(self.0, centen))
    }

    fn woord(&self, woord: Woord<'_>) -> String {
        match woord {
            Woord::Onbekend => td_string!(self.0, gegeven.onbekend).into(),
            Woord::Ja => td_string!(self.0, gegeven.ja).into(),
            Woord::Nee => td_string!(self.0, gegeven.nee).into(),
            Woord::Leeg => td_string!(self.0, gegeven.leeg).into(),
            Woord::NietBegrepen => td_string!(self.0, gegeven.niet_begrepen).into(),
            Woord::Code(code) => vul(td_string!(self.0, gegeven.code), &[("code", code)]),
            Woord::Sinds(van) => vul(td_string!(self.0, gegeven.sinds), &[("van", van)]),
            Woord::Tot(tot) => vul(td_string!(self.0, gegeven.tot), &[("tot", tot)]),
            Woord::VanTot(van, tot) => {
                vul(td_string!(self.0, gegeven.van_tot), &[("van", van), ("tot", tot)])
            }
        }
    }
}
