//! Our two cookies. Both opaque, `HttpOnly; Secure; Path=/` and `__Host-` prefixed, so that no other host sets them.

use axum::http::{HeaderMap, HeaderValue, header};

/// The session. `Strict`: only our own pages send it.
pub(super) const SESSIE: &str = "__Host-sessie";
/// Ties a login under way to this browser. `Lax`, because the identity provider sends the browser back from its site.
pub(super) const INLOGGEN: &str = "__Host-inloggen";

/// A random token is 43 characters; anything much longer was not made by us.
const TOKEN_LENGTE_MAX: usize = 64;

/// The value of a cookie. When it stands there twice, none: somebody is trying something.
pub(super) fn lees<'a>(headers: &'a HeaderMap, naam: &str) -> Option<&'a str> {
    let mut gevonden = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|waarde| waarde.to_str().ok())
        .flat_map(|waarde| waarde.split(';'))
        .filter_map(|paar| paar.trim().split_once('='))
        .filter(|(gelezen, _)| *gelezen == naam)
        .map(|(_, waarde)| waarde);
    let eerste = gevonden.next()?;
    let enige = gevonden.next().is_none();
    (enige && !eerste.is_empty() && eerste.len() <= TOKEN_LENGTE_MAX).then_some(eerste)
}

/// A session cookie: gone when the browser closes.
pub(super) fn sessie(token: &str) -> HeaderValue {
    waarde(&format!("{SESSIE}={token}; HttpOnly; Secure; SameSite=Strict; Path=/"))
}

pub(super) fn inloggen(token: &str) -> HeaderValue {
    waarde(&format!("{INLOGGEN}={token}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=600"))
}

/// Makes the browser forget a cookie.
pub(super) fn wis(naam: &str) -> HeaderValue {
    waarde(&format!("{naam}=; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=0"))
}

/// Tokens are base64url, so this cannot fail; an empty cookie would be the harmless way to be wrong.
fn waarde(tekst: &str) -> HeaderValue {
    HeaderValue::from_str(tekst).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(cookies: &[&str]) -> HeaderMap {
        cookies.iter().map(|waarde| (header::COOKIE, waarde.parse().unwrap())).collect()
    }

    #[test]
    fn reads_its_own_cookie_only() {
        assert_eq!(lees(&met(&["a=1; __Host-sessie=abc; b=2"]), SESSIE), Some("abc"));
        assert_eq!(lees(&met(&["a=1", "__Host-sessie=abc"]), SESSIE), Some("abc"));
        assert_eq!(lees(&met(&["x__Host-sessie=abc"]), SESSIE), None);
        assert_eq!(lees(&met(&["__Host-sessie="]), SESSIE), None);
        assert_eq!(lees(&met(&[]), SESSIE), None);
    }

    #[test]
    fn takes_no_doubled_or_oversized_cookie() {
        assert_eq!(lees(&met(&["__Host-sessie=abc; __Host-sessie=def"]), SESSIE), None);
        assert_eq!(lees(&met(&[&format!("__Host-sessie={}", "a".repeat(5000))]), SESSIE), None);
    }
}
