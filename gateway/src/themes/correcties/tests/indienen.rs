use super::{BSN, DATUM, KIND, NAAM, ander, dag, datum, ik, inhoud, kantoor, sleutel, spoor, wat};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::themes::correcties::CorrectieFout;
use crate::themes::correcties::staat::StapFout;
use contract::bericht::BerichtSoort;
use contract::correctie::{Aard, Correctieinhoud, Correctiestatus, Gebeurtenis, Handeling, Wijziging};
use contract::klantbeeld::Waarde;
use futures::future::join_all;
use std::sync::Arc;
use time::Duration;

op_beide_motoren!(
    a_concept_is_kept_and_changed_and_thrown_away,
    the_same_key_or_voorkomen_is_one_concept,
    a_receipt_has_a_number_and_a_last_day,
    handing_in_twice_is_once_also_at_the_same_moment,
    what_changed_at_the_source_is_asked_again,
    a_source_that_is_down_holds_nothing_up,
    no_second_correctie_on_one_value,
    what_cannot_be_is_not_begun_or_handed_in,
    another_person_sees_none_of_it,
    the_database_alone_tells_nothing,
    not_more_than_twenty_a_day,
    files_go_with_it_and_are_read_back,
);

async fn a_concept_is_kept_and_changed_and_thrown_away(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let leeg = Correctieinhoud { wijzigingen: vec![], toelichting: String::new(), ..inhoud() };
    let concept = kantoor.begin(leeg).await;
    assert_eq!(concept.status, Correctiestatus::Concept);
    assert_eq!(concept.kan, [Handeling::Wijzigen, Handeling::Indienen, Handeling::Weggooien]);
    assert_eq!((concept.organisatie.as_str(), concept.uiterlijk), ("gemeente", None));
    let vol = kantoor.correcties.wijzig(&ik(), &concept.nummer, inhoud()).await.unwrap();
    assert_eq!(vol.inhoud, inhoud());
    assert_eq!(kantoor.een(&concept.nummer).await, vol);
    let ergens_anders = Correctieinhoud { voorkomen: Some(format!("{KIND}-2")), ..inhoud() };
    let fout = kantoor.correcties.wijzig(&ik(), &concept.nummer, ergens_anders).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::Ongeldig(_)), "{fout}");
    kantoor.correcties.gooi_weg(&ik(), &concept.nummer).await.unwrap();
    let fout = kantoor.correcties.een(&ik(), &concept.nummer).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::NietGevonden), "{fout}");
    assert!(kantoor.soorten().await.is_empty());
}

async fn the_same_key_or_voorkomen_is_one_concept(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let sleutel_een = sleutel();
    let (een, nieuw) = kantoor.correcties.begin(&ik(), &sleutel_een, inhoud()).await.unwrap();
    assert!(nieuw);
    for sleutel in [sleutel_een, sleutel()] {
        let (weer, nieuw) = kantoor.correcties.begin(&ik(), &sleutel, inhoud()).await.unwrap();
        assert_eq!((weer, nieuw), (een.clone(), false));
    }
    let ander_kind = Correctieinhoud { voorkomen: Some("brp.kinderen:fedcba9876543210".into()), ..inhoud() };
    let fout = kantoor.correcties.begin(&ik(), &sleutel_een, ander_kind.clone()).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::SleutelHergebruikt), "{fout}");
    let samen = (0..6).map(|_| {
        let (correcties, ander_kind) = (Arc::clone(&kantoor.correcties), ander_kind.clone());
        tokio::spawn(async move { correcties.begin(&ik(), &sleutel(), ander_kind).await.unwrap() })
    });
    let samen: Vec<_> = join_all(samen).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(samen.iter().filter(|(_, nieuw)| *nieuw).count(), 1);
    assert!(samen.iter().all(|(concept, _)| concept.nummer == samen[0].0.nummer));
}

