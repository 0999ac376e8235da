//! Who may depend on whom: the order of the crates is the order of the data.
//!
//! The core is a function of its arguments, so nothing that speaks to the outside world may come into it,
//! not even through the crates of others. Adapters know the core, and never each other.

mod workspace;

use std::collections::{BTreeMap, VecDeque};

use Layer::{Adapter, Core, Developer, Ground, Program};
use cargo_metadata::{DependencyKind, Metadata, PackageId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// Vocabulary and pure functions.
    Core,
    /// What several adapters stand on, so that they need not know each other.
    Ground,
    /// One kind of outside world each.
    Adapter,
    /// What is run.
    Program,
    /// For tests and developers; no part of what is run.
    Developer,
}

/// Every crate, also those that are still to come; each may use those that stand before it.
const ORDER: &[(&str, Layer)] = &[
    ("model", Core),
    ("diagnostics", Core),
    ("registry", Core),
    ("lint", Core),
    ("health", Core),
    ("snapshot", Core),
    ("select", Core),
    ("formats", Core),
    ("api", Core),
    ("site", Core),
    ("outbound", Ground),
    ("geo", Adapter),
    ("networks", Adapter),
    ("config", Adapter),
    ("probe", Adapter),
    ("store", Adapter),
    ("checker", Program),
    ("server", Program),
    ("cli", Program),
    ("testkit", Developer),
    ("dev", Developer),
];

/// Crates of others that speak to the outside world.
const OUTSIDE_WORLD: &[&str] = &["axum", "hyper", "reqwest", "sqlx", "tokio"];

/// Where a crate stands, and in which layer.
fn place(name: &str) -> Result<(usize, Layer), String> {
    let place = ORDER.iter().position(|(known, _)| *known == name).ok_or_else(|| {
        format!(
            "crates/{name} has no place: add it to ORDER in crates/dev/tests/layers.rs, after all it uses"
        )
    })?;
    Ok((place, ORDER[place].1))
}

/// Why one of our crates may not depend on another one. Tests may use what they like.
fn objection(from: &str, to: &str, kind: DependencyKind) -> Option<String> {
    if kind == DependencyKind::Development {
        return None;
    }
    match (place(from), place(to)) {
        (Err(unknown), _) | (_, Err(unknown)) => Some(unknown),
        (Ok((user, _)), Ok((used, _))) if user < used => {
            Some(format!("{from} depends on {to}, which stands after it"))
        }
        (Ok((_, Adapter)), Ok((_, Adapter))) => {
            Some(format!("{from} depends on {to}, but adapters do not know each other"))
        }
        _ => None,
    }
}

/// The folder of one of our crates: its name without the product's, which alone is the name of the program.
fn ours(name: &str) -> Option<&str> {
    if name == "maneki" { Some("cli") } else { name.strip_prefix("maneki-") }
}

/// How a crate comes to depend on one that speaks to the outside world: `select → rand → tokio`.
fn ways_out(metadata: &Metadata, crate_name: &str) -> Vec<String> {
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
    let start = metadata.packages.iter().find(|package| ours(&package.name) == Some(crate_name));
    let mut waiting: VecDeque<&PackageId> = start.iter().map(|package| &package.id).collect();
    let mut ways: BTreeMap<&PackageId, String> =
        waiting.iter().map(|id| (*id, crate_name.to_owned())).collect();
    let mut out = Vec::new();
    while let Some(id) = waiting.pop_front() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if !normal || ways.contains_key(&dependency.pkg) {
                continue;
            }
            let name = metadata[&dependency.pkg].name.as_str();
            let way = format!("{} → {name}", ways[id]);
            if OUTSIDE_WORLD.contains(&name) {
                out.push(way.clone());
            }
            ways.insert(&dependency.pkg, way);
            waiting.push_back(&dependency.pkg);
        }
    }
    out
}

#[test]
fn crates_use_only_what_stands_before_them() {
    let metadata = workspace::metadata();
    let mut objections = Vec::new();
    for package in metadata.workspace_packages() {
        let from = ours(&package.name).unwrap_or_else(|| panic!("{} is not called maneki-…", package.name));
        objections.extend(place(from).err());
        for dependency in &package.dependencies {
            objections.extend(ours(&dependency.name).and_then(|to| objection(from, to, dependency.kind)));
        }
    }
    objections.sort();
    objections.dedup();
    assert!(objections.is_empty(), "the layers are mixed up:\n  {}", objections.join("\n  "));
}

#[test]
fn the_core_does_not_reach_the_outside_world() {
    let metadata = workspace::metadata();
    let core = ORDER.iter().filter(|(_, layer)| *layer == Core).map(|(name, _)| *name);
    let ways: Vec<String> = core.flat_map(|name| ways_out(&metadata, name)).collect();
    assert!(ways.is_empty(), "the core is to be a function of its arguments:\n  {}", ways.join("\n  "));
    assert!(!ways_out(&metadata, "networks").is_empty(), "networks speaks HTTP; this test sees nothing");
}

#[test]
fn what_is_mixed_up_is_told_in_a_sentence() {
    let normal = |from, to| objection(from, to, DependencyKind::Normal);
    assert_eq!(normal("registry", "model"), None);
    assert_eq!(normal("cli", "server"), None);
    assert_eq!(normal("model", "registry").unwrap(), "model depends on registry, which stands after it");
    assert_eq!(normal("select", "geo").unwrap(), "select depends on geo, which stands after it");
    assert!(normal("probe", "networks").unwrap().ends_with("adapters do not know each other"));
    assert_eq!(normal("probe", "outbound"), None);
    assert!(normal("registry", "testkit").is_some());
    assert_eq!(objection("registry", "testkit", DependencyKind::Development), None);
    assert!(objection("registry", "testkit", DependencyKind::Build).is_some());
    assert!(normal("news", "model").unwrap().starts_with("crates/news has no place: add it to ORDER"));
}
