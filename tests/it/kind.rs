//! A gateway in a process of its own, beside a demo and with its stand-ins: to be killed, as a machine that loses its power.

use crate::hulp::{Proef, http, tot};
use gateway::clock::Clock as _;
use gateway::demo::{self, Opties};
use std::path::PathBuf;
use std::process::Stdio;
use time::OffsetDateTime;
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;
use url::Url;

const DATA: &str = "KLANTBEELD_KIND_DATA";
const POORT: &str = "KLANTBEELD_KIND_POORT";
const DATABASE: &str = "KLANTBEELD_KIND_DATABASE";
const KLOK: &str = "KLANTBEELD_KIND_KLOK";

/// How often a test kills it; by hand more often.
const RONDEN: &str = "KLANTBEELD_STORM_RONDEN";

pub(crate) fn ronden(anders: usize) -> usize {
    std::env::var(RONDEN).ok().and_then(|tekst| tekst.parse().ok()).unwrap_or(anders)
}

pub(crate) struct Kind {
    proces: Child,
    pub(crate) url: Url,
}

impl Kind {
    /// Starts it on this database, at the time of the demo; returns when it can be asked.
    pub(crate) async fn start(proef: &Proef, database: &str) -> Self {
        let poort = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut proces = Command::new(std::env::current_exe().unwrap());
        proces.args(["kind::kind", "--exact", "--ignored", "--nocapture"]);
        proces.env(DATA, &proef.map).env(POORT, poort.to_string()).env(DATABASE, database);
        // Not before the demo, whose identity provider says when somebody logged in.
        proces.env(KLOK, (proef.demo.klok.nu().unix_timestamp() + 1).to_string());
        proces.stdout(Stdio::null()).stderr(Stdio::null());
        let proces = proces.kill_on_drop(true).spawn().unwrap();
        let url: Url = format!("http://127.0.0.1:{poort}/").parse().unwrap();
        tot(async || {
            let gereed = http().get(url.join("/health/ready").unwrap()).send().await;
            gereed.ok().filter(|antwoord| antwoord.status().is_success())
        })
        .await;
        Self { proces, url }
    }

    /// SIGKILL: it finishes nothing.
    pub(crate) async fn dood(&mut self) {
        self.proces.kill().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the process that other tests start"]
async fn kind() {
    let (Ok(map), Ok(poort)) = (std::env::var(DATA), std::env::var(POORT)) else { return };
    let map = PathBuf::from(map);
    let klok: i64 = std::env::var(KLOK).unwrap().parse().unwrap();
    let opties = Opties {
        port: poort.parse().unwrap(),
        data: map.join("data"),
        dist: map.join("dist"),
        klok: Some(OffsetDateTime::from_unix_timestamp(klok).unwrap()),
        brp_testset: None,
        database: std::env::var(DATABASE).ok(),
        kopieen: 0,
        aanpassen: Box::new(|_| {}),
    };
    demo::dien_ernaast(opties, CancellationToken::new()).await.unwrap();
}
