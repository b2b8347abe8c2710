//! The harness: a portal of its own per test, with its stand-ins, in a folder that goes away.

use crate::browser::{Browser, Keuze};
use contract::klantbeeld::{Begin, Bronbeeld, Einde};
use gateway::config::Config;
use gateway::demo::{self, Demo, Opties};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use time::OffsetDateTime;
use time::macros::datetime;

/// Every test starts here, so that ages and dates are the same each time.
pub(crate) const NU: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

/// The database of the portal's own store.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Motor {
    Sqlite,
    Postgres,
}

pub(crate) struct Proef {
    pub(crate) demo: Demo,
    pub(crate) map: PathBuf,
}

/// The shortest way to a portal.
pub(crate) async fn proef() -> Proef {
    proef_met(|_| {}).await
}

/// A portal with other settings.
pub(crate) async fn proef_met(aanpassen: impl FnOnce(&mut Config) + Send + 'static) -> Proef {
    start(Motor::Sqlite, None, Box::new(aanpassen)).await.expect("SQLite is always there")
}

/// `None` (and a line that says so) when there is no PostgreSQL to test on.
pub(crate) async fn proef_op(motor: Motor) -> Option<Proef> {
    start(motor, None, Box::new(|_| {})).await
}

pub(crate) async fn proef_met_testset(testset: &Path) -> Proef {
    start(Motor::Sqlite, Some(testset), Box::new(|_| {})).await.expect("SQLite is always there")
}

/// A portal whose BRP knows these persons too, in the form of the test set; the registries beside it do not.
pub(crate) async fn proef_met_personen(personen: &Value) -> Proef {
    let map = nieuwe_map();
    let bestand = map.join("personen.json");
    std::fs::write(&bestand, personen.to_string()).unwrap();
    let proef = proef_met_testset(&bestand).await;
    std::fs::remove_dir_all(map).unwrap();
    proef
}

async fn start(motor: Motor, testset: Option<&Path>, aanpassen: demo::Aanpassing) -> Option<Proef> {
    luister_mee();
    let database = match motor {
        Motor::Sqlite => None,
        Motor::Postgres => Some(nieuwe_database().await?),
    };
    let map = nieuwe_map();
    let dist = map.join("dist");
    std::fs::create_dir_all(&dist).unwrap();
    std::fs::write(dist.join("index.html"), "<!doctype html><script type=\"module\">1</script>").unwrap();
    std::fs::write(dist.join("app-0123456789abcdef.js"), "export {}").unwrap();
    std::fs::write(dist.join("app-0123456789abcdef.js.br"), "not really brotli").unwrap();
    let opties = Opties {
        port: 0,
        data: map.join("data"),
        dist,
        klok: Some(NU),
        brp_testset: testset.map(Path::to_owned),
        database,
        kopieen: 0,
        aanpassen,
    };
    Some(Proef { demo: demo::start(opties).await.expect("the demo starts"), map })
}

impl Proef {
    pub(crate) fn browser(&self) -> Browser {
        Browser::nieuw(&self.demo.url)
    }

    /// A browser in which this demo person is logged in.
    pub(crate) async fn als(&self, persoon: &str) -> Browser {
        let mut browser = self.browser();
        assert_eq!(browser.log_in(Keuze::Persoon(persoon)).await, "/klantbeeld");
        browser
    }

    pub(crate) fn bsn(&self, persoon: &str) -> &str {
        &self.demo.personen.iter().find(|een| een.id == persoon).expect("a demo person").bsn
    }

    /// Sets how the BRP stand-in behaves.
    pub(crate) async fn gedrag(&self, gedrag: Value) {
        self.gedrag_van("brp", gedrag).await;
    }

    /// Sets how a stand-in behaves.
    pub(crate) async fn gedrag_van(&self, registratie: &str, gedrag: Value) {
        let url = self.demo.url.join(&format!("/demo/v1/registraties/{registratie}/gedrag")).unwrap();
        let antwoord = http().post(url).json(&gedrag).send().await.unwrap();
        assert_eq!(antwoord.status(), StatusCode::NO_CONTENT, "{}", antwoord.text().await.unwrap());
    }

    /// What the privacy desk has received.
    pub(crate) async fn incidenten(&self) -> Vec<Value> {
        let antwoord = http().get(self.demo.meldpunt_url.clone()).send().await.unwrap();
        let lichaam: Value = antwoord.json().await.unwrap();
        lichaam.as_array().cloned().expect("a list of incidents")
    }

    pub(crate) async fn stop(self) {
        self.demo.stop().await.unwrap();
        std::fs::remove_dir_all(&self.map).unwrap();
    }
}

pub(crate) fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// The whole stream, read to its end.
pub(crate) struct Stroom {
    pub(crate) begin: Begin,
    pub(crate) beelden: Vec<Bronbeeld>,
    pub(crate) einde: Einde,
}

pub(crate) async fn klantbeeld(browser: &mut Browser) -> Stroom {
    let antwoord = browser.haal(contract::routes::KLANTBEELD).await;
    assert_eq!(antwoord.status(), StatusCode::OK);
    assert_eq!(antwoord.headers()["content-type"], "text/event-stream");
    assert_eq!(antwoord.headers()["cache-control"], "no-store");
    let tekst = antwoord.text().await.unwrap();
    let mut begin = None;
    let mut einde = None;
    let mut beelden = Vec::new();
    for gebeurtenis in tekst.split("\n\n").filter(|blok| blok.contains("data:")) {
        let veld =
            |naam: &str| gebeurtenis.lines().find_map(|regel| regel.strip_prefix(naam)).unwrap().trim();
        match veld("event:") {
            "begin" => begin = Some(serde_json::from_str(veld("data:")).unwrap()),
            "bronbeeld" => beelden.push(serde_json::from_str(veld("data:")).unwrap()),
            "einde" => einde = Some(serde_json::from_str(veld("data:")).unwrap()),
            anders => panic!("an unknown event: {anders}"),
        }
    }
    Stroom { begin: begin.expect("begin"), beelden, einde: einde.expect("einde") }
}

