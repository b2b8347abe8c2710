use super::{
    ActorSoort, Bladwijzer, Ketensleutel, Logboek, LogboekFout, Logregel, SpanId, Status, TraceId, Uitkomst,
    Verwerking,
};
use crate::pseudoniem::{Pseudoniem, Pseudonimiseerder};
use crate::store::StoreFout;
use crate::store::testbank::{Proef, op_beide_motoren};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

mod keten;

op_beide_motoren!(
    is_there_before_the_look_and_ends_after,
    a_line_without_an_ending_is_unset,
    a_span_is_booked_once,
    several_are_booked_all_or_none,
    pages_without_gap_or_double,
    shows_only_this_person,
    cannot_be_changed_or_deleted,
    what_cannot_be_written_gives_no_proof,
    holds_no_bsn,
    an_ending_needs_a_line,
    one_wrong_line_does_not_take_the_others_with_it,
);

fn persoon(bsn: &str) -> Pseudoniem {
    Pseudonimiseerder::nieuw(&[9; 32]).unwrap().van(&bsn.parse().unwrap())
}

fn verwerking(rng: &mut StdRng, begonnen_op: i64) -> Verwerking {
    Verwerking {
        trace_id: TraceId::nieuw(rng),
        span_id: SpanId::nieuw(rng),
        parent_span_id: Some(SpanId::nieuw(rng)),
        naam: "Eigen gegevens inzien".into(),
        begonnen_op,
        verwerkingsactiviteit: "https://register.example/verwerkingsactiviteiten/inzage?versie=1"
            .parse()
            .unwrap(),
        actor: persoon("999970124"),
        actor_soort: ActorSoort::Vertegenwoordiger,
        organisatie: Some("gemeente".into()),
        functie: None,
        betrokkene: persoon("999970008"),
        registratie: "brp".into(),
        gegevens: vec!["brp.naam.voornamen".into(), "brp.geboorte.datum".into()],
        doelbinding: "Inzage door de burger".into(),
        grondslag: "AVG artikel 15".into(),
    }
}

fn sleutel() -> Ketensleutel {
    Ketensleutel::nieuw(&[8; 32]).unwrap()
}

fn logboek(proef: &Proef) -> Logboek {
    Logboek::nieuw(proef.store.clone(), "klantbeeld-gateway", sleutel())
}

async fn alles(logboek: &Logboek) -> Vec<Logregel> {
    logboek.van_betrokkene(&persoon("999970008"), None, 1_000).await.unwrap()
}

async fn is_there_before_the_look_and_ends_after(proef: Proef) {
    let (logboek, v) = (logboek(&proef), verwerking(&mut StdRng::seed_from_u64(1), 100));
    let geboekt = logboek.boek(v.clone()).await.unwrap();
    assert_eq!(geboekt.traceparent(), format!("00-{}-{}-01", v.trace_id, v.span_id));
    assert_eq!(alles(&logboek).await[0].status, Status::Unset);

    logboek.rond_af(geboekt, Uitkomst::Gelukt, 130).await.unwrap();
    let regels = alles(&logboek).await;
    assert_eq!(regels.len(), 1);
    let Logregel { name, attributes, gegevens, .. } = &regels[0];
    assert_eq!(
        (regels[0].trace_id, regels[0].span_id, regels[0].parent_span_id),
        (v.trace_id, v.span_id, v.parent_span_id)
    );
    assert_eq!((regels[0].status, regels[0].start_time, regels[0].end_time), (Status::Ok, 100, Some(130)));
    assert_eq!((name, gegevens), (&v.naam, &v.gegevens));
    assert_eq!(attributes.data_subject_id, v.betrokkene.als_str());
    assert_eq!(attributes.processing_activity_id, v.verwerkingsactiviteit.as_str());
    assert_eq!((regels[0].actor.as_str(), regels[0].actor_soort), (v.actor.als_str(), v.actor_soort));
    assert_eq!((&regels[0].doelbinding, &regels[0].grondslag), (&v.doelbinding, &v.grondslag));
    assert_eq!(regels[0].resource.attributes.service_name, "klantbeeld-gateway");

    let mislukte = verwerking(&mut StdRng::seed_from_u64(2), 200);
    let geboekt = logboek.boek(mislukte.clone()).await.unwrap();
    logboek.rond_af(geboekt, Uitkomst::Mislukt { foutcode: "teLaat" }, 210).await.unwrap();
    let nieuwste = &alles(&logboek).await[0];
    assert_eq!((nieuwste.status, nieuwste.foutcode.as_deref()), (Status::Error, Some("teLaat")));
}

