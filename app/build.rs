//! Turns `locales/<tag>.json` into Rust: a module per level and a static per text, so that a key that does not exist
//! does not compile and a text that nobody uses does not reach the browser.

use serde_json::{Map, Value};
use std::fmt::Write as _;
use std::path::Path;

/// The tags of `contract::Taal`.
const TALEN: [&str; 2] = ["nl", "en"];

/// The texts of one level, per language, in the order of [`TALEN`].
type Niveau<'a> = [&'a Map<String, Value>; TALEN.len()];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    if std::env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // Says which code and data refer to which: what the cut goes by.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let bestanden = TALEN.map(lees);
    let mut code = String::new();
    schrijf(
        &mut code,
        bestanden.each_ref().map(|bestand| bestand.as_object().expect("a locale file is an object")),
        "",
    );
    let map = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&map).join("teksten.rs"), code).expect("cargo lets a build script write there");
}

fn lees(taal: &str) -> Value {
    let pad = format!("locales/{taal}.json");
    let json = std::fs::read_to_string(&pad).unwrap_or_else(|fout| panic!("{pad}: {fout}"));
    serde_json::from_str(&json).unwrap_or_else(|fout| panic!("{pad}: {fout}"))
}

/// Writes one level. `pad` is where it stands, for the messages.
fn schrijf(code: &mut String, niveau: Niveau, pad: &str) {
    for (taal, delen) in TALEN.iter().zip(niveau) {
        for sleutel in delen.keys() {
            let overal = niveau.iter().all(|andere| andere.contains_key(sleutel));
            assert!(overal, "locales/{taal}.json has {pad}{sleutel}, another language has not");
        }
    }
    for sleutel in niveau[0].keys() {
        let waarden = niveau.map(|delen| &delen[sleutel]);
        if waarden.iter().all(|waarde| waarde.is_object()) {
            let _ = writeln!(code, "pub mod {sleutel} {{ use super::Tekst;");
            schrijf(
                code,
                waarden.map(|waarde| waarde.as_object().expect("just seen")),
                &format!("{pad}{sleutel}."),
            );
            code.push_str("}\n");
        } else {
            let _ = write!(code, "pub static {sleutel}: Tekst = Tekst {{");
            for (taal, waarde) in TALEN.iter().zip(waarden) {
                let tekst = waarde
                    .as_str()
                    .unwrap_or_else(|| panic!("locales/{taal}.json: {pad}{sleutel} is no text"));
                let _ = write!(code, " {taal}: {tekst:?},");
            }
            code.push_str(" };\n");
        }
    }
}
