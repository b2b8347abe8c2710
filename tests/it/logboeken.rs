//! The registrations' own use logs, beside ours: a look of the citizen stands in both, and in nobody else's.

use crate::hulp::{Proef, klantbeeld, proef, staat_niet_in_de_log};
use contract::Bsn;
use gateway::clock::Clock;
use gateway::koppelvlakken::logboeken::{self, Bronregel, Logbron};
use gateway::logboek::{
    ActorSoort, GeboekteVerwerking, Ketensleutel, Logboek, Logregel, SpanId, TraceId, Verwerking,
};
use gateway::pseudoniem::Pseudonimiseerder;
use gateway::store::Store;
use gateway::willekeur::Willekeur;
use gegevensregister::Register;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reads logs as a use case does: from the configuration of the portal, each question booked first.
struct Lezer {
    bronnen: BTreeMap<String, Logbron>,
    logboek: Logboek,
    pseudonimiseerder: Pseudonimiseerder,
    klok: Arc<dyn Clock>,
}

impl Lezer {
    async fn van(proef: &Proef) -> Self {
        let config = &proef.demo.config;
        let klok: Arc<dyn Clock> = proef.demo.klok.clone();
        let willekeur = Arc::new(Willekeur::vast(3));
        let http = gateway::koppelvlakken::client().unwrap();
        let register = Register::ingebouwd().unwrap();
        let store = Store::open(config.database.onthul()).await.unwrap();
        let sleutel = config.sleutels.pseudoniem.sleutel().unwrap();
        Self {
            bronnen: logboeken::bouw(config, &register, &willekeur, &klok, &http).unwrap(),
            logboek: Logboek::nieuw(store, "test", Ketensleutel::nieuw(&sleutel).unwrap()),
            pseudonimiseerder: Pseudonimiseerder::nieuw(&sleutel).unwrap(),
            klok,
        }
    }

    async fn geboekt(&self, bsn: &Bsn) -> GeboekteVerwerking {
        let persoon = self.pseudonimiseerder.van(bsn);
        let willekeur = Willekeur::systeem();
        let verwerking = Verwerking {
            trace_id: willekeur.met(TraceId::nieuw),
            span_id: willekeur.met(SpanId::nieuw),
            parent_span_id: None,
            naam: "inzage".into(),
            begonnen_op: self.klok.nu_ms(),
            verwerkingsactiviteit: "https://register.example/inzage".parse().unwrap(),
            actor: persoon.clone(),
            actor_soort: ActorSoort::Burger,
            organisatie: None,
            functie: None,
            betrokkene: persoon,
            registratie: "logboek".into(),
            gegevens: Vec::new(),
            doelbinding: "Inzage".into(),
            grondslag: "AVG artikel 15".into(),
        };
        self.logboek.boek(verwerking).await.unwrap()
    }

    /// What a log holds on somebody of the last two years.
    async fn lees(&self, registratie: &str, bsn: &str) -> Vec<Bronregel> {
        let bsn: Bsn = bsn.parse().unwrap();
        let nu = self.klok.nu_ms();
        let blad =
            self.bronnen[registratie].lees(&bsn, nu - 63_072_000_000, nu, &self.geboekt(&bsn).await).await;
        blad.unwrap().regels
    }

    async fn eigen(&self, bsn: &str) -> Vec<Logregel> {
        let persoon = self.pseudonimiseerder.van(&bsn.parse().unwrap());
        self.logboek.van_betrokkene(&persoon, None, 100).await.unwrap()
    }
}

#[tokio::test]
async fn a_look_of_the_citizen_stands_in_both_logs_and_in_nobody_elses() {
    let proef = proef().await;
    let lezer = Lezer::van(&proef).await;
    let ids: Vec<&str> = lezer.bronnen.keys().map(String::as_str).collect();
    assert_eq!(ids, ["brk", "brp", "brv", "kvk", "woz"]);
    klantbeeld(&mut proef.als("ondernemer").await).await;
    let van_ons = lezer.eigen(proef.bsn("ondernemer")).await;
    let traces: BTreeSet<TraceId> = van_ons.iter().map(|regel| regel.trace_id).collect();
    assert_eq!(traces.len(), 1, "one page, one trace");
    let trace_id = van_ons[0].trace_id;
    for id in ids {
        for persoon in &proef.demo.personen {
            let regels = lezer.lees(id, &persoon.bsn).await;
            let zelfde: Vec<&Bronregel> = regels.iter().filter(|regel| regel.trace_id == trace_id).collect();
            assert_eq!(!zelfde.is_empty(), persoon.id == "ondernemer", "{id}: {}", persoon.id);
            // VNG has no span; there the trace and the registration tell that it is one use.
            if id != "woz" {
                let stap = van_ons.iter().find(|regel| regel.registratie == id).unwrap().span_id;
                assert!(zelfde.iter().all(|regel| regel.ouder_span_id == Some(stap)), "{id}");
            }
        }
    }
    staat_niet_in_de_log(proef.bsn("ondernemer"));
    proef.stop().await;
}

#[tokio::test]
async fn the_demo_persons_have_a_history_of_others() {
    let proef = proef().await;
    let lezer = Lezer::van(&proef).await;
    let register = Register::ingebouwd().unwrap();
    for persoon in &proef.demo.personen {
        let mut regels = Vec::new();
        for id in lezer.bronnen.keys() {
            regels.extend(lezer.lees(id, &persoon.bsn).await);
        }
        assert_eq!(regels.is_empty(), persoon.id == "niets", "{}", persoon.id);
        assert!(
            regels.iter().all(|regel| !regel.gegevens.is_empty() && !regel.activiteit.contains("politie"))
        );
    }
    for registratie in register.registraties() {
        let heeft = lezer.bronnen.contains_key(registratie.id());
        assert!(registratie.over_personen() || !heeft, "{}", registratie.id());
    }
    proef.stop().await;
}
