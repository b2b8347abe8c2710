//! The chain on a real database: what was tampered with is found, what was removed by the rules is not missed.

use super::{logboek, persoon, sleutel, verwerking};
use crate::logboek::controle::nummers;
use crate::logboek::{
    Bewaargrens, Breuk, Breuksoort, Controle, Ketensleutel, Logboek, Uitkomst, Verwerking, Voortgang,
};
use crate::pseudoniem::Pseudoniem;
use crate::store::testbank::{Proef, op_beide_motoren};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sqlx::{AssertSqlSafe, Executor};

op_beide_motoren!(
    a_chain_that_nobody_touched_is_whole,
    each_kind_of_tampering_is_found,
    another_key_breaks_every_chain,
    what_was_kept_long_enough_goes_and_the_chain_stays_whole,
    an_anchor_that_is_not_ours_is_found,
    two_gateways_write_one_chain,
);

const ANDER: &str = "999970124";

/// Takes away what protects the tables, as somebody with the database's own rights can.
async fn zonder_triggers(proef: &Proef) {
    let weg: &[&'static str] = if proef.is_sqlite() {
        &[
            "DROP TRIGGER logboek_geen_update",
            "DROP TRIGGER logboek_geen_delete",
            "DROP TRIGGER logboek_geen_replace",
            "DROP TRIGGER logboek_afronding_geen_update",
            "DROP TRIGGER logboek_afronding_geen_delete",
            "DROP TRIGGER logboek_omschrijvingen_geen_update",
            "PRAGMA foreign_keys = OFF",
        ]
    } else {
        &[
            "DROP TRIGGER logboek_geen_update ON logboek",
            "DROP TRIGGER logboek_geen_delete ON logboek",
            "DROP TRIGGER logboek_afronding_geen_update ON logboek_afronding",
            "DROP TRIGGER logboek_afronding_geen_delete ON logboek_afronding",
            "DROP TRIGGER logboek_omschrijvingen_alleen_toevoegen ON logboek_omschrijvingen",
        ]
    };
    for sql in weg {
        assert!(proef.sql(sql).await, "{sql}");
    }
}

/// Ten lines at 0, 10, 20 … for one and a line for another; every second one ended.
async fn vul(logboek: &Logboek) -> Vec<Verwerking> {
    let mut rng = StdRng::seed_from_u64(3);
    let regels: Vec<_> = (0..10).map(|nummer| verwerking(&mut rng, nummer * 10)).collect();
    for (nummer, regel) in regels.iter().enumerate() {
        let geboekt = logboek.boek(regel.clone()).await.unwrap();
        if nummer % 2 == 0 {
            logboek.rond_af(geboekt, Uitkomst::Gelukt, regel.begonnen_op + 1).await.unwrap();
        }
    }
    logboek.boek(Verwerking { betrokkene: persoon(ANDER), ..verwerking(&mut rng, 5) }).await.unwrap();
    regels
}

async fn alles(logboek: &Logboek) -> Controle {
    logboek.controleer_alles(|_| ()).await.unwrap()
}

async fn a_chain_that_nobody_touched_is_whole(proef: Proef) {
    let logboek = logboek(&proef);
    assert_eq!(alles(&logboek).await, Controle::default(), "an empty logboek");
    vul(&logboek).await;
    let controle = alles(&logboek).await;
    assert_eq!((controle.betrokkenen, controle.schakels, controle.is_heel()), (2, 16, true), "{controle:?}");
    let van_een = logboek.controleer(&persoon("999970008")).await.unwrap();
    assert_eq!((van_een.betrokkenen, van_een.schakels, van_een.is_heel()), (1, 15, true));
    // Lines and endings share one row of numbers, without a gap.
    assert_eq!(nummers(&logboek, &persoon("999970008")).await, (1..=15).collect::<Vec<_>>());
}

