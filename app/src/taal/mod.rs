//! The texts of the app, in every language of [`contract::Taal`], from `locales/<tag>.json`.

#[expect(deprecated, reason = "its successor compiles all of ICU's data exporter into a build script")]
mod teksten {
    leptos_i18n::load_locales!();
}

pub use teksten::i18n::*;
