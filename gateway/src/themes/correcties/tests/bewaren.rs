//! Correcties and concepts that were kept long enough go, whole, once, and no others.

use super::indienen::png;
use super::volgen::{afgewezen, toegewezen};
use super::{KIND, Kantoor, ander, ik, inhoud, kantoor, sleutel};
use crate::clock::Clock as _;
use crate::store::correcties::Oud;
use crate::store::testbank::{Proef, op_beide_motoren};
use contract::correctie::{Aanvulling, Correctieinhoud, Correctiestatus};
use futures::future::join_all;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use time::Duration;

op_beide_motoren!(
    what_is_closed_and_old_goes_with_its_files_and_messages,
    what_is_granted_and_not_carried_out_stays,
    who_is_still_to_be_told_is_told_first,
    a_holder_that_dates_its_steps_in_the_past_takes_nothing_away,
    a_concept_goes_when_nobody_touched_it,
    of_many_gateways_each_is_removed_once,
);

/// Everything that stands about correcties.
const TABELLEN: [&str; 9] = [
    "SELECT COUNT(*) FROM correcties",
    "SELECT COUNT(*) FROM correctie_gegevens",
    "SELECT COUNT(*) FROM correctie_stappen",
    "SELECT COUNT(*) FROM correctie_besluiten",
    "SELECT COUNT(*) FROM correctie_aanvullingen",
    "SELECT COUNT(*) FROM correctie_kennisgevingen",
    "SELECT COUNT(*) FROM correctie_bestanden",
    "SELECT COUNT(*) FROM uitbak",
    "SELECT COUNT(*) FROM berichten",
];

async fn aantallen(proef: &Proef) -> [i64; 9] {
    let mut aantallen = [0; 9];
    for (aantal, sql) in aantallen.iter_mut().zip(TABELLEN) {
        *aantal = proef.getal(sql).await;
    }
    aantallen
}

impl Kantoor {
    /// Removes what nothing happened to until now.
    async fn ruim_op(&self, wat: Oud) {
        let grens = self.klok.nu_ms();
        let mut na = self.correcties.wis_stuk(wat, grens, None).await.unwrap();
        while na.is_some() {
            na = self.correcties.wis_stuk(wat, grens, na).await.unwrap();
        }
    }

    /// With a question of the holder, an answer with a file, and a refusal.
    async fn afgewezen(&self) -> String {
        let bon = self.in_onderzoek().await;
        let vraag = json!({ "wat": "informatieGevraagd", "tekst": "Heeft u de akte?" });
        self.houder.stap("brp", &bon.nummer, vraag);
        self.lees().await;
        self.correcties.voeg_toe(&ik(), &bon.nummer, "akte.png", png()).await.unwrap();
        let antwoord = Aanvulling { tekst: "Hier is hij.".into() };
        self.correcties.vul_aan(&ik(), &bon.nummer, &sleutel(), antwoord).await.unwrap();
        self.bezorg_later().await;
        self.houder.stap("brp", &bon.nummer, json!({ "wat": "inOnderzoek" }));
        self.houder.stap("brp", &bon.nummer, afgewezen());
        self.lees().await;
        bon.nummer
    }
}

async fn what_is_closed_and_old_goes_with_its_files_and_messages(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let oud = kantoor.afgewezen().await;
    assert_eq!(kantoor.een(&oud).await.status, Correctiestatus::Afgewezen);
    let grens = kantoor.klok.nu_ms();
    let vol = aantallen(&proef).await;
    assert_eq!((vol[0], vol[3], vol[4], vol[6]), (1, 1, 1, 1));
    // Nothing is old enough a moment before it was closed.
    kantoor.correcties.wis_stuk(Oud::Gesloten, grens - 5 * 60_000, None).await.unwrap();
    assert_eq!(aantallen(&proef).await, vol);

    kantoor.klok.vooruit(Duration::days(1));
    let van_ander = kantoor.correcties.begin(&ander(), &sleutel(), inhoud()).await.unwrap().0;
    let open = kantoor.in_onderzoek().await;
    let jong = aantallen(&proef).await;
    kantoor.klok.vooruit(Duration::days(1));
    kantoor.ruim_op(Oud::Gesloten).await;
    assert!(kantoor.correcties.een(&ik(), &oud).await.is_err());
    let na = aantallen(&proef).await;
    let weg: Vec<i64> = jong.iter().zip(na).map(|(voor, na)| voor - na).collect();
    assert_eq!(weg, vol, "all of it, and nothing of another");
    assert_eq!(kantoor.een(&open.nummer).await.status, Correctiestatus::InOnderzoek);
    assert!(kantoor.correcties.een(&ander(), &van_ander.nummer).await.is_ok());
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen WHERE soort = 'correctie'").await, 1);
    assert!(!proef.sql("INSERT INTO wissingen SELECT nummer, 'correctie', 1, 1 FROM correcties").await);
    assert!(!proef.sql("DELETE FROM correctie_stappen").await);
}

