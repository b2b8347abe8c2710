//! What every client of a registry has in common: limits on time, size, number and retries.
//!
//! An answer from outside is untrusted: it is read up to a limit, and whatever is wrong with it becomes one
//! [`BronFout`], which the citizen sees as one honest "niet beschikbaar".

use super::Bouw;
use crate::config::Digikoppeling;
use crate::willekeur::Willekeur;
use contract::klantbeeld::Reden;
use futures::StreamExt as _;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// The largest answer that is read. The fullest person of the official test set is about 20 kB.
const ANTWOORD_BYTES_MAX: usize = 1024 * 1024;
/// Before the second try; doubles each time, plus up to as much again by chance.
const WACHT_MS: u64 = 100;

/// Why a registry gave no usable answer. No variant holds a value from the answer: it could be personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BronFout {
    #[error("no connection, or it broke off")]
    Onbereikbaar,
    #[error("no answer within the deadline")]
    TeLaat,
    #[error("the registry is overloaded or limits us")]
    Overbelast,
    #[error("the registry refused our request with status {status}, code {code}")]
    Afgewezen { status: u16, code: String },
    #[error("the registry failed with status {0}")]
    Stuk(u16),
    #[error("the answer is not what the standard says: {0}")]
    Onleesbaar(&'static str),
    #[error("the answer is larger than we read")]
    TeGroot,
    #[error("the answer is about somebody else")]
    AnderePersoon,
    #[error("the registry says that we may not ask this")]
    NietGerechtigd,
}

impl BronFout {
    /// What the app is told.
    pub fn reden(&self) -> Reden {
        match self {
            BronFout::Onbereikbaar => Reden::Onbereikbaar,
            BronFout::TeLaat => Reden::TeLaat,
            BronFout::Overbelast => Reden::Overbelast,
            BronFout::Afgewezen { .. } | BronFout::NietGerechtigd | BronFout::Stuk(_) => Reden::Fout,
            BronFout::Onleesbaar(_) | BronFout::TeGroot => Reden::Onleesbaar,
            BronFout::AnderePersoon => Reden::AnderePersoon,
        }
    }

    /// Whether the citizen may try again. Not when the registry mixed up persons: that needs a human first.
    pub fn opnieuw(&self) -> bool {
        !matches!(self, BronFout::AnderePersoon)
    }

    /// One word for metrics and the logboek.
    pub fn code(&self) -> &'static str {
        match self {
            BronFout::Onbereikbaar => "onbereikbaar",
            BronFout::TeLaat => "te-laat",
            BronFout::Overbelast => "overbelast",
            BronFout::Afgewezen { .. } => "afgewezen",
            BronFout::Stuk(_) => "stuk",
            BronFout::Onleesbaar(_) => "onleesbaar",
            BronFout::TeGroot => "te-groot",
            BronFout::AnderePersoon => "andere-persoon",
            BronFout::NietGerechtigd => "niet-gerechtigd",
        }
    }

    /// Whether asking once more can help within the same deadline. A fault of the registry's own (500) or a refusal
    /// will be the same in a moment, and one that is overloaded must not be asked twice; a broken connection may heal.
    fn is_vluchtig(&self) -> bool {
        matches!(self, BronFout::Onbereikbaar)
    }
}

/// The HTTP client of all registries, but those with a certificate of their own, and of the identity provider: made once
/// and handed to all, because each holds the roots of all certificate authorities and connections of its own.
///
/// It follows no redirect and knows no proxy: a registry that sends us elsewhere is not the registry we agreed on.
pub fn client() -> Result<reqwest::Client, String> {
    gebouwd(bouwer())
}

