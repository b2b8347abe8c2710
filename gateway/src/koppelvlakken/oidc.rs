//! OpenID Connect relying party: authorisation code with PKCE, to the broker in front of DigiD and eIDAS
//! (NL GOV Assurance profile for OpenID Connect 1.0.1).
//!
//! The BSN is taken from the userinfo answer, which travels server to server. No token is kept and none reaches the
//! browser: at logout the provider knows us by our `client_id`.

use super::client::lees_begrensd;
use crate::clock::Clock;
use crate::config::{Config, Identiteit};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::sessie::Niveau;
use contract::{Bsn, Taal};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier,
    CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AdditionalClaims, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId,
    ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, HttpResponse,
    LanguageTag, LogoutRequest, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope, TokenResponse as _,
    UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::sync::Mutex;
use url::Url;

/// A discovery document and its keys are used this long; a key that is not among them is looked up at once.
const METADATA_GELDIG: time::Duration = time::Duration::minutes(10);
/// Who somebody acts for.
const CLAIM_NAMENS: &str = "represents";
const TERMIJN: Duration = Duration::from_secs(5);
const ANTWOORD_BYTES_MAX: usize = 256 * 1024;

/// Why a login did not succeed. No variant holds a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcFout {
    #[error("the identity provider cannot be reached or does not answer as the standard says")]
    Onbereikbaar,
    #[error("the identity provider refused the code")]
    CodeGeweigerd,
    #[error("the ID token is not valid")]
    TokenOngeldig,
    #[error("the level of assurance is too low or absent")]
    Niveau,
    #[error("there is no BSN, or it is not valid")]
    Bsn,
    #[error("the login is on behalf of somebody else")]
    Namens,
}

/// Somebody who proved who they are.
pub struct Ingelogde {
    pub bsn: Bsn,
    pub niveau: Niveau,
}

/// What one attempt to log in needs to remember; all of it random.
pub struct Poging<'a> {
    pub state: &'a str,
    pub nonce: &'a str,
    pub pkce_verifier: &'a str,
}

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The relying party. Discovery happens at the first login, so that the portal starts without the provider.
pub struct Oidc {
    http: reqwest::Client,
    identiteit: Identiteit,
    terug_url: String,
    uitgelogd_url: String,
    clock: Arc<dyn Clock>,
    metadata: Mutex<Option<(OffsetDateTime, Arc<ProviderMetadataWithLogout>)>>,
}

impl Oidc {
    pub fn nieuw(config: &Config, clock: Arc<dyn Clock>, http: reqwest::Client) -> Self {
        Self {
            http,
            identiteit: config.identiteit.clone(),
            terug_url: config.terug_url(),
            uitgelogd_url: config.absoluut(contract::routes::Pagina::Uitgelogd.pad()),
            clock,
            metadata: Mutex::new(None),
        }
    }

