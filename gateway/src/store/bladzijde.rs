//! Lists newest first, a page at a time: by when, and by number among those of one moment.

use contract::verzoek::Verzoeknummer;

/// What ends a query over a table with a `nummer` and a moment in the column `op`: the page before [`grens`], whose two values are
/// bound as `$2` and `$3`, and how many as `$4`. What comes before it is a condition that uses `$1`.
pub(super) fn ervoor(op: &str) -> String {
    format!("AND ({op}, nummer) < ($2, $3) ORDER BY {op} DESC, nummer DESC LIMIT $4")
}

/// The bookmark: the moment (Unix milliseconds) and the number of the last of the page before. Without one: a moment that no row has.
pub(super) fn grens(voor: Option<(i64, Verzoeknummer)>) -> (i64, String) {
    voor.map_or((i64::MAX, String::new()), |(op, nummer)| (op, nummer.to_string()))
}
