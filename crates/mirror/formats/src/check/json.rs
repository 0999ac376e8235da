use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{
    IsoHealth, MirrorHealth, RepositoryHealth, Route, RouteHealth, State, TreeHealth, VaultHealth,
};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Serialize, Serializer};
use serde_json::{Value, json as value};

use super::Checked;

/// The result of a round as an object for programs.
pub fn json<'a>(
    mirrors: &'a [Checked<'a>],
    vault: Option<&VaultHealth>,
    at: Timestamp,
) -> impl Serialize + 'a {
    Round { at: at.to_string(), vault: vault.map(vault_value), mirrors: Mirrors(mirrors) }
}

#[derive(Serialize)]
struct Round<'a> {
    at: String,
    vault: Option<Value>,
    mirrors: Mirrors<'a>,
}

/// Serializes mirrors one by one, because the values of all repositories at once would take much memory.
struct Mirrors<'a>(&'a [Checked<'a>]);

impl Serialize for Mirrors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(mirror))
    }
}

fn mirror(checked: &Checked<'_>) -> Value {
    let judged = checked.judged;
    let main = checked.health.and_then(MirrorHealth::main);
    let trees = checked.health.into_iter().flat_map(|health| &health.trees);
    let repositories: Vec<Value> = trees
        .flat_map(|(_, tree)| tree.repositories.iter().map(|(holding, one)| repository(holding, one)))
        .collect();
    let trees = checked.health.into_iter().flat_map(|health| &health.trees);
    let isos: Vec<Value> =
        trees.flat_map(|(_, tree)| tree.isos.iter().map(|(folder, one)| iso(folder, one))).collect();
    value!({
        "name": checked.name.as_str(),
        "verdict": judged.verdict.word(),
        "status": checked.status(),
        "checked": judged.checked,
        "reason": judged.reason,
        "url": judged.url.as_deref(),
        "time": main.and_then(|main| main.freshness.claimed).map(|claimed| claimed.to_string()),
        "routes": main.map(routes).unwrap_or_default(),
        "repositories": repositories,
        "isos": isos,
    })
}

fn vault_value(vault: &VaultHealth) -> Value {
    value!({
        "url": &*vault.url,
        "works": vault.fault.is_none(),
        "reason": vault.fault.as_ref().map(ToString::to_string),
    })
}

fn routes(tree: &TreeHealth) -> Vec<Value> {
    let route = |(route, health): (&Route, &RouteHealth)| {
        value!({
            "protocol": route.protocol.scheme(),
            "family": route.family.map(|family| family.to_string()),
            "works": health.fault.is_none(),
            "reason": health.fault.as_ref().map(ToString::to_string),
            "url": health.fault.as_ref().map(|_| &*health.url),
        })
    };
    tree.routes.iter().map(route).collect()
}

fn iso(folder: &IsoFolder, health: &IsoHealth) -> Value {
    value!({
        "module": module(&folder.tree),
        "version": folder.version.to_string(),
        "arch": folder.arch.as_str(),
        "complete": health.is_complete(),
        "files": health.set.len(),
        "since": health.since.to_string(),
        "checked": health.checked.to_string(),
        "reason": health.fault.as_ref().map(ToString::to_string),
        "url": health.url.as_deref(),
    })
}

fn module(tree: &Tree) -> Option<&str> {
    match tree {
        Tree::Module(module) => Some(module.as_str()),
        Tree::Main | Tree::Vault => None,
    }
}

fn repository(holding: &Arc<Holding>, health: &RepositoryHealth) -> Value {
    let failing = health.state != State::Current;
    value!({
        "module": module(&holding.tree),
        "version": holding.version.to_string(),
        "repository": holding.repository.as_str(),
        "arch": holding.arch.as_str(),
        "state": health.state.word(),
        "since": health.since.map(|since| since.to_string()),
        "reason": health.reason().map(ToString::to_string),
        "url": health.url().map(|url| &**url).filter(|_| failing),
    })
}
