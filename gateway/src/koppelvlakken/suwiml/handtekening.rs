//! Digikoppeling 2W-be-S: the signature over every header and the body (WS-Security 1.0 with an X.509 token).
//!
//! The certificate goes along as a BinarySecurityToken. Each part is digested as it stands in the message, see
//! [`super::bericht`]. An RSA key signs with RSA-SHA256, a key on the curve P-256 with ECDSA-SHA256.

use super::bericht::{Deel, Element, WSU};
use crate::config::Digikoppeling;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair as RsaKeyPair;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use sha2::{Digest as _, Sha256};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Duration, OffsetDateTime};

const DS: &str = "http://www.w3.org/2000/09/xmldsig#";
const EXC_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const WSSE: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const X509: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
const BASE64: &str =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
/// How long a message may be under way.
const GELDIG: Duration = Duration::minutes(5);
const TIJDSTIP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");

/// Signs messages with one key.
pub(super) struct Ondertekenaar {
    /// DER, base64.
    certificaat: String,
    sleutel: Sleutel,
}

enum Sleutel {
    Rsa(RsaKeyPair),
    Ecdsa(EcdsaKeyPair),
}

impl Ondertekenaar {
    /// Reads the PEM files of the configuration, and signs once to see that it can.
    pub(super) fn lees(digikoppeling: &Digikoppeling) -> Result<Self, String> {
        let certificaat = CertificateDer::from_pem_file(&digikoppeling.certificaat)
            .map_err(|_| "digikoppeling.certificaat is no PEM file with a certificate")?;
        let sleutel = PrivateKeyDer::from_pem_file(&digikoppeling.sleutel)
            .map_err(|_| "digikoppeling.sleutel is no PEM file with a private key")?;
        let sleutel = Sleutel::van(&sleutel)
            .ok_or("digikoppeling.sleutel must be an RSA key or a key on the curve P-256")?;
        sleutel.onderteken(b"proef").ok_or("digikoppeling.sleutel does not sign")?;
        Ok(Self { certificaat: STANDARD.encode(certificaat), sleutel })
    }

    /// The header `wsse:Security`, which signs these parts, its own token and its own time.
    pub(super) fn beveiliging<'a>(
        &self,
        delen: impl Iterator<Item = &'a Deel>,
        nu: OffsetDateTime,
    ) -> Result<String, &'static str> {
        let (token, tijd) = (self.token(), tijd(nu)?);
        let verwijzingen: String = delen.map(verwijzing).chain([&token, &tijd].map(verwijzing)).collect();
        let methode = self.sleutel.methode();
        let getekend = Element { naam: "ds:SignedInfo", ruimten: &[("ds", DS)], attributen: &[], id: None }
            .met(&format!(
                "<ds:CanonicalizationMethod Algorithm=\"{EXC_C14N}\"></ds:CanonicalizationMethod>\
                 <ds:SignatureMethod Algorithm=\"{methode}\"></ds:SignatureMethod>{verwijzingen}"
            ));
        let waarde = self.sleutel.onderteken(getekend.as_bytes()).ok_or("the key does not sign")?;
        Ok(format!(
            "<wsse:Security xmlns:wsse=\"{WSSE}\" soap:mustUnderstand=\"1\">{}{}\
             <ds:Signature xmlns:ds=\"{DS}\">{getekend}<ds:SignatureValue>{waarde}</ds:SignatureValue>\
             <ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI=\"#{}\" ValueType=\"{X509}\"/>\
             </wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature></wsse:Security>",
            token.tekst, tijd.tekst, token.id
        ))
    }

    /// The certificate that the other side checks the signature with.
    fn token(&self) -> Deel {
        let id = "certificaat";
        let token = Element {
            naam: "wsse:BinarySecurityToken",
            ruimten: &[("wsse", WSSE)],
            attributen: &[("EncodingType", BASE64), ("ValueType", X509)],
            id: Some(id),
        };
        Deel { id, tekst: token.met(&self.certificaat) }
    }
}

/// From when until when the message holds.
fn tijd(nu: OffsetDateTime) -> Result<Deel, &'static str> {
    let id = "tijd";
    let tijdstip =
        |moment: OffsetDateTime| moment.format(TIJDSTIP).map_err(|_| "a time that cannot be written");
    let nu = nu.to_offset(time::UtcOffset::UTC);
    let tot = nu.checked_add(GELDIG).ok_or("a time that cannot be written")?;
    let inhoud =
        format!("<wsu:Created>{}</wsu:Created><wsu:Expires>{}</wsu:Expires>", tijdstip(nu)?, tijdstip(tot)?);
    let element = Element { naam: "wsu:Timestamp", ruimten: &[("wsu", WSU)], attributen: &[], id: Some(id) };
    Ok(Deel { id, tekst: element.met(&inhoud) })
}

fn verwijzing(deel: &Deel) -> String {
    let samenvatting = STANDARD.encode(Sha256::digest(deel.tekst.as_bytes()));
    format!(
        "<ds:Reference URI=\"#{}\"><ds:Transforms><ds:Transform Algorithm=\"{EXC_C14N}\"></ds:Transform>\
         </ds:Transforms><ds:DigestMethod Algorithm=\"{SHA256}\"></ds:DigestMethod>\
         <ds:DigestValue>{samenvatting}</ds:DigestValue></ds:Reference>",
        deel.id
    )
}

impl Sleutel {
    /// Of any of the three forms that a PEM file may hold.
    fn van(der: &PrivateKeyDer<'_>) -> Option<Self> {
        let curve = &ECDSA_P256_SHA256_FIXED_SIGNING;
        match der {
            PrivateKeyDer::Pkcs8(der) => {
                let der = der.secret_pkcs8_der();
                let ecdsa = || EcdsaKeyPair::from_pkcs8(curve, der).ok().map(Self::Ecdsa);
                RsaKeyPair::from_pkcs8(der).ok().map(Self::Rsa).or_else(ecdsa)
            }
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()).ok().map(Self::Rsa),
            PrivateKeyDer::Sec1(der) => {
                EcdsaKeyPair::from_private_key_der(curve, der.secret_sec1_der()).ok().map(Self::Ecdsa)
            }
            _ => None,
        }
    }

    fn methode(&self) -> &'static str {
        match self {
            Sleutel::Rsa(_) => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            Sleutel::Ecdsa(_) => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        }
    }

    /// The signature, base64.
    fn onderteken(&self, bytes: &[u8]) -> Option<String> {
        let toeval = SystemRandom::new();
        let handtekening = match self {
            Sleutel::Rsa(sleutel) => {
                let mut handtekening = vec![0; sleutel.public_modulus_len()];
                sleutel.sign(&RSA_PKCS1_SHA256, &toeval, bytes, &mut handtekening).ok()?;
                handtekening
            }
            Sleutel::Ecdsa(sleutel) => sleutel.sign(&toeval, bytes).ok()?.as_ref().to_vec(),
        };
        Some(STANDARD.encode(handtekening))
    }
}

#[cfg(test)]
mod tests;
