//! The routes of correcties.

use super::{ApiFout, Inhoud, lees, meld_niet_ingelogd, ontleed, stuur};
use crate::browser::pagina::in_query;
use crate::browser::upload::{self, Lokaal};
use crate::browser::verzoek::stuur_nog;
use contract::correctie::{Aanvulling, Adressen, Bestand, Correctie, Correctieinhoud, Correcties};
use contract::{Problem, ProblemType, routes};
use gloo_net::http::Method;
use serde::Serialize;

/// A page of one's correcties; `voor` is where the one before ended.
pub fn correcties(voor: Option<&str>) -> impl Future<Output = Result<Correcties, ApiFout>> + use<> {
    lees(
        voor.map_or_else(
            || routes::CORRECTIES.to_owned(),
            |voor| format!("{}?voor={voor}", routes::CORRECTIES),
        ),
    )
}

/// One correctie with its steps.
pub fn correctie(nummer: &str) -> impl Future<Output = Result<Correctie, ApiFout>> + use<> {
    lees(routes::correctie(nummer))
}

/// Begins a concept, or gives the one that there is about the same. `sleutel` is a UUID of this form.
pub async fn begin(sleutel: &str, inhoud: &Correctieinhoud) -> Result<Correctie, ApiFout> {
    zend(Method::POST, routes::CORRECTIES, inhoud, Some(sleutel)).await
}

/// Changes a concept.
pub async fn wijzig(nummer: &str, inhoud: &Correctieinhoud) -> Result<Correctie, ApiFout> {
    zend(Method::PUT, &routes::correctie(nummer), inhoud, None).await
}

/// Keeps a concept when its page goes: changes the one with this number, or begins one. Nobody hears how it went.
pub fn bewaar_nog(nummer: Option<&str>, sleutel: Option<&str>, inhoud: &Correctieinhoud) {
    let Ok(json) = serde_json::to_string(inhoud) else { return };
    let koppen = [(routes::CSRF_HEADER, routes::CSRF_WAARDE), ("content-type", "application/json")];
    if let Some(nummer) = nummer {
        stuur_nog("PUT", &routes::correctie(nummer), &koppen, &json);
    } else if let Some(sleutel) = sleutel {
        let [eigen, soort] = koppen;
        stuur_nog("POST", routes::CORRECTIES, &[eigen, soort, (routes::IDEMPOTENCY_KEY, sleutel)], &json);
    }
}

/// Throws a concept away.
pub async fn gooi_weg(nummer: &str) -> Result<(), ApiFout> {
    stuur(Method::DELETE, &routes::correctie(nummer), Inhoud::default()).await.map(drop)
}

/// Hands a concept in; the same again gives the same receipt.
pub async fn dien_in(nummer: &str) -> Result<Correctie, ApiFout> {
    ontleed(stuur(Method::POST, &routes::correctie_indiening(nummer), Inhoud::default()).await)
}

/// Answers the question of the holder. `sleutel` is a UUID of this answer.
pub async fn vul_aan(nummer: &str, sleutel: &str, aanvulling: &Aanvulling) -> Result<Correctie, ApiFout> {
    zend(Method::POST, &routes::correctie_aanvulling(nummer), aanvulling, Some(sleutel)).await
}

/// Withdraws it.
pub async fn trek_in(nummer: &str) -> Result<Correctie, ApiFout> {
    ontleed(stuur(Method::POST, &routes::correctie_intrekking(nummer), Inhoud::default()).await)
}

/// Adds a file as proof; `voortgang` hears how much of it is on its way, in per cent.
pub async fn voeg_toe(
    nummer: &str,
    bestand: &Lokaal,
    voortgang: impl Fn(u8) + 'static,
) -> Result<Bestand, ApiFout> {
    let url = format!("{}?naam={}", routes::correctie_bestanden(nummer), in_query(&bestand.naam()));
    let (status, tekst) = upload::stuur(&url, bestand, voortgang).await.ok_or(ApiFout::Netwerk)?;
    if (200..300).contains(&status) {
        return ontleed(Ok(tekst));
    }
    if status == ProblemType::NietIngelogd.status() {
        meld_niet_ingelogd();
    }
    let problem = serde_json::from_str::<Problem>(&tekst);
    // A proxy before the gateway may have refused it without a word.
    let te_groot = || ApiFout::Problem(Box::new(Problem::nieuw(ProblemType::TeGroot, "")));
    Err(match problem {
        Ok(problem) => ApiFout::Problem(Box::new(problem)),
        Err(_) if status == ProblemType::TeGroot.status() => te_groot(),
        Err(_) => ApiFout::Onleesbaar,
    })
}

/// Takes a file away.
pub async fn haal_weg(nummer: &str, bestand: &str) -> Result<(), ApiFout> {
    stuur(Method::DELETE, &routes::correctie_bestand(nummer, bestand), Inhoud::default()).await.map(drop)
}

/// The addresses with this postcode and house number.
pub fn adressen(postcode: &str, huisnummer: &str) -> impl Future<Output = Result<Adressen, ApiFout>> + use<> {
    let (postcode, huisnummer) = (in_query(postcode), in_query(huisnummer));
    lees(format!("{}?postcode={postcode}&huisnummer={huisnummer}", routes::ADRESSEN))
}

async fn zend(
    methode: Method,
    url: &str,
    inhoud: &impl Serialize,
    sleutel: Option<&str>,
) -> Result<Correctie, ApiFout> {
    let json = serde_json::to_string(inhoud).map_err(|_| ApiFout::Onleesbaar)?;
    ontleed(stuur(methode, url, Inhoud { json: Some(&json), sleutel }).await)
}
