//! The words of a PDF (ISO 32000-2 §7.2, §7.3), read leniently: what is no word is passed over, as viewers do.

use std::borrow::Cow;

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Teken<'a> {
    /// `/Name`, with `#4A` made what it stands for.
    Naam(Cow<'a, [u8]>),
    /// A number, `obj`, `true` …
    Woord(&'a [u8]),
    /// `<<` or `[`
    Open,
    /// `>>` or `]`
    Dicht,
    /// `(…)` or `<…>`
    Tekst,
}

/// Reads words one after the other; never goes back.
pub(super) struct Lezer<'a> {
    bytes: &'a [u8],
    plek: usize,
}

impl<'a> Lezer<'a> {
    pub(super) fn op(bytes: &'a [u8], plek: usize) -> Self {
        Self { bytes, plek: plek.min(bytes.len()) }
    }

    pub(super) fn plek(&self) -> usize {
        self.plek
    }

    /// `None` at the end.
    pub(super) fn volgende(&mut self) -> Option<Teken<'a>> {
        loop {
            let rest = &self.bytes[self.plek..];
            let (lengte, teken) = match rest {
                [] => return None,
                [b'%', ..] => (tot(rest, |byte| matches!(byte, b'\r' | b'\n')), None),
                [b'/', naam @ ..] => {
                    let lengte = tot(naam, is_grens);
                    (lengte + 1, Some(Teken::Naam(ontsnapt(&naam[..lengte]))))
                }
                [b'(', ..] => (tekst(rest), Some(Teken::Tekst)),
                [b'<', b'<', ..] => (2, Some(Teken::Open)),
                [b'>', b'>', ..] => (2, Some(Teken::Dicht)),
                [b'<', ..] => (tot(rest, |byte| byte == b'>') + 1, Some(Teken::Tekst)),
                [b'[', ..] => (1, Some(Teken::Open)),
                [b']', ..] => (1, Some(Teken::Dicht)),
                [byte, ..] if is_grens(*byte) => (1, None),
                _ => {
                    let lengte = tot(rest, is_grens);
                    (lengte, Some(Teken::Woord(&rest[..lengte])))
                }
            };
            self.plek = (self.plek + lengte).min(self.bytes.len());
            if teken.is_some() {
                return teken;
            }
        }
    }
}

pub(super) const fn is_wit(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

const fn is_grens(byte: u8) -> bool {
    is_wit(byte) || matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn tot(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| is(byte)).unwrap_or(bytes.len())
}

/// How long a text between brackets is, brackets in it included.
fn tekst(rest: &[u8]) -> usize {
    let (mut diep, mut plek) = (0_usize, 0);
    while let Some(byte) = rest.get(plek) {
        match byte {
            b'\\' => plek += 1,
            b'(' => diep += 1,
            b')' if diep == 1 => return plek + 1,
            b')' => diep -= 1,
            _ => {}
        }
        plek += 1;
    }
    rest.len()
}

fn ontsnapt(naam: &[u8]) -> Cow<'_, [u8]> {
    if !naam.contains(&b'#') {
        return Cow::Borrowed(naam);
    }
    let cijfer = |plek: usize| naam.get(plek).and_then(|&byte| char::from(byte).to_digit(16));
    let (mut uit, mut plek) = (Vec::with_capacity(naam.len()), 0);
    while let Some(&byte) = naam.get(plek) {
        let code = match (byte, cijfer(plek + 1), cijfer(plek + 2)) {
            (b'#', Some(hoog), Some(laag)) => u8::try_from(hoog * 16 + laag).ok(),
            _ => None,
        };
        plek += if code.is_some() { 3 } else { 1 };
        uit.push(code.unwrap_or(byte));
    }
    Cow::Owned(uit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alle(bytes: &[u8]) -> Vec<Teken<'_>> {
        let mut lezer = Lezer::op(bytes, 0);
        std::iter::from_fn(|| lezer.volgende()).collect()
    }

    fn naam(naam: &[u8]) -> Teken<'_> {
        Teken::Naam(Cow::Borrowed(naam))
    }

    #[test]
    fn reads_words() {
        let gelezen = alle(b"<</Type/Page /A#42 [1 -2.5 (a(b)\\)c) <0A>] % /no\n/End true>>");
        let goed = [
            Teken::Open,
            naam(b"Type"),
            naam(b"Page"),
            naam(b"AB"),
            Teken::Open,
            Teken::Woord(b"1"),
            Teken::Woord(b"-2.5"),
            Teken::Tekst,
            Teken::Tekst,
            Teken::Dicht,
            naam(b"End"),
            Teken::Woord(b"true"),
            Teken::Dicht,
        ];
        assert_eq!(gelezen, goed);
    }

    #[test]
    fn reads_to_the_end_whatever_it_is() {
        for bytes in [b"(a\\".as_slice(), b"(((", b"<0", b"/", b"/#4", b"#", b"}{)>", b"%", b"", b"<"] {
            assert!(alle(bytes).len() <= 2);
        }
    }
}
