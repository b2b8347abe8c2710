use super::{aan, antwoord, ik, kantoor, sleutel};
use crate::store::testbank::{Proef, op_beide_motoren};
use contract::Datum;
use contract::bericht::BerichtSoort;
use contract::verzoek::{Rol, Stapsoort};
use futures::future::join_all;
use std::sync::Arc;
use time::macros::datetime;

op_beide_motoren!(
    the_month_runs_in_days_of_the_netherlands,
    a_passed_deadline_is_told_once,
    an_extended_deadline_passes_later,
    what_is_done_is_never_late,
);

async fn the_month_runs_in_days_of_the_netherlands(proef: Proef) {
    let kantoor = kantoor(&proef);
    for (moment, (jaar, maand, dag)) in [
        (datetime!(2026-11-22 11:00 UTC), (2026, 12, 22)),
        // Half an hour before midnight UTC it is the next day here, in winter and in summer.
        (datetime!(2026-11-22 23:30 UTC), (2026, 12, 23)),
        (datetime!(2027-06-01 22:30 UTC), (2027, 7, 2)),
        (datetime!(2027-06-01 21:30 UTC), (2027, 7, 1)),
        // The nights in which the clock changes: 25 October 2026 and 28 March 2027.
        (datetime!(2026-10-25 22:30 UTC), (2026, 11, 25)),
        (datetime!(2026-10-25 23:30 UTC), (2026, 11, 26)),
        (datetime!(2027-03-28 21:30 UTC), (2027, 4, 28)),
        (datetime!(2027-03-28 22:30 UTC), (2027, 4, 29)),
        // New year: 1 February 2027 is a Monday.
        (datetime!(2026-12-31 22:30 UTC), (2027, 2, 1)),
        (datetime!(2026-12-31 23:30 UTC), (2027, 2, 1)),
        // A leap year.
        (datetime!(2028-01-30 12:00 UTC), (2028, 2, 29)),
        (datetime!(2028-02-28 23:30 UTC), (2028, 3, 29)),
    ] {
        kantoor.klok.zet(moment);
        let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
        assert_eq!(bon.delen[0].uiterlijk, Datum::Dag { jaar, maand, dag }, "{moment}");
    }
}

async fn a_passed_deadline_is_told_once(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    kantoor.klok.zet(datetime!(2026-12-22 22:59 UTC));
    assert_eq!(kantoor.verzoeken.bewaak_termijnen().await.unwrap(), 0, "the last minute of the last day");
    assert!(!kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap().delen[0].te_laat);
    kantoor.klok.zet(datetime!(2026-12-22 23:00 UTC));
    assert!(kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap().delen[0].te_laat, "before anybody told");

    // Many gateways look at the same moment.
    let samen = (0..4).map(|_| {
        let verzoeken = Arc::clone(&kantoor.verzoeken);
        tokio::spawn(async move { verzoeken.bewaak_termijnen().await.unwrap() })
    });
    let verteld: u64 = join_all(samen).await.into_iter().map(Result::unwrap).sum();
    assert_eq!(verteld, 2);
    assert_eq!(kantoor.verzoeken.bewaak_termijnen().await.unwrap(), 0);
    let verstreken =
        kantoor.soorten(&ik()).await.into_iter().filter(|een| *een == BerichtSoort::TermijnVerstreken);
    assert_eq!(verstreken.count(), 2, "one for each organisation");
    let na = kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap();
    let laatste = na.delen[0].stappen.last().unwrap();
    assert_eq!((laatste.wat, laatste.door), (Stapsoort::TermijnVerstreken, Rol::Portaal));

    // It can still be answered.
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &bon.nummer, antwoord()).await.unwrap();
    assert!(!kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap().delen[1].te_laat);
}

async fn an_extended_deadline_passes_later(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    let deel = kantoor.verzoeken.verleng("uwv", &bon.nummer, "Veel verzoeken.").await.unwrap();
    assert_eq!(deel.uiterlijk, Datum::Dag { jaar: 2027, maand: 2, dag: 22 });
    for (moment, verteld) in [
        (datetime!(2026-12-23 12:00 UTC), 0),
        (datetime!(2027-02-22 12:00 UTC), 0),
        (datetime!(2027-02-23 12:00 UTC), 1),
        (datetime!(2027-02-24 12:00 UTC), 0),
    ] {
        kantoor.klok.zet(moment);
        assert_eq!(kantoor.verzoeken.bewaak_termijnen().await.unwrap(), verteld, "{moment}");
    }
}

async fn what_is_done_is_never_late(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &bon.nummer, antwoord()).await.unwrap();
    kantoor.verzoeken.trek_in(&ik(), &bon.nummer).await.unwrap();
    kantoor.klok.zet(datetime!(2027-06-01 12:00 UTC));
    assert_eq!(kantoor.verzoeken.bewaak_termijnen().await.unwrap(), 0);
    let delen = kantoor.verzoeken.een(&ik(), &bon.nummer).await.unwrap().delen;
    assert!(delen.iter().all(|deel| !deel.te_laat));
}
