//! `[virusscanner]`: where clamd listens.

use super::Config;
use crate::bestanden::Scanner;
use serde::Deserialize;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// What files of citizens are scanned with before they are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Virusscanner {
    pub adres: Scanneradres,
    /// For one file.
    #[serde(default = "standaard_termijn_ms")]
    pub termijn_ms: u64,
}

impl Config {
    /// Asked once, at start: it says so when there is none.
    pub fn scanner(&self) -> Scanner {
        if let Some(Virusscanner { adres, termijn_ms }) = &self.virusscanner {
            return Scanner::clamd(adres.clone(), Duration::from_millis(*termijn_ms));
        }
        tracing::warn!("files of citizens are not scanned for viruses: there is no [virusscanner]");
        Scanner::geen()
    }
}

impl Virusscanner {
    /// What is wrong with it.
    pub(super) fn bezwaar(&self) -> Option<String> {
        let goed = (100..=120_000).contains(&self.termijn_ms);
        (!goed).then(|| "virusscanner.termijn_ms must be 100 to 120000".into())
    }
}

/// `tcp://127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Scanneradres {
    /// Host and port.
    Tcp(String),
    Unix(PathBuf),
}

/// It is neither of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tcp://host:port or unix:/path")]
pub struct GeenScanneradres;

impl FromStr for Scanneradres {
    type Err = GeenScanneradres;

    fn from_str(tekst: &str) -> Result<Self, Self::Err> {
        if let Some(pad) = tekst.strip_prefix("unix:") {
            return if pad.starts_with('/') { Ok(Self::Unix(pad.into())) } else { Err(GeenScanneradres) };
        }
        let adres = tekst.strip_prefix("tcp://").ok_or(GeenScanneradres)?;
        let (host, poort) = adres.rsplit_once(':').ok_or(GeenScanneradres)?;
        let goed =
            !host.is_empty() && !host.contains('/') && poort.parse::<u16>().is_ok_and(|poort| poort > 0);
        if goed { Ok(Self::Tcp(adres.into())) } else { Err(GeenScanneradres) }
    }
}

impl TryFrom<String> for Scanneradres {
    type Error = GeenScanneradres;

    fn try_from(tekst: String) -> Result<Self, Self::Error> {
        tekst.parse()
    }
}

/// Twenty megabytes take clamd a few seconds.
fn standaard_termijn_ms() -> u64 {
    30_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_kinds_of_address() {
        for (tekst, adres) in [
            ("tcp://127.0.0.1:3310", Scanneradres::Tcp("127.0.0.1:3310".into())),
            ("tcp://[::1]:3310", Scanneradres::Tcp("[::1]:3310".into())),
            ("tcp://clamav:3310", Scanneradres::Tcp("clamav:3310".into())),
            ("unix:/run/clamav/clamd.ctl", Scanneradres::Unix("/run/clamav/clamd.ctl".into())),
        ] {
            assert_eq!(tekst.parse(), Ok(adres));
        }
    }

    #[test]
    fn refuses_any_other() {
        let fout = [
            "",
            "127.0.0.1:3310",
            "tcp://",
            "tcp://:3310",
            "tcp://a",
            "tcp://a:0",
            "tcp://a:b",
            "tcp://a/b:1",
            "unix:",
            "unix:clamd",
        ];
        for tekst in fout {
            assert_eq!(tekst.parse::<Scanneradres>(), Err(GeenScanneradres), "{tekst}");
        }
    }
}
