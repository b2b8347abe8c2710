//! Changes on request of who is registered: the mark "in onderzoek", and new values beside the old ones.
//!
//! A value stands in more lists than one: a child's date of birth in the child's own, and in those of both parents. What
//! changes, or is marked, changes in all of them.

mod onderzoek;
pub(super) mod plek;
mod schrijf;
#[cfg(test)]
mod tests;

use super::lijst::Voorkomen;
use super::{BrpFout, BrpRegister};
use crate::houder::{Aard, Bronfout, Correctie, Deel};
use plek::{OUDERAANDUIDING, Plek};
use sqlx::{Sqlite, Transaction};
use std::collections::BTreeMap;
use time::Date;

type Tx = Transaction<'static, Sqlite>;
/// New values by element; nothing empties the element.
pub(crate) type Elementen = BTreeMap<&'static str, Option<String>>;

/// Who somebody is: what relatives have in their lists too.
const IDENTITEIT: [&str; 8] = ["0210", "0220", "0230", "0240", "0310", "0320", "0330", "0410"];
/// What partners have in each other's lists.
const VERBINTENIS: [&str; 5] = ["0610", "0620", "0630", "0710", "1510"];
/// The categories about relatives.
const VERWANTEN: [&str; 4] = ["02", "03", "05", "09"];
/// Of these a person can have several at a time.
const HERHAALT: [&str; 3] = ["04", "05", "09"];
/// What an address is; the numbers that the BAG gives it do not go with another.
const ADRES: [&str; 7] = ["1110", "1115", "1120", "1130", "1140", "1160", "1170"];
const BAG: [&str; 2] = ["1180", "1190"];

/// An occurrence that holds now.
#[derive(Clone, Debug)]
struct Rij {
    id: i64,
    bsn: String,
    categorie: String,
    volgnummer: i64,
    inhoud: Voorkomen,
}

impl Rij {
    fn is_opvolger_van(&self, was: &Rij) -> bool {
        (&self.categorie, self.volgnummer) == (&was.categorie, was.volgnummer)
    }
}

