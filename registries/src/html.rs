//! The little HTML that the stand-ins write themselves.

/// Text as it may stand in HTML, also inside a quoted attribute.
pub(crate) fn veilig(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len());
    for teken in tekst.chars() {
        match teken {
            '&' => uit.push_str("&amp;"),
            '<' => uit.push_str("&lt;"),
            '>' => uit.push_str("&gt;"),
            '"' => uit.push_str("&quot;"),
            '\'' => uit.push_str("&#39;"),
            _ => uit.push(teken),
        }
    }
    uit
}

/// The options of a select: value and text of each; `gekozen` is the value that stands selected.
pub(crate) fn keuzes<'a>(paren: impl IntoIterator<Item = (&'a str, &'a str)>, gekozen: &str) -> String {
    let mut uit = String::new();
    for (waarde, tekst) in paren {
        let kenmerk = if waarde == gekozen { " selected" } else { "" };
        let (waarde, tekst) = (veilig(waarde), veilig(tekst));
        uit.extend(["<option value=\"", &waarde, "\"", kenmerk, ">", &tekst, "</option>"]);
    }
    uit
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_tag_and_no_quote_survives() {
        assert_eq!(
            super::veilig("<b a=\"1\" c='2'>é & ü"),
            "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;é &amp; ü"
        );
    }
}
