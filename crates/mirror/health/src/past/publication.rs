use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_registry::Holding;

use crate::repomd::{NamedFile, RepomdFacts};

/// What a reference tree had of one repository, from the time it was first seen until it was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    pub holding: Arc<Holding>,
    pub repomd: RepomdFacts,
    /// The file that is requested from a mirror whose repomd.xml changed.
    pub witness: Option<NamedFile>,
    /// When it was first seen.
    pub since: Timestamp,
    /// When it was replaced; `None` if it still is published.
    pub ended: Option<Timestamp>,
}
