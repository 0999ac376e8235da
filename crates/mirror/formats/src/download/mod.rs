//! One file that several mirrors have, for browsers, for people and for download tools.
//!
//! - [`Redirect`]: the headers of a redirect (RFC 6249, RFC 3230)
//! - [`Download::text`]: the URLs, one on each line
//! - [`Download::meta4`]: metalink 4 (RFC 5854), which is another format than that of dnf

mod parse;
mod print;
mod redirect;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use maneki_mirror_health::{Digest, IsoFile};
use maneki_mirror_model::{BaseUrl, CountryCode};
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Choice, Selection};
use maneki_mirror_snapshot::Snapshot;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

pub use parse::NotMeta4;
pub use redirect::Redirect;

/// A file, and the mirrors that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub name: String,
    /// Its size in bytes, if it is known.
    pub size: Option<u64>,
    /// Its digest, if it is known.
    pub sha256: Option<Digest>,
    /// Where it is, best first.
    pub sources: Vec<Source>,
}

/// A mirror that has a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The URL of the file itself.
    pub url: String,
    /// The country of the mirror.
    pub country: Option<CountryCode>,
}

/// A mirror that has a folder: its base URL and its country.
pub type Host<'a> = (&'a BaseUrl, Option<CountryCode>);

/// The mirrors that have a folder, best first: those of an answer, or `fallback` instead, or the vault if the folder is
/// in it.
pub fn hosts<'a>(
    snapshot: &'a Snapshot,
    folder: &Target,
    selection: &Selection,
    fallback: Option<&'a BaseUrl>,
) -> Vec<Host<'a>> {
    let vault = (folder.tree == Tree::Vault).then_some(&snapshot.catalog.vault);
    if let Some(only) = vault.or(fallback) {
        return vec![(only, None)];
    }
    let host = |choice: &Choice| {
        Some((choice.url(snapshot, &folder.tree)?, snapshot.entry(choice.mirror).place.country))
    };
    let mut hosts = Vec::with_capacity(selection.choices.len());
    hosts.extend(selection.choices.iter().filter_map(host));
    hosts
}

/// The characters that would end a URL in a header, or are not allowed there.
const NOT_IN_HEADERS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// A part of a URL as it is written in a header. Nearly all parts need no escapes.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches the compiler checks many bytes in one step"
)]
fn in_header(part: &str) -> Cow<'_, str> {
    let needs_escape = |byte: u8| !byte.is_ascii_graphic() | (byte == b'"') | (byte == b'<') | (byte == b'>');
    let any = part.bytes().fold(false, |any, byte| any | needs_escape(byte));
    if any { utf8_percent_encode(part, NOT_IN_HEADERS).to_string().into() } else { part.into() }
}

impl Download {
    /// A file of a folder. `known` is its entry in the reference tree.
    pub fn new(name: &str, known: Option<&IsoFile>, folder: &Target, hosts: &[Host<'_>]) -> Self {
        let source = |(base, country): &Host<'_>| {
            let url = [base.as_str(), "/", &folder.path, "/", name].concat();
            Source { url: in_header(&url).into_owned(), country: *country }
        };
        Self {
            name: name.to_owned(),
            size: known.and_then(|file| file.size),
            sha256: known.map(|file| file.sha256),
            sources: hosts.iter().map(source).collect(),
        }
    }

    /// The URLs, separated by line feeds, without one at the end.
    pub fn text(&self) -> String {
        let urls: Vec<&str> = self.sources.iter().map(|source| source.url.as_str()).collect();
        urls.join("\n")
    }
}
