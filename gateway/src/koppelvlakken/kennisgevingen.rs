//! Telling an organisation that a value changed (AVG art. 19): a CloudEvent by the NL GOV profile, as docs/terugmelden-profiel.md
//! says. At least once; the `id` is the same each time.

use crate::config::Kennisgevingen;
use crate::store::uitbak::Bezorgfout;
use reqwest::header::HeaderValue;
use serde_json::Value;
use std::time::Duration;

const TERMIJN: Duration = Duration::from_secs(10);

pub struct Kennisgever {
    http: reqwest::Client,
    url: String,
    sleutel: HeaderValue,
}

impl Kennisgever {
    pub fn nieuw(instellingen: &Kennisgevingen, http: reqwest::Client) -> Result<Self, String> {
        let mut sleutel = HeaderValue::from_str(instellingen.api_sleutel.onthul())
            .map_err(|_| "kennisgevingen.api_sleutel cannot stand in a header")?;
        sleutel.set_sensitive(true);
        Ok(Self { http, url: instellingen.url.to_string(), sleutel })
    }

    pub async fn stuur(&self, gebeurtenis: &Value) -> Result<(), Bezorgfout> {
        let antwoord = self
            .http
            .post(&self.url)
            .header("x-api-key", self.sleutel.clone())
            // Before `json`, which leaves alone what stands there.
            .header("content-type", "application/cloudevents+json")
            .json(gebeurtenis)
            .timeout(TERMIJN)
            .send()
            .await
            .map_err(|_| Bezorgfout("onbereikbaar"))?;
        if antwoord.status().is_success() { Ok(()) } else { Err(Bezorgfout("geweigerd")) }
    }
}
