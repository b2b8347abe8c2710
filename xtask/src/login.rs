//! Logging in as a browser does, without one: for the checks that need a session.

use crate::http::{self, Answer};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

const START: &str = "/auth/start?terug=/&taal=nl";
/// Where the stand-in identity provider of the demo takes a choice.
const LOGIN: &str = "/demo/identiteit/login";
/// More steps than any login takes.
const STEPS_MAX: usize = 12;

/// A browser's cookies, and nothing else of it.
struct Visitor {
    port: u16,
    jar: BTreeMap<String, String>,
}

/// Logs in at the stand-in identity provider of a demo server and hands over the `Cookie` header of the session.
pub(crate) fn log_in(port: u16, person: &str) -> Result<String> {
    let mut visitor = Visitor { port, jar: BTreeMap::new() };
    let page = visitor.follow(START, |_| false)?;
    let transaction = values_of(&page, "transactie").next().context("the login page has no transaction")?;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", &format!("http://127.0.0.1:{port}")),
        ("cookie", &visitor.cookies()),
    ];
    let body = format!("transactie={transaction}&persoon={person}");
    let answer = http::send(port, "POST", LOGIN, &headers, &body)?;
    let back =
        answer.header("location").map(path_of).context("the identity provider does not send us back")?;
    visitor.follow(&back, |target| target == "/")?;
    Ok(visitor.cookies())
}

/// The people with a button of their own on the login page.
pub(crate) fn people(port: u16) -> Result<Vec<String>> {
    let mut visitor = Visitor { port, jar: BTreeMap::new() };
    let page = visitor.follow(START, |_| false)?;
    let people: Vec<String> = values_of(&page, "persoon").map(str::to_owned).collect();
    anyhow::ensure!(!people.is_empty(), "the login page names nobody");
    Ok(people)
}

impl Visitor {
    /// Follows redirects until a page comes, or one leads to where `there` says.
    fn follow(&mut self, from: &str, there: impl Fn(&str) -> bool) -> Result<String> {
        let mut target = from.to_owned();
        for _ in 0..STEPS_MAX {
            let answer = http::get(self.port, &target, &[("cookie", &self.cookies())])?;
            self.keep_cookies(&answer);
            let Some(location) = answer.header("location") else { return Ok(answer.text()) };
            target = path_of(location);
            if target.starts_with("/inloggen") {
                bail!("the login was refused: {target}");
            }
            if there(&target) {
                return Ok(String::new());
            }
        }
        bail!("the login does not end")
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for cookie in answer.all("set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            match pair.split_once('=') {
                Some((name, "")) => drop(self.jar.remove(name)),
                Some((name, value)) => drop(self.jar.insert(name.to_owned(), value.to_owned())),
                None => {}
            }
        }
    }

    fn cookies(&self) -> String {
        self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

/// The path and query of a URL; everything stands on one address.
fn path_of(location: &str) -> String {
    match location.split_once("://") {
        Some((_, rest)) => format!("/{}", rest.split_once('/').map_or("", |(_, path)| path)),
        None => location.to_owned(),
    }
}

/// The values of the inputs and buttons of this name.
fn values_of<'a>(page: &'a str, name: &str) -> impl Iterator<Item = &'a str> {
    let start = format!(" name=\"{name}\" value=\"");
    page.match_indices(&start)
        .map(|(place, found)| place + found.len())
        .filter_map(|place| page[place..].split('"').next())
        .collect::<Vec<_>>()
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_values_in_a_page() {
        let page = r#"<input type="hidden" name="transactie" value="a1"><button class="kaart" name="persoon" value="gezin">
            <button name="persoon" value="student">"#;
        assert_eq!(values_of(page, "persoon").collect::<Vec<_>>(), ["gezin", "student"]);
        assert_eq!(values_of(page, "transactie").next(), Some("a1"));
        assert_eq!(values_of(page, "niets").next(), None);
    }

    #[test]
    fn a_location_becomes_a_path() {
        assert_eq!(path_of("http://127.0.0.1:9/b?c=1"), "/b?c=1");
        assert_eq!(path_of("/a"), "/a");
    }

    #[test]
    fn cookies_are_kept_and_dropped() {
        let mut visitor = Visitor { port: 0, jar: BTreeMap::new() };
        let answer = |cookies: &[&str]| Answer {
            status: 200,
            headers: cookies.iter().map(|value| ("set-cookie".to_owned(), (*value).to_owned())).collect(),
            body: Vec::new(),
        };
        visitor.keep_cookies(&answer(&["a=1; Path=/; HttpOnly", "b=2"]));
        visitor.keep_cookies(&answer(&["b=; Max-Age=0"]));
        assert_eq!(visitor.cookies(), "a=1");
    }
}
