//! Which crate may depend on which: `ground` knows no room, no room knows another, and inside a room the order of
//! the crates is the order of the data.
//!
//! A core crate is a function of its arguments, so no crate that talks to the outside world may come into it, not
//! even through somebody else's crate. Adapters use the core, and never each other.

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
    ("ground/diagnostics", Core),
    ("ground/yaml", Core),
    ("ground/rpm", Core),
    ("ground/outbound", Base),
    ("ground/config", Adapter),
    ("mirror/model", Core),
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
    ("repo", Program),
    ("maneki", Program),
    ("testkit", Developer),
    ("dev", Developer),
];

/// Crates of others that talk to the outside world.
const OUTSIDE_WORLD: &[&str] = &["axum", "hyper", "reqwest", "sqlx", "tokio"];

/// The position of a crate in [`ORDER`], and its layer.
fn place(path: &str) -> Result<(usize, Layer), String> {
    let place = ORDER.iter().position(|(known, _)| *known == path).ok_or_else(|| {
        format!(
            "crates/{path} has no place: add it to ORDER in crates/dev/tests/layers.rs, after everything it uses"
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

/// Why one of our crates may not depend on another one. Tests may use any crate of their own room and of the
/// ground.
fn objection(from: &str, to: &str, kind: DependencyKind) -> Option<String> {
    match (room(from), room(to)) {
        (None, Some(room)) if from.starts_with("ground/") => {
            return Some(format!(
                "{from} depends on {to}, but the ground knows no room, and so not `{room}`"
            ));
        }
        (Some(user), Some(used)) if user != used => {
            return Some(format!("{from} depends on {to}, but no room knows another"));
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
            Some(format!("{from} depends on {to}, but adapters do not know each other"))
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

/// How a crate comes to depend on one that talks to the outside world: `select → rand → tokio`.
fn ways_out(metadata: &Metadata, crate_path: &str) -> Vec<String> {
    let nodes: BTreeMap<_, _> =
        metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| (&node.id, node)).collect();
    let packages = metadata.workspace_packages();
    let start = packages.iter().find(|package| path(package) == crate_path);
    let mut waiting: VecDeque<&PackageId> = start.iter().map(|package| &package.id).collect();
    let mut ways: BTreeMap<&PackageId, String> =
        waiting.iter().map(|id| (*id, crate_path.to_owned())).collect();
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
    assert!(objections.is_empty(), "the layers are mixed up:\n  {}", objections.join("\n  "));
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
    let ways: Vec<String> = core.flat_map(|path| ways_out(&metadata, path)).collect();
    assert!(ways.is_empty(), "a core crate is a function of its arguments:\n  {}", ways.join("\n  "));
    assert!(
        !ways_out(&metadata, "mirror/networks").is_empty(),
        "networks speaks HTTP; this test sees nothing"
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
    assert!(normal("mirror/probe", "mirror/networks").unwrap().ends_with("adapters do not know each other"));
    assert_eq!(normal("mirror/probe", "ground/outbound"), None);
    assert_eq!(
        normal("ground/outbound", "mirror/model").unwrap(),
        "ground/outbound depends on mirror/model, but the ground knows no room, and so not `mirror`"
    );
    assert!(normal("errata", "mirror/model").unwrap().ends_with("no room knows another"));
    assert!(objection("errata", "mirror/model", DependencyKind::Development).is_some());
    assert!(normal("mirror/registry", "testkit").is_some());
    assert_eq!(objection("mirror/registry", "testkit", DependencyKind::Development), None);
    assert!(objection("mirror/registry", "testkit", DependencyKind::Build).is_some());
    assert!(
        normal("news", "ground/diagnostics")
            .unwrap()
            .starts_with("crates/news has no place: add it to ORDER")
    );
}
