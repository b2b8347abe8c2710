//! Requests that were kept long enough go, whole, once, and no others.

use super::{TRACE, aan, ander, antwoord, ik, kantoor, melding, sleutel};
use crate::clock::Clock as _;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::store::verzoeken::{self as tabel, VerzoekSoort};
use futures::future::join_all;
use std::sync::Arc;
use time::Duration;

op_beide_motoren!(
    what_is_closed_and_old_goes_and_nothing_else,
    another_look_of_the_organisation_keeps_it_no_longer,
    a_purge_cut_off_half_way_is_finished_the_next_time,
    of_many_gateways_each_request_is_removed_once,
    only_what_is_written_down_goes_and_what_is_open_cannot_be,
);

const DAG_MS: i64 = 24 * 60 * 60 * 1_000;
/// Everything that stands about requests.
const TABELLEN: [&str; 5] = [
    "SELECT COUNT(*) FROM verzoeken",
    "SELECT COUNT(*) FROM deelverzoeken",
    "SELECT COUNT(*) FROM verzoek_stappen",
    "SELECT COUNT(*) FROM antwoorden",
    "SELECT COUNT(*) FROM berichten",
];

async fn aantallen(proef: &Proef) -> [i64; 5] {
    let mut aantallen = [0; 5];
    for (aantal, sql) in aantallen.iter_mut().zip(TABELLEN) {
        *aantal = proef.getal(sql).await;
    }
    aantallen
}

