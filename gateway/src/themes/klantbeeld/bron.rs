//! One registration: whether it may be asked, the question, and what its answer comes to.

use super::ronde::{Levering, Ronde};
use super::{Klantbeeld, meld_afwijkingen};
use crate::koppelvlakken::{BronFout, Gebruiker, Koppelvlak, Schakels, Vraag, Zekering};
use crate::logboek::{GeboekteVerwerking, Uitkomst};
use contract::klantbeeld::{Bronbeeld, Reden, Stand};
use gegevensregister::{Doel, Registratie, Rol, Toegang};
use serde_json::Value;
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::format_description::well_known::Rfc3339;

/// A registration of this portal, with its own limits.
pub struct Bron {
    pub(crate) koppelvlak: Arc<dyn Koppelvlak>,
    /// For the whole answer, however many questions it takes.
    pub(crate) termijn: Duration,
    pub(crate) zekering: Zekering,
}

/// What a registration is found by.
pub(super) struct Gevonden {
    pub(super) schakels: Schakels,
    /// The registrations that should have delivered something and did not answer.
    pub(super) ontbreekt: Vec<String>,
}

/// What came of one registration.
pub(super) struct Antwoord {
    pub(super) beeld: Bronbeeld,
    pub(super) levering: Levering,
    /// Still to be written down.
    pub(super) afloop: Option<Afloop>,
}

/// How one question ended.
pub(super) struct Afloop {
    pub(super) verwerking: GeboekteVerwerking,
    pub(super) uitkomst: Uitkomst,
}

impl Antwoord {
    /// Nothing was asked, and what it would have delivered is not known.
    pub(super) fn zonder(beeld: Bronbeeld) -> Self {
        Self { beeld, levering: Levering::Mislukt, afloop: None }
    }

    /// There was nothing to ask.
    pub(super) fn niets(beeld: Bronbeeld) -> Self {
        Self { beeld, levering: Levering::binnen(Vec::new()), afloop: None }
    }
}

impl Klantbeeld {
    pub(super) fn beeld(&self, id: &str, stand: Stand) -> Bronbeeld {
        let opgehaald_op = self.clock.nu().format(&Rfc3339).unwrap_or_default();
        Bronbeeld {
            registratie: id.to_owned(),
            stand,
            opgehaald_op,
            voorkomens: Vec::new(),
            onvolledig: Vec::new(),
        }
    }

