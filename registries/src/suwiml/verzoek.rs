//! The question: SOAP 1.1 with WS-Addressing, read strictly.

use super::Dienst;
use super::antwoord::Fout;
use roxmltree::{Document, Node};

pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
pub(super) const WSA: &str = "http://www.w3.org/2005/08/addressing";
const WSSE: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

/// A question that is in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verzoek {
    pub(super) bericht_id: String,
    pub(super) van: String,
    pub(super) naar: String,
    pub(super) bsn: String,
}

impl Verzoek {
    pub(super) fn lees(lichaam: &[u8], dienst: &Dienst) -> Result<Self, Fout> {
        let tekst = std::str::from_utf8(lichaam).map_err(|_| Fout::Bericht)?;
        let document = Document::parse(tekst).map_err(|_| Fout::Bericht)?;
        let envelop = document.root_element();
        let [kop, inhoud] = kinderen(envelop)[..] else { return Err(Fout::Bericht) };
        let is = |element: Node<'_, '_>, naam| element.has_tag_name((SOAP, naam));
        if !(is(envelop, "Envelope") && is(kop, "Header") && is(inhoud, "Body")) {
            return Err(Fout::Bericht);
        }
        let [bericht_id, van, naar] = adressering(kop, dienst)?;
        Ok(Self { bericht_id, van, naar, bsn: bsn(inhoud, dienst)? })
    }
}

fn kinderen<'a, 'i>(element: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    element.children().filter(Node::is_element).collect()
}

fn tekst(element: Node<'_, '_>) -> String {
    element.text().unwrap_or_default().trim().to_owned()
}

/// MessageID, From and To. No header may be there that the standard does not have.
fn adressering(kop: Node<'_, '_>, dienst: &Dienst) -> Result<[String; 3], Fout> {
    let bekend = |element: &Node<'_, '_>| {
        let naam = element.tag_name();
        matches!(
            (naam.namespace(), naam.name()),
            (Some(WSA), "MessageID" | "From" | "To" | "Action") | (Some(WSSE), "Security")
        )
    };
    let koppen = kinderen(kop);
    if !koppen.iter().all(bekend) {
        return Err(Fout::Adressering);
    }
    let een = |naam: &str| {
        let mut gevonden = koppen.iter().filter(|element| element.has_tag_name((WSA, naam)));
        let eerste = gevonden.next().copied().ok_or(Fout::Adressering)?;
        if gevonden.next().is_some() { Err(Fout::Adressering) } else { Ok(eerste) }
    };
    if tekst(een("Action")?) != dienst.actie(dienst.vraag) {
        return Err(Fout::Actie);
    }
    let [adres] = kinderen(een("From")?)[..] else { return Err(Fout::Adressering) };
    let (bericht_id, van, naar) = (tekst(een("MessageID")?), tekst(adres), tekst(een("To")?));
    let in_orde = adres.has_tag_name((WSA, "Address"))
        && bericht_id.contains("://")
        && van.starts_with("https://")
        && noemt_oin(&van)
        && noemt_oin(&naar);
    if in_orde { Ok([bericht_id, van, naar]) } else { Err(Fout::Adressering) }
}

/// Whether an address ends in the number of an organisation, as the agreements want it.
fn noemt_oin(adres: &str) -> bool {
    adres
        .split_once("?oin=")
        .is_some_and(|(_, oin)| oin.len() == 20 && oin.bytes().all(|c| c.is_ascii_digit()))
}

/// The BSN in the one element of the question, which is in the namespace of the dienst while what it holds is in none.
fn bsn(inhoud: Node<'_, '_>, dienst: &Dienst) -> Result<String, Fout> {
    let [vraag] = kinderen(inhoud)[..] else { return Err(Fout::Bericht) };
    if !vraag.has_tag_name((dienst.ruimte().as_str(), dienst.vraag)) {
        return Err(Fout::Vraag);
    }
    let [bsn] = kinderen(vraag)[..] else { return Err(Fout::Vraag) };
    if bsn.tag_name().namespace().is_some() || bsn.tag_name().name() != "Burgerservicenr" {
        return Err(Fout::Vraag);
    }
    let cijfers = bsn.text().unwrap_or_default();
    let is_bsn = cijfers.len() == 9 && cijfers.bytes().all(|c| c.is_ascii_digit());
    if is_bsn { Ok(cijfers.to_owned()) } else { Err(Fout::Bsn) }
}
