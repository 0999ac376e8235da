use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::{MirrorName, Protocol};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, Sha512};
use crate::fault::Fault;
use crate::iso::IsoSet;

/// What one look at a mirror saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Whom it is about.
    pub mirror: MirrorName,
    /// When the look was over.
    pub at: Timestamp,
    /// Tree by tree.
    pub trees: Vec<TreeReport>,
}

/// What was seen of one tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeReport {
    /// Which tree.
    pub tree: Tree,
    /// Whether everything was to be looked at.
    pub full: bool,
    /// The way on which everything was looked at; the others only had to show that they work.
    pub route: Route,
    /// In the order in which they were made.
    pub observations: Vec<Observation>,
    /// Why the rest was not asked any more: what it would have shown.
    pub abandoned: Option<Fault>,
}

/// What one probe saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// What was asked for.
    pub subject: Subject,
    /// Where.
    pub url: Arc<str>,
    /// On which way.
    pub route: Route,
    /// When.
    pub at: Timestamp,
    /// What came back.
    pub outcome: Outcome,
}

/// What a probe asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The file that says when the mirror was last synchronised.
    Time,
    /// The repomd.xml of a repository.
    Repository(Arc<Holding>),
    /// A file that the repomd.xml of a repository names.
    File(Arc<Holding>),
    /// A set of images, of these files.
    Isos(Arc<IsoFolder>, IsoSet),
    /// The modules of an rsync server.
    Modules,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// `TIME`, and what it says.
    Time(Timestamp),
    /// A well-formed repomd.xml.
    Repomd {
        /// What it is.
        facts: RepomdFacts,
        /// Another digest of it; not where it is what the reference tree publishes, whose is known.
        sha512: Option<Sha512>,
        /// A file that it names.
        file: Option<NamedFile>,
        /// To ask with the next time.
        validator: Option<Validator>,
    },
    /// The repomd.xml that was seen before.
    Unchanged,
    /// What was asked for is there: a file as large as it should be or of unknown size, every file of a set, a
    /// module in the list.
    Present,
    /// Anything else.
    Failed(Fault),
}

/// What a repomd.xml is and says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepomdFacts {
    /// The digest of the file itself.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its revision, where that is a number.
    pub revision: Option<u64>,
    /// The newest timestamp in it.
    pub timestamp: Option<u64>,
}

/// A file that a repomd.xml names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedFile {
    /// Where it lies, below the repository.
    pub path: Box<str>,
    /// Its size in bytes, where that is said.
    pub size: Option<u64>,
}

/// What a server gave to ask with, so that an unchanged file is answered with 304. One is enough: where both
/// are sent, the date is ignored (RFC 9110, 13.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Validator {
    /// The entity tag.
    Etag(Box<str>),
    /// The date of the last change, for servers without entity tags.
    Modified(Box<str>),
}

/// How a mirror was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route {
    /// The protocol of the URL.
    #[serde(with = "crate::words::protocol")]
    pub protocol: Protocol,
    /// The family of the address; `None` where the name has none.
    pub family: Option<Family>,
}

/// An address family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// 32 bits.
    V4,
    /// 128 bits.
    V6,
}

impl Outcome {
    /// What is wrong, if anything is.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Failed(fault) => Some(fault),
            _ => None,
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.protocol)?;
        self.family.map_or(Ok(()), |family| write!(f, " over {family}"))
    }
}
