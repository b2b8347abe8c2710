//! The loop that delivers the outbox.

use super::{Afkoeling, Bericht, afgeleverd, mislukt, neem};
use crate::clock::Clock;
use crate::store::{Store, StoreFout};
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, stream};
use rand::Rng;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Delivers one kind of message.
pub trait Bezorger: Send + Sync {
    /// Hands the message over. It may be called again for a message that arrived before, so it sends
    /// [`Bericht::sleutel`] along as the idempotency key. It is cut off when it outlasts [`Instellingen::termijn`].
    fn bezorg<'a>(&'a self, bericht: &'a Bericht) -> BoxFuture<'a, Result<(), Bezorgfout>>;
}

/// It did not get there. A constant of ours, so that no answer of a registry ends up in a table or a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bezorgfout(pub &'static str);

#[derive(Clone, Copy, Debug)]
pub struct Instellingen {
    /// The longest one delivery may take. The lease is twice as long: nobody else tries while we still do.
    pub termijn: Duration,
    /// How often to look when nobody wakes us.
    pub rust: Duration,
    /// How many messages to take at once; they are delivered side by side.
    pub max: u32,
    pub afkoeling: Afkoeling,
}

impl Default for Instellingen {
    fn default() -> Self {
        Self {
            termijn: Duration::from_secs(30),
            rust: Duration::from_secs(2),
            max: 16,
            afkoeling: Afkoeling::default(),
        }
    }
}

/// Delivers what is due. Any number of gateways may run one on the same store.
pub struct Bezorgdienst {
    store: Store,
    bezorgers: HashMap<String, Arc<dyn Bezorger>>,
    klok: Arc<dyn Clock>,
    instellingen: Instellingen,
    wekker: Arc<Notify>,
}

impl Bezorgdienst {
    /// `bezorgers`: by the `soort` of the messages they deliver.
    pub fn nieuw(
        store: Store,
        bezorgers: HashMap<String, Arc<dyn Bezorger>>,
        klok: Arc<dyn Clock>,
        instellingen: Instellingen,
    ) -> Self {
        Self { store, bezorgers, klok, instellingen, wekker: Arc::new(Notify::new()) }
    }

    /// The same with more deliverers: those that need [`Self::wekker`] themselves.
    #[must_use]
    pub fn met(mut self, bezorgers: impl IntoIterator<Item = (String, Arc<dyn Bezorger>)>) -> Self {
        self.bezorgers.extend(bezorgers);
        self
    }

    /// `notify_one` on this makes the loop look at once, for instance after a commit.
    pub fn wekker(&self) -> Arc<Notify> {
        Arc::clone(&self.wekker)
    }

    /// Delivers until `stop`. What is being delivered at that moment is finished first, within
    /// [`Instellingen::termijn`].
    pub async fn draai(self, mut rng: impl Rng + Send, stop: CancellationToken) {
        while !stop.is_cancelled() {
            match self.ronde(&mut rng).await {
                // A full round: there may be more.
                Ok(aantal) if aantal == self.instellingen.max as usize => continue,
                Ok(_) => {}
                Err(fout) => tracing::warn!(%fout, "the outbox cannot be read; trying again"),
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = self.wekker.notified() => {}
                () = tokio::time::sleep(self.instellingen.rust) => {}
            }
        }
    }

    /// Takes what is due and delivers it. Returns how many messages were taken, delivered or not.
    pub async fn ronde(&self, rng: &mut (impl Rng + Send)) -> Result<usize, StoreFout> {
        let lease_ms =
            i64::try_from(self.instellingen.termijn.as_millis()).unwrap_or(i64::MAX).saturating_mul(2);
        let berichten = neem(&self.store, self.klok.nu_ms(), lease_ms, self.instellingen.max).await?;
        let aantal = berichten.len();
        let met_worp: Vec<_> = berichten.into_iter().map(|bericht| (bericht, rng.next_u64())).collect();
        stream::iter(met_worp)
            .for_each_concurrent(None, |(bericht, worp)| async move {
                if let Err(fout) = self.een(&bericht, worp).await {
                    // The lease runs out and it is delivered again; that is what the idempotency key is for.
                    tracing::warn!(%fout, soort = bericht.soort, "the outcome of a delivery was not kept");
                }
            })
            .await;
        Ok(aantal)
    }

    async fn een(&self, bericht: &Bericht, worp: u64) -> Result<(), StoreFout> {
        match self.probeer(bericht).await {
            Ok(()) => afgeleverd(&self.store, bericht, self.klok.nu_ms()).await,
            Err(Bezorgfout(code)) => {
                tracing::warn!(soort = bericht.soort, poging = bericht.poging, code, "a delivery failed");
                let wacht_ms = self.instellingen.afkoeling.wachttijd_ms(bericht.poging, worp);
                let weer_op = self.klok.nu_ms().saturating_add(wacht_ms);
                mislukt(&self.store, bericht, weer_op, code).await
            }
        }
    }

    /// A panic of one deliverer must not stop the others' post.
    async fn probeer(&self, bericht: &Bericht) -> Result<(), Bezorgfout> {
        let bezorger = self.bezorgers.get(&bericht.soort).ok_or(Bezorgfout("geen-bezorger"))?;
        let levering = AssertUnwindSafe(bezorger.bezorg(bericht)).catch_unwind();
        match tokio::time::timeout(self.instellingen.termijn, levering).await {
            Ok(Ok(uitkomst)) => uitkomst,
            Ok(Err(_paniek)) => Err(Bezorgfout("vastgelopen")),
            Err(_te_laat) => Err(Bezorgfout("te-laat")),
        }
    }
}
