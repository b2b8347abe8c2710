//! Compressed copies next to the files of `dist/`, so that the server compresses nothing while people wait.
//!
//! The same input gives the same bytes: no time stamps, no file names inside.

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Kinds of files that gain by it; pictures and fonts are compressed as they are.
const TEXT: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Every file in the folder and its folders, sorted.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes `name.br` and `name.gz` beside each file that gets smaller by it.
pub(crate) fn folder(folder: &Path) -> Result<()> {
    for path in files(folder)? {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if !TEXT.contains(&extension) {
            continue;
        }
        let plain = fs::read(&path)?;
        for (suffix, small) in [("br", brotli(&plain)?), ("gz", gzip(&plain)?)] {
            let beside = path.with_extension(format!("{extension}.{suffix}"));
            if small.len() < plain.len() {
                fs::write(&beside, small).with_context(|| format!("cannot write {}", beside.display()))?;
            }
        }
    }
    Ok(())
}

/// Brotli at its strongest (quality 11).
pub(crate) fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let params =
        BrotliEncoderParams { quality: 11, size_hint: plain.len(), ..BrotliEncoderParams::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &plain[..], &mut small, &params)?;
    Ok(small)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back_and_the_same_bytes_each_time() {
        let plain = "een gegeven, ".repeat(500).into_bytes();
        let mut back = Vec::new();
        let small = brotli(&plain).unwrap();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, plain);
        assert!(small.len() < plain.len() / 20);
        assert_eq!(small, brotli(&plain).unwrap());

        let small = gzip(&plain).unwrap();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&small[..]).read_to_end(&mut back).unwrap();
        assert_eq!(back, plain);
        assert_eq!(small, gzip(&plain).unwrap());
    }

    #[test]
    fn pictures_and_what_would_grow_are_left_alone() {
        let folder = crate::paths::scratch("precompress-test").unwrap();
        fs::create_dir_all(folder.join("in")).unwrap();
        fs::write(folder.join("in/app.css"), "a { b: c }\n".repeat(100)).unwrap();
        fs::write(folder.join("a.txt"), "a").unwrap();
        fs::write(folder.join("p.png"), "a".repeat(1000)).unwrap();
        super::folder(&folder).unwrap();
        let names: Vec<String> = files(&folder)
            .unwrap()
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
            .collect();
        assert_eq!(names, ["a.txt", "in/app.css", "in/app.css.br", "in/app.css.gz", "p.png"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
