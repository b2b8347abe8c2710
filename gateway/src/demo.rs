//! The demo: the whole portal with all stand-ins on one loopback address. The embedded default of this project, and
//! what the end-to-end tests run against: the same code as production, with other settings.

use crate::clock::{Clock, Verzetbareklok};
use crate::config::{
    Behandelaar, Config, Correcties, Eigendommen, Gebruikslog, Geheim, Identiteit, Incidenten,
    Kennisgevingen, Logsoort, Organisatie, Registratie, Sessieduur, Sleutels, Terugmelden, Zekering,
};
use crate::koppelvlakken::logboeken::MEESTE_REGELS;
use crate::logboek::Logboek;
use crate::server::{self, StartFout};
use crate::willekeur::Willekeur;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::routes::Pagina;
use contract::sessie::Niveau;
use gegevensregister::Register;
use openidconnect::IssuerUrl;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use time::OffsetDateTime;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use url::Url;

const CLIENT_ID: &str = "klantbeeld";
const PAD_IDENTITEIT: &str = "/demo/identiteit";
/// A number of the test range (prefix 00000099).
const OIN: &str = "00000099000000001000";

/// From when on the demo's registrations keep a use log.
const LOGBOEKEN_SINDS: time::Date = time::macros::date!(2024 - 05 - 01);

/// A change of the demo's settings.
pub type Aanpassing = Box<dyn FnOnce(&mut Config) + Send>;

/// What can be chosen for a demo.
pub struct Opties {
    /// 0: any free port.
    pub port: u16,
    /// Where the databases are kept.
    pub data: PathBuf,
    pub dist: PathBuf,
    /// The clock starts here and ticks on; absent: now.
    pub klok: Option<OffsetDateTime>,
    /// Official test persons (RvIG) to import.
    pub brp_testset: Option<PathBuf>,
    /// PostgreSQL instead of SQLite for the portal's own store.
    pub database: Option<String>,
    /// So many copies of the BRP instead of all registrations, for measuring; 0: no.
    pub kopieen: usize,
    /// Changes settings before the portal is built; for tests.
    pub aanpassen: Aanpassing,
}

/// A demo that runs.
pub struct Demo {
    pub url: Url,
    pub personen: Vec<registries::personen::DemoPersoon>,
    pub klok: Arc<Verzetbareklok>,
    pub config: Config,
    /// Where the stand-in of each registration is reached.
    pub adressen: BTreeMap<&'static str, Url>,
    pub meldpunt_url: Url,
    stop: CancellationToken,
    portaal: tokio::task::JoinHandle<Result<(), StartFout>>,
    registraties: registries::Gestart,
}

/// Starts everything; returns when it can be used.
pub async fn start(opties: Opties) -> Result<Demo, StartFout> {
    std::fs::create_dir_all(&opties.data)
        .map_err(|fout| StartFout::Onderdeel(format!("cannot make {}: {fout}", opties.data.display())))?;
    let willekeur = Arc::new(Willekeur::systeem());
    let klok = Arc::new(opties.klok.map_or_else(Verzetbareklok::default, Verzetbareklok::vanaf));
    let listener = server::luister(&format!("127.0.0.1:{}", opties.port)).await?;
    let url = adres(&listener)?;
    let geheimen = Geheimen::van(&opties.data, &willekeur)?;

    let klok_registraties = Arc::clone(&klok);
    let registraties = registries::start(registries::Opties {
        data: opties.data.clone(),
        klok: Arc::new(move || klok_registraties.nu()),
        brp_testset: opties.brp_testset.clone(),
        api_sleutel: geheimen.api_sleutel.clone(),
    })
    .await
    .map_err(|fout| StartFout::Registraties(fout.to_string()))?;

    let adressen = Adressen::van(&url, &registraties);
    adressen.bewaar(&opties.data)?;
    let mut config = config(&opties, &adressen, &geheimen);
    overschrijf(&mut config, |naam| std::env::var(naam).ok())?;
    (opties.aanpassen)(&mut config);
    let server = server::bouw(config.clone(), register(opties.kopieen)?, klok.clone(), willekeur).await?;
    let server = server.met(rond_de_demo(&url, &config.publieke_url, &geheimen, &registraties, &klok)?);
    let stop = CancellationToken::new();
    let portaal = tokio::spawn(server.dien(listener, stop.clone()));
    Ok(Demo {
        url,
        personen: registraties.personen.clone(),
        klok,
        config,
        adressen: registraties.adressen.clone(),
        meldpunt_url: registraties.meldpunt_url.clone(),
        stop,
        portaal,
        registraties,
    })
}

