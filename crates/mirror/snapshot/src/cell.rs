//! What one mirror has of one repository or one set of images.

use jiff::Timestamp;
use maneki_mirror_health::{IsoSet, Published, RepositoryHealth, State, TreeHealth};
use maneki_mirror_registry::{Holding, IsoFolder};

use crate::entry::MirrorEntry;
use crate::inputs::Health;
use crate::standing::Cause;

/// What a mirror has of one repository. Cells are ordered, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Cell {
    pub(crate) observed: Observed,
    /// Its last repomd.xml is neither published now nor was within the allowed time.
    pub(crate) unpublished: bool,
}

/// The result of the last checks, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Observed {
    /// It has the current publication.
    Current,
    /// It has another publication that may be served.
    Other,
    /// It has not been checked.
    #[default]
    Unknown,
    /// It cannot serve.
    Unfit { cause: Cause, good_until: Option<Timestamp> },
    /// The operator has taken it out.
    Drained,
}

impl From<Observed> for Cell {
    fn from(observed: Observed) -> Self {
        Self { observed, unpublished: false }
    }
}

impl Cell {
    /// The worse of both, for an answer that is served from either.
    pub(crate) fn worse(self, other: Self) -> Self {
        Self {
            observed: self.observed.max(other.observed),
            unpublished: self.unpublished || other.unpublished,
        }
    }
}

impl Observed {
    /// What a mirror has of a set of images. `best_of_tree` is the best that it has of the tree: a mirror that
    /// serves no repository serves no images either.
    pub(crate) fn from_images(
        entry: &MirrorEntry,
        folder: &IsoFolder,
        set: &IsoSet,
        best_of_tree: Self,
    ) -> Self {
        if !best_of_tree.is_good() {
            return best_of_tree;
        }
        // A check that looked for other files says nothing about this set.
        let checked = entry.tree_health(&folder.tree).and_then(|tree| tree.isos.get(folder));
        match checked.filter(|checked| checked.set == *set) {
            None => Self::Unknown,
            Some(checked) if checked.is_complete() => Self::Current,
            Some(_) => Self::Unfit { cause: Cause::Incomplete, good_until: None },
        }
    }

    pub(crate) fn is_good(self) -> bool {
        matches!(self, Self::Current | Self::Other)
    }

    /// When a mirror that cannot serve stopped being good; `None` if it can, or never was.
    pub(crate) fn good_until(self) -> Option<Timestamp> {
        match self {
            Self::Unfit { good_until, .. } => good_until,
            Self::Current | Self::Other | Self::Unknown | Self::Drained => None,
        }
    }
}

/// What cells are made of: the health of one tree of one mirror, and what it is compared with.
#[derive(Clone, Copy)]
pub(crate) struct CheckedTree<'a> {
    tree: &'a TreeHealth,
    health: Health<'a>,
    now: Timestamp,
    /// Whether `TIME` forbids to serve anything of it.
    expired: bool,
}

impl<'a> CheckedTree<'a> {
    pub(crate) fn new(tree: &'a TreeHealth, health: Health<'a>, now: Timestamp) -> Self {
        Self { tree, health, now, expired: tree.is_expired(health.policy, now) }
    }

    pub(crate) fn cell(&self, holding: &Holding, repository: &RepositoryHealth) -> Cell {
        Cell { observed: self.observed(repository), unpublished: self.is_unpublished(holding, repository) }
    }

    fn observed(&self, repository: &RepositoryHealth) -> Observed {
        match repository.state {
            state if self.expired && state.is_served() => {
                Observed::Unfit { cause: Cause::Expired, good_until: self.expiry().or(repository.since) }
            }
            State::Unknown => Observed::Unknown,
            State::Current => Observed::Current,
            State::Ahead | State::Previous => Observed::Other,
            state @ (State::Stale | State::Missing | State::Corrupt | State::Unreachable) => {
                Observed::Unfit { cause: Cause::Repository(state), good_until: repository.good_until() }
            }
        }
    }

    /// When the content exceeded the allowed age. If `TIME` was never readable, this is not known, and the time of
    /// the check that found a repository good is used instead.
    fn expiry(&self) -> Option<Timestamp> {
        self.tree.freshness.claimed?.checked_add(self.health.policy.allowed_outdate).ok()
    }

    /// Whether a client that knows the published digests refuses what the mirror was last found to have.
    fn is_unpublished(&self, holding: &Holding, repository: &RepositoryHealth) -> bool {
        let published = self.health.reference.get(holding).and_then(Published::here);
        published.zip(repository.repomd.as_deref()).is_some_and(|(published, repomd)| {
            !published.vouches_for(repomd.digest, self.now, self.health.policy.allowed_outdate)
        })
    }
}
