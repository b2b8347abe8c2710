use std::collections::HashMap;

use time::macros::date;

use super::super::invoer::Invoer;
use super::*;

/// The full answer on a record in raw form.
fn antwoord(record: Value) -> Value {
    let mut record = record;
    record["burgerservicenummer"] = json!("999920108");
    let mut invoer = Invoer::default();
    let (_, voorkomens) = invoer.lees(0, record).unwrap();
    let mut pl = Persoonslijst::default();
    for voorkomen in voorkomens {
        pl.0.entry(voorkomen.categorie).or_default().push(Voorkomen(voorkomen.inhoud));
    }
    let anderen = HashMap::from([(
        "999921757".to_owned(),
        Voorkomen(json!({"0210": "Tim", "0240": "Maassen", "0310": "20160611"}).as_object().unwrap().clone()),
    )]);
    let ctx = Context { tabellen: &invoer.tabellen, vandaag: date!(2026 - 06 - 11), anderen: &anderen };
    let antwoord = persoon(&pl, &ctx);
    assert_eq!(invoer.meldingen(), []);
    Value::Object(antwoord)
}

#[test]
fn niets_blijft_niets() {
    let antwoord = antwoord(json!({}));
    let verwacht = json!({
        "burgerservicenummer": "999920108", "gezag": [], "kinderen": [], "nationaliteiten": [], "ouders": [], "partners": [],
    });
    assert_eq!(antwoord, verwacht);
}

#[test]
fn de_partners_van_nu_of_de_laatst_ontbonden() {
    let partner = |naam: &str, aangaan: &str, ontbinding: Option<&str>| {
        let mut partner =
            json!({"naam": {"geslachtsnaam": naam}, "aangaanHuwelijkPartnerschap": {"datum": aangaan}});
        if let Some(datum) = ontbinding {
            partner["ontbindingHuwelijkPartnerschap"] = json!({"datum": datum});
        }
        partner
    };
    let namen = |partners: Value| {
        let antwoord = antwoord(
            json!({"partners": partners, "naam": {"geslachtsnaam": "Groen", "aanduidingNaamgebruik": {"code": "V"}}, "geslacht": {"code": "V"}}),
        );
        let namen: Vec<_> = antwoord["partners"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["naam"]["geslachtsnaam"].clone())
            .collect();
        (namen, antwoord["adressering"]["aanhef"].clone())
    };
    let (oud, ouder) =
        (partner("Oud", "20000101", Some("20120401")), partner("Ouder", "19900101", Some("20011109")));
    let (nu, ook) = (partner("Nu", "20051224", None), partner("Ook", "19900101", None));
    assert_eq!(namen(json!([oud, ouder])), (vec![json!("Oud")], json!("Geachte mevrouw Oud-Groen")));
    assert_eq!(namen(json!([oud, nu])), (vec![json!("Nu")], json!("Geachte mevrouw Nu-Groen")));
    assert_eq!(
        namen(json!([nu, ook])),
        (vec![json!("Ook"), json!("Nu")], json!("Geachte mevrouw Ook-Groen"))
    );
    assert_eq!(namen(json!([])), (vec![], json!("Geachte mevrouw Groen")));
}

#[test]
fn de_soorten_nationaliteit() {
    let gevallen = [
        (json!({"nationaliteit": {"code": "0263"}}), "Nationaliteit"),
        (json!({"nationaliteit": {"code": "0000"}}), "NationaliteitOnbekend"),
        (json!({"nationaliteit": {"code": "0499"}}), "Staatloos"),
        (json!({"nationaliteit": {"code": "0002"}}), "BehandeldAlsNederlander"),
        (json!({"nationaliteit": {"code": "0500"}}), "VastgesteldNietNederlander"),
        (json!({"aanduidingBijzonderNederlanderschap": "B"}), "BehandeldAlsNederlander"),
        (json!({"aanduidingBijzonderNederlanderschap": "V"}), "VastgesteldNietNederlander"),
    ];
    for (nationaliteit, soort) in gevallen {
        let antwoord = antwoord(json!({"nationaliteiten": [nationaliteit]}));
        let eerste = &antwoord["nationaliteiten"][0];
        assert_eq!(
            (eerste["type"].as_str(), eerste.get("nationaliteit").is_some()),
            (Some(soort), soort == "Nationaliteit")
        );
    }
}

