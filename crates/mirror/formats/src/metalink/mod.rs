//! Metalink 3.0 as dnf reads it: the mirrors of an answer, and which repomd.xml to accept from them.
//!
//! To dnf the literal prefix `mm0:` is a part of the names, document order is the order of the mirrors, and
//! digests are compared letter by letter. What it does not read (sizes, timestamps, places, preferences) is
//! there for other clients.

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

/// A metalink of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metalink {
    /// The repomd.xml that is published.
    pub current: Fingerprint,
    /// Those that were published before and are still accepted, the newest first.
    pub alternates: Vec<Fingerprint>,
    /// Where it is, the best first.
    pub resources: Vec<Resource>,
}

/// What a client recognises a repomd.xml by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint {
    /// The newest timestamp in it, in seconds since 1970.
    pub timestamp: Option<u64>,
    /// Its size in bytes.
    pub size: Option<u64>,
    /// Its SHA-256.
    pub sha256: Digest,
    /// Its SHA-512.
    pub sha512: Option<Sha512>,
}

/// A place where a repomd.xml is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// The URL of the file itself, which ends in `repodata/repomd.xml`.
    pub url: String,
    /// How it is fetched.
    pub protocol: Protocol,
    /// The country that it is in.
    pub country: Option<CountryCode>,
}

impl Metalink {
    /// The document.
    pub fn print(&self) -> String {
        let element = |resource: &Resource| Element::new(&resource.url, resource.protocol, resource.country);
        let elements: Vec<Element> = self.resources.iter().map(element).collect();
        Form::new(&self.current, &self.alternates).filled(elements.iter(), "")
    }
}
