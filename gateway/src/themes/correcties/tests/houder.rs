//! A holder's desk by the profile that counts what it gets, and that tests make misbehave.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use uuid::Uuid;

#[derive(Clone)]
pub(super) struct Houder {
    pub(super) url: String,
    stand: Arc<Mutex<Stand>>,
}

#[derive(Default)]
pub(super) struct Stand {
    /// It answers nobody.
    pub(super) neer: bool,
    /// It answers, and takes nothing.
    pub(super) weigert: bool,
    /// It does what is asked and its answer is lost.
    pub(super) vergeet: bool,
    /// Instead of what a GET would answer.
    pub(super) anders: Option<Value>,
    /// By registration and kenmerk.
    pub(super) zaken: BTreeMap<(String, String), Zaak>,
    pub(super) kennisgevingen: Vec<Value>,
}

pub(super) struct Zaak {
    referentie: Uuid,
    pub(super) melding: Value,
    pub(super) verloop: Vec<Value>,
    /// How often it was handed in, and how often that was new.
    pub(super) gekregen: u32,
    pub(super) aanvullingen: Vec<Value>,
}

type Antwoord = Result<Json<Value>, StatusCode>;

impl Houder {
    pub(super) async fn start() -> Self {
        let luisteraar = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", luisteraar.local_addr().expect("an address"));
        let houder = Self { url, stand: Arc::default() };
        let router = Router::new()
            .route("/kennisgevingen", post(kennisgeving))
            .route("/{registratie}/terugmelding", post(meld).get(lees))
            .route("/{registratie}/terugmelding/{referentie}/aanvullingen", post(vul_aan))
            .route("/{registratie}/terugmelding/{referentie}/intrekking", post(trek_in))
            .with_state(houder.clone());
        tokio::spawn(async move { axum::serve(luisteraar, router).await });
        houder
    }

    pub(super) fn stand(&self) -> MutexGuard<'_, Stand> {
        self.stand.lock().expect("no test fails with it")
    }

    /// Something happens to a case.
    pub(super) fn stap(&self, registratie: &str, nummer: &str, stap: Value) {
        self.zaak(registratie, nummer, |zaak| zaak.stap(stap));
    }

    pub(super) fn zaak<T>(&self, registratie: &str, nummer: &str, met: impl FnOnce(&mut Zaak) -> T) -> T {
        let mut stand = self.stand();
        met(stand.zaken.get_mut(&(registratie.to_owned(), nummer.to_owned())).expect("the case"))
    }

    fn antwoord(&self, antwoord: impl FnOnce(&mut Stand) -> Antwoord) -> Response {
        let mut stand = self.stand();
        if stand.neer {
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
        if stand.weigert {
            return StatusCode::BAD_REQUEST.into_response();
        }
        let antwoord = antwoord(&mut stand);
        if stand.vergeet {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        } else {
            antwoord.into_response()
        }
    }
}

impl Zaak {
    fn stap(&mut self, mut stap: Value) {
        stap["volgnummer"] = json!(self.verloop.len() + 1);
        if stap.get("op").is_none() {
            stap["op"] = json!("2026-11-22T11:00:00Z");
        }
        self.verloop.push(stap);
    }

    fn laatst(&self, wat: &[&str]) -> bool {
        self.verloop.last().is_some_and(|stap| wat.iter().any(|een| stap["wat"] == *een))
    }

    fn ontvangen(&self, kenmerk: &str) -> Json<Value> {
        Json(json!({
            "terugMeldingReferentie": self.referentie.to_string(), "referentieKenmerk": kenmerk, "status": "Gemeld",
            "verloop": self.verloop,
        }))
    }
}

async fn meld(
    State(houder): State<Houder>,
    Path(registratie): Path<String>,
    Json(melding): Json<Value>,
) -> Response {
    houder.antwoord(|stand| {
        let kenmerk =
            melding["terugMeldingHeader"]["referentiekenmerk"].as_str().unwrap_or_default().to_owned();
        let zaak = stand.zaken.entry((registratie, kenmerk.clone())).or_insert_with(|| {
            let mut zaak = Zaak {
                referentie: Uuid::new_v4(),
                melding: melding.clone(),
                verloop: Vec::new(),
                gekregen: 0,
                aanvullingen: Vec::new(),
            };
            zaak.stap(json!({ "wat": "ontvangen" }));
            zaak
        });
        zaak.gekregen += 1;
        if zaak.melding == melding { Ok(zaak.ontvangen(&kenmerk)) } else { Err(StatusCode::CONFLICT) }
    })
}

async fn lees(
    State(houder): State<Houder>,
    Path(registratie): Path<String>,
    Query(vraag): Query<HashMap<String, String>>,
) -> Response {
    houder.antwoord(|stand| {
        if let Some(anders) = &stand.anders {
            return Ok(Json(anders.clone()));
        }
        let referentie = vraag.get("terugMeldingReferentie").cloned().unwrap_or_default();
        bij(stand, &registratie, &referentie, |zaak, kenmerk| Ok(zaak.ontvangen(kenmerk)))
    })
}

async fn vul_aan(
    State(houder): State<Houder>,
    Path((registratie, referentie)): Path<(String, String)>,
    Json(aanvulling): Json<Value>,
) -> Response {
    houder.antwoord(|stand| {
        bij(stand, &registratie, &referentie, |zaak, kenmerk| {
            if !zaak.aanvullingen.iter().any(|eerder| eerder["kenmerk"] == aanvulling["kenmerk"]) {
                if !zaak.laatst(&["informatieGevraagd"]) {
                    return Err(StatusCode::CONFLICT);
                }
                zaak.aanvullingen.push(aanvulling);
                zaak.stap(json!({ "wat": "aangevuld" }));
            }
            Ok(zaak.ontvangen(kenmerk))
        })
    })
}

async fn trek_in(
    State(houder): State<Houder>,
    Path((registratie, referentie)): Path<(String, String)>,
) -> Response {
    houder.antwoord(|stand| {
        bij(stand, &registratie, &referentie, |zaak, kenmerk| {
            if zaak.laatst(&["toegewezen", "deelsToegewezen", "afgewezen", "verwerkt"]) {
                return Err(StatusCode::CONFLICT);
            }
            if !zaak.laatst(&["ingetrokken"]) {
                zaak.stap(json!({ "wat": "ingetrokken" }));
            }
            Ok(zaak.ontvangen(kenmerk))
        })
    })
}

async fn kennisgeving(State(houder): State<Houder>, Json(gebeurtenis): Json<Value>) -> Response {
    houder.antwoord(|stand| {
        if !stand.kennisgevingen.iter().any(|eerder| eerder["id"] == gebeurtenis["id"]) {
            stand.kennisgevingen.push(gebeurtenis);
        }
        Ok(Json(Value::Null))
    })
}

fn bij(
    stand: &mut Stand,
    registratie: &str,
    referentie: &str,
    met: impl FnOnce(&mut Zaak, &str) -> Antwoord,
) -> Antwoord {
    let mut zaken = stand.zaken.iter_mut();
    let zaak =
        zaken.find(|((waar, _), zaak)| waar == registratie && zaak.referentie.to_string() == referentie);
    zaak.map_or(Err(StatusCode::NOT_FOUND), |((_, kenmerk), zaak)| met(zaak, kenmerk))
}
