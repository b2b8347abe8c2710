//! Open data of the RDW (Socrata): the vehicle behind a number plate, and its fuels.
//!
//! It knows no persons: the number plates come from the BRV. So a number plate stands in the URL here, and a BSN
//! nowhere. Who asks is not told either; only the organisation's token, when there is one.

use super::client::{Antwoord, Vrager};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use futures::future::{BoxFuture, try_join_all};
use reqwest::header::HeaderMap;
use serde_json::{Map, Value, json};

const VOERTUIGEN: &str = "m9d7-ebf2";
const BRANDSTOF: &str = "8ys7-d773";
/// More vehicles than this a person may have; nobody waits for the details of a whole fleet.
const KENTEKENS_MAX: usize = 50;

pub(super) struct Rdw {
    vrager: Vrager,
    basis: String,
    headers: HeaderMap,
}

impl Rdw {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let sleutel = bouw.instellingen.api_sleutel.onthul();
        let mut koppen = vec![("accept", "application/json")];
        if !sleutel.is_empty() {
            koppen.push(("x-app-token", sleutel));
        }
        let headers = bouw.headers(&koppen)?;
        let vrager = Vrager::nieuw(bouw)?;
        Ok(Self { vrager, basis: bouw.basis(), headers })
    }

    async fn vraag_voertuigen(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let kentekens: Vec<&str> = vraag.schakels.waarden("kenteken").collect();
        if kentekens.len() > KENTEKENS_MAX {
            return Err(BronFout::TeGroot);
        }
        let voertuigen = try_join_all(kentekens.iter().map(|kenteken| self.vraag_voertuig(kenteken))).await?;
        let voertuigen: Vec<Value> = voertuigen.into_iter().flatten().collect();
        Ok((!voertuigen.is_empty()).then(|| json!({ "voertuigen": voertuigen })))
    }

    /// The row of one vehicle, with its fuels within; `None` when the RDW publishes nothing about it.
    async fn vraag_voertuig(&self, kenteken: &str) -> Result<Option<Value>, BronFout> {
        if !is_kenteken(kenteken) {
            return Err(BronFout::Onleesbaar("a number plate of another form"));
        }
        let (voertuigen, brandstof) = futures::try_join!(
            self.vraag_rijen(VOERTUIGEN, kenteken),
            self.vraag_rijen(BRANDSTOF, kenteken)
        )?;
        let mut voertuigen = voertuigen.into_iter();
        let Some(mut voertuig) = voertuigen.next() else { return Ok(None) };
        if voertuigen.next().is_some() {
            return Err(BronFout::Onleesbaar("two vehicles with one number plate"));
        }
        let brandstof = brandstof.into_iter().map(Value::Object).collect();
        voertuig.insert("brandstof".into(), Value::Array(brandstof));
        Ok(Some(Value::Object(voertuig)))
    }

    async fn vraag_rijen(&self, tabel: &str, kenteken: &str) -> Result<Vec<Map<String, Value>>, BronFout> {
        // A number plate has no character that means something in a URL: `is_kenteken` looked.
        let url = format!("{}/resource/{tabel}.json?kenteken={kenteken}", self.basis);
        let maak = || self.vrager.http.get(&url).headers(self.headers.clone());
        rijen(&self.vrager.vraag(maak).await?, kenteken)
    }
}

impl Koppelvlak for Rdw {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_voertuigen(vraag))
    }
}

