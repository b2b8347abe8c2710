//! Where a deelverzoek stands, derived from its steps; the one place that says which step may follow which.

use crate::termijn::{Termijn, uiterlijk};
use contract::verzoek::{DeelStatus, Stapsoort};
use time::Date;

/// What follows from the steps so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staat {
    pub status: DeelStatus,
    /// The day of receipt in the Netherlands.
    pub ontvangen: Date,
    /// The last day on which an answer is in time.
    pub uiterlijk: Date,
    /// The citizen was told that nobody answered in time.
    pub verstreken: bool,
}

/// Why a step may not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StapFout {
    #[error("it was answered or refused already")]
    AlBesloten,
    #[error("the citizen withdrew it")]
    Ingetrokken,
    #[error("it must be taken up first")]
    NogNietOpgenomen,
    #[error("it was taken up already")]
    AlOpgenomen,
    #[error("it was extended already")]
    AlVerlengd,
    #[error("an extension is for within the first month")]
    EersteTermijnVoorbij,
    #[error("the last day is not over, or the citizen was told")]
    NietVerstreken,
    /// Only the first step is a receipt.
    #[error("it was received already")]
    AlOntvangen,
}

impl Staat {
    /// Received on this day.
    pub fn begin(ontvangen: Date) -> Self {
        Self {
            status: DeelStatus::Ontvangen,
            ontvangen,
            uiterlijk: uiterlijk(ontvangen, Termijn::Maand),
            verstreken: false,
        }
    }

    /// From all steps with their days, the receipt first. `None`: the steps contradict each other.
    pub fn van(stappen: &[(Stapsoort, Date)]) -> Option<Self> {
        let (&(Stapsoort::Ontvangen, ontvangen), rest) = stappen.split_first()? else { return None };
        rest.iter().try_fold(Self::begin(ontvangen), |staat, (stap, dag)| staat.na(*stap, *dag)).ok()
    }

    /// The state after a step on this day.
    pub fn na(self, stap: Stapsoort, dag: Date) -> Result<Self, StapFout> {
        match self.status {
            // Who withdrew need not be known any longer.
            DeelStatus::Ingetrokken => return Err(StapFout::Ingetrokken),
            // Opening it again is allowed, and always noted.
            _ if stap == Stapsoort::Ingezien => return Ok(self),
            status if status.is_klaar() => return Err(StapFout::AlBesloten),
            _ => {}
        }
        let met = |status| Ok(Self { status, ..self });
        match stap {
            Stapsoort::Ontvangen => Err(StapFout::AlOntvangen),
            Stapsoort::Ingezien => Ok(self),
            Stapsoort::Ingetrokken => met(DeelStatus::Ingetrokken),
            Stapsoort::TermijnVerstreken if self.verstreken || !self.is_te_laat(dag) => {
                Err(StapFout::NietVerstreken)
            }
            Stapsoort::TermijnVerstreken => Ok(Self { verstreken: true, ..self }),
            Stapsoort::InBehandeling if self.status != DeelStatus::Ontvangen => Err(StapFout::AlOpgenomen),
            Stapsoort::InBehandeling => met(DeelStatus::InBehandeling),
            _ if self.status == DeelStatus::Ontvangen => Err(StapFout::NogNietOpgenomen),
            Stapsoort::Verlengd => self.verleng(dag),
            Stapsoort::Beantwoord => met(DeelStatus::Beantwoord),
            Stapsoort::Gedeeltelijk => met(DeelStatus::Gedeeltelijk),
            Stapsoort::Geweigerd => met(DeelStatus::Geweigerd),
        }
    }

    /// Once, and told within the first month (AVG art. 12(3)).
    fn verleng(self, dag: Date) -> Result<Self, StapFout> {
        if self.status == DeelStatus::Verlengd {
            return Err(StapFout::AlVerlengd);
        }
        if self.is_te_laat(dag) {
            return Err(StapFout::EersteTermijnVoorbij);
        }
        let uiterlijk = uiterlijk(self.ontvangen, Termijn::Verlengd);
        Ok(Self { status: DeelStatus::Verlengd, uiterlijk, ..self })
    }

    /// Whether the last day is over on this day and nobody answered.
    pub fn is_te_laat(&self, dag: Date) -> bool {
        is_te_laat(self.status, self.uiterlijk, dag)
    }
}

