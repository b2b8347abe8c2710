use crate::store::Store;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::uitbak::{Bericht, NieuwBericht, afgeleverd, leg_in, mislukt, neem};
use futures::future::join_all;
use serde_json::json;
use std::collections::HashSet;

op_beide_motoren!(
    exists_only_when_the_transaction_is_committed,
    the_same_key_twice_is_one_message,
    a_taken_message_is_nobody_elses_until_its_lease_ends,
    a_delivered_message_never_comes_back_and_is_wiped,
    a_failed_message_is_due_at_its_time,
    who_lost_the_lease_cannot_decide_for_who_has_it,
    takes_the_oldest_first_and_no_more_than_asked,
    two_gateways_share_the_work_without_overlap,
);

pub(super) fn bericht(sleutel: &str, aangemaakt_op: i64) -> NieuwBericht {
    NieuwBericht {
        soort: "terugmelding".into(),
        sleutel: sleutel.into(),
        lading: json!({ "gegeven": "brp.naam.voornamen", "voorstel": "Zoë" }),
        aangemaakt_op,
    }
}

pub(super) async fn leg(store: &Store, nieuw: &NieuwBericht) -> bool {
    let mut tx = store.transactie().await.unwrap();
    let is_nieuw = leg_in(&mut tx, nieuw).await.unwrap();
    tx.commit().await.unwrap();
    is_nieuw
}

fn sleutels(berichten: &[Bericht]) -> Vec<&str> {
    berichten.iter().map(|bericht| bericht.sleutel.as_str()).collect()
}

async fn exists_only_when_the_transaction_is_committed(proef: Proef) {
    let mut tx = proef.store.transactie().await.unwrap();
    assert!(leg_in(&mut tx, &bericht("a", 0)).await.unwrap());
    drop(tx);
    assert!(neem(&proef.store, 10, 5, 10).await.unwrap().is_empty());

    assert!(leg(&proef.store, &bericht("a", 7)).await);
    let genomen = neem(&proef.store, 10, 5, 10).await.unwrap();
    assert_eq!(genomen.len(), 1);
    assert_eq!(genomen[0].lading, bericht("a", 7).lading);
    assert_eq!(
        (genomen[0].soort.as_str(), genomen[0].aangemaakt_op, genomen[0].poging),
        ("terugmelding", 7, 1)
    );
}

async fn the_same_key_twice_is_one_message(proef: Proef) {
    assert!(leg(&proef.store, &bericht("a", 0)).await);
    let ander = NieuwBericht { lading: json!("iets anders"), ..bericht("a", 1) };
    assert!(!leg(&proef.store, &ander).await);
    let genomen = neem(&proef.store, 10, 5, 10).await.unwrap();
    assert_eq!(genomen.len(), 1);
    assert_eq!(genomen[0].lading, bericht("a", 0).lading);

    afgeleverd(&proef.store, &genomen[0], 11).await.unwrap();
    assert!(!leg(&proef.store, &bericht("a", 20)).await, "also not after it was delivered");
    assert!(neem(&proef.store, i64::MAX, 0, 10).await.unwrap().is_empty());
}

async fn a_taken_message_is_nobody_elses_until_its_lease_ends(proef: Proef) {
    leg(&proef.store, &bericht("a", 100)).await;
    assert!(neem(&proef.store, 99, 50, 10).await.unwrap().is_empty(), "not due yet");
    assert_eq!(neem(&proef.store, 100, 50, 10).await.unwrap()[0].poging, 1);
    assert!(neem(&proef.store, 149, 50, 10).await.unwrap().is_empty(), "leased");
    // Nothing was heard of it: whoever took it died.
    assert_eq!(neem(&proef.store, 150, 50, 10).await.unwrap()[0].poging, 2);
}

