//! The place of one value, and how it is put there.

use super::Vorm;
use super::stuk::{Gevonden, zet_op};
use crate::houder::Deel;
use serde_json::{Value, json};

/// How a value that is a list is put there: a terugmelding has an item on every line.
#[derive(Clone, Copy)]
pub(crate) enum Lijst {
    /// A list of values, which another takes the place of.
    Waarden,
    /// A member of each item of a list: as many lines as there are items, or as have it. Where there is no item, they are made.
    Leden,
    /// The member by which items are known: those that are named stay as they are, the others go, new ones come.
    Items,
}

/// How a registration puts a value there itself: in the voorkomen, of all that was granted, with every document at hand.
pub(crate) type Eigen = fn(&mut Value, &[Deel], &[Value]) -> Option<()>;

/// Where a value stands in a voorkomen.
pub(crate) struct Plek {
    /// The end of its URN, behind that of the group.
    pub(super) naam: &'static str,
    /// Of a list: where its items are. Seen from the voorkomen, or from the document when `boven`.
    pub(super) wijzer: &'static str,
    pub(super) vorm: Vorm,
    pub(super) boven: bool,
    /// Of a list: the member in each item, and how it is put there.
    pub(super) lijst: Option<(&'static str, Lijst)>,
    pub(super) eigen: Option<Eigen>,
    /// What it belongs to, and where in that the BSN of whoever it is stands. Somebody else's is left alone.
    alleen_van: Option<(&'static str, &'static str)>,
    /// It tells one voorkomen from another, and never changes.
    pub(super) vast: bool,
    /// It can change, but not go.
    verplicht: bool,
    /// What the standard calls it when it is in onderzoek.
    pub(super) merk: Option<&'static str>,
    /// Where else it stands.
    pub(super) ook: &'static [Ook],
}

/// Another place of the same value.
pub(crate) struct Ook {
    /// The kind of document; empty: the same voorkomen.
    pub(super) soort: &'static str,
    /// Where in the first document the key of the other one stands; of a list, the only item.
    pub(super) bij: &'static str,
    pub(super) wijzer: &'static str,
    pub(super) vorm: Vorm,
    pub(super) lijst: bool,
    pub(super) merk: Option<&'static str>,
}

impl Plek {
    pub(crate) const fn nieuw(naam: &'static str, wijzer: &'static str, vorm: Vorm) -> Self {
        Self {
            naam,
            wijzer,
            vorm,
            boven: false,
            lijst: None,
            eigen: None,
            alleen_van: None,
            vast: false,
            verplicht: false,
            merk: None,
            ook: &[],
        }
    }

    /// What tells a voorkomen.
    pub(crate) const fn sleutel(naam: &'static str, wijzer: &'static str) -> Self {
        Self { vast: true, ..Self::nieuw(naam, wijzer, Vorm::Tekst(200)) }
    }

    pub(crate) const fn lijst(self, lid: &'static str, lijst: Lijst) -> Self {
        Self { lijst: Some((lid, lijst)), ..self }
    }

    pub(crate) const fn eigen(self, eigen: Eigen) -> Self {
        Self { eigen: Some(eigen), ..self }
    }

    pub(crate) const fn alleen_van(self, wat: &'static str, wie: &'static str) -> Self {
        Self { alleen_van: Some((wat, wie)), ..self }
    }

    pub(crate) const fn verplicht(self) -> Self {
        Self { verplicht: true, ..self }
    }

    pub(crate) const fn boven(self) -> Self {
        Self { boven: true, ..self }
    }

    pub(crate) const fn merk(self, merk: &'static str) -> Self {
        Self { merk: Some(merk), ..self }
    }

    pub(crate) const fn ook(self, ook: &'static [Ook]) -> Self {
        Self { ook, ..self }
    }

    fn pad(&self, waar: &str) -> String {
        if self.boven { self.wijzer.to_owned() } else { format!("{waar}{}", self.wijzer) }
    }

