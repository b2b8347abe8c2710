use super::{BSN, TRACE, aan, ander, antwoord, ik, kantoor, melding, sleutel, wie};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::themes::verzoeken::VerzoekFout;
use crate::willekeur::Willekeur;
use rand::RngExt as _;
use std::collections::BTreeSet;

op_beide_motoren!(
    nobody_sees_or_touches_what_is_anothers,
    no_organisation_sees_what_is_anothers,
    whatever_people_do_each_sees_only_their_own,
    the_tables_say_nothing_about_a_person,
    a_text_of_another_row_does_not_open,
);

fn niet_gevonden<T>(uitkomst: Result<T, VerzoekFout>) -> bool {
    matches!(uitkomst, Err(VerzoekFout::NietGevonden))
}

async fn nobody_sees_or_touches_what_is_anothers(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let (bon, _) = verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    for nummer in [bon.nummer.as_str(), "KB-2222-2222", "", "../x", "KB-AAAA-AAAA"] {
        assert!(niet_gevonden(verzoeken.een(&ander(), nummer).await), "{nummer}");
        assert!(niet_gevonden(verzoeken.trek_in(&ander(), nummer).await), "{nummer}");
        assert!(niet_gevonden(verzoeken.antwoord(&ander(), nummer, "uwv").await), "{nummer}");
        assert!(niet_gevonden(verzoeken.lijst(&ander(), Some(nummer)).await), "{nummer}");
    }
    assert!(verzoeken.lijst(&ander(), None).await.unwrap().verzoeken.is_empty());
    let mijn = kantoor.berichten.lijst(&ik(), None).await.unwrap().unwrap();
    let id = mijn.berichten[0].id.as_str();
    assert!(!kantoor.berichten.gelezen(&ander(), id).await.unwrap());
    assert!(kantoor.berichten.lijst(&ander(), Some(id)).await.unwrap().is_none());
    assert_eq!(kantoor.berichten.lijst(&ik(), None).await.unwrap().unwrap(), mijn);
}

async fn no_organisation_sees_what_is_anothers(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let (bon, _) = verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    let nummer = bon.nummer.as_str();
    assert!(niet_gevonden(verzoeken.open_voor("svb", nummer).await));
    assert!(niet_gevonden(verzoeken.neem_op("svb", nummer).await));
    assert!(niet_gevonden(verzoeken.verleng("svb", nummer, "reden").await));
    assert!(niet_gevonden(verzoeken.beantwoord("svb", nummer, antwoord()).await));
    assert!(niet_gevonden(verzoeken.weiger("svb", nummer, super::weigering()).await));
    assert!(niet_gevonden(verzoeken.werklijst("svb", Some(nummer), true).await));
    assert_eq!(verzoeken.een(&ik(), nummer).await.unwrap(), bon);
}

async fn whatever_people_do_each_sees_only_their_own(proef: Proef) {
    let kantoor = kantoor(&proef);
    let verzoeken = &kantoor.verzoeken;
    let mensen = ["999970124", "999970008", "000009830", "123456782"].map(wie);
    let mut van_wie: Vec<BTreeSet<String>> = vec![BTreeSet::new(); mensen.len()];
    let willekeur = Willekeur::vast(7);
    for _ in 0..40 {
        let (persoon, soort) =
            willekeur.met(|rng| (rng.random_range(0..mensen.len()), rng.random_range(0..3)));
        // Two trace ids for all, so that people report the same line.
        let vraag = match soort {
            0 => aan(&["uwv"]),
            1 => melding(TRACE),
            _ => melding("00000000000000000000000000000001"),
        };
        if let Ok((bon, _)) = verzoeken.dien_in(&mensen[persoon], &sleutel(), vraag).await {
            van_wie[persoon].insert(bon.nummer.clone());
            let _ = verzoeken.neem_op("uwv", &bon.nummer).await;
        }
    }
    for (persoon, eigen) in mensen.iter().zip(&van_wie) {
        let lijst = verzoeken.lijst(persoon, None).await.unwrap();
        let gezien: BTreeSet<String> = lijst.verzoeken.into_iter().map(|verzoek| verzoek.nummer).collect();
        assert_eq!(gezien, *eigen);
        let berichten = kantoor.berichten.lijst(persoon, None).await.unwrap().unwrap().berichten;
        assert!(
            !berichten.is_empty()
                && berichten.iter().all(|een| eigen.contains(een.kenmerk.as_ref().unwrap()))
        );
        let gemeld = verzoeken.gemeld(persoon).await.unwrap().regels;
        assert!(gemeld.iter().all(|regel| eigen.contains(&regel.nummer)));
        for nummer in van_wie.iter().flatten() {
            assert_eq!(verzoeken.een(persoon, nummer).await.is_ok(), eigen.contains(nummer));
        }
    }
    assert_eq!(
        van_wie.iter().map(BTreeSet::len).sum::<usize>(),
        van_wie.iter().flatten().collect::<BTreeSet<_>>().len()
    );
}

async fn the_tables_say_nothing_about_a_person(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    kantoor.verzoeken.verleng("uwv", &bon.nummer, "Het dossier is groot.").await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &bon.nummer, antwoord()).await.unwrap();
    assert!(BSN.starts_with("9999701"));
    for sql in [
        "SELECT COUNT(*) FROM verzoeken WHERE betrokkene || actor || inhoud || bsn || sleutel LIKE '%9999701%' \
         OR inhoud LIKE '%alles zien%'",
        "SELECT COUNT(*) FROM verzoek_stappen WHERE reden LIKE '%dossier%'",
        "SELECT COUNT(*) FROM antwoorden WHERE inhoud LIKE '%9999701%' OR inhoud LIKE '%gegevens%'",
        "SELECT COUNT(*) FROM berichten WHERE id || betrokkene || COALESCE(kenmerk, '') LIKE '%9999701%'",
    ] {
        assert_eq!(proef.getal(sql).await, 0, "{sql}");
    }
}

async fn a_text_of_another_row_does_not_open(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (mijn, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.dien_in(&ander(), &sleutel(), aan(&["svb"])).await.unwrap();
    // Whoever can write in the database cannot show one person's request to another.
    assert!(proef.sql("UPDATE verzoeken SET inhoud = (SELECT MIN(inhoud) FROM verzoeken), bsn = (SELECT MIN(bsn) FROM verzoeken)").await);
    let van_mij = kantoor.verzoeken.een(&ik(), &mijn.nummer).await;
    assert!(
        van_mij
            .as_ref()
            .map_or_else(|fout| matches!(fout, VerzoekFout::Zegel(_)), |verzoek| *verzoek == mijn)
    );
    let bsn = kantoor.verzoeken.open_voor("uwv", &mijn.nummer).await;
    assert!(bsn.map_or_else(|fout| matches!(fout, VerzoekFout::Zegel(_)), |verzoek| verzoek.bsn == BSN));
}
