use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// What a repomd.xml is and says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepomdFacts {
    /// The digest of the file itself.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its `revision`, if that is a number.
    pub revision: Option<u64>,
    /// The latest timestamp in it.
    pub timestamp: Option<u64>,
}

/// A file that a repomd.xml names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// Its path below the repository.
    pub path: Box<str>,
    /// Its size in bytes, if the repomd.xml says it.
    pub size: Option<u64>,
}

/// What a server sent to make the next request conditional, so that it answers an unchanged file with 304. One
/// of both is enough: a server that gets both ignores the date (RFC 9110, section 13.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Validator {
    /// The entity tag.
    Etag(Box<str>),
    /// The date of the last change, from servers without entity tags.
    Modified(Box<str>),
}
