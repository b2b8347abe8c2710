//! Planned maintenance: whoever runs the portal switches a registration off, with a text, without a restart.
//!
//! The switch stands in the database, so every gateway follows it; each looks there again after two seconds.

use crate::clock::Clock;
use crate::store::onderhoud::{self, Tekst};
use crate::store::{Store, StoreFout};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How soon a switch takes effect at the latest, where it was not switched itself.
const VERS: Duration = Duration::from_secs(2);

/// What is switched off now, by the id of the registration.
pub type Uitgeschakeld = BTreeMap<String, Tekst>;

/// The switches. Cheap to clone.
#[derive(Clone)]
pub struct Onderhoud {
    store: Store,
    clock: Arc<dyn Clock>,
    gelezen: Arc<Mutex<Gelezen>>,
}

#[derive(Default)]
struct Gelezen {
    op: Option<Instant>,
    uit: Arc<Uitgeschakeld>,
}

impl Onderhoud {
    pub fn nieuw(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock, gelezen: Arc::default() }
    }

    /// What is switched off. When the database does not answer, what was known last holds.
    pub async fn nu(&self) -> Arc<Uitgeschakeld> {
        let mut gelezen = self.gelezen.lock().await;
        if gelezen.op.is_none_or(|op| op.elapsed() >= VERS) {
            match onderhoud::alle(&self.store).await {
                Ok(uit) => gelezen.uit = Arc::new(uit),
                Err(fout) => tracing::error!(%fout, "the switches for maintenance could not be read"),
            }
            gelezen.op = Some(Instant::now());
        }
        Arc::clone(&gelezen.uit)
    }

    /// Switches a registration off.
    pub async fn uit(&self, registratie: &str, tekst: &Tekst) -> Result<(), StoreFout> {
        onderhoud::uit(&self.store, registratie, tekst, self.clock.nu_ms()).await?;
        self.vergeet().await;
        Ok(())
    }

    /// Switches a registration on again. `false`: it was on.
    pub async fn aan(&self, registratie: &str) -> Result<bool, StoreFout> {
        let was_uit = onderhoud::aan(&self.store, registratie).await?;
        self.vergeet().await;
        Ok(was_uit)
    }

    async fn vergeet(&self) {
        self.gelezen.lock().await.op = None;
    }
}
