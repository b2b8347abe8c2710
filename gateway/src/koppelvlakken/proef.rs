//! What the tests of the clients share: settings, and a question that stands in a logboek.

use super::{Bouw, Gebruiker, Koppelvlak, Schakels, Vraag};
use crate::clock::{Clock, Systeemklok};
use crate::config::{Config, Registratie};
use crate::koppelvlakken::BronFout;
use crate::logboek::{ActorSoort, GeboekteVerwerking, Ketensleutel, Logboek, SpanId, TraceId, Verwerking};
use crate::pseudoniem::Pseudonimiseerder;
use crate::store::Store;
use crate::willekeur::Willekeur;
use axum::Router;
use contract::Bsn;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use registries::standins::Omgeving;
use registries::voorraad::{Voorraad, VoorraadFout};
use serde_json::Value;
use std::sync::Arc;
use tokio::net::TcpListener;

/// The settings of the example, with another address for the registration.
pub(super) fn instellingen(url: &str) -> (Config, Registratie) {
    let config: Config = toml::from_str(include_str!("../../voorbeeld.toml")).unwrap();
    let registratie = Registratie { url: url.parse().unwrap(), ..config.registraties["brp"].clone() };
    (config, registratie)
}

/// Makes a client as the gateway does at start.
pub(super) fn maak<T>(
    id: &str,
    instellingen: &(Config, Registratie),
    nieuw: impl FnOnce(&Bouw<'_>) -> Result<T, String>,
) -> Result<T, String> {
    let (willekeur, clock): (_, Arc<dyn Clock>) = (Arc::new(Willekeur::vast(7)), Arc::new(Systeemklok));
    let (config, registratie) = instellingen;
    let http = super::client().unwrap();
    nieuw(&Bouw { id, instellingen: registratie, config, willekeur: &willekeur, clock: &clock, http: &http })
}

/// Asks, after the use was booked.
pub(super) async fn vraag(
    koppelvlak: &dyn Koppelvlak,
    bsn: &str,
    schakels: &[(&str, &str)],
) -> Result<Option<Value>, BronFout> {
    let bsn: Bsn = bsn.parse().unwrap();
    let geboekt = geboekt(&bsn).await;
    let mut gevonden = Schakels::default();
    for (naam, waarde) in schakels {
        gevonden.voeg_toe(naam, (*waarde).to_owned());
    }
    let vraag = Vraag {
        verwerking: &geboekt,
        gebruiker: Gebruiker::BurgerZelf,
        bsn: &bsn,
        velden: &[],
        schakels: &gevonden,
    };
    koppelvlak.raadpleeg(vraag).await
}

/// A use that stands in a logboek of its own, which is gone afterwards.
pub(super) async fn geboekt(bsn: &Bsn) -> GeboekteVerwerking {
    let map = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", map.path().join("klantbeeld.db").display());
    let store = Store::open(&url).await.unwrap();
    let persoon = Pseudonimiseerder::nieuw(&[9; 32]).unwrap().van(bsn);
    let mut rng = StdRng::seed_from_u64(1);
    let verwerking = Verwerking {
        trace_id: TraceId::nieuw(&mut rng),
        span_id: SpanId::nieuw(&mut rng),
        parent_span_id: None,
        naam: "Eigen gegevens inzien".into(),
        begonnen_op: 1,
        verwerkingsactiviteit: "https://register.example/inzage".parse().unwrap(),
        actor: persoon.clone(),
        actor_soort: ActorSoort::Burger,
        organisatie: None,
        functie: None,
        betrokkene: persoon,
        registratie: "proef".into(),
        gegevens: Vec::new(),
        doelbinding: "Inzage door de burger".into(),
        grondslag: "AVG artikel 15".into(),
    };
    let sleutel = Ketensleutel::nieuw(&[7; 32]).expect("a key of 32 bytes");
    let geboekt = Logboek::nieuw(store.clone(), "proef", sleutel).boek(verwerking).await.unwrap();
    store.sluit().await;
    geboekt
}

/// A stand-in with the demo's data; its base address. The database lives as long as the folder.
pub(super) async fn standin<F>(maak: impl FnOnce(Omgeving) -> F, pad: &str) -> (tempfile::TempDir, String)
where
    F: Future<Output = Result<Router, VoorraadFout>>,
{
    let map = tempfile::tempdir().unwrap();
    let klok: registries::Klok = Arc::new(|| Systeemklok.nu());
    let voorraad = Voorraad::open(&map.path().join("proef.db"), klok.clone()).await.unwrap();
    let router =
        maak(Omgeving { voorraad, brp: None, klok, api_sleutel: "zeer-geheim".into() }).await.unwrap();
    (map, format!("{}{pad}", dien(router).await))
}

/// Serves a router for as long as the test runs.
pub(super) async fn dien(router: Router) -> String {
    let luisteraar = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let adres = format!("http://{}", luisteraar.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(luisteraar, router).await });
    adres
}
