//! VNG verwerkingenlogging, inzage 0.9.0: `GET …/verwerkte-objecten`, page after page.
//!
//! The standard puts the BSN in the query of the address. So no address is logged or put in an error here, and a `next`
//! is followed only to the very same place. It asks by the day and does not say whose, so a day more is asked on both
//! sides, and what was not wanted is dropped. It has no span and no status; its trace is what the use is called on the side of
//! who asked.

use super::keur::{blad, gegevens, tekst, trace_id, uri, uuid};
use super::{ANTWOORD_BYTES_MAX, Blad, Bouw, BronFout, Bronregel, Logvraag, MEESTE_REGELS};
use crate::koppelvlakken::client::{Vrager, afwijzing};
use crate::koppelvlakken::{Gebruiker, onderteken};
use crate::logboek::SpanId;
use contract::Bsn;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime};
use url::Url;

/// More pages than this many lines can be in: who gives more goes round in circles.
const MEESTE_BLADZIJDEN: usize = 100;
const DAG_MS: i64 = 86_400_000;
const VORM: BronFout = BronFout::Onleesbaar("a line that is not what the standard says");

pub(super) struct Vng {
    vrager: Vrager,
    url: Url,
    koppen: HeaderMap,
    gegevens: Arc<BTreeSet<String>>,
}

impl Vng {
    pub(super) fn nieuw(bouw: &Bouw<'_>, gegevens: Arc<BTreeSet<String>>) -> Result<Self, String> {
        let token = format!("Bearer {}", bouw.instellingen.api_sleutel.onthul());
        let koppen = bouw.headers(&[("accept", "application/json"), ("authorization", &token)])?;
        let url = format!("{}/verwerkte-objecten", bouw.basis());
        let url = Url::parse(&url).map_err(|_| format!("registraties.{}.logboek.url is no URL", bouw.id))?;
        Ok(Self { vrager: Vrager::nieuw(bouw)?.tot(ANTWOORD_BYTES_MAX), url, koppen, gegevens })
    }

    pub(super) async fn lees(&self, vraag: Logvraag<'_>) -> Result<Blad, BronFout> {
        let dagen = Dagen::van(vraag).ok_or(BronFout::Onleesbaar("no days to ask"))?;
        let mut volgende = Some(self.eerste(vraag.bsn, dagen));
        let mut regels = Vec::new();
        let mut bladzijden = 0;
        while let Some(url) = volgende.take() {
            bladzijden += 1;
            let bladzijde = self.bladzijde(&url, vraag).await?;
            volgende = bladzijde.next.as_deref().map(|next| self.verder(next)).transpose()?;
            if volgende.is_some() && (bladzijde.results.is_empty() || bladzijden >= MEESTE_BLADZIJDEN) {
                return Err(BronFout::Onleesbaar("pages without an end"));
            }
            bladzijde.results.iter().try_for_each(|regel| is_over(regel, vraag.bsn))?;
            for regel in bladzijde.results {
                regels.extend(self.regel(regel, vraag, dagen)?);
            }
            if regels.len() >= MEESTE_REGELS {
                break;
            }
        }
        Ok(blad(regels, volgende.is_some()))
    }

    async fn bladzijde(&self, url: &Url, vraag: Logvraag<'_>) -> Result<Bladzijde, BronFout> {
        let maak = || {
            let get = self.vrager.http.get(url.clone()).headers(self.koppen.clone());
            onderteken(get, Gebruiker::BurgerZelf, vraag.geboekt)
        };
        let antwoord = self.vrager.vraag(maak).await?;
        if antwoord.status.is_client_error() {
            return Err(afwijzing(&antwoord));
        }
        serde_json::from_slice(&antwoord.lichaam).map_err(|_| BronFout::Onleesbaar("no page of lines"))
    }

    fn eerste(&self, bsn: &Bsn, dagen: Dagen) -> Url {
        let mut url = self.url.clone();
        url.query_pairs_mut()
            .append_pair("objecttype", "persoon")
            .append_pair("soortObjectId", "BSN")
            .append_pair("objectId", bsn.cijfers())
            .append_pair("beginDatum", &dagen.begin.to_string())
            .append_pair("eindDatum", &dagen.eind.to_string());
        url
    }

    /// The key and the BSN go nowhere else, whatever an answer says.
    fn verder(&self, next: &str) -> Result<Url, BronFout> {
        let url = Url::parse(next).ok();
        let zelfde = |url: &Url| url.origin() == self.url.origin() && url.path() == self.url.path();
        url.filter(zelfde).ok_or(BronFout::Onleesbaar("a next page that is elsewhere"))
    }

