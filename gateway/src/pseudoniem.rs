//! The name under which a person stands in our own tables.

use contract::Bsn;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// HMAC-SHA256 of a BSN, 64 hex digits. Equal for equal persons, and without the key it says nothing: there are so few
/// BSNs that a plain hash would be undone by trying them all. It may be shown in a log.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pseudoniem(String);

impl Pseudoniem {
    pub fn als_str(&self) -> &str {
        &self.0
    }

    /// Only for what the store reads back. `None` when it is not 64 lower-case hex digits.
    pub(crate) fn uit_opslag(tekst: String) -> Option<Self> {
        let hex = |teken: u8| matches!(teken, b'0'..=b'9' | b'a'..=b'f');
        (tekst.len() == 64 && tekst.bytes().all(hex)).then_some(Self(tekst))
    }
}

/// The key is shorter than 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key must be at least 32 bytes")]
pub struct SleutelTeKort;

/// Keys shorter than this add nothing to SHA-256's own strength.
pub(crate) const SLEUTEL_BYTES_MIN: usize = 32;

/// Makes pseudonyms; the only thing that can.
#[derive(Clone)]
pub struct Pseudonimiseerder(Hmac<Sha256>);

impl Pseudonimiseerder {
    /// `sleutel`: at least 32 random bytes. Another key gives other names, so it must never change.
    pub fn nieuw(sleutel: &[u8]) -> Result<Self, SleutelTeKort> {
        if sleutel.len() < SLEUTEL_BYTES_MIN {
            return Err(SleutelTeKort);
        }
        Hmac::new_from_slice(sleutel).map(Self).map_err(|_| SleutelTeKort)
    }

    pub fn van(&self, bsn: &Bsn) -> Pseudoniem {
        let mut hmac = self.0.clone();
        hmac.update(b"klantbeeld pseudoniem v1");
        hmac.update(bsn.cijfers().as_bytes());
        Pseudoniem(hex(&hmac.finalize().into_bytes()))
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut tekst, byte| {
        // Writing to a String cannot fail.
        let _ = write!(tekst, "{byte:02x}");
        tekst
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bsn(cijfers: &str) -> Bsn {
        cijfers.parse().unwrap()
    }

    /// From `printf 'klantbeeld pseudoniem v1999970124' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef`:
    /// these names stand in databases for years, so a change of the recipe must not go unnoticed.
    #[test]
    fn the_recipe_does_not_change() {
        let maker = Pseudonimiseerder::nieuw(b"0123456789abcdef0123456789abcdef").unwrap();
        assert_eq!(
            maker.van(&bsn("999970124")).als_str(),
            "2495de71a6d4d5eb4c47f613ee735171c4520bf6954a8e043131d1a0944f7dbd"
        );
    }

    #[test]
    fn differs_by_person_and_by_key() {
        let een = Pseudonimiseerder::nieuw(&[1; 32]).unwrap();
        let ander = Pseudonimiseerder::nieuw(&[2; 32]).unwrap();
        let naam = een.van(&bsn("999970124"));
        assert_eq!(naam, een.van(&bsn("9999.70.124")));
        assert_ne!(naam, een.van(&bsn("999970008")));
        assert_ne!(naam, ander.van(&bsn("999970124")));
        assert!(!naam.als_str().contains("999970124"));
    }

    #[test]
    fn refuses_a_short_key() {
        assert!(Pseudonimiseerder::nieuw(&[7; 31]).is_err());
        assert!(Pseudonimiseerder::nieuw(&[7; 32]).is_ok());
    }

    #[test]
    fn reads_back_only_what_it_could_have_written() {
        let naam = Pseudonimiseerder::nieuw(&[1; 32]).unwrap().van(&bsn("999970124"));
        assert_eq!(Pseudoniem::uit_opslag(naam.als_str().to_owned()), Some(naam.clone()));
        for fout in ["999970124", "", &naam.als_str().to_uppercase(), &naam.als_str()[1..]] {
            assert_eq!(Pseudoniem::uit_opslag(fout.to_owned()), None, "{fout}");
        }
    }
}
