//! Seals what a row holds of a person, so that the database alone cannot give it away.
//!
//! AES-256-GCM under a key that is derived (HKDF-SHA256) from the server's key. For a session ([`Zegel`]) the token in the
//! browser's cookie goes into it too, and the row holds only the token's hash: it takes the row, the server's key and the
//! living cookie to open one. What must be read without the citizen ([`Kluis`]) takes the row and the server's key, and
//! opens only in its own place.

use crate::pseudoniem::{SLEUTEL_BYTES_MIN, SleutelTeKort, hex};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use contract::Bsn;
use hkdf::Hkdf;
use rand::CryptoRng;
use sha2::Sha256;

/// Domain separation: a key or seal made here is of no use elsewhere.
const DOEL_SESSIE: &[u8] = b"klantbeeld zegel v1";
const DOEL_KLUIS: &[u8] = b"klantbeeld kluis v1";
const DOEL_BYTES: &[u8] = b"klantbeeld kluis bytes v1";
const DOEL_MERK: &[u8] = b"klantbeeld merk v1";
const NONCE_BYTES: usize = 12;

/// A sealed BSN or text, as text for the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verzegeld(String);

impl Verzegeld {
    pub fn als_str(&self) -> &str {
        &self.0
    }

    /// Only for what the store reads back; [`Zegel::open`] is what checks it.
    pub(crate) fn uit_opslag(tekst: String) -> Self {
        Self(tekst)
    }
}

/// It cannot be sealed or opened. Why is not told, on purpose: wrong token, wrong key and tampering look the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the seal cannot be made or opened")]
pub struct ZegelFout;

/// Seals and opens. No `Debug`: it holds the server's key.
#[derive(Clone)]
pub struct Zegel {
    sleutel: Vec<u8>,
}

impl Zegel {
    /// `sleutel`: at least 32 random bytes. A new key ends every session, nothing worse.
    pub fn nieuw(sleutel: &[u8]) -> Result<Self, SleutelTeKort> {
        if sleutel.len() < SLEUTEL_BYTES_MIN {
            return Err(SleutelTeKort);
        }
        Ok(Self { sleutel: sleutel.to_vec() })
    }

    /// `token`: the random secret in the browser's cookie.
    pub fn verzegel(&self, bsn: &Bsn, token: &str, rng: &mut impl CryptoRng) -> Result<Verzegeld, ZegelFout> {
        sluit(&sleutel(&self.sleutel, DOEL_SESSIE, token)?, DOEL_SESSIE, bsn.cijfers(), rng)
    }

    pub fn open(&self, verzegeld: &Verzegeld, token: &str) -> Result<Bsn, ZegelFout> {
        let cijfers = ontsluit(&sleutel(&self.sleutel, DOEL_SESSIE, token)?, DOEL_SESSIE, verzegeld)?;
        cijfers.parse().map_err(|_| ZegelFout)
    }
}

/// Seals texts that the server itself must read later: who made a request, what it says, what was answered. No `Debug`: it
/// holds the server's key.
#[derive(Clone)]
pub struct Kluis {
    sleutel: Vec<u8>,
}

impl Kluis {
    /// `sleutel`: at least 32 random bytes. With a new key nothing that was sealed before can be read any more.
    pub fn nieuw(sleutel: &[u8]) -> Result<Self, SleutelTeKort> {
        if sleutel.len() < SLEUTEL_BYTES_MIN {
            return Err(SleutelTeKort);
        }
        Ok(Self { sleutel: sleutel.to_vec() })
    }

    /// `plek`: the row and column where it will stand. It opens for the same place only, so nobody can put one person's
    /// text in another's row.
    pub fn verzegel(
        &self,
        plek: &str,
        tekst: &str,
        rng: &mut impl CryptoRng,
    ) -> Result<Verzegeld, ZegelFout> {
        sluit(&sleutel(&self.sleutel, DOEL_KLUIS, plek)?, DOEL_KLUIS, tekst, rng)
    }

    /// A mark by which equal texts are found without being kept: 64 hex digits, of no use without the server's key.
    pub fn merk(&self, tekst: &str) -> Result<String, ZegelFout> {
        let mut merk = [0; 32];
        let bron = Hkdf::<Sha256>::new(Some(tekst.as_bytes()), &self.sleutel);
        bron.expand(DOEL_MERK, &mut merk).map_err(|_| ZegelFout)?;
        Ok(hex(&merk))
    }

    pub fn open(&self, plek: &str, verzegeld: &Verzegeld) -> Result<String, ZegelFout> {
        ontsluit(&sleutel(&self.sleutel, DOEL_KLUIS, plek)?, DOEL_KLUIS, verzegeld)
    }

