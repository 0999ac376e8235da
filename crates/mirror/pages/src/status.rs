//! A mirror in one word and one sign, as people see it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_health::{Policy, RepositoryHealth, State, TreeHealth, Verdict};
use maneki_mirror_registry::{Catalog, Tree};
use maneki_mirror_snapshot::MirrorEntry;

/// The status of a mirror, the best first. Each has a colour and a shape, so that they do not differ by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It has everything, and all its routes work.
    Good,
    /// It has a part.
    Partial,
    /// It is too old.
    Expired,
    /// There is nothing that could be read.
    Unavailable,
    /// The operator has taken it out.
    Drained,
    /// It has not been checked yet.
    Waiting,
    /// It is taken on trust: it is private.
    Trusted,
    /// The service checks no mirrors.
    NotChecked,
}

impl Status {
    /// Every one, the best first.
    pub const ALL: [Self; 8] = [
        Self::Good,
        Self::Partial,
        Self::Expired,
        Self::Unavailable,
        Self::Drained,
        Self::Waiting,
        Self::Trusted,
        Self::NotChecked,
    ];

    /// The status of a mirror for a tree at the time of a snapshot.
    pub fn from_entry(entry: &MirrorEntry, tree: &Tree, catalog: &Catalog, now: Timestamp) -> Self {
        if entry.drain.is_some() {
            return Self::Drained;
        }
        let Some(judged) = &entry.judged else { return Self::NotChecked };
        if entry.mirror.private {
            return Self::Trusted;
        }
        let Some(health) = entry.health.as_ref().and_then(|health| health.trees.get(tree)) else {
            return Self::Waiting;
        };
        match (tree, judged.verdict) {
            (Tree::Module(_), _) => Self::from_tree(health, catalog, now),
            (_, Verdict::Ok) => Self::Good,
            (_, Verdict::Partial) => Self::Partial,
            (_, Verdict::Expired) => Self::Expired,
            (_, Verdict::Unavailable) => Self::Unavailable,
        }
    }

    /// A module's tree, which a verdict leaves out.
    fn from_tree(health: &TreeHealth, catalog: &Catalog, now: Timestamp) -> Self {
        let states = || health.repositories.values().map(Arc::as_ref).map(|one: &RepositoryHealth| one.state);
        // How long a round takes does not matter here.
        let policy = Policy::new(catalog.allowed_outdate, Duration::ZERO);
        let is_fresh = matches!(health.freshness.objection(&policy, now), Ok(None));
        if states().all(|state| state == State::Unknown) {
            Self::Waiting
        } else if !states().any(State::is_readable) {
            Self::Unavailable
        } else if !is_fresh || !states().any(State::is_served) {
            Self::Expired
        } else if states().all(State::is_served) {
            Self::Good
        } else {
            Self::Partial
        }
    }

    /// The word for it in URLs, classes and signs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "ok",
            Self::Partial => "partial",
            Self::Expired => "expired",
            Self::Unavailable => "unavailable",
            Self::Drained => "drained",
            Self::Waiting => "waiting",
            Self::Trusted => "trusted",
            Self::NotChecked => "unchecked",
        }
    }

    /// The status of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// The key of its text.
    pub fn key(self) -> &'static str {
        match self {
            Self::Good => "status-ok",
            Self::Partial => "status-partial",
            Self::Expired => "status-expired",
            Self::Unavailable => "status-unavailable",
            Self::Drained => "status-drained",
            Self::Waiting => "status-waiting",
            Self::Trusted => "status-trusted",
            Self::NotChecked => "status-unchecked",
        }
    }

    /// Its sign: a path in a square of 16 by 16 around the origin. No two have the same outline.
    pub fn sign(self) -> &'static str {
        match self {
            // A disc.
            Self::Good => "M-6,0a6,6 0 1 1 12,0a6,6 0 1 1 -12,0Z",
            // A diamond.
            Self::Partial => "M0,-7.5L7.5,0L0,7.5L-7.5,0Z",
            // A triangle.
            Self::Expired => "M0,-7L7.5,6.5H-7.5Z",
            // A cross.
            Self::Unavailable => {
                "M-6.5,-3.7L-3.7,-6.5L0,-2.8L3.7,-6.5L6.5,-3.7L2.8,0L6.5,3.7L3.7,6.5L0,2.8L-3.7,6.5L-6.5,3.7L-2.8,0Z"
            }
            // A bar.
            Self::Drained => "M-7,-2.5H7V2.5H-7Z",
            // Three dots.
            Self::Waiting => "M-7.5,-2h4v4h-4ZM-2,-2h4v4h-4ZM3.5,-2h4v4h-4Z",
            // A shield.
            Self::Trusted => "M-6,-6H6V1C6,4 3,6.5 0,7.5C-3,6.5 -6,4 -6,1Z",
            // A ring.
            Self::NotChecked => {
                "M-6.5,0a6.5,6.5 0 1 1 13,0a6.5,6.5 0 1 1 -13,0ZM-2.5,0a2.5,2.5 0 1 0 5,0a2.5,2.5 0 1 0 -5,0Z"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_status_has_a_word_a_key_and_a_sign_of_its_own() {
        let signs: BTreeSet<_> = Status::ALL.map(Status::sign).into();
        let keys: BTreeSet<_> = Status::ALL.map(Status::key).into();
        assert_eq!((signs.len(), keys.len()), (Status::ALL.len(), Status::ALL.len()));
        for status in Status::ALL {
            assert_eq!(Status::from_word(status.word()), Some(status));
        }
    }
}
