//! The use logs that the registrations keep themselves: who used a person's data, and why, as the source wrote it down.
//!
//! A log is read by its own standard (`ldv`, `vng`) and comes out in one form. An answer is taken whole or not at all:
//! with a line about somebody else, one that is not what the standard says, or one of a time that was not asked, nothing
//! of it can be trusted. A line that is marked confidential should not have been sent, and goes no further.

mod keur;
mod ldv;
#[cfg(test)]
mod tests;
mod vng;

use super::zekering::Zekering;
use super::{Bouw, BronFout};
use crate::clock::Clock;
use crate::config::{Config, Logsoort, Registratie};
use crate::logboek::{GeboekteVerwerking, SpanId, TraceId};
use crate::willekeur::Willekeur;
use contract::Bsn;
use gegevensregister::Register;
use keur::Venster;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::Date;

/// No more lines than this are taken, the newest.
pub const MEESTE_REGELS: usize = 1000;
/// The largest answer that is read, in bytes: a line is less than one kB, unless many gegevens were used.
const ANTWOORD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What a log answered. The newest line comes first; no line stands there twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blad {
    pub regels: Vec<Bronregel>,
    /// There are, or may be, more lines in the time that was asked: older ones.
    pub afgekapt: bool,
}

/// One use of somebody's data, as its source wrote it down. Times are Unix milliseconds, and never later than now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bronregel {
    /// The same for everything one request set off, in every log.
    pub trace_id: TraceId,
    pub span_id: SpanId,
    /// The step that asked: for a look of ours the span of our own line. VNG has none.
    pub ouder_span_id: Option<SpanId>,
    pub begonnen_op: i64,
    pub geeindigd_op: Option<i64>,
    /// Absent: the source does not say.
    pub gelukt: Option<bool>,
    /// What happened, in the source's words; empty when it has none (VNG).
    pub naam: String,
    /// URI of the verwerkingsactiviteit; empty when the source names none (VNG).
    pub activiteit: String,
    /// URL of the application that asked.
    pub processor: Option<String>,
    /// OIN of the organisation that asked, 20 digits.
    pub organisatie_oin: Option<String>,
    /// Department or function that asked.
    pub functie: Option<String>,
    /// In what role the person is in it, when it was about somebody else.
    pub betrokkenheid: Option<String>,
    /// What was used, each once; only ids that the gegevensregister knows.
    pub gegevens: Vec<String>,
}

/// The log of one registration.
pub struct Logbron {
    registratie: String,
    sinds: Date,
    lezer: Lezer,
    termijn: Duration,
    zekering: Zekering,
    clock: Arc<dyn Clock>,
}

enum Lezer {
    Ldv(ldv::Ldv),
    Vng(vng::Vng),
}

/// One question to a log.
#[derive(Clone, Copy)]
struct Logvraag<'a> {
    bsn: &'a Bsn,
    venster: Venster,
    geboekt: &'a GeboekteVerwerking,
}

impl Logbron {
    fn nieuw(bouw: &Bouw<'_>, gegevens: &Arc<BTreeSet<String>>) -> Result<Option<Self>, String> {
        let Some(log) = &bouw.instellingen.logboek else { return Ok(None) };
        // What is not about the address and the keys is as for the registration.
        let instellingen = Registratie {
            url: log.url.clone(),
            api_sleutel: log.api_sleutel.clone(),
            digikoppeling: log.digikoppeling.clone(),
            ..bouw.instellingen.clone()
        };
        let bouw = Bouw { instellingen: &instellingen, ..*bouw };
        let lezer = match log.soort {
            Logsoort::Ldv => Lezer::Ldv(ldv::Ldv::nieuw(&bouw, log.regels_max, Arc::clone(gegevens))?),
            Logsoort::Vng => Lezer::Vng(vng::Vng::nieuw(&bouw, Arc::clone(gegevens))?),
        };
        Ok(Some(Self {
            registratie: bouw.id.to_owned(),
            sinds: log.sinds,
            lezer,
            termijn: Duration::from_millis(instellingen.termijn_ms),
            zekering: Zekering::nieuw(&instellingen.zekering),
            clock: Arc::clone(bouw.clock),
        }))
    }

    /// Id of the registration whose log it is.
    pub fn registratie(&self) -> &str {
        &self.registratie
    }

    /// From which day on it holds every use.
    pub fn sinds(&self) -> Date {
        self.sinds
    }

    /// Whether it may be asked now; to be asked once for each question, before that is written in the logboek.
    pub fn mag(&self) -> bool {
        self.zekering.mag()
    }

    /// The uses of this person's data that began from `van` up to and including `tot` (Unix milliseconds).
    ///
    /// A line that is up to five minutes ahead of our clock is of now. Whatever of the answer is not in order makes all
    /// of it an error; one about somebody else is [`BronFout::AnderePersoon`], which the caller reports.
    pub async fn lees(
        &self,
        bsn: &Bsn,
        van: i64,
        tot: i64,
        geboekt: &GeboekteVerwerking,
    ) -> Result<Blad, BronFout> {
        if van > tot {
            return Ok(Blad::default());
        }
        let begin = Instant::now();
        let vraag = Logvraag { bsn, venster: Venster::nieuw(van, tot, self.clock.nu_ms()), geboekt };
        let antwoord = async {
            match &self.lezer {
                Lezer::Ldv(ldv) => ldv.lees(vraag).await,
                Lezer::Vng(vng) => vng.lees(vraag).await,
            }
        };
        let antwoord = tokio::time::timeout(self.termijn, antwoord).await.unwrap_or(Err(BronFout::TeLaat));
        self.zekering.meld(&antwoord);
        let uitkomst = antwoord.as_ref().map_or_else(BronFout::code, |_| "ok");
        let registratie = || self.registratie.clone();
        metrics::counter!("bronlog_total", "registratie" => registratie(), "uitkomst" => uitkomst)
            .increment(1);
        metrics::histogram!("bronlog_seconden", "registratie" => registratie()).record(begin.elapsed());
        antwoord
    }
}

/// The log of each registration that has one in the configuration, by the id of the registration.
pub fn bouw(
    config: &Config,
    register: &Register,
    willekeur: &Arc<Willekeur>,
    clock: &Arc<dyn Clock>,
    http: &reqwest::Client,
) -> Result<BTreeMap<String, Logbron>, String> {
    let ids = register.registraties().flat_map(|registratie| registratie.alles().gegeven_ids());
    let gegevens: Arc<BTreeSet<String>> = Arc::new(ids.map(str::to_owned).collect());
    let mut bronnen = BTreeMap::new();
    for (id, instellingen) in &config.registraties {
        let zonder = register.registratie(id).is_some_and(|registratie| !registratie.over_personen());
        if zonder && instellingen.logboek.is_some() {
            return Err(format!("registraties.{id}.logboek: this registration holds no persons"));
        }
        let bouw = Bouw { id, instellingen, config, willekeur, clock, http };
        if let Some(bron) = Logbron::nieuw(&bouw, &gegevens)? {
            bronnen.insert(id.clone(), bron);
        }
    }
    Ok(bronnen)
}
