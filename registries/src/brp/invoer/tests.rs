use super::*;

fn meldingen(record: Value) -> Vec<(String, &'static str)> {
    let mut invoer = Invoer::default();
    invoer.lees(7, record);
    let meldingen = invoer.meldingen();
    assert!(meldingen.iter().all(|m| m.records == [7]));
    meldingen.into_iter().map(|m| (m.pad, m.wat)).collect()
}

#[test]
fn niets_valt_stil_weg() {
    let bsn = "999920108";
    let gevallen = [
        (json!({"wn": "x"}), "wn", "onbekende sleutel: niet opgenomen"),
        (json!({"naam": {"roepnaam": "Jo"}}), "naam.roepnaam", "onbekende sleutel: niet opgenomen"),
        (
            json!({"kinderen": [{"geslacht2": "M"}]}),
            "kinderen[].geslacht2",
            "onbekende sleutel: niet opgenomen",
        ),
        (
            json!({"partners": [{"geboorte": {"land": {"code": "6030", "x": 1}}}]}),
            "partners[].geboorte.land.x",
            "onbekende sleutel: niet opgenomen",
        ),
        (json!({"gezag": [{"type": "Anders"}]}), "gezag[].type", "onbekende soort: niet opgenomen"),
        (
            json!({"gezag": [{"type": "Voogdij", "derden": [{"rol": "x"}]}]}),
            "gezag[].derden[].rol",
            "onbekende sleutel: niet opgenomen",
        ),
        (
            json!({"ouders": [{"ouderAanduiding": "3"}]}),
            "ouders[].ouderAanduiding",
            "geen 1 of 2: ouder niet opgenomen",
        ),
        (json!({"geboorte": {"datum": "20230230"}}), "geboorte.datum", "geen bestaande datum: ruw opgenomen"),
        (json!({"geboorte": {"datum": 2023}}), "geboorte.datum", "onverwachte vorm: niet opgenomen"),
        (json!({"geslacht": "M"}), "geslacht", "onverwachte vorm: niet opgenomen"),
        (json!({"geslacht": {"omschrijving": "man"}}), "geslacht", "geen code: niet opgenomen"),
        (
            json!({"kinderen": [{"burgerservicenummer": "123456789"}]}),
            "kinderen[].burgerservicenummer",
            "voldoet niet aan de elfproef: ruw opgenomen",
        ),
        (
            json!({"persoonInOnderzoek": {"aanduidingGegevensInOnderzoek": "080000"}}),
            "persoonInOnderzoek.aanduidingGegevensInOnderzoek",
            "geen aanduiding van deze categorie: ruw opgenomen",
        ),
        (
            json!({"verblijfplaats": {"huisnummer": "12a"}}),
            "verblijfplaats.huisnummer",
            "niet alleen cijfers: ruw opgenomen",
        ),
        (json!({"partners": {}}), "partners", "geen lijst: niet opgenomen"),
    ];
    for (mut record, pad, wat) in gevallen {
        record["burgerservicenummer"] = json!(bsn);
        assert_eq!(meldingen(record), [(pad.to_owned(), wat)]);
    }
    assert_eq!(
        meldingen(json!({"naam": {}})),
        [("burgerservicenummer".to_owned(), "geen BSN: persoon niet opgenomen")]
    );
}

#[test]
fn een_code_houdt_een_omschrijving() {
    let mut invoer = Invoer::default();
    for (nummer, omschrijving) in ["België", "Belgie"].into_iter().enumerate() {
        let land = json!({"code": "5010", "omschrijving": omschrijving});
        invoer.lees(nummer, json!({"burgerservicenummer": "999920108", "geboorte": {"land": land}}));
    }
    assert_eq!(invoer.tabellen[&("land".to_owned(), "5010".to_owned())], "België");
    assert_eq!(invoer.meldingen()[0].wat, "andere omschrijving dan eerder bij deze code");
}

#[test]
fn ruw_blijft_ruw() {
    let mut invoer = Invoer::default();
    let (bsn, voorkomens) = invoer
        .lees(
            0,
            json!({
                "burgerservicenummer": "999920108",
                "geboorte": {"datum": "19560000", "plaats": {"omschrijving": "Gent"}},
                "immigratie": {},
                "indicatieCurateleRegister": true,
                "ouders": [{"ouderAanduiding": "2", "naam": {"geslachtsnaam": "."}}],
            }),
        )
        .unwrap();
    let voorkomens: Vec<_> = voorkomens.into_iter().map(|v| (v.categorie, Value::Object(v.inhoud))).collect();
    assert_eq!(bsn, "999920108");
    let verwacht = [
        ("01", json!({"0120": "999920108", "0310": "19560000", "0320": "Gent"})),
        ("11", json!({"3310": "1"})),
        ("03", json!({"0240": "."})),
    ];
    assert_eq!(voorkomens, verwacht.map(|(categorie, inhoud)| (categorie.to_owned(), inhoud)));
    assert_eq!(invoer.meldingen(), []);
}
