//! Which organisations used some values of somebody: who must be told when one was corrected (AVG art. 19).

use super::bronnen::{Bron, begin};
use super::{Inzage, Zoekvraag};
use crate::koppelvlakken::BronFout;
use crate::koppelvlakken::logboeken::{Bronregel, Logbron};
use crate::logboek::{Beschrijving, LogboekFout, Uitkomst};
use crate::telemetrie::Spoor;
use crate::themes::Wie;
use contract::inzage::{Doorsoort, PORTAAL};
use std::collections::BTreeMap;

/// So many answers of one log are read at most; each holds up to a thousand lines.
const BLADEN_MAX: usize = 20;

/// Why it is not known who used the values.
#[derive(Debug, thiserror::Error)]
pub enum NavraagFout {
    #[error(transparent)]
    Logboek(#[from] LogboekFout),
    #[error("the log of the registration rests, or its reading could not be put on record")]
    NuNiet,
    #[error("the log of the registration could not be read: {0}")]
    Bron(#[from] BronFout),
}

impl Inzage {
    /// The organisations, by id, that used one of these gegevens before `tot`, and when each did last (Unix milliseconds): out of our own
    /// log and that of the registration. Without the citizen's own looks and the portal's.
    pub(crate) async fn gebruikers(
        &self,
        wie: &Wie,
        registratie: &str,
        gegevens: &[String],
        tot: i64,
    ) -> Result<BTreeMap<String, i64>, NavraagFout> {
        let mut gebruikers = self.uit_ons_log(wie, gegevens, tot).await?;
        let bron = self.bronnen.iter().find(|(id, _)| id == registratie);
        if let Some((id, Bron::Meldt(logbron))) = bron {
            for regel in self.uit_log_van(id, logbron, wie, tot).await? {
                let begonnen_op = regel.begonnen_op;
                let (_, wat) = self.als_regel(id, regel);
                if let Some(organisatie) = self.gebruiker(&wat, gegevens).filter(|_| begonnen_op < tot) {
                    let laatst = gebruikers.entry(organisatie).or_insert(begonnen_op);
                    *laatst = begonnen_op.max(*laatst);
                }
            }
        }
        Ok(gebruikers)
    }

    async fn uit_ons_log(
        &self,
        wie: &Wie,
        gegevens: &[String],
        tot: i64,
    ) -> Result<BTreeMap<String, i64>, LogboekFout> {
        let betrokkene = &wie.betrokkene.pseudoniem;
        let soorten = self.logboek.soorten(betrokkene).await?;
        let ids = soorten.iter().map(|soort| soort.omschrijving);
        let mut gebruikers = BTreeMap::new();
        for (id, wat) in self.logboek.beschrijvingen(ids).await? {
            let Some(organisatie) = self.gebruiker(&wat, gegevens) else { continue };
            let vraag = Zoekvraag { tot, omschrijvingen: Some(vec![id]), ..Zoekvraag::default() };
            let regels = self.logboek.regels(betrokkene, &vraag, None, 1).await?;
            if let Some(regel) = regels.first() {
                let laatst = gebruikers.entry(organisatie).or_insert(regel.start_time);
                *laatst = regel.start_time.max(*laatst);
            }
        }
        Ok(gebruikers)
    }

    /// Who used one of these gegevens, when that is an organisation that we know and not the portal.
    fn gebruiker(&self, wat: &Beschrijving, gegevens: &[String]) -> Option<String> {
        let raakt = wat.gegevens.iter().any(|id| gegevens.contains(id));
        let door = self.herkenning.door(wat);
        let telt = raakt && door.soort != Doorsoort::Zelf;
        door.organisatie.filter(|organisatie| telt && organisatie != PORTAAL)
    }

    /// All lines of a registration's own log, a page at a time. The reading is a use of its own, at the request of who asked for
    /// the correction.
    async fn uit_log_van(
        &self,
        id: &str,
        bron: &Logbron,
        wie: &Wie,
        tot: i64,
    ) -> Result<Vec<Bronregel>, NavraagFout> {
        if !bron.mag() {
            return Err(NavraagFout::NuNiet);
        }
        let mut verwerking =
            self.verwerking(id, wie, Spoor::nieuw(&self.willekeur)).ok_or(NavraagFout::NuNiet)?;
        verwerking.naam = format!("correctie.navraag.{id}");
        let geboekt = self.logboek.boek(verwerking).await?;
        let mut regels: Vec<Bronregel> = Vec::new();
        let mut tot = tot.saturating_sub(1).min(self.clock.nu_ms());
        let mut fout = None;
        for _ in 0..BLADEN_MAX {
            match bron.lees(&wie.betrokkene.bsn, begin(bron), tot, &geboekt).await {
                Ok(blad) => {
                    let oudste = blad.regels.iter().map(|regel| regel.begonnen_op).min();
                    regels.extend(blad.regels);
                    let Some(oudste) = oudste.filter(|_| blad.afgekapt) else { break };
                    tot = oudste.saturating_sub(1);
                }
                Err(gekregen) => {
                    fout = Some(gekregen);
                    break;
                }
            }
        }
        let uitkomst = match &fout {
            None => Uitkomst::Gelukt,
            Some(fout) => Uitkomst::Mislukt { foutcode: fout.code() },
        };
        self.rond_af(id, geboekt, uitkomst, fout.as_ref()).await;
        fout.map_or(Ok(regels), |fout| Err(fout.into()))
    }
}
