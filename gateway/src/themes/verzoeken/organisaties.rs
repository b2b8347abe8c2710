//! The organisations that a citizen can ask.

use std::collections::BTreeSet;

/// The organisation that answers when the log does not say who used the data: whoever runs this portal.
pub use gegevensregister::PORTAAL;

/// Ids of organisations. The portal itself is always one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisaties(BTreeSet<String>);

impl Organisaties {
    pub fn nieuw<T: Into<String>>(ids: impl IntoIterator<Item = T>) -> Self {
        let mut ids: BTreeSet<String> = ids.into_iter().map(Into::into).collect();
        ids.insert(PORTAAL.to_owned());
        Self(ids)
    }

    pub fn kent(&self, id: &str) -> bool {
        self.0.contains(id)
    }

    /// In the order of their ids.
    pub fn alle(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}
