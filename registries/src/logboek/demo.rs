//! The demo's lines: kinds of use, and how many days ago each befell whom.

use super::Soort;
use super::ids::Ids;
use super::opslag::{Regel, milliseconden};
use crate::voorraad::VoorraadFout;
use serde::Deserialize;
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};

/// Base of the URIs of the demo's verwerkingsactiviteiten.
const ACTIVITEITEN: &str = "https://rvva.example";
const ORGANISATIES: &str = include_str!("demo/organisaties.toml");
/// Confidential until it is lifted, which in the demo nobody does.
const VERTROUWELIJK_DAGEN: i64 = 3650;

/// A file of one registration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    soort: BTreeMap<String, Gebruik>,
    /// By demo person and kind of use the days ago.
    persoon: BTreeMap<String, BTreeMap<String, Vec<u16>>>,
}

/// A kind of use.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gebruik {
    naam: String,
    /// `organisatie/activiteit`, or a whole URI that no register knows.
    activiteit: String,
    /// Who asked, when the activity's URI does not say it.
    organisatie: Option<String>,
    functie: Option<String>,
    betrokkenheid: Option<String>,
    gegevens: Vec<String>,
    #[serde(default)]
    mislukt: bool,
    #[serde(default)]
    vertrouwelijk: bool,
}

/// The lines of one log, seen from `nu`. Every line keeps its ids, so that a second start adds none twice.
pub(super) fn regels(
    soort: &Soort,
    personen: &BTreeMap<String, String>,
    nu: OffsetDateTime,
) -> Result<Vec<Regel>, VoorraadFout> {
    let onjuist = |fout: String| VoorraadFout::Gegevens(format!("{}: {fout}", soort.id));
    let lees = |fout: toml::de::Error| onjuist(fout.message().to_owned());
    let bestand: Bestand = toml::from_str(soort.demo).map_err(lees)?;
    let oins: BTreeMap<String, String> = toml::from_str(ORGANISATIES).map_err(lees)?;
    let mut uit = Vec::new();
    for (persoon, gebruik) in &bestand.persoon {
        let bsn = personen.get(persoon).ok_or_else(|| onjuist(format!("there is no person {persoon}")))?;
        for (naam, dagen) in gebruik {
            let soort_gebruik =
                bestand.soort.get(naam).ok_or_else(|| onjuist(format!("there is no kind {naam}")))?;
            let organisatie = soort_gebruik.organisatie();
            let oin = oins
                .get(organisatie)
                .ok_or_else(|| onjuist(format!("there is no organisation {organisatie}")))?;
            let regel = |dag: &u16| {
                let ids = Ids::van(&format!("{}/{persoon}/{naam}/{dag}", soort.id));
                soort_gebruik.regel(ids, bsn, oin, moment(nu, *dag, soort.id, persoon, naam))
            };
            uit.extend(dagen.iter().map(regel));
        }
    }
    Ok(uit)
}

/// In office hours on that day, and no two kinds at the same time.
fn moment(nu: OffsetDateTime, dagen: u16, log: &str, persoon: &str, soort: &str) -> OffsetDateTime {
    let toeval = Ids::van(&format!("tijd/{log}/{persoon}/{soort}/{dagen}")).toeval;
    let milliseconde = i64::try_from(toeval % (9 * 3_600_000)).unwrap_or_default();
    // Never later than now, also when the clock of the demo stands early in the morning.
    let dag = nu.to_offset(time::UtcOffset::UTC) - Duration::days(i64::from(dagen.max(1)) + 1);
    dag.replace_time(time::Time::MIDNIGHT) + Duration::hours(7) + Duration::milliseconds(milliseconde)
}

impl Gebruik {
    fn organisatie(&self) -> &str {
        let uit_activiteit = || self.activiteit.split('/').next().unwrap_or_default();
        self.organisatie.as_deref().unwrap_or_else(uit_activiteit)
    }

    fn activiteit(&self) -> String {
        if self.activiteit.contains("://") {
            return self.activiteit.clone();
        }
        format!("{ACTIVITEITEN}/{}/versions/1", self.activiteit)
    }

    fn regel(&self, ids: Ids, bsn: &str, oin: &str, begin: OffsetDateTime) -> Regel {
        let duur = Duration::milliseconds(i64::try_from(20 + ids.toeval % 900).unwrap_or(20));
        let activiteit = self.activiteit();
        let tot = begin + Duration::days(VERTROUWELIJK_DAGEN);
        Regel {
            sleutel: ids.uuid,
            trace: ids.trace,
            span: ids.span,
            ouder: None,
            status: if self.mislukt { "Error" } else { "Ok" }.into(),
            naam: self.naam.clone(),
            begonnen_op: milliseconden(begin),
            geeindigd_op: milliseconden(begin + duur),
            activiteit_id: Ids::van(&activiteit).uuid,
            activiteit,
            bsn: bsn.to_owned(),
            processor: Some(format!("https://{}.example/applicatie", self.organisatie())),
            oin: Some(oin.to_owned()),
            functie: self.functie.clone(),
            betrokkenheid: self.betrokkenheid.clone(),
            gegevens: self.gegevens.clone(),
            vertrouwelijk_tot: self.vertrouwelijk.then(|| milliseconden(tot)),
        }
    }
}
