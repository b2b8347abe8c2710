//! The texts of the app, in every language of [`contract::Taal`], from `locales/<tag>.json`.
//!
//! In a view: `let i18n = use_i18n();` and then `{t!(i18n, shell.uitloggen)}`; where text is wanted:
//! `t_string!(i18n, shell.uitloggen)` inside a closure, so that it follows the language. A text with places to fill in
//! marks them as `{naam}`; [`vul`] fills them in.

mod vul;

use crate::browser::{opslag, pagina};
use contract::Taal;
use leptos::prelude::*;

/// The texts by key: generated from the locale files by build.rs.
#[expect(non_upper_case_globals, reason = "a key reads in Rust as it stands in the locale files")]
pub mod teksten {
    use super::Tekst;
    include!(concat!(env!("OUT_DIR"), "/teksten.rs"));
}

pub use crate::{t, t_signal, t_string, td_string};
pub use vul::{hoofdletter, vul};

/// The language is a choice of this device, not of a person.
const SLEUTEL: &str = "klantbeeld.taal";

/// One text in every language.
pub struct Tekst {
    nl: &'static str,
    en: &'static str,
}

impl Tekst {
    pub const fn in_taal(&self, taal: Taal) -> &'static str {
        match taal {
            Taal::Nl => self.nl,
            Taal::En => self.en,
        }
    }
}

/// The language of the app; a handle.
#[derive(Clone, Copy)]
pub struct I18n(RwSignal<Taal>);

/// Begins in the language chosen on this device before, else in Dutch, the language of the administration.
pub fn voorzie() -> I18n {
    let taal = match opslag::lees(SLEUTEL).as_deref() {
        Some("en") => Taal::En,
        _ => Taal::Nl,
    };
    let i18n = I18n(RwSignal::new(taal));
    provide_context(i18n);
    i18n
}

/// The language of the app. Must be called below [`voorzie`].
pub fn use_i18n() -> I18n {
    expect_context()
}

impl I18n {
    /// Follows a change when read in a reactive place.
    pub fn taal(self) -> Taal {
        self.0.get()
    }

    /// Changes the language and nothing else: the page, its place and what is filled in stay.
    pub fn wissel(self) {
        let nieuw = match self.0.get_untracked() {
            Taal::Nl => Taal::En,
            Taal::En => Taal::Nl,
        };
        self.0.set(nieuw);
        opslag::bewaar(SLEUTEL, nieuw.code());
    }
}

/// A text that follows the language. One function, so that all texts on all pages are drawn by the same code: a closure
/// for each would be compiled each by itself, at more than a kilobyte apiece.
pub fn volgend(
    i18n: I18n,
    tekst: &'static Tekst,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || tekst.in_taal(i18n.taal())
}

/// A text as a view or attribute that follows the language: `t!(i18n, shell.uitloggen)`.
#[macro_export]
macro_rules! t {
    ($i18n:expr, $($pad:ident).+) => {
        $crate::taal::volgend($i18n, &$crate::taal::teksten::$($pad)::+)
    };
}

/// A text as a signal that follows the language, for the title of a page: `t_signal!(i18n, inloggen.titel)`.
#[macro_export]
macro_rules! t_signal {
    ($i18n:expr, $($pad:ident).+) => {{
        let volgend = $crate::t!($i18n, $($pad).+);
        leptos::prelude::Signal::derive(move || volgend().to_owned())
    }};
}

/// A text in the language of now: `t_string!(i18n, shell.uitloggen)`, a `&'static str`.
#[macro_export]
macro_rules! t_string {
    ($i18n:expr, $($pad:ident).+) => {
        $crate::td_string!($i18n.taal(), $($pad).+)
    };
}

/// A text in a given language: `td_string!(taal, shell.uitloggen)`, a `&'static str`.
#[macro_export]
macro_rules! td_string {
    ($taal:expr, $($pad:ident).+) => {
        $crate::taal::teksten::$($pad)::+.in_taal($taal)
    };
}

/// Keeps `<html lang>` in step with the language, also after a change in this tab.
pub fn volg_in_document() {
    let i18n = use_i18n();
    Effect::new(move || pagina::zet_taal(i18n.taal().code()));
}
