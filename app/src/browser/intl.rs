//! Dates, numbers, amounts and lists as the reader's language writes them, by the browser's own `Intl`.

use contract::{Datum, Taal};
use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use wasm_bindgen::JsValue;

/// The BCP 47 tag to format with. English is written the European way: 15 November 1956.
const fn tag(taal: Taal) -> &'static str {
    match taal {
        Taal::Nl => "nl-NL",
        Taal::En => "en-GB",
    }
}

const MOMENT: &[(&str, &str)] = &[("dateStyle", "long"), ("timeStyle", "short")];

fn opties(paren: &[(&str, &str)]) -> Object {
    let opties = Object::new();
    for (naam, waarde) in paren {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&opties, &JsValue::from_str(naam), &JsValue::from_str(waarde));
    }
    opties
}

/// A day of the calendar has no time zone: it is read and written as UTC, so that it is the same day everywhere.
fn kalender(taal: Taal, iso: &str, paren: &[(&str, &str)]) -> String {
    let datum = Date::new(&JsValue::from_str(iso));
    let opties = opties(paren);
    let _ = Reflect::set(&opties, &"timeZone".into(), &"UTC".into());
    datum.to_locale_date_string(tag(taal), &opties).into()
}

/// "15 november 1956".
pub fn dag(taal: Taal, jaar: u16, maand: u8, dag: u8) -> String {
    let iso = format!("{jaar:04}-{maand:02}-{dag:02}T00:00:00Z");
    kalender(taal, &iso, &[("day", "numeric"), ("month", "long"), ("year", "numeric")])
}

/// "november 1956".
pub fn maand(taal: Taal, jaar: u16, maand: u8) -> String {
    let iso = format!("{jaar:04}-{maand:02}-01T00:00:00Z");
    kalender(taal, &iso, &[("month", "long"), ("year", "numeric")])
}

/// A moment of the gateway (RFC 3339) in the reader's own time zone: "20 augustus 2026 om 11:30". A text that is no
/// moment gives `None`.
pub fn moment(taal: Taal, rfc3339: &str) -> Option<String> {
    deel_van(taal, rfc3339, MOMENT)
}

/// Now, in the same form. For "printed on"; whatever counts, the server dates.
pub fn nu(taal: Taal) -> String {
    in_zone(taal, &Date::new_0(), MOMENT)
}

/// "dinsdag 1 september 2026", or without its year: a moment of the gateway, in the reader's own time zone.
pub fn weekdag(taal: Taal, rfc3339: &str, met_jaar: bool) -> Option<String> {
    let delen = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
    let aantal = if met_jaar { delen.len() } else { delen.len() - 1 };
    deel_van(taal, rfc3339, &delen[..aantal])
}

/// "1 september", in the same way.
pub fn dag_zonder_jaar(taal: Taal, rfc3339: &str) -> Option<String> {
    deel_van(taal, rfc3339, &[("day", "numeric"), ("month", "long")])
}

/// "11:30", in the same way.
pub fn tijd(taal: Taal, rfc3339: &str) -> Option<String> {
    deel_van(taal, rfc3339, &[("timeStyle", "short")])
}

fn deel_van(taal: Taal, rfc3339: &str, paren: &[(&str, &str)]) -> Option<String> {
    let datum = Date::new(&JsValue::from_str(rfc3339));
    (!datum.get_time().is_nan()).then(|| in_zone(taal, &datum, paren))
}

fn in_zone(taal: Taal, datum: &Date, paren: &[(&str, &str)]) -> String {
    let vorm = Intl::DateTimeFormat::new(&Array::of1(&tag(taal).into()), &opties(paren)).format();
    vorm.call1(&JsValue::UNDEFINED, datum).ok().and_then(|tekst| tekst.as_string()).unwrap_or_default()
}

/// The calendar day of a moment (RFC 3339) in the reader's time zone.
pub fn dag_van(rfc3339: &str) -> Option<Datum> {
    let datum = Date::new(&JsValue::from_str(rfc3339));
    if datum.get_time().is_nan() {
        return None;
    }
    let jaar = u16::try_from(datum.get_full_year()).ok()?;
    let maand = u8::try_from(datum.get_month() + 1).ok()?;
    Datum::dag(jaar, maand, u8::try_from(datum.get_date()).ok()?).ok()
}

/// "1.234,5", of digits with a point.
pub fn getal(taal: Taal, getal: &str) -> String {
    getalvorm(taal, &opties(&[("maximumFractionDigits", "20")]), getal)
}

/// Euro cents: "€ 1.234,50".
pub fn bedrag(taal: Taal, centen: i64) -> String {
    let teken = if centen < 0 { "-" } else { "" };
    let centen = centen.unsigned_abs();
    let euro = format!("{teken}{}.{:02}", centen / 100, centen % 100);
    getalvorm(taal, &opties(&[("style", "currency"), ("currency", "EUR")]), &euro)
}

/// `Intl` takes the decimal text itself: no amount passes through a floating point number on our side.
fn getalvorm(taal: Taal, opties: &Object, tekst: &str) -> String {
    let vorm = Intl::NumberFormat::new(&Array::of1(&tag(taal).into()), opties).format();
    let uit = vorm.call1(&JsValue::UNDEFINED, &JsValue::from_str(tekst));
    uit.ok().and_then(|tekst| tekst.as_string()).unwrap_or_else(|| tekst.to_owned())
}

/// "WOZ, BRK en RDW".
pub fn opsomming(taal: Taal, delen: &[String]) -> String {
    let lijst: Array = delen.iter().map(|deel| JsString::from(deel.as_str())).collect();
    Intl::ListFormat::new(&Array::of1(&tag(taal).into()), &Object::new()).format(&lijst).into()
}
