//! What somebody fills in for one value: from what is typed to a value of the right kind, and back. Pure.

use crate::correcties::zelfde;
use crate::taal::Tekst;
use crate::taal::teksten::correctie::fout as teksten;
use contract::gegevensregister::{Definitie, Soort};
use contract::klantbeeld::Waarde;
use contract::{Bsn, Datum, Taal};

/// The longest text that a value may be, in characters.
const LANGST: usize = 1_000;

/// What is typed for one value. What it means depends on its kind; see [`Invoer::lees`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invoer {
    /// A date has three: day, month and year. All others have the first.
    pub delen: [String; 3],
    /// It should not be there.
    pub weg: bool,
}

/// What is proposed (nothing: it should not be there), or what is wrong with it.
pub type Gelezen = Result<Option<Waarde>, &'static Tekst>;

impl Invoer {
    /// As it was typed once, from what was made of it.
    pub fn van(waarde: Option<&Waarde>, taal: Taal) -> Self {
        let Some(waarde) = waarde else { return Invoer { weg: true, ..Invoer::default() } };
        let een = |tekst: String| [tekst, String::new(), String::new()];
        let komma =
            |cijfers: &str| if taal == Taal::Nl { cijfers.replace('.', ",") } else { cijfers.to_owned() };
        let delen = match waarde {
            Waarde::Tekst { tekst } => een(tekst.clone()),
            Waarde::Getal { getal } => een(getal.to_string()),
            Waarde::Decimaal { decimaal } => een(komma(decimaal)),
            Waarde::Bedrag { centen } => een(komma(&format!("{}.{:02}", centen / 100, centen.abs() % 100))),
            Waarde::Datum { datum } => datumdelen(*datum),
            Waarde::Code { code, .. } => een(code.clone()),
            Waarde::JaNee { ja } => een(ja.to_string()),
            Waarde::Adres { regels } => een(regels.join("\n")),
            Waarde::Periode { .. }
            | Waarde::Lijst { .. }
            | Waarde::Tekening { .. }
            | Waarde::Leeg
            | Waarde::NietBegrepen => een(String::new()),
        };
        Invoer { delen, weg: false }
    }

    /// Whether anything was filled in.
    pub fn is_leeg(&self) -> bool {
        !self.weg && self.delen.iter().all(|deel| deel.trim().is_empty())
    }

    /// What is proposed instead of `huidig`.
    pub fn lees(&self, definitie: &Definitie, huidig: Option<&Waarde>, taal: Taal) -> Gelezen {
        if self.weg {
            return if zelfde(huidig, None) { Err(&teksten::leeg) } else { Ok(None) };
        }
        if self.is_leeg() {
            return Err(&teksten::leeg);
        }
        let waarde = self.waarde(definitie, huidig, taal)?;
        if zelfde(huidig, Some(&waarde)) { Err(&teksten::gelijk) } else { Ok(Some(waarde)) }
    }

    fn waarde(
        &self,
        definitie: &Definitie,
        huidig: Option<&Waarde>,
        taal: Taal,
    ) -> Result<Waarde, &'static Tekst> {
        let tekst = self.delen[0].trim();
        if tekst.chars().count() > LANGST {
            return Err(&teksten::lang);
        }
        let in_woorden = matches!(definitie.soort, Soort::Tekst | Soort::Adres | Soort::Code);
        if in_woorden && Bsn::staat_in(tekst) {
            return Err(&teksten::bsn);
        }
        match definitie.soort {
            Soort::Getal => getal(tekst, taal).ok_or(&teksten::getal),
            Soort::Bedrag => bedrag(tekst, taal).ok_or(&teksten::bedrag),
            Soort::Datum => self.datum(huidig),
            Soort::Code => code(tekst, definitie),
            Soort::JaNee => match tekst {
                "true" => Ok(Waarde::JaNee { ja: true }),
                "false" => Ok(Waarde::JaNee { ja: false }),
                _ => Err(&teksten::leeg),
            },
            Soort::Adres => {
                let regels = tekst.lines().map(str::trim).filter(|regel| !regel.is_empty());
                Ok(Waarde::Adres { regels: regels.map(str::to_owned).collect() })
            }
            Soort::Tekst | Soort::Lijst | Soort::Bsn | Soort::Tekening => {
                Ok(Waarde::Tekst { tekst: tekst.to_owned() })
            }
        }
    }

    /// A whole date. Less only when the source has less.
    fn datum(&self, huidig: Option<&Waarde>) -> Result<Waarde, &'static Tekst> {
        let half_mag = mag_half(huidig);
        let [dag, maand, jaar] = self.delen.each_ref().map(|deel| deel.trim());
        let cijfers = |deel: &str| deel.bytes().all(|teken| teken.is_ascii_digit());
        if ![dag, maand, jaar].into_iter().all(cijfers) || jaar.len() != 4 {
            return Err(&teksten::datum);
        }
        let jaar = jaar.parse().map_err(|_| &teksten::datum)?;
        let kort = |deel: &str| deel.parse::<u8>().map_err(|_| &teksten::datum);
        let datum = match (dag.is_empty(), maand.is_empty()) {
            (false, false) => Datum::dag(jaar, kort(maand)?, kort(dag)?),
            (true, false) if half_mag => Datum::maand(jaar, kort(maand)?),
            (true, true) if half_mag => Datum::jaar(jaar),
            _ => return Err(&teksten::datum),
        };
        datum.map(|datum| Waarde::Datum { datum }).map_err(|_| &teksten::datum)
    }
}

