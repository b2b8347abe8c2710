use axum::http::StatusCode;

use super::super::testhulp::{SLEUTEL, klok, koppen, raadpleeg, register, stuur, vraag};
use super::*;

const BSN: &str = "999920108";

fn record(bsn: &str, geslachtsnaam: &str) -> Value {
    json!({
        "burgerservicenummer": bsn,
        "naam": {"voornamen": "Jo", "geslachtsnaam": geslachtsnaam},
        "geboorte": {"datum": "20000611"},
        "gemeenteVanInschrijving": {"code": "0518"},
        "verblijfplaats": {"straat": "Spui", "huisnummer": "1", "adresseerbaarObjectIdentificatie": "0518010000000001"},
    })
}

fn goed() -> Value {
    json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [BSN], "fields": ["naam"]})
}

#[tokio::test]
async fn raadplegen_met_burgerservicenummer() {
    let overleden = json!({"burgerservicenummer": "999921563", "naam": {"geslachtsnaam": "Oud"},
        "geboorte": {"datum": "19300101"}, "overlijden": {"datum": "20200101"},
        "opschortingBijhouding": {"reden": {"code": "O"}, "datum": "20200101"}});
    let fout = json!({"burgerservicenummer": "999921757", "naam": {"geslachtsnaam": "Weg"},
        "opschortingBijhouding": {"reden": {"code": "F"}, "datum": "20200101"}});
    let records = vec![overleden, record(BSN, "Boer"), record("999943194", "Ander"), fout];
    let (_map, register) = register("raadplegen", records).await;
    let router = register.router(klok(), SLEUTEL);

    let mut verzoek = goed();
    verzoek["burgerservicenummer"] = json!(["999943194", BSN, BSN, "000000000", "999921757", "999921563"]);
    verzoek["fields"] = json!(["burgerservicenummer", "leeftijd"]);
    let personen = vraag(&router, &verzoek).await;
    let bsns: Vec<_> = personen.iter().map(|p| p["burgerservicenummer"].as_str().unwrap()).collect();
    assert_eq!(bsns, [BSN, "999921563", "999943194"], "in order, once, without what was a mistake");
    assert_eq!(personen[0]["leeftijd"], 26, "the birthday is today");
    assert_eq!(personen[1].get("leeftijd"), None);
    assert_eq!(
        personen[1]["opschortingBijhouding"]["reden"],
        json!({"code": "O", "omschrijving": "overlijden"})
    );

    verzoek["burgerservicenummer"] = json!(["123456782"]);
    assert!(vraag(&router, &verzoek).await.is_empty());
    verzoek["burgerservicenummer"] = json!([BSN]);
    verzoek["gemeenteVanInschrijving"] = json!("0599");
    assert!(vraag(&router, &verzoek).await.is_empty());
    verzoek["gemeenteVanInschrijving"] = json!("0518");
    assert_eq!(vraag(&router, &verzoek).await.len(), 1);

    assert_eq!(register.bsns().await.unwrap().len(), 4);
    assert!(register.bestaat(BSN).await.unwrap() && !register.bestaat("123456782").await.unwrap());
}

#[tokio::test]
async fn zoeken_wie_er_op_een_adres_woont() {
    let mut overleden = record("999943194", "Oud");
    overleden["overlijden"] = json!({"datum": "20200101"});
    let (_map, register) = register("adres", vec![record(BSN, "Boer"), overleden]).await;
    let router = register.router(klok(), SLEUTEL);
    let mut verzoek = json!({
        "type": "ZoekMetAdresseerbaarObjectIdentificatie", "adresseerbaarObjectIdentificatie": "0518010000000001",
        "fields": ["burgerservicenummer", "naam", "adressering", "gezag"],
    });
    let personen = vraag(&router, &verzoek).await;
    assert_eq!(personen.len(), 1, "the living");
    assert_eq!(personen[0]["naam"]["volledigeNaam"], "Jo Boer");
    assert_eq!(personen[0]["adressering"], json!({"adresregel1": "Spui 1"}));
    verzoek["inclusiefOverledenPersonen"] = json!(true);
    assert_eq!(vraag(&router, &verzoek).await.len(), 2);
    verzoek["adresseerbaarObjectIdentificatie"] = json!("0518010000000002");
    assert!(vraag(&router, &verzoek).await.is_empty());
}

