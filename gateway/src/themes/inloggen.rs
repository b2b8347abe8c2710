//! Logging in: an attempt begins here, goes to the identity provider and comes back once, in the same browser.

use super::sessies::{SessieFout, Sessies};
use crate::clock::Clock;
use crate::koppelvlakken::oidc::{Oidc, OidcFout, Poging};
use crate::store::inlogpogingen::{self as tabel, Inlogpoging};
use crate::store::{Sleutel, Store, StoreFout};
use crate::willekeur::Willekeur;
use contract::routes::{Pagina, is_besloten};
use contract::{Bsn, Taal};
use std::sync::Arc;

/// How long a citizen may take at the identity provider.
const POGING_GELDIG_MS: i64 = 10 * 60 * 1000;

/// The use case.
pub struct Inloggen {
    pub(crate) store: Store,
    pub(crate) oidc: Arc<Oidc>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) sessies: Arc<Sessies>,
}

/// Why a login did not lead to a session.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InlogFout {
    #[error("the citizen cancelled")]
    Afgebroken,
    #[error("the state is unknown, used, expired, or from another browser")]
    Verlopen,
    #[error(transparent)]
    Oidc(#[from] OidcFout),
    #[error("the login could not be kept: {0}")]
    Store(String),
}

impl InlogFout {
    /// The word that the page *Inloggen* turns into a sentence.
    pub fn code(&self) -> &'static str {
        match self {
            InlogFout::Afgebroken => "afgebroken",
            InlogFout::Verlopen => "verlopen",
            InlogFout::Oidc(OidcFout::Niveau) => "niveau",
            InlogFout::Oidc(OidcFout::Bsn) => "bsn",
            InlogFout::Oidc(OidcFout::Namens) => "namens",
            InlogFout::Oidc(_) | InlogFout::Store(_) => "storing",
        }
    }
}

impl From<SessieFout> for InlogFout {
    fn from(fout: SessieFout) -> Self {
        InlogFout::Store(fout.to_string())
    }
}

impl From<StoreFout> for InlogFout {
    fn from(fout: StoreFout) -> Self {
        InlogFout::Store(fout.to_string())
    }
}

/// From where a browser leaves for the identity provider.
#[derive(Default)]
pub struct Vertrek<'a> {
    /// The page to come back to; one that is not ours becomes the first.
    pub terug: Option<&'a str>,
    pub taal: Taal,
    /// The cookie of an attempt that is under way already.
    pub browser: Option<&'a str>,
    /// The token of the session it has now. Only here does the browser send it: coming back is a navigation from
    /// another site, and the cookie is `SameSite=Strict`.
    pub sessie: Option<&'a str>,
}

/// An attempt under way.
pub struct Begonnen {
    /// Where the browser goes.
    pub url: String,
    /// For the cookie that ties the attempt to this browser.
    pub browser: String,
}

/// A login that succeeded.
pub struct Voltooid {
    /// For the session cookie.
    pub token: String,
    /// The page the citizen was on their way to.
    pub terug: String,
}

impl Inloggen {
    /// Begins an attempt. A browser that has another under way (in a second tab) keeps its cookie, so that both can
    /// end well.
    pub async fn begin(&self, vertrek: Vertrek<'_>) -> Result<Begonnen, InlogFout> {
        let Vertrek { terug, taal, browser, sessie } = vertrek;
        let browser = browser.map_or_else(|| self.willekeur.token(), str::to_owned);
        let (state, nonce, pkce_verifier) =
            (self.willekeur.token(), self.willekeur.token(), self.willekeur.token());
        let poging = Poging { state: &state, nonce: &nonce, pkce_verifier: &pkce_verifier };
        let url = self.oidc.inlog_url(&poging, taal).await?.to_string();
        let poging = Inlogpoging {
            sleutel: Sleutel::van(&state),
            browser: Sleutel::van(&browser),
            nonce,
            pkce_verifier,
            terug: pagina(terug),
            taal,
            begonnen_op: self.clock.nu_ms(),
            vorige_sessie: sessie.map(Sleutel::van),
        };
        tabel::nieuw(&self.store, &poging).await?;
        Ok(Begonnen { url, browser })
    }

