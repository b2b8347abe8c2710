//! WOZ Bevragen 1.0.0 (Kadaster): the value of what a person owns or uses.
//!
//! The WOZ cannot be asked by BSN, only by address, and then it answers whose the object is. So it is here that is
//! decided what is somebody's own: an object leaves this file only when it names the person who asks, and then
//! without whoever else it names.

use super::hal::{Hal, Stuk, lijst, tekst, tel_achtergehouden};
use super::{Bouw, BronFout, Koppelvlak, Vraag};
use contract::Bsn;
use futures::future::BoxFuture;
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What this registration is found by.
const SCHAKEL: &str = "adresseerbaarObject";
/// As many as the BRK looks up, and a home.
const MEESTE_ADRESSEN: usize = 60;
const MEESTE_OBJECTEN: usize = 100;
const TEGELIJK: usize = 4;

const OBJECTEN: &str = "wozObjecten";
const ROLLEN: [&str; 2] = ["belanghebbendeEigenaar", "belanghebbendeGebruiker"];
const AO: &str = "adresseerbaarObjectIdentificatie";
/// To find out which objects there are, nobody's name is needed.
const VELDEN_ZOEKEN: &str = "identificatie,adresseerbaarObjectIdentificaties";
const VELDEN_OBJECT: &str = "identificatie,aanduiding,adresseerbaarObjectIdentificaties,grondoppervlakte,\
    verantwoordelijkeGemeente,waarden,kadastraalOnroerendeZaken.identificatie,\
    kadastraalOnroerendeZaken.aanduidingMetGemeentenaam,pandIdentificaties,\
    belanghebbendeEigenaar.burgerservicenummer,belanghebbendeEigenaar.naam,\
    belanghebbendeEigenaar.geheimhoudingPersoonsgegevens,belanghebbendeGebruiker.burgerservicenummer,\
    belanghebbendeGebruiker.naam,belanghebbendeGebruiker.geheimhoudingPersoonsgegevens";

pub(super) struct Woz {
    hal: Hal,
}

impl Woz {
    pub(super) fn nieuw(bouw: &Bouw<'_>) -> Result<Self, String> {
        Ok(Self { hal: Hal::nieuw(bouw)? })
    }

    async fn vraag_objecten(&self, vraag: Vraag<'_>) -> Result<Option<Value>, BronFout> {
        let adressen: Vec<&str> = vraag.schakels.waarden(SCHAKEL).collect();
        if adressen.len() > MEESTE_ADRESSEN {
            return Err(BronFout::Onleesbaar("more addresses than are looked up for one person"));
        }
        if !adressen.iter().all(|id| is_cijfers(id, 16)) {
            return Err(BronFout::Onleesbaar("an address without a usable id"));
        }
        let vragen: Vec<_> = adressen.into_iter().map(|ao| self.zoek(vraag, ao)).collect();
        let ids: Vec<BTreeSet<String>> =
            futures::stream::iter(vragen).buffered(TEGELIJK).try_collect().await?;
        let ids: BTreeSet<String> = ids.into_iter().flatten().collect();
        if ids.len() > MEESTE_OBJECTEN {
            return Err(BronFout::Onleesbaar("more objects than are looked up for one person"));
        }
        let vragen: Vec<_> = ids.iter().map(|id| self.object(vraag, id)).collect();
        let objecten: Vec<Option<Stuk>> =
            futures::stream::iter(vragen).buffered(TEGELIJK).try_collect().await?;
        let objecten: Vec<Stuk> = objecten.into_iter().flatten().collect();
        tel_achtergehouden("woz", ids.len() - objecten.len());
        Ok((!objecten.is_empty()).then(|| json!({ "objecten": objecten })))
    }

    /// Which objects stand at an address.
    async fn zoek(&self, vraag: Vraag<'_>, ao: &str) -> Result<BTreeSet<String>, BronFout> {
        let pad = format!("/wozobjecten?{AO}={ao}&fields={VELDEN_ZOEKEN}&pageSize=100");
        let antwoord = self.hal.haal(vraag, &pad).await?;
        let antwoord = antwoord.ok_or(BronFout::Onleesbaar("no list of objects"))?;
        gevonden(antwoord, ao)
    }

    /// The whole object, as far as it is the person's; `None` when it is somebody else's.
    async fn object(&self, vraag: Vraag<'_>, id: &str) -> Result<Option<Stuk>, BronFout> {
        let object = self.hal.haal(vraag, &format!("/wozobjecten/{id}?fields={VELDEN_OBJECT}")).await?;
        let object = object.ok_or(BronFout::Onleesbaar("an object that its own registry does not know"))?;
        if tekst(&object, "identificatie") != Some(id) {
            return Err(BronFout::Onleesbaar("another object than was asked for"));
        }
        Ok(eigen(object, vraag.bsn).map(noem_in_waarden))
    }
}

impl Koppelvlak for Woz {
    fn raadpleeg<'a>(&'a self, vraag: Vraag<'a>) -> BoxFuture<'a, Result<Option<Value>, BronFout>> {
        Box::pin(self.vraag_objecten(vraag))
    }
}

fn is_cijfers(tekst: &str, aantal: usize) -> bool {
    tekst.len() == aantal && tekst.bytes().all(|teken| teken.is_ascii_digit())
}

/// The ids in an answer, which must all stand at the address that was asked.
fn gevonden(antwoord: Stuk, ao: &str) -> Result<BTreeSet<String>, BronFout> {
    let volgende = antwoord.get("_links").and_then(|links| links.get("next"));
    if volgende.is_some_and(|volgende| !volgende.is_null()) {
        return Err(BronFout::Onleesbaar("more objects at one address than fit a page"));
    }
    let mut ids = BTreeSet::new();
    for object in lijst(antwoord, OBJECTEN)? {
        let hier = object.get("adresseerbaarObjectIdentificaties").and_then(Value::as_array);
        if !hier.is_some_and(|hier| hier.iter().any(|id| id == ao)) {
            return Err(BronFout::Onleesbaar("an object at another address"));
        }
        let id = tekst(&object, "identificatie").filter(|id| is_cijfers(id, 12));
        ids.insert(id.ok_or(BronFout::Onleesbaar("an object without a usable id"))?.to_owned());
    }
    Ok(ids)
}

/// An object that names this person as owner or as user, without the other; else nothing.
///
/// Only the BSN tells: a name can be anybody's, and who lives at an address need not be named in the WOZ.
fn eigen(mut object: Stuk, bsn: &Bsn) -> Option<Stuk> {
    object.remove("_links");
    let mut gevonden = false;
    for rol in ROLLEN {
        match object.remove(rol) {
            Some(Value::Object(mut persoon))
                if tekst(&persoon, "burgerservicenummer") == Some(bsn.cijfers()) =>
            {
                // It has done its work.
                persoon.remove("burgerservicenummer");
                object.insert(rol.to_owned(), Value::Object(persoon));
                gevonden = true;
            }
            _ => {}
        }
    }
    gevonden.then_some(object)
}

/// Puts into each value of which object it is: seen alone it must still say so.
fn noem_in_waarden(mut object: Stuk) -> Stuk {
    let lid = |naam: &str| object.get(naam).cloned().unwrap_or_default();
    let wat = json!({"identificatie": lid("identificatie"), "aanduiding": lid("aanduiding")});
    for waarde in object.get_mut("waarden").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Value::Object(waarde) = waarde {
            waarde.insert("object".into(), wat.clone());
        }
    }
    object
}

#[cfg(test)]
mod tests;
