//! What can go wrong at a registry, each kind once: one honest "niet beschikbaar", no value of anybody, a line
//! without personal data, and everything right again afterwards.

use crate::hulp::{brp, proef, proef_met, staat_in_de_log, staat_niet_in_de_log, storing, tot};
use contract::klantbeeld::{Reden, Stand};
use rstest::rstest;
use serde_json::json;

#[rstest]
#[case("storing", Reden::Fout)]
#[case("onbereikbaar", Reden::Onbereikbaar)]
#[case("onleesbaar", Reden::Onleesbaar)]
#[case("half", Reden::Onbereikbaar)]
#[case("teveel", Reden::Onleesbaar)]
#[case("overbelast", Reden::Overbelast)]
#[tokio::test]
async fn becomes_one_honest_answer_and_can_be_tried_again(#[case] soort: &str, #[case] reden: Reden) {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bsn = proef.bsn("gezin").to_owned();
    proef.gedrag(storing(&bsn, soort)).await;

    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden, opnieuw: true });
    assert!(beeld.voorkomens.is_empty());
    staat_niet_in_de_log(&bsn);

    proef.gedrag(storing(&bsn, "normaal")).await;
    let opnieuw = browser.haal(&contract::routes::bronbeeld("brp")).await;
    assert_eq!(opnieuw.json::<contract::klantbeeld::Bronbeeld>().await.unwrap().stand, Stand::Geladen);
    proef.stop().await;
}

#[tokio::test]
async fn a_registry_that_is_too_late_is_not_waited_for() {
    let proef = proef_met(|config| config.registraties.get_mut("brp").unwrap().termijn_ms = 200).await;
    let mut browser = proef.als("gezin").await;
    proef.gedrag(json!({ "bsn": proef.bsn("gezin"), "gedrag": "traag", "vertragingMs": 60_000 })).await;
    let begin = std::time::Instant::now();
    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden: Reden::TeLaat, opnieuw: true });
    assert!(begin.elapsed().as_secs() < 30, "it was waited for");
    proef.stop().await;
}

/// A hiccup is mended within the deadline, and the citizen never knows.
#[rstest]
#[case("onbereikbaar")]
#[case("half")]
#[tokio::test]
async fn a_fault_that_passes_is_tried_once_more(#[case] soort: &str) {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    proef.gedrag(json!({ "bsn": proef.bsn("gezin"), "gedrag": soort, "keren": 1 })).await;
    assert_eq!(brp(&mut browser).await.stand, Stand::Geladen);
    proef.stop().await;
}

/// A registry's own fault is not asked for twice, and one that is overloaded is left alone.
#[rstest]
#[case("storing", Reden::Fout)]
#[case("overbelast", Reden::Overbelast)]
#[tokio::test]
async fn a_fault_that_stays_is_not_tried_again(#[case] soort: &str, #[case] reden: Reden) {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    proef.gedrag(json!({ "bsn": proef.bsn("gezin"), "gedrag": soort, "keren": 1 })).await;
    assert_eq!(brp(&mut browser).await.stand, Stand::NietBeschikbaar { reden, opnieuw: true });
    assert_eq!(brp(&mut browser).await.stand, Stand::Geladen);
    proef.stop().await;
}

/// The worst that a registry can do: refused, never shown, and reported to the privacy desk through the outbox.
#[tokio::test]
async fn an_answer_about_somebody_else_is_refused_and_reported() {
    let proef = proef().await;
    let mut browser = proef.als("gezin").await;
    let bsn = proef.bsn("gezin").to_owned();
    proef.gedrag(storing(&bsn, "anderepersoon")).await;

    let beeld = brp(&mut browser).await;
    assert_eq!(beeld.stand, Stand::NietBeschikbaar { reden: Reden::AnderePersoon, opnieuw: false });
    assert!(beeld.voorkomens.is_empty(), "not one value of somebody else");

    let incidenten = tot(async || Some(proef.incidenten().await).filter(|lijst| !lijst.is_empty())).await;
    assert_eq!(incidenten.len(), 1);
    let incident = incidenten[0].to_string();
    assert!(incident.contains("andere-persoon") && incident.contains("brp"));
    for persoon in &proef.demo.personen {
        assert!(!incident.contains(&persoon.bsn));
        staat_niet_in_de_log(&persoon.bsn);
    }
    staat_in_de_log(&["WARN", "a registration could not be shown", "somebody else"]);
    proef.stop().await;
}

/// The others go on: one person's trouble is not another's.
#[tokio::test]
async fn trouble_with_one_answer_does_not_touch_another() {
    let proef = proef().await;
    let (mut een, mut ander) = (proef.als("gezin").await, proef.als("student").await);
    proef.gedrag(storing(proef.bsn("gezin"), "onleesbaar")).await;
    let (een, ander) = tokio::join!(brp(&mut een), brp(&mut ander));
    assert_eq!(een.stand, Stand::NietBeschikbaar { reden: Reden::Onleesbaar, opnieuw: true });
    assert_eq!(ander.stand, Stand::Geladen);
    proef.stop().await;
}