/// Whether a date need not be whole, because the source does not know it whole either.
pub fn mag_half(huidig: Option<&Waarde>) -> bool {
    matches!(huidig, Some(Waarde::Datum { datum }) if !matches!(datum, Datum::Dag { .. }))
}

fn datumdelen(datum: Datum) -> [String; 3] {
    let deel = |getal: u8| getal.to_string();
    match datum {
        Datum::Onbekend => Default::default(),
        Datum::Jaar { jaar } => [String::new(), String::new(), jaar.to_string()],
        Datum::Maand { jaar, maand } => [String::new(), deel(maand), jaar.to_string()],
        Datum::Dag { jaar, maand, dag } => [deel(dag), deel(maand), jaar.to_string()],
    }
}

/// One of the codes that the register knows. When it knows none, the holder gets the citizen's own words.
fn code(tekst: &str, definitie: &Definitie) -> Result<Waarde, &'static Tekst> {
    if definitie.waarden.is_empty() {
        return Ok(Waarde::Code { code: tekst.to_owned(), omschrijving: Some(tekst.to_owned()) });
    }
    let omschrijving = definitie.waarden.get(tekst).ok_or(&teksten::leeg)?;
    Ok(Waarde::Code { code: tekst.to_owned(), omschrijving: Some(omschrijving.clone()) })
}

fn getal(tekst: &str, taal: Taal) -> Option<Waarde> {
    let (heel, breuk) = cijfers(tekst, taal)?;
    let breuk = breuk.trim_end_matches('0');
    if breuk.is_empty() {
        return Some(Waarde::Getal { getal: heel.parse().ok()? });
    }
    let heel = heel.parse::<u64>().ok()?;
    Some(Waarde::Decimaal { decimaal: format!("{heel}.{breuk}") })
}

fn bedrag(tekst: &str, taal: Taal) -> Option<Waarde> {
    let tekst = tekst.strip_prefix('€').unwrap_or(tekst);
    // "€ 12,-" is how people write it.
    let tekst = tekst.strip_suffix(",-").unwrap_or(tekst);
    let (heel, breuk) = cijfers(tekst.trim(), taal)?;
    if breuk.len() > 2 {
        return None;
    }
    let centen = format!("{breuk:0<2}").parse::<i64>().ok()?;
    Some(Waarde::Bedrag { centen: heel.parse::<i64>().ok()?.checked_mul(100)?.checked_add(centen)? })
}

