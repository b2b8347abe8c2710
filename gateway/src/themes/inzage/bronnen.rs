//! What the registrations wrote down themselves. Each is asked at the moment itself, is a use of its own that is written in our
//! logboek first, and keeps no other from answering.

use super::vouw::Vouw;
use super::{Filter, Inzage};
use crate::koppelvlakken::BronFout;
use crate::koppelvlakken::logboeken::{Blad, Bronregel, Logbron, MEESTE_REGELS};
use crate::logboek::{
    Beschrijving, GeboekteVerwerking, LogboekFout, Regel, SpanId, Status, TraceId, Uitkomst, Verwerking,
};
use crate::telemetrie::Spoor;
use crate::themes::Wie;
use contract::inzage::{Bronlog, Gebruik, Logstand};
use futures::FutureExt as _;
use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use time::macros::format_description;
use tokio::sync::mpsc;
use url::Url;

/// The activity of the portal under which logs are read.
const ACTIVITEIT: &str = "LogboekInzien";
/// A line about our own question begins this long before or after ours, in milliseconds: clocks differ.
const SCHEEF_MS: i64 = 10 * 60 * 1_000;

/// A registration of the portal, as far as its own log goes.
pub(crate) enum Bron {
    Meldt(Arc<Logbron>),
    MeldtNiet,
    /// It holds nothing on persons.
    NietNodig,
}

impl Inzage {
    /// Ids of the registrations, in the order of the page.
    pub fn registraties(&self) -> Vec<String> {
        self.bronnen.iter().map(|(id, _)| id.clone()).collect()
    }

    /// The log of each registration, as soon as it is in. The channel closes after the last.
    pub fn bronlogs(self: Arc<Self>, wie: &Wie, spoor: Spoor, filter: &Filter) -> mpsc::Receiver<Bronlog> {
        let (zender, ontvanger) = mpsc::channel(self.bronnen.len().max(1));
        for (plek, (id, bron)) in self.bronnen.iter().enumerate() {
            let alleen = |stand| Bronlog { registratie: id.clone(), stand, gebruik: Vec::new() };
            let logbron = match bron {
                Bron::Meldt(logbron) => Arc::clone(logbron),
                // There is room for all, so this never waits; nobody may be listening any more.
                Bron::MeldtNiet => {
                    let _ = zender.try_send(alleen(Logstand::MeldtNiet));
                    continue;
                }
                Bron::NietNodig => {
                    let _ = zender.try_send(alleen(Logstand::NietNodig));
                    continue;
                }
            };
            let (inzage, zender) = (Arc::clone(&self), zender.clone());
            let (wie, filter) = (wie.clone(), filter.clone());
            self.taken.spawn(async move {
                let Some((id, _)) = inzage.bronnen.get(plek) else { return };
                let gevraagd =
                    AssertUnwindSafe(inzage.vraag(id, &logbron, &wie, spoor, &filter)).catch_unwind();
                let log = gevraagd.await.unwrap_or_else(|_| {
                    tracing::error!(registratie = id, "a fault of ours while a log was asked");
                    None
                });
                let niet = || Bronlog {
                    registratie: id.clone(),
                    stand: Logstand::NietBeschikbaar,
                    gebruik: Vec::new(),
                };
                let _ = zender.send(log.unwrap_or_else(niet)).await;
            });
        }
        ontvanger
    }

    /// `None`: it could not be asked now, or its answer is not one to show.
    async fn vraag(
        &self,
        id: &str,
        bron: &Logbron,
        wie: &Wie,
        spoor: Spoor,
        filter: &Filter,
    ) -> Option<Bronlog> {
        let trace_id = spoor.trace_id;
        if !bron.mag() {
            return None;
        }
        let geboekt = self.logboek.boek(self.verwerking(id, wie, spoor)?).await;
        let geboekt = geboekt
            .inspect_err(|fout| tracing::error!(%trace_id, %fout, "the logboek could not be written; nothing is asked"))
            .ok()?;
        let van = filter.van().max(begin(bron));
        let tot = filter.tot().saturating_sub(1).min(self.clock.nu_ms());
        let antwoord = bron.lees(&wie.betrokkene.bsn, van, tot, &geboekt).await;
        let uitkomst = match &antwoord {
            Ok(_) => Uitkomst::Gelukt,
            Err(fout) => Uitkomst::Mislukt { foutcode: fout.code() },
        };
        self.rond_af(id, geboekt, uitkomst, antwoord.as_ref().err()).await;
        let blad = antwoord
            .inspect_err(
                |fout| tracing::warn!(%trace_id, registratie = id, %fout, "a log could not be shown"),
            )
            .ok()?;
        let afgekapt = blad.afgekapt;
        let gebruik = self.gebruik_van_bron(id, wie, filter, blad).await;
        let gebruik = gebruik
            .inspect_err(|fout| tracing::error!(%trace_id, %fout, "our own log could not be read"))
            .ok()?;
        let sinds = bron.sinds().format(format_description!("[year]-[month]-[day]")).unwrap_or_default();
        Some(Bronlog { registratie: id.to_owned(), stand: Logstand::Meldt { sinds, afgekapt }, gebruik })
    }

