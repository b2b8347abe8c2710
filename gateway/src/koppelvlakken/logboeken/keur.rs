//! What both standards have in common: which times may be in an answer, how long a text may be, and what becomes of the
//! lines together.

use super::{Blad, BronFout, Bronregel, MEESTE_REGELS};
use crate::logboek::TraceId;
use std::collections::{BTreeSet, HashSet};
use url::Url;

/// So far may the clock of a source be ahead of ours, in milliseconds.
const SCHEEF_MS: i64 = 5 * 60 * 1000;
/// The most characters of a name, a function or a role (VNG's own limit), and of a URI.
const TEKST_MAX: usize = 242;
const URI_MAX: usize = 2042;

const VAN_EEN_ANDERE_TIJD: BronFout = BronFout::Onleesbaar("a line of a time that was not asked");

/// The time that was asked. All in Unix milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Venster {
    pub(super) van: i64,
    /// The last moment that is asked; when that is about now, a little later: the source's clock may be ahead.
    pub(super) tot: i64,
    nu: i64,
}

impl Venster {
    pub(super) fn nieuw(van: i64, tot: i64, nu: i64) -> Self {
        let tot = if tot >= nu.saturating_sub(SCHEEF_MS) { nu.saturating_add(SCHEEF_MS) } else { tot };
        Self { van: van.max(0), tot, nu }
    }

    /// When a use began, and when it ended if that is known; no later than now.
    pub(super) fn tijden(
        self,
        begonnen: i64,
        geeindigd: Option<i64>,
    ) -> Result<(i64, Option<i64>), BronFout> {
        if !(self.van..=self.tot).contains(&begonnen) {
            return Err(VAN_EEN_ANDERE_TIJD);
        }
        let uiterst = self.nu.saturating_add(SCHEEF_MS);
        match geeindigd {
            Some(einde) if einde < begonnen => Err(BronFout::Onleesbaar("a line that ended before it began")),
            Some(einde) if einde > uiterst => Err(VAN_EEN_ANDERE_TIJD),
            einde => Ok((begonnen.min(self.nu), einde.map(|einde| einde.min(self.nu)))),
        }
    }

    /// Whether a use began within the time; a source that is asked by the day gives more. What lies before or after the
    /// days `begin..eind` (Unix milliseconds) was not asked at all.
    pub(super) fn bevat(self, begonnen: i64, begin: i64, eind: i64) -> Result<bool, BronFout> {
        let gevraagd = begin..eind.min(self.nu.saturating_add(SCHEEF_MS).saturating_add(1));
        if gevraagd.contains(&begonnen) {
            Ok((self.van..=self.tot).contains(&begonnen))
        } else {
            Err(VAN_EEN_ANDERE_TIJD)
        }
    }
}

/// A name, function or role.
pub(super) fn tekst(tekst: String) -> Result<String, BronFout> {
    let goed = tekst.chars().count() <= TEKST_MAX && !tekst.chars().any(char::is_control);
    if goed { Ok(tekst) } else { Err(BronFout::Onleesbaar("a text that no line has")) }
}

/// A URI, as it was written.
pub(super) fn uri(tekst: String) -> Result<String, BronFout> {
    let goed = tekst.len() <= URI_MAX && Url::parse(&tekst).is_ok();
    if goed { Ok(tekst) } else { Err(BronFout::Onleesbaar("a URI that is none")) }
}

/// The 32 hex digits of a UUID.
pub(super) fn uuid(tekst: &str) -> Result<String, BronFout> {
    let fout = |_| BronFout::Onleesbaar("a UUID that is none");
    Ok(uuid::Uuid::try_parse(tekst).map_err(fout)?.simple().to_string())
}

pub(super) fn trace_id(uuid_tekst: &str) -> Result<TraceId, BronFout> {
    TraceId::uit_hex(&uuid(uuid_tekst)?).ok_or(BronFout::Onleesbaar("a trace without an id"))
}

/// The ids that the gegevensregister knows, each once, in the order of the source.
pub(super) fn gegevens(van_de_bron: Vec<String>, bekend: &BTreeSet<String>) -> Vec<String> {
    let mut gezien = BTreeSet::new();
    let bekende = van_de_bron.into_iter().filter(|id| bekend.contains(id));
    bekende.filter(|id| gezien.insert(id.clone())).collect()
}

/// The newest lines, each once. `meer`: the source says that it has more.
pub(super) fn blad(mut regels: Vec<Bronregel>, meer: bool) -> Blad {
    let mut gezien = HashSet::new();
    regels.retain(|regel| gezien.insert((regel.trace_id, regel.span_id)));
    regels.sort_by_key(|regel| std::cmp::Reverse(regel.begonnen_op));
    let afgekapt = meer || regels.len() > MEESTE_REGELS;
    regels.truncate(MEESTE_REGELS);
    Blad { regels, afgekapt }
}