async fn a_receipt_has_a_number_and_a_last_day(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.ingediend().await;
    assert_eq!(bon.status, Correctiestatus::Ingediend);
    assert_eq!(bon.ingediend_op.as_deref(), Some("2026-11-22T11:00:00Z"));
    // Four weeks after a Sunday is a Sunday.
    assert_eq!(bon.uiterlijk, Some(dag(2026, 12, 21)));
    assert_eq!((wat(&bon), bon.kan.clone()), (vec![Gebeurtenis::Ingediend], vec![Handeling::Intrekken]));
    assert_eq!(kantoor.soorten().await, [BerichtSoort::CorrectieIngediend]);
    for fout in [
        kantoor.correcties.wijzig(&ik(), &bon.nummer, inhoud()).await.map(drop),
        kantoor.correcties.gooi_weg(&ik(), &bon.nummer).await,
    ] {
        assert!(matches!(fout, Err(CorrectieFout::Stap(StapFout::AlIngediend))));
    }
    let lijst = kantoor.correcties.lijst(&ik(), None).await.unwrap();
    assert_eq!((lijst.correcties.len(), lijst.volgende), (1, None));
    assert!(lijst.correcties[0].stappen.is_empty());
}

async fn handing_in_twice_is_once_also_at_the_same_moment(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    let samen = (0..6).map(|_| {
        let (correcties, nummer) = (Arc::clone(&kantoor.correcties), concept.nummer.clone());
        tokio::spawn(async move { correcties.dien_in(&ik(), &nummer, spoor()).await.unwrap() })
    });
    let bonnen: Vec<_> = join_all(samen).await.into_iter().map(Result::unwrap).collect();
    assert!(bonnen.iter().all(|bon| *bon == bonnen[0]));
    assert_eq!(kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap(), bonnen[0]);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correctie_stappen").await, 1);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak").await, 1);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM berichten").await, 1);
}

async fn what_changed_at_the_source_is_asked_again(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    *kantoor.bron.0.lock().unwrap() = Some(dag(2015, 3, 13));
    let fout = kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::Verouderd), "{fout}");
    let vers = kantoor.een(&concept.nummer).await;
    assert_eq!(vers.status, Correctiestatus::Concept);
    assert_eq!(vers.inhoud.wijzigingen[0].huidig, datum(dag(2015, 3, 13)));
    assert_eq!(vers.inhoud.wijzigingen[0].voorstel, datum(dag(2015, 3, 21)), "nothing typed is lost");
    let bon = kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap();
    assert_eq!(bon.status, Correctiestatus::Ingediend);
}

async fn a_source_that_is_down_holds_nothing_up(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    *kantoor.bron.0.lock().unwrap() = None;
    let bon = kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap();
    assert_eq!((bon.status, bon.inhoud), (Correctiestatus::Ingediend, inhoud()));
}

async fn no_second_correctie_on_one_value(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let eerste = kantoor.ingediend().await;
    let tweede = kantoor.begin(inhoud()).await;
    match kantoor.correcties.dien_in(&ik(), &tweede.nummer, spoor()).await.unwrap_err() {
        CorrectieFout::LooptAl(nummer) => assert_eq!(nummer.to_string(), eerste.nummer),
        fout => panic!("{fout}"),
    }
    // Another value of the same child may be asked for, and the same one when the first is over.
    let naam = Wijziging {
        gegeven: NAAM.into(),
        huidig: Some(Waarde::Tekst { tekst: "Noor".into() }),
        voorstel: Some(Waarde::Tekst { tekst: "Noortje".into() }),
    };
    let over_naam = Correctieinhoud { wijzigingen: vec![naam], ..inhoud() };
    kantoor.correcties.wijzig(&ik(), &tweede.nummer, over_naam).await.unwrap();
    kantoor.correcties.dien_in(&ik(), &tweede.nummer, spoor()).await.unwrap();
    kantoor.correcties.trek_in(&ik(), &eerste.nummer).await.unwrap();
    kantoor.ingediend().await;
}

