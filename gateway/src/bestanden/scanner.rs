//! The virus scanner: clamd, by its INSTREAM command (`man clamd`). A file without a verdict is not taken.

use super::{BestandFout, ScannerFout};
use crate::config::Scanneradres;
use std::io;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpStream, UnixStream};

/// What is sent at once.
const BROK: usize = 64 * 1024;
/// A verdict is one line.
const ANTWOORD_MAX: u64 = 4096;
/// Of the name of a signature, which comes from outside.
const NAAM_MAX: usize = 100;

/// Asks clamd, or nobody.
#[derive(Clone, Debug)]
pub struct Scanner(Option<Clamd>);

#[derive(Clone, Debug)]
struct Clamd {
    adres: Scanneradres,
    termijn: Duration,
}

impl Scanner {
    /// For an installation that has chosen to have none: every file passes.
    pub const fn geen() -> Self {
        Self(None)
    }

    /// `termijn`: for one file, from connecting to the verdict.
    pub const fn clamd(adres: Scanneradres, termijn: Duration) -> Self {
        Self(Some(Clamd { adres, termijn }))
    }

    pub async fn scan(&self, bytes: &[u8]) -> Result<(), BestandFout> {
        let Some(clamd) = &self.0 else { return Ok(()) };
        let antwoord =
            tokio::time::timeout(clamd.termijn, clamd.vraag(bytes)).await.unwrap_or(Err(ScannerFout::TeLaat));
        let uitkomst = antwoord.map_err(BestandFout::from).and_then(|regel| oordeel(&regel));
        match &uitkomst {
            Err(BestandFout::Virus(naam)) => tracing::warn!(naam, "the virus scanner refused a file"),
            Err(fout) => tracing::error!(%fout, "no verdict of the virus scanner"),
            Ok(()) => {}
        }
        uitkomst
    }
}

impl Clamd {
    async fn vraag(&self, bytes: &[u8]) -> Result<Vec<u8>, ScannerFout> {
        match &self.adres {
            Scanneradres::Tcp(adres) => gesprek(TcpStream::connect(adres).await.map_err(stuk)?, bytes).await,
            Scanneradres::Unix(pad) => gesprek(UnixStream::connect(pad).await.map_err(stuk)?, bytes).await,
        }
    }
}

async fn gesprek(
    mut lijn: impl AsyncRead + AsyncWrite + Unpin,
    bytes: &[u8],
) -> Result<Vec<u8>, ScannerFout> {
    // clamd answers at once when it has had enough, and closes: what it says then matters more than that we could not go on.
    let verzonden = zend(&mut lijn, bytes).await;
    let mut antwoord = Vec::new();
    let gelezen = lijn.take(ANTWOORD_MAX).read_to_end(&mut antwoord).await;
    // A whole line ends in a zero, as was asked for (`z`).
    match antwoord.split_last() {
        Some((0, regel)) => Ok(regel.to_vec()),
        _ => match verzonden.and(gelezen.map(|_| ())) {
            Err(fout) => Err(stuk(fout)),
            Ok(()) => Err(ScannerFout::Onverwacht),
        },
    }
}

/// Pieces with their length before them; a piece without length ends it.
async fn zend(lijn: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
    lijn.write_all(b"zINSTREAM\0").await?;
    for brok in bytes.chunks(BROK) {
        let lengte = u32::try_from(brok.len()).map_err(io::Error::other)?;
        lijn.write_all(&lengte.to_be_bytes()).await?;
        lijn.write_all(brok).await?;
    }
    lijn.write_all(&[0; 4]).await?;
    lijn.flush().await
}

/// Only `stream: OK` is a yes.
fn oordeel(regel: &[u8]) -> Result<(), BestandFout> {
    let regel = String::from_utf8_lossy(regel);
    if regel == "stream: OK" {
        return Ok(());
    }
    if let Some(naam) = regel.strip_prefix("stream: ").and_then(|rest| rest.strip_suffix(" FOUND")) {
        let naam = naam.chars().filter(|teken| !teken.is_control()).take(NAAM_MAX).collect();
        return Err(BestandFout::Virus(naam));
    }
    if regel.contains("size limit exceeded") {
        return Err(ScannerFout::TeGroot.into());
    }
    Err(ScannerFout::Onverwacht.into())
}

fn stuk(fout: io::Error) -> ScannerFout {
    ScannerFout::Onbereikbaar(fout.kind())
}
