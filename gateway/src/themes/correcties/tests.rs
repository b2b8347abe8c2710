//! The use case on both engines, with a holder that the tests make misbehave.

mod bewaren;
mod bezorgen;
mod houder;
mod indienen;
mod volgen;

use super::bezorgen::Correctiebezorger;
use super::{Bronnen, Correcties, Gebruikers, Groepen, Melder};
use crate::bestanden::{Keurmeester, Scanner};
use crate::clock::Verzetbareklok;
use crate::config::{Config, Kennisgevingen, Terugmelden};
use crate::koppelvlakken::kennisgevingen::Kennisgever;
use crate::koppelvlakken::terugmelden::Loketten;
use crate::logboek::ActorSoort;
use crate::pseudoniem::Pseudonimiseerder;
use crate::store::testbank::Proef;
use crate::store::uitbak::{Bezorgdienst, Instellingen};
use crate::telemetrie::Spoor;
use crate::themes::berichten::Berichten;
use crate::themes::inzage::NavraagFout;
use crate::themes::{Actor, Betrokkene, Wie};
use crate::willekeur::Willekeur;
use crate::zegel::Kluis;
use contract::Datum;
use contract::bericht::BerichtSoort;
use contract::correctie::{Aard, Correctie, Correctieinhoud, Gebeurtenis, Wijziging};
use contract::klantbeeld::{Bronbeeld, Gegeven, Reden, Stand, Voorkomen, Waarde};
use futures::future::BoxFuture;
use gegevensregister::Register;
use houder::Houder;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// A Sunday, at noon.
const NU: OffsetDateTime = datetime!(2026-11-22 11:00 UTC);
const BSN: &str = "999970124";
pub(in crate::themes) const KIND: &str = "brp.kinderen:0123456789abcdef";
const DATUM: &str = "brp.kinderen.geboorte.datum";
const NAAM: &str = "brp.kinderen.naam.voornamen";

/// What the source says, as a test sets it; `None`: it does not answer.
#[derive(Clone)]
struct Bron(Arc<Mutex<Option<Datum>>>);

impl Bronnen for Bron {
    fn beeld<'a>(&'a self, registratie: &'a str, _: &'a Wie, _: Spoor) -> BoxFuture<'a, Option<Bronbeeld>> {
        let datum = *self.0.lock().expect("no test fails with it");
        let gegeven = |id: &str, waarde| Gegeven { id: id.into(), waarde, in_onderzoek: None };
        let beeld = Bronbeeld {
            registratie: registratie.into(),
            stand: match datum {
                Some(_) => Stand::Geladen,
                None => Stand::NietBeschikbaar { reden: Reden::TeLaat, opnieuw: true },
            },
            opgehaald_op: "2026-11-22T11:00:00Z".into(),
            voorkomens: datum
                .map(|datum| Voorkomen {
                    groep: "brp.kinderen".into(),
                    sleutel: KIND.into(),
                    geldig: None,
                    gegevens: vec![
                        gegeven(NAAM, Waarde::Tekst { tekst: "Noor".into() }),
                        gegeven(DATUM, Waarde::Datum { datum }),
                    ],
                })
                .into_iter()
                .collect(),
            onvolledig: Vec::new(),
        };
        Box::pin(async move { Some(beeld) })
    }
}

/// Who used what, as a test sets it; `None`: the logs cannot be read.
#[derive(Clone)]
struct Log(Arc<Mutex<Option<BTreeMap<String, i64>>>>);

impl Gebruikers for Log {
    fn van<'a>(
        &'a self,
        _: &'a Wie,
        _: &'a str,
        gegevens: &'a [String],
        _: i64,
    ) -> BoxFuture<'a, Result<BTreeMap<String, i64>, NavraagFout>> {
        assert_eq!(gegevens, [DATUM]);
        let gebruikers = self.0.lock().expect("no test fails with it").clone();
        Box::pin(async move { gebruikers.ok_or(NavraagFout::NuNiet) })
    }
}

/// The use cases on the database of this test, with a clock that it moves.
pub(in crate::themes) struct Kantoor {
    pub(in crate::themes) correcties: Arc<Correcties>,
    berichten: Berichten,
    pub(in crate::themes) klok: Arc<Verzetbareklok>,
    houder: Houder,
    bron: Bron,
    log: Log,
    proef: Proef,
}

pub(in crate::themes) async fn kantoor(proef: &Proef) -> Kantoor {
    let klok = Arc::new(Verzetbareklok::vanaf(NU));
    let bron = Bron(Arc::new(Mutex::new(Some(dag(2015, 3, 12)))));
    let log = Log(Arc::new(Mutex::new(Some(BTreeMap::new()))));
    opgezet(proef, klok, Houder::start().await, bron, log)
}

