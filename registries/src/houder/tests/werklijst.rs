//! What employees do, by organisation and role, and what it does to the registration.

use super::*;

#[tokio::test]
async fn from_a_terugmelding_to_a_changed_register() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-7F3K-9Q2M")).await;
    let (_, lijst) = proef.werk("fatima", Method::GET, "zaken?stand=open", &Value::Null).await;
    assert_eq!(lijst["zaken"][0]["referentieKenmerk"], "KB-7F3K-9Q2M");
    assert!(!lijst.to_string().contains(SANNE));
    let (_, zaak) = proef.werk("fatima", Method::GET, &format!("zaken/{referentie}"), &Value::Null).await;
    assert_eq!((&zaak["burgerservicenummer"], &zaak["uiterlijk"]), (&json!(SANNE), &json!("2026-12-20")));

    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    let tobias = proef.tobias().await;
    let sinds = json!({ "type": "Datum", "datum": "2026-11-22", "langFormaat": "22 november 2026" });
    assert_eq!(tobias["geboorte"]["inOnderzoek"]["datumIngangOnderzoek"], sinds);
    assert_eq!(tobias["naam"]["inOnderzoek"]["voornamen"], true);

    proef.goed("joost", &referentie, "besluit", besluit(true, false)).await;
    let tobias = proef.tobias().await;
    assert_eq!(tobias["geboorte"].get("inOnderzoek"), None, "the mark ends with the decision");
    assert_eq!(tobias["geboorte"]["datum"]["datum"], "2013-06-05", "decided is not yet carried out");

    let elders = proef.doe("joost", &referentie, "elders", json!({ "tekst": "Met de hand." })).await;
    assert_eq!(elders.0, StatusCode::CONFLICT, "what can be done here is done here");
    proef.goed("joost", &referentie, "verwerken", Value::Null).await;
    let stand = proef.stand(&referentie).await;
    assert_eq!(wat(&stand), ["ontvangen", "inOnderzoek", "deelsToegewezen", "verwerkt"]);
    assert_eq!(stand["status"], "Afgehandeld");
    let deel = &stand["verloop"][2]["besluit"];
    assert_eq!(deel["delen"][1]["reden"], "De akte zegt iets anders.");
    assert_eq!(deel["bezwaar"]["totEnMet"], "2027-01-03");
    let (_, klaar) = proef.werk("joost", Method::GET, "zaken?stand=klaar", &Value::Null).await;
    assert_eq!(klaar["zaken"][0]["stand"], "verwerkt");
    assert_eq!(proef.werk("joost", Method::GET, "zaken", &Value::Null).await.1, json!({ "zaken": [] }));

    let weer = Proef::op(proef.map).await;
    let tobias = weer.tobias().await;
    assert_eq!(tobias["geboorte"]["datum"]["datum"], "2013-05-06", "a restart keeps the correction");
    assert_eq!(tobias["naam"]["voornamen"], "Tobias Chidi", "what was refused stays");
    assert_eq!(weer.stand(&referentie).await, stand);
}

