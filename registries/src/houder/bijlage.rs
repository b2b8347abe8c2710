//! Files that come with a terugmelding or a supplement. The portal has looked at them; they are looked at again.

use super::melding::Keuring;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

const BIJLAGES_MAX: usize = 5;
/// Of all together, in bytes.
const BYTES_MAX: usize = 20 * 1024 * 1024;
const NAAM_MAX: usize = 120;

/// The kinds that are taken, with how their content begins.
const SOORTEN: [(&str, &[u8]); 3] =
    [("application/pdf", b"%PDF-"), ("image/jpeg", b"\xff\xd8\xff"), ("image/png", b"\x89PNG\r\n\x1a\n")];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuweBijlage {
    bestandsnaam: String,
    mime_type: String,
    bijlage_data: String,
}

/// A file.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Bijlage {
    pub(crate) naam: String,
    /// A media type.
    pub(crate) soort: String,
    pub(crate) inhoud: Vec<u8>,
}

impl Bijlage {
    /// The files that are in order; `keuring` hears of the others.
    pub(super) fn lees(ruw: Vec<RuweBijlage>, keuring: &mut Keuring) -> Vec<Self> {
        keuring.eis(ruw.len() <= BIJLAGES_MAX, format!("bijlages zijn er hoogstens {BIJLAGES_MAX}."));
        let mut bijlages = Vec::new();
        for (nummer, ruwe) in ruw.into_iter().take(BIJLAGES_MAX).enumerate() {
            match Self::een(ruwe) {
                Ok(bijlage) => bijlages.push(bijlage),
                Err(wat) => keuring.eis(false, format!("Bijlage {}: {wat}", nummer + 1)),
            }
        }
        let bytes: usize = bijlages.iter().map(|een| een.inhoud.len()).sum();
        keuring.eis(bytes <= BYTES_MAX, "bijlages zijn samen hoogstens 20 MB.");
        bijlages
    }

    fn een(ruw: RuweBijlage) -> Result<Self, &'static str> {
        let naam = ruw.bestandsnaam;
        let vreemd = |teken: char| teken.is_control() || matches!(teken, '/' | '\\' | '"');
        if naam.trim().is_empty() || naam.chars().count() > NAAM_MAX || naam.contains(vreemd) {
            return Err("bestandsnaam is 1 tot 120 tekens, zonder pad.");
        }
        let soort = SOORTEN.iter().find(|(soort, _)| *soort == ruw.mime_type);
        let (_, begin) = soort.ok_or("mimeType is application/pdf, image/jpeg of image/png.")?;
        let inhoud = STANDARD.decode(ruw.bijlage_data).map_err(|_| "bijlageData is geen Base64.")?;
        if !inhoud.starts_with(begin) {
            return Err("de inhoud is niet van dit mimeType.");
        }
        Ok(Self { naam, soort: ruw.mime_type, inhoud })
    }
}
