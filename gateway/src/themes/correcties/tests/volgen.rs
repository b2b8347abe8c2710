//! What comes back from the holder, in order and out of it.

use super::{DATUM, dag, ik, kantoor, wat};
use crate::store::testbank::{Proef, op_beide_motoren};
use contract::bericht::BerichtSoort;
use contract::correctie::{Correctiestatus, Gebeurtenis};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use time::Duration;

op_beide_motoren!(
    a_decision_and_its_change_are_told_once,
    a_refusal_without_a_reason_or_a_way_to_object_is_not_taken,
    a_decision_about_something_else_is_not_taken,
    what_is_out_of_order_or_of_another_case_is_not_taken,
    sent_on_it_is_one_case_at_another_desk,
    sent_back_it_is_a_new_case_where_the_old_one_is_closed,
    an_extension_reaches_as_far_as_the_law_lets_it,
    a_passed_day_is_noted_once,
    a_holder_is_not_asked_more_than_needed,
    who_used_the_old_value_is_told_once,
);

const URN: &str = "urn:brp:kinderen:geboorte:datum";

pub(super) fn toegewezen() -> Value {
    let delen = json!([{ "attribuutUrn": URN, "toegewezen": true, "reden": "Zo staat het in de akte." }]);
    json!({ "wat": "toegewezen", "besluit": { "delen": delen, "toelichting": "U heeft gelijk." } })
}

pub(super) fn afgewezen() -> Value {
    json!({ "wat": "afgewezen", "besluit": {
        "delen": [{ "attribuutUrn": URN, "toegewezen": false, "reden": "In de akte staat 12 maart." }],
        "toelichting": "Wij veranderen niets.",
        "bezwaar": { "tekst": "Schrijf een brief.", "adres": ["Postbus 1", "1000 AA Plaats"], "totEnMet": "2027-01-04" },
    } })
}

async fn a_decision_and_its_change_are_told_once(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    kantoor.houder.stap("brp", &bon.nummer, toegewezen());
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "verwerkt" }));
    for _ in 0..3 {
        kantoor.lees().await;
    }
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!(
        wat(&na),
        [
            Gebeurtenis::Ingediend,
            Gebeurtenis::Ontvangen,
            Gebeurtenis::InOnderzoek,
            Gebeurtenis::Toegewezen,
            Gebeurtenis::Verwerkt,
        ]
    );
    let besluit = na.besluit.unwrap();
    assert_eq!((besluit.delen[0].gegeven.as_str(), besluit.delen[0].toegewezen), (DATUM, true));
    assert_eq!(besluit.bezwaar, None);
    assert_eq!(
        kantoor.soorten().await,
        [
            BerichtSoort::CorrectieIngediend,
            BerichtSoort::CorrectieOntvangen,
            BerichtSoort::CorrectieInOnderzoek,
            BerichtSoort::CorrectieBesluit,
            BerichtSoort::CorrectieVerwerkt,
        ]
    );
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correctie_gegevens").await, 0, "it may be asked again");
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correcties WHERE volgen = 1").await, 0);
}

async fn a_refusal_without_a_reason_or_a_way_to_object_is_not_taken(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let slecht: [fn(&mut Value); 5] = [
        |besluit| besluit["delen"][0]["reden"] = json!(" \u{0} "),
        |besluit| drop(besluit.as_object_mut().unwrap().remove("bezwaar")),
        |besluit| besluit["bezwaar"]["tekst"] = json!(""),
        |besluit| besluit["bezwaar"]["adres"] = json!([]),
        |besluit| besluit["bezwaar"]["totEnMet"] = json!("ooit"),
    ];
    for maak in slecht {
        let mut stap = afgewezen();
        maak(&mut stap["besluit"]);
        kantoor.houder.stap("brp", &bon.nummer, stap);
        kantoor.lees().await;
        assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::InOnderzoek);
        kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.pop());
    }
    kantoor.houder.stap("brp", &bon.nummer, afgewezen());
    kantoor.lees().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!(na.status, Correctiestatus::Afgewezen);
    assert_eq!(na.besluit.unwrap().bezwaar.unwrap().tot_en_met, dag(2027, 1, 4));
}

