//! The way to the holder, with a holder that is down, loses its answers, or is asked twice; and with us going down in between.

use super::{BSN, KIND, ik, kantoor, sleutel, wat};
use crate::clock::Clock as _;
use crate::store::correcties as tabel;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::uitbak;
use contract::bericht::BerichtSoort;
use contract::correctie::{Aanvulling, Correctiestatus, Gebeurtenis, Handeling};
use serde_json::json;

op_beide_motoren!(
    goes_to_the_holder_as_the_profile_says,
    a_holder_that_is_down_gets_it_later_and_once,
    a_holder_that_cannot_take_it_is_told_of_and_tried_again,
    an_answer_that_got_lost_is_asked_again_and_changes_nothing,
    nothing_is_lost_between_any_two_steps,
    an_answer_to_a_question_goes_once,
    an_answer_that_was_not_brought_follows_to_the_next_holder,
    a_withdrawal_before_anybody_saw_it_sends_nothing,
    a_withdrawal_of_what_arrives_at_the_same_moment_is_brought_there,
    a_withdrawal_of_what_may_have_arrived_is_brought_there,
    a_withdrawal_of_what_the_holder_does_not_take_is_the_end_of_it,
    a_withdrawal_that_is_too_late_leaves_the_decision,
);

async fn goes_to_the_holder_as_the_profile_says(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    assert_eq!(bon.status, Correctiestatus::Ingediend);
    kantoor.bezorg().await;
    let melding = kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.melding.clone());
    let kop = &melding["terugMeldingHeader"];
    assert_eq!(kop["referentiekenmerk"], bon.nummer);
    assert_eq!(kop["registratie"]["code"], "brp");
    assert_eq!(kop["registratie"]["houder"], "gemeente");
    assert_eq!(kop["registratie"]["basisRegistratieCode"], "BRP");
    assert_eq!((&kop["datumMelding"], &kop["meldingBron"]), (&json!("2026-11-22"), &json!("website")));
    let romp = &melding["terugMeldingBody"];
    assert_eq!(romp["objectIdentificatie"][0]["idWaarde"], BSN);
    let gegeven = &romp["terugMeldingGegevens"][0];
    assert_eq!(gegeven["objectType"], "brp.kinderen");
    assert_eq!(gegeven["attribuutUrn"], "urn:brp:kinderen:geboorte:datum");
    assert_eq!(
        (&gegeven["betwijfeldeWaarde"], &gegeven["voorgesteldeWaarde"]),
        (&json!("2015-03-12"), &json!("2015-03-21"))
    );
    let eigen = &gegeven["eigenvelden"]["klantbeeld"];
    assert_eq!((&eigen["aard"], &eigen["vierOgen"]), (&json!("kloptNiet"), &json!(true)));
    let kenmerken = eigen["voorkomen"].as_array().unwrap();
    assert!(
        kenmerken.contains(&json!({ "attribuutUrn": "urn:brp:kinderen:naam:voornamen", "waarde": "Noor" }))
    );
    assert!(
        kenmerken
            .contains(&json!({ "attribuutUrn": "urn:brp:kinderen:geboorte:datum", "waarde": "2015-03-12" }))
    );
    assert!(!melding.to_string().contains(KIND));
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!(
        (na.status, wat(&na)),
        (Correctiestatus::Ontvangen, vec![Gebeurtenis::Ingediend, Gebeurtenis::Ontvangen])
    );
    assert_eq!(na.stappen[1].organisatie.as_deref(), Some("gemeente"));
    assert_eq!(kantoor.soorten().await, [BerichtSoort::CorrectieIngediend, BerichtSoort::CorrectieOntvangen]);
}

async fn a_holder_that_is_down_gets_it_later_and_once(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    kantoor.houder.stand().neer = true;
    let bon = kantoor.ingediend().await;
    for _ in 0..12 {
        kantoor.bezorg_later().await;
    }
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Ingediend);
    kantoor.houder.stand().neer = false;
    kantoor.bezorg_later().await;
    kantoor.bezorg_later().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Ontvangen);
    assert_eq!(kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.gekregen), 1);
}

