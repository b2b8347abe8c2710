//! Configuration: one TOML file, overridden by environment variables (`KLANTBEELD` and `__` between levels, such as
//! `KLANTBEELD__IDENTITEIT__CLIENT_SECRET`). Every mistake is named at start, all of them at once.

mod correcties;
mod productie;
mod virusscanner;

pub use correcties::{Correcties, Kennisgevingen, Terugmelden};
pub use virusscanner::{GeenScanneradres, Scanneradres, Virusscanner};

use crate::koppelvlakken;
use crate::pseudoniem::hex;
use contract::sessie::Niveau;
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use openidconnect::IssuerUrl;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// Everything that differs from one installation to the next.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where citizens find the portal, without a path: `https://mijn.gemeente.nl`.
    pub publieke_url: Url,
    /// Where the server listens.
    pub luister: SocketAddr,
    /// Where `/health` and `/metrics` listen: an address that is not on the internet.
    #[serde(default)]
    pub beheer: Option<SocketAddr>,
    /// `sqlite:///var/lib/klantbeeld.db` or `postgres://…`.
    pub database: Geheim,
    /// The built app.
    #[serde(default = "standaard_dist")]
    pub dist: PathBuf,
    pub sleutels: Sleutels,
    pub organisatie: Organisatie,
    pub identiteit: Identiteit,
    /// By id in the gegevensregister.
    pub registraties: BTreeMap<String, Registratie>,
    pub incidenten: Incidenten,
    /// The organisations whose systems may answer requests of citizens, by id.
    #[serde(default)]
    pub behandelaars: BTreeMap<String, Behandelaar>,
    #[serde(default)]
    pub sessie: Sessieduur,
    /// Absent: files are not scanned.
    #[serde(default)]
    pub virusscanner: Option<Virusscanner>,
    #[serde(default)]
    pub correcties: Correcties,
    /// Where organisations are told that a value they used was corrected; absent: nobody is told yet.
    #[serde(default)]
    pub kennisgevingen: Option<Kennisgevingen>,
}

/// Two keys, base64, 32 bytes each at least. They never change: a new one makes old log lines unfindable, or requests
/// unreadable.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sleutels {
    /// Keys the pseudonyms under which persons stand in our own tables.
    pub pseudoniem: Geheim,
    /// Seals the BSN in a session row, and what citizens ask and are answered.
    pub zegel: Geheim,
}

/// Who runs this portal; stands in every request to a registry and in the logboek.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisatie {
    pub naam: String,
    /// Organisatie-identificatienummer, 20 digits.
    pub oin: String,
    /// Base of the URIs of our own verwerkingsactiviteiten, by which a line in the logboek refers to them.
    pub verwerkingenregister: Url,
}

/// The OpenID provider in front of DigiD and eIDAS (NL GOV Assurance profile for OpenID Connect).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identiteit {
    /// To the letter as the provider calls itself, with or without a slash at the end.
    pub issuer: IssuerUrl,
    pub client_id: String,
    pub client_secret: Geheim,
    /// Claim of the userinfo answer that holds the BSN.
    #[serde(default = "standaard_claim")]
    pub claim_bsn: String,
    #[serde(default = "standaard_niveau")]
    pub minimum_niveau: Niveau,
}

/// How one registry is reached.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registratie {
    pub url: Url,
    /// Which client speaks to it, when that is not the one that bears its id.
    #[serde(default)]
    pub koppelvlak: Option<String>,
    pub api_sleutel: Geheim,
    /// `x-doelbinding`: the purpose under which the registry granted us access.
    pub doelbinding: String,
    /// `x-verwerking`: the verwerkingsactiviteit, one of `gegevensregister/verwerkingsactiviteiten/portaal.toml`.
    pub verwerking: String,
    /// One deadline for the whole question, retries included.
    #[serde(default = "standaard_termijn_ms")]
    pub termijn_ms: u64,
    /// How many questions may be under way at once.
    #[serde(default = "standaard_gelijktijdig")]
    pub gelijktijdig: usize,
    /// How often a question is asked when the registry did not answer; 1 is no retry.
    #[serde(default = "standaard_pogingen")]
    pub pogingen: u32,
    #[serde(default)]
    pub zekering: Zekering,
    /// Only for the KVK: where it is asked which registrations somebody has, because the KVK itself knows no BSN.
    #[serde(default)]
    pub eigendommen: Option<Eigendommen>,
    /// Mutual TLS, and for SuwiML a signature under every message.
    #[serde(default)]
    pub digikoppeling: Option<Digikoppeling>,
    /// Where the registration's own use log is read; absent: it does not report (yet).
    #[serde(default)]
    pub logboek: Option<Gebruikslog>,
    /// Where its holder takes corrections (Terugmelden-API); absent: not through this portal.
    #[serde(default)]
    pub terugmelden: Option<Terugmelden>,
}

