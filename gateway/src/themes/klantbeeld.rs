//! The klantbeeld: ask every registration at once, each within its own deadline, and pass each answer on as it comes.

use super::Wie;
use crate::clock::Clock;
use crate::config::Config;
use crate::koppelvlakken::{BronFout, Gebruiker, Koppelvlak};
use crate::logboek::{GeboekteVerwerking, Logboek, SpanId, TraceId, Uitkomst, Verwerking};
use crate::store::uitbak::{self, NieuwBericht};
use crate::store::{Store, StoreFout};
use crate::telemetrie::Spoor;
use crate::willekeur::Willekeur;
use contract::Taal;
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Voorkomen};
use gegevensregister::{Register, Registratie};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use time::format_description::well_known::Rfc3339;
use tokio::sync::{Notify, mpsc};
use url::Url;

/// The kind of message in the outbox that reports an incident.
pub const BERICHT_INCIDENT: &str = "incident";

/// The use case. One for the whole server; it holds nothing of any person.
pub struct Klantbeeld {
    pub(crate) register: Arc<Register>,
    pub(crate) koppelvlakken: BTreeMap<String, Arc<dyn Koppelvlak>>,
    pub(crate) logboek: Logboek,
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) willekeur: Arc<Willekeur>,
    pub(crate) config: Arc<Config>,
    /// Wakes whoever delivers the outbox.
    pub(crate) wekker: Arc<Notify>,
}

/// How one question ended; still to be written down.
struct Afloop {
    verwerking: GeboekteVerwerking,
    uitkomst: Uitkomst,
}

impl Klantbeeld {
    /// Ids of the registrations of this portal, in the order of the page.
    pub fn registraties(&self) -> Vec<String> {
        self.register
            .registraties()
            .map(Registratie::id)
            .filter(|id| self.koppelvlakken.contains_key(*id))
            .map(str::to_owned)
            .collect()
    }

    /// All registrations, each as soon as it is in. The channel closes after the last.
    ///
    /// The work goes on when the receiver is gone: a question that was asked gets its ending in the logboek.
    pub async fn stroom(self: Arc<Self>, wie: Wie, spoor: Spoor) -> mpsc::Receiver<Bronbeeld> {
        let ids = self.registraties();
        let (zender, ontvanger) = mpsc::channel(ids.len().max(1));
        let geboekt = self.boek(&ids, &wie, &spoor).await;
        for (id, verwerking) in ids.into_iter().zip(geboekt) {
            let (zelf, wie, zender) = (Arc::clone(&self), wie.clone(), zender.clone());
            tokio::spawn(async move {
                let (beeld, afloop) = zelf.een(&id, verwerking, &wie).await;
                // Nobody may be listening any more; then there is nobody to tell.
                let _ = zender.send(beeld).await;
                zelf.rond_af(afloop).await;
            });
        }
        ontvanger
    }

    /// One registration again. `None`: there is no such registration.
    pub async fn bronbeeld(
        self: Arc<Self>,
        registratie: &str,
        wie: &Wie,
        spoor: &Spoor,
    ) -> Option<Bronbeeld> {
        let id = self.registraties().into_iter().find(|id| id == registratie)?;
        let verwerking = self.boek(std::slice::from_ref(&id), wie, spoor).await.pop().flatten();
        let (beeld, afloop) = self.een(&id, verwerking, wie).await;
        self.rond_af(afloop).await;
        Some(beeld)
    }

    /// Writes what is about to happen in the logboek, in one transaction. `None` where that did not work, or where
    /// nothing will be asked.
    async fn boek(&self, ids: &[String], wie: &Wie, spoor: &Spoor) -> Vec<Option<GeboekteVerwerking>> {
        let te_vragen: Vec<&String> = ids.iter().filter(|id| self.uitgeschakeld(id).is_none()).collect();
        let verwerkingen: Vec<Verwerking> =
            te_vragen.iter().filter_map(|id| self.verwerking(id, wie, spoor)).collect();
        let mut geboekt = match self.logboek.boek_alle(&verwerkingen).await {
            Ok(geboekt) => geboekt.into_iter(),
            Err(fout) => {
                tracing::error!(trace_id = %spoor.trace_id, fout = %fout, "the logboek could not be written; nothing is asked");
                metrics::counter!("logboek_mislukt_total").increment(1);
                Vec::new().into_iter()
            }
        };
        ids.iter().map(|id| if self.uitgeschakeld(id).is_some() { None } else { geboekt.next() }).collect()
    }

    fn verwerking(&self, id: &str, wie: &Wie, spoor: &Spoor) -> Option<Verwerking> {
        let registratie = self.register.registratie(id)?;
        let instellingen = self.config.registraties.get(id)?;
        Some(Verwerking {
            trace_id: spoor.trace_id,
            span_id: self.willekeur.met(SpanId::nieuw),
            parent_span_id: Some(spoor.span_id),
            naam: format!("klantbeeld.{id}"),
            begonnen_op: self.clock.nu_ms(),
            verwerkingsactiviteit: self.verwerkingsactiviteit(&instellingen.verwerking)?,
            betrokkene: wie.betrokkene.pseudoniem.clone(),
            actor: wie.actor.pseudoniem.clone(),
            actor_soort: wie.actor.soort,
            registratie: id.to_owned(),
            gegevens: registratie.gegeven_ids().into_iter().map(str::to_owned).collect(),
            doelbinding: instellingen.doelbinding.clone(),
            grondslag: registratie.grondslag(Taal::Nl),
        })
    }

    /// The URI of the declared purpose in the register of verwerkingsactiviteiten.
    fn verwerkingsactiviteit(&self, verwerking: &str) -> Option<Url> {
        let basis = self.config.organisatie.verwerkingenregister.as_str().trim_end_matches('/');
        Url::parse(&format!("{basis}/{verwerking}")).ok()
    }

