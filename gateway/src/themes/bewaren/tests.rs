//! What was kept long enough goes, whole, and nothing else does.

use super::{Bewaren, terug};
use crate::clock::Clock;
use crate::kalender::begin_van_dag;
use crate::logboek::{Ketensleutel, Logboek};
use crate::store::berichten::{NieuwBericht, schrijf};
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::themes::berichten::Berichten;
use crate::themes::{Wie, correcties, verzoeken};
use crate::willekeur::Willekeur;
use contract::bericht::BerichtSoort;
use contract::verzoek::NieuwVerzoek;
use gegevensregister::{Activiteiten, Duur, Portaal};
use std::sync::Arc;
use time::Duration;
use time::macros::{date, datetime};
use uuid::Uuid;

op_beide_motoren!(each_kind_goes_at_its_own_term);

fn ik() -> Wie {
    verzoeken::tests::wie("999970124")
}

/// One of each kind, and one of each that is open.
struct Kast {
    verzoeken: verzoeken::tests::Kantoor,
    correcties: correcties::tests::Kantoor,
    bewaren: Bewaren,
    proef: Proef,
}

impl Kast {
    async fn nieuw(proef: Proef) -> Self {
        let verzoeken = verzoeken::tests::kantoor(&proef);
        let correcties = correcties::tests::kantoor(&proef).await;
        let portaal = Portaal {
            naam: "Gemeente",
            website: "https://portaal.example",
            basis: "https://portaal.example/verwerkingen",
        };
        let (store, clock) = (proef.store.clone(), verzoeken.klok.clone());
        let bewaren = Bewaren {
            logboek: Logboek::nieuw(store.clone(), "proef", Ketensleutel::nieuw(&[3; 32]).unwrap()),
            activiteiten: Arc::new(Activiteiten::ingebouwd(portaal).unwrap()),
            verzoeken: Arc::clone(&verzoeken.verzoeken),
            correcties: Arc::clone(&correcties.correcties),
            berichten: Arc::new(Berichten { store: store.clone(), clock: clock.clone() }),
            store,
            clock,
            willekeur: Arc::new(Willekeur::systeem()),
        };
        Self { verzoeken, correcties, bewaren, proef }
    }

    async fn vraag(&self, vraag: NieuwVerzoek) -> String {
        self.verzoeken.verzoeken.dien_in(&ik(), &Uuid::new_v4(), vraag).await.unwrap().0.nummer
    }

    async fn leg_bericht(&self, sleutel: &str) {
        let bericht = NieuwBericht {
            betrokkene: ik().betrokkene.pseudoniem,
            soort: BerichtSoort::EersteGebruik,
            kenmerk: None,
            organisatie: Some("uwv".into()),
            sleutel: sleutel.into(),
            op: self.verzoeken.klok.nu_ms(),
        };
        let mut tx = self.proef.store.transactie().await.unwrap();
        schrijf(&mut tx, &bericht).await.unwrap();
        tx.commit().await.unwrap();
    }

    fn vooruit(&self, duur: Duration) {
        self.verzoeken.klok.vooruit(duur);
        self.correcties.klok.vooruit(duur);
    }

    /// What is left: requests for data, reports, correcties, concepts, and messages about nothing of these.
    async fn over(&self) -> [i64; 5] {
        self.bewaren.ruim_op().await.unwrap();
        let getal = |sql| self.proef.getal(sql);
        [
            getal("SELECT COUNT(*) FROM verzoeken WHERE soort = 'inzage'").await,
            getal("SELECT COUNT(*) FROM verzoeken WHERE soort = 'gebruiksmelding'").await,
            getal("SELECT COUNT(*) FROM correcties WHERE status <> 'concept'").await,
            getal("SELECT COUNT(*) FROM correcties WHERE status = 'concept'").await,
            getal("SELECT COUNT(*) FROM berichten WHERE kenmerk IS NULL").await,
        ]
    }
}

/// Written on 22 November 2026.
async fn each_kind_goes_at_its_own_term(proef: Proef) {
    let kast = Kast::nieuw(proef).await;
    kast.vraag(verzoeken::tests::aan(&["uwv"])).await;
    for vraag in [verzoeken::tests::aan(&["svb"]), verzoeken::tests::melding(verzoeken::tests::TRACE)] {
        let nummer = kast.vraag(vraag).await;
        kast.verzoeken.verzoeken.trek_in(&ik(), &nummer).await.unwrap();
    }
    let terug = kast.correcties.ingediend().await;
    kast.correcties.correcties.trek_in(&ik(), &terug.nummer).await.unwrap();
    // The withdrawal waits for the terugmelding, that need not go any more.
    kast.correcties.bezorg().await;
    kast.correcties.bezorg_later().await;
    kast.correcties.in_onderzoek().await;
    kast.correcties.begin(correcties::tests::inhoud()).await;
    kast.leg_bericht("eerste").await;

    for (moment, over) in [
        (datetime!(2027-02-22 12:00 UTC), [2, 1, 2, 1, 1]),
        (datetime!(2027-02-23 12:00 UTC), [2, 1, 2, 0, 1]),
        (datetime!(2028-11-22 12:00 UTC), [2, 1, 2, 0, 1]),
        (datetime!(2028-11-23 12:00 UTC), [2, 1, 2, 0, 0]),
        (datetime!(2031-11-22 12:00 UTC), [2, 1, 2, 0, 0]),
        (datetime!(2031-11-23 12:00 UTC), [1, 0, 1, 0, 0]),
        (datetime!(2050-01-01 12:00 UTC), [1, 0, 1, 0, 0]),
    ] {
        kast.vooruit(moment - kast.verzoeken.klok.nu());
        assert_eq!(kast.over().await, over, "{moment}");
    }
    // The messages about what is open are there too.
    assert!(kast.proef.getal("SELECT COUNT(*) FROM berichten").await >= 2);
    assert_eq!(kast.proef.getal("SELECT CAST(SUM(aantal) AS BIGINT) FROM wissingen").await, 5);
}

#[test]
fn terms_are_those_of_the_calendar() {
    let nu = |moment: time::OffsetDateTime| moment.unix_timestamp() * 1_000;
    for (moment, maanden, dagen, dag) in [
        (datetime!(2028-02-29 12:00 UTC), 24, 0, date!(2026 - 02 - 28)),
        (datetime!(2026-03-31 12:00 UTC), 1, 0, date!(2026 - 02 - 28)),
        (datetime!(2026-03-31 12:00 UTC), 1, 28, date!(2026 - 01 - 31)),
        (datetime!(2026-01-15 12:00 UTC), 1, 0, date!(2025 - 12 - 15)),
        (datetime!(2026-12-31 23:30 UTC), 12, 0, date!(2026 - 01 - 01)),
        (datetime!(2026-08-01 12:00 UTC), 0, 0, date!(2026 - 08 - 01)),
        (datetime!(2026-08-01 12:00 UTC), 60, 7, date!(2021 - 07 - 25)),
    ] {
        let duur = Duur { maanden, dagen };
        assert_eq!(terug(nu(moment), duur), begin_van_dag(dag), "{moment} - {duur:?}");
    }
    assert_eq!(terug(nu(datetime!(2026-08-01 12:00 UTC)), Duur { maanden: u32::MAX, dagen: 0 }), i64::MIN);
}