/// Serves a second gateway of the portal whose demo runs on this data, until `stop` is cancelled: the same database,
/// keys and stand-ins, so that a session of the one is good at the other. Without stand-ins in its process it shows
/// what a gateway costs by itself.
pub async fn dien_ernaast(opties: Opties, stop: CancellationToken) -> Result<(), StartFout> {
    let willekeur = Arc::new(Willekeur::systeem());
    let klok = Arc::new(opties.klok.map_or_else(Verzetbareklok::default, Verzetbareklok::vanaf));
    let adressen = Adressen::lees(&opties.data)?;
    let geheimen = Geheimen::van(&opties.data, &willekeur)?;
    let listener = server::luister(&format!("127.0.0.1:{}", opties.port)).await?;
    let config = config(&opties, &adressen, &geheimen);
    let server = server::bouw(config, register(opties.kopieen)?, klok, willekeur).await?;
    server.met(axum::Router::new()).dien(listener, stop).await
}

impl Demo {
    /// Stops the portal and then the stand-ins.
    pub async fn stop(self) -> Result<(), StartFout> {
        self.stop.cancel();
        let gediend = self.portaal.await.map_err(|fout| StartFout::Onderdeel(fout.to_string()))?;
        self.registraties.stop().await;
        gediend
    }

    /// Waits until the portal stops by itself, which is an error.
    pub async fn einde(&mut self) -> Result<(), StartFout> {
        (&mut self.portaal).await.map_err(|fout| StartFout::Onderdeel(fout.to_string()))?
    }
}

/// What only the demo has: the identity provider, the controls, and the desk of the holders.
fn rond_de_demo(
    url: &Url,
    publiek: &Url,
    geheimen: &Geheimen,
    registraties: &registries::Gestart,
    klok: &Arc<Verzetbareklok>,
) -> Result<axum::Router, StartFout> {
    let client = registries::identiteit::Client {
        client_id: CLIENT_ID.into(),
        client_secret: geheimen.client_secret.clone(),
        redirect_uris: vec![op(publiek, contract::routes::AUTH_TERUG)],
        post_logout_redirect_uris: vec![op(publiek, Pagina::Uitgelogd.pad())],
    };
    let identiteit = registraties
        .identiteit(op(url, PAD_IDENTITEIT), vec![client])
        .map_err(|fout| StartFout::Registraties(fout.to_string()))?;
    let klok = Arc::clone(klok);
    let zetter: registries::bediening::KlokZetter = Arc::new(move |verzet| match verzet {
        registries::bediening::Klokverzet::Vooruit(duur) => klok.vooruit(duur),
        registries::bediening::Klokverzet::Nu(nu) => klok.zet(nu),
    });
    let bediening = registraties.bediening(zetter, namen()?);
    let houder = registraties.houder(namen_van_gegevens()?);
    Ok(axum::Router::new().nest(PAD_IDENTITEIT, identiteit).merge(bediening).merge(houder))
}

/// What people call each registration, group and gegeven, by its id, for the page of the holders.
fn namen_van_gegevens() -> Result<BTreeMap<String, String>, StartFout> {
    let mut namen = BTreeMap::new();
    for registratie in server::register()?.weergave(contract::Taal::Nl).registraties {
        namen.insert(registratie.id, registratie.naam);
        for groep in registratie.groepen {
            namen.insert(groep.id, groep.naam);
            namen.extend(groep.gegevens.into_iter().map(|gegeven| (gegeven.id, gegeven.naam)));
        }
    }
    Ok(namen)
}

/// What people call each registration, for the page of the controls.
fn namen() -> Result<BTreeMap<String, String>, StartFout> {
    let register = gegevensregister::Register::ingebouwd()
        .map_err(|_| StartFout::Onderdeel("the gegevensregister is not in order".into()))?;
    let registraties = register.weergave(contract::Taal::Nl).registraties.into_iter();
    Ok(registraties.map(|een| (een.id, format!("{} ({})", een.naam, een.afkorting))).collect())
}