    /// As a terugmelding writes it; empty when there is nothing.
    pub(super) fn lees(&self, stuk: &Value, waar: &str) -> String {
        let Some(waarde) = stuk.pointer(&self.pad(waar)) else { return String::new() };
        let Some((lid, _)) = self.lijst else { return self.vorm.lees(waarde) };
        let items = waarde.as_array().into_iter().flatten();
        items
            .filter_map(|item| item.pointer(lid))
            .map(|een| self.vorm.lees(een))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Whether it is this person's.
    pub(super) fn is_van(&self, stuk: &Value, waar: &str, bsn: &str) -> bool {
        self.alleen_van
            .is_none_or(|(wat, wie)| stuk.pointer(&format!("{waar}{wat}{wie}")).is_some_and(|een| een == bsn))
    }

    /// Puts a value there, or takes it away; nothing when it cannot stand there.
    pub(super) fn zet(
        &self,
        stuk: &mut Value,
        waar: &str,
        (waarde, delen): (Option<&str>, &[Deel]),
        alle: &[Value],
    ) -> Option<()> {
        (waarde.is_some() || !self.verplicht).then_some(())?;
        if let Some(doe) = self.eigen {
            return doe(stuk.pointer_mut(waar)?, delen, alle);
        }
        let pad = self.pad(waar);
        let naam = self.wijzer.rsplit('/').next().unwrap_or_default();
        let Some((lid, hoe)) = self.lijst else {
            let nieuw = waarde.map(|waarde| self.vorm.schrijf(waarde, naam, alle));
            return match nieuw {
                Some(nieuw) => zet_op(stuk, &pad, Some(nieuw?)),
                None => zet_op(stuk, &pad, None),
            };
        };
        let Some(waarde) = waarde else {
            return if matches!(hoe, Lijst::Leden) {
                zonder_lid(stuk, &pad, lid)
            } else {
                zet_op(stuk, &pad, None)
            };
        };
        let naam = if lid.is_empty() { naam } else { lid.trim_start_matches('/') };
        let nieuw = waarde.lines().map(|regel| self.vorm.schrijf(regel, naam, alle));
        let nieuw: Vec<Value> = nieuw.collect::<Option<_>>()?;
        let oud = stuk.pointer(&pad).and_then(Value::as_array).cloned().unwrap_or_default();
        let items = match hoe {
            Lijst::Waarden => nieuw,
            Lijst::Leden => met_leden(oud, lid, nieuw)?,
            Lijst::Items => {
                nieuw.into_iter().map(|een| bekend_item(&oud, lid, een)).collect::<Option<_>>()?
            }
        };
        (!items.is_empty()).then_some(())?;
        zet_op(stuk, &pad, Some(items.into()))
    }
}

impl Ook {
    pub(crate) const fn nieuw(
        soort: &'static str,
        bij: &'static str,
        wijzer: &'static str,
        vorm: Vorm,
    ) -> Self {
        Self { soort, bij, wijzer, vorm, lijst: false, merk: None }
    }

    pub(crate) const fn lijst(self) -> Self {
        Self { lijst: true, ..self }
    }

    pub(crate) const fn merk(self, merk: &'static str) -> Self {
        Self { merk: Some(merk), ..self }
    }

    /// The key of the other document.
    pub(super) fn sleutel(&self, gevonden: &Gevonden) -> Option<String> {
        let bij = gevonden.stuk.pointer(&format!("{}{}", gevonden.waar, self.bij))?;
        let een = match bij.as_array().map(Vec::as_slice) {
            None => bij,
            Some([een]) => een,
            Some(_) => return None,
        };
        een.as_str().map(str::to_owned)
    }

    pub(super) fn zet(&self, stuk: &mut Value, waar: &str, waarde: Option<&str>) -> Option<()> {
        let pad = format!("{waar}{}", self.wijzer);
        let Some(waarde) = waarde else { return zet_op(stuk, &pad, None) };
        let nieuw = if self.lijst {
            let regels = waarde.lines().map(|regel| self.vorm.schrijf(regel, "", &[]));
            Value::Array(regels.collect::<Option<_>>()?)
        } else {
            self.vorm.schrijf(waarde, "", &[])?
        };
        zet_op(stuk, &pad, Some(nieuw))
    }
}

fn zonder_lid(stuk: &mut Value, pad: &str, lid: &str) -> Option<()> {
    for item in stuk.pointer_mut(pad).and_then(Value::as_array_mut)? {
        zet_op(item, lid, None)?;
    }
    Some(())
}

/// One line for each item, or for each that has the member already.
fn met_leden(mut items: Vec<Value>, lid: &str, nieuw: Vec<Value>) -> Option<Vec<Value>> {
    if items.is_empty() {
        items = nieuw.iter().map(|_| json!({})).collect();
    }
    let alle = items.len() == nieuw.len();
    let mut doel: Vec<&mut Value> =
        items.iter_mut().filter(|item| alle || item.pointer(lid).is_some()).collect();
    (doel.len() == nieuw.len()).then_some(())?;
    for (item, nieuw) in doel.iter_mut().zip(nieuw) {
        zet_op(item, lid, Some(nieuw))?;
    }
    Some(items)
}

fn bekend_item(oud: &[Value], lid: &str, waarde: Value) -> Option<Value> {
    if let Some(item) = oud.iter().find(|item| item.pointer(lid) == Some(&waarde)) {
        return Some(item.clone());
    }
    let mut item = json!({});
    zet_op(&mut item, lid, Some(waarde))?;
    Some(item)
}

/// What was granted of the gegeven with this URN, line by line.
pub(crate) fn voorstel<'d>(delen: &'d [Deel], urn: &str) -> Option<Vec<&'d str>> {
    let deel = delen.iter().find(|deel| deel.urn == urn)?;
    Some(deel.voorgesteld.as_deref()?.lines().map(str::trim).filter(|regel| !regel.is_empty()).collect())
}