fn opgezet(proef: &Proef, klok: Arc<Verzetbareklok>, houder: Houder, bron: Bron, log: Log) -> Kantoor {
    let mut config: Config = toml::from_str(include_str!("../../../voorbeeld.toml")).expect("the example");
    for (id, registratie) in &mut config.registraties {
        let url = format!("{}/{id}", houder.url).parse().expect("a URL");
        registratie.terugmelden =
            (id != "kvk").then(|| Terugmelden { url, api_sleutel: crate::config::Geheim::nieuw("sleutel") });
    }
    let http = crate::koppelvlakken::client().expect("a client");
    let kennisgevingen = Kennisgevingen {
        url: format!("{}/kennisgevingen", houder.url).parse().expect("a URL"),
        api_sleutel: crate::config::Geheim::nieuw("sleutel"),
    };
    let register = Arc::new(Register::ingebouwd().expect("the register"));
    let correcties = Correcties {
        store: proef.store.clone(),
        clock: klok.clone(),
        willekeur: Arc::new(Willekeur::systeem()),
        kluis: Kluis::nieuw(&[4; 32]).expect("a key"),
        groepen: Groepen::van(&register),
        register,
        bronnen: Box::new(bron.clone()),
        gebruikers: Box::new(log.clone()),
        loketten: Loketten::nieuw(&config, http.clone()).expect("the desks"),
        kennisgever: Some(Kennisgever::nieuw(&kennisgevingen, http).expect("a key")),
        melder: Melder { naam: "Gemeente Voorbeeld".into(), oin: "00000099000000001000".into() },
        keurmeester: Keurmeester::nieuw(Scanner::geen(), 1),
        wekker: Arc::default(),
        lezen_elke_ms: 60_000,
    };
    let berichten = Berichten { store: proef.store.clone(), clock: klok.clone() };
    Kantoor { correcties: Arc::new(correcties), berichten, klok, houder, bron, log, proef: proef.clone() }
}

impl Kantoor {
    /// As after a kill: nothing but the database is left of the gateway.
    fn herstart(self) -> Self {
        opgezet(&self.proef, self.klok, self.houder, self.bron, self.log)
    }

    async fn soorten(&self) -> Vec<BerichtSoort> {
        let lijst = self.berichten.lijst(&ik(), None).await.expect("the inbox").expect("the first page");
        let mut soorten: Vec<_> = lijst.berichten.iter().map(|bericht| bericht.soort).collect();
        soorten.sort();
        soorten
    }

    /// Delivers what is due, once.
    pub(in crate::themes) async fn bezorg(&self) {
        let bezorgers = Correctiebezorger::alle(&self.correcties).collect::<HashMap<_, _>>();
        let dienst = Bezorgdienst::nieuw(
            self.proef.store.clone(),
            bezorgers,
            self.klok.clone(),
            Instellingen::default(),
        );
        dienst.ronde(&mut StdRng::seed_from_u64(1)).await.expect("the outbox");
    }

    /// Lets the longest wait of the outbox pass, and delivers.
    pub(in crate::themes) async fn bezorg_later(&self) {
        self.klok.vooruit(Duration::hours(2));
        self.bezorg().await;
    }

    /// Lets the time between two readings pass, and reads.
    async fn lees(&self) {
        self.klok.vooruit(Duration::minutes(2));
        self.correcties.volg().await.expect("the store");
    }

    pub(in crate::themes) async fn begin(&self, inhoud: Correctieinhoud) -> Correctie {
        self.correcties.begin(&ik(), &sleutel(), inhoud).await.expect("a concept").0
    }

    pub(in crate::themes) async fn ingediend(&self) -> Correctie {
        let concept = self.begin(inhoud()).await;
        self.correcties.dien_in(&ik(), &concept.nummer, spoor()).await.expect("a receipt")
    }

    /// In the hands of the holder, who took it up.
    pub(in crate::themes) async fn in_onderzoek(&self) -> Correctie {
        let bon = self.ingediend().await;
        self.bezorg().await;
        self.houder.stap("brp", &bon.nummer, serde_json::json!({ "wat": "inOnderzoek" }));
        self.lees().await;
        self.een(&bon.nummer).await
    }

    async fn een(&self, nummer: &str) -> Correctie {
        self.correcties.een(&ik(), nummer).await.expect("mine")
    }
}

fn wat(correctie: &Correctie) -> Vec<Gebeurtenis> {
    correctie.stappen.iter().map(|stap| stap.wat).collect()
}

fn wie(bsn: &str) -> Wie {
    let bsn: contract::Bsn = bsn.parse().expect("a BSN");
    let pseudoniem = Pseudonimiseerder::nieuw(&[3; 32]).expect("a key").van(&bsn);
    Wie {
        actor: Actor { pseudoniem: pseudoniem.clone(), soort: ActorSoort::Burger },
        betrokkene: Betrokkene { bsn, pseudoniem },
    }
}

fn ik() -> Wie {
    wie(BSN)
}

fn ander() -> Wie {
    wie("999970008")
}

fn sleutel() -> Uuid {
    Uuid::new_v4()
}

fn spoor() -> Spoor {
    Spoor::nieuw(&Willekeur::systeem())
}

fn dag(jaar: u16, maand: u8, dag: u8) -> Datum {
    Datum::Dag { jaar, maand, dag }
}

#[expect(clippy::unnecessary_wraps, reason = "as it stands in a wijziging")]
fn datum(datum: Datum) -> Option<Waarde> {
    Some(Waarde::Datum { datum })
}

pub(in crate::themes) fn inhoud() -> Correctieinhoud {
    Correctieinhoud {
        groep: "brp.kinderen".into(),
        voorkomen: Some(KIND.into()),
        aard: Aard::KloptNiet,
        wijzigingen: vec![Wijziging {
            gegeven: DATUM.into(),
            huidig: datum(dag(2015, 3, 12)),
            voorstel: datum(dag(2015, 3, 21)),
        }],
        toelichting: "In de akte staat 21 maart.".into(),
    }
}
