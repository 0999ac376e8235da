use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_model::{BaseUrl, MirrorName};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};

use super::expected::Expected;
use crate::digest::Digest;
use crate::health::TreeHealth;
use crate::iso::IsoSet;
use crate::observation::{NamedFile, RepomdFacts, Validator};
use crate::reference::{Published, Reference};

/// One round.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// In the order in which they begin.
    pub looks: Vec<Look>,
    /// What the mirrors are to have.
    pub expected: Expected,
}

/// What to ask one mirror.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Whom.
    pub mirror: MirrorName,
    /// How long after the beginning of the round.
    pub after: Duration,
    /// Tree by tree.
    pub trees: Vec<TreeLook>,
}

/// What to ask about one tree, after `TIME`.
#[derive(Debug, Clone, PartialEq)]
pub struct TreeLook {
    /// Which tree.
    pub tree: Tree,
    /// Where it lies, for each protocol that is checked; the first that works is asked everything, the
    /// others only have to show that they work.
    pub bases: Vec<BaseUrl>,
    /// Whether these are all repositories, or a sample.
    pub full: bool,
    /// The repositories.
    pub asks: Vec<Ask>,
    /// The sets of images that are due.
    pub isos: Vec<IsoAsk>,
    /// Where it lies for rsync, which is asked for its modules.
    pub rsync: Option<BaseUrl>,
}

/// A question about one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Which.
    pub holding: Arc<Holding>,
    /// What was seen there before, and how to ask whether that is still so.
    pub known: Option<(Digest, Option<Validator>)>,
    /// What the reference tree publishes: whoever has the same bytes has the same in them.
    pub published: Option<Arc<RepomdFacts>>,
    /// The repomd.xml with this digest names this file: where it is new, the file is asked for.
    pub witness: Option<(Digest, NamedFile)>,
}

/// A question about a set of images.
#[derive(Debug, Clone, PartialEq)]
pub struct IsoAsk {
    /// Where they lie.
    pub folder: Arc<IsoFolder>,
    /// Which files.
    pub set: IsoSet,
}

impl Ask {
    pub(super) fn new(holding: &Arc<Holding>, believed: Option<&TreeHealth>, reference: &Reference) -> Self {
        let condition = believed.and_then(|tree| tree.repositories.get(holding));
        // A mirror that lacked the file is asked as if it had just changed.
        let trusted = condition.filter(|condition| !condition.lacks_files());
        let known = trusted.and_then(|condition| {
            condition.repomd.as_ref().map(|seen| (seen.digest, condition.validator.clone()))
        });
        let current = reference.get(holding).and_then(Published::here);
        let published = current.map(|publication| Arc::clone(&publication.repomd));
        let witness =
            current.and_then(|publication| Some((publication.repomd.digest, publication.witness.clone()?)));
        Self { holding: Arc::clone(holding), known, published, witness }
    }
}

/// Where the path does not name the architecture, one question answers for all of them.
pub(super) fn once_by_path(mut asks: Vec<Ask>) -> Vec<Ask> {
    let mut seen = BTreeSet::new();
    asks.retain(|ask| seen.insert(ask.holding.path.clone()));
    asks
}
