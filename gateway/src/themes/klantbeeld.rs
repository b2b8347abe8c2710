//! The klantbeeld: ask every registration at once, each within its own deadline, and pass each answer on as it comes.
//!
//! The work is done in tasks of its own, which the server waits for when it stops. So a browser that leaves, or a
//! request that is cut off, cannot keep a question from getting its ending, or an incident from being reported.

use super::Wie;
use crate::clock::Clock;
use crate::config::Config;
use crate::koppelvlakken::{BronFout, Gebruiker, Koppelvlak, Schakels, Vraag};
use crate::logboek::{GeboekteVerwerking, Logboek, LogboekFout, SpanId, TraceId, Uitkomst, Verwerking};
use crate::store::Store;
use crate::store::uitbak::{self, NieuwBericht};
use crate::telemetrie::Spoor;
use crate::willekeur::Willekeur;
use contract::Taal;
use contract::klantbeeld::{Bronbeeld, Reden, Stand, Voorkomen};
use futures::FutureExt as _;
use gegevensregister::{Register, Registratie};
use serde_json::json;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::format_description::well_known::Rfc3339;
use tokio::sync::{Notify, mpsc};
use tokio_util::task::TaskTracker;
use url::Url;

/// The kind of message in the outbox that reports an incident.
pub const BERICHT_INCIDENT: &str = "incident";

