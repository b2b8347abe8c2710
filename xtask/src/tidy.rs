//! This project's own rules, as far as no compiler or linter holds them. Each rule looks at one file and says what
//! is wrong with it; `docs/ARCHITECTURE.md` tells why the rules are there.

use crate::test::{Tally, Workbench};
use crate::{paths, run};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file that is longer is not read in one sitting.
const LINES_MAX: usize = 500;

const APP: &str = "app/src/";
/// The layers of the gateway below HTTP.
const BELOW_HTTP: [&str; 4] =
    ["gateway/src/themes/", "gateway/src/store/", "gateway/src/logboek/", "gateway/src/koppelvlakken/"];

type Rule = fn(&str, &str) -> Vec<String>;

/// Each gets the path (from the root) and the text.
const RULES: [(&str, Rule); 9] = [
    ("no #[lazy]: it panics when a page does not come; see app/src/pages/later.rs", no_lazy),
    ("no raw HTML", no_inner_html),
    ("no style attributes: the CSP refuses them", no_style_attribute),
    ("the browser's API in app/src/browser/ only", browser_only_there),
    ("axum in gateway/src/http/ only", axum_only_there),
    ("files to be read in one sitting", not_too_long),
    ("links in the docs lead somewhere", links_resolve),
    ("no registry hosts in lock files of npm", no_resolved),
    ("no paths of one machine", no_machine_paths),
];

pub(crate) fn tidy(_: &Workbench) -> Result<Tally> {
    let listed =
        run::quietly(run::command("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    let files: Vec<(String, String)> = listed
        .lines()
        .filter_map(|path| Some((path.to_owned(), fs::read_to_string(paths::root().join(path)).ok()?)))
        .collect();
    let mut tally = Tally::default();
    for (about, rule) in RULES {
        let found: Vec<String> = files
            .iter()
            .flat_map(|(path, text)| rule(path, text).into_iter().map(move |what| format!("{path}: {what}")))
            .collect();
        count(&mut tally, about, &found);
    }
    count(&mut tally, "the languages have the same texts", &locales_agree()?);
    count(&mut tally, "the table of demo persons is right", &persons_stand_in_docs()?);
    Ok(tally)
}

fn count(tally: &mut Tally, about: &str, found: &[String]) {
    println!("{}  {about}", if found.is_empty() { "ok  " } else { "FAIL" });
    for line in found {
        println!("      {line}");
    }
    *tally += if found.is_empty() { Tally::ONE } else { Tally { passed: 0, failed: 1 } };
}

/// The lines (with their numbers) that hold a needle, in the Rust code of a folder; comments are not looked at.
fn in_code_of(folder: &str, path: &str, text: &str, needles: &[&str]) -> Vec<String> {
    if !path.starts_with(folder) || extension(path) != "rs" {
        return Vec::new();
    }
    let code = |line: &&str| !line.trim_start().starts_with("//");
    let hit = |line: &str| needles.iter().any(|needle| line.contains(needle));
    let numbered = text.lines().enumerate().filter(|(_, line)| code(line) && hit(line));
    numbered.map(|(number, line)| format!("line {}: {}", number + 1, line.trim())).collect()
}

fn no_lazy(path: &str, text: &str) -> Vec<String> {
    in_code_of(APP, path, text, &["#[lazy]", "#[lazy_route]"])
}

fn no_inner_html(path: &str, text: &str) -> Vec<String> {
    in_code_of(APP, path, text, &["inner_html", "set_inner_html", "insert_adjacent_html"])
}

fn no_style_attribute(path: &str, text: &str) -> Vec<String> {
    in_code_of(APP, path, text, &[" style=", "style:", "<style"])
}

fn browser_only_there(path: &str, text: &str) -> Vec<String> {
    if path.starts_with("app/src/browser/") {
        Vec::new()
    } else {
        in_code_of(APP, path, text, &["web_sys", "js_sys"])
    }
}

/// Tests may serve a registry to ask: what is compiled for them only stands in files called so.
fn axum_only_there(path: &str, text: &str) -> Vec<String> {
    let for_tests = path.ends_with("/tests.rs") || path.contains("/tests/") || path.ends_with("/proef.rs");
    if for_tests {
        return Vec::new();
    }
    BELOW_HTTP.iter().flat_map(|layer| in_code_of(layer, path, text, &["axum::", "use axum"])).collect()
}

fn not_too_long(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let looked_at = matches!(extension(path), "rs" | "ts" | "css" | "sql" | "md");
    if looked_at && lines > LINES_MAX {
        vec![format!("{lines} lines (at most {LINES_MAX})")]
    } else {
        Vec::new()
    }
}

fn links_resolve(path: &str, text: &str) -> Vec<String> {
    if extension(path) != "md" {
        return Vec::new();
    }
    let root = paths::root();
    let folder = root.join(path).parent().map_or(root.clone(), Path::to_path_buf);
    let local =
        |target: &&str| !target.contains("://") && !target.starts_with('#') && !target.starts_with("mailto:");
    link_targets(text)
        .filter(local)
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !folder.join(target).exists())
        .map(|target| format!("the link to {target} leads nowhere"))
        .collect()
}

/// What stands between `](` and `)`.
fn link_targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

fn no_resolved(path: &str, text: &str) -> Vec<String> {
    let here = path.ends_with("package-lock.json") && text.contains("\"resolved\"");
    if here { vec!["names where packages come from; see .npmrc beside it".into()] } else { Vec::new() }
}

fn no_machine_paths(path: &str, text: &str) -> Vec<String> {
    if path == "xtask/src/tidy.rs" {
        return Vec::new();
    }
    let bad = ["/root/", "/work/", "/tmp/w/"];
    let numbered = text.lines().enumerate().filter(|(_, line)| bad.iter().any(|path| line.contains(path)));
    numbered.map(|(number, line)| format!("line {}: {}", number + 1, line.trim())).collect()
}

/// Every text has the same places to fill in, in every language. (That it exists in each, the app's build sees to.)
fn locales_agree() -> Result<Vec<String>> {
    let folder = paths::root().join("app/locales");
    let mut locales = Vec::new();
    for file in crate::precompress::files(&folder)? {
        let value = serde_json::from_str(&fs::read_to_string(&file)?)
            .with_context(|| format!("{} is no JSON", file.display()))?;
        let mut places = BTreeSet::new();
        collect_places(&value, "", &mut places);
        locales.push((file.strip_prefix(&folder)?.to_string_lossy().into_owned(), places));
    }
    let pairs = locales.iter().flat_map(|one| locales.iter().map(move |other| (one, other)));
    Ok(pairs
        .flat_map(|((name, places), (other, theirs))| {
            theirs.difference(places).map(move |place| format!("{name} lacks {place}, which {other} has"))
        })
        .collect())
}

/// Every key, and every key with each `{place}` in its text.
fn collect_places(value: &Value, key: &str, places: &mut BTreeSet<String>) {
    if let Value::Object(members) = value {
        for (name, member) in members {
            collect_places(member, &format!("{key}.{name}"), places);
        }
    }
    if let Value::String(text) = value {
        places.insert(key.trim_start_matches('.').to_owned());
        for part in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
            places.insert(format!("{} {{{}}}", key.trim_start_matches('.'), part.0));
        }
    }
}

