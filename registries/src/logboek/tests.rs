//! The logs as a client sees them.

mod eigen;
mod fouten;
mod ldv;
mod vng;

use super::opslag::Regel;
use super::*;
use crate::haalcentraal::toets::{Antwoord, SLEUTEL, stuur};
use crate::personen::demopersonen;
use crate::testhulp::Map;
use axum::body::Body;
use axum::http::Request;
use std::collections::BTreeSet;
use std::sync::Arc;
use time::macros::datetime;

const NU: time::OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// All logs of a demo, with the routes by which they are read.
struct Proef {
    logboeken: Logboeken,
    map: Map,
}

impl Proef {
    async fn nieuw() -> Self {
        let map = Map::nieuw();
        Self { logboeken: open(&map, NU).await, map }
    }

    fn logboek(&self, registratie: &str) -> &Logboek {
        &self.logboeken.0[registratie]
    }

    async fn vraag(
        &self,
        registratie: &str,
        verzoek: axum::http::request::Builder,
        lichaam: &str,
    ) -> Antwoord {
        let routers = self.logboeken.routers(SLEUTEL);
        let (_, router) = routers.iter().find(|(soort, _)| soort.registratie == registratie).unwrap();
        stuur(router, verzoek.body(Body::from(lichaam.to_owned())).unwrap()).await
    }
}

async fn open(map: &Map, nu: time::OffsetDateTime) -> Logboeken {
    let klok: Klok = Arc::new(move || nu);
    Logboeken::open(map.pad(), &klok, &bsns()).await.unwrap()
}

fn bsns() -> BTreeMap<String, String> {
    demopersonen().into_iter().map(|persoon| (persoon.id, persoon.bsn)).collect()
}

fn bsn(persoon: &str) -> String {
    bsns()[persoon].clone()
}

fn verzoek(pad: &str) -> axum::http::request::Builder {
    Request::builder().uri(pad).header("host", "registratie.test")
}

/// A line of this person that began then.
fn regel(bsn: &str, begonnen_op: i64) -> Regel {
    let ids = ids::Ids::nieuw().unwrap();
    Regel {
        sleutel: ids.uuid,
        trace: ids.trace,
        span: ids.span,
        ouder: None,
        status: "Ok".into(),
        naam: "Proef".into(),
        begonnen_op,
        geeindigd_op: begonnen_op + 5,
        activiteit: "https://rvva.example/gemeente/wmo/versions/1".into(),
        activiteit_id: ids::Ids::van("wmo").uuid,
        bsn: bsn.into(),
        processor: None,
        oin: None,
        functie: None,
        betrokkenheid: None,
        gegevens: Vec::new(),
        vertrouwelijk_tot: None,
    }
}

async fn alle(logboek: &Logboek) -> Vec<Regel> {
    logboek.lees(&opslag::Filter::default(), 100_000, 0).await.unwrap()
}

#[tokio::test]
async fn the_demo_has_lines_that_are_all_past_and_a_restart_adds_none() {
    let proef = Proef::nieuw().await;
    let mut ids = BTreeSet::new();
    for soort in LOGBOEKEN {
        let regels = alle(proef.logboek(soort.registratie)).await;
        assert!(regels.len() > 5, "{}", soort.id);
        let oudst = opslag::milliseconden(NU - time::Duration::days(740));
        for regel in &regels {
            assert!(regel.geeindigd_op < opslag::milliseconden(NU) && regel.begonnen_op > oudst);
            assert!(regel.begonnen_op < regel.geeindigd_op);
            assert!(ids.insert(regel.span.clone()) && ids.insert(regel.sleutel.clone()));
        }
    }
    let later = open(&proef.map, NU + time::Duration::days(30)).await;
    for soort in LOGBOEKEN {
        let (eerst, nu) = (proef.logboek(soort.registratie), &later.0[soort.registratie]);
        assert_eq!(alle(eerst).await, alle(nu).await);
    }
}

/// Every person has a picture of their own, and each log has something of somebody else.
#[tokio::test]
async fn the_demo_persons_differ() {
    let proef = Proef::nieuw().await;
    let mut gezien = BTreeSet::new();
    for (persoon, bsn) in bsns() {
        let mut namen = Vec::new();
        for soort in LOGBOEKEN {
            let regels = alle(proef.logboek(soort.registratie)).await.into_iter();
            namen.extend(regels.filter(|regel| regel.bsn == bsn).map(|regel| (soort.id, regel.naam)));
        }
        assert_eq!(namen.is_empty(), persoon == "niets", "{persoon}");
        assert!(gezien.insert(namen), "{persoon}");
    }
}

/// What a line says was used is something that the gegevensregister knows, of the registration whose log it is.
#[test]
fn the_demo_names_only_known_gegevens() {
    let register = Path::new(env!("CARGO_MANIFEST_DIR")).join("../gegevensregister/registraties");
    for soort in LOGBOEKEN {
        let bestand = register.join(format!("{}.toml", soort.registratie));
        let bekend = std::fs::read_to_string(bestand).unwrap();
        for regel in demo::regels(soort, &bsns(), NU).unwrap() {
            assert!(!regel.gegevens.is_empty());
            for gegeven in &regel.gegevens {
                assert!(bekend.contains(&format!("\nid = \"{gegeven}\"\n")), "{gegeven}");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_demo_is_named() {
    for (demo, zin) in [
        ("[soort.a]\nactiviteit=\"x/y\"\nnaam=\"\"\ngegevens=[]\n[persoon.wie]\na=[1]", "no person wie"),
        ("[soort]\n[persoon.gezin]\na=[1]", "no kind a"),
        (
            "[soort.a]\nactiviteit=\"x/y\"\nnaam=\"\"\ngegevens=[]\n[persoon.gezin]\na=[1]",
            "no organisation x",
        ),
        ("[soort.a]\nnaam=\"\"", "activiteit"),
    ] {
        let soort = Soort { demo, ..LOGBOEKEN[0] };
        let fout = demo::regels(&soort, &bsns(), NU).unwrap_err().to_string();
        assert!(fout.contains(zin), "{fout}");
    }
}