impl Registratie {
    /// The name of the client that speaks to it.
    pub(crate) fn koppelvlak<'a>(&'a self, id: &'a str) -> &'a str {
        self.koppelvlak.as_deref().unwrap_or(id)
    }
}

/// A source that tells by BSN which registrations in the Handelsregister somebody has a function in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Eigendommen {
    pub url: Url,
    /// Not the KVK's: another party must not get that one.
    pub api_sleutel: Geheim,
}

/// How the use log of a registration is read. Its other limits are those of the registration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gebruikslog {
    pub soort: Logsoort,
    pub url: Url,
    /// LDV: `x-api-key`. VNG: the bearer token.
    pub api_sleutel: Geheim,
    /// From which day on the log holds every use.
    #[serde(deserialize_with = "dag")]
    pub sinds: time::Date,
    /// So many lines the source gives at most in one answer; with so many there may be more.
    #[serde(default = "standaard_regels_max")]
    pub regels_max: usize,
    /// Mutual TLS.
    #[serde(default)]
    pub digikoppeling: Option<Digikoppeling>,
}

/// By which standard a use log is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Logsoort {
    /// Logboek Dataverwerkingen, extension lezen.
    Ldv,
    /// VNG verwerkingenlogging, inzage.
    Vng,
}

/// When a registry that keeps failing is left alone, and for how long.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Zekering {
    /// So many failures within ten seconds, when they are at least half of the answers.
    pub fouten_max: u32,
    pub rust_ms: u64,
}

impl Default for Zekering {
    fn default() -> Self {
        Self { fouten_max: 20, rust_ms: 10_000 }
    }
}

/// PEM files with which we make ourselves known (PKIoverheid), and whom we believe on the other side.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digikoppeling {
    /// Our certificate, and what stands between it and the root.
    pub certificaat: PathBuf,
    /// Its private key.
    pub sleutel: PathBuf,
    /// The roots by which the registry is known; no others are believed.
    pub ca: PathBuf,
}

impl Digikoppeling {
    fn bestanden(&self) -> [(&'static str, &Path); 3] {
        [("certificaat", &self.certificaat), ("sleutel", &self.sleutel), ("ca", &self.ca)]
    }
}

/// Where incidents are reported (an answer about somebody else, for one).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incidenten {
    pub url: Url,
}

/// An organisation that answers requests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behandelaar {
    /// SHA-256 of its token, in hex: `printf %s TOKEN | sha256sum`. Draw the token with `openssl rand -hex 32`.
    pub token_sha256: String,
}

impl Behandelaar {
    /// What the demo knows an organisation by, and production refuses.
    pub fn demotoken(organisatie: &str) -> String {
        format!("demo-{organisatie}")
    }

    pub fn van_token(token: &str) -> Self {
        Self { token_sha256: hex(&Sha256::digest(token.as_bytes())) }
    }

    /// The 32 bytes; `None` when it is no SHA-256 in hex.
    pub fn hash(&self) -> Option<Vec<u8>> {
        let tekst = self.token_sha256.as_bytes();
        let paar = |paar: &[u8]| u8::from_str_radix(std::str::from_utf8(paar).ok()?, 16).ok();
        let hex = tekst.len() == 64 && tekst.iter().all(u8::is_ascii_hexdigit);
        hex.then(|| tekst.chunks(2).map(paar).collect())?
    }
}

