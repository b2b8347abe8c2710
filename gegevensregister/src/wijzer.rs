//! JSON Pointers (RFC 6901), split when the register is loaded. `*` stands for every item of a list.

use serde_json::Value;
use std::fmt;

/// One segment of a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stap {
    Lid(String),
    Elk,
}

/// A pointer into an answer, relative to some place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wijzer(Vec<Stap>);

/// The text is no pointer of member names and `*`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OngeldigeWijzer;

/// On the way to its place a pointer met something that is neither an object nor null.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AndereVorm;

impl Wijzer {
    pub(crate) fn lees(tekst: &str) -> Result<Self, OngeldigeWijzer> {
        if tekst.is_empty() {
            return Ok(Wijzer(Vec::new()));
        }
        let segmenten = tekst.strip_prefix('/').ok_or(OngeldigeWijzer)?.split('/');
        segmenten.map(lees_stap).collect::<Result<_, _>>().map(Wijzer)
    }

    pub(crate) fn stappen(&self) -> &[Stap] {
        &self.0
    }

    pub(crate) fn herhaalt(&self) -> bool {
        self.0.contains(&Stap::Elk)
    }

    /// This pointer seen from the place that another points at.
    pub(crate) fn vanaf(&self, plek: &Wijzer) -> Wijzer {
        Wijzer(plek.0.iter().chain(&self.0).cloned().collect())
    }

    /// The member `naam` beside the member that this pointer points at.
    pub(crate) fn ernaast(&self, naam: &str) -> Wijzer {
        let mut stappen = self.0.clone();
        stappen.pop();
        stappen.push(Stap::Lid(naam.into()));
        Wijzer(stappen)
    }

    /// The value at a pointer without `*`; null counts as absent.
    pub(crate) fn volg<'a>(&self, van: &'a Value) -> Result<Option<&'a Value>, AndereVorm> {
        let mut hier = van;
        for stap in &self.0 {
            hier = match (stap, hier) {
                (_, Value::Null) => return Ok(None),
                (Stap::Lid(naam), Value::Object(leden)) => leden.get(naam).unwrap_or(&Value::Null),
                _ => return Err(AndereVorm),
            };
        }
        Ok((!hier.is_null()).then_some(hier))
    }
}

/// As it is written in the TOML.
impl fmt::Display for Wijzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for stap in &self.0 {
            match stap {
                Stap::Lid(naam) => write!(f, "/{}", naam.replace('~', "~0").replace('/', "~1"))?,
                Stap::Elk => f.write_str("/*")?,
            }
        }
        Ok(())
    }
}

fn lees_stap(segment: &str) -> Result<Stap, OngeldigeWijzer> {
    // RFC 6901: `~` is written `~0` and `/` is written `~1`; any other use of `~` is a mistake.
    let ontsnapt_goed = segment.split('~').skip(1).all(|na| na.starts_with(['0', '1']));
    match segment {
        "" => Err(OngeldigeWijzer),
        "*" => Ok(Stap::Elk),
        _ if !ontsnapt_goed || segment.contains(char::is_whitespace) => Err(OngeldigeWijzer),
        _ => Ok(Stap::Lid(segment.replace("~1", "/").replace("~0", "~"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_pointers_and_refuses_what_is_none() {
        assert_eq!(Wijzer::lees("").unwrap().stappen(), &[]);
        assert_eq!(
            Wijzer::lees("/a~1b/*/c~0").unwrap().stappen(),
            &[Stap::Lid("a/b".into()), Stap::Elk, Stap::Lid("c~".into())]
        );
        for fout in ["a", "/", "/a//b", "/a/", "/a~2", "/a~", "/a b"] {
            assert_eq!(Wijzer::lees(fout), Err(OngeldigeWijzer), "{fout}");
        }
    }

    #[test]
    fn writes_what_it_read() {
        for tekst in ["", "/a~1b/*/c~0", "/kinderen/*"] {
            assert_eq!(Wijzer::lees(tekst).unwrap().to_string(), tekst);
        }
    }

    #[test]
    fn tells_absent_from_another_form() {
        let boom = json!({"a": {"b": 1, "niets": null}, "tekst": "x"});
        let volg = |tekst: &str| Wijzer::lees(tekst).unwrap().volg(&boom).map(Option::<&Value>::cloned);
        assert_eq!(volg("/a/b"), Ok(Some(json!(1))));
        assert_eq!(volg("/a/niets/c"), Ok(None));
        assert_eq!(volg("/weg/c"), Ok(None));
        assert_eq!(volg("/tekst/c"), Err(AndereVorm));
    }

    #[test]
    fn finds_the_neighbour() {
        let wijzer = |tekst: &str| Wijzer::lees(tekst).unwrap();
        assert_eq!(wijzer("/inOnderzoek/datum").ernaast("sinds"), wijzer("/inOnderzoek/sinds"));
        assert_eq!(wijzer("/b/c").vanaf(&wijzer("/a/*")), wijzer("/a/*/b/c"));
    }
}
