//! Files that citizens send as proof. Nothing is believed: not the name, not the type that the browser tells, not that a
//! picture is only a picture.
//!
//! [`keur`] looks at the content alone. A picture is made anew from its pixels, so that nothing else comes along; a PDF is
//! kept as it came, and therefore read closely. [`Keurmeester`] does the same for a server: scanned for viruses first, few
//! at a time, away from the threads that answer requests.

mod beeld;
mod fout;
mod naam;
mod pdf;
pub mod scanner;
mod soort;

pub use fout::{BestandFout, ScannerFout};
pub use scanner::Scanner;

use contract::correctie::{BESTANDEN_BYTES_MAX, Bestandsoort};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// A file as it may be kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Gekeurd {
    /// As the citizen called it, made harmless, with the extension of what it is.
    pub naam: String,
    pub soort: Bestandsoort,
    pub bytes: Vec<u8>,
}

/// Without the bytes and the name: both are the citizen's.
impl std::fmt::Debug for Gekeurd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gekeurd")
            .field("soort", &self.soort)
            .field("grootte", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// Checks one file, and makes a picture anew. It keeps a processor busy for up to seconds: a server calls
/// [`Keurmeester::keur`].
pub fn keur(naam: &str, bytes: Vec<u8>) -> Result<Gekeurd, BestandFout> {
    let soort = herken(&bytes)?;
    let bytes = match soort {
        Bestandsoort::Pdf => pdf::keur(&bytes).map(|()| bytes)?,
        Bestandsoort::Jpeg => beeld::jpeg(&bytes)?,
        Bestandsoort::Png => beeld::png(&bytes)?,
    };
    // A picture that is made anew can be larger than it was.
    if te_groot(&bytes) {
        return Err(BestandFout::TeGroot);
    }
    Ok(Gekeurd { naam: naam::schoon(naam, soort), soort, bytes })
}

/// What can be said without working for it.
fn herken(bytes: &[u8]) -> Result<Bestandsoort, BestandFout> {
    if te_groot(bytes) { Err(BestandFout::TeGroot) } else { soort::van_inhoud(bytes) }
}

fn te_groot(bytes: &[u8]) -> bool {
    u32::try_from(bytes.len()).map_or(true, |lengte| lengte > BESTANDEN_BYTES_MAX)
}

/// Checks files for a server. A picture of the largest size takes half a gigabyte while it is made anew; who comes when
/// all places are taken waits.
pub struct Keurmeester {
    scanner: Scanner,
    plaatsen: Arc<Semaphore>,
}

impl Keurmeester {
    /// `tegelijk`: how many files are worked on at once.
    pub fn nieuw(scanner: Scanner, tegelijk: usize) -> Self {
        Self { scanner, plaatsen: Arc::new(Semaphore::new(tegelijk.max(1))) }
    }

    /// The scanner sees the file as it came, before anything of ours reads it closely.
    pub async fn keur(&self, naam: &str, bytes: Vec<u8>) -> Result<Gekeurd, BestandFout> {
        herken(&bytes)?;
        self.scanner.scan(&bytes).await?;
        // The semaphore is never closed.
        let plaats = Arc::clone(&self.plaatsen).acquire_owned().await.ok();
        let naam = naam.to_owned();
        let werk = tokio::task::spawn_blocking(move || {
            // Held until the work ends, also when nobody waits for it any more.
            let _plaats = plaats;
            keur(&naam, bytes)
        });
        // A decoder that panics says something about the file.
        werk.await.unwrap_or_else(|fout| {
            tracing::error!(%fout, "a file made its decoder panic");
            Err(BestandFout::Beschadigd)
        })
    }
}

#[cfg(test)]
mod tests;
