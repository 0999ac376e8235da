use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{FormerPublication, IsoSet, ReferenceRepository};
use maneki_mirror_registry::{Target, Tree};

use crate::inputs::Health;

/// What the reference trees publish, as answers need it.
#[derive(Debug, Clone, Default)]
pub(crate) struct PublishedTrees(BTreeMap<Tree, PublishedTree>);

/// What one reference tree publishes, by path. Paths have no slash at their end.
#[derive(Debug, Clone, Default)]
struct PublishedTree {
    repositories: BTreeMap<Box<str>, ReferenceRepository>,
    isos: BTreeMap<Box<str>, IsoSet>,
}

impl PublishedTrees {
    /// What counts at `now`: former publications that may no longer be served are left out.
    pub(crate) fn new(health: Health<'_>, now: Timestamp) -> Self {
        let mut trees = Self::default();
        let counts = |former: &FormerPublication| former.counts(now, health.policy.allowed_outdate);
        for (holding, published) in health.reference.iter() {
            let Some(mut repository) = published.here().cloned() else { continue };
            repository.former.retain(counts);
            let tree = trees.0.entry(holding.tree.clone()).or_default();
            tree.repositories.insert(holding.path.clone(), repository);
        }
        for (folder, set) in health.reference.iso_sets() {
            let tree = trees.0.entry(folder.tree.clone()).or_default();
            tree.isos.insert(folder.path.clone(), Arc::clone(set));
        }
        trees
    }

    pub(crate) fn repository(&self, target: &Target) -> Option<&ReferenceRepository> {
        self.0.get(&target.tree)?.repositories.get(target.path.trim_end_matches('/'))
    }

    pub(crate) fn repositories(&self) -> impl Iterator<Item = (&Tree, &str, &ReferenceRepository)> {
        self.0.iter().flat_map(|(tree, published)| {
            let repositories = published.repositories.iter();
            repositories.map(move |(path, repository)| (tree, &**path, repository))
        })
    }

    pub(crate) fn isos(&self, target: &Target) -> Option<&IsoSet> {
        self.0.get(&target.tree)?.isos.get(&target.path)
    }
}