#[tokio::test]
async fn geen_antwoord_zonder_protocol() {
    let (_map, register) =
        register("protocol", vec![record(BSN, "Boer"), record("999943194", "Ander")]).await;
    let router = register.router(klok(), SLEUTEL);
    let mut verzoek = goed();
    verzoek["burgerservicenummer"] = json!([BSN, "999943194", "123456782"]);
    vraag(&router, &verzoek).await;
    let rijen: Vec<(String, String, String, String, String)> =
        sqlx::query_as("SELECT tijdstip, bsn, velden, doelbinding, gebruiker FROM protocol ORDER BY id")
            .fetch_all(&register.db)
            .await
            .unwrap();
    let rij = |bsn: &str| {
        ["2026-06-11T10:00:00Z", bsn, "naam", "BRPACT-Inzage", "BurgerZelf"].map(str::to_owned).into()
    };
    assert_eq!(rijen, [rij(BSN), rij("999943194")], "one row for each person who was answered");

    sqlx::query("DROP TABLE protocol").execute(&register.db).await.unwrap();
    let (status, _, antwoord) = stuur(&router, "POST", PAD, &koppen(), goed().to_string()).await;
    assert_eq!((status, &antwoord["code"]), (StatusCode::INTERNAL_SERVER_ERROR, &json!("serverError")));
    assert_eq!(antwoord.get("personen"), None);
}

#[tokio::test]
async fn een_wijziging_sluit_het_oude_voorkomen() {
    let (_map, register) = register("historie", vec![record(BSN, "Boer")]).await;
    let verslag = register.neem_op(vec![record(BSN, "Boer")]).await.unwrap();
    assert_eq!(verslag.nieuwe_voorkomens, 0, "the same again changes nothing");
    let verslag = register.neem_op(vec![record(BSN, "De Boer")]).await.unwrap();
    assert_eq!(verslag.nieuwe_voorkomens, 1);
    let rijen: Vec<(String, bool)> = sqlx::query_as(
        "SELECT json_extract(inhoud, '$.\"0240\"'), vervallen_op IS NULL FROM categorie_voorkomen
         WHERE categorie = '01' ORDER BY id",
    )
    .fetch_all(&register.db)
    .await
    .unwrap();
    assert_eq!(rijen, [("Boer".to_owned(), false), ("De Boer".to_owned(), true)]);
    let persoon = raadpleeg(&register.router(klok(), SLEUTEL), BSN, &["naam.geslachtsnaam"]).await;
    assert_eq!(persoon, json!({"naam": {"geslachtsnaam": "De Boer"}}));
}

#[tokio::test]
async fn foute_parameters() {
    let (_map, register) = register("parameters", vec![]).await;
    let router = register.router(klok(), SLEUTEL);
    let bsn = |bsns: Value| json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": bsns, "fields": ["naam"]});
    let velden = |velden: Value| json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [BSN], "fields": velden});
    let met = |naam: &str, waarde: Value| {
        let mut verzoek = goed();
        verzoek[naam] = waarde;
        verzoek
    };
    let object = |id: Value| json!({"type": "ZoekMetAdresseerbaarObjectIdentificatie", "adresseerbaarObjectIdentificatie": id, "fields": ["naam"]});
    let gevallen = [
        (json!({}), "type", "required"),
        (json!({"type": "OnbekendZoekType"}), "type", "value"),
        (json!({"type": "ZoekMetPostcodeEnHuisnummer", "fields": ["naam"]}), "type", "value"),
        (
            json!({"type": "RaadpleegMetBurgerservicenummer", "fields": ["naam"]}),
            "burgerservicenummer",
            "required",
        ),
        (bsn(json!([])), "burgerservicenummer", "minItems"),
        (bsn(json!("999994086,999994086")), "burgerservicenummer", "array"),
        (bsn(json!(["12345678"])), "burgerservicenummer[0]", "pattern"),
        (bsn(json!([BSN, 1])), "burgerservicenummer[1]", "pattern"),
        (bsn(json!(vec![BSN; 21])), "burgerservicenummer", "maxItems"),
        (
            json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": [BSN]}),
            "fields",
            "required",
        ),
        (velden(json!([])), "fields", "minItems"),
        (velden(json!("naam,geslacht")), "fields", "array"),
        (velden(json!(vec!["naam"; 131])), "fields", "maxItems"),
        (velden(json!(["a*nummer"])), "fields[0]", "pattern"),
        (velden(json!(["a".repeat(201)])), "fields[0]", "pattern"),
        (velden(json!(["naam", "anummer"])), "fields[1]", "fields"),
        (velden(json!(["rni.deelnemer"])), "fields[0]", "fields"),
        (velden(json!(["naam.inOnderzoek"])), "fields[0]", "fields"),
        (velden(json!(["opschortingBijhouding.reden"])), "fields[0]", "fields"),
        (velden(json!(["adresseringBinnenland.land"])), "fields[0]", "fields"),
        (met("gemeenteVanInschrijving", json!("123")), "gemeenteVanInschrijving", "pattern"),
        (met("voornamen", json!("Pietje")), "voornamen", "unknownParam"),
        (object(json!("")), "adresseerbaarObjectIdentificatie", "required"),
        (object(json!("123")), "adresseerbaarObjectIdentificatie", "pattern"),
        (object(json!("0000000000000000")), "adresseerbaarObjectIdentificatie", "pattern"),
    ];
    for (verzoek, naam, code) in gevallen {
        let (status, koppen, antwoord) = stuur(&router, "POST", PAD, &koppen(), verzoek.to_string()).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{verzoek}");
        assert_eq!(koppen["content-type"], "application/problem+json");
        assert_eq!(antwoord["title"], "Een of meerdere parameters zijn niet correct.");
        assert_eq!(antwoord["detail"], format!("De foutieve parameter(s) zijn: {naam}."));
        assert_eq!((&antwoord["code"], &antwoord["instance"]), (&json!("paramsValidation"), &json!(PAD)));
        let fouten = antwoord["invalidParams"].as_array().unwrap();
        assert_eq!((fouten.len(), &fouten[0]["name"], &fouten[0]["code"]), (1, &json!(naam), &json!(code)));
    }
    let verzoek = json!({"type": "RaadpleegMetBurgerservicenummer", "burgerservicenummer": ["1", BSN, "2"], "fields": ["x"], "y": 1});
    let (_, _, antwoord) = stuur(&router, "POST", PAD, &koppen(), verzoek.to_string()).await;
    let alle = "De foutieve parameter(s) zijn: burgerservicenummer[0], burgerservicenummer[2], fields[0], y.";
    assert_eq!(antwoord["detail"], alle, "every mistake at once");
}

