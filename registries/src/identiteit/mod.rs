//! A stand-in for the broker in front of DigiD and eIDAS: an OpenID Connect provider of its own, with the
//! authorization code flow and PKCE only (NL GOV Assurance profile for OpenID Connect 1.0.1).
//!
//! It hands out a pairwise `sub`; the BSN comes by the back channel only, as the claim `bsn` of userinfo.
//! It keeps no session: everybody logs in anew each time, so no two people can be mixed up.

mod aanvraag;
mod authorize;
mod kluis;
mod login;
mod ontdekking;
mod pagina;
mod parameters;
mod sleutel;
mod teksten;
#[cfg(test)]
mod tests;
mod token;
mod uitloggen;
mod userinfo;

use crate::Klok;
use aanvraag::{Aanvraag, Niveau};
use aws_lc_rs::hmac;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
pub(crate) use kluis::Kluis;
use sleutel::Sleutel;
pub use sleutel::Sleutelfout;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use time::{Duration, OffsetDateTime};
use url::Url;

/// No form of ours is larger, in bytes.
const VERZOEK_MAX: usize = 16 * 1024;

/// A party that may ask for a login.
#[derive(Clone)]
pub struct Client {
    pub client_id: String,
    pub client_secret: String,
    /// Compared to the letter.
    pub redirect_uris: Vec<Url>,
    /// Compared to the letter.
    pub post_logout_redirect_uris: Vec<Url>,
}

/// A person with a button of their own on the login page.
#[derive(Clone)]
pub struct Inlogpersoon {
    /// Value of the button, such as `gezin`.
    pub id: String,
    pub naam: String,
    pub bsn: String,
    pub situatie_nl: String,
    pub situatie_en: String,
}

/// Whether a BSN is in the test set; `None` when that could not be found out.
pub type KentBsn = Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Option<bool>> + Send>> + Send + Sync>;

/// What an issuer needs.
pub struct Opties {
    /// Where the router is mounted, as the browser sees it; no slash at the end.
    pub issuer: Url,
    pub clients: Vec<Client>,
    pub klok: Klok,
    /// Keys the pairwise `sub`: with the same bytes a person stays the same after a restart.
    pub zout: [u8; 32],
    pub personen: Vec<Inlogpersoon>,
    pub kent_bsn: KentBsn,
}

/// Makes the issuer, with a new signing key. Mount it at the path of [`Opties::issuer`].
pub fn router(opties: Opties) -> Result<Router, Sleutelfout> {
    let identiteit = Arc::new(Identiteit {
        sleutel: Sleutel::maak()?,
        zout: hmac::Key::new(hmac::HMAC_SHA256, &opties.zout),
        transacties: Kluis::nieuw(Duration::minutes(10)),
        codes: Kluis::nieuw(Duration::seconds(60)),
        toegang: Kluis::nieuw(Duration::minutes(5)),
        opties,
    });
    Ok(Router::new()
        .route("/.well-known/openid-configuration", get(ontdekking::configuratie))
        .route("/jwks", get(ontdekking::jwks))
        .route("/authorize", get(authorize::begin).post(authorize::begin))
        .route("/login", post(login::login))
        .route("/token", post(token::token))
        .route("/userinfo", get(userinfo::userinfo).post(userinfo::userinfo))
        .route("/logout", get(uitloggen::uitloggen).post(uitloggen::uitloggen))
        .route("/stijl.css", get(pagina::stijl))
        .layer(DefaultBodyLimit::max(VERZOEK_MAX))
        .with_state(identiteit))
}

/// The issuer.
struct Identiteit {
    opties: Opties,
    sleutel: Sleutel,
    zout: hmac::Key,
    /// Login pages that are open.
    transacties: Kluis<Aanvraag>,
    codes: Kluis<Code>,
    /// By access token.
    toegang: Kluis<Login>,
}

/// Somebody who logged in.
#[derive(Clone)]
struct Login {
    /// As typed: also one that is no BSN, so that a portal's refusals can be tested. `None`: no claim at all.
    bsn: Option<String>,
    sub: String,
    /// Pairwise `sub` of the person on whose behalf they act.
    namens: Option<String>,
    niveau: Niveau,
    auth_time: OffsetDateTime,
}

/// An authorization code and what was done with it.
struct Code {
    aanvraag: Aanvraag,
    login: Login,
    stand: Codestand,
}

/// A code works once; a second try also withdraws what the first brought (RFC 6749 §4.1.2).
enum Codestand {
    Vers,
    Gebruikt { toegang: Option<String> },
}

impl Identiteit {
    fn nu(&self) -> OffsetDateTime {
        (self.opties.klok)()
    }

    fn issuer(&self) -> &str {
        self.opties.issuer.as_str().trim_end_matches('/')
    }

    /// The same person is somebody else to each sector: the host of the client (OpenID Connect Core §8.1).
    fn sub(&self, sector: &Url, bsn: &str) -> String {
        let gegevens = format!("{}\0{bsn}", sector.host_str().unwrap_or_default());
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.zout, gegevens.as_bytes()))
    }
}

/// The languages of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taal {
    Nl,
    En,
}

impl Taal {
    /// The first of `ui_locales` that there is; Dutch when there is none.
    fn uit(ui_locales: Option<&str>) -> Self {
        let bekend = |tag: &str| match tag.split('-').next() {
            Some("nl") => Some(Taal::Nl),
            Some("en") => Some(Taal::En),
            _ => None,
        };
        ui_locales.unwrap_or_default().split(' ').find_map(bekend).unwrap_or(Taal::Nl)
    }
}