    fn uitgeschakeld(&self, id: &str) -> Option<String> {
        self.config.registraties.get(id)?.uitgeschakeld.clone()
    }

    async fn een(
        &self,
        id: &str,
        verwerking: Option<GeboekteVerwerking>,
        wie: &Wie,
    ) -> (Bronbeeld, Option<Afloop>) {
        let begin = Instant::now();
        let (stand, voorkomens, afloop) = match (self.uitgeschakeld(id), verwerking) {
            (Some(tekst), _) => (Stand::Uitgeschakeld { tekst }, Vec::new(), None),
            (None, None) => {
                (Stand::NietBeschikbaar { reden: Reden::NietGeboekt, opnieuw: true }, Vec::new(), None)
            }
            (None, Some(verwerking)) => {
                let (stand, voorkomens, uitkomst) = self.vraag(id, &verwerking, wie).await;
                (stand, voorkomens, Some(Afloop { verwerking, uitkomst }))
            }
        };
        metrics::histogram!("bronbeeld_seconden", "registratie" => id.to_owned()).record(begin.elapsed());
        let opgehaald_op = self.clock.nu().format(&Rfc3339).unwrap_or_default();
        (Bronbeeld { registratie: id.to_owned(), stand, opgehaald_op, voorkomens }, afloop)
    }

    async fn vraag(
        &self,
        id: &str,
        verwerking: &GeboekteVerwerking,
        wie: &Wie,
    ) -> (Stand, Vec<Voorkomen>, Uitkomst) {
        let (Some(koppelvlak), Some(registratie)) =
            (self.koppelvlakken.get(id), self.register.registratie(id))
        else {
            return (Stand::NietGerechtigd, Vec::new(), Uitkomst::Mislukt { foutcode: "niet-gerechtigd" });
        };
        let antwoord = koppelvlak.raadpleeg(verwerking, Gebruiker::BurgerZelf, &wie.betrokkene.bsn).await;
        let trace_id = verwerking.trace_id();
        let soort = antwoord.as_ref().map_or_else(BronFout::code, |_| "ok");
        metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => soort)
            .increment(1);
        match antwoord {
            Ok(None) => (Stand::GeenGegevens, Vec::new(), Uitkomst::Gelukt),
            Ok(Some(boom)) => {
                let opbrengst = gegevensregister::til(registratie, &boom);
                meld_afwijkingen(id, trace_id, &opbrengst);
                (Stand::Geladen, opbrengst.voorkomens, Uitkomst::Gelukt)
            }
            Err(fout) => {
                tracing::warn!(%trace_id, registratie = id, fout = %fout, "a registration could not be shown");
                if fout == BronFout::AnderePersoon {
                    self.meld_incident(id, verwerking).await;
                }
                let stand = Stand::NietBeschikbaar { reden: fout.reden(), opnieuw: fout.opnieuw() };
                (stand, Vec::new(), Uitkomst::Mislukt { foutcode: fout.code() })
            }
        }
    }

    /// Writes how it ended. The citizen does not wait for it: that the question was asked stands there already.
    async fn rond_af(&self, afloop: Option<Afloop>) {
        let Some(Afloop { verwerking, uitkomst }) = afloop else { return };
        let trace_id = verwerking.trace_id();
        if let Err(fout) = self.logboek.rond_af(verwerking, uitkomst, self.clock.nu_ms()).await {
            tracing::error!(%trace_id, fout = %fout, "the ending of a verwerking could not be written");
        }
    }

    /// A registry that mixes up persons must be told, even if we go down now: the report goes through the outbox.
    async fn meld_incident(&self, id: &str, verwerking: &GeboekteVerwerking) {
        let bericht = NieuwBericht {
            soort: BERICHT_INCIDENT.into(),
            sleutel: format!("andere-persoon:{}", verwerking.span_id()),
            lading: json!({
                "soort": "andere-persoon",
                "registratie": id,
                "traceId": verwerking.trace_id().to_string(),
                "opgetredenOp": self.clock.nu().format(&Rfc3339).unwrap_or_default(),
            }),
            aangemaakt_op: self.clock.nu_ms(),
        };
        match self.leg_in(&bericht).await {
            Ok(()) => self.wekker.notify_one(),
            Err(fout) => {
                tracing::error!(trace_id = %verwerking.trace_id(), fout = %fout, "an incident could not be put in the outbox");
            }
        }
    }

    async fn leg_in(&self, bericht: &NieuwBericht) -> Result<(), StoreFout> {
        let mut tx = self.store.transactie().await?;
        uitbak::leg_in(&mut tx, bericht).await?;
        tx.commit().await
    }
}

/// What arrived and is not shown, or not understood, is counted and named by its place, never by its value.
fn meld_afwijkingen(id: &str, trace_id: TraceId, opbrengst: &gegevensregister::Opbrengst) {
    let meer = opbrengst.niet_gedefinieerd.len() as u64;
    if meer > 0 {
        metrics::counter!("gegevens_niet_gedefinieerd_total", "registratie" => id.to_owned()).increment(meer);
        tracing::info!(%trace_id, registratie = id, plekken = ?opbrengst.niet_gedefinieerd, "values the register does not define were dropped");
    }
    let onbegrepen = opbrengst.niet_begrepen.len() as u64;
    if onbegrepen > 0 {
        metrics::counter!("gegevens_niet_begrepen_total", "registratie" => id.to_owned())
            .increment(onbegrepen);
        tracing::warn!(%trace_id, registratie = id, gegevens = ?opbrengst.niet_begrepen, "values of an unexpected form");
    }
}
