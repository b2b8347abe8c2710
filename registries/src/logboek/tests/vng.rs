//! VNG verwerkingenlogging, held against its own description.

use super::*;
use crate::haalcentraal::toets::Standaard;
use axum::http::StatusCode;
use serde_json::{Value, json};

const PAD: &str = "/logboek/woz/api/v1/verwerkte-objecten";

impl Proef {
    async fn haal(&self, pad: &str) -> Antwoord {
        let sleutel = format!("Bearer {SLEUTEL}");
        self.vraag("woz", verzoek(pad).header("authorization", sleutel), "").await
    }

    /// Every page, in turn.
    async fn bladzijden(&self, bsn: &str) -> Vec<Value> {
        let mut uit = Vec::new();
        let mut volgende = Some(zoek(bsn));
        while let Some(pad) = volgende {
            let antwoord = self.haal(&pad).await;
            assert_eq!(antwoord.status, StatusCode::OK, "{}", antwoord.inhoud);
            let adres = antwoord.inhoud["next"].as_str();
            volgende = adres.map(|adres| adres.strip_prefix("http://registratie.test").unwrap().to_owned());
            uit.push(antwoord.inhoud);
        }
        uit
    }
}

fn zoek(bsn: &str) -> String {
    let tijd = "beginDatum=2024-01-01&eindDatum=2026-11-23";
    format!("{PAD}?objecttype=persoon&soortObjectId=BSN&objectId={bsn}&{tijd}")
}

fn standaard() -> Option<Standaard> {
    let mut standaard = Standaard::lees("logboek/vng-verwerkingenlogging-inzage-0.9.0.yaml")?;
    // The standard requires this member and forgot to describe it.
    let mut actie = standaard.deel("/components/schemas/VerwerkingsactieBeperkt");
    actie["properties"]["verwerkteObjecten"] = json!({ "type": "array" });
    standaard.vervang("VerwerkingsactieBeperkt", actie);
    Some(standaard)
}

#[tokio::test]
async fn answers_as_the_standard_says() {
    let Some(standaard) = standaard() else { return };
    let proef = Proef::nieuw().await;
    let mut aantal = 0;
    for (_, bsn) in bsns() {
        for object in proef.bladzijden(&bsn).await[0]["results"].as_array().unwrap() {
            standaard.toets("VerwerktObjectUitgebreid", object);
            assert_eq!(object["objectId"], bsn);
            let id = object["verwerktObjectId"].as_str().unwrap();
            assert_eq!(&proef.haal(&format!("{PAD}/{id}")).await.inhoud, object);
            aantal += 1;
        }
    }
    assert!(aantal > 20);
    let fout = proef.haal(PAD).await;
    assert_eq!((fout.status, fout.soort.as_str()), (StatusCode::BAD_REQUEST, "application/problem+json"));
    standaard.toets("ValidatieFout", &fout.inhoud);
    let onbekend = proef.haal(&format!("{PAD}/5f089abb-7ed1-4714-92d4-1850453eda5d")).await;
    assert_eq!(onbekend.status, StatusCode::NOT_FOUND);
    standaard.toets("Fout", &onbekend.inhoud);
}

