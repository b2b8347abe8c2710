//! Cuts the app into parts: what every page needs, and per page that is fetched when first visited what only it needs.
//!
//! Trunk knows one wasm, so it builds the app uncut and this takes its place in the folder that trunk made: the linked wasm goes
//! through `wasm-split-cli` (the marks are `wasm_split` in `app/src/pages/later.rs`), the main part through wasm-bindgen, each part through
//! wasm-opt, and the JavaScript through esbuild. The parts fit only each other, so one hash is in the names of all:
//! `app-<hash>.js`, `app-<hash>_bg.wasm`, `app-<hash>_<part>.wasm`.

use crate::{paths, run, tools};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

/// The profile in `app/index.html`, and the folder that cargo gives it.
const PROFILE: &str = "wasm-release";

/// What every browser of the last years can do, and rustc makes use of.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The names that the tools give.
const MAIN: &str = "app_bg.wasm";
const SCRIPT: &str = "app.js";
const PART: &str = "split_";
/// The module that fetches parts; wasm-bindgen's script imports it.
const LINK: &str = "__wasm_split.js";

/// Puts the app in parts in the place of the one that trunk left in `dist`.
pub(crate) fn app(dist: &Path) -> Result<()> {
    let linked = paths::target_wasm().join("wasm32-unknown-unknown").join(PROFILE).join("app.wasm");
    let folder = paths::scratch("split")?;
    let mut files = vec![bind(&linked, &folder)?];
    files.extend(parts(&folder)?);
    for file in &files {
        optimise(file)?;
    }
    files.push(bundle(&folder)?);
    place(&files, dist)?;
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))
}

/// Cuts, and gives the main part its JavaScript. Returns the main part.
fn bind(linked: &Path, folder: &Path) -> Result<PathBuf> {
    let mut cut = run::command(tools::wasm_split()?);
    run::quietly(cut.arg(linked).arg(folder).args(["--target", "web", "--out-name", "app"]))?;
    let mut bind = run::command(tools::wasm_bindgen()?);
    bind.arg(folder.join("app.wasm")).arg("--out-dir").arg(folder);
    // --keep-lld-exports: the parts reach each other through the linker's table of functions.
    run::quietly(bind.args([
        "--out-name",
        "app",
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
    ]))?;
    Ok(folder.join(MAIN))
}

/// The other parts: a page each, and what some of them share.
fn parts(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = crate::precompress::files(folder)?;
    files.retain(|file| {
        let name = name_of(file);
        name.starts_with(PART) || name.starts_with("chunk_")
    });
    if files.is_empty() {
        bail!("the app was not cut: was it built with the feature `split`?");
    }
    Ok(files)
}

fn optimise(file: &Path) -> Result<()> {
    let mut opt = run::command(tools::wasm_opt()?);
    // Not -Oz: that is smaller before compression and larger after it.
    opt.args(["-Os", "--strip-debug", "--strip-producers"]).args(WASM_FEATURES);
    run::quietly(opt.arg(file).arg("-o").arg(file))?;
    Ok(())
}

/// One script of two: the part that fetches and the part that wasm-bindgen made import each other.
fn bundle(folder: &Path) -> Result<PathBuf> {
    let link = folder.join(LINK);
    fs::write(&link, with_early(&fs::read_to_string(&link)?)?)?;
    let script = folder.join(SCRIPT);
    let mut esbuild = run::command(tools::esbuild()?);
    esbuild.arg(&script).args(["--bundle", "--minify", "--format=esm", "--log-level=warning"]);
    run::quietly(esbuild.arg("--allow-overwrite").arg(format!("--outfile={}", script.display())))?;
    Ok(script)
}