async fn what_is_granted_and_not_carried_out_stays(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    kantoor.houder.stap("brp", &bon.nummer, toegewezen());
    kantoor.lees().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Toegewezen);
    kantoor.klok.vooruit(Duration::days(4_000));
    let voor = aantallen(&proef).await;
    kantoor.ruim_op(Oud::Gesloten).await;
    assert_eq!(aantallen(&proef).await, voor);
}

async fn who_is_still_to_be_told_is_told_first(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    *kantoor.log.0.lock().unwrap() = Some(BTreeMap::from([("uwv".to_owned(), 1)]));
    let bon = kantoor.in_onderzoek().await;
    kantoor.houder.stap("brp", &bon.nummer, toegewezen());
    kantoor.houder.stap("brp", &bon.nummer, json!({ "wat": "verwerkt" }));
    kantoor.lees().await;
    // It is not known yet who, and then who is known has not heard.
    kantoor.klok.vooruit(Duration::days(4_000));
    kantoor.ruim_op(Oud::Gesloten).await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Verwerkt);
    kantoor.bezorg_later().await;
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correctie_kennisgevingen").await, 1);
    kantoor.ruim_op(Oud::Gesloten).await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Verwerkt);
    kantoor.bezorg_later().await;
    assert_eq!(kantoor.een(&bon.nummer).await.kennisgevingen.len(), 1);
    kantoor.ruim_op(Oud::Gesloten).await;
    assert_eq!(aantallen(&proef).await, [0; 9]);
}

async fn a_holder_that_dates_its_steps_in_the_past_takes_nothing_away(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let bon = kantoor.in_onderzoek().await;
    kantoor.klok.vooruit(Duration::days(4_000));
    let grens = kantoor.klok.nu_ms();
    let mut stap = afgewezen();
    stap["op"] = json!("2026-11-23T11:00:00Z");
    kantoor.houder.stap("brp", &bon.nummer, stap);
    kantoor.lees().await;
    assert_eq!(kantoor.een(&bon.nummer).await.status, Correctiestatus::Afgewezen);
    kantoor.correcties.wis_stuk(Oud::Gesloten, grens, None).await.unwrap();
    assert!(kantoor.correcties.een(&ik(), &bon.nummer).await.is_ok(), "it was told just now");
    kantoor.klok.vooruit(Duration::days(1));
    kantoor.ruim_op(Oud::Gesloten).await;
    assert!(kantoor.correcties.een(&ik(), &bon.nummer).await.is_err());
}

async fn a_concept_goes_when_nobody_touched_it(proef: Proef) {
    let kantoor = kantoor(&proef).await;
    let nummer = |een: &str| Correctieinhoud { voorkomen: Some(format!("{KIND}-{een}")), ..inhoud() };
    let oud = kantoor.begin(nummer("oud")).await;
    kantoor.correcties.voeg_toe(&ik(), &oud.nummer, "akte.png", png()).await.unwrap();
    let gewijzigd = kantoor.begin(nummer("gewijzigd")).await;
    let verstuurd = kantoor.ingediend().await;
    kantoor.klok.vooruit(Duration::days(10));
    let grens = kantoor.klok.nu_ms();
    let anders = Correctieinhoud { toelichting: "Toch anders.".into(), ..nummer("gewijzigd") };
    kantoor.correcties.wijzig(&ik(), &gewijzigd.nummer, anders).await.unwrap();
    kantoor.correcties.wis_stuk(Oud::Concept, grens, None).await.unwrap();
    let over = kantoor.correcties.lijst(&ik(), None).await.unwrap().correcties;
    let over: Vec<_> = over.into_iter().map(|een| een.nummer).collect();
    assert_eq!(over.len(), 2);
    assert!(over.contains(&gewijzigd.nummer) && over.contains(&verstuurd.nummer));
    assert_eq!(proef.getal("SELECT COUNT(*) FROM correctie_bestanden").await, 0);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen WHERE soort = 'concept'").await, 1);
    assert!(kantoor.correcties.begin(&ik(), &sleutel(), nummer("oud")).await.unwrap().1, "a new one");
}

async fn of_many_gateways_each_is_removed_once(proef: Proef) {
    let kantoor = Arc::new(kantoor(&proef).await);
    for een in 0..12 {
        kantoor.begin(Correctieinhoud { voorkomen: Some(format!("{KIND}-{een}")), ..inhoud() }).await;
    }
    kantoor.klok.vooruit(Duration::days(1));
    let samen = (0..4).map(|_| {
        let kantoor = Arc::clone(&kantoor);
        tokio::spawn(async move { kantoor.ruim_op(Oud::Concept).await })
    });
    for een in join_all(samen).await {
        een.unwrap();
    }
    assert_eq!(aantallen(&proef).await[0], 0);
    assert_eq!(proef.getal("SELECT COUNT(*) FROM wissingen").await, 12);
}
