//! The use log on a real logboek: what was booked about somebody stands in their log and in nobody else's.

use super::{Filter, GebruikId, Inzage, Onderdelen, lees_bladwijzer};
use crate::clock::{Clock, Verzetbareklok};
use crate::logboek::{ActorSoort, Ketensleutel, Logboek, SpanId, TraceId, Uitkomst, Verwerking};
use crate::pseudoniem::Pseudoniem;
use crate::store::testbank::{Proef, op_beide_motoren};
use crate::themes::incident::Incidentmelder;
use crate::themes::{Actor, Betrokkene, Wie};
use crate::willekeur::Willekeur;
use contract::inzage::{Doorsoort, Gebruik, Uitkomst as Afloop};
use gegevensregister::{Activiteiten, Portaal, Register, uri_van_portaal};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use time::macros::{date, datetime};
use tokio_util::task::TaskTracker;

mod eerste;

op_beide_motoren!(
    each_kind_of_use_stands_there_with_who_and_what,
    own_looks_on_a_day_are_one_use,
    filters_let_through_what_they_say,
    pages_lose_no_use,
    nobody_sees_a_line_about_another,
    tells_how_use_went_and_who_is_new,
);

const BASIS: &str = "https://portaal.example/verwerkingen";
const UWV: &str = "https://rvva.example/uwv/ww-recht/versions/1";

struct Bank {
    inzage: Inzage,
    logboek: Logboek,
    klok: Arc<Verzetbareklok>,
    rng: StdRng,
}

fn bank(proef: &Proef) -> Bank {
    let logboek = Logboek::nieuw(proef.store.clone(), "proef", Ketensleutel::nieuw(&[3; 32]).unwrap());
    let portaal = Portaal { naam: "Gemeente", website: "https://portaal.example", basis: BASIS };
    let activiteiten = Arc::new(Activiteiten::ingebouwd(portaal).unwrap());
    let klok = Arc::new(Verzetbareklok::vanaf(datetime!(2026-09-01 10:00 UTC)));
    let register = Register::ingebouwd().unwrap();
    let clock = Arc::clone(&klok) as Arc<dyn Clock>;
    let incidenten = Incidentmelder {
        logboek: logboek.clone(),
        store: proef.store.clone(),
        clock: Arc::clone(&clock),
        wekker: Arc::default(),
    };
    let met = Onderdelen {
        register: Arc::new(register),
        activiteiten,
        basis: BASIS.into(),
        registraties: BTreeSet::new(),
        logbronnen: BTreeMap::new(),
        store: proef.store.clone(),
        incidenten,
        clock,
        willekeur: Arc::new(Willekeur::vast(1)),
        taken: TaskTracker::new(),
    };
    let inzage = Inzage::nieuw(logboek.clone(), met);
    Bank { inzage, logboek, klok, rng: StdRng::seed_from_u64(11) }
}

fn pseudoniem(nummer: u8) -> Pseudoniem {
    Pseudoniem::uit_opslag(format!("{nummer:064x}")).unwrap()
}

fn wie(nummer: u8) -> Wie {
    let pseudoniem = pseudoniem(nummer);
    Wie {
        actor: Actor { pseudoniem: pseudoniem.clone(), soort: ActorSoort::Burger },
        betrokkene: Betrokkene { bsn: "999970124".parse().unwrap(), pseudoniem },
    }
}