    /// Where the browser goes to log in.
    pub async fn inlog_url(&self, poging: &Poging<'_>, taal: Taal) -> Result<Url, OidcFout> {
        let client = self.client().await?;
        let verifier = PkceCodeVerifier::new(poging.pkce_verifier.to_owned());
        let (state, nonce) = (poging.state.to_owned(), poging.nonce.to_owned());
        let (url, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scope(Scope::new("profile".into()))
            .add_auth_context_value(AuthenticationContextClass::new(
                acr(self.identiteit.minimum_niveau).into(),
            ))
            .add_ui_locale(LanguageTag::new(taal.code().into()))
            .add_extra_param("prompt", "login")
            .url();
        Ok(url)
    }

    /// Exchanges the code for tokens, checks them, and asks who it is.
    pub async fn wissel_in(&self, code: String, poging: &Poging<'_>) -> Result<Ingelogde, OidcFout> {
        let client = self.client().await?;
        let http = |verzoek| stuur(self.http.clone(), verzoek);
        let antwoord = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| OidcFout::Onbereikbaar)?
            .set_pkce_verifier(PkceCodeVerifier::new(poging.pkce_verifier.to_owned()))
            .request_async(&http)
            .await
            .map_err(|fout| match fout {
                openidconnect::RequestTokenError::ServerResponse(_) => OidcFout::CodeGeweigerd,
                _ => OidcFout::Onbereikbaar,
            })?;
        let id_token = antwoord.id_token().ok_or(OidcFout::TokenOngeldig)?;
        let claims = self.claims(&client, id_token, poging.nonce).await?;
        if namens(id_token) {
            return Err(OidcFout::Namens);
        }
        let niveau = claims.auth_context_ref().and_then(|acr| niveau(acr)).ok_or(OidcFout::Niveau)?;
        if niveau < self.identiteit.minimum_niveau {
            return Err(OidcFout::Niveau);
        }
        let persoon: UserInfoClaims<Overige, CoreGenderClaim> = client
            .user_info(antwoord.access_token().clone(), Some(claims.subject().clone()))
            .map_err(|_| OidcFout::Onbereikbaar)?
            .request_async(&http)
            .await
            .map_err(|_| OidcFout::Onbereikbaar)?;
        let overige = persoon.additional_claims();
        if overige.0.contains_key(CLAIM_NAMENS) {
            return Err(OidcFout::Namens);
        }
        let bsn = overige.0.get(&self.identiteit.claim_bsn).and_then(Value::as_str).ok_or(OidcFout::Bsn)?;
        Ok(Ingelogde { bsn: bsn.parse().map_err(|_| OidcFout::Bsn)?, niveau })
    }

    /// Where the browser goes to end the login at the provider too (OpenID Connect RP-Initiated Logout 1.0).
    ///
    /// When the provider has no such place, or cannot be asked, that is our own page: our session has ended already.
    pub async fn uitlog_url(&self) -> String {
        let Ok(metadata) = self.haal_metadata().await else { return self.uitgelogd_url.clone() };
        let Some(einde) = metadata.additional_metadata().end_session_endpoint.clone() else {
            return self.uitgelogd_url.clone();
        };
        let mut verzoek =
            LogoutRequest::from(einde).set_client_id(ClientId::new(self.identiteit.client_id.clone()));
        if let Ok(terug) = PostLogoutRedirectUrl::new(self.uitgelogd_url.clone()) {
            verzoek = verzoek.set_post_logout_redirect_uri(terug);
        }
        verzoek.http_get_url().to_string()
    }

    /// Our own page for who has logged out.
    pub fn uitgelogd_url(&self) -> &str {
        &self.uitgelogd_url
    }

