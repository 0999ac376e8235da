use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_registry::{Catalog, Holding, Tree};

use crate::reference::{Published, Reference};

/// What every mirror of a tree is to have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expected {
    trees: BTreeMap<Tree, Vec<Arc<Holding>>>,
}

impl Expected {
    /// What the catalog names, without what the reference tree itself lacks.
    pub fn of_catalog(catalog: &Catalog, reference: &Reference) -> Self {
        let mut trees = BTreeMap::<Tree, Vec<Arc<Holding>>>::new();
        for holding in catalog.holdings() {
            if reference.get(&holding) != Some(&Published::Absent) {
                trees.entry(holding.tree.clone()).or_default().push(Arc::new(holding));
            }
        }
        Self { trees }
    }

    /// What is to be had of a tree, in order.
    pub fn of(&self, tree: &Tree) -> &[Arc<Holding>] {
        self.trees.get(tree).map_or(&[], Vec::as_slice)
    }
}
