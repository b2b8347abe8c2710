//! The app itself: the files that trunk made, compressed beforehand.
//!
//! A file with a hash in its name never changes and may be kept for a year. A page (a path without a dot) is always
//! `index.html`, which is asked for anew each time. An asset that is not there is a 404: an old page that asks for a
//! file of the previous release must not get HTML for a script.

use super::headers::Beleid;
use super::{Fout, Portaal};
use crate::config::Config;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// The app is not there, or not as trunk makes it.
#[derive(Debug, thiserror::Error)]
#[error("there is no built app in {map}: {reden} (cargo xtask demo builds it)")]
pub struct StatischFout {
    map: PathBuf,
    reden: String,
}

pub(super) struct App {
    pub(super) bestanden: Router<Portaal>,
    pub(super) beleid: Beleid,
}

pub(super) fn router(config: &Config) -> Result<App, StatischFout> {
    let dist = config.dist.clone();
    let fout = |reden: String| StatischFout { map: dist.clone(), reden };
    let html =
        std::fs::read_to_string(dist.join("index.html")).map_err(|oorzaak| fout(oorzaak.to_string()))?;
    let beleid = beleid(&html).map_err(|_| fout("its script cannot stand in a header".into()))?;
    let bestanden = Router::new().fallback(move |verzoek: Request| lever(dist.clone(), verzoek));
    Ok(App { bestanden, beleid: Beleid(Arc::new(beleid)) })
}

/// `script-src` names the hash of each inline script in `index.html`: trunk's loader, and nothing else can run.
fn beleid(html: &str) -> Result<HeaderValue, header::InvalidHeaderValue> {
    let hashes: Vec<String> = inline_scripts(html)
        .map(|script| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes())))
        .map(|hash| format!("'sha256-{hash}'"))
        .collect();
    HeaderValue::from_str(&format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        hashes.join(" ")
    ))
}

/// The text of each `<script>` without a `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (kop, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!kop.contains(" src=")).then_some(script)
    })
}

async fn lever(dist: PathBuf, verzoek: Request) -> Response {
    if verzoek.method() != Method::GET && verzoek.method() != Method::HEAD {
        return Fout::MethodeKanNiet.into_response();
    }
    let pad = verzoek.uri().path().to_owned();
    let laatste = pad.rsplit('/').next().unwrap_or_default();
    if !laatste.contains('.') || pad == "/index.html" {
        return pagina(&dist, verzoek).await;
    }
    let bestand =
        ServeDir::new(&dist).precompressed_br().precompressed_gzip().append_index_html_on_directories(false);
    let bewaren =
        if heeft_hash(laatste) { "public, max-age=31536000, immutable" } else { "public, max-age=3600" };
    let mut antwoord = met_bestand(bestand.oneshot(verzoek).await);
    let bewaren = if antwoord.status().is_success() || antwoord.status().is_redirection() {
        bewaren
    } else {
        "no-store"
    };
    antwoord.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(bewaren));
    antwoord
}

async fn pagina(dist: &Path, verzoek: Request) -> Response {
    let index = ServeFile::new(dist.join("index.html")).precompressed_br().precompressed_gzip();
    let mut antwoord = met_bestand(index.oneshot(verzoek).await);
    antwoord.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    antwoord
}

fn met_bestand<B>(uitkomst: Result<axum::http::Response<B>, std::convert::Infallible>) -> Response
where
    B: axum::body::HttpBody<Data = axum::body::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    let Ok(antwoord) = uitkomst;
    let mut antwoord = antwoord.map(Body::new);
    antwoord.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    antwoord
}

/// The build names a file `klantbeeld-0123456789abcdef.css`, `app-0123456789abcdef.js` or `app-0123456789abcdef_bg.wasm`.
fn heeft_hash(naam: &str) -> bool {
    naam.split(['-', '_', '.']).any(|deel| {
        deel.len() == 16 && deel.bytes().all(|teken| teken.is_ascii_digit() || (b'a'..=b'f').contains(&teken))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_hashed_name() {
        assert!(heeft_hash("app-0123456789abcdef.js"));
        assert!(heeft_hash("app-0123456789abcdef_bg.wasm"));
        assert!(heeft_hash("app-0123456789abcdef_klantbeeld.wasm"));
        assert!(!heeft_hash("favicon.svg"));
        assert!(!heeft_hash("security.txt"));
        assert!(!heeft_hash("app-0123456789abcdeg.js"));
    }

    #[test]
    fn allows_the_inline_script_by_its_hash_and_no_other() {
        // printf "let a=1;" | openssl dgst -sha256 -binary | base64
        let html = r#"<script src="/a.js"></script><script type="module">let a=1;</script>"#;
        let regel = beleid(html).unwrap();
        let regel = regel.to_str().unwrap();
        assert_eq!(regel.matches("sha256-").count(), 1);
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(b"let a=1;"));
        assert!(regel.contains(&hash));
        assert!(!regel.contains("unsafe-inline"));
    }
}
