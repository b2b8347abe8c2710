//! What citizens are told that they can have changed, against what can be changed: nothing is missing in silence. The files of
//! the gegevensregister are read here only.

use super::*;
use std::collections::BTreeSet;

/// Gegevens of which an employee is told why they are not changed by these means.
const NIET: [&str; 19] = [
    "bag.adres.geconstateerd.ligplaats",
    "bag.adres.geconstateerd.standplaats",
    "bag.adres.indicatieNevenadres",
    "bag.adres.typeAdresseerbaarObject",
    "bewoning.bewoners.aantalBewoners",
    "bewoning.bewoners.aantalMogelijkeBewoners",
    "brk.adressen.adres",
    "brp.adres.indicatieVastgesteldVerblijftNietOpAdres",
    "brp.adres.type",
    "brp.gezag.type",
    "brp.immigratie.indicatieVestigingVanuitBuitenland",
    "brp.immigratie.vanuitVerblijfplaatsOnbekend",
    "brp.nationaliteiten.type",
    "kvk.hoofdvestiging.adressen",
    "kvk.hoofdvestiging.adressoorten",
    "kvk.onderneming.adressen",
    "kvk.onderneming.functie",
    "verblijfplaatshistorie.verblijfplaatsen.type",
    "verblijfplaatshistorie.verblijfplaatsen.verblijftNietOpAdresVanaf",
];

/// What the register says of each correctable gegeven, by id.
fn corrigeerbaar() -> BTreeMap<String, Value> {
    let mut uit = BTreeMap::new();
    for registratie in &REGISTRATIES {
        let map = concat!(env!("CARGO_MANIFEST_DIR"), "/../gegevensregister/registraties");
        let tekst = std::fs::read_to_string(format!("{map}/{}.toml", registratie.id)).unwrap();
        let register: Value = toml::from_str(&tekst).unwrap();
        for groep in register["groep"].as_array().unwrap() {
            for gegeven in groep["gegeven"].as_array().unwrap() {
                if gegeven["corrigeerbaar"] == true {
                    uit.insert(gegeven["id"].as_str().unwrap().to_owned(), gegeven.clone());
                }
            }
        }
    }
    uit
}

fn correctie(id: &str) -> Correctie {
    let mut delen = id.splitn(3, '.');
    let groep = format!("{}.{}", delen.next().unwrap(), delen.next().unwrap());
    let deel = Deel { urn: format!("urn:{}", id.replace('.', ":")), betwijfeld: None, voorgesteld: None };
    Correctie {
        kenmerk: "k".into(),
        bsn: SANNE.into(),
        groep,
        aard: Aard::KloptNiet,
        voorkomen: None,
        delen: vec![deel],
        geheel: true,
    }
}

#[tokio::test]
async fn every_correctable_gegeven_can_be_carried_out_or_has_a_reason() {
    let alles = Alles::nieuw().await;
    let mut niet = BTreeSet::new();
    let gegevens = corrigeerbaar();
    assert!(gegevens.len() > 250, "{}", gegevens.len());
    for id in gegevens.keys() {
        let registratie = id.split('.').next().unwrap();
        let wat = correctie(id);
        if let Some(waarom) = alles.proef.houder.bronnen.waarom_niet(registratie, &wat) {
            assert!(
                !waarom.contains("niet zo opslaan") && !waarom.contains("kunnen hier niet"),
                "{id}: {waarom}"
            );
            niet.insert(id.clone());
        }
    }
    assert_eq!(niet, NIET.map(str::to_owned).into());
}

#[test]
fn every_mark_of_the_bag_is_lifted_to_the_value_that_is_doubted() {
    let merken = crate::bag::TABEL.merken("bag.adres");
    assert_eq!(merken.len(), 10);
    let gegevens = corrigeerbaar();
    for (naam, merk) in merken {
        let onderzoek = &gegevens[&format!("bag.adres.{naam}")]["onderzoek"];
        let wijzer = json!(format!("/inonderzoek/{merk}"));
        let gevonden = onderzoek.as_array().map_or(*onderzoek == wijzer, |alle| alle.contains(&wijzer));
        assert!(gevonden, "{naam}: {onderzoek}");
    }
}
