use super::super::proef::{BSN, brv};
use super::*;
use proptest::prelude::*;
use reqwest::StatusCode;
use serde_json::json;

const ID: &str = "https://mijn.gemeente.example/suwiml/1";
const ACTIE: &str =
    "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten-v0200/VoertuigbezitInfoPersoonResponse";
const RUIMTE: &str = "http://bkwi.nl/SuwiML/Diensten/RDWDossierDigitaleDiensten/v0200";

fn lees_met(status: StatusCode, lichaam: &str) -> Result<Option<Value>, BronFout> {
    let (dienst, bsn) = (brv(), BSN.parse().unwrap());
    let antwoord = Antwoord { status, lichaam: lichaam.as_bytes().to_vec() };
    lees(&antwoord, &Verwacht { dienst: &dienst, bericht_id: ID, bsn: &bsn })
}

fn envelop(id: &str, actie: &str, lichaam: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"{SOAP}\" xmlns:a=\"{WSA}\"><s:Header><a:RelatesTo>{id}</a:RelatesTo>\
         <a:Action>{actie}</a:Action></s:Header><s:Body>{lichaam}</s:Body></s:Envelope>"
    )
}

fn bericht(inhoud: &str) -> String {
    let element = "d:VoertuigbezitInfoPersoonResponse";
    envelop(
        ID,
        ACTIE,
        &format!(
            "<{element} xmlns:d=\"{RUIMTE}\" xmlns:fwi=\"{FWI}\" xmlns:xsi=\"{XSI}\">{inhoud}</{element}>"
        ),
    )
}

fn vraag(inhoud: &str) -> Result<Option<Value>, BronFout> {
    lees_met(StatusCode::OK, &bericht(inhoud))
}

fn persoon(bsn: &str, inhoud: &str) -> String {
    format!("<ClientSuwi><Burgerservicenr>{bsn}</Burgerservicenr>{inhoud}</ClientSuwi>")
}

fn onleesbaar(uitkomst: &Result<Option<Value>, BronFout>) -> bool {
    matches!(uitkomst, Err(BronFout::Onleesbaar(_)))
}

#[test]
fn xml_becomes_a_tree_with_lists_where_the_standard_has_them() {
    let inhoud = "\n <Aansprakelijke><Voertuig><KentekenVoertuig> K572ZB </KentekenVoertuig>\
        <StatusVoertuig nr=\"1\"><CdStatusVoertuig><![CDATA[<2>]]></CdStatusVoertuig><DatBStatusVoertuig/>\
        </StatusVoertuig></Voertuig></Aansprakelijke><!-- - --><Aansprakelijke/>\
        <Aansprakelijke><Voertuig xsi:nil=\"true\"/></Aansprakelijke>\n";
    let melding = "<Code>1</Code><Tekst>a &amp; b</Tekst><Detail>x</Detail><Bron><DN>y</DN></Bron>";
    let fwi = format!("<fwi:FWI><Waarschuwing>{melding}</Waarschuwing></fwi:FWI>");
    assert_eq!(
        vraag(&(persoon(BSN, inhoud) + &fwi)).unwrap().unwrap(),
        json!({
            "ClientSuwi": [{
                "Burgerservicenr": BSN,
                "Aansprakelijke": [
                    {"Voertuig": {
                        "KentekenVoertuig": "K572ZB",
                        "StatusVoertuig": [{"CdStatusVoertuig": "<2>", "DatBStatusVoertuig": null}],
                    }},
                    null,
                    {"Voertuig": null},
                ],
            }],
            "FWI": {"Waarschuwing": [
                {"Code": "1", "Tekst": "a & b", "Detail": ["x"], "Bron": {"DN": "y"}},
            ]},
        })
    );
}

#[test]
fn takes_only_the_person_that_was_asked_for() {
    assert!(vraag(&persoon(BSN, "")).unwrap().is_some());
    assert!(vraag(&(persoon(BSN, "") + &persoon(BSN, ""))).unwrap().is_some());
    assert_eq!(vraag(&persoon("999921563", "")), Err(BronFout::AnderePersoon));
    assert_eq!(vraag(&(persoon(BSN, "") + &persoon("999921563", ""))), Err(BronFout::AnderePersoon));
    assert!(onleesbaar(&vraag("<ClientSuwi><Aansprakelijke/></ClientSuwi>")));
    assert!(onleesbaar(&vraag("<ClientSuwi/>")));
}