async fn a_decision_about_something_else_is_not_taken(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let slecht: [fn(&mut Value); 5] = [
        |stap| stap["besluit"]["delen"][0]["attribuutUrn"] = json!("urn:brp:naam:voornamen"),
        |stap| stap["besluit"]["delen"] = json!([]),
        |stap| stap["wat"] = json!("afgewezen"),
        |stap| stap["wat"] = json!("deelsToegewezen"),
        |stap| drop(stap.as_object_mut().unwrap().remove("besluit")),
    ];
    for maak in slecht {
        let mut stap = toegewezen();
        maak(&mut stap);
        kantoor.houder.stap("brp", &bon.nummer, stap);
        kantoor.lees().await;
        let na = kantoor.een(&bon.nummer).await;
        assert_eq!((na.status, na.besluit), (Correctiestatus::InOnderzoek, None));
        kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.pop());
    }
}

async fn what_is_out_of_order_or_of_another_case_is_not_taken(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let goed = kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.clone());
    let stap =
        |nummer: u32, wat: &str| json!({ "volgnummer": nummer, "wat": wat, "op": "2026-11-22T11:00:00Z" });
    let met = |stap| [goed.clone(), vec![stap]].concat();
    for slecht in [
        // Carried out before it was granted, a gap, a step twice, one that nobody knows, one that is the citizen's, shorter.
        met(stap(3, "verwerkt")),
        met(stap(4, "verlengd")),
        met(stap(2, "inOnderzoek")),
        met(stap(3, "weggegooid")),
        met(stap(3, "ingediend")),
        met(stap(3, "ingetrokken")),
        met(stap(3, "doorgestuurd")),
        goed[..1].to_vec(),
    ] {
        kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.clone_from(&slecht));
        kantoor.lees().await;
        let na = kantoor.een(&bon.nummer).await;
        assert_eq!((na.status, wat(&na)), (bon.status, wat(&bon)), "{slecht:?}");
    }
    kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.clone_from(&goed));
    // Somebody else's case, and garbage.
    for anders in [
        json!({ "terugMeldingReferentie": uuid::Uuid::new_v4().to_string(), "referentieKenmerk": bon.nummer, "verloop": goed }),
        json!({ "terugMeldingReferentie": uuid::Uuid::new_v4().to_string(), "referentieKenmerk": "KB-2222-2222", "verloop": [] }),
        json!("<html>"),
    ] {
        kantoor.houder.stand().anders = Some(anders);
        kantoor.lees().await;
        assert_eq!(kantoor.een(&bon.nummer).await.status, bon.status);
    }
    kantoor.houder.stand().anders = None;
    // What is right before a step that is not, is taken; and all of it when it is mended.
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "informatieGevraagd", "tekst": "Wat?" }));
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "verwerkt" }));
    kantoor.lees().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::InformatieGevraagd);
    kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.pop());
    kantoor.houder.stap("brp", &bon.nummer, toegewezen());
    kantoor.lees().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Toegewezen);
}

