//! How long something is kept.

/// Whole months and days, as the calendar counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duur {
    pub maanden: u32,
    pub dagen: u32,
}

impl Duur {
    /// An ISO 8601 duration of whole years, months, weeks or days: `P7Y`, `P1Y6M`.
    pub(crate) fn lees(tekst: &str) -> Option<Self> {
        let mut rest = tekst.strip_prefix('P').filter(|rest| !rest.is_empty())?;
        let mut neem = |eenheid: char| {
            let Some((getal, na)) = rest.split_once(eenheid) else { return Some(0) };
            if getal.is_empty() || getal.len() > 4 || !getal.bytes().all(|teken| teken.is_ascii_digit()) {
                return None;
            }
            rest = na;
            getal.parse::<u32>().ok()
        };
        let [jaren, maanden, weken, dagen] = [neem('Y')?, neem('M')?, neem('W')?, neem('D')?];
        rest.is_empty().then_some(Self { maanden: jaren * 12 + maanden, dagen: weken * 7 + dagen })
    }
}

#[cfg(test)]
mod tests {
    use super::Duur;

    #[test]
    fn a_duration_is_in_order_and_whole() {
        for (goed, maanden, dagen) in [
            ("P7Y", 84, 0),
            ("P18M", 18, 0),
            ("P1Y6M", 18, 0),
            ("P2W", 0, 14),
            ("P10D", 0, 10),
            ("P1Y2M3W4D", 14, 25),
            ("P0D", 0, 0),
        ] {
            assert_eq!(Duur::lees(goed), Some(Duur { maanden, dagen }), "{goed}");
        }
        for fout in ["", "P", "7Y", "PY", "P7", "P6M1Y", "P-1Y", "P1.5Y", "P7 Y", "p7y", "P1Y1Y", "P99999Y"] {
            assert_eq!(Duur::lees(fout), None, "{fout}");
        }
    }
}
