//! What the objects of a PDF say.
//!
//! A viewer finds an object where a table points, or, when the table is broken, wherever `1 0 obj` stands; a file can
//! have both disagree, and can hide one object in the text or the pixels of another. So every `obj` in the file counts,
//! wherever it stands, and so does everything in object streams, from every place where one of their objects begins.
//! What viewers see is a part of what is read here.

use super::teken::{Lezer, Teken, is_wit};
use crate::bestanden::BestandFout;
use flate2::read::ZlibDecoder;
use std::collections::BTreeSet;
use std::io::Read as _;

/// All object streams together, unpacked. Large official PDFs stay below ten.
const UITGEPAKT_MAX: usize = 64 * 1024 * 1024;
/// Every byte is read once in an ordinary file; one that makes us read it often is refused.
const LEZINGEN: usize = 4;

/// Does something when it is opened or clicked: runs a script or a program, sends a form, plays what holds scripts.
const ACTIEF: [&[u8]; 9] = [
    b"JavaScript",
    b"JS",
    b"Launch",
    b"Rendition",
    b"RichMedia",
    b"XFA",
    b"SubmitForm",
    b"ImportData",
    b"GoToE",
];
const INGESLOTEN: [&[u8]; 4] = [b"EmbeddedFile", b"EmbeddedFiles", b"EF", b"FileAttachment"];

const TE_VEEL: BestandFout = BestandFout::PdfOnleesbaar("it takes too much to read");

/// What was found so far, and how much may still be read.
pub(super) struct Onderzoek {
    leesbaar: usize,
    uitgepakt: usize,
    vondsten: BTreeSet<Vondst>,
}

/// What the verdict depends on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Vondst {
    Versleuteld,
    Actief,
    Ingesloten,
    Catalogus,
    Pagina,
}

/// A number in a dictionary.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Getal {
    #[default]
    Afwezig,
    Is(usize),
    /// A reference, or no number.
    Anders,
}

/// What matters of one object.
#[derive(Default)]
pub(super) struct Voorwerp {
    /// `/Type`
    pub(super) soort: Option<Vec<u8>>,
    /// It has `/Root`.
    pub(super) wortel: bool,
    /// `/First` and `/N`: only an object stream has them both.
    eerste: Getal,
    aantal: Getal,
    filter: bool,
    filters: Vec<Vec<u8>>,
    /// Something in it that an object stream has no use for, and that would make us read it otherwise than others do.
    vreemd: bool,
    /// Where its stream begins.
    stroom: Option<usize>,
}

impl Onderzoek {
    pub(super) fn nieuw(lengte: usize) -> Self {
        Self {
            leesbaar: (lengte * LEZINGEN).saturating_add(4096),
            uitgepakt: UITGEPAKT_MAX,
            vondsten: BTreeSet::new(),
        }
    }

    /// Every object, wherever it stands.
    pub(super) fn lees_alles(&mut self, bytes: &[u8]) -> Result<(), BestandFout> {
        for plek in begin(bytes, b"trailer") {
            self.voorwerp(bytes, plek)?;
        }
        let mut stromen = Vec::new();
        for plek in begin(bytes, b"obj") {
            let voorwerp = self.voorwerp(bytes, plek)?;
            if voorwerp.is_objectstroom() {
                stromen.push(voorwerp);
            }
        }
        // Nothing in it can be read; that it is encrypted helps the citizen more.
        if self.vondsten.contains(&Vondst::Versleuteld) {
            return Err(BestandFout::PdfVersleuteld);
        }
        stromen.iter().try_for_each(|stroom| self.objectstroom(bytes, stroom))
    }

    pub(super) fn oordeel(&self) -> Result<(), BestandFout> {
        let is = |vondst| self.vondsten.contains(&vondst);
        if is(Vondst::Actief) {
            Err(BestandFout::PdfActief)
        } else if is(Vondst::Ingesloten) {
            Err(BestandFout::PdfIngesloten)
        } else if is(Vondst::Catalogus) && is(Vondst::Pagina) {
            Ok(())
        } else {
            Err(BestandFout::PdfOnleesbaar("no catalog or no page"))
        }
    }