/// The same over mutual TLS, with the roots of the configuration alone.
fn client_met(digikoppeling: &Digikoppeling) -> Result<reqwest::Client, String> {
    let lees = |naam: &str, bestand: &Path| {
        std::fs::read(bestand).map_err(|fout| format!("digikoppeling.{naam}: {fout}"))
    };
    let mut eigen = lees("certificaat", &digikoppeling.certificaat)?;
    eigen.push(b'\n');
    eigen.extend(lees("sleutel", &digikoppeling.sleutel)?);
    let identiteit = reqwest::Identity::from_pem(&eigen)
        .map_err(|_| "digikoppeling.certificaat and .sleutel are no certificate with its key")?;
    let wortels = reqwest::Certificate::from_pem_bundle(&lees("ca", &digikoppeling.ca)?)
        .ok()
        .filter(|wortels| !wortels.is_empty())
        .ok_or("digikoppeling.ca holds no certificate")?;
    gebouwd(bouwer().tls_certs_only(wortels).identity(identiteit).https_only(true))
}

fn bouwer() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .user_agent("klantbeeld")
}

fn gebouwd(bouwer: reqwest::ClientBuilder) -> Result<reqwest::Client, String> {
    bouwer.build().map_err(|fout| format!("no HTTP client: {fout}"))
}

/// Asks one registry within its limits.
pub(super) struct Vrager {
    pub(super) http: reqwest::Client,
    termijn: Duration,
    pogingen: u32,
    plaatsen: Semaphore,
    willekeur: Arc<Willekeur>,
    met_fouten: bool,
    bytes_max: usize,
}

impl Vrager {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let instellingen = bouw.instellingen;
        Ok(Self {
            http: instellingen.digikoppeling.as_ref().map_or_else(|| Ok(bouw.http.clone()), client_met)?,
            termijn: Duration::from_millis(instellingen.termijn_ms),
            pogingen: instellingen.pogingen,
            plaatsen: Semaphore::new(instellingen.gelijktijdig),
            willekeur: Arc::clone(bouw.willekeur),
            met_fouten: false,
            bytes_max: ANTWOORD_BYTES_MAX,
        })
    }

    /// Reads answers up to another size.
    pub(super) fn tot(mut self, bytes_max: usize) -> Self {
        self.bytes_max = bytes_max;
        self
    }

    /// Also reads what comes with status 500: SOAP says there what is wrong.
    pub(super) fn met_fouten(mut self) -> Self {
        self.met_fouten = true;
        self
    }

    /// Sends a request that is safe to repeat and reads the whole answer, all within one deadline.
    ///
    /// `maak` makes the request anew for each try. Waiting for a free place counts as well: a citizen does not care
    /// what the waiting is for.
    pub(super) async fn vraag(&self, maak: impl Fn() -> RequestBuilder) -> Result<Antwoord, BronFout> {
        tokio::time::timeout(self.termijn, self.probeer(maak)).await.unwrap_or(Err(BronFout::TeLaat))
    }

    async fn probeer(&self, maak: impl Fn() -> RequestBuilder) -> Result<Antwoord, BronFout> {
        let einde = Instant::now() + self.termijn;
        let _plaats = self.plaatsen.acquire().await.map_err(|_| BronFout::Overbelast)?;
        let mut poging = 1;
        loop {
            let fout = match eenmaal(maak(), self.met_fouten, self.bytes_max).await {
                Ok(antwoord) => return Ok(antwoord),
                Err(fout) => fout,
            };
            let wacht = wachttijd(poging, self.willekeur.u64());
            if poging >= self.pogingen || !fout.is_vluchtig() || Instant::now() + wacht >= einde {
                return Err(fout);
            }
            tokio::time::sleep(wacht).await;
            poging += 1;
        }
    }
}

/// A whole answer, within limits. Its status is a success or a refusal that the koppelvlak understands.
pub(super) struct Antwoord {
    pub(super) status: StatusCode,
    pub(super) lichaam: Vec<u8>,
}

