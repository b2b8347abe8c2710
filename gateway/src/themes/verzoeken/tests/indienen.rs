use super::{BSN, TRACE, aan, ander, ik, kantoor, melding, sleutel};
use crate::store::Store;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::themes::verzoeken::{Bezwaar, VerzoekFout};
use contract::bericht::BerichtSoort;
use contract::verzoek::{
    DeelStatus, Gebruiksregel, Keuze, Meldreden, NieuwVerzoek, Rol, Stapsoort, TOELICHTING_MAX,
};
use futures::future::join_all;
use std::process::Stdio;
use std::sync::Arc;
use time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

op_beide_motoren!(
    is_read_back_as_it_was_filed,
    one_part_for_every_organisation,
    the_same_key_twice_is_one_request,
    the_same_key_at_the_same_moment_is_one_request,
    a_key_of_another_request_is_refused,
    the_same_line_twice_is_one_report_until_it_is_withdrawn,
    a_line_without_an_organisation_goes_to_the_portal,
    every_mistake_is_named_and_nothing_kept,
    the_longest_text_fits_and_one_more_does_not,
    not_more_than_twenty_a_day,
    pages_are_whole_and_in_order,
    a_receipt_survives_kill_9,
);

async fn is_read_back_as_it_was_filed(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, is_nieuw) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    assert!(is_nieuw);
    assert_eq!(bon.inhoud, aan(&["uwv"]));
    assert_eq!(bon.ingediend_op, "2026-11-22T11:00:00Z");
    let deel = &bon.delen[0];
    assert_eq!((deel.organisatie.as_str(), deel.status, deel.te_laat), ("uwv", DeelStatus::Ontvangen, false));
    assert_eq!((deel.stappen[0].wat, deel.stappen[0].door), (Stapsoort::Ontvangen, Rol::Burger));
    assert_eq!(kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap(), bon);
    assert_eq!(kantoor.verzoeken.een(&ik(), &bon.nummer.to_lowercase()).await.unwrap(), bon);
    assert_eq!(kantoor.soorten(&ik()).await, [BerichtSoort::VerzoekOntvangen]);
}

async fn one_part_for_every_organisation(proef: Proef) {
    let kantoor = kantoor(&proef);
    let alles = NieuwVerzoek::Inzage { aan: Keuze::Alle, over: Keuze::Alle, toelichting: String::new() };
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), alles).await.unwrap();
    let organisaties: Vec<_> = bon.delen.iter().map(|deel| deel.organisatie.as_str()).collect();
    assert_eq!(organisaties, ["portaal", "svb", "uwv"]);
    assert_eq!(kantoor.soorten(&ik()).await.len(), 1, "one message, not one for each");
    let dubbel = aan(&["uwv", "svb", "uwv"]);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), dubbel).await.unwrap();
    assert_eq!(bon.inhoud, aan(&["svb", "uwv"]));
    assert_eq!(bon.delen.len(), 2);
}

async fn the_same_key_twice_is_one_request(proef: Proef) {
    let kantoor = kantoor(&proef);
    let sleutel = sleutel();
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel, aan(&["uwv"])).await.unwrap();
    kantoor.klok.vooruit(Duration::minutes(1));
    let weer = kantoor.verzoeken.dien_in(&ik(), &sleutel, aan(&["uwv"])).await.unwrap();
    assert_eq!(weer, (bon.clone(), false));
    // Another person's key is another key.
    let (van_ander, is_nieuw) = kantoor.verzoeken.dien_in(&ander(), &sleutel, aan(&["uwv"])).await.unwrap();
    assert!(is_nieuw && van_ander.nummer != bon.nummer);
}