/// The module that fetches parts, with one of them asked for early (`early.js`).
fn with_early(link: &str) -> Result<String> {
    // `export const __wasm_split_load_inzage = …("./split_inzage.wasm"…, [__chunk_3]);`
    let parts: serde_json::Map<String, Value> = link
        .split("export const __wasm_split_load_")
        .skip(1)
        .filter_map(|part| part.split_once(" = "))
        .map(|(name, load)| {
            let own = load.split('"').filter(|text| text.starts_with("./")).map(str::to_owned);
            let number =
                |text: &str| text.split(|sign: char| !sign.is_ascii_digit()).next().map(str::to_owned);
            let shared = load.split("__chunk_").skip(1).filter_map(number);
            (name.to_owned(), own.chain(shared.map(|number| format!("./chunk_{number}.wasm"))).collect())
        })
        .collect();
    if parts.is_empty() {
        bail!("wasm-split-cli wrote no part that can be fetched");
    }
    let parts = format!("const PARTS = {};\n", Value::Object(parts));
    Ok(parts + include_str!("early.js") + &replace(link, "fetch(new URL(", "get(new URL(")?)
}

/// Moves the files into `dist` under their lasting names, and has `index.html` load them instead of trunk's.
fn place(files: &[PathBuf], dist: &Path) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(&fs::read(file)?);
    }
    let release = format!("app-{:016x}", hasher.finish());
    let [old_script, old_main] = trunks_own(dist)?;
    let index = dist.join("index.html");
    let html = fs::read_to_string(&index).context("trunk made no index.html")?;
    let names = [(old_main, lasting(&release, MAIN)), (old_script, lasting(&release, SCRIPT))];
    fs::write(&index, names.iter().try_fold(html, |html, (old, new)| replace(&html, name_of(old), new))?)?;
    for (old, _) in &names {
        fs::remove_file(old)?;
    }
    for file in files {
        let to = dist.join(lasting(&release, name_of(file)));
        if name_of(file) == SCRIPT {
            fs::write(to, script(&fs::read_to_string(file)?, &release, files)?)?;
        } else {
            fs::copy(file, to)?;
        }
    }
    Ok(())
}

/// The script, asking for the other files by their lasting names.
fn script(text: &str, release: &str, files: &[PathBuf]) -> Result<String> {
    let others = files.iter().map(|file| name_of(file)).filter(|name| *name != SCRIPT);
    others.into_iter().try_fold(text.to_owned(), |text, name| replace(&text, name, &lasting(release, name)))
}

/// What trunk put there for the uncut app: the script and the wasm.
fn trunks_own(dist: &Path) -> Result<[PathBuf; 2]> {
    let files = crate::precompress::files(dist)?;
    let own = |end: &str| {
        let mut found =
            files.iter().filter(|file| name_of(file).starts_with("app-") && name_of(file).ends_with(end));
        match (found.next(), found.next()) {
            (Some(file), None) => Ok(file.clone()),
            _ => bail!("expected one app-*{end} of trunk in {}", dist.display()),
        }
    };
    Ok([own(".js")?, own("_bg.wasm")?])
}

/// `app.js` becomes `app-<hash>.js`, `split_klantbeeld.wasm` becomes `app-<hash>_klantbeeld.wasm`.
fn lasting(release: &str, name: &str) -> String {
    match name.strip_prefix("app") {
        Some(rest) => format!("{release}{rest}"),
        None => format!("{release}_{}", name.strip_prefix(PART).unwrap_or(name)),
    }
}

/// Whether the file is a part of the app that is not loaded at first.
pub(crate) fn is_part(name: &str) -> bool {
    let wasm = name.strip_prefix("app-").and_then(|rest| rest.strip_suffix(".wasm"));
    wasm.is_some_and(|rest| !rest.ends_with("_bg"))
}

fn replace(text: &str, old: &str, new: &str) -> Result<String> {
    if !text.contains(old) {
        bail!("{old} is not in what the tools wrote");
    }
    Ok(text.replace(old, new))
}

