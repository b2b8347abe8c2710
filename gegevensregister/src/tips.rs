//! The tips of the portal (`tips.toml`): when a citizen is told that something needs attention. The rules are data, so
//! that a new one needs no code; the app holds them against the answers.

use crate::bestand::Tekst;
use crate::fout::{Mankement, RegisterFout};
use crate::register::{Definitie, Groep, Registratie};
use contract::Taal;
use contract::gegevensregister::{self as beeld, Als, Regel, Soort, Toon};
use serde::Deserialize;
use std::collections::BTreeSet;

const BESTAND: &str = "tips.toml";

/// `tips.toml`, the most urgent first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tipbestand {
    #[serde(default)]
    tip: Vec<Tip>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tip {
    id: String,
    toon: Toon,
    als: Als,
    /// Id of the gegeven that is looked at. With `als = "onderzoek"` also of a group, or absent: everything.
    gegeven: Option<String>,
    dagen: Option<u16>,
    code: Option<String>,
    wat: Option<String>,
    tenzij: Option<String>,
    #[serde(default)]
    kop: Tekst,
    #[serde(default)]
    tekst: Tekst,
}

impl Tip {
    pub(crate) fn weergave(&self, taal: Taal) -> beeld::Tip {
        beeld::Tip {
            id: self.id.clone(),
            toon: self.toon,
            regel: Regel {
                als: self.als,
                gegeven: self.gegeven.clone(),
                dagen: self.dagen,
                code: self.code.clone(),
                wat: self.wat.clone(),
                tenzij: self.tenzij.clone(),
            },
            kop: self.kop.in_taal(taal),
            tekst: self.tekst.in_taal(taal),
        }
    }

    /// Whether the rule is about a date.
    fn telt(&self) -> bool {
        matches!(self.als, Als::Verloopt | Als::Verlopen | Als::Termijn)
    }
}

/// Reads the tips and holds them against the registrations they speak of.
pub(crate) fn keur(tekst: &str, registraties: &[Registratie]) -> Result<Vec<Tip>, Vec<RegisterFout>> {
    let fout = |plek: &str, mankement| RegisterFout { bestand: BESTAND.into(), plek: plek.into(), mankement };
    let bestand = toml::from_str::<Tipbestand>(tekst)
        .map_err(|onleesbaar| vec![fout("", Mankement::Onleesbaar(onleesbaar.to_string()))])?;
    let mut ids = BTreeSet::new();
    let mut fouten = Vec::new();
    for tip in &bestand.tip {
        let mut mankementen = mankementen(tip, registraties);
        if !ids.insert(tip.id.as_str()) {
            mankementen.push(Mankement::DubbelId);
        }
        fouten.extend(mankementen.into_iter().map(|mankement| fout(&tip.id, mankement)));
    }
    if fouten.is_empty() { Ok(bestand.tip) } else { Err(fouten) }
}

fn mankementen(tip: &Tip, registraties: &[Registratie]) -> Vec<Mankement> {
    let mut fouten = Vec::new();
    if !is_tip_id(&tip.id) {
        fouten.push(Mankement::OngeldigTipId);
    }
    for (sleutel, tekst) in [("kop", &tip.kop), ("tekst", &tip.tekst)] {
        teksten(tip, sleutel, tekst, &mut fouten);
    }
    let dagen_passen = match tip.als {
        Als::Verloopt | Als::Termijn => tip.dagen.is_some(),
        Als::Verlopen => true,
        Als::Onderzoek | Als::Ja | Als::Code | Als::Aanwezig => tip.dagen.is_none(),
    };
    if tip.code.is_some() != (tip.als == Als::Code) {
        fouten.push(Mankement::CodeInTip);
    }
    if !dagen_passen {
        fouten.push(Mankement::DagenInTip);
    }
    gegevens(tip, registraties, &mut fouten);
    fouten
}

/// Both languages, with nothing to fill in that the rule does not give.
fn teksten(tip: &Tip, sleutel: &str, tekst: &Tekst, fouten: &mut Vec<Mankement>) {
    for (taal, woorden) in [("nl", &tekst.nl), ("en", &tekst.en)] {
        if woorden.trim().is_empty() {
            fouten.push(Mankement::GeenTekst { sleutel: sleutel.into(), taal });
        }
        for deel in woorden.split('{').skip(1) {
            let plek = deel.split_once('}').map_or(deel, |(plek, _)| plek);
            if !(plek == "wat" || plek == "datum" && tip.telt()) {
                fouten.push(Mankement::PlekInTip(plek.into()));
            }
        }
    }
}

fn gegevens(tip: &Tip, registraties: &[Registratie], fouten: &mut Vec<Mankement>) {
    let onderzoek = tip.als == Als::Onderzoek;
    let Some(id) = &tip.gegeven else {
        if !onderzoek || tip.wat.is_some() || tip.tenzij.is_some() {
            fouten.push(Mankement::TipZonderGegeven);
        }
        return;
    };
    let Some((groep, gegeven)) = zoek(registraties, id).filter(|(_, gegeven)| gegeven.is_some() || onderzoek)
    else {
        fouten.push(Mankement::OnbekendInTip(id.clone()));
        return;
    };
    if !gegeven.is_none_or(|gegeven| past(tip.als, gegeven.leeswijze.soort)) {
        fouten.push(Mankement::SoortInTip(id.clone()));
    }
    for ander in tip.wat.iter().chain(&tip.tenzij) {
        if !groep.gegevens.iter().any(|gegeven| gegeven.id == *ander) {
            fouten.push(Mankement::AnderVoorkomen(ander.clone()));
        }
    }
}

/// A gegeven and its group, or a group.
fn zoek<'r>(registraties: &'r [Registratie], id: &str) -> Option<(&'r Groep, Option<&'r Definitie>)> {
    registraties.iter().flat_map(Registratie::groepen).find_map(|groep| {
        let gegeven = groep.gegevens.iter().find(|gegeven| gegeven.id == id);
        (gegeven.is_some() || groep.id == id).then_some((groep, gegeven))
    })
}

fn past(als: Als, soort: Soort) -> bool {
    match als {
        Als::Onderzoek | Als::Aanwezig => true,
        Als::Ja => soort == Soort::JaNee,
        Als::Code => soort == Soort::Code,
        Als::Verloopt | Als::Verlopen | Als::Termijn => soort == Soort::Datum,
    }
}

fn is_tip_id(id: &str) -> bool {
    id.starts_with(|teken: char| teken.is_ascii_lowercase())
        && id.bytes().all(|teken| teken.is_ascii_lowercase() || teken.is_ascii_digit() || teken == b'-')
}
