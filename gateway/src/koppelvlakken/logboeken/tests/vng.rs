use super::*;
use serde_json::json;

/// RFC 3339 with an offset, as the standard's example.
fn tijdstip(ms: i64) -> String {
    let moment = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap();
    let amsterdam = moment.to_offset(time::macros::offset!(+1));
    amsterdam.format(&time::format_description::well_known::Rfc3339).unwrap()
}

fn regel(nummer: u64, begonnen: i64) -> Value {
    json!({
        "url": "https://log.example/1",
        "verwerktObjectId": format!("5f089abb-7ed1-4714-92d4-{:012x}", nummer + 1),
        "objecttype": "persoon",
        "soortObjectId": "BSN",
        "objectId": BSN,
        "verwerkingsactie": {
            "url": "https://log.example/2",
            "actieId": "7a22eb38-bca6-463f-9955-54ab040287cb",
            "vertrouwelijkheid": "normaal",
            "tijdstip": tijdstip(begonnen),
            "tijdstipRegistratie": tijdstip(begonnen + 5),
            "verwerkteObjecten": [],
        },
    })
}

fn bladzijde(regels: &[Value], next: Value) -> (u16, String) {
    (200, json!({ "count": 1, "next": next, "previous": null, "results": regels }).to_string())
}

async fn lees(regels: &[Value]) -> Result<Blad, BronFout> {
    let bron = Bron::nieuw(vec![bladzijde(regels, json!(null))]).await;
    bron.lees(Logsoort::Vng, nu() - 24 * UUR, nu()).await
}

#[tokio::test]
async fn asks_and_reads_as_the_standard_says() {
    let (van, tot) = (1_790_000_000_000, 1_790_000_000_000 + 24 * UUR);
    let mut vol = regel(1, van + 7);
    vol["betrokkenheid"] = json!("gebruiker van de woning");
    vol["verwerkteSoortenGegevens"] =
        json!([{ "soortGegeven": "woz.waarden.vastgesteldeWaarde" }, { "soortGegeven": "BSN" }]);
    for (naam, waarde) in [
        ("actieNaam", json!("Eigenwoningforfait berekenen")),
        ("verwerkingNaam", json!("Aangifte")),
        ("verwerkingId", json!("48086bf2-11b7-4603-9526-67d7c3bb6587")),
        ("verwerkingIdAfnemer", json!("4bf92f35-77b3-4da6-a3ce-929d0e0e4736")),
        ("verwerkingsactiviteitUrl", json!("https://rvva.example/woz")),
        ("verwerkingsactiviteitUrlAfnemer", json!("https://rvva.example/ib/versions/1")),
        ("soortAfnemerId", json!("OIN")),
        ("afnemerId", json!("00000099000000012000")),
        ("uitvoerder", json!("00000099000000003000")),
    ] {
        vol["verwerkingsactie"][naam] = waarde;
    }
    let bron = Bron::nieuw(vec![bladzijde(&[vol], json!(null))]).await;
    let blad = bron.lees(Logsoort::Vng, van, tot).await.unwrap();
    let verwacht = Bronregel {
        trace_id: TraceId::uit_hex("4bf92f3577b34da6a3ce929d0e0e4736").unwrap(),
        span_id: SpanId::uit_hex("92d4000000000002").unwrap(),
        ouder_span_id: None,
        begonnen_op: van + 7,
        geeindigd_op: None,
        gelukt: None,
        naam: "Eigenwoningforfait berekenen".into(),
        activiteit: "https://rvva.example/ib/versions/1".into(),
        processor: None,
        organisatie_oin: Some("00000099000000012000".into()),
        functie: None,
        betrokkenheid: Some("gebruiker van de woning".into()),
        gegevens: vec!["woz.waarden.vastgesteldeWaarde".into()],
    };
    assert_eq!(blad, Blad { regels: vec![verwacht], afgekapt: false });
    let vragen = bron.vragen.lock().unwrap();
    let (uri, koppen, _) = &vragen[0];
    // 1790000000000 is 2026-09-21: a day more on both sides, and the last day is not part of it.
    assert_eq!(
        uri.to_string(),
        format!(
            "/verwerkte-objecten?objecttype=persoon&soortObjectId=BSN&objectId={BSN}&beginDatum=2026-09-20&eindDatum=2026-09-24"
        )
    );
    assert_eq!(koppen["authorization"], "Bearer van het log");
    assert!(
        koppen["traceparent"].to_str().unwrap().starts_with("00-") && koppen["x-gebruiker"] == "BurgerZelf"
    );
}