fn config(opties: &Opties, adressen: &Adressen, geheimen: &Geheimen) -> Config {
    let url = &adressen.portaal;
    let database = opties.database.clone().unwrap_or_else(|| sqlite(&opties.data));
    Config {
        publieke_url: url.clone(),
        luister: ([127, 0, 0, 1], url.port().unwrap_or(0)).into(),
        beheer: None,
        database: Geheim::nieuw(database),
        dist: opties.dist.clone(),
        sleutels: Sleutels {
            pseudoniem: Geheim::nieuw(geheimen.pseudoniem.clone()),
            zegel: Geheim::nieuw(geheimen.zegel.clone()),
        },
        organisatie: Organisatie {
            naam: "Gemeente Voorbeeld".into(),
            oin: OIN.into(),
            verwerkingenregister: verwerkingenregister(url),
        },
        identiteit: Identiteit {
            issuer: IssuerUrl::from_url(op(url, PAD_IDENTITEIT)),
            client_id: CLIENT_ID.into(),
            client_secret: Geheim::nieuw(geheimen.client_secret.clone()),
            claim_bsn: "bsn".into(),
            minimum_niveau: Niveau::Substantieel,
        },
        registraties: instellingen(opties.kopieen, geheimen, adressen),
        incidenten: Incidenten { url: adressen.meldpunt.clone() },
        behandelaars: behandelaars(),
        sessie: Sessieduur::default(),
        virusscanner: None,
        // What a holder did is there soon: a demo is watched.
        correcties: Correcties { lezen_elke_seconden: 2 },
        kennisgevingen: adressen.kennisgevingen.as_ref().map(|url| Kennisgevingen {
            url: url.clone(),
            api_sleutel: Geheim::nieuw(geheimen.api_sleutel.clone()),
        }),
    }
}

/// Every organisation, each with a token that anybody can tell.
fn behandelaars() -> BTreeMap<String, Behandelaar> {
    let een = |id: &str| (id.to_owned(), Behandelaar::van_token(&Behandelaar::demotoken(id)));
    gegevensregister::organisatie_ids().map(een).collect()
}

fn register(kopieen: usize) -> Result<Arc<Register>, StartFout> {
    if kopieen == 0 {
        return server::register();
    }
    Register::van_kopieen("brp", kopieen).map(Arc::new).map_err(|fouten| StartFout::register(&fouten))
}

fn instellingen(kopieen: usize, geheimen: &Geheimen, adressen: &Adressen) -> BTreeMap<String, Registratie> {
    let echt = adressen.registraties.iter().map(|(id, url)| {
        let logboek = adressen.logboeken.get(id).and_then(|url| gebruikslog(id, url, geheimen));
        let terugmelden = adressen.terugmelden.get(id).map(|url| Terugmelden {
            url: url.clone(),
            api_sleutel: Geheim::nieuw(geheimen.api_sleutel.clone()),
        });
        (id.clone(), Registratie { logboek, terugmelden, ..registratie(id, url, geheimen) })
    });
    let kopie = |nummer| {
        let brp = registratie("brp", adressen.registraties.get("brp")?, geheimen);
        Some((format!("kopie{nummer:02}"), Registratie { koppelvlak: Some("brp".into()), ..brp }))
    };
    if kopieen == 0 { echt.collect() } else { (1..=kopieen).filter_map(kopie).collect() }
}

/// Lets one registration be a real test environment while the others are stand-ins, by the names that production has:
/// `KLANTBEELD__REGISTRATIES__WOZ__URL` and `…__API_SLEUTEL`.
fn overschrijf(config: &mut Config, omgeving: impl Fn(&str) -> Option<String>) -> Result<(), StartFout> {
    for (id, registratie) in &mut config.registraties {
        let naam = |veld: &str| format!("KLANTBEELD__REGISTRATIES__{}__{veld}", id.to_uppercase());
        if let Some(url) = omgeving(&naam("URL")) {
            registratie.url =
                Url::parse(&url).map_err(|_| StartFout::Onderdeel(format!("{} is no URL", naam("URL"))))?;
        }
        if let Some(sleutel) = omgeving(&naam("API_SLEUTEL")) {
            registratie.api_sleutel = Geheim::nieuw(sleutel);
        }
    }
    Ok(())
}

