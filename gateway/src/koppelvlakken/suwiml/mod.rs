//! Suwinet: SuwiML Transactiestandaard 4.0, one client for every dienst. `diensten.toml` says what they differ in.
//!
//! The BSN goes in the body of a POST, never in a URL. With `digikoppeling` in the configuration the connection is
//! mutual TLS and every message is signed (Digikoppeling 2W-be-S).

mod antwoord;
mod bericht;
mod dienst;
mod handtekening;
#[cfg(test)]
mod proef;
#[cfg(test)]
mod tests;

use super::client::Vrager;
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use crate::clock::Clock;
use crate::willekeur::Willekeur;
use antwoord::Verwacht;
use bericht::Adressering;
pub(super) use dienst::Dienst;
use futures::future::BoxFuture;
use handtekening::Ondertekenaar;
use reqwest::header::HeaderMap;
use serde_json::Value;
use std::sync::Arc;
use url::Url;

pub(super) struct Suwiml {
    vrager: Vrager,
    url: Url,
    headers: HeaderMap,
    dienst: Dienst,
    adressering: Adressering,
    ondertekenaar: Option<Ondertekenaar>,
    willekeur: Arc<Willekeur>,
    clock: Arc<dyn Clock>,
}

impl Suwiml {
    pub(super) fn nieuw(bouw: &Bouw<'_>, dienst: Dienst) -> Result<Self, String> {
        let noem = |fout: String| format!("registraties.{}.{fout}", bouw.id);
        let url = bouw.instellingen.url.clone();
        let oin = &bouw.config.organisatie.oin;
        let headers = bouw.headers(&[
            ("accept", "text/xml"),
            ("content-type", "text/xml; charset=utf-8"),
            // SOAP 1.1 wants the header; what is asked stands in wsa:Action.
            ("soapaction", "\"\""),
        ])?;
        let digikoppeling = bouw.instellingen.digikoppeling.as_ref();
        Ok(Self {
            // A SOAP fault comes with status 500.
            vrager: Vrager::nieuw(bouw).map_err(noem)?.met_fouten(),
            headers,
            dienst,
            adressering: Adressering::nieuw(&bouw.config.publieke_url, oin, &url).map_err(noem)?,
            ondertekenaar: digikoppeling.map(Ondertekenaar::lees).transpose().map_err(noem)?,
            url,
            willekeur: Arc::clone(bouw.willekeur),
            clock: Arc::clone(bouw.clock),
        })
    }

    async fn vraag_dienst(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        // One message with one id, also when it has to be sent again.
        let id = self.adressering.bericht_id(self.uuid());
        let ondertekening = self.ondertekenaar.as_ref().map(|ondertekenaar| (ondertekenaar, self.clock.nu()));
        let bericht = bericht::bericht(&self.dienst, &self.adressering, &id, vraag.bsn, ondertekening)
            // What we cannot sign we do not send. The key was tried at start.
            .map_err(|_| BronFout::Onbereikbaar)?;
        let antwoord = self
            .vrager
            .vraag(|| {
                let post = self.vrager.http.post(self.url.clone()).headers(self.headers.clone());
                vraag.onderteken(post).body(bericht.clone())
            })
            .await?;
        antwoord::lees(&antwoord, &Verwacht { dienst: &self.dienst, bericht_id: &id, bsn: vraag.bsn })
    }

    fn uuid(&self) -> uuid::Uuid {
        let mut bytes = [0_u8; 16];
        self.willekeur.met(|rng| rand::Rng::fill_bytes(rng, &mut bytes));
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

impl Koppelvlak for Suwiml {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_dienst(vraag))
    }
}