#[tokio::test]
async fn reads_the_least_that_a_line_can_hold() {
    let mut zelf = regel(1, nu() - UUR);
    zelf["verwerkingsactie"]["uitvoerder"] = json!("00000099000000003000");
    // A person who got the data is a role, never a number.
    let mut burger = regel(2, nu() - 2 * UUR);
    burger["verwerkingsactie"]["soortAfnemerId"] = json!("BSN");
    burger["verwerkingsactie"]["afnemerId"] = json!(ANDER);
    let blad = lees(&[zelf, burger, regel(3, nu() - 3 * UUR)]).await.unwrap();
    let [zelf, burger, kaal] = &blad.regels[..] else { panic!("three lines") };
    assert_eq!(zelf.organisatie_oin.as_deref(), Some("00000099000000003000"));
    assert_eq!(burger.organisatie_oin, None);
    assert_eq!((kaal.naam.as_str(), kaal.activiteit.as_str(), kaal.organisatie_oin.as_ref()), ("", "", None));
    assert_eq!(kaal.trace_id.to_string(), "7a22eb38bca6463f995554ab040287cb");
}

#[tokio::test]
async fn follows_every_page_and_stops_at_the_most_lines() {
    let begin = nu() - 20 * UUR;
    let honderd = |bladzijde: u64| -> Vec<Value> {
        (bladzijde * 100..bladzijde * 100 + 100).map(|nummer| regel(nummer, begin)).collect()
    };
    let volgende = || json!(format!("HIER/verwerkte-objecten?objectId={BSN}&page=2"));
    let drie = vec![
        bladzijde(&honderd(0), volgende()),
        bladzijde(&honderd(1), volgende()),
        bladzijde(&honderd(2), json!(null)),
    ];
    let bron = Bron::nieuw(drie).await;
    let blad = bron.lees(Logsoort::Vng, begin, nu()).await.unwrap();
    assert_eq!((blad.regels.len(), blad.afgekapt, bron.aantal_vragen()), (300, false, 3));
    assert!(bron.vragen.lock().unwrap().iter().all(|(_, koppen, _)| koppen.contains_key("authorization")));
    let veel: Vec<_> = (0..12).map(|nummer| bladzijde(&honderd(nummer), volgende())).collect();
    let bron = Bron::nieuw(veel).await;
    let blad = bron.lees(Logsoort::Vng, begin, nu()).await.unwrap();
    assert_eq!((blad.regels.len(), blad.afgekapt, bron.aantal_vragen()), (1_000, true, 10));
}

#[tokio::test]
async fn pages_that_lead_elsewhere_or_nowhere_are_not_followed() {
    let goed = || regel(1, nu() - UUR);
    for next in [
        "https://elders.example/verwerkte-objecten?page=2",
        "http://127.0.0.1:1/verwerkte-objecten",
        "HIER/anders",
        "/verwerkte-objecten?page=2",
        "",
    ] {
        let bron = Bron::nieuw(vec![bladzijde(&[goed()], json!(next))]).await;
        let uitkomst = bron.lees(Logsoort::Vng, nu() - 24 * UUR, nu()).await;
        assert!(matches!(uitkomst, Err(BronFout::Onleesbaar(_))), "{next}");
        assert_eq!(bron.aantal_vragen(), 1, "{next}");
    }
    let rond = json!("HIER/verwerkte-objecten?page=1");
    for regels in [vec![], vec![goed()]] {
        let bron = Bron::nieuw(vec![bladzijde(&regels, rond.clone())]).await;
        let uitkomst = bron.lees(Logsoort::Vng, nu() - 24 * UUR, nu()).await;
        assert_eq!(uitkomst, Err(BronFout::Onleesbaar("pages without an end")));
        assert!(bron.aantal_vragen() <= 100);
    }
}

