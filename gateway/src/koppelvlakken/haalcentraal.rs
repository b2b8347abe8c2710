//! One question in the way of Haal Centraal: a POST with the headers that RvIG asks of everybody. Personal data goes in
//! its body, never in a URL.

use super::client::{Vrager, afwijzing};
use super::{Bouw, BronFout, Vraag};
use reqwest::header::HeaderMap;
use serde_json::Value;
use time::{Date, Duration, OffsetDateTime};

pub(super) struct HaalCentraal {
    vrager: Vrager,
    url: String,
    headers: HeaderMap,
}

impl HaalCentraal {
    /// Asks the resource of this name below the configured address.
    pub(super) fn nieuw(bouw: &Bouw<'_>, resource: &str) -> Result<Self, String> {
        let headers = bouw.headers(&[
            ("accept", "application/json"),
            ("x-api-key", bouw.instellingen.api_sleutel.onthul()),
            ("x-doelbinding", &bouw.instellingen.doelbinding),
            ("x-verwerking", &bouw.instellingen.verwerking),
            ("x-origin-oin", &bouw.config.organisatie.oin),
        ])?;
        let vrager = Vrager::nieuw(bouw)?;
        Ok(Self { vrager, url: format!("{}/{resource}", bouw.basis()), headers })
    }

    /// The body of the answer. A refusal is an error: a question that we made ourselves should not be wrong.
    pub(super) async fn vraag(&self, vraag: Vraag<'_>, verzoek: &Value) -> Result<Vec<u8>, BronFout> {
        let antwoord = self
            .vrager
            .vraag(|| {
                let post = self.vrager.http.post(&self.url).headers(self.headers.clone());
                vraag.onderteken(post).json(verzoek)
            })
            .await?;
        if antwoord.status.is_client_error() { Err(afwijzing(&antwoord)) } else { Ok(antwoord.lichaam) }
    }
}

/// The list that an answer is about, which must be there, of objects.
pub(super) fn lijst(antwoord: &mut Value, naam: &str) -> Result<Vec<Value>, BronFout> {
    match antwoord.get_mut(naam).map(Value::take) {
        Some(Value::Array(leden)) if leden.iter().all(Value::is_object) => Ok(leden),
        _ => Err(BronFout::Onleesbaar("no list of objects where there should be one")),
    }
}

pub(super) fn json(lichaam: &[u8]) -> Result<Value, BronFout> {
    serde_json::from_slice(lichaam).map_err(|_| BronFout::Onleesbaar("no JSON"))
}

/// The day in the Netherlands by the time of its winter. In the first hour of a summer's day it is still the day before:
/// never a day that has yet to come, about which a registry can say nothing.
pub(super) fn vandaag(nu: OffsetDateTime) -> Date {
    (nu.to_offset(time::UtcOffset::UTC) + Duration::HOUR).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::{date, datetime};

    #[test]
    fn a_day_begins_when_it_does_in_the_netherlands() {
        assert_eq!(vandaag(datetime!(2026-12-31 22:59 UTC)), date!(2026 - 12 - 31));
        assert_eq!(vandaag(datetime!(2026-12-31 23:00 UTC)), date!(2027 - 01 - 01));
        assert_eq!(vandaag(datetime!(2026-07-01 22:30 UTC)), date!(2026 - 07 - 01));
    }

    #[test]
    fn takes_only_a_list_of_objects() {
        assert_eq!(lijst(&mut json!({"a": [{}, {}]}), "a").map(|leden| leden.len()), Ok(2));
        for anders in [json!({}), json!([]), json!(null), json!({"a": {}}), json!({"a": [7]})] {
            assert!(matches!(lijst(&mut anders.clone(), "a"), Err(BronFout::Onleesbaar(_))), "{anders}");
        }
    }
}