    /// The browser is back with a code.
    pub async fn voltooi(
        &self,
        state: &str,
        browser: Option<&str>,
        code: String,
    ) -> Result<Voltooid, InlogFout> {
        let poging = self.neem(state, browser).await?;
        let voor_oidc = Poging { state, nonce: &poging.nonce, pkce_verifier: &poging.pkce_verifier };
        let ingelogde = self.oidc.wissel_in(code, &voor_oidc).await?;
        // A new login ends the session this browser had: nobody keeps two.
        if let Some(vorige) = &poging.vorige_sessie {
            self.sessies.sluit(vorige).await?;
        }
        let token = self.sessies.open(&ingelogde).await?;
        Ok(Voltooid { token, terug: poging.terug })
    }

    /// The browser is back without a code: the provider says why (RFC 6749 §4.1.2.1).
    pub async fn breek_af(&self, state: &str, browser: Option<&str>, fout: &str) -> InlogFout {
        match self.neem(state, browser).await {
            Err(fout) => fout,
            Ok(_) if fout == "access_denied" => InlogFout::Afgebroken,
            Ok(_) => InlogFout::Oidc(OidcFout::Onbereikbaar),
        }
    }

    /// An attempt is taken out once; whether it then fits or not, it is gone.
    async fn neem(&self, state: &str, browser: Option<&str>) -> Result<Inlogpoging, InlogFout> {
        let poging = tabel::neem(&self.store, &Sleutel::van(state)).await?.ok_or(InlogFout::Verlopen)?;
        let zelfde_browser = browser.is_some_and(|browser| Sleutel::van(browser) == poging.browser);
        let op_tijd = self.clock.nu_ms() - poging.begonnen_op < POGING_GELDIG_MS;
        if zelfde_browser && op_tijd { Ok(poging) } else { Err(InlogFout::Verlopen) }
    }

    /// Deletes attempts that nobody came back from.
    pub async fn ruim_op(&self) -> Result<u64, StoreFout> {
        tabel::ruim_op(&self.store, self.clock.nu_ms() - POGING_GELDIG_MS).await
    }
}

/// Far more than the choices of a form.
const QUERY_MAX: usize = 600;

/// Only our own pages: `terug` comes from outside and must lead nowhere else. What a form had chosen may come along in the
/// query, as ids and dates; anything else there is left behind.
fn pagina(terug: Option<&str>) -> String {
    let terug = terug.unwrap_or_default();
    let (pad, query) = terug.split_once('?').unwrap_or((terug, ""));
    if !is_besloten(pad) {
        return Pagina::Overzicht.pad().to_owned();
    }
    let teken = |teken: u8| teken.is_ascii_alphanumeric() || b"=&,.-_:%".contains(&teken);
    let eenvoudig =
        (1..=QUERY_MAX).contains(&query.len()) && query.bytes().all(teken) && !Bsn::staat_in(query);
    if eenvoudig { terug.to_owned() } else { pad.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::pagina;

    #[test]
    fn leads_to_our_own_pages_only() {
        assert_eq!(pagina(Some("/klantbeeld")), "/klantbeeld");
        assert_eq!(pagina(Some("/inzage?soort=taak")), "/inzage?soort=taak", "with the state of its list");
        for terug in [
            "https://kwaad.example",
            "//kwaad.example",
            "/\\kwaad.example",
            "/inloggen",
            "",
            "/klantbeeld/../x",
        ] {
            assert_eq!(pagina(Some(terug)), "/", "{terug}");
        }
        assert_eq!(pagina(None), "/");
    }

    #[test]
    fn what_a_form_had_chosen_comes_back_and_nothing_else() {
        let formulier = "/verzoeken/nieuw?stap=3&aan=svb,uwv&over=brp&op=2026-11-20T10%3A00%3A00Z";
        assert_eq!(pagina(Some(formulier)), formulier);
        assert_eq!(pagina(Some("/verzoeken/KB-2222-2222")), "/verzoeken/KB-2222-2222");
        let lang = format!("/verzoeken/nieuw?aan={}", "x".repeat(600));
        for terug in [
            "/verzoeken/nieuw?x=<b>",
            "/verzoeken/nieuw?x=a\r\nb",
            "/verzoeken/nieuw?wie=999970124",
            "/verzoeken/nieuw?",
            &lang,
        ] {
            assert_eq!(pagina(Some(terug)), "/verzoeken/nieuw", "{terug}");
        }
    }
}
