//! Texts with places to fill in, marked as `{naam}`.

/// Fills in the places of a text, `{naam}`, with these values.
pub fn vul(sjabloon: &str, waarden: &[(&str, &str)]) -> String {
    let mut uit = String::with_capacity(sjabloon.len() + 32);
    let mut rest = sjabloon;
    while let Some((voor, vanaf)) = rest.split_once('{') {
        uit.push_str(voor);
        let plek = vanaf.split_once('}').and_then(|(naam, na)| {
            let waarde = waarden.iter().find(|(sleutel, _)| *sleutel == naam)?;
            Some((waarde.1, na))
        });
        if let Some((waarde, na)) = plek {
            uit.push_str(waarde);
            rest = na;
        } else {
            uit.push('{');
            rest = vanaf;
        }
    }
    uit.push_str(rest);
    uit
}

/// The same text as the beginning of a sentence.
pub fn hoofdletter(mut tekst: String) -> String {
    if let Some(begin) = tekst.get_mut(..1) {
        begin.make_ascii_uppercase();
    }
    tekst
}

#[cfg(test)]
mod tests {
    use super::{hoofdletter, vul};
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[test]
    fn fills_in_each_place_once() {
        let gevuld = vul("{van} tot {tot} ({van})", &[("van", "{tot}"), ("tot", "5")]);
        assert_eq!(gevuld, "{tot} tot 5 ({tot})", "a value is never read as a template");
        assert_eq!(vul("{onbekend} en {", &[("van", "x")]), "{onbekend} en {");
    }

    #[test]
    fn begins_a_sentence() {
        let zinnen = ["de BRP", "Het register", "", "één"].map(|tekst| hoofdletter(tekst.to_owned()));
        assert_eq!(zinnen, ["De BRP", "Het register", "", "één"]);
    }

    /// Path of every text, with the places it has, sorted.
    fn plekken(waarde: &Value, pad: &str, uit: &mut BTreeMap<String, Vec<String>>) {
        match waarde {
            Value::Object(delen) => {
                delen.iter().for_each(|(naam, deel)| plekken(deel, &format!("{pad}.{naam}"), uit));
            }
            Value::String(tekst) => {
                let mut namen: Vec<String> = tekst
                    .split('{')
                    .skip(1)
                    .filter_map(|deel| Some(deel.split_once('}')?.0.trim().to_owned()))
                    .collect();
                namen.sort();
                uit.insert(pad.to_owned(), namen);
            }
            _ => {}
        }
    }

    #[test]
    fn every_text_has_the_same_places_in_each_language() {
        let lees = |json: &str| {
            let mut uit = BTreeMap::new();
            plekken(&serde_json::from_str(json).unwrap(), "", &mut uit);
            uit
        };
        assert_eq!(lees(include_str!("../../locales/nl.json")), lees(include_str!("../../locales/en.json")));
    }
}
