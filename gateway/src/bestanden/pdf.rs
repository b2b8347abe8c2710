//! PDFs are kept as they came: making one anew would change what may be a signed proof. They are never shown on our
//! origin, only handed on to be kept. What is looked at is whether it is a whole PDF and nothing besides, whether everybody
//! can read it, and whether it does nothing.
//!
//! By hand, and not with a PDF library: those read the one view of a file that its cross-reference table gives, while
//! programs that repair a file find others; and what they unpack is bounded per stream, not in all. Here every place where
//! an object could begin is read as one ([`inhoud`]), with one budget for the whole file.

mod inhoud;
mod teken;

use super::BestandFout;
use inhoud::{Onderzoek, Voorwerp};
use teken::{Lezer, Teken, is_wit};

/// A ZIP is read from its end: 22 bytes, and a comment of at most 65535.
const ZIP_EINDE: usize = 22 + 65_535;
/// What makes a browser think of a page, or a server of a program.
const PAGINA: [&[u8]; 8] =
    [b"<!doctype", b"<html", b"<head>", b"<script", b"<iframe", b"<svg ", b"<svg>", b"<?php"];
/// Signatures of archives that are looked for at any place.
const ARCHIEF: [&[u8]; 3] = [b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"__HALT_COMPILER();"];
/// Signatures that count at one place: disk images, tar, DICOM.
const OP_PLEK: [(usize, &[u8]); 5] =
    [(0x8001, b"CD001"), (0x8801, b"CD001"), (0x9001, b"CD001"), (257, b"ustar"), (128, b"DICM")];

pub(super) fn keur(bytes: &[u8]) -> Result<(), BestandFout> {
    kop(bytes)?;
    let verwijzing = staart(bytes)?;
    niets_anders(bytes)?;
    let mut onderzoek = Onderzoek::nieuw(bytes.len());
    onderzoek.lees_alles(bytes)?;
    onderzoek.oordeel()?;
    let wortel = verwijstabel(&mut onderzoek, bytes, verwijzing)?;
    if wortel { Ok(()) } else { Err(BestandFout::PdfOnleesbaar("no root")) }
}

/// `%PDF-1.0` to `%PDF-1.7`, or `%PDF-2.0`.
fn kop(bytes: &[u8]) -> Result<(), BestandFout> {
    match bytes.get(5..9) {
        Some([b'1', b'.', b'0'..=b'7', wit] | [b'2', b'.', b'0', wit]) if is_wit(*wit) => Ok(()),
        _ => Err(BestandFout::PdfOnleesbaar("no version that we know")),
    }
}

/// It ends with `startxref`, a place and `%%EOF`; behind that only white space. Gives the place.
fn staart(bytes: &[u8]) -> Result<usize, BestandFout> {
    let zonder = |stuk: &'_ [u8]| stuk.iter().rposition(|&byte| !is_wit(byte)).map_or(0, |plek| plek + 1);
    let tot = zonder(bytes);
    let Some(rest) = bytes[..tot].strip_suffix(b"%%EOF") else {
        return Err(match memchr::memmem::rfind(bytes, b"%%EOF") {
            // It ended, and then came something else.
            Some(_) => BestandFout::Meerduidig,
            None => BestandFout::PdfOnleesbaar("no end"),
        });
    };
    let rest = &rest[..zonder(rest)];
    let begin = rest.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |plek| plek + 1);
    let getal = std::str::from_utf8(&rest[begin..]).ok().and_then(|cijfers| cijfers.parse::<usize>().ok());
    let voor = &rest[..zonder(&rest[..begin])];
    match getal {
        Some(plek) if plek < bytes.len() && voor.ends_with(b"startxref") => Ok(plek),
        _ => Err(BestandFout::PdfOnleesbaar("no startxref")),
    }
}

fn niets_anders(bytes: &[u8]) -> Result<(), BestandFout> {
    let einde = &bytes[bytes.len().saturating_sub(ZIP_EINDE)..];
    let bevat = |hooi, naald| memchr::memmem::find(hooi, naald).is_some();
    let anders = bevat(einde, b"PK\x05\x06".as_slice())
        || ARCHIEF.iter().any(|naald| bevat(bytes, naald))
        || OP_PLEK.iter().any(|(plek, naald)| bytes.get(*plek..).is_some_and(|rest| rest.starts_with(naald)))
        || memchr::memchr_iter(b'<', bytes).any(|plek| is_pagina(&bytes[plek..]));
    if anders { Err(BestandFout::Meerduidig) } else { Ok(()) }
}

fn is_pagina(rest: &[u8]) -> bool {
    PAGINA.iter().any(|begin| rest.get(..begin.len()).is_some_and(|stuk| stuk.eq_ignore_ascii_case(begin)))
}

/// Whether the cross-reference table or stream that the file points at is there, and names the root of the document.
fn verwijstabel(onderzoek: &mut Onderzoek, bytes: &[u8], plek: usize) -> Result<bool, BestandFout> {
    const FOUT: BestandFout = BestandFout::PdfOnleesbaar("no cross-reference table where it should be");
    let mut lezer = Lezer::op(bytes, plek);
    match lezer.volgende() {
        Some(Teken::Woord(b"xref")) => {
            let staart = memchr::memmem::find(&bytes[plek..], b"trailer").ok_or(FOUT)?;
            let trailer = onderzoek.voorwerp(bytes, plek + staart + b"trailer".len())?;
            Ok(trailer.wortel)
        }
        Some(Teken::Woord(nummer)) if nummer.iter().all(u8::is_ascii_digit) => {
            let (_generatie, obj) = (lezer.volgende(), lezer.volgende());
            if obj != Some(Teken::Woord(b"obj")) {
                return Err(FOUT);
            }
            let Voorwerp { soort, wortel, .. } = onderzoek.voorwerp(bytes, lezer.plek())?;
            Ok(wortel && soort.as_deref() == Some(b"XRef"))
        }
        _ => Err(FOUT),
    }
}