/// The registry's problem+json, as far as it is safe to repeat in a log line: its `code` (a system word) only.
pub(super) fn afwijzing(antwoord: &Antwoord) -> BronFout {
    let code = serde_json::from_slice::<Value>(&antwoord.lichaam)
        .ok()
        .and_then(|problem| problem.get("code")?.as_str().map(str::to_owned))
        .filter(|code| !code.is_empty() && code.len() <= 25 && code.bytes().all(|c| c.is_ascii_alphabetic()))
        .unwrap_or_else(|| "none".into());
    BronFout::Afgewezen { status: antwoord.status.as_u16(), code }
}

/// The JSON of an answer to a GET; `None` when the registry says that there is no such thing (404).
pub(super) fn json_of_niets(antwoord: &Antwoord) -> Result<Option<Value>, BronFout> {
    match antwoord.status {
        StatusCode::NOT_FOUND => Ok(None),
        status if status.is_client_error() => Err(afwijzing(antwoord)),
        _ => serde_json::from_slice(&antwoord.lichaam).map(Some).map_err(|_| BronFout::Onleesbaar("no JSON")),
    }
}

async fn eenmaal(verzoek: RequestBuilder, met_fouten: bool, bytes_max: usize) -> Result<Antwoord, BronFout> {
    let antwoord = verzoek.send().await.map_err(|_| BronFout::Onbereikbaar)?;
    match antwoord.status() {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Err(BronFout::Overbelast),
        StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Err(BronFout::Onbereikbaar),
        StatusCode::INTERNAL_SERVER_ERROR if met_fouten => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            Ok(Antwoord { status, lichaam: lees_begrensd(antwoord, bytes_max).await? })
        }
        status if status.is_server_error() => Err(BronFout::Stuk(status.as_u16())),
        status if status.is_success() || status.is_client_error() => {
            Ok(Antwoord { status, lichaam: lees_begrensd(antwoord, bytes_max).await? })
        }
        _ => Err(BronFout::Onleesbaar("an unexpected status")),
    }
}

/// Reads a body up to a limit, whatever its headers promise.
pub(super) async fn lees_begrensd(antwoord: Response, bytes_max: usize) -> Result<Vec<u8>, BronFout> {
    if antwoord.content_length().is_some_and(|lengte| lengte > bytes_max as u64) {
        return Err(BronFout::TeGroot);
    }
    let mut lichaam = Vec::new();
    let mut stroom = antwoord.bytes_stream();
    while let Some(stuk) = stroom.next().await {
        let stuk = stuk.map_err(|_| BronFout::Onbereikbaar)?;
        if lichaam.len() + stuk.len() > bytes_max {
            return Err(BronFout::TeGroot);
        }
        lichaam.extend_from_slice(&stuk);
    }
    Ok(lichaam)
}

fn wachttijd(poging: u32, toeval: u64) -> Duration {
    let basis = WACHT_MS << poging.saturating_sub(1).min(6);
    Duration::from_millis(basis + toeval % basis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_nothing_there_from_refused_and_unreadable() {
        let lees =
            |status, lichaam: &str| json_of_niets(&Antwoord { status, lichaam: lichaam.as_bytes().to_vec() });
        assert_eq!(lees(StatusCode::OK, r#"{"a":1}"#), Ok(Some(serde_json::json!({"a": 1}))));
        assert_eq!(lees(StatusCode::NOT_FOUND, "<html>"), Ok(None));
        assert!(matches!(lees(StatusCode::OK, "<html>"), Err(BronFout::Onleesbaar(_))));
        let afgewezen = lees(StatusCode::UNAUTHORIZED, r#"{"code":"authentication"}"#);
        assert_eq!(afgewezen, Err(BronFout::Afgewezen { status: 401, code: "authentication".into() }));
    }

    #[test]
    fn waits_longer_each_time_but_never_for_long() {
        for toeval in [0, 1, u64::MAX] {
            assert!((100..200).contains(&wachttijd(1, toeval).as_millis()));
            assert!((200..400).contains(&wachttijd(2, toeval).as_millis()));
            assert!(wachttijd(u32::MAX, toeval).as_millis() < 13_000);
        }
    }
}