/// DigiD: 15 minutes idle. Two hours at most, whatever happens.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sessieduur {
    pub stil_seconden: u32,
    pub uiterst_seconden: u32,
}

impl Default for Sessieduur {
    fn default() -> Self {
        Self { stil_seconden: 15 * 60, uiterst_seconden: 2 * 60 * 60 }
    }
}

/// A value that must not be printed.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Geheim(String);

impl Geheim {
    pub fn nieuw(waarde: impl Into<String>) -> Self {
        Self(waarde.into())
    }

    /// Look before you use it: this must not end up in a log line.
    pub fn onthul(&self) -> &str {
        &self.0
    }

    /// The bytes of a base64 key.
    pub fn sleutel(&self) -> Result<Vec<u8>, ConfigFout> {
        use base64::Engine as _;
        base64::engine::general_purpose::STANDARD
            .decode(&self.0)
            .map_err(|_| ConfigFout(vec!["a key is not base64".into()]))
    }
}

impl fmt::Debug for Geheim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Geheim(…)")
    }
}

fn standaard_dist() -> PathBuf {
    "dist".into()
}
fn standaard_claim() -> String {
    "bsn".into()
}
fn standaard_niveau() -> Niveau {
    Niveau::Substantieel
}
fn standaard_termijn_ms() -> u64 {
    5000
}
fn standaard_gelijktijdig() -> usize {
    64
}
fn standaard_pogingen() -> u32 {
    2
}
fn standaard_regels_max() -> usize {
    koppelvlakken::logboeken::MEESTE_REGELS
}

/// A day as `2024-05-01`.
fn dag<'de, D: serde::Deserializer<'de>>(bron: D) -> Result<time::Date, D::Error> {
    let vorm = time::macros::format_description!("[year]-[month]-[day]");
    time::Date::parse(&String::deserialize(bron)?, vorm).map_err(|_| serde::de::Error::custom("a day"))
}

/// All that is wrong with a configuration, a sentence each. No secret stands in them.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigFout(pub Vec<String>);

impl fmt::Display for ConfigFout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration is not right:")?;
        self.0.iter().try_for_each(|fout| write!(f, "\n  - {fout}"))
    }
}

impl std::error::Error for ConfigFout {}

impl Config {
    /// Reads the file and the environment, and checks what production needs.
    pub fn lees(bestand: &Path) -> Result<Self, ConfigFout> {
        if !bestand.is_file() {
            return Err(ConfigFout(vec![format!("there is no file {}", bestand.display())]));
        }
        let config: Config = Figment::new()
            .merge(Toml::file(bestand))
            .merge(Env::prefixed("KLANTBEELD__").split("__"))
            .extract()
            .map_err(|fouten| ConfigFout(fouten.into_iter().map(zonder_waarde).collect()))?;
        let mut bezwaren = config.bezwaren();
        bezwaren.extend(config.productiebezwaren());
        if bezwaren.is_empty() { Ok(config) } else { Err(ConfigFout(bezwaren)) }
    }

    /// Where the identity provider sends the browser back.
    pub fn terug_url(&self) -> String {
        self.absoluut(contract::routes::AUTH_TERUG)
    }

    /// A path of the portal as an absolute URL.
    pub fn absoluut(&self, pad: &str) -> String {
        format!("{}{pad}", self.publieke_url.as_str().trim_end_matches('/'))
    }

