//! Tells a citizen, once, that an organisation used data of theirs for the first time. It is looked for when the inbox is opened: then,
//! and not before, somebody can read it, and no look waits for it.

use super::Inzage;
use crate::logboek::{LogboekFout, Soort};
use crate::store::berichten::{self, NieuwBericht};
use crate::store::eerste_gebruik as tabel;
use crate::themes::Wie;
use contract::bericht::BerichtSoort;
use contract::inzage::{Door, Doorsoort};
use std::collections::BTreeMap;

/// A line may be written this long after the moment that it bears, and clocks of gateways differ; in milliseconds.
const SPELING_MS: i64 = 10 * 60 * 1_000;
const ETMAAL_MS: i64 = 24 * 60 * 60 * 1_000;

impl Inzage {
    /// Writes the messages that are due about who is logged in. Only lines since the last time are looked at, and the rest of the log when somebody
    /// else than the citizen is among them. Any number of gateways may do this at the same time.
    pub async fn meld_eerste_gebruik(&self, wie: &Wie) -> Result<(), LogboekFout> {
        let betrokkene = &wie.betrokkene.pseudoniem;
        let nu = self.clock.nu_ms();
        let gezien_tot = tabel::gezien_tot(&self.store, betrokkene).await?;
        let van = gezien_tot.map_or(i64::MIN, |tot| tot.saturating_sub(SPELING_MS));
        let sinds = self.logboek.per_periode(betrokkene, &[van, i64::MAX]).await?;
        let sinds: Vec<Soort> = sinds.into_iter().map(|(_, telling)| telling.soort).collect();
        let mut eersten = self.eersten(&sinds).await?;
        if gezien_tot.is_some() && !eersten.is_empty() {
            eersten = self.eersten(&self.logboek.soorten(betrokkene).await?).await?;
            eersten.retain(|_, eerste| *eerste >= van);
        }
        if eersten.is_empty() && gezien_tot.is_some_and(|tot| nu.saturating_sub(tot) < ETMAAL_MS) {
            return Ok(());
        }
        let mut tx = self.store.transactie().await?;
        for (organisatie, op) in eersten {
            let bericht = NieuwBericht {
                betrokkene: betrokkene.clone(),
                soort: BerichtSoort::EersteGebruik,
                kenmerk: None,
                sleutel: format!("eerste gebruik {organisatie}"),
                organisatie: Some(organisatie),
                op,
            };
            berichten::schrijf(&mut tx, &bericht).await?;
        }
        tabel::gezien(&mut tx, betrokkene, nu).await?;
        Ok(tx.commit().await?)
    }

    /// The organisations in these, by id or else by name, and when each was first (Unix milliseconds).
    async fn eersten(&self, soorten: &[Soort]) -> Result<BTreeMap<String, i64>, LogboekFout> {
        let ids = soorten.iter().map(|soort| soort.omschrijving);
        let beschrijvingen = self.logboek.beschrijvingen(ids).await?;
        let mut eersten = BTreeMap::new();
        for soort in soorten {
            let Some(wat) = beschrijvingen.get(&soort.omschrijving) else { continue };
            let Some(organisatie) = organisatie(self.herkenning.door(wat)) else { continue };
            let eerste = eersten.entry(organisatie).or_insert(soort.eerste);
            *eerste = soort.eerste.min(*eerste);
        }
        Ok(eersten)
    }
}

/// Not the citizen, nor who acts for them.
fn organisatie(door: Door) -> Option<String> {
    let telt = !matches!(door.soort, Doorsoort::Zelf | Doorsoort::Namens);
    door.organisatie.or(door.naam).filter(|_| telt)
}
