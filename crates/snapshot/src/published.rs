//! What the reference trees publish, as answers need it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use maneki_health::{Former, Publication};
use maneki_registry::{Target, Tree};

use crate::inputs::Health;

/// What is published, by tree and by the path of a repository without a slash at its end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Publications(BTreeMap<Tree, BTreeMap<Box<str>, Publication>>);

impl Publications {
    /// What counts at a time: without the older publications that have outlived.
    pub(crate) fn of(health: Health<'_>, now: Timestamp) -> Self {
        let mut publications = Self::default();
        for (holding, published) in health.reference.iter() {
            let Some(mut publication) = published.here().cloned() else { continue };
            let counts = |former: &Former| former.counts(now, health.policy.allowed_outdate);
            publication.former.retain(counts);
            let tree = publications.0.entry(holding.tree.clone()).or_default();
            tree.insert(holding.path.clone(), publication);
        }
        publications
    }

    pub(crate) fn get(&self, target: &Target) -> Option<&Publication> {
        self.0.get(&target.tree)?.get(target.path.trim_end_matches('/'))
    }
}