    /// Asks a registration, if it may be asked: switched on, authorised, not resting, and written in the logboek.
    pub(super) async fn vraag_bron(
        &self,
        registratie: &Registratie,
        gevonden: &Gevonden,
        ronde: &Ronde,
        tonen: bool,
    ) -> Antwoord {
        let id = registratie.id();
        let zonder = |stand| Antwoord::zonder(self.beeld(id, stand));
        if let Some(tekst) = self.onderhoud.nu().await.get(id) {
            return zonder(Stand::Uitgeschakeld { nl: tekst.nl.clone(), en: tekst.en.clone() });
        }
        let (Some(bron), Some(toegang)) =
            (self.bronnen.get(id), registratie.toegang(Rol::Burger, Doel::Inzage))
        else {
            return zonder(Stand::NietGerechtigd);
        };
        let toegang = if tonen { toegang } else { registratie.om_te_zoeken() };
        if !bron.zekering.mag() {
            metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => "rust")
                .increment(1);
            return zonder(Stand::NietBeschikbaar { reden: Reden::Rust, opnieuw: true });
        }
        let Some(verwerking) = self.boek(registratie, toegang, ronde).await else {
            return zonder(Stand::NietBeschikbaar { reden: Reden::NietGeboekt, opnieuw: true });
        };
        // When it was asked, not when it was answered: that is what the values are known to hold for.
        let beeld = self.beeld(id, Stand::Geladen);
        let vraag = Vraag {
            verwerking: &verwerking,
            gebruiker: Gebruiker::BurgerZelf,
            bsn: &ronde.wie.betrokkene.bsn,
            velden: toegang.fields(),
            schakels: &gevonden.schakels,
        };
        let antwoord = bron.vraag(id, vraag).await;
        self.verwerk(registratie, toegang, antwoord, beeld, verwerking).await
    }

    /// What is not in the logboek may not be asked.
    async fn boek(
        &self,
        registratie: &Registratie,
        toegang: &Toegang,
        ronde: &Ronde,
    ) -> Option<GeboekteVerwerking> {
        let verwerking = self.verwerking(registratie, toegang, &ronde.wie, ronde.spoor)?;
        let geboekt = self.logboek.boek(verwerking).await;
        geboekt
            .inspect_err(|fout| {
                let trace_id = ronde.spoor.trace_id;
                tracing::error!(%trace_id, %fout, "the logboek could not be written; nothing is asked");
                metrics::counter!("logboek_mislukt_total").increment(1);
            })
            .ok()
    }

    async fn verwerk(
        &self,
        registratie: &Registratie,
        toegang: &Toegang,
        antwoord: Result<Option<Value>, BronFout>,
        mut beeld: Bronbeeld,
        verwerking: GeboekteVerwerking,
    ) -> Antwoord {
        let (id, trace_id) = (registratie.id(), verwerking.trace_id());
        let fout = match antwoord {
            Ok(boom) => {
                let levering = match boom {
                    None => {
                        beeld.stand = Stand::GeenGegevens;
                        Vec::new()
                    }
                    Some(boom) => {
                        let opbrengst = gegevensregister::til(toegang, &boom);
                        meld_afwijkingen(id, trace_id, &opbrengst);
                        beeld.voorkomens = opbrengst.voorkomens;
                        let schakels = registratie.schakels(&boom).into_iter();
                        schakels.map(|(naam, waarde)| (naam.to_owned(), waarde)).collect()
                    }
                };
                let afloop = Some(Afloop { verwerking, uitkomst: Uitkomst::Gelukt });
                return Antwoord { beeld, levering: Levering::binnen(levering), afloop };
            }
            Err(fout) => fout,
        };
        tracing::warn!(%trace_id, registratie = id, %fout, "a registration could not be shown");
        beeld.stand = Stand::NietBeschikbaar { reden: fout.reden(), opnieuw: fout.opnieuw() };
        let afloop = Afloop { verwerking, uitkomst: Uitkomst::Mislukt { foutcode: fout.code() } };
        let afloop = if fout == BronFout::AnderePersoon {
            self.incidenten.andere_persoon(id, &afloop.verwerking, afloop.uitkomst).await;
            None
        } else {
            Some(afloop)
        };
        Antwoord { beeld, levering: Levering::Mislukt, afloop }
    }

    /// Writes how it ended. That the question was asked stands there already.
    pub(super) async fn rond_af(&self, afloop: Option<Afloop>) {
        let Some(Afloop { verwerking, uitkomst }) = afloop else { return };
        let trace_id = verwerking.trace_id();
        if let Err(fout) = self.logboek.rond_af(verwerking, uitkomst, self.clock.nu_ms()).await {
            tracing::error!(%trace_id, %fout, "the ending of a verwerking could not be written");
        }
    }
}

impl Bron {
    async fn vraag(&self, id: &str, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let begin = Instant::now();
        let antwoord = tokio::time::timeout(self.termijn, self.koppelvlak.raadpleeg(vraag)).await;
        let antwoord = antwoord.unwrap_or(Err(BronFout::TeLaat));
        self.zekering.meld(&antwoord);
        let uitkomst = antwoord.as_ref().map_or_else(BronFout::code, |_| "ok");
        metrics::counter!("bronbeeld_total", "registratie" => id.to_owned(), "uitkomst" => uitkomst)
            .increment(1);
        metrics::histogram!("bronbeeld_seconden", "registratie" => id.to_owned()).record(begin.elapsed());
        antwoord
    }
}