    /// As [`Kluis::verzegel`], for a file: bytes in, bytes out.
    pub fn verzegel_bytes(
        &self,
        plek: &str,
        bytes: &[u8],
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<u8>, ZegelFout> {
        sluit_bytes(&sleutel(&self.sleutel, DOEL_BYTES, plek)?, DOEL_BYTES, bytes, rng)
    }

    pub fn open_bytes(&self, plek: &str, dicht: &[u8]) -> Result<Vec<u8>, ZegelFout> {
        ontsluit_bytes(&sleutel(&self.sleutel, DOEL_BYTES, plek)?, DOEL_BYTES, dicht)
    }
}

fn sleutel(van: &[u8], doel: &[u8], zout: &str) -> Result<Aes256Gcm, ZegelFout> {
    let mut sleutel = Key::<Aes256Gcm>::default();
    Hkdf::<Sha256>::new(Some(zout.as_bytes()), van).expand(doel, &mut sleutel).map_err(|_| ZegelFout)?;
    Ok(Aes256Gcm::new(&sleutel))
}

fn sluit(
    slot: &Aes256Gcm,
    doel: &[u8],
    tekst: &str,
    rng: &mut impl CryptoRng,
) -> Result<Verzegeld, ZegelFout> {
    Ok(Verzegeld(STANDARD_NO_PAD.encode(sluit_bytes(slot, doel, tekst.as_bytes(), rng)?)))
}

fn ontsluit(slot: &Aes256Gcm, doel: &[u8], verzegeld: &Verzegeld) -> Result<String, ZegelFout> {
    let bytes = STANDARD_NO_PAD.decode(verzegeld.als_str()).map_err(|_| ZegelFout)?;
    String::from_utf8(ontsluit_bytes(slot, doel, &bytes)?).map_err(|_| ZegelFout)
}

/// The nonce, and behind it what was sealed.
fn sluit_bytes(
    slot: &Aes256Gcm,
    doel: &[u8],
    bytes: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, ZegelFout> {
    let mut nonce = [0; NONCE_BYTES];
    rng.fill_bytes(&mut nonce);
    let inhoud = Payload { msg: bytes, aad: doel };
    let dicht = slot.encrypt(&Nonce::from(nonce), inhoud).map_err(|_| ZegelFout)?;
    Ok([&nonce[..], &dicht].concat())
}

fn ontsluit_bytes(slot: &Aes256Gcm, doel: &[u8], bytes: &[u8]) -> Result<Vec<u8>, ZegelFout> {
    let (nonce, dicht) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(ZegelFout)?;
    slot.decrypt(&Nonce::from(*nonce), Payload { msg: dicht, aad: doel }).map_err(|_| ZegelFout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    const TOKEN: &str = "een-lang-en-willekeurig-token";

    fn maak() -> (Zegel, Bsn, Verzegeld) {
        let zegel = Zegel::nieuw(&[5; 32]).unwrap();
        let bsn: Bsn = "999970124".parse().unwrap();
        let dicht = zegel.verzegel(&bsn, TOKEN, &mut StdRng::seed_from_u64(1)).unwrap();
        (zegel, bsn, dicht)
    }

    #[test]
    fn opens_what_it_sealed_and_shows_nothing_meanwhile() {
        let (zegel, bsn, dicht) = maak();
        assert!(zegel.open(&dicht, TOKEN) == Ok(bsn));
        let bytes = STANDARD_NO_PAD.decode(dicht.als_str()).unwrap();
        assert!(!bytes.windows(9).any(|stuk| stuk == b"999970124"));
    }

    #[test]
    fn seals_the_same_bsn_differently_each_time() {
        let (zegel, bsn, dicht) = maak();
        let weer = zegel.verzegel(&bsn, TOKEN, &mut StdRng::seed_from_u64(2)).unwrap();
        assert_ne!(weer, dicht);
    }

    #[test]
    fn does_not_open_with_another_token_or_key() {
        let (zegel, _, dicht) = maak();
        assert_eq!(zegel.open(&dicht, "een-ander-token"), Err(ZegelFout));
        assert_eq!(zegel.open(&dicht, ""), Err(ZegelFout));
        assert_eq!(Zegel::nieuw(&[6; 32]).unwrap().open(&dicht, TOKEN), Err(ZegelFout));
    }

    #[test]
    fn does_not_open_when_any_byte_changed() {
        let (zegel, _, dicht) = maak();
        let bytes = STANDARD_NO_PAD.decode(dicht.als_str()).unwrap();
        for plek in 0..bytes.len() {
            let mut ander = bytes.clone();
            ander[plek] ^= 1;
            let ander = Verzegeld(STANDARD_NO_PAD.encode(ander));
            assert_eq!(zegel.open(&ander, TOKEN), Err(ZegelFout), "byte {plek}");
        }
    }

    #[test]
    fn does_not_open_what_is_no_seal() {
        let (zegel, _, _) = maak();
        for tekst in ["", "AAAA", "geen base64!", "999970124"] {
            assert_eq!(zegel.open(&Verzegeld(tekst.into()), TOKEN), Err(ZegelFout), "{tekst}");
        }
    }

    #[test]
    fn a_text_opens_in_its_own_place_only() {
        let kluis = Kluis::nieuw(&[5; 32]).unwrap();
        let rng = &mut StdRng::seed_from_u64(1);
        let dicht = kluis.verzegel("verzoek/1/inhoud", "Zoë vraagt", rng).unwrap();
        assert_eq!(kluis.open("verzoek/1/inhoud", &dicht).as_deref(), Ok("Zoë vraagt"));
        assert_eq!(kluis.open("verzoek/2/inhoud", &dicht), Err(ZegelFout));
        assert_eq!(kluis.open("verzoek/1/bsn", &dicht), Err(ZegelFout));
        assert_eq!(Kluis::nieuw(&[6; 32]).unwrap().open("verzoek/1/inhoud", &dicht), Err(ZegelFout));
    }

    #[test]
    fn a_mark_is_the_same_for_the_same_text_and_key_only() {
        let merk = |sleutel: u8, tekst: &str| Kluis::nieuw(&[sleutel; 32]).unwrap().merk(tekst).unwrap();
        assert_eq!(merk(5, "a"), merk(5, "a"));
        assert_eq!(merk(5, "a").len(), 64);
        assert_ne!(merk(5, "a"), merk(5, "b"));
        assert_ne!(merk(5, "a"), merk(6, "a"));
    }

    #[test]
    fn a_file_opens_unchanged_in_its_own_place_only() {
        let kluis = Kluis::nieuw(&[5; 32]).unwrap();
        let rng = &mut StdRng::seed_from_u64(1);
        let bytes = [0, 255, 10, 13, 128];
        let dicht = kluis.verzegel_bytes("bestand/1", &bytes, rng).unwrap();
        assert_eq!(kluis.open_bytes("bestand/1", &dicht).as_deref(), Ok(bytes.as_slice()));
        assert_eq!(kluis.open_bytes("bestand/2", &dicht), Err(ZegelFout));
        assert_eq!(Kluis::nieuw(&[6; 32]).unwrap().open_bytes("bestand/1", &dicht), Err(ZegelFout));
        assert_ne!(kluis.verzegel_bytes("bestand/1", &bytes, rng).unwrap(), dicht);
        for plek in 0..dicht.len() {
            let mut ander = dicht.clone();
            ander[plek] ^= 1;
            assert_eq!(kluis.open_bytes("bestand/1", &ander), Err(ZegelFout), "byte {plek}");
            assert_eq!(kluis.open_bytes("bestand/1", &dicht[..plek]), Err(ZegelFout), "length {plek}");
        }
        let leeg = kluis.verzegel_bytes("bestand/1", &[], rng).unwrap();
        assert_eq!(kluis.open_bytes("bestand/1", &leeg), Ok(Vec::new()));
    }

    /// A text that stands in the same place was made for something else.
    #[test]
    fn a_file_and_a_text_do_not_open_each_other() {
        let kluis = Kluis::nieuw(&[5; 32]).unwrap();
        let rng = &mut StdRng::seed_from_u64(1);
        let tekst = kluis.verzegel("plek", "tekst", rng).unwrap();
        let bytes = STANDARD_NO_PAD.decode(tekst.als_str()).unwrap();
        assert_eq!(kluis.open_bytes("plek", &bytes), Err(ZegelFout));
        let dicht = kluis.verzegel_bytes("plek", b"tekst", rng).unwrap();
        assert_eq!(kluis.open("plek", &Verzegeld(STANDARD_NO_PAD.encode(dicht))), Err(ZegelFout));
    }

    /// The same server's key and the same words, but made for something else.
    #[test]
    fn a_session_and_a_text_do_not_open_each_other() {
        let (zegel, bsn, dicht) = maak();
        let kluis = Kluis::nieuw(&[5; 32]).unwrap();
        assert_eq!(kluis.open(TOKEN, &dicht), Err(ZegelFout));
        let tekst = kluis.verzegel(TOKEN, bsn.cijfers(), &mut StdRng::seed_from_u64(3)).unwrap();
        assert_eq!(zegel.open(&tekst, TOKEN), Err(ZegelFout));
    }

    #[test]
    fn refuses_a_short_key() {
        assert!(Kluis::nieuw(&[5; 31]).is_err());
        assert!(Zegel::nieuw(&[5; 31]).is_err());
    }
}
