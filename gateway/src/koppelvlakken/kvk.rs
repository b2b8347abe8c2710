//! The Handelsregister: KVK Basisprofiel v1.5.0, for the registrations that somebody has a function in.
//!
//! The KVK answers no question by BSN. Which registrations somebody has is asked at a source of our own design
//! (`[registraties.kvk.eigendommen]`, `POST …/eigendommen`), which an organisation that may ask so puts up. Without it
//! the portal does not start with a KVK: a citizen must never read "no enterprise", nor "a fault", where nobody is able
//! to look. A portal that has no such source leaves `[registraties.kvk]` out, and promises its citizens no KVK.

use super::client::{Antwoord, Vrager, afwijzing};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use contract::Bsn;
use futures::future::BoxFuture;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

/// More than anybody has; whoever answers with more did not understand the question.
const MEESTE_EIGENDOMMEN: usize = 200;
/// How many profiles of one person are asked at once.
const TEGELIJK: usize = 4;

pub(super) struct Kvk {
    vrager: Vrager,
    basis: String,
    koppen: HeaderMap,
    url_eigendommen: String,
    koppen_eigendommen: HeaderMap,
}

impl Kvk {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        let bron = bouw.instellingen.eigendommen.as_ref().ok_or_else(|| {
            format!("registraties.{}.eigendommen is missing: the KVK cannot be asked by BSN", bouw.id)
        })?;
        let koppen = [("accept", "application/hal+json"), ("apikey", bouw.instellingen.api_sleutel.onthul())];
        let koppen_eigendommen = [("accept", "application/json"), ("x-api-key", bron.api_sleutel.onthul())];
        Ok(Self {
            vrager: Vrager::nieuw(bouw)?,
            basis: bouw.basis(),
            koppen: bouw.headers(&koppen)?,
            url_eigendommen: format!("{}/eigendommen", bron.url.as_str().trim_end_matches('/')),
            koppen_eigendommen: bouw.headers(&koppen_eigendommen)?,
        })
    }

    async fn ondernemingen(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let gevonden = self.eigendommen(vraag).await?;
        if gevonden.is_empty() {
            return Ok(None);
        }
        let met_profiel = gevonden.into_iter().map(|mut eigendom| async move {
            if let Some(profiel) = self.profiel(vraag, &eigendom.kvk_nummer).await? {
                eigendom.leden["_embedded"] = json!({ "basisprofiel": profiel });
            }
            Ok(eigendom.leden)
        });
        let eigendommen: Vec<Value> = stream::iter(met_profiel).buffered(TEGELIJK).try_collect().await?;
        Ok(Some(json!({ "eigendommen": eigendommen })))
    }

    async fn eigendommen(&self, vraag: Vraag<'_>) -> Result<Vec<Eigendom>, BronFout> {
        let verzoek = json!({ "burgerservicenummer": vraag.bsn.cijfers() });
        let antwoord = self
            .vrager
            .vraag(|| {
                let post = self.vrager.http.post(&self.url_eigendommen);
                let post = post.headers(self.koppen_eigendommen.clone());
                vraag.onderteken(post).json(&verzoek)
            })
            .await?;
        if antwoord.status.is_client_error() {
            return Err(afwijzing(&antwoord));
        }
        eigendommen(&antwoord.lichaam, vraag.bsn)
    }

    /// `None` when the KVK delivers nothing on this number, as on one that was dissolved long ago: the citizen then
    /// still sees the number and the function.
    async fn profiel(&self, vraag: Vraag<'_>, nummer: &str) -> Result<Option<Value>, BronFout> {
        let url = format!("{}/v1/basisprofielen/{nummer}", self.basis);
        let antwoord = self
            .vrager
            .vraag(|| vraag.onderteken(self.vrager.http.get(&url).headers(self.koppen.clone())))
            .await?;
        if antwoord.status.is_client_error() {
            return match foutcode(&antwoord) {
                Some(code) if code == "IPD0005" && antwoord.status == StatusCode::NOT_FOUND => Ok(None),
                code => Err(BronFout::Afgewezen {
                    status: antwoord.status.as_u16(),
                    code: code.unwrap_or_else(|| "none".into()),
                }),
            };
        }
        profiel(&antwoord.lichaam, nummer).map(Some)
    }
}

impl Koppelvlak for Kvk {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.ondernemingen(vraag))
    }
}

/// One registration that somebody has a function in, with the number that may stand in a URL.
#[derive(Debug, PartialEq)]
struct Eigendom {
    kvk_nummer: String,
    leden: Value,
}

/// The registrations in the answer, which must be about the one we asked about.
fn eigendommen(lichaam: &[u8], bsn: &Bsn) -> Result<Vec<Eigendom>, BronFout> {
    let mut antwoord: Value = serde_json::from_slice(lichaam).map_err(|_| BronFout::Onleesbaar("no JSON"))?;
    match antwoord.get("burgerservicenummer").and_then(Value::as_str) {
        Some(cijfers) if cijfers == bsn.cijfers() => {}
        Some(_) => return Err(BronFout::AnderePersoon),
        None => return Err(BronFout::Onleesbaar("an answer without a BSN")),
    }
    let Some(Value::Array(lijst)) = antwoord.get_mut("eigendommen").map(Value::take) else {
        return Err(BronFout::Onleesbaar("no list of registrations"));
    };
    if lijst.len() > MEESTE_EIGENDOMMEN {
        return Err(BronFout::Onleesbaar("more registrations than anybody has"));
    }
    lijst.into_iter().map(eigendom).collect()
}