/// A person per kind of tampering, each with links 1 2 (line and ending) 3 4 5.
async fn each_kind_of_tampering_is_found(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(4));
    let gevallen = [
        ("UPDATE logboek SET actor = data_subject_id WHERE volgnummer = 4", Some((4, Breuksoort::Veranderd))),
        ("UPDATE logboek SET parent_span_id = NULL WHERE volgnummer = 1", Some((1, Breuksoort::Veranderd))),
        ("UPDATE logboek SET volgnummer = 4 WHERE volgnummer = 5", Some((4, Breuksoort::Dubbel))),
        (
            "UPDATE logboek_afronding SET status = 'Error' WHERE volgnummer = 2",
            Some((2, Breuksoort::Veranderd)),
        ),
        ("DELETE FROM logboek_afronding WHERE volgnummer = 2", Some((2, Breuksoort::Ontbreekt))),
        ("DELETE FROM logboek WHERE volgnummer = 4", Some((4, Breuksoort::Ontbreekt))),
        ("DELETE FROM logboek WHERE volgnummer = 5", Some((5, Breuksoort::Ontbreekt))),
        ("UPDATE logboek_ketens SET volgnummer = 4 WHERE volgnummer = 5", Some((4, Breuksoort::Einde))),
        ("DELETE FROM logboek_ketens WHERE volgnummer = 5", Some((1, Breuksoort::Einde))),
        ("UPDATE logboek_ketens SET volgnummer = 5 WHERE volgnummer = 5", None),
    ];
    let persoon = |nummer: usize| Pseudoniem::uit_opslag(format!("{nummer:064x}")).unwrap();
    for nummer in 0..gevallen.len() {
        for moment in 0..4_i64 {
            let regel = Verwerking {
                betrokkene: persoon(nummer),
                ..verwerking(&mut rng, i64::try_from(nummer).unwrap() * 10 + moment)
            };
            let geboekt = logboek.boek(regel).await.unwrap();
            if moment == 0 {
                logboek.rond_af(geboekt, Uitkomst::Gelukt, 500).await.unwrap();
            }
        }
    }
    assert!(alles(&logboek).await.is_heel());
    zonder_triggers(&proef).await;
    let mut verwacht = Vec::new();
    for (nummer, (daad, breuk)) in gevallen.into_iter().enumerate() {
        let betrokkene = persoon(nummer).als_str().to_owned();
        let van = if daad.contains("logboek_afronding") {
            format!("start_time = {}", nummer * 10)
        } else {
            format!("data_subject_id = '{betrokkene}'")
        };
        let sql = format!("{daad} AND {van}");
        let gedaan = proef.store.pool().execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
        assert_eq!(gedaan.rows_affected(), 1, "{daad}");
        verwacht.extend(breuk.map(|(volgnummer, soort)| Breuk { betrokkene, volgnummer, soort }));
    }
    let controle = alles(&logboek).await;
    assert_eq!(controle.breuken, verwacht);
    assert!(controle.veranderde_omschrijvingen.is_empty());
    assert!(proef.sql("UPDATE logboek_omschrijvingen SET gegevens = '[]'").await);
    assert_eq!(alles(&logboek).await.veranderde_omschrijvingen.len(), 1);
}

async fn another_key_breaks_every_chain(proef: Proef) {
    vul(&logboek(&proef)).await;
    let ander = Logboek::nieuw(proef.store.clone(), "proef", Ketensleutel::nieuw(&[1; 32]).unwrap());
    let breuken = alles(&ander).await.breuken;
    assert_eq!(breuken.len(), 2);
    assert!(breuken.iter().all(|breuk| (breuk.volgnummer, breuk.soort) == (1, Breuksoort::Veranderd)));
}

async fn wis_alles(logboek: &Logboek, grens: &Bewaargrens, naam: &str) {
    let mut voortgang = Some(Voortgang::default());
    let mut stuk = 0;
    while let Some(vanaf) = voortgang {
        stuk += 1;
        voortgang = logboek.wis_stuk(grens, &vanaf, &format!("{naam}-{stuk}"), 1_000).await.unwrap();
    }
}