#[test]
fn wat_voorbij_is_wordt_niet_geleverd() {
    let titel = |code: &str, einde: Option<&str>| {
        let mut titel = json!({"aanduiding": {"code": code}, "datumIngang": "20210315"});
        titel["datumEinde"] = einde.map_or(Value::Null, |datum| json!(datum));
        titel.as_object_mut().unwrap().retain(|_, waarde| !waarde.is_null());
        antwoord(json!({"verblijfstitel": titel})).get("verblijfstitel").is_some()
    };
    let gevallen = [
        ("37", None, true),
        ("37", Some("20260612"), true),
        ("37", Some("20260611"), false),
        ("37", Some("20220315"), false),
        ("98", None, false),
        ("00", None, true),
    ];
    for (code, einde, geleverd) in gevallen {
        assert_eq!(titel(code, einde), geleverd, "{code} {einde:?}");
    }
    let kiesrecht = |einde: &str| {
        antwoord(json!({
            "europeesKiesrecht": {"aanduiding": {"code": "1"}, "einddatumUitsluiting": einde},
            "uitsluitingKiesrecht": {"uitgeslotenVanKiesrecht": true, "einddatum": einde},
        }))
    };
    assert!(kiesrecht("20260612").get("europeesKiesrecht").is_some());
    assert_eq!(kiesrecht("20260612")["uitsluitingKiesrecht"]["uitgeslotenVanKiesrecht"], true);
    let voorbij = kiesrecht("20260611");
    assert!(voorbij.get("europeesKiesrecht").is_none() && voorbij.get("uitsluitingKiesrecht").is_none());
}

#[test]
fn onbekende_waarden_worden_geen_waarden() {
    let antwoord = antwoord(json!({
        "naam": {"voornamen": "Dian", "geslachtsnaam": "."},
        "geboorte": {"datum": "00000000", "plaats": {"code": "0000"}, "land": {"code": "0000"}},
        "gemeenteVanInschrijving": {"code": "0000"},
        "geheimhoudingPersoonsgegevens": "0",
        "immigratie": {"landVanwaarIngeschreven": {"code": "0000"}, "datumVestigingInNederland": "00000000"},
        "verblijfplaats": {"land": {"code": "0000"}, "regel1": "ergens"},
        "ouders": [{"ouderAanduiding": "1", "naam": {"geslachtsnaam": "."}}],
        "kinderen": [{"naam": {"geslachtsnaam": "."}, "geboorte": {"datum": "00000000"}}],
    }));
    let onbekend = json!({"type": "DatumOnbekend", "onbekend": true, "langFormaat": "onbekend"});
    let naam = json!({"voornamen": "Dian", "voorletters": "D.", "volledigeNaam": "Dian"});
    assert_eq!((&antwoord["naam"], &antwoord["geboorte"]), (&naam, &json!({"datum": onbekend})));
    assert_eq!(antwoord["verblijfplaats"], json!({"type": "VerblijfplaatsOnbekend"}));
    assert_eq!(
        (&antwoord["ouders"], &antwoord["kinderen"]),
        (&json!([{"ouderAanduiding": "1"}]), &json!([{"geboorte": {"datum": onbekend}}]))
    );
    let immigratie = json!({
        "datumVestigingInNederland": onbekend, "indicatieVestigingVanuitBuitenland": true, "vanuitVerblijfplaatsOnbekend": true,
    });
    assert_eq!(antwoord["immigratie"], immigratie);
    for veld in ["leeftijd", "gemeenteVanInschrijving", "geheimhoudingPersoonsgegevens", "adressering"] {
        assert_eq!(antwoord.get(veld), None, "{veld}");
    }
}