/// As the registers write it: without dashes, in capitals.
fn is_kenteken(tekst: &str) -> bool {
    (1..=6).contains(&tekst.len()) && tekst.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

/// The rows of an answer, which must all be about the vehicle that was asked about.
fn rijen(antwoord: &Antwoord, kenteken: &str) -> Result<Vec<Map<String, Value>>, BronFout> {
    if antwoord.status.is_client_error() {
        return Err(afwijzing(antwoord));
    }
    let rijen: Vec<Map<String, Value>> =
        serde_json::from_slice(&antwoord.lichaam).map_err(|_| BronFout::Onleesbaar("no list of rows"))?;
    if rijen.iter().any(|rij| rij.get("kenteken").and_then(Value::as_str) != Some(kenteken)) {
        return Err(BronFout::Onleesbaar("a row about another vehicle"));
    }
    Ok(rijen)
}

/// Socrata's `code`, such as `query.soql.no-such-column`; never its `message`, which repeats the question.
fn afwijzing(antwoord: &Antwoord) -> BronFout {
    let is_woord = |code: &String| {
        code.len() <= 50 && code.bytes().all(|c| c.is_ascii_lowercase() || matches!(c, b'.' | b'-' | b'_'))
    };
    let code = serde_json::from_slice::<Value>(&antwoord.lichaam)
        .ok()
        .and_then(|fout| fout.get("code")?.as_str().map(str::to_owned))
        .filter(|code| !code.is_empty() && is_woord(code))
        .unwrap_or_else(|| "none".into());
    BronFout::Afgewezen { status: antwoord.status.as_u16(), code }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::StatusCode;

    fn antwoord(status: StatusCode, lichaam: &str) -> Antwoord {
        Antwoord { status, lichaam: lichaam.as_bytes().to_vec() }
    }

    #[test]
    fn takes_only_rows_about_the_vehicle_that_was_asked_for() {
        let lees = |lichaam: &str| rijen(&antwoord(StatusCode::OK, lichaam), "K572ZB");
        assert_eq!(lees("[]"), Ok(Vec::new()));
        assert_eq!(lees(r#"[{"kenteken":"K572ZB","merk":"FIAT"}]"#).unwrap()[0]["merk"], "FIAT");
        for fout in [
            "",
            "{}",
            "null",
            "[1]",
            r#"[{"merk":"FIAT"}]"#,
            r#"[{"kenteken":"K572ZC"}]"#,
            r#"[{"kenteken":"K572ZB"},{"kenteken":"K572ZC"}]"#,
        ] {
            assert!(matches!(lees(fout), Err(BronFout::Onleesbaar(_))), "{fout}");
        }
    }

    #[test]
    fn repeats_the_code_of_a_refusal_and_nothing_else() {
        let fout = |lichaam: &str| {
            rijen(&antwoord(StatusCode::BAD_REQUEST, lichaam), "K572ZB").unwrap_err().to_string()
        };
        let socrata =
            r#"{"code":"query.soql.no-such-column","error":true,"message":"No such column: K572ZB"}"#;
        assert!(fout(socrata).contains("query.soql.no-such-column"));
        assert!(!fout(socrata).contains("K572ZB"));
        assert!(!fout(r#"{"code":"K572ZB"}"#).contains("K572ZB"));
        assert!(!fout("K572ZB").contains("K572ZB"));
    }

    #[test]
    fn knows_a_number_plate_by_its_form() {
        assert!(["K572ZB", "8XKR41", "CD1"].iter().all(|goed| is_kenteken(goed)));
        assert!(
            ["", "K-572-ZB", "k572zb", "K572ZBX", "../../", "K572&"].iter().all(|fout| !is_kenteken(fout))
        );
    }

    #[tokio::test]
    async fn the_stand_in_answers() {
        use crate::koppelvlakken::proef::{instellingen, maak, standin, vraag};
        let (_map, url) = standin(registries::rdw::router, registries::rdw::PAD).await;
        let client = maak("rdw", &instellingen(&url), Rdw::nieuw).unwrap();
        let schakels = [("kenteken", "1KBB00"), ("kenteken", "31TZRJ"), ("kenteken", "ZZZZZZ")];
        let boom = vraag(&client, "999940478", &schakels).await.unwrap().unwrap();
        let pad = |wijzer: &str| boom.pointer(wijzer).and_then(Value::as_str);
        assert_eq!(boom["voertuigen"].as_array().unwrap().len(), 2);
        assert_eq!(pad("/voertuigen/0/kenteken"), Some("1KBB00"));
        assert_eq!(pad("/voertuigen/0/brandstof/1/brandstof_omschrijving"), Some("Elektriciteit"));
        assert_eq!(pad("/voertuigen/1/vervaldatum_apk"), Some("20260903"));
        assert_eq!(vraag(&client, "999940478", &[]).await, Ok(None));
        assert_eq!(vraag(&client, "999940478", &[("kenteken", "ZZZZZZ")]).await, Ok(None));
        let vreemd = vraag(&client, "999940478", &[("kenteken", "../x")]).await;
        assert!(matches!(vreemd, Err(BronFout::Onleesbaar(_))));
    }

    #[tokio::test]
    async fn a_token_that_is_not_known_is_refused() {
        use crate::config::{Geheim, Registratie};
        use crate::koppelvlakken::proef::{instellingen, maak, standin, vraag};
        let (_map, url) = standin(registries::rdw::router, registries::rdw::PAD).await;
        let (config, registratie) = instellingen(&url);
        let met = |sleutel: &str| Registratie { api_sleutel: Geheim::nieuw(sleutel), ..registratie.clone() };
        let kenteken = [("kenteken", "K572ZB")];
        let zonder = maak("rdw", &(config.clone(), met("")), Rdw::nieuw).unwrap();
        assert!(vraag(&zonder, "999920108", &kenteken).await.unwrap().is_some());
        let verkeerd = maak("rdw", &(config, met("verkeerd")), Rdw::nieuw).unwrap();
        let afgewezen = BronFout::Afgewezen { status: 403, code: "permission_denied".into() };
        assert_eq!(vraag(&verkeerd, "999920108", &kenteken).await, Err(afgewezen));
    }
}
