//! The signature is judged by tools that nobody here wrote: xmllint for the canonical form, xmlsec1 for the rest.

use super::super::bericht::{Adressering, SOAP, WSA, bericht};
use super::super::proef::{BSN, brv, gereedschap};
use super::*;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, SignatureAlgorithm};
use roxmltree::Document;
use std::path::{Path, PathBuf};
use time::macros::datetime;

/// A key with a certificate of its own, as PEM files.
fn digikoppeling(map: &Path, soort: &'static SignatureAlgorithm) -> Digikoppeling {
    let sleutel = KeyPair::generate_for(soort).unwrap();
    let certificaat =
        CertificateParams::new(vec!["localhost".into()]).unwrap().self_signed(&sleutel).unwrap();
    let schrijf = |naam: &str, tekst: String| {
        let bestand = map.join(naam);
        std::fs::write(&bestand, tekst).unwrap();
        bestand
    };
    Digikoppeling {
        certificaat: schrijf("certificaat.pem", certificaat.pem()),
        sleutel: schrijf("sleutel.pem", sleutel.serialize_pem()),
        ca: schrijf("ca.pem", certificaat.pem()),
    }
}

fn getekend(digikoppeling: &Digikoppeling) -> String {
    let portaal = "https://mijn.gemeente.example/".parse().unwrap();
    let dienst = "https://broker.example/RDW?oin=00000099000000002000&x=%26&y=1".parse().unwrap();
    let adressering = Adressering::nieuw(&portaal, "00000099000000001000", &dienst).unwrap();
    let ondertekenaar = Ondertekenaar::lees(digikoppeling).unwrap();
    let nu = datetime!(2026-11-22 12:00 +1);
    let id = "https://mijn.gemeente.example/suwiml/1";
    bericht(&brv(), &adressering, id, &BSN.parse().unwrap(), Some((&ondertekenaar, nu))).unwrap()
}

fn schrijf(map: &Path, naam: &str, tekst: &str) -> PathBuf {
    let bestand = map.join(naam);
    std::fs::write(&bestand, tekst).unwrap();
    bestand
}

/// `None` when xmlsec1 is not installed.
fn xmlsec1_vindt_het_goed(map: &Path, certificaat: &Path, bericht: &str) -> Option<bool> {
    let bestand = schrijf(map, "bericht.xml", bericht);
    let namen = [
        format!("{WSA}:MessageID"),
        format!("{WSA}:From"),
        format!("{WSA}:To"),
        format!("{WSA}:Action"),
        format!("{WSU}:Timestamp"),
        format!("{WSSE}:BinarySecurityToken"),
        format!("{SOAP}:Body"),
    ];
    let mut argumenten = vec!["--verify", "--pubkey-cert-pem", certificaat.to_str().unwrap()];
    argumenten.extend(namen.iter().flat_map(|naam| ["--id-attr:Id", naam.as_str()]));
    argumenten.push(bestand.to_str().unwrap());
    let oordeel = gereedschap("xmlsec1", &argumenten)?;
    eprintln!("{}", String::from_utf8_lossy(&oordeel.stderr));
    Some(oordeel.status.success())
}

fn xmlsec1_oordeelt(soort: &'static SignatureAlgorithm) {
    let map = tempfile::tempdir().unwrap();
    let digikoppeling = digikoppeling(map.path(), soort);
    let bericht = getekend(&digikoppeling);
    let goed = |bericht: &str| xmlsec1_vindt_het_goed(map.path(), &digikoppeling.certificaat, bericht);
    let Some(uitkomst) = goed(&bericht) else { return };
    assert!(uitkomst, "xmlsec1 accepts the signature");
    for (van, naar) in [
        (BSN, "999921563"),
        ("/suwiml?oin=00000099000000001000", "/suwiml?oin=00000099000000001001"),
        ("suwiml/1<", "suwiml/2<"),
        ("&amp;y=1", "&amp;y=2"),
        ("/VoertuigbezitInfoPersoon<", "/KentekenInfo<"),
        ("2026-11-22T11:05:00Z", "2027-11-22T11:05:00Z"),
    ] {
        let vervalst = bericht.replacen(van, naar, 1);
        assert_ne!(vervalst, bericht, "{van}");
        assert_eq!(goed(&vervalst), Some(false), "{van}");
    }
}

#[test]
fn xmlsec1_accepts_a_signature_with_rsa() {
    xmlsec1_oordeelt(&PKCS_RSA_SHA256);
}

#[test]
fn xmlsec1_accepts_a_signature_with_ecdsa() {
    xmlsec1_oordeelt(&PKCS_ECDSA_P256_SHA256);
}

#[test]
fn what_is_digested_is_in_canonical_form() {
    let map = tempfile::tempdir().unwrap();
    let bericht = getekend(&digikoppeling(map.path(), &PKCS_ECDSA_P256_SHA256));
    let document = Document::parse(&bericht).unwrap();
    let delen = document.descendants().filter(|element| {
        element.attribute((WSU, "Id")).is_some() || element.has_tag_name((DS, "SignedInfo"))
    });
    let delen: Vec<&str> = delen.map(|deel| &bericht[deel.range()]).collect();
    assert_eq!(delen.len(), 8);
    for deel in delen {
        let bestand = schrijf(map.path(), "deel.xml", deel);
        let Some(uit) = gereedschap("xmllint", &["--exc-c14n", bestand.to_str().unwrap()]) else { return };
        assert_eq!(String::from_utf8(uit.stdout).unwrap().trim_end(), deel);
    }
}

#[test]
fn every_header_and_the_body_are_signed() {
    let map = tempfile::tempdir().unwrap();
    let bericht = getekend(&digikoppeling(map.path(), &PKCS_ECDSA_P256_SHA256));
    let document = Document::parse(&bericht).unwrap();
    let verwijzingen: Vec<&str> = document
        .descendants()
        .filter(|element| element.has_tag_name((DS, "Reference")))
        .filter_map(|element| element.attribute("URI")?.strip_prefix('#'))
        .collect();
    let getekend = |element: roxmltree::Node<'_, '_>| {
        element.attribute((WSU, "Id")).is_some_and(|id| verwijzingen.contains(&id))
    };
    let envelop = document.root_element();
    let kop = envelop.first_element_child().unwrap();
    for element in kop.children().chain([envelop.last_element_child().unwrap()]) {
        let is_handtekening = element.has_tag_name((WSSE, "Security"));
        assert!(is_handtekening || getekend(element), "{}", element.tag_name().name());
    }
    let tijd = document.descendants().find(|element| element.has_tag_name((WSU, "Created"))).unwrap();
    assert_eq!(tijd.text(), Some("2026-11-22T11:00:00Z"));
}

#[test]
fn a_key_that_cannot_sign_is_named_at_start() {
    let map = tempfile::tempdir().unwrap();
    let goed = digikoppeling(map.path(), &PKCS_ECDSA_P256_SHA256);
    let leeg = schrijf(map.path(), "leeg.pem", "geen PEM");
    let p384 = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384).unwrap().serialize_pem();
    let p384 = schrijf(map.path(), "p384.pem", &p384);
    for (digikoppeling, zin) in [
        (Digikoppeling { certificaat: leeg.clone(), ..goed.clone() }, "digikoppeling.certificaat"),
        (Digikoppeling { sleutel: leeg, ..goed.clone() }, "digikoppeling.sleutel"),
        (Digikoppeling { sleutel: p384, ..goed }, "P-256"),
    ] {
        let fout = Ondertekenaar::lees(&digikoppeling).err().expect("a mistake");
        assert!(fout.contains(zin), "{fout}");
    }
}