async fn a_holder_that_cannot_take_it_is_told_of_and_tried_again(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    kantoor.houder.stand().weigert = true;
    let bon = kantoor.ingediend().await;
    assert!(!bon.niet_aangenomen, "nobody tried yet");
    for _ in 0..2 {
        kantoor.bezorg_later().await;
        let na = kantoor.een(&bon.nummer).await;
        assert_eq!(
            (na.niet_aangenomen, na.status, wat(&na)),
            (true, Correctiestatus::Ingediend, vec![Gebeurtenis::Ingediend])
        );
        assert_eq!(na.kan, [Handeling::Intrekken]);
    }
    assert!(!kantoor.correcties.lijst(&ik(), None).await.unwrap().correcties[0].niet_aangenomen);
    // Down is something else, and passes by itself.
    {
        let mut stand = kantoor.houder.stand();
        (stand.weigert, stand.neer) = (false, true);
    }
    kantoor.bezorg_later().await;
    assert!(!kantoor.een(&bon.nummer).await.niet_aangenomen);
    kantoor.houder.stand().neer = false;
    kantoor.bezorg_later().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!((na.niet_aangenomen, na.status), (false, Correctiestatus::Ontvangen));
    assert_eq!(kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.gekregen), 1);
}

async fn an_answer_that_got_lost_is_asked_again_and_changes_nothing(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    kantoor.houder.stand().vergeet = true;
    let bon = kantoor.ingediend().await;
    kantoor.bezorg().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Ingediend);
    kantoor.houder.stand().vergeet = false;
    // The source changed meanwhile: the terugmelding is the same all the same.
    *kantoor.bron.0.lock().unwrap() = Some(super::dag(1999, 1, 1));
    kantoor.bezorg_later().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!((na.status, wat(&na).len()), (Correctiestatus::Ontvangen, 2));
    let (gekregen, stappen) =
        kantoor.houder.zaak("brp", &bon.nummer, |zaak| (zaak.gekregen, zaak.verloop.len()));
    assert_eq!((gekregen, stappen), (2, 1), "one case");
}

/// Every step on a gateway of its own: what one did before it was killed is all that the next has.
async fn nothing_is_lost_between_any_two_steps(proef: Proef) {
    let kantoor = kantoor(&proef).await.herstart();
    let concept = kantoor.begin(super::inhoud()).await;
    let kantoor = kantoor.herstart();
    kantoor.correcties.dien_in(&ik(), &concept.nummer, super::spoor()).await.unwrap();
    let kantoor = kantoor.herstart();
    // Killed when the holder had it and we did not know.
    kantoor.houder.stand().vergeet = true;
    kantoor.bezorg().await;
    kantoor.houder.stand().vergeet = false;
    let kantoor = kantoor.herstart();
    kantoor.bezorg_later().await;
    kantoor.houder.stap("brp", &concept.nummer, json!({ "wat": "inOnderzoek" }));
    kantoor.houder.stap(
        "brp",
        &concept.nummer,
        json!({ "wat": "informatieGevraagd", "tekst": "Heeft u de akte?" }),
    );
    let kantoor = kantoor.herstart();
    kantoor.lees().await;
    let kantoor = kantoor.herstart();
    let antwoord = Aanvulling { tekst: "Ja, hier is hij.".into() };
    kantoor.correcties.vul_aan(&ik(), &concept.nummer, &sleutel(), antwoord).await.unwrap();
    let kantoor = kantoor.herstart();
    kantoor.houder.stand().vergeet = true;
    kantoor.bezorg_later().await;
    kantoor.houder.stand().vergeet = false;
    let kantoor = kantoor.herstart();
    kantoor.bezorg_later().await;
    let kantoor = kantoor.herstart();
    kantoor.lees().await;
    let na = kantoor.een(&concept.nummer).await;
    assert_eq!(
        wat(&na),
        [
            Gebeurtenis::Ingediend,
            Gebeurtenis::Ontvangen,
            Gebeurtenis::InOnderzoek,
            Gebeurtenis::InformatieGevraagd,
            Gebeurtenis::Aangevuld,
        ]
    );
    kantoor.houder.zaak("brp", &concept.nummer, |zaak| {
        let bij_de_houder: Vec<_> = zaak.verloop.iter().map(|stap| stap["wat"].as_str().unwrap()).collect();
        assert_eq!(bij_de_houder, ["ontvangen", "inOnderzoek", "informatieGevraagd", "aangevuld"]);
        assert_eq!(zaak.aanvullingen.len(), 1);
    });
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM berichten").await, 4);
}