/// The same from what the row of a deelverzoek says.
pub fn is_te_laat(status: DeelStatus, uiterlijk: Date, dag: Date) -> bool {
    !status.is_klaar() && dag > uiterlijk
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const DAG: Date = date!(2026 - 11 - 22);
    /// 22 December 2026 is a Tuesday.
    const LAATSTE: Date = date!(2026 - 12 - 22);
    const TE_LAAT: Date = date!(2026 - 12 - 23);

    fn in_status(status: DeelStatus) -> Staat {
        let stappen: &[Stapsoort] = match status {
            DeelStatus::Ontvangen => &[],
            DeelStatus::InBehandeling => &[Stapsoort::InBehandeling],
            DeelStatus::Verlengd => &[Stapsoort::InBehandeling, Stapsoort::Verlengd],
            DeelStatus::Beantwoord => &[Stapsoort::InBehandeling, Stapsoort::Beantwoord],
            DeelStatus::Gedeeltelijk => &[Stapsoort::InBehandeling, Stapsoort::Gedeeltelijk],
            DeelStatus::Geweigerd => &[Stapsoort::InBehandeling, Stapsoort::Geweigerd],
            DeelStatus::Ingetrokken => &[Stapsoort::Ingetrokken],
        };
        let alle: Vec<_> = [Stapsoort::Ontvangen].iter().chain(stappen).map(|stap| (*stap, DAG)).collect();
        let staat = Staat::van(&alle).unwrap();
        assert_eq!(staat.status, status);
        staat
    }

    /// The whole table: a row per status, a column per step, on a day within the first month.
    #[test]
    fn every_step_in_every_state() {
        use DeelStatus as S;
        use StapFout as F;
        use Stapsoort as T;
        let stappen = [
            T::Ontvangen,
            T::InBehandeling,
            T::Verlengd,
            T::Beantwoord,
            T::Gedeeltelijk,
            T::Geweigerd,
            T::Ingetrokken,
            T::TermijnVerstreken,
        ];
        let nog = Err(F::NogNietOpgenomen);
        let (al, weg) = (Err(F::AlBesloten), Err(F::Ingetrokken));
        let klaar = [Ok(S::Beantwoord), Ok(S::Gedeeltelijk), Ok(S::Geweigerd), Ok(S::Ingetrokken)];
        let [goed, deels, nee, terug] = klaar;
        let (dubbel, vroeg) = (Err(F::AlOntvangen), Err(F::NietVerstreken));
        let rijen = [
            (S::Ontvangen, [dubbel, Ok(S::InBehandeling), nog, nog, nog, nog, terug, vroeg]),
            (
                S::InBehandeling,
                [dubbel, Err(F::AlOpgenomen), Ok(S::Verlengd), goed, deels, nee, terug, vroeg],
            ),
            (S::Verlengd, [dubbel, Err(F::AlOpgenomen), Err(F::AlVerlengd), goed, deels, nee, terug, vroeg]),
            (S::Beantwoord, [al; 8]),
            (S::Gedeeltelijk, [al; 8]),
            (S::Geweigerd, [al; 8]),
            (S::Ingetrokken, [weg; 8]),
        ];
        assert_eq!(rijen.map(|(status, _)| status), S::ALLE);
        for (status, verwacht) in rijen {
            let staat = in_status(status);
            for (stap, verwacht) in stappen.into_iter().zip(verwacht) {
                assert_eq!(staat.na(stap, LAATSTE).map(|na| na.status), verwacht, "{status:?} {stap:?}");
            }
            let open = if status == S::Ingetrokken { Err(F::Ingetrokken) } else { Ok(staat) };
            assert_eq!(staat.na(T::Ingezien, LAATSTE), open, "{status:?}");
        }
    }

    #[test]
    fn an_extension_is_in_time_on_the_last_day_and_not_after() {
        let staat = in_status(DeelStatus::InBehandeling);
        assert_eq!(staat.uiterlijk, LAATSTE);
        let verlengd = staat.na(Stapsoort::Verlengd, LAATSTE).unwrap();
        assert_eq!(verlengd.uiterlijk, date!(2027 - 02 - 22));
        assert_eq!(staat.na(Stapsoort::Verlengd, TE_LAAT), Err(StapFout::EersteTermijnVoorbij));
    }

    #[test]
    fn a_passed_deadline_is_told_once_and_changes_nothing_else() {
        for status in [DeelStatus::Ontvangen, DeelStatus::InBehandeling] {
            let staat = in_status(status);
            assert_eq!(staat.na(Stapsoort::TermijnVerstreken, LAATSTE), Err(StapFout::NietVerstreken));
            let na = staat.na(Stapsoort::TermijnVerstreken, TE_LAAT).unwrap();
            assert_eq!((na.status, na.verstreken), (status, true));
            assert_eq!(na.na(Stapsoort::TermijnVerstreken, TE_LAAT), Err(StapFout::NietVerstreken));
        }
        let verlengd = in_status(DeelStatus::Verlengd);
        assert_eq!(verlengd.na(Stapsoort::TermijnVerstreken, TE_LAAT), Err(StapFout::NietVerstreken));
        assert!(verlengd.na(Stapsoort::TermijnVerstreken, date!(2027 - 02 - 23)).is_ok());
    }

    #[test]
    fn a_late_answer_is_still_an_answer() {
        let staat = in_status(DeelStatus::InBehandeling).na(Stapsoort::TermijnVerstreken, TE_LAAT).unwrap();
        assert_eq!(staat.na(Stapsoort::Beantwoord, TE_LAAT).unwrap().status, DeelStatus::Beantwoord);
    }

    #[test]
    fn steps_that_contradict_each_other_are_no_state() {
        assert_eq!(Staat::van(&[]), None);
        assert_eq!(Staat::van(&[(Stapsoort::InBehandeling, DAG)]), None);
        assert_eq!(Staat::van(&[(Stapsoort::Ontvangen, DAG), (Stapsoort::Beantwoord, DAG)]), None);
    }
}