fn registratie(id: &str, url: &Url, geheimen: &Geheimen) -> Registratie {
    let (doelbinding, verwerking) =
        if id == "brp" { ("BRPACT-InzageBurger", "InzageBurger") } else { ("InzageBurger", "InzageBurger") };
    Registratie {
        url: url.clone(),
        koppelvlak: None,
        api_sleutel: Geheim::nieuw(geheimen.api_sleutel.clone()),
        doelbinding: doelbinding.into(),
        verwerking: verwerking.into(),
        termijn_ms: 5000,
        gelijktijdig: 256,
        pogingen: 2,
        zekering: Zekering::default(),
        eigendommen: (id == "kvk").then(|| Eigendommen {
            url: op(url, registries::kvk::PAD_EIGENDOMMEN),
            api_sleutel: Geheim::nieuw(geheimen.api_sleutel.clone()),
        }),
        digikoppeling: None,
        logboek: None,
        terugmelden: None,
    }
}

/// The use log of a registration, which in the demo has the key of the registration.
fn gebruikslog(id: &str, url: &Url, geheimen: &Geheimen) -> Option<Gebruikslog> {
    use registries::logboek::{LOGBOEKEN, Standaard};
    let log = LOGBOEKEN.iter().find(|log| log.registratie == id)?;
    let soort = match log.standaard {
        Standaard::Ldv => Logsoort::Ldv,
        Standaard::Vng => Logsoort::Vng,
    };
    Some(Gebruikslog {
        soort,
        url: url.clone(),
        api_sleutel: Geheim::nieuw(geheimen.api_sleutel.clone()),
        sinds: LOGBOEKEN_SINDS,
        regels_max: MEESTE_REGELS,
        digikoppeling: None,
    })
}

/// Where a demo that runs is reached; kept beside its databases for a second gateway.
#[derive(serde::Serialize, serde::Deserialize)]
struct Adressen {
    portaal: Url,
    registraties: BTreeMap<String, Url>,
    /// Of the use logs, by registration.
    logboeken: BTreeMap<String, Url>,
    /// Of the holders' desks, by registration.
    terugmelden: BTreeMap<String, Url>,
    kennisgevingen: Option<Url>,
    meldpunt: Url,
}

impl Adressen {
    const BESTAND: &str = "adressen.json";

    fn van(portaal: &Url, registraties: &registries::Gestart) -> Self {
        let adressen =
            |van: &BTreeMap<&str, Url>| van.iter().map(|(id, url)| ((*id).to_owned(), url.clone())).collect();
        Self {
            portaal: portaal.clone(),
            registraties: adressen(&registraties.adressen),
            logboeken: adressen(&registraties.logboeken),
            terugmelden: adressen(&registraties.terugmelden),
            kennisgevingen: Some(registraties.kennisgevingen_url.clone()),
            meldpunt: registraties.meldpunt_url.clone(),
        }
    }

    fn lees(data: &Path) -> Result<Self, StartFout> {
        let tekst = std::fs::read_to_string(data.join(Self::BESTAND)).unwrap_or_default();
        serde_json::from_str(&tekst)
            .map_err(|_| StartFout::Onderdeel(format!("no demo runs on {}", data.display())))
    }

    fn bewaar(&self, data: &Path) -> Result<(), StartFout> {
        let bestand = data.join(Self::BESTAND);
        serde_json::to_string_pretty(self)
            .map_err(std::io::Error::from)
            .and_then(|tekst| std::fs::write(&bestand, tekst))
            .map_err(|oorzaak| StartFout::Onderdeel(format!("{}: {oorzaak}", bestand.display())))
    }
}

/// Drawn once per demo and kept beside its databases: with other keys the old rows could not be read.
#[derive(serde::Serialize, serde::Deserialize)]
struct Geheimen {
    pseudoniem: String,
    zegel: String,
    client_secret: String,
    api_sleutel: String,
}