#[test]
fn tells_nothing_from_a_refusal_and_from_a_warning() {
    let code = |inhoud: &str| match vraag(inhoud) {
        Err(BronFout::Afgewezen { status: 200, code }) => code,
        anders => panic!("{anders:?}"),
    };
    assert_eq!(vraag("<fwi:NietsGevonden/>"), Ok(None));
    assert_eq!(vraag("<fwi:NietGerechtigd/>"), Err(BronFout::NietGerechtigd));
    assert_eq!(code("<fwi:NietVanToepassing/>"), "NietVanToepassing");
    assert_eq!(code("<fwi:FWI><Fout><Code>AB-12</Code></Fout></fwi:FWI>"), "AB-12");
    assert_eq!(code(&format!("<fwi:FWI><Fout><Code>{BSN}</Code></Fout></fwi:FWI>")), "none");
    assert!(vraag("<fwi:FWI><Informatie><Code>1</Code></Informatie></fwi:FWI>").unwrap().is_some());
    let deels = persoon(BSN, "") + "<fwi:FWI><Fout><Code>1</Code></Fout></fwi:FWI>";
    assert!(vraag(&deels).unwrap().unwrap()["FWI"]["Fout"].is_array());
    assert!(onleesbaar(&vraag("")));
    assert!(onleesbaar(&vraag("<d:ClientSuwi/>")));
}

#[test]
fn a_fault_tells_its_code_and_nothing_else() {
    let fault = |code: &str| {
        let fout =
            format!("<fwi:Fout xmlns:fwi=\"{FWI}\"><Code>{code}</Code><Tekst>{BSN}</Tekst></fwi:Fout>");
        let fault = format!("<s:Fault><faultcode>s:Client</faultcode><detail>{fout}</detail></s:Fault>");
        lees_met(StatusCode::INTERNAL_SERVER_ERROR, &envelop("", "", &fault)).unwrap_err()
    };
    assert_eq!(fault("SB-007"), BronFout::Afgewezen { status: 500, code: "SB-007".into() });
    for fout in [BSN, "a b", "é", "", "2222222222222222222222222222222222"] {
        assert_eq!(fault(fout), BronFout::Afgewezen { status: 500, code: "none".into() }, "{fout}");
    }
}

#[test]
fn takes_no_answer_of_another_form() {
    let goed = persoon(BSN, "");
    let element = format!("<VoertuigbezitInfoPersoonResponse xmlns=\"{RUIMTE}\"/>");
    for lichaam in [
        String::new(),
        "{}".into(),
        "<a/>".into(),
        bericht(&goed).replace(SOAP, "http://www.w3.org/2003/05/soap-envelope"),
        bericht(&goed).replace("Response", "Antwoord"),
        bericht(&goed).replace(RUIMTE, "http://bkwi.nl/SuwiML/Diensten/Ander/v0200"),
        bericht(&goed).replace(ID, "https://mijn.gemeente.example/suwiml/2"),
        envelop("", ACTIE, &element),
        envelop(ID, "", &element),
        envelop(ID, ACTIE, ""),
        envelop(ID, ACTIE, &(element.clone() + &element)),
        bericht(&persoon(BSN, "los")),
        bericht(&persoon(BSN, "<Aansprakelijke><Voertuig/><Voertuig/></Aansprakelijke>")),
        format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{}", bericht(&goed)),
        bericht(&persoon(BSN, "&b;")),
    ] {
        let uitkomst = lees_met(StatusCode::OK, &lichaam);
        assert!(onleesbaar(&uitkomst), "{lichaam}: {uitkomst:?}");
    }
}

#[test]
fn the_status_speaks_when_the_body_does_not() {
    for lichaam in ["", "<html/>", &bericht(&persoon(BSN, ""))] {
        assert_eq!(
            lees_met(StatusCode::INTERNAL_SERVER_ERROR, lichaam),
            Err(BronFout::Stuk(500)),
            "{lichaam}"
        );
        let afgewezen = BronFout::Afgewezen { status: 403, code: "none".into() };
        assert_eq!(lees_met(StatusCode::FORBIDDEN, lichaam), Err(afgewezen), "{lichaam}");
    }
}

#[test]
fn deep_and_wide_answers_are_refused() {
    let diep = "<x>".repeat(100_000) + &"</x>".repeat(100_000);
    assert!(onleesbaar(&vraag(&persoon(BSN, &diep))));
    assert!(onleesbaar(&vraag(&persoon(BSN, &"<Aansprakelijke/>".repeat(250_000)))));
}

proptest! {
    #[test]
    fn no_answer_panics(inhoud in "(<(/?(ClientSuwi|Burgerservicenr|fwi:FWI|Fout|Code|Voertuig)|!--|\\?)/?>|[a-z&;<>]{0,3}|999920108){0,20}") {
        let _ = vraag(&inhoud);
        let _ = lees_met(StatusCode::OK, &inhoud);
    }
}