impl Bank {
    fn regel(&mut self, over: u8, begonnen_op: i64, soort: ActorSoort) -> Verwerking {
        let activiteit = match soort {
            ActorSoort::Burger | ActorSoort::Vertegenwoordiger => "InzageBurger",
            ActorSoort::Medewerker => "InzageBalie",
            ActorSoort::Ontvanger => "DelenToestemming",
        };
        Verwerking {
            trace_id: TraceId::nieuw(&mut self.rng),
            span_id: SpanId::nieuw(&mut self.rng),
            parent_span_id: None,
            naam: "proef".into(),
            begonnen_op,
            verwerkingsactiviteit: uri_van_portaal(BASIS, activiteit).parse().unwrap(),
            actor: pseudoniem(if soort == ActorSoort::Burger { over } else { 200 }),
            actor_soort: soort,
            organisatie: None,
            functie: None,
            betrokkene: pseudoniem(over),
            registratie: "brp".into(),
            gegevens: vec!["brp.geboorte.datum".into(), "brp.naam.voornamen".into()],
            doelbinding: "proef".into(),
            grondslag: "proef".into(),
        }
    }

    async fn boek(&self, regel: &Verwerking) {
        self.logboek.boek(regel.clone()).await.unwrap();
    }

    async fn alles(&self, over: u8, filter: &Filter) -> Vec<Gebruik> {
        let (mut gezien, mut voor) = (Vec::new(), None);
        loop {
            let blad = self.inzage.blad(&wie(over), filter, voor).await.unwrap();
            gezien.extend(blad.gebruik);
            let Some(verder) = blad.verder else { return gezien };
            voor = Some(lees_bladwijzer(&verder).expect("a bookmark of ours"));
        }
    }

    fn nu(&self) -> i64 {
        self.klok.nu_ms()
    }
}

