//! From a piece of an answer to a [`Waarde`] of the soort that the register says it is. Nothing is guessed: another
//! form is [`Waarde::NietBegrepen`], and null, an empty text or an empty list is no value at all.

use crate::wijzer::Stap;
use contract::Datum;
use contract::gegevensregister::Soort;
use contract::klantbeeld::Waarde;
use serde_json::{Map, Value};

/// Longer than any text in a registration; the app must be able to show it.
const LANGSTE_TEKST: usize = 2000;
/// More than any source measures.
const MEESTE_DECIMALEN: usize = 12;
/// More than any list of a person.
pub(crate) const LANGSTE_LIJST: usize = 1000;

/// How a value is read.
#[derive(Clone, Debug)]
pub(crate) struct Leeswijze {
    pub(crate) soort: Soort,
    /// The source sends every value as a text.
    pub(crate) teksten: bool,
    /// By what the source says yes and no, when not by a boolean.
    pub(crate) ja: Vec<String>,
    pub(crate) nee: Vec<String>,
}

impl Leeswijze {
    const fn van(soort: Soort) -> Self {
        Self { soort, teksten: false, ja: Vec::new(), nee: Vec::new() }
    }
}

/// What stands at `stappen`, seen from `van`. A `*` on the way makes it a list of values of this soort.
pub(crate) fn haal(hoe: &Leeswijze, stappen: &[Stap], van: &Value) -> Option<Waarde> {
    match (stappen.split_first(), van) {
        (_, Value::Null) => None,
        (None, _) => lees(hoe, van),
        (Some((Stap::Lid(naam), rest)), Value::Object(leden)) => haal(hoe, rest, leden.get(naam)?),
        (Some((Stap::Elk, rest)), Value::Array(items)) => lijst(items, |item| haal(hoe, rest, item)),
        _ => Some(Waarde::NietBegrepen),
    }
}

/// The code at `stappen`; `None` when there is none, or something else stands there.
pub(crate) fn code_op(stappen: &[Stap], van: &Value) -> Option<String> {
    match haal(&Leeswijze::van(Soort::Code), stappen, van) {
        Some(Waarde::Code { code, .. }) => Some(code),
        _ => None,
    }
}