async fn a_line_without_an_ending_is_unset(proef: Proef) {
    let logboek = logboek(&proef);
    let v = Verwerking {
        parent_span_id: None,
        gegevens: vec![],
        ..verwerking(&mut StdRng::seed_from_u64(1), 100)
    };
    let _nooit_afgerond = logboek.boek(v.clone()).await.unwrap();
    let regel = &alles(&logboek).await[0];
    assert_eq!(
        (regel.status, regel.end_time, regel.parent_span_id, regel.foutcode.as_ref()),
        (Status::Unset, None, None, None)
    );
}

async fn a_span_is_booked_once(proef: Proef) {
    let (logboek, v) = (logboek(&proef), verwerking(&mut StdRng::seed_from_u64(1), 100));
    logboek.boek(v.clone()).await.unwrap();
    assert!(logboek.boek(v.clone()).await.is_err());
    assert_eq!(alles(&logboek).await.len(), 1);
}

async fn several_are_booked_all_or_none(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(1));
    let drie: Vec<_> = (0..3).map(|i| verwerking(&mut rng, i)).collect();
    let geboekt = logboek.boek_alle(drie.clone()).await.unwrap();
    assert_eq!(
        geboekt.iter().map(super::GeboekteVerwerking::span_id).collect::<Vec<_>>(),
        drie.iter().map(|v| v.span_id).collect::<Vec<_>>()
    );
    assert!(logboek.boek_alle(vec![verwerking(&mut rng, 3), drie[0].clone()]).await.is_err());
    assert_eq!(alles(&logboek).await.len(), 3);
    assert!(logboek.boek_alle(Vec::new()).await.unwrap().is_empty());
}

/// Many lines share a millisecond, so the edge of a page often lies between equals.
async fn pages_without_gap_or_double(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(7));
    let regels: Vec<_> = (0..100)
        .map(|_| {
            let op = rng.random_range(0..12);
            verwerking(&mut rng, op)
        })
        .collect();
    logboek.boek_alle(regels.clone()).await.unwrap();
    let mut verwacht: Vec<_> = regels.iter().map(|v| (v.begonnen_op, v.span_id)).collect();
    verwacht.sort_unstable();
    verwacht.reverse();
    for bladzijde in [1, 3, 7, 100, 101] {
        let (mut gezien, mut voor): (Vec<_>, Option<Bladwijzer>) = (Vec::new(), None);
        loop {
            let blad = logboek.van_betrokkene(&persoon("999970008"), voor, bladzijde).await.unwrap();
            assert!(blad.len() <= bladzijde as usize);
            let Some(laatste) = blad.last() else { break };
            voor = Some(laatste.bladwijzer());
            gezien.extend(blad.iter().map(|regel| (regel.start_time, regel.span_id)));
        }
        assert_eq!(gezien, verwacht, "pages of {bladzijde}");
    }
}

async fn shows_only_this_person(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(1));
    logboek.boek(verwerking(&mut rng, 1)).await.unwrap();
    let ander = Verwerking { betrokkene: persoon("999970124"), ..verwerking(&mut rng, 2) };
    logboek.boek(ander.clone()).await.unwrap();
    assert_eq!(alles(&logboek).await.len(), 1);
    let van_ander = logboek.van_betrokkene(&persoon("999970124"), None, 10).await.unwrap();
    assert_eq!(
        van_ander.iter().map(|regel| regel.span_id).collect::<HashSet<_>>(),
        HashSet::from([ander.span_id])
    );
}

async fn cannot_be_changed_or_deleted(proef: Proef) {
    let (logboek, v) = (logboek(&proef), verwerking(&mut StdRng::seed_from_u64(1), 100));
    let geboekt = logboek.boek(v.clone()).await.unwrap();
    logboek.rond_af(geboekt, Uitkomst::Gelukt, 130).await.unwrap();
    let voor = alles(&logboek).await;
    for sql in [
        "UPDATE logboek SET omschrijving = omschrijving",
        "UPDATE logboek_omschrijvingen SET gegevens = '[]'",
        "DELETE FROM logboek_omschrijvingen",
        "DELETE FROM logboek",
        "UPDATE logboek_afronding SET status = 'Error'",
        "DELETE FROM logboek_afronding",
    ] {
        assert!(!proef.sql(sql).await, "{sql}");
    }
    let omweg: &[&str] = if proef.is_sqlite() {
        &[
            "INSERT OR REPLACE INTO logboek SELECT * FROM logboek",
            "INSERT OR REPLACE INTO logboek_afronding SELECT span_id, start_time, 'Error', 1, NULL, 9, '' FROM logboek_afronding",
            "INSERT INTO logboek SELECT * FROM logboek WHERE true ON CONFLICT (span_id, start_time) DO UPDATE SET actor = schakel",
        ]
    } else {
        &[
            "TRUNCATE logboek_afronding",
            "TRUNCATE logboek CASCADE",
            "INSERT INTO logboek SELECT * FROM logboek ON CONFLICT (span_id, start_time) DO UPDATE SET actor = schakel",
        ]
    };
    for sql in omweg {
        assert!(!proef.sql(sql).await, "{sql}");
    }
    assert_eq!(alles(&logboek).await, voor);
}

