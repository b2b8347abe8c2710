//! What a file is, by its content.

use super::BestandFout;
use contract::correctie::Bestandsoort;

/// Within so many bytes some readers still look for the beginning of a PDF.
const PDF_ERGENS: usize = 1024;
/// An SVG may begin with comments.
const SVG_ERGENS: usize = 4096;

/// The kind, when it is one of those that are taken.
pub(super) fn van_inhoud(bytes: &[u8]) -> Result<Bestandsoort, BestandFout> {
    if bytes.is_empty() {
        return Err(BestandFout::Leeg);
    }
    if bytes.starts_with(b"%PDF-") {
        return Ok(Bestandsoort::Pdf);
    }
    // Something else first, and a PDF for whoever looks further.
    if bevat(&bytes[..bytes.len().min(PDF_ERGENS)], b"%PDF-") {
        return Err(BestandFout::Meerduidig);
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Bestandsoort::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Bestandsoort::Png);
    }
    Err(wat_dan(bytes))
}

/// What else it is, so that the citizen reads what to do about it.
fn wat_dan(bytes: &[u8]) -> BestandFout {
    let begint = |met: &[u8]| bytes.starts_with(met);
    if begint(b"PK\x03\x04") || begint(b"PK\x05\x06") || begint(b"PK\x07\x08") {
        let kantoor = bevat(bytes, b"[Content_Types].xml")
            || bevat(&bytes[..bytes.len().min(200)], b"application/vnd.oasis");
        return if kantoor { BestandFout::Kantoor } else { BestandFout::Zip };
    }
    if begint(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") || begint(b"{\\rtf") {
        return BestandFout::Kantoor;
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        const HEIF: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
        return match bytes.get(8..12) {
            Some(merk) if HEIF.contains(&merk) => BestandFout::Heic,
            Some(b"avif" | b"avis") => BestandFout::AnderBeeld,
            _ => BestandFout::Onbekend,
        };
    }
    let webp = begint(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let tiff = begint(b"II*\0") || begint(b"MM\0*");
    if webp || tiff || begint(b"GIF87a") || begint(b"GIF89a") || begint(b"BM") {
        return BestandFout::AnderBeeld;
    }
    if is_svg(bytes) { BestandFout::Svg } else { BestandFout::Onbekend }
}

fn is_svg(bytes: &[u8]) -> bool {
    // UTF-16 has a zero beside every letter of the tag.
    let begin: Vec<u8> = bytes.iter().take(SVG_ERGENS).copied().filter(|&byte| byte != 0).collect();
    let begin = begin.to_ascii_lowercase();
    let tekst = begin.iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
    tekst == Some(&b'<') && bevat(&begin, b"<svg")
}

fn bevat(hooi: &[u8], naald: &[u8]) -> bool {
    memchr::memmem::find(hooi, naald).is_some()
}
