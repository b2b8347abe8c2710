//! Against the stand-ins, all five logs, with everything that demo control can make them do.

use super::*;
use axum::body::Body;
use axum::http::Request;
use registries::logboek::{LOGBOEKEN, Standaard};
use serde_json::json;
use std::collections::BTreeMap;
use tower::ServiceExt as _;

struct Standins {
    gestart: registries::Gestart,
    bediening: Router,
    _map: tempfile::TempDir,
}

impl Standins {
    async fn start() -> Self {
        let map = tempfile::tempdir().unwrap();
        let opties = registries::Opties {
            data: map.path().into(),
            klok: Arc::new(|| Systeemklok.nu()),
            brp_testset: None,
            api_sleutel: "van het log".into(),
        };
        let gestart = registries::start(opties).await.unwrap();
        let bediening = gestart.bediening(Arc::new(|_| {}), BTreeMap::new());
        Self { gestart, bediening, _map: map }
    }

    fn bsn(&self, persoon: &str) -> Bsn {
        let persoon = self.gestart.personen.iter().find(|een| een.id == persoon).unwrap();
        persoon.bsn.parse().unwrap()
    }

    async fn lees(&self, registratie: &str, persoon: &str) -> Result<Blad, BronFout> {
        let log = LOGBOEKEN.iter().find(|log| log.registratie == registratie).unwrap();
        let soort = if log.standaard == Standaard::Ldv { Logsoort::Ldv } else { Logsoort::Vng };
        let bron = logbron(soort, self.gestart.logboeken[registratie].as_str(), MEESTE_REGELS);
        let bsn = self.bsn(persoon);
        bron.lees(&bsn, nu() - 760 * 24 * UUR, nu(), &geboekt(&bsn).await).await
    }

    async fn gedrag(&self, registratie: &str, gedrag: &str) {
        let pad = format!("/demo/v1/registraties/logboek-{registratie}/gedrag");
        let verzoek = Request::post(pad).header("content-type", "application/json");
        let verzoek = verzoek.body(Body::from(json!({ "gedrag": gedrag }).to_string())).unwrap();
        assert_eq!(self.bediening.clone().oneshot(verzoek).await.unwrap().status(), 204);
    }
}

#[tokio::test]
async fn every_log_can_be_read_and_tells_nothing_confidential() {
    let standins = Standins::start().await;
    for log in LOGBOEKEN {
        let blad = standins.lees(log.registratie, "ondernemer").await.unwrap();
        assert!(blad.regels.len() > 2 && !blad.afgekapt, "{}", log.id);
        for regel in &blad.regels {
            assert!(!regel.naam.is_empty() && !regel.activiteit.contains("opsporing"));
            assert!(regel.functie.is_none() || log.standaard == Standaard::Ldv);
        }
        assert_eq!(standins.lees(log.registratie, "niets").await, Ok(Blad::default()), "{}", log.id);
    }
    standins.gestart.stop().await;
}

#[tokio::test]
async fn every_fault_is_an_honest_error_or_does_no_harm() {
    let standins = Standins::start().await;
    for log in LOGBOEKEN {
        let id = log.registratie;
        let goed = standins.lees(id, "ondernemer").await;
        for (gedrag, fout) in [
            ("storing", Some("stuk")),
            ("onbereikbaar", Some("onbereikbaar")),
            ("onleesbaar", Some("onleesbaar")),
            ("half", Some("onbereikbaar")),
            ("teveel", Some("te-groot")),
            ("overbelast", Some("overbelast")),
            ("schema", Some("onleesbaar")),
            ("anderepersoon", Some("andere-persoon")),
            ("vreemderegel", Some("andere-persoon")),
            ("klokvoor", Some("onleesbaar")),
            ("ontbreekt", Some("onleesbaar")),
            ("dubbel", None),
            ("code", None),
            ("normaal", None),
        ] {
            standins.gedrag(id, gedrag).await;
            let nu = standins.lees(id, "ondernemer").await;
            match fout {
                Some(fout) => assert_eq!(nu.unwrap_err().code(), fout, "{id} {gedrag}"),
                None => assert_eq!(nu, goed, "{id} {gedrag}"),
            }
        }
    }
    standins.gestart.stop().await;
}
