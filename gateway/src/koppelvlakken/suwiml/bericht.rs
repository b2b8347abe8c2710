//! The question: SOAP 1.1 with WS-Addressing, as the agreements on synchronous questions over Suwinet have it.
//!
//! Every part that is signed is written as exclusive canonicalisation (exc-c14n) would write it: it declares the
//! namespaces it uses itself, in order, and has no empty-element tags. Then its bytes are what is digested, and no
//! canonicalisation is needed here. A test has xmllint agree.

use super::dienst::Dienst;
use super::handtekening::Ondertekenaar;
use contract::Bsn;
use time::OffsetDateTime;
use url::Url;

pub(super) const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
pub(super) const WSA: &str = "http://www.w3.org/2005/08/addressing";
pub(super) const WSU: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// From where and to where every question of one registration goes.
pub(super) struct Adressering {
    afzender: String,
    van: String,
    naar: String,
}

impl Adressering {
    /// `oin`: ours. The address of the dienst must hold the number of its holder: `…?oin=` and 20 digits.
    pub(super) fn nieuw(portaal: &Url, oin: &str, dienst: &Url) -> Result<Self, String> {
        let noemt_oin = dienst.query_pairs().any(|(naam, waarde)| {
            naam == "oin" && waarde.len() == 20 && waarde.bytes().all(|c| c.is_ascii_digit())
        });
        if !noemt_oin {
            return Err("url must end in ?oin= and the 20 digits of the one who answers".into());
        }
        // A name by which the other side knows us, not an address that is called: so https, also in the demo.
        let afzender = format!("https://{}/suwiml", portaal.authority());
        let van = format!("{afzender}?oin={oin}");
        Ok(Self { afzender, van, naar: dienst.to_string() })
    }

    /// A `wsa:MessageID`: the URI of one message.
    pub(super) fn bericht_id(&self, uuid: uuid::Uuid) -> String {
        format!("{}/{uuid}", self.afzender)
    }
}

/// An element in canonical form.
pub(super) struct Element<'a> {
    /// With its prefix.
    pub(super) naam: &'a str,
    /// The namespaces it uses, by prefix.
    pub(super) ruimten: &'a [(&'a str, &'a str)],
    /// Without a prefix, in the order of their names.
    pub(super) attributen: &'a [(&'a str, &'a str)],
    /// `wsu:Id`: by what a signature refers to it.
    pub(super) id: Option<&'a str>,
}

impl Element<'_> {
    pub(super) fn met(&self, inhoud: &str) -> String {
        let mut ruimten = self.ruimten.to_vec();
        ruimten.extend(self.id.map(|_| ("wsu", WSU)));
        ruimten.sort_unstable();
        ruimten.dedup();
        let ruimten = ruimten.iter().map(|(prefix, ruimte)| format!(" xmlns:{prefix}=\"{ruimte}\""));
        let attributen =
            self.attributen.iter().map(|(naam, waarde)| format!(" {naam}=\"{}\"", ontsnapt(waarde)));
        let id = self.id.map(|id| format!(" wsu:Id=\"{id}\""));
        let kop: String = ruimten.chain(attributen).chain(id).collect();
        format!("<{naam}{kop}>{inhoud}</{naam}>", naam = self.naam)
    }
}

/// A part of the message that is signed.
pub(super) struct Deel {
    pub(super) id: &'static str,
    pub(super) tekst: String,
}

/// The whole message. It is signed when there is something to sign it with.
pub(super) fn bericht(
    dienst: &Dienst,
    adressering: &Adressering,
    id: &str,
    bsn: &Bsn,
    ondertekening: Option<(&Ondertekenaar, OffsetDateTime)>,
) -> Result<String, &'static str> {
    let getekend = ondertekening.is_some();
    let kop = |id, naam, inhoud: String| Deel { id, tekst: wsa(naam, getekend.then_some(id), &inhoud) };
    let adres = format!("<wsa:Address>{}</wsa:Address>", ontsnapt(&adressering.van));
    let koppen = [
        kop("bericht-id", "wsa:MessageID", ontsnapt(id)),
        kop("van", "wsa:From", adres),
        kop("naar", "wsa:To", ontsnapt(&adressering.naar)),
        kop("actie", "wsa:Action", ontsnapt(&dienst.actie())),
    ];
    let lichaam = Deel { id: "lichaam", tekst: lichaam(dienst, bsn, getekend.then_some("lichaam")) };
    let beveiliging = match ondertekening {
        Some((ondertekenaar, nu)) => ondertekenaar.beveiliging(koppen.iter().chain([&lichaam]), nu)?,
        None => String::new(),
    };
    let koppen: String = koppen.iter().map(|deel| deel.tekst.as_str()).collect();
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"{SOAP}\">\
         <soap:Header>{beveiliging}{koppen}</soap:Header>{}</soap:Envelope>",
        lichaam.tekst
    ))
}

fn wsa(naam: &str, id: Option<&str>, inhoud: &str) -> String {
    Element { naam, ruimten: &[("wsa", WSA)], attributen: &[], id }.met(inhoud)
}

fn lichaam(dienst: &Dienst, bsn: &Bsn, id: Option<&str>) -> String {
    let naam = format!("smls:{}", dienst.vraag);
    let ruimte = dienst.ruimte();
    let vraag = Element { naam: &naam, ruimten: &[("smls", &ruimte)], attributen: &[], id: None }
        .met(&format!("<Burgerservicenr>{}</Burgerservicenr>", bsn.cijfers()));
    Element { naam: "soap:Body", ruimten: &[("soap", SOAP)], attributen: &[], id }.met(&vraag)
}

/// As text or in an attribute; what canonical XML would write otherwise too does not come in an address.
fn ontsnapt(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len());
    for teken in tekst.chars() {
        match teken {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            _ => uit.push(teken),
        }
    }
    uit
}

#[cfg(test)]
mod tests;