async fn the_same_key_at_the_same_moment_is_one_request(proef: Proef) {
    let kantoor = kantoor(&proef);
    let sleutel = sleutel();
    let samen = (0..8).map(|_| {
        let verzoeken = Arc::clone(&kantoor.verzoeken);
        tokio::spawn(async move { verzoeken.dien_in(&ik(), &sleutel, aan(&["svb", "uwv"])).await.unwrap() })
    });
    let bonnen: Vec<_> = join_all(samen).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(bonnen.iter().filter(|(_, is_nieuw)| *is_nieuw).count(), 1);
    assert!(bonnen.iter().all(|(bon, _)| *bon == bonnen[0].0));
    assert_eq!(proef.getal("SELECT COUNT(*) FROM verzoeken").await, 1);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM verzoek_stappen").await, 2);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM berichten").await, 1);
}

async fn a_key_of_another_request_is_refused(proef: Proef) {
    let kantoor = kantoor(&proef);
    let sleutel = sleutel();
    kantoor.verzoeken.dien_in(&ik(), &sleutel, aan(&["uwv"])).await.unwrap();
    for ander in [aan(&["svb"]), melding(TRACE)] {
        let fout = kantoor.verzoeken.dien_in(&ik(), &sleutel, ander).await.unwrap_err();
        assert!(matches!(fout, VerzoekFout::SleutelHergebruikt), "{fout}");
    }
    assert_eq!(proef.getal("SELECT COUNT(*) FROM verzoeken").await, 1);
}

async fn the_same_line_twice_is_one_report_until_it_is_withdrawn(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), melding(TRACE)).await.unwrap();
    let (weer, is_nieuw) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), melding(TRACE)).await.unwrap();
    assert!(!is_nieuw && weer == bon);
    let gemeld = kantoor.verzoeken.gemeld(&ik()).await.unwrap().regels;
    assert_eq!(gemeld.len(), 1);
    assert_eq!(
        (gemeld[0].bron.as_str(), gemeld[0].trace_id.as_str(), &gemeld[0].nummer),
        ("brp", TRACE, &bon.nummer)
    );
    assert!(kantoor.verzoeken.gemeld(&ander()).await.unwrap().regels.is_empty());
    // The line may be in the log of both, each by its own right.
    assert!(kantoor.verzoeken.dien_in(&ander(), &sleutel(), melding(TRACE)).await.unwrap().1);

    kantoor.verzoeken.trek_in(&ik(), &bon.nummer).await.unwrap();
    assert!(kantoor.verzoeken.gemeld(&ik()).await.unwrap().regels.is_empty());
    let (nog_eens, is_nieuw) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), melding(TRACE)).await.unwrap();
    assert!(is_nieuw && nog_eens.nummer != bon.nummer);
}

async fn a_line_without_an_organisation_goes_to_the_portal(proef: Proef) {
    let kantoor = kantoor(&proef);
    let NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting } = melding(TRACE) else { unreachable!() };
    let regel = Gebruiksregel { organisatie: None, ..regel };
    let zonder = NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting };
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), zonder).await.unwrap();
    assert_eq!(bon.delen[0].organisatie, "portaal");
}

fn inzage(aan: Keuze, over: Keuze, toelichting: &str) -> NieuwVerzoek {
    NieuwVerzoek::Inzage { aan, over, toelichting: toelichting.into() }
}

fn enkele(ids: &[&str]) -> Keuze {
    Keuze::Enkele { ids: ids.iter().map(|id| (*id).to_owned()).collect() }
}

fn met_regel(verander: impl FnOnce(&mut Gebruiksregel)) -> NieuwVerzoek {
    let NieuwVerzoek::Gebruiksmelding { mut regel, reden, toelichting } = melding(TRACE) else {
        unreachable!()
    };
    verander(&mut regel);
    NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting }
}

fn zonder_uitleg() -> NieuwVerzoek {
    let NieuwVerzoek::Gebruiksmelding { regel, .. } = melding(TRACE) else { unreachable!() };
    NieuwVerzoek::Gebruiksmelding { regel, reden: Meldreden::Anders, toelichting: " \n ".into() }
}

