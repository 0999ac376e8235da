//! A file that mirrors have, and where it is had: for browsers, for people and for download tools.
//!
//! - [`Download::location`], [`Download::links`], [`Download::digest`]: the headers of a redirect (RFC 6249, RFC 3230)
//! - [`Download::text`]: the URLs, one on each line
//! - [`Download::meta4`]: metalink 4 (RFC 5854), which is another format than that of dnf

mod headers;
mod parse;
mod print;
#[cfg(test)]
mod tests;

use maneki_health::{Digest, IsoFile};
use maneki_model::{BaseUrl, CountryCode};
use maneki_registry::{Target, Tree};
use maneki_select::Selection;
use maneki_snapshot::Snapshot;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

pub use parse::NotMeta4;

/// A file, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its name.
    pub name: String,
    /// Its size in bytes, where that is known.
    pub size: Option<u64>,
    /// What it is recognised by, where that is known.
    pub sha256: Option<Digest>,
    /// Where it is, the best first.
    pub sources: Vec<Source>,
}

/// A place where a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The URL of the file itself.
    pub url: String,
    /// The country that it is in.
    pub country: Option<CountryCode>,
}

/// What would end a URL in a header, or is no text there.
const NOT_IN_HEADERS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

impl Download {
    /// A file that nobody has yet; `known` is what the reference tree says of it.
    pub fn new(name: &str, known: Option<&IsoFile>) -> Self {
        let size = known.and_then(|file| file.size);
        Self { name: name.to_owned(), size, sha256: known.map(|file| file.sha256), sources: Vec::new() }
    }

    /// The file of a folder, on the mirrors of an answer; on the vault where the folder lies there.
    #[must_use]
    pub fn with_mirrors(mut self, snapshot: &Snapshot, folder: &Target, selection: &Selection) -> Self {
        if folder.tree == Tree::Vault {
            return self.with_source(&snapshot.catalog.vault, None, folder);
        }
        self.sources.reserve_exact(selection.choices.len());
        for choice in &selection.choices {
            if let Some(base) = choice.url(snapshot, &folder.tree) {
                self = self.with_source(base, snapshot.entry(choice.mirror).place.country, folder);
            }
        }
        self
    }

    /// The file of a folder, below one more base URL.
    #[must_use]
    pub fn with_source(mut self, base: &BaseUrl, country: Option<CountryCode>, folder: &Target) -> Self {
        let parts = [base.as_str(), "/", &folder.path, "/", &self.name];
        let mut url = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        parts.iter().for_each(|part| url.push_str(part));
        // Nearly all URLs stand in a header as they are, which is seen at a glance.
        let is_odd = |byte: u8| !byte.is_ascii_graphic() || matches!(byte, b'"' | b'<' | b'>');
        let any = url.bytes().fold(false, |any, byte| any | is_odd(byte));
        let url = if any { utf8_percent_encode(&url, NOT_IN_HEADERS).to_string() } else { url };
        self.sources.push(Source { url, country });
        self
    }

    /// The URLs joined by line feeds, without one at the end.
    pub fn text(&self) -> String {
        let urls: Vec<&str> = self.sources.iter().map(|source| source.url.as_str()).collect();
        urls.join("\n")
    }
}