/// The digits before and after the sign between them. In the reader's language there may be signs between thousands; what cannot be
/// that is read as the other.
fn cijfers(tekst: &str, taal: Taal) -> Option<(String, String)> {
    let (duizend, komma) = if taal == Taal::Nl { ('.', ',') } else { (',', '.') };
    let tekst: String = tekst.chars().filter(|teken| !matches!(teken, ' ' | '\u{a0}')).collect();
    let (heel, breuk) = match tekst.split_once(komma) {
        Some((heel, breuk)) if !breuk.is_empty() => (heel, breuk),
        Some(_) => return None,
        None => match tekst.split_once(duizend) {
            Some((heel, breuk)) if breuk.len() != 3 && !breuk.contains(duizend) => (heel, breuk),
            _ => (tekst.as_str(), ""),
        },
    };
    let groepen: Vec<&str> = heel.split(duizend).collect();
    let (eerste, rest) = groepen.split_first()?;
    let gegroepeerd = rest.is_empty() || (1..=3).contains(&eerste.len());
    let goed = gegroepeerd && rest.iter().all(|groep| groep.len() == 3);
    let heel = groepen.concat();
    let alleen_cijfers =
        [heel.as_str(), breuk].into_iter().all(|deel| deel.bytes().all(|teken| teken.is_ascii_digit()));
    (goed && alleen_cijfers && (1..=15).contains(&heel.len()) && breuk.len() <= 15)
        .then(|| (heel, breuk.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::klantbeeld::proef;

    fn definitie(soort: Soort) -> Definitie {
        Definitie { soort, corrigeerbaar: true, ..proef::definitie("brp.x.y") }
    }

    fn lees(soort: Soort, delen: [&str; 3], huidig: Option<&Waarde>) -> Result<Option<Waarde>, &'static str> {
        let invoer = Invoer { delen: delen.map(str::to_owned), weg: false };
        invoer.lees(&definitie(soort), huidig, Taal::Nl).map_err(|fout| fout.in_taal(Taal::Nl))
    }

    fn nl(fout: &'static Tekst) -> &'static str {
        fout.in_taal(Taal::Nl)
    }

    fn datum(datum: Datum) -> Waarde {
        Waarde::Datum { datum }
    }

    #[test]
    fn a_date_is_whole_unless_the_source_has_less() {
        let heel = datum(Datum::Dag { jaar: 2015, maand: 3, dag: 12 });
        assert_eq!(lees(Soort::Datum, ["12", "03", "2015"], None), Ok(Some(heel.clone())));
        assert_eq!(lees(Soort::Datum, [" 12 ", "3", "2015 "], None), Ok(Some(heel.clone())));
        for fout in [
            ["30", "2", "2015"],
            ["", "3", "2015"],
            ["", "", "2015"],
            ["1", "", "2015"],
            ["1", "3", "15"],
            ["1", "3", ""],
            ["+1", "3", "2015"],
        ] {
            assert_eq!(lees(Soort::Datum, fout, Some(&heel)), Err(nl(&teksten::datum)), "{fout:?}");
        }
        let half = datum(Datum::Jaar { jaar: 1956 });
        assert_eq!(
            lees(Soort::Datum, ["", "11", "1956"], Some(&half)),
            Ok(Some(datum(Datum::Maand { jaar: 1956, maand: 11 })))
        );
        assert_eq!(
            lees(Soort::Datum, ["", "", "1957"], Some(&half)),
            Ok(Some(datum(Datum::Jaar { jaar: 1957 })))
        );
        assert_eq!(lees(Soort::Datum, ["1", "", "1957"], Some(&half)), Err(nl(&teksten::datum)));
        assert_eq!(lees(Soort::Datum, ["", "", "1956"], Some(&half)), Err(nl(&teksten::gelijk)));
    }

    #[test]
    fn numbers_and_amounts_are_read_as_people_write_them() {
        let getal = |tekst| lees(Soort::Getal, [tekst, "", ""], None);
        assert_eq!(getal("1.234"), Ok(Some(Waarde::Getal { getal: 1234 })));
        assert_eq!(getal("1 234"), Ok(Some(Waarde::Getal { getal: 1234 })));
        assert_eq!(getal("4,60"), Ok(Some(Waarde::Decimaal { decimaal: "4.6".into() })));
        assert_eq!(getal("4.6"), Ok(Some(Waarde::Decimaal { decimaal: "4.6".into() })));
        assert_eq!(getal("04,0"), Ok(Some(Waarde::Getal { getal: 4 })));
        for fout in ["twaalf", "1,2,3", "1.23.456", "-4", "4,", ",5", "9999999999999999", "1234.567,8"] {
            assert_eq!(getal(fout), Err(nl(&teksten::getal)), "{fout}");
        }
        let bedrag = |tekst| lees(Soort::Bedrag, [tekst, "", ""], None);
        assert_eq!(bedrag("€ 1.234,5"), Ok(Some(Waarde::Bedrag { centen: 123_450 })));
        assert_eq!(bedrag("412.000,-"), Ok(Some(Waarde::Bedrag { centen: 41_200_000 })));
        assert_eq!(bedrag("1,234"), Err(nl(&teksten::bedrag)));
        let invoer = Invoer { delen: ["1,234.50".into(), String::new(), String::new()], weg: false };
        let engels = invoer.lees(&definitie(Soort::Bedrag), None, Taal::En).map_err(nl);
        assert_eq!(engels, Ok(Some(Waarde::Bedrag { centen: 123_450 })));
    }

    #[test]
    fn a_code_is_one_of_the_list_or_ones_own_words_when_there_is_no_list() {
        let mut lijst = definitie(Soort::Code);
        lijst.waarden = [("M".to_owned(), "man".to_owned()), ("V".to_owned(), "vrouw".to_owned())].into();
        let kies = |definitie: &Definitie, code: &str| {
            let invoer = Invoer { delen: [code.into(), String::new(), String::new()], weg: false };
            invoer
                .lees(definitie, Some(&Waarde::Code { code: "M".into(), omschrijving: None }), Taal::Nl)
                .map_err(nl)
        };
        let code =
            |code: &str, tekst: &str| Waarde::Code { code: code.into(), omschrijving: Some(tekst.into()) };
        assert_eq!(kies(&lijst, "V"), Ok(Some(code("V", "vrouw"))));
        assert_eq!(kies(&lijst, "X"), Err(nl(&teksten::leeg)));
        assert_eq!(kies(&lijst, "M"), Err(nl(&teksten::gelijk)));
        assert_eq!(kies(&definitie(Soort::Code), "Delft"), Ok(Some(code("Delft", "Delft"))));
    }

    #[test]
    fn nothing_is_a_proposal_only_where_there_is_something() {
        let weg = Invoer { weg: true, ..Invoer::default() };
        let naam = Waarde::Tekst { tekst: "Jansen".into() };
        assert_eq!(weg.lees(&definitie(Soort::Tekst), Some(&naam), Taal::Nl).map_err(nl), Ok(None));
        assert_eq!(weg.lees(&definitie(Soort::Tekst), None, Taal::Nl).map_err(nl), Err(nl(&teksten::leeg)));
        assert_eq!(lees(Soort::Tekst, [" ", "", ""], Some(&naam)), Err(nl(&teksten::leeg)));
        assert_eq!(lees(Soort::Tekst, [" Jansen ", "", ""], Some(&naam)), Err(nl(&teksten::gelijk)));
        assert_eq!(lees(Soort::Tekst, ["Jan 999970124", "", ""], None), Err(nl(&teksten::bsn)));
        let lang = "é".repeat(LANGST + 1);
        assert_eq!(lees(Soort::Tekst, [&lang, "", ""], None), Err(nl(&teksten::lang)));
    }

    #[test]
    fn what_was_kept_comes_back_as_it_was_typed() {
        for (soort, waarde) in [
            (Soort::Tekst, Waarde::Tekst { tekst: "Jansen".into() }),
            (Soort::Getal, Waarde::Getal { getal: 12 }),
            (Soort::Getal, Waarde::Decimaal { decimaal: "4.6".into() }),
            (Soort::Bedrag, Waarde::Bedrag { centen: 1205 }),
            (Soort::Datum, datum(Datum::Dag { jaar: 2015, maand: 3, dag: 2 })),
            (Soort::JaNee, Waarde::JaNee { ja: false }),
            (
                Soort::Adres,
                Waarde::Adres { regels: vec!["Turfmarkt 147".into(), "2511 DP 's-Gravenhage".into()] },
            ),
        ] {
            for taal in [Taal::Nl, Taal::En] {
                let terug = Invoer::van(Some(&waarde), taal).lees(&definitie(soort), None, taal).map_err(nl);
                assert_eq!(terug, Ok(Some(waarde.clone())), "{taal:?}");
            }
        }
        assert!(Invoer::van(None, Taal::Nl).weg);
    }
}
