use super::uitbak::{bericht, leg};
use crate::clock::{Clock, Verzetbareklok};
use crate::store::Store;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::uitbak::{
    Afkoeling, Bericht, Bezorgdienst, Bezorger, Bezorgfout, Instellingen, NieuwBericht, neem,
};
use futures::FutureExt;
use futures::future::BoxFuture;
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use time::macros::datetime;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

op_beide_motoren!(
    delivers_until_it_is_in,
    one_failing_kind_does_not_hold_up_the_others,
    a_delivery_that_hangs_is_cut_off,
    the_loop_wakes_delivers_and_stops_after_what_it_began,
);

const UUR: Duration = Duration::from_hours(1);

/// Fails the first `faalt` attempts, waits for a permit of `poort`, and tells what it delivered.
struct Proefbezorger {
    faalt: i64,
    poort: Arc<Semaphore>,
    gemeld: mpsc::UnboundedSender<(String, i64)>,
}

impl Bezorger for Proefbezorger {
    fn bezorg<'a>(&'a self, bericht: &'a Bericht) -> BoxFuture<'a, Result<(), Bezorgfout>> {
        async move {
            self.gemeld.send((bericht.sleutel.clone(), bericht.poging)).unwrap();
            let _door = self.poort.acquire().await.unwrap();
            if bericht.poging <= self.faalt { Err(Bezorgfout("storing")) } else { Ok(()) }
        }
        .boxed()
    }
}

struct Vastloper;

impl Bezorger for Vastloper {
    fn bezorg<'a>(&'a self, _: &'a Bericht) -> BoxFuture<'a, Result<(), Bezorgfout>> {
        async { panic!("this deliverer is broken on purpose") }.boxed()
    }
}

struct Opstelling {
    klok: Arc<Verzetbareklok>,
    poort: Arc<Semaphore>,
    gemeld: mpsc::UnboundedReceiver<(String, i64)>,
    dienst: Bezorgdienst,
}

fn opstelling(store: &Store, faalt: i64, poorten: usize, termijn: Duration) -> Opstelling {
    let klok = Arc::new(Verzetbareklok::vanaf(datetime!(2026-01-01 12:00 UTC)));
    let poort = Arc::new(Semaphore::new(poorten));
    let (zend, gemeld) = mpsc::unbounded_channel();
    let goed: Arc<dyn Bezorger> = Arc::new(Proefbezorger { faalt, poort: Arc::clone(&poort), gemeld: zend });
    let bezorgers = HashMap::from([
        ("terugmelding".to_owned(), goed),
        ("vastloper".to_owned(), Arc::new(Vastloper) as Arc<dyn Bezorger>),
    ]);
    let afkoeling = Afkoeling { eerste_ms: 60_000, hoogste_ms: 600_000 };
    let instellingen = Instellingen { termijn, rust: UUR, max: 10, afkoeling };
    let dienst =
        Bezorgdienst::nieuw(store.clone(), bezorgers, Arc::clone(&klok) as Arc<dyn Clock>, instellingen);
    Opstelling { klok, poort, gemeld, dienst }
}

async fn wacht_op_aflevering(proef: &Proef, aantal: i64) -> bool {
    proef.getal("SELECT COUNT(*) FROM uitbak WHERE afgeleverd_op IS NOT NULL").await == aantal
}

async fn delivers_until_it_is_in(proef: Proef) {
    let mut rng = StdRng::seed_from_u64(1);
    let o = opstelling(&proef.store, 2, 1, UUR);
    leg(&proef.store, &bericht("a", o.klok.nu_ms())).await;
    for (vooruit, genomen, binnen) in
        [(0, 1, 0), (10, 0, 0), (60, 1, 0), (50, 0, 0), (120, 1, 1), (600, 0, 1)]
    {
        o.klok.vooruit(time::Duration::seconds(vooruit));
        assert_eq!(o.dienst.ronde(&mut rng).await.unwrap(), genomen, "{vooruit} s later");
        assert!(wacht_op_aflevering(&proef, binnen).await, "{vooruit} s later");
    }
}

async fn one_failing_kind_does_not_hold_up_the_others(proef: Proef) {
    let o = opstelling(&proef.store, 0, 1, UUR);
    let nu = o.klok.nu_ms();
    leg(&proef.store, &NieuwBericht { soort: "vastloper".into(), ..bericht("a", nu) }).await;
    leg(&proef.store, &NieuwBericht { soort: "onbekend".into(), ..bericht("b", nu) }).await;
    leg(&proef.store, &bericht("c", nu)).await;
    assert_eq!(o.dienst.ronde(&mut StdRng::seed_from_u64(1)).await.unwrap(), 3);
    assert!(wacht_op_aflevering(&proef, 1).await);
    for sql in [
        "SELECT COUNT(*) FROM uitbak WHERE sleutel = 'a' AND foutcode = 'vastgelopen'",
        "SELECT COUNT(*) FROM uitbak WHERE sleutel = 'b' AND foutcode = 'geen-bezorger'",
    ] {
        assert_eq!(proef.getal(sql).await, 1, "{sql}");
    }
}

async fn a_delivery_that_hangs_is_cut_off(proef: Proef) {
    let o = opstelling(&proef.store, 0, 0, Duration::from_millis(1));
    leg(&proef.store, &bericht("a", o.klok.nu_ms())).await;
    o.dienst.ronde(&mut StdRng::seed_from_u64(1)).await.unwrap();
    assert_eq!(proef.getal("SELECT COUNT(*) FROM uitbak WHERE foutcode = 'te-laat'").await, 1);
}

async fn the_loop_wakes_delivers_and_stops_after_what_it_began(proef: Proef) {
    let Opstelling { klok, poort, mut gemeld, dienst } = opstelling(&proef.store, 0, 0, UUR);
    let (wekker, stop) = (dienst.wekker(), CancellationToken::new());
    let lus = tokio::spawn(dienst.draai(StdRng::seed_from_u64(1), stop.clone()));

    leg(&proef.store, &bericht("a", klok.nu_ms())).await;
    wekker.notify_one();
    assert_eq!(gemeld.recv().await, Some(("a".to_owned(), 1)));
    // It is being delivered now. What comes in after the stop stays for the next start.
    stop.cancel();
    leg(&proef.store, &bericht("b", klok.nu_ms())).await;
    assert!(!lus.is_finished());
    poort.add_permits(1);
    lus.await.unwrap();
    assert!(wacht_op_aflevering(&proef, 1).await);
    let over = neem(&proef.store, klok.nu_ms(), 1, 10).await.unwrap();
    assert_eq!(over.iter().map(|bericht| bericht.sleutel.as_str()).collect::<Vec<_>>(), ["b"]);
}