/// 1,500 lines of three people and two activities with another term each, removed in two rounds.
async fn what_was_kept_long_enough_goes_and_the_chain_stays_whole(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(5));
    let kort = "https://register.example/kort";
    let regels: Vec<_> = (0..1_500)
        .map(|_| {
            let moment = rng.random_range(0..300);
            let regel = verwerking(&mut rng, moment);
            let betrokkene = persoon(["999970008", ANDER, "999970100"][rng.random_range(0..3)]);
            let activiteit =
                if rng.random() { kort.parse().unwrap() } else { regel.verwerkingsactiviteit.clone() };
            Verwerking { betrokkene, verwerkingsactiviteit: activiteit, ..regel }
        })
        .collect();
    let geboekt = logboek.boek_alle(regels.clone()).await.unwrap();
    let af = geboekt.into_iter().step_by(3).map(|een| logboek.rond_af(een, Uitkomst::Gelukt, 400));
    futures::future::try_join_all(af).await.unwrap();
    assert!(!proef.sql("DELETE FROM logboek WHERE start_time < 50").await, "not before there is an anchor");
    for (ronde, (anders, van_kort)) in [(100, 200), (100, 200), (150, 301)].into_iter().enumerate() {
        let per_activiteit = [(kort.to_owned(), van_kort)].into_iter().collect();
        wis_alles(&logboek, &Bewaargrens { anders, per_activiteit }, &ronde.to_string()).await;
        let blijft = |regel: &&Verwerking| {
            let is_kort = regel.verwerkingsactiviteit.as_str() == kort;
            regel.begonnen_op >= if is_kort { van_kort } else { anders }
        };
        let verwacht = i64::try_from(regels.iter().filter(blijft).count()).unwrap();
        assert_eq!(proef.getal("SELECT COUNT(*) FROM logboek").await, verwacht);
        let soorten =
            "SELECT COUNT(*) FROM (SELECT DISTINCT data_subject_id, omschrijving FROM logboek) AS s";
        assert_eq!(proef.getal("SELECT COUNT(*) FROM logboek_soorten").await, proef.getal(soorten).await);
        let controle = alles(&logboek).await;
        assert!(controle.is_heel(), "{controle:?}");
        assert_eq!(controle.betrokkenen, 3);
        let gewist = 1_500 - verwacht;
        assert_eq!(proef.getal("SELECT CAST(SUM(regels) AS BIGINT) FROM logboek_wissingen").await, gewist);
    }
    // It goes on from there.
    vul(&logboek).await;
    assert!(alles(&logboek).await.is_heel());
}

async fn an_anchor_that_is_not_ours_is_found(proef: Proef) {
    let logboek = logboek(&proef);
    vul(&logboek).await;
    let een = persoon("999970008").als_str().to_owned();
    let schakel = "(SELECT schakel FROM logboek WHERE volgnummer = 3)";
    let sql = format!("INSERT INTO logboek_ankers VALUES ('{een}', 3, 3, {schakel}, 1, 'echt waar')");
    proef.store.pool().execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
    assert!(proef.sql("DELETE FROM logboek WHERE volgnummer = 3").await, "the anchor opens the way");
    let breuken = alles(&logboek).await.breuken;
    assert_eq!(breuken, [Breuk { betrokkene: een, volgnummer: 3, soort: Breuksoort::VreemdAnker }]);
}

async fn two_gateways_write_one_chain(proef: Proef) {
    let (een, ander) = (logboek(&proef), Logboek::nieuw(proef.store.clone(), "tweede", sleutel()));
    let mut rng = StdRng::seed_from_u64(9);
    let regels: Vec<_> = (0..200)
        .map(|nummer| {
            let betrokkene = persoon(if nummer % 3 == 0 { ANDER } else { "999970008" });
            Verwerking { betrokkene, ..verwerking(&mut rng, nummer) }
        })
        .collect();
    let schrijf = regels.into_iter().enumerate().map(|(nummer, regel)| {
        let logboek = if nummer % 2 == 0 { &een } else { &ander };
        async move {
            let geboekt = logboek.boek(regel).await.unwrap();
            logboek.rond_af(geboekt, Uitkomst::Gelukt, 300).await.unwrap();
        }
    });
    futures::future::join_all(schrijf).await;
    let controle = alles(&een).await;
    assert_eq!((controle.betrokkenen, controle.schakels, controle.is_heel()), (2, 400, true), "{controle:?}");
}
