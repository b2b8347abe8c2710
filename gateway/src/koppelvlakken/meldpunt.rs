//! Where incidents are reported: the privacy officer's desk. Delivered from the outbox, so at least once; the
//! `Idempotency-Key` lets the desk see a second delivery for what it is.

use crate::config::Incidenten;
use crate::store::uitbak::{Bericht, Bezorger, Bezorgfout};
use futures::future::BoxFuture;
use std::time::Duration;

const TERMIJN: Duration = Duration::from_secs(5);

pub struct Meldpunt {
    http: reqwest::Client,
    url: String,
}

impl Meldpunt {
    pub fn nieuw(instellingen: &Incidenten, http: reqwest::Client) -> Self {
        Self { http, url: instellingen.url.to_string() }
    }
}

impl Bezorger for Meldpunt {
    fn bezorg<'a>(&'a self, bericht: &'a Bericht) -> BoxFuture<'a, Result<(), Bezorgfout>> {
        Box::pin(async move {
            let antwoord = self
                .http
                .post(&self.url)
                .header("idempotency-key", &bericht.sleutel)
                .json(&bericht.lading)
                .timeout(TERMIJN)
                .send()
                .await
                .map_err(|_| Bezorgfout("onbereikbaar"))?;
            if antwoord.status().is_success() { Ok(()) } else { Err(Bezorgfout("geweigerd")) }
        })
    }
}
