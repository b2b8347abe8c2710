use std::fmt;
use std::str::FromStr;

/// The characters of a number: no vowel, so that no word appears by chance, and no 0, 1, I or O, which people mix up.
/// There are 29 of them, a prime: that makes the check below see every mistake it is for.
pub const TEKENS: &[u8; 29] = b"23456789BCDFGHJKLMNPQRSTVWXYZ";
/// How many characters are drawn; the check comes after them.
pub const GETROKKEN: usize = 7;

/// The number of a request, to read aloud: `KB-7F3K-9Q2M`. Seven characters are drawn (34 bits), the last is a check.
/// It is no secret: who may see a request is decided by the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Verzoeknummer([u8; GETROKKEN + 1]);

/// The text is no number of a request: wrong length, a character that none has, or the check fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OngeldigNummer;

impl Verzoeknummer {
    /// Makes a number of what was drawn: each value is taken modulo 29. Draw from a multiple of 29 to be fair.
    pub fn van(getrokken: [u8; GETROKKEN]) -> Self {
        let mut tekens = [TEKENS[0]; GETROKKEN + 1];
        for (teken, waarde) in tekens.iter_mut().zip(getrokken) {
            *teken = TEKENS[usize::from(waarde) % TEKENS.len()];
        }
        let mut rest = 0;
        while Self::som(tekens) != Some(0) && rest < TEKENS.len() {
            tekens[GETROKKEN] = TEKENS[rest];
            rest += 1;
        }
        Self(tekens)
    }

    /// 1·c1 + 2·c2 + … + 8·c8 modulo 29; `None` when a character is none of ours. With a prime and these weights one wrong
    /// character, or two that changed places, never gives the same sum.
    fn som(tekens: [u8; GETROKKEN + 1]) -> Option<usize> {
        let waarde = |teken| TEKENS.iter().position(|een| *een == teken);
        let leden = tekens.into_iter().zip(1_usize..).map(|(teken, gewicht)| Some(gewicht * waarde(teken)?));
        leden.sum::<Option<usize>>().map(|som| som % TEKENS.len())
    }
}

impl FromStr for Verzoeknummer {
    type Err = OngeldigNummer;

    /// As people type it: with or without `KB`, dashes and spaces, in either case.
    fn from_str(tekst: &str) -> Result<Self, OngeldigNummer> {
        if tekst.len() > 40 {
            return Err(OngeldigNummer);
        }
        let kaal: Vec<u8> = tekst.bytes().filter(|teken| !matches!(teken, b' ' | b'-')).collect();
        let kaal = kaal.to_ascii_uppercase();
        let kaal = if kaal.len() == GETROKKEN + 3 { kaal.strip_prefix(b"KB") } else { Some(&kaal[..]) };
        let tekens: [u8; GETROKKEN + 1] = kaal.and_then(|kaal| kaal.try_into().ok()).ok_or(OngeldigNummer)?;
        if Self::som(tekens) == Some(0) { Ok(Self(tekens)) } else { Err(OngeldigNummer) }
    }
}

impl fmt::Display for Verzoeknummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (voor, na) = self.0.split_at(4);
        let tekst = |deel| std::str::from_utf8(deel).map_err(|_| fmt::Error);
        write!(f, "KB-{}-{}", tekst(voor)?, tekst(na)?)
    }
}

impl fmt::Display for OngeldigNummer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the number of a request")
    }
}

impl std::error::Error for OngeldigNummer {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn is_read_as_people_write_it() {
        let nummer = Verzoeknummer::van([5, 14, 1, 17, 7, 20, 0]);
        let tekst = nummer.to_string();
        assert_eq!((tekst.len(), &tekst[..3], &tekst[7..8]), (12, "KB-", "-"));
        for zo in [tekst.clone(), tekst.to_lowercase(), tekst.replace('-', " "), tekst[3..].replace('-', "")]
        {
            assert_eq!(zo.parse(), Ok(nummer), "{zo}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        let goed = Verzoeknummer::van([0; GETROKKEN]).to_string();
        let verlengd = format!("{goed}2");
        for fout in ["", "KB", "KB-", "KB-0000-0000", &goed[..11], &verlengd, "KB-ÉÉÉÉ-2222", "999970124"]
        {
            assert_eq!(fout.parse::<Verzoeknummer>(), Err(OngeldigNummer), "{fout}");
        }
        assert_eq!("2".repeat(100_000).parse::<Verzoeknummer>(), Err(OngeldigNummer));
    }

    proptest! {
        #[test]
        fn every_number_reads_back(getrokken: [u8; GETROKKEN]) {
            let nummer = Verzoeknummer::van(getrokken);
            prop_assert_eq!(nummer.to_string().parse(), Ok(nummer));
        }

        #[test]
        fn one_wrong_character_never_passes(getrokken: [u8; GETROKKEN], plek in 0..8_usize, anders in 1..29_usize) {
            let mut tekens = Verzoeknummer::van(getrokken).0;
            let waarde = TEKENS.iter().position(|teken| *teken == tekens[plek]).unwrap();
            tekens[plek] = TEKENS[(waarde + anders) % TEKENS.len()];
            prop_assert!(std::str::from_utf8(&tekens).unwrap().parse::<Verzoeknummer>().is_err());
        }

        #[test]
        fn two_that_changed_places_never_pass(getrokken: [u8; GETROKKEN], een in 0..8_usize, ander in 0..8_usize) {
            let mut tekens = Verzoeknummer::van(getrokken).0;
            if tekens[een] != tekens[ander] {
                tekens.swap(een, ander);
                prop_assert!(std::str::from_utf8(&tekens).unwrap().parse::<Verzoeknummer>().is_err());
            }
        }

        #[test]
        fn no_text_panics(tekst in ".*") {
            let _ = tekst.parse::<Verzoeknummer>();
        }
    }
}
