//! One round of questions: who waits for whom.

use super::Klantbeeld;
use super::bron::{Antwoord, Gevonden};
use crate::koppelvlakken::Schakels;
use crate::telemetrie::Spoor;
use crate::themes::Wie;
use contract::klantbeeld::{Bronbeeld, Reden, Stand};
use futures::FutureExt as _;
use gegevensregister::Registratie;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tokio::sync::{mpsc, watch};

/// What a registration delivers to those that are found by it.
#[derive(Clone)]
pub(super) enum Levering {
    Onderweg,
    Binnen {
        /// Names and values; none when it holds nothing.
        waarden: Arc<Vec<(String, String)>>,
        /// Because of these registrations there could have been more.
        ontbreekt: Arc<Vec<String>>,
    },
    /// It did not answer, so what it would have delivered is not known.
    Mislukt,
}

impl Levering {
    pub(super) fn binnen(waarden: Vec<(String, String)>) -> Self {
        Levering::Binnen { waarden: Arc::new(waarden), ontbreekt: Arc::default() }
    }
}

type Leveringen = BTreeMap<String, watch::Receiver<Levering>>;

/// Everything that is asked for one person at one time.
#[derive(Clone)]
pub(super) struct Ronde {
    pub(super) klantbeeld: Arc<Klantbeeld>,
    pub(super) wie: Wie,
    pub(super) spoor: Spoor,
}

impl Ronde {
    /// Starts everything that `gevraagd` needs, and passes on what was asked for, each as soon as it is in.
    pub(super) fn begin(self, gevraagd: &[String]) -> mpsc::Receiver<Bronbeeld> {
        let (zender, ontvanger) = mpsc::channel(gevraagd.len().max(1));
        let mut leveringen = Leveringen::new();
        let taken = self.klantbeeld.taken.clone();
        // The register has every registration after those that it needs.
        for id in self.met_wat_nodig_is(gevraagd) {
            let (levert, levering) = watch::channel(Levering::Onderweg);
            let (ronde, van) = (self.clone(), leveringen.clone());
            let zender = gevraagd.contains(&id).then(|| zender.clone());
            leveringen.insert(id.clone(), levering);
            taken.spawn(async move { ronde.een(&id, &van, &levert, zender).await });
        }
        ontvanger
    }

    fn met_wat_nodig_is(&self, gevraagd: &[String]) -> Vec<String> {
        let register: Vec<&Registratie> = self.klantbeeld.van_ons().collect();
        let mut nodig: BTreeSet<&str> = gevraagd.iter().map(String::as_str).collect();
        for registratie in register.iter().rev() {
            if nodig.contains(registratie.id()) {
                nodig.extend(registratie.nodig().values().flatten().map(String::as_str));
            }
        }
        register
            .iter()
            .map(|registratie| registratie.id())
            .filter(|id| nodig.contains(id))
            .map(str::to_owned)
            .collect()
    }

    /// A fault of ours in one registration must not look like an answer, and not touch the others.
    async fn een(
        &self,
        id: &str,
        leveringen: &Leveringen,
        levert: &watch::Sender<Levering>,
        zender: Option<mpsc::Sender<Bronbeeld>>,
    ) {
        let gedaan =
            AssertUnwindSafe(self.zoek_en_vraag(id, leveringen, zender.is_some())).catch_unwind().await;
        let antwoord = gedaan.unwrap_or_else(|_| {
            tracing::error!(registratie = id, "a fault of ours while a registration was asked");
            metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => "paniek")
                .increment(1);
            Antwoord::zonder(self.klantbeeld.beeld(id, NIET_GELUKT))
        });
        levert.send_replace(antwoord.levering);
        if let Some(zender) = zender {
            // Nobody may be listening any more; then there is nobody to tell. The stream ends when all have sent; the
            // citizen does not wait for the ending in the logboek.
            let _ = zender.send(antwoord.beeld).await;
        }
        self.klantbeeld.rond_af(antwoord.afloop).await;
    }

    /// `tonen`: it was asked for, and is not only needed to find another.
    async fn zoek_en_vraag(&self, id: &str, leveringen: &Leveringen, tonen: bool) -> Antwoord {
        let Some(registratie) = self.klantbeeld.register.registratie(id) else {
            return Antwoord::zonder(self.klantbeeld.beeld(id, Stand::NietGerechtigd));
        };
        let gevonden = verzamel(registratie, leveringen).await;
        let mut antwoord = if registratie.nodig().is_empty() || !gevonden.schakels.is_leeg() {
            self.klantbeeld.vraag_bron(registratie, &gevonden, self, tonen).await
        } else if gevonden.ontbreekt.is_empty() {
            Antwoord::niets(self.klantbeeld.beeld(id, Stand::GeenGegevens))
        } else {
            let stand = Stand::NietBeschikbaar { reden: Reden::HangtAf, opnieuw: true };
            Antwoord::zonder(self.klantbeeld.beeld(id, stand))
        };
        if let Levering::Binnen { ontbreekt, .. } = &mut antwoord.levering {
            *ontbreekt = Arc::new(gevonden.ontbreekt.clone());
        }
        antwoord.beeld.onvolledig = gevonden.ontbreekt;
        antwoord
    }
}

/// Waits for what a registration is found by.
async fn verzamel(registratie: &Registratie, leveringen: &Leveringen) -> Gevonden {
    let mut gevonden = Gevonden { schakels: Schakels::default(), ontbreekt: Vec::new() };
    for (naam, bronnen) in registratie.nodig() {
        for bron in bronnen {
            // A registration that this portal does not have has nothing to add.
            let Some(levering) = leveringen.get(bron) else { continue };
            match afgewacht(levering.clone()).await {
                Levering::Binnen { waarden, ontbreekt } => {
                    for (_, waarde) in waarden.iter().filter(|(welke, _)| welke == naam) {
                        gevonden.schakels.voeg_toe(naam, waarde.clone());
                    }
                    ontbreekt.iter().for_each(|bron| gevonden.mist(bron));
                }
                Levering::Mislukt | Levering::Onderweg => gevonden.mist(bron),
            }
        }
    }
    gevonden
}

impl Gevonden {
    fn mist(&mut self, bron: &str) {
        if !self.ontbreekt.iter().any(|bekend| bekend == bron) {
            self.ontbreekt.push(bron.to_owned());
        }
    }
}

async fn afgewacht(mut levering: watch::Receiver<Levering>) -> Levering {
    let binnen = levering.wait_for(|levering| !matches!(levering, Levering::Onderweg)).await;
    // Nobody is left to deliver: its task was stopped.
    binnen.map_or(Levering::Mislukt, |levering| levering.clone())
}

/// Our own fault: trying again may help.
const NIET_GELUKT: Stand = Stand::NietBeschikbaar { reden: Reden::Fout, opnieuw: true };
