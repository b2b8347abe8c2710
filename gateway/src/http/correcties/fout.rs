//! What a citizen is told when something about a correctie cannot be.

use crate::http::Fout;
use crate::themes::correcties::CorrectieFout;
use crate::themes::correcties::staat::StapFout;
use contract::problem::Parameterfout;

impl From<CorrectieFout> for Fout {
    fn from(fout: CorrectieFout) -> Self {
        match fout {
            CorrectieFout::Store(fout) => Fout::Store(fout),
            CorrectieFout::Zegel(_) => Fout::Onleesbaar,
            CorrectieFout::NietGevonden => Fout::NietGevonden,
            CorrectieFout::TeVeel => {
                Fout::TeVeel("U hebt vandaag al veel correcties gemaakt. Probeer het morgen opnieuw.")
            }
            CorrectieFout::Bestand(fout) => Fout::Bestand(fout),
            CorrectieFout::Verouderd => Fout::Verouderd,
            CorrectieFout::LooptAl(nummer) => Fout::LooptAl(nummer),
            CorrectieFout::SleutelHergebruikt => {
                Fout::Conflict("Deze Idempotency-Key is al gebruikt voor iets anders.")
            }
            CorrectieFout::NietHier => Fout::Conflict("Dit kunt u hier nog niet laten veranderen."),
            CorrectieFout::TeVeelBestanden => {
                Fout::parameter("body", "bestand.teVeel", "U kunt hoogstens vijf bestanden meesturen.")
            }
            CorrectieFout::BestandenTeGroot => Fout::TeGroteBestanden,
            CorrectieFout::Stap(fout) => Fout::Conflict(beletsel(fout)),
            CorrectieFout::Ongeldig(bezwaren) => Fout::OngeldigVerzoek(
                bezwaren
                    .into_iter()
                    .map(|een| Parameterfout {
                        plek: "body".into(),
                        name: een.naam,
                        detail: een.detail.into(),
                    })
                    .collect(),
            ),
        }
    }
}

/// Why a step cannot be taken.
const fn beletsel(fout: StapFout) -> &'static str {
    match fout {
        StapFout::NogConcept => "U hebt dit nog niet ingediend.",
        StapFout::AlIngediend => "U hebt dit al ingediend. U kunt het niet meer veranderen.",
        StapFout::AlBesloten => "Hierover is al besloten.",
        StapFout::Ingetrokken => "U hebt dit ingetrokken.",
        StapFout::NietGevraagd => "Er is u nu niets gevraagd.",
        StapFout::NietVoorU | StapFout::PastNiet => "Dit kan nu niet.",
    }
}