async fn every_mistake_is_named_and_nothing_kept(proef: Proef) {
    let kantoor = kantoor(&proef);
    let wel = || enkele(&["uwv"]);
    let gevallen = [
        (inzage(enkele(&[]), Keuze::Alle, ""), "aan"),
        (inzage(enkele(&["uwv", "kgb"]), Keuze::Alle, ""), "aan"),
        (inzage(wel(), enkele(&[]), ""), "over"),
        (inzage(wel(), enkele(&["brp", "brp.bestaat.niet"]), ""), "over"),
        (inzage(wel(), Keuze::Alle, &format!("mijn nummer is {BSN}")), "toelichting"),
        (inzage(wel(), Keuze::Alle, "met een \u{0} erin"), "toelichting"),
        (zonder_uitleg(), "toelichting"),
        (met_regel(|regel| regel.bron = String::new()), "regel.bron"),
        (met_regel(|regel| regel.bron = BSN.into()), "regel.bron"),
        (met_regel(|regel| regel.trace_id = TRACE.to_uppercase()), "regel.traceId"),
        (met_regel(|regel| regel.trace_id = "0".repeat(33)), "regel.traceId"),
        (met_regel(|regel| regel.organisatie = Some("kgb".into())), "regel.organisatie"),
        (met_regel(|regel| regel.activiteit = Some("geen url".into())), "regel.activiteit"),
        (met_regel(|regel| regel.begonnen_op = "gisteren".into()), "regel.begonnenOp"),
        (met_regel(|regel| regel.begonnen_op = "2026-11-22T11:05:30Z".into()), "regel.begonnenOp"),
    ];
    for (vraag, naam) in gevallen {
        let tekst = format!("{vraag:?}");
        match kantoor.verzoeken.dien_in(&ik(), &sleutel(), vraag).await.unwrap_err() {
            VerzoekFout::Ongeldig(bezwaren) => {
                assert_eq!(bezwaren.iter().map(|een| een.naam).collect::<Vec<_>>(), [naam], "{tekst}");
                assert!(bezwaren.iter().all(|Bezwaar { detail, .. }| !detail.contains(BSN)));
            }
            fout => panic!("{tekst}: {fout}"),
        }
    }
    let fout = kantoor.verzoeken.dien_in(&ik(), &sleutel(), inzage(enkele(&[]), enkele(&["x"]), BSN)).await;
    let Err(VerzoekFout::Ongeldig(bezwaren)) = fout else { panic!() };
    assert_eq!(bezwaren.len(), 3, "all at once");
    assert_eq!(proef.getal("SELECT COUNT(*) FROM verzoeken").await, 0);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM berichten").await, 0);
}

async fn the_longest_text_fits_and_one_more_does_not(proef: Proef) {
    let kantoor = kantoor(&proef);
    let tekst = "é".repeat(TOELICHTING_MAX);
    let goed = inzage(enkele(&["uwv"]), enkele(&["brp", "brp.geboorte.datum"]), &tekst);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), goed).await.unwrap();
    let NieuwVerzoek::Inzage { toelichting, .. } = bon.inhoud else { unreachable!() };
    assert_eq!(toelichting, tekst);
    let te_lang = inzage(enkele(&["uwv"]), Keuze::Alle, &(tekst + "é"));
    let fout = kantoor.verzoeken.dien_in(&ik(), &sleutel(), te_lang).await.unwrap_err();
    assert!(matches!(fout, VerzoekFout::Ongeldig(_)), "{fout}");
}

async fn not_more_than_twenty_a_day(proef: Proef) {
    let kantoor = kantoor(&proef);
    let eerste = sleutel();
    kantoor.verzoeken.dien_in(&ik(), &eerste, aan(&["uwv"])).await.unwrap();
    for _ in 1..20 {
        kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    }
    let fout = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap_err();
    assert!(matches!(fout, VerzoekFout::TeVeel), "{fout}");
    // A receipt is given again all the same, and nobody else is held up.
    assert!(!kantoor.verzoeken.dien_in(&ik(), &eerste, aan(&["uwv"])).await.unwrap().1);
    assert!(kantoor.verzoeken.dien_in(&ander(), &sleutel(), aan(&["uwv"])).await.unwrap().1);
    kantoor.klok.vooruit(Duration::hours(25));
    assert!(kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap().1);
}