/// The plain texts and whole numbers at `stappen`; what is something else, or too long, is left out.
pub(crate) fn teksten(stappen: &[Stap], van: &Value) -> Vec<String> {
    match (stappen.split_first(), van) {
        (None, _) => match tekst(van) {
            Some(Waarde::Tekst { tekst }) => vec![tekst],
            _ => Vec::new(),
        },
        (Some((Stap::Lid(naam), rest)), Value::Object(leden)) => {
            leden.get(naam).map(|lid| teksten(rest, lid)).unwrap_or_default()
        }
        (Some((Stap::Elk, rest)), Value::Array(items)) => {
            items.iter().take(LANGSTE_LIJST).flat_map(|item| teksten(rest, item)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether some part of the value came in another form than the register says.
pub(crate) fn is_niet_begrepen(waarde: &Waarde) -> bool {
    match waarde {
        Waarde::NietBegrepen => true,
        Waarde::Lijst { waarden } => waarden.iter().any(is_niet_begrepen),
        _ => false,
    }
}

/// A date in one of the forms of the BRP (`AbstractDatum`), as plain `yyyy-mm-dd` (a time of day after it is left
/// out), or as `yyyymmdd` with zeros for what is unknown (SuwiML, RDW).
pub(crate) fn datum(waarde: &Value) -> Option<Datum> {
    match waarde {
        Value::String(tekst) if tekst.len() == 8 => datum_van_cijfers(tekst),
        Value::String(tekst) => tekst.split_once('T').map_or(tekst.as_str(), |(dag, _)| dag).parse().ok(),
        Value::Object(leden) => datum_van_leden(leden),
        _ => None,
    }
}

/// A text without control characters and without the marks that turn the reading direction of what follows.
pub(crate) fn schoon(tekst: &str) -> Option<String> {
    if tekst.chars().count() > LANGSTE_TEKST {
        return None;
    }
    let stoort = |teken: char| {
        teken.is_control() || matches!(teken, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    Some(tekst.chars().filter(|teken| !stoort(*teken)).collect())
}

fn lees(hoe: &Leeswijze, waarde: &Value) -> Option<Waarde> {
    if hoe.teksten && waarde.as_str().is_some_and(|tekst| tekst.trim().is_empty()) {
        return None;
    }
    let gelezen = match hoe.soort {
        Soort::Tekst => return tekst(waarde),
        Soort::Bsn => waarde
            .as_str()
            .filter(|cijfers| is_negen_cijfers(cijfers))
            .map(|cijfers| Waarde::Tekst { tekst: cijfers.into() }),
        Soort::Getal => getal(hoe, waarde),
        Soort::Bedrag => centen(waarde).map(|centen| Waarde::Bedrag { centen }),
        Soort::Datum => datum(waarde).map(|datum| Waarde::Datum { datum }),
        Soort::Code => return code(waarde),
        Soort::JaNee => ja_nee(hoe, waarde).map(|ja| Waarde::JaNee { ja }),
        Soort::Adres => return regel(waarde),
        Soort::Tekening => return crate::tekening::lees(waarde),
        Soort::Lijst => {
            return waarde.as_array().map_or(Some(Waarde::NietBegrepen), |items| lijst(items, los));
        }
    };
    Some(gelezen.unwrap_or(Waarde::NietBegrepen))
}

/// A number; from a text only when the source sends nothing else. "88.00" is whole.
fn getal(hoe: &Leeswijze, waarde: &Value) -> Option<Waarde> {
    let tekst = match waarde {
        Value::String(tekst) if hoe.teksten => tekst.clone(),
        Value::Number(getal) => getal.to_string(),
        _ => return None,
    };
    let (heel, rest) = tekst.split_once('.').unwrap_or((&tekst, "0"));
    let getal: i64 = heel.parse().ok()?;
    let alleen_cijfers = !rest.is_empty() && rest.bytes().all(|cijfer| cijfer.is_ascii_digit());
    let rest = rest.trim_end_matches('0');
    if !alleen_cijfers || rest.len() > MEESTE_DECIMALEN {
        return None;
    }
    if rest.is_empty() {
        return Some(Waarde::Getal { getal });
    }
    let teken = if heel.starts_with('-') { "-" } else { "" };
    Some(Waarde::Decimaal { decimaal: format!("{teken}{}.{rest}", getal.unsigned_abs()) })
}

fn ja_nee(hoe: &Leeswijze, waarde: &Value) -> Option<bool> {
    let tekst = match waarde {
        Value::Bool(ja) => return Some(*ja),
        Value::String(tekst) => tekst.clone(),
        Value::Number(getal) => getal.to_string(),
        _ => return None,
    };
    match (hoe.ja.contains(&tekst), hoe.nee.contains(&tekst)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Empty texts are no value: a source that has nothing should not look as if it has.
fn tekst_of_niets(tekst: &str) -> Option<Waarde> {
    match schoon(tekst) {
        None => Some(Waarde::NietBegrepen),
        Some(schoon) if schoon.trim().is_empty() => None,
        Some(tekst) => Some(Waarde::Tekst { tekst }),
    }
}

/// A text; also a whole number that is no quantity, such as the number of a house.
fn tekst(waarde: &Value) -> Option<Waarde> {
    match waarde {
        Value::String(tekst) => tekst_of_niets(tekst),
        Value::Number(getal) if getal.is_i64() || getal.is_u64() => {
            Some(Waarde::Tekst { tekst: getal.to_string() })
        }
        _ => Some(Waarde::NietBegrepen),
    }
}

fn regel(waarde: &Value) -> Option<Waarde> {
    waarde.as_str().map_or(Some(Waarde::NietBegrepen), tekst_of_niets)
}

/// A code alone, or a value from a table with its description. A description without a code is shown as it is.
fn code(waarde: &Value) -> Option<Waarde> {
    let leden = match waarde {
        Value::String(_) => {
            return match regel(waarde) {
                Some(Waarde::Tekst { tekst }) => Some(Waarde::Code { code: tekst, omschrijving: None }),
                anders => anders,
            };
        }
        Value::Object(leden) => leden,
        _ => return Some(Waarde::NietBegrepen),
    };
    let lid = |naam: &str| leden.get(naam).filter(|waarde| !waarde.is_null()).and_then(regel);
    match (lid("code"), lid("omschrijving").or_else(|| lid("waarde"))) {
        (Some(Waarde::Tekst { tekst: code }), None) => Some(Waarde::Code { code, omschrijving: None }),
        (Some(Waarde::Tekst { tekst: code }), Some(Waarde::Tekst { tekst })) => {
            Some(Waarde::Code { code, omschrijving: Some(tekst) })
        }
        (None, anders) => anders,
        _ => Some(Waarde::NietBegrepen),
    }
}

fn lijst(items: &[Value], lees_item: impl Fn(&Value) -> Option<Waarde>) -> Option<Waarde> {
    if items.len() > LANGSTE_LIJST {
        return Some(Waarde::NietBegrepen);
    }
    let waarden: Vec<Waarde> = items.iter().filter_map(lees_item).collect();
    (!waarden.is_empty()).then_some(Waarde::Lijst { waarden })
}

/// An item of a plain list, by its own form.
fn los(item: &Value) -> Option<Waarde> {
    match item {
        Value::Null => None,
        Value::Bool(_) => lees(&Leeswijze::van(Soort::JaNee), item),
        Value::Number(_) => lees(&Leeswijze::van(Soort::Getal), item),
        Value::String(_) => tekst(item),
        Value::Object(_) => code(item),
        Value::Array(_) => Some(Waarde::NietBegrepen),
    }
}

fn is_negen_cijfers(tekst: &str) -> bool {
    tekst.len() == 9 && tekst.bytes().all(|teken| teken.is_ascii_digit())
}

fn datum_van_cijfers(tekst: &str) -> Option<Datum> {
    if !tekst.bytes().all(|teken| teken.is_ascii_digit()) {
        return None;
    }
    let deel = |van: usize, tot: usize| tekst.get(van..tot).and_then(|cijfers| cijfers.parse::<u16>().ok());
    let klein = |getal: u16| u8::try_from(getal).ok();
    match (deel(0, 4)?, deel(4, 6)?, deel(6, 8)?) {
        (0, _, _) => Some(Datum::Onbekend),
        (jaar, 0, _) => Datum::jaar(jaar).ok(),
        (jaar, maand, 0) => Datum::maand(jaar, klein(maand)?).ok(),
        (jaar, maand, dag) => Datum::dag(jaar, klein(maand)?, klein(dag)?).ok(),
    }
}

fn datum_van_leden(leden: &Map<String, Value>) -> Option<Datum> {
    let getal = |naam: &str| leden.get(naam).and_then(Value::as_u64);
    let jaar = || getal("jaar").and_then(|jaar| u16::try_from(jaar).ok());
    match leden.get("type")?.as_str()? {
        "Datum" => leden.get("datum")?.as_str()?.parse().ok(),
        "JaarMaandDatum" => Datum::maand(jaar()?, u8::try_from(getal("maand")?).ok()?).ok(),
        "JaarDatum" => Datum::jaar(jaar()?).ok(),
        "DatumOnbekend" if leden.get("onbekend").is_none_or(|onbekend| *onbekend == true) => {
            Some(Datum::Onbekend)
        }
        _ => None,
    }
}

/// Euros, as a number or as a text with at most two decimals and a point ("312000", 12.5, "-0.10"), in cents.
fn centen(waarde: &Value) -> Option<i64> {
    let tekst = match waarde {
        Value::Object(leden) => return centen_van_leden(leden),
        Value::Number(getal) => getal.to_string(),
        Value::String(tekst) => tekst.clone(),
        _ => return None,
    };
    let (teken, bedrag) = tekst.strip_prefix('-').map_or((1, tekst.as_str()), |rest| (-1, rest));
    let (euros, decimalen) = bedrag.split_once('.').unwrap_or((bedrag, "0"));
    let cijfers = |deel: &str| !deel.is_empty() && deel.bytes().all(|teken| teken.is_ascii_digit());
    if !cijfers(euros) || !cijfers(decimalen) || decimalen.len() > 2 {
        return None;
    }
    let euros: i64 = euros.parse().ok()?;
    let centen: i64 = format!("{decimalen:0<2}").parse().ok()?;
    euros.checked_mul(100)?.checked_add(centen)?.checked_mul(teken)
}

/// `StandaardBedr` of SuwiML: whole cents, with the sign apart. Another currency is not read as euros.
fn centen_van_leden(leden: &Map<String, Value>) -> Option<i64> {
    let lid = |naam: &str| leden.get(naam).and_then(Value::as_str);
    if lid("CdMunteenheid").is_some_and(|munt| munt != "EUR") {
        return None;
    }
    let teken = match lid("CdPositiefNegatief") {
        None | Some("+") => 1,
        Some("-") => -1,
        Some(_) => return None,
    };
    let cijfers = lid("WaardeBedr")?;
    let alleen_cijfers = !cijfers.is_empty() && cijfers.bytes().all(|cijfer| cijfer.is_ascii_digit());
    cijfers.parse::<i64>().ok().filter(|_| alleen_cijfers)?.checked_mul(teken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lees(soort: Soort, waarde: &Value) -> Option<Waarde> {
        super::lees(&Leeswijze::van(soort), waarde)
    }

    fn decimaal(decimaal: &str) -> Waarde {
        Waarde::Decimaal { decimaal: decimaal.into() }
    }

    fn code_van(code: &str, omschrijving: Option<&str>) -> Waarde {
        Waarde::Code { code: code.into(), omschrijving: omschrijving.map(Into::into) }
    }

    fn tekst_van(tekst: &str) -> Waarde {
        Waarde::Tekst { tekst: tekst.into() }
    }

    #[test]
    fn dates_keep_the_precision_of_the_source() {
        let goed = [
            (
                json!({"type": "Datum", "datum": "2024-02-29", "langFormaat": "29 februari 2024"}),
                Datum::dag(2024, 2, 29),
            ),
            (json!({"type": "JaarMaandDatum", "jaar": 1962, "maand": 7}), Datum::maand(1962, 7)),
            (json!({"type": "JaarDatum", "jaar": 1960}), Datum::jaar(1960)),
            (json!({"type": "DatumOnbekend", "onbekend": true}), Ok(Datum::Onbekend)),
            (json!("1999-12-31"), Datum::dag(1999, 12, 31)),
            (json!("2027-01-04T00:00:00.000"), Datum::dag(2027, 1, 4)),
            (json!("19991231"), Datum::dag(1999, 12, 31)),
            (json!("19991200"), Datum::maand(1999, 12)),
            (json!("19990000"), Datum::jaar(1999)),
            (json!("00000000"), Ok(Datum::Onbekend)),
        ];
        for (json, verwacht) in goed {
            assert_eq!(lees(Soort::Datum, &json), Some(Waarde::Datum { datum: verwacht.unwrap() }), "{json}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_is_not_understood() {
        for json in [
            json!({"type": "Datum", "datum": "2023-02-29"}),
            json!({"type": "Datum", "datum": 20_230_228}),
            json!({"type": "Datum"}),
            json!({"datum": "2023-02-28"}),
            json!({"type": "JaarMaandDatum", "jaar": 1962, "maand": 13}),
            json!({"type": "JaarMaandDatum", "jaar": 1962}),
            json!({"type": "JaarDatum", "jaar": 0}),
            json!({"type": "JaarDatum", "jaar": 70000}),
            json!({"type": "JaarDatum", "jaar": "1960"}),
            json!({"type": "DatumOnbekend", "onbekend": false}),
            json!({"type": "Eeuw", "eeuw": 20}),
            json!("31-12-1999"),
            json!("19991331"),
            json!("1999-1-1"),
            json!("T1999-12-31"),
            json!(19_991_231),
            json!([]),
        ] {
            assert_eq!(lees(Soort::Datum, &json), Some(Waarde::NietBegrepen), "{json}");
        }
    }

    #[test]
    fn codes_come_with_and_without_their_description() {
        let lees = |json: Value| lees(Soort::Code, &json);
        assert_eq!(lees(json!({"code": "M", "omschrijving": "man"})), Some(code_van("M", Some("man"))));
        assert_eq!(lees(json!({"code": "M"})), Some(code_van("M", None)));
        assert_eq!(lees(json!("EenNieuwType")), Some(code_van("EenNieuwType", None)));
        assert_eq!(lees(json!({"omschrijving": "Wheatley"})), Some(tekst_van("Wheatley")));
        assert_eq!(lees(json!({})), None);
        assert_eq!(lees(json!({"code": null, "omschrijving": ""})), None);
        for anders in
            [json!(1), json!(true), json!([]), json!({"code": 1}), json!({"code": "M", "omschrijving": {}})]
        {
            assert_eq!(lees(anders.clone()), Some(Waarde::NietBegrepen), "{anders}");
        }
    }

    #[test]
    fn texts_are_cleaned_and_limited() {
        let lees = |json: Value| lees(Soort::Tekst, &json);
        assert_eq!(lees(json!("Jan\u{0007}\n \u{202E}Piet")), Some(tekst_van("Jan Piet")));
        assert_eq!(lees(json!("Łódź, 's-Gravenhage")), Some(tekst_van("Łódź, 's-Gravenhage")));
        assert_eq!(lees(json!(73)), Some(tekst_van("73")));
        assert_eq!(lees(json!("  ")), None);
        assert_eq!(lees(json!("é".repeat(2000))), Some(tekst_van(&"é".repeat(2000))));
        for anders in [json!("é".repeat(2001)), json!(1.5), json!(true), json!({}), json!([])] {
            assert_eq!(lees(anders), Some(Waarde::NietBegrepen));
        }
    }

    #[test]
    fn other_kinds_take_their_own_form_only() {
        assert_eq!(lees(Soort::Getal, &json!(49)), Some(Waarde::Getal { getal: 49 }));
        assert_eq!(lees(Soort::Getal, &json!("49")), Some(Waarde::NietBegrepen));
        assert_eq!(lees(Soort::Getal, &json!(4.9)), Some(decimaal("4.9")));
        assert_eq!(lees(Soort::Getal, &json!(1e300)), Some(Waarde::NietBegrepen));
        assert_eq!(lees(Soort::JaNee, &json!(false)), Some(Waarde::JaNee { ja: false }));
        assert_eq!(lees(Soort::JaNee, &json!("true")), Some(Waarde::NietBegrepen));
        assert_eq!(lees(Soort::Bsn, &json!("999970124")), Some(tekst_van("999970124")));
        assert_eq!(lees(Soort::Bsn, &json!("99997012")), Some(Waarde::NietBegrepen));
        assert_eq!(lees(Soort::Bsn, &json!(999_970_124)), Some(Waarde::NietBegrepen));
        let gemengd = vec![tekst_van("a"), Waarde::Getal { getal: 2 }, Waarde::NietBegrepen];
        assert_eq!(lees(Soort::Lijst, &json!(["a", 2, null, []])), Some(Waarde::Lijst { waarden: gemengd }));
        assert_eq!(lees(Soort::Lijst, &json!("a")), Some(Waarde::NietBegrepen));
    }

    #[test]
    fn amounts_are_exact() {
        for (json, verwacht) in [
            (json!(312_000), Some(31_200_000)),
            (json!("12.50"), Some(1250)),
            (json!(12.5), Some(1250)),
            (json!(0.29), Some(29)),
            (json!("-0.10"), Some(-10)),
            (json!("1,50"), None),
            (json!("1.505"), None),
            (json!("."), None),
            (json!(1e300), None),
            (json!("99999999999999999999"), None),
            (json!(i64::MAX), None),
        ] {
            assert_eq!(centen(&json), verwacht, "{json}");
        }
    }

    #[test]
    fn a_source_of_texts_is_read_by_its_own_rules() {
        let hoe = |soort| Leeswijze { teksten: true, ..Leeswijze::van(soort) };
        let getal = |json: Value| super::lees(&hoe(Soort::Getal), &json);
        assert_eq!(getal(json!("1250")), Some(Waarde::Getal { getal: 1250 }));
        assert_eq!(getal(json!("007")), Some(Waarde::Getal { getal: 7 }));
        assert_eq!(getal(json!("")), None);
        assert_eq!(getal(json!("88.00")), Some(Waarde::Getal { getal: 88 }));
        assert_eq!(getal(json!("04.60")), Some(decimaal("4.6")));
        assert_eq!(getal(json!("-0.00031")), Some(decimaal("-0.00031")));
        for anders in ["12,5", ".5", "5.", "1.2.3", "1.-5", "1e5", "0.1234567890123", "99999999999999999999"]
        {
            assert_eq!(getal(json!(anders)), Some(Waarde::NietBegrepen), "{anders}");
        }
        let vlag =
            Leeswijze { ja: vec!["1".into(), "Ja".into()], nee: vec!["2".into()], ..hoe(Soort::JaNee) };
        for (json, ja) in [(json!("Ja"), true), (json!(1), true), (json!("2"), false), (json!(false), false)]
        {
            assert_eq!(super::lees(&vlag, &json), Some(Waarde::JaNee { ja }), "{json}");
        }
        assert_eq!(super::lees(&vlag, &json!("Geen verstrekking")), Some(Waarde::NietBegrepen));
    }

    #[test]
    fn amounts_of_suwiml_are_cents_with_a_sign_apart() {
        for (json, verwacht) in [
            (
                json!({"CdMunteenheid": "EUR", "WaardeBedr": "123456", "CdPositiefNegatief": "+"}),
                Some(123_456),
            ),
            (json!({"WaardeBedr": "5", "CdPositiefNegatief": "-"}), Some(-5)),
            (json!({"WaardeBedr": "-5"}), None),
            (json!({"CdMunteenheid": "USD", "WaardeBedr": "5"}), None),
            (json!({"WaardeBedr": "5", "CdPositiefNegatief": "x"}), None),
            (json!({"WaardeBedr": "99999999999999999999"}), None),
            (json!({}), None),
        ] {
            assert_eq!(centen(&json), verwacht, "{json}");
        }
    }

    #[test]
    fn plain_texts_are_found_and_the_rest_left_out() {
        let stappen = [Stap::Lid("a".into()), Stap::Elk, Stap::Lid("id".into())];
        let boom = json!({"a": [{"id": "0518"}, {"id": 7}, {"id": {}}, {}, null, {"id": ""}]});
        assert_eq!(teksten(&stappen, &boom), ["0518", "7"]);
        assert_eq!(teksten(&stappen, &json!({"a": {"id": "1"}})), Vec::<String>::new());
    }

    #[test]
    fn a_star_gives_a_list() {
        let stappen = [Stap::Lid("ouders".into()), Stap::Elk, Stap::Lid("naam".into())];
        let haal = |json: Value| haal(&Leeswijze::van(Soort::Tekst), &stappen, &json);
        let twee = vec![tekst_van("A"), Waarde::NietBegrepen];
        assert_eq!(
            haal(json!({"ouders": [{"naam": "A"}, {}, {"naam": {}}]})),
            Some(Waarde::Lijst { waarden: twee })
        );
        assert_eq!(haal(json!({"ouders": []})), None);
        assert_eq!(haal(json!({})), None);
        assert_eq!(haal(json!({"ouders": "A"})), Some(Waarde::NietBegrepen));
        assert_eq!(haal(json!({"ouders": vec![json!({"naam": "A"}); 1001]})), Some(Waarde::NietBegrepen));
    }
}
