//! The official test persons of RvIG (1,176), each logged in for real, each value on the wire of the app compared with
//! the raw test set. What is expected is worked out here from the raw set, apart from the stand-in's own mapping.
//!
//! The set is not ours to keep in this repository: without `../shared` the test says that it is skipped.

mod onderzoek;
mod verwacht;

use crate::browser::{Browser, Keuze};
use crate::hulp::{Proef, brp, proef_met_testset, staat_niet_in_de_log};
use contract::Datum;
use contract::klantbeeld::{Bronbeeld, Stand, Waarde};
use futures::{StreamExt as _, stream};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The one number of the set that does not pass the elfproef: no BSN, so nobody can log in with it.
const GEEN_BSN: &str = "999999245";

/// One occurrence: what it holds, by gegeven, as text.
type Inhoud = BTreeMap<String, String>;
/// All occurrences by group, each group sorted: the order in which a source lists children means nothing.
type Beeld = BTreeMap<String, Vec<Inhoud>>;

fn testset() -> Option<(PathBuf, Vec<Value>)> {
    let bestand = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/registers/brp/personen-mock-test-data_2024-06-11.json");
    let Ok(tekst) = std::fs::read_to_string(&bestand) else {
        println!("skipped: the test set of RvIG is not here");
        return None;
    };
    Some((bestand, serde_json::from_str(&tekst).unwrap()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_value_of_every_test_person_is_on_the_wire() {
    let Some((bestand, personen)) = testset() else { return };
    assert_eq!(personen.len(), 1176);
    let proef = proef_met_testset(&bestand).await;

    let gevonden: Vec<Vec<String>> =
        stream::iter(personen.iter().filter(|een| een["burgerservicenummer"] != GEEN_BSN))
            .map(|persoon| vergelijk(&proef, persoon))
            .buffer_unordered(4)
            .collect()
            .await;

    assert_eq!(gevonden.len(), 1175);
    let verschillen: Vec<String> = gevonden.into_iter().flatten().collect();
    let getoond = verschillen.iter().take(40).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(verschillen.is_empty(), "{} differences, such as\n{getoond}", verschillen.len());
    for persoon in personen.iter().step_by(50) {
        staat_niet_in_de_log(persoon["burgerservicenummer"].as_str().unwrap());
    }
    proef.stop().await;
}

#[tokio::test]
async fn the_one_number_that_is_no_bsn_is_refused_with_a_reason() {
    let Some((bestand, _)) = testset() else { return };
    let proef = proef_met_testset(&bestand).await;
    let mut browser = proef.browser();
    let keuze = Keuze::Tester { bsn: GEEN_BSN, niveau: "substantieel", namens: "" };
    assert_eq!(browser.log_in(keuze).await, "/inloggen?fout=bsn");
    proef.stop().await;
}

/// Logs this person in and returns what differs, a sentence each.
async fn vergelijk(proef: &Proef, persoon: &Value) -> Vec<String> {
    let bsn = persoon["burgerservicenummer"].as_str().unwrap();
    let mut browser = Browser::nieuw(&proef.demo.url);
    assert_eq!(log_in(&mut browser, bsn).await, "/klantbeeld", "{bsn}");
    let beeld = brp(&mut browser).await;
    if beeld.stand != Stand::Geladen {
        return vec![format!("{bsn}: {:?}", beeld.stand)];
    }
    let mut verschillen: Vec<String> = verschil(&verwacht::beeld(persoon), &gekregen(&beeld));
    verschillen.extend(verschil(&onderzoek::verwacht(persoon, &beeld), &onderzoek::gekregen(&beeld)));
    verschillen.into_iter().map(|zin| format!("{bsn}: {zin}")).collect()
}

/// A thousand logins take minutes, in which the machine may stand still for longer than a login waits; people try again.
async fn log_in(browser: &mut Browser, bsn: &str) -> String {
    let verder = browser.log_in(Keuze::Bsn(bsn)).await;
    if verder == "/inloggen?fout=storing" { browser.log_in(Keuze::Bsn(bsn)).await } else { verder }
}

/// What differs, a sentence per group; only the gegevens that do.
fn verschil(verwacht: &Beeld, gekregen: &Beeld) -> Vec<String> {
    let leeg = Vec::new();
    verwacht
        .keys()
        .chain(gekregen.keys().filter(|groep| !verwacht.contains_key(*groep)))
        .filter_map(|groep| {
            let (links, rechts) =
                (verwacht.get(groep).unwrap_or(&leeg), gekregen.get(groep).unwrap_or(&leeg));
            (!zelfde(links, rechts)).then(|| {
                format!("{groep}: expected {:?}, got {:?}", zonder(links, rechts), zonder(rechts, links))
            })
        })
        .collect()
}

/// The same, but for one thing: where the set has a code without a description, the registry may know it by its table.
fn zelfde(verwacht: &[Inhoud], gekregen: &[Inhoud]) -> bool {
    let een = |links: &Inhoud, rechts: &Inhoud| {
        links.len() == rechts.len()
            && links.iter().all(|(id, waarde)| {
                rechts.get(id).is_some_and(|kreeg| {
                    kreeg == waarde || (waarde.ends_with('|') && kreeg.starts_with(waarde))
                })
            })
    };
    verwacht.len() == gekregen.len()
        && verwacht.iter().zip(gekregen).all(|(links, rechts)| een(links, rechts))
}

/// The occurrences of one side, without the gegevens that stand in every occurrence of the other.
fn zonder(een: &[Inhoud], ander: &[Inhoud]) -> Vec<Inhoud> {
    let elders = |paar: &(&String, &String)| ander.iter().any(|inhoud| inhoud.get(paar.0) == Some(paar.1));
    een.iter()
        .map(|inhoud| {
            inhoud
                .iter()
                .filter(|paar| !elders(paar))
                .map(|(id, waarde)| (id.clone(), waarde.clone()))
                .collect()
        })
        .collect()
}

/// What the app gets, as far as the raw set says something about it.
fn gekregen(beeld: &Bronbeeld) -> Beeld {
    let mut groepen = Beeld::new();
    for voorkomen in &beeld.voorkomens {
        let inhoud: Inhoud = voorkomen
            .gegevens
            .iter()
            .filter(|gegeven| !verwacht::is_afgeleid(&gegeven.id) && gegeven.waarde != Waarde::Leeg)
            .map(|gegeven| (gegeven.id.clone(), tekst(&gegeven.waarde)))
            .collect();
        if !inhoud.is_empty() {
            groepen.entry(voorkomen.groep.clone()).or_default().push(inhoud);
        }
    }
    gesorteerd(groepen)
}

fn gesorteerd(mut groepen: Beeld) -> Beeld {
    for groep in groepen.values_mut() {
        groep.sort();
    }
    groepen
}

fn tekst(waarde: &Waarde) -> String {
    match waarde {
        Waarde::Tekst { tekst } => tekst.clone(),
        Waarde::Getal { getal } => getal.to_string(),
        Waarde::JaNee { ja } => ja.to_string(),
        Waarde::Code { code, omschrijving } => {
            format!("{code}|{}", omschrijving.as_deref().unwrap_or_default())
        }
        Waarde::Datum { datum } => match datum {
            Datum::Onbekend => "onbekend".into(),
            Datum::Jaar { jaar } => format!("{jaar:04}"),
            Datum::Maand { jaar, maand } => format!("{jaar:04}{maand:02}"),
            Datum::Dag { jaar, maand, dag } => format!("{jaar:04}{maand:02}{dag:02}"),
        },
        Waarde::Adres { regels } => regels.join("|"),
        Waarde::Lijst { waarden } => {
            let mut delen: Vec<String> = waarden.iter().map(tekst).collect();
            delen.sort();
            delen.join("|")
        }
        anders => format!("{anders:?}"),
    }
}
