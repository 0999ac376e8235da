use std::sync::Arc;

use jiff::Timestamp;
use maneki_health::{Condition, MirrorHealth, State, TreeHealth};
use maneki_registry::{Holding, Tree};
use serde::{Serialize, Serializer};
use serde_json::{Value, json as value};

use super::Checked;

/// The object for programs.
pub fn json<'a>(mirrors: &'a [Checked<'a>], at: Timestamp) -> impl Serialize + 'a {
    Round { at: at.to_string(), mirrors: Mirrors(mirrors) }
}

#[derive(Serialize)]
struct Round<'a> {
    at: String,
    mirrors: Mirrors<'a>,
}

/// Written one by one: all their repositories at a time would take more memory than everything else.
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
    value!({
        "name": checked.name.as_str(),
        "verdict": judged.verdict.word(),
        "status": checked.status(),
        "checked": judged.checked,
        "reason": judged.reason,
        "url": judged.url.as_deref(),
        "time": main.and_then(|main| main.freshness.claimed).map(|claimed| claimed.to_string()),
        "ways": main.map(ways).unwrap_or_default(),
        "repositories": repositories,
    })
}

fn ways(tree: &TreeHealth) -> Vec<Value> {
    let way = |(way, health): (&maneki_health::Way, &maneki_health::WayHealth)| {
        value!({
            "protocol": way.protocol.scheme(),
            "family": way.family.map(|family| family.to_string()),
            "works": health.fault.is_none(),
            "reason": health.fault.as_ref().map(ToString::to_string),
            "url": health.fault.as_ref().map(|_| &*health.url),
        })
    };
    tree.ways.iter().map(way).collect()
}

fn repository(holding: &Arc<Holding>, condition: &Condition) -> Value {
    let module = match &holding.tree {
        Tree::Module(module) => Some(module.as_str()),
        Tree::Main | Tree::Vault => None,
    };
    let failing = condition.state != State::Current;
    value!({
        "module": module,
        "version": holding.version.to_string(),
        "repository": holding.repository.as_str(),
        "arch": holding.arch.as_str(),
        "state": condition.state.word(),
        "since": condition.since.map(|since| since.to_string()),
        "reason": condition.reason.as_ref().map(ToString::to_string),
        "url": condition.url.as_deref().filter(|_| failing),
    })
}
