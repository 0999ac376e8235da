use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::{KeyValue, Mapping};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("empty-list"),
        severities: &[Severity::Warning],
        summary: "A list has no items.",
        what: "Finds empty lists that have the same effect as no list, or that leave nothing to serve.",
        why: "An item is probably missing.",
        example: "asn: []",
        fix: "Add an item, or remove the key.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        for key in ["asn", "subnets", "cloud_regions"] {
            empty(&file.path, file.root().get(key), findings);
        }
    }
    let Some(config) = &world.config else { return };
    for key in ["versions", "required_protocols", "repos"] {
        empty(&config.path, config.root().get(key), findings);
    }
    for key in ["arches", "optional_module_versions"] {
        for entry in config.group(key).into_iter().flat_map(|group| &group.entries) {
            empty(&config.path, Some(entry), findings);
        }
    }
    let lists = |repository: &Mapping, findings: &mut Findings<'_>| {
        for key in ["arches", "versions"] {
            empty(&config.path, repository.get(key), findings);
        }
    };
    config.repositories().for_each(|repository| lists(repository, findings));
}

fn empty(path: &Arc<str>, entry: Option<&KeyValue>, findings: &mut Findings<'_>) {
    if let Some(entry) = entry
        && entry.node.items().is_some_and(<[_]>::is_empty)
    {
        let message = format!("the list `{}` is empty", entry.key);
        findings.warn(path, entry.node.span, message, "add an item, or remove the key");
    }
}
