//! Puts the parts together and runs them.

use crate::bestanden::Keurmeester;
use crate::clock::Clock;
use crate::config::{Config, ConfigFout, Geheim};
use crate::http::beheer::Beheer;
use crate::http::{self, Portaal, StatischFout};
use crate::koppelvlakken::adressen::Adreszoeker;
use crate::koppelvlakken::kennisgevingen::Kennisgever;
use crate::koppelvlakken::meldpunt::Meldpunt;
use crate::koppelvlakken::terugmelden::Loketten;
use crate::koppelvlakken::{self, Koppelvlak, Zekering, oidc::Oidc};
use crate::logboek::{Ketensleutel, Logboek, maanden};
use crate::pseudoniem::{Pseudonimiseerder, SleutelTeKort};
use crate::store::uitbak::{Bezorgdienst, Bezorger, Instellingen};
use crate::store::{Store, StoreFout};
use crate::telemetrie;
use crate::themes::berichten::Berichten;
use crate::themes::bewaren::Bewaren;
use crate::themes::correcties::bezorgen::Correctiebezorger;
use crate::themes::correcties::{Correcties, Groepen, Melder};
use crate::themes::incident::{BERICHT_INCIDENT, Incidentmelder};
use crate::themes::inloggen::Inloggen;
use crate::themes::inzage::{Inzage, Onderdelen};
use crate::themes::klantbeeld::onderhoud::Onderhoud;
use crate::themes::klantbeeld::{Bron, Klantbeeld};
use crate::themes::sessies::Sessies;
use crate::themes::verzoeken::organisaties::Organisaties;
use crate::themes::verzoeken::{Verzoeken, onderwerpen};
use crate::willekeur::Willekeur;
use crate::zegel::{Kluis, Zegel};
use axum::Router;
use gegevensregister::{Activiteiten, Organisatie, PORTAAL, Portaal as VanOns, Register, RegisterFout};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// After the signal to stop, requests under way get this long.
const UITLOOP: Duration = Duration::from_secs(10);
const OPRUIMEN_ELKE: Duration = Duration::from_mins(1);
/// Pictures of the largest size take half a gigabyte each while they are made anew.
const BESTANDEN_TEGELIJK: usize = 2;
const METINGEN_ELKE: Duration = Duration::from_secs(5);

