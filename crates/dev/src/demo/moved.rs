use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use maneki_mirror_registry::{ParseOptions, Registry, SourceTree, parse};

use super::mirrors::Standing;
use super::temper::Temper;

/// A registry whose mirrors run on this machine.
pub(super) struct Moved {
    pub(super) registry: Arc<Registry>,
    /// The server of the reference tree.
    pub(super) reference: Standing,
    _mirrors: Vec<Standing>,
}

impl Moved {
    /// Copies a registry, starts a server for each mirror, and replaces the URLs of the mirror with those of the server.
    pub(super) fn from(registry: &Path, to: &Path) -> anyhow::Result<Self> {
        let source = SourceTree::read(registry).map_err(|error| anyhow!("{error}"))?;
        let declared = understood(&source)?;
        let catalog = Arc::new(declared.catalog.clone());
        let stand = |temper| Standing::start(temper, Arc::clone(&catalog));
        let reference = stand(Temper::REFERENCE);
        let mut mirrors = Vec::new();
        write(&to.join("config.yml"), text(&source.config)?)?;
        for (place, file) in source.mirrors.iter().enumerate() {
            let standing = stand(Temper::of(file.file_name(), place));
            let path = to.join(&*declared.catalog.mirrors_dir).join(file.file_name());
            write(&path, &moved(text(file)?, &standing.authority()))?;
            mirrors.push(standing);
        }
        let registry = understood(&SourceTree::read(to).map_err(|error| anyhow!("{error}"))?)?;
        Ok(Self { registry: Arc::new(registry), reference, _mirrors: mirrors })
    }
}

fn understood(source: &SourceTree) -> anyhow::Result<Registry> {
    let policy = ParseOptions { allow_private_addresses: true };
    parse(source, policy).registry.context("the example registry has no usable configuration")
}

fn text(file: &maneki_mirror_registry::SourceFile) -> anyhow::Result<&str> {
    file.text.as_deref().map_err(|_| anyhow!("{} cannot be read", file.path))
}

/// Replaces host and port of each URL of one protocol, and removes the URLs of the others.
fn moved(text: &str, authority: &str) -> String {
    let keys = ["http", "https", "rsync", "ftp"];
    let url = |line: &str| -> Option<(String, String)> {
        let (key, url) = line.trim_start().split_once(": ")?;
        let path =
            url.split_once("://")?.1.find('/').map(|at| url.split_once("://").map(|(_, rest)| &rest[at..]));
        keys.contains(&key).then(|| (key.to_owned(), path.flatten().unwrap_or("/").to_owned()))
    };
    let has_http = text.lines().filter_map(url).any(|(key, _)| key == "http");
    let kept = if has_http { "http" } else { "https" };
    let line = |line: &str| match url(line) {
        None => Some(line.to_owned()),
        Some((key, path)) if key == kept => {
            let indent = line.len() - line.trim_start().len();
            Some(format!("{}http: http://{authority}{path}", &line[..indent]))
        }
        Some(_) => None,
    };
    text.lines().filter_map(line).map(|line| line + "\n").collect()
}

#[expect(clippy::disallowed_methods, reason = "writes the copy into the target folder")]
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_urls_point_to_this_machine_and_other_protocols_are_left_out() {
        let file = "name: a.example\naddress:\n  http: http://a.example/pub/\n  rsync: rsync://a.example/pub/\n\
                    sponsor_url: https://example.org/\n";
        assert_eq!(
            moved(file, "127.0.0.1:1"),
            "name: a.example\naddress:\n  http: http://127.0.0.1:1/pub/\nsponsor_url: https://example.org/\n"
        );
        assert_eq!(
            moved("address:\n  https: https://a.example\n", "127.0.0.1:1"),
            "address:\n  http: http://127.0.0.1:1/\n"
        );
    }
}
