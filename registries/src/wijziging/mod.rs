//! What a holder can change of a registration that keeps documents. A registration says it with data, its [`Tabel`]: which
//! gegeven stands where in which document, in which form, what tells one voorkomen from another, and what is changed by
//! other means than a terugmelding, and why.

mod plek;
mod stuk;
mod vorm;

pub(crate) use plek::{Lijst, Ook, Plek, voorstel};
pub(crate) use vorm::Vorm;

use crate::houder::{Aard, Bronfout, Correctie};
use crate::voorraad::{Termen, Voorraad, Wijziging};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use stuk::{Gevonden, gevonden};
use time::Date;

/// Why the old version is no longer there.
pub(crate) const ONJUIST: &str = "onjuist: verbeterd na een terugmelding";

const NIET_ERBIJ: &str = "Deze registratie krijgt hier geen nieuwe gegevens erbij. Dat gaat op een andere manier, of bij een andere registratie.";
const NIET_ERAF: &str = "Uit deze registratie wordt hier niets weggehaald. Dat gaat op een andere manier, of bij een andere registratie.";

/// All of one registration.
pub(crate) struct Tabel {
    pub(crate) groepen: &'static [Groep],
    /// What is not changed by these means: the beginning of a URN behind `urn:`, and what the employee is told.
    pub(crate) niet: &'static [(&'static str, &'static str)],
    /// What a document of a kind is found by, when that depends on its content.
    pub(crate) termen: fn(&str, &Value) -> Option<Termen>,
    /// What the registration makes itself of a document.
    pub(crate) afgeleid: fn(&str, Value) -> Value,
}

/// A group of the gegevensregister.
pub(crate) struct Groep {
    /// Its id there.
    id: &'static str,
    /// The kind of the documents that it stands in.
    soort: &'static str,
    zoek: Zoek,
    /// Where in a document its voorkomens stand; empty: the document is one.
    lijst: &'static str,
    /// What a voorkomen must have to be one of this group: where, and what.
    alleen: Option<(&'static str, &'static str)>,
    /// Where the BSN of whoever a voorkomen is about stands, when documents hold those of others too.
    van_wie: &'static str,
    ontbreekt: Ontbreekt,
    hoort_niet: HoortNiet,
    plekken: &'static [Plek],
}

