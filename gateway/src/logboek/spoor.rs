//! Trace and span ids (W3C Trace Context).

use rand::Rng;
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $naam:ident, $getal:ty, $cijfers:literal, $trek:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $naam($getal);

        impl $naam {
            /// A random one. All zeros means "none" in the standard and is never drawn.
            pub fn nieuw(rng: &mut (impl Rng + ?Sized)) -> Self {
                let trek: fn(&mut dyn Rng) -> $getal = $trek;
                loop {
                    let getal = trek(&mut &mut *rng);
                    if getal != 0 {
                        return Self(getal);
                    }
                }
            }

            /// Lower-case hex of the right length, not all zeros: the form in which it is kept and sent.
            pub fn uit_hex(tekst: &str) -> Option<Self> {
                let hex = |teken: u8| matches!(teken, b'0'..=b'9' | b'a'..=b'f');
                if tekst.len() != $cijfers || !tekst.bytes().all(hex) {
                    return None;
                }
                <$getal>::from_str_radix(tekst, 16).ok().filter(|getal| *getal != 0).map(Self)
            }
        }

        impl fmt::Display for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:0breedte$x}", self.0, breedte = $cijfers)
            }
        }

        impl fmt::Debug for $naam {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl serde::Serialize for $naam {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
    };
}

id! {
    /// 16 bytes; the same for everything that one request sets off.
    TraceId, u128, 32, |rng| (u128::from(rng.next_u64()) << 64) | u128::from(rng.next_u64())
}
id! {
    /// 8 bytes; one step of a trace.
    SpanId, u64, 16, |rng| rng.next_u64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn keeps_leading_zeros() {
        assert_eq!(SpanId(0xff).to_string(), "00000000000000ff");
        assert_eq!(TraceId(0xff).to_string(), format!("{:0>32}", "ff"));
    }

    #[test]
    fn refuses_what_the_standard_refuses() {
        for fout in ["", "0000000000000000", "00000000000000FF", "+0000000000000ff", "ff", "00000000000000fg"]
        {
            assert_eq!(SpanId::uit_hex(fout), None, "{fout}");
        }
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(zaad in any::<u64>()) {
            let mut rng = StdRng::seed_from_u64(zaad);
            let (trace, span) = (TraceId::nieuw(&mut rng), SpanId::nieuw(&mut rng));
            prop_assert_eq!(TraceId::uit_hex(&trace.to_string()), Some(trace));
            prop_assert_eq!(SpanId::uit_hex(&span.to_string()), Some(span));
        }
    }
}
