//! The broker, asked with messages written out here, and its answers held against the XSDs.

use super::brv::PROEF;
use super::*;
use crate::testhulp::Map as Proefmap;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use roxmltree::Document;
use std::path::{Path, PathBuf};
use std::process::Command;
use time::macros::datetime;
use tower::ServiceExt as _;

const ACTIE: &str =
    "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten-v0200/VoertuigbezitInfoPersoon";
const VRAAG: &str = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header>
  <w:MessageID>https://klant.example/een&amp;1</w:MessageID>
  <w:From><w:Address>https://klant.example/app?oin=00000099000000001000</w:Address></w:From>
  <w:To>https://broker.example/dienst?oin=00000099000000002000</w:To>
  <w:Action>ACTIE</w:Action></s:Header>
  <s:Body><x:VoertuigbezitInfoPersoon xmlns:x="http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200">
  <Burgerservicenr>999932524</Burgerservicenr></x:VoertuigbezitInfoPersoon></s:Body></s:Envelope>"#;

fn vraag() -> String {
    VRAAG.replace("ACTIE", ACTIE)
}

async fn stel(koppen: &[(&str, &str)], lichaam: &str) -> (StatusCode, String) {
    let map = Proefmap::nieuw();
    let klok: Klok = Arc::new(|| datetime!(2026-11-22 12:00 UTC));
    let voorraad = Voorraad::open(&map.pad().join("brv.db"), klok.clone()).await.unwrap();
    let router = brv(Omgeving { voorraad, brp: None, klok, api_sleutel: String::new() }).await.unwrap();
    let mut verzoek = Request::post(BRV_PAD);
    for (naam, waarde) in koppen {
        verzoek = verzoek.header(*naam, *waarde);
    }
    let antwoord = router.oneshot(verzoek.body(Body::from(lichaam.to_owned())).unwrap()).await.unwrap();
    let status = antwoord.status();
    (status, String::from_utf8(to_bytes(antwoord.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap())
}

async fn vraag_op(lichaam: &str) -> (StatusCode, String) {
    stel(&[("content-type", "text/xml; charset=utf-8"), ("soapaction", "\"\"")], lichaam).await
}

/// The text of the element with this local name.
fn lees(antwoord: &str, naam: &str) -> Option<String> {
    let document = Document::parse(antwoord).unwrap();
    let element = document.descendants().find(|element| element.tag_name().name() == naam)?;
    element.text().map(str::to_owned)
}

#[tokio::test]
async fn turns_the_addressing_round() {
    let (status, antwoord) = vraag_op(&vraag()).await;
    assert_eq!(status, StatusCode::OK, "{antwoord}");
    assert_eq!(lees(&antwoord, "RelatesTo").as_deref(), Some("https://klant.example/een&1"));
    assert_eq!(lees(&antwoord, "To").as_deref(), Some("https://klant.example/app?oin=00000099000000001000"));
    assert_eq!(lees(&antwoord, "Action"), Some(format!("{ACTIE}Response")));
    assert_eq!(lees(&antwoord, "Burgerservicenr").as_deref(), Some("999932524"));
    assert_eq!(antwoord.matches("<KentekenVoertuig>").count(), 3);
}

#[tokio::test]
async fn says_so_when_it_knows_nobody() {
    let (status, antwoord) = vraag_op(&vraag().replace("999932524", "999943194")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(antwoord.contains("NietsGevonden") && !antwoord.contains("ClientSuwi"), "{antwoord}");
}

#[tokio::test]
async fn refuses_what_is_not_as_agreed() {
    for (van, naar, code) in [
        ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", "SB-003"),
        ("</s:Envelope>", "", "SB-003"),
        ("w:MessageID", "w:ReplyTo", "SB-004"),
        ("oin=00000099000000001000", "oin=1", "SB-004"),
        ("https://klant.example/app", "http://klant.example/app", "SB-004"),
        ("w:To>", "w:Too>", "SB-004"),
        (ACTIE, "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten-v0200/KentekenInfo", "SB-005"),
        ("x:VoertuigbezitInfoPersoon", "x:KentekenInfo", "SB-006"),
        ("RDWDossierDigitaleDiensten/v0200", "RDWDossierDigitaleDiensten/v0100", "SB-006"),
        ("Burgerservicenr>", "x:Burgerservicenr>", "SB-006"),
        ("999932524", "99993252", "SB-007"),
        ("999932524", "99993252a", "SB-007"),
    ] {
        let (status, antwoord) = vraag_op(&vraag().replace(van, naar)).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{van}");
        assert_eq!(lees(&antwoord, "Code").as_deref(), Some(code), "{van}: {antwoord}");
        assert!(!antwoord.contains("99993252"), "{antwoord}");
    }
    let (_, zonder_actie) = stel(&[("content-type", "text/xml")], &vraag()).await;
    assert_eq!(lees(&zonder_actie, "Code").as_deref(), Some("SB-001"));
    let (_, geen_xml) = stel(&[("content-type", "application/json"), ("soapaction", "")], &vraag()).await;
    assert_eq!(lees(&geen_xml, "Code").as_deref(), Some("SB-002"));
}

#[test]
fn the_demo_holds_nothing_that_the_form_does_not_have() {
    assert_eq!(personen(PROEF).unwrap().len(), 5);
    let onjuist = |document: &str| vorm::keur(PROEF.vorm, &toml::from_str(document).unwrap());
    assert!(onjuist("ClientSuwi.Aansprakelijke.Voertuig.KentekenVoertuig = \"A\"").is_ok());
    for fout in
        ["Kleur = \"rood\"", "ClientSuwi = \"x\"", "ClientSuwi.Aansprakelijke.Voertuig.CdSrtVoertuig = 1"]
    {
        assert!(onjuist(fout).is_err(), "{fout}");
    }
}

/// The XSDs of the dienst, unpacked, and a tool that judges by them. Says so when they are not here.
fn xsds(map: &Path) -> Option<PathBuf> {
    let archief = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/registers/suwinet/wsdls.tar.gz");
    if !archief.is_file() || Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("skipped: wsdls.tar.gz or xmllint is not here");
        return None;
    }
    assert!(Command::new("tar").arg("xzf").arg(archief).arg("-C").arg(map).status().unwrap().success());
    Some(map.join("wsdls/RDWDossierDigitaleDiensten-v0200-b01"))
}

#[tokio::test]
async fn every_answer_is_valid_by_the_xsd() {
    let map = Proefmap::nieuw();
    let Some(xsds) = xsds(map.pad()) else { return };
    let onbekend = vraag().replace("999932524", "999943194");
    let fout = vraag().replace("999932524", "1");
    let allen = personen(PROEF).unwrap().into_iter().map(|(bsn, _)| vraag().replace("999932524", &bsn));
    for lichaam in allen.chain([onbekend, fout]) {
        let (status, antwoord) = vraag_op(&lichaam).await;
        let (wat, xsd) = if status == StatusCode::OK {
            (
                "VoertuigbezitInfoPersoonResponse",
                "Diensten/RDWDossierDigitaleDiensten/v0200-b01/BodyReaction.xsd",
            )
        } else {
            ("Fout", "FWI/v0205/FWI.xsd")
        };
        let document = Document::parse(&antwoord).unwrap();
        let element = document.descendants().find(|element| element.tag_name().name() == wat).unwrap();
        let bestand = map.pad().join("antwoord.xml");
        std::fs::write(&bestand, &antwoord[element.range()]).unwrap();
        let oordeel = Command::new("xmllint")
            .args(["--noout", "--nonet", "--schema"])
            .args([xsds.join(xsd), bestand])
            .output()
            .unwrap();
        assert!(oordeel.status.success(), "{antwoord}\n{}", String::from_utf8_lossy(&oordeel.stderr));
    }
}
