//! The state of each version, repository and architecture on a mirror.

use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_site::minute;
use maneki_mirror_health::{State, TreeHealth};
use maneki_mirror_model::Version;
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::MirrorEntry;

use crate::state::key;

/// The repositories of one version.
pub(super) struct Grid<'a> {
    pub(super) version: String,
    pub(super) arches: Vec<&'a str>,
    /// By repository, with a cell for each architecture; `None` where there is no such thing.
    pub(super) rows: Vec<(&'a str, Vec<Option<Cell>>)>,
    /// How many repositories are served, and how many there are.
    pub(super) good: usize,
    pub(super) total: usize,
}

/// The state of one repository.
pub(super) struct Cell {
    pub(super) state: State,
    pub(super) key: &'static str,
    pub(super) since: String,
}

impl<'a> Grid<'a> {
    /// All versions of all checked trees. Private mirrors are not checked.
    pub(super) fn all(entry: &'a MirrorEntry) -> Vec<Self> {
        let health = entry.health.as_deref().filter(|_| !entry.mirror.private);
        let trees = health.into_iter().flat_map(|health| &health.trees);
        // The distribution itself goes before its modules.
        let mut grids: Vec<(bool, Vec<Self>)> =
            trees.map(|(tree, health)| (*tree != Tree::Main, from_tree(health))).collect();
        grids.sort_by_key(|(is_module, _)| *is_module);
        grids.into_iter().flat_map(|(_, grids)| grids).collect()
    }
}

fn from_tree(health: &TreeHealth) -> Vec<Grid<'_>> {
    let mut versions = BTreeMap::<&Version, BTreeMap<&str, BTreeMap<&str, (State, String)>>>::new();
    for (holding, condition) in &health.repositories {
        let since = condition.since.map(minute).unwrap_or_default();
        let repositories = versions.entry(&holding.version).or_default();
        let arches = repositories.entry(holding.repository.as_str()).or_default();
        arches.insert(holding.arch.as_str(), (condition.state, since));
    }
    versions.into_iter().rev().map(|(version, repositories)| from_version(version, repositories)).collect()
}

fn from_version<'a>(
    version: &Version,
    repositories: BTreeMap<&'a str, BTreeMap<&'a str, (State, String)>>,
) -> Grid<'a> {
    let all = || repositories.values().flat_map(BTreeMap::values);
    let good = all().filter(|(state, _)| state.is_served()).count();
    let total = all().count();
    let arches: BTreeSet<&str> = repositories.values().flat_map(BTreeMap::keys).copied().collect();
    let arches: Vec<&str> = arches.into_iter().collect();
    let rows = repositories.into_iter().map(|(repository, mut cells)| {
        let cell = |(state, since): (State, String)| Cell { state, key: key(state), since };
        (repository, arches.iter().map(|arch| cells.remove(arch).map(cell)).collect())
    });
    Grid { version: version.to_string(), rows: rows.collect(), arches, good, total }
}
