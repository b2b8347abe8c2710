//! Takes over what a holder tells: step by step, each held against the table and against what was asked. What cannot be is not taken, nor
//! what comes after it.

use super::staat::{Gevolg, StapFout};
use super::stap::Zet;
use super::{CorrectieFout, Correcties, bezorgen};
use crate::kalender;
use crate::koppelvlakken::terugmelden::{Houderbesluit, Verloopstap, Zaak};
use crate::store::correcties::{self as tabel, Correctierij};
use crate::store::{StoreFout, Transactie};
use crate::termijn;
use crate::zegel::ZegelFout;
use contract::correctie::{Besluit, Bezwaar, Correctiestatus, Gebeurtenis};
use contract::gegevensregister::Termijn;
use contract::verzoek::Verzoeknummer;
use std::collections::BTreeSet;

/// Holders that keep sending it to each other must sort that out themselves.
const RONDEN_MAX: i64 = 10;

/// Why a step is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Weigering {
    #[error("the verloop became shorter")]
    Korter,
    #[error("the step cannot follow: {0}")]
    Stap(#[from] StapFout),
    #[error("the step lacks what belongs to it")]
    Onvolledig,
    #[error("the decision is not about what was asked, or contradicts itself")]
    AnderBesluit,
    #[error("it was sent on to nobody that we know")]
    OnbekendLoket,
}

impl Weigering {
    /// One word for metrics.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Korter => "korter",
            Self::Stap(_) => "volgorde",
            Self::Onvolledig => "onvolledig",
            Self::AnderBesluit => "besluit",
            Self::OnbekendLoket => "loket",
        }
    }
}

enum Niet {
    Geweigerd(Weigering),
    Fout(CorrectieFout),
}

impl From<Weigering> for Niet {
    fn from(weigering: Weigering) -> Self {
        Self::Geweigerd(weigering)
    }
}

impl From<CorrectieFout> for Niet {
    fn from(fout: CorrectieFout) -> Self {
        match fout {
            CorrectieFout::Stap(fout) => Self::Geweigerd(fout.into()),
            fout => Self::Fout(fout),
        }
    }
}

impl From<StoreFout> for Niet {
    fn from(fout: StoreFout) -> Self {
        Self::Fout(fout.into())
    }
}

impl Correcties {
    /// Takes what is new in a case. What was taken before a step that is refused, stays.
    pub(super) async fn neem_over(
        &self,
        nummer: Verzoeknummer,
        zaak: &Zaak,
    ) -> Result<Result<(), Weigering>, CorrectieFout> {
        let mut tx = self.store.transactie().await?;
        let rij = tabel::vergrendel(&mut tx, nummer).await?;
        // Another gateway may have read that it was sent on.
        let Some(mut rij) =
            rij.filter(|rij| rij.volgen && rij.referentie.as_deref() == Some(&zaak.referentie))
        else {
            return Ok(Ok(()));
        };
        let bekend = usize::try_from(rij.volgnummer).unwrap_or(usize::MAX);
        let Some(nieuw) = zaak.verloop.get(bekend..) else { return Ok(Err(Weigering::Korter)) };
        let mut uitkomst = Ok(());
        for stap in nieuw {
            match self.neem_stap(&mut tx, &mut rij, stap).await {
                Ok(()) if rij.volgen => {}
                Ok(()) => break,
                Err(Niet::Geweigerd(weigering)) => {
                    uitkomst = Err(weigering);
                    break;
                }
                Err(Niet::Fout(fout)) => return Err(fout),
            }
        }
        tx.commit().await?;
        self.wekker.notify_one();
        Ok(uitkomst)
    }

    async fn neem_stap(
        &self,
        tx: &mut Transactie,
        rij: &mut Correctierij,
        stap: &Verloopstap,
    ) -> Result<(), Niet> {
        let besluit = self.past(rij, stap)?;
        let nu = self.clock.nu_ms();
        let eerder = rij.clone();
        rij.volgnummer = stap.volgnummer;
        if stap.wat == Gebeurtenis::Verlengd {
            self.verleng(rij, stap);
        }
        // A holder's clock may be ahead of ours; nothing happened later than now.
        let zet = Zet::houder(stap.wat, stap.op.min(nu), stap.tekst.clone());
        let gevolg = match self.zet(tx, rij, zet).await {
            Ok(gevolg) => gevolg,
            Err(fout) => {
                *rij = eerder;
                return Err(fout.into());
            }
        };
        let ingetrokken = rij.status == Correctiestatus::Ingetrokken;
        match stap.wat {
            // It is closed there, and nobody waits for the next holder.
            Gebeurtenis::Ingetrokken | Gebeurtenis::Doorgestuurd if ingetrokken => rij.volgen = false,
            Gebeurtenis::Afgewezen | Gebeurtenis::Verwerkt => rij.volgen = false,
            Gebeurtenis::Doorgestuurd => self.stuur_door(tx, rij, stap, nu).await?,
            _ => {}
        }
        if let Some(besluit) = besluit.filter(|_| gevolg != Gevolg::Niets) {
            let tekst = serde_json::to_string(&besluit).map_err(|_| CorrectieFout::Zegel(ZegelFout))?;
            let dicht = self.verzegel(rij.nummer, "besluit", &tekst)?;
            tabel::bewaar_besluit(tx, rij.nummer, &dicht, stap.op.min(nu)).await?;
        }
        if stap.wat == Gebeurtenis::Verwerkt {
            bezorgen::leg_navraag_in(tx, rij, nu).await?;
        }
        Ok(tabel::bewaar(tx, rij).await?)
    }

