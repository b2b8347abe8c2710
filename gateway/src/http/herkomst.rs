//! Where a request comes from. The session cookie is `SameSite=Strict`; this is the second lock (ASVS 5.0, 3.5.1–3).

use super::{Fout, Portaal};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use contract::routes::{AUTH_START, AUTH_TERUG, CSRF_HEADER, CSRF_WAARDE};

/// Lets a request through when it can only have come from our own page.
pub(super) async fn controleer(State(portaal): State<Portaal>, verzoek: Request, verder: Next) -> Response {
    let navigatie = [AUTH_START, AUTH_TERUG].contains(&verzoek.uri().path());
    let goed = navigatie
        || (van_onszelf(verzoek.headers(), &portaal.config.publieke_url.origin().ascii_serialization())
            && (verzoek.method().is_safe() || heeft_csrf_header(verzoek.headers())));
    if goed {
        verder.run(verzoek).await
    } else {
        metrics::counter!("verzoek_geweigerd_total").increment(1);
        Fout::Geweigerd.into_response()
    }
}

/// A browser says where a request comes from; a page elsewhere cannot change what it says. A client that is no browser
/// says nothing, and has no session cookie either.
fn van_onszelf(headers: &HeaderMap, onze_origin: &str) -> bool {
    let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let origin = headers.get(header::ORIGIN).is_none_or(|origin| origin == onze_origin);
    site && origin
}

fn heeft_csrf_header(headers: &HeaderMap) -> bool {
    headers.get(CSRF_HEADER).is_some_and(|waarde| waarde == CSRF_WAARDE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(paren: &[(&'static str, &'static str)]) -> HeaderMap {
        paren.iter().map(|(naam, waarde)| (naam.parse().unwrap(), waarde.parse().unwrap())).collect()
    }

    #[test]
    fn tells_our_own_page_from_any_other() {
        let van_onszelf = |paren| van_onszelf(&headers(paren), "https://mijn.example");
        assert!(van_onszelf(&[]));
        assert!(van_onszelf(&[("sec-fetch-site", "same-origin"), ("origin", "https://mijn.example")]));
        assert!(van_onszelf(&[("sec-fetch-site", "none")]));
        assert!(!van_onszelf(&[("sec-fetch-site", "cross-site")]));
        assert!(!van_onszelf(&[("sec-fetch-site", "same-site")]));
        assert!(!van_onszelf(&[("origin", "https://kwaad.example")]));
        assert!(!van_onszelf(&[("origin", "null")]));
        assert!(!van_onszelf(&[("sec-fetch-site", "same-origin"), ("origin", "https://mijn.example:8443")]));
    }

    #[test]
    fn wants_the_header_to_the_letter() {
        assert!(heeft_csrf_header(&headers(&[(CSRF_HEADER, "1")])));
        assert!(!heeft_csrf_header(&headers(&[(CSRF_HEADER, "")])));
        assert!(!heeft_csrf_header(&headers(&[])));
    }
}
