use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_registry::{Catalog, Holding, IsoFolder, Tree};

use crate::reference::{Published, Reference};

/// What every mirror of a tree is to have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    trees: BTreeMap<Tree, Vec<Arc<Holding>>>,
    isos: BTreeMap<Tree, Vec<Arc<IsoFolder>>>,
}

impl Expected {
    /// What the catalog names, without what the reference tree itself lacks.
    pub fn from_catalog(catalog: &Catalog, reference: &Reference) -> Self {
        let mut trees = BTreeMap::<Tree, Vec<Arc<Holding>>>::new();
        for holding in catalog.holdings() {
            if reference.get(&holding) != Some(&Published::Absent) {
                trees.entry(holding.tree.clone()).or_default().push(Arc::new(holding));
            }
        }
        let mut isos = BTreeMap::<Tree, Vec<Arc<IsoFolder>>>::new();
        for folder in catalog.iso_folders() {
            isos.entry(folder.tree.clone()).or_default().push(Arc::new(folder));
        }
        Self { trees, isos }
    }

    /// Where the images of a tree may lie, in order; which there are is the reference's to say.
    pub fn isos(&self, tree: &Tree) -> &[Arc<IsoFolder>] {
        self.isos.get(tree).map_or(&[], Vec::as_slice)
    }

    /// What is to be had of a tree, in order.
    pub fn holdings(&self, tree: &Tree) -> &[Arc<Holding>] {
        self.trees.get(tree).map_or(&[], Vec::as_slice)
    }
}