async fn sent_on_it_is_one_case_at_another_desk(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let door =
        |naar: &str| json!({ "wat": "doorgestuurd", "naar": naar, "tekst": "Dit is van het Kadaster." });
    // Nowhere, to itself, and to who takes none.
    for naar in ["bestaatniet", "brp", "kvk"] {
        kantoor.houder.stap("brp", &bon.nummer, door(naar));
        kantoor.lees().await;
        assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::InOnderzoek, "{naar}");
        kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.pop());
    }
    kantoor.houder.stap("brp", &bon.nummer, door("brk"));
    kantoor.lees().await;
    let onderweg = kantoor.een(&bon.nummer).await;
    assert_eq!((onderweg.status, onderweg.organisatie.as_str()), (Correctiestatus::Doorgestuurd, "kadaster"));
    let stap = onderweg.stappen.last().unwrap();
    assert_eq!(
        (stap.organisatie.as_deref(), stap.tekst.as_deref()),
        (Some("gemeente"), Some("Dit is van het Kadaster."))
    );
    let kantoor = kantoor.herstart();
    kantoor.bezorg().await;
    let daar = format!("{}-2", bon.nummer);
    kantoor.houder.stap("brk", &daar, json!({ "wat": "inOnderzoek" }));
    kantoor.lees().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!((na.status, na.nummer.as_str()), (Correctiestatus::InOnderzoek, bon.nummer.as_str()));
    assert_eq!(na.uiterlijk, bon.uiterlijk, "one term");
    assert_eq!(kantoor.houder.zaak("brk", &daar, |zaak| zaak.gekregen), 1);
    let kop = kantoor.houder.zaak("brk", &daar, |zaak| zaak.melding["terugMeldingHeader"].clone());
    assert_eq!(
        (&kop["registratie"]["code"], &kop["registratie"]["houder"]),
        (&json!("brk"), &json!("kadaster"))
    );
    assert_eq!(kantoor.correcties.lijst(&ik(), None).await.unwrap().correcties.len(), 1);
}

async fn sent_back_it_is_a_new_case_where_the_old_one_is_closed(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let door = |naar: &str| json!({ "wat": "doorgestuurd", "naar": naar, "tekst": "Niet van ons." });
    kantoor.houder.stap("brp", &bon.nummer, door("brk"));
    kantoor.lees().await;
    kantoor.bezorg().await;
    kantoor.houder.stap("brk", &format!("{}-2", bon.nummer), door("brp"));
    kantoor.lees().await;
    kantoor.bezorg().await;
    let terug = format!("{}-3", bon.nummer);
    kantoor.houder.stap("brp", &terug, json!({ "wat": "inOnderzoek" }));
    kantoor.houder.stap("brp", &terug, toegewezen());
    kantoor.lees().await;
    let na = kantoor.een(&bon.nummer).await;
    assert_eq!((na.status, na.organisatie.as_str()), (Correctiestatus::Toegewezen, "gemeente"));
    let gegaan = na.stappen.iter().filter(|stap| stap.wat == Gebeurtenis::Ontvangen).count();
    assert_eq!(gegaan, 3);
    let oud = kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.last().cloned().unwrap());
    assert_eq!(oud["wat"], "doorgestuurd", "closed as it was");
}

async fn an_extension_reaches_as_far_as_the_law_lets_it(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    let verlengd =
        |dag: &str| json!({ "wat": "verlengd", "tekst": "Wij wachten op de rechter.", "uiterlijk": dag });
    let zonder_reden = json!({ "wat": "verlengd", "uiterlijk": "2027-01-18" });
    kantoor.houder.stap("brp", &bon.nummer, zonder_reden);
    kantoor.lees().await;
    assert_eq!(kantoor.een(&bon.nummer).await.uiterlijk, bon.uiterlijk);
    kantoor.houder.zaak("brp", &bon.nummer, |zaak| zaak.verloop.pop());
    for (gevraagd, gekregen) in
        [("2027-01-18", dag(2027, 1, 18)), ("2029-01-01", dag(2027, 2, 15)), ("2026-01-01", dag(2027, 2, 15))]
    {
        kantoor.houder.stap("brp", &bon.nummer, verlengd(gevraagd));
        kantoor.lees().await;
        let na = kantoor.een(&bon.nummer).await;
        assert_eq!((na.status, na.uiterlijk), (Correctiestatus::InOnderzoek, Some(gekregen)), "{gevraagd}");
        assert_eq!(na.stappen.last().unwrap().tekst.as_deref(), Some("Wij wachten op de rechter."));
    }
    let soorten = kantoor.soorten().await;
    let verteld = soorten.iter().filter(|soort| **soort == BerichtSoort::CorrectieVerlengd).count();
    assert_eq!(verteld, 3, "each is told");
}

