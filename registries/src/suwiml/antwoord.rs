//! The answer: an envelope with the addressing turned round, around what the dienst found or around a fault.

use super::Dienst;
use super::verzoek::{SOAP, Verzoek, WSA};
use super::vorm::ontsnapt;
use std::fmt::Write as _;

const FWI: &str = "http://bkwi.nl/SuwiML/FWI/v0205";
/// Who reports a fault.
const BRON: &str = "CN=Suwibroker (demo), O=BKWI, C=NL";

/// Why a question is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fout {
    Soapaction,
    Inhoudstype,
    Bericht,
    Adressering,
    Actie,
    Vraag,
    Bsn,
    Intern,
}

impl Fout {
    /// The code and the text of the `fwi:Fout`.
    fn melding(self) -> (&'static str, &'static str) {
        match self {
            Fout::Soapaction => ("SB-001", "De HTTP-header SOAPAction ontbreekt."),
            Fout::Inhoudstype => ("SB-002", "Het bericht is geen text/xml."),
            Fout::Bericht => ("SB-003", "Het bericht is geen SOAP 1.1 met een header en een body."),
            Fout::Adressering => ("SB-004", "De WS-Addressing headers zijn niet volgens afspraak."),
            Fout::Actie => ("SB-005", "Deze dienst kent de gevraagde actie niet."),
            Fout::Vraag => ("SB-006", "De vraag voldoet niet aan het schema van de dienst."),
            Fout::Bsn => ("SB-007", "Het burgerservicenummer heeft niet de goede vorm."),
            Fout::Intern => ("SB-900", "De vraag kon niet worden beantwoord."),
        }
    }
}

/// One message back.
pub(super) struct Brief<'a> {
    pub(super) dienst: &'a Dienst,
    /// The question, when it could be read.
    pub(super) verzoek: Option<&'a Verzoek>,
    /// Tells this message from others.
    pub(super) nummer: i128,
}

impl Brief<'_> {
    pub(super) fn antwoord(&self, inhoud: &str) -> String {
        let (vraag, ruimte) = (self.dienst.vraag, self.dienst.ruimte());
        let element = format!("<d:{vraag}Response xmlns:d=\"{ruimte}\">{inhoud}</d:{vraag}Response>");
        self.envelop(&format!("{vraag}Response"), &element)
    }

    pub(super) fn fout(&self, fout: Fout) -> String {
        let (code, tekst) = fout.melding();
        let wie = if fout == Fout::Intern { "Server" } else { "Client" };
        let fault = format!(
            "<s:Fault><faultcode>s:{wie}</faultcode><faultstring>AanvraagNietOk</faultstring><detail>\
             <fwi:Fout xmlns:fwi=\"{FWI}\"><Code>{code}</Code><Tekst>{tekst}</Tekst><Bron><DN>{BRON}</DN></Bron>\
             </fwi:Fout></detail></s:Fault>"
        );
        self.envelop("Fout", &fault)
    }

    fn envelop(&self, actie: &str, inhoud: &str) -> String {
        let actie = self.dienst.actie(actie);
        let mut koppen = format!("<a:Action>{actie}</a:Action>");
        if let Some(verzoek) = self.verzoek {
            // Writing to a String does not fail.
            let _ = write!(
                koppen,
                "<a:MessageID>{naar}/{nummer}</a:MessageID><a:From><a:Address>{naar}</a:Address></a:From>\
                 <a:To>{van}</a:To><a:RelatesTo>{id}</a:RelatesTo>",
                naar = ontsnapt(&verzoek.naar),
                nummer = self.nummer,
                van = ontsnapt(&verzoek.van),
                id = ontsnapt(&verzoek.bericht_id),
            );
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <s:Envelope xmlns:s=\"{SOAP}\" xmlns:a=\"{WSA}\"><s:Header>{koppen}</s:Header>\
             <s:Body>{inhoud}</s:Body></s:Envelope>"
        )
    }
}

/// What stands in the element of the answer when there is nobody.
pub(super) fn niets_gevonden() -> String {
    format!("<fwi:NietsGevonden xmlns:fwi=\"{FWI}\"/>")
}
