use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_registry::Tree;

use crate::cell::{Cell, Observed};
use crate::entry::{MirrorEntry, MirrorId};
use crate::routes::Routes;
use crate::standing::Standing;
use crate::tier::{LastGood, Tier};

/// How every mirror stands for one place in the tree.
#[derive(Debug, Clone)]
pub struct Standings {
    mirrors: Vec<Standing>,
    tier: Tier,
    /// The mirrors whose last repomd.xml is neither published now nor was within the allowed time.
    unpublished: Vec<bool>,
    tree: Arc<TreeMirrors>,
}

/// What is the same for every place in one tree.
#[derive(Debug)]
pub(crate) struct TreeMirrors {
    /// Whether each mirror is public and carries the tree.
    public: Vec<bool>,
    routes: Vec<Routes>,
    /// Whether a public mirror serves over IPv6.
    any_over_ipv6: bool,
    /// How much later than others a mirror may have stopped being good to count as one of the last.
    patience: Duration,
}

impl TreeMirrors {
    pub(crate) fn new(tree: &Tree, entries: &[MirrorEntry], patience: Duration) -> Self {
        let public: Vec<bool> = entries.iter().map(|entry| entry.is_public_for(tree)).collect();
        let routes: Vec<Routes> = entries.iter().map(|entry| Routes::new(entry, tree)).collect();
        let mut pairs = routes.iter().zip(&public);
        let any_over_ipv6 = pairs.any(|(routes, public)| *public && !routes.working_over_ipv6.is_empty());
        Self { public, routes, any_over_ipv6, patience }
    }
}

impl Standings {
    /// The standings that follow from one cell for each mirror.
    pub(crate) fn new(cells: &[Cell], tree: &Arc<TreeMirrors>) -> Self {
        let public = || {
            let pairs = cells.iter().zip(&tree.public);
            pairs.filter(|(_, public)| **public).map(|(cell, _)| cell.observed)
        };
        let last_good = LastGood::new(public(), tree.patience);
        Self {
            mirrors: cells.iter().map(|cell| standing(cell.observed, last_good)).collect(),
            tier: Tier::new(&public(), last_good),
            unpublished: cells.iter().map(|cell| cell.unpublished).collect(),
            tree: Arc::clone(tree),
        }
    }

    /// Which mirrors an answer is made of.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// How a mirror stands.
    ///
    /// # Panics
    /// If the id is from another snapshot; so do the following functions.
    pub fn standing(&self, mirror: MirrorId) -> Standing {
        self.mirrors[mirror.index()]
    }

    /// Whether the last repomd.xml of a mirror is published, or was within the allowed time. A mirror that was
    /// not checked, or is taken on trust, is taken to have such a one.
    pub fn has_published(&self, mirror: MirrorId) -> bool {
        !self.unpublished[mirror.index()]
    }

    /// Which routes to a mirror work.
    pub fn routes(&self, mirror: MirrorId) -> Routes {
        self.tree.routes[mirror.index()]
    }

    /// Whether checks over IPv6 count. If they succeed for no public mirror, the checker has no IPv6.
    pub fn ipv6_counts(&self) -> bool {
        self.tree.any_over_ipv6
    }
}

fn standing(observed: Observed, last_good: LastGood) -> Standing {
    match observed {
        Observed::Current => Standing::Current,
        Observed::Other => Standing::Other,
        Observed::Unknown => Standing::Unknown,
        Observed::Unfit { cause, .. } if last_good.includes(observed) => Standing::LastGood(cause),
        Observed::Unfit { cause, .. } => Standing::Out(cause),
        Observed::Drained => Standing::Drained,
    }
}
