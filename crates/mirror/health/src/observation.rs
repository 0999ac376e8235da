use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, IsoFolder, Tree};

use crate::digest::Sha512;
use crate::fault::Fault;
use crate::iso::IsoSet;
use crate::repomd::{NamedFile, RepomdFacts, Validator};
use crate::route::Route;

/// The observations of one look at a mirror.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub mirror: MirrorName,
    /// When the look ended.
    pub at: Timestamp,
    pub trees: Vec<TreeReport>,
}

/// The observations of one tree.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeReport {
    pub tree: Tree,
    /// Whether the look covers all repositories of the tree.
    pub full: bool,
    /// The route on which repositories were checked. The other routes only had to show that they work.
    pub route: Route,
    /// In the order of the requests.
    pub observations: Vec<Observation>,
    /// Set if the rest was given up: the fault that it would have shown.
    pub abandoned: Option<Fault>,
}

/// The result of one probe.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    pub subject: Subject,
    pub url: Arc<str>,
    pub route: Route,
    pub at: Timestamp,
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
    /// A set of images, with its files.
    Isos(Arc<IsoFolder>, IsoSet),
    /// The list of modules of an rsync server.
    Modules,
}

/// The answer to a probe.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The content of `TIME`.
    Time(Timestamp),
    /// A valid repomd.xml.
    Repomd {
        facts: RepomdFacts,
        /// Its SHA-512; `None` if the file is the published one, whose SHA-512 is known.
        sha512: Option<Sha512>,
        /// A file that it names.
        file: Option<NamedFile>,
        /// Makes the next request conditional.
        validator: Option<Validator>,
    },
    /// The repomd.xml is the one that was seen before.
    Unchanged,
    /// The subject exists: a file of the expected or of unknown size, every file of a set, or a module in the
    /// list.
    Present,
    /// The probe failed.
    Failed(Fault),
}

impl Outcome {
    /// The fault of a probe that failed.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Failed(fault) => Some(fault),
            _ => None,
        }
    }
}