async fn what_cannot_be_is_not_begun_or_handed_in(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let onbekend = Correctieinhoud { groep: "brp.bestaatniet".into(), ..inhoud() };
    let fout = kantoor.correcties.begin(&ik(), &sleutel(), onbekend).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::Ongeldig(_)), "{fout}");
    let zonder_loket = Correctieinhoud {
        groep: "kvk.onderneming".into(),
        voorkomen: Some("kvk.onderneming".into()),
        wijzigingen: vec![],
        ..inhoud()
    };
    let fout = kantoor.correcties.begin(&ik(), &sleutel(), zonder_loket).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::NietHier), "{fout}");
    let hetzelfde = Wijziging { voorstel: datum(dag(2015, 3, 12)), ..inhoud().wijzigingen[0].clone() };
    let concept = kantoor.begin(Correctieinhoud { wijzigingen: vec![hetzelfde], ..inhoud() }).await;
    match kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap_err() {
        CorrectieFout::Ongeldig(bezwaren) => assert_eq!(bezwaren[0].naam, format!("wijzigingen.{DATUM}")),
        fout => panic!("{fout}"),
    }
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak").await, 0);
    assert_eq!(kantoor.een(&concept.nummer).await.status, Correctiestatus::Concept);
    let weg = Correctieinhoud { aard: Aard::HoortNietBijMij, ..inhoud() };
    kantoor.correcties.wijzig(&ik(), &concept.nummer, weg).await.unwrap();
    assert!(kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.is_err(), "with a proposal");
}

async fn another_person_sees_none_of_it(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    let bestand = kantoor.correcties.voeg_toe(&ik(), &concept.nummer, "a.png", png()).await.unwrap();
    let (correcties, nummer, wie) = (&kantoor.correcties, &concept.nummer, ander());
    let aanvulling = contract::correctie::Aanvulling { tekst: "Ja.".into() };
    let fouten = [
        correcties.een(&wie, nummer).await.map(drop),
        correcties.wijzig(&wie, nummer, inhoud()).await.map(drop),
        correcties.gooi_weg(&wie, nummer).await,
        correcties.dien_in(&wie, nummer, spoor()).await.map(drop),
        correcties.trek_in(&wie, nummer).await.map(drop),
        correcties.vul_aan(&wie, nummer, &sleutel(), aanvulling).await.map(drop),
        correcties.voeg_toe(&wie, nummer, "b.png", png()).await.map(drop),
        correcties.lees_bestand(&wie, nummer, &bestand.id).await.map(drop),
        correcties.wis_bestand(&wie, nummer, &bestand.id).await,
        correcties.lijst(&wie, Some(nummer)).await.map(drop),
        correcties.een(&ik(), "KB-2222-2222").await.map(drop),
        correcties.een(&ik(), "../x").await.map(drop),
    ];
    for (plek, fout) in fouten.into_iter().enumerate() {
        assert!(matches!(fout, Err(CorrectieFout::NietGevonden)), "{plek}: {fout:?}");
    }
    assert!(correcties.lijst(&wie, None).await.unwrap().correcties.is_empty());
    // A file by the number of another correctie of one's own is not there either.
    let van_ander = correcties.begin(&wie, &sleutel(), inhoud()).await.unwrap().0;
    let fout = correcties.lees_bestand(&wie, &van_ander.nummer, &bestand.id).await.map(drop);
    assert!(matches!(fout, Err(CorrectieFout::NietGevonden)));
}

