//! What can be changed of where somebody lived. Where they live now is the BRP's, and changed there: this answers what the BRP
//! holds. What was before is changed here, and in the same way for who lived at a home.

use super::periode::{Verblijf, verblijven};
use crate::brp::adres::Soort;
use crate::brp::lijst::{Persoonslijst, Voorkomen};
use crate::brp::zuster::{EERDER, NU, PERSOON, eigen, objecten, samen};
use crate::brp::{BrpRegister, Elementen, Plek, leesbare_datum, met_gevolgen};
use crate::houder::{Aard, Bronfout, Correctie, Deel, Kenmerk};
use crate::voorraad::{Voorraad, Wijziging};
use crate::wijziging::ONJUIST;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use time::Date;

const VERBLIJFPLAATSEN: &str = "urn:verblijfplaatshistorie:verblijfplaatsen:";
const INSCHRIJVING: &str = "urn:verblijfplaatshistorie:inschrijving:opschortingBijhouding:";
const DATUM_TOT: &str = "datumTot";
const DATUM_VAN: &str = "urn:brp:adres:datumVan";

/// Gegevens that are not changed by these means, and what the employee is told.
const NIET: [(&str, &str); 3] = [
    ("type", "Wat voor adres het is, volgt uit het adres zelf. Verander het adres."),
    (
        "verblijftNietOpAdresVanaf",
        "Dit is de uitkomst van een adresonderzoek. Heropen dat onderzoek in de BRP.",
    ),
    (
        "geheimhoudingPersoonsgegevens",
        "Om geheimhouding vraagt iemand bij de gemeente, en die legt dat in de BRP vast.",
    ),
];
const NU_WEG: &str = "Dit is het adres van nu. Stuur dit door naar de BRP: daar hoort er een ander adres voor in de plaats te komen.";
const NU_EINDE: &str = "Dit is het adres van nu, en dat loopt nog. Stuur een verhuizing door naar de BRP.";
const NU_ERBIJ: &str = "Dit adres begint later dan het adres van nu, of er staat niet bij vanaf wanneer. Stuur een nieuw adres door naar de BRP.";
const GEEN_PLEK: &str = "Hiervan mist waar het was: een straat, een plek of een land.";

/// The databases that a change goes to.
pub(crate) struct Historie<'a> {
    pub(crate) brp: &'a BrpRegister,
    pub(crate) eigen: &'a Voorraad,
    /// That of who lived at a home, which has the same residences.
    pub(crate) bewoning: &'a Voorraad,
}

/// A residence: the present one, or which of the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Welk {
    Nu,
    Eerder(usize),
}

/// Per residence what is asked of it, in the words of the BRP.
type Verdeeld = BTreeMap<Welk, Vec<Deel>>;

/// What an employee is told of a correctie that cannot be carried out, whatever its values.
pub(crate) fn waarom_niet(wat: &Correctie) -> Option<String> {
    if wat.aard == Aard::HoortNietBijMij {
        let half = !wat.geheel;
        return half
            .then(|| "Een adres kan alleen als geheel weg. Wijs alle gegevens toe, of geen.".to_owned());
    }
    let deel =
        wat.delen.iter().find(|deel| naam(&deel.urn) != Some(DATUM_TOT) && in_brp(&deel.urn).is_none())?;
    let niet = NIET.iter().find(|(naam, _)| deel.urn.rsplit(':').next() == Some(naam));
    Some(niet.map_or_else(|| Bronfout::waarde(&deel.urn).to_string(), |(_, waarom)| (*waarom).to_owned()))
}

/// The end of a URN of a residence.
fn naam(urn: &str) -> Option<&str> {
    urn.strip_prefix(VERBLIJFPLAATSEN)
}

/// The same gegeven in the BRP.
fn in_brp(urn: &str) -> Option<String> {
    let naam = match (naam(urn), urn.strip_prefix(INSCHRIJVING)) {
        (Some("gemeenteVanInschrijving"), _) => "urn:brp:gemeente:gemeenteVanInschrijving".to_owned(),
        (Some(naam), _) => format!("urn:brp:adres:{naam}"),
        (None, Some(naam)) => format!("urn:brp:opschorting:{naam}"),
        (None, None) => return None,
    };
    Plek::van(&naam).map(|_| naam)
}

