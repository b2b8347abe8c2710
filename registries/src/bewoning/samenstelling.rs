//! Who lived at a home together, and from when until when: the period that was asked falls apart on every day that
//! somebody came or left.

use crate::brp::datum::RuweDatum;
use crate::brp::lijst::Persoonslijst;
use crate::brp::onderzoek::Onderzoek;
use crate::verblijfplaatshistorie::periode::{Verblijf, eerste_dag, laatste_dag, verblijven};
use std::collections::BTreeSet;
use time::Date;

/// A part of the period with the same people all through it.
pub(super) struct Samenstelling<'a> {
    pub(super) van: Date,
    pub(super) tot: Date,
    pub(super) bewoners: Vec<&'a Persoonslijst>,
    /// Of whom it is not certain that they were registered here then.
    pub(super) mogelijke: Vec<&'a Persoonslijst>,
}

/// One stay at the home. Between the first and the last day that it may have begun, or ended, it is uncertain.
struct Verblijft<'a> {
    wie: &'a Persoonslijst,
    begin: (Date, Date),
    einde: (Date, Date),
}

/// The parts of a period in which somebody lived here.
pub(super) fn samenstellingen<'a>(
    personen: &'a [Persoonslijst],
    object: &str,
    van: Date,
    tot: Date,
) -> Vec<Samenstelling<'a>> {
    let hier: Vec<_> = personen.iter().flat_map(|pl| verblijven_hier(pl, object)).collect();
    let wissels = hier.iter().flat_map(|v| [v.begin.0, v.begin.1, v.einde.0, v.einde.1]);
    let mut grenzen: BTreeSet<Date> = wissels.filter(|dag| (van..tot).contains(dag)).collect();
    grenzen.extend([van, tot]);
    let grenzen: Vec<Date> = grenzen.into_iter().collect();
    let delen = grenzen.iter().zip(grenzen.iter().skip(1));
    delen.filter_map(|(van, tot)| samenstelling(&hier, *van, *tot)).collect()
}

fn samenstelling<'a>(hier: &[Verblijft<'a>], van: Date, tot: Date) -> Option<Samenstelling<'a>> {
    let mut deel = Samenstelling { van, tot, bewoners: vec![], mogelijke: vec![] };
    for verblijft in hier.iter().filter(|v| v.begin.0 <= van && van < v.einde.1) {
        let zeker = verblijft.begin.1 <= van && van < verblijft.einde.0;
        if zeker { &mut deel.bewoners } else { &mut deel.mogelijke }.push(verblijft.wie);
    }
    (!deel.bewoners.is_empty() || !deel.mogelijke.is_empty()).then_some(deel)
}

/// The stays of a person at the home. Who only gets post there does not live there, nor does who died or whose
/// registration was a mistake.
fn verblijven_hier<'a>(pl: &'a Persoonslijst, object: &str) -> Vec<Verblijft<'a>> {
    if pl.overleden() || matches!(pl.opschorting(), Some("F" | "W")) {
        return vec![];
    }
    let hier = |verblijf: &Verblijf<'_>| {
        let v = verblijf.voorkomen;
        v.tekst("1180") == Some(object) && v.ruw("1010") != Some("B")
    };
    verblijven(pl).into_iter().filter(hier).map(|verblijf| verblijft(pl, &verblijf)).collect()
}

fn verblijft<'a>(pl: &'a Persoonslijst, verblijf: &Verblijf<'_>) -> Verblijft<'a> {
    let onzeker = |datum: Option<RuweDatum>, anders: Date| match datum {
        None => (anders, anders),
        Some(RuweDatum::Volledig(dag)) => (dag, dag),
        Some(datum) => (eerste_dag(datum), laatste_dag(datum).next_day().unwrap_or(Date::MAX)),
    };
    let begin = onzeker(verblijf.van(), Date::MIN);
    let mut einde = onzeker(verblijf.tot(), Date::MAX);
    let weg = Onderzoek::van(verblijf.voorkomen).filter(|onderzoek| onderzoek.verblijft_niet_op_adres());
    if let Some(ingang) = weg.and_then(|onderzoek| onderzoek.ingang) {
        // From the day of that finding nobody lives here; until then it is doubtful.
        einde = (begin.0, einde.1.min(eerste_dag(ingang)));
    }
    Verblijft { wie: pl, begin, einde }
}
