use std::fmt;
use std::str::FromStr;

/// A burgerservicenummer that passed the elfproef (Logisch Ontwerp BSN, 2024, I.2.3).
///
/// It has no `Display` and a redacted `Debug`, so it cannot slip into a log line, an error text or a URL. The one
/// way to its digits is [`Bsn::cijfers`]; grep for that name to see every place that uses them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bsn([u8; 9]);

/// Why a text is no BSN. It never repeats the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OngeldigBsn {
    /// Not exactly nine digits.
    Vorm,
    /// Nine digits, but the elfproef fails (or all are zero).
    Elfproef,
}

impl Bsn {
    /// The nine digits, for a request body to a registry.
    pub fn cijfers(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether a BSN stands somewhere in a text, also with single spaces, dots or dashes in it. Digits that belong to a longer
    /// number do not count. One in eleven other numbers of nine digits is taken for one too.
    pub fn staat_in(tekst: &str) -> bool {
        let tekens: Vec<char> = tekst.chars().collect();
        let begint =
            |plek: usize| tekens[plek].is_ascii_digit() && (plek == 0 || !tekens[plek - 1].is_ascii_digit());
        (0..tekens.len()).filter(|plek| begint(*plek)).any(|plek| negen_cijfers(&tekens[plek..]))
    }

    /// 9·d1 + 8·d2 + … + 2·d8 − 1·d9 must be a multiple of eleven.
    fn elfproef(cijfers: &[u8; 9]) -> bool {
        let som: i32 = cijfers
            .iter()
            .zip([9, 8, 7, 6, 5, 4, 3, 2, -1])
            .map(|(cijfer, gewicht)| i32::from(cijfer - b'0') * gewicht)
            .sum();
        som % 11 == 0 && cijfers != b"000000000"
    }
}

/// Whether the text begins with nine digits that pass the elfproef and no tenth right behind them.
fn negen_cijfers(tekens: &[char]) -> bool {
    let mut cijfers = [b'0'; 9];
    let mut plek = 0;
    for (aantal, cijfer) in cijfers.iter_mut().enumerate() {
        let scheiding = tekens.get(plek).is_some_and(|teken| matches!(teken, ' ' | '.' | '-' | '\u{a0}'));
        plek += usize::from(aantal > 0 && scheiding);
        match tekens.get(plek).and_then(|teken| u8::try_from(*teken).ok()).filter(u8::is_ascii_digit) {
            Some(gelezen) => *cijfer = gelezen,
            None => return false,
        }
        plek += 1;
    }
    !tekens.get(plek).is_some_and(char::is_ascii_digit) && Bsn::elfproef(&cijfers)
}

impl FromStr for Bsn {
    type Err = OngeldigBsn;

    /// Spaces and dots are how people write the number on paper; both are ignored.
    fn from_str(tekst: &str) -> Result<Self, OngeldigBsn> {
        if tekst.len() > 40 {
            return Err(OngeldigBsn::Vorm);
        }
        let kaal: Vec<u8> = tekst.bytes().filter(|teken| !matches!(teken, b' ' | b'.')).collect();
        let cijfers: [u8; 9] = kaal.try_into().map_err(|_| OngeldigBsn::Vorm)?;
        if !cijfers.iter().all(u8::is_ascii_digit) {
            return Err(OngeldigBsn::Vorm);
        }
        if Self::elfproef(&cijfers) { Ok(Self(cijfers)) } else { Err(OngeldigBsn::Elfproef) }
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bsn(*********)")
    }
}

impl fmt::Display for OngeldigBsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OngeldigBsn::Vorm => "a BSN has nine digits",
            OngeldigBsn::Elfproef => "the number does not pass the elfproef",
        })
    }
}

impl std::error::Error for OngeldigBsn {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accepts_numbers_of_the_test_range() {
        for goed in ["999970124", "999970008", "9999.70.124", " 999 970 124 ", "000009830"] {
            assert!(goed.parse::<Bsn>().is_ok(), "{goed}");
        }
    }

    #[test]
    fn tells_a_wrong_form_from_a_wrong_number() {
        assert_eq!("99997012".parse::<Bsn>(), Err(OngeldigBsn::Vorm));
        assert_eq!("99997012a".parse::<Bsn>(), Err(OngeldigBsn::Vorm));
        assert_eq!("".parse::<Bsn>(), Err(OngeldigBsn::Vorm));
        assert_eq!("9".repeat(100_000).parse::<Bsn>(), Err(OngeldigBsn::Vorm));
        assert_eq!("999970125".parse::<Bsn>(), Err(OngeldigBsn::Elfproef));
        assert_eq!("000000000".parse::<Bsn>(), Err(OngeldigBsn::Elfproef));
    }

    #[test]
    fn debug_shows_no_digit() {
        let bsn: Bsn = "999970124".parse().unwrap();
        assert!(!format!("{bsn:?}").contains(|teken: char| teken.is_ascii_digit()));
    }

    #[test]
    fn is_found_in_a_text() {
        for met in [
            "999970124",
            "mijn nummer is 999970124.",
            "BSN:9999.70.124!",
            "999 970 124, en verder niets",
            "sinds 2024 ben ik 999-970-124",
            "12 999970124",
            "999970124 2024",
        ] {
            assert!(Bsn::staat_in(met), "{met}");
        }
        for zonder in
            ["", "999970125", "0612345678", "1999970124", "9999701240", "999  970  124", "NL91ABNA0417164300"]
        {
            assert!(!Bsn::staat_in(zonder), "{zonder}");
        }
    }

    proptest! {
        #[test]
        fn no_text_that_is_searched_panics(tekst in ".*") {
            let _ = Bsn::staat_in(&tekst);
        }

        /// The elfproef exists to catch one wrong digit: it must catch every one.
        #[test]
        fn one_wrong_digit_never_passes(getal in 0_u32..1_000_000_000, plek in 0_usize..9, anders in 1_u8..10) {
            let tekst = format!("{getal:09}");
            if tekst.parse::<Bsn>().is_ok() {
                let mut cijfers = tekst.into_bytes();
                cijfers[plek] = b'0' + (cijfers[plek] - b'0' + anders) % 10;
                let fout = String::from_utf8(cijfers).unwrap();
                prop_assert_eq!(fout.parse::<Bsn>(), Err(OngeldigBsn::Elfproef));
            }
        }

        #[test]
        fn no_text_panics(tekst in ".*") {
            let _ = tekst.parse::<Bsn>();
        }
    }
}
