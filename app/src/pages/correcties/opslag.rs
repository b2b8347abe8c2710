//! Keeps a concept at the server: after each question and a moment after a field is left, so that an expired session, a reload or the
//! Back button loses nothing.

use super::concept::Formulier;
use crate::api::ApiFout;
use crate::api::correcties as api;
use crate::browser::pagina;
use crate::taal::Tekst;
use crate::taal::teksten::correctie::opslag as teksten;
use contract::ProblemType;
use contract::correctie::{Aard, Correctie, Correctieinhoud};
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// After leaving a field: who goes from field to field asks the server once.
pub const NA_VELD: Duration = Duration::from_millis(800);
/// While somebody is writing.
pub const BIJ_TYPEN: Duration = Duration::from_secs(4);

/// How it stands with keeping.
#[derive(Clone)]
pub enum Stand {
    /// Nothing is kept yet.
    Niets,
    Bezig,
    /// When: RFC 3339.
    Bewaard(String),
    Mislukt(&'static Tekst),
}

/// The number of what was kept, or why it was not.
pub type Uitkomst = Result<String, ApiFout>;

/// A handle.
#[derive(Clone, Copy)]
pub struct Opslag {
    /// Of the concept, as soon as the server has it.
    pub nummer: RwSignal<Option<String>>,
    pub stand: RwSignal<Stand>,
    /// When it was kept last.
    moment: StoredValue<Option<String>>,
    /// What the server has.
    daar: StoredValue<Option<Correctieinhoud>>,
    /// Of this form: beginning twice makes one concept.
    sleutel: StoredValue<Option<String>>,
    wekker: StoredValue<Option<TimeoutHandle>>,
    bezig: StoredValue<bool>,
    weg: StoredValue<bool>,
    /// Who wants to know how it went.
    wachtenden: StoredValue<Vec<Callback<Uitkomst>>>,
}

impl Opslag {
    pub fn nieuw(concept: Option<Correctie>) -> Self {
        let nummer = concept.as_ref().map(|een| een.nummer.clone());
        let moment = concept.as_ref().map(|een| een.gewijzigd_op.clone());
        Opslag {
            nummer: RwSignal::new(nummer),
            stand: RwSignal::new(moment.clone().map_or(Stand::Niets, Stand::Bewaard)),
            moment: StoredValue::new(moment),
            daar: StoredValue::new(concept.map(|een| een.inhoud)),
            sleutel: StoredValue::new(pagina::uuid()),
            wekker: StoredValue::new(None),
            bezig: StoredValue::new(false),
            weg: StoredValue::new(false),
            wachtenden: StoredValue::new(Vec::new()),
        }
    }

    /// Keeps it so long from now, if there is anything to keep.
    pub fn straks(self, formulier: Formulier, na: Duration) {
        let nu = move || {
            // The page may be gone by now.
            if self.wekker.try_set_value(None).is_none() {
                self.zo_nodig(formulier);
            }
        };
        self.stil();
        self.wekker.set_value(set_timeout_with_handle(nu, na).ok());
    }

    /// Keeps it now, if there is anything to keep.
    pub fn zo_nodig(self, formulier: Formulier) {
        if self.weg.get_value() {
            return;
        }
        let inhoud = untrack(|| formulier.inhoud());
        let iets = ingevuld(&inhoud);
        let bekend = self.nummer.with_untracked(Option::is_some);
        if (iets || bekend) && self.daar.with_value(|daar| daar.as_ref() != Some(&inhoud)) {
            self.bewaar(formulier, None);
        }
    }

    /// Keeps it now and tells how that went. One at a time: what changes meanwhile goes in the next.
    pub fn bewaar(self, formulier: Formulier, daarna: Option<Callback<Uitkomst>>) {
        self.stil();
        if let Some(daarna) = daarna {
            self.wachtenden.update_value(|wachtenden| wachtenden.push(daarna));
        }
        if self.bezig.try_update_value(|bezig| std::mem::replace(bezig, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            let uitkomst = loop {
                // What a page that is gone had to say was sent before it went.
                let Some(inhoud) =
                    formulier.velden.try_with_value(|_| ()).map(|()| untrack(|| formulier.inhoud()))
                else {
                    return;
                };
                let bewaard = self.zend(&inhoud).await;
                let Some(nu) =
                    formulier.velden.try_with_value(|_| ()).map(|()| untrack(|| formulier.inhoud()))
                else {
                    return;
                };
                if bewaard.is_err() || nu == inhoud {
                    break bewaard;
                }
            };
            self.klaar(uitkomst);
        });
    }