async fn what_cannot_be_written_gives_no_proof(proef: Proef) {
    let (logboek, v) = (logboek(&proef), verwerking(&mut StdRng::seed_from_u64(1), 100));
    proef.store.sluit().await;
    let fout = logboek.boek(v.clone()).await.unwrap_err();
    assert_eq!(fout, LogboekFout::Store(StoreFout::Onbereikbaar("closed")));
}

async fn holds_no_bsn(proef: Proef) {
    let (logboek, v) = (logboek(&proef), verwerking(&mut StdRng::seed_from_u64(1), 100));
    logboek.boek(v.clone()).await.unwrap();
    let regels = serde_json::to_string(&alles(&logboek).await).unwrap();
    for bsn in ["999970124", "999970008"] {
        assert!(!regels.contains(bsn));
    }
}

async fn an_ending_needs_a_line(proef: Proef) {
    assert!(
        !proef
            .sql("INSERT INTO logboek_afronding VALUES ('00000000000000ff', 1, 'Ok', 1, NULL, 1, '')")
            .await
    );
}

async fn one_wrong_line_does_not_take_the_others_with_it(proef: Proef) {
    let (logboek, mut rng) = (logboek(&proef), StdRng::seed_from_u64(1));
    let eerste = verwerking(&mut rng, 0);
    logboek.boek(eerste.clone()).await.unwrap();
    let regels = (1..=100).map(|i| if i == 50 { eerste.clone() } else { verwerking(&mut rng, i) });
    let tegelijk = futures::future::join_all(regels.map(|regel| logboek.boek(regel))).await;
    assert_eq!(tegelijk.iter().filter(|uitkomst| uitkomst.is_err()).count(), 1);
    assert!(tegelijk[49].is_err());
    assert_eq!(alles(&logboek).await.len(), 100);
}

const CORE_VELDEN: [&str; 4] = [
    "dpl.core.processing_activity_id",
    "dpl.core.data_subject_id",
    "dpl.core.data_subject_id_type",
    "dpl.core.foreign_operation.processor",
];

/// The last of the standard's four is only for who was called by another application; nobody calls us.
#[tokio::test]
async fn attributes_carry_the_names_of_the_standard() {
    crate::store::testbank::Testbank::sqlite()
        .proef(|proef| async move {
            let logboek = logboek(&proef);
            logboek.boek(verwerking(&mut StdRng::seed_from_u64(1), 100)).await.unwrap();
            let regel = serde_json::to_value(&alles(&logboek).await[0]).unwrap();
            let namen: BTreeSet<&str> =
                regel["attributes"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(namen, CORE_VELDEN[..3].iter().copied().collect());
            for veld in ["trace_id", "span_id", "status", "name", "start_time", "resource", "attributes"] {
                assert!(!regel[veld].is_null(), "{veld}");
            }
            tegen_het_schema(&regel["attributes"]);
        })
        .await;
}

/// Against the standard's own schema, where it is at hand (it is not part of this repository).
fn tegen_het_schema(attributes: &serde_json::Value) {
    let pad = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/registers/logboek/logius-ldv-attributes.schema.json");
    let Ok(tekst) = std::fs::read_to_string(&pad) else {
        println!("skipped: the schema of the Logboek Dataverwerkingen is not here");
        return;
    };
    let schema: serde_json::Value = serde_json::from_str(&tekst).unwrap();
    let velden: BTreeSet<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(velden, CORE_VELDEN.into_iter().collect(), "the standard changed its fields");
    let toets = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    toets.validate(attributes).unwrap();
    let stuk = serde_json::json!({ "dpl.core.processing_activity_id": "geen uri" });
    assert!(!toets.is_valid(&stuk), "the check can fail");
}
