use crate::store::inlogpogingen::{Inlogpoging, neem, nieuw, ruim_op};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::{Sleutel, Store, StoreFout};
use contract::Taal;
use futures::future::join_all;

op_beide_motoren!(
    a_state_works_once,
    a_state_cannot_be_made_twice,
    of_many_at_once_exactly_one_gets_it,
    two_gateways_do_not_both_get_it,
    old_logins_go_at_the_edge,
);

fn poging(state: &str) -> Inlogpoging {
    Inlogpoging {
        sleutel: Sleutel::van(state),
        browser: Sleutel::van("koek"),
        nonce: "nonce".into(),
        pkce_verifier: "verifier".into(),
        terug: "/klantbeeld?a=1".into(),
        taal: Taal::En,
        begonnen_op: 5_000,
        vorige_sessie: Some(Sleutel::van("eerder")),
    }
}

async fn a_state_works_once(proef: Proef) {
    nieuw(&proef.store, &poging("een")).await.unwrap();
    nieuw(&proef.store, &poging("ander")).await.unwrap();
    assert!(neem(&proef.store, &Sleutel::van("een")).await.unwrap() == Some(poging("een")));
    assert!(neem(&proef.store, &Sleutel::van("een")).await.unwrap().is_none());
    assert!(neem(&proef.store, &Sleutel::van("ander")).await.unwrap().is_some());
}

async fn a_state_cannot_be_made_twice(proef: Proef) {
    nieuw(&proef.store, &poging("een")).await.unwrap();
    let weer = nieuw(&proef.store, &poging("een")).await;
    assert_eq!(weer, Err(StoreFout::Conflict("unique")));
}

async fn winnaars(stores: Vec<Store>, state: &str) -> usize {
    let taken = stores.into_iter().map(|store| {
        let sleutel = Sleutel::van(state);
        tokio::spawn(async move { neem(&store, &sleutel).await.unwrap().is_some() })
    });
    join_all(taken).await.into_iter().filter(|gekregen| *gekregen.as_ref().unwrap()).count()
}

async fn of_many_at_once_exactly_one_gets_it(proef: Proef) {
    for ronde in 0..10 {
        let state = format!("state {ronde}");
        nieuw(&proef.store, &poging(&state)).await.unwrap();
        assert_eq!(winnaars(vec![proef.store.clone(); 8], &state).await, 1, "round {ronde}");
    }
}

/// Two pools on one database: nothing in this process keeps them apart.
async fn two_gateways_do_not_both_get_it(proef: Proef) {
    let ander = Store::open(&proef.url).await.unwrap();
    for ronde in 0..10 {
        let state = format!("state {ronde}");
        nieuw(&proef.store, &poging(&state)).await.unwrap();
        let stores = vec![proef.store.clone(), ander.clone(), proef.store.clone(), ander.clone()];
        assert_eq!(winnaars(stores, &state).await, 1, "round {ronde}");
    }
    ander.sluit().await;
}

async fn old_logins_go_at_the_edge(proef: Proef) {
    nieuw(&proef.store, &Inlogpoging { begonnen_op: 600, ..poging("oud") }).await.unwrap();
    nieuw(&proef.store, &Inlogpoging { begonnen_op: 601, ..poging("jong") }).await.unwrap();
    assert_eq!(ruim_op(&proef.store, 600).await.unwrap(), 1);
    assert!(neem(&proef.store, &Sleutel::van("oud")).await.unwrap().is_none());
    assert!(neem(&proef.store, &Sleutel::van("jong")).await.unwrap().is_some());
}