#[tokio::test]
async fn weigeringen_buiten_de_parameters() {
    let (_map, register) = register("weigeringen", vec![record(BSN, "Boer")]).await;
    let router = register.router(klok(), SLEUTEL);
    let met = |naam: &'static str, waarde: Option<&'static str>| {
        let mut koppen = koppen();
        koppen.retain(|(kop, _)| *kop != naam);
        koppen.extend(waarde.map(|waarde| (naam, waarde)));
        koppen
    };
    let goed = goed().to_string();
    let groot = format!("{{\"x\": \"{}\"}}", "x".repeat(GROOTSTE_VRAAG));
    let gevallen = [
        ("POST", PAD, met("x-api-key", None), goed.as_str(), 401, "authentication"),
        ("POST", PAD, met("x-api-key", Some("anders")), &goed, 401, "authentication"),
        ("POST", PAD, met("x-doelbinding", None), &goed, 403, "autorisation"),
        ("POST", PAD, met("x-verwerking", Some(" ")), &goed, 403, "autorisation"),
        ("POST", PAD, met("x-gebruiker", None), &goed, 403, "autorisation"),
        ("POST", PAD, met("x-origin-oin", None), &goed, 403, "autorisation"),
        ("POST", "/haalcentraal/api/brp/mensen", koppen(), &goed, 404, "notFound"),
        ("GET", PAD, koppen(), "", 405, "methodNotAllowed"),
        ("POST", PAD, met("accept", Some("application/xml")), &goed, 406, "notAcceptable"),
        ("POST", PAD, met("accept", Some("")), &goed, 406, "notAcceptable"),
        ("POST", PAD, met("accept", Some("application/json;q=0")), &goed, 406, "notAcceptable"),
        ("POST", PAD, met("content-type", None), &goed, 415, "unsupportedMediaType"),
        ("POST", PAD, met("content-type", Some("text/csv")), &goed, 415, "unsupportedMediaType"),
        (
            "POST",
            PAD,
            met("content-type", Some("application/json; charset=cp1252")),
            &goed,
            415,
            "unsupportedMediaType",
        ),
        ("POST", PAD, koppen(), "{", 400, "paramsValidation"),
        ("POST", PAD, koppen(), "[]", 400, "paramsValidation"),
        ("POST", PAD, koppen(), &groot, 400, "paramsValidation"),
    ];
    for (methode, pad, koppen, lichaam, status, code) in gevallen {
        let (werkelijk, kop, antwoord) = stuur(&router, methode, pad, &koppen, lichaam.to_owned()).await;
        assert_eq!(
            (werkelijk.as_u16(), &antwoord["status"]),
            (status, &json!(status)),
            "{methode} {pad} {koppen:?}"
        );
        assert_eq!(antwoord["code"], code);
        assert_eq!(kop["content-type"], "application/problem+json");
        for veld in ["type", "title", "detail", "instance"] {
            assert!(antwoord[veld].as_str().is_some_and(|tekst| !tekst.is_empty()), "{veld}");
        }
    }
    for accept in ["*/*", "application/*;q=0.5", "text/html, application/json; charset=utf-8"] {
        let (status, koppen, _) =
            stuur(&router, "POST", PAD, &met("accept", Some(accept)), goed.clone()).await;
        assert_eq!(status, StatusCode::OK, "{accept}");
        assert_eq!(koppen["content-type"], "application/json; charset=utf-8");
    }
}