fn eigendom(leden: Value) -> Result<Eigendom, BronFout> {
    let nummer = leden.get("kvkNummer").and_then(Value::as_str).filter(|nummer| is_kvk_nummer(nummer));
    let kvk_nummer = nummer.ok_or(BronFout::Onleesbaar("a registration without a KVK number"))?.to_owned();
    Ok(Eigendom { kvk_nummer, leden })
}

fn is_kvk_nummer(nummer: &str) -> bool {
    nummer.len() == 8 && nummer.bytes().all(|teken| teken.is_ascii_digit())
}

/// The profile in the answer, which must be of the number we asked for: an eenmanszaak is a person.
fn profiel(lichaam: &[u8], nummer: &str) -> Result<Value, BronFout> {
    let profiel: Value = serde_json::from_slice(lichaam).map_err(|_| BronFout::Onleesbaar("no JSON"))?;
    match profiel.get("kvkNummer").and_then(Value::as_str) {
        Some(van) if van == nummer => Ok(profiel),
        Some(van) if is_kvk_nummer(van) => Err(BronFout::AnderePersoon),
        _ => Err(BronFout::Onleesbaar("a profile without a KVK number")),
    }
}

/// The code of the first error in the KVK's own form, as far as it is safe to repeat in a log line.
fn foutcode(antwoord: &Antwoord) -> Option<String> {
    let fout: Value = serde_json::from_slice(&antwoord.lichaam).ok()?;
    let code = fout.pointer("/fout/0/code")?.as_str()?;
    let (letters, cijfers) = code.split_at_checked(3)?;
    let goed = letters == "IPD" && cijfers.len() == 4 && cijfers.bytes().all(|teken| teken.is_ascii_digit());
    goed.then(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bsn() -> Bsn {
        "999970124".parse().unwrap()
    }

    #[test]
    fn takes_only_what_is_about_the_one_who_was_asked_for() {
        let lees = |antwoord: Value| eigendommen(antwoord.to_string().as_bytes(), &bsn());
        let van =
            |bsn: &str| json!({ "burgerservicenummer": bsn, "eigendommen": [{ "kvkNummer": "90009911" }] });
        assert_eq!(lees(van("999970124")).unwrap()[0].kvk_nummer, "90009911");
        assert_eq!(lees(van("999970136")), Err(BronFout::AnderePersoon));
        assert_eq!(lees(json!({ "burgerservicenummer": "999970124", "eigendommen": [] })), Ok(vec![]));
        for anders in [
            json!({ "eigendommen": [] }),
            json!({ "burgerservicenummer": "999970124" }),
            json!({ "burgerservicenummer": 999_970_124, "eigendommen": [] }),
            json!({ "burgerservicenummer": "999970124", "eigendommen": {} }),
            json!({ "burgerservicenummer": "999970124", "eigendommen": vec![json!({ "kvkNummer": "90009911" }); 201] }),
            json!([]),
            json!(null),
        ] {
            assert!(matches!(lees(anders.clone()), Err(BronFout::Onleesbaar(_))), "{anders}");
        }
        assert!(matches!(eigendommen(b"{", &bsn()), Err(BronFout::Onleesbaar(_))));
    }

    /// The number goes into a URL, so nothing but a number may get through.
    #[test]
    fn takes_no_number_that_is_none() {
        for nummer in
            [json!("9000991"), json!("../../v2"), json!("9000991\u{663}"), json!(90_009_911), json!(null)]
        {
            assert!(eigendom(json!({ "kvkNummer": nummer })).is_err(), "{nummer}");
        }
    }

    #[test]
    fn takes_no_profile_of_another_number() {
        let lees = |antwoord: Value| profiel(antwoord.to_string().as_bytes(), "90009911");
        assert!(lees(json!({ "kvkNummer": "90009911" })).is_ok());
        assert_eq!(lees(json!({ "kvkNummer": "90009922" })), Err(BronFout::AnderePersoon));
        for anders in [json!({}), json!([]), json!({ "kvkNummer": 90_009_911 }), json!({ "kvkNummer": "x" })]
        {
            assert!(matches!(lees(anders.clone()), Err(BronFout::Onleesbaar(_))), "{anders}");
        }
    }

    #[test]
    fn repeats_only_a_code_of_the_kvk() {
        let code = |lichaam: &str| {
            foutcode(&Antwoord { status: StatusCode::NOT_FOUND, lichaam: lichaam.as_bytes().to_vec() })
        };
        assert_eq!(code(r#"{"fout":[{"code":"IPD0005","omschrijving":"x"}]}"#), Some("IPD0005".into()));
        for anders in [
            r#"{"fout":[{"code":"999970124"}]}"#,
            r#"{"fout":[{"code":"IPD999970124"}]}"#,
            r#"{"fout":[]}"#,
            r#"{"code":"IPD0005"}"#,
            "",
        ] {
            assert_eq!(code(anders), None, "{anders}");
        }
    }
}