/// Among which documents a voorkomen is looked for.
#[derive(Clone, Copy)]
pub(crate) enum Zoek {
    /// All of the kind; what tells it must be unique.
    Alle,
    /// The one whose key is the BSN.
    Persoon,
    /// Those that have the BSN under this term.
    Bsn(&'static str),
    /// Those that have, under the second term, a key of documents of this kind that have the BSN under the first.
    Onder(&'static str, &'static str, &'static str),
}

/// What is done with a voorkomen that is missing.
#[derive(Clone, Copy)]
pub(crate) enum Ontbreekt {
    /// It is not added by these means, and why.
    Niet(&'static str),
    /// It is put in the list of the person's document. Of these names the first tells one from another, and must be given.
    InLijst(&'static [&'static str]),
}

/// What is done with a voorkomen that is not of this person.
#[derive(Clone, Copy)]
pub(crate) enum HoortNiet {
    Niet(&'static str),
    /// The document goes.
    Stuk,
    /// It goes from the list in the document.
    UitLijst,
    /// Whoever this person is in it goes: places of objects, and where in them the BSN stands.
    Rol(&'static [(&'static str, &'static str)]),
    /// The person goes from this list, whose members have the BSN here.
    Lid(&'static str, &'static str),
}

impl Groep {
    /// Nothing comes or goes; what does, is said with [`Self::ontbreekt`] and [`Self::hoort_niet`].
    pub(crate) const fn nieuw(
        id: &'static str,
        soort: &'static str,
        zoek: Zoek,
        plekken: &'static [Plek],
    ) -> Self {
        let ontbreekt = Ontbreekt::Niet(NIET_ERBIJ);
        let hoort_niet = HoortNiet::Niet(NIET_ERAF);
        Self { id, soort, zoek, lijst: "", alleen: None, van_wie: "", ontbreekt, hoort_niet, plekken }
    }

    pub(crate) const fn lijst(self, lijst: &'static str) -> Self {
        Self { lijst, ..self }
    }

    pub(crate) const fn alleen(self, waar: &'static str, wat: &'static str) -> Self {
        Self { alleen: Some((waar, wat)), ..self }
    }

    pub(crate) const fn van_wie(self, van_wie: &'static str) -> Self {
        Self { van_wie, ..self }
    }

    pub(crate) const fn ontbreekt(self, ontbreekt: Ontbreekt) -> Self {
        Self { ontbreekt, ..self }
    }

    pub(crate) const fn hoort_niet(self, hoort_niet: HoortNiet) -> Self {
        Self { hoort_niet, ..self }
    }

    fn plek(&self, urn: &str) -> Option<&'static Plek> {
        let naam = urn.strip_prefix("urn:")?.strip_prefix(&self.id.replace('.', ":"))?.strip_prefix(':')?;
        self.plekken.iter().find(|plek| plek.naam == naam)
    }
}

impl Tabel {
    /// The gegevens of a group that can be in onderzoek, and what the standard calls that.
    #[cfg(test)]
    pub(crate) fn merken(&self, groep: &str) -> Vec<(&'static str, &'static str)> {
        let plekken = self.groepen.iter().filter(|een| een.id == groep).flat_map(|groep| groep.plekken);
        plekken.filter_map(|plek| Some((plek.naam, plek.merk?))).collect()
    }

    fn groep(&self, wat: &Correctie) -> Option<&'static Groep> {
        self.groepen.iter().find(|groep| groep.id == wat.groep)
    }

    /// What an employee is told of a correctie that cannot be carried out, whatever its values.
    pub(crate) fn waarom_niet(&self, wat: &Correctie) -> Option<String> {
        let waarom = |urn: &str| {
            let kaal = urn.strip_prefix("urn:").unwrap_or(urn);
            let is_het = |(begin, _): &&(&str, &str)| {
                kaal.strip_prefix(begin).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
            };
            self.niet.iter().find(is_het).map(|(_, waarom)| (*waarom).to_owned())
        };
        let hier_niet = || Some("Deze gegevens kunnen hier niet worden gewijzigd.".to_owned());
        let Some(groep) = self.groep(wat) else {
            return waarom(&wat.groep.replace('.', ":")).or_else(hier_niet);
        };
        match (wat.aard, &groep.hoort_niet, &groep.ontbreekt) {
            (Aard::HoortNietBijMij, HoortNiet::Niet(waarom), _) => return Some((*waarom).to_owned()),
            (Aard::HoortNietBijMij, ..) if wat.geheel => return None,
            (Aard::HoortNietBijMij, ..) => {
                return Some("Dit kan alleen als geheel weg. Wijs alle gegevens toe, of geen.".to_owned());
            }
            (Aard::Ontbreekt, _, Ontbreekt::Niet(waarom)) if wat.voorkomen.is_none() => {
                return Some((*waarom).to_owned());
            }
            _ => {}
        }
        let kan = |urn: &str| groep.plek(urn).is_some_and(|plek| !plek.vast);
        let niet = wat.delen.iter().find(|deel| !kan(&deel.urn))?;
        waarom(&niet.urn).or_else(|| Some(Bronfout::waarde(&niet.urn).to_string()))
    }

    /// Gives the registration the new values, once for each case.
    pub(crate) async fn corrigeer(&self, voorraad: &Voorraad, wat: &Correctie) -> Result<(), Bronfout> {
        if voorraad.is_uitgevoerd(&wat.kenmerk).await? {
            return Ok(());
        }
        if let Some(waarom) = self.waarom_niet(wat) {
            return Err(Bronfout::kan_niet(waarom));
        }
        let groep = self.groep(wat).ok_or_else(Bronfout::voorkomen)?;
        let alle: Vec<Value> = voorraad.alle(groep.soort).await?.into_iter().map(|(_, stuk)| stuk).collect();
        let wijzigingen = if wat.aard == Aard::Ontbreekt && wat.voorkomen.is_none() {
            vec![toegevoegd(voorraad, groep, wat, &alle).await?]
        } else {
            let gevonden = gevonden(voorraad, groep, wat).await?.ok_or_else(Bronfout::voorkomen)?;
            if wat.aard == Aard::HoortNietBijMij {
                vec![weg(groep, gevonden, &wat.bsn).ok_or_else(Bronfout::voorkomen)?]
            } else {
                self.gewijzigd(voorraad, groep, (wat, gevonden), &alle).await?
            }
        };
        let wijzigingen: Vec<Wijziging> = wijzigingen.into_iter().map(|een| self.af(een)).collect();
        voorraad.corrigeer(&wat.kenmerk, ONJUIST, &wijzigingen).await?;
        Ok(())
    }

    /// Marks the doubted values in every document where they stand. What is not there (any more) cannot be marked, nor what the
    /// standard has no mark for.
    pub(crate) async fn begin_onderzoek(
        &self,
        voorraad: &Voorraad,
        wat: &Correctie,
        dag: Date,
    ) -> Result<(), Bronfout> {
        let Some(groep) = self.groep(wat) else { return Ok(()) };
        let Some(gevonden) = gevonden(voorraad, groep, wat).await? else { return Ok(()) };
        let mut merken: BTreeMap<(&str, String), BTreeSet<String>> = BTreeMap::new();
        for plek in wat.delen.iter().filter_map(|deel| groep.plek(&deel.urn)) {
            let elders = plek.ook.iter().map(|ook| (ook.soort, ook.sleutel(&gevonden), ook.merk));
            let hier = (groep.soort, Some(gevonden.sleutel.clone()), plek.merk);
            for (soort, sleutel, merk) in std::iter::once(hier).chain(elders) {
                if let (Some(sleutel), Some(merk)) = (sleutel, merk) {
                    merken.entry((soort, sleutel)).or_default().insert(merk.to_owned());
                }
            }
        }
        for ((soort, sleutel), delen) in merken {
            let dag = dag.to_string();
            voorraad.begin_onderzoek(&wat.kenmerk, (soort, &sleutel), &delen, &dag).await?;
        }
        Ok(())
    }

    async fn gewijzigd(
        &self,
        voorraad: &Voorraad,
        groep: &Groep,
        (wat, gevonden): (&Correctie, Gevonden),
        alle: &[Value],
    ) -> Result<Vec<Wijziging>, Bronfout> {
        let mut hier = gevonden.stuk.clone();
        let mut elders: BTreeMap<(&'static str, String), Value> = BTreeMap::new();
        for deel in &wat.delen {
            let fout = || Bronfout::waarde(&deel.urn);
            let plek = groep.plek(&deel.urn).ok_or_else(fout)?;
            let waarde = deel.voorgesteld.as_deref();
            plek.is_van(&hier, &gevonden.waar, &wat.bsn).then_some(()).ok_or_else(fout)?;
            plek.zet(&mut hier, &gevonden.waar, (waarde, &wat.delen), alle).ok_or_else(fout)?;
            for ook in plek.ook {
                if ook.soort.is_empty() {
                    ook.zet(&mut hier, &gevonden.waar, waarde).ok_or_else(fout)?;
                    continue;
                }
                let welk = (ook.soort, ook.sleutel(&gevonden).ok_or_else(fout)?);
                if !elders.contains_key(&welk) {
                    let stuk = voorraad.haal(ook.soort, &welk.1).await?.ok_or_else(Bronfout::voorkomen)?;
                    elders.insert(welk.clone(), stuk);
                }
                let stuk = elders.get_mut(&welk).ok_or_else(fout)?;
                ook.zet(stuk, "", waarde).ok_or_else(fout)?;
            }
        }
        let elders = elders.into_iter().map(|((soort, sleutel), stuk)| wijziging(soort, sleutel, stuk));
        Ok(elders.chain([wijziging(groep.soort, gevonden.sleutel, hier)]).collect())
    }

    /// Makes a change whole: what the registration derives, and what the document is found by from now on.
    fn af(&self, mut wijziging: Wijziging) -> Wijziging {
        let soort = wijziging.soort;
        wijziging.inhoud = wijziging.inhoud.map(|stuk| (self.afgeleid)(soort, stuk));
        wijziging.termen = wijziging.inhoud.as_ref().and_then(|stuk| (self.termen)(soort, stuk));
        wijziging
    }
}

const fn wijziging(soort: &'static str, sleutel: String, stuk: Value) -> Wijziging {
    Wijziging { soort, sleutel, inhoud: Some(stuk), termen: None }
}

/// The document of the person with one voorkomen more.
async fn toegevoegd(
    voorraad: &Voorraad,
    groep: &Groep,
    wat: &Correctie,
    alle: &[Value],
) -> Result<Wijziging, Bronfout> {
    let mut stuk =
        voorraad.haal(groep.soort, &wat.bsn).await?.unwrap_or_else(|| Value::Object(<_>::default()));
    let Ontbreekt::InLijst(verplicht) = groep.ontbreekt else { return Err(Bronfout::voorkomen()) };
    for naam in verplicht {
        let plek = groep.plekken.iter().find(|plek| plek.naam == *naam).ok_or_else(Bronfout::voorkomen)?;
        let is_dit = |urn: &str| groep.plek(urn).is_some_and(|een| een.naam == plek.naam);
        let gegeven =
            wat.delen.iter().find(|deel| is_dit(&deel.urn)).and_then(|deel| deel.voorgesteld.as_deref());
        let gegeven = gegeven.ok_or_else(|| Bronfout::kan_niet("Hiervan mist iets dat erin moet staan."))?;
        let staat_er =
            stuk::plaatsen(&stuk, groep.lijst).iter().any(|waar| plek.lees(&stuk, waar) == gegeven);
        if staat_er && naam == &verplicht[0] {
            return Err(Bronfout::kan_niet("Dit staat al in de registratie."));
        }
    }
    let waar = stuk::nieuw_item(&mut stuk, groep.lijst).ok_or_else(Bronfout::voorkomen)?;
    for deel in &wat.delen {
        let gezet = groep
            .plek(&deel.urn)
            .and_then(|plek| plek.zet(&mut stuk, &waar, (deel.voorgesteld.as_deref(), &wat.delen), alle));
        gezet.ok_or_else(|| Bronfout::waarde(&deel.urn))?;
    }
    Ok(wijziging(groep.soort, wat.bsn.clone(), stuk))
}

/// What is left of a document; nothing when this person is not in it.
fn weg(groep: &Groep, gevonden: Gevonden, bsn: &str) -> Option<Wijziging> {
    let Gevonden { sleutel, mut stuk, waar } = gevonden;
    match groep.hoort_niet {
        HoortNiet::Stuk | HoortNiet::Niet(_) => {
            return Some(Wijziging { soort: groep.soort, sleutel, inhoud: None, termen: None });
        }
        HoortNiet::UitLijst => stuk::haal_weg(&mut stuk, &waar),
        HoortNiet::Rol(rollen) => {
            let is_mij = |(rol, wie): &&(&str, &str)| {
                stuk.pointer(&format!("{rol}{wie}")).is_some_and(|een| een == bsn)
            };
            let mijn: Vec<&str> = rollen.iter().filter(is_mij).map(|(rol, _)| *rol).collect();
            (!mijn.is_empty()).then_some(())?;
            for rol in mijn {
                stuk::haal_weg(&mut stuk, rol);
            }
        }
        HoortNiet::Lid(lijst, wie) => {
            if let Some(leden) = stuk.pointer_mut(lijst).and_then(Value::as_array_mut) {
                leden.retain(|lid| lid.pointer(wie).is_none_or(|een| een != bsn));
            }
        }
    }
    Some(wijziging(groep.soort, sleutel, stuk))
}
