//! Whether somebody is logged in here, and until when.
//!
//! The gateway knows; this module follows it: at the start, when the person comes back to this tab, when a call is
//! refused, and when another tab says that something changed. Nothing about the person is kept here.

pub mod termijn;
pub mod wacht;

pub use termijn::{als_klok, mijlpaal};
pub use wacht::{Sessiewacht, gebruik, voorzie};

/// What the app knows about being logged in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inlog {
    /// Not known yet, or in doubt: show nothing about anybody.
    Onbekend,
    /// The gateway could not be asked.
    Storing,
    Uitgelogd,
    Ingelogd,
    /// On the way out; the browser is about to leave.
    Vertrekt,
    /// Logging out failed: perhaps still logged in.
    UitloggenMislukt,
}

impl Inlog {
    /// Whether the person is on the way out. Only leaving the app ends that.
    pub fn vertrekt(self) -> bool {
        matches!(self, Inlog::Vertrekt | Inlog::UitloggenMislukt)
    }
}

/// Why the session that this tab had is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reden {
    /// The person logged out, here or in another tab.
    Zelf,
    Verlopen,
}

/// What the warning shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waarschuwing {
    pub rest_seconden: u32,
    /// Whether going on would move the end.
    pub verlengbaar: bool,
}
