//! Metalink 3.0 as dnf reads it: the mirrors of an answer, and the repomd.xml to accept from them.
//!
//! For dnf the prefix `mm0:` is a literal part of names, mirrors are in the order of the document, and digests are
//! compared letter by letter. It does not read sizes, timestamps, countries and preferences; these are for other
//! clients.

mod form;
mod parse;
#[cfg(test)]
mod tests;

use maneki_mirror_health::Sha512;
use maneki_mirror_model::{CountryCode, Protocol};

pub use form::{Blank, Forms};
use form::{Element, Form};
pub use maneki_mirror_health::Digest;
pub use parse::NotMetalink;

/// The file that a metalink is about, below a repository.
const FILE: &str = "repodata/repomd.xml";

/// The metalink of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metalink {
    /// The published repomd.xml.
    pub current: Fingerprint,
    /// Former ones that are still accepted, the latest first.
    pub alternates: Vec<Fingerprint>,
    /// Where the file is, best first.
    pub resources: Vec<Resource>,
}

/// What identifies a repomd.xml.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// The latest timestamp in it, in seconds since 1970.
    pub timestamp: Option<u64>,
    /// Its size in bytes.
    pub size: Option<u64>,
    pub sha256: Digest,
    pub sha512: Option<Sha512>,
}

/// A mirror that has the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The URL of the file itself, which ends in `repodata/repomd.xml`.
    pub url: String,
    pub protocol: Protocol,
    /// The country of the mirror.
    pub country: Option<CountryCode>,
}

impl Metalink {
    /// Writes the document.
    pub fn print(&self) -> String {
        let element = |resource: &Resource| Element::new(&resource.url, resource.protocol, resource.country);
        let elements: Vec<Element> = self.resources.iter().map(element).collect();
        Form::new(&self.current, &self.alternates).filled(elements.iter(), "")
    }
}