#[tokio::test]
async fn who_has_no_part_in_it_sees_and_does_nothing() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    for wie in ["ilse", "dirk", "noortje"] {
        assert_eq!(
            proef.werk(wie, Method::GET, "zaken", &Value::Null).await.1,
            json!({ "zaken": [] }),
            "{wie}"
        );
        for (methode, pad) in [
            (Method::GET, format!("zaken/{referentie}")),
            (Method::GET, format!("zaken/{referentie}/bijlagen/1")),
            (Method::POST, format!("zaken/{referentie}/opnemen")),
        ] {
            assert_eq!(
                proef.werk(wie, methode, &pad, &Value::Null).await.0,
                StatusCode::NOT_FOUND,
                "{wie} {pad}"
            );
        }
    }
    assert_eq!(proef.werk("niemand", Method::GET, "zaken", &Value::Null).await.0, StatusCode::UNAUTHORIZED);
    let (status, ..) =
        stuur(&proef.router, "GET", &format!("{BEHANDELING}/zaken"), &[("x-api-key", SLEUTEL)], "").await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "the key of the portal opens no worklist");
    assert_eq!(
        proef.werk("fatima", Method::GET, "zaken?stand=half", &Value::Null).await.0,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(proef.doe("fatima", &referentie, "weggooien", Value::Null).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_role_does_its_own_part() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let tekst = json!({ "tekst": "Omdat." });
    for (handeling, lichaam) in [
        ("opnemen", Value::Null),
        ("vraag", tekst.clone()),
        ("verlengen", json!({ "tekst": "Omdat.", "uiterlijk": "2027-01-10" })),
        ("doorsturen", json!({ "tekst": "Omdat.", "registratie": "bag" })),
    ] {
        assert_eq!(
            proef.doe("joost", &referentie, handeling, lichaam).await.0,
            StatusCode::FORBIDDEN,
            "{handeling}"
        );
    }
    for (handeling, lichaam) in [("besluit", besluit(true, true)), ("verwerken", Value::Null)] {
        assert_eq!(
            proef.doe("fatima", &referentie, handeling, lichaam).await.0,
            StatusCode::FORBIDDEN,
            "{handeling}"
        );
    }
    assert_eq!(wat(&proef.stand(&referentie).await), ["ontvangen"]);
}

pub(super) fn over(registratie: &str, houder: &str, code: &str, groep: &str, urn: &str) -> Value {
    let mut melding = melding(&format!("KB-{registratie}"));
    melding["terugMeldingHeader"]["registratie"] =
        json!({ "naam": "x", "code": registratie, "houder": houder, "basisRegistratieCode": code });
    let gegevens = &mut melding["terugMeldingBody"]["terugMeldingGegevens"];
    gegevens.as_array_mut().unwrap().truncate(1);
    gegevens[0]["objectType"] = json!(groep);
    gegevens[0]["attribuutUrn"] = json!(urn);
    gegevens[0]["eigenvelden"]["klantbeeld"]["voorkomen"] = Value::Null;
    melding
}

#[tokio::test]
async fn with_four_eyes_nobody_decides_on_what_they_took_up() {
    let proef = Proef::nieuw().await;
    let urn = "urn:brk:zaken:grootte";
    let mut melding = over("brk", "kadaster", "BRK", "brk.zaken", urn);
    let referentie = proef.zaak(&melding).await;
    proef.goed("noortje", &referentie, "opnemen", Value::Null).await;
    let ja = json!({ "delen": [{ "attribuutUrn": urn, "toegewezen": true }] });
    let (status, antwoord) = proef.doe("noortje", &referentie, "besluit", ja.clone()).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(antwoord["detail"].as_str().unwrap().contains("Iemand anders"), "{antwoord}");
    proef.goed("remco", &referentie, "besluit", ja.clone()).await;
    let (status, antwoord) = proef.doe("remco", &referentie, "verwerken", Value::Null).await;
    assert_eq!(status, StatusCode::CONFLICT, "this registration cannot be changed here");
    assert!(antwoord["detail"].as_str().unwrap().contains("kan hier niet worden gewijzigd"), "{antwoord}");
    // It is done by other means, and the citizen hears how.
    let (status, _) = proef.doe("remco", &referentie, "elders", json!({ "tekst": "" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let hoe = json!({ "tekst": "De landmeter heeft het perceel opnieuw ingetekend." });
    let zaak = proef.goed("remco", &referentie, "elders", hoe.clone()).await;
    let laatste = zaak["verloop"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&laatste["wat"], &laatste["tekst"]), (&json!("verwerkt"), &hoe["tekst"]));

    melding["terugMeldingHeader"]["referentiekenmerk"] = json!("KB-twee-ogen");
    melding["terugMeldingBody"]["terugMeldingGegevens"][0]["eigenvelden"]["klantbeeld"]["vierOgen"] =
        json!(false);
    let referentie = proef.zaak(&melding).await;
    proef.goed("noortje", &referentie, "opnemen", Value::Null).await;
    proef.goed("noortje", &referentie, "besluit", ja).await;
}

#[tokio::test]
async fn a_refusal_needs_its_reasons_and_the_way_to_object() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    let mut zonder_reden = besluit(true, false);
    zonder_reden["delen"][1]["reden"] = json!("");
    let mut zonder_bezwaar = besluit(false, false);
    zonder_bezwaar.as_object_mut().unwrap().remove("bezwaar");
    let mut half = besluit(true, true);
    half["delen"].as_array_mut().unwrap().pop();
    for fout in [zonder_reden, zonder_bezwaar, half, json!({}), json!({ "delen": "alles" })] {
        let (status, antwoord) = proef.doe("joost", &referentie, "besluit", fout).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{antwoord}");
    }
    assert_eq!(proef.tobias().await["geboorte"]["inOnderzoek"]["datum"], true, "it still runs");
    proef.goed("joost", &referentie, "besluit", besluit(false, false)).await;
    let stand = proef.stand(&referentie).await;
    assert_eq!((wat(&stand)[2], &stand["status"]), ("afgewezen", &json!("Afgehandeld")));
    assert_eq!(proef.tobias().await["geboorte"].get("inOnderzoek"), None);
}

#[tokio::test]
async fn steps_that_cannot_follow_change_nothing() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let tekst = json!({ "tekst": "Omdat." });
    for (wie, handeling, lichaam) in [
        ("fatima", "vraag", tekst.clone()),
        ("fatima", "verlengen", json!({ "tekst": "Omdat.", "uiterlijk": "2027-01-10" })),
        ("joost", "besluit", besluit(true, true)),
        ("joost", "verwerken", Value::Null),
        ("joost", "elders", json!({ "tekst": "Met de hand." })),
    ] {
        assert_eq!(
            proef.doe(wie, &referentie, handeling, lichaam).await.0,
            StatusCode::CONFLICT,
            "{handeling}"
        );
    }
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    assert_eq!(proef.doe("fatima", &referentie, "opnemen", Value::Null).await.0, StatusCode::CONFLICT);
    assert_eq!(wat(&proef.stand(&referentie).await), ["ontvangen", "inOnderzoek"]);
}

#[tokio::test]
async fn an_extension_has_a_reason_and_comes_once() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    for (tekst, uiterlijk) in [
        ("", "2027-01-10"),
        ("Druk.", "2026-12-20"),
        ("Druk.", "2027-02-23"),
        ("Druk.", "gauw"),
        ("Druk.", ""),
    ] {
        let verlenging = json!({ "tekst": tekst, "uiterlijk": uiterlijk });
        let (status, _) = proef.doe("fatima", &referentie, "verlengen", verlenging).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{tekst} {uiterlijk}");
    }
    let verlenging = json!({ "tekst": "Wij wachten op een buitenlandse akte.", "uiterlijk": "2027-01-10" });
    proef.goed("fatima", &referentie, "verlengen", verlenging.clone()).await;
    let stand = proef.stand(&referentie).await;
    assert_eq!((wat(&stand)[2], &stand["verloop"][2]["uiterlijk"]), ("verlengd", &json!("2027-01-10")));
    assert_eq!(stand["status"], "In Behandeling");
    assert_eq!(proef.doe("fatima", &referentie, "verlengen", verlenging).await.0, StatusCode::CONFLICT);
}

