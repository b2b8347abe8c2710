//! Which organisation speaks: by the token it was given, of which only the hash is in the configuration.

use super::super::{Fout, Portaal};
use crate::config::Behandelaar as Instelling;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A token longer than this was not given out by anybody.
const TOKEN_MAX: usize = 512;

/// The organisations that may answer requests, with the SHA-256 of their tokens.
pub struct Behandelaars(Vec<(String, Vec<u8>)>);

impl Behandelaars {
    /// By id of the organisation. The configuration was checked: each hash is 64 hex digits.
    pub fn van(instellingen: &BTreeMap<String, Instelling>) -> Self {
        let een = |(id, instelling): (&String, &Instelling)| Some((id.clone(), instelling.hash()?));
        Self(instellingen.iter().filter_map(een).collect())
    }

    /// Looks at every one, each in the same time whatever the token, so that nothing is learnt from how long it takes.
    fn wie(&self, token: &str) -> Option<String> {
        let hash = Sha256::digest(token.as_bytes());
        let mut gevonden = None;
        for (organisatie, bekend) in &self.0 {
            if verify_slices_are_equal(bekend, &hash).is_ok() {
                gevonden = Some(organisatie.clone());
            }
        }
        gevonden
    }
}

/// The organisation whose token the request shows. Browsers have no business here: a request with a cookie is refused.
pub(in crate::http) struct Behandelaar(pub(in crate::http) String);

impl FromRequestParts<Portaal> for Behandelaar {
    type Rejection = Fout;

    async fn from_request_parts(kop: &mut Parts, portaal: &Portaal) -> Result<Self, Fout> {
        let wie = token(&kop.headers).and_then(|token| portaal.behandelaars.wie(token));
        let wie = wie.ok_or(Fout::GeenToken)?;
        if kop.headers.contains_key(header::COOKIE) {
            return Err(Fout::Geweigerd);
        }
        Ok(Self(wie))
    }
}

/// RFC 6750 §2.1. When the header stands there twice, none.
fn token(headers: &HeaderMap) -> Option<&str> {
    let mut waarden = headers.get_all(header::AUTHORIZATION).iter();
    let (Some(enige), None) = (waarden.next(), waarden.next()) else { return None };
    let (soort, token) = enige.to_str().ok()?.split_once(' ')?;
    (soort.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.len() <= TOKEN_MAX).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pseudoniem::hex;

    fn van(paren: &[(&str, &str)]) -> Behandelaars {
        let instelling = |token: &str| Instelling { token_sha256: hex(&Sha256::digest(token.as_bytes())) };
        Behandelaars::van(&paren.iter().map(|(id, token)| ((*id).to_owned(), instelling(token))).collect())
    }

    #[test]
    fn a_token_is_of_one_organisation() {
        let behandelaars = van(&[("svb", "b"), ("uwv", "a")]);
        assert_eq!(behandelaars.wie("a").as_deref(), Some("uwv"));
        assert_eq!(behandelaars.wie("b").as_deref(), Some("svb"));
        assert_eq!(behandelaars.wie("c"), None);
        assert_eq!(van(&[]).wie(""), None);
    }

    #[test]
    fn reads_one_bearer_token_only() {
        let headers = |waarden: &[&'static str]| -> HeaderMap {
            waarden.iter().map(|waarde| (header::AUTHORIZATION, waarde.parse().unwrap())).collect()
        };
        assert_eq!(token(&headers(&["Bearer abc"])), Some("abc"));
        assert_eq!(token(&headers(&["bearer abc"])), Some("abc"));
        for geen in [&[][..], &["abc"], &["Basic abc"], &["Bearer "], &["Bearer a", "Bearer b"]] {
            assert_eq!(token(&headers(geen)), None, "{geen:?}");
        }
    }
}