    fn klaar(self, uitkomst: Result<Option<Correctie>, ApiFout>) {
        self.bezig.set_value(false);
        if let Ok(Some(correctie)) = &uitkomst {
            self.moment.set_value(Some(correctie.gewijzigd_op.clone()));
        }
        self.stand.set(match &uitkomst {
            Ok(_) => self.moment.get_value().map_or(Stand::Niets, Stand::Bewaard),
            Err(fout) => Stand::Mislukt(match fout.soort() {
                Some(ProblemType::Conflict) => &teksten::conflict,
                Some(ProblemType::OngeldigVerzoek) => &teksten::afgewezen,
                Some(ProblemType::TeVeel) => &teksten::te_veel,
                _ => &teksten::mislukt,
            }),
        });
        let nummer = self.nummer.get_untracked();
        let uitkomst = uitkomst.and_then(|_| nummer.ok_or(ApiFout::Onleesbaar));
        for wacht in self.wachtenden.try_update_value(std::mem::take).unwrap_or_default() {
            wacht.run(uitkomst.clone());
        }
    }

    /// Begins the concept, or changes it. `None`: the server has it like this already.
    async fn zend(self, inhoud: &Correctieinhoud) -> Result<Option<Correctie>, ApiFout> {
        if self.daar.with_value(|daar| daar.as_ref() == Some(inhoud)) {
            return Ok(None);
        }
        self.stand.set(Stand::Bezig);
        let nummer = self.nummer.get_untracked();
        let mut correctie = if let Some(nummer) = nummer {
            api::wijzig(&nummer, inhoud).await?
        } else {
            let sleutel = self.sleutel.get_value().ok_or(ApiFout::Onleesbaar)?;
            let begonnen = api::begin(&sleutel, inhoud).await?;
            // One that was begun before, in another tab: this is what the citizen says last.
            if begonnen.inhoud == *inhoud { begonnen } else { api::wijzig(&begonnen.nummer, inhoud).await? }
        };
        // The page may be gone by now.
        self.nummer.try_set(Some(correctie.nummer.clone()));
        self.daar.try_set_value(Some(inhoud.clone()));
        correctie.inhoud = inhoud.clone();
        Ok(Some(correctie))
    }

    /// When the page goes, or may go: sends what was not sent yet, in a request that outlives it. Nobody is there to hear how that went;
    /// who comes back keeps it once more, and hears.
    pub fn bij_weggaan(self, formulier: Formulier) {
        self.stil();
        let inhoud = untrack(|| formulier.inhoud());
        if !ingevuld(&inhoud)
            || self.weg.get_value()
            || self.daar.with_value(|daar| daar.as_ref() == Some(&inhoud))
        {
            return;
        }
        let (nummer, sleutel) = (self.nummer.get_untracked(), self.sleutel.get_value());
        api::bewaar_nog(nummer.as_deref(), sleutel.as_deref(), &inhoud);
    }

    /// It was thrown away or handed in: nothing is kept any more.
    pub fn houd_op(self) {
        self.stil();
        self.weg.set_value(true);
    }

    /// What the server has, when that is not what was sent last.
    pub fn daar(self, inhoud: Correctieinhoud) {
        self.daar.set_value(Some(inhoud));
    }

    /// Nothing waits to be kept.
    fn stil(self) {
        if let Some(wekker) = self.wekker.try_update_value(Option::take).flatten() {
            wekker.clear();
        }
    }
}

/// Whether somebody did more than look: what a voorkomen shows is there by itself.
fn ingevuld(inhoud: &Correctieinhoud) -> bool {
    let gekozen = inhoud.aard != Aard::HoortNietBijMij && !inhoud.wijzigingen.is_empty();
    gekozen || !inhoud.toelichting.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::correctie::Wijziging;

    #[test]
    fn who_only_looks_leaves_nothing_behind() {
        let inhoud = |aard, aantal, toelichting: &str| Correctieinhoud {
            groep: "brp.kinderen".into(),
            voorkomen: Some("a".into()),
            aard,
            wijzigingen: vec![Wijziging { gegeven: "x".into(), huidig: None, voorstel: None }; aantal],
            toelichting: toelichting.into(),
        };
        assert!(!ingevuld(&inhoud(Aard::KloptNiet, 0, "")));
        assert!(ingevuld(&inhoud(Aard::KloptNiet, 1, "")));
        assert!(!ingevuld(&inhoud(Aard::HoortNietBijMij, 3, "")));
        assert!(ingevuld(&inhoud(Aard::HoortNietBijMij, 3, "Ik heb geen kinderen.")));
    }
}