    /// One object from its first word on, up to what ends it.
    pub(super) fn voorwerp(&mut self, bytes: &[u8], plek: usize) -> Result<Voorwerp, BestandFout> {
        let mut lezer = Lezer::op(bytes, plek);
        let mut voorwerp = Voorwerp::default();
        let mut stand = Stand::default();
        let mut tot = plek;
        while let Some(teken) = lezer.volgende() {
            self.leesbaar = self.leesbaar.checked_sub(lezer.plek() - tot).ok_or(TE_VEEL)?;
            tot = lezer.plek();
            match &teken {
                Teken::Woord(b"stream") => {
                    voorwerp.stroom = Some(tot);
                    break;
                }
                Teken::Woord(b"endobj" | b"obj" | b"xref" | b"trailer" | b"startxref" | b"endstream") => {
                    break;
                }
                Teken::Naam(naam) => self.naam(naam),
                _ => {}
            }
            stand.neem(&teken, &mut voorwerp);
        }
        self.leesbaar = self.leesbaar.checked_sub(lezer.plek() - tot).ok_or(TE_VEEL)?;
        self.soort(&voorwerp);
        Ok(voorwerp)
    }

    fn naam(&mut self, naam: &[u8]) {
        let vondst = match naam {
            b"Encrypt" => Vondst::Versleuteld,
            naam if ACTIEF.contains(&naam) => Vondst::Actief,
            naam if INGESLOTEN.contains(&naam) => Vondst::Ingesloten,
            _ => return,
        };
        self.vondsten.insert(vondst);
    }

    fn soort(&mut self, voorwerp: &Voorwerp) {
        match voorwerp.soort.as_deref() {
            Some(b"Catalog") => self.vondsten.insert(Vondst::Catalogus),
            Some(b"Page") => self.vondsten.insert(Vondst::Pagina),
            _ => false,
        };
    }

    /// The objects in a stream: first pairs of a number and a place, then the objects.
    fn objectstroom(&mut self, bytes: &[u8], stroom: &Voorwerp) -> Result<(), BestandFout> {
        const FOUT: BestandFout = BestandFout::PdfOnleesbaar("an object stream that cannot be read");
        let (Some(begin), Getal::Is(eerste), Getal::Is(aantal), false) =
            (stroom.stroom, stroom.eerste, stroom.aantal, stroom.vreemd)
        else {
            return Err(FOUT);
        };
        let inhoud = self.pak_uit(bytes.get(begin..).ok_or(FOUT)?, &stroom.filters)?.ok_or(FOUT)?;
        self.uitgepakt = self.uitgepakt.checked_sub(inhoud.len()).ok_or(TE_VEEL)?;
        self.leesbaar = self.leesbaar.saturating_add(inhoud.len() * LEZINGEN);
        let mut kop = Lezer::op(&inhoud, 0);
        for _ in 0..aantal {
            let (_nummer, plek) = (kop.volgende(), kop.volgende());
            let Some(Teken::Woord(plek)) = plek else { return Err(FOUT) };
            let plek = getal(plek).and_then(|plek| plek.checked_add(eerste)).ok_or(FOUT)?;
            self.los_voorwerp(&inhoud, plek)?;
        }
        Ok(())
    }

    /// An object of an object stream: nothing ends it but its own last word.
    fn los_voorwerp(&mut self, bytes: &[u8], plek: usize) -> Result<(), BestandFout> {
        let mut lezer = Lezer::op(bytes, plek);
        let (mut diep, mut stand, mut voorwerp) = (0_usize, Stand::default(), Voorwerp::default());
        while let Some(teken) = lezer.volgende() {
            match &teken {
                Teken::Open => diep += 1,
                Teken::Dicht => diep = diep.saturating_sub(1),
                Teken::Naam(naam) => self.naam(naam),
                _ => {}
            }
            stand.neem(&teken, &mut voorwerp);
            if diep == 0 {
                break;
            }
        }
        self.leesbaar = self.leesbaar.checked_sub(lezer.plek().saturating_sub(plek)).ok_or(TE_VEEL)?;
        self.soort(&voorwerp);
        Ok(())
    }

