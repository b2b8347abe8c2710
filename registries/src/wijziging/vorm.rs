//! How a registration writes a value, there and back: a terugmelding has a text for each (docs/terugmelden-profiel.md).

use crate::brp::{leesbare_datum, ruwe_datum};
use serde_json::{Map, Number, Value, json};
use time::Date;
use time::format_description::well_known::Iso8601;

/// The longest text of a code.
const CODE_MAX: usize = 20;

/// The form of one value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Vorm {
    /// One to so many characters, on one line.
    Tekst(usize),
    /// A text of so many to so many characters, each of which must be such a one.
    Patroon(usize, usize, fn(char) -> bool),
    /// The beginning of it.
    Begin(usize),
    /// `1234AB`
    Postcode,
    /// A whole number that is not below zero.
    Getal,
    /// The same, or with a part behind a point.
    Decimaal,
    /// A number as a text.
    Getaltekst,
    /// Euros as a number.
    Bedrag,
    /// Whole euros as a number.
    Bedragheel,
    /// Whole euros as a text.
    Bedragtekst,
    /// `2015-03-12`
    Datum,
    /// `20150312`
    Cijferdatum,
    /// The same, of which parts may be unknown.
    Gbadatum,
    /// One of these words.
    Keuze(&'static [&'static str]),
    /// `{code, …}`, and what the description beside it is called. What a code means, the registration's own documents say.
    Code(&'static str),
    /// A boolean.
    Waarheid,
    /// Two texts for yes and no.
    JaNee(&'static str, &'static str),
}

impl Vorm {
    /// As the registration writes it; nothing when it cannot. `lid` is what the value is called in `alle`, its documents.
    pub(crate) fn schrijf(self, waarde: &str, lid: &str, alle: &[Value]) -> Option<Value> {
        let waarde = waarde.trim();
        Some(match self {
            Vorm::Tekst(hoogstens) => json!(past(waarde, hoogstens).then_some(waarde)?),
            Vorm::Patroon(minstens, hoogstens, mag) => {
                let goed =
                    (minstens..=hoogstens).contains(&waarde.chars().count()) && waarde.chars().all(mag);
                json!(goed.then_some(waarde)?)
            }
            Vorm::Begin(hoogstens) => json!(waarde.chars().take(hoogstens).collect::<String>().trim_end()),
            Vorm::Postcode => json!(postcode(waarde)?),
            Vorm::Getal => json!(waarde.parse::<u32>().ok()?),
            Vorm::Decimaal => getal(waarde)?,
            Vorm::Getaltekst => json!(getal(waarde).is_some().then_some(waarde)?),
            Vorm::Bedrag => getal(waarde.strip_suffix(".00").unwrap_or(waarde))?,
            Vorm::Bedragheel => json!(waarde.strip_suffix(".00").unwrap_or(waarde).parse::<u64>().ok()?),
            Vorm::Bedragtekst => {
                let euros = waarde.strip_suffix(".00").unwrap_or(waarde);
                json!(euros.parse::<u32>().is_ok().then_some(euros)?)
            }
            Vorm::Datum => json!(dag(waarde)?),
            Vorm::Cijferdatum => json!(dag(waarde)?.replace('-', "")),
            Vorm::Gbadatum => json!(ruwe_datum(waarde)?),
            Vorm::Keuze(woorden) => json!(woorden.iter().find(|woord| **woord == waarde)?),
            Vorm::Code(omschrijving) => code(waarde, lid, omschrijving, alle)?,
            Vorm::Waarheid => json!(waarde.parse::<bool>().ok()?),
            Vorm::JaNee(ja, nee) => json!(if waarde.parse::<bool>().ok()? { ja } else { nee }),
        })
    }

    /// As a terugmelding writes it.
    pub(crate) fn lees(self, waarde: &Value) -> String {
        let tekst = match waarde {
            Value::String(tekst) => tekst.clone(),
            Value::Object(leden) => leden.get("code").and_then(Value::as_str).unwrap_or_default().to_owned(),
            Value::Null => String::new(),
            ander => ander.to_string(),
        };
        match self {
            Vorm::Cijferdatum | Vorm::Gbadatum => leesbare_datum(&tekst),
            Vorm::Bedrag | Vorm::Bedragheel | Vorm::Bedragtekst => {
                let euros: Option<f64> = tekst.parse().ok();
                euros.map_or(tekst, |euros| format!("{euros:.2}"))
            }
            Vorm::JaNee(ja, _) => (tekst == ja).to_string(),
            _ => tekst,
        }
    }
}

fn past(tekst: &str, hoogstens: usize) -> bool {
    (1..=hoogstens).contains(&tekst.chars().count()) && !tekst.chars().any(char::is_control)
}

/// People write a space in it, and small letters.
fn postcode(waarde: &str) -> Option<String> {
    let kaal: String = waarde.chars().filter(|teken| *teken != ' ').collect::<String>().to_ascii_uppercase();
    let (cijfers, letters) = kaal.split_at_checked(4)?;
    let goed = cijfers.bytes().all(|teken| teken.is_ascii_digit())
        && !cijfers.starts_with('0')
        && letters.len() == 2
        && letters.bytes().all(|teken| teken.is_ascii_uppercase());
    goed.then_some(kaal)
}

/// Digits with at most one point between them.
fn getal(waarde: &str) -> Option<Value> {
    let cijfers = |deel: &str| !deel.is_empty() && deel.bytes().all(|teken| teken.is_ascii_digit());
    match waarde.split_once('.') {
        None => Some(json!(cijfers(waarde).then(|| waarde.parse::<u64>().ok())??)),
        Some((heel, deel)) if cijfers(heel) && cijfers(deel) => {
            Number::from_f64(waarde.parse().ok()?).map(Value::Number)
        }
        Some(_) => None,
    }
}

