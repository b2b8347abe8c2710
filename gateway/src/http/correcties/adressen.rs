//! `GET /api/v1/adressen`: addresses to choose from.

use crate::http::antwoorden::Vraagfouten;
use crate::http::ingelogd::Ingelogd;
use crate::http::{Fout, Portaal};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use contract::Problem;
use contract::correctie::Adressen;
use serde::Deserialize;

const HUISNUMMER_MAX: u32 = 99_999;

#[derive(Deserialize)]
pub(in crate::http) struct Vraag {
    postcode: String,
    huisnummer: u32,
}

/// The addresses behind a postcode and house number.
#[utoipa::path(
    get,
    path = "/adressen",
    operation_id = "zoekAdressen",
    summary = "Adressen bij een postcode en huisnummer",
    description = "Uit de BAG. Gaat over niemand, dus er komt geen regel in het logboek.",
    tag = "Correcties",
    params(
        ("postcode" = String, Query, description = "Zoals `2513AB`"),
        ("huisnummer" = u32, Query, description = "Zonder letter of toevoeging"),
    ),
    security(("sessie" = [])),
    responses(
        Vraagfouten,
        (status = 200, description = "De adressen; geen, als ze er niet zijn", body = Adressen, headers(("API-Version" = String, description = "Versie van de API"))),
        (status = 503, description = "De BAG antwoordt nu niet", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(in crate::http) async fn zoek(
    State(portaal): State<Portaal>,
    _ingelogd: Ingelogd,
    vraag: Result<Query<Vraag>, QueryRejection>,
) -> Result<Json<Adressen>, Fout> {
    let Query(vraag) = vraag.map_err(|_| {
        Fout::parameter("query", "huisnummer", "Vul een postcode en een huisnummer in, zonder letter.")
    })?;
    let postcode = postcode(&vraag.postcode).ok_or_else(|| {
        Fout::parameter("query", "postcode", "Een postcode is vier cijfers en twee letters.")
    })?;
    if !(1..=HUISNUMMER_MAX).contains(&vraag.huisnummer) {
        return Err(Fout::parameter("query", "huisnummer", "Dit is geen huisnummer."));
    }
    let zoeker = portaal.adressen.as_ref().as_ref().ok_or(Fout::NuNiet)?;
    let adressen = zoeker.zoek(&postcode, vraag.huisnummer).await.map_err(|fout| {
        tracing::warn!(%fout, "addresses could not be looked up");
        Fout::NuNiet
    })?;
    Ok(Json(Adressen { adressen }))
}

/// As the BAG wants it: `1234AB`.
fn postcode(tekst: &str) -> Option<String> {
    let kaal: String = tekst.chars().filter(|teken| *teken != ' ').collect::<String>().to_ascii_uppercase();
    let (cijfers, letters) = kaal.split_at_checked(4)?;
    let goed = cijfers.bytes().all(|teken| teken.is_ascii_digit())
        && !cijfers.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|teken| teken.is_ascii_uppercase());
    goed.then_some(kaal)
}

#[cfg(test)]
mod tests {
    use super::postcode;

    #[test]
    fn a_postcode_as_people_type_it() {
        for goed in ["2513AB", "2513 ab", " 2513ab "] {
            assert_eq!(postcode(goed).as_deref(), Some("2513AB"), "{goed}");
        }
        for anders in ["", "2513", "0513AB", "2513A", "2513ABC", "25é3AB", "ABCD12", "2513A1"] {
            assert_eq!(postcode(anders), None, "{anders}");
        }
    }
}
