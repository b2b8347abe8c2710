use crate::pseudoniem::{Pseudoniem, Pseudonimiseerder};
use crate::store::berichten::{
    Berichtrij, NieuwBericht, gelezen, ongelezen, schrijf, uitgezet, van_betrokkene, zet_uit, zoek,
};
use crate::store::testbank::{Proef, op_beide_motoren};
use contract::bericht::BerichtSoort;

op_beide_motoren!(
    is_there_only_when_the_transaction_is_committed,
    one_event_is_one_message,
    pages_hold_every_message_once,
    reading_counts_once_and_only_for_oneself,
    a_kind_that_is_switched_off_is_kept_out_of_sight,
);

fn wie(bsn: &str) -> Pseudoniem {
    Pseudonimiseerder::nieuw(&[3; 32]).expect("a key").van(&bsn.parse().expect("a BSN"))
}

fn bericht(sleutel: &str, op: i64) -> NieuwBericht {
    NieuwBericht {
        betrokkene: wie("999970124"),
        soort: BerichtSoort::EersteGebruik,
        kenmerk: Some("brp.geboorte.datum".into()),
        organisatie: None,
        sleutel: sleutel.into(),
        op,
    }
}

async fn leg(proef: &Proef, bericht: &NieuwBericht) -> bool {
    let mut tx = proef.store.transactie().await.expect("a transaction");
    let is_nieuw = schrijf(&mut tx, bericht).await.expect("it is written");
    tx.commit().await.expect("it is committed");
    is_nieuw
}

async fn lijst(proef: &Proef, voor: Option<&Berichtrij>, aantal: u32) -> Vec<Berichtrij> {
    van_betrokkene(&proef.store, &wie("999970124"), voor, aantal).await.expect("the list")
}

async fn is_there_only_when_the_transaction_is_committed(proef: Proef) {
    let mut tx = proef.store.transactie().await.unwrap();
    assert!(schrijf(&mut tx, &bericht("a", 1)).await.unwrap());
    drop(tx);
    assert!(lijst(&proef, None, 10).await.is_empty());
    assert!(leg(&proef, &bericht("a", 1)).await);
    let kast = lijst(&proef, None, 10).await;
    assert_eq!(kast.len(), 1);
    assert_eq!((kast[0].soort, kast[0].op, kast[0].gelezen_op), (BerichtSoort::EersteGebruik, 1, None));
    assert_eq!(kast[0].kenmerk.as_deref(), Some("brp.geboorte.datum"));
}

async fn one_event_is_one_message(proef: Proef) {
    assert!(leg(&proef, &bericht("a", 1)).await);
    assert!(!leg(&proef, &bericht("a", 2)).await);
    let van_ander = NieuwBericht { betrokkene: wie("999970008"), ..bericht("a", 1) };
    assert!(leg(&proef, &van_ander).await, "the same event for somebody else is another message");
    assert_eq!(lijst(&proef, None, 10).await.len(), 1);
}

async fn pages_hold_every_message_once(proef: Proef) {
    for nummer in 0..7 {
        // Three moments for seven messages.
        leg(&proef, &bericht(&nummer.to_string(), nummer / 3)).await;
    }
    let mut gezien = Vec::new();
    loop {
        let blad = lijst(&proef, gezien.last(), 2).await;
        if blad.is_empty() {
            break;
        }
        gezien.extend(blad);
    }
    assert_eq!(gezien.len(), 7);
    assert!(gezien.is_sorted_by(|een, ander| (een.op, &een.id) > (ander.op, &ander.id)));
}

async fn reading_counts_once_and_only_for_oneself(proef: Proef) {
    let (ik, ander) = (wie("999970124"), wie("999970008"));
    leg(&proef, &bericht("a", 1)).await;
    let id = lijst(&proef, None, 1).await.remove(0).id;
    assert!(!gelezen(&proef.store, &ander, &id, 5).await.unwrap());
    assert!(zoek(&proef.store, &ander, &id).await.unwrap().is_none());
    assert_eq!(ongelezen(&proef.store, &ik).await.unwrap(), 1);
    for nu in [5, 6] {
        assert!(gelezen(&proef.store, &ik, &id, nu).await.unwrap());
        assert_eq!(zoek(&proef.store, &ik, &id).await.unwrap().unwrap().gelezen_op, Some(5));
    }
    assert_eq!(ongelezen(&proef.store, &ik).await.unwrap(), 0);
    assert!(!gelezen(&proef.store, &ik, "geen", 7).await.unwrap());
}

async fn a_kind_that_is_switched_off_is_kept_out_of_sight(proef: Proef) {
    let ik = wie("999970124");
    leg(&proef, &bericht("a", 1)).await;
    leg(&proef, &NieuwBericht { soort: BerichtSoort::Beantwoord, ..bericht("b", 2) }).await;
    let uit = [BerichtSoort::EersteGebruik, BerichtSoort::Verlengd];
    for _ in 0..2 {
        zet_uit(&proef.store, &ik, &uit).await.unwrap();
        assert_eq!(uitgezet(&proef.store, &ik).await.unwrap(), uit);
    }
    // The same kind twice, as a page may send it.
    zet_uit(&proef.store, &ik, &[uit[0], uit[1], uit[0]]).await.unwrap();
    assert_eq!(lijst(&proef, None, 10).await.len(), 1);
    assert_eq!(ongelezen(&proef.store, &ik).await.unwrap(), 1);
    assert!(uitgezet(&proef.store, &wie("999970008")).await.unwrap().is_empty());
    zet_uit(&proef.store, &ik, &[]).await.unwrap();
    assert_eq!(lijst(&proef, None, 10).await.len(), 2, "nothing was lost");
}
