//! How the app reads JSON. What `serde` derives for each type, in each of its forms, took a tenth of the app; here any JSON is
//! read into one tree by one visitor, and every type takes its members from that ([`crate::lees`]). Writing is derived as ever.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Any JSON of the contract, which has no fractions.
pub(crate) enum Boom {
    Niets,
    Vlag(bool),
    Getal(i64),
    Tekst(String),
    Lijst(Vec<Boom>),
    Leden(Leden),
}

/// The members of an object, in the order in which they came.
pub(crate) struct Leden(Vec<(String, Boom)>);

/// What can be read from a tree. `None`: it has another form.
pub(crate) trait Lees: Sized {
    fn lees(boom: Boom) -> Option<Self>;

    /// What it is when the member is absent, if that may be.
    fn niets() -> Option<Self> {
        None
    }
}

/// Reads a `T` from any format.
pub(crate) fn deserialiseer<'de, T: Lees, D: Deserializer<'de>>(bron: D) -> Result<T, D::Error> {
    T::lees(Boom::deserialize(bron)?)
        .ok_or_else(|| D::Error::custom("an unknown name, or a member is missing"))
}

impl Boom {
    pub(crate) fn leden(self) -> Option<Leden> {
        if let Boom::Leden(leden) = self { Some(leden) } else { None }
    }
}

impl Leden {
    /// Takes a member out.
    pub(crate) fn neem<T: Lees>(&mut self, naam: &str) -> Option<T> {
        self.of(naam, T::niets)
    }

    /// Takes a member out; when it is absent, an empty `T`.
    pub(crate) fn neem_of_leeg<T: Lees + Default>(&mut self, naam: &str) -> Option<T> {
        self.of(naam, || Some(T::default()))
    }

    fn of<T: Lees>(&mut self, naam: &str, anders: fn() -> Option<T>) -> Option<T> {
        match self.0.iter().position(|(lid, _)| lid == naam) {
            Some(plek) => T::lees(self.0.swap_remove(plek).1),
            None => anders(),
        }
    }
}

impl Lees for String {
    fn lees(boom: Boom) -> Option<Self> {
        if let Boom::Tekst(tekst) = boom { Some(tekst) } else { None }
    }
}

impl Lees for bool {
    fn lees(boom: Boom) -> Option<Self> {
        if let Boom::Vlag(ja) = boom { Some(ja) } else { None }
    }
}

macro_rules! getallen {
    ($($getal:ty),+) => {$(
        impl Lees for $getal {
            fn lees(boom: Boom) -> Option<Self> {
                if let Boom::Getal(getal) = boom { getal.try_into().ok() } else { None }
            }
        }
    )+};
}

getallen!(u8, u16, u32, i32, i64);

impl<T: Lees> Lees for Option<T> {
    fn lees(boom: Boom) -> Option<Self> {
        if matches!(boom, Boom::Niets) { Some(None) } else { T::lees(boom).map(Some) }
    }

    fn niets() -> Option<Self> {
        Some(None)
    }
}

impl<T: Lees> Lees for Vec<T> {
    fn lees(boom: Boom) -> Option<Self> {
        if let Boom::Lijst(items) = boom { items.into_iter().map(T::lees).collect() } else { None }
    }
}

/// A point.
impl Lees for (i32, i32) {
    fn lees(boom: Boom) -> Option<Self> {
        let [x, y] = Vec::lees(boom)?.try_into().ok()?;
        Some((x, y))
    }
}

impl Lees for BTreeMap<String, String> {
    fn lees(boom: Boom) -> Option<Self> {
        boom.leden()?.0.into_iter().map(|(naam, lid)| Some((naam, String::lees(lid)?))).collect()
    }
}

struct Lezer;

impl<'de> Deserialize<'de> for Boom {
    fn deserialize<D: Deserializer<'de>>(bron: D) -> Result<Self, D::Error> {
        bron.deserialize_any(Lezer)
    }
}

impl<'de> Visitor<'de> for Lezer {
    type Value = Boom;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without fractions")
    }

    fn visit_unit<E>(self) -> Result<Boom, E> {
        Ok(Boom::Niets)
    }

    fn visit_bool<E>(self, ja: bool) -> Result<Boom, E> {
        Ok(Boom::Vlag(ja))
    }

    fn visit_i64<E>(self, getal: i64) -> Result<Boom, E> {
        Ok(Boom::Getal(getal))
    }

    fn visit_u64<E: Error>(self, getal: u64) -> Result<Boom, E> {
        getal.try_into().map(Boom::Getal).map_err(|_| E::custom("a number is too large"))
    }

    fn visit_str<E>(self, tekst: &str) -> Result<Boom, E> {
        Ok(Boom::Tekst(tekst.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Boom, A::Error> {
        let mut lijst = Vec::new();
        while let Some(item) = items.next_element()? {
            lijst.push(item);
        }
        Ok(Boom::Lijst(lijst))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut paren: A) -> Result<Boom, A::Error> {
        let mut leden = Vec::new();
        while let Some(lid) = paren.next_entry()? {
            leden.push(lid);
        }
        Ok(Boom::Leden(Leden(leden)))
    }
}