/// How often writing down an incident is tried before it is left to the log; the store may be failing over.
const INCIDENT_POGINGEN: u32 = 4;

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
    pub(crate) taken: TaskTracker,
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
    pub fn stroom(self: Arc<Self>, wie: Wie, spoor: Spoor) -> mpsc::Receiver<Bronbeeld> {
        let ids = self.registraties();
        self.vraag_alle(ids, wie, spoor)
    }

    /// One registration again. `None`: there is no such registration.
    pub async fn bronbeeld(self: Arc<Self>, registratie: &str, wie: Wie, spoor: Spoor) -> Option<Bronbeeld> {
        let id = self.registraties().into_iter().find(|id| id == registratie)?;
        self.vraag_alle(vec![id], wie, spoor).recv().await
    }

    fn vraag_alle(self: Arc<Self>, ids: Vec<String>, wie: Wie, spoor: Spoor) -> mpsc::Receiver<Bronbeeld> {
        let (zender, ontvanger) = mpsc::channel(ids.len().max(1));
        let taken = self.taken.clone();
        taken.spawn(async move {
            let mut geboekt = self.boek(&ids, &wie, spoor).await;
            for id in ids {
                let verwerking = geboekt.remove(&id);
                let (zelf, wie, zender) = (Arc::clone(&self), wie.clone(), zender.clone());
                self.taken.spawn(async move { zelf.een_veilig(&id, verwerking, &wie, zender).await });
            }
        });
        ontvanger
    }

    /// A fault of ours in one registration must not look like an answer, and not touch the others.
    async fn een_veilig(
        &self,
        id: &str,
        verwerking: Option<GeboekteVerwerking>,
        wie: &Wie,
        zender: mpsc::Sender<Bronbeeld>,
    ) {
        let gedaan = AssertUnwindSafe(self.een(id, verwerking, wie)).catch_unwind().await;
        let (beeld, afloop) = gedaan.unwrap_or_else(|_| {
            tracing::error!(registratie = id, "a fault of ours while a registration was asked");
            metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => "paniek")
                .increment(1);
            (self.beeld(id, NIET_GELUKT, Vec::new()), None)
        });
        // Nobody may be listening any more; then there is nobody to tell.
        let _ = zender.send(beeld).await;
        // The stream ends when all have sent; the citizen does not wait for the ending in the logboek.
        drop(zender);
        self.rond_af(afloop).await;
    }

    /// Writes what is about to happen in the logboek, in one transaction. What is not in the result may not be asked.
    async fn boek(&self, ids: &[String], wie: &Wie, spoor: Spoor) -> BTreeMap<String, GeboekteVerwerking> {
        let (te_vragen, verwerkingen): (Vec<String>, Vec<Verwerking>) = ids
            .iter()
            .filter(|id| self.uitgeschakeld(id).is_none())
            .filter_map(|id| Some((id.clone(), self.verwerking(id, wie, spoor)?)))
            .unzip();
        match self.logboek.boek_alle(&verwerkingen).await {
            Ok(geboekt) => te_vragen.into_iter().zip(geboekt).collect(),
            Err(fout) => {
                tracing::error!(trace_id = %spoor.trace_id, %fout, "the logboek could not be written; nothing is asked");
                metrics::counter!("logboek_mislukt_total").increment(1);
                BTreeMap::new()
            }
        }
    }

    fn verwerking(&self, id: &str, wie: &Wie, spoor: Spoor) -> Option<Verwerking> {
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
        let Some(verwerking) = verwerking else {
            let stand = match self.uitgeschakeld(id) {
                Some(tekst) => Stand::Uitgeschakeld { nl: tekst.clone(), en: tekst },
                None => Stand::NietBeschikbaar { reden: Reden::NietGeboekt, opnieuw: true },
            };
            return (self.beeld(id, stand, Vec::new()), None);
        };
        let begin = Instant::now();
        // When it was asked, not when it was answered: that is what the values are known to hold for.
        let mut beeld = self.beeld(id, Stand::Geladen, Vec::new());
        let (stand, voorkomens, afloop) = self.vraag(id, verwerking, wie).await;
        (beeld.stand, beeld.voorkomens) = (stand, voorkomens);
        metrics::histogram!("bronbeeld_seconden", "registratie" => id.to_owned()).record(begin.elapsed());
        (beeld, afloop)
    }

    fn beeld(&self, id: &str, stand: Stand, voorkomens: Vec<Voorkomen>) -> Bronbeeld {
        let opgehaald_op = self.clock.nu().format(&Rfc3339).unwrap_or_default();
        Bronbeeld { registratie: id.to_owned(), stand, opgehaald_op, voorkomens, onvolledig: Vec::new() }
    }

    async fn vraag(
        &self,
        id: &str,
        verwerking: GeboekteVerwerking,
        wie: &Wie,
    ) -> (Stand, Vec<Voorkomen>, Option<Afloop>) {
        let (Some(koppelvlak), Some(registratie)) =
            (self.koppelvlakken.get(id), self.register.registratie(id))
        else {
            let uitkomst = Uitkomst::Mislukt { foutcode: "niet-gerechtigd" };
            return (Stand::NietGerechtigd, Vec::new(), Some(Afloop { verwerking, uitkomst }));
        };
        let vraag = Vraag {
            verwerking: &verwerking,
            gebruiker: Gebruiker::BurgerZelf,
            bsn: &wie.betrokkene.bsn,
            velden: &registratie.fields(),
            schakels: &Schakels::default(),
        };
        let antwoord = koppelvlak.raadpleeg(vraag).await;
        let trace_id = verwerking.trace_id();
        let soort = antwoord.as_ref().map_or_else(BronFout::code, |_| "ok");
        metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => soort)
            .increment(1);
        let fout = match antwoord {
            Ok(None) => {
                let uitkomst = Uitkomst::Gelukt;
                return (Stand::GeenGegevens, Vec::new(), Some(Afloop { verwerking, uitkomst }));
            }
            Ok(Some(boom)) => {
                let opbrengst = gegevensregister::til(registratie, &boom);
                meld_afwijkingen(id, trace_id, &opbrengst);
                let uitkomst = Uitkomst::Gelukt;
                return (Stand::Geladen, opbrengst.voorkomens, Some(Afloop { verwerking, uitkomst }));
            }
            Err(fout) => fout,
        };
        tracing::warn!(%trace_id, registratie = id, %fout, "a registration could not be shown");
        let stand = Stand::NietBeschikbaar { reden: fout.reden(), opnieuw: fout.opnieuw() };
        let afloop = Afloop { verwerking, uitkomst: Uitkomst::Mislukt { foutcode: fout.code() } };
        if fout == BronFout::AnderePersoon {
            self.meld_incident(id, &afloop).await;
            return (stand, Vec::new(), None);
        }
        (stand, Vec::new(), Some(afloop))
    }

    /// Writes how it ended. That the question was asked stands there already.
    async fn rond_af(&self, afloop: Option<Afloop>) {
        let Some(Afloop { verwerking, uitkomst }) = afloop else { return };
        let trace_id = verwerking.trace_id();
        if let Err(fout) = self.logboek.rond_af(verwerking, uitkomst, self.clock.nu_ms()).await {
            tracing::error!(%trace_id, %fout, "the ending of a verwerking could not be written");
        }
    }

    /// A registry that mixes up persons must be told, even if we go down now: the report is in the outbox before the
    /// citizen is told that it was reported, in one transaction with the ending of the question.
    async fn meld_incident(&self, id: &str, afloop: &Afloop) {
        let verwerking = &afloop.verwerking;
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
        for poging in 1..=INCIDENT_POGINGEN {
            match self.leg_in(&bericht, afloop).await {
                Ok(()) => return self.wekker.notify_one(),
                Err(fout) => {
                    let trace_id = verwerking.trace_id();
                    tracing::error!(%trace_id, %fout, poging, "an incident could not be put in the outbox");
                }
            }
            tokio::time::sleep(Duration::from_millis(200 << poging)).await;
        }
        metrics::counter!("incident_verloren_total").increment(1);
    }

    async fn leg_in(&self, bericht: &NieuwBericht, afloop: &Afloop) -> Result<(), LogboekFout> {
        let mut tx = self.store.transactie().await?;
        uitbak::leg_in(&mut tx, bericht).await?;
        self.logboek.rond_af_in(&mut tx, &afloop.verwerking, afloop.uitkomst, self.clock.nu_ms()).await?;
        Ok(tx.commit().await?)
    }
}

/// Our own fault: trying again may help.
const NIET_GELUKT: Stand = Stand::NietBeschikbaar { reden: Reden::Fout, opnieuw: true };

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
