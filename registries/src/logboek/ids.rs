//! Ids of lines: traces, spans and UUIDs, none of which tells how many lines there are.

/// Ids that are drawn from a text: the same text gives the same ids, and nothing of it can be read from them.
pub(super) struct Ids {
    pub(super) uuid: String,
    /// 32 hex digits.
    pub(super) trace: String,
    /// 16 hex digits.
    pub(super) span: String,
    /// Anything that should look like chance.
    pub(super) toeval: u64,
}

impl Ids {
    pub(super) fn van(tekst: &str) -> Self {
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, tekst.as_bytes());
        Self::uit(hash.as_ref())
    }

    /// By chance. `None` when the machine has none.
    pub(super) fn nieuw() -> Option<Self> {
        let mut bytes = [0_u8; 64];
        aws_lc_rs::rand::fill(&mut bytes).ok()?;
        Some(Self::uit(&bytes))
    }

    fn uit(bytes: &[u8]) -> Self {
        let cijfer = |waarde: u8| char::from_digit(u32::from(waarde), 16).unwrap_or('0');
        let hex: String = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(cijfer).collect();
        let deel = |van: usize, tot: usize| hex.get(van..tot).unwrap_or_default().to_owned();
        let mut uuid = deel(0, 32);
        // Version 4, of the variant of RFC 9562.
        uuid.replace_range(12..13, "4");
        uuid.replace_range(16..17, "8");
        Self {
            uuid: als_uuid(&uuid),
            trace: deel(32, 64),
            span: deel(64, 80),
            toeval: u64::from_str_radix(&deel(80, 96), 16).unwrap_or_default(),
        }
    }
}

/// 32 hex digits in the form of a UUID.
pub(super) fn als_uuid(hex: &str) -> String {
    let grenzen = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    grenzen.map(|(van, tot)| hex.get(van..tot).unwrap_or_default()).join("-")
}

/// The 32 hex digits of a UUID, in lower case; `None` when it is none.
pub(super) fn uit_uuid(tekst: &str) -> Option<String> {
    let hex = tekst.replace('-', "").to_ascii_lowercase();
    let goed = hex.len() == 32 && hex.bytes().all(|teken| teken.is_ascii_hexdigit());
    (goed && als_uuid(&hex) == tekst.to_ascii_lowercase()).then_some(hex)
}
