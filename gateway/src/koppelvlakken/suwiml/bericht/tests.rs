use super::super::proef::{BSN, Standaard, brv, gereedschap};
use super::*;
use roxmltree::Document;

fn adressering() -> Adressering {
    let portaal = "https://mijn.gemeente.example/".parse().unwrap();
    let dienst = "https://broker.example/RDW?oin=00000099000000002000&x=1<2".parse().unwrap();
    Adressering::nieuw(&portaal, "00000099000000001000", &dienst).unwrap()
}

fn ongetekend() -> String {
    let adressering = adressering();
    let id = adressering.bericht_id(uuid::Uuid::nil());
    bericht(&brv(), &adressering, &id, &BSN.parse().unwrap(), None).unwrap()
}

#[test]
fn addresses_as_the_agreements_have_it() {
    let tekst = ongetekend();
    let document = Document::parse(&tekst).unwrap();
    let kop = |naam: &str| {
        let element = document.descendants().find(|element| element.has_tag_name((WSA, naam))).unwrap();
        element.descendants().filter_map(|kind| kind.is_text().then(|| kind.text())?).collect::<String>()
    };
    let afzender = "https://mijn.gemeente.example/suwiml";
    assert_eq!(kop("MessageID"), format!("{afzender}/00000000-0000-0000-0000-000000000000"));
    assert_eq!(kop("From"), format!("{afzender}?oin=00000099000000001000"));
    assert_eq!(kop("To"), "https://broker.example/RDW?oin=00000099000000002000&x=1%3C2");
    let actie = "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten-v0200/VoertuigbezitInfoPersoon";
    assert_eq!(kop("Action"), actie);
    let soap = document.root_element();
    assert!(soap.has_tag_name((SOAP, "Envelope")));
    let bsn = document.descendants().find(|element| element.tag_name().name() == "Burgerservicenr").unwrap();
    assert_eq!((bsn.tag_name().namespace(), bsn.text()), (None, Some(BSN)));
    assert_eq!(tekst.matches(BSN).count(), 1, "a BSN stands in the body only");
}

#[test]
fn an_address_must_say_who_answers() {
    let portaal = "https://mijn.gemeente.example/".parse().unwrap();
    for fout in ["", "?oin=", "?oin=123", "?oin=0000009900000000200x", "?nr=00000099000000002000"] {
        let url = format!("https://broker.example/RDW{fout}").parse().unwrap();
        assert!(Adressering::nieuw(&portaal, "00000099000000001000", &url).is_err(), "{fout}");
    }
}

#[test]
fn the_question_is_valid_by_the_xsd() {
    let Some(standaard) = Standaard::open() else { return };
    let tekst = ongetekend();
    let document = Document::parse(&tekst).unwrap();
    let vraag = document.descendants().find(|element| element.has_tag_name((SOAP, "Body"))).unwrap();
    let map = tempfile::tempdir().unwrap();
    let bestand = map.path().join("vraag.xml");
    std::fs::write(&bestand, &tekst[vraag.first_element_child().unwrap().range()]).unwrap();
    let xsds = standaard.map("RDWDossierDigitaleDiensten", "v0200");
    let xsd = xsds.join("Diensten/RDWDossierDigitaleDiensten/v0200-b01/BodyAction.xsd");
    let argumenten = ["--noout", "--nonet", "--schema", xsd.to_str().unwrap(), bestand.to_str().unwrap()];
    let Some(oordeel) = gereedschap("xmllint", &argumenten) else { return };
    assert!(oordeel.status.success(), "{}", String::from_utf8_lossy(&oordeel.stderr));
}
