//! Worlds to select from, for the tests and the benches of this crate.
#![allow(dead_code, reason = "each of them uses a part")]
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

pub(crate) mod many;
pub(crate) mod places;

use std::path::Path;

use jiff::Timestamp;
use maneki_mirror_registry::{ParseOptions, Registry, SourceTree, Target, parse};
use maneki_mirror_snapshot::{Inputs, Networks, Places, Snapshot};

/// A registry from a folder; mirrors with errors are left out, as the service does it.
pub(crate) fn read(folder: &Path) -> Registry {
    parse(&SourceTree::read(folder).unwrap(), ParseOptions::default()).registry.unwrap()
}

/// The first snapshot of a registry as the service makes it, with no networks but those in its files.
pub(crate) fn snapshot(registry: Registry, places: Places) -> Snapshot {
    let networks = Networks::default();
    let inputs = Inputs::unchecked(places, &networks);
    let snapshot = Snapshot::build(registry, inputs, 1, Timestamp::UNIX_EPOCH);
    snapshot.looking_out_from(maneki_mirror_geo::centroids())
}

/// A repository of the main tree, whatever the versions of the registry are.
pub(crate) fn main_tree(registry: &Registry) -> Target {
    let current = registry.catalog.duplicated_versions.values().next_back().unwrap();
    registry.catalog.target(&current.to_string(), "baseos", None).unwrap()
}
