//! What the reference trees publish, as answers need it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{Former, IsoSet, Publication};
use maneki_mirror_registry::{Target, Tree};

use crate::inputs::Health;

/// What is published, by tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Publications(BTreeMap<Tree, OfTree>);

/// What is published in one tree, by path without a slash at its end.
#[derive(Debug, Clone, Default)]
struct OfTree {
    repositories: BTreeMap<Box<str>, Publication>,
    isos: BTreeMap<Box<str>, IsoSet>,
}

impl Publications {
    /// What counts at a time: without the older publications that have outlived.
    pub(crate) fn of(health: Health<'_>, now: Timestamp) -> Self {
        let mut publications = Self::default();
        for (holding, published) in health.reference.iter() {
            let Some(mut publication) = published.here().cloned() else { continue };
            let counts = |former: &Former| former.counts(now, health.policy.allowed_outdate);
            publication.former.retain(counts);
            let tree = publications.0.entry(holding.tree.clone()).or_default();
            tree.repositories.insert(holding.path.clone(), publication);
        }
        for (folder, set) in health.reference.iso_sets() {
            let tree = publications.0.entry(folder.tree.clone()).or_default();
            tree.isos.insert(folder.path.clone(), Arc::clone(set));
        }
        publications
    }

    pub(crate) fn get(&self, target: &Target) -> Option<&Publication> {
        self.0.get(&target.tree)?.repositories.get(target.path.trim_end_matches('/'))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Tree, &str, &Publication)> {
        self.0.iter().flat_map(|(tree, published)| {
            let of_tree = published.repositories.iter();
            of_tree.map(move |(path, publication)| (tree, &**path, publication))
        })
    }

    pub(crate) fn isos(&self, target: &Target) -> Option<&IsoSet> {
        self.0.get(&target.tree)?.isos.get(&target.path)
    }
}