/// Every demo person of the stand-ins stands in `docs/demo-personen.md`, with name and BSN.
fn persons_stand_in_docs() -> Result<Vec<String>> {
    let text =
        fs::read_to_string(paths::root().join("registries/src/personen.toml")).context("no personen.toml")?;
    let table: toml::Table = text.parse().context("personen.toml is no TOML")?;
    let docs = fs::read_to_string(paths::root().join("docs/demo-personen.md"))
        .context("no docs/demo-personen.md")?;
    let lists = table.values().filter_map(toml::Value::as_array);
    let values = lists.flatten().flat_map(|person| {
        ["id", "naam", "bsn"].into_iter().filter_map(|name| person.get(name)?.as_str().map(str::to_owned))
    });
    let all: Vec<String> = values.collect();
    if all.is_empty() {
        return Ok(vec!["personen.toml names no person".into()]);
    }
    Ok(all
        .into_iter()
        .filter(|value| !docs.contains(value))
        .map(|value| format!("it lacks {value}"))
        .collect())
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_sees_what_it_is_for() {
        let app = "app/src/pages/x.rs";
        assert_eq!(no_lazy(app, "#[lazy]\nfn x() {}").len(), 1);
        assert_eq!(no_inner_html(app, "<p inner_html=text/>").len(), 1);
        assert_eq!(no_style_attribute(app, "<p style=\"a\">").len(), 1);
        assert_eq!(browser_only_there(app, "use web_sys::Window;").len(), 1);
        assert_eq!(browser_only_there("app/src/browser/focus.rs", "use web_sys::Window;").len(), 0);
        assert_eq!(axum_only_there("gateway/src/themes/x.rs", "use axum::Router;").len(), 1);
        assert_eq!(axum_only_there("gateway/src/http/x.rs", "use axum::Router;").len(), 0);
        assert_eq!(axum_only_there("gateway/src/koppelvlakken/x/tests.rs", "use axum::Router;").len(), 0);
        assert_eq!(not_too_long(app, &"x\n".repeat(501)).len(), 1);
        assert_eq!(links_resolve("README.md", "[a](Cargo.toml#x) [b](none.md) [c](https://x.nl)").len(), 1);
        assert_eq!(no_resolved("tests/e2e/package-lock.json", "\"resolved\": \"x\"").len(), 1);
        assert_eq!(no_machine_paths("a.md", "see /root/x").len(), 1);
    }

    #[test]
    fn rules_of_the_app_leave_comments_and_other_crates_alone() {
        assert!(no_lazy("app/src/a.rs", "// no #[lazy] here").is_empty());
        assert!(browser_only_there("gateway/src/a.rs", "web_sys").is_empty());
    }

    #[test]
    fn sees_the_places_in_a_text() {
        let mut places = BTreeSet::new();
        collect_places(&serde_json::json!({"a": {"b": "x {n} y {m}"}, "c": "z"}), "", &mut places);
        assert_eq!(places.into_iter().collect::<Vec<_>>(), ["a.b", "a.b {m}", "a.b {n}", "c"]);
    }
}
