//! Where a correctie stands: one table says what every event does in every state, and who may cause it. What a citizen can do
//! is read from it, and docs/correcties.md draws it.

use contract::correctie::{Correctiestatus, Gebeurtenis, Handeling};
use contract::verzoek::Rol;

/// What an event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gevolg {
    /// It is written down, and the correctie stands there from now on.
    Wordt(Correctiestatus),
    /// It is written down; where the correctie stands does not change.
    Blijft,
    /// The other side repeats what is known, or tells what no longer matters: nothing is written down.
    Niets,
}

/// Why an event cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StapFout {
    #[error("only the citizen has it")]
    NogConcept,
    #[error("it was handed in already")]
    AlIngediend,
    #[error("it was decided already")]
    AlBesloten,
    #[error("the citizen withdrew it")]
    Ingetrokken,
    #[error("nothing was asked")]
    NietGevraagd,
    #[error("this is not for who does it")]
    NietVoorU,
    #[error("it does not follow on what happened before")]
    PastNiet,
}

/// What an event does in a state, when this actor causes it.
pub fn na(status: Correctiestatus, wat: Gebeurtenis, door: Rol) -> Result<Gevolg, StapFout> {
    if door_wie(wat).contains(&door) { tabel(status, wat, door) } else { Err(StapFout::NietVoorU) }
}

/// Who can cause an event at all.
const fn door_wie(wat: Gebeurtenis) -> &'static [Rol] {
    match wat {
        Gebeurtenis::Ingediend => &[Rol::Burger],
        // The holder tells these too when it repeats what the citizen did.
        Gebeurtenis::Aangevuld | Gebeurtenis::Ingetrokken => &[Rol::Burger, Rol::Organisatie],
        Gebeurtenis::TermijnVerstreken => &[Rol::Portaal],
        Gebeurtenis::Ontvangen
        | Gebeurtenis::InOnderzoek
        | Gebeurtenis::InformatieGevraagd
        | Gebeurtenis::Verlengd
        | Gebeurtenis::Doorgestuurd
        | Gebeurtenis::Toegewezen
        | Gebeurtenis::DeelsToegewezen
        | Gebeurtenis::Afgewezen
        | Gebeurtenis::Verwerkt => &[Rol::Organisatie],
    }
}

fn tabel(status: Correctiestatus, wat: Gebeurtenis, door: Rol) -> Result<Gevolg, StapFout> {
    match status {
        Correctiestatus::Concept => match wat {
            Gebeurtenis::Ingediend => Ok(Gevolg::Wordt(Correctiestatus::Ingediend)),
            _ => Err(StapFout::NogConcept),
        },
        Correctiestatus::Ingediend | Correctiestatus::Doorgestuurd => onderweg(wat, door),
        Correctiestatus::Ontvangen
        | Correctiestatus::InOnderzoek
        | Correctiestatus::InformatieGevraagd
        | Correctiestatus::Aangevuld => bij_de_houder(status, wat, door),
        Correctiestatus::Toegewezen | Correctiestatus::DeelsToegewezen => match wat {
            Gebeurtenis::Verwerkt => Ok(Gevolg::Wordt(Correctiestatus::Verwerkt)),
            Gebeurtenis::Ingediend => Err(StapFout::AlIngediend),
            _ => Err(StapFout::AlBesloten),
        },
        Correctiestatus::Afgewezen | Correctiestatus::Verwerkt => match wat {
            Gebeurtenis::Ingediend => Err(StapFout::AlIngediend),
            _ => Err(StapFout::AlBesloten),
        },
        Correctiestatus::Ingetrokken => ingetrokken(wat, door),
    }
}

/// On its way to a holder, the first or the next.
fn onderweg(wat: Gebeurtenis, door: Rol) -> Result<Gevolg, StapFout> {
    match (wat, door) {
        (Gebeurtenis::Ontvangen, _) => Ok(Gevolg::Wordt(Correctiestatus::Ontvangen)),
        (Gebeurtenis::Ingetrokken, Rol::Burger) => Ok(Gevolg::Wordt(Correctiestatus::Ingetrokken)),
        (Gebeurtenis::TermijnVerstreken, _) => Ok(Gevolg::Blijft),
        (Gebeurtenis::Ingediend, _) => Err(StapFout::AlIngediend),
        (Gebeurtenis::Aangevuld, Rol::Burger) => Err(StapFout::NietGevraagd),
        _ => Err(StapFout::PastNiet),
    }
}

