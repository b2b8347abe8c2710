//! The clients over real HTTP: against a source that answers what a test says, and against the stand-ins.

mod ldv;
mod standins;
mod vng;

use super::*;
use crate::clock::Systeemklok;
use crate::config::{Gebruikslog, Geheim};
use crate::koppelvlakken::proef::{dien, geboekt, instellingen, maak};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::IntoResponse as _;
use serde_json::Value;
use std::sync::Mutex;
use time::macros::date;

const BSN: &str = "999920108";
const ANDER: &str = "999924667";
const UUR: i64 = 3_600_000;

fn nu() -> i64 {
    Systeemklok.nu_ms()
}

/// What was asked of the source: the address, the headers and the body.
type Vragen = Arc<Mutex<Vec<(Uri, HeaderMap, Value)>>>;

/// A source that gives these answers in turn, and the last one ever after. `HIER` in an answer is its own address.
struct Bron {
    adres: String,
    vragen: Vragen,
}

impl Bron {
    async fn nieuw(antwoorden: Vec<(u16, String)>) -> Self {
        let vragen = Vragen::default();
        let staat = (Arc::clone(&vragen), Arc::new(Mutex::new((0, antwoorden))));
        let adres = dien(Router::new().fallback(antwoord).with_state(staat)).await;
        Self { adres, vragen }
    }

    async fn met(antwoord: &Value) -> Self {
        Self::nieuw(vec![(200, antwoord.to_string())]).await
    }

    /// Reads a log of this kind there.
    async fn lees(&self, soort: Logsoort, van: i64, tot: i64) -> Result<Blad, BronFout> {
        self.lees_met(soort, MEESTE_REGELS, van, tot).await
    }

    async fn lees_met(
        &self,
        soort: Logsoort,
        regels_max: usize,
        van: i64,
        tot: i64,
    ) -> Result<Blad, BronFout> {
        let bsn: Bsn = BSN.parse().unwrap();
        logbron(soort, &self.adres, regels_max).lees(&bsn, van, tot, &geboekt(&bsn).await).await
    }

    fn aantal_vragen(&self) -> usize {
        self.vragen.lock().unwrap().len()
    }
}

type Staat = (Vragen, Arc<Mutex<(usize, Vec<(u16, String)>)>>);

async fn antwoord(
    State((vragen, antwoorden)): State<Staat>,
    uri: Uri,
    koppen: HeaderMap,
    lichaam: Bytes,
) -> axum::response::Response {
    let hier = koppen["host"].to_str().unwrap().to_owned();
    vragen.lock().unwrap().push((uri, koppen, serde_json::from_slice(&lichaam).unwrap_or_default()));
    let mut antwoorden = antwoorden.lock().unwrap();
    let (status, tekst) = antwoorden.1[antwoorden.0].clone();
    antwoorden.0 = (antwoorden.0 + 1).min(antwoorden.1.len() - 1);
    (StatusCode::from_u16(status).unwrap(), tekst.replace("HIER", &format!("http://{hier}"))).into_response()
}

fn logbron(soort: Logsoort, url: &str, regels_max: usize) -> Logbron {
    let (config, mut registratie) = instellingen("http://127.0.0.1:9");
    registratie.logboek = Some(Gebruikslog {
        soort,
        url: url.parse().unwrap(),
        api_sleutel: Geheim::nieuw("van het log"),
        sinds: date!(2024 - 05 - 01),
        regels_max,
        digikoppeling: None,
    });
    let bekend = ["brp.naam.voornamen", "brp.geboorte.datum", "woz.waarden.vastgesteldeWaarde"];
    let gegevens = Arc::new(bekend.map(str::to_owned).into());
    maak("brp", &(config, registratie), |bouw| Logbron::nieuw(bouw, &gegevens)).unwrap().unwrap()
}

#[test]
fn a_registration_that_holds_no_persons_has_no_log() {
    let (mut config, registratie) = instellingen("http://127.0.0.1:9");
    let register = Register::ingebouwd().unwrap();
    let (willekeur, clock): (_, Arc<dyn Clock>) = (Arc::new(Willekeur::vast(7)), Arc::new(Systeemklok));
    let http = crate::koppelvlakken::client().unwrap();
    let bronnen = bouw(&config, &register, &willekeur, &clock, &http).unwrap();
    assert_eq!(bronnen.keys().collect::<Vec<_>>(), ["brp"], "the example has one");
    assert_eq!((bronnen["brp"].registratie(), bronnen["brp"].sinds()), ("brp", date!(2024 - 05 - 01)));
    let logboek = config.registraties["brp"].logboek.clone();
    for id in ["bag", "kaart", "rdw"] {
        config
            .registraties
            .insert(id.into(), Registratie { logboek: logboek.clone(), ..registratie.clone() });
        let fout = bouw(&config, &register, &willekeur, &clock, &http).err().unwrap();
        assert!(fout.starts_with(&format!("registraties.{id}.logboek")), "{fout}");
        config.registraties.remove(id);
    }
}

#[tokio::test]
async fn leaves_a_log_that_keeps_failing_alone_and_asks_nothing_when_there_is_no_time() {
    let bron = Bron::nieuw(vec![(500, String::new())]).await;
    assert_eq!(bron.lees(Logsoort::Ldv, 2, 1).await, Ok(Blad::default()));
    assert_eq!(bron.aantal_vragen(), 0);
    let log = logbron(Logsoort::Ldv, &bron.adres, 10);
    let bsn: Bsn = BSN.parse().unwrap();
    let geboekt = geboekt(&bsn).await;
    assert!(log.mag());
    for _ in 0..20 {
        assert_eq!(log.lees(&bsn, 0, nu(), &geboekt).await, Err(BronFout::Stuk(500)));
    }
    assert!(!log.mag());
}

#[tokio::test]
async fn what_every_source_can_do_wrong_is_told_apart() {
    let groot = "x".repeat(ANTWOORD_BYTES_MAX + 1);
    for soort in [Logsoort::Ldv, Logsoort::Vng] {
        for (status, lichaam, fout) in [
            (401, r#"{"code":"authentication"}"#, "afgewezen"),
            (400, "<html>", "afgewezen"),
            (429, "", "overbelast"),
            (500, "", "stuk"),
            (200, "", "onleesbaar"),
            (200, "[]", "onleesbaar"),
            (200, "{}", "onleesbaar"),
            (200, "\u{0}", "onleesbaar"),
            (302, "", "onleesbaar"),
            (200, &groot, "te-groot"),
        ] {
            let bron = Bron::nieuw(vec![(status, lichaam.into())]).await;
            let uitkomst = bron.lees(soort, 0, nu()).await.unwrap_err();
            assert_eq!(uitkomst.code(), fout, "{soort:?} {status}");
        }
        let weg = logbron(soort, "http://127.0.0.1:9", 10);
        let bsn: Bsn = BSN.parse().unwrap();
        let uitkomst = weg.lees(&bsn, 0, nu(), &geboekt(&bsn).await).await;
        assert_eq!(uitkomst, Err(BronFout::Onbereikbaar));
    }
}
