//! Tools of fixed versions in a cache of the user, so that the next checkout finds them.
//!
//! The cache is `$KLANTBEELD_TOOLS`, else `$XDG_CACHE_HOME/klantbeeld`, else `~/.cache/klantbeeld`. Each tool has a folder
//! with its version in the name. A tool is made in a folder beside it and then renamed: one that was killed
//! halfway is never taken for done.

use crate::{paths, run, system};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Newest that Rust 1.95 builds.
const TRUNK: &str = "0.21.14";
/// Ships wasm-opt as a program in the package itself.
const BINARYEN: &str = "132.0.0";
const WASM_SPLIT: &str = "0.2.4";
const ESBUILD: &str = "0.28.2";
const SPECTRAL: &str = "6.16.3";
const SCHEMATHESIS: &str = "4.32.5";

/// Fetches every tool that is not there yet.
pub(crate) fn all() -> Result<()> {
    wasm_target()?;
    for tool in
        [trunk()?, wasm_bindgen()?, wasm_split()?, wasm_opt()?, esbuild()?, spectral()?, schemathesis()?]
    {
        println!("{}", tool.display());
    }
    Ok(())
}

pub(crate) fn trunk() -> Result<PathBuf> {
    ensure(&format!("trunk-{TRUNK}"), "bin/trunk", "from source, about 5 minutes on 2 cores", |folder| {
        cargo_install(folder, &["trunk", "--version", TRUNK, "--locked"])
    })
}

/// The command line half of the crate: the two must be of one version, to the letter.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    ensure(
        &format!("wasm-bindgen-cli-{version}"),
        "bin/wasm-bindgen",
        "from source, about 3 minutes on 2 cores",
        // Not --locked: its lock file names a crate version that is no longer served.
        |folder| cargo_install(folder, &["wasm-bindgen-cli", "--version", &version]),
    )
}

pub(crate) fn wasm_opt() -> Result<PathBuf> {
    ensure(&format!("binaryen-{BINARYEN}"), "node_modules/.bin/wasm-opt", "half a minute", |folder| {
        npm_install(folder, &format!("binaryen@{BINARYEN}"))
    })
}

/// The other half of the crate `wasm_split_helpers`: a newer one of the same 0.2 also knows what it marks.
pub(crate) fn wasm_split() -> Result<PathBuf> {
    ensure(
        &format!("wasm-split-cli-{WASM_SPLIT}"),
        "bin/wasm-split-cli",
        "from source, about 4 minutes on 2 cores",
        |folder| {
            let package = "wasm_split_cli_support";
            cargo_install(
                folder,
                &[package, "--version", WASM_SPLIT, "--locked", "--features", "build-binary"],
            )
        },
    )
}

pub(crate) fn esbuild() -> Result<PathBuf> {
    ensure(&format!("esbuild-{ESBUILD}"), "node_modules/.bin/esbuild", "some seconds", |folder| {
        npm_install(folder, &format!("esbuild@{ESBUILD}"))
    })
}

pub(crate) fn spectral() -> Result<PathBuf> {
    ensure(&format!("spectral-cli-{SPECTRAL}"), "node_modules/.bin/spectral", "half a minute", |folder| {
        npm_install(folder, &format!("@stoplight/spectral-cli@{SPECTRAL}"))
    })
}

/// A Python that has schemathesis.
pub(crate) fn schemathesis() -> Result<PathBuf> {
    ensure(&format!("schemathesis-{SCHEMATHESIS}"), "bin/python3", "about a minute", |folder| {
        run::quietly(Command::new(system::python()?).args(["-m", "venv"]).arg(folder))?;
        let package = format!("schemathesis=={SCHEMATHESIS}");
        let mut pip = Command::new(folder.join("bin/python3"));
        run::quietly(pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &package]))?;
        Ok(())
    })
}

/// The wasm target of the toolchain; rust-toolchain.toml makes rustup bring it, most of the time.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = run::quietly(run::command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown").is_dir() {
        return Ok(());
    }
    run::run(run::command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
        .context("the target wasm32-unknown-unknown is missing and rustup could not add it")
}

/// The path of the tool's program, after making the tool if need be.
fn ensure(
    name: &str,
    program: &str,
    how_long: &str,
    make: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let cache = cache()?;
    let folder = cache.join(name);
    let path = folder.join(program);
    if path.exists() {
        return Ok(path);
    }
    // Two checkouts may come here at once; the second waits, and then finds the tool done.
    let lock = File::create(cache.join(format!(".{name}.lock")))?;
    lock.lock().with_context(|| format!("cannot lock {}", cache.display()))?;
    if path.exists() {
        return Ok(path);
    }
    println!("Installing {name} in {} ({how_long}) …", cache.display());
    let half_done = cache.join(format!(".{name}.new"));
    for old in [&half_done, &folder] {
        if old.exists() {
            fs::remove_dir_all(old).with_context(|| format!("cannot remove {}", old.display()))?;
        }
    }
    fs::create_dir_all(&half_done)?;
    make(&half_done).with_context(|| format!("cannot install {name}"))?;
    fs::rename(&half_done, &folder)?;
    path.exists().then_some(path).with_context(|| format!("{name} was installed without {program}"))
}

fn cache() -> Result<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = set("KLANTBEELD_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|folder| folder.join("klantbeeld")))
        .or_else(|| set("HOME").map(|folder| folder.join(".cache/klantbeeld")))
        .context("no HOME, so no place for tools: set KLANTBEELD_TOOLS")?;
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
    Ok(cache)
}

/// Built in minutes rather than to be quick: they run for seconds.
fn cargo_install(folder: &Path, what: &[&str]) -> Result<()> {
    let build = folder.join("build");
    let mut install = run::cargo();
    install.arg("install").args(what).arg("--root").arg(folder).env("CARGO_TARGET_DIR", &build);
    for (setting, value) in [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1")] {
        install.env(format!("CARGO_PROFILE_RELEASE_{setting}"), value);
    }
    run::run(&mut install)?;
    fs::remove_dir_all(build)?;
    Ok(())
}

fn npm_install(folder: &Path, package: &str) -> Result<()> {
    system::node()?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"]);
    run::quietly(npm.arg(folder).arg(package).current_dir(folder))?;
    Ok(())
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let text = fs::read_to_string(paths::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: toml::Table = text.parse().context("Cargo.lock is no TOML")?;
    let packages =
        lock.get("package").and_then(toml::Value::as_array).context("Cargo.lock names no packages")?;
    packages
        .iter()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {name}"))
}
