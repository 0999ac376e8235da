//! The standings for every place in one tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::{BASEARCH, RepositoryName, Version};
use maneki_mirror_registry::{Catalog, Holding, Target, Tree};
use rustc_hash::FxHashMap;

use crate::entry::MirrorEntry;
use crate::inputs::Health;
use crate::standings::{Standings, TreeMirrors};
use crate::table::Table;

/// The standings for every place in one tree.
#[derive(Debug, Clone)]
pub(crate) struct TreeStandings {
    /// By the path of a repository, once for each architecture and once with `$basearch`, and by the path of a
    /// folder whose images are known. Paths have no slash at their end.
    by_path: FxHashMap<Box<str>, Standings>,
    /// For all other paths: whether a mirror has anything of the tree.
    any: Standings,
}

/// The repositories that are served at each path, by their number in the list of holdings.
type Groups = BTreeMap<Box<str>, Vec<usize>>;

impl TreeStandings {
    /// Turns health, which goes from mirrors to repositories, around: from places in the tree to mirrors.
    pub(crate) fn new(
        tree: &Tree,
        catalog: &Catalog,
        entries: &[MirrorEntry],
        health: Option<Health<'_>>,
        now: Timestamp,
    ) -> Self {
        let mut holdings = catalog.holdings();
        holdings.retain(|holding| holding.tree == *tree);
        let table = Table::new(tree, &holdings, entries, health, now);
        let patience = health.map_or(Duration::ZERO, |health| health.policy.allowed_outdate);
        let mirrors = Arc::new(TreeMirrors::new(tree, entries, patience));

        let (served, once_served) = (table.served(), table.once_served());
        let mut by_path = FxHashMap::default();
        for (path, numbers) in groups(catalog, &holdings) {
            let counted = counted(&numbers, &served, &once_served);
            by_path.insert(path, Standings::new(&table.worst(&counted), &mirrors));
        }
        let best = table.best();
        let sets = health.into_iter().flat_map(|health| health.reference.iso_sets());
        for (folder, set) in sets.filter(|(folder, _)| folder.tree == *tree) {
            let cells = table.images(folder, set, &best);
            by_path.insert(folder.path.clone(), Standings::new(&cells, &mirrors));
        }
        Self { by_path, any: Standings::new(&best, &mirrors) }
    }

    pub(crate) fn get(&self, target: &Target) -> &Standings {
        self.by_path.get(target.path.trim_end_matches('/')).unwrap_or(&self.any)
    }
}

/// One group for each path, and one for each path that leaves the architecture to the client.
fn groups(catalog: &Catalog, holdings: &[Holding]) -> Groups {
    let mut by_path = Groups::new();
    let mut by_repository = BTreeMap::<(&Version, &RepositoryName), Vec<usize>>::new();
    for (number, holding) in holdings.iter().enumerate() {
        by_path.entry(holding.path.clone()).or_default().push(number);
        by_repository.entry((&holding.version, &holding.repository)).or_default().push(number);
    }
    for ((version, name), numbers) in by_repository {
        let Some(repository) = catalog.repositories.get(name) else { continue };
        let path = format!("{version}/{}", repository.path);
        if path.contains(BASEARCH) {
            by_path.insert(path.trim_end_matches('/').into(), numbers);
        }
    }
    by_path
}

/// Those of a group that decide about its mirrors: the repositories that a mirror serves, or else those that one
/// served once, or else all. A new architecture that no mirror has yet must not take mirrors out for the others.
fn counted(group: &[usize], served: &BTreeSet<usize>, once_served: &BTreeSet<usize>) -> Vec<usize> {
    let among = |known: &BTreeSet<usize>| -> Vec<usize> {
        group.iter().copied().filter(|number| known.contains(number)).collect()
    };
    [among(served), among(once_served)]
        .into_iter()
        .find(|some| !some.is_empty())
        .unwrap_or_else(|| group.to_vec())
}
