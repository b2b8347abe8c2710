//! How use went over the months, and who is new.

use super::herken::Herkenning;
use super::{Filter, Inzage};
use crate::kalender::{begin_van_dag, dag_in_nederland, tijdstip};
use crate::logboek::{Beschrijving, LogboekFout, Soort, Telling, maanden};
use crate::themes::Wie;
use contract::inzage::{Door, Doorsoort, Eerste, Reeks, Verloop};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use time::Date;

/// Months in the picture, with this one.
const MAANDEN: usize = 12;
/// Somebody is new for so many days.
const NIEUW_DAGEN: i64 = 30;
const DAG_MS: i64 = 24 * 60 * 60 * 1_000;
/// More series than this are one picture no longer.
const REEKSEN_MAX: usize = 12;

impl Inzage {
    /// The series hold what passes the filter. Who is new and since when the log is kept do not depend on it.
    pub async fn verloop(&self, wie: &Wie, filter: &Filter) -> Result<Verloop, LogboekFout> {
        let nu = self.clock.nu_ms();
        let dagen = eerste_dagen(dag_in_nederland(nu));
        // What lies outside the days that are asked for is in a month that takes no time.
        let (van, tot) = (filter.van(), filter.tot());
        let grenzen: Vec<i64> = dagen.iter().map(|dag| begin_van_dag(*dag).max(van).min(tot)).collect();
        let betrokkene = &wie.betrokkene.pseudoniem;
        let alles = self.logboek.soorten(betrokkene).await?;
        let per_maand = self.logboek.per_periode(betrokkene, &grenzen).await?;
        let beschrijvingen = self.logboek.beschrijvingen(alles.iter().map(|een| een.omschrijving)).await?;

        let bekend = Bekend { herkenning: &self.herkenning, beschrijvingen };
        Ok(Verloop {
            maanden: dagen.iter().take(MAANDEN).map(|dag| maand(*dag)).collect(),
            reeksen: bekend.reeksen(&per_maand, filter),
            nieuw: bekend.nieuw(&alles, nu.saturating_sub(NIEUW_DAGEN * DAG_MS)),
            sinds: self.logboek.oudste(betrokkene).await?.map(tijdstip),
        })
    }
}

/// What the lines that were counted say.
struct Bekend<'h> {
    herkenning: &'h Herkenning,
    beschrijvingen: BTreeMap<i64, Arc<Beschrijving>>,
}

impl Bekend<'_> {
    /// Who and what a description is about, unless it is the citizen.
    fn ander(&self, soort: &Soort) -> Option<(Door, &Beschrijving)> {
        let wat = self.beschrijvingen.get(&soort.omschrijving)?;
        let door = Door { functie: None, ..self.herkenning.door(wat) };
        (door.soort != Doorsoort::Zelf).then_some((door, wat))
    }

    fn reeksen(&self, per_maand: &[(usize, Telling)], filter: &Filter) -> Vec<Reeks> {
        let mut reeksen: BTreeMap<Door, Vec<u32>> = BTreeMap::new();
        for (maand, telling) in per_maand {
            let ander = self.ander(&telling.soort).filter(|(_, wat)| filter.past(self.herkenning, wat));
            let Some((door, _)) = ander else { continue };
            let aantallen = reeksen.entry(door).or_insert_with(|| vec![0; MAANDEN]);
            if let Some(aantal) = aantallen.get_mut(*maand) {
                *aantal = aantal.saturating_add(u32::try_from(telling.aantal).unwrap_or(u32::MAX));
            }
        }
        let reeksen = reeksen.into_iter().map(|(door, aantallen)| Reeks { door, aantallen });
        let mut reeksen: Vec<Reeks> = reeksen.collect();
        let totaal = |reeks: &Reeks| reeks.aantallen.iter().map(|aantal| u64::from(*aantal)).sum::<u64>();
        reeksen.sort_by_key(|reeks| Reverse(totaal(reeks)));
        reeksen.truncate(REEKSEN_MAX);
        reeksen
    }

    /// Somebody who asked the same before `sinds` under another description is not new.
    fn nieuw(&self, alles: &[Soort], sinds: i64) -> Vec<Eerste> {
        let mut eersten: BTreeMap<_, i64> = BTreeMap::new();
        for soort in alles {
            let Some((door, wat)) = self.ander(soort) else { continue };
            let activiteit = self.herkenning.activiteit(wat).map(|een| een.id().to_owned());
            let eerste = eersten.entry((door, activiteit, wat.registratie.clone())).or_insert(soort.eerste);
            *eerste = soort.eerste.min(*eerste);
        }
        let mut nieuw: Vec<_> = eersten.into_iter().filter(|(_, eerste)| *eerste > sinds).collect();
        nieuw.sort_by_key(|(_, eerste)| Reverse(*eerste));
        let eerste = |((door, activiteit, registratie), eerste)| Eerste {
            door,
            activiteit,
            registratie,
            moment: tijdstip(eerste),
        };
        nieuw.into_iter().map(eerste).collect()
    }
}

/// The first days of the last twelve months and of the next, oldest first.
fn eerste_dagen(vandaag: Date) -> Vec<Date> {
    let deze = vandaag.replace_day(1).unwrap_or(vandaag);
    let mut dagen = vec![maanden::volgende(deze), deze];
    for _ in 1..MAANDEN {
        let vorige = dagen.last().and_then(|dag| dag.previous_day()).unwrap_or(Date::MIN);
        dagen.push(vorige.replace_day(1).unwrap_or(vorige));
    }
    dagen.reverse();
    dagen
}

fn maand(dag: Date) -> String {
    format!("{:04}-{:02}", dag.year(), u8::from(dag.month()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn twelve_months_end_with_this_one() {
        let dagen = eerste_dagen(date!(2028 - 02 - 29));
        assert_eq!(dagen.len(), MAANDEN + 1);
        assert_eq!(
            (dagen[0], dagen[11], dagen[12]),
            (date!(2027 - 03 - 01), date!(2028 - 02 - 01), date!(2028 - 03 - 01))
        );
        assert_eq!(maand(dagen[0]), "2027-03");
    }
}