async fn each_kind_of_use_stands_there_with_who_and_what(proef: Proef) {
    let mut bank = bank(&proef);
    let nu = bank.nu();
    let zelf = bank.regel(1, nu - 4, ActorSoort::Burger);
    let balie =
        Verwerking { functie: Some("Burgerzaken".into()), ..bank.regel(1, nu - 3, ActorSoort::Medewerker) };
    let bank_nv =
        Verwerking { organisatie: Some("Spaarbank".into()), ..bank.regel(1, nu - 2, ActorSoort::Ontvanger) };
    let onbekend = Verwerking {
        verwerkingsactiviteit: "https://elders.example/x".parse().unwrap(),
        ..bank.regel(1, nu - 1, ActorSoort::Vertegenwoordiger)
    };
    for regel in [&zelf, &balie, &onbekend] {
        bank.boek(regel).await;
    }
    let geboekt = bank.logboek.boek(bank_nv.clone()).await.unwrap();
    bank.logboek.rond_af(geboekt, Uitkomst::Gelukt, nu).await.unwrap();

    let gezien = bank.alles(1, &Filter::default()).await;
    let kort: Vec<_> = gezien
        .iter()
        .map(|een| {
            let door = &een.door;
            (
                door.soort,
                door.organisatie.as_deref(),
                door.naam.as_deref(),
                door.functie.as_deref(),
                een.activiteit.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        kort,
        [
            (Doorsoort::Namens, None, None, None, None),
            (Doorsoort::Toestemming, None, Some("Spaarbank"), None, Some("DelenToestemming")),
            (Doorsoort::Balie, Some("portaal"), None, Some("Burgerzaken"), Some("InzageBalie")),
            (Doorsoort::Zelf, None, None, None, Some("InzageBurger")),
        ]
    );
    assert_eq!(
        gezien[0].omschrijving.as_deref(),
        Some("proef"),
        "what the log calls it, when nobody knows better"
    );
    assert_eq!(gezien[1].opgevraagd[0].uitkomst, Afloop::Gelukt);
    assert_eq!(gezien[3].opgevraagd[0].uitkomst, Afloop::Onbekend);
    assert_eq!(gezien[3].opgevraagd[0].groepen, ["brp.naam", "brp.geboorte"], "in the order of the register");
    assert!(gezien[3].opgevraagd[0].gegevens.is_empty());

    // One of them, whole; and not for somebody else.
    let id = GebruikId::lees(&gezien[2].id).unwrap();
    let een = bank.inzage.gebruik(&wie(1), id).await.unwrap().unwrap();
    assert_eq!(een.opgevraagd[0].gegevens, ["brp.geboorte.datum", "brp.naam.voornamen"]);
    assert_eq!((een.door, een.id), (gezien[2].door.clone(), gezien[2].id.clone()));
    assert_eq!(bank.inzage.gebruik(&wie(2), id).await.unwrap(), None);
    let ander = GebruikId { start_time: id.start_time + 1_000_000, ..id };
    assert_eq!(bank.inzage.gebruik(&wie(1), ander).await.unwrap(), None);
}

/// 300 looks over three days in Amsterdam, twelve lines each, the last past midnight there and not yet in UTC.
async fn own_looks_on_a_day_are_one_use(proef: Proef) {
    let mut bank = bank(&proef);
    let middernacht = datetime!(2026-08-30 22:00 UTC).unix_timestamp() * 1_000;
    let mut regels = Vec::new();
    for keer in 0..300 {
        let moment = middernacht - 150 * 60_000 * 8 + keer * 60_000 * 8;
        let eerste = bank.regel(1, moment, ActorSoort::Burger);
        for bron in 0..12 {
            let registratie = format!("bron{bron}");
            let span_id = SpanId::nieuw(&mut bank.rng);
            regels.push(Verwerking { registratie, span_id, begonnen_op: moment + bron, ..eerste.clone() });
        }
    }
    bank.logboek.boek_alle(regels).await.unwrap();
    let gezien = bank.alles(1, &Filter::default()).await;
    assert_eq!(gezien.iter().map(|een| een.keren).collect::<Vec<_>>(), [150, 150]);
    assert_eq!(gezien[0].opgevraagd.len(), 12);
    assert_eq!(gezien[0].vanaf.as_deref(), Some("2026-08-30T22:00:00Z"));
    assert!(bank.alles(1, &Filter { zonder_eigen: true, ..Filter::default() }).await.is_empty());
}

async fn filters_let_through_what_they_say(proef: Proef) {
    let mut bank = bank(&proef);
    let dag = |dag: time::Date| dag.midnight().assume_utc().unix_timestamp() * 1_000 + 43_200_000;
    let eerste = bank.regel(1, dag(date!(2026 - 05 - 01)), ActorSoort::Burger);
    let uwv = Verwerking {
        verwerkingsactiviteit: UWV.parse().unwrap(),
        gegevens: vec!["brp.verblijfplaats.adresregels".into()],
        ..bank.regel(1, dag(date!(2026 - 05 - 31)), ActorSoort::Medewerker)
    };
    let spaarbank = Verwerking {
        organisatie: Some("Spaarbank".into()),
        registratie: "woz".into(),
        ..bank.regel(1, dag(date!(2026 - 06 - 15)), ActorSoort::Ontvanger)
    };
    for regel in [&eerste, &uwv, &spaarbank] {
        bank.boek(regel).await;
    }
    let leeg = Filter::default;
    let gevallen: Vec<(Filter, &[i64])> = vec![
        (leeg(), &[3, 2, 1]),
        (Filter { van: Some(date!(2026 - 05 - 31)), ..leeg() }, &[3, 2]),
        (Filter { tot: Some(date!(2026 - 05 - 31)), ..leeg() }, &[2, 1]),
        (Filter { van: Some(date!(2026 - 07 - 01)), tot: Some(date!(2026 - 06 - 01)), ..leeg() }, &[]),
        (Filter { organisatie: Some("uwv".into()), ..leeg() }, &[2]),
        (Filter { organisatie: Some("Spaarbank".into()), ..leeg() }, &[3]),
        (Filter { organisatie: Some("duo".into()), ..leeg() }, &[]),
        (Filter { activiteit: Some("ww-recht".into()), ..leeg() }, &[2]),
        (Filter { registratie: Some("woz".into()), ..leeg() }, &[3]),
        (Filter { gegeven: Some("brp.geboorte.datum".into()), ..leeg() }, &[3, 1]),
        (Filter { gegeven: Some("brp.geboorte".into()), ..leeg() }, &[3, 1]),
        (Filter { gegeven: Some("brp.geboorte.da".into()), ..leeg() }, &[]),
        (Filter { soort: Some(Doorsoort::Taak), ..leeg() }, &[2]),
        (Filter { soort: Some(Doorsoort::Zelf), zonder_eigen: true, ..leeg() }, &[]),
        (Filter { zonder_eigen: true, ..leeg() }, &[3, 2]),
        (Filter { zoek: vec!["werk".into()], ..leeg() }, &[2]),
        (Filter { zoek: vec!["spaar".into(), "bank".into()], ..leeg() }, &[3]),
        (Filter { zoek: vec!["%".into()], ..leeg() }, &[]),
    ];
    let nummers = [&eerste, &uwv, &spaarbank].map(|regel| regel.trace_id);
    for (filter, verwacht) in gevallen {
        let gezien = bank.alles(1, &filter).await;
        let gezien = gezien.iter().map(|een| GebruikId::lees(&een.id).unwrap().trace_id);
        let verwacht = verwacht.iter().map(|nummer| nummers[usize::try_from(*nummer - 1).unwrap()]);
        assert_eq!(gezien.collect::<Vec<_>>(), verwacht.collect::<Vec<_>>(), "{filter:?}");
    }
}

/// 130 uses of one to three lines, many in the same millisecond: the edge of a page often lies between equals.
async fn pages_lose_no_use(proef: Proef) {
    let mut bank = bank(&proef);
    let (mut regels, mut verwacht) = (Vec::new(), BTreeSet::new());
    for _ in 0..130 {
        let moment = bank.rng.random_range(0..40);
        let eerste = bank.regel(1, moment, ActorSoort::Ontvanger);
        verwacht.insert(eerste.trace_id.to_string());
        for _ in 0..bank.rng.random_range(1..=3) {
            let span_id = SpanId::nieuw(&mut bank.rng);
            regels.push(Verwerking { span_id, ..eerste.clone() });
        }
    }
    bank.logboek.boek_alle(regels).await.unwrap();
    let gezien = bank.alles(1, &Filter::default()).await;
    let traces: BTreeSet<_> =
        gezien.iter().map(|een| GebruikId::lees(&een.id).unwrap().trace_id.to_string()).collect();
    assert_eq!(traces, verwacht);
    let momenten: Vec<_> = gezien.iter().map(|een| een.moment.clone()).collect();
    assert!(momenten.is_sorted_by(|een, ander| een >= ander));
}

/// Many persons, actors and moments, made by proptest: each line is seen once by whom it is about, and by nobody else.
async fn nobody_sees_a_line_about_another(proef: Proef) {
    let mut bank = bank(&proef);
    let soort = proptest::sample::select(vec![
        ActorSoort::Burger,
        ActorSoort::Medewerker,
        ActorSoort::Vertegenwoordiger,
        ActorSoort::Ontvanger,
    ]);
    let regels = proptest::collection::vec((0..6_u8, 0..5_i64, soort), 150);
    let regels = regels.new_tree(&mut TestRunner::deterministic()).unwrap().current();
    let mut geboekt = Vec::new();
    for (over, moment, soort) in regels {
        let regel = bank.regel(over, moment * 86_400_000, soort);
        // Who acts may be one of the others: that does not make it theirs.
        let regel = Verwerking { actor: pseudoniem((over + 1) % 6), ..regel };
        bank.boek(&regel).await;
        geboekt.push((over, regel));
    }
    for over in 0..6 {
        let gezien = bank.alles(over, &Filter::default()).await;
        let keren: u32 = gezien.iter().map(|een| een.keren).sum();
        let eigen = geboekt.iter().filter(|(van, _)| *van == over);
        assert_eq!(keren as usize, eigen.count());
        for gebruik in &gezien {
            let id = GebruikId::lees(&gebruik.id).unwrap();
            let regel = geboekt.iter().find(|(_, regel)| regel.trace_id == id.trace_id);
            assert_eq!(regel.map(|(van, _)| *van), Some(over));
        }
    }
}

async fn tells_how_use_went_and_who_is_new(proef: Proef) {
    let mut bank = bank(&proef);
    assert!(bank.inzage.verloop(&wie(1), &Filter::default()).await.unwrap().sinds.is_none());
    let moment = |moment: time::OffsetDateTime| moment.unix_timestamp() * 1_000;
    // The last minute of July and the first of August in Amsterdam; both are in July in UTC.
    for (moment, soort) in [
        (moment(datetime!(2024-01-01 12:00 UTC)), ActorSoort::Medewerker),
        (moment(datetime!(2026-07-31 21:59 UTC)), ActorSoort::Medewerker),
        (moment(datetime!(2026-07-31 22:01 UTC)), ActorSoort::Medewerker),
        (moment(datetime!(2026-08-20 12:00 UTC)), ActorSoort::Ontvanger),
        (moment(datetime!(2026-08-20 12:00 UTC)), ActorSoort::Burger),
    ] {
        let regel = bank.regel(1, moment, soort);
        bank.boek(&regel).await;
    }
    let verloop = bank.inzage.verloop(&wie(1), &Filter::default()).await.unwrap();
    assert_eq!((verloop.maanden.len(), verloop.maanden[11].as_str()), (12, "2026-09"));
    let reeksen: Vec<_> =
        verloop.reeksen.iter().map(|een| (een.door.soort, een.aantallen[9..].to_vec())).collect();
    assert_eq!(reeksen, [(Doorsoort::Balie, vec![1, 1, 0]), (Doorsoort::Toestemming, vec![0, 1, 0])]);
    assert_eq!(verloop.nieuw.iter().map(|een| een.door.soort).collect::<Vec<_>>(), [Doorsoort::Toestemming]);
    assert_eq!(verloop.sinds.as_deref(), Some("2024-01-01T12:00:00Z"));
    assert_eq!(bank.inzage.verloop(&wie(2), &Filter::default()).await.unwrap().reeksen, []);

    // Only what is asked for; who is new stays, whatever is asked for.
    let aan_de_balie = Filter { soort: Some(Doorsoort::Balie), ..Filter::default() };
    let vanaf =
        Filter { van: Some(date!(2026 - 08 - 01)), tot: Some(date!(2026 - 08 - 19)), ..Filter::default() };
    let verwacht = [(aan_de_balie, [1, 1, 0]), (vanaf, [0, 1, 0])];
    for (filter, verwacht) in verwacht {
        let verloop = bank.inzage.verloop(&wie(1), &filter).await.unwrap();
        let reeksen: Vec<_> =
            verloop.reeksen.iter().map(|een| (een.door.soort, een.aantallen[9..].to_vec())).collect();
        assert_eq!(reeksen, [(Doorsoort::Balie, verwacht.to_vec())], "{filter:?}");
        assert_eq!(verloop.nieuw.len(), 1);
    }
}

#[test]
fn what_is_no_bookmark_or_id_is_refused() {
    let trace = "0123456789abcdef0123456789abcdef";
    for fout in [
        "",
        "-",
        "1-",
        "-0123456789abcdef",
        "+1-0123456789abcdef",
        "ffffffffffffffff-0123456789abcdef",
        "1-0123456789abcde",
        "é-x",
    ] {
        assert_eq!(lees_bladwijzer(fout), None, "{fout}");
        assert_eq!(GebruikId::lees(fout), None, "{fout}");
    }
    assert!(GebruikId::lees(&format!("19a2b3c4d5e-{trace}")).is_some());
    assert!(lees_bladwijzer("19a2b3c4d5e-0123456789abcdef").is_some());
}
