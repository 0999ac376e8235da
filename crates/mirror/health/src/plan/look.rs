use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_model::{BaseUrl, MirrorName};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};

use crate::digest::Digest;
use crate::expected::Expected;
use crate::health::TreeHealth;
use crate::iso::IsoSet;
use crate::reference::{Published, Reference};
use crate::repomd::{NamedFile, RepomdFacts, Validator};

/// One round of checks.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// In the order in which they start.
    pub looks: Vec<Look>,
    /// What the mirrors should have.
    pub expected: Expected,
}

/// The check of one mirror.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    pub mirror: MirrorName,
    /// How long after the start of the round it starts.
    pub after: Duration,
    pub trees: Vec<TreeLook>,
}

/// The check of one tree. It starts with `TIME`.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeLook {
    pub tree: Tree,
    /// The URLs of the tree, one for each protocol that is checked. Repositories are requested from the first one
    /// that works; the others only have to show that they work.
    pub bases: Vec<BaseUrl>,
    /// Whether `asks` covers all repositories of the tree.
    pub full: bool,
    pub asks: Vec<Ask>,
    /// The sets of images that are due.
    pub isos: Vec<IsoAsk>,
    /// The rsync URL, whose server lists its modules.
    pub rsync: Option<BaseUrl>,
}

/// The check of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub holding: Arc<Holding>,
    /// The digest of the last repomd.xml, and what makes the request conditional.
    pub known: Option<(Digest, Option<Validator>)>,
    /// What the reference tree publishes. A mirror with the same bytes needs no parsing.
    pub published: Option<Arc<RepomdFacts>>,
    /// If the mirror has the repomd.xml with this digest and did not have it before, this file is requested too.
    pub witness: Option<(Digest, NamedFile)>,
}

/// The check of a set of images.
#[derive(Debug, Clone, PartialEq)]
pub struct IsoAsk {
    pub folder: Arc<IsoFolder>,
    pub set: IsoSet,
}

impl Ask {
    pub(super) fn new(holding: &Arc<Holding>, known: Option<&TreeHealth>, reference: &Reference) -> Self {
        let health = known.and_then(|tree| tree.repositories.get(holding));
        // A mirror that lacked a file is checked as if its repomd.xml had just changed.
        let trusted = health.filter(|health| !health.lacks_files());
        let known = trusted.and_then(|health| {
            health.repomd.as_ref().map(|repomd| (repomd.digest, health.validator.clone()))
        });
        let current = reference.get(holding).and_then(Published::here);
        let published = current.map(|current| Arc::clone(&current.repomd));
        let witness = current.and_then(|current| Some((current.repomd.digest, current.witness.clone()?)));
        Self { holding: Arc::clone(holding), known, published, witness }
    }
}

/// Drops all but the first of the asks with the same path: if a path does not name the architecture, one request
/// answers for all architectures.
pub(super) fn once_by_path(asks: impl Iterator<Item = Ask>) -> Vec<Ask> {
    let mut paths = BTreeSet::new();
    asks.filter(|ask| paths.insert(ask.holding.path.clone())).collect()
}
