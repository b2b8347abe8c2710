//! Logboek Dataverwerkingen (Logius), extension lezen 1.1.0: `POST …/processing-activities`.
//!
//! The standard has no pages: a source gives the newest lines up to a maximum of its own. What it puts beside the core's
//! attributes is read when it is of our profile, `dpl.klantbeeld.*` (`docs/logboek-profiel.md`).

use super::keur::{blad, gegevens, tekst, trace_id, uri};
use super::{ANTWOORD_BYTES_MAX, Blad, Bouw, BronFout, Bronregel, Logvraag};
use crate::koppelvlakken::client::{Vrager, afwijzing};
use crate::koppelvlakken::{Gebruiker, onderteken};
use crate::logboek::SpanId;
use contract::Bsn;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

const BETROKKENE: &str = "dpl.core.data_subject_id";
const VORM: BronFout = BronFout::Onleesbaar("a line that is not what the standard says");

pub(super) struct Ldv {
    vrager: Vrager,
    url: String,
    koppen: HeaderMap,
    regels_max: usize,
    gegevens: Arc<BTreeSet<String>>,
}

impl Ldv {
    pub(super) fn nieuw(
        bouw: &Bouw<'_>,
        regels_max: usize,
        gegevens: Arc<BTreeSet<String>>,
    ) -> Result<Self, String> {
        let koppen = bouw.headers(&[
            ("accept", "application/json"),
            ("x-api-key", bouw.instellingen.api_sleutel.onthul()),
            ("x-origin-oin", &bouw.config.organisatie.oin),
        ])?;
        let vrager = Vrager::nieuw(bouw)?.tot(ANTWOORD_BYTES_MAX);
        Ok(Self {
            vrager,
            url: format!("{}/processing-activities", bouw.basis()),
            koppen,
            regels_max,
            gegevens,
        })
    }

    pub(super) async fn lees(&self, vraag: Logvraag<'_>) -> Result<Blad, BronFout> {
        let verzoek = json!({
            BETROKKENE: vraag.bsn.cijfers(),
            "dpl.core.data_subject_id_type": "BSN",
            "startTime": vraag.venster.van,
            "endTime": vraag.venster.tot,
        });
        let maak = || {
            let post = self.vrager.http.post(&self.url).headers(self.koppen.clone());
            onderteken(post, Gebruiker::BurgerZelf, vraag.geboekt).json(&verzoek)
        };
        let antwoord = self.vrager.vraag(maak).await?;
        if antwoord.status.is_client_error() {
            return Err(afwijzing(&antwoord));
        }
        let antwoord: Antwoord = serde_json::from_slice(&antwoord.lichaam)
            .map_err(|_| BronFout::Onleesbaar("no list of lines"))?;
        let meer = antwoord.regels.len() >= self.regels_max;
        let regels = antwoord.regels;
        // First whom they are about: that matters more than whether the rest can be read.
        regels.iter().try_for_each(|regel| is_over(regel, vraag.bsn))?;
        let regels = regels.into_iter().filter_map(|regel| self.regel(regel, vraag).transpose());
        Ok(blad(regels.collect::<Result<_, _>>()?, meer))
    }

    /// `None`: a line that is not for us.
    fn regel(&self, regel: Value, vraag: Logvraag<'_>) -> Result<Option<Bronregel>, BronFout> {
        let regel: Regel = serde_json::from_value(regel).map_err(|_| VORM)?;
        let attributen = regel.attributes;
        let (begonnen_op, geeindigd_op) = vraag.venster.tijden(regel.start_time, Some(regel.end_time))?;
        let span = |hex: &str| SpanId::uit_hex(&hex.to_ascii_lowercase()).ok_or(VORM);
        let uit = Bronregel {
            trace_id: trace_id(&regel.trace_id)?,
            span_id: span(&regel.span_id)?,
            ouder_span_id: regel.parent_span_id.as_deref().map(span).transpose()?,
            begonnen_op,
            geeindigd_op,
            gelukt: match regel.status {
                Status::Unset => None,
                Status::Ok => Some(true),
                Status::Error => Some(false),
            },
            naam: tekst(regel.name)?,
            activiteit: uri(attributen.processing_activity_id)?,
            processor: attributen.processor.map(uri).transpose()?,
            organisatie_oin: None,
            functie: attributen.functie.map(tekst).transpose()?,
            betrokkenheid: attributen.betrokkenheid.map(tekst).transpose()?,
            gegevens: gegevens(attributen.gegevens, &self.gegevens),
        };
        Ok(attributen.vertrouwelijk_tot.is_none().then_some(uit))
    }
}

/// The line must be about the one we asked about, who is known by a BSN.
fn is_over(regel: &Value, bsn: &Bsn) -> Result<(), BronFout> {
    let attributen = regel.get("attributes").ok_or(VORM)?;
    let soort = attributen.get("dpl.core.data_subject_id_type");
    if soort.is_some_and(|soort| soort != "BSN") {
        return Err(BronFout::Onleesbaar("a line about somebody with another kind of number"));
    }
    match attributen.get(BETROKKENE).and_then(Value::as_str) {
        Some(cijfers) if cijfers == bsn.cijfers() => Ok(()),
        Some(_) => Err(BronFout::AnderePersoon),
        None => Err(BronFout::Onleesbaar("a line about nobody")),
    }
}

#[derive(Deserialize)]
struct Antwoord {
    #[serde(rename = "processingActivities")]
    regels: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Regel {
    trace_id: String,
    span_id: String,
    #[serde(default)]
    parent_span_id: Option<String>,
    status: Status,
    name: String,
    start_time: i64,
    end_time: i64,
    attributes: Attributen,
}

#[derive(Deserialize)]
enum Status {
    Unset,
    Ok,
    Error,
}

#[derive(Deserialize)]
struct Attributen {
    #[serde(rename = "dpl.core.processing_activity_id")]
    processing_activity_id: String,
    #[serde(rename = "dpl.core.foreign_operation.processor", default)]
    processor: Option<String>,
    #[serde(rename = "dpl.klantbeeld.gegevens", default)]
    gegevens: Vec<String>,
    #[serde(rename = "dpl.klantbeeld.functie", default)]
    functie: Option<String>,
    #[serde(rename = "dpl.klantbeeld.betrokkenheid", default)]
    betrokkenheid: Option<String>,
    /// Never on the wire, by our profile.
    #[serde(rename = "dpl.klantbeeld.vertrouwelijk_tot", default)]
    vertrouwelijk_tot: Option<Value>,
}