impl BrpRegister {
    /// Marks the doubted values, everywhere they stand. A voorkomen that is not there (any more) cannot be marked.
    pub(crate) async fn begin_onderzoek(&self, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
        let mut tx = self.db.begin().await?;
        if let Some(rij) = gezocht(&mut tx, wat).await? {
            for (rij, elementen) in overal(&mut tx, &rij, &betwijfeld(wat)).await? {
                onderzoek::begin(&mut tx, &wat.kenmerk, &rij, elementen.into_keys().collect(), dag).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Ends what [`Self::begin_onderzoek`] began; an investigation that ran before goes on.
    pub(crate) async fn eindig_onderzoek(&self, kenmerk: &str, dag: Date) -> Result<(), Bronfout> {
        let mut tx = self.db.begin().await?;
        onderzoek::eindig(&mut tx, kenmerk, dag).await?;
        Ok(tx.commit().await?)
    }

    /// Whether a correction was carried out.
    pub(crate) async fn is_uitgevoerd(&self, kenmerk: &str) -> Result<bool, BrpFout> {
        let vraag = "SELECT EXISTS (SELECT 1 FROM correctie WHERE kenmerk = ?)";
        Ok(sqlx::query_scalar(vraag).bind(kenmerk).fetch_one(&self.db).await?)
    }

    /// Takes the new values in; once for each `kenmerk`.
    pub(crate) async fn corrigeer(&self, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
        let mut tx = self.db.begin().await?;
        if !schrijf::eerste_keer(&mut tx, &wat.kenmerk, dag).await? {
            return Ok(());
        }
        let rij = gezocht(&mut tx, wat).await?;
        match rij {
            None if wat.aard == Aard::Ontbreekt && wat.voorkomen.is_none() => {
                voeg_toe(&mut tx, wat, dag).await?;
            }
            None => return Err(Bronfout::voorkomen()),
            Some(rij) if hoort_weg(wat, &rij) => verwijder(&mut tx, wat, &rij).await?,
            Some(rij) => {
                let mut elementen = nieuw(wat)?;
                if rij.categorie == "08" {
                    elementen = met_gevolgen(elementen, &rij.inhoud);
                }
                for (rij, elementen) in overal(&mut tx, &rij, &elementen).await? {
                    schrijf::wijzig(&mut tx, &wat.kenmerk, &rij, &elementen, dag).await?;
                }
            }
        }
        Ok(tx.commit().await?)
    }
}

/// What an employee is told of a correctie that cannot be carried out, whatever its values.
pub(crate) fn waarom_niet(wat: &Correctie) -> Option<String> {
    if wat.aard == Aard::HoortNietBijMij && wat.geheel {
        return None;
    }
    let kan = |deel: &Deel| deel.urn == OUDERAANDUIDING || Plek::van(&deel.urn).is_some();
    let afgeleid = wat.delen.iter().any(|deel| !kan(deel));
    afgeleid
        .then(|| "De BRP leidt een van deze gegevens af uit andere. Verander die andere gegevens.".to_owned())
}

/// A whole voorkomen that is not of this person.
fn hoort_weg(wat: &Correctie, rij: &Rij) -> bool {
    let herhaalt = HERHAALT.contains(&rij.categorie.as_str()) || VERWANTEN.contains(&rij.categorie.as_str());
    wat.aard == Aard::HoortNietBijMij && wat.geheel && herhaalt
}

/// The elements that are doubted; those of a value that the registry derives are not there.
fn betwijfeld(wat: &Correctie) -> Elementen {
    let plekken = wat.delen.iter().filter_map(|deel| Plek::van(&deel.urn));
    plekken.flat_map(Plek::elementen).map(|element| (element, None)).collect()
}

/// The new values, all of which the registry must be able to hold.
fn nieuw(wat: &Correctie) -> Result<Elementen, Bronfout> {
    let mut elementen = Elementen::new();
    for deel in wat.delen.iter().filter(|deel| deel.urn != OUDERAANDUIDING) {
        let waarde = if wat.aard == Aard::HoortNietBijMij { None } else { deel.voorgesteld.as_deref() };
        let ruw = Plek::van(&deel.urn).and_then(|plek| plek.ruw(waarde));
        elementen.extend(ruw.ok_or_else(|| Bronfout::waarde(&deel.urn))?);
    }
    Ok(elementen)
}

/// What a new address takes with it: the short name of the street, and the numbers of the BAG, which were of the old one.
pub(crate) fn met_gevolgen(mut elementen: Elementen, verblijf: &Voorkomen) -> Elementen {
    if let (Some(straat), false) = (elementen.get("1115").cloned(), elementen.contains_key("1110")) {
        elementen.insert("1110", straat.map(|straat| straat.chars().take(24).collect()));
    }
    let verhuist = ADRES
        .iter()
        .any(|element| elementen.get(element).is_some_and(|nieuw| nieuw.as_deref() != verblijf.ruw(element)));
    if verhuist {
        for element in BAG {
            elementen.entry(element).or_insert(None);
        }
    }
    if verblijf.ruw("1310").is_some()
        && let Some(van) = elementen.remove("1030")
    {
        // Abroad the day somebody came to live there has an element of its own.
        elementen.insert("1320", van);
    }
    elementen
}

/// The one occurrence that a correction is about; nothing when it is not there, or not the only one.
async fn gezocht(tx: &mut Tx, wat: &Correctie) -> Result<Option<Rij>, Bronfout> {
    let urns =
        wat.delen.iter().map(|deel| &deel.urn).chain(wat.voorkomen.iter().flatten().map(|een| &een.urn));
    let Some(categorie) = urns.filter_map(|urn| Plek::van(urn)).map(|plek| plek.categorie).next() else {
        return Ok(None);
    };
    if wat.aard == Aard::Ontbreekt
        && wat.voorkomen.is_none()
        && (HERHAALT.contains(&categorie) || categorie == "02")
    {
        return Ok(None);
    }
    let categorieen: &[&str] =
        if categorie == "02" { &["02", "03"] } else { std::slice::from_ref(&categorie) };
    let mut rijen = schrijf::rijen(tx, &wat.bsn).await?;
    rijen.retain(|rij| categorieen.contains(&rij.categorie.as_str()));
    if HERHAALT.contains(&categorie) || categorie == "02" {
        let kenmerken = wat.kenmerken();
        let is_het = |rij: &Rij| kenmerken.iter().all(|een| past(rij, &een.urn, &een.waarde));
        if rijen.iter().any(is_het) {
            rijen.retain(is_het);
        } else {
            // Another correction may have changed what told it from the others.
            let eerder: Vec<Rij> = schrijf::eerdere(tx, &wat.bsn).await?.into_iter().filter(is_het).collect();
            rijen.retain(|rij| eerder.iter().any(|was| rij.is_opvolger_van(was)));
        }
    }
    Ok(if rijen.len() == 1 { rijen.pop() } else { None })
}

/// Whether an occurrence has this value; a value that the registry derives tells nothing.
fn past(rij: &Rij, urn: &str, waarde: &str) -> bool {
    if urn == OUDERAANDUIDING {
        return rij.categorie == if waarde == "1" { "02" } else { "03" };
    }
    let Some(plek) = Plek::van(urn) else { return true };
    rij.inhoud.ruw(plek.element).is_some_and(|ruw| plek.leesbaar(ruw) == waarde)
}

/// The occurrence itself, and those of others in which the same values stand.
async fn overal(tx: &mut Tx, rij: &Rij, elementen: &Elementen) -> Result<Vec<(Rij, Elementen)>, BrpFout> {
    let mut uit = vec![(rij.clone(), elementen.clone())];
    let deel = |welke: &[&str]| -> Elementen {
        let mee = elementen.iter().filter(|(element, _)| welke.contains(element));
        mee.map(|(element, waarde)| (*element, waarde.clone())).collect()
    };
    let is_verwant = VERWANTEN.contains(&rij.categorie.as_str());
    let wie = if is_verwant { rij.inhoud.tekst("0120").map(str::to_owned) } else { Some(rij.bsn.clone()) };
    let Some(wie) = wie.filter(|_| is_verwant || rij.categorie == "01") else { return Ok(uit) };
    let identiteit = deel(&IDENTITEIT);
    if !identiteit.is_empty() {
        let mut anderen = schrijf::rijen(tx, &wie).await?;
        anderen.retain(|ander| ander.categorie == "01");
        anderen.extend(schrijf::rijen_over(tx, &wie).await?);
        for ander in anderen.into_iter().filter(|ander| ander.id != rij.id) {
            let mut mee = identiteit.clone();
            // Of a child the parent's list does not say whether it is a son or a daughter.
            mee.retain(|element, _| *element != "0410" || ander.categorie != "09");
            uit.push((ander, mee));
        }
    }
    let verbintenis = deel(&VERBINTENIS);
    if rij.categorie == "05" && !verbintenis.is_empty() {
        let van_partner = schrijf::rijen_over(tx, &rij.bsn).await?;
        let van_partner = van_partner.into_iter().filter(|ander| ander.bsn == wie && ander.categorie == "05");
        for ander in van_partner.filter(|ander| ander.inhoud.ruw("0610") == rij.inhoud.ruw("0610")) {
            voeg_bij(&mut uit, ander, &verbintenis);
        }
    }
    uit.retain(|(_, elementen)| !elementen.is_empty());
    Ok(uit)
}

/// One occurrence is written once, also when it has both kinds of values.
fn voeg_bij(uit: &mut Vec<(Rij, Elementen)>, rij: Rij, elementen: &Elementen) {
    match uit.iter_mut().find(|(eerder, _)| eerder.id == rij.id) {
        Some((_, eerder)) => eerder.extend(elementen.clone()),
        None => uit.push((rij, elementen.clone())),
    }
}

/// A voorkomen that was missing.
async fn voeg_toe(tx: &mut Tx, wat: &Correctie, dag: Date) -> Result<(), Bronfout> {
    let plek = wat.delen.iter().find_map(|deel| Plek::van(&deel.urn));
    let mut categorie =
        plek.ok_or_else(|| Bronfout::kan_niet("Dit kan de registratie niet toevoegen."))?.categorie;
    if categorie == "02" {
        let welke = |deel: &&Deel| deel.urn == OUDERAANDUIDING;
        let aanduiding = wat.delen.iter().find(welke).and_then(|deel| deel.voorgesteld.as_deref());
        let bezet = schrijf::rijen(tx, &wat.bsn).await?;
        let vrij = |categorie: &&str| bezet.iter().all(|rij| rij.categorie != **categorie);
        let bedoeld = aanduiding.map(|een| if een == "1" { "02" } else { "03" });
        let mag = |categorie: &&str| bedoeld.is_none_or(|een| een == *categorie);
        let keuze = ["02", "03"].into_iter().filter(vrij).find(mag);
        categorie = keuze.ok_or_else(|| Bronfout::kan_niet("Deze ouder staat al in de registratie."))?;
    }
    let elementen = nieuw(wat)?;
    schrijf::nieuw(tx, &wat.kenmerk, (&wat.bsn, categorie), elementen, dag).await?;
    Ok(())
}

/// Takes a voorkomen away, and what the relative's own list says of it.
async fn verwijder(tx: &mut Tx, wat: &Correctie, rij: &Rij) -> Result<(), Bronfout> {
    let tegenover: &[&str] = match rij.categorie.as_str() {
        "09" => &["02", "03"],
        "02" | "03" => &["09"],
        "05" => &["05"],
        _ => &[],
    };
    let mut weg = vec![rij.clone()];
    if let Some(verwant) = rij.inhoud.tekst("0120") {
        let over_mij = schrijf::rijen_over(tx, &rij.bsn).await?.into_iter();
        weg.extend(over_mij.filter(|een| een.bsn == verwant && tegenover.contains(&een.categorie.as_str())));
    }
    for een in &weg {
        schrijf::sluit(tx, &wat.kenmerk, een, "onjuist: hoort niet bij deze persoon").await?;
    }
    Ok(())
}
