use serde_json::json;

use super::super::testhulp::shared;
use super::*;

/// The paths of a published list (`fields-*.csv`), or nothing when the folder with the standards is not here.
fn gepubliceerd(bestand: &str) -> Option<BTreeSet<String>> {
    let csv = shared(bestand)?;
    Some(csv.lines().skip(1).map(|regel| regel.trim().to_owned()).filter(|regel| !regel.is_empty()).collect())
}

#[test]
fn de_paden_zijn_die_van_de_standaard() {
    for (bestand, paden) in
        [("brp/fields-Persoon.csv", &*PADEN_PERSOON), ("brp/fields-PersoonBeperkt.csv", &*PADEN_BEPERKT)]
    {
        let Some(gepubliceerd) = gepubliceerd(bestand) else { continue };
        assert_eq!(paden.keys().cloned().collect::<BTreeSet<_>>(), gepubliceerd, "{bestand}");
    }
}

fn vraag(velden: &[&str]) -> Gevraagd {
    Gevraagd(velden.iter().flat_map(|veld| PADEN_PERSOON[*veld].clone()).collect())
}

fn persoon() -> Map<String, Value> {
    let datum = json!({"type": "Datum", "datum": "2002-07-01", "langFormaat": "1 juli 2002"});
    let persoon = json!({
        "aNummer": "1234567890",
        "geslacht": {"code": "V", "omschrijving": "vrouw"},
        "naam": {
            "voornamen": "Yvonne", "geslachtsnaam": "Boer",
            "inOnderzoek": {"voornamen": true, "geslachtsnaam": true, "datumIngangOnderzoek": datum},
        },
        "geboorte": {"datum": datum},
        "partners": [{"burgerservicenummer": "999992971", "naam": {"voornamen": "Robert"}}],
        "kinderen": [],
        "verblijfplaats": {
            "type": "Adres", "datumVan": datum, "indicatieVastgesteldVerblijftNietOpAdres": true,
            "inOnderzoek": {"type": true, "datumVan": true, "datumIngangOnderzoek": datum},
        },
        "adressering": {
            "aanhef": "Geachte mevrouw Boer", "adresregel1": "Spui 1",
            "indicatieVastgesteldVerblijftNietOpAdres": true,
            "inOnderzoek": {
                "aanhef": true, "adresregel1": true, "datumIngangOnderzoekPersoon": datum,
                "datumIngangOnderzoekVerblijfplaats": datum,
            },
        },
        "gezag": [{"type": "EenhoofdigOuderlijkGezag"}],
        "geheimhoudingPersoonsgegevens": true,
        "inOnderzoek": {
            "geslacht": true, "burgerservicenummer": true, "gemeenteVanInschrijving": true,
            "datumIngangOnderzoekPersoon": datum, "datumIngangOnderzoekGemeente": datum,
        },
        "rni": [{"categorie": "Persoon"}, {"categorie": "Verblijfplaats"}],
    });
    persoon.as_object().unwrap().clone()
}

fn lever(velden: &[&str]) -> Value {
    let pl = Persoonslijst(BTreeMap::from([(
        "08".to_owned(),
        vec![Voorkomen(json!({"1110": "Spui"}).as_object().unwrap().clone())],
    )]));
    let mut antwoord = vraag(velden).lever(&pl, persoon());
    assert_eq!(antwoord.remove("geheimhoudingPersoonsgegevens"), Some(json!(true)), "comes along by itself");
    Value::Object(antwoord)
}

#[test]
fn alleen_wat_is_gevraagd() {
    let datum = json!({"type": "Datum", "datum": "2002-07-01", "langFormaat": "1 juli 2002"});
    let rni = json!([{"categorie": "Persoon"}]);
    assert_eq!(lever(&["aNummer"]), json!({"aNummer": "1234567890", "rni": rni}));
    assert_eq!(
        lever(&["geslacht.code"]),
        json!({
            "geslacht": {"code": "V", "omschrijving": "vrouw"}, "rni": rni,
            "inOnderzoek": {"geslacht": true, "datumIngangOnderzoekPersoon": datum},
        })
    );
    assert_eq!(lever(&["geboorte.datum.jaar"]), json!({"geboorte": {"datum": datum}, "rni": rni}));
    assert_eq!(
        lever(&["naam.voornamen"]),
        json!({
            "naam": {"voornamen": "Yvonne", "inOnderzoek": {"voornamen": true, "datumIngangOnderzoek": datum}},
            "rni": rni,
        })
    );
    assert_eq!(lever(&["naam.voorvoegsel"]), json!({"rni": rni}));
    assert_eq!(
        lever(&["kinderen.naam", "partners.geboorte.datum"]),
        json!({"kinderen": [], "partners": [{}]})
    );
    assert_eq!(lever(&["partners.naam"]), json!({"partners": [{"naam": {"voornamen": "Robert"}}]}));
    assert_eq!(lever(&["gezag.ouder"]), json!({"gezag": [{"type": "EenhoofdigOuderlijkGezag"}]}));
}

#[test]
fn wat_automatisch_meekomt() {
    let datum = json!({"type": "Datum", "datum": "2002-07-01", "langFormaat": "1 juli 2002"});
    let verblijf = json!([{"categorie": "Verblijfplaats"}]);
    assert_eq!(
        lever(&["verblijfplaats.functieAdres"]),
        json!({
            "verblijfplaats": {
                "type": "Adres", "indicatieVastgesteldVerblijftNietOpAdres": true,
                "inOnderzoek": {"type": true, "datumIngangOnderzoek": datum},
            },
            "rni": verblijf,
        })
    );
    assert_eq!(
        lever(&["adressering.aanhef"]),
        json!({
            "adressering": {
                "aanhef": "Geachte mevrouw Boer",
                "inOnderzoek": {"aanhef": true, "datumIngangOnderzoekPersoon": datum},
            },
            "rni": [{"categorie": "Persoon"}],
        })
    );
    assert_eq!(
        lever(&["adressering.adresregel1"]),
        json!({
            "adressering": {
                "adresregel1": "Spui 1", "indicatieVastgesteldVerblijftNietOpAdres": true,
                "inOnderzoek": {"adresregel1": true, "datumIngangOnderzoekVerblijfplaats": datum},
            },
            "rni": verblijf,
        })
    );
}

#[test]
fn de_aliassen_vragen_alleen_een_adres_hier() {
    let buitenland = Persoonslijst(BTreeMap::from([(
        "08".to_owned(),
        vec![Voorkomen(json!({"1310": "5010"}).as_object().unwrap().clone())],
    )]));
    let binnenland = lever(&["verblijfplaatsBinnenland.datumVan"]);
    assert_eq!(binnenland["verblijfplaats"]["type"], "Adres");
    let geleverd = |veld| vraag(&[veld]).lever(&buitenland, persoon());
    assert!(geleverd("verblijfplaatsBinnenland").get("verblijfplaats").is_none());
    assert_eq!(geleverd("adresseringBinnenland")["adressering"].get("adresregel1"), None);
    assert_eq!(geleverd("adresseringBinnenland")["adressering"]["aanhef"], "Geachte mevrouw Boer");
}