async fn pages_are_whole_and_in_order(proef: Proef) {
    let kantoor = kantoor(&proef);
    let mut ingediend = Vec::new();
    for _ in 0..4 {
        // All at the same moment, so that only the number tells them apart.
        for _ in 0..14 {
            let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
            ingediend.push(bon.nummer);
        }
        kantoor.klok.vooruit(Duration::hours(25));
    }
    let een = kantoor.verzoeken.lijst(&ik(), None).await.unwrap();
    assert_eq!(een.verzoeken.len(), 50);
    let twee = kantoor.verzoeken.lijst(&ik(), een.volgende.as_deref()).await.unwrap();
    assert_eq!((twee.verzoeken.len(), twee.volgende), (6, None));
    let alle: Vec<_> = een.verzoeken.iter().chain(&twee.verzoeken).collect();
    assert!(alle.iter().all(|verzoek| verzoek.delen.len() == 1 && verzoek.delen[0].stappen.is_empty()));
    assert!(alle.is_sorted_by(|een, ander| een.ingediend_op >= ander.ingediend_op));
    let mut nummers: Vec<_> = alle.iter().map(|verzoek| verzoek.nummer.clone()).collect();
    nummers.sort();
    ingediend.sort();
    assert_eq!(nummers, ingediend);

    let werk = kantoor.verzoeken.werklijst("uwv", None, false).await.unwrap();
    let meer = kantoor.verzoeken.werklijst("uwv", werk.volgende.as_deref(), false).await.unwrap();
    assert_eq!((werk.verzoeken.len(), meer.verzoeken.len(), meer.volgende), (50, 6, None));
    assert!(werk.verzoeken.is_sorted_by(|een, ander| een.ingediend_op <= ander.ingediend_op));
    assert!(kantoor.verzoeken.werklijst("svb", None, true).await.unwrap().verzoeken.is_empty());
}

const URL_VOOR_KIND: &str = "KLANTBEELD_TEST_KIND";

/// A child process files a request, names its number, and is killed with SIGKILL.
async fn a_receipt_survives_kill_9(proef: Proef) {
    let naam = concat!(module_path!(), "::kind").split_once("::").unwrap().1;
    let mut kind = Command::new(std::env::current_exe().unwrap())
        .args([naam, "--exact", "--ignored", "--nocapture"])
        .env(URL_VOOR_KIND, &proef.url)
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut regels = BufReader::new(kind.stdout.take().unwrap()).lines();
    let nummer = loop {
        let regel = regels.next_line().await.unwrap().expect("the child stopped before it had a receipt");
        if let Some((_, nummer)) = regel.split_once("receipt ") {
            break nummer.to_owned();
        }
    };
    kind.kill().await.unwrap();
    let bon = kantoor(&proef).verzoeken.een(&ik(), &nummer).await.unwrap();
    assert_eq!((bon.inhoud, bon.delen.len()), (aan(&["svb", "uwv"]), 2));
    assert_eq!(kantoor(&proef).soorten(&ik()).await, [BerichtSoort::VerzoekOntvangen]);
}

#[tokio::test]
#[ignore = "the child of a_receipt_survives_kill_9, which starts it"]
async fn kind() {
    let Ok(url) = std::env::var(URL_VOOR_KIND) else {
        return;
    };
    let proef = Proef { store: Store::open(&url).await.unwrap(), url };
    let (bon, _) = kantoor(&proef).verzoeken.dien_in(&ik(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    println!("receipt {}", bon.nummer);
    std::future::pending::<()>().await;
}
