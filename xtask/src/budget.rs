//! The size of the first route: everything the browser must load before the first page stands, as it goes over the
//! wire with brotli (design: at most 250 kB, at most 15 kB of it CSS; the aim is 190).

use anyhow::{Context, Result, bail};
use std::path::Path;

const KB: u64 = 1000;
const ALL_MAX: u64 = 250 * KB;
const ALL_AIM: u64 = 190 * KB;
const CSS_MAX: u64 = 15 * KB;

pub(crate) struct FirstRoute {
    pub(crate) files: Vec<Weight>,
}

/// One file: bytes as they are, and as they are served.
pub(crate) struct Weight {
    pub(crate) name: String,
    pub(crate) plain: u64,
    pub(crate) served: u64,
}

/// What `index.html` loads: itself and every file of `dist` whose name it mentions, and what those mention.
pub(crate) fn first_route(dist: &Path) -> Result<FirstRoute> {
    let names: Vec<String> = crate::precompress::files(dist)?
        .iter()
        .filter_map(|path| path.strip_prefix(dist).ok())
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|name| !is_compressed(name))
        .collect();
    let mut files = Vec::new();
    let mut queue = vec!["index.html".to_owned()];
    while let Some(name) = queue.pop() {
        let plain =
            std::fs::read(dist.join(&name)).with_context(|| format!("no {name} in {}", dist.display()))?;
        let brotli = dist.join(format!("{name}.br"));
        let served = std::fs::metadata(&brotli).map_or(plain.len() as u64, |meta| meta.len());
        if matches!(extension(&name), "html" | "css" | "js") {
            let text = String::from_utf8_lossy(&plain);
            for other in &names {
                let known = files.iter().any(|file: &Weight| &file.name == other) || queue.contains(other);
                if *other != name && !known && text.contains(file_name(other)) {
                    queue.push(other.clone());
                }
            }
        }
        files.push(Weight { name, plain: plain.len() as u64, served });
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.served));
    Ok(FirstRoute { files })
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
        text + &line("", self.css(), &format!("css (budget {CSS_MAX})"))
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
        fs::write(dist.join("a-2.js"), "fetch('a-2_bg.wasm')").unwrap();
        fs::write(dist.join("a-2_bg.wasm"), vec![0; 300_000]).unwrap();
        fs::write(dist.join("font.woff2"), "font").unwrap();
        fs::write(dist.join("other.js"), "never loaded").unwrap();
        let route = first_route(&dist).unwrap();
        let mut names: Vec<&str> = route.files.iter().map(|file| file.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["a-1.css", "a-2.js", "a-2_bg.wasm", "font.woff2", "index.html"]);
        assert_eq!(route.css(), 4);
        assert!(route.keep().is_err());
        fs::remove_dir_all(dist).unwrap();
    }
}
