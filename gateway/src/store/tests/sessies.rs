use crate::pseudoniem::Pseudonimiseerder;
use crate::store::sessies::{Sessierij, actief, nieuw, ruim_op, verwijder, zoek};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::{Sleutel, StoreFout};
use crate::zegel::Verzegeld;
use contract::sessie::Niveau;

op_beide_motoren!(
    gives_back_what_was_kept,
    a_key_is_used_once,
    activity_only_moves_forward,
    activity_of_an_ended_session_is_told,
    ending_twice_is_no_error,
    old_sessions_go_at_the_edge_and_not_before,
    every_level_survives,
    no_token_and_no_bsn_is_in_the_table,
    the_database_answers,
);

pub(super) fn rij(token: &str) -> Sessierij {
    let namen = Pseudonimiseerder::nieuw(&[3; 32]).unwrap();
    Sessierij {
        sleutel: Sleutel::van(token),
        actor: namen.van(&"999970124".parse().unwrap()),
        betrokkene: namen.van(&"999970008".parse().unwrap()),
        verzegeld: Verzegeld::uit_opslag("dichte tekst".into()),
        niveau: Niveau::Substantieel,
        begonnen_op: 1_000,
        laatst_actief_op: 2_000,
    }
}

async fn gives_back_what_was_kept(proef: Proef) {
    let een = rij("een");
    let twee = rij("twee");
    nieuw(&proef.store, &een).await.unwrap();
    nieuw(&proef.store, &twee).await.unwrap();
    assert!(zoek(&proef.store, &een.sleutel).await.unwrap() == Some(een));
    assert!(zoek(&proef.store, &twee.sleutel).await.unwrap() == Some(twee));
    assert!(zoek(&proef.store, &Sleutel::van("drie")).await.unwrap().is_none());
}

async fn a_key_is_used_once(proef: Proef) {
    nieuw(&proef.store, &rij("een")).await.unwrap();
    let weer = nieuw(&proef.store, &rij("een")).await;
    assert_eq!(weer, Err(StoreFout::Conflict("unique")));
}

async fn activity_only_moves_forward(proef: Proef) {
    let sessie = rij("een");
    nieuw(&proef.store, &sessie).await.unwrap();
    for (nu, verwacht) in [(5_000, 5_000), (4_999, 5_000), (0, 5_000), (5_001, 5_001)] {
        assert!(actief(&proef.store, &sessie.sleutel, nu).await.unwrap());
        let nu_in_rij = zoek(&proef.store, &sessie.sleutel).await.unwrap().unwrap().laatst_actief_op;
        assert_eq!(nu_in_rij, verwacht, "after activity at {nu}");
    }
}

async fn activity_of_an_ended_session_is_told(proef: Proef) {
    let sessie = rij("een");
    nieuw(&proef.store, &sessie).await.unwrap();
    verwijder(&proef.store, &sessie.sleutel).await.unwrap();
    assert!(!actief(&proef.store, &sessie.sleutel, 9_000).await.unwrap());
    assert!(zoek(&proef.store, &sessie.sleutel).await.unwrap().is_none());
}

async fn ending_twice_is_no_error(proef: Proef) {
    nieuw(&proef.store, &rij("een")).await.unwrap();
    nieuw(&proef.store, &rij("blijft")).await.unwrap();
    for _ in 0..2 {
        verwijder(&proef.store, &Sleutel::van("een")).await.unwrap();
    }
    assert!(zoek(&proef.store, &Sleutel::van("blijft")).await.unwrap().is_some());
}

/// 15 minutes idle and 2 hours in all, each one millisecond to either side.
async fn old_sessions_go_at_the_edge_and_not_before(proef: Proef) {
    let nu = 100_000_000;
    let (stil_sinds, begonnen_voor) = (nu - 900_000, nu - 7_200_000);
    for (token, begonnen_op, laatst_actief_op) in [
        ("te lang stil", begonnen_voor + 1, stil_sinds),
        ("net niet te lang stil", begonnen_voor + 1, stil_sinds + 1),
        ("te oud", begonnen_voor, nu),
        ("net niet te oud", begonnen_voor + 1, nu),
    ] {
        nieuw(&proef.store, &Sessierij { begonnen_op, laatst_actief_op, ..rij(token) }).await.unwrap();
    }
    assert_eq!(ruim_op(&proef.store, stil_sinds, begonnen_voor).await.unwrap(), 2);
    for (token, blijft) in [
        ("te lang stil", false),
        ("net niet te lang stil", true),
        ("te oud", false),
        ("net niet te oud", true),
    ] {
        let rij = zoek(&proef.store, &Sleutel::van(token)).await.unwrap();
        assert_eq!(rij.is_some(), blijft, "{token}");
    }
}

async fn every_level_survives(proef: Proef) {
    for niveau in [Niveau::Laag, Niveau::Substantieel, Niveau::Hoog] {
        let sessie = Sessierij { niveau, ..rij(&format!("{niveau:?}")) };
        nieuw(&proef.store, &sessie).await.unwrap();
        assert_eq!(zoek(&proef.store, &sessie.sleutel).await.unwrap().unwrap().niveau, niveau);
    }
}

async fn no_token_and_no_bsn_is_in_the_table(proef: Proef) {
    nieuw(&proef.store, &rij("het-token-uit-de-koek")).await.unwrap();
    let gevonden = proef
        .getal(
            "SELECT COUNT(*) FROM sessies WHERE \
             sleutel || actor || betrokkene || verzegeld LIKE '%het-token-uit-de-koek%' \
             OR actor || betrokkene LIKE '%9999700%'",
        )
        .await;
    assert_eq!(gevonden, 0);
}

async fn the_database_answers(proef: Proef) {
    assert_eq!(proef.store.gereed().await, Ok(()));
    proef.store.sluit().await;
    assert_eq!(proef.store.gereed().await, Err(StoreFout::Onbereikbaar("closed")));
}