#[tokio::test]
async fn pages_hold_every_line_once_the_newest_first() {
    let proef = Proef::nieuw().await;
    let begin = opslag::milliseconden(NU) - 1_000_000;
    // Half of them at one and the same time: the order must still be one.
    let mut regels: Vec<Regel> =
        (0..250).map(|nummer| super::regel("999970124", begin + nummer / 125 * 1_000)).collect();
    for nummer in [3, 120, 249] {
        regels[nummer].vertrouwelijk_tot = Some(i64::MAX);
    }
    proef.logboek("woz").schrijf(&regels).await.unwrap();
    let bladzijden = proef.bladzijden("999970124").await;
    let aantallen: Vec<usize> =
        bladzijden.iter().map(|blad| blad["results"].as_array().unwrap().len()).collect();
    assert_eq!(aantallen, [100, 100, 47], "confidential lines leave no hole in a page");
    assert!(bladzijden.iter().all(|blad| blad["count"] == 247));
    assert_eq!(bladzijden[0]["previous"], Value::Null);
    assert!(bladzijden[1]["previous"].as_str().unwrap().ends_with("page=1"));
    let regels: Vec<&Value> =
        bladzijden.iter().flat_map(|blad| blad["results"].as_array().unwrap()).collect();
    let ids: BTreeSet<&str> =
        regels.iter().map(|regel| regel["verwerktObjectId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 247);
    let tijd = |regel: &Value| regel["verwerkingsactie"]["tijdstip"].as_str().unwrap().to_owned();
    assert!(regels.windows(2).all(|paar| tijd(paar[0]) >= tijd(paar[1])));
    let voorbij = proef.haal(&format!("{}&page=9", zoek("999970124"))).await;
    assert_eq!((voorbij.status, &voorbij.inhoud["results"]), (StatusCode::OK, &json!([])));
}

#[tokio::test]
async fn confidential_lines_are_kept_and_never_served() {
    let proef = Proef::nieuw().await;
    let bsn = bsn("ondernemer");
    assert_eq!(proef.logboek("woz").tel_vertrouwelijke(&bsn).await, 1);
    let antwoord = proef.haal(&zoek(&bsn)).await.inhoud;
    assert_eq!(antwoord["count"], antwoord["results"].as_array().unwrap().len());
    assert!(!antwoord.to_string().to_lowercase().contains("opsporing"));
    let mut geheim = super::regel(&bsn, 1_000);
    geheim.vertrouwelijk_tot = Some(i64::MAX);
    let id = geheim.sleutel.clone();
    proef.logboek("woz").schrijf(&[geheim]).await.unwrap();
    assert_eq!(proef.haal(&format!("{PAD}/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn finds_by_activity_and_day() {
    let proef = Proef::nieuw().await;
    let alle = proef.haal(&zoek(&bsn("gezin"))).await.inhoud;
    let actie = &alle["results"][0]["verwerkingsactie"];
    let (id, tijd) =
        (actie["verwerkingsactiviteitId"].as_str().unwrap(), actie["tijdstip"].as_str().unwrap());
    let gevonden = proef.haal(&format!("{}&verwerkingsactiviteitId={id}", zoek(&bsn("gezin")))).await.inhoud;
    let aantal = gevonden["count"].as_i64().unwrap();
    assert!(aantal > 0 && aantal < alle["count"].as_i64().unwrap());
    let dag = &tijd[..10];
    let zelfde = zoek(&bsn("gezin")).replace("eindDatum=2026-11-23", &format!("eindDatum={dag}"));
    let voor_die_dag = proef.haal(&zelfde).await.inhoud;
    assert!(voor_die_dag["count"].as_i64() < alle["count"].as_i64(), "the last day is not part of it");
}

#[tokio::test]
async fn refuses_a_question_that_is_not_right_and_repeats_nothing_of_it() {
    let proef = Proef::nieuw().await;
    let goed = zoek("999920108");
    for (van, naar, naam) in [
        ("objecttype=persoon", "objecttype=auto", "objecttype"),
        ("objecttype=persoon&", "", "objecttype"),
        ("soortObjectId=BSN", "soortObjectId=RSIN", "soortObjectId"),
        ("objectId=999920108", "objectId=999920109", "objectId"),
        ("objectId=999920108", "objectId=999920108&objectId=999924667", "objectId"),
        ("beginDatum=2024-01-01", "beginDatum=2024-02-30", "beginDatum"),
        ("beginDatum=2024-01-01", "beginDatum=2027-01-01", "eindDatum"),
        ("eindDatum=2026-11-23", "eindDatum=morgen", "eindDatum"),
        ("eindDatum=2026-11-23", "eindDatum=2026-11-23&page=0", "page"),
        ("eindDatum=2026-11-23", "eindDatum=2026-11-23&extra=999920108", "extra"),
        ("eindDatum=2026-11-23", "eindDatum=2026-11-23&verwerkingsactiviteitId=1", "verwerkingsactiviteitId"),
    ] {
        let antwoord = proef.haal(&goed.replace(van, naar)).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST, "{naar}");
        assert_eq!(antwoord.koppen["api-version"], "0.9.0");
        assert_eq!(antwoord.inhoud["invalidParams"][0]["name"], naam, "{naar}");
        assert!(!antwoord.inhoud.to_string().contains("99992"), "{naar}");
    }
    let geen_id = proef.haal(&format!("{PAD}/1")).await;
    assert_eq!(geen_id.status, StatusCode::BAD_REQUEST);
    for (kop, waarde, status) in [
        ("authorization", "Bearer een andere".to_owned(), 401),
        ("authorization", SLEUTEL.to_owned(), 401),
        ("x-api-key", SLEUTEL.to_owned(), 401),
    ] {
        let antwoord = proef.vraag("woz", verzoek(&goed).header(kop, waarde), "").await;
        assert_eq!(antwoord.status.as_u16(), status);
        assert_eq!(antwoord.soort, "application/problem+json");
        assert_eq!(antwoord.koppen["api-version"], "0.9.0");
    }
    let xml = verzoek(&goed)
        .header("authorization", format!("Bearer {SLEUTEL}"))
        .header("accept", "application/xml");
    assert_eq!(proef.vraag("woz", xml, "").await.status, StatusCode::NOT_ACCEPTABLE);
}