/// The holder has it, and there is no decision.
fn bij_de_houder(status: Correctiestatus, wat: Gebeurtenis, door: Rol) -> Result<Gevolg, StapFout> {
    let opgenomen = status != Correctiestatus::Ontvangen;
    let gevraagd = status == Correctiestatus::InformatieGevraagd;
    match wat {
        Gebeurtenis::Ingediend => Err(StapFout::AlIngediend),
        // Of the delivery itself it is known.
        Gebeurtenis::Ontvangen if !opgenomen => Ok(Gevolg::Niets),
        Gebeurtenis::InOnderzoek
            if matches!(status, Correctiestatus::Ontvangen | Correctiestatus::Aangevuld) =>
        {
            Ok(Gevolg::Wordt(Correctiestatus::InOnderzoek))
        }
        Gebeurtenis::InformatieGevraagd if opgenomen && !gevraagd => {
            Ok(Gevolg::Wordt(Correctiestatus::InformatieGevraagd))
        }
        Gebeurtenis::Aangevuld if gevraagd => Ok(Gevolg::Wordt(Correctiestatus::Aangevuld)),
        Gebeurtenis::Aangevuld if door == Rol::Burger => Err(StapFout::NietGevraagd),
        Gebeurtenis::Aangevuld if status == Correctiestatus::Aangevuld => Ok(Gevolg::Niets),
        Gebeurtenis::Verlengd | Gebeurtenis::TermijnVerstreken => Ok(Gevolg::Blijft),
        Gebeurtenis::Doorgestuurd => Ok(Gevolg::Wordt(Correctiestatus::Doorgestuurd)),
        Gebeurtenis::Toegewezen if opgenomen => Ok(Gevolg::Wordt(Correctiestatus::Toegewezen)),
        Gebeurtenis::DeelsToegewezen if opgenomen => Ok(Gevolg::Wordt(Correctiestatus::DeelsToegewezen)),
        Gebeurtenis::Afgewezen if opgenomen => Ok(Gevolg::Wordt(Correctiestatus::Afgewezen)),
        Gebeurtenis::Ingetrokken if door == Rol::Burger => Ok(Gevolg::Wordt(Correctiestatus::Ingetrokken)),
        _ => Err(StapFout::PastNiet),
    }
}

/// The holder may not know yet: what it did meanwhile no longer matters, but a decision that was taken before the withdrawal
/// came in stands.
fn ingetrokken(wat: Gebeurtenis, door: Rol) -> Result<Gevolg, StapFout> {
    match (wat, door) {
        (Gebeurtenis::Toegewezen, _) => Ok(Gevolg::Wordt(Correctiestatus::Toegewezen)),
        (Gebeurtenis::DeelsToegewezen, _) => Ok(Gevolg::Wordt(Correctiestatus::DeelsToegewezen)),
        (Gebeurtenis::Afgewezen, _) => Ok(Gevolg::Wordt(Correctiestatus::Afgewezen)),
        (Gebeurtenis::Verwerkt, _) => Err(StapFout::PastNiet),
        (_, Rol::Organisatie) => Ok(Gevolg::Niets),
        _ => Err(StapFout::Ingetrokken),
    }
}

/// What the citizen can do.
pub fn kan(status: Correctiestatus) -> Vec<Handeling> {
    let mag = |wat| matches!(na(status, wat, Rol::Burger), Ok(Gevolg::Wordt(_)));
    let mut kan = Vec::new();
    if mag(Gebeurtenis::Ingediend) {
        kan.extend([Handeling::Wijzigen, Handeling::Indienen, Handeling::Weggooien]);
    }
    if mag(Gebeurtenis::Aangevuld) {
        kan.push(Handeling::Aanvullen);
    }
    if mag(Gebeurtenis::Ingetrokken) {
        kan.push(Handeling::Intrekken);
    }
    kan
}

/// Whether somebody still has to decide, so that the last day means something.
pub const fn wacht_op_besluit(status: Correctiestatus) -> bool {
    !matches!(status, Correctiestatus::Concept) && !status.is_besloten() && !status.is_klaar()
}

#[cfg(test)]
#[path = "staat/tests.rs"]
mod tests;