    /// Whether a step says what belongs to it; a decision as the citizen gets it.
    fn past(&self, rij: &Correctierij, stap: &Verloopstap) -> Result<Option<Besluit>, Niet> {
        let eis = |goed, weigering: Weigering| if goed { Ok(()) } else { Err(weigering) };
        match stap.wat {
            Gebeurtenis::InformatieGevraagd => eis(stap.tekst.is_some(), Weigering::Onvolledig)?,
            Gebeurtenis::Verlengd => {
                eis(stap.tekst.is_some() && stap.uiterlijk.is_some(), Weigering::Onvolledig)?;
            }
            Gebeurtenis::Doorgestuurd if rij.status != Correctiestatus::Ingetrokken => {
                let kan = |naar: &String| {
                    let weg = self.register.registratie(naar).and_then(|registratie| registratie.correctie());
                    *naar != rij.loket && weg.is_some() && self.loketten.heeft(naar)
                };
                let naar = stap.naar.as_ref().filter(|naar| kan(naar) && rij.ronde < RONDEN_MAX);
                eis(naar.is_some(), Weigering::OnbekendLoket)?;
            }
            Gebeurtenis::Toegewezen | Gebeurtenis::DeelsToegewezen | Gebeurtenis::Afgewezen => {
                let inhoud = self.bewaard(rij)?.inhoud;
                let gevraagd = inhoud.wijzigingen.iter().map(|een| een.gegeven.as_str()).collect();
                let besluit = stap.besluit.as_ref().ok_or(Weigering::Onvolledig)?;
                return Ok(Some(keur(besluit, stap.wat, &gevraagd)?));
            }
            _ => {}
        }
        Ok(None)
    }

    /// The new last day, as far as the law lets it be; it does not come closer.
    fn verleng(&self, rij: &mut Correctierij, stap: &Verloopstap) {
        let (Some(huidig), Some(gevraagd), Some(ingediend_op)) =
            (rij.uiterlijk, stap.uiterlijk, rij.ingediend_op)
        else {
            return;
        };
        let verlengd = match self.termijn(rij) {
            Some(Termijn::VierWeken) => termijn::Termijn::VierWekenVerlengd,
            Some(Termijn::Maand) | None => termijn::Termijn::Verlengd,
        };
        let hoogstens = termijn::uiterlijk(kalender::dag_in_nederland(ingediend_op), verlengd);
        let dag = gevraagd.min(hoogstens).max(huidig);
        rij.verstreken &= dag == huidig;
        rij.uiterlijk = Some(dag);
    }

    /// The same case at another desk: its terugmelding is in the outbox when this is committed.
    async fn stuur_door(
        &self,
        tx: &mut Transactie,
        rij: &mut Correctierij,
        stap: &Verloopstap,
        nu: i64,
    ) -> Result<(), Niet> {
        let naar = stap.naar.as_deref().ok_or(Weigering::OnbekendLoket)?;
        let weg = self.register.registratie(naar).and_then(|registratie| registratie.correctie());
        rij.organisatie = weg.ok_or(Weigering::OnbekendLoket)?.organisatie.clone();
        rij.loket = naar.to_owned();
        rij.ronde += 1;
        rij.referentie = None;
        rij.volgnummer = 0;
        rij.volgen = false;
        Ok(bezorgen::leg_melding_in(tx, rij, nu).await?)
    }
}

/// A decision on every value, with a reason for each that is refused, and how to object.
fn keur(besluit: &Houderbesluit, wat: Gebeurtenis, gevraagd: &BTreeSet<&str>) -> Result<Besluit, Weigering> {
    let delen: BTreeSet<&str> = besluit.delen.iter().map(|deel| deel.gegeven.as_str()).collect();
    let elk_een = delen == *gevraagd && delen.len() == besluit.delen.len();
    let toegewezen = besluit.delen.iter().filter(|deel| deel.toegewezen).count();
    let klopt = match wat {
        Gebeurtenis::Toegewezen => toegewezen == besluit.delen.len(),
        Gebeurtenis::Afgewezen => toegewezen == 0,
        _ => (1..besluit.delen.len()).contains(&toegewezen),
    };
    if !elk_een || !klopt {
        return Err(Weigering::AnderBesluit);
    }
    let geweigerd = toegewezen < besluit.delen.len();
    let met_reden = besluit.delen.iter().all(|deel| deel.toegewezen || !deel.reden.is_empty());
    let bezwaar = besluit.bezwaar.as_ref().filter(|_| geweigerd).map(|(tekst, adres, dag)| Bezwaar {
        tekst: tekst.clone(),
        adres: adres.iter().filter(|regel| !regel.is_empty()).cloned().collect(),
        tot_en_met: kalender::datum(*dag),
    });
    let met_bezwaar = bezwaar.as_ref().is_some_and(|een| !een.tekst.is_empty() && !een.adres.is_empty());
    if !met_reden || (geweigerd && !met_bezwaar) {
        return Err(Weigering::Onvolledig);
    }
    Ok(Besluit { delen: besluit.delen.clone(), toelichting: besluit.toelichting.clone(), bezwaar })
}