#[tokio::test]
async fn sending_on_closes_it_here_and_ends_the_mark() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    for naar in ["brp", "kaart", ""] {
        let door = json!({ "registratie": naar, "tekst": "Niet van ons." });
        assert_eq!(
            proef.doe("fatima", &referentie, "doorsturen", door).await.0,
            StatusCode::BAD_REQUEST,
            "{naar}"
        );
    }
    let door = json!({ "registratie": "bag", "tekst": "Dit staat in de BAG." });
    proef.goed("fatima", &referentie, "doorsturen", door).await;
    let stand = proef.stand(&referentie).await;
    assert_eq!((wat(&stand)[2], &stand["verloop"][2]["naar"]), ("doorgestuurd", &json!("bag")));
    assert_eq!(stand["status"], "Afgehandeld");
    assert_eq!(proef.tobias().await["geboorte"].get("inOnderzoek"), None);
    // The portal sends it to the next holder under the same number.
    proef.zaak(&over("bag", "gemeente", "BAG", "bag.adres", "urn:bag:adres:huisnummer")).await;
}

#[tokio::test]
async fn a_file_comes_as_a_download() {
    let proef = Proef::nieuw().await;
    let mut melding = melding("KB-1");
    melding["terugMeldingBody"]["terugMeldingGegevens"][0]["bijlages"][0]["bestandsnaam"] =
        json!("akte “é”.pdf");
    let referentie = proef.zaak(&melding).await;
    let token = format!("Bearer {}", demotoken("fatima"));
    let pad = format!("{BEHANDELING}/zaken/{referentie}/bijlagen/1");
    let (status, koppen, _) =
        stuur(&proef.router, "GET", &pad, &[("authorization", token.as_str())], "").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(koppen["content-disposition"], "attachment; filename=\"akte ___.pdf\"");
    assert_eq!(
        (&koppen["content-type"], &koppen["x-content-type-options"]),
        (&"application/pdf".parse().unwrap(), &"nosniff".parse().unwrap())
    );
    assert_eq!(koppen["content-length"], PDF.len().to_string().as_str());
    for nummer in ["2", "x"] {
        let pad = format!("zaken/{referentie}/bijlagen/{nummer}");
        assert_eq!(proef.werk("fatima", Method::GET, &pad, &Value::Null).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_a_kill_left_half_done_is_done_once() {
    let proef = Proef::nieuw().await;
    let referentie = proef.zaak(&melding("KB-1")).await;
    let dag = proef.houder.vandaag();
    // The registration has the mark, and then the lights go out: the step was not written.
    let zaak = proef.houder.zaak(&referentie).await.unwrap();
    let alles = Correctie::van(&referentie, &zaak.melding, |_| true);
    proef.houder.bronnen.begin_onderzoek("brp", &alles, dag).await.unwrap();
    let proef = Proef::op(proef.map).await;
    assert_eq!(wat(&proef.stand(&referentie).await), ["ontvangen"]);
    proef.goed("fatima", &referentie, "opnemen", Value::Null).await;
    proef.goed("joost", &referentie, "besluit", besluit(true, false)).await;
    // The same with the new value.
    let zaak = proef.houder.zaak(&referentie).await.unwrap();
    let toegewezen =
        Correctie::van(&referentie, &zaak.melding, |urn| zaak.toegewezen().iter().any(|een| een == urn));
    proef.houder.bronnen.corrigeer("brp", &toegewezen, dag).await.unwrap();
    let proef = Proef::op(proef.map).await;
    assert_eq!(wat(&proef.stand(&referentie).await).last(), Some(&"deelsToegewezen"));
    proef.goed("joost", &referentie, "verwerken", Value::Null).await;
    let tobias = proef.tobias().await;
    assert_eq!(tobias["geboorte"]["datum"]["datum"], "2013-05-06");
    assert_eq!(tobias["geboorte"].get("inOnderzoek"), None);
    assert_eq!(
        wat(&proef.stand(&referentie).await),
        ["ontvangen", "inOnderzoek", "deelsToegewezen", "verwerkt"]
    );
}
