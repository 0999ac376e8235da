//! A file that mirrors have, and where it is had: for browsers, for people and for download tools.
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

/// Who has a folder: a base URL, and the country that it is in.
pub type Host<'a> = (&'a BaseUrl, Option<CountryCode>);

/// Who has a folder, the best first: the mirrors of an answer, or `fallback` in their place; the vault where the folder
/// lies there.
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

/// What would end a URL in a header, or is no text there.
const NOT_IN_HEADERS: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>');

/// A part of a URL as it stands in a header. Nearly all are what they are, which is seen at a glance.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many bytes are looked at in one step")]
fn in_header(part: &str) -> Cow<'_, str> {
    let is_odd = |byte: u8| !byte.is_ascii_graphic() | (byte == b'"') | (byte == b'<') | (byte == b'>');
    let any = part.bytes().fold(false, |any, byte| any | is_odd(byte));
    if any { utf8_percent_encode(part, NOT_IN_HEADERS).to_string().into() } else { part.into() }
}

impl Download {
    /// A file of a folder; `known` is what the reference tree says of it.
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

    /// The URLs joined by line feeds, without one at the end.
    pub fn text(&self) -> String {
        let urls: Vec<&str> = self.sources.iter().map(|source| source.url.as_str()).collect();
        urls.join("\n")
    }
}
