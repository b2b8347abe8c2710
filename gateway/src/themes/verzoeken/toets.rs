//! What may be asked, and what may be answered. Everything that is wrong is named at once, and never repeated: a text may
//! hold what must not be in a log.

use super::organisaties::{Organisaties, PORTAAL};
use crate::kalender;
use crate::logboek::TraceId;
use contract::verzoek::{
    Antwoord, Gebruiksregel, Keuze, Meldreden, NieuwVerzoek, TOELICHTING_MAX, Weigering,
};
use contract::{Bsn, Taal};
use gegevensregister::Register;
use std::collections::BTreeSet;
use url::Url;

/// A reason or a letter of an organisation, in characters.
const TEKST_MAX: usize = 20_000;
const ID_MAX: usize = 100;
const URL_MAX: usize = 300;
/// How far a browser's or a registry's clock may run ahead, in milliseconds.
const SCHEEFSTAND_MS: i64 = 5 * 60 * 1_000;

/// Something is wrong: where, and what to do about it (in Dutch).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bezwaar {
    pub naam: &'static str,
    pub detail: &'static str,
}

#[derive(Default)]
struct Bezwaren(Vec<Bezwaar>);

impl Bezwaren {
    fn eis(&mut self, goed: bool, naam: &'static str, detail: &'static str) {
        if !goed {
            self.0.push(Bezwaar { naam, detail });
        }
    }

    /// A text of a person: trimmed, with one kind of line end, without anything invisible.
    fn tekst(&mut self, naam: &'static str, tekst: &str, max: usize) -> String {
        let tekst = tekst.replace("\r\n", "\n").trim().to_owned();
        self.eis(tekst.chars().count() <= max, naam, "Deze tekst is te lang.");
        let vreemd = |teken: char| teken.is_control() && !matches!(teken, '\n' | '\t');
        self.eis(!tekst.contains(vreemd), naam, "In deze tekst staan tekens die niet mogen.");
        self.eis(!Bsn::staat_in(&tekst), naam, "Zet geen burgerservicenummer in deze tekst.");
        tekst
    }

    fn klaar<T>(self, goed: T) -> Result<T, Vec<Bezwaar>> {
        if self.0.is_empty() { Ok(goed) } else { Err(self.0) }
    }
}

/// Ids of all registrations and gegevens that can be asked for by name.
pub fn onderwerpen(register: &Register) -> BTreeSet<String> {
    let registraties = register.weergave(Taal::Nl).registraties.into_iter();
    let ids = registraties.flat_map(|registratie| {
        let gegevens = registratie.groepen.into_iter().flat_map(|groep| groep.gegevens);
        gegevens.map(|gegeven| gegeven.id).chain([registratie.id])
    });
    ids.collect()
}

/// What is asked, tidied, and the organisations it goes to.
pub(super) fn vraag(
    vraag: NieuwVerzoek,
    organisaties: &Organisaties,
    onderwerpen: &BTreeSet<String>,
    nu_ms: i64,
) -> Result<(NieuwVerzoek, Vec<String>), Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let (vraag, naar) = match vraag {
        NieuwVerzoek::Inzage { aan, over, toelichting } => {
            let aan = keuze(aan, "aan", &mut bezwaren, |id| organisaties.kent(id));
            let over = keuze(over, "over", &mut bezwaren, |id| onderwerpen.contains(id));
            let toelichting = bezwaren.tekst("toelichting", &toelichting, TOELICHTING_MAX);
            let naar = match &aan {
                Keuze::Alle => organisaties.alle().map(str::to_owned).collect(),
                Keuze::Enkele { ids } => ids.clone(),
            };
            (NieuwVerzoek::Inzage { aan, over, toelichting }, naar)
        }
        NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting } => {
            keur_regel(&regel, &mut bezwaren, organisaties, nu_ms);
            let toelichting = bezwaren.tekst("toelichting", &toelichting, TOELICHTING_MAX);
            let zegt_genoeg = reden != Meldreden::Anders || !toelichting.is_empty();
            bezwaren.eis(zegt_genoeg, "toelichting", "Schrijf op wat er niet klopt.");
            let naar = regel.organisatie.clone().unwrap_or_else(|| PORTAAL.to_owned());
            (NieuwVerzoek::Gebruiksmelding { regel, reden, toelichting }, vec![naar])
        }
    };
    bezwaren.klaar((vraag, naar))
}

/// Each id once, in order; none of them unknown, and at least one.
fn keuze(keuze: Keuze, naam: &'static str, bezwaren: &mut Bezwaren, bekend: impl Fn(&str) -> bool) -> Keuze {
    let Keuze::Enkele { ids } = keuze else { return keuze };
    bezwaren.eis(!ids.is_empty(), naam, "Kies er minstens één.");
    bezwaren.eis(ids.iter().all(|id| bekend(id)), naam, "Een van deze namen kennen wij niet.");
    let ids: BTreeSet<String> = ids.into_iter().collect();
    Keuze::Enkele { ids: ids.into_iter().collect() }
}

