use std::sync::Arc;

use maneki_mirror_health::{Judged, MirrorHealth, TreeHealth};
use maneki_mirror_model::Coordinates;
use maneki_mirror_registry::{Mirror, Tree, Urls};

use crate::drain::Drain;
use crate::place::Place;

/// The number of a mirror within one snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MirrorId(u32);

/// A mirror, and what is known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct MirrorEntry {
    /// Its file in the registry.
    pub mirror: Mirror,
    /// Where it is.
    pub place: Place,
    /// What it has; `None` before its first check.
    pub health: Option<Arc<MirrorHealth>>,
    /// The verdict on its health; `None` when checks are switched off.
    pub judged: Option<Judged>,
    /// Set while the operator has taken it out.
    pub drain: Option<Drain>,
}

impl MirrorId {
    /// The id of the entry at an index; a registry has at most 200,000 mirrors.
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("a registry has fewer mirrors than a u32 counts"))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl MirrorEntry {
    /// Its URLs for a tree; `None` if it does not carry the tree. No mirror carries the vault.
    pub fn urls(&self, tree: &Tree) -> Option<&Urls> {
        match tree {
            Tree::Main => Some(&self.mirror.urls),
            Tree::Module(module) => self.mirror.module(module),
            Tree::Vault => None,
        }
    }

    /// Its coordinates.
    pub fn coordinates(&self) -> Option<Coordinates> {
        self.place.coordinates.map(|(coordinates, _)| coordinates)
    }

    /// Whether it is a public mirror that carries a tree.
    pub(crate) fn is_public_for(&self, tree: &Tree) -> bool {
        self.mirror.is_public() && self.urls(tree).is_some()
    }

    pub(crate) fn tree_health(&self, tree: &Tree) -> Option<&TreeHealth> {
        self.health.as_ref()?.trees.get(tree)
    }
}
