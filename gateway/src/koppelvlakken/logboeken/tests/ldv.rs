use super::*;
use serde_json::json;

const TRACE: &str = "4bf92f35-77b3-4da6-a3ce-929d0e0e4736";

/// A line that began then, the `nummer`th of the test.
fn regel(nummer: u64, begonnen: i64) -> Value {
    json!({
        "traceId": TRACE,
        "spanId": format!("{:016x}", nummer + 1),
        "status": "Ok",
        "name": "Recht op AOW nagaan",
        "startTime": begonnen,
        "endTime": begonnen + 5,
        "attributes": {
            "dpl.core.processing_activity_id": "https://rvva.example/svb/aow/versions/1",
            "dpl.core.data_subject_id": BSN,
            "dpl.core.data_subject_id_type": "BSN",
        },
    })
}

async fn lees(regels: &[Value]) -> Result<Blad, BronFout> {
    let antwoord = json!({ "processingActivities": regels });
    Bron::met(&antwoord).await.lees(Logsoort::Ldv, nu() - 24 * UUR, nu()).await
}

#[tokio::test]
async fn asks_and_reads_as_the_standard_says() {
    let (van, tot) = (nu() - 24 * UUR, nu() - UUR);
    let mut vol = regel(1, van + 7);
    vol["parentSpanId"] = json!("00F067AA0BA902B7");
    vol["resource"] = json!({ "attributes": { "service.name": "x" } });
    for (naam, waarde) in [
        ("dpl.core.foreign_operation.processor", json!("https://svb.example/app")),
        ("dpl.klantbeeld.functie", json!("Kantoor AOW")),
        ("dpl.klantbeeld.betrokkenheid", json!("partner van de aanvrager")),
        ("dpl.klantbeeld.gegevens", json!(["brp.geboorte.datum", "brp.weg", "brp.geboorte.datum"])),
        ("dpl.read.externalReadAPI_id", json!("https://elders.example")),
    ] {
        vol["attributes"][naam] = waarde;
    }
    let bron = Bron::met(&json!({ "processingActivities": [vol] })).await;
    let blad = bron.lees(Logsoort::Ldv, van, tot).await.unwrap();
    let verwacht = Bronregel {
        trace_id: TraceId::uit_hex("4bf92f3577b34da6a3ce929d0e0e4736").unwrap(),
        span_id: SpanId::uit_hex("0000000000000002").unwrap(),
        ouder_span_id: SpanId::uit_hex("00f067aa0ba902b7"),
        begonnen_op: van + 7,
        geeindigd_op: Some(van + 12),
        gelukt: Some(true),
        naam: "Recht op AOW nagaan".into(),
        activiteit: "https://rvva.example/svb/aow/versions/1".into(),
        processor: Some("https://svb.example/app".into()),
        organisatie_oin: None,
        functie: Some("Kantoor AOW".into()),
        betrokkenheid: Some("partner van de aanvrager".into()),
        gegevens: vec!["brp.geboorte.datum".into()],
    };
    assert_eq!(blad, Blad { regels: vec![verwacht], afgekapt: false });
    let vragen = bron.vragen.lock().unwrap();
    let (uri, koppen, vraag) = &vragen[0];
    assert_eq!(uri.to_string(), "/processing-activities");
    let verwacht = json!({
        "dpl.core.data_subject_id": BSN, "dpl.core.data_subject_id_type": "BSN", "startTime": van, "endTime": tot,
    });
    assert_eq!(*vraag, verwacht);
    let kop = |naam: &str| koppen[naam].to_str().unwrap();
    assert_eq!((kop("x-api-key"), kop("x-gebruiker")), ("van het log", "BurgerZelf"));
    assert!(kop("traceparent").starts_with("00-") && kop("x-origin-oin").len() == 20);
}

