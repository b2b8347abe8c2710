mod api;
mod gedrag;

use super::{Gedragstabel, Klokverzet, Opties, router};
use crate::identiteit::Inlogpersoon;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use std::sync::{Arc, Mutex};
use time::macros::datetime;
use tower::ServiceExt as _;

const BSN: &str = "999970124";
const ANDER: &str = "999970008";

/// Demo control with what it did.
struct Proef {
    router: Router,
    tabel: Gedragstabel,
    verzet: Arc<Mutex<Vec<Klokverzet>>>,
}

impl Proef {
    fn nieuw() -> Self {
        let tabel = Gedragstabel::default();
        let verzet = Arc::<Mutex<Vec<Klokverzet>>>::default();
        let lijst = Arc::clone(&verzet);
        let persoon = |id: &str, bsn: &str| Inlogpersoon {
            id: id.into(),
            naam: format!("P. <{id}>"),
            bsn: bsn.into(),
            situatie_nl: String::new(),
            situatie_en: String::new(),
        };
        let opties = Opties {
            tabel: tabel.clone(),
            klok: Arc::new(|| datetime!(2026-03-01 12:00 UTC)),
            klok_zetter: Arc::new(move |hoe| lijst.lock().unwrap().push(hoe)),
            personen: vec![persoon("gezin", BSN), persoon("student", ANDER)],
            namen: [("brp".to_owned(), "Personen <BRP>".to_owned())].into(),
        };
        Self { router: router(opties), tabel, verzet }
    }

    async fn doe(&self, verzoek: Request<Body>) -> (StatusCode, HeaderMap, String) {
        let (kop, lichaam) = self.router.clone().oneshot(verzoek).await.unwrap().into_parts();
        let tekst = String::from_utf8(to_bytes(lichaam, usize::MAX).await.unwrap().to_vec()).unwrap();
        (kop.status, kop.headers, tekst)
    }

    async fn post(&self, pad: &str, soort: &str, lichaam: &str) -> (StatusCode, HeaderMap, String) {
        let verzoek = Request::post(pad).header(header::CONTENT_TYPE, soort);
        self.doe(verzoek.body(Body::from(lichaam.to_owned())).unwrap()).await
    }

    async fn json(&self, pad: &str, lichaam: &str) -> (StatusCode, HeaderMap, String) {
        self.post(pad, "application/json", lichaam).await
    }

    async fn haal(&self, pad: &str) -> String {
        let (status, _, tekst) = self.doe(Request::get(pad).body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::OK);
        tekst
    }
}