async fn a_passed_day_is_noted_once(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    kantoor.houder.stand().neer = true;
    let bon = kantoor.ingediend().await;
    assert_eq!(kantoor.correcties.bewaak_termijnen().await.unwrap(), 0);
    kantoor.klok.vooruit(Duration::days(30));
    assert_eq!(kantoor.correcties.bewaak_termijnen().await.unwrap(), 1);
    assert_eq!(kantoor.correcties.bewaak_termijnen().await.unwrap(), 0);
    let na = kantoor.een(&bon.nummer).await;
    assert!(na.te_laat);
    assert_eq!(wat(&na), [Gebeurtenis::Ingediend, Gebeurtenis::TermijnVerstreken]);
    assert_eq!(kantoor.soorten().await, [BerichtSoort::CorrectieIngediend, BerichtSoort::CorrectieTeLaat]);
    kantoor.correcties.trek_in(&ik(), &bon.nummer).await.unwrap();
    assert!(!kantoor.een(&bon.nummer).await.te_laat);
}

async fn a_holder_is_not_asked_more_than_needed(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    kantoor.bezorg().await;
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "inOnderzoek" }));
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Ontvangen, "just delivered");
    kantoor.klok.vooruit(Duration::seconds(6));
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::InOnderzoek, "who opens it sees it");
    assert_eq!(kantoor.correcties.volg().await.unwrap(), 0, "not yet");
    kantoor.klok.vooruit(Duration::minutes(1));
    assert_eq!(kantoor.correcties.volg().await.unwrap(), 1);
    assert_eq!(kantoor.correcties.volg().await.unwrap(), 0);
}

async fn who_used_the_old_value_is_told_once(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    kantoor.houder.stap("brp", &bon.nummer, toegewezen());
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "verwerkt" }));
    kantoor.lees().await;
    *kantoor.log.0.lock().unwrap() = None;
    kantoor.bezorg_later().await;
    assert!(kantoor.een(&bon.nummer).await.kennisgevingen.is_empty(), "the logs cannot be read yet");
    // The holder itself knows.
    let gebruikers = [("uwv", 1_795_000_000_000), ("svb", 1_794_000_000_000), ("gemeente", 1)];
    *kantoor.log.0.lock().unwrap() =
        Some(gebruikers.map(|(wie, op)| (wie.to_owned(), op)).into_iter().collect::<BTreeMap<_, _>>());
    kantoor.bezorg_later().await;
    kantoor.houder.stand().neer = true;
    let kantoor = kantoor.herstart();
    kantoor.bezorg_later().await;
    let nog_niet = kantoor.een(&bon.nummer).await.kennisgevingen;
    let namen: Vec<_> =
        nog_niet.iter().map(|een| (een.organisatie.as_str(), een.afgeleverd_op.is_some())).collect();
    assert_eq!(namen, [("svb", false), ("uwv", false)]);
    {
        let mut stand = kantoor.houder.stand();
        (stand.neer, stand.vergeet) = (false, true);
    }
    kantoor.bezorg_later().await;
    kantoor.houder.stand().vergeet = false;
    kantoor.bezorg_later().await;
    kantoor.bezorg_later().await;
    assert!(kantoor.een(&bon.nummer).await.kennisgevingen.iter().all(|een| een.afgeleverd_op.is_some()));
    let stand = kantoor.houder.stand();
    assert_eq!(stand.kennisgevingen.len(), 2);
    let een = &stand.kennisgevingen[0];
    assert_eq!(
        (&een["type"], &een["subject"]),
        (&json!("nl.overheid.klantbeeld.gegevens-gewijzigd"), &json!(bon.nummer))
    );
    assert_eq!(een["data"]["gegevens"], json!([URN]));
    assert!(!een.to_string().contains("2015"), "never a value");
}