fn name_of(file: &Path) -> &str {
    file.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = paths::scratch(name).expect("a folder for the test");
        for (name, text) in files {
            fs::write(folder.join(name), text).expect("a file for the test");
        }
        folder
    }

    const PAGE: &str = "import init from '/app-1.js'; init('/app-1_bg.wasm') href=/app-1.js";

    #[test]
    fn the_parts_take_the_place_of_what_trunk_made() {
        let dist =
            folder("split-dist", &[("index.html", PAGE), ("app-1.js", "old"), ("app-1_bg.wasm", "old")]);
        let script = r#"new URL("app_bg.wasm");fetch("./split_inzage.wasm");fetch("./chunk_1.wasm");import_("./app_bg.js")"#;
        let parts =
            [(SCRIPT, script), (MAIN, "main"), ("split_inzage.wasm", "page"), ("chunk_1.wasm", "shared")];
        let made = folder("split-made", &parts);
        place(&parts.map(|(name, _)| made.join(name)), &dist).unwrap();

        let files = crate::precompress::files(&dist).unwrap();
        let names: Vec<&str> = files.iter().map(|file| name_of(file)).collect();
        let [script, main, chunk, page, index] = names[..] else { panic!("{names:?}") };
        let release = script.strip_suffix(".js").unwrap();
        assert_eq!(release.len(), "app-0123456789abcdef".len());
        assert_eq!(main, format!("{release}_bg.wasm"));
        assert_eq!(chunk, format!("{release}_chunk_1.wasm"));
        assert_eq!(page, format!("{release}_inzage.wasm"));
        assert!(is_part(page) && is_part(chunk) && !is_part(main) && !is_part(script));

        let html = fs::read_to_string(dist.join(index)).unwrap();
        assert_eq!(html, PAGE.replace("app-1", release));
        let script = fs::read_to_string(dist.join(script)).unwrap();
        for part in [main, chunk, page] {
            assert!(script.contains(part), "{script}");
        }
        // The name of a module in the wasm itself, not of a file.
        assert!(script.contains("./app_bg.js"));
        fs::remove_dir_all(dist).unwrap();
        fs::remove_dir_all(made).unwrap();
    }

    #[test]
    fn other_parts_give_other_names_and_the_same_parts_the_same() {
        let release = |page: &str| {
            let dist =
                folder("split-names", &[("index.html", PAGE), ("app-1.js", ""), ("app-1_bg.wasm", "")]);
            let parts = [(SCRIPT, "app_bg.wasm split_a.wasm"), (MAIN, "main"), ("split_a.wasm", page)];
            let made = folder("split-names-made", &parts);
            place(&parts.map(|(name, _)| made.join(name)), &dist).unwrap();
            trunks_own(&dist).unwrap()
        };
        assert_eq!(release("one"), release("one"));
        assert_ne!(release("one"), release("two"));
    }

    #[test]
    fn a_part_that_nothing_fetches_is_an_error() {
        let dist = folder("split-lost", &[("index.html", PAGE), ("app-1.js", ""), ("app-1_bg.wasm", "")]);
        let parts = [(SCRIPT, "app_bg.wasm"), (MAIN, "main"), ("split_a.wasm", "page")];
        let made = folder("split-lost-made", &parts);
        let error = place(&parts.map(|(name, _)| made.join(name)), &dist).unwrap_err();
        assert_eq!(error.to_string(), "split_a.wasm is not in what the tools wrote");
    }

    #[test]
    fn a_part_is_asked_for_early_with_what_it_shares() {
        let link = r#"/* inzage, klantbeeld */
const __chunk_3 = makeLoad(() => { const src = fetch(new URL("./chunk_3.wasm", import.meta.url)); }, []);
export const __wasm_split_load_inzage = wrapAsyncCb(makeLoad(() => { fetch(new URL("./split_inzage.wasm", import.meta.url)); }, [__chunk_3]));
export const __wasm_split_load_empty = wrapAsyncCb(makeLoad(() => async (_imp) => ({}), [__chunk_3, __chunk_12]));
"#;
        let text = with_early(link).unwrap();
        let parts = text.lines().next().unwrap();
        assert_eq!(
            parts,
            r#"const PARTS = {"empty":["./chunk_3.wasm","./chunk_12.wasm"],"inzage":["./split_inzage.wasm","./chunk_3.wasm"]};"#
        );
        assert_eq!(text.matches("get(new URL(").count(), 2);
        assert!(with_early("").is_err());
    }
}