/// What the BRP said, out of the whole stream.
pub(crate) async fn brp(browser: &mut Browser) -> Bronbeeld {
    van(klantbeeld(browser).await, "brp")
}

/// One registration out of a whole stream, in which each has its one bronbeeld.
pub(crate) fn van(stroom: Stroom, registratie: &str) -> Bronbeeld {
    let aantal = stroom.begin.registraties.len();
    assert_eq!((stroom.beelden.len(), stroom.einde.aantal as usize), (aantal, aantal));
    let beeld = stroom.beelden.into_iter().find(|beeld| beeld.registratie == registratie);
    beeld.expect("the registration is in the stream")
}

/// Checks a problem+json answer and returns it.
pub(crate) async fn probleem(antwoord: Response, soort: contract::ProblemType) -> contract::Problem {
    assert_eq!(antwoord.status().as_u16(), soort.status());
    assert_eq!(antwoord.headers()["content-type"], "application/problem+json");
    assert_eq!(antwoord.headers()["trace-id"].len(), 32);
    let problem: contract::Problem = antwoord.json().await.unwrap();
    assert_eq!(problem.soort, soort.urn());
    assert_eq!(problem.status, soort.status());
    assert!(!problem.detail.is_empty());
    problem
}

/// Waits for something that comes true by itself, looking again each time something happened at the server.
pub(crate) async fn tot<T>(mut kijk: impl AsyncFnMut() -> Option<T>) -> T {
    let zoek = async {
        loop {
            if let Some(gevonden) = kijk().await {
                return gevonden;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), zoek).await.expect("it never came true")
}

/// A number that no other test in this process has.
fn volgnummer() -> u32 {
    static VOLGENDE: AtomicU32 = AtomicU32::new(0);
    VOLGENDE.fetch_add(1, Ordering::Relaxed)
}

fn nieuwe_map() -> PathBuf {
    let map = std::env::temp_dir().join(format!("klantbeeld-it-{}-{}", std::process::id(), volgnummer()));
    std::fs::create_dir_all(&map).unwrap();
    map
}

/// The URL of a database of its own on the server that `cargo xtask test` started.
pub(crate) async fn nieuwe_database() -> Option<String> {
    use sqlx::Connection as _;
    let Ok(server) = std::env::var("KLANTBEELD_TEST_POSTGRES") else {
        println!("skipped: KLANTBEELD_TEST_POSTGRES names no PostgreSQL server");
        return None;
    };
    let naam = format!("it_{}_{}", std::process::id(), volgnummer());
    let mut verbinding = sqlx::PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP DATABASE IF EXISTS {naam}; ")))
        .execute(&mut verbinding)
        .await
        .unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {naam}")))
        .execute(&mut verbinding)
        .await
        .unwrap();
    let mut url = url::Url::parse(&server).unwrap();
    url.set_path(&naam);
    Some(url.to_string())
}

/// Everything that any server in this binary logs.
static LOGBOEK: OnceLock<Arc<Mutex<Vec<u8>>>> = OnceLock::new();

#[derive(Clone)]
struct Meeluisteraar(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Meeluisteraar {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn luister_mee() {
    LOGBOEK.get_or_init(|| {
        let buffer = Arc::new(Mutex::new(Vec::new()));
        let schrijver = Meeluisteraar(Arc::clone(&buffer));
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_ansi(false)
            .with_writer(move || schrijver.clone())
            .init();
        buffer
    });
}

/// No line that any server in this binary wrote, down to DEBUG, holds this BSN.
pub(crate) fn staat_niet_in_de_log(bsn: &str) {
    let log = String::from_utf8_lossy(&LOGBOEK.get().unwrap().lock().unwrap()).into_owned();
    assert!(log.contains("answered"), "nothing was logged at all");
    if let Some(regel) = log.lines().find(|regel| regel.contains(bsn)) {
        panic!("a BSN in the log: {}", regel.replace(bsn, "<BSN>"));
    }
}

/// The log has a line with all of these words.
pub(crate) fn staat_in_de_log(woorden: &[&str]) {
    let log = String::from_utf8_lossy(&LOGBOEK.get().unwrap().lock().unwrap()).into_owned();
    assert!(
        log.lines().any(|regel| woorden.iter().all(|woord| regel.contains(woord))),
        "no line with {woorden:?}"
    );
}

/// A gegeven by id, anywhere in the bronbeeld.
pub(crate) fn waarde<'a>(beeld: &'a Bronbeeld, id: &str) -> Option<&'a contract::klantbeeld::Waarde> {
    beeld
        .voorkomens
        .iter()
        .flat_map(|een| &een.gegevens)
        .find(|gegeven| gegeven.id == id)
        .map(|gegeven| &gegeven.waarde)
}

pub(crate) fn storing(bsn: &str, soort: &str) -> Value {
    json!({ "bsn": bsn, "gedrag": soort })
}