    /// What is wrong in any environment.
    fn bezwaren(&self) -> Vec<String> {
        let mut bezwaren = Vec::new();
        let mut eis = |goed: bool, zin: String| {
            if !goed {
                bezwaren.push(zin);
            }
        };
        eis(self.publieke_url.path() == "/", "publieke_url must have no path".into());
        for (naam, sleutel) in [("pseudoniem", &self.sleutels.pseudoniem), ("zegel", &self.sleutels.zegel)] {
            let lang_genoeg = sleutel.sleutel().is_ok_and(|bytes| bytes.len() >= 32);
            eis(
                lang_genoeg,
                format!("sleutels.{naam} must be base64 of at least 32 bytes (openssl rand -base64 32)"),
            );
        }
        let oin = &self.organisatie.oin;
        eis(
            oin.len() == 20 && oin.bytes().all(|c| c.is_ascii_digit()),
            "organisatie.oin must be 20 digits".into(),
        );
        eis(
            self.sessie.stil_seconden > contract::sessie::WAARSCHUW_SECONDEN,
            "sessie.stil_seconden must be over 120".into(),
        );
        eis(self.sessie.stil_seconden <= 900, "sessie.stil_seconden must be at most 900 (DigiD)".into());
        eis(self.sessie.uiterst_seconden <= 7200, "sessie.uiterst_seconden must be at most 7200".into());
        let scanner = self.virusscanner.as_ref().and_then(Virusscanner::bezwaar);
        eis(scanner.is_none(), scanner.unwrap_or_default());
        eis(
            (1..=86_400).contains(&self.correcties.lezen_elke_seconden),
            "correcties.lezen_elke_seconden must be 1 to 86400".into(),
        );
        let mut gezien = BTreeSet::new();
        for (id, behandelaar) in &self.behandelaars {
            let hash = behandelaar.hash();
            eis(
                hash.is_some(),
                format!("behandelaars.{id}.token_sha256 must be 64 hex digits (printf %s TOKEN | sha256sum)"),
            );
            let eigen = hash.is_none_or(|hash| gezien.insert(hash));
            eis(eigen, format!("behandelaars.{id}.token_sha256 is another organisation's too"));
        }
        for (id, registratie) in &self.registraties {
            eis(registratie.pogingen >= 1, format!("registraties.{id}.pogingen must be at least 1"));
            eis(registratie.gelijktijdig >= 1, format!("registraties.{id}.gelijktijdig must be at least 1"));
            eis(
                registratie.zekering.fouten_max >= 1,
                format!("registraties.{id}.zekering.fouten_max must be at least 1"),
            );
            eis(
                (100..=30_000).contains(&registratie.termijn_ms),
                format!("registraties.{id}.termijn_ms must be 100 to 30000"),
            );
            if let Some(log) = &registratie.logboek {
                eis(
                    (1..=standaard_regels_max()).contains(&log.regels_max),
                    format!("registraties.{id}.logboek.regels_max must be 1 to {}", standaard_regels_max()),
                );
            }
            let van_log = registratie.logboek.as_ref().and_then(|log| log.digikoppeling.as_ref());
            for (naam, bestand) in van_log.into_iter().flat_map(Digikoppeling::bestanden) {
                let zin = format!("there is no file {}", bestand.display());
                eis(bestand.is_file(), format!("registraties.{id}.logboek.digikoppeling.{naam}: {zin}"));
            }
            for (naam, bestand) in registratie.digikoppeling.iter().flat_map(Digikoppeling::bestanden) {
                eis(
                    bestand.is_file(),
                    format!("registraties.{id}.digikoppeling.{naam}: there is no file {}", bestand.display()),
                );
            }
        }
        bezwaren
    }
}

/// figment repeats the value in its message; a value may be a secret.
fn zonder_waarde(fout: figment::Error) -> String {
    use figment::error::Kind;
    let pad = fout.path.join(".");
    match fout.kind {
        Kind::MissingField(veld) => {
            format!("{} is missing", [pad.as_str(), &veld].join(".").trim_start_matches('.'))
        }
        Kind::UnknownField(veld, _) => format!(
            "{veld} is no setting{}",
            if pad.is_empty() { String::new() } else { format!(" ({pad})") }
        ),
        Kind::InvalidType(_, verwacht) | Kind::InvalidValue(_, verwacht) => {
            format!("{pad} must be {verwacht}")
        }
        // Where the file cannot be read, only the place is told: the rest of the message repeats the line.
        Kind::Message(tekst) if pad.is_empty() => tekst.lines().next().unwrap_or_default().to_owned(),
        _ => format!("{pad} is not right"),
    }
}

#[cfg(test)]
mod tests;
