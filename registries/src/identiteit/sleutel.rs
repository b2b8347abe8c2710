//! The issuer's key: signs ID tokens (ES256) and knows its own again.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A P-256 key pair, made at start and never written down.
pub(crate) struct Sleutel {
    geheim: EncodingKey,
    openbaar: Jwk,
}

/// The key could not be made, or a token not signed.
#[derive(Debug, thiserror::Error)]
pub enum Sleutelfout {
    #[error("no key could be made")]
    Maken(#[from] aws_lc_rs::error::Unspecified),
    #[error("the signing library refused")]
    Ondertekenen(#[from] jsonwebtoken::errors::Error),
}

impl Sleutel {
    pub(crate) fn maak() -> Result<Self, Sleutelfout> {
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
        let geheim = EncodingKey::from_ec_der(pkcs8.as_ref());
        let mut openbaar = Jwk::from_encoding_key(&geheim, Algorithm::ES256)?;
        openbaar.common.key_id = Some(openbaar.thumbprint(ThumbprintHash::SHA256)?);
        openbaar.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { geheim, openbaar })
    }

    /// What everybody may know (RFC 7517).
    pub(crate) fn jwks(&self) -> JwkSet {
        JwkSet { keys: vec![self.openbaar.clone()] }
    }

    pub(crate) fn onderteken(&self, claims: &impl Serialize) -> Result<String, Sleutelfout> {
        let mut kop = Header::new(Algorithm::ES256);
        kop.kid.clone_from(&self.openbaar.common.key_id);
        Ok(jsonwebtoken::encode(&kop, claims, &self.geheim)?)
    }

    /// Claims of a token that this key signed, also when it has expired: a hint may be old (RP-Initiated Logout §2).
    pub(crate) fn herken<T: DeserializeOwned + Clone>(&self, token: &str, issuer: &str) -> Option<T> {
        let mut eisen = Validation::new(Algorithm::ES256);
        eisen.validate_exp = false;
        eisen.validate_aud = false;
        eisen.set_issuer(&[issuer]);
        let sleutel = DecodingKey::from_jwk(&self.openbaar).ok()?;
        jsonwebtoken::decode(token, &sleutel, &eisen).ok().map(|gelezen| gelezen.claims)
    }
}