    pub(super) async fn rond_af(
        &self,
        id: &str,
        geboekt: GeboekteVerwerking,
        uitkomst: Uitkomst,
        fout: Option<&BronFout>,
    ) {
        if fout == Some(&BronFout::AnderePersoon) {
            return self.incidenten.andere_persoon(id, &geboekt, uitkomst).await;
        }
        let trace_id = geboekt.trace_id();
        if let Err(fout) = self.logboek.rond_af(geboekt, uitkomst, self.clock.nu_ms()).await {
            tracing::error!(%trace_id, %fout, "the ending of a verwerking could not be written");
        }
    }

    pub(super) fn verwerking(&self, id: &str, wie: &Wie, spoor: Spoor) -> Option<Verwerking> {
        let uri = gegevensregister::uri_van_portaal(&self.basis, ACTIVITEIT);
        let activiteit = self.herkenning.activiteiten.op_uri(&uri)?;
        Some(Verwerking {
            trace_id: spoor.trace_id,
            span_id: self.willekeur.met(SpanId::nieuw),
            parent_span_id: Some(spoor.span_id),
            naam: format!("inzage.{id}"),
            begonnen_op: self.clock.nu_ms(),
            verwerkingsactiviteit: Url::parse(&uri).ok()?,
            actor: wie.actor.pseudoniem.clone(),
            actor_soort: wie.actor.soort,
            organisatie: None,
            functie: None,
            betrokkene: wie.betrokkene.pseudoniem.clone(),
            registratie: id.to_owned(),
            gegevens: Vec::new(),
            doelbinding: ACTIVITEIT.to_owned(),
            grondslag: activiteit.grondslag(contract::Taal::Nl),
        })
    }

    /// Folds, filters, and leaves out what stands in our own log.
    async fn gebruik_van_bron(
        &self,
        id: &str,
        wie: &Wie,
        filter: &Filter,
        blad: Blad,
    ) -> Result<Vec<Gebruik>, LogboekFout> {
        let bekend = self.van_ons(wie, &blad.regels).await?;
        let mut vouw = Vouw::nieuw(MEESTE_REGELS).met_gegevens();
        for regel in blad.regels {
            let (regel, wat) = self.als_regel(id, regel);
            if !bekend.contains(&regel.trace_id) && filter.past(&self.herkenning, &wat) {
                vouw.neem(&regel, &Arc::new(wat));
            }
        }
        Ok(vouw.klaar(&self.herkenning, id))
    }

    /// The traces of our own questions: they stand in our log, which tells more. A line that says it is ours and is not known
    /// here stays: that is just what a person wants to see.
    async fn van_ons(&self, wie: &Wie, regels: &[Bronregel]) -> Result<BTreeSet<TraceId>, LogboekFout> {
        let traces: BTreeSet<TraceId> = regels.iter().map(|regel| regel.trace_id).collect();
        let tijden = || regels.iter().map(|regel| regel.begonnen_op);
        let (Some(eerste), Some(laatste)) = (tijden().min(), tijden().max()) else {
            return Ok(BTreeSet::new());
        };
        let venster = (eerste.saturating_sub(SCHEEF_MS), laatste.saturating_add(SCHEEF_MS));
        self.logboek.bekende_traces(&wie.betrokkene.pseudoniem, venster, &traces).await
    }

    pub(super) fn als_regel(&self, id: &str, regel: Bronregel) -> (Regel, Beschrijving) {
        let op_oin =
            regel.organisatie_oin.as_deref().and_then(|oin| self.herkenning.activiteiten.op_oin(oin));
        let op_naam = regel.processor.as_deref().and_then(|url| Url::parse(url).ok());
        let op_naam = op_naam.and_then(|url| url.host_str().map(str::to_owned));
        let wat = Beschrijving {
            naam: regel.naam,
            actor_soort: None,
            organisatie: op_oin.map(|organisatie| organisatie.id().to_owned()).or_else(|| {
                // Who answers for the activity is a better name than that of a machine.
                let bekend = self.herkenning.activiteiten.op_uri(&regel.activiteit).is_some();
                op_naam.filter(|_| !bekend)
            }),
            verwerkingsactiviteit: regel.activiteit,
            functie: regel.functie,
            betrokkenheid: regel.betrokkenheid,
            registratie: id.to_owned(),
            gegevens: regel.gegevens,
        };
        let regel = Regel {
            trace_id: regel.trace_id,
            span_id: regel.span_id,
            start_time: regel.begonnen_op,
            status: match regel.gelukt {
                None => Status::Unset,
                Some(true) => Status::Ok,
                Some(false) => Status::Error,
            },
            omschrijving: 0,
        };
        (regel, wat)
    }
}

/// The first moment of which a log is complete.
pub(super) fn begin(bron: &Logbron) -> i64 {
    crate::kalender::begin_van_dag(bron.sinds())
}