#[tokio::test]
async fn somebody_else_on_a_later_page_refuses_them_all() {
    let mut ander = regel(2, nu() - UUR);
    ander["objectId"] = json!(ANDER);
    let volgende = json!("HIER/verwerkte-objecten?page=2");
    let bron =
        Bron::nieuw(vec![bladzijde(&[regel(1, nu() - UUR)], volgende), bladzijde(&[ander], json!(null))])
            .await;
    assert_eq!(bron.lees(Logsoort::Vng, nu() - 24 * UUR, nu()).await, Err(BronFout::AnderePersoon));
}

#[tokio::test]
async fn one_line_that_is_not_in_order_refuses_them_all() {
    let mis: [(&str, Value); 15] = [
        ("/verwerktObjectId", json!("1")),
        ("/verwerktObjectId", json!("5f089abb-7ed1-4714-0000-000000000000")),
        ("/objecttype", json!("auto")),
        ("/soortObjectId", json!("RSIN")),
        ("/objectId", json!(null)),
        ("/verwerkteSoortenGegevens", json!(["brp.naam"])),
        ("/betrokkenheid", json!("x".repeat(243))),
        ("/verwerkingsactie", json!(null)),
        ("/verwerkingsactie/actieId", json!("x")),
        ("/verwerkingsactie/tijdstip", json!("gisteren")),
        ("/verwerkingsactie/tijdstip", json!("2026-02-30T12:00:00Z")),
        ("/verwerkingsactie/tijdstip", json!(1_790_000_000_000_i64)),
        ("/verwerkingsactie/uitvoerder", json!("99")),
        ("/verwerkingsactie/verwerkingsactiviteitUrl", json!("geen uri")),
        ("/verwerkingsactie/vertrouwelijkheid", json!(null)),
    ];
    for (plek, waarde) in mis {
        let mut stuk = regel(1, nu() - UUR);
        let (ouder, lid) = plek.rsplit_once('/').unwrap();
        stuk.pointer_mut(ouder).unwrap()[lid] = waarde.clone();
        let uitkomst = lees(&[regel(2, nu() - UUR), stuk]).await;
        assert!(matches!(uitkomst, Err(BronFout::Onleesbaar(_))), "{plek} {waarde}: {uitkomst:?}");
    }
}

#[tokio::test]
async fn what_a_day_gives_too_much_is_dropped_and_what_was_not_asked_is_refused() {
    let blad = lees(&[regel(1, nu() - UUR), regel(2, nu() - 26 * UUR)]).await.unwrap();
    assert_eq!(blad.regels.len(), 1, "of that day, but before the time");
    assert!(matches!(lees(&[regel(1, nu() - 24 * 6 * UUR)]).await, Err(BronFout::Onleesbaar(_))));
    assert!(matches!(lees(&[regel(1, nu() + 6 * 60_000)]).await, Err(BronFout::Onleesbaar(_))));
    let (voor, blad) = (nu(), lees(&[regel(1, nu() + 4 * 60_000)]).await.unwrap());
    assert!((voor..=nu()).contains(&blad.regels[0].begonnen_op));
}

#[tokio::test]
async fn a_confidential_line_that_was_sent_by_mistake_goes_no_further() {
    let mut geheim = regel(2, nu() - UUR);
    geheim["verwerkingsactie"]["vertrouwelijkheid"] = json!("vertrouwelijk");
    assert_eq!(lees(&[regel(1, nu() - UUR), geheim]).await.unwrap().regels.len(), 1);
}