async fn a_delivered_message_never_comes_back_and_is_wiped(proef: Proef) {
    leg(&proef.store, &bericht("a", 0)).await;
    let genomen = neem(&proef.store, 0, 50, 10).await.unwrap();
    afgeleverd(&proef.store, &genomen[0], 20).await.unwrap();
    assert!(neem(&proef.store, i64::MAX, 0, 10).await.unwrap().is_empty());
    let over = proef.getal("SELECT COUNT(*) FROM uitbak WHERE lading = 'null' AND afgeleverd_op = 20").await;
    assert_eq!(over, 1);

    mislukt(&proef.store, &genomen[0], 30, "te-laat").await.unwrap();
    assert!(
        neem(&proef.store, i64::MAX, 0, 10).await.unwrap().is_empty(),
        "failing afterwards changes nothing"
    );
}

async fn a_failed_message_is_due_at_its_time(proef: Proef) {
    leg(&proef.store, &bericht("a", 0)).await;
    let genomen = neem(&proef.store, 0, 50, 10).await.unwrap();
    mislukt(&proef.store, &genomen[0], 500, "storing").await.unwrap();
    assert!(neem(&proef.store, 499, 50, 10).await.unwrap().is_empty());
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE foutcode = 'storing'").await, 1);
    let weer = neem(&proef.store, 500, 50, 10).await.unwrap();
    assert_eq!(weer[0].poging, 2);
    assert_eq!(weer[0].lading, genomen[0].lading);
}

async fn who_lost_the_lease_cannot_decide_for_who_has_it(proef: Proef) {
    leg(&proef.store, &bericht("a", 0)).await;
    let traag = neem(&proef.store, 0, 50, 10).await.unwrap();
    let overgenomen = neem(&proef.store, 60, 50, 10).await.unwrap();
    assert_eq!(overgenomen[0].poging, 2);
    mislukt(&proef.store, &traag[0], 61, "te-laat").await.unwrap();
    assert!(neem(&proef.store, 61, 50, 10).await.unwrap().is_empty(), "the second lease still holds");
    // A delivery counts whoever made it.
    afgeleverd(&proef.store, &traag[0], 62).await.unwrap();
    assert!(neem(&proef.store, i64::MAX, 0, 10).await.unwrap().is_empty());
}

async fn takes_the_oldest_first_and_no_more_than_asked(proef: Proef) {
    for (sleutel, op) in [("c", 30), ("a", 10), ("d", 40), ("b", 20)] {
        leg(&proef.store, &bericht(sleutel, op)).await;
    }
    assert_eq!(sleutels(&neem(&proef.store, 100, 1_000, 3).await.unwrap()), ["a", "b", "c"]);
    assert_eq!(sleutels(&neem(&proef.store, 100, 1_000, 3).await.unwrap()), ["d"]);
    assert!(neem(&proef.store, 100, 1_000, 3).await.unwrap().is_empty());
}

async fn two_gateways_share_the_work_without_overlap(proef: Proef) {
    let ander = Store::open(&proef.url).await.unwrap();
    for i in 0..40 {
        leg(&proef.store, &bericht(&format!("bericht {i}"), i)).await;
    }
    let taken = (0..8).map(|i| {
        let store = if i % 2 == 0 { proef.store.clone() } else { ander.clone() };
        tokio::spawn(async move {
            let mut mijne = Vec::new();
            loop {
                let genomen = neem(&store, 1_000, 1_000_000, 3).await.unwrap();
                if genomen.is_empty() {
                    return mijne;
                }
                mijne.extend(genomen.into_iter().map(|bericht| bericht.sleutel));
            }
        })
    });
    let genomen: Vec<String> = join_all(taken).await.into_iter().flat_map(Result::unwrap).collect();
    let verschillend: HashSet<&String> = genomen.iter().collect();
    assert_eq!(verschillend.len(), genomen.len(), "none was taken twice");
    // Who finds only rows that another is just taking gets none and stops; what is left is still due.
    let rest = neem(&ander, 1_000, 1_000_000, 100).await.unwrap();
    assert_eq!(genomen.len() + rest.len(), 40);
    ander.sluit().await;
}