/// Handed in and answered by one organisation.
async fn beantwoord(kantoor: &super::Kantoor, wie: &crate::themes::Wie) -> String {
    let (bon, _) = kantoor.verzoeken.dien_in(wie, &sleutel(), aan(&["uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("uwv", &bon.nummer).await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &bon.nummer, antwoord()).await.unwrap();
    bon.nummer
}

async fn ruim_op(kantoor: &super::Kantoor, soort: VerzoekSoort, grens: i64) {
    let mut na = kantoor.verzoeken.wis_stuk(soort, grens, None).await.unwrap();
    while na.is_some() {
        na = kantoor.verzoeken.wis_stuk(soort, grens, na).await.unwrap();
    }
}

async fn what_is_closed_and_old_goes_and_nothing_else(proef: Proef) {
    let kantoor = kantoor(&proef);
    let oud = beantwoord(&kantoor, &ik()).await;
    // Open: with nobody, and with one of two.
    let (open, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    let (half, _) = kantoor.verzoeken.dien_in(&ander(), &sleutel(), aan(&["svb", "uwv"])).await.unwrap();
    kantoor.verzoeken.neem_op("svb", &half.nummer).await.unwrap();
    kantoor.verzoeken.beantwoord("svb", &half.nummer, antwoord()).await.unwrap();
    let (gemeld, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), melding(TRACE)).await.unwrap();
    kantoor.verzoeken.trek_in(&ik(), &gemeld.nummer).await.unwrap();
    kantoor.klok.vooruit(Duration::days(10));
    let grens = kantoor.klok.nu_ms();
    // Handed in before, decided after.
    let laat = open.nummer;
    kantoor.verzoeken.neem_op("uwv", &laat).await.unwrap();
    kantoor.verzoeken.beantwoord("uwv", &laat, antwoord()).await.unwrap();
    let jong = beantwoord(&kantoor, &ander()).await;

    // Before its term nothing goes.
    let voor = aantallen(&proef).await;
    ruim_op(&kantoor, VerzoekSoort::Inzage, grens - 11 * DAG_MS).await;
    assert_eq!(aantallen(&proef).await, voor);
    ruim_op(&kantoor, VerzoekSoort::Inzage, grens).await;
    assert!(kantoor.verzoeken.een(&ik(), &oud).await.is_err());
    // The request, its part, three steps, its answer and three messages.
    let na = aantallen(&proef).await;
    let weg: Vec<i64> = voor.iter().zip(na).map(|(voor, na)| voor - na).collect();
    assert_eq!(weg, [1, 1, 3, 1, 3]);
    for (wie, nummer) in [(ik(), &laat), (ander(), &half.nummer), (ik(), &gemeld.nummer), (ander(), &jong)] {
        let verzoek = kantoor.verzoeken.een(&wie, nummer).await.unwrap();
        assert!(verzoek.delen.iter().all(|deel| !deel.stappen.is_empty()));
    }
    assert!(kantoor.verzoeken.antwoord(&ander(), &half.nummer, "svb").await.is_ok());

    // The other kind has a term of its own.
    ruim_op(&kantoor, VerzoekSoort::Gebruiksmelding, grens).await;
    assert!(kantoor.verzoeken.een(&ik(), &gemeld.nummer).await.is_err());
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen WHERE soort = 'verzoek' AND aantal = 1").await, 2);
    ruim_op(&kantoor, VerzoekSoort::Inzage, grens).await;
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen").await, 2, "nothing is left to remove");
}

async fn another_look_of_the_organisation_keeps_it_no_longer(proef: Proef) {
    let kantoor = kantoor(&proef);
    let nummer = beantwoord(&kantoor, &ik()).await;
    kantoor.klok.vooruit(Duration::days(10));
    let grens = kantoor.klok.nu_ms() - 1;
    kantoor.verzoeken.open_voor("uwv", &nummer).await.unwrap();
    ruim_op(&kantoor, VerzoekSoort::Inzage, grens).await;
    assert_eq!(aantallen(&proef).await, [0; 5]);
}

/// A hundred and twenty, of which a first piece goes before the gateway is killed in the middle of the next request.
async fn a_purge_cut_off_half_way_is_finished_the_next_time(proef: Proef) {
    let eerst = kantoor(&proef);
    for nummer in 0..120 {
        let wie = if nummer % 2 == 0 { ik() } else { ander() };
        beantwoord(&eerst, &wie).await;
        // Twenty a day.
        eerst.klok.vooruit(Duration::hours(3));
    }
    let grens = eerst.klok.nu_ms();
    let na = eerst.verzoeken.wis_stuk(VerzoekSoort::Inzage, grens, None).await.unwrap();
    assert!(na.is_some(), "there is more");
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen").await, 50);
    let [volgende] = tabel::te_wissen(&proef.store, VerzoekSoort::Inzage, grens, None, 1).await.unwrap()[..]
    else {
        panic!("there is a next one")
    };
    let mut tx = proef.store.transactie().await.unwrap();
    assert!(tabel::wis(&mut tx, volgende, grens).await.unwrap());
    drop(tx);
    let voor = aantallen(&proef).await;
    assert_eq!(voor[..4], [70, 70, 210, 70], "of that one nothing went");

    let daarna = kantoor(&proef);
    ruim_op(&daarna, VerzoekSoort::Inzage, grens).await;
    assert_eq!(aantallen(&proef).await, [0; 5]);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen").await, 120);
}

async fn of_many_gateways_each_request_is_removed_once(proef: Proef) {
    let kantoor = Arc::new(kantoor(&proef));
    for _ in 0..12 {
        beantwoord(&kantoor, &ik()).await;
    }
    kantoor.klok.vooruit(Duration::days(1));
    let grens = kantoor.klok.nu_ms();
    let samen = (0..4).map(|_| {
        let kantoor = Arc::clone(&kantoor);
        tokio::spawn(async move { ruim_op(&kantoor, VerzoekSoort::Inzage, grens).await })
    });
    for een in join_all(samen).await {
        een.unwrap();
    }
    assert_eq!(aantallen(&proef).await, [0; 5]);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen").await, 12);
}

async fn only_what_is_written_down_goes_and_what_is_open_cannot_be(proef: Proef) {
    let kantoor = kantoor(&proef);
    let (bon, _) = kantoor.verzoeken.dien_in(&ik(), &sleutel(), aan(&["uwv"])).await.unwrap();
    let wissing = "INSERT INTO wissingen SELECT nummer, 'verzoek', 1, 1 FROM verzoeken";
    assert!(!proef.sql(wissing).await, "it is open");
    assert!(!proef.sql("DELETE FROM verzoek_stappen").await);
    kantoor.verzoeken.trek_in(&ik(), &bon.nummer).await.unwrap();
    assert!(!proef.sql("DELETE FROM verzoek_stappen").await, "it is not written down");
    assert!(proef.sql(wissing).await);
    for sql in
        ["UPDATE wissingen SET gewist_op = 2", "DELETE FROM wissingen", "UPDATE verzoek_stappen SET op = 0"]
    {
        assert!(!proef.sql(sql).await, "{sql}");
    }
    if proef.is_sqlite() {
        assert!(!proef.sql("INSERT OR REPLACE INTO wissingen SELECT * FROM wissingen").await);
    }
    assert!(proef.sql("DELETE FROM verzoek_stappen").await);
}