fn keur_regel(regel: &Gebruiksregel, bezwaren: &mut Bezwaren, organisaties: &Organisaties, nu_ms: i64) {
    let id = |tekst: &str| {
        let teken = |teken: u8| teken.is_ascii_lowercase() || teken.is_ascii_digit() || teken == b'-';
        (1..=ID_MAX).contains(&tekst.len()) && tekst.bytes().all(teken) && !Bsn::staat_in(tekst)
    };
    bezwaren.eis(id(&regel.bron), "regel.bron", "Dit is geen bron van gebruik.");
    let trace = TraceId::uit_hex(&regel.trace_id).is_some_and(|id| id.to_string() == regel.trace_id);
    bezwaren.eis(trace, "regel.traceId", "Dit is geen nummer van een regel.");
    let kent = regel.organisatie.as_deref().is_none_or(|id| organisaties.kent(id));
    bezwaren.eis(kent, "regel.organisatie", "Deze organisatie kennen wij niet.");
    let url = regel
        .activiteit
        .as_deref()
        .is_none_or(|tekst| tekst.len() <= URL_MAX && Url::parse(tekst).is_ok() && !Bsn::staat_in(tekst));
    bezwaren.eis(url, "regel.activiteit", "Dit is geen verwijzing naar een verwerkingsactiviteit.");
    let geweest = kalender::uit_tijdstip(&regel.begonnen_op)
        .is_some_and(|op| op <= nu_ms.saturating_add(SCHEEFSTAND_MS));
    bezwaren.eis(geweest, "regel.begonnenOp", "Dit is geen moment dat al geweest is.");
}

/// The reason for an extension.
pub(super) fn reden(reden: &str) -> Result<String, Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let reden = bezwaren.tekst("reden", reden, TEKST_MAX);
    bezwaren.eis(!reden.is_empty(), "reden", "Geef een reden (AVG art. 12 lid 3).");
    bezwaren.klaar(reden)
}

/// An answer, in whole or in part. A copy comes with the points of AVG art. 15(1), a refused part with its reason and how to
/// object (AVG art. 12(4)).
pub(super) fn antwoord(antwoord: Antwoord) -> Result<Antwoord, Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    // The copy may hold the citizen's own BSN: it is theirs. The letter need not.
    let tekst = bezwaren.tekst("tekst", &antwoord.tekst, TEKST_MAX);
    bezwaren.eis(!tekst.is_empty(), "tekst", "Schrijf een antwoord aan de burger.");
    let groepen_goed =
        antwoord.groepen.iter().all(|groep| !groep.naam.is_empty() && !groep.gegevens.is_empty());
    bezwaren.eis(groepen_goed, "groepen", "Een groep heeft een naam en minstens één gegeven.");
    let namen = antwoord.groepen.iter().flat_map(|groep| &groep.gegevens);
    bezwaren.eis(
        namen.into_iter().all(|regel| !regel.naam.is_empty()),
        "groepen",
        "Elk gegeven heeft een naam.",
    );
    let volledig = match &antwoord.punten {
        Some(punten) => punten.letters().iter().all(|(_, tekst)| !tekst.trim().is_empty()),
        None => antwoord.groepen.is_empty(),
    };
    bezwaren.eis(volledig, "punten", "Bij een kopie horen de punten a tot en met h (AVG art. 15 lid 1).");
    let bezwaar = weigeringen(&antwoord, &mut bezwaren);
    bezwaren.klaar(Antwoord { tekst, bezwaar, ..antwoord })
}

/// A refusal of everything.
pub(super) fn weigering(antwoord: Antwoord) -> Result<Antwoord, Vec<Bezwaar>> {
    let mut bezwaren = Bezwaren::default();
    let tekst = bezwaren.tekst("tekst", &antwoord.tekst, TEKST_MAX);
    let leeg = antwoord.groepen.is_empty() && antwoord.punten.is_none();
    bezwaren.eis(leeg, "groepen", "Een weigering geeft geen gegevens; gebruik een antwoord.");
    bezwaren.eis(!antwoord.weigeringen.is_empty(), "weigeringen", "Geef een reden voor elk deel.");
    let bezwaar = weigeringen(&antwoord, &mut bezwaren);
    bezwaren.klaar(Antwoord { tekst, bezwaar, ..antwoord })
}

/// The tidied way to object.
fn weigeringen(antwoord: &Antwoord, bezwaren: &mut Bezwaren) -> Option<String> {
    for Weigering { deel, reden } in &antwoord.weigeringen {
        let deel = bezwaren.tekst("weigeringen", deel, TEKST_MAX);
        let reden = bezwaren.tekst("weigeringen", reden, TEKST_MAX);
        bezwaren.eis(!deel.is_empty() && !reden.is_empty(), "weigeringen", "Geef een reden voor elk deel.");
    }
    let bezwaar = bezwaren.tekst("bezwaar", antwoord.bezwaar.as_deref().unwrap_or_default(), TEKST_MAX);
    let nodig = !antwoord.weigeringen.is_empty();
    bezwaren.eis(!nodig || !bezwaar.is_empty(), "bezwaar", "Schrijf hoe de burger bezwaar kan maken.");
    nodig.then_some(bezwaar)
}
