//! The routes of requests and messages.

use super::{ApiFout, Inhoud, lees, ontleed, stuur};
use contract::bericht::{Berichten, Voorkeuren};
use contract::routes;
use contract::verzoek::{Antwoord, Gemeld, NieuwVerzoek, Verzoek, Verzoeken};
use gloo_net::http::Method;
use serde::Serialize;

/// A page of one's requests; `voor` is where the one before ended.
pub fn verzoeken(voor: Option<&str>) -> impl Future<Output = Result<Verzoeken, ApiFout>> + use<> {
    lees(bladzijde(routes::VERZOEKEN, voor))
}

/// One request with its steps.
pub fn verzoek(nummer: &str) -> impl Future<Output = Result<Verzoek, ApiFout>> + use<> {
    lees(routes::verzoek(nummer))
}

/// The uses that were reported.
pub fn gemeld() -> impl Future<Output = Result<Gemeld, ApiFout>> {
    lees(routes::GEBRUIKSMELDINGEN.to_owned())
}

/// What an organisation answered.
pub fn antwoord(nummer: &str, organisatie: &str) -> impl Future<Output = Result<Antwoord, ApiFout>> + use<> {
    lees(routes::antwoord(nummer, organisatie))
}

/// Files a request. `sleutel` is a UUID of this form: sending it again with the same one gives the same receipt.
pub async fn dien_in(sleutel: &str, vraag: &NieuwVerzoek) -> Result<Verzoek, ApiFout> {
    let json = json(vraag)?;
    let inhoud = Inhoud { json: Some(&json), sleutel: Some(sleutel) };
    ontleed(stuur(Method::POST, routes::VERZOEKEN, inhoud).await)
}

/// Withdraws what is not decided yet.
pub async fn trek_in(nummer: &str) -> Result<Verzoek, ApiFout> {
    ontleed(stuur(Method::POST, &routes::intrekking(nummer), Inhoud::default()).await)
}

/// A page of one's messages; `voor` is where the one before ended.
pub fn berichten(voor: Option<&str>) -> impl Future<Output = Result<Berichten, ApiFout>> + use<> {
    lees(bladzijde(routes::BERICHTEN, voor))
}

/// This message was seen.
pub async fn gelezen(id: &str) -> Result<(), ApiFout> {
    stuur(Method::POST, &routes::gelezen(id), Inhoud::default()).await.map(drop)
}

/// Which kinds of messages are wanted.
pub fn voorkeuren() -> impl Future<Output = Result<Voorkeuren, ApiFout>> {
    lees(routes::BERICHTVOORKEUREN.to_owned())
}

/// Chooses the kinds of messages.
pub async fn kies(voorkeuren: &Voorkeuren) -> Result<Voorkeuren, ApiFout> {
    let json = json(voorkeuren)?;
    let inhoud = Inhoud { json: Some(&json), sleutel: None };
    ontleed(stuur(Method::PUT, routes::BERICHTVOORKEUREN, inhoud).await)
}

fn bladzijde(route: &str, voor: Option<&str>) -> String {
    voor.map_or_else(|| route.to_owned(), |voor| format!("{route}?voor={voor}"))
}

fn json(waarde: &impl Serialize) -> Result<String, ApiFout> {
    serde_json::to_string(waarde).map_err(|_| ApiFout::Onleesbaar)
}