async fn an_answer_to_a_question_goes_once(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let antwoord = || Aanvulling { tekst: "De akte zit erbij.".into() };
    let sleutel_een = sleutel();
    let fout = kantoor.correcties.vul_aan(&ik(), &bon.nummer, &sleutel_een, antwoord()).await.unwrap_err();
    assert_eq!(fout.to_string(), "nothing was asked");
    kantoor.houder.stap(
        "brp",
        &bon.nummer,
        json!({ "wat": "informatieGevraagd", "tekst": "Heeft u\u{202e} de akte?" }),
    );
    kantoor.lees().await;
    let gevraagd = kantoor.een(&bon.nummer).await;
    assert_eq!(gevraagd.kan, [Handeling::Aanvullen, Handeling::Intrekken]);
    assert_eq!(gevraagd.stappen.last().unwrap().tekst.as_deref(), Some("Heeft u de akte?"));
    kantoor.correcties.voeg_toe(&ik(), &bon.nummer, "akte.png", super::indienen::png()).await.unwrap();
    let een = kantoor.correcties.vul_aan(&ik(), &bon.nummer, &sleutel_een, antwoord()).await.unwrap();
    let weer = kantoor.correcties.vul_aan(&ik(), &bon.nummer, &sleutel_een, antwoord()).await.unwrap();
    assert_eq!((een.status, &weer), (Correctiestatus::Aangevuld, &een));
    assert_eq!(een.stappen.last().unwrap().tekst.as_deref(), Some("De akte zit erbij."));
    let anders = Aanvulling { tekst: "Iets anders.".into() };
    assert!(kantoor.correcties.vul_aan(&ik(), &bon.nummer, &sleutel_een, anders).await.is_err());
    for tekst in ["", " \n", BSN] {
        let fout = kantoor
            .correcties
            .vul_aan(&ik(), &bon.nummer, &sleutel(), Aanvulling { tekst: tekst.into() })
            .await;
        assert!(fout.is_err(), "{tekst}");
    }
    kantoor.bezorg_later().await;
    kantoor.bezorg_later().await;
    kantoor.lees().await;
    kantoor.houder.zaak("brp", &bon.nummer, |zaak| {
        assert_eq!(zaak.aanvullingen.len(), 1);
        assert_eq!(zaak.aanvullingen[0]["tekst"], "De akte zit erbij.");
        assert_eq!(zaak.aanvullingen[0]["bijlages"][0]["mimeType"], "image/png");
    });
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!((na.status, wat(&na)), (Correctiestatus::Aangevuld, wat(&een)), "its echo is no step");
}