    /// `None` when it is packed in a way that no writer of object streams uses, or is broken.
    fn pak_uit(&self, rest: &[u8], filters: &[Vec<u8>]) -> Result<Option<Vec<u8>>, BestandFout> {
        let rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
        let mut inhoud = Vec::new();
        match filters {
            [] => {
                let Some(einde) = memchr::memmem::find(rest, b"endstream") else { return Ok(None) };
                inhoud.extend_from_slice(&rest[..einde.min(self.uitgepakt + 1)]);
            }
            [een] if een == b"FlateDecode" => {
                let genoeg = u64::try_from(self.uitgepakt).unwrap_or(u64::MAX).saturating_add(1);
                if ZlibDecoder::new(rest).take(genoeg).read_to_end(&mut inhoud).is_err() {
                    return Ok(None);
                }
            }
            _ => return Ok(None),
        }
        if inhoud.len() > self.uitgepakt { Err(TE_VEEL) } else { Ok(Some(inhoud)) }
    }
}

impl Voorwerp {
    /// Not by `/Type`: not every viewer asks for it.
    fn is_objectstroom(&self) -> bool {
        self.stroom.is_some() && (self.soort.as_deref() == Some(b"ObjStm") || self.eerste != Getal::Afwezig)
    }
}

/// Where in the dictionary of an object we are.
#[derive(Default)]
struct Stand {
    diep: usize,
    sleutel: Vec<u8>,
    /// The key was just read.
    net: bool,
}

impl Stand {
    fn neem(&mut self, teken: &Teken<'_>, voorwerp: &mut Voorwerp) {
        match teken {
            Teken::Open => {
                self.diep += 1;
                self.net &= self.diep == 1;
            }
            Teken::Dicht => self.diep = self.diep.saturating_sub(1),
            Teken::Naam(naam) if self.diep == 1 && !self.net => {
                self.sleutel = naam.to_vec();
                self.net = true;
                self.begin(voorwerp);
            }
            Teken::Naam(naam) => {
                self.waarde(naam, voorwerp);
                self.net = false;
            }
            Teken::Woord(woord) => {
                if self.diep == 1 {
                    self.woord(woord, voorwerp);
                }
                self.net = false;
            }
            Teken::Tekst => self.net = false,
        }
    }

    fn begin(&self, voorwerp: &mut Voorwerp) {
        match self.sleutel.as_slice() {
            b"Root" => voorwerp.wortel = true,
            // Twice: one reader takes the first, another the last.
            b"First" => voorwerp.vreemd |= dubbel(&mut voorwerp.eerste),
            b"N" => voorwerp.vreemd |= dubbel(&mut voorwerp.aantal),
            b"Filter" => voorwerp.vreemd |= std::mem::replace(&mut voorwerp.filter, true),
            b"F" | b"FFilter" => voorwerp.vreemd = true,
            _ => {}
        }
    }

    /// A name as value, or somewhere in the value.
    fn waarde(&self, naam: &[u8], voorwerp: &mut Voorwerp) {
        match self.sleutel.as_slice() {
            b"Type" if self.diep == 1 => voorwerp.soort = Some(naam.to_vec()),
            b"Filter" => voorwerp.filters.push(naam.to_vec()),
            b"DecodeParms" | b"DP" => voorwerp.vreemd |= naam == b"Predictor",
            _ => {}
        }
    }

    fn woord(&self, woord: &[u8], voorwerp: &mut Voorwerp) {
        let plek = match self.sleutel.as_slice() {
            b"First" => &mut voorwerp.eerste,
            b"N" => &mut voorwerp.aantal,
            // A filter that stands elsewhere.
            b"Filter" | b"DecodeParms" | b"DP" => {
                voorwerp.vreemd |= woord != b"null";
                return;
            }
            _ => return,
        };
        // A second word is that of a reference.
        *plek = getal(woord).filter(|_| self.net).map_or(Getal::Anders, Getal::Is);
    }
}

/// Whether it was there before; from now on it is.
fn dubbel(getal: &mut Getal) -> bool {
    std::mem::replace(getal, Getal::Anders) != Getal::Afwezig
}

/// Every place behind this word where something begins that can hold something: a dictionary, a list, or a comment before
/// one. (`endobj` is another word.)
fn begin<'a>(bytes: &'a [u8], woord: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, woord).filter_map(|plek| {
        let begin = plek + woord.len();
        let eigen = !bytes[..plek].last().is_some_and(u8::is_ascii_alphabetic);
        let eerste = bytes[begin..].iter().find(|&&byte| !is_wit(byte));
        (eigen && matches!(eerste, Some(b'<' | b'[' | b'%'))).then_some(begin)
    })
}

fn getal(woord: &[u8]) -> Option<usize> {
    std::str::from_utf8(woord).ok()?.parse().ok()
}
