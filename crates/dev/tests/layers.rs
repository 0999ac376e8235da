//! The dependencies between crates: `ground` knows no room, no room knows another, and inside a room the order of the
//! crates is the order of the data.
//!
//! A core crate is a function of its arguments, so it must not depend on a crate that talks to the outside world, not
//! even indirectly. Adapters use the core, and never each other.

mod workspace;

use std::collections::{BTreeMap, VecDeque};

use Layer::{Adapter, Base, Core, Developer, Program};
use cargo_metadata::{DependencyKind, Metadata, Package, PackageId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layer {
    /// Vocabulary and pure functions.
    Core,
    /// Talks to the outside world on behalf of several adapters, so that they need not know each other.
    Base,
    /// Talks to one kind of outside world.
    Adapter,
    /// Runs: composes core and adapters.
    Program,
    /// Serves tests and developers; never shipped.
    Developer,
}

/// Every crate by its path below `crates/`. A crate uses only crates that are listed before it.
const ORDER: &[(&str, Layer)] = &[
    ("ground/address", Core),
    ("ground/diagnostics", Core),
    ("ground/yaml", Core),
    ("ground/lint", Core),
    ("ground/rpm", Core),
    ("ground/rpm-metadata", Core),
    ("ground/http", Core),
    ("ground/site", Core),
    ("ground/config", Core),
    ("ground/command", Base),
    ("ground/outbound", Base),
    ("ground/web", Base),
    ("mirror/model", Core),
    ("mirror/config", Core),
    ("mirror/registry", Core),
    ("mirror/lint", Core),
    ("mirror/health", Core),
    ("mirror/snapshot", Core),
    ("mirror/select", Core),
    ("mirror/formats", Core),
    ("mirror/api", Core),
    ("mirror/pages", Core),
    ("mirror/geo", Adapter),
    ("mirror/networks", Adapter),
    ("mirror/probe", Adapter),
    ("mirror/store", Adapter),
    ("mirror/checker", Program),
    ("mirror/service", Program),
    ("election", Program),
    ("repo", Program),
    ("source", Program),
    ("mirror/commands", Program),
    ("maneki", Program),
    ("testkit", Developer),
    ("dev", Developer),
];

/// External crates that talk to the outside world.
const OUTSIDE_WORLD: &[&str] = &["axum", "hyper", "reqwest", "sqlx", "tokio"];

/// The position of a crate in [`ORDER`], and its layer.
fn place(path: &str) -> Result<(usize, Layer), String> {
    let place = ORDER.iter().position(|(known, _)| *known == path).ok_or_else(|| {
        format!(
            "crates/{path} is not in ORDER: add it in crates/dev/tests/layers.rs, after every crate that it uses"
        )
    })?;
    Ok((place, ORDER[place].1))
}

/// The room that a crate belongs to: the first folder of its path. `None` for the ground and for the crates that
/// may know every room.
fn room(path: &str) -> Option<&str> {
    let first = path.split('/').next().unwrap_or(path);
    (!["ground", "maneki", "testkit", "dev"].contains(&first)).then_some(first)
}

/// Why a crate must not depend on another crate of the workspace. Tests may use any crate of their own room and of
/// the ground.
fn objection(from: &str, to: &str, kind: DependencyKind) -> Option<String> {
    match (room(from), room(to)) {
        (None, Some(room)) if from.starts_with("ground/") => {
            return Some(format!("{from} depends on {to}, but the ground must not know the room `{room}`"));
        }
        (Some(user), Some(used)) if user != used => {
            return Some(format!("{from} depends on {to}, but rooms must not know each other"));
        }
        _ => {}
    }
    if kind == DependencyKind::Development {
        return None;
    }
    match (place(from), place(to)) {
        (Err(unknown), _) | (_, Err(unknown)) => Some(unknown),
        (Ok((user, _)), Ok((used, _))) if user < used => {
            Some(format!("{from} depends on {to}, which comes after it"))
        }
        (Ok((_, Adapter)), Ok((_, Adapter))) => {
            Some(format!("{from} depends on {to}, but adapters must not know each other"))
        }
        _ => None,
    }
}

/// The path of a package below `crates/`.
fn path(package: &Package) -> String {
    let folder = package.manifest_path.parent().expect("a manifest is in a folder").as_str();
    let (_, path) = folder.rsplit_once("/crates/").expect("members of the workspace are in `crates`");
    path.to_owned()
}

/// The path below `crates/` of each package of the workspace, by the name of the package.
fn paths(metadata: &Metadata) -> BTreeMap<String, String> {
    metadata.workspace_packages().iter().map(|package| (package.name.to_string(), path(package))).collect()
}

/// The paths from a crate to crates that talk to the outside world, such as `select → rand → tokio`.
fn paths_outside(metadata: &Metadata, crate_path: &str) -> Vec<String> {
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
    let packages = metadata.workspace_packages();
    let start = packages.iter().find(|package| path(package) == crate_path);
    let mut waiting: VecDeque<&PackageId> = start.iter().map(|package| &package.id).collect();
    let mut found: BTreeMap<&PackageId, String> =
        waiting.iter().map(|id| (*id, crate_path.to_owned())).collect();
    let mut outside = Vec::new();
    while let Some(id) = waiting.pop_front() {
        for dependency in &nodes[id].deps {
            let normal = dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            if !normal || found.contains_key(&dependency.pkg) {
                continue;
            }
            let name = metadata[&dependency.pkg].name.as_str();
            let path = format!("{} → {name}", found[id]);
            if OUTSIDE_WORLD.contains(&name) {
                outside.push(path.clone());
            }
            found.insert(&dependency.pkg, path);
            waiting.push_back(&dependency.pkg);
        }
    }
    outside
}

#[test]
fn crates_use_only_what_comes_before_them() {
    let metadata = workspace::metadata();
    let paths = paths(&metadata);
    let mut objections = Vec::new();
    for package in metadata.workspace_packages() {
        let from = &paths[package.name.as_str()];
        objections.extend(place(from).err());
        for dependency in &package.dependencies {
            objections
                .extend(paths.get(&dependency.name).and_then(|to| objection(from, to, dependency.kind)));
        }
    }
    objections.sort();
    objections.dedup();
    assert!(objections.is_empty(), "dependencies that the layers forbid:\n  {}", objections.join("\n  "));
}

#[test]
fn a_package_is_named_after_its_path() {
    let metadata = workspace::metadata();
    for (name, path) in paths(&metadata) {
        let expected = if path == "maneki" { path } else { format!("maneki-{}", path.replace('/', "-")) };
        assert_eq!(name, expected);
    }
}

#[test]
fn the_core_does_not_reach_the_outside_world() {
    let metadata = workspace::metadata();
    let core = ORDER.iter().filter(|(_, layer)| *layer == Core).map(|(path, _)| *path);
    let outside: Vec<String> = core.flat_map(|path| paths_outside(&metadata, path)).collect();
    assert!(outside.is_empty(), "a core crate is a function of its arguments:\n  {}", outside.join("\n  "));
    assert!(
        !paths_outside(&metadata, "mirror/networks").is_empty(),
        "networks speaks HTTP, but this test does not see it"
    );
}

#[test]
fn an_objection_is_a_sentence() {
    let normal = |from, to| objection(from, to, DependencyKind::Normal);
    assert_eq!(normal("mirror/registry", "mirror/model"), None);
    assert_eq!(normal("maneki", "mirror/service"), None);
    assert_eq!(
        normal("mirror/model", "mirror/registry").unwrap(),
        "mirror/model depends on mirror/registry, which comes after it"
    );
    assert!(
        normal("mirror/probe", "mirror/networks").unwrap().ends_with("adapters must not know each other")
    );
    assert_eq!(normal("mirror/probe", "ground/outbound"), None);
    assert_eq!(
        normal("ground/outbound", "mirror/model").unwrap(),
        "ground/outbound depends on mirror/model, but the ground must not know the room `mirror`"
    );
    assert!(normal("errata", "mirror/model").unwrap().ends_with("rooms must not know each other"));
    assert!(objection("errata", "mirror/model", DependencyKind::Development).is_some());
    assert!(normal("mirror/registry", "testkit").is_some());
    assert_eq!(objection("mirror/registry", "testkit", DependencyKind::Development), None);
    assert!(objection("mirror/registry", "testkit", DependencyKind::Build).is_some());
    assert!(normal("news", "ground/diagnostics").unwrap().starts_with("crates/news is not in ORDER: add it"));
}