async fn an_answer_that_was_not_brought_follows_to_the_next_holder(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let vraag = json!({ "wat": "informatieGevraagd", "tekst": "Heeft u de akte?" });
    kantoor.houder.stap("brp", &bon.nummer, vraag);
    kantoor.lees().await;
    kantoor.correcties.voeg_toe(&ik(), &bon.nummer, "akte.png", super::indienen::png()).await.unwrap();
    let antwoord = Aanvulling { tekst: "De akte zit erbij.".into() };
    kantoor.correcties.vul_aan(&ik(), &bon.nummer, &sleutel(), antwoord).await.unwrap();
    // Before the answer gets there.
    let door = json!({ "wat": "doorgestuurd", "naar": "brk", "tekst": "Dit is van het Kadaster." });
    kantoor.houder.stap("brp", &bon.nummer, door);
    kantoor.lees().await;
    kantoor.houder.stand().vergeet = true;
    kantoor.bezorg().await;
    kantoor.houder.stand().vergeet = false;
    let kantoor = kantoor.herstart();
    kantoor.bezorg_later().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Ontvangen, "the same each time");
    let melding = kantoor.houder.zaak("brk", &format!("{}-2", bon.nummer), |zaak| zaak.melding.clone());
    let gegeven = &melding["terugMeldingBody"]["terugMeldingGegevens"][0];
    let gezegd = &gegeven["eigenvelden"]["klantbeeld"]["aanvullingen"];
    assert_eq!(gezegd.as_array().unwrap().len(), 1);
    assert_eq!(gezegd[0]["tekst"], "De akte zit erbij.");
    assert_eq!(gegeven["bijlages"][0]["mimeType"], "image/png");
    assert!(kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.aanvullingen.is_empty()));
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
}

async fn a_withdrawal_before_anybody_saw_it_sends_nothing(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    let weg = kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    assert_eq!((weg.status, weg.kan.len()), (Correctiestatus::Ingetrokken, 0));
    assert_eq!(kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap(), weg, "twice is once");
    kantoor.bezorg().await;
    kantoor.bezorg_later().await;
    assert!(kantoor.houder.stand().zaken.is_empty());
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
}

async fn a_withdrawal_of_what_may_have_arrived_is_brought_there(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    kantoor.houder.stand().vergeet = true;
    kantoor.bezorg().await;
    kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    kantoor.houder.stand().vergeet = false;
    for _ in 0..3 {
        kantoor.bezorg_later().await;
    }
    kantoor.lees().await;
    let verloop = kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.clone());
    assert_eq!(verloop.last().unwrap()["wat"], "ingetrokken");
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!(wat(&na), [Gebeurtenis::Ingediend, Gebeurtenis::Ingetrokken]);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correcties WHERE volgen = 1").await, 0);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
}

/// Both are delivered side by side: the row is read, and then the terugmelding gets in.
async fn a_withdrawal_of_what_arrives_at_the_same_moment_is_brought_there(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    let eerder = tabel::zoek(&proef.store, bon.nummer.parse().unwrap()).await.unwrap().unwrap();
    kantoor.bezorg().await;
    kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    let genomen = uitbak::neem(&proef.store, kantoor.klok.nu_ms(), 0, 1).await.unwrap();
    let bezorgd = kantoor.correcties.bezorg_intrekking(&genomen[0], &eerder).await;
    assert!(bezorgd.is_ok());
    let verloop = kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.clone());
    assert_eq!(verloop.last().unwrap()["wat"], "ingetrokken");
}

async fn a_withdrawal_of_what_the_holder_does_not_take_is_the_end_of_it(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    kantoor.houder.stand().weigert = true;
    let bon = kantoor.ingediend().await;
    kantoor.bezorg().await;
    kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    for _ in 0..2 {
        kantoor.bezorg_later().await;
    }
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
    assert!(kantoor.houder.stand().zaken.is_empty());
    assert_eq!(wat(&kantoor.een(&bon.nummer).await), [Gebeurtenis::Ingediend, Gebeurtenis::Ingetrokken]);
}

async fn a_withdrawal_that_is_too_late_leaves_the_decision(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    kantoor.houder.stap("brp", &bon.nummer, super::volgen::toegewezen());
    kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    kantoor.bezorg_later().await;
    kantoor.lees().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!(na.status, Correctiestatus::Toegewezen);
    assert!(na.besluit.is_some());
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NULL").await, 0);
}