#[tokio::test]
async fn one_line_that_is_not_in_order_refuses_them_all() {
    let goed = || regel(1, nu() - UUR);
    assert_eq!(lees(&[goed()]).await.unwrap().regels.len(), 1);
    let mis: [(&str, Value); 18] = [
        ("/traceId", json!(null)),
        ("/traceId", json!("4bf92f35")),
        ("/traceId", json!("00000000-0000-0000-0000-000000000000")),
        ("/spanId", json!("0000000000000000")),
        ("/spanId", json!(7)),
        ("/parentSpanId", json!("kort")),
        ("/status", json!("Klaar")),
        ("/name", json!(null)),
        ("/name", json!("x".repeat(243))),
        ("/name", json!("regel\nregel")),
        ("/startTime", json!("2026-01-01T00:00:00Z")),
        ("/startTime", json!(9e300)),
        ("/endTime", json!(1)),
        ("/attributes", json!({})),
        ("/attributes/dpl.core.processing_activity_id", json!("geen uri")),
        ("/attributes/dpl.core.data_subject_id", json!(999_920_108)),
        ("/attributes/dpl.core.data_subject_id_type", json!("A-nummer")),
        ("/attributes/dpl.klantbeeld.gegevens", json!("brp.geboorte.datum")),
    ];
    for (plek, waarde) in mis {
        let mut stuk = goed();
        let (ouder, lid) = plek.rsplit_once('/').unwrap();
        stuk.pointer_mut(ouder).unwrap()[lid] = waarde.clone();
        let uitkomst = lees(&[regel(2, nu() - UUR), stuk]).await;
        assert!(matches!(uitkomst, Err(BronFout::Onleesbaar(_))), "{plek} {waarde}: {uitkomst:?}");
    }
    for verplicht in ["traceId", "spanId", "status", "name", "startTime", "endTime", "attributes"] {
        let mut stuk = goed();
        stuk.as_object_mut().unwrap().remove(verplicht);
        assert!(matches!(lees(&[stuk]).await, Err(BronFout::Onleesbaar(_))), "{verplicht}");
    }
}

#[tokio::test]
async fn a_line_about_somebody_else_goes_before_all_else_that_is_wrong() {
    let mut ander = regel(2, nu() - UUR);
    ander["attributes"]["dpl.core.data_subject_id"] = json!(ANDER);
    assert_eq!(lees(&[regel(1, nu() - UUR), ander.clone()]).await, Err(BronFout::AnderePersoon));
    let mut stuk = regel(1, nu() - UUR);
    stuk["startTime"] = json!("x");
    assert_eq!(lees(&[stuk, ander]).await, Err(BronFout::AnderePersoon));
}

#[tokio::test]
async fn a_clock_may_be_a_little_ahead_and_no_more() {
    let voor = nu();
    let blad = lees(&[regel(1, voor + 4 * 60_000)]).await.unwrap();
    let na = nu();
    assert!((voor..=na).contains(&blad.regels[0].begonnen_op));
    assert!(blad.regels[0].geeindigd_op.unwrap() <= na);
    assert!(matches!(lees(&[regel(1, nu() + 6 * 60_000)]).await, Err(BronFout::Onleesbaar(_))));
    // Begun in time and ended far ahead.
    let mut lang = regel(1, nu() - UUR);
    lang["endTime"] = json!(nu() + UUR);
    assert!(matches!(lees(&[lang]).await, Err(BronFout::Onleesbaar(_))));
}

#[tokio::test]
async fn what_was_not_asked_is_refused() {
    let (van, tot) = (nu() - 10 * UUR, nu() - 5 * UUR);
    for (begonnen, goed) in [(van, true), (tot, true), (van - 1, false), (tot + 1, false)] {
        let bron = Bron::met(&json!({ "processingActivities": [regel(1, begonnen)] })).await;
        assert_eq!(bron.lees(Logsoort::Ldv, van, tot).await.is_ok(), goed, "{}", begonnen - van);
    }
}

#[tokio::test]
async fn the_newest_come_first_each_once_and_no_more_than_the_most() {
    let begin = nu() - 20 * UUR;
    let regels: Vec<Value> =
        (0..1_002).map(|nummer| regel(nummer, begin + i64::try_from(nummer).unwrap())).collect();
    let blad = lees(&regels).await.unwrap();
    assert_eq!((blad.regels.len(), blad.afgekapt), (1_000, true));
    assert_eq!((blad.regels[0].begonnen_op, blad.regels[999].begonnen_op), (begin + 1_001, begin + 2));
    // The same line twice is one.
    let dubbel = lees(&[regels[1].clone(), regels[0].clone(), regels[1].clone()]).await.unwrap();
    let begonnen: Vec<i64> = dubbel.regels.iter().map(|regel| regel.begonnen_op - begin).collect();
    assert_eq!((begonnen, dubbel.afgekapt), (vec![1, 0], false));
    // A source that gives no more than three may have more.
    let bron = Bron::met(&json!({ "processingActivities": regels[..3] })).await;
    let blad = bron.lees_met(Logsoort::Ldv, 3, begin, nu()).await.unwrap();
    assert_eq!((blad.regels.len(), blad.afgekapt), (3, true));
    assert_eq!(lees(&[]).await, Ok(Blad::default()));
}

#[tokio::test]
async fn a_confidential_line_that_was_sent_by_mistake_goes_no_further() {
    let mut geheim = regel(2, nu() - UUR);
    geheim["attributes"]["dpl.klantbeeld.vertrouwelijk_tot"] = json!(nu());
    let blad = lees(&[regel(1, nu() - UUR), geheim]).await.unwrap();
    assert_eq!((blad.regels.len(), blad.afgekapt), (1, false));
}