    /// The claims of an ID token that is valid. A signature by a key we do not know may mean that the provider has a
    /// new one: then its keys are looked up once more.
    async fn claims<'t>(
        &self,
        client: &Client,
        id_token: &'t CoreIdToken,
        nonce: &str,
    ) -> Result<&'t CoreIdTokenClaims, OidcFout> {
        let nonce = Nonce::new(nonce.to_owned());
        match id_token.claims(&self.verifier(client), &nonce) {
            Ok(claims) => return Ok(claims),
            Err(ClaimsVerificationError::SignatureVerification(_)) => {}
            Err(_) => return Err(OidcFout::TokenOngeldig),
        }
        *self.metadata.lock().await = None;
        let client = self.client().await?;
        id_token.claims(&self.verifier(&client), &nonce).map_err(|_| OidcFout::TokenOngeldig)
    }

    async fn client(&self) -> Result<Client, OidcFout> {
        let metadata = self.haal_metadata().await?;
        let client = CoreClient::from_provider_metadata(
            (*metadata).clone(),
            ClientId::new(self.identiteit.client_id.clone()),
            Some(ClientSecret::new(self.identiteit.client_secret.onthul().to_owned())),
        );
        let terug = RedirectUrl::new(self.terug_url.clone()).map_err(|_| OidcFout::Onbereikbaar)?;
        Ok(client.set_redirect_uri(terug))
    }

    /// Only asymmetric signatures: a provider that signs with our shared secret proves nothing.
    fn verifier<'a>(&self, client: &'a Client) -> CoreIdTokenVerifier<'a> {
        let clock = Arc::clone(&self.clock);
        client
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
                CoreJwsSigningAlgorithm::EcdsaP384Sha384,
                CoreJwsSigningAlgorithm::RsaSsaPssSha256,
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            ])
            .set_time_fn(move || {
                chrono::DateTime::from_timestamp(clock.nu().unix_timestamp(), 0).unwrap_or_default()
            })
    }

    async fn haal_metadata(&self) -> Result<Arc<ProviderMetadataWithLogout>, OidcFout> {
        let mut bewaard = self.metadata.lock().await;
        let nu = self.clock.nu();
        if let Some((sinds, metadata)) = &*bewaard
            && (nu - *sinds).abs() < METADATA_GELDIG
        {
            return Ok(Arc::clone(metadata));
        }
        let issuer = self.identiteit.issuer.clone();
        let http = |verzoek| stuur(self.http.clone(), verzoek);
        let metadata = ProviderMetadataWithLogout::discover_async(issuer, &http).await.map(Arc::new);
        let metadata = match (metadata, &*bewaard) {
            (Ok(metadata), _) => metadata,
            // An old description is better than none; it is looked up again after the same time.
            (Err(_), Some((_, metadata))) => Arc::clone(metadata),
            (Err(_), None) => return Err(OidcFout::Onbereikbaar),
        };
        *bewaard = Some((nu, Arc::clone(&metadata)));
        Ok(metadata)
    }
}

/// Whether a verified ID token says that the login is on behalf of somebody else (NL GOV, `represents`): the library
/// passes over a claim that it does not know, and this one must not be passed over.
fn namens(id_token: &CoreIdToken) -> bool {
    let jwt = id_token.to_string();
    let inhoud = jwt.split('.').nth(1).and_then(|deel| URL_SAFE_NO_PAD.decode(deel).ok());
    let claims = inhoud.and_then(|inhoud| serde_json::from_slice::<Value>(&inhoud).ok());
    claims.is_none_or(|claims| claims.get(CLAIM_NAMENS).is_some())
}

/// eIDAS levels as NL GOV writes them in `acr`.
const fn acr(niveau: Niveau) -> &'static str {
    match niveau {
        Niveau::Laag => "http://eidas.europa.eu/LoA/low",
        Niveau::Substantieel => "http://eidas.europa.eu/LoA/substantial",
        Niveau::Hoog => "http://eidas.europa.eu/LoA/high",
    }
}

fn niveau(gegeven: &str) -> Option<Niveau> {
    [Niveau::Laag, Niveau::Substantieel, Niveau::Hoog].into_iter().find(|niveau| acr(*niveau) == gegeven)
}

/// The claims that OpenID Connect itself does not name; among them the BSN, so they are never printed.
#[derive(Clone, Deserialize, Serialize)]
#[serde(transparent)]
struct Overige(BTreeMap<String, Value>);

impl AdditionalClaims for Overige {}

impl fmt::Debug for Overige {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Overige(…)")
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the identity provider did not answer within its limits")]
struct Verkeersfout;

/// Carries a request of the OpenID library over our own client, with its limits.
async fn stuur(http: reqwest::Client, verzoek: HttpRequest) -> Result<HttpResponse, Verkeersfout> {
    let (kop, lichaam) = verzoek.into_parts();
    let antwoord = http
        .request(kop.method, kop.uri.to_string())
        .headers(kop.headers)
        .body(lichaam)
        .timeout(TERMIJN)
        .send()
        .await
        .map_err(|_| Verkeersfout)?;
    let (status, headers) = (antwoord.status(), antwoord.headers().clone());
    let lichaam = lees_begrensd(antwoord, ANTWOORD_BYTES_MAX).await.map_err(|_| Verkeersfout)?;
    let mut uit = HttpResponse::new(lichaam);
    *uit.status_mut() = status;
    *uit.headers_mut() = headers;
    Ok(uit)
}
