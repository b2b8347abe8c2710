//! The Handelsregister, from the question by BSN to what an entrepreneur sees.

use crate::hulp::{klantbeeld, proef, staat_niet_in_de_log, van, waarde};
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Waarde};
use gateway::config::Geheim;
use gateway::demo::{self, Opties};
use serde_json::json;

fn teksten(beeld: &Bronbeeld, id: &str) -> Vec<String> {
    let gegevens = beeld.voorkomens.iter().flat_map(|een| &een.gegevens).filter(|gegeven| gegeven.id == id);
    let plat = |waarde: &Waarde| match waarde {
        Waarde::Tekst { tekst } => tekst.clone(),
        anders => serde_json::to_string(anders).unwrap(),
    };
    gegevens.map(|gegeven| plat(&gegeven.waarde)).collect()
}

#[tokio::test]
async fn an_entrepreneur_sees_what_is_and_what_was() {
    let proef = proef().await;
    let mut browser = proef.als("ondernemer").await;
    let beeld = van(klantbeeld(&mut browser).await, "kvk");
    assert_eq!(beeld.stand, Stand::Geladen);
    assert_eq!(teksten(&beeld, "kvk.onderneming.naam"), ["Çelik Fietsen", "Oosterkoeriers V.O.F."]);
    assert_eq!(teksten(&beeld, "kvk.hoofdvestiging.eersteHandelsnaam"), ["Çelik Fietsen"]);
    let adressen = ["Pretoriusstraat 17 2 1092EX Amsterdam", "Postbus 90311 1006BH Amsterdam"]
        .map(|tekst| Waarde::Tekst { tekst: tekst.into() });
    assert_eq!(
        waarde(&beeld, "kvk.hoofdvestiging.adressen"),
        Some(&Waarde::Lijst { waarden: adressen.to_vec() })
    );
    assert_eq!(waarde(&beeld, "kvk.onderneming.indNonMailing"), Some(&Waarde::JaNee { ja: true }));
    let opgeheven = beeld.voorkomens.iter().filter_map(|een| een.geldig.as_ref()?.tot).count();
    assert_eq!(opgeheven, 1);
    staat_niet_in_de_log(proef.bsn("ondernemer"));
    proef.stop().await;
}

#[tokio::test]
async fn who_has_no_enterprise_is_told_so() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let beeld = van(klantbeeld(&mut browser).await, "kvk");
    assert_eq!((beeld.stand, beeld.voorkomens.len()), (Stand::GeenGegevens, 0));
    proef.stop().await;
}

/// One fault among the questions it takes is a fault of the whole: half of somebody's enterprises is no answer.
#[tokio::test]
async fn one_profile_that_fails_is_not_left_out() {
    let proef = proef().await;
    let mut browser = proef.als("ondernemer").await;
    // Only the question by BSN names a person; so this one breaks only that.
    proef.gedrag_van("kvk", json!({ "bsn": proef.bsn("ondernemer"), "gedrag": "storing" })).await;
    let fout = Stand::NietBeschikbaar { reden: Reden::Fout, opnieuw: true };
    assert_eq!(van(klantbeeld(&mut browser).await, "kvk").stand, fout);
    proef.gedrag_van("kvk", json!({ "gedrag": "normaal" })).await;
    // The rule of one person goes first and does nothing: what fails are the profiles.
    proef.gedrag_van("kvk", json!({ "gedrag": "storing" })).await;
    let niets = json!({ "bsn": proef.bsn("ondernemer"), "gedrag": "traag", "vertragingMs": 1 });
    proef.gedrag_van("kvk", niets).await;
    assert_eq!(van(klantbeeld(&mut browser).await, "kvk").stand, fout);
    proef.stop().await;
}

/// The KVK's key and that of the source by BSN are two parties' keys; a wrong one is a fault, and is not repeated.
#[tokio::test]
async fn a_wrong_key_of_either_is_a_fault() {
    for welke in ["kvk", "eigendommen"] {
        let proef = crate::hulp::proef_met(move |config| {
            let kvk = config.registraties.get_mut("kvk").unwrap();
            let sleutel = Geheim::nieuw("verkeerd-en-geheim");
            match &mut kvk.eigendommen {
                Some(eigendommen) if welke == "eigendommen" => eigendommen.api_sleutel = sleutel,
                _ => kvk.api_sleutel = sleutel,
            }
        })
        .await;
        let mut browser = proef.als("ondernemer").await;
        let beeld = van(klantbeeld(&mut browser).await, "kvk");
        assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden: Reden::Fout, opnieuw: true }, "{welke}");
        staat_niet_in_de_log("verkeerd-en-geheim");
        proef.stop().await;
    }
}

/// Where nobody can be asked by BSN, a portal must not pretend that it looked.
#[tokio::test]
async fn a_portal_with_a_kvk_and_no_source_by_bsn_does_not_start() {
    let data = std::env::temp_dir().join(format!("klantbeeld-it-kvk-{}", std::process::id()));
    let opties = Opties {
        port: 0,
        data: data.clone(),
        dist: data.join("dist"),
        klok: None,
        brp_testset: None,
        database: None,
        kopieen: 0,
        aanpassen: Box::new(|config| config.registraties.get_mut("kvk").unwrap().eigendommen = None),
    };
    let fout = demo::start(opties).await.err().expect("it does not start");
    assert!(fout.to_string().contains("registraties.kvk.eigendommen is missing"), "{fout}");
    std::fs::remove_dir_all(&data).unwrap();
}
