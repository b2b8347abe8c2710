//! That an organisation used data for the first time is told once.

use super::{Bank, UWV, bank, pseudoniem, wie};
use crate::logboek::{ActorSoort, SpanId, Verwerking};
use crate::store::berichten::{self, Berichtrij};
use crate::store::testbank::{Proef, op_beide_motoren};
use contract::bericht::BerichtSoort;
use futures::future::join_all;
use time::Duration;

op_beide_motoren!(
    each_organisation_is_told_of_once,
    what_was_looked_at_before_is_not_told_again,
    a_line_that_comes_in_late_is_seen,
    nothing_is_told_twice_by_many_gateways_or_after_a_kill,
);

impl Bank {
    fn van_uwv(&mut self, begonnen_op: i64) -> Verwerking {
        let verwerkingsactiviteit = UWV.parse().unwrap();
        Verwerking { verwerkingsactiviteit, ..self.regel(1, begonnen_op, ActorSoort::Medewerker) }
    }

    fn van_bank(&mut self, begonnen_op: i64) -> Verwerking {
        let organisatie = Some("Spaarbank".into());
        Verwerking { organisatie, ..self.regel(1, begonnen_op, ActorSoort::Ontvanger) }
    }

    async fn kijk(&self) {
        self.inzage.meld_eerste_gebruik(&wie(1)).await.unwrap();
    }
}

async fn kast(proef: &Proef, van: u8) -> Vec<Berichtrij> {
    berichten::van_betrokkene(&proef.store, &pseudoniem(van), None, 50).await.unwrap()
}

/// Who, and when.
async fn verteld(proef: &Proef) -> Vec<(String, i64)> {
    let kast = kast(proef, 1).await.into_iter().rev();
    kast.map(|een| (een.organisatie.unwrap(), een.op)).collect()
}

async fn each_organisation_is_told_of_once(proef: Proef) {
    let mut bank = bank(&proef);
    bank.kijk().await;
    let nu = bank.nu();
    let uwv = bank.van_uwv(nu - 4_000);
    // The same organisation for another registration, and later for the same.
    let ander = Verwerking { registratie: "woz".into(), ..bank.van_uwv(nu - 3_000) };
    let later = bank.van_uwv(nu - 2_000);
    let zelf = bank.regel(1, nu - 5_000, ActorSoort::Burger);
    let namens = bank.regel(1, nu - 5_000, ActorSoort::Vertegenwoordiger);
    let van_ander = bank.regel(2, nu - 5_000, ActorSoort::Medewerker);
    for regel in [&uwv, &ander, &later, &zelf, &namens, &van_ander] {
        bank.boek(regel).await;
    }
    bank.kijk().await;
    bank.kijk().await;
    assert_eq!(verteld(&proef).await, [("uwv".to_owned(), nu - 4_000)]);
    let bericht = kast(&proef, 1).await.remove(0);
    assert_eq!(
        (bericht.soort, bericht.kenmerk, bericht.gelezen_op),
        (BerichtSoort::EersteGebruik, None, None)
    );
    let spaarbank = bank.van_bank(nu);
    bank.boek(&spaarbank).await;
    bank.kijk().await;
    assert_eq!(verteld(&proef).await, [("uwv".to_owned(), nu - 4_000), ("Spaarbank".to_owned(), nu)]);
    assert!(kast(&proef, 2).await.is_empty(), "who did not look has no messages yet");
    bank.inzage.meld_eerste_gebruik(&wie(2)).await.unwrap();
    assert_eq!(kast(&proef, 2).await.len(), 1);
}

/// Also when the message about it was removed since.
async fn what_was_looked_at_before_is_not_told_again(proef: Proef) {
    let mut bank = bank(&proef);
    let nu = bank.nu();
    let eerste = bank.van_uwv(nu - 60 * 60_000);
    bank.boek(&eerste).await;
    bank.kijk().await;
    assert!(proef.sql("DELETE FROM berichten").await);
    bank.klok.vooruit(Duration::days(40));
    let (nu, tweede) = (bank.nu(), bank.van_uwv(bank.nu()));
    bank.boek(&tweede).await;
    let spaarbank = bank.van_bank(nu);
    bank.boek(&spaarbank).await;
    bank.kijk().await;
    assert_eq!(verteld(&proef).await, [("Spaarbank".to_owned(), nu)]);
    // Own looks alone: that it was searched is kept all the same.
    bank.klok.vooruit(Duration::days(2));
    bank.kijk().await;
    assert_eq!(proef.getal("SELECT gezien_tot FROM eerste_gebruik").await / 10_000, bank.nu() / 10_000);
}

/// Its moment is from before the last look.
async fn a_line_that_comes_in_late_is_seen(proef: Proef) {
    let mut bank = bank(&proef);
    bank.kijk().await;
    let moment = bank.nu() - 5 * 60_000;
    let laat = bank.van_uwv(moment);
    bank.boek(&laat).await;
    bank.kijk().await;
    assert_eq!(verteld(&proef).await, [("uwv".to_owned(), moment)]);
}

async fn nothing_is_told_twice_by_many_gateways_or_after_a_kill(proef: Proef) {
    let mut bank = bank(&proef);
    let nu = bank.nu();
    let (uwv, spaarbank) = (bank.van_uwv(nu - 1), bank.van_bank(nu));
    for een in [uwv, spaarbank] {
        // A request for twelve registrations.
        let regels = (0..12).map(|_| Verwerking { span_id: SpanId::nieuw(&mut bank.rng), ..een.clone() });
        let regels: Vec<_> = regels.collect();
        bank.logboek.boek_alle(regels).await.unwrap();
    }
    let gateways: Vec<_> = (0..4).map(|_| super::bank(&proef)).collect();
    join_all(gateways.iter().map(Bank::kijk)).await;
    assert_eq!(verteld(&proef).await, [("uwv".to_owned(), nu - 1), ("Spaarbank".to_owned(), nu)]);
    // Killed before it was kept until when was searched.
    assert!(proef.sql("DELETE FROM eerste_gebruik").await);
    bank.kijk().await;
    assert_eq!(kast(&proef, 1).await.len(), 2);
}