#[test]
fn wat_in_onderzoek_is_staat_bij_zijn_eigen_datum() {
    let io = |code: &str| json!({"aanduidingGegevensInOnderzoek": code, "datumIngangOnderzoek": "20020701"});
    let datum = json!({"type": "Datum", "datum": "2002-07-01", "langFormaat": "1 juli 2002"});
    let antwoord = antwoord(json!({
        "persoonInOnderzoek": io("010310"), "gezagInOnderzoek": io("113210"), "naam": {"geslachtsnaam": "Boer"},
        "verblijfplaats": {"straat": "Spui", "huisnummer": "1", "inOnderzoek": io("080000")},
        "partners": [{"naam": {"geslachtsnaam": "Groen"}, "inOnderzoek": io("050240")}],
        "kinderen": [{"naam": {"geslachtsnaam": "Boer"}, "inOnderzoek": io("090210")}],
    }));
    let persoon = json!({
        "leeftijd": true, "gemeenteVanInschrijving": true, "datumInschrijvingInGemeente": true,
        "indicatieGezagMinderjarige": true, "datumIngangOnderzoekPersoon": datum,
        "datumIngangOnderzoekGemeente": datum, "datumIngangOnderzoekGezag": datum,
    });
    assert_eq!(antwoord["inOnderzoek"], persoon);
    let adressering = json!({
        "adresregel1": true, "adresregel2": true, "adresregel3": true, "land": true, "aanhef": true,
        "aanschrijfwijze": true, "gebruikInLopendeTekst": true, "datumIngangOnderzoekVerblijfplaats": datum,
        "datumIngangOnderzoekPartner": datum,
    });
    assert_eq!(antwoord["adressering"]["inOnderzoek"], adressering);
    let kind = json!({"voornamen": true, "voorletters": true, "datumIngangOnderzoek": datum});
    assert_eq!(antwoord["kinderen"][0]["naam"]["inOnderzoek"], kind);
    assert_eq!(antwoord["geboorte"], json!({"inOnderzoek": {"datum": true, "datumIngangOnderzoek": datum}}));
    assert_eq!(antwoord["verblijfplaats"]["verblijfadres"]["inOnderzoek"].as_object().unwrap().len(), 9);
}

#[test]
fn gezag_noemt_de_mensen_en_hun_namen() {
    let minderjarige = json!({"burgerservicenummer": "999921757"});
    let ik = json!({"burgerservicenummer": "999920108"});
    let ander = json!({"burgerservicenummer": "999921563"});
    let antwoord = antwoord(json!({
        "naam": {"geslachtsnaam": "Boer"}, "geboorte": {"datum": "20080612"},
        "partners": [{"burgerservicenummer": "999921563", "naam": {"voornamen": "Sam", "geslachtsnaam": "Groen"}}],
        "gezag": [
            {"type": "TweehoofdigOuderlijkGezag", "minderjarige": minderjarige, "ouders": [ik, ander]},
            {"type": "GezamenlijkGezag", "minderjarige": minderjarige, "ouder": ander, "derde": ik},
            {"type": "EenhoofdigOuderlijkGezag", "minderjarige": minderjarige, "ouder": ander},
            {"type": "Voogdij", "minderjarige": ik, "derden": []},
            {"type": "GezagNietTeBepalen"},
        ],
    }));
    let tim =
        json!({"burgerservicenummer": "999921757", "naam": {"volledigeNaam": "Tim Maassen"}, "leeftijd": 10});
    let sam = json!({"burgerservicenummer": "999921563", "naam": {"volledigeNaam": "Sam Groen"}});
    let zelf = json!({"burgerservicenummer": "999920108", "naam": {}});
    let mut derde = zelf.clone();
    derde["type"] = json!("BekendeDerde");
    let verwacht = json!([
        {"type": "GezamenlijkOuderlijkGezag", "minderjarige": tim, "ouders": [zelf, sam]},
        {"type": "GezamenlijkGezag", "minderjarige": tim, "ouder": sam, "derde": derde},
        {"type": "Voogdij", "minderjarige": {"burgerservicenummer": "999920108"}, "derden": []},
        {"type": "GezagNietTeBepalen", "minderjarige": {"burgerservicenummer": "999920108"},
         "toelichting": "Het gezag is niet te bepalen."},
    ]);
    assert_eq!(antwoord["gezag"], verwacht, "not the relation that this person has no part in");
}

#[test]
fn over_een_volwassene_heeft_niemand_gezag() {
    let gezag = json!([{"type": "GezagNietTeBepalen"}, {"type": "TijdelijkGeenGezag"}]);
    let geleverd = |geboren: &str| {
        let antwoord = antwoord(json!({"geboorte": {"datum": geboren}, "gezag": gezag}));
        antwoord["gezag"].as_array().unwrap().len()
    };
    assert_eq!((geleverd("20080611"), geleverd("20080612"), geleverd("00000000")), (0, 2, 2));
}

#[test]
fn aan_een_overledene_wordt_niet_geschreven() {
    let antwoord = antwoord(json!({
        "naam": {"voornamen": "Jan", "voorvoegsel": "van", "geslachtsnaam": "Dam"}, "geslacht": {"code": "M"},
        "geboorte": {"datum": "19500304"}, "overlijden": {"datum": "20020701"},
    }));
    assert_eq!(antwoord["adressering"], json!({"gebruikInLopendeTekst": "de heer Van Dam"}));
    assert_eq!(antwoord.get("leeftijd"), None);
}
