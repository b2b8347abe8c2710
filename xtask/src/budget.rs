//! The size of the first route: everything the browser must load before the first page stands, as it goes over the
//! wire with brotli (design: at most 250 kB, at most 15 kB of it CSS; the aim is 190). The parts of the app that come with a page
//! that is visited later are told beside it.

use anyhow::{Context, Result, bail};
use std::path::Path;

const KB: u64 = 1000;
const ALL_MAX: u64 = 250 * KB;
const ALL_AIM: u64 = 190 * KB;
const CSS_MAX: u64 = 15 * KB;

pub(crate) struct FirstRoute {
    pub(crate) files: Vec<Weight>,
    /// What a script fetches when a page is first visited.
    pub(crate) later: Vec<Weight>,
}

/// One file: bytes as they are, and as they are served.
pub(crate) struct Weight {
    pub(crate) name: String,
    pub(crate) plain: u64,
    pub(crate) served: u64,
}

/// What `index.html` loads: itself and every file of `dist` whose name it mentions, and what those mention. A script does not
/// load every part of the app that it mentions; a page does.
pub(crate) fn first_route(dist: &Path) -> Result<FirstRoute> {
    let names: Vec<String> = crate::precompress::files(dist)?
        .iter()
        .filter_map(|path| path.strip_prefix(dist).ok())
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|name| !is_compressed(name))
        .collect();
    let mut seen = vec!["index.html"];
    let mut later = Vec::new();
    let mut done = 0;
    while let Some(name) = seen.get(done).copied() {
        done += 1;
        if !matches!(extension(name), "html" | "css" | "js") {
            continue;
        }
        let text =
            std::fs::read(dist.join(name)).with_context(|| format!("no {name} in {}", dist.display()))?;
        let text = String::from_utf8_lossy(&text);
        for other in names.iter().map(String::as_str).filter(|other| text.contains(file_name(other))) {
            let list =
                if extension(name) == "js" && crate::split::is_part(other) { &mut later } else { &mut seen };
            if !list.contains(&other) {
                list.push(other);
            }
        }
    }
    later.retain(|name| !seen.contains(name));
    Ok(FirstRoute { files: weigh(dist, &seen)?, later: weigh(dist, &later)? })
}

/// The heaviest first.
fn weigh(dist: &Path, names: &[&str]) -> Result<Vec<Weight>> {
    let size = |name: &str| Ok::<u64, std::io::Error>(std::fs::metadata(dist.join(name))?.len());
    let mut files = Vec::new();
    for name in names {
        let plain = size(name).with_context(|| format!("no {name} in {}", dist.display()))?;
        let served = size(&format!("{name}.br")).unwrap_or(plain);
        files.push(Weight { name: (*name).to_owned(), plain, served });
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.served));
    Ok(files)
}

impl FirstRoute {
    pub(crate) fn all(&self) -> u64 {
        self.files.iter().map(|file| file.served).sum()
    }

    pub(crate) fn css(&self) -> u64 {
        self.files.iter().filter(|file| extension(&file.name) == "css").map(|file| file.served).sum()
    }

    /// The files, the heaviest first, with the sums below.
    pub(crate) fn table(&self) -> String {
        let line = |plain: &str, served: u64, what: &str| format!("{plain:>10} {served:>10}  {what}\n");
        let mut text = format!("{:>10} {:>10}  first route\n", "bytes", "brotli");
        for file in &self.files {
            text += &line(&file.plain.to_string(), file.served, &file.name);
        }
        text += &line("", self.all(), &format!("all (budget {ALL_MAX}, aim {ALL_AIM})"));
        text += &line("", self.css(), &format!("css (budget {CSS_MAX})"));
        for file in &self.later {
            text += &line(&file.plain.to_string(), file.served, &format!("later: {}", file.name));
        }
        text
    }

    /// An error when the budget is not kept.
    pub(crate) fn keep(&self) -> Result<()> {
        if self.all() > ALL_MAX {
            bail!("the first route is {} bytes too large", self.all() - ALL_MAX);
        }
        if self.css() > CSS_MAX {
            bail!("the CSS is {} bytes too large", self.css() - CSS_MAX);
        }
        Ok(())
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn is_compressed(name: &str) -> bool {
    matches!(extension(name), "br" | "gz")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn counts_what_the_page_loads_as_it_is_served() {
        let dist = crate::paths::scratch("budget-test").unwrap();
        fs::write(dist.join("index.html"), "<link href=/a-1.css><script src=/a-2.js>").unwrap();
        fs::write(dist.join("a-1.css"), "src: url(font.woff2)").unwrap();
        fs::write(dist.join("a-1.css.br"), "1234").unwrap();
        let script = "fetch('app-0123456789abcdef_bg.wasm', 'app-0123456789abcdef_inzage.wasm')";
        fs::write(dist.join("a-2.js"), script).unwrap();
        fs::write(dist.join("app-0123456789abcdef_bg.wasm"), vec![0; 300_000]).unwrap();
        fs::write(dist.join("app-0123456789abcdef_inzage.wasm"), vec![0; 100]).unwrap();
        fs::write(dist.join("font.woff2"), "font").unwrap();
        fs::write(dist.join("other.js"), "never loaded").unwrap();
        let route = first_route(&dist).unwrap();
        let mut names: Vec<&str> = route.files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["a-1.css", "a-2.js", "app-0123456789abcdef_bg.wasm", "font.woff2", "index.html"]);
        assert_eq!(route.css(), 4);
        assert!(route.keep().is_err());
        assert_eq!(route.later.len(), 1);
        assert!(route.table().contains("100  later: app-0123456789abcdef_inzage.wasm"));

        // A page that preloads a part makes everybody load it.
        fs::write(
            dist.join("index.html"),
            "<script src=/a-2.js><link href=/app-0123456789abcdef_inzage.wasm>",
        )
        .unwrap();
        let route = first_route(&dist).unwrap();
        assert!(route.files.iter().any(|file| file.name.ends_with("_inzage.wasm")));
        assert!(route.later.is_empty());
        fs::remove_dir_all(dist).unwrap();
    }
}
