//! A file to keep. It is never shown on our origin: the browser is told to save it, not to guess what it is, and, should it
//! open it all the same, to let it do nothing.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;

const GESLOTEN: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// `soort`: a MIME type. `naam`: anything; what a header cannot bear is written in another way.
pub(super) fn antwoord(soort: &'static str, naam: &str, inhoud: impl IntoResponse) -> Response {
    // What is left in the value is printable ASCII.
    let als = HeaderValue::from_str(&plaatsing(naam)).unwrap_or(HeaderValue::from_static("attachment"));
    let kop = [
        (header::CONTENT_TYPE, HeaderValue::from_static(soort)),
        (header::CONTENT_DISPOSITION, als),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(GESLOTEN)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    (kop, inhoud).into_response()
}

/// `Content-Disposition` (RFC 6266): the name in ASCII for old programs, and as it is (RFC 8187) when that differs.
fn plaatsing(naam: &str) -> String {
    // A percent sign would be read as an escape by some.
    let veilig =
        |teken: char| teken == ' ' || (teken.is_ascii_graphic() && !matches!(teken, '"' | '\\' | '%'));
    let ascii: String = naam.chars().map(|teken| if veilig(teken) { teken } else { '_' }).collect();
    if ascii == naam {
        return format!("attachment; filename=\"{ascii}\"");
    }
    let mut uit = format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''");
    for byte in naam.bytes() {
        // attr-char of RFC 8187.
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            uit.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uit, "%{byte:02X}");
        }
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_as_the_standards_say() {
        for (naam, waarde) in [
            ("akte.pdf", "attachment; filename=\"akte.pdf\""),
            ("mijn akte.pdf", "attachment; filename=\"mijn akte.pdf\""),
            ("Zoë €.pdf", "attachment; filename=\"Zo_ _.pdf\"; filename*=UTF-8''Zo%C3%AB%20%E2%82%AC.pdf"),
            ("50%.pdf", "attachment; filename=\"50_.pdf\"; filename*=UTF-8''50%25.pdf"),
            ("a\"b\\c.pdf", "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%5Cc.pdf"),
            ("a\r\nb", "attachment; filename=\"a__b\"; filename*=UTF-8''a%0D%0Ab"),
        ] {
            assert_eq!(plaatsing(naam), waarde);
        }
    }

    #[test]
    fn is_to_be_kept_and_not_to_be_run() {
        let antwoord = antwoord("application/pdf", "Zoë.pdf", vec![1_u8]);
        let kop = |naam: &str| antwoord.headers()[naam].to_str().unwrap().to_owned();
        assert_eq!(kop("content-type"), "application/pdf");
        assert!(kop("content-disposition").starts_with("attachment; "));
        assert!(kop("content-security-policy").starts_with("sandbox; "));
        assert_eq!(kop("x-content-type-options"), "nosniff");
        assert_eq!(kop("cache-control"), "no-store");
        assert_eq!(antwoord.headers().get_all("content-type").iter().count(), 1);
    }
}
