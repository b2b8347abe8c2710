//! BAG API Individuele Bevragingen 2 (Kadaster): `GET /adressen?postcode=&huisnummer=`, to choose an address from. It is about no
//! person, so there is no line in the logboek.

use super::client::{Vrager, json_of_niets};
use super::{Bouw, BronFout};
use crate::clock::Clock;
use crate::config::Config;
use crate::willekeur::Willekeur;
use contract::correctie::Adreskeuze;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;

/// The most that the BAG gives on one page; more homes than behind one number.
const ADRESSEN_MAX: usize = 100;
const TEKST_MAX: usize = 200;

pub struct Adreszoeker {
    vrager: Vrager,
    url: String,
    headers: HeaderMap,
}

impl Adreszoeker {
    /// `None`: this portal has no BAG.
    pub fn nieuw(
        config: &Config,
        willekeur: &Arc<Willekeur>,
        clock: &Arc<dyn Clock>,
        http: &reqwest::Client,
    ) -> Result<Option<Self>, String> {
        let bag = config.registraties.iter().find(|(id, registratie)| registratie.koppelvlak(id) == "bag");
        let Some((id, instellingen)) = bag else { return Ok(None) };
        let bouw = Bouw { id, instellingen, config, willekeur, clock, http };
        let headers = bouw.headers(&[
            ("accept", "application/hal+json"),
            ("accept-crs", "epsg:28992"),
            ("x-api-key", instellingen.api_sleutel.onthul()),
        ])?;
        Ok(Some(Self { vrager: Vrager::nieuw(&bouw)?, url: format!("{}/adressen", bouw.basis()), headers }))
    }

    /// The addresses behind a postcode (`1234AB`) and house number.
    pub async fn zoek(&self, postcode: &str, huisnummer: u32) -> Result<Vec<Adreskeuze>, BronFout> {
        let maak = || {
            // A postcode holds nothing that means something in a URL.
            let url =
                format!("{}?postcode={postcode}&huisnummer={huisnummer}&pageSize={ADRESSEN_MAX}", self.url);
            self.vrager.http.get(url).headers(self.headers.clone())
        };
        let antwoord = self.vrager.vraag(maak).await?;
        json_of_niets(&antwoord)?.map_or(Ok(Vec::new()), lees)
    }
}

#[derive(Deserialize)]
struct Lijst {
    #[serde(rename = "_embedded")]
    embedded: Option<Adressen>,
}

#[derive(Deserialize)]
struct Adressen {
    #[serde(default)]
    adressen: Vec<Adres>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Adres {
    openbare_ruimte_naam: String,
    huisnummer: u32,
    huisletter: Option<String>,
    huisnummertoevoeging: Option<String>,
    postcode: String,
    woonplaats_naam: String,
}

fn lees(antwoord: Value) -> Result<Vec<Adreskeuze>, BronFout> {
    let lijst: Lijst = serde_json::from_value(antwoord).map_err(|_| BronFout::Onleesbaar("no addresses"))?;
    let adressen = lijst.embedded.map(|embedded| embedded.adressen).unwrap_or_default();
    adressen.into_iter().take(ADRESSEN_MAX).map(keur).collect()
}

/// What is shown is short and visible.
fn keur(adres: Adres) -> Result<Adreskeuze, BronFout> {
    let Adres {
        openbare_ruimte_naam,
        huisnummer,
        huisletter,
        huisnummertoevoeging,
        postcode,
        woonplaats_naam,
    } = adres;
    let teksten = [
        Some(&openbare_ruimte_naam),
        huisletter.as_ref(),
        huisnummertoevoeging.as_ref(),
        Some(&postcode),
        Some(&woonplaats_naam),
    ];
    let goed = |tekst: &&String| tekst.len() <= TEKST_MAX && !tekst.contains(char::is_control);
    if !teksten.iter().flatten().all(goed) {
        return Err(BronFout::Onleesbaar("an address with a strange text"));
    }
    Ok(Adreskeuze {
        straat: openbare_ruimte_naam,
        huisnummer,
        huisletter,
        toevoeging: huisnummertoevoeging,
        postcode,
        woonplaats: woonplaats_naam,
    })
}

#[cfg(test)]
mod tests {
    use super::super::proef::{instellingen, standin};
    use super::*;
    use crate::clock::Systeemklok;

    #[tokio::test]
    async fn finds_the_homes_behind_a_number_in_the_standin() {
        let (_map, url) = standin(registries::bag::router, registries::bag::PAD).await;
        let (mut config, bag) = instellingen(&url);
        config.registraties.insert("bag".into(), bag);
        let clock: Arc<dyn Clock> = Arc::new(Systeemklok);
        let http = super::super::client().unwrap();
        let willekeur = Arc::new(Willekeur::vast(7));
        let zoeker = Adreszoeker::nieuw(&config, &willekeur, &clock, &http).unwrap().unwrap();
        assert_eq!(zoeker.zoek("9999ZZ", 1).await.unwrap(), []);
        config.registraties.remove("bag");
        assert!(Adreszoeker::nieuw(&config, &willekeur, &clock, &http).unwrap().is_none());
    }

    #[test]
    fn takes_what_is_an_address_and_nothing_strange() {
        let adres = |straat: &str| {
            serde_json::json!({ "_embedded": { "adressen": [{
                "openbareRuimteNaam": straat, "huisnummer": 12, "huisletter": "A", "postcode": "2513AB",
                "woonplaatsNaam": "Den Haag", "korteNaam": "x",
            }] } })
        };
        let gelezen = lees(adres("Lange Voorhout")).unwrap();
        assert_eq!((gelezen[0].straat.as_str(), gelezen[0].huisnummer), ("Lange Voorhout", 12));
        assert_eq!(lees(serde_json::json!({})).unwrap(), []);
        for anders in [adres("a\nb"), adres(&"a".repeat(201)), serde_json::json!([])] {
            assert!(matches!(lees(anders), Err(BronFout::Onleesbaar(_))));
        }
    }
}