    /// `None`: a line that is not for us, or of a time that we did not want.
    fn regel(&self, regel: Value, vraag: Logvraag<'_>, dagen: Dagen) -> Result<Option<Bronregel>, BronFout> {
        let regel: Regel = serde_json::from_value(regel).map_err(|_| VORM)?;
        let actie = regel.verwerkingsactie;
        let moment = OffsetDateTime::parse(&actie.tijdstip, &Rfc3339).map_err(|_| VORM)?;
        let begonnen = i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).map_err(|_| VORM)?;
        let (begin, eind) = dagen.uiterst();
        if actie.vertrouwelijkheid == "vertrouwelijk" || !vraag.venster.bevat(begonnen, begin, eind)? {
            return Ok(None);
        }
        let (begonnen_op, geeindigd_op) = vraag.venster.tijden(begonnen, None)?;
        let trace = actie.verwerking_id_afnemer.or(actie.verwerking_id).unwrap_or(actie.actie_id);
        let object = uuid(&regel.verwerkt_object_id)?;
        let activiteit = actie.verwerkingsactiviteit_url_afnemer.or(actie.verwerkingsactiviteit_url);
        let naam = actie.actie_naam.or(actie.handeling_naam).or(actie.verwerking_naam);
        let soorten = regel.verwerkte_soorten_gegevens.into_iter().map(|soort| soort.soort_gegeven);
        let is_organisatie = actie.soort_afnemer_id.as_deref() == Some("OIN");
        let afnemer = actie.afnemer_id.map(|afnemer| is_organisatie.then_some(afnemer));
        Ok(Some(Bronregel {
            trace_id: trace_id(&trace)?,
            // The line has no step of its own in the trace; its id tells it from the others.
            span_id: object.get(16..).and_then(SpanId::uit_hex).ok_or(VORM)?,
            ouder_span_id: None,
            begonnen_op,
            geeindigd_op,
            gelukt: None,
            naam: tekst(naam.unwrap_or_default())?,
            activiteit: activiteit.map_or_else(|| Ok(String::new()), uri)?,
            processor: None,
            // Who got the data; a person who did (by BSN) is nobody's business. Without one the source used it itself.
            organisatie_oin: afnemer.unwrap_or(actie.uitvoerder).map(oin).transpose()?,
            functie: None,
            betrokkenheid: regel.betrokkenheid.map(tekst).transpose()?,
            gegevens: gegevens(soorten.collect(), &self.gegevens),
        }))
    }
}

fn oin(oin: String) -> Result<String, BronFout> {
    let goed = oin.len() == 20 && oin.bytes().all(|teken| teken.is_ascii_digit());
    if goed { Ok(oin) } else { Err(VORM) }
}

/// The line must be about the one we asked about.
fn is_over(regel: &Value, bsn: &Bsn) -> Result<(), BronFout> {
    let lid = |naam: &str| regel.get(naam).and_then(Value::as_str);
    if lid("objecttype") != Some("persoon") || lid("soortObjectId") != Some("BSN") {
        return Err(BronFout::Onleesbaar("a line about something else than a person"));
    }
    match lid("objectId") {
        Some(cijfers) if cijfers == bsn.cijfers() => Ok(()),
        Some(_) => Err(BronFout::AnderePersoon),
        None => Err(BronFout::Onleesbaar("a line about nobody")),
    }
}

/// The days that are asked; the last is not part of it.
#[derive(Clone, Copy)]
struct Dagen {
    begin: Date,
    eind: Date,
}

impl Dagen {
    /// `None`: beyond any calendar.
    fn van(vraag: Logvraag<'_>) -> Option<Self> {
        let dag =
            |ms: i64| OffsetDateTime::from_unix_timestamp(ms.div_euclid(1000)).ok().map(OffsetDateTime::date);
        let begin = dag(vraag.venster.van)?.checked_sub(Duration::DAY)?;
        let eind = dag(vraag.venster.tot)?.checked_add(Duration::days(2))?;
        Some(Self { begin, eind })
    }

    /// The first moment of them and the first after them wherever on earth it is, in Unix milliseconds.
    fn uiterst(self) -> (i64, i64) {
        let ms = |dag: Date| dag.midnight().assume_utc().unix_timestamp() * 1000;
        (ms(self.begin) - DAG_MS, ms(self.eind) + DAG_MS)
    }
}

#[derive(Deserialize)]
struct Bladzijde {
    #[serde(default)]
    next: Option<String>,
    results: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Regel {
    verwerkt_object_id: String,
    #[serde(default)]
    betrokkenheid: Option<String>,
    #[serde(default)]
    verwerkte_soorten_gegevens: Vec<Soort>,
    verwerkingsactie: Uitgevoerd,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Soort {
    soort_gegeven: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Uitgevoerd {
    actie_id: String,
    vertrouwelijkheid: String,
    tijdstip: String,
    actie_naam: Option<String>,
    handeling_naam: Option<String>,
    verwerking_naam: Option<String>,
    verwerking_id: Option<String>,
    verwerking_id_afnemer: Option<String>,
    verwerkingsactiviteit_url: Option<String>,
    verwerkingsactiviteit_url_afnemer: Option<String>,
    uitvoerder: Option<String>,
    soort_afnemer_id: Option<String>,
    afnemer_id: Option<String>,
}