impl Historie<'_> {
    /// Carries it out, once for each case.
    pub(crate) async fn corrigeer(&self, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
        if !self.eigen.is_uitgevoerd(&wat.kenmerk).await? {
            if let Some(waarom) = waarom_niet(wat) {
                return Err(Bronfout::kan_niet(waarom));
            }
            self.wijzig(wat, dag).await?;
        }
        self.laat_volgen(wat).await
    }

    async fn wijzig(&self, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
        let pl = samen(self.eigen, Some(self.brp), &wat.bsn).await?.ok_or_else(Bronfout::voorkomen)?;
        let mut hier = eigen(self.eigen, &wat.bsn).await?.unwrap_or_default();
        let eerder = hier.0.entry(EERDER.to_owned()).or_default();
        if wat.aard == Aard::Ontbreekt && wat.voorkomen.is_none() {
            eerder.push(nieuw(wat, &pl)?);
        } else {
            let verdeeld = match gezocht(wat, &pl) {
                Some(welk) => verdeeld(wat, welk, &pl)?,
                // The BRP has it already, and with that the residence no longer looks as it did.
                None if self.brp.is_uitgevoerd(&wat.kenmerk).await? => Verdeeld::new(),
                None => return Err(Bronfout::voorkomen()),
            };
            if let Some(delen) = verdeeld.get(&Welk::Nu) {
                self.brp.corrigeer(&brp_correctie(wat, delen), dag).await?;
            }
            for (welk, delen) in &verdeeld {
                let Welk::Eerder(nummer) = welk else { continue };
                let verblijf = eerder.get_mut(*nummer).ok_or_else(Bronfout::voorkomen)?;
                if wat.aard == Aard::HoortNietBijMij {
                    // Its number stays taken: by that the others are known.
                    *verblijf = Voorkomen::default();
                } else {
                    zet(verblijf, met_gevolgen(elementen(delen)?, verblijf));
                }
            }
        }
        self.eigen.corrigeer(&wat.kenmerk, ONJUIST, &[wijziging(&wat.bsn, &hier)?]).await?;
        Ok(())
    }

    /// Gives who lived at a home the same residences.
    async fn laat_volgen(&self, wat: &Correctie) -> Result<(), Bronfout> {
        let hier = eigen(self.eigen, &wat.bsn).await?.unwrap_or_default();
        let mut daar = eigen(self.bewoning, &wat.bsn).await?.unwrap_or_default();
        daar.0.insert(EERDER.to_owned(), hier.alle(EERDER).to_vec());
        self.bewoning.corrigeer(&wat.kenmerk, ONJUIST, &[wijziging(&wat.bsn, &daar)?]).await?;
        Ok(())
    }

    /// Marks what is doubted: of the present residence in the BRP, of an earlier one here.
    pub(crate) async fn begin_onderzoek(&self, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
        let Some(pl) = samen(self.eigen, Some(self.brp), &wat.bsn).await? else { return Ok(()) };
        let Some(welk) = gezocht(wat, &pl) else { return Ok(()) };
        let mut merken = BTreeSet::new();
        for (welk, delen) in verdeeld_alles(wat, welk, &pl) {
            match welk {
                Welk::Nu => self.brp.begin_onderzoek(&brp_correctie(wat, &delen), dag).await?,
                Welk::Eerder(nummer) => {
                    let buitenland = pl.alle(EERDER)[nummer].ruw("1310").is_some();
                    let elementen =
                        delen.iter().filter_map(|deel| Plek::van(&deel.urn)).flat_map(Plek::elementen);
                    let elementen =
                        elementen.map(|een| if een == "1030" && buitenland { "1320" } else { een });
                    merken.extend(elementen.map(|element| format!("{nummer}/{element}")));
                }
            }
        }
        if !merken.is_empty() {
            for voorraad in [self.eigen, self.bewoning] {
                let (welk, dag) = ((PERSOON, wat.bsn.as_str()), dag.to_string());
                voorraad.begin_onderzoek(&wat.kenmerk, welk, &merken, &dag).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn eindig_onderzoek(&self, kenmerk: &str, dag: Date) -> Result<(), Bronfout> {
        self.brp.eindig_onderzoek(kenmerk, dag).await?;
        for voorraad in [self.eigen, self.bewoning] {
            voorraad.eindig_onderzoek(kenmerk, &dag.to_string()).await?;
        }
        Ok(())
    }
}

/// The one residence that is meant; the group about the registration itself is the BRP's.
fn gezocht(wat: &Correctie, pl: &Persoonslijst) -> Option<Welk> {
    if !wat.groep.ends_with(".verblijfplaatsen") {
        return Some(Welk::Nu);
    }
    let kenmerken = wat.kenmerken();
    let verblijven = verblijven(pl);
    let mut gevonden =
        verblijven.iter().filter(|verblijf| kenmerken.iter().all(|kenmerk| past(verblijf, kenmerk)));
    match (gevonden.next(), gevonden.next()) {
        (Some(verblijf), None) => Some(welk(verblijf.voorkomen, pl)),
        _ => None,
    }
}

fn welk(verblijf: &Voorkomen, pl: &Persoonslijst) -> Welk {
    let eerder = pl.alle(EERDER).iter().position(|een| std::ptr::eq(een, verblijf));
    eerder.map_or(Welk::Nu, Welk::Eerder)
}

fn past(verblijf: &Verblijf<'_>, Kenmerk { urn, waarde }: &Kenmerk) -> bool {
    let v = verblijf.voorkomen;
    match naam(urn) {
        Some("type") => Soort::van(v).is_some_and(|soort| soort.naam() == waarde),
        Some("datumVan") => {
            v.ruw("1030").or_else(|| v.ruw("1320")).is_some_and(|ruw| leesbare_datum(ruw) == *waarde)
        }
        Some(_) => in_brp(urn)
            .and_then(|urn| Plek::van(&urn))
            .is_none_or(|plek| v.ruw(plek.element).is_some_and(|ruw| plek.leesbaar(ruw) == *waarde)),
        None => true,
    }
}

/// What is asked, by the residence that it changes: one ends where the next begins.
fn verdeeld(wat: &Correctie, welk: Welk, pl: &Persoonslijst) -> Result<Verdeeld, Bronfout> {
    if wat.aard == Aard::HoortNietBijMij {
        let weg = Verdeeld::from([(welk, Vec::new())]);
        return if welk == Welk::Nu { Err(Bronfout::kan_niet(NU_WEG)) } else { Ok(weg) };
    }
    let loopt = volgende(welk, pl).is_none();
    if loopt && wat.delen.iter().any(|deel| naam(&deel.urn) == Some(DATUM_TOT)) {
        return Err(Bronfout::kan_niet(NU_EINDE));
    }
    Ok(verdeeld_alles(wat, welk, pl))
}

fn verdeeld_alles(wat: &Correctie, welk: Welk, pl: &Persoonslijst) -> Verdeeld {
    let mut uit = Verdeeld::new();
    for deel in &wat.delen {
        let doel = if naam(&deel.urn) == Some(DATUM_TOT) {
            volgende(welk, pl).map(|volgende| (volgende, DATUM_VAN.to_owned()))
        } else {
            in_brp(&deel.urn).map(|urn| (welk, urn))
        };
        if let Some((welk, urn)) = doel {
            uit.entry(welk).or_default().push(Deel { urn, ..deel.clone() });
        }
    }
    uit
}

/// The residence that ended this one.
fn volgende(van: Welk, pl: &Persoonslijst) -> Option<Welk> {
    let verblijven = verblijven(pl);
    let dit = verblijven.iter().find(|verblijf| welk(verblijf.voorkomen, pl) == van)?;
    dit.volgende.map(|volgende| welk(volgende, pl))
}

fn brp_correctie(wat: &Correctie, delen: &[Deel]) -> Correctie {
    Correctie {
        groep: "brp.adres".to_owned(),
        voorkomen: None,
        aard: Aard::KloptNiet,
        delen: delen.to_vec(),
        ..wat.clone()
    }
}

/// The new values, all of which the registration must be able to hold.
fn elementen(delen: &[Deel]) -> Result<Elementen, Bronfout> {
    let mut uit = Elementen::new();
    for deel in delen {
        let ruw = Plek::van(&deel.urn).and_then(|plek| plek.ruw(deel.voorgesteld.as_deref()));
        uit.extend(ruw.ok_or_else(|| Bronfout::waarde(&deel.urn))?);
    }
    Ok(uit)
}

fn zet(verblijf: &mut Voorkomen, elementen: Elementen) {
    for (element, waarde) in elementen {
        match waarde {
            Some(waarde) => _ = verblijf.0.insert(element.to_owned(), json!(waarde)),
            None => _ = verblijf.0.remove(element),
        }
    }
}

/// A residence that was missing between the others.
fn nieuw(wat: &Correctie, pl: &Persoonslijst) -> Result<Voorkomen, Bronfout> {
    let delen = wat.delen.iter().filter_map(|deel| Some(Deel { urn: in_brp(&deel.urn)?, ..deel.clone() }));
    let delen: Vec<Deel> = delen.collect();
    let van = |v: &Voorkomen| v.ruw("1030").or_else(|| v.ruw("1320")).map(str::to_owned);
    let mut verblijf = Voorkomen::default();
    let elementen = elementen(&delen)?;
    if let Some(Some(land)) = elementen.get("1310") {
        verblijf.0.insert("1310".to_owned(), json!(land));
    }
    let elementen = met_gevolgen(elementen, &verblijf);
    zet(&mut verblijf, elementen);
    Soort::van(&verblijf).ok_or_else(|| Bronfout::kan_niet(GEEN_PLEK))?;
    let nu = pl.een(NU).and_then(van);
    match van(&verblijf) {
        Some(begin) if nu.is_none_or(|nu| begin < nu) => Ok(verblijf),
        _ => Err(Bronfout::kan_niet(NU_ERBIJ)),
    }
}

fn wijziging(bsn: &str, lijst: &Persoonslijst) -> Result<Wijziging, Bronfout> {
    let inhoud: Value = serde_json::to_value(lijst)?;
    let termen = Some(objecten(lijst));
    Ok(Wijziging { soort: PERSOON, sleutel: bsn.to_owned(), inhoud: Some(inhoud), termen })
}
