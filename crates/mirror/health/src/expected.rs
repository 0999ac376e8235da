use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_registry::{Catalog, Holding, IsoFolder, Tree};

use crate::reference::{Published, Reference};

/// What every mirror of a tree should have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    holdings: BTreeMap<Tree, Vec<Arc<Holding>>>,
    iso_folders: BTreeMap<Tree, Vec<Arc<IsoFolder>>>,
}

impl Expected {
    /// Everything in the catalog, except repositories that the reference tree itself lacks.
    pub fn from_catalog(catalog: &Catalog, reference: &Reference) -> Self {
        let mut expected = Self::default();
        for holding in catalog.holdings() {
            if reference.get(&holding) != Some(&Published::Absent) {
                expected.holdings.entry(holding.tree.clone()).or_default().push(Arc::new(holding));
            }
        }
        for folder in catalog.iso_folders() {
            expected.iso_folders.entry(folder.tree.clone()).or_default().push(Arc::new(folder));
        }
        expected
    }

    /// The repositories of a tree, in order.
    pub fn holdings(&self, tree: &Tree) -> &[Arc<Holding>] {
        self.holdings.get(tree).map_or(&[], Vec::as_slice)
    }

    /// The folders of a tree that may contain images, in order. The reference knows which do.
    pub fn isos(&self, tree: &Tree) -> &[Arc<IsoFolder>] {
        self.iso_folders.get(tree).map_or(&[], Vec::as_slice)
    }
}
