//! What only a demo may do.

use super::{Behandelaar, Config};
use crate::koppelvlakken;
use contract::sessie::Niveau;
use url::Url;

impl Config {
    /// What a demo may do and production may not: plain HTTP, stand-ins, Suwinet unsigned, equal or known keys.
    pub(super) fn productiebezwaren(&self) -> Vec<String> {
        let mut bezwaren = Vec::new();
        let mut eis_https = |naam: String, url: &Url| {
            if url.scheme() != "https" {
                bezwaren.push(format!("{naam} must be https"));
            }
            if url.path().starts_with("/demo/") {
                bezwaren.push(format!("{naam} points at a stand-in"));
            }
        };
        eis_https("publieke_url".into(), &self.publieke_url);
        eis_https("identiteit.issuer".into(), self.identiteit.issuer.url());
        eis_https("incidenten.url".into(), &self.incidenten.url);
        if let Some(kennisgevingen) = &self.kennisgevingen {
            eis_https("kennisgevingen.url".into(), &kennisgevingen.url);
        }
        for (id, registratie) in &self.registraties {
            eis_https(format!("registraties.{id}.url"), &registratie.url);
            if let Some(eigendommen) = &registratie.eigendommen {
                eis_https(format!("registraties.{id}.eigendommen.url"), &eigendommen.url);
            }
            if let Some(log) = &registratie.logboek {
                eis_https(format!("registraties.{id}.logboek.url"), &log.url);
            }
            if let Some(loket) = &registratie.terugmelden {
                eis_https(format!("registraties.{id}.terugmelden.url"), &loket.url);
            }
        }
        for (id, registratie) in &self.registraties {
            if registratie.digikoppeling.is_none() && koppelvlakken::is_suwinet(registratie.koppelvlak(id)) {
                bezwaren.push(format!(
                    "registraties.{id}.digikoppeling is missing: Suwinet answers in no other way"
                ));
            }
        }
        if self.sleutels.pseudoniem.onthul() == self.sleutels.zegel.onthul() {
            bezwaren.push("sleutels.pseudoniem and sleutels.zegel must differ".into());
        }
        for sleutel in [&self.sleutels.pseudoniem, &self.sleutels.zegel] {
            // A key whose bytes are all alike was typed, not drawn.
            if sleutel.sleutel().is_ok_and(|bytes| bytes.windows(2).all(|paar| paar[0] == paar[1])) {
                bezwaren.push("a key is a placeholder; draw one with openssl rand -base64 32".into());
            }
        }
        for (id, behandelaar) in &self.behandelaars {
            let demo = Behandelaar::van_token(&Behandelaar::demotoken(id));
            let leeg = Behandelaar::van_token("");
            if [demo.hash(), leeg.hash()].contains(&behandelaar.hash()) {
                bezwaren.push(format!("behandelaars.{id}.token_sha256 is of a token that everybody knows"));
            }
        }
        if self.identiteit.minimum_niveau < Niveau::Substantieel {
            bezwaren.push("identiteit.minimum_niveau must be substantieel or hoog".into());
        }
        bezwaren
    }
}