/// A whole day that the calendar has.
fn dag(waarde: &str) -> Option<String> {
    let dag = Date::parse(waarde, &Iso8601::DATE).ok()?;
    (waarde.len() == 10).then(|| dag.to_string())
}

/// A code by itself or by what it means. Those of the demo are an excerpt, so one that no document has is taken as it is.
fn code(waarde: &str, lid: &str, omschrijving: &str, alle: &[Value]) -> Option<Value> {
    let is_het =
        |een: &Map<String, Value>| een["code"] == *waarde || een.get(omschrijving) == Some(&json!(waarde));
    let bekend = alle.iter().find_map(|stuk| gebruikt(stuk, lid, &is_het));
    bekend.cloned().or_else(|| {
        let is_code = past(waarde, CODE_MAX) && waarde.chars().all(|teken| teken.is_ascii_alphanumeric());
        is_code.then(|| json!({ "code": waarde }))
    })
}

/// The first code under this name that is meant.
fn gebruikt<'v>(
    stuk: &'v Value,
    lid: &str,
    is_het: &dyn Fn(&Map<String, Value>) -> bool,
) -> Option<&'v Value> {
    match stuk {
        Value::Array(items) => items.iter().find_map(|item| gebruikt(item, lid, is_het)),
        Value::Object(leden) => {
            let hier = leden.get(lid).filter(|waarde| {
                waarde.as_object().is_some_and(|code| code.contains_key("code") && is_het(code))
            });
            hier.or_else(|| leden.values().find_map(|onder| gebruikt(onder, lid, is_het)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VORMEN: [Vorm; 14] = [
        Vorm::Tekst(5),
        Vorm::Patroon(2, 2, |teken| teken.is_ascii_digit()),
        Vorm::Getal,
        Vorm::Decimaal,
        Vorm::Getaltekst,
        Vorm::Bedrag,
        Vorm::Bedragtekst,
        Vorm::Datum,
        Vorm::Cijferdatum,
        Vorm::Gbadatum,
        Vorm::Keuze(&["a", "b"]),
        Vorm::Code("waarde"),
        Vorm::Waarheid,
        Vorm::JaNee("J", "N"),
    ];

    #[test]
    fn a_value_goes_there_and_back() {
        let waarden = [
            ("Straat", None),
            ("12", Some(json!("12"))),
            ("12", Some(json!(12))),
            ("12.5", Some(json!(12.5))),
            ("12.5", Some(json!("12.5"))),
            ("1234.50", Some(json!(1234.5))),
            ("12000.00", Some(json!("12000"))),
            ("2015-03-12", Some(json!("2015-03-12"))),
            ("2015-03-12", Some(json!("20150312"))),
            ("2015-03", Some(json!("20150300"))),
            ("b", Some(json!("b"))),
            ("11", Some(json!({"code": "11", "waarde": "Wonen"}))),
            ("false", Some(json!(false))),
            ("true", Some(json!("J"))),
        ];
        let stukken = [json!({"zaken": [{"gebruik": {"code": "11", "waarde": "Wonen"}}]})];
        for (vorm, (waarde, verwacht)) in VORMEN.into_iter().zip(waarden) {
            let geschreven = vorm.schrijf(waarde, "gebruik", &stukken);
            assert_eq!(geschreven, verwacht, "{vorm:?}");
            if let Some(geschreven) = geschreven {
                assert_eq!(vorm.lees(&geschreven), waarde, "{vorm:?}");
            }
        }
        assert_eq!(Vorm::Postcode.schrijf("2511 ca", "", &[]), Some(json!("2511CA")));
        assert_eq!(Vorm::Begin(4).schrijf("Laan van X", "", &[]), Some(json!("Laan")));
        assert_eq!(Vorm::Bedrag.schrijf("512000.00", "", &[]), Some(json!(512_000)));
        assert_eq!(Vorm::Bedrag.lees(&json!(512_000)), "512000.00");
    }

    #[test]
    fn what_is_no_such_value_is_refused() {
        for vorm in VORMEN {
            for fout in ["", " ", "a\nb", "wat niet past"] {
                assert_eq!(vorm.schrijf(fout, "gebruik", &[]), None, "{vorm:?} {fout:?}");
            }
        }
        for (vorm, fout) in [
            (Vorm::Getal, "-1"),
            (Vorm::Decimaal, "1.2.3"),
            (Vorm::Bedragtekst, "12.50"),
            (Vorm::Bedragheel, "12.50"),
            (Vorm::Datum, "2015-02-30"),
            (Vorm::Cijferdatum, "20150312"),
            (Vorm::Keuze(&["a"]), "A"),
            (Vorm::Postcode, "0123AB"),
            (Vorm::Postcode, "1234A"),
        ] {
            assert_eq!(vorm.schrijf(fout, "", &[]), None, "{vorm:?} {fout}");
        }
    }

    #[test]
    fn a_code_is_found_by_what_it_means_and_an_unknown_one_stands_alone() {
        let stukken = [
            json!([{"a": {"gebruik": {"code": "11", "waarde": "Wonen"}}}]),
            json!({"gebruik": {"code": "27"}}),
        ];
        let schrijf = |waarde| Vorm::Code("waarde").schrijf(waarde, "gebruik", &stukken);
        assert_eq!(schrijf("Wonen"), schrijf("11"));
        assert_eq!(schrijf("27"), Some(json!({"code": "27"})));
        assert_eq!(schrijf("99"), Some(json!({"code": "99"})));
        assert_eq!(schrijf("Wonen en werken"), None);
    }
}