async fn the_database_alone_tells_nothing(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    kantoor.correcties.voeg_toe(&ik(), &concept.nummer, "akte van Noor.png", png()).await.unwrap();
    kantoor.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.unwrap();
    let alles = [
        "SELECT COUNT(*) FROM correcties WHERE inhoud LIKE '%2015%' OR inhoud LIKE '%akte%' OR bsn LIKE '%99997%'",
        "SELECT COUNT(*) FROM correcties WHERE plek LIKE '%kinderen%'",
        "SELECT COUNT(*) FROM correctie_bestanden WHERE naam LIKE '%Noor%'",
        "SELECT COUNT(*) FROM uitbak WHERE lading LIKE '%2015%' OR lading LIKE '%99997%'",
    ];
    for sql in alles {
        assert_eq!(proef.getal(sql).await, 0, "{sql}");
    }
    // One person's text in another's row does not open.
    let ander_concept = kantoor.correcties.begin(&ander(), &sleutel(), inhoud()).await.unwrap().0;
    assert!(proef.sql("UPDATE correcties SET inhoud = (SELECT MAX(inhoud) FROM correcties WHERE status <> 'concept')").await);
    let fout = kantoor.correcties.een(&ander(), &ander_concept.nummer).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::Zegel(_)), "{fout}");
    assert!(!format!("{fout:?}").contains(BSN));
    assert!(!proef.sql("UPDATE correctie_stappen SET wat = 'verwerkt'").await);
    assert!(!proef.sql("DELETE FROM correctie_stappen").await);
}

async fn not_more_than_twenty_a_day(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let nummer = |een: usize| Correctieinhoud { voorkomen: Some(format!("{KIND}-{een}")), ..inhoud() };
    for een in 0..20 {
        kantoor.begin(nummer(een)).await;
    }
    let fout = kantoor.correcties.begin(&ik(), &sleutel(), nummer(20)).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::TeVeel), "{fout}");
    assert!(!kantoor.correcties.begin(&ik(), &sleutel(), nummer(3)).await.unwrap().1, "one that is there");
    kantoor.klok.vooruit(Duration::hours(25));
    assert!(kantoor.correcties.begin(&ik(), &sleutel(), nummer(20)).await.unwrap().1);
}

/// One black point.
pub(super) fn png() -> Vec<u8> {
    use base64::Engine as _;
    let tekst =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";
    base64::engine::general_purpose::STANDARD.decode(tekst).expect("base64")
}

async fn files_go_with_it_and_are_read_back(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let concept = kantoor.begin(inhoud()).await;
    let (correcties, nummer) = (&kantoor.correcties, &concept.nummer);
    let een = correcties.voeg_toe(&ik(), nummer, "een.png", png()).await.unwrap();
    let weg = correcties.voeg_toe(&ik(), nummer, "weg.png", png()).await.unwrap();
    let gelezen = correcties.lees_bestand(&ik(), nummer, &een.id).await.unwrap();
    assert_eq!(
        (gelezen.naam.as_str(), gelezen.soort, gelezen.bytes.len()),
        ("een.png", een.soort, een.grootte as usize)
    );
    correcties.wis_bestand(&ik(), nummer, &weg.id).await.unwrap();
    assert!(correcties.lees_bestand(&ik(), nummer, &weg.id).await.is_err());
    for een in 0..4 {
        correcties.voeg_toe(&ik(), nummer, &format!("{een}.png"), png()).await.unwrap();
    }
    let fout = correcties.voeg_toe(&ik(), nummer, "zes.png", png()).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::TeVeelBestanden), "{fout}");
    let fout = correcties.voeg_toe(&ik(), nummer, "a.pdf", b"PK\x03\x04".to_vec()).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::TeVeelBestanden | CorrectieFout::Bestand(_)), "{fout}");
    let bon = correcties.dien_in(&ik(), nummer, spoor()).await.unwrap();
    assert_eq!(bon.bestanden.len(), 5);
    let fout = correcties.wis_bestand(&ik(), nummer, &een.id).await.unwrap_err();
    assert!(matches!(fout, CorrectieFout::Stap(_)), "{fout}");
    kantoor.bezorg().await;
    let bijlages = kantoor.houder.zaak("brp", nummer, |zaak| {
        zaak.melding["terugMeldingBody"]["terugMeldingGegevens"][0]["bijlages"].as_array().map(Vec::len)
    });
    assert_eq!(bijlages, Some(5));
}