/// Why the server did not start. Each is something that whoever runs it can mend.
#[derive(Debug, thiserror::Error)]
pub enum StartFout {
    #[error(transparent)]
    Config(#[from] ConfigFout),
    #[error("the gegevensregister is not right:\n{0}")]
    Register(String),
    #[error("the database does not work: {0}")]
    Store(#[from] StoreFout),
    #[error(transparent)]
    App(#[from] StatischFout),
    #[error("{0}")]
    Onderdeel(String),
    #[error("the stand-ins did not start: {0}")]
    Registraties(String),
    #[error("cannot listen on {adres}: {oorzaak}")]
    Luisteren { adres: String, oorzaak: std::io::Error },
    #[error("the server stopped: {0}")]
    Gestopt(std::io::Error),
}

impl StartFout {
    pub(crate) fn register(fouten: &[RegisterFout]) -> Self {
        StartFout::Register(fouten.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

/// A portal, ready to serve.
pub struct Server {
    pub router: Router,
    pub beheer: Router,
    achtergrond: Achtergrond,
    /// Work that goes on when nobody waits for it; the server waits for it when it stops.
    taken: TaskTracker,
}

struct Achtergrond {
    willekeur: Arc<Willekeur>,
    sessies: Arc<Sessies>,
    inloggen: Arc<Inloggen>,
    verzoeken: Arc<Verzoeken>,
    correcties: Arc<Correcties>,
    uitbak: Bezorgdienst,
    bewaren: Bewaren,
}

/// The register of the portal.
pub fn register() -> Result<Arc<Register>, StartFout> {
    Register::ingebouwd().map(Arc::new).map_err(|fouten| StartFout::register(&fouten))
}

/// What the portal and others use personal data for. Every purpose that a registration is asked for is one of them: a
/// line in the logboek must lead somewhere.
pub fn activiteiten(config: &Config) -> Result<Activiteiten, StartFout> {
    let organisatie = &config.organisatie;
    let portaal = VanOns {
        naam: &organisatie.naam,
        website: config.publieke_url.as_str(),
        basis: organisatie.verwerkingenregister.as_str(),
    };
    let activiteiten = Activiteiten::ingebouwd(portaal).map_err(|fouten| StartFout::register(&fouten))?;
    let bekend = |verwerking: &str| activiteiten.activiteit(PORTAAL, verwerking).is_some();
    let bezwaren: Vec<String> = config
        .registraties
        .iter()
        .filter(|(_, registratie)| !bekend(&registratie.verwerking))
        .map(|(id, registratie)| {
            format!(
                "registraties.{id}.verwerking: there is no verwerkingsactiviteit {}",
                registratie.verwerking
            )
        })
        .collect();
    if bezwaren.is_empty() { Ok(activiteiten) } else { Err(ConfigFout(bezwaren).into()) }
}

/// The logboek by itself; for who checks it.
pub async fn logboek(database: &str, sleutel: &Geheim) -> Result<Logboek, StartFout> {
    let sleutel = Ketensleutel::nieuw(&sleutel.sleutel()?);
    let sleutel = sleutel.map_err(|fout| StartFout::Onderdeel(fout.to_string()))?;
    Ok(Logboek::nieuw(Store::open(database).await?, "controle", sleutel))
}

/// Builds everything from the configuration; asks nothing of the outside but the database.
pub async fn bouw(
    config: Config,
    register: Arc<Register>,
    clock: Arc<dyn Clock>,
    willekeur: Arc<Willekeur>,
) -> Result<Server, StartFout> {
    telemetrie::metingen();
    let activiteiten = Arc::new(activiteiten(&config)?);
    let config = Arc::new(config);
    let store = Store::open(config.database.onthul()).await?;
    maanden::probeer_maanden(&store, clock.nu()).await;
    let http = koppelvlakken::client().map_err(StartFout::Onderdeel)?;
    let oidc = Arc::new(Oidc::nieuw(&config, Arc::clone(&clock), http.clone()));
    let ketensleutel =
        Ketensleutel::nieuw(&config.sleutels.pseudoniem.sleutel()?).map_err(sleutel_te_kort)?;
    let logboek =
        Logboek::nieuw(store.clone(), format!("klantbeeld {}", config.organisatie.oin), ketensleutel);
    let grond = Grond {
        config: &config,
        register: &register,
        store: &store,
        clock: &clock,
        willekeur: &willekeur,
        http: &http,
    };
    let sessies = Arc::new(sessies(&grond)?);
    let inloggen = Arc::new(Inloggen {
        store: store.clone(),
        oidc: Arc::clone(&oidc),
        clock: Arc::clone(&clock),
        willekeur: Arc::clone(&willekeur),
        sessies: Arc::clone(&sessies),
    });
    let meldpunt = Meldpunt::nieuw(&config.incidenten, http.clone());
    let bezorgers = HashMap::from([(BERICHT_INCIDENT.to_owned(), Arc::new(meldpunt) as Arc<dyn Bezorger>)]);
    let uitbak = Bezorgdienst::nieuw(store.clone(), bezorgers, Arc::clone(&clock), Instellingen::default());
    let taken = TaskTracker::new();
    let onderhoud = Onderhoud::nieuw(store.clone(), Arc::clone(&clock));
    let incidenten = Incidentmelder {
        logboek: logboek.clone(),
        store: store.clone(),
        clock: Arc::clone(&clock),
        wekker: uitbak.wekker(),
    };
    let klantbeeld = Arc::new(Klantbeeld {
        bronnen: bronnen(&config, &register, &willekeur, &clock, &http)?,
        onderhoud: onderhoud.clone(),
        register: Arc::clone(&register),
        logboek: logboek.clone(),
        clock: Arc::clone(&clock),
        willekeur: Arc::clone(&willekeur),
        config: Arc::clone(&config),
        incidenten: incidenten.clone(),
        taken: taken.clone(),
    });
    let inzage = Arc::new(Inzage::nieuw(
        logboek.clone(),
        Onderdelen {
            register: Arc::clone(&register),
            activiteiten: Arc::clone(&activiteiten),
            basis: config.organisatie.verwerkingenregister.to_string(),
            registraties: klantbeeld.registraties().into_iter().collect(),
            logbronnen: koppelvlakken::logboeken::bouw(&config, &register, &willekeur, &clock, &http)
                .map_err(StartFout::Onderdeel)?,
            store: store.clone(),
            incidenten,
            clock: Arc::clone(&clock),
            willekeur: Arc::clone(&willekeur),
            taken: taken.clone(),
        },
    ));
    let correcties = Arc::new(correcties(&grond, &klantbeeld, &inzage, uitbak.wekker())?);
    let uitbak = uitbak.met(Correctiebezorger::alle(&correcties));
    let verzoeken = Arc::new(verzoeken(&config, &register, &activiteiten, &store, &clock, &willekeur)?);
    let berichten = Arc::new(Berichten { store: store.clone(), clock: Arc::clone(&clock) });
    let bewaren = bewaren(&grond, logboek, &activiteiten, &verzoeken, &correcties, &berichten);
    let beheer = http::beheer::router(Beheer {
        store: store.clone(),
        onderhoud,
        registraties: Arc::new(klantbeeld.registraties().into_iter().collect()),
    });
    let adressen = Adreszoeker::nieuw(&config, &willekeur, &clock, &http).map_err(StartFout::Onderdeel)?;
    let router = http::router(Portaal {
        config: Arc::clone(&config),
        clock: Arc::clone(&clock),
        willekeur: Arc::clone(&willekeur),
        oidc,
        inloggen: Arc::clone(&inloggen),
        sessies: Arc::clone(&sessies),
        klantbeeld,
        inzage,
        registers: Arc::new(http::Registers {
            gegevens: http::Weergaven::van(|taal| register.weergave(taal)),
            activiteiten: http::Weergaven::van(|taal| activiteiten.weergave(taal)),
        }),
        activiteiten: Arc::clone(&activiteiten),
        verzoeken: Arc::clone(&verzoeken),
        berichten,
        behandelaars: Arc::new(http::Behandelaars::van(&config.behandelaars)),
        correcties: Arc::clone(&correcties),
        adressen: Arc::new(adressen),
    })?;
    let achtergrond = Achtergrond { willekeur, sessies, inloggen, verzoeken, correcties, uitbak, bewaren };
    Ok(Server { router, beheer, achtergrond, taken })
}

/// What most parts are made of.
struct Grond<'a> {
    config: &'a Config,
    register: &'a Arc<Register>,
    store: &'a Store,
    clock: &'a Arc<dyn Clock>,
    willekeur: &'a Arc<Willekeur>,
    http: &'a reqwest::Client,
}

fn sleutel_te_kort(fout: SleutelTeKort) -> StartFout {
    StartFout::Onderdeel(fout.to_string())
}

fn sessies(grond: &Grond<'_>) -> Result<Sessies, StartFout> {
    let sleutels = &grond.config.sleutels;
    Ok(Sessies {
        store: grond.store.clone(),
        clock: Arc::clone(grond.clock),
        willekeur: Arc::clone(grond.willekeur),
        pseudonimiseerder: Pseudonimiseerder::nieuw(&sleutels.pseudoniem.sleutel()?)
            .map_err(sleutel_te_kort)?,
        zegel: Zegel::nieuw(&sleutels.zegel.sleutel()?).map_err(sleutel_te_kort)?,
        duur: grond.config.sessie,
    })
}

/// Who keeps all of it no longer than was promised.
fn bewaren(
    grond: &Grond<'_>,
    logboek: Logboek,
    activiteiten: &Arc<Activiteiten>,
    verzoeken: &Arc<Verzoeken>,
    correcties: &Arc<Correcties>,
    berichten: &Arc<Berichten>,
) -> Bewaren {
    Bewaren {
        logboek,
        store: grond.store.clone(),
        activiteiten: Arc::clone(activiteiten),
        verzoeken: Arc::clone(verzoeken),
        correcties: Arc::clone(correcties),
        berichten: Arc::clone(berichten),
        clock: Arc::clone(grond.clock),
        willekeur: Arc::clone(grond.willekeur),
    }
}

/// What citizens say is wrong, with the ways to the holders.
fn correcties(
    grond: &Grond<'_>,
    klantbeeld: &Arc<Klantbeeld>,
    inzage: &Arc<Inzage>,
    wekker: Arc<Notify>,
) -> Result<Correcties, StartFout> {
    let Grond { config, http, .. } = grond;
    let naar = config.kennisgevingen.as_ref();
    let kennisgever = naar.map(|naar| Kennisgever::nieuw(naar, (*http).clone())).transpose();
    Ok(Correcties {
        store: grond.store.clone(),
        clock: Arc::clone(grond.clock),
        willekeur: Arc::clone(grond.willekeur),
        kluis: kluis(config)?,
        register: Arc::clone(grond.register),
        groepen: Groepen::van(grond.register),
        bronnen: Box::new(Arc::clone(klantbeeld)),
        gebruikers: Box::new(Arc::clone(inzage)),
        loketten: Loketten::nieuw(config, (*http).clone()).map_err(StartFout::Onderdeel)?,
        kennisgever: kennisgever.map_err(StartFout::Onderdeel)?,
        melder: Melder { naam: config.organisatie.naam.clone(), oin: config.organisatie.oin.clone() },
        keurmeester: Keurmeester::nieuw(config.scanner(), BESTANDEN_TEGELIJK),
        wekker,
        lezen_elke_ms: i64::from(config.correcties.lezen_elke_seconden) * 1_000,
    })
}

/// The requests of citizens; whoever may answer them must be an organisation that can be asked.
fn verzoeken(
    config: &Config,
    register: &Register,
    activiteiten: &Activiteiten,
    store: &Store,
    clock: &Arc<dyn Clock>,
    willekeur: &Arc<Willekeur>,
) -> Result<Verzoeken, StartFout> {
    let organisaties = Organisaties::nieuw(activiteiten.organisaties().map(Organisatie::id));
    if let Some(id) = config.behandelaars.keys().find(|id| !organisaties.kent(id)) {
        return Err(StartFout::Onderdeel(format!("behandelaars.{id} is no organisation that can be asked")));
    }
    Ok(Verzoeken {
        store: store.clone(),
        clock: Arc::clone(clock),
        willekeur: Arc::clone(willekeur),
        kluis: kluis(config)?,
        organisaties,
        onderwerpen: onderwerpen(register),
    })
}

/// What citizens ask and say is sealed with it.
fn kluis(config: &Config) -> Result<Kluis, StartFout> {
    Kluis::nieuw(&config.sleutels.zegel.sleutel()?).map_err(sleutel_te_kort)
}

/// Every registration of the configuration, with its client and its limits.
fn bronnen(
    config: &Config,
    register: &Register,
    willekeur: &Arc<Willekeur>,
    clock: &Arc<dyn Clock>,
    http: &reqwest::Client,
) -> Result<BTreeMap<String, Bron>, StartFout> {
    let koppelvlakken =
        koppelvlakken::bouw(config, register, willekeur, clock, http).map_err(StartFout::Onderdeel)?;
    let bron = |(id, koppelvlak): (String, Arc<dyn Koppelvlak>)| {
        let instellingen = config.registraties.get(&id)?;
        let termijn = Duration::from_millis(instellingen.termijn_ms);
        let zekering = Zekering::nieuw(&instellingen.zekering);
        Some((id, Bron { koppelvlak, termijn, zekering }))
    };
    Ok(koppelvlakken.into_iter().filter_map(bron).collect())
}

/// Opens a listener, with an error that says where.
pub async fn luister(adres: &str) -> Result<TcpListener, StartFout> {
    TcpListener::bind(adres)
        .await
        .map_err(|oorzaak| StartFout::Luisteren { adres: adres.to_owned(), oorzaak })
}

impl Server {
    /// The same server with more routes: what only the demo has, and the pages for those who run it.
    #[must_use]
    pub fn met(mut self, routes: Router) -> Self {
        self.router = self.router.merge(routes).merge(self.beheer.clone());
        self
    }

    /// Serves the portal and, on an address of their own, the pages for those who run it.
    pub async fn dien_met_beheer(
        self,
        listener: TcpListener,
        beheer: TcpListener,
        stop: CancellationToken,
    ) -> Result<(), StartFout> {
        let dienst =
            axum::serve(beheer, self.beheer.clone()).with_graceful_shutdown(stop.clone().cancelled_owned());
        let beheer = tokio::spawn(dienst.into_future());
        let gediend = self.dien(listener, stop).await;
        beheer.abort();
        gediend
    }

    /// Serves until `stop` is cancelled, then lets requests under way end.
    pub async fn dien(self, listener: TcpListener, stop: CancellationToken) -> Result<(), StartFout> {
        let taken = self.taken;
        self.achtergrond.begin(&taken, &stop);
        let dienst =
            axum::serve(listener, self.router).with_graceful_shutdown(stop.clone().cancelled_owned());
        let gediend = tot_uitloop(dienst.into_future(), &stop).await;
        stop.cancel();
        taken.close();
        // What the background had in hand is in the database; it goes on after the next start.
        let _ = tokio::time::timeout(UITLOOP, taken.wait()).await;
        gediend
    }
}

/// A stream that never ends must not keep the server from stopping.
async fn tot_uitloop(
    dienst: impl Future<Output = std::io::Result<()>>,
    stop: &CancellationToken,
) -> Result<(), StartFout> {
    let te_laat = async {
        stop.cancelled().await;
        tokio::time::sleep(UITLOOP).await;
    };
    tokio::select! {
        gediend = dienst => gediend.map_err(StartFout::Gestopt),
        () = te_laat => {
            tracing::warn!("requests were still under way and are cut off");
            Ok(())
        }
    }
}

impl Achtergrond {
    fn begin(self, taken: &TaskTracker, stop: &CancellationToken) {
        let rng = StdRng::seed_from_u64(self.willekeur.u64());
        taken.spawn(self.uitbak.draai(rng, stop.clone()));
        let stop = stop.clone();
        taken.spawn(self.bewaren.draai(stop.clone()));
        taken.spawn(onderhoud_metingen(stop.clone()));
        taken.spawn(Arc::clone(&self.correcties).draai(stop.clone()));
        taken.spawn(async move {
            while stop.run_until_cancelled(tokio::time::sleep(OPRUIMEN_ELKE)).await.is_some() {
                let gedaan = async {
                    Ok::<_, StoreFout>(self.sessies.ruim_op().await? + self.inloggen.ruim_op().await?)
                };
                if let Err(fout) = gedaan.await {
                    tracing::warn!(fout = %fout, "ended sessions could not be deleted");
                }
                if let Err(fout) = self.verzoeken.bewaak_termijnen().await {
                    tracing::error!(fout = %fout, "passed deadlines could not be told");
                }
                if let Err(fout) = self.correcties.bewaak_termijnen().await {
                    tracing::error!(fout = %fout, "passed deadlines of correcties could not be noted");
                }
            }
        });
    }
}

/// Histograms keep every sample until somebody looks; when nobody does, this does.
async fn onderhoud_metingen(stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(METINGEN_ELKE)).await.is_some() {
        telemetrie::metingen().run_upkeep();
    }
}