/// The logboek of a demo on these data, which must have run before; for who checks it.
pub async fn logboek(data: &Path) -> Result<Logboek, StartFout> {
    let bestand = data.join("sleutels.json");
    if !bestand.exists() {
        return Err(StartFout::Onderdeel(format!("{} is not there: no demo ran here", bestand.display())));
    }
    let geheimen = Geheimen::van(data, &Willekeur::systeem())?;
    server::logboek(&sqlite(data), &Geheim::nieuw(geheimen.pseudoniem)).await
}

impl Geheimen {
    fn van(data: &Path, willekeur: &Willekeur) -> Result<Self, StartFout> {
        let bestand = data.join("sleutels.json");
        let fout = |oorzaak: String| StartFout::Onderdeel(format!("{}: {oorzaak}", bestand.display()));
        if bestand.exists() {
            let tekst = std::fs::read_to_string(&bestand).map_err(|oorzaak| fout(oorzaak.to_string()))?;
            return serde_json::from_str(&tekst).map_err(|oorzaak| fout(oorzaak.to_string()));
        }
        let sleutel = || {
            let mut bytes = [0_u8; 32];
            willekeur.met(|rng| rand::Rng::fill_bytes(rng, &mut bytes));
            STANDARD.encode(bytes)
        };
        let geheimen = Geheimen {
            pseudoniem: sleutel(),
            zegel: sleutel(),
            client_secret: willekeur.token(),
            api_sleutel: willekeur.token(),
        };
        let tekst = serde_json::to_string_pretty(&geheimen).map_err(|oorzaak| fout(oorzaak.to_string()))?;
        schrijf_geheim(&bestand, &tekst).map_err(|oorzaak| fout(oorzaak.to_string()))?;
        Ok(geheimen)
    }
}

/// Only for whoever runs the demo.
fn schrijf_geheim(bestand: &Path, tekst: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut bestand = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(bestand)?;
    bestand.write_all(tekst.as_bytes())?;
    bestand.sync_all()
}

/// The same on every port: lines in the logboek refer to it, and the next demo on these data may have another.
fn verwerkingenregister(portaal: &Url) -> Url {
    let mut url = op(portaal, "/verwerkingsactiviteiten/portaal");
    // A URL without a host has no port either.
    let _ = url.set_port(None);
    url
}

fn sqlite(data: &Path) -> String {
    format!("sqlite://{}?mode=rwc", data.join("klantbeeld.db").display())
}

fn adres(listener: &TcpListener) -> Result<Url, StartFout> {
    let adres = listener.local_addr().map_err(StartFout::Gestopt)?;
    Url::parse(&format!("http://{adres}/")).map_err(|fout| StartFout::Onderdeel(fout.to_string()))
}

/// A path on the demo's own address.
fn op(url: &Url, pad: &str) -> Url {
    let mut url = url.clone();
    url.set_path(pad);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met_woz() -> Config {
        let geheimen = Geheimen {
            pseudoniem: String::new(),
            zegel: String::new(),
            client_secret: String::new(),
            api_sleutel: "van de demo".into(),
        };
        let tekst = include_str!("../voorbeeld.toml");
        let mut config: Config = toml::from_str(tekst).unwrap();
        let url = "http://127.0.0.1:1/lvwoz/api/v1".parse().unwrap();
        config.registraties = BTreeMap::from([("woz".into(), registratie("woz", &url, &geheimen))]);
        config
    }

    #[test]
    fn one_registration_can_be_a_real_one() {
        let mut config = met_woz();
        overschrijf(&mut config, |naam| match naam {
            "KLANTBEELD__REGISTRATIES__WOZ__URL" => Some("https://api.woz.example/v1".into()),
            "KLANTBEELD__REGISTRATIES__WOZ__API_SLEUTEL" => Some("van buiten".into()),
            _ => None,
        })
        .unwrap();
        let woz = &config.registraties["woz"];
        assert_eq!(
            (woz.url.as_str(), woz.api_sleutel.onthul()),
            ("https://api.woz.example/v1", "van buiten")
        );
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        let fout = overschrijf(&mut met_woz(), |naam| naam.ends_with("URL").then(|| "geen adres".into()));
        assert!(fout.unwrap_err().to_string().contains("KLANTBEELD__REGISTRATIES__WOZ__URL"));
    }
}
