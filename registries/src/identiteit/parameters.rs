//! The parameters of a request, from its query or its form.

use axum::extract::{FromRequest, RawForm, Request};
use std::collections::{HashMap, HashSet};

/// The longest value that any parameter needs (an ID token as a hint is under 1,500 characters).
const WAARDE_MAX: usize = 4096;

/// Parameters by name. A value that is empty counts as absent (RFC 6749 §3.1).
#[derive(Default)]
pub(crate) struct Parameters {
    waarden: HashMap<String, String>,
    herhaald: HashSet<String>,
    te_lang: bool,
}

impl Parameters {
    pub(crate) fn lees(ruw: &[u8]) -> Self {
        let mut parameters = Self::default();
        for (naam, waarde) in url::form_urlencoded::parse(ruw).filter(|(_, waarde)| !waarde.is_empty()) {
            if waarde.len() > WAARDE_MAX {
                parameters.te_lang = true;
                continue;
            }
            if parameters.waarden.insert(naam.clone().into_owned(), waarde.into_owned()).is_some() {
                parameters.herhaald.insert(naam.into_owned());
            }
        }
        parameters
    }

    /// A value; a parameter that occurs more than once has none.
    pub(crate) fn waarde(&self, naam: &str) -> Option<&str> {
        self.waarden.get(naam).filter(|_| !self.herhaald.contains(naam)).map(String::as_str)
    }

    /// Parameters must not be included more than once (RFC 6749 §3.1), nor be endless.
    pub(crate) fn ongeldig(&self) -> bool {
        self.te_lang || !self.herhaald.is_empty()
    }
}

impl<S: Send + Sync> FromRequest<S> for Parameters {
    type Rejection = <RawForm as FromRequest<S>>::Rejection;

    async fn from_request(verzoek: Request, staat: &S) -> Result<Self, Self::Rejection> {
        RawForm::from_request(verzoek, staat).await.map(|RawForm(ruw)| Self::lees(&ruw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_is_absent_and_a_repeated_one_is_nothing() {
        let parameters = Parameters::lees(b"a=1&b=&c=2&c=3&d=%C3%A9+x");
        assert_eq!(parameters.waarde("a"), Some("1"));
        assert_eq!(parameters.waarde("b"), None);
        assert_eq!(parameters.waarde("c"), None);
        assert_eq!(parameters.waarde("d"), Some("é x"));
        assert!(parameters.ongeldig());
        assert!(!Parameters::lees(b"a=1&b=&b=").ongeldig());
    }

    #[test]
    fn refuses_an_endless_value() {
        let parameters = Parameters::lees(format!("state={}", "x".repeat(WAARDE_MAX + 1)).as_bytes());
        assert_eq!(parameters.waarde("state"), None);
        assert!(parameters.ongeldig());
    }
}
